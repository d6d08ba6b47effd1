//! Why a checked scenario cannot be simulated, as findings in its file.

use super::draws::DrawsError;
use super::prepare::PrepareError;
use super::volatility::VolatilityError;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{AnchorError, CompileError, FailedQuantity, Failure, PlanError};
use crate::quantity::Localized;
use crate::random::MOST_DIMENSIONS;
use crate::scenario::{Scenario, pipelines_within};

impl PrepareError {
    /// The findings, each at the value a planner would edit.
    pub fn diagnostics(&self, scenario: &Scenario) -> Vec<Diagnostic> {
        match self {
            Self::Compile(CompileError::Plan(errors)) => errors
                .iter()
                .flat_map(|error| plan(scenario, error))
                .collect(),
            Self::Compile(CompileError::NoInverse) => vec![no_inverse(scenario)],
            Self::Anchor(error) => vec![anchor(scenario, error)],
            Self::Volatility(error) => vec![volatility(scenario, error)],
            Self::Undefined(failure) => undefined(scenario, failure).into_iter().collect(),
            Self::Draws(error) => vec![draws(scenario, error)],
        }
    }
}

fn draws(scenario: &Scenario, error: &DrawsError) -> Diagnostic {
    match error {
        DrawsError::Collision(error) => Diagnostic::error(
            Code::DuplicateId,
            scenario.regions[0].span,
            Localized::new(
                format!("两个变量的随机数会相同，请改其中一个的名字：{error}"),
                error.to_string(),
            ),
        ),
        DrawsError::Dimensions { needed } => Diagnostic::error(
            Code::TooMany,
            scenario.regions[0].span,
            Localized::new(
                format!("抽样方式 sobol 最多 {MOST_DIMENSIONS} 维，这个情景每条路径要抽 {needed} 个数"),
                format!("the sampler sobol has {MOST_DIMENSIONS} dimensions; this scenario draws {needed} numbers a path"),
            ),
        )
        .help(Localized::new(
            "用 philox（--sampler philox），或减少年数、产业或事件",
            "use philox (--sampler philox), or fewer years, sectors or events",
        )),
    }
}

fn plan(scenario: &Scenario, error: &PlanError) -> Vec<Diagnostic> {
    match error {
        PlanError::PipelinesExceed(planned) => pipelines_within(scenario, planned),
        PlanError::SeedsDisagree { span, target, asked, given } => vec![Diagnostic::error(
            Code::Seed,
            *span,
            Localized::new(
                format!("目标“{target}”要求 {:.3}%，但与其他 seed 目标不能同时成立：按它们得 {:.3}%", 100.0 * asked, 100.0 * given),
                format!(
                    "target \"{target}\" asks for {:.3} %, which cannot hold with the other seeds: they give {:.3} %",
                    100.0 * asked,
                    100.0 * given
                ),
            ),
        )
        .help(Localized::new("去掉其中一个的 seed = true", "take seed = true off one of them"))],
    }
}

fn no_inverse(scenario: &Scenario) -> Diagnostic {
    let at = scenario
        .inputs
        .first()
        .map_or(scenario.regions[0].span, |input| input.user_span);
    Diagnostic::error(
        Code::SpectralRadius,
        at,
        Localized::new(
            "投入系数表没有列昂惕夫逆矩阵",
            "the input coefficients have no Leontief inverse",
        ),
    )
}

fn anchor(scenario: &Scenario, error: &AnchorError) -> Diagnostic {
    let region = &scenario.regions[error.region];
    Diagnostic::error(
        Code::Anchor,
        region.anchor.span,
        Localized::new(
            format!(
                "没有一个生产率增速能使“{}”{} 年的中心增速达到 {:.2}%",
                region.id,
                error.year,
                100.0 * error.growth
            ),
            format!(
                "no productivity growth gives \"{}\" a central growth of {:.2} % in {}",
                region.id,
                100.0 * error.growth,
                error.year
            ),
        ),
    )
    .help(Localized::new(
        "检查该年的目标、趋势和消费路径是否合理",
        "check that year's target, the trend and the consumption path",
    ))
}

/// A formula without a value on the central path; `None` for a failure of something else, which no formula makes.
fn undefined(scenario: &Scenario, failure: &Failure) -> Option<Diagnostic> {
    let (FailedQuantity::Declared(k) | FailedQuantity::DeclaredGrowth(k)) = failure.what else {
        return None;
    };
    let indicator = &scenario.indicators[k];
    let (id, year) = (
        &indicator.id,
        scenario.horizon.base_year() + 1 + failure.year as i32,
    );
    let of_growth = matches!(failure.what, FailedQuantity::DeclaredGrowth(_));
    let (name, help) = if of_growth {
        (
            format!("{id}.growth"),
            Localized::new(
                "上一年的值为 0 时没有增速；删去 `base`，就不计增速",
                "there is no growth from a value of 0; without `base` no growth is made",
            ),
        )
    } else {
        (
            id.clone(),
            Localized::new(
                "检查是否除以 0、对 0 或负数取 ln，或数值过大；可用 if 或 max 避开",
                "look for a division by 0, ln of 0 or below, or overflow; if or max can avoid it",
            ),
        )
    };
    let finding = Diagnostic::error(
        Code::Undefined,
        indicator.rule.formula().span,
        Localized::new(
            format!("中心路径上 {year} 年的 `{name}` 不是有限数"),
            format!("`{name}` is no finite number in {year} on the central path"),
        ),
    );
    Some(finding.help(help))
}

fn volatility(scenario: &Scenario, error: &VolatilityError) -> Diagnostic {
    let region = &scenario.regions[error.region];
    let at = region
        .record
        .as_ref()
        .map_or(region.span, |record| record.span);
    Diagnostic::error(
        Code::Anchor,
        at,
        Localized::new(
            format!(
                "按完成情况记录，增速的标准差只有 {:.3} 个百分点；单是部门冲击、事件和趋势不确定性已有 {:.3}",
                100.0 * error.wanted,
                100.0 * error.least
            ),
            format!(
                "the record says that growth has an sd of {:.3} points; sector shocks, events and trend uncertainty alone have {:.3}",
                100.0 * error.wanted,
                100.0 * error.least
            ),
        ),
    )
    .help(Localized::new("减小 supply_sd、demand_sd、trend_sd 或事件，或换一种 anchor", "lower supply_sd, demand_sd, trend_sd or the events, or choose another anchor"))
}

//! Names of indicators for people.

use crate::scenario::{
    EachMember, Indicator, InvestmentScope, Localized, Measure, NodeScope, PipelineMeasure,
    Scenario, Series,
};

/// The indicator's name in both languages; with several regions the region's name stands first, and what is of all of them together says so.
pub fn label(scenario: &Scenario, indicator: &Indicator) -> Localized {
    let label = series_label(scenario, indicator);
    match indicator.region {
        Some(region) => {
            let name = &scenario.regions[region].name;
            Localized {
                zh: format!("{}{}", name.zh, label.zh),
                en: format!("{}: {}", name.en, label.en),
            }
        }
        None if scenario.regions.len() > 1 && is_of_the_whole(&indicator.series) => Localized {
            zh: format!("合计{}", label.zh),
            en: format!("{}, all regions", label.en),
        },
        None => label,
    }
}

/// Whether each region has the same series of its own under the same name.
fn is_of_the_whole(series: &Series) -> bool {
    use InvestmentScope::Total;
    match series {
        Series::GdpReal
        | Series::GdpNominal
        | Series::GdpGrowth
        | Series::GdpNominalGrowth
        | Series::Deflator
        | Series::Inflation
        | Series::Investment(Total)
        | Series::InvestmentGrowth(Total) => true,
        Series::Investment(_)
        | Series::InvestmentGrowth(_)
        | Series::Node(..)
        | Series::Factor(_)
        | Series::Event(_)
        | Series::Pipeline(..)
        | Series::Pipelines
        | Series::Declared(_)
        | Series::DeclaredGrowth(_) => false,
    }
}

/// The name in both languages of a measure of each sector of a group.
pub fn members_label(scenario: &Scenario, pattern: &EachMember) -> Localized {
    let group = nodes(
        scenario,
        pattern.region,
        &NodeScope::Group(pattern.group.clone()),
    );
    let (zh, en) = measure_words(pattern.measure);
    let region = pattern.region.map(|region| &scenario.regions[region].name);
    let (region_zh, region_en) = match region {
        Some(name) => (name.zh.clone(), format!("{}: ", name.en)),
        None => (String::new(), String::new()),
    };
    text(
        format!("{region_zh}{}各成员{zh}", group.zh),
        format!("{region_en}{}: {en} of each member", group.en),
    )
}

fn text(zh: impl Into<String>, en: impl Into<String>) -> Localized {
    Localized {
        zh: zh.into(),
        en: en.into(),
    }
}

fn series_label(scenario: &Scenario, indicator: &Indicator) -> Localized {
    match &indicator.series {
        Series::GdpReal => text("实际地区生产总值", "Real GDP"),
        Series::GdpNominal => text("地区生产总值", "Nominal GDP"),
        Series::GdpGrowth => text("地区生产总值增速", "Real GDP growth"),
        Series::GdpNominalGrowth => text("地区生产总值名义增速", "Nominal GDP growth"),
        Series::Deflator => text("平减指数", "GDP deflator"),
        Series::Inflation => text("平减指数涨幅", "Deflator inflation"),
        Series::Investment(scope) => investment(scenario, scope),
        Series::InvestmentGrowth(scope) => {
            let level = investment(scenario, scope);
            text(format!("{}增速", level.zh), format!("{} growth", level.en))
        }
        Series::Node(scope, measure) => {
            let name = nodes(scenario, indicator.region, scope);
            let (zh, en) = measure_words(*measure);
            text(format!("{}{zh}", name.zh), format!("{} {en}", name.en))
        }
        Series::Factor(k) => {
            let name = &scenario.factors[*k].name;
            text(
                format!("{}（因子）", name.zh),
                format!("{} (factor)", name.en),
            )
        }
        Series::Event(e) => {
            let name = &scenario.events[*e].name;
            text(
                format!("{}（事件强度）", name.zh),
                format!("{} (event state)", name.en),
            )
        }
        Series::Pipeline(g, measure) => {
            let name = &scenario.pipelines[*g].name;
            let (zh, en) = match measure {
                PipelineMeasure::Planned => ("计划投资", "planned investment"),
                PipelineMeasure::Spent => ("完成投资", "investment done"),
                PipelineMeasure::Progress => {
                    ("累计完成率", "share done of what was planned to date")
                }
                PipelineMeasure::Cumulative => ("累计完成投资", "investment done to date"),
            };
            text(format!("{}{zh}", name.zh), format!("{}: {en}", name.en))
        }
        Series::Pipelines => text(
            "重点项目累计完成投资".to_owned(),
            "Key projects: investment done to date".to_owned(),
        ),
        Series::Declared(k) => scenario.indicators[*k].name.clone(),
        Series::DeclaredGrowth(k) => {
            let name = &scenario.indicators[*k].name;
            text(format!("{}增速", name.zh), format!("{} growth", name.en))
        }
    }
}

fn measure_words(measure: Measure) -> (&'static str, &'static str) {
    match measure {
        Measure::ValueAdded => ("实际增加值", "real value added"),
        Measure::Growth => ("增加值增速", "growth"),
        Measure::Share => ("增加值占比", "share of GDP"),
        Measure::GrossOutput => ("总产出", "gross output"),
        Measure::Capital => ("资本存量", "capital"),
        Measure::Utilisation => ("产能利用率", "utilisation"),
    }
}

fn investment(scenario: &Scenario, scope: &InvestmentScope) -> Localized {
    match scope {
        InvestmentScope::Total => text("固定资产投资", "Fixed-asset investment"),
        InvestmentScope::Category(c) => {
            let name = &scenario.categories[*c].name;
            named_investment(name)
        }
        InvestmentScope::Group(group) => {
            let members = scenario
                .categories
                .iter()
                .filter(|c| c.groups.contains(group))
                .map(|c| &c.name);
            let name = group_name(scenario, group, &members.collect::<Vec<_>>());
            named_investment(&name)
        }
    }
}

/// Investment of a category or group, the word not said twice where its name ends with it.
fn named_investment(name: &Localized) -> Localized {
    let said = name.en.to_lowercase().ends_with("investment");
    let en = if said {
        name.en.clone()
    } else {
        format!("{} investment", name.en)
    };
    text(format!("{}投资", name.zh.trim_end_matches("投资")), en)
}

fn nodes(scenario: &Scenario, region: Option<usize>, scope: &NodeScope) -> Localized {
    match scope {
        NodeScope::Sector(i) => scenario.sectors[*i].name.clone(),
        NodeScope::Group(group) => {
            let inside = |s: &&crate::scenario::Sector| {
                s.groups.contains(group) && region.is_none_or(|r| s.region == r)
            };
            group_name(
                scenario,
                group,
                &scenario
                    .sectors
                    .iter()
                    .filter(inside)
                    .map(|s| &s.name)
                    .collect::<Vec<_>>(),
            )
        }
    }
}

/// The group's name in the file. Without one the customary ids have customary names, a small group is called by its members.
fn group_name(scenario: &Scenario, group: &str, members: &[&Localized]) -> Localized {
    if let Some(named) = scenario.groups.iter().find(|named| named.id == group) {
        return named.name.clone();
    }
    match group {
        "industry" | "industrial" => text("工业", "Industry"),
        "manufacturing" => text("制造业", "Manufacturing"),
        "services" => text("服务业", "Services"),
        "key_chain" => text("重点产业链", "Key chains"),
        _ if members.len() <= 2 => {
            let join = |name: &dyn Fn(&Localized) -> String, with: &str| {
                members
                    .iter()
                    .map(|member| name(member))
                    .collect::<Vec<_>>()
                    .join(with)
            };
            text(
                join(&|m| m.zh.clone(), "与"),
                join(&|m| m.en.clone(), " and "),
            )
        }
        _ => text(group, group),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_ends_with_investment_does_not_get_the_word_again() {
        for (name, told) in [
            (
                text("工业投资", "Industrial investment"),
                ("工业投资", "Industrial investment"),
            ),
            (
                text("工业", "Industry"),
                ("工业投资", "Industry investment"),
            ),
            (text("投资", "Investment"), ("投资", "Investment")),
        ] {
            let found = named_investment(&name);
            assert_eq!((found.zh.as_str(), found.en.as_str()), told);
        }
    }
}

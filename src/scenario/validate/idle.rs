//! Settings that nothing would use.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Candidate, Code, Diagnostic, Span, closest};
use crate::quantity::{Localized, bilingual};
use crate::scenario::{Anchor, Awaited, EventTarget, FactorRole, RegionalMethod, Scenario, Series};

/// Every idle setting that a whole scenario is needed to see.
pub(super) fn idle(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(factors(scenario));
    found.extend(events(scenario));
    found.extend(records(scenario));
    found.extend(groups(scenario));
    found.extend(national_shares(scenario));
    found.extend(research(scenario));
    found.extend(research_effects(scenario));
    found
}

fn finding(span: Span, message: Localized, help: Localized) -> Diagnostic {
    Diagnostic::error(Code::Idle, span, message).help(help)
}

/// The series that targets, milestones, outcomes and formulas name.
fn named(scenario: &Scenario) -> BTreeSet<&Series> {
    let targets = scenario
        .targets
        .iter()
        .map(|target| &target.indicator.value);
    let outcomes = scenario
        .actuals
        .iter()
        .map(|actual| &actual.indicator.value);
    let milestones = scenario.milestones.iter();
    let milestones = milestones.filter_map(|milestone| match &milestone.awaited.value {
        Awaited::One(indicator) => Some(indicator),
        Awaited::Each(_) => None,
    });
    let judged = targets.chain(milestones).chain(outcomes);
    let mut named: BTreeSet<&Series> = judged.map(|indicator| &indicator.series).collect();
    for indicator in &scenario.indicators {
        let expression = &indicator.rule.formula().value.expression;
        expression.each_series(&mut |indicator| {
            named.insert(&indicator.series);
        });
    }
    named
}

fn factors(scenario: &Scenario) -> Vec<Diagnostic> {
    let moved = |k: usize| {
        let mut effects = scenario.events.iter().flat_map(|event| &event.effects);
        effects.any(|effect| effect.target == EventTarget::Factor(k))
    };
    let named = named(scenario);
    let unused = |(k, factor): &(usize, &crate::scenario::Factor)| {
        factor.role == FactorRole::Added && !moved(*k) && !named.contains(&Series::Factor(*k))
    };
    let added = scenario.factors.iter().enumerate().filter(unused);
    added
        .map(|(_, factor)| {
            let id = &factor.id;
            finding(
                factor.span,
                bilingual!("另加的因子 `{id}` 没有用处", "nothing uses the added factor `{id}`"),
                bilingual!(
                    "模型所知的因子是 demand、consumption、productivity、investment、prices；另加的要有事件、目标或公式用到",
                    "the model knows demand, consumption, productivity, investment and prices; an added one needs an event, a target or a formula"
                ),
            )
        })
        .collect()
}

fn events(scenario: &Scenario) -> Vec<Diagnostic> {
    let named = named(scenario);
    let events = scenario.events.iter().enumerate();
    events
        .filter(|(e, event)| event.effects.is_empty() && !named.contains(&Series::Event(*e)))
        .map(|(_, event)| {
            let id = &event.id;
            finding(
                event.span,
                bilingual!(
                    "事件 `{id}` 不影响任何因子或产业",
                    "the event `{id}` moves nothing"
                ),
                bilingual!(
                    "加上 `effect`、`supply` 或 `outside_demand`",
                    "add `effect`, `supply` or `outside_demand`"
                ),
            )
        })
        .collect()
}

/// A record anchors its region, or is what the audit holds a growth target of the region against.
fn records(scenario: &Scenario) -> Vec<Diagnostic> {
    let several = scenario.regions.len() > 1;
    let judged = |r: usize| {
        scenario.targets.iter().any(|target| {
            let indicator = &target.indicator.value;
            indicator.series == Series::GdpGrowth && (!several || indicator.region == Some(r))
        })
    };
    let regions = scenario.regions.iter().enumerate();
    let other = regions.filter(|(_, region)| region.anchor.value != Anchor::Record);
    other
        .filter(|(r, _)| !judged(*r))
        .filter_map(|(_, region)| {
            let record = region.record.as_ref()?;
            Some(
                finding(
                    record.span,
                    bilingual!(
                        "锚定方式不是 record，也没有增速目标与记录对照，`record` 用不上",
                        "the anchor is not \"record\" and no target on growth is held against it: nothing uses `record`"
                    ),
                    bilingual!(
                        "设 anchor = \"record\"，或删去 `record`",
                        "set anchor = \"record\", or remove `record`"
                    ),
                )
                .also(region.anchor.span, bilingual!("锚定方式", "the anchor")),
            )
        })
        .collect()
}

/// A name for a group without members.
fn groups(scenario: &Scenario) -> Vec<Diagnostic> {
    let sectors = scenario.sectors.iter().flat_map(|sector| &sector.groups);
    let categories = scenario
        .categories
        .iter()
        .flat_map(|category| &category.groups);
    let known: BTreeSet<&String> = sectors.chain(categories).collect();
    let empty = scenario
        .groups
        .iter()
        .filter(|group| !known.contains(&group.id));
    empty
        .map(|group| {
            let id = &group.id;
            let near = closest(id, known.iter().map(|id| Candidate::plain(id)));
            finding(
                group.span,
                bilingual!(
                    "没有产业或投资类别属于组 `{id}`",
                    "no sector or category is in the group `{id}`"
                ),
                match near {
                    Some(word) => bilingual!("是否想写 `{word}`？", "did you mean `{word}`?"),
                    None => bilingual!(
                        "在产业的 `groups` 中写出它，或删去它",
                        "name it in the `groups` of sectors, or remove it"
                    ),
                },
            )
        })
        .collect()
}

/// A share of the nation that no location quotient takes.
fn national_shares(scenario: &Scenario) -> Vec<Diagnostic> {
    let method = scenario.national.as_ref().map(|national| national.method);
    if method == Some(RegionalMethod::Flq) {
        return Vec::new();
    }
    let shares = scenario
        .regions
        .iter()
        .filter_map(|r| r.national_share.as_ref());
    shares
        .map(|share| {
            finding(
                share.span,
                bilingual!(
                    "没有用 flq 的 [io.national]，`national_share` 用不上",
                    "without the flq of [io.national], nothing uses `national_share`"
                ),
                bilingual!("删去它", "remove it"),
            )
        })
        .collect()
}

fn research(scenario: &Scenario) -> Vec<Diagnostic> {
    let regions = scenario.regions.iter().enumerate();
    regions
        .filter_map(|(r, region)| {
            let research = region.research.as_ref()?;
            let mut inside = scenario.sectors.iter().filter(|sector| sector.region == r);
            if inside.any(|sector| sector.rd_effect.value != 0.0) {
                return None;
            }
            Some(finding(
                research.intensity.span,
                bilingual!(
                    "没有产业写 `rd_effect`，研发强度用不上",
                    "no sector has an `rd_effect`: nothing uses the R&D intensity"
                ),
                bilingual!(
                    "在产业或 [defaults.sector] 中加上 `rd_effect`",
                    "add `rd_effect` to sectors or to [defaults.sector]"
                ),
            ))
        })
        .collect()
}

/// An `rd_effect` that no sector with R&D intensity has: a default counts once for all sectors that take it.
fn research_effects(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut used: BTreeMap<Span, bool> = BTreeMap::new();
    for sector in scenario
        .sectors
        .iter()
        .filter(|sector| sector.rd_effect.value != 0.0)
    {
        let has_research = scenario.regions[sector.region].research.is_some();
        *used.entry(sector.rd_effect.span).or_default() |= has_research;
    }
    let unused = used.into_iter().filter(|(_, used)| !used);
    unused
        .map(|(span, _)| {
            finding(
                span,
                bilingual!(
                    "地区没有 `rd_intensity`，`rd_effect` 用不上",
                    "the region has no `rd_intensity`: nothing uses `rd_effect`"
                ),
                bilingual!(
                    "在地区表中加上 `rd_intensity` 与 `rd_base`",
                    "add `rd_intensity` and `rd_base` to the region"
                ),
            )
        })
        .collect()
}

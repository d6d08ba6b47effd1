//! The answer in a few sentences: the first target, all of them together, what moves the first, and the first milestones.

use super::{Report, milestones};
use crate::charts::{
    Chance, Lang, bracketed_tier, demand, difference, measure_of, not_presumed, quoted,
    spoken_indicator,
};
use crate::results::{JointSummary, Summary, TargetSummary};

/// The sentences, each with its numbers; fewer where there is less to say.
pub(super) fn sentences(report: &Report<'_>) -> Vec<String> {
    let (summary, lang) = (report.summary, report.lang);
    let mut said = Vec::new();
    if let Some(first) = summary.targets.first() {
        said.push(of_target(summary, first, lang));
        if let Some(joint) = summary
            .joint
            .as_ref()
            .filter(|joint| joint.targets.len() > 1)
        {
            said.push(of_all(summary, joint, lang));
        }
        said.extend(mover(report, first).or_else(|| Some(range(summary, first, lang))));
        said.extend(milestones::sentences(summary, lang));
    } else if summary.milestones.is_empty() {
        said.push(
            lang.choose(
                "情景没有写目标：下面是各指标可能的范围。".to_owned(),
                "The scenario states no targets: what follows are the ranges of its indicators."
                    .to_owned(),
            ),
        );
    } else {
        said.extend(milestones::sentences(summary, lang));
    }
    said
}

/// That of several targets on one indicator in one year only the most demanding counts, where that leaves some out of all together.
pub(super) fn counted_once(summary: &Summary, joint: &JointSummary, lang: Lang) -> String {
    let left = summary.targets.iter();
    let left = left.filter(|target| !joint.targets.contains(&target.id));
    match left.count() {
        0 => String::new(),
        _ => lang.choose(
            "（同一指标、同一年有几项目标的，只计要求最高的一项）".to_owned(),
            " (of several on one indicator in one year only the most demanding counts)".to_owned(),
        ),
    }
}

/// So many targets, in English.
pub(super) fn all_of(count: usize) -> String {
    match count {
        2 => "Both targets".to_owned(),
        _ => format!("All {count} targets"),
    }
}

/// A target in words: 2024年地区生产总值增速（力争）≥ 6.5%.
pub(super) fn named(summary: &Summary, target: &TargetSummary, lang: Lang) -> String {
    let measure = measure_of(summary, &target.indicator, lang);
    let (label, year) = (
        spoken_indicator(summary, &target.indicator, lang),
        target.year,
    );
    let tier = bracketed_tier(target.tier.as_deref(), lang);
    let asked = demand(target, &measure, lang);
    lang.choose(
        format!("{year}年{label}{tier} {asked}"),
        format!("{label} {year}{tier} {asked}"),
    )
}

fn of_target(summary: &Summary, target: &TargetSummary, lang: Lang) -> String {
    let (name, chance) = (quoted(&named(summary, target, lang)), Chance::from(target));
    let verdict = verdict(&chance, lang);
    let percent = chance.with_error();
    let presumed = not_presumed(target, &summary.run).map(|without| {
        let without = without.with_error();
        lang.choose(
            format!("；这以规划目标为前提，不以规划为前提时为 {without}"),
            format!("; this assumes the plan; not assuming the plan the probability is {without}"),
        )
    });
    let presumed = presumed.unwrap_or_default();
    lang.choose(
        format!("在文件所写的假定下，{name}实现的概率为 {percent}，{verdict}{presumed}。"),
        format!("Under the file's assumptions {name} is met with a probability of {percent}: {verdict}{presumed}."),
    )
}

/// Whether a chance is above one half, below it, or not told apart from it by its error.
fn verdict(chance: &Chance, lang: Lang) -> &'static str {
    let [low, high] = chance.interval;
    if low > 0.5 {
        lang.choose("实现的可能大于落空", "more likely met than missed")
    } else if high < 0.5 {
        lang.choose("落空的可能大于实现", "more likely missed than met")
    } else {
        lang.choose("与落空不分上下", "as likely met as missed within the error")
    }
}

fn of_all(summary: &Summary, joint: &JointSummary, lang: Lang) -> String {
    let (count, chance) = (joint.targets.len(), Chance::from(joint).with_error());
    let (all, once) = (all_of(count), counted_once(summary, joint, lang));
    let counted = summary.targets.iter();
    let counted = counted.filter(|target| joint.targets.contains(&target.id));
    let hardest = counted.min_by(|a, b| a.probability.total_cmp(&b.probability));
    let Some(hardest) = hardest else {
        return lang.choose(
            format!("{count} 个目标{once}一同实现的概率为 {chance}。"),
            format!("{all}{once} are met together with a probability of {chance}."),
        );
    };
    let (name, alone) = (
        quoted(&named(summary, hardest, lang)),
        Chance::from(hardest).with_error(),
    );
    lang.choose(
        format!("{count} 个目标{once}一同实现的概率为 {chance}；单独看最难的是{name}，为 {alone}。"),
        format!("{all}{once} are met together with a probability of {chance}; the hardest alone is {name} with {alone}."),
    )
}

/// Which variant moves the first target most, where any moves it beyond the error.
fn mover(report: &Report<'_>, target: &TargetSummary) -> Option<String> {
    let lang = report.lang;
    let moved = report.variants.iter().filter_map(|(variant, comparison)| {
        let found = comparison.targets.iter().find(|it| it.id == target.id)?;
        let beyond = found.difference.abs() > found.half_width;
        beyond.then_some((variant.scenario.variant.as_ref()?, found))
    });
    let (variant, found) =
        moved.max_by(|a, b| a.1.difference.abs().total_cmp(&b.1.difference.abs()))?;
    let (name, points) = (
        lang.pick(&variant.name),
        difference(found.difference, found.half_width),
    );
    Some(lang.choose(
        format!("在各方案中，“{name}”使这一概率改变最多：{points} 个百分点。"),
        format!(
            "Of the variants “{name}” moves this probability most: by {points} percentage points."
        ),
    ))
}

/// Where the first target's indicator ends in nine of ten simulations.
fn range(summary: &Summary, target: &TargetSummary, lang: Lang) -> String {
    let measure = measure_of(summary, &target.indicator, lang);
    let label = spoken_indicator(summary, &target.indicator, lang);
    let place = summary.years.iter().position(|year| *year == target.year);
    let (year, indicator) = (target.year, &summary.indicators[&target.indicator]);
    let at = |p: &str| indicator.quantiles[p][place.unwrap_or(0)];
    let decimals = measure.decimals(at("0.95") - at("0.05"));
    let interval = measure.interval(at("0.05"), at("0.95"), decimals, lang);
    let median = measure.value(at("0.5"), decimals);
    lang.choose(
        format!("{year}年{label}的中位数为 {median}，十次模拟中有九次在 {interval} 之间。"),
        format!("The median of {label} in {year} is {median}; nine of ten simulations lie in {interval}."),
    )
}

//! The report's tables.

use maud::{Markup, html};

use super::answer::named;
use super::{Report, scrolling};
use crate::charts::{Chance, Lang, difference, indicator_label, measure_of};
use crate::results::{InputSummary, Summary, TargetSummary};

/// Every target with its probability.
pub(super) fn targets(summary: &Summary, lang: Lang) -> Markup {
    let presumed = summary.targets.iter().any(|it| it.not_presumed().is_some());
    let known = summary.targets.iter().any(|it| it.actual.is_some());
    let table = html! {
        table {
            thead { tr {
                th { (lang.choose("目标", "Target")) }
                th.number { (lang.choose("中位数", "Median")) }
                th { (lang.choose("概率", "Probability")) }
                @if presumed { th.number { (lang.choose("不以规划为前提", "Not assuming the plan")) } }
                @if known { th.number { (lang.choose("实际", "Outcome")) } }
            } }
            tbody { @for target in &summary.targets { (target_row(summary, target, (presumed, known), lang)) } }
        }
    };
    scrolling(
        lang.choose("目标与概率", "Targets and probabilities"),
        &table,
    )
}

fn target_row(
    summary: &Summary,
    target: &TargetSummary,
    (presumed, known): (bool, bool),
    lang: Lang,
) -> Markup {
    let measure = measure_of(summary, &target.indicator, lang);
    let decimals = measure.decimals(target.histogram.width * 40.0);
    let without = target.not_presumed().map(|share| {
        Chance::counted(share, target.not_presumed_error(), &summary.run).with_error()
    });
    html! {
        tr {
            td { (named(summary, target, lang)) }
            td.number { (measure.value(target.median, decimals)) }
            td.chance { (chance(&Chance::from(target))) }
            @if presumed { td.number { (without.unwrap_or_default()) } }
            @if known { td.number { @if let Some(actual) = target.actual {
                (measure.stated(actual))
                @match target.met {
                    Some(true) => { (lang.choose("，达到", ", met")) }
                    Some(false) => { span.bad { (lang.choose("，未达到", ", missed")) } }
                    None => {}
                }
            } } }
        }
    }
}

/// A probability with its error, and a bar as long as it.
pub(super) fn chance(chance: &Chance) -> Markup {
    html! {
        (chance.with_error())
        div.track { i style={ "width:" (format!("{:.1}", 100.0 * chance.share)) "%" } {} }
    }
}

/// What each variant does to the probabilities it moves beyond the error.
pub(super) fn variants(report: &Report<'_>) -> Markup {
    let lang = report.lang;
    html! {
        @for (variant, comparison) in report.variants {
            @if let Some(info) = &variant.scenario.variant {
                h3 { (lang.pick(&info.name)) }
                p.note { @for (place, (path, value)) in info.changes.iter().enumerate() {
                    @if place > 0 { (lang.choose("；", "; ")) }
                    code { (path) " = " (value) }
                } }
                @let moved: Vec<_> = comparison.targets.iter().filter(|it| it.difference.abs() > it.half_width).collect();
                @if moved.is_empty() {
                    p { (lang.choose("没有目标的概率变化超过误差。", "No target's probability changes by more than its error.")) }
                } @else {
                    ul { @for it in moved {
                        li {
                            (named(report.summary, &report.summary.targets[it.in_a], lang))
                            (lang.choose("：", ": "))
                            (difference(it.difference, it.half_width))
                            (lang.choose(" 个百分点", " percentage points"))
                        }
                    } }
                }
            }
        }
    }
}

/// Years of one table: more do not fit across a printed page.
const YEARS: usize = 5;

/// Medians and ranges of the indicators that are judged, by year; of many years one table after the other.
pub(super) fn indicators(summary: &Summary, lang: Lang) -> Markup {
    let mut names: Vec<&String> = Vec::new();
    for target in &summary.targets {
        if !names.contains(&&target.indicator) {
            names.push(&target.indicator);
        }
    }
    let places: Vec<usize> = (0..summary.years.len()).collect();
    html! { @for places in places.chunks(YEARS) {
        (scrolling(lang.choose("指标", "Indicators"), &indicators_in(summary, &names, places, lang)))
    } }
}

fn indicators_in(summary: &Summary, names: &[&String], places: &[usize], lang: Lang) -> Markup {
    html! {
        table {
            thead { tr {
                th { (lang.choose("指标（中位数，90% 区间）", "Indicator (median, 90 % interval)")) }
                @for place in places { th.number { (summary.years[*place]) } }
            } }
            tbody { @for name in names { tr {
                td { (indicator_label(summary, name, lang)) }
                @for place in places { td.number { (median(summary, name, *place, lang)) } }
            } } }
        }
    }
}

fn median(summary: &Summary, name: &str, place: usize, lang: Lang) -> Markup {
    let measure = measure_of(summary, name, lang);
    let at = |p: &str| summary.indicators[name].quantiles[p][place];
    let decimals = measure.decimals(at("0.95") - at("0.05"));
    html! {
        (measure.value(at("0.5"), decimals))
        br;
        span.note { (measure.interval(at("0.05"), at("0.95"), decimals, lang)) }
    }
}

/// The inputs of a status, with where they come from.
pub(super) fn inputs(summary: &Summary, status: &str, lang: Lang) -> Markup {
    let chosen: Vec<&InputSummary> = summary
        .provenance
        .inputs
        .iter()
        .filter(|it| it.status == status)
        .collect();
    let table = html! {
        table.inputs {
            thead { tr {
                th { (lang.choose("输入", "Input")) }
                th { (lang.choose("值", "Value")) }
                th { (lang.choose("依据", "Ground")) }
            } }
            tbody { @for input in chosen { tr {
                td { code { (input.path) } }
                td { (input.written) }
                td {
                    @if let Some(source) = &input.source { (source) }
                    @if let Some(quote) = &input.quote { blockquote { "“" (quote) "”" } }
                    @if let Some(note) = &input.note { p.note { (note) } }
                }
            } } }
        }
    };
    scrolling(status, &table)
}

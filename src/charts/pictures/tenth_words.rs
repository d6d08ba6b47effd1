//! What the tenths of the paths have in common, in words and numbers: no more than the errors allow.

use super::super::words::{Chance, Lang, grouped, unnumbered};
use super::series::measured;
use crate::results::{Better, DriverInTenths, Estimate, Summary, Tenths, TenthsOf};

/// What the tenths are called, in the order bad, good; lowest and highest where neither end is asked for.
pub(super) fn tenth_names(subject: &TenthsOf, lang: Lang) -> [&'static str; 2] {
    match (subject.better, lang) {
        (Better::Neither, Lang::Zh) => ["最低的十分之一", "最高的十分之一"],
        (Better::Neither, Lang::En) => ["lowest tenth", "highest tenth"],
        (_, Lang::Zh) => ["最差的十分之一", "最好的十分之一"],
        (_, Lang::En) => ["worst tenth", "best tenth"],
    }
}

/// Sentences on an indicator in a year: where the tenths end, then each of the first `most` drivers whose difference is beyond the error; that there is none where there is
/// none.
pub fn tenths_sentences(
    summary: &Summary,
    tenths: &Tenths,
    subject: &TenthsOf,
    most: usize,
    lang: Lang,
) -> Vec<String> {
    let mut said = vec![ends(summary, tenths, subject, lang)];
    let named = subject.named().take(most);
    said.extend(named.map(|driver| of_driver(tenths, subject, driver, lang)));
    if said.len() == 1 {
        said.push(
            lang.choose(
                "没有哪个因素在两端的差别超过误差。",
                "No driver differs between the two tenths by more than its error.",
            )
            .to_owned(),
        );
    }
    said
}

fn ends(summary: &Summary, tenths: &Tenths, subject: &TenthsOf, lang: Lang) -> String {
    let [bad, good] = tenth_names(subject, lang);
    let means = subject.in_order(subject.means);
    let [low, high] = [means[0].value, means[2].value];
    let unit = (subject.unit.as_str(), subject.counted_in.as_deref());
    let magnitude = low.abs().max(high.abs());
    let measure = measured(unit, &summary.scenario.money, lang, magnitude);
    let decimals = measure.decimals(high - low);
    let [low, all, high] = means.map(|it| {
        let half = tenths.errors().quantile95() * it.std_error;
        let (value, half) = (
            measure.value(it.value, decimals),
            measure.number(half, decimals),
        );
        // An error below the last digit says nothing.
        if half.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
            format!("{value} ± {half}")
        } else {
            value
        }
    });
    let label = unnumbered(lang.pick(&subject.label));
    lang.choose(
        format!("{bad}路径里，{label}平均 {low}；{good}里平均 {high}（全部路径 {all}）。"),
        format!("{label} averages {low} in the {bad} of paths and {high} in the {good} ({all} over all paths)."),
    )
}

fn of_driver(tenths: &Tenths, subject: &TenthsOf, driver: &DriverInTenths, lang: Lang) -> String {
    let [bad, good] = tenth_names(subject, lang);
    let [low, all, high] = cells(tenths, subject, driver);
    let label = lang.pick(&driver.label);
    if driver.event {
        let label = label
            .trim_end_matches("（事件）")
            .trim_end_matches(": event");
        return lang.choose(
            format!("{bad}里，“{label}”在 {low} 的路径上发生过，{good}里是 {high}，全部路径里是 {all}。"),
            format!("“{label}” occurs on {low} of the paths in the {bad}, {high} in the {good} and {all} of all paths."),
        );
    }
    lang.choose(
        format!("{bad}里“{label}”平均 {low}，{good}里平均 {high}。"),
        format!("“{label}” averages {low} in the {bad} and {high} in the {good}."),
    )
}

/// A driver in the bad tenth, on all paths, in the good tenth: with half of the 95 % interval.
pub(super) fn cells(tenths: &Tenths, subject: &TenthsOf, driver: &DriverInTenths) -> [String; 3] {
    let paths = tenths.paths - tenths.left_out;
    let counts = [subject.tenth, paths, subject.tenth];
    let means = subject.in_order(driver.means);
    std::array::from_fn(|place| cell(tenths, driver, means[place], counts[place]))
}

fn cell(tenths: &Tenths, driver: &DriverInTenths, mean: Estimate, of: u64) -> String {
    let errors = tenths.errors();
    if driver.event {
        let chance = Chance {
            share: mean.value,
            interval: errors.interval95(mean.value, mean.std_error, of),
        };
        return chance.with_error();
    }
    let (factor, suffix) = match driver.unit.as_str() {
        "rate" | "share" => (100.0, "%"),
        _ => (1.0, ""),
    };
    let half = factor * errors.quantile95() * mean.std_error;
    let decimals = [0.95, 0.095, 0.0095]
        .iter()
        .filter(|least| half < **least)
        .count();
    let value = grouped(factor * mean.value, decimals);
    format!("{value}{suffix} ± {}", grouped(half, decimals))
}

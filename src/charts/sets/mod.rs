//! Which pictures a run deserves.

mod standard;

pub use standard::standard_set;

use standard::{FANS, FURTHER, further};

use super::Kind;
use super::chart::{Chart, NamedChart, Style};
use super::pictures::{
    DifferenceOf, TargetDifference, at_least, attributed_gap, compare_fans, compare_targets,
    conditional_matrix, contributions, convergence, coverage, difference_distribution,
    discovered_boxes, discovery_scatter, discovery_trade_off, linkage_ranking,
    probability_transforms, requirements_matrix, response_curve, shares_over_years,
    shifted_drivers, spillover, targets_and_outcomes, tenths_of_paths, time_to_precision, tornado,
    updated_targets, variance_shares, variant_grid, weakest_link,
};
use crate::results::{
    Attainment, Attribution, Backtest, Benchmark, Contributions, Convergence, Discovery,
    LinkageSummary, QuantityKind, Sensitivity, Solution, Summary, Tenths, Update,
};

/// Up to this many pairs of indicator and year get their distribution, in the order of the file; beyond, only those on GDP.
const DISTRIBUTIONS: usize = 12;
/// Up to this many indicators and verdicts get the pictures of what moves them.
const SUBJECTS: usize = 8;
/// Up to this many indicators get the picture of their tenths.
const TENTHS: usize = 3;

/// Every picture that two or more runs deserve beside each other; empty for fewer. `differences` gives the errors of target
/// probabilities that were simulated on the same draws.
pub fn comparison_set(
    summaries: &[Summary],
    differences: &[TargetDifference],
    style: &Style,
) -> Vec<NamedChart> {
    let mut set = Set::default();
    let fans = FANS.iter().map(ToString::to_string);
    let further = summaries.first().map(further).unwrap_or_default();
    for indicator in fans.chain(further) {
        let stem = format!("compare-fan-{}", slug(&indicator));
        if let (false, Ok(chart)) = (set.has(&stem), compare_fans(summaries, &indicator, style)) {
            set.add(Kind::CompareFan, stem, chart);
        }
    }
    let sheets = compare_targets(summaries, differences, style);
    set.add_sheets(
        Kind::CompareTargets,
        "compare-targets",
        sheets.unwrap_or_default(),
    );
    if summaries.len() > 2 {
        let sheets = variant_grid(summaries, differences, style);
        set.add_sheets(
            Kind::CompareTargetGrid,
            "compare-target-grid",
            sheets.unwrap_or_default(),
        );
    }
    set.charts
}

/// The distributions of the differences of two or more runs, path by path: of what targets judge, each run against the first.
pub fn difference_set(
    summaries: &[Summary],
    differences: &[DifferenceOf<'_>],
    style: &Style,
) -> Vec<NamedChart> {
    let mut set = Set::default();
    let others = summaries.len().saturating_sub(1).max(1);
    let most = (DISTRIBUTIONS / others).max(2);
    let shown = |it: &&DifferenceOf<'_>| {
        let mut same = differences
            .iter()
            .filter(|other| other.scenario == it.scenario)
            .take(most);
        same.any(|other| std::ptr::eq(other, *it))
    };
    for it in differences.iter().filter(shown) {
        let mut stem = format!("difference-{}-{}", slug(it.indicator), it.year);
        if summaries.len() > 2 {
            stem = format!("{stem}-{}", it.scenario + 1);
        }
        if let Ok(chart) = difference_distribution(summaries, it, style) {
            set.add(Kind::Difference, stem, chart);
        }
    }
    set.charts
}

/// The waterfalls of an attribution: of each probability, then of each median, that any change moves.
pub fn attribution_set(attribution: &Attribution, style: &Style) -> Vec<NamedChart> {
    let mut set = Set::default();
    let mut add = |wanted: fn(QuantityKind) -> bool, most: usize| {
        let quantities = attribution.quantities.iter().enumerate();
        let moved = quantities.filter(|(_, it)| {
            let changes = it.contributions.iter();
            wanted(it.kind) && changes.clone().any(|it| it.estimate.value != 0.0)
        });
        for (place, quantity) in moved.take(most) {
            let year = quantity.year.map(|year| format!("-{year}"));
            let stem = format!(
                "attribution-{}{}",
                slug(&quantity.id),
                year.unwrap_or_default()
            );
            if let Ok(chart) = attributed_gap(attribution, place, style) {
                set.add(Kind::Attribution, stem, chart);
            }
        }
    };
    add(QuantityKind::is_probability, DISTRIBUTIONS);
    add(|kind| kind == QuantityKind::Median, FURTHER);
    set.charts
}

/// The pictures of a benchmark of the scenario that the summary is of; none without targets.
pub fn benchmark_set(summary: &Summary, benchmark: &Benchmark, style: &Style) -> Vec<NamedChart> {
    let mut set = Set::default();
    let sheets = time_to_precision(summary, benchmark, style);
    set.add_sheets(
        Kind::TimeToPrecision,
        "time-to-precision",
        sheets.unwrap_or_default(),
    );
    set.charts
}

/// The pictures of a back-test: targets against outcomes; with enough cases, probability integral transforms; coverage.
pub fn backtest_set(backtest: &Backtest, style: &Style) -> Vec<NamedChart> {
    let mut set = Set::default();
    set.add(
        Kind::TargetsAndOutcomes,
        "targets-and-outcomes".to_owned(),
        targets_and_outcomes(backtest, style),
    );
    if let Ok(chart) = probability_transforms(backtest, style) {
        set.add(Kind::Pit, "pit".to_owned(), chart);
    }
    set.add(
        Kind::Coverage,
        "coverage".to_owned(),
        coverage(backtest, style),
    );
    set.charts
}

/// The pictures of what is known of a run once something is given: its targets and, where any is shifted, its drivers.
pub fn update_set(summary: &Summary, update: &Update, style: &Style) -> Vec<NamedChart> {
    let mut set = Set::default();
    let sheets = updated_targets(summary, update, style);
    set.add_sheets(
        Kind::TargetsBeforeAfter,
        "targets-before-after",
        sheets.unwrap_or_default(),
    );
    if let Ok(chart) = shifted_drivers(summary, update, style) {
        set.add(
            Kind::DriversBeforeAfter,
            "drivers-before-after".to_owned(),
            chart,
        );
    }
    set.charts
}

/// The pictures of what growth is made of: one for each way of splitting it.
pub fn contribution_set(
    summary: &Summary,
    found: &Contributions,
    style: &Style,
) -> Vec<NamedChart> {
    let mut set = Set::default();
    for split in &found.splits {
        let chart = contributions(summary, found, split, style);
        set.add(
            Kind::Growth,
            format!("growth-{}-{}", split.split, found.year),
            chart,
        );
    }
    set.charts
}

/// The pictures of targets attained together.
pub fn attainment_set(summary: &Summary, found: &Attainment, style: &Style) -> Vec<NamedChart> {
    let mut set = Set::default();
    set.add(
        Kind::AtLeast,
        "at-least".to_owned(),
        at_least(summary, found, style),
    );
    let sheets = conditional_matrix(summary, found, style);
    set.add_sheets(Kind::Conditional, "conditional", sheets);
    let sheets = weakest_link(summary, found, style);
    set.add_sheets(Kind::WeakestLink, "weakest-link", sheets);
    set.charts
}

/// The pictures of what moves indicators and targets: shares of the variance and a tornado of each of the first, and the shares of each indicator year by year
/// where there are several years.
pub fn sensitivity_set(
    summary: &Summary,
    sensitivity: &Sensitivity,
    style: &Style,
) -> Vec<NamedChart> {
    let mut set = Set::default();
    let drawn = sensitivity
        .explained
        .iter()
        .filter(|it| !it.shares.is_empty());
    for (place, subject) in drawn.take(SUBJECTS).enumerate() {
        let mut stem = slug(&subject.id);
        if let Some(year) = subject.year {
            stem = format!("{stem}-{year}");
        }
        // Ids without Latin letters read the same in a file's name.
        if set.has(&format!("variance-{stem}")) {
            stem = format!("{stem}-{}", place + 1);
        }
        if let Ok(chart) = variance_shares(summary, sensitivity, subject, style) {
            set.add(Kind::Variance, format!("variance-{stem}"), chart);
        }
        if let Ok(chart) = tornado(summary, sensitivity, subject, style) {
            set.add(Kind::Tornado, format!("tornado-{stem}"), chart);
        }
    }
    for over in sensitivity.over_years.iter().take(SUBJECTS) {
        let stem = format!("variance-over-years-{}", slug(&over.indicator));
        let several = over.years.iter().filter(|it| !it.shares.is_empty()).count() > 1;
        if let (true, false, Ok(chart)) = (
            several,
            set.has(&stem),
            shares_over_years(summary, sensitivity, over, style),
        ) {
            set.add(Kind::VarianceOverYears, stem, chart);
        }
    }
    set.charts
}

/// What the tenths of the paths have in common: a picture of each of the first indicators on which any driver differs.
pub fn tenths_set(summary: &Summary, tenths: &Tenths, style: &Style) -> Vec<NamedChart> {
    let mut set = Set::default();
    for (place, subject) in tenths.subjects.iter().enumerate() {
        let mut stem = format!("drivers-{}-{}", slug(&subject.indicator), subject.year);
        // Ids without Latin letters read the same in a file's name.
        if set.has(&stem) {
            stem = format!("{stem}-{}", place + 1);
        }
        if set.charts.len() < TENTHS
            && let Ok(chart) = tenths_of_paths(summary, tenths, subject, style)
        {
            set.add(Kind::Drivers, stem, chart);
        }
    }
    set.charts
}

/// Who feeds whom: requirements, the ranking of sectors, and of several regions that trade what spills over.
pub fn linkage_set(summary: &Summary, linkages: &LinkageSummary, style: &Style) -> Vec<NamedChart> {
    let mut set = Set::default();
    if let Ok(chart) = requirements_matrix(summary, linkages, style) {
        set.add(Kind::Linkages, "linkages".to_owned(), chart);
    }
    let sheets = linkage_ranking(summary, linkages, style);
    set.add_sheets(
        Kind::LinkagesRanking,
        "linkages-ranking",
        sheets.unwrap_or_default(),
    );
    if let Ok(chart) = spillover(summary, linkages, style) {
        set.add(Kind::Spillover, "spillover".to_owned(), chart);
    }
    set.charts
}

/// What a solution deserves: its response curve, if there is one.
pub fn solution_set(summary: &Summary, solution: &Solution, style: &Style) -> Vec<NamedChart> {
    let mut set = Set::default();
    if let Ok(chart) = response_curve(summary, solution, style) {
        set.add(
            Kind::Response,
            format!("response-{}", slug(&solution.aim.id)),
            chart,
        );
    }
    set.charts
}

/// How the probabilities of a run came to rest; nothing of a run that judges nothing.
pub fn convergence_set(summary: &Summary, course: &Convergence, style: &Style) -> Vec<NamedChart> {
    let mut set = Set::default();
    let sheets = convergence(summary, course, style);
    set.add_sheets(Kind::Convergence, "convergence", sheets.unwrap_or_default());
    set.charts
}

/// What a discovery deserves: its boxes, what they gain and cost, and a sample of paths; nothing without a box.
pub fn discovery_set(summary: &Summary, discovery: &Discovery, style: &Style) -> Vec<NamedChart> {
    let mut set = Set::default();
    let boxes = discovered_boxes(summary, discovery, style);
    set.add_sheets(Kind::Box, "box", boxes.unwrap_or_default());
    let trade_off = discovery_trade_off(summary, discovery, style);
    set.add_sheets(Kind::TradeOff, "trade-off", trade_off.unwrap_or_default());
    if let Ok(chart) = discovery_scatter(summary, discovery, style) {
        set.add(Kind::Scatter, "scatter".to_owned(), chart);
    }
    set.charts
}

/// Pictures under distinct stems.
#[derive(Default)]
struct Set {
    charts: Vec<NamedChart>,
}

impl Set {
    fn add(&mut self, kind: Kind, stem: String, chart: Chart) {
        self.charts.push(NamedChart { kind, stem, chart });
    }

    fn has(&self, stem: &str) -> bool {
        self.charts.iter().any(|known| known.stem == stem)
    }

    /// Two targets may judge the same indicator in the same year: the second stem carries its id.
    fn add_distinct(&mut self, kind: Kind, stem: String, id: &str, chart: Chart) {
        let stem = if self.has(&stem) {
            format!("{stem}-{}", slug(id))
        } else {
            stem
        };
        self.add(kind, stem, chart);
    }

    /// The sheets of one picture: the first has no number.
    fn add_sheets(&mut self, kind: Kind, stem: &str, sheets: Vec<Chart>) {
        for (index, sheet) in sheets.into_iter().enumerate() {
            let stem = match index {
                0 => stem.to_owned(),
                _ => format!("{stem}-{}", index + 1),
            };
            self.add(kind, stem, sheet);
        }
    }
}

/// An identifier as part of a file name: letters, digits and hyphens.
fn slug(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect()
}

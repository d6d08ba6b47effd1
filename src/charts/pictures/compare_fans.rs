//! Fans overlaid: the same indicator in two or more runs.

use super::super::backend::{Area, Color};
use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{Canvas, Frame, Grid, Heading, Key, Marker, Sample, Stroke, Type, color};
use super::super::words::{
    Lang, Measure, Word, actuals_of, indicator_label, targets_of, unnumbered,
};
use super::callout::{draw_mark, extent, spot};
use super::compared::look;
use super::imprint::imprints;
use super::names::scenario_names;
use super::series::{Level, Series, Year};
use super::year_frame::{EndLabel, YearFrame, curve};
use crate::results::{ActualSummary, Summary, TargetSummary};

/// Beyond this many runs only the first has a band, and the others are named at the end of their lines.
const BANDS: usize = 3;
/// A name at the end of a line takes at most this part of the sheet.
const NAME: f64 = 0.2;

/// Draws an indicator of several runs over each other: the median of each, the 90 % band of each of a few or of the first of many, and the
/// outcomes known since. Runs that lack it, or have it in another unit than
/// the first, are left out.
///
/// # Errors
///
/// Fewer than two runs can be compared.
pub fn compare_fans(
    summaries: &[Summary],
    indicator: &str,
    style: &Style,
) -> Result<Chart, ChartError> {
    let names = scenario_names(summaries, style.lang);
    let mut runs: Vec<Run<'_>> = Vec::new();
    for (index, (summary, name)) in summaries.iter().zip(names).enumerate() {
        let Ok(series) = Series::read(summary, indicator) else {
            continue;
        };
        let (marker, color) = look(index);
        if runs
            .first()
            .is_none_or(|first| first.series.same_unit(&series))
        {
            runs.push(Run {
                summary,
                name,
                points: series.points(),
                series,
                color,
                marker,
            });
        }
    }
    if runs.len() < 2 {
        return Err(ChartError::NoIndicator(indicator.to_owned()));
    }
    let picture = CompareFans {
        indicator,
        targets: targets_of(runs[0].summary, indicator),
        actuals: actuals_of(runs[0].summary, indicator)
            .into_iter()
            .filter(|actual| runs[0].series.year(actual.year).is_some())
            .collect(),
        measure: runs[0].series.measure(style.lang),
        runs,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Run<'a> {
    summary: &'a Summary,
    name: String,
    series: Series<'a>,
    points: Vec<Year>,
    color: Color,
    marker: Marker,
}

struct CompareFans<'a> {
    indicator: &'a str,
    runs: Vec<Run<'a>>,
    /// The first run's targets on the indicator.
    targets: Vec<&'a TargetSummary>,
    /// Its outcomes in simulated years.
    actuals: Vec<&'a ActualSummary>,
    measure: Measure,
    lang: Lang,
}

impl CompareFans<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let summaries: Vec<&Summary> = self.runs.iter().map(|run| run.summary).collect();
        let bottom = canvas.foot(&imprints(&summaries, self.lang));
        let body = canvas.body(top, bottom);
        let below = canvas.legend(&self.keys(canvas), body.left, body.top, body.right);
        let body = Area::new(body.left, below + canvas.px(14.0), body.right, body.bottom);
        let ends: Vec<EndLabel> = self.runs.iter().map(|run| self.end(canvas, run)).collect();
        let years = self.year_frame(&ends);
        let frame = years.frame(canvas, body, 0.0);
        frame.grid(canvas, Grid::Level);
        for run in self.banded() {
            let low = curve(canvas, &frame, &run.points, |point| {
                point.interval(Level::Ninety).0
            });
            let high = curve(canvas, &frame, &run.points, |point| {
                point.interval(Level::Ninety).1
            });
            let fill = run
                .color
                .with_alpha(0.3 / self.banded().len().max(2) as f64);
            frame.band(canvas, &low, &high, fill);
        }
        for run in self.banded() {
            draw_edges(canvas, &frame, run);
        }
        // The first run's line lies over the others'.
        let radius = if self.runs.len() > BANDS { 6.5 } else { 9.0 };
        for run in self.runs.iter().rev() {
            draw_median(canvas, &frame, run, radius);
        }
        for target in &self.targets {
            draw_mark(canvas, &frame, target);
        }
        for actual in &self.actuals {
            frame.outcome(canvas, spot(actual));
        }
        years.draw_labels(canvas, &frame, body);
    }

    /// The runs that have a band.
    fn banded(&self) -> &[Run<'_>] {
        let count = if self.runs.len() > BANDS {
            1
        } else {
            self.runs.len()
        };
        &self.runs[..count]
    }

    fn year_frame<'a>(&'a self, ends: &'a [EndLabel]) -> YearFrame<'a> {
        let span = self.span();
        YearFrame {
            measure: &self.measure,
            lang: self.lang,
            reach: self.reach(),
            span,
            marked_end: self.targets.iter().any(|target| target.year == span.1)
                || self.actuals.iter().any(|actual| actual.year == span.1),
            ends,
        }
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let first = &self.runs[0];
        let label = unnumbered(indicator_label(first.summary, self.indicator, lang));
        let (from, to) = self.span();
        let years = lang.years(from, to);
        Heading {
            title: lang.choose(
                format!("{label}：情景比较，{years}"),
                format!("{label}, {years}: scenarios compared"),
            ),
            subtitle: self.bands_explained(),
            sentences: vec![self.statement()],
        }
    }

    fn bands_explained(&self) -> String {
        let lang = self.lang;
        if self.banded().len() == self.runs.len() {
            return lang
                .choose(
                    "线为中位数，浅色带为 90% 区间（边缘为虚线）",
                    "lines are medians, pale bands 90% intervals (edges broken)",
                )
                .to_owned();
        }
        let first = &self.runs[0].name;
        lang.choose(
            format!("线为中位数，浅色带为“{first}”的 90% 区间（边缘为虚线）"),
            format!("lines are medians, the pale band is the 90% interval of “{first}”"),
        )
    }

    /// The medians of the last year that all have; of many runs that of the first, the highest and the lowest.
    fn statement(&self) -> String {
        let lang = self.lang;
        let lasts = self.runs.iter().map(|run| run.series.last().calendar);
        let common = lasts.min().unwrap_or_default();
        let mut told: Vec<(&Run<'_>, &Year)> = self
            .runs
            .iter()
            .filter_map(|run| Some((run, run.series.year(common)?)))
            .collect();
        if told.len() > BANDS {
            let others = told.split_off(1);
            let by_median =
                |a: &&(&Run<'_>, &Year), b: &&(&Run<'_>, &Year)| a.1.median.total_cmp(&b.1.median);
            let ends = [
                others.iter().max_by(by_median),
                others.iter().min_by(by_median),
            ];
            told.extend(ends.into_iter().flatten());
        }
        let tell = |(run, point): &(&Run<'_>, &Year)| {
            let decimals = self.measure.decimals(Series::width(point));
            let median = self.measure.value(point.median, decimals);
            format!("{} {median}", run.name)
        };
        let medians: Vec<String> = told.iter().map(tell).collect();
        let medians = medians.join(lang.choose("；", "; "));
        lang.choose(
            format!("{common}年中位数：{medians}。"),
            format!("Median in {common}: {medians}."),
        )
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let key = |run: &Run<'_>| {
            let line = Stroke::solid(run.color, canvas.px(4.0));
            Key::new(Sample::MarkedLine(line, run.marker), run.name.clone())
        };
        let named =
            |run: &&Run<'_>| self.runs.len() <= BANDS || short_name(canvas, run) != run.name;
        let mut keys: Vec<Key> = self.runs.iter().filter(named).map(key).collect();
        if !self.targets.is_empty() {
            let name = Word::Target.say(self.lang);
            keys.push(Key::new(Sample::Mark(Marker::Diamond, color::TARGET), name));
        }
        if !self.actuals.is_empty() {
            let mark = Sample::Mark(Marker::Star, color::OUTCOME);
            keys.push(Key::new(mark, self.outcomes()));
        }
        keys
    }

    /// The outcomes in words: their values with their years, if they are few.
    fn outcomes(&self) -> String {
        let word = Word::Actual.say(self.lang);
        if self.actuals.len() > 3 {
            return word.to_owned();
        }
        let tell = |actual: &&ActualSummary| {
            let (value, year) = (self.measure.stated(actual.value), actual.year);
            self.lang
                .choose(format!("{value}（{year}年）"), format!("{value} ({year})"))
        };
        let told: Vec<String> = self.actuals.iter().map(tell).collect();
        format!("{word} {}", told.join(self.lang.choose("、", ", ")))
    }

    fn span(&self) -> (i32, i32) {
        let firsts = self.runs.iter().map(|run| run.points[0].calendar);
        let lasts = self.runs.iter().map(|run| run.series.last().calendar);
        (
            firsts.min().unwrap_or_default(),
            lasts.max().unwrap_or_default(),
        )
    }

    /// Least and greatest of all that is drawn.
    fn reach(&self) -> (f64, f64) {
        let points = |runs: &'_ [Run<'_>]| -> Vec<Year> {
            runs.iter().flat_map(|run| run.points.clone()).collect()
        };
        let bands = points(self.banded()).into_iter();
        let bands = bands.map(|point| point.interval(Level::Ninety));
        let medians = points(&self.runs).into_iter();
        let drawn = bands.chain(medians.map(|point| (point.median, point.median)));
        let asked = self.targets.iter().map(|target| extent(target));
        let known = self
            .actuals
            .iter()
            .map(|actual| (actual.value, actual.value));
        drawn
            .chain(asked)
            .chain(known)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |reach, (low, high)| {
                (reach.0.min(low), reach.1.max(high))
            })
    }

    /// The last median of a run; of many runs with the name.
    fn end(&self, canvas: &Canvas, run: &Run<'_>) -> EndLabel {
        let last = run.series.last();
        let decimals = self.measure.decimals(Series::width(last));
        let mut text = self.measure.number(last.median, decimals);
        if self.runs.len() > BANDS {
            text = format!("{text} {}", short_name(canvas, run));
        }
        EndLabel {
            text,
            value: last.median,
            ink: (Type::Strong, color::INK),
            mark: Some((run.marker, run.color)),
        }
    }
}

/// A run's name as it fits at the end of its line.
fn short_name(canvas: &Canvas, run: &Run<'_>) -> String {
    let most = canvas.width() * NAME;
    canvas.fitted(&run.name, Type::Strong, most, 1).concat()
}

/// The edges of the band as broken lines.
fn draw_edges(canvas: &mut Canvas, frame: &Frame, run: &Run<'_>) {
    let edge = Stroke::dashed(run.color, canvas.px(1.5), (canvas.px(7.0), canvas.px(6.0)));
    let sides: [fn(&Year) -> f64; 2] = [
        |point| point.interval(Level::Ninety).0,
        |point| point.interval(Level::Ninety).1,
    ];
    for side in sides {
        let points = curve(canvas, frame, &run.points, side);
        frame.line(canvas, &points, edge);
    }
}

/// The median with its marks.
fn draw_median(canvas: &mut Canvas, frame: &Frame, run: &Run<'_>, radius: f64) {
    let points = curve(canvas, frame, &run.points, |point| point.median);
    let median = Stroke::solid(run.color, canvas.px(4.0));
    frame.line(canvas, &points, median);
    let radius = canvas.px(radius);
    for point in &run.series.years {
        let at = (f64::from(point.calendar), point.median);
        frame.marker(canvas, at, run.marker, run.color, radius);
    }
}

//! Fans overlaid: the same indicator in two or more runs.

use super::super::backend::{Area, Color};
use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{Canvas, Frame, Grid, Heading, Key, Marker, Sample, Stroke, Type, color};
use super::super::words::{Lang, Measure, Word, indicator_label, targets_of};
use super::callout::{draw_mark, extent};
use super::imprint::imprints;
use super::names::scenario_names;
use super::series::{Level, Series, Year};
use super::year_frame::{EndLabel, YearFrame, curve};
use crate::results::{Summary, TargetSummary};

/// Draws an indicator of several runs over each other: 90 % band and median of each. Runs that lack it, or have it in another unit than
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
        if runs
            .first()
            .is_none_or(|first| first.series.same_unit(&series))
        {
            runs.push(Run {
                summary,
                name,
                points: series.points(),
                series,
                color: color::SCENARIOS[index % color::SCENARIOS.len()],
                marker: Marker::SCENARIOS[index % Marker::SCENARIOS.len()],
            });
        }
    }
    if runs.len() < 2 {
        return Err(ChartError::NoIndicator(indicator.to_owned()));
    }
    let picture = CompareFans {
        indicator,
        targets: targets_of(runs[0].summary, indicator),
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
        let ends: Vec<EndLabel> = self.runs.iter().map(|run| self.end(run)).collect();
        let years = self.year_frame(&ends);
        let frame = years.frame(canvas, body, 0.0);
        frame.grid(canvas, Grid::Level);
        for run in &self.runs {
            let low = curve(canvas, &frame, &run.points, |point| {
                point.interval(Level::Ninety).0
            });
            let high = curve(canvas, &frame, &run.points, |point| {
                point.interval(Level::Ninety).1
            });
            let fill = run.color.with_alpha(0.3 / self.runs.len() as f64);
            frame.band(canvas, &low, &high, fill);
        }
        for run in &self.runs {
            draw_lines(canvas, &frame, run);
        }
        for target in &self.targets {
            draw_mark(canvas, &frame, target);
        }
        years.draw_labels(canvas, &frame, body);
    }

    fn year_frame<'a>(&'a self, ends: &'a [EndLabel]) -> YearFrame<'a> {
        let span = self.span();
        YearFrame {
            measure: &self.measure,
            lang: self.lang,
            reach: self.reach(),
            span,
            marked_end: self.targets.iter().any(|target| target.year == span.1),
            ends,
        }
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let first = &self.runs[0];
        let label = indicator_label(first.summary, self.indicator, lang);
        let (from, to) = self.span();
        let years = lang.years(from, to);
        Heading {
            title: lang.choose(
                format!("{label}：情景比较，{years}"),
                format!("{label}, {years}: scenarios compared"),
            ),
            subtitle: lang
                .choose(
                    "线为中位数，浅色带为 90% 区间（边缘为虚线）",
                    "lines are medians, pale bands 90% intervals (edges broken)",
                )
                .to_owned(),
            sentences: vec![self.statement()],
        }
    }

    /// The medians of the last year that all have.
    fn statement(&self) -> String {
        let lang = self.lang;
        let lasts = self.runs.iter().map(|run| run.series.last().calendar);
        let common = lasts.min().unwrap_or_default();
        let medians: Vec<String> = self
            .runs
            .iter()
            .filter_map(|run| {
                let point = run.series.year(common)?;
                let decimals = self.measure.decimals(Series::width(point));
                Some(format!(
                    "{} {}",
                    run.name,
                    self.measure.value(point.median, decimals)
                ))
            })
            .collect();
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
        let mut keys: Vec<Key> = self.runs.iter().map(key).collect();
        if !self.targets.is_empty() {
            let name = Word::Target.say(self.lang);
            keys.push(Key::new(Sample::Mark(Marker::Diamond, color::TARGET), name));
        }
        keys
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
        let points = self.runs.iter().flat_map(|run| &run.points);
        let drawn = points.map(|point| point.interval(Level::Ninety));
        let asked = self.targets.iter().map(|target| extent(target));
        drawn
            .chain(asked)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |reach, (low, high)| {
                (reach.0.min(low), reach.1.max(high))
            })
    }

    /// The last median of a run.
    fn end(&self, run: &Run<'_>) -> EndLabel {
        let last = run.series.last();
        let decimals = self.measure.decimals(Series::width(last));
        EndLabel {
            text: self.measure.number(last.median, decimals),
            value: last.median,
            ink: (Type::Strong, color::INK),
            mark: Some((run.marker, run.color)),
        }
    }
}

/// The median with marks, and the edges of the band as broken lines.
fn draw_lines(canvas: &mut Canvas, frame: &Frame, run: &Run<'_>) {
    let edge = Stroke::dashed(run.color, canvas.px(1.5), (canvas.px(7.0), canvas.px(6.0)));
    frame.line(
        canvas,
        &curve(canvas, frame, &run.points, |point| {
            point.interval(Level::Ninety).0
        }),
        edge,
    );
    frame.line(
        canvas,
        &curve(canvas, frame, &run.points, |point| {
            point.interval(Level::Ninety).1
        }),
        edge,
    );
    let median = Stroke::solid(run.color, canvas.px(4.0));
    frame.line(
        canvas,
        &curve(canvas, frame, &run.points, |point| point.median),
        median,
    );
    let radius = canvas.px(9.0);
    for point in &run.series.years {
        frame.marker(
            canvas,
            (f64::from(point.calendar), point.median),
            run.marker,
            run.color,
            radius,
        );
    }
}

//! Fans overlaid: the same indicator in two or more runs.

use super::super::backend::{Area, Color, Point};
use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Heading, Key, Marker, Sample, Stroke, Theme, Type,
    color, spread,
};
use super::super::words::{Lang, Measure, indicator_label};
use super::imprint::imprints;
use super::names::scenario_names;
use super::series::{Level, Series, Year};
use crate::results::Summary;

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

impl Run<'_> {
    /// A value over the years; that of a lone year is drawn half a year wide.
    fn curve(&self, value: impl Fn(&Year) -> f64) -> Vec<(f64, f64)> {
        let place = |point: &Year| (f64::from(point.year), value(point));
        let points: Vec<(f64, f64)> = self.points.iter().map(place).collect();
        if let [(x, y)] = points[..] {
            return vec![(x - 0.25, y), (x + 0.25, y)];
        }
        points
    }
}

struct CompareFans<'a> {
    indicator: &'a str,
    runs: Vec<Run<'a>>,
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
        let frame = self.frame(canvas, body);
        frame.grid(canvas, Grid::Level);
        if let Some(text) = Axis::caption(&self.measure, self.lang) {
            let at = Point::new(body.left, frame.area.top - canvas.px(20.0));
            canvas.text(
                &text,
                (Type::Note, color::MUTED),
                at,
                Along::Start,
                Across::Bottom,
            );
        }
        for run in &self.runs {
            let low = run.curve(|point| point.interval(Level::Ninety).0);
            let high = run.curve(|point| point.interval(Level::Ninety).1);
            frame.band(
                canvas,
                &low,
                &high,
                run.color.with_alpha(0.3 / self.runs.len() as f64),
            );
        }
        for run in &self.runs {
            draw_lines(canvas, &frame, run);
        }
        self.ends(canvas, &frame);
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
        let lasts = self.runs.iter().map(|run| run.series.last().year);
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
        self.runs.iter().map(key).collect()
    }

    fn span(&self) -> (i32, i32) {
        let firsts = self.runs.iter().map(|run| run.points[0].year);
        let lasts = self.runs.iter().map(|run| run.series.last().year);
        (
            firsts.min().unwrap_or_default(),
            lasts.max().unwrap_or_default(),
        )
    }

    fn frame(&self, canvas: &Canvas, body: Area) -> Frame {
        let points = self.runs.iter().flat_map(|run| &run.points);
        let reach = points.fold((f64::INFINITY, f64::NEG_INFINITY), |reach, point| {
            let (low, high) = point.interval(Level::Ninety);
            (reach.0.min(low), reach.1.max(high))
        });
        let caption = Theme::leading(canvas.face(Type::Note)) + canvas.px(16.0);
        let scale = Theme::leading(canvas.face(Type::Label)) + canvas.px(16.0);
        let (top, bottom) = (body.top + caption, body.bottom - scale);
        let most = ((bottom - top) / canvas.px(72.0)) as usize;
        let y = Axis::rounded(reach.0, reach.1, most.clamp(3, 9), &self.measure);
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        let ends = self.end_labels();
        let right = body.right
            - canvas.widest(ends.iter().map(|end| end.0.as_str()), Type::Strong)
            - canvas.px(42.0);
        let (first, last) = self.span();
        let most = ((right - left) / (canvas.text_width("2030", Type::Label) * 1.7)) as usize;
        let pad = if first == last {
            (1.0, 1.0)
        } else {
            (0.35, 0.08)
        };
        Frame {
            area: Area::new(left, top, right, bottom),
            x: Axis::years(first, last, pad, most),
            y,
        }
    }

    /// The last median of each run: text, value, mark.
    fn end_labels(&self) -> Vec<(String, f64, (Marker, Color))> {
        let label = |run: &Run<'_>| {
            let last = run.series.last();
            let decimals = self.measure.decimals(Series::width(last));
            let text = self.measure.number(last.median, decimals);
            (text, last.median, (run.marker, run.color))
        };
        self.runs.iter().map(label).collect()
    }

    fn ends(&self, canvas: &mut Canvas, frame: &Frame) {
        let labels = self.end_labels();
        let leading = Theme::leading(canvas.face(Type::Label));
        let wanted: Vec<(f64, f64)> = labels
            .iter()
            .map(|(_, value, _)| (frame.up(*value), leading))
            .collect();
        let half = leading / 2.0;
        let places = spread(&wanted, frame.area.top - half, frame.area.bottom + half);
        let (radius, left) = (canvas.px(7.0), frame.area.right);
        for ((text, _, (marker, color)), y) in labels.iter().zip(places) {
            canvas.mark(
                Point::new(left + canvas.px(20.0), y),
                *marker,
                *color,
                radius,
            );
            let at = Point::new(left + canvas.px(36.0), y);
            canvas.text(
                text,
                (Type::Strong, color::INK),
                at,
                Along::Start,
                Across::Middle,
            );
        }
    }
}

/// The median with marks, and the edges of the band as broken lines.
fn draw_lines(canvas: &mut Canvas, frame: &Frame, run: &Run<'_>) {
    let edge = Stroke::dashed(run.color, canvas.px(1.5), (canvas.px(7.0), canvas.px(6.0)));
    frame.line(
        canvas,
        &run.curve(|point| point.interval(Level::Ninety).0),
        edge,
    );
    frame.line(
        canvas,
        &run.curve(|point| point.interval(Level::Ninety).1),
        edge,
    );
    let median = Stroke::solid(run.color, canvas.px(4.0));
    frame.line(canvas, &run.curve(|point| point.median), median);
    let radius = canvas.px(9.0);
    for point in &run.series.years {
        frame.marker(
            canvas,
            (f64::from(point.year), point.median),
            run.marker,
            run.color,
            radius,
        );
    }
}

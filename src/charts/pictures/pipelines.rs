//! The S-curve of key projects: what they have cost by each year, planned and simulated, all together and batch by batch.

use super::super::backend::Area;
use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Canvas, Frame, Grid, Heading, Key, Line, Marker, Sample, Stroke, Type, color,
};
use super::super::words::{Lang, Measure, Word};
use super::imprint::imprint;
use super::names::{numbered, sheets, subtitle};
use super::panels::{PANELS, Panel, Panels, plan};
use super::series::{Level, Series, Year};
use super::year_frame::{EndLabel, YearFrame, curve};
use crate::results::{PipelineInfo, Summary};

/// What all batches together have spent to date.
const TOTAL: &str = "pipeline.cumulative";
/// Years after the last planned one that are still drawn: what is carried over is spent in them.
const AFTER: i32 = 2;

/// Draws the cumulative investment of all batches of key projects together, or of the only one: planned, median, 50 and 90 % bands.
///
/// # Errors
///
/// The run has no batches that plan anything, or does not know what they have spent.
pub fn pipelines(summary: &Summary, style: &Style) -> Result<Chart, ChartError> {
    let picture = match summary.pipelines.as_slice() {
        [only] => {
            let name = named(&only.name, &only.id, style.lang);
            Curve::read(summary, &cumulative(only), &[only], name, style.lang)
        }
        all => {
            let name = style.lang.choose("全部重点项目", "All key projects");
            let all: Vec<&PipelineInfo> = all.iter().collect();
            Curve::read(summary, TOTAL, &all, name.to_owned(), style.lang)
        }
    };
    let picture = picture.ok_or(ChartError::Nothing(Content::Projects))?;
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

/// Draws the same of each batch on a small axis of its own, that of the greatest plan first; one sheet, or several of many batches.
///
/// # Errors
///
/// Fewer than two batches plan anything.
pub fn pipeline_batches(summary: &Summary, style: &Style) -> Result<Vec<Chart>, ChartError> {
    let lang = style.lang;
    let mut curves: Vec<Curve<'_>> = summary
        .pipelines
        .iter()
        .filter_map(|batch| {
            let name = named(&batch.name, &batch.id, lang);
            Curve::read(summary, &cumulative(batch), &[batch], name, lang)
        })
        .collect();
    if curves.len() < 2 {
        return Err(ChartError::Nothing(Content::Projects));
    }
    curves.sort_by(|a, b| b.total().total_cmp(&a.total()));
    let panels: Vec<Panel<'_>> = curves.iter().map(Curve::panel).collect();
    let all: Vec<&Panel<'_>> = panels.iter().collect();
    let sheets = sheets(&all, PANELS);
    let draw = |(index, panels): (usize, &&[&Panel<'_>])| {
        let title = lang.choose(
            "各批重点项目的累计投资",
            "Cumulative investment of each batch of key projects",
        );
        let heading = Heading {
            title: numbered(title, (index + 1, sheets.len()), lang),
            subtitle: subtitle(summary, lang),
            sentences: vec![
                lang.choose(
                    "按计划总额从大到小；各图纵轴不同，右侧为末年中位数。",
                    "The greatest plan first. Vertical axes differ; at the right the last year's median.",
                )
                .to_owned(),
            ],
        };
        let shared = None;
        let foot = [imprint(summary, lang)];
        Panels { panels, shared }.sheet(&heading, &foot, style)
    };
    Ok(sheets.iter().enumerate().map(draw).collect())
}

/// The indicator of what a batch has spent to date.
fn cumulative(batch: &PipelineInfo) -> String {
    format!("pipeline.{}.cumulative", batch.id)
}

fn named(name: &crate::results::Text, id: &str, lang: Lang) -> String {
    let name = lang.pick(name);
    let name = if name.is_empty() { id } else { name };
    name.to_owned()
}

/// The cumulative investment of one or more batches.
struct Curve<'a> {
    summary: &'a Summary,
    name: String,
    /// Nothing in the base year, then what has been spent by each year that is drawn.
    points: Vec<Year>,
    /// Planned to date in the same years.
    plan: Vec<(f64, f64)>,
    /// The last year for which something is planned.
    end: i32,
    measure: Measure,
    lang: Lang,
}

impl<'a> Curve<'a> {
    fn read(
        summary: &'a Summary,
        indicator: &str,
        batches: &[&PipelineInfo],
        name: String,
        lang: Lang,
    ) -> Option<Self> {
        let series = Series::read(summary, indicator).ok()?;
        let of_year = |t: usize| -> f64 {
            let planned = batches.iter().filter_map(|batch| batch.planned.get(t));
            planned.sum()
        };
        let planned: Vec<f64> = (0..summary.years.len()).map(of_year).collect();
        let end = summary.years[planned.iter().rposition(|planned| *planned > 0.0)?];
        let shown = |year: i32| year <= end + AFTER;
        let base = summary.scenario.base_year;
        let start = Year::known(base, 0.0);
        let years = series.years.iter().filter(|year| shown(year.calendar));
        let points: Vec<Year> = std::iter::once(start).chain(years.copied()).collect();
        let mut to_date = 0.0;
        let mut plan = vec![(f64::from(base), 0.0)];
        for (year, planned) in summary.years.iter().zip(planned) {
            to_date += planned;
            if shown(*year) {
                plan.push((f64::from(*year), to_date));
            }
        }
        Some(Self {
            summary,
            name,
            points,
            plan,
            end,
            measure: series.measure(lang),
            lang,
        })
    }

    /// All that is planned.
    fn total(&self) -> f64 {
        self.plan.last().map_or(0.0, |place| place.1)
    }

    fn last(&self) -> &Year {
        &self.points[self.points.len() - 1]
    }

    /// A simulated year that is drawn.
    fn year(&self, calendar: i32) -> &Year {
        let found = self.points.iter().find(|year| year.calendar == calendar);
        found.unwrap_or_else(|| self.last())
    }

    /// A share of the whole plan: 96%; near the whole as exactly as it takes not to read as it.
    fn of_plan(&self, value: f64) -> String {
        of_whole(value / self.total())
    }

    /// Decimals that tell a twentieth of the plan in fine steps.
    fn decimals(&self) -> usize {
        self.measure.decimals(0.05 * self.total())
    }

    fn panel(&self) -> Panel<'_> {
        let lang = self.lang;
        let (low, high) = self.year(self.end).interval(Level::Ninety);
        let median = self.of_plan(self.year(self.end).median);
        let (end, low, high) = (self.end, self.of_plan(low), self.of_plan(high));
        let total = self.measure.stated(self.total());
        let line = |text: String, ink| -> Line { (text, Type::Note, ink) };
        Panel {
            title: self.name.clone(),
            lines: vec![
                line(
                    lang.choose(
                        format!("计划总额 {total}，到{end}年"),
                        format!("{total} planned by {end}"),
                    ),
                    color::MUTED,
                ),
                line(
                    lang.choose(
                        format!("届时：中位数 {median}，90% 区间 {low}–{high}"),
                        format!("done: median {median}, 90% interval {low}–{high}"),
                    ),
                    color::STRONG,
                ),
            ],
            past: Vec::new(),
            points: self.points.clone(),
            plan: self.plan.clone(),
            threshold: None,
            targets: Vec::new(),
            actuals: Vec::new(),
            measure: self.measure.clone(),
        }
    }

    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let bottom = canvas.foot(&[imprint(self.summary, self.lang)]);
        let body = canvas.body(top, bottom);
        let below = canvas.legend(&self.keys(canvas), body.left, body.top, body.right);
        let body = Area::new(body.left, below + canvas.px(14.0), body.right, body.bottom);
        let ends = self.ends();
        let years = self.year_frame(&ends);
        let frame = years.frame(canvas, body, 0.0);
        frame.grid(canvas, Grid::Level);
        self.whole(canvas, &frame);
        for (level, fill) in [
            (Level::Ninety, color::BAND_OUTER),
            (Level::Half, color::BAND_INNER),
        ] {
            let low = curve(canvas, &frame, &self.points, |year| year.interval(level).0);
            let high = curve(canvas, &frame, &self.points, |year| year.interval(level).1);
            frame.band(canvas, &low, &high, fill);
        }
        let median = curve(canvas, &frame, &self.points, |year| year.median);
        frame.line(canvas, &median, middle(canvas));
        frame.line(canvas, &self.plan, plan(canvas));
        let radius = canvas.px(6.0);
        for place in &self.plan[1..] {
            frame.marker(canvas, *place, Marker::Ring, color::CENTRAL, radius);
        }
        years.draw_labels(canvas, &frame, body);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let name = &self.name;
        Heading {
            title: lang.choose(
                format!("{name}：累计投资，计划与模拟"),
                format!("{name}: cumulative investment, planned and simulated"),
            ),
            subtitle: subtitle(self.summary, lang),
            sentences: self.sentences(),
        }
    }

    /// The whole plan, and what the paths have done of it when it ends and at the end of the picture: the median and the 90 % interval.
    fn sentences(&self) -> Vec<String> {
        let lang = self.lang;
        let (end, total) = (self.end, self.measure.stated(self.total()));
        let mut parts = vec![lang.choose(
            format!("计划到{end}年共投资 {total}。"),
            format!("{total} is planned by {end}."),
        )];
        parts.push(self.done(self.year(end)));
        if self.last().calendar > end {
            parts.push(self.done(self.last()));
        }
        parts
    }

    /// What half of the paths have done at least by a year, and the 90 % interval: that of the band and of the labels at its end.
    fn done(&self, year: &Year) -> String {
        let (low, high) = year.interval(Level::Ninety);
        let decimals = self.decimals();
        let (half, half_share) = (
            self.measure.value(year.median, decimals),
            self.of_plan(year.median),
        );
        let range = self.measure.interval(low, high, decimals, self.lang);
        let (low, high) = (self.of_plan(low), self.of_plan(high));
        let calendar = year.calendar;
        self.lang.choose(
            format!(
                "到{calendar}年，一半的路径至少完成 {half}（计划总额的 {half_share}），90% 区间 {range}（{low}–{high}）。"
            ),
            format!(
                "By {calendar}, half of the paths have spent at least {half} ({half_share} of the plan); 90% interval {range} ({low}–{high})."
            ),
        )
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let lang = self.lang;
        let say = |word: Word| word.say(lang).to_owned();
        vec![
            Key::new(
                Sample::MarkedLine(plan(canvas), Marker::Ring),
                lang.choose("计划累计", "planned to date"),
            ),
            Key::new(Sample::Line(middle(canvas)), say(Word::Median)),
            Key::new(Sample::Block(color::BAND_INNER), say(Word::Interval50)),
            Key::new(Sample::Block(color::BAND_OUTER), say(Word::Interval90)),
        ]
    }

    fn year_frame<'b>(&'b self, ends: &'b [EndLabel]) -> YearFrame<'b> {
        let high = self.last().interval(Level::Ninety).1.max(self.total());
        YearFrame {
            measure: &self.measure,
            lang: self.lang,
            reach: (0.0, high),
            span: (self.points[0].calendar, self.last().calendar),
            marked_end: false,
            ends,
        }
    }

    /// A level line at all that is planned.
    fn whole(&self, canvas: &mut Canvas, frame: &Frame) {
        let dash = (canvas.px(3.0), canvas.px(6.0));
        let stroke = Stroke::dashed(color::CENTRAL, canvas.px(2.0), dash);
        let total = self.total();
        frame.line(
            canvas,
            &[(frame.x.low, total), (frame.x.high, total)],
            stroke,
        );
    }

    /// The last year's median and 90 % band, and the whole plan, as numbers.
    fn ends(&self) -> Vec<EndLabel> {
        let (low, high) = self.last().interval(Level::Ninety);
        let decimals = self.decimals();
        let label = |text: String, value, ink| EndLabel {
            text,
            value,
            ink,
            mark: None,
        };
        let number = |value: f64| self.measure.number(value, decimals);
        let plan = self.lang.choose("计划 ", "plan ");
        let median = self.lang.choose("中位数 ", "median ");
        let mut labels = vec![
            label(
                format!("{plan}{}", number(self.total())),
                self.total(),
                (Type::Strong, color::CENTRAL),
            ),
            label(
                format!("{median}{}", number(self.last().median)),
                self.last().median,
                (Type::Strong, color::STRONG),
            ),
        ];
        if high > low {
            let text = format!("90%: {}–{}", number(low), number(high));
            labels.push(label(text, high, (Type::Label, color::MUTED)));
        }
        labels
    }
}

fn middle(canvas: &Canvas) -> Stroke {
    Stroke::solid(color::STRONG, canvas.px(5.0))
}

fn of_whole(share: f64) -> String {
    let percent = share * 100.0;
    let is_whole = (percent - 100.0).abs() < 1e-6;
    if is_whole || format!("{percent:.0}") != "100" {
        return format!("{percent:.0}%");
    }
    if (99.95..100.0).contains(&percent) {
        return ">99.9%".to_owned();
    }
    format!("{percent:.1}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_the_whole_does_not_read_as_the_whole() {
        for (share, wanted) in [
            (1.0, "100%"),
            (1.0 - 1e-12, "100%"),
            (0.9997, ">99.9%"),
            (0.9981, "99.8%"),
            (1.003, "100.3%"),
            (1.0068, "101%"),
            (0.964, "96%"),
            (0.0, "0%"),
        ] {
            assert_eq!(of_whole(share), wanted, "{share}");
        }
    }
}

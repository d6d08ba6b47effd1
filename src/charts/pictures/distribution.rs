//! The distribution: how often the paths of a run end where, in a target's year, and which of them meet it.

use super::super::backend::{Area, Color, Point};
use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Heading, Key, Sample, Stroke, Theme, Type, color,
    spread,
};
use super::super::words::{Bounds, Chance, Lang, Measure, Word, bounds, demand, indicator_label};
use super::histogram::Bars;
use super::imprint::imprint_with_error;
use super::series::measure_of;
use crate::results::{Summary, TargetSummary};

/// Draws the distribution of a target's indicator in its year, the share that meets it shaded.
///
/// # Errors
///
/// The run has no target of this id.
pub fn distribution(summary: &Summary, target: &str, style: &Style) -> Result<Chart, ChartError> {
    let found = summary.targets.iter().find(|judged| judged.id == target);
    let target = found.ok_or_else(|| ChartError::NoTarget(target.to_owned()))?;
    let measure = measure_of(summary, &target.indicator, style.lang);
    let picture = Distribution {
        summary,
        target,
        bars: Bars::of(&target.histogram),
        range: bounds(target),
        measure,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Distribution<'a> {
    summary: &'a Summary,
    target: &'a TargetSummary,
    bars: Bars,
    range: Bounds,
    measure: Measure,
    lang: Lang,
}

/// A value marked across the bars: its words, the value, how it is drawn.
struct Mark {
    text: String,
    value: f64,
    stroke: Stroke,
    ink: (Type, Color),
}

impl Distribution<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let mut top = canvas.heading(&self.heading());
        top = self.figure(canvas, top);
        let bottom = canvas.foot(&imprint_with_error(self.summary, self.lang));
        let body = canvas.body(top, bottom);
        let below = canvas.legend(&self.keys(), body.left, body.top, body.right);
        let body = Area::new(body.left, below + canvas.px(10.0), body.right, body.bottom);
        let marks = fitting(canvas, self.marks(canvas));
        let (frame, bars) = self.frame(canvas, body, &marks);
        frame.grid(canvas, Grid::Level);
        self.captions(canvas, &frame, body);
        bars.draw(canvas, &frame, self.range, self.target.probability > 0.5);
        draw_marks(canvas, &frame, &marks);
    }

    fn heading(&self) -> Heading {
        let label = indicator_label(self.summary, &self.target.indicator, self.lang);
        let year = self.lang.year(self.target.year);
        Heading {
            title: self.lang.choose(
                format!("{year}{label}的概率分布"),
                format!("{label} in {year}: probability distribution"),
            ),
            subtitle: self.lang.pick(&self.summary.scenario.title).to_owned(),
            sentences: Vec::new(),
        }
    }

    /// The number the picture is about, large, and what it means.
    fn figure(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let chance = Chance::from(self.target);
        let ink = (Type::Figure, color::STRONG);
        let top = canvas.paragraph(&chance.spelled(self.lang), ink, top);
        canvas.sentences(&self.meaning(&chance), top) + canvas.px(10.0)
    }

    fn meaning(&self, chance: &Chance) -> Vec<String> {
        let lang = self.lang;
        let label = indicator_label(self.summary, &self.target.indicator, lang);
        let asked = demand(self.target, &self.measure, lang);
        let year = lang.year(self.target.year);
        let share = chance.percent();
        let mut parts = vec![lang.choose(
            format!("{share} 的路径达到目标：{year}{label} {asked}。"),
            format!("{share} of the paths meet the target for {year}: {label} {asked}."),
        )];
        if let Some(unseeded) = self.target.not_presumed() {
            let other = Chance::counted(unseeded, self.summary.run.paths).with_error();
            parts.push(lang.choose(
                format!("这以规划目标为前提；不以规划为前提（按趋势增长）时为 {other}。"),
                format!(
                    "This assumes the plan; without it (growth at its trend) the share is {other}."
                ),
            ));
        }
        parts
    }

    fn keys(&self) -> Vec<Key> {
        let missed = Chance {
            share: 1.0 - self.target.probability,
            interval: [1.0 - self.target.ci95[1], 1.0 - self.target.ci95[0]],
        };
        let name =
            |word: Word, chance: Chance| format!("{} {}", word.say(self.lang), chance.percent());
        vec![
            Key::new(
                Sample::Block(color::BAR),
                name(Word::Met, Chance::from(self.target)),
            ),
            Key::new(Sample::Block(color::PALE), name(Word::Missed, missed)),
        ]
    }

    /// Decimals for computed values on this picture.
    fn decimals(&self) -> usize {
        let (low, high) = self.reach();
        self.measure.decimals((high - low) * 0.6)
    }

    fn marks(&self, canvas: &Canvas) -> Vec<Mark> {
        let decimals = self.decimals();
        let mut marks = Vec::new();
        for bound in [self.range.low, self.range.high] {
            if bound.is_finite() {
                marks.push(Mark {
                    text: format!(
                        "{} {}",
                        Word::Target.say(self.lang),
                        self.measure.stated(bound)
                    ),
                    value: bound,
                    stroke: Stroke::solid(color::TARGET, canvas.px(4.0)),
                    ink: (Type::Strong, color::TARGET),
                });
            }
        }
        let median = self.measure.value(self.target.median, decimals);
        marks.push(Mark {
            text: format!("{} {median}", Word::Median.say(self.lang)),
            value: self.target.median,
            stroke: Stroke::solid(color::INK, canvas.px(2.5)),
            ink: (Type::Strong, color::INK),
        });
        let central = self.measure.value(self.target.central, decimals);
        marks.push(Mark {
            text: format!("{} {central}", self.lang.choose("中心路径", "central path")),
            value: self.target.central,
            stroke: Stroke::dashed(
                color::INK,
                canvas.px(2.5),
                (canvas.px(10.0), canvas.px(7.0)),
            ),
            ink: (Type::Label, color::MUTED),
        });
        marks
    }

    /// Where the bars begin and end.
    fn reach(&self) -> (f64, f64) {
        let median = self.target.median;
        self.bars.reach().unwrap_or((median, median))
    }

    /// The frame, and the bars as wide as they must be on it.
    fn frame(&self, canvas: &Canvas, body: Area, marks: &[Mark]) -> (Frame, Bars) {
        let (mut low, mut high) = self.reach();
        for mark in marks {
            low = low.min(mark.value);
            high = high.max(mark.value);
        }
        let pad = (high - low) * 0.02;
        let leading = Theme::leading(canvas.face(Type::Label));
        let top = body.top + leading * 2.2;
        let bottom = body.bottom - 2.0 * leading - canvas.px(16.0);
        let right = body.right - canvas.px(20.0);
        let sample = self.measure.number(high, self.decimals());
        let most = (body.width() / (canvas.text_width(&sample, Type::Label) * 2.2)) as usize;
        let x = Axis::exact(low - pad, high + pad, most.clamp(3, 11), &self.measure);
        let bars = self.bars.legible(canvas, x.high - x.low, body.width());
        let share = Measure::new("share", "", self.lang, 1.0);
        let most = ((bottom - top) / canvas.px(80.0)) as usize;
        let highest = bars.highest().max(1e-6) * 1.08;
        let y = Axis::exact(0.0, highest, most.clamp(3, 6), &share);
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        let area = Area::new(left, top, right, bottom);
        (Frame { area, x, y }, bars)
    }

    fn captions(&self, canvas: &mut Canvas, frame: &Frame, body: Area) {
        let ink = (Type::Note, color::MUTED);
        let lang = self.lang;
        let mut text = lang
            .choose(
                "柱高：落入该格的路径占比（%）",
                "height: % of paths in each bin",
            )
            .to_owned();
        let hidden = self.bars.hidden() * 100.0;
        if hidden > 0.15 {
            text += &lang.choose(
                format!("；另有 {hidden:.1}% 在图外"),
                format!("; {hidden:.1}% lie beyond"),
            );
        }
        let at = Point::new(body.left, body.bottom);
        let left = canvas.text(&text, ink, at, Along::Start, Across::Bottom);
        let label = indicator_label(self.summary, &self.target.indicator, lang);
        let unit = self.measure.caption();
        let unit = if unit.is_empty() {
            String::new()
        } else {
            lang.choose(format!("（{unit}）"), format!(" ({unit})"))
        };
        let caption = format!("{label}{unit}");
        let room = frame.area.right - left.right - canvas.px(30.0);
        for line in canvas.fitted(&caption, Type::Note, room, 1) {
            let at = Point::new(frame.area.right, body.bottom);
            canvas.text(&line, ink, at, Along::End, Across::Bottom);
        }
    }
}

/// Room that a mark's words take.
fn extent(canvas: &Canvas, mark: &Mark) -> f64 {
    canvas.text_width(&mark.text, mark.ink.0) + canvas.px(28.0)
}

/// The marks whose words have room beside each other: on a narrow sheet they are smaller, and the central path's, the last, may go.
fn fitting(canvas: &Canvas, mut marks: Vec<Mark>) -> Vec<Mark> {
    let room = canvas.width() - 2.0 * canvas.theme().margin();
    let wide = |marks: &[Mark]| marks.iter().map(|mark| extent(canvas, mark)).sum::<f64>() > room;
    if wide(&marks) {
        for mark in &mut marks {
            mark.ink.0 = Type::Note;
        }
    }
    while marks.len() > 1 && wide(&marks) {
        marks.pop();
    }
    marks
}

/// Upright lines through the bars; their words stand in a row above, moved apart, each tied to its line.
fn draw_marks(canvas: &mut Canvas, frame: &Frame, marks: &[Mark]) {
    let wanted: Vec<(f64, f64)> = marks
        .iter()
        .map(|mark| (frame.across(mark.value), extent(canvas, mark)))
        .collect();
    let margin = canvas.theme().margin() - canvas.px(14.0);
    let places = spread(&wanted, margin, canvas.width() - margin);
    let leading = Theme::leading(canvas.face(Type::Label));
    let foot = frame.area.top - leading * 0.75;
    for (mark, x) in marks.iter().zip(places).rev() {
        frame.line(
            canvas,
            &[(mark.value, frame.y.low), (mark.value, frame.y.high)],
            mark.stroke,
        );
        let line = frame.across(mark.value);
        let tie = vec![Point::new(line, frame.area.top), Point::new(x, foot)];
        canvas.stroke(
            tie,
            mark.stroke.color,
            mark.stroke.width.min(canvas.px(2.0)),
        );
        let at = Point::new(x, foot - canvas.px(2.0));
        canvas.text(&mark.text, mark.ink, at, Along::Middle, Across::Bottom);
    }
}

//! The exceedance curve: how likely at least each value is (or, of ceilings, at most), and what that says of the targets.

use super::super::backend::Area;
use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{
    Axis, Canvas, Frame, Grid, Key, Marker, Obstacles, Sample, Stroke, Theme, Type, color,
};
use super::super::words::{Bounds, Lang, Measure, bounds, outcome_of};
use super::callout::{self, Callout, Words};
use super::cumulative::Cumulative;
use super::histogram::Bars;
use super::imprint::imprint_of_targets;
use super::marks::extended;
use super::series::{Series, measure_of};
use super::year_frame::YearFrame;
use crate::results::{ActualSummary, Summary, TargetSummary};

/// The chances whose values are read off: of nine in ten, one in two, one in ten.
const LEVELS: [f64; 3] = [0.9, 0.5, 0.1];
/// Labelled heights of the axis.
const TICKS: [f64; 7] = [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0];
/// Those that keep their labels where there is no room for all.
const FEW: [f64; 3] = [0.0, 0.5, 1.0];
/// Places across at which the error's band bends.
const SLICES: usize = 120;

/// Draws how likely an indicator is to be at least each value in a target's year, with every target on the same indicator and year, its
/// probability as the height of a bar, and the outcome if it is known. Where all of the targets are ceilings it is how likely at most each
/// value is.
///
/// # Errors
///
/// The run has no target of this id, or no distribution to judge it by.
pub fn exceedance(summary: &Summary, target: &str, style: &Style) -> Result<Chart, ChartError> {
    let missing = || ChartError::NoTarget(target.to_owned());
    let found = summary.targets.iter().find(|judged| judged.id == target);
    let target = found.ok_or_else(missing)?;
    let same = |it: &&TargetSummary| it.indicator == target.indicator && it.year == target.year;
    let targets: Vec<&TargetSummary> = summary.targets.iter().filter(same).collect();
    let run = &summary.run;
    let whole = 1.0 - run.failed_paths.count as f64 / run.paths.max(1) as f64;
    let curve = Cumulative::of(&target.histogram, &targets, whole).ok_or_else(missing)?;
    let ceilings = targets.iter().all(|it| bounds(it).low.is_infinite());
    let picture = Exceedance {
        summary,
        target,
        side: if ceilings {
            Side::AtMost
        } else {
            Side::AtLeast
        },
        targets,
        curve,
        actual: outcome_of(summary, target),
        measure: measure_of(summary, &target.indicator, style.lang),
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

/// Which chance is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    AtLeast,
    AtMost,
}

pub(super) struct Exceedance<'a> {
    pub(super) summary: &'a Summary,
    /// The one asked for; what does not depend on its bounds is the same for the others.
    pub(super) target: &'a TargetSummary,
    /// All on the same indicator and year.
    targets: Vec<&'a TargetSummary>,
    pub(super) side: Side,
    curve: Cumulative,
    pub(super) actual: Option<&'a ActualSummary>,
    pub(super) measure: Measure,
    pub(super) lang: Lang,
}

impl Exceedance<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let foot = imprint_of_targets(self.summary, &self.targets, self.lang);
        let bottom = canvas.foot(&foot);
        let body = canvas.body(top, bottom);
        let keys = self.keys(canvas, body);
        let below = canvas.legend(&keys, body.left, body.top, body.right);
        let body = Area::new(body.left, below, body.right, body.bottom);
        let frame = self.frame(canvas, body);
        frame.grid(canvas, Grid::Level);
        levels(canvas, &frame);
        self.captions(canvas, &frame, body);
        self.band(canvas, &frame);
        frame.line(canvas, &self.points(&frame), line(canvas));
        let callouts = self.callouts(canvas, &frame);
        for callout in &callouts {
            callout.clear(canvas);
            callout.draw(canvas, &frame);
        }
        for target in &self.targets {
            self.bar(canvas, &frame, target);
        }
        self.read_off(canvas, &frame);
        if let Some(actual) = self.actual {
            frame.outcome(canvas, self.spot(actual));
        }
        self.note(canvas, &frame, &callouts);
    }

    /// The chance that is drawn at a value.
    fn height(&self, value: f64) -> f64 {
        match self.side {
            Side::AtLeast => self.curve.at_least(value),
            Side::AtMost => self.curve.at_most(value),
        }
    }

    /// The values that nine in ten, half and one in ten of the paths reach, or do not exceed. Paths that failed have no quantile.
    pub(super) fn quantiles(&self) -> Option<[f64; 3]> {
        if self.summary.run.failed_paths.count > 0 {
            return None;
        }
        let series = Series::read(self.summary, &self.target.indicator).ok()?;
        let year = series.year(self.target.year)?;
        let (low, high) = year.interval(super::series::Level::Eighty);
        Some(match self.side {
            Side::AtLeast => [low, year.median, high],
            Side::AtMost => [high, year.median, low],
        })
    }

    fn keys(&self, canvas: &Canvas, body: Area) -> Vec<Key> {
        let lang = self.lang;
        let mut keys = vec![Key::new(
            Sample::Mark(Marker::Diamond, color::TARGET),
            lang.choose(
                "目标：竖线高度为达标概率",
                "target: the vertical line is as tall as its probability",
            ),
        )];
        if self.actual.is_some() {
            let name = lang.choose("实际", "outcome");
            keys.push(Key::new(Sample::Mark(Marker::Star, color::OUTCOME), name));
        }
        if self.band_shows(canvas, body.height()) {
            let name = lang.choose("95% 误差带", "95% error band");
            keys.push(Key::new(Sample::Block(color::BAND_INNER), name));
        }
        keys
    }

    /// Whether the error of independent paths can be seen at this height of the plot; of other samplers only the targets' errors are known.
    fn band_shows(&self, canvas: &Canvas, height: f64) -> bool {
        let run = &self.summary.run;
        let [low, high] = run.interval95(0.5, 0.0);
        run.replicates.is_none() && (high - low) * height > canvas.px(9.0)
    }

    /// Decimals for computed values on this picture.
    pub(super) fn decimals(&self) -> usize {
        let (low, high) = self.reach();
        self.measure.decimals((high - low) * 0.6)
    }

    /// Where the distribution begins and ends, without its far tails.
    fn reach(&self) -> (f64, f64) {
        let median = self.target.median;
        let bars = Bars::of(&self.target.histogram, false);
        bars.reach().unwrap_or((median, median))
    }

    fn frame(&self, canvas: &Canvas, body: Area) -> Frame {
        let bounds = self.targets.iter().flat_map(|target| {
            let Bounds { low, high } = bounds(target);
            [low, high].into_iter().filter(|bound| bound.is_finite())
        });
        let known = self.actual.map(|actual| actual.value);
        let (low, high) = extended(self.reach(), bounds.chain(known));
        let pad = (high - low) * 0.02;
        let leading = Theme::leading(canvas.face(Type::Label));
        let note = Theme::leading(canvas.face(Type::Note)) + canvas.px(16.0);
        let (top, bottom) = (
            body.top + note,
            body.bottom - 2.0 * leading - canvas.px(16.0),
        );
        let y = chances((bottom - top) > 11.0 * leading);
        let sample = self.measure.number(high, self.decimals());
        let most = (body.width() / (canvas.text_width(&sample, Type::Label) * 2.2)) as usize;
        let x = Axis::exact(low - pad, high + pad, most.clamp(3, 11), &self.measure);
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        let area = Area::new(left, top, body.right - canvas.px(20.0), bottom);
        Frame { area, x, y }
    }

    /// The curve from edge to edge of the frame.
    fn points(&self, frame: &Frame) -> Vec<(f64, f64)> {
        let mut values = vec![frame.x.low, frame.x.high];
        let inside = |value: &f64| *value > frame.x.low && *value < frame.x.high;
        values.extend(self.curve.values().filter(inside));
        values.sort_by(f64::total_cmp);
        let place = |value| (value, self.height(value));
        values.into_iter().map(place).collect()
    }

    fn band(&self, canvas: &mut Canvas, frame: &Frame) {
        if !self.band_shows(canvas, frame.area.height()) {
            return;
        }
        let step = (frame.x.high - frame.x.low) / SLICES as f64;
        let edge = |which: usize| -> Vec<(f64, f64)> {
            let values = (0..=SLICES).map(|index| frame.x.low + index as f64 * step);
            let place = |value| {
                let share = self.height(value).clamp(0.0, 1.0);
                (value, self.summary.run.interval95(share, 0.0)[which])
            };
            values.map(place).collect()
        };
        frame.band(canvas, &edge(0), &edge(1), color::BAND_INNER);
    }

    /// From where to where the line of a target reaches: its length is the probability.
    fn span(&self, target: &TargetSummary) -> (f64, f64, f64) {
        let Bounds { low, high } = bounds(target);
        match (low.is_finite(), high.is_finite(), self.side) {
            (true, false, _) => (low, 0.0, self.height(low)),
            (false, true, Side::AtMost) => (high, 0.0, self.height(high)),
            (false, true, Side::AtLeast) => {
                let foot = self.height(high);
                (high, foot, foot + target.probability)
            }
            _ => (high, self.height(high), self.height(low)),
        }
    }

    /// Where a target's words belong: at its bound, or at the middle of a range's line.
    fn anchor(&self, target: &TargetSummary) -> (f64, f64) {
        let (value, foot, head) = self.span(target);
        let Bounds { low, high } = bounds(target);
        match (low.is_finite(), high.is_finite(), self.side) {
            (true, true, _) => (value, f64::midpoint(foot, head)),
            (false, true, Side::AtLeast) => (value, foot),
            _ => (value, head),
        }
    }

    /// A target's line with a diamond at its bound; of a range one at both, and a level line from the lower.
    fn bar(&self, canvas: &mut Canvas, frame: &Frame, target: &TargetSummary) {
        let (value, foot, head) = self.span(target);
        let stroke = Stroke::solid(color::TARGET, canvas.px(4.0));
        frame.line(canvas, &[(value, foot), (value, head)], stroke);
        let Bounds { low, high } = bounds(target);
        let mut marks = vec![self.anchor(target)];
        if low.is_finite() && high.is_finite() {
            let dash = (canvas.px(6.0), canvas.px(5.0));
            let level = Stroke::dashed(color::TARGET, canvas.px(2.5), dash);
            frame.line(canvas, &[(low, head), (high, head)], level);
            marks = vec![(low, head), (high, foot)];
        }
        let radius = canvas.px(8.0);
        for at in marks {
            frame.marker(canvas, at, Marker::Diamond, color::TARGET, radius);
        }
    }

    /// Where the outcome stands: on the curve, or at the foot if it is on another base.
    fn spot(&self, actual: &ActualSummary) -> (f64, f64) {
        let height = if actual.other_base {
            0.0
        } else {
            self.height(actual.value)
        };
        (actual.value, height)
    }

    /// The values at which the curve crosses those lines; none of counts so small that one value has several.
    fn crossings(&self) -> Vec<(f64, f64)> {
        let values = self.quantiles().into_iter().flatten().zip(LEVELS);
        let values: Vec<(f64, f64)> = values.collect();
        let apart = values.windows(2).all(|pair| pair[0].0 != pair[1].0);
        if apart { values } else { Vec::new() }
    }

    /// A small ring where the curve crosses the lines of nine in ten, half and one in ten.
    fn read_off(&self, canvas: &mut Canvas, frame: &Frame) {
        let radius = canvas.px(7.0);
        for at in self.crossings() {
            frame.marker(canvas, at, Marker::Ring, color::STRONG, radius);
        }
    }

    /// The words that find a place: of the targets in full or else in one line each, of the outcome, and of the values read off.
    fn callouts(&self, canvas: &Canvas, frame: &Frame) -> Vec<Callout> {
        let (measure, run, lang) = (&self.measure, &self.summary.run, self.lang);
        let tries = [callout::words, callout::brief].map(|words| {
            let mut obstacles = self.obstacles(canvas, frame);
            let place = |words| Callout::place(canvas, frame, &mut obstacles, words);
            let known = self.actual.map(|actual| {
                callout::outcome_words(actual, measure, lang).moved(self.spot(actual))
            });
            let asked = self
                .targets
                .iter()
                .map(|target| words(target, measure, run, lang).moved(self.anchor(target)));
            let said: Vec<Words> = asked.chain(known).chain(self.read_values()).collect();
            said.into_iter().filter_map(place).collect::<Vec<Callout>>()
        });
        let [full, brief] = tries;
        if spoken(&full) < spoken(&brief) {
            brief
        } else {
            full
        }
    }

    /// The values of nine in ten, half and one in ten.
    fn read_values(&self) -> Vec<Words> {
        let decimals = self.decimals();
        let words = |(value, level)| {
            let text = self.measure.value(value, decimals);
            Words::aside((value, level), (text, Type::Label, color::STRONG))
        };
        self.crossings().into_iter().map(words).collect()
    }

    /// What words may not cover: the curve and the marks.
    fn obstacles(&self, canvas: &Canvas, frame: &Frame) -> Obstacles {
        let pad = canvas.px(8.0);
        let mut obstacles = Obstacles::within(frame.area.grown(-pad / 2.0));
        let line = |from: (f64, f64), to: (f64, f64)| {
            let (a, b) = (frame.place(from), frame.place(to));
            let (left, right) = (a.x.min(b.x), a.x.max(b.x));
            Area::new(left, a.y.min(b.y), right, a.y.max(b.y)).grown(pad)
        };
        for pair in self.points(frame).windows(2) {
            obstacles.block(line(pair[0], pair[1]));
        }
        for target in &self.targets {
            let (value, foot, head) = self.span(target);
            obstacles.block(line((value, foot), (value, head)));
            let Bounds { low, high } = bounds(target);
            if low.is_finite() && high.is_finite() {
                obstacles.block(line((low, head), (high, head)));
            }
        }
        if let Some(actual) = self.actual {
            let at = self.spot(actual);
            obstacles.block_mark(line(at, at).grown(pad));
        }
        obstacles
    }

    /// How many targets found no room for their words, if any.
    fn note(&self, canvas: &mut Canvas, frame: &Frame, callouts: &[Callout]) {
        let silent = self.targets.len().saturating_sub(spoken(callouts));
        if silent > 0 {
            let text = self.lang.choose(
                format!("另有 {silent} 项见目标达成概率图"),
                format!("{silent} more: see the chart of target probabilities"),
            );
            YearFrame::draw_note(canvas, frame, &text);
        }
    }
}

/// The lines of nine in ten, half and one in ten stand out.
fn levels(canvas: &mut Canvas, frame: &Frame) {
    let dash = (canvas.px(6.0), canvas.px(6.0));
    let stroke = Stroke::dashed(color::AXIS, canvas.px(2.0), dash);
    for level in LEVELS {
        let ends = [(frame.x.low, level), (frame.x.high, level)];
        frame.line(canvas, &ends, stroke);
    }
}

/// How many targets the callouts speak of.
fn spoken(callouts: &[Callout]) -> usize {
    callouts
        .iter()
        .filter(|callout| callout.of_target())
        .count()
}

/// The axis of chances, with room over certainty; without room for all labels those of nine and one in ten and of the quarters go.
fn chances(roomy: bool) -> Axis {
    let label = |share: &f64| {
        let named = roomy || FEW.contains(share);
        let text = if named {
            format!("{:.0}%", share * 100.0)
        } else {
            String::new()
        };
        (*share, text)
    };
    Axis {
        low: 0.0,
        high: 1.03,
        ticks: TICKS.iter().map(label).collect(),
    }
}

fn line(canvas: &Canvas) -> Stroke {
    Stroke::solid(color::STRONG, canvas.px(5.0))
}

//! The fan: where an indicator may go, year by year, and the targets that lie in its way.

use super::super::backend::{Area, Color};
use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{Canvas, Frame, Grid, Key, Marker, Sample, Stroke, Type, color};
use super::super::words::{Lang, Measure, Word, actuals_of, targets_of};
use super::callout::{self, Callout, Words};
use super::imprint::{imprint, plus_minus, unseeded, vintage};
use super::series::{Level, Series, Year};
use super::year_frame::{EndLabel, YearFrame, curve};
use crate::results::{ActualSummary, Summary, TargetSummary};

/// The bands, widest first, with what they are called.
const BANDS: [(Level, Color, Word); 3] = [
    (Level::NinetyFive, color::BAND_OUTER, Word::Interval95),
    (Level::Eighty, color::BAND_MIDDLE, Word::Interval80),
    (Level::Half, color::BAND_INNER, Word::Interval50),
];

/// How much the axis is lengthened upward, in parts of its range, until every target has room for its words.
const HEADROOM: [f64; 7] = [0.0, 0.12, 0.25, 0.4, 0.6, 0.9, 1.3];
/// How many of these are tried with each word alone before those of a year stand together.
const ALONE: usize = 4;

/// Draws the fan of an indicator: 50, 80 and 95 % bands, median, central path, every target on it with its probability, and the
/// outcomes known since.
///
/// # Errors
///
/// The run has no such indicator.
pub fn fan(summary: &Summary, indicator: &str, style: &Style) -> Result<Chart, ChartError> {
    let past = Series::past(summary, indicator);
    let series = Series::read(summary, indicator)?;
    let series = series.starting_from(&past, summary.scenario.base_year);
    let fan = Fan {
        summary,
        indicator,
        measure: series.measure(style.lang),
        points: series.points(),
        targets: targets_of(summary, indicator),
        actuals: actuals_of(summary, indicator)
            .into_iter()
            .filter(|actual| series.year(actual.year).is_some())
            .collect(),
        lang: style.lang,
        past,
        series,
    };
    let mut canvas = Canvas::new(style);
    fan.draw(&mut canvas);
    Ok(canvas.finish())
}

pub(super) struct Fan<'a> {
    pub(super) summary: &'a Summary,
    pub(super) indicator: &'a str,
    pub(super) series: Series<'a>,
    pub(super) measure: Measure,
    /// Years before the simulated ones.
    past: Vec<Year>,
    pub(super) points: Vec<Year>,
    pub(super) targets: Vec<&'a TargetSummary>,
    /// Outcomes in simulated years.
    actuals: Vec<&'a ActualSummary>,
    pub(super) lang: Lang,
}

impl Fan<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let bottom = canvas.foot(&self.foot());
        let body = canvas.body(top, bottom);
        let below = canvas.legend(&self.keys(canvas), body.left, body.top, body.right);
        let body = Area::new(body.left, below + canvas.px(14.0), body.right, body.bottom);
        let ends = self.ends();
        let years = self.year_frame(&ends);
        let (frame, callouts) = self.arrange(canvas, body, &years);
        frame.grid(canvas, Grid::Level);
        self.bands(canvas, &frame);
        self.history(canvas, &frame);
        self.lines(canvas, &frame);
        self.base_mark(canvas, &frame);
        for callout in &callouts {
            callout.draw(canvas, &frame);
        }
        for target in &self.targets {
            callout::draw_mark(canvas, &frame, target);
        }
        for actual in &self.actuals {
            frame.outcome(canvas, callout::spot(actual));
        }
        years.draw_labels(canvas, &frame, body);
        let silent = self.said() - spoken(&callouts);
        if silent > 0 {
            let text = self.lang.choose(
                format!("另有 {silent} 项见目标达成概率图"),
                format!("{silent} more: see the chart of target probabilities"),
            );
            YearFrame::draw_note(canvas, &frame, &text);
        }
    }

    fn year_frame<'a>(&'a self, ends: &'a [EndLabel]) -> YearFrame<'a> {
        let last = self.series.last().calendar;
        YearFrame {
            measure: &self.measure,
            lang: self.lang,
            reach: self.reach(),
            span: (self.first().calendar, last),
            marked_end: self.targets.iter().any(|target| target.year == last)
                || self.actuals.iter().any(|actual| actual.year == last),
            ends,
        }
    }

    /// The earliest year that is drawn.
    fn first(&self) -> &Year {
        self.past.first().unwrap_or(&self.points[0])
    }

    fn foot(&self) -> Vec<String> {
        let mut text = imprint(self.summary, self.lang);
        if let Some(vintage) = vintage(self.summary, self.indicator, self.lang) {
            text = format!("{text} · {vintage}");
        }
        if !self.targets.is_empty() {
            text = format!("{text} · {}", plus_minus(self.lang));
        }
        let targets = self.targets.iter().copied();
        if let Some(note) = unseeded(targets, &self.summary.run, self.lang) {
            text = format!("{text} · {note}");
        }
        vec![text]
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let say = |word: Word| word.say(self.lang).to_owned();
        let sample = match self.past.len() {
            1 => Sample::Mark(Marker::Disc, color::CENTRAL),
            _ => Sample::MarkedLine(past_line(canvas), Marker::Disc),
        };
        let past = Key::new(sample, say(Word::History));
        let bands = BANDS
            .iter()
            .rev()
            .map(|&(_, color, word)| Key::new(Sample::Block(color), say(word)));
        let past = (!self.past.is_empty()).then_some(past);
        let mut keys: Vec<Key> = past.into_iter().chain(bands).collect();
        keys.push(Key::new(
            Sample::Line(median_line(canvas)),
            say(Word::Median),
        ));
        keys.push(Key::new(
            Sample::Line(central_lines(canvas)[1]),
            say(Word::Central),
        ));
        if !self.targets.is_empty() {
            keys.push(Key::new(
                Sample::Mark(Marker::Diamond, color::TARGET),
                say(Word::Target),
            ));
        }
        if !self.actuals.is_empty() {
            keys.push(Key::new(
                Sample::Mark(Marker::Star, color::OUTCOME),
                say(Word::Actual),
            ));
        }
        keys
    }

    /// How many targets and outcomes want words.
    fn said(&self) -> usize {
        self.targets.len() + self.actuals.len()
    }

    /// Chooses the axes so that the words of every outcome and target find a free place, each alone or else those of a year together; what
    /// finds none at the last try is left to the target board.
    fn arrange(&self, canvas: &Canvas, body: Area, years: &YearFrame<'_>) -> (Frame, Vec<Callout>) {
        let alone = HEADROOM[..ALONE].iter().map(|headroom| (*headroom, false));
        let together = HEADROOM.iter().map(|headroom| (*headroom, true));
        let mut best: Option<((usize, usize), Frame, Vec<Callout>)> = None;
        for (headroom, together) in alone.chain(together) {
            let frame = years.frame(canvas, body, headroom);
            let callouts = self.callouts(canvas, &frame, together);
            let upright = callouts
                .iter()
                .filter(|callout| callout.is_upright(&frame))
                .count();
            // A list far from its marks is worse than a higher axis.
            let whole =
                spoken(&callouts) == self.said() && (!together || upright == callouts.len());
            let score = (spoken(&callouts), upright);
            if whole || best.as_ref().is_none_or(|(known, ..)| score > *known) {
                best = Some((score, frame, callouts));
            }
            if whole {
                break;
            }
        }
        let silent = || (years.frame(canvas, body, 0.0), Vec::new());
        best.map_or_else(silent, |(_, frame, callouts)| (frame, callouts))
    }

    /// The words that find a place, outcomes first.
    fn callouts(&self, canvas: &Canvas, frame: &Frame, together: bool) -> Vec<Callout> {
        let years: Vec<Year> = self.past.iter().chain(&self.points).copied().collect();
        let mut obstacles = callout::obstacles(canvas, frame, &years, &self.targets, &self.actuals);
        let (measure, run, lang) = (&self.measure, &self.summary.run, self.lang);
        let words: Vec<Words> = if together {
            callout::by_year(&self.targets, &self.actuals, measure, run, lang)
        } else {
            let known = self.actuals.iter();
            let known = known.map(|actual| callout::outcome_words(actual, measure, lang));
            let asked = self.targets.iter();
            let asked = asked.map(|target| callout::words(target, measure, run, lang));
            known.chain(asked).collect()
        };
        words
            .into_iter()
            .filter_map(|words| Callout::place(canvas, frame, &mut obstacles, words))
            .collect()
    }

    /// Least and greatest of all that is drawn.
    fn reach(&self) -> (f64, f64) {
        let bands = self
            .points
            .iter()
            .map(|point| point.interval(Level::NinetyFive));
        let central = self
            .points
            .iter()
            .map(|point| (point.central, point.central));
        let asked = self.targets.iter().map(|target| callout::extent(target));
        let known = self
            .actuals
            .iter()
            .map(|actual| (actual.value, actual.value));
        let past = self.past.iter().map(|year| (year.median, year.median));
        let drawn = bands.chain(central).chain(asked).chain(known).chain(past);
        drawn.fold((f64::INFINITY, f64::NEG_INFINITY), |reach, (low, high)| {
            (reach.0.min(low), reach.1.max(high))
        })
    }

    fn bands(&self, canvas: &mut Canvas, frame: &Frame) {
        for (level, fill, _) in BANDS {
            let low = curve(canvas, frame, &self.points, |point| point.interval(level).0);
            let high = curve(canvas, frame, &self.points, |point| point.interval(level).1);
            frame.band(canvas, &low, &high, fill);
        }
    }

    fn history(&self, canvas: &mut Canvas, frame: &Frame) {
        if self.past.is_empty() {
            return;
        }
        let years = self.past.iter();
        let line: Vec<(f64, f64)> = years
            .map(|year| (f64::from(year.calendar), year.median))
            .collect();
        frame.line(canvas, &line, past_line(canvas));
        // A lone year is a ring around the mark of the base year.
        let radius = canvas.px(if line.len() == 1 { 10.0 } else { 5.0 });
        for at in line {
            frame.marker(canvas, at, Marker::Disc, color::CENTRAL, radius);
        }
    }

    fn lines(&self, canvas: &mut Canvas, frame: &Frame) {
        let median = curve(canvas, frame, &self.points, |point| point.median);
        let central = curve(canvas, frame, &self.points, |point| point.central);
        frame.line(canvas, &median, median_line(canvas));
        for stroke in central_lines(canvas) {
            frame.line(canvas, &central, stroke);
        }
    }

    fn base_mark(&self, canvas: &mut Canvas, frame: &Frame) {
        if let Some(base) = &self.series.base {
            let radius = canvas.px(7.0);
            let at = (f64::from(base.calendar), base.median);
            frame.marker(canvas, at, Marker::Disc, color::STRONG, radius);
        }
    }

    /// The last year's median and outer band, as numbers.
    fn ends(&self) -> Vec<EndLabel> {
        let last = self.series.last();
        let decimals = self.decimals();
        let label = |value: f64, ink| EndLabel {
            text: self.measure.number(value, decimals),
            value,
            ink,
            mark: None,
        };
        let (low, high) = last.interval(Level::NinetyFive);
        let mut labels = vec![label(last.median, (Type::Strong, color::STRONG))];
        if high > low {
            labels.extend([high, low].map(|edge| label(edge, (Type::Label, color::MUTED))));
        }
        labels
    }
}

/// How many marks the callouts speak of.
fn spoken(callouts: &[Callout]) -> usize {
    callouts.iter().map(Callout::marks).sum()
}

fn past_line(canvas: &Canvas) -> Stroke {
    Stroke::solid(color::CENTRAL, canvas.px(3.5))
}

fn median_line(canvas: &Canvas) -> Stroke {
    Stroke::solid(color::STRONG, canvas.px(5.0))
}

/// A thin broken line on a pale edge, so that it shows on the median's as well.
fn central_lines(canvas: &Canvas) -> [Stroke; 2] {
    let dash = (canvas.px(10.0), canvas.px(7.0));
    [
        Stroke::solid(color::PAPER.with_alpha(0.75), canvas.px(4.0)),
        Stroke::dashed(color::CENTRAL, canvas.px(2.0), dash),
    ]
}

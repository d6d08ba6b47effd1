//! The fan: where an indicator may go, year by year, and the targets that lie in its way.

use super::super::backend::{Area, Color, Point};
use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Heading, Key, Marker, Obstacles, Sample, Stroke,
    Theme, Type, color, spread,
};
use super::super::words::{Bounds, Lang, Measure, Word, bounds, indicator_label, targets_of};
use super::callout::{self, Callout, half_mark};
use super::imprint::{imprint, plus_minus};
use super::series::{Level, Series, Year};
use crate::results::{Summary, TargetSummary};

/// The bands, widest first, with what they are called.
const BANDS: [(Level, Color, Word); 3] = [
    (Level::NinetyFive, color::BAND_OUTER, Word::Interval95),
    (Level::Eighty, color::BAND_MIDDLE, Word::Interval80),
    (Level::Half, color::BAND_INNER, Word::Interval50),
];

/// How much the axis is lengthened upward, in parts of its range, until every target has room for its words.
const HEADROOM: [f64; 7] = [0.0, 0.12, 0.25, 0.4, 0.6, 0.9, 1.3];

/// Slices of a year in which the place that bands take is told to labels.
const SLICES: usize = 6;

/// Draws the fan of an indicator: 50, 80 and 95 % bands, median, central path, and every target on it with its probability.
///
/// # Errors
///
/// The run has no such indicator.
pub fn fan(summary: &Summary, indicator: &str, style: &Style) -> Result<Chart, ChartError> {
    let series = Series::read(summary, indicator)?;
    let fan = Fan {
        summary,
        indicator,
        measure: series.measure(style.lang),
        points: series.points(),
        targets: targets_of(summary, indicator),
        lang: style.lang,
        series,
    };
    let mut canvas = Canvas::new(style);
    fan.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Fan<'a> {
    summary: &'a Summary,
    indicator: &'a str,
    series: Series<'a>,
    measure: Measure,
    points: Vec<Year>,
    targets: Vec<&'a TargetSummary>,
    lang: Lang,
}

impl Fan<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let bottom = canvas.foot(&self.foot());
        let body = canvas.body(top, bottom);
        let below = canvas.legend(&self.keys(canvas), body.left, body.top, body.right);
        let body = Area::new(body.left, below + canvas.px(14.0), body.right, body.bottom);
        let (frame, callouts) = self.arrange(canvas, body);
        frame.grid(canvas, Grid::Level);
        self.caption(canvas, &frame, body);
        self.bands(canvas, &frame);
        self.lines(canvas, &frame);
        self.base_mark(canvas, &frame);
        for callout in &callouts {
            callout.draw(canvas, &frame);
        }
        for target in &self.targets {
            callout::draw_mark(canvas, &frame, target);
        }
        self.ends(canvas, &frame);
        self.left_out(canvas, &frame, self.targets.len() - callouts.len());
    }

    /// Says how many targets found no room for their words.
    fn left_out(&self, canvas: &mut Canvas, frame: &Frame, count: usize) {
        if count == 0 {
            return;
        }
        let text = self.lang.choose(
            format!("另有 {count} 项目标的概率见目标达成概率图"),
            format!("{count} more: see the chart of target probabilities"),
        );
        let at = Point::new(frame.area.right, frame.area.top - canvas.px(20.0));
        let ink = (Type::Note, color::MUTED);
        canvas.text(&text, ink, at, Along::End, Across::Bottom);
    }

    fn heading(&self) -> Heading {
        let label = indicator_label(self.summary, self.indicator, self.lang);
        let (first, last) = (self.points[0].year, self.series.last().year);
        let years = self.lang.years(first, last);
        Heading {
            title: self.lang.choose(
                format!("{label}的可能走势，{years}"),
                format!("{label}, {years}: range of outcomes"),
            ),
            subtitle: self.lang.pick(&self.summary.scenario.title).to_owned(),
            sentences: self.sentences(),
        }
    }

    /// The median and the 95 % interval, in the first target year and at the end.
    fn sentences(&self) -> Vec<String> {
        let judged = self.targets.iter();
        let near = judged
            .filter_map(|target| self.series.year(target.year))
            .next();
        let near = near.unwrap_or(&self.series.years[0]);
        let mut told = vec![near];
        if self.series.last().year != near.year {
            told.push(self.series.last());
        }
        told.into_iter().map(|point| self.tell(point)).collect()
    }

    fn tell(&self, point: &Year) -> String {
        let decimals = self.measure.decimals(Series::width(point));
        let (low, high) = point.interval(Level::NinetyFive);
        let median = self.measure.value(point.median, decimals);
        let interval = self.measure.interval(low, high, decimals, self.lang);
        let year = point.year;
        if low == high {
            return self.lang.choose(
                format!("{year}年为 {median}，没有不确定性。"),
                format!("{year}: {median}, with no uncertainty."),
            );
        }
        self.lang.choose(
            format!("{year}年中位数 {median}（95% 区间 {interval}）。"),
            format!("{year}: median {median} (95% interval {interval})."),
        )
    }

    fn foot(&self) -> Vec<String> {
        let mut text = imprint(self.summary, self.lang);
        if !self.targets.is_empty() {
            text = format!("{text} · {}", plus_minus(self.lang));
        }
        vec![text]
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let say = |word: Word| word.say(self.lang).to_owned();
        let mut keys: Vec<Key> = BANDS
            .iter()
            .rev()
            .map(|&(_, color, word)| Key::new(Sample::Block(color), say(word)))
            .collect();
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
        keys
    }

    /// Chooses the axes so that every target's words find a free place; what finds none at the last try is left to the target board.
    fn arrange(&self, canvas: &Canvas, body: Area) -> (Frame, Vec<Callout<'_>>) {
        let mut best = self.try_headroom(canvas, body, HEADROOM[0]);
        for headroom in &HEADROOM[1..] {
            if best.1.len() == self.targets.len() {
                break;
            }
            let next = self.try_headroom(canvas, body, *headroom);
            if next.1.len() > best.1.len() {
                best = next;
            }
        }
        best
    }

    fn try_headroom(
        &self,
        canvas: &Canvas,
        body: Area,
        headroom: f64,
    ) -> (Frame, Vec<Callout<'_>>) {
        let frame = self.frame(canvas, body, headroom);
        let mut obstacles = self.obstacles(canvas, &frame);
        let callouts = self
            .targets
            .iter()
            .filter_map(|target| {
                let words =
                    callout::words(target, &self.measure, self.summary.run.paths, self.lang);
                Callout::place(canvas, &frame, &mut obstacles, (target, words))
            })
            .collect();
        (frame, callouts)
    }

    fn frame(&self, canvas: &Canvas, body: Area, headroom: f64) -> Frame {
        let (low, high) = self.reach();
        let caption = Theme::leading(canvas.face(Type::Note)) + canvas.px(16.0);
        let scale = Theme::leading(canvas.face(Type::Label)) + canvas.px(16.0);
        let (top, bottom) = (body.top + caption, body.bottom - scale);
        let most = ((bottom - top) / canvas.px(72.0)) as usize;
        let y = Axis::rounded(
            low,
            high + headroom * (high - low),
            most.clamp(3, 9),
            &self.measure,
        );
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        let ends = self.end_labels();
        let right = body.right
            - canvas.widest(ends.iter().map(|end| end.0.as_str()), Type::Strong)
            - canvas.px(16.0);
        let (first, last) = (self.points[0].year, self.series.last().year);
        let most = ((right - left) / (canvas.text_width("2030", Type::Label) * 1.7)) as usize;
        let pad = self.pads();
        Frame {
            area: Area::new(left, top, right, bottom),
            x: Axis::years(first, last, pad, most),
            y,
        }
    }

    /// Room before the first and after the last year, in years: a target's mark is wider than its year.
    fn pads(&self) -> (f64, f64) {
        if self.points.len() == 1 {
            return (1.0, 1.0);
        }
        let last = self.series.last().year;
        let marked = self.targets.iter().any(|target| target.year == last);
        (0.35, if marked { 0.35 } else { 0.06 })
    }

    /// Least and greatest of all that is drawn.
    fn reach(&self) -> (f64, f64) {
        let mut reach = (f64::INFINITY, f64::NEG_INFINITY);
        let mut include = |value: f64| {
            if value.is_finite() {
                reach = (reach.0.min(value), reach.1.max(value));
            }
        };
        for point in &self.points {
            let (low, high) = point.interval(Level::NinetyFive);
            [low, high, point.central]
                .into_iter()
                .for_each(&mut include);
        }
        for target in &self.targets {
            let Bounds { low, high } = bounds(target);
            [low, high].into_iter().for_each(&mut include);
        }
        reach
    }

    /// The outer band with the central path, in upright slices, and the targets' marks.
    fn obstacles(&self, canvas: &Canvas, frame: &Frame) -> Obstacles {
        let pad = canvas.px(8.0);
        let mut obstacles = Obstacles::within(frame.area.grown(-pad));
        for (from, to, low, high) in self.slices(frame, canvas) {
            obstacles.block(Area::new(
                frame.across(from),
                frame.up(high) - pad,
                frame.across(to),
                frame.up(low) + pad,
            ));
        }
        for target in &self.targets {
            obstacles.block_mark(callout::mark(canvas, frame, target).grown(pad));
        }
        obstacles
    }

    /// What the bands and the central path cover, cut into upright slices: from, to, lowest, highest.
    fn slices(&self, frame: &Frame, canvas: &Canvas) -> Vec<(f64, f64, f64, f64)> {
        let edges = |point: &Year| {
            let (low, high) = point.interval(Level::NinetyFive);
            (low.min(point.central), high.max(point.central))
        };
        if let [only] = self.points.as_slice() {
            let (x, half) = (f64::from(only.year), half_mark(canvas, frame));
            let (low, high) = edges(only);
            return vec![(x - half, x + half, low, high)];
        }
        let mut slices = Vec::new();
        for pair in self.points.windows(2) {
            let (a, b) = (edges(&pair[0]), edges(&pair[1]));
            let span = f64::from(pair[1].year - pair[0].year);
            let between = |part: f64| (a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1));
            for index in 0..SLICES {
                let part = |k: usize| k as f64 / SLICES as f64;
                let (from, to) = (between(part(index)), between(part(index + 1)));
                let x = |k: usize| f64::from(pair[0].year) + span * part(k);
                slices.push((x(index), x(index + 1), from.0.min(to.0), from.1.max(to.1)));
            }
        }
        slices
    }

    fn caption(&self, canvas: &mut Canvas, frame: &Frame, body: Area) {
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
    }

    fn bands(&self, canvas: &mut Canvas, frame: &Frame) {
        for (level, fill, _) in BANDS {
            let low = self.curve(canvas, frame, |point| point.interval(level).0);
            let high = self.curve(canvas, frame, |point| point.interval(level).1);
            frame.band(canvas, &low, &high, fill);
        }
    }

    fn lines(&self, canvas: &mut Canvas, frame: &Frame) {
        let median = self.curve(canvas, frame, |point| point.median);
        let central = self.curve(canvas, frame, |point| point.central);
        frame.line(canvas, &median, median_line(canvas));
        for stroke in central_lines(canvas) {
            frame.line(canvas, &central, stroke);
        }
    }

    /// A value over the years; that of a lone year is drawn as wide as a mark.
    fn curve(
        &self,
        canvas: &Canvas,
        frame: &Frame,
        value: impl Fn(&Year) -> f64,
    ) -> Vec<(f64, f64)> {
        let place = |point: &Year| (f64::from(point.year), value(point));
        let points: Vec<(f64, f64)> = self.points.iter().map(place).collect();
        if let [(x, y)] = points[..] {
            let half = half_mark(canvas, frame);
            return vec![(x - half, y), (x + half, y)];
        }
        points
    }

    fn base_mark(&self, canvas: &mut Canvas, frame: &Frame) {
        if let Some(base) = &self.series.base {
            let radius = canvas.px(7.0);
            let at = (f64::from(base.year), base.median);
            frame.marker(canvas, at, Marker::Disc, color::STRONG, radius);
        }
    }

    /// The last year's median and outer band, as numbers: text, value, whether it is the median.
    fn end_labels(&self) -> Vec<(String, f64, bool)> {
        let last = self.series.last();
        let decimals = self.measure.decimals(Series::width(last));
        let (low, high) = last.interval(Level::NinetyFive);
        let mut labels = vec![(
            self.measure.number(last.median, decimals),
            last.median,
            true,
        )];
        if high > low {
            labels.push((self.measure.number(high, decimals), high, false));
            labels.push((self.measure.number(low, decimals), low, false));
        }
        labels
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
        for ((text, _, median), y) in labels.iter().zip(places) {
            let ink = if *median {
                (Type::Strong, color::STRONG)
            } else {
                (Type::Label, color::MUTED)
            };
            let at = Point::new(frame.area.right + canvas.px(12.0), y);
            canvas.text(text, ink, at, Along::Start, Across::Middle);
        }
    }
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

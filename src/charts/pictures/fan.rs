//! The fan: where an indicator may go, year by year, and the targets that lie in its way.

use super::super::backend::{Area, Point};
use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Heading, Key, Marker, Obstacles, Sample, Stroke,
    Theme, Type, color, spread,
};
use super::super::words::{
    Bounds, Chance, Lang, Measure, Word, bounds, demand, indicator_label, targets_of,
};
use super::imprint::{imprint, plus_minus};
use super::series::{Level, Series, Year};
use crate::results::{Summary, TargetSummary};

/// The bands, widest first, with what they are called.
const BANDS: [(Level, super::super::backend::Color, Word); 3] = [
    (Level::NinetyFive, color::BAND_OUTER, Word::Interval95),
    (Level::Eighty, color::BAND_MIDDLE, Word::Interval80),
    (Level::Half, color::BAND_INNER, Word::Interval50),
];

/// How much the axis is lengthened upward, in parts of its range, until every target has room for its words.
const HEADROOM: [f64; 7] = [0.0, 0.12, 0.25, 0.4, 0.6, 0.9, 1.3];

/// Half the width of a target's mark, in years; a lone year's bands are as wide.
const HALF_MARK: f64 = 0.28;

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

/// A target's words and where they stand.
struct Callout<'a> {
    target: &'a TargetSummary,
    lines: Vec<(String, Type, super::super::backend::Color)>,
    area: Area,
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
            draw_callout(canvas, &frame, callout);
        }
        for target in &self.targets {
            draw_target(canvas, &frame, target);
        }
        self.ends(canvas, &frame);
    }

    fn heading(&self) -> Heading {
        let label = indicator_label(self.summary, self.indicator, self.lang);
        let (first, last) = (self.points[0].year, self.series.last().year);
        let years = self.lang.years(first, last);
        Heading {
            title: self.lang.choose(
                format!("{label}的可能走势，{years}"),
                format!("{label}: where it may go, {years}"),
            ),
            subtitle: self.lang.pick(&self.summary.scenario.title).to_owned(),
            statements: vec![self.statement()],
        }
    }

    /// The median and the 95 % interval, in the first target year and at the end.
    fn statement(&self) -> String {
        let near = self
            .targets
            .iter()
            .find_map(|target| self.series.year(target.year));
        let near = near.unwrap_or(&self.series.years[0]);
        let mut told = vec![near];
        if self.series.last().year != near.year {
            told.push(self.series.last());
        }
        let parts: Vec<String> = told.into_iter().map(|point| self.tell(point)).collect();
        let parts = parts.join(self.lang.choose("；", "; "));
        self.lang.choose(format!("{parts}。"), format!("{parts}."))
    }

    fn tell(&self, point: &Year) -> String {
        let decimals = self.measure.decimals(Series::width(point));
        let (low, high) = point.interval(Level::NinetyFive);
        let median = self.measure.value(point.median, decimals);
        let interval = self.measure.interval(low, high, decimals, self.lang);
        let year = point.year;
        self.lang.choose(
            format!("{year}年中位数 {median}，95% 的可能在 {interval} 之间"),
            format!("{year}: median {median}, 95% between {interval}").replace(" to ", " and "),
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
            Sample::Line(central_line(canvas)),
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
            .filter_map(|target| self.callout(canvas, &frame, &mut obstacles, target))
            .collect();
        (frame, callouts)
    }

    fn frame(&self, canvas: &Canvas, body: Area, headroom: f64) -> Frame {
        let (low, high) = self.reach();
        let caption = Theme::leading(canvas.face(Type::Note)) + canvas.px(6.0);
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
        let pad = if first == last { 1.0 } else { 0.35 };
        Frame {
            area: Area::new(left, top, right, bottom),
            x: Axis::years(first, last, pad, most),
            y,
        }
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

    /// The outer band, the lines and the targets' marks, in upright slices.
    fn obstacles(&self, canvas: &Canvas, frame: &Frame) -> Obstacles {
        let pad = canvas.px(8.0);
        let mut obstacles = Obstacles::within(frame.area.grown(-pad));
        for slice in self.slices() {
            let edge = |point: &Year| {
                let (low, high) = point.interval(Level::NinetyFive);
                (low.min(point.central), high.max(point.central))
            };
            let (from, to) = (edge(&slice.0), edge(&slice.1));
            obstacles.block(Area::new(
                frame.across(slice.2),
                frame.up(from.1.max(to.1)) - pad,
                frame.across(slice.3),
                frame.up(from.0.min(to.0)) + pad,
            ));
        }
        for target in &self.targets {
            let x = f64::from(target.year);
            let value = anchor(target);
            let at = frame.place((x, value));
            let half = frame.across(x + HALF_MARK) - at.x;
            obstacles.block(Area::new(at.x - half, at.y - pad, at.x + half, at.y + pad));
        }
        obstacles
    }

    /// Neighbouring years cut into slices: the states at both ends, and from where to where.
    fn slices(&self) -> Vec<(Year, Year, f64, f64)> {
        if let [only] = self.points.as_slice() {
            let x = f64::from(only.year);
            return vec![(*only, *only, x - HALF_MARK, x + HALF_MARK)];
        }
        let pairs = self.points.windows(2);
        pairs
            .map(|pair| {
                (
                    pair[0],
                    pair[1],
                    f64::from(pair[0].year),
                    f64::from(pair[1].year),
                )
            })
            .collect()
    }

    fn callout<'a>(
        &self,
        canvas: &Canvas,
        frame: &Frame,
        obstacles: &mut Obstacles,
        target: &'a TargetSummary,
    ) -> Option<Callout<'a>> {
        let lines = self.words(target);
        let width = lines
            .iter()
            .map(|(text, kind, _)| canvas.text_width(text, *kind))
            .fold(0.0, f64::max);
        let height = lines
            .iter()
            .map(|(_, kind, _)| Theme::leading(canvas.face(*kind)))
            .sum();
        let at = frame.place((f64::from(target.year), anchor(target)));
        let area = obstacles.place((width, height), at, canvas.px(26.0))?;
        Some(Callout {
            target,
            lines,
            area,
        })
    }

    fn words(&self, target: &TargetSummary) -> Vec<(String, Type, super::super::backend::Color)> {
        let asked = demand(target, &self.measure, self.lang);
        let year = self.lang.year(target.year);
        let stated = self.lang.choose(
            format!("{year}目标 {asked}"),
            format!("{year} target {asked}"),
        );
        let mut lines = vec![
            (stated, Type::Strong, color::TARGET),
            (Chance::from(target).equation(), Type::Strong, color::INK),
        ];
        if let Some(share) = target.probability_unseeded {
            let chance = Chance::counted(share, self.summary.run.paths).equation();
            let word = Word::Unseeded.say(self.lang);
            lines.push((format!("{word} {chance}"), Type::Note, color::INK));
        }
        lines
    }

    fn caption(&self, canvas: &mut Canvas, frame: &Frame, body: Area) {
        if let Some(text) = Axis::caption(&self.measure, self.lang) {
            let at = Point::new(body.left, frame.area.top - canvas.px(12.0));
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
            if let [only] = self.points.as_slice() {
                let x = f64::from(only.year);
                let (low, high) = only.interval(level);
                frame.bar(canvas, (x - HALF_MARK, low), (x + HALF_MARK, high), fill);
                continue;
            }
            let edge = |high: bool| -> Vec<(f64, f64)> {
                let value = |point: &Year| {
                    let interval = point.interval(level);
                    if high { interval.1 } else { interval.0 }
                };
                self.points
                    .iter()
                    .map(|p| (f64::from(p.year), value(p)))
                    .collect()
            };
            frame.band(canvas, &edge(false), &edge(true), fill);
        }
    }

    fn lines(&self, canvas: &mut Canvas, frame: &Frame) {
        let curve = |value: fn(&Year) -> f64| -> Vec<(f64, f64)> {
            if let [only] = self.points.as_slice() {
                let x = f64::from(only.year);
                return vec![(x - HALF_MARK, value(only)), (x + HALF_MARK, value(only))];
            }
            self.points
                .iter()
                .map(|p| (f64::from(p.year), value(p)))
                .collect()
        };
        let (median, central) = (median_line(canvas), central_line(canvas));
        frame.line(canvas, &curve(|point| point.median), median);
        frame.line(canvas, &curve(|point| point.central), central);
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

fn central_line(canvas: &Canvas) -> Stroke {
    let dash = (canvas.px(12.0), canvas.px(8.0));
    Stroke::dashed(color::CENTRAL, canvas.px(2.0), dash)
}

/// The value at which a target's mark stands: its bound, or the middle of its range.
fn anchor(target: &TargetSummary) -> f64 {
    let Bounds { low, high } = bounds(target);
    match (low.is_finite(), high.is_finite()) {
        (true, true) => f64::midpoint(low, high),
        (true, false) => low,
        _ => high,
    }
}

/// A level line at each bound, a diamond, and for a range the span between.
fn draw_target(canvas: &mut Canvas, frame: &Frame, target: &TargetSummary) {
    let Bounds { low, high } = bounds(target);
    let x = f64::from(target.year);
    let stroke = Stroke::solid(color::TARGET, canvas.px(3.5));
    for bound in [low, high] {
        if bound.is_finite() {
            frame.line(
                canvas,
                &[(x - HALF_MARK, bound), (x + HALF_MARK, bound)],
                stroke,
            );
        }
    }
    if low.is_finite() && high.is_finite() {
        frame.line(canvas, &[(x, low), (x, high)], stroke);
    }
    let radius = canvas.px(8.0);
    frame.marker(
        canvas,
        (x, anchor(target)),
        Marker::Diamond,
        color::TARGET,
        radius,
    );
}

/// A thin leader from the mark to the words.
fn draw_callout(canvas: &mut Canvas, frame: &Frame, callout: &Callout<'_>) {
    let at = frame.place((f64::from(callout.target.year), anchor(callout.target)));
    let near = Point::new(
        at.x.clamp(callout.area.left, callout.area.right),
        at.y.clamp(callout.area.top, callout.area.bottom),
    );
    let width = canvas.px(1.5);
    canvas.stroke(vec![at, near], color::TARGET, width);
    let mut top = callout.area.top;
    for (text, kind, color) in &callout.lines {
        let leading = Theme::leading(canvas.face(*kind));
        let at = Point::new(callout.area.left, top + leading / 2.0);
        canvas.text(text, (*kind, *color), at, Along::Start, Across::Middle);
        top += leading;
    }
}

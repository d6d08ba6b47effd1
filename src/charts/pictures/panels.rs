//! Small multiples: many small fans on one sheet, each of its own indicator, drawn alike so that they can be compared.

use super::super::backend::{Area, Point};
use super::super::chart::{Chart, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Heading, Key, Line, Marker, Sample, Stroke, Theme, Type,
    color,
};
use super::super::words::{Lang, Measure, Word};
use super::callout::draw_mark_at;
use super::series::{Level, Year};
use super::year_frame::curve;
use crate::results::{ActualSummary, TargetSummary};

/// Panels on a sheet; beyond, they go on to another.
pub(super) const PANELS: usize = 12;
/// Least width of a panel and least height of its plot with its axis, in pixels at 1600 × 1000.
const LEAST: (f64, f64) = (330.0, 190.0);
/// A panel's width over its height that reads best.
const SHAPE: f64 = 1.4;
/// What of a sheet's height its panels have to share, near enough: the same for all languages, so that the grid is.
const ROOM: f64 = 0.7;
/// Sentences under a panel's title at most, and lines of each and of the title.
const LINES: (usize, usize) = (3, 2);

/// One small fan.
pub(super) struct Panel<'a> {
    pub(super) title: String,
    /// What is said under the title.
    pub(super) lines: Vec<Line>,
    /// Years before the base year.
    pub(super) past: Vec<Year>,
    /// The base year, if it has a value, and the simulated years; at least one.
    pub(super) points: Vec<Year>,
    /// What is planned, year by year.
    pub(super) plan: Vec<(f64, f64)>,
    /// A value that is asked for in whatever year.
    pub(super) threshold: Option<f64>,
    pub(super) targets: Vec<&'a TargetSummary>,
    pub(super) actuals: Vec<&'a ActualSummary>,
    pub(super) measure: Measure,
}

impl Panel<'_> {
    /// Least and greatest of all that is drawn.
    pub(super) fn reach(&self) -> (f64, f64) {
        let bands = self.points.iter().map(|year| year.interval(Level::Ninety));
        let asked = self
            .targets
            .iter()
            .map(|target| super::callout::extent(target));
        let single = |value: f64| (value, value);
        let known = self.actuals.iter().map(|actual| single(actual.value));
        let past = self.past.iter().map(|year| single(year.median));
        let plan = self.plan.iter().map(|place| single(place.1));
        let drawn = bands.chain(asked).chain(known).chain(past).chain(plan);
        let drawn = drawn.chain(self.threshold.map(single));
        drawn.fold((f64::INFINITY, f64::NEG_INFINITY), |reach, (low, high)| {
            (reach.0.min(low), reach.1.max(high))
        })
    }

    fn first(&self) -> &Year {
        self.past.first().unwrap_or(&self.points[0])
    }

    fn last(&self) -> &Year {
        &self.points[self.points.len() - 1]
    }

    /// The median of the last year, and the spread its digits should resolve.
    fn end(&self) -> (f64, f64) {
        let (low, high) = self.last().interval(Level::NinetyFive);
        let median = self.last().median;
        (median, (high - low).max(0.2 * median.abs()))
    }

    /// Whether in any year a target and an outcome stand beside each other.
    pub(super) fn shares_a_year(&self) -> bool {
        let mut targets = self.targets.iter();
        targets.any(|target| self.is_shared(target.year))
    }

    /// Whether a target and an outcome of this year stand beside each other, each a little off it.
    fn is_shared(&self, year: i32) -> bool {
        self.targets.iter().any(|target| target.year == year)
            && self.actuals.iter().any(|actual| actual.year == year)
    }
}

/// The panels of a sheet, row by row.
pub(super) struct Panels<'a> {
    pub(super) panels: &'a [&'a Panel<'a>],
    /// The range up that all share; `None`: each its own.
    pub(super) shared: Option<(f64, f64)>,
}

impl Panels<'_> {
    /// Draws a sheet: a heading, the legend, the panels, a foot.
    pub(super) fn sheet(&self, heading: &Heading, foot: &[String], style: &Style) -> Chart {
        let mut canvas = Canvas::new(style);
        let top = canvas.heading(heading);
        let margin = canvas.theme().margin();
        let keys = self.keys(&canvas, style.lang);
        let right = canvas.width() - margin;
        let top = canvas.legend(&keys, margin, top, right) + canvas.px(16.0);
        let height = canvas.foot_height(foot);
        self.draw(&mut canvas, top, height);
        canvas.foot(foot);
        canvas.finish()
    }

    /// The legend of what the panels show.
    fn keys(&self, canvas: &Canvas, lang: Lang) -> Vec<Key> {
        let say = |word: Word| word.say(lang).to_owned();
        let any = |has: &dyn Fn(&Panel<'_>) -> bool| self.panels.iter().any(|panel| has(panel));
        let mut keys = vec![
            Key::new(Sample::Line(median(canvas)), say(Word::Median)),
            Key::new(Sample::Block(color::BAND_INNER), say(Word::Interval50)),
            Key::new(Sample::Block(color::BAND_OUTER), say(Word::Interval90)),
        ];
        if any(&|panel| !panel.past.is_empty()) {
            keys.push(Key::new(Sample::Line(past(canvas)), say(Word::History)));
        }
        if any(&|panel| !panel.plan.is_empty()) {
            let name = lang.choose("计划累计", "planned to date");
            keys.push(Key::new(Sample::Line(plan(canvas)), name));
        }
        if any(&|panel| panel.threshold.is_some()) {
            let name = lang.choose("门槛", "threshold");
            keys.push(Key::new(Sample::Line(threshold(canvas)), name));
        }
        if any(&|panel| !panel.targets.is_empty()) {
            let sample = Sample::Mark(Marker::Diamond, color::TARGET);
            keys.push(Key::new(sample, say(Word::Target)));
        }
        if any(&|panel| !panel.actuals.is_empty()) {
            let sample = Sample::Mark(Marker::Star, color::OUTCOME);
            keys.push(Key::new(sample, say(Word::Actual)));
        }
        keys
    }

    /// Draws the panels from `top` down to the sheet's end less `foot`; the sheet grows if they need more. All plots are equally high, and the words over
    /// them as high as those of the panel of a row that has most.
    fn draw(&self, canvas: &mut Canvas, top: f64, foot: f64) {
        let margin = canvas.theme().margin();
        let (gap, below) = (canvas.px(32.0), canvas.px(20.0));
        let wide = canvas.width() - 2.0 * margin;
        let columns = self.columns(canvas);
        let width = (wide + gap) / columns as f64 - gap;
        let rows: Vec<Vec<(&Panel<'_>, Vec<Line>)>> = self
            .panels
            .chunks(columns)
            .map(|row| {
                row.iter()
                    .map(|panel| (*panel, words(canvas, panel, width)))
                    .collect()
            })
            .collect();
        let words: Vec<f64> = rows.iter().map(|row| words_height(canvas, row)).collect();
        let taken = words.iter().sum::<f64>() + below * (rows.len() - 1) as f64;
        let room = canvas.height() - foot - top - taken;
        let plot = (room / rows.len() as f64).max(canvas.px(LEAST.1));
        canvas.grow_to(top + taken + plot * rows.len() as f64 + foot);
        let mut upper = top;
        for (row, words) in rows.iter().zip(words) {
            for (index, (panel, lines)) in row.iter().enumerate() {
                let left = margin + index as f64 * (width + gap);
                draw_words(canvas, lines, Point::new(left, upper));
                let (head, foot) = (upper + words, upper + words + plot);
                self.panel(canvas, panel, Area::new(left, head, left + width, foot));
            }
            upper += words + plot + below;
        }
    }

    /// How many panels stand beside each other: as many as bring them near to the shape that reads best, without much of the sheet empty.
    fn columns(&self, canvas: &Canvas) -> usize {
        let width = canvas.width() - 2.0 * canvas.theme().margin();
        let height = ROOM * canvas.height();
        let most = ((width / canvas.px(LEAST.0)) as usize).clamp(1, self.panels.len().max(1));
        let unlike = |columns: usize| {
            let rows = self.panels.len().div_ceil(columns);
            let high = (height / rows as f64).max(canvas.px(LEAST.1));
            let shape = width / columns as f64 / high;
            let empty = rows * columns - self.panels.len();
            libm::log(shape / SHAPE).abs() + 1.5 * empty as f64 / (rows * columns) as f64
        };
        let better = |best: usize, columns: usize| {
            if unlike(columns) < unlike(best) {
                columns
            } else {
                best
            }
        };
        (1..=most).reduce(better).unwrap_or(1)
    }

    /// The median of a panel's last year, with as many decimals as all panels in its unit.
    fn end(&self, panel: &Panel<'_>) -> String {
        let alike = self
            .panels
            .iter()
            .filter(|other| other.measure.caption() == panel.measure.caption());
        let ends = alike.map(|panel| panel.end());
        let decimals = panel.measure.shared_decimals(ends);
        panel.measure.number(panel.last().median, decimals)
    }

    fn panel(&self, canvas: &mut Canvas, panel: &Panel<'_>, plot: Area) {
        let frame = self.frame(canvas, panel, plot);
        grid(canvas, &frame, plot.left);
        bands(canvas, &frame, panel);
        lines(canvas, &frame, panel);
        marks(canvas, &frame, panel);
        end(canvas, &frame, panel, &self.end(panel));
    }

    /// A panel's plot with room for the numbers at its left, below and at its right.
    fn frame(&self, canvas: &Canvas, panel: &Panel<'_>, plot: Area) -> Frame {
        let leading = Theme::leading(canvas.face(Type::Note));
        let bottom = plot.bottom - leading - canvas.px(10.0);
        let most = ((bottom - plot.top) / leading) as usize;
        let (low, high) = self.shared.unwrap_or_else(|| panel.reach());
        let pad = 0.05 * (high - low);
        // What begins at nothing stands on the axis.
        let foot = if low == 0.0 { low } else { low - pad };
        let axis = |most| Axis::exact(foot, high + pad, most, &panel.measure);
        let most = most.clamp(3, 5);
        // One line alone is no scale.
        let y = (most..most + 3).map(axis).find(|y| y.ticks.len() > 1);
        let y = y.unwrap_or_else(|| axis(most));
        let left = plot.left + canvas.widest(y.labels(), Type::Note) + canvas.px(10.0);
        let right = plot.right - canvas.text_width(&self.end(panel), Type::Note) - canvas.px(12.0);
        let (first, last) = (panel.first().calendar, panel.last().calendar);
        let most = (right - left) / (canvas.text_width("2030", Type::Note) * 1.9);
        let shared = self
            .panels
            .iter()
            .any(|panel| panel.is_shared(panel.first().calendar));
        let pad = match (first == last, shared) {
            (true, _) => (1.0, 1.0),
            // Room for a target before the first year.
            (false, true) => (0.45, 0.3),
            (false, false) => (0.3, 0.3),
        };
        Frame {
            area: Area::new(left, plot.top, right, bottom),
            x: Axis::years(first, last, pad, most as usize),
            y,
        }
    }
}

/// Level lines with their numbers from `left`, and years below.
fn grid(canvas: &mut Canvas, frame: &Frame, left: f64) {
    let ink = (Type::Note, color::MUTED);
    let area = frame.area;
    let height = canvas.face(ink.0).height();
    let mut above = f64::INFINITY;
    for (value, label) in &frame.y.ticks {
        let y = frame.up(*value);
        let strong = *value == 0.0;
        let (line, width) = if strong {
            (color::AXIS, 2.0)
        } else {
            (color::GRID, 1.5)
        };
        let ends = vec![Point::new(area.left, y), Point::new(area.right, y)];
        let width = canvas.px(width);
        canvas.stroke(ends, line, width);
        let at = Point::new(area.left - canvas.px(10.0), y);
        let at = Point::new(at.x.max(left), at.y);
        // A number that would touch the one below it is left out.
        if above - y > height {
            canvas.text(label, ink, at, Along::End, Across::Middle);
            above = y;
        }
    }
    for (year, label) in &frame.x.ticks {
        let half = canvas.text_width(label, ink.0) / 2.0;
        let x = frame.across(*year).min(canvas.width() - half);
        let at = Point::new(x, area.bottom + canvas.px(16.0));
        canvas.text(label, ink, at, Along::Middle, Across::Top);
    }
}

fn bands(canvas: &mut Canvas, frame: &Frame, panel: &Panel<'_>) {
    for (level, fill) in [
        (Level::Ninety, color::BAND_OUTER),
        (Level::Half, color::BAND_INNER),
    ] {
        let low = curve(canvas, frame, &panel.points, |year| year.interval(level).0);
        let high = curve(canvas, frame, &panel.points, |year| year.interval(level).1);
        frame.band(canvas, &low, &high, fill);
    }
}

fn lines(canvas: &mut Canvas, frame: &Frame, panel: &Panel<'_>) {
    let before = curve(canvas, frame, &panel.past, |year| year.median);
    frame.line(canvas, &before, past(canvas));
    if let Some(value) = panel.threshold {
        let ends = [(frame.x.low, value), (frame.x.high, value)];
        frame.line(canvas, &ends, threshold(canvas));
    }
    let middle = curve(canvas, frame, &panel.points, |year| year.median);
    frame.line(canvas, &middle, median(canvas));
    frame.line(canvas, &panel.plan, plan(canvas));
}

/// The title of a panel and what is said under it, in lines of its width.
fn words(canvas: &Canvas, panel: &Panel<'_>, width: f64) -> Vec<Line> {
    let title = canvas.fitted(&panel.title, Type::Strong, width, LINES.1);
    let mut words: Vec<Line> = title
        .into_iter()
        .map(|line| (line, Type::Strong, color::INK))
        .collect();
    for (text, kind, ink) in panel.lines.iter().take(LINES.0) {
        let fitted = canvas.fitted(text, *kind, width, LINES.1);
        words.extend(fitted.into_iter().map(|line| (line, *kind, *ink)));
    }
    words
}

/// Height of the words of the panel of a row that has most.
fn words_height(canvas: &Canvas, row: &[(&Panel<'_>, Vec<Line>)]) -> f64 {
    let height = |lines: &Vec<Line>| -> f64 {
        let leading = |(_, kind, _): &Line| Theme::leading(canvas.face(*kind));
        lines.iter().map(leading).sum()
    };
    let heights = row.iter().map(|(_, lines)| height(lines));
    heights.fold(0.0, f64::max) + canvas.px(12.0)
}

fn draw_words(canvas: &mut Canvas, lines: &[Line], mut at: Point) {
    for (text, kind, ink) in lines {
        canvas.text(text, (*kind, *ink), at, Along::Start, Across::Top);
        at.y += Theme::leading(canvas.face(*kind));
    }
}

/// Targets and outcomes; a target stands a little before its year and an outcome a little after it where both are of one year.
fn marks(canvas: &mut Canvas, frame: &Frame, panel: &Panel<'_>) {
    let years_per_pixel = (frame.x.high - frame.x.low) / frame.area.width();
    let aside = |year: i32, length: f64| {
        let shift = if panel.is_shared(year) {
            length * years_per_pixel
        } else {
            0.0
        };
        f64::from(year) + shift
    };
    let apart = canvas.px(9.0);
    for target in &panel.targets {
        draw_mark_at(canvas, frame, target, aside(target.year, -apart));
    }
    for actual in &panel.actuals {
        let (edge, radius) = (canvas.px(10.0), canvas.px(7.0));
        let at = (aside(actual.year, apart), actual.value);
        frame.marker(canvas, at, Marker::Star, color::PAPER, edge);
        frame.marker(canvas, at, Marker::Star, color::OUTCOME, radius);
    }
}

/// The median of the last year as a number at its right.
fn end(canvas: &mut Canvas, frame: &Frame, panel: &Panel<'_>, text: &str) {
    let half = Theme::leading(canvas.face(Type::Note)) / 2.0;
    let y = frame.up(panel.last().median);
    let y = y.clamp(
        frame.area.top,
        (frame.area.bottom - half).max(frame.area.top),
    );
    let at = Point::new(frame.area.right + canvas.px(8.0), y);
    let ink = (Type::Note, color::STRONG);
    canvas.text(text, ink, at, Along::Start, Across::Middle);
}

fn median(canvas: &Canvas) -> Stroke {
    Stroke::solid(color::STRONG, canvas.px(4.0))
}

fn past(canvas: &Canvas) -> Stroke {
    Stroke::solid(color::CENTRAL, canvas.px(3.0))
}

/// The line of what is planned.
pub(super) fn plan(canvas: &Canvas) -> Stroke {
    let dash = (canvas.px(10.0), canvas.px(7.0));
    Stroke::dashed(color::CENTRAL, canvas.px(3.0), dash)
}

fn threshold(canvas: &Canvas) -> Stroke {
    Stroke::solid(color::TARGET, canvas.px(2.5))
}

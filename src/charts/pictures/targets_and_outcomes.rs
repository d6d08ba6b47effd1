//! Announced growth targets against what came: a mark for each year of each place, and the line on which they are equal.

use super::super::backend::{Area, Point};
use super::super::chart::{Chart, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Heading, Key, Marker, Obstacles, Sample, Stroke,
    Theme, Type, color, nearest,
};
use super::super::words::{Lang, Measure, signed_points};
use super::backtested::{ink, marker, source};
use crate::results::{Backtest, Place};

/// Up to this many places have a mark each; beyond, all share one.
const PLACES: usize = Marker::SCENARIOS.len();
/// Least height of the plot, and the gap below an entry of the legend beside it, in pixels at 1600 × 1000.
const LEAST_PLOT: f64 = 420.0;
const KEY_GAP: f64 = 10.0;

/// So many of the widest gaps are named.
const NAMED: usize = 6;

/// Draws every target with an outcome, whether it is judged or not.
pub fn targets_and_outcomes(backtest: &Backtest, style: &Style) -> Chart {
    let judged = backtest.cases.iter().map(|case| Outcome {
        place: position(backtest, &case.place),
        year: case.year,
        target: f64::midpoint(case.target[0], case.target[1]),
        actual: case.actual,
        met: case.met,
    });
    let left = backtest.left_out.iter().map(|case| Outcome {
        place: position(backtest, &case.place),
        year: case.year,
        target: f64::midpoint(case.target[0], case.target[1]),
        actual: case.actual,
        met: case.met,
    });
    let mut years: Vec<Outcome> = judged.chain(left).collect();
    years.sort_by_key(|year| (year.year, year.place));
    let picture = Scatter {
        backtest,
        years,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    canvas.finish()
}

fn position(backtest: &Backtest, place: &str) -> usize {
    let places = &backtest.record.places;
    let found = places.iter().position(|known| known.id == place);
    found.unwrap_or(0)
}

/// A place's target for a year and its outcome.
#[derive(Debug, Clone, Copy)]
struct Outcome {
    place: usize,
    year: i32,
    target: f64,
    actual: f64,
    met: bool,
}

impl Outcome {
    fn error(&self) -> f64 {
        self.actual - self.target
    }
}

/// Where the legend goes.
#[derive(Debug, Clone, Copy)]
enum Layout {
    /// Beside the plot, from this place across.
    Beside(f64),
    /// Above the plot.
    Above,
}

struct Scatter<'a> {
    backtest: &'a Backtest,
    /// By year and place.
    years: Vec<Outcome>,
    lang: Lang,
}

impl Scatter<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let paragraphs = [source(self.backtest, self.lang)];
        let layout = self.layout(canvas, top, canvas.foot_height(&paragraphs));
        let bottom = canvas.foot(&paragraphs);
        let body = canvas.body(top, bottom);
        let plot = self.legend(canvas, body, layout);
        let frame = self.frame(canvas, plot);
        frame.grid(canvas, Grid::Level);
        self.captions(canvas, &frame, plot);
        let (low, high) = (frame.x.low, frame.x.high);
        let line = equal(canvas);
        frame.line(canvas, &[(low, low), (high, high)], line);
        let radius = canvas.px(9.0);
        for year in &self.years {
            let (shape, fill) = self.look(year.place);
            frame.marker(canvas, (year.target, year.actual), shape, fill, radius);
        }
        self.name_gaps(canvas, &frame);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let (first, last) = span(&self.years);
        Heading {
            title: lang
                .choose("增长目标与实际增长", "Growth targets and outcomes")
                .to_owned(),
            subtitle: lang.choose(
                format!("{}，每点为一地一年", lang.years(first, last)),
                format!(
                    "{}, a mark for each place and year",
                    lang.years(first, last)
                ),
            ),
            sentences: self.sentences(),
        }
    }

    /// How many were met, and the mean gap in the earlier and in the later years.
    fn sentences(&self) -> Vec<String> {
        let lang = self.lang;
        let (all, met) = counts(&self.years);
        let share = 100.0 * met as f64 / all as f64;
        let mut sentences = vec![lang.choose(
            format!("{all} 个目标中 {met} 个实现（{share:.0}%）。"),
            format!("{met} of {all} targets were met ({share:.0}%)."),
        )];
        let middle = self.years[self.years.len() / 2].year;
        let cut = self.years.partition_point(|year| year.year < middle);
        let (early, late) = self.years.split_at(cut);
        if early.is_empty() {
            return sentences;
        }
        let told = |years: &[Outcome]| {
            let (first, last) = span(years);
            (lang.years(first, last), signed_points(mean_error(years)))
        };
        let ((before, gap_before), (since, gap_since)) = (told(early), told(late));
        sentences.push(lang.choose(
            format!("实际减目标平均：{before} {gap_before} 个百分点，{since} {gap_since} 个百分点。"),
            format!("Outcome minus target, on average: {gap_before} points in {before}, {gap_since} points in {since}."),
        ));
        sentences
    }

    /// Whether every place has its own mark.
    fn told_apart(&self) -> bool {
        self.backtest.record.places.len() <= PLACES
    }

    fn look(&self, place: usize) -> (Marker, super::super::backend::Color) {
        if self.told_apart() {
            (marker(place), ink(place))
        } else {
            (Marker::Disc, color::STRONG)
        }
    }

    fn name(&self, place: usize) -> &str {
        self.lang.pick(&self.backtest.record.places[place].name)
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let lang = self.lang;
        let places = self.backtest.record.places.iter().enumerate();
        let mut keys: Vec<Key> = if self.told_apart() {
            places.filter_map(|(k, place)| self.key(k, place)).collect()
        } else {
            let count = self.backtest.record.places.len();
            let name = lang.choose(format!("{count} 个地方"), format!("{count} places"));
            vec![Key::new(Sample::Mark(Marker::Disc, color::STRONG), name)]
        };
        let name = lang.choose("实际 = 目标", "outcome = target");
        keys.push(Key::new(Sample::Line(equal(canvas)), name));
        keys
    }

    /// A place with its count and its mean gap; none for a place without targets.
    fn key(&self, k: usize, place: &Place) -> Option<Key> {
        let lang = self.lang;
        let own: Vec<Outcome> = self
            .years
            .iter()
            .filter(|year| year.place == k)
            .copied()
            .collect();
        if own.is_empty() {
            return None;
        }
        let (all, met) = counts(&own);
        let (name, gap) = (lang.pick(&place.name), signed_points(mean_error(&own)));
        let (shape, fill) = self.look(k);
        let name = lang.choose(
            format!("{name}：{met}/{all} 实现，平均 {gap} 点"),
            format!("{name}: {met} of {all} met, {gap} points on average"),
        );
        Some(Key::new(
            Sample::Mark(shape, fill),
            name.trim_start_matches([':', '：', ' ']),
        ))
    }

    /// Where the legend goes: beside the plot on a wide sheet, above it on a narrow one; lengthens the sheet if it must.
    fn layout(&self, canvas: &mut Canvas, top: f64, foot: f64) -> Layout {
        let margin = canvas.theme().margin();
        let width = canvas.width() - 2.0 * margin;
        let height = canvas.height() - top - foot;
        let least = canvas.px(LEAST_PLOT);
        let beside = width >= 1.4 * height;
        // The plot is about as wide as it is high.
        let from = margin + (height.max(least) + canvas.px(40.0)).min(0.64 * width);
        let room = if beside { margin + width - from } else { width };
        let keys = self.keys(canvas);
        let legend: f64 = keys.iter().map(|key| key_height(canvas, key, room)).sum();
        if beside {
            canvas.grow_to(top + legend.max(least) + foot);
            Layout::Beside(from)
        } else {
            canvas.grow_to(top + legend + least + foot);
            Layout::Above
        }
    }

    /// Draws the legend; returns what is left for the plot.
    fn legend(&self, canvas: &mut Canvas, body: Area, layout: Layout) -> Area {
        let keys = self.keys(canvas);
        let Layout::Beside(left) = layout else {
            let below = canvas.legend(&keys, body.left, body.top, body.right);
            return Area::new(body.left, below + canvas.px(12.0), body.right, body.bottom);
        };
        let mut top = body.top;
        for key in &keys {
            let below = canvas.legend(std::slice::from_ref(key), left, top, body.right);
            top = below + canvas.px(KEY_GAP);
        }
        Area::new(body.left, body.top, left - canvas.px(40.0), body.bottom)
    }

    /// A frame with the same range across and up.
    fn frame(&self, canvas: &Canvas, plot: Area) -> Frame {
        let values = || {
            self.years
                .iter()
                .flat_map(|year| [year.target, year.actual])
        };
        let low = values().fold(f64::INFINITY, f64::min).min(0.0);
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        let leading = Theme::leading(canvas.face(Type::Label));
        let (top, bottom) = (
            plot.top + leading * 1.3,
            plot.bottom - 2.3 * leading - canvas.px(10.0),
        );
        let measure = Measure::new("rate", "", self.lang, high);
        let most = (((bottom - top) / canvas.px(70.0)) as usize).clamp(3, 11);
        let axis = Axis::rounded(low, high.max(low + 0.01), most, &measure);
        let left = plot.left + canvas.widest(axis.labels(), Type::Label) + canvas.px(18.0);
        // A square, so that the line of equality rises at 45°.
        let side = (plot.right - left).min(bottom - top);
        Frame {
            area: Area::new(left, top, left + side, top + side),
            x: axis.clone(),
            y: axis,
        }
    }

    fn captions(&self, canvas: &mut Canvas, frame: &Frame, plot: Area) {
        let (ink, lang) = ((Type::Note, color::MUTED), self.lang);
        let up = lang.choose("实际增长（%）", "outcome (%)");
        let across = lang.choose("目标（%）", "target (%)");
        let at = Point::new(plot.left, plot.top);
        canvas.text(up, ink, at, Along::Start, Across::Top);
        let leading = Theme::leading(canvas.face(Type::Label));
        let at = Point::new(
            frame.area.right,
            frame.area.bottom + leading + canvas.px(10.0),
        );
        canvas.text(across, ink, at, Along::End, Across::Top);
    }

    /// Names the widest gaps where there is room.
    fn name_gaps(&self, canvas: &mut Canvas, frame: &Frame) {
        let (radius, gap) = (canvas.px(11.0), canvas.px(10.0));
        let mut obstacles = Obstacles::within(frame.area);
        for year in &self.years {
            let at = frame.place((year.target, year.actual));
            obstacles.block_mark(Area::new(at.x, at.y, at.x, at.y).grown(radius));
        }
        let steps = (frame.area.width() / radius).ceil() as usize;
        for step in 0..=steps {
            let way = step as f64 / steps as f64;
            let value = frame.x.low + way * (frame.x.high - frame.x.low);
            let at = frame.place((value, value));
            obstacles.block(Area::new(at.x, at.y, at.x, at.y).grown(radius / 2.0));
        }
        let mut widest: Vec<&Outcome> = self.years.iter().collect();
        widest.sort_by(|a, b| b.error().abs().total_cmp(&a.error().abs()));
        for year in widest.into_iter().take(NAMED) {
            let text = format!("{} {}", self.name(year.place), year.year);
            let text = text.trim();
            let extent = (
                canvas.text_width(text, Type::Note),
                Theme::leading(canvas.face(Type::Note)),
            );
            let at = frame.place((year.target, year.actual));
            let Some(area) = obstacles.place(extent, at, gap) else {
                continue;
            };
            let to = nearest(&area, at);
            canvas.stroke(vec![at, to], color::AXIS, 1.5);
            let middle = area.centre();
            let ink = (Type::Note, color::INK);
            canvas.text(text, ink, middle, Along::Middle, Across::Middle);
        }
    }
}

/// First and last of years in their order.
fn span(years: &[Outcome]) -> (i32, i32) {
    let of = |year: Option<&Outcome>| year.map_or(0, |outcome| outcome.year);
    (of(years.first()), of(years.last()))
}

/// The line on which outcome and target are equal.
fn equal(canvas: &Canvas) -> Stroke {
    Stroke::dashed(
        color::TARGET,
        canvas.px(3.0),
        (canvas.px(12.0), canvas.px(8.0)),
    )
}

/// Height of an entry of the legend on rows of this width.
fn key_height(canvas: &Canvas, key: &Key, width: f64) -> f64 {
    let room = width - canvas.px(56.0);
    let lines = canvas.fitted(&key.name, Type::Label, room, 3).len();
    let leading = Theme::leading(canvas.face(Type::Label)) * 1.05;
    lines as f64 * leading + canvas.px(KEY_GAP)
}

/// Targets, and those that were met.
fn counts(years: &[Outcome]) -> (usize, usize) {
    (years.len(), years.iter().filter(|year| year.met).count())
}

fn mean_error(years: &[Outcome]) -> f64 {
    years.iter().map(Outcome::error).sum::<f64>() / years.len() as f64
}

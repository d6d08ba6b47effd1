//! A target or an outcome on a curve: its mark, and beside it what is asked and how likely it is, or where it lies among the paths.

use super::super::backend::{Area, Color, Point};
use super::super::page::{
    Across, Along, Canvas, Frame, Line, Marker, Obstacles, Stroke, Theme, Type, color, nearest,
};
use super::super::words::{
    Bounds, Chance, Lang, Measure, Word, bounds, bracketed_tier, demand, not_presumed,
    placed_outcome, tier_name,
};
use super::series::{Level, Year};
use crate::results::{ActualSummary, RunInfo, TargetSummary};

/// Half the width of a target's mark: at most this part of a year, and no wider than this in pixels.
const HALF_MARK: (f64, f64) = (0.28, 44.0);

/// Slices between two years in which the place that bands take is told to labels.
const SLICES: usize = 6;

/// Half the width of a target's mark in years; a lone year's bands are as wide.
pub(super) fn half_mark(canvas: &Canvas, frame: &Frame) -> f64 {
    let years_per_pixel = (frame.x.high - frame.x.low) / frame.area.width();
    HALF_MARK.0.min(canvas.px(HALF_MARK.1) * years_per_pixel)
}

/// The value at which a target's mark stands: its bound, or the middle of its range.
fn anchor(target: &TargetSummary) -> f64 {
    let (low, high) = extent(target);
    f64::midpoint(low, high)
}

/// From the lowest to the highest of a target's finite bounds.
pub(super) fn extent(target: &TargetSummary) -> (f64, f64) {
    let Bounds { low, high } = bounds(target);
    match (low.is_finite(), high.is_finite()) {
        (true, false) => (low, low),
        (false, true) => (high, high),
        _ => (low, high),
    }
}

/// The box of a target's mark.
fn mark(canvas: &Canvas, frame: &Frame, target: &TargetSummary) -> Area {
    let (x, half) = (f64::from(target.year), half_mark(canvas, frame));
    let (low, high) = extent(target);
    Area::new(
        frame.across(x - half),
        frame.up(high),
        frame.across(x + half),
        frame.up(low),
    )
}

/// Draws a target's mark: a level line at each bound, a diamond, and for a range the span between.
pub(super) fn draw_mark(canvas: &mut Canvas, frame: &Frame, target: &TargetSummary) {
    draw_mark_at(canvas, frame, target, f64::from(target.year));
}

/// Draws a target's mark at this place across.
pub(super) fn draw_mark_at(canvas: &mut Canvas, frame: &Frame, target: &TargetSummary, x: f64) {
    let Bounds { low, high } = bounds(target);
    let half = half_mark(canvas, frame);
    let stroke = Stroke::solid(color::TARGET, canvas.px(3.5));
    for bound in [low, high] {
        if bound.is_finite() {
            frame.line(canvas, &[(x - half, bound), (x + half, bound)], stroke);
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

/// The box of an outcome's star.
fn star(canvas: &Canvas, frame: &Frame, actual: &ActualSummary) -> Area {
    let at = frame.place(spot(actual));
    Area::new(at.x, at.y, at.x, at.y).grown(canvas.px(16.0))
}

/// Where an outcome stands.
pub(super) fn spot(actual: &ActualSummary) -> (f64, f64) {
    (f64::from(actual.year), actual.value)
}

/// What words may not cover: the outer band with the central path, and the marks of targets and outcomes.
pub(super) fn obstacles(
    canvas: &Canvas,
    frame: &Frame,
    points: &[Year],
    targets: &[&TargetSummary],
    actuals: &[&ActualSummary],
) -> Obstacles {
    let pad = canvas.px(8.0);
    let mut obstacles = Obstacles::within(frame.area.grown(-pad));
    for (from, to) in slices(points, half_mark(canvas, frame)) {
        obstacles.block(Area::new(
            frame.across(from.0),
            frame.up(from.2.max(to.2)) - pad,
            frame.across(to.0),
            frame.up(from.1.min(to.1)) + pad,
        ));
    }
    for target in targets {
        obstacles.block_mark(mark(canvas, frame, target).grown(pad));
    }
    for actual in actuals {
        obstacles.block_mark(star(canvas, frame, actual));
    }
    obstacles
}

/// What the bands and the central path cover at a place: abscissa, lowest, highest.
type Cover = (f64, f64, f64);

/// The covered area cut into upright slices; a lone year's is this wide to both sides.
fn slices(points: &[Year], half: f64) -> Vec<(Cover, Cover)> {
    let cover = |point: &Year| {
        let (low, high) = point.interval(Level::NinetyFive);
        (
            f64::from(point.calendar),
            low.min(point.central),
            high.max(point.central),
        )
    };
    if let [only] = points {
        let (x, low, high) = cover(only);
        return vec![((x - half, low, high), (x + half, low, high))];
    }
    let mut slices = Vec::new();
    for pair in points.windows(2) {
        let (a, b) = (cover(&pair[0]), cover(&pair[1]));
        let between = |index: usize| {
            let part = index as f64 / SLICES as f64;
            let mix = |a: f64, b: f64| a + part * (b - a);
            (mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
        };
        slices.extend((0..SLICES).map(|index| (between(index), between(index + 1))));
    }
    slices
}

/// Words that belong to a mark, or to the marks of one year: where they stand, their colour, what is said.
pub(super) struct Words {
    /// The highest of the marks.
    at: (f64, f64),
    /// The height of the lowest.
    foot: f64,
    color: Color,
    lines: Vec<Line>,
    /// How many marks they speak of.
    marks: usize,
}

impl Words {
    /// The same words beside a mark that stands elsewhere than over its year.
    pub(super) fn moved(self, at: (f64, f64)) -> Self {
        Self {
            at,
            foot: at.1,
            ..self
        }
    }

    /// A line beside a place that is neither a target nor an outcome.
    pub(super) fn aside(at: (f64, f64), line: Line) -> Self {
        Self {
            at,
            foot: at.1,
            color: color::AXIS,
            lines: vec![line],
            marks: 0,
        }
    }
}

/// Marks of this many targets and outcomes in one year are spoken of together when there is no room for each alone.
const TOGETHER: usize = 2;

/// What is said beside a target: what is asked, how likely it is, and how likely without the plan.
pub(super) fn words(target: &TargetSummary, measure: &Measure, run: &RunInfo, lang: Lang) -> Words {
    let asked = demand(target, measure, lang);
    let year = lang.year(target.year);
    let tier = bracketed_tier(target.tier.as_deref(), lang);
    let stated = lang.choose(
        format!("{year}目标{tier} {asked}"),
        format!("{year} target{tier} {asked}"),
    );
    let stated = stated.replace("） ", "）");
    let mut lines = vec![
        (stated, Type::Strong, color::TARGET),
        (Chance::from(target).equation(), Type::Strong, color::INK),
    ];
    if let Some(chance) = not_presumed(target, run) {
        let chance = chance.equation();
        let word = Word::Unseeded.say(lang);
        lines.push((format!("{word} {chance}"), Type::Note, color::INK));
    }
    Words {
        at: (f64::from(target.year), anchor(target)),
        foot: anchor(target),
        color: color::TARGET,
        lines,
        marks: 1,
    }
}

/// The year before what is said of it: 2025年, 2025 with a space.
fn of_year(year: i32, lang: Lang) -> String {
    lang.choose(format!("{year}年"), format!("{year} "))
}

/// What is said beside an outcome: its year, its value, and where it lies among the paths.
pub(super) fn outcome_words(actual: &ActualSummary, measure: &Measure, lang: Lang) -> Words {
    let text = format!(
        "{}{}",
        of_year(actual.year, lang),
        placed_outcome(actual, measure, lang)
    );
    Words {
        at: spot(actual),
        foot: actual.value,
        color: color::OUTCOME,
        lines: vec![(text, Type::Strong, color::OUTCOME)],
        marks: 1,
    }
}

/// The words of all marks, those of a crowded year as one list from the highest mark to the lowest.
pub(super) fn by_year(
    targets: &[&TargetSummary],
    actuals: &[&ActualSummary],
    measure: &Measure,
    run: &RunInfo,
    lang: Lang,
) -> Vec<Words> {
    let mut years: Vec<i32> = targets.iter().map(|target| target.year).collect();
    years.extend(actuals.iter().map(|actual| actual.year));
    years.sort_unstable();
    years.dedup();
    let mut all = Vec::new();
    for year in years {
        let asked = targets.iter().filter(|target| target.year == year);
        let known = actuals.iter().filter(|actual| actual.year == year);
        let (asked, known): (Vec<_>, Vec<_>) = (asked.collect(), known.collect());
        if asked.len() + known.len() < TOGETHER {
            all.extend(asked.iter().map(|target| words(target, measure, run, lang)));
            all.extend(
                known
                    .iter()
                    .map(|actual| outcome_words(actual, measure, lang)),
            );
            continue;
        }
        let mut entries: Vec<(f64, Vec<Line>)> = Vec::new();
        for target in asked {
            entries.push((anchor(target), listed(target, measure, run, lang)));
        }
        for actual in known {
            let lines = outcome_words(actual, measure, lang).lines;
            entries.push((actual.value, lines));
        }
        entries.sort_by(|a, b| b.0.total_cmp(&a.0));
        let marks = entries.len();
        let (top, foot) = (entries[0].0, entries[marks - 1].0);
        let lines = entries.into_iter().flat_map(|entry| entry.1).collect();
        all.push(Words {
            at: (f64::from(year), top),
            foot,
            color: color::AXIS,
            lines,
            marks,
        });
    }
    all
}

/// What is said beside a target where there is little room.
pub(super) fn brief(target: &TargetSummary, measure: &Measure, run: &RunInfo, lang: Lang) -> Words {
    let mut lines = listed(target, measure, run, lang);
    lines.truncate(1);
    Words {
        lines,
        ..words(target, measure, run, lang)
    }
}

/// A target in a list: its year, its tier, what is asked and how likely it is in one line.
fn listed(target: &TargetSummary, measure: &Measure, run: &RunInfo, lang: Lang) -> Vec<Line> {
    let tier = target.tier.as_deref().filter(|tier| !tier.is_empty());
    let name = tier.map_or_else(
        || Word::Target.say(lang).to_owned(),
        |tier| tier_name(tier, lang),
    );
    let asked = demand(target, measure, lang);
    let chance = Chance::from(target).equation();
    let between = lang.choose("：", ": ");
    let year = of_year(target.year, lang);
    let text = format!("{year}{name} {asked}{between}{chance}");
    let mut lines = vec![(text, Type::Strong, color::TARGET)];
    if let Some(chance) = not_presumed(target, run) {
        let chance = chance.equation();
        let word = Word::Unseeded.say(lang);
        lines.push((format!("{word} {chance}"), Type::Note, color::INK));
    }
    lines
}

/// Words and where they stand.
pub(super) struct Callout {
    words: Words,
    area: Area,
}

impl Callout {
    /// How many marks its words speak of.
    pub(super) fn marks(&self) -> usize {
        self.words.marks
    }

    /// Whether its words are of a target.
    pub(super) fn of_target(&self) -> bool {
        self.words.color == color::TARGET
    }

    /// Finds a free place near the mark; `None` if there is none.
    pub(super) fn place(
        canvas: &Canvas,
        frame: &Frame,
        obstacles: &mut Obstacles,
        words: Words,
    ) -> Option<Self> {
        let width = words
            .lines
            .iter()
            .map(|(text, kind, _)| canvas.text_width(text, *kind))
            .fold(0.0, f64::max);
        let height = words
            .lines
            .iter()
            .map(|(_, kind, _)| Theme::leading(canvas.face(*kind)))
            .sum();
        let at = frame.place(words.at);
        let area = obstacles.place((width, height), at, canvas.px(26.0))?;
        Some(Self { words, area })
    }

    /// Whether they stand right above or below their mark.
    pub(super) fn is_upright(&self, frame: &Frame) -> bool {
        (self.area.left..=self.area.right).contains(&frame.across(self.words.at.0))
    }

    /// Clears the paper behind the words: a grid line through them is in the way.
    pub(super) fn clear(&self, canvas: &mut Canvas) {
        canvas.block(self.area, color::PAPER.with_alpha(0.85));
    }

    /// Draws the words and a thin leader to them from the mark.
    pub(super) fn draw(&self, canvas: &mut Canvas, frame: &Frame) {
        let at = frame.place(self.words.at);
        let foot = frame.place((self.words.at.0, self.words.foot));
        // A list's leader runs through all of its marks.
        let (from, tail) = if self.area.centre().y > at.y {
            (foot, at)
        } else {
            (at, foot)
        };
        let near = nearest(&self.area, from);
        let width = canvas.px(1.5);
        canvas.stroke(vec![tail, from, near], self.words.color, width);
        let mut top = self.area.top;
        for (text, kind, color) in &self.words.lines {
            let leading = Theme::leading(canvas.face(*kind));
            let at = Point::new(self.area.left, top + leading / 2.0);
            canvas.text(text, (*kind, *color), at, Along::Start, Across::Middle);
            top += leading;
        }
    }
}

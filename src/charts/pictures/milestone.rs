//! First passage of a threshold: how likely it has been reached by each year, and that a year is the first.

use super::super::backend::{Area, Point};
use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Key, Marker, Sample, Stroke, Theme, Type, color,
};
use super::super::words::{Chance, Lang, short_percent};
use super::imprint::imprint_with_error;
use super::marks::{Mark, draw_marks, fitting};
use super::milestones::find;
use crate::results::{MilestoneSummary, Summary};

/// Up to this many years have a decimal at each point.
const FEW: usize = 14;

/// Parts into which the line between two years is cut to keep numbers off it.
const STEPS: usize = 16;
/// Half the width of a bar, in years.
const HALF: f64 = 0.32;

/// Draws how likely a milestone has been reached by each year, as a line with its 95 % band, and how likely each year is the first, as a bar;
/// the median year, the deadline, and the share of the paths that do not reach it.
///
/// # Errors
///
/// The run has no such milestone, or no year.
pub fn milestone(summary: &Summary, id: &str, style: &Style) -> Result<Chart, ChartError> {
    let picture = Milestone {
        summary,
        judged: find(summary, id)?,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

pub(super) struct Milestone<'a> {
    pub(super) summary: &'a Summary,
    pub(super) judged: &'a MilestoneSummary,
    pub(super) lang: Lang,
}

impl Milestone<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let bottom = canvas.foot(&imprint_with_error(self.summary, self.lang));
        let body = canvas.body(top, bottom);
        let below = canvas.legend(&self.keys(canvas), body.left, body.top, body.right);
        let body = Area::new(body.left, below + canvas.px(10.0), body.right, body.bottom);
        let marks = fitting(canvas, self.marks(canvas));
        let frame = self.frame(canvas, body);
        frame.grid(canvas, Grid::Level);
        self.bars(canvas, &frame);
        draw_marks(canvas, &frame, &marks);
        let taken = self.values(canvas, &frame);
        let marked: Vec<f64> = marks.iter().map(|mark| mark.value).collect();
        self.first_values(canvas, &frame, taken, &marked);
        self.curve(canvas, &frame);
        self.never(canvas, &frame);
    }

    /// The deadline, if it is a simulated year.
    pub(super) fn deadline(&self) -> Option<i32> {
        let deadline = self.judged.deadline?;
        self.summary.years.contains(&deadline).then_some(deadline)
    }

    /// The chance to have reached it by a simulated year.
    pub(super) fn by(&self, year: i32) -> Chance {
        let index = self.summary.years.iter().position(|known| *known == year);
        let share = index.map_or(0.0, |index| self.judged.reached_by[index]);
        let error = index.and_then(|index| self.judged.std_error.get(index));
        Chance::counted(share, error.copied(), &self.summary.run)
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let lang = self.lang;
        vec![
            Key::new(
                Sample::MarkedLine(line(canvas), Marker::Disc),
                lang.choose(
                    "到该年为止已达到的概率",
                    "chance of having reached it by then",
                ),
            ),
            Key::new(
                Sample::Block(color::BAND_MIDDLE),
                lang.choose("95% 置信带", "95% confidence band"),
            ),
            Key::new(
                Sample::Block(color::PALE),
                lang.choose(
                    "柱：首次达到就在该年的概率",
                    "bar: chance that this year is the first",
                ),
            ),
        ]
    }

    /// The deadline, the median year and that of the central path; one mark for those that coincide.
    fn marks(&self, canvas: &Canvas) -> Vec<Mark> {
        let lang = self.lang;
        let dash = (canvas.px(10.0), canvas.px(7.0));
        let mut marks = Vec::new();
        if let Some(year) = self.deadline() {
            marks.push(Mark {
                text: lang.choose(format!("期限 {year}年"), format!("deadline {year}")),
                value: f64::from(year),
                stroke: Stroke::solid(color::TARGET, canvas.px(4.0)),
                ink: (Type::Strong, color::TARGET),
            });
        }
        if let Some(year) = self.judged.median_year.filter(|_| !self.before()) {
            marks.push(Mark {
                text: lang.choose(format!("中位年份 {year}"), format!("median year {year}")),
                value: f64::from(year),
                stroke: Stroke::dashed(color::INK, canvas.px(2.5), dash),
                ink: (Type::Strong, color::INK),
            });
        }
        marks
    }

    fn frame(&self, canvas: &Canvas, body: Area) -> Frame {
        let leading = Theme::leading(canvas.face(Type::Label));
        let years = &self.summary.years;
        // Room over 100 % for the number of a point there.
        let y = Axis {
            high: 1.1,
            ..Axis::shares(0.25)
        };
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        let texts = self.never_lines();
        let texts = texts.iter().map(String::as_str);
        let right = body.right - canvas.widest(texts, Type::Label) - canvas.px(30.0);
        let most = ((right - left) / (canvas.text_width("2030", Type::Label) * 1.7)) as usize;
        let pad = (years.len() as f64 * 0.08).max(0.35);
        Frame {
            area: Area::new(
                left,
                body.top + leading * 2.0,
                right,
                body.bottom - leading - canvas.px(16.0),
            ),
            x: Axis::years(
                years[0],
                years[years.len() - 1],
                (pad, (pad * 0.4).max(HALF + 0.05)),
                most,
            ),
            y,
        }
    }

    /// The band of the error, the line and its points.
    fn curve(&self, canvas: &mut Canvas, frame: &Frame) {
        let points: Vec<(f64, f64)> = self
            .summary
            .years
            .iter()
            .zip(&self.judged.reached_by)
            .map(|(year, share)| (f64::from(*year), *share))
            .collect();
        let half = self.summary.run.errors().quantile95();
        let edge = |sign: f64| -> Vec<(f64, f64)> {
            let errors = self.judged.std_error.iter().chain(std::iter::repeat(&0.0));
            let moved = |((x, share), error): (&(f64, f64), &f64)| {
                (*x, (share + sign * half * error).clamp(0.0, 1.0))
            };
            points.iter().zip(errors).map(moved).collect()
        };
        frame.band(canvas, &edge(-1.0), &edge(1.0), color::BAND_MIDDLE);
        let stroke = line(canvas);
        frame.line(canvas, &points, stroke);
        let radius = canvas.px(8.0);
        for point in points {
            frame.marker(canvas, point, Marker::Disc, color::STRONG, radius);
        }
    }

    /// The years with the chance that each is the first; none of a run that does not know.
    fn first(&self) -> impl Iterator<Item = (f64, f64)> {
        let known = self.summary.years.iter().zip(&self.judged.first_year);
        let places = known.map(|(year, share)| (f64::from(*year), *share));
        places.filter(|(_, share)| share.is_finite())
    }

    /// A bar for each year that may be the first.
    fn bars(&self, canvas: &mut Canvas, frame: &Frame) {
        for (year, share) in self.first() {
            let (from, to) = ((year - HALF, 0.0), (year + HALF, share));
            frame.bar(canvas, from, to, color::PALE);
        }
    }

    /// The heights of the bars as numbers over them, or inside, where neither the line nor another number is in the way.
    fn first_values(
        &self,
        canvas: &mut Canvas,
        frame: &Frame,
        mut taken: Vec<Area>,
        marked: &[f64],
    ) {
        let ink = (Type::Note, color::MUTED);
        let gap = canvas.px(4.0);
        taken.extend(self.line_boxes(canvas, frame));
        for (year, share) in self.first() {
            let text = format!("{}%", short_percent(share, self.decimals()));
            let at = frame.place((year, share));
            let half = canvas.text_width(&text, ink.0) / 2.0;
            let height = canvas.face(ink.0).height();
            let area = |foot: f64| Area::new(at.x - half, foot - height, at.x + half, foot);
            let free = |foot: &f64| taken.iter().all(|other| !other.overlaps(&area(*foot)));
            let ground = frame.up(0.0) - gap;
            let inside = [at.y + gap + height, ground];
            let inside = inside
                .into_iter()
                .filter(|foot| foot - height > at.y && *foot <= ground);
            let foot = std::iter::once(at.y - gap).chain(inside).find(free);
            if let (true, Some(foot)) = (share >= 0.005, foot) {
                // The line of a marked year is interrupted at its number.
                if marked.contains(&year) {
                    let ground = if foot > at.y {
                        color::PALE
                    } else {
                        color::PAPER
                    };
                    let area = area(foot);
                    canvas.block(
                        Area::new(area.left, area.top - gap, area.right, area.bottom + gap),
                        ground,
                    );
                }
                let place = Point::new(at.x, foot);
                canvas.text(&text, ink, place, Along::Middle, Across::Bottom);
                taken.push(area(foot).grown(gap));
            }
        }
    }

    /// Small boxes along the line and over its points.
    fn line_boxes(&self, canvas: &Canvas, frame: &Frame) -> Vec<Area> {
        let years = self.summary.years.iter();
        let places: Vec<Point> = years
            .zip(&self.judged.reached_by)
            .map(|(year, share)| frame.place((f64::from(*year), *share)))
            .collect();
        let boxed = |at: Point| Area::new(at.x, at.y, at.x, at.y).grown(canvas.px(12.0));
        let along = |pair: &[Point]| -> Vec<Area> {
            let (a, b) = (pair[0], pair[1]);
            let between =
                |part: f64| Point::new(a.x + part * (b.x - a.x), a.y + part * (b.y - a.y));
            let parts = (0..=STEPS).map(|step| step as f64 / STEPS as f64);
            parts.map(|part| boxed(between(part))).collect()
        };
        let ends = places.iter().map(|at| boxed(*at));
        ends.chain(places.windows(2).flat_map(along)).collect()
    }

    /// The chances as numbers, at the upper left of their points, where a rising line leaves room; as many as do not touch. Returns where they stand.
    fn values(&self, canvas: &mut Canvas, frame: &Frame) -> Vec<Area> {
        let ink = (Type::Strong, color::STRONG);
        let decimals = self.decimals();
        let mut free: Vec<Area> = Vec::new();
        let known = self.summary.years.iter().zip(&self.judged.reached_by);
        for (year, share) in known.rev() {
            let text = format!("{}%", short_percent(*share, decimals));
            let at = frame.place((f64::from(*year), *share));
            let at = Point::new(at.x - canvas.px(9.0), at.y - canvas.px(7.0));
            let width = canvas.text_width(&text, ink.0);
            let height = canvas.face(ink.0).height();
            let area = Area::new(at.x - width, at.y - height, at.x, at.y);
            if free.iter().all(|taken| !taken.overlaps(&area)) {
                free.push(area.grown(canvas.px(4.0)));
                // A line behind a number is interrupted.
                canvas.block(area, color::PAPER);
                canvas.text(&text, ink, at, Along::End, Across::Bottom);
            }
        }
        free
    }

    /// Decimals of every number on the plot.
    pub(super) fn decimals(&self) -> usize {
        usize::from(self.summary.years.len() <= FEW)
    }

    fn never_lines(&self) -> [String; 2] {
        let last = self.summary.years[self.summary.years.len() - 1];
        // As many decimals as the points: the sentence has the error.
        let share = format!("{}%", short_percent(self.judged.never, self.decimals()));
        [
            self.lang
                .choose(format!("到{last}年未达到"), format!("not by {last}")),
            share,
        ]
    }

    /// A bracket over what is missing to certainty at the end, with the share of the paths that do not reach it.
    fn never(&self, canvas: &mut Canvas, frame: &Frame) {
        let reached = self.judged.reached_by[self.judged.reached_by.len() - 1];
        let (from, to) = (frame.up(1.0), frame.up(reached));
        let (x, tick, width) = (
            frame.area.right + canvas.px(10.0),
            canvas.px(8.0),
            canvas.px(2.0),
        );
        let bracket = [(x - tick, from), (x, from), (x, to), (x - tick, to)];
        let points = bracket.map(|(x, y)| Point::new(x, y)).to_vec();
        canvas.stroke(points, color::MUTED, width);
        let leading = Theme::leading(canvas.face(Type::Label));
        let middle =
            f64::midpoint(from, to).clamp(frame.area.top + leading, frame.area.bottom - leading);
        for (line, kind, shift) in self
            .never_lines()
            .iter()
            .zip([Type::Label, Type::Strong])
            .zip([-0.5, 0.5])
            .map(|((line, kind), shift)| (line, kind, shift))
        {
            let at = Point::new(x + canvas.px(12.0), middle + shift * leading);
            canvas.text(line, (kind, color::MUTED), at, Along::Start, Across::Middle);
        }
    }
}

fn line(canvas: &Canvas) -> Stroke {
    Stroke::solid(color::STRONG, canvas.px(4.5))
}

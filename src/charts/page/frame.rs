//! A rectangle with two axes, drawn through plotters: grid, lines, areas, bars and marks in data coordinates.

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::IntoDrawingArea;
use plotters::element::{Circle, EmptyElement, Polygon, Rectangle};
use plotters::series::{DashedLineSeries, LineSeries};
use plotters::style::{Color as _, FontFamily, IntoFont, RGBAColor, ShapeStyle, TextStyle};

use super::super::backend::{Area, Color, Point, Recorder, units};
use super::axis::Axis;
use super::canvas::Canvas;
use super::clip::{Place, Range};
use super::theme::{Type, color};

/// A plotting rectangle and its axes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    /// The rectangle inside the axes.
    pub(crate) area: Area,
    /// Across.
    pub(crate) x: Axis,
    /// Up.
    pub(crate) y: Axis,
}

/// Which grid lines and axis labels a frame has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grid {
    /// Level lines; numbers at the left and below.
    Level,
    /// Upright lines; numbers below.
    Upright,
}

/// Lengths of a dash and the gap after it, in pixels.
type Dash = (f64, f64);

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stroke {
    pub(crate) color: Color,
    pub(crate) width: f64,
    pub(crate) dash: Option<Dash>,
}

impl Stroke {
    /// An unbroken line.
    pub(crate) const fn solid(color: Color, width: f64) -> Self {
        Self {
            color,
            width,
            dash: None,
        }
    }

    /// A broken line.
    pub(crate) const fn dashed(color: Color, width: f64, dash: Dash) -> Self {
        Self {
            color,
            width,
            dash: Some(dash),
        }
    }
}

/// Shape of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    Disc,
    Diamond,
    Square,
    Triangle,
    /// A disc with a hole.
    Ring,
    Cross,
    /// A triangle on its point.
    Wedge,
    /// An hourglass on its side.
    Bow,
    /// Five points: an outcome.
    Star,
}

impl Marker {
    /// One for each compared scenario.
    pub(crate) const SCENARIOS: [Self; 8] = [
        Self::Disc,
        Self::Square,
        Self::Triangle,
        Self::Ring,
        Self::Cross,
        Self::Diamond,
        Self::Wedge,
        Self::Bow,
    ];

    /// Corners around the middle for a mark of this radius; none for a round one.
    pub(crate) fn corners(self, radius: f64) -> Vec<(f64, f64)> {
        let r = radius;
        match self {
            Self::Disc | Self::Ring => Vec::new(),
            Self::Diamond => vec![
                (0.0, -1.25 * r),
                (1.25 * r, 0.0),
                (0.0, 1.25 * r),
                (-1.25 * r, 0.0),
            ],
            Self::Square => vec![
                (-0.9 * r, -0.9 * r),
                (0.9 * r, -0.9 * r),
                (0.9 * r, 0.9 * r),
                (-0.9 * r, 0.9 * r),
            ],
            Self::Triangle => vec![(0.0, -1.2 * r), (1.15 * r, 0.85 * r), (-1.15 * r, 0.85 * r)],
            Self::Cross => cross(r),
            Self::Wedge => vec![
                (0.0, 1.2 * r),
                (-1.15 * r, -0.85 * r),
                (1.15 * r, -0.85 * r),
            ],
            Self::Bow => vec![(-1.1 * r, -r), (1.1 * r, r), (1.1 * r, -r), (-1.1 * r, r)],
            Self::Star => star(r),
        }
    }
}

/// An upright cross whose arms are a third of its width.
fn cross(r: f64) -> Vec<(f64, f64)> {
    let a = r * 0.38;
    vec![
        (-a, -r),
        (a, -r),
        (a, -a),
        (r, -a),
        (r, a),
        (a, a),
        (a, r),
        (-a, r),
        (-a, a),
        (-r, a),
        (-r, -a),
        (-a, -a),
    ]
}

/// A star with a point on top; its inner corners lie at 0.45 of its radius.
fn star(r: f64) -> Vec<(f64, f64)> {
    let corner = |index: i32| {
        let radius = if index % 2 == 0 { 1.3 * r } else { 0.58 * r };
        let angle = f64::from(index) * std::f64::consts::PI / 5.0;
        (radius * libm::sin(angle), -radius * libm::cos(angle))
    };
    (0..10).map(corner).collect()
}

type Plot<'a, 'b> = ChartContext<'a, Recorder<'b>, Cartesian2d<Axis, Axis>>;

/// Recording cannot fail, and nothing else holds the backend while it does.
const RECORDED: &str = "recording shapes cannot fail";

impl Frame {
    /// Place of a value across, in pixels.
    pub(crate) fn across(&self, x: f64) -> f64 {
        self.area.left + self.x.position(x) * self.area.width()
    }

    /// Place of a value up, in pixels.
    pub(crate) fn up(&self, y: f64) -> f64 {
        self.area.bottom - self.y.position(y) * self.area.height()
    }

    /// Place of a point, in pixels.
    pub(crate) fn place(&self, (x, y): Place) -> Point {
        Point::new(self.across(x), self.up(y))
    }

    fn range(&self) -> Range {
        Range {
            low: (self.x.low, self.y.low),
            high: (self.x.high, self.y.high),
        }
    }

    /// The axis across without the numbers for which there is no room: every second, third … is kept, and none leaves the sheet.
    fn legible(&self, canvas: &Canvas) -> Axis {
        let width = |label: &str| canvas.text_width(label, Type::Label);
        let room = match self.x.ticks.as_slice() {
            [first, second, ..] => self.across(second.0) - self.across(first.0),
            _ => self.area.width(),
        };
        let needed = canvas.widest(self.x.labels(), Type::Label) + canvas.px(12.0);
        let step = ((needed / room).ceil() as usize).max(1);
        // The last number is kept with the first where that leaves out few more.
        let whole = |step: &usize| (self.x.ticks.len().max(1) - 1).is_multiple_of(*step);
        let step = (step..=2 * step).find(whole).unwrap_or(step);
        let mut axis = self.x.clone();
        for (index, (value, label)) in axis.ticks.iter_mut().enumerate() {
            let (place, half) = (self.across(*value), width(label) / 2.0);
            if index % step != 0 || place - half < 0.0 || place + half > canvas.width() {
                label.clear();
            }
        }
        axis
    }

    /// Draws grid, axis and numbers; a zero inside the range has a line as strong as the axis.
    pub(crate) fn grid(&self, canvas: &mut Canvas, grid: Grid) {
        let labels = canvas.face(Type::Label);
        let (grid_width, axis_width) = (canvas.px(1.5), canvas.px(2.0));
        let tick = units(canvas.px(7.0));
        let room = (units(canvas.px(160.0)), units(canvas.px(60.0)));
        let legible = Self {
            x: self.legible(canvas),
            ..self.clone()
        };
        legible.plot(canvas, room, |plot| {
            let font = (FontFamily::SansSerif, f64::from(units(labels.size))).into_font();
            let ink = rgba(color::MUTED);
            let text = TextStyle::from(font).color(&ink);
            let mut mesh = plot.configure_mesh();
            mesh.x_labels(self.x.ticks.len())
                .y_labels(self.y.ticks.len())
                .max_light_lines(0)
                .bold_line_style(line_style(color::GRID, grid_width))
                .axis_style(line_style(color::AXIS, axis_width))
                .label_style(text)
                .set_all_tick_mark_size(tick);
            match grid {
                Grid::Level => mesh.disable_x_mesh(),
                Grid::Upright => mesh.disable_y_mesh().disable_y_axis(),
            };
            mesh.draw().expect(RECORDED);
        });
        let zero = Stroke::solid(color::AXIS, axis_width);
        match grid {
            Grid::Level => self.line(canvas, &[(self.x.low, 0.0), (self.x.high, 0.0)], zero),
            Grid::Upright => self.line(canvas, &[(0.0, self.y.low), (0.0, self.y.high)], zero),
        }
    }

    /// A line through points, cut at the frame.
    pub(crate) fn line(&self, canvas: &mut Canvas, points: &[Place], stroke: Stroke) {
        let parts = self.range().polyline(points);
        self.plot(canvas, (0, 0), |plot| {
            let style = line_style(stroke.color, stroke.width);
            for part in parts {
                match stroke.dash {
                    None => plot
                        .draw_series(LineSeries::new(part, style))
                        .expect(RECORDED),
                    Some((dash, gap)) => plot
                        .draw_series(DashedLineSeries::new(part, units(dash), units(gap), style))
                        .expect(RECORDED),
                };
            }
        });
    }

    /// The area between two curves over the same abscissae, cut at the frame.
    pub(crate) fn band(&self, canvas: &mut Canvas, low: &[Place], high: &[Place], fill: Color) {
        let corners: Vec<Place> = high.iter().chain(low.iter().rev()).copied().collect();
        let corners = self.range().polygon(&corners);
        if corners.len() > 2 {
            self.plot(canvas, (0, 0), |plot| {
                let area = Polygon::new(corners, rgba(fill).filled());
                plot.draw_series([area]).expect(RECORDED);
            });
        }
    }

    /// A filled rectangle between two corners, cut at the frame, on whole pixels.
    pub(crate) fn bar(&self, canvas: &mut Canvas, from: Place, to: Place, fill: Color) {
        let range = self.range();
        let inside = |(x, y): Place| {
            (
                x.clamp(range.low.0, range.high.0),
                y.clamp(range.low.1, range.high.1),
            )
        };
        self.plot(canvas, (0, 0), |plot| {
            let bar = Rectangle::new([inside(from), inside(to)], rgba(fill).filled());
            plot.draw_series([bar]).expect(RECORDED);
        });
    }

    /// A line with end strokes between two values across, at a height: an interval.
    pub(crate) fn whisker(&self, canvas: &mut Canvas, (low, high): Place, y: f64, stroke: Stroke) {
        let cap = canvas.px(8.0);
        self.line(canvas, &[(low, y), (high, y)], stroke);
        for end in [low, high] {
            if self.range().holds((end, y)) {
                let at = self.place((end, y));
                let ends = vec![Point::new(at.x, at.y - cap), Point::new(at.x, at.y + cap)];
                canvas.stroke(ends, stroke.color, stroke.width);
            }
        }
    }

    /// A mark at a place; none if the place lies outside.
    pub(crate) fn marker(
        &self,
        canvas: &mut Canvas,
        at: Place,
        marker: Marker,
        fill: Color,
        radius: f64,
    ) {
        if !self.range().holds(at) {
            return;
        }
        let corners: Vec<(i32, i32)> = marker
            .corners(radius)
            .into_iter()
            .map(|(x, y)| (units(x), units(y)))
            .collect();
        self.plot(canvas, (0, 0), |plot| {
            if corners.is_empty() {
                let disc =
                    EmptyElement::at(at) + Circle::new((0, 0), units(radius), rgba(fill).filled());
                plot.draw_series([disc]).expect(RECORDED);
            } else {
                let shape = EmptyElement::at(at) + Polygon::new(corners, rgba(fill).filled());
                plot.draw_series([shape]).expect(RECORDED);
            }
            if marker == Marker::Ring {
                let hole = Circle::new((0, 0), units(radius / 2.0), rgba(color::PAPER).filled());
                plot.draw_series([EmptyElement::at(at) + hole])
                    .expect(RECORDED);
            }
        });
    }

    /// The mark of an outcome: a star with a pale edge, which shows on any ground.
    pub(crate) fn outcome(&self, canvas: &mut Canvas, at: Place) {
        let (edge, radius) = (canvas.px(15.5), canvas.px(11.0));
        self.marker(canvas, at, Marker::Star, color::PAPER, edge);
        self.marker(canvas, at, Marker::Star, color::OUTCOME, radius);
    }

    /// Opens this frame in plotters, with room for labels at the left and below, for as long as `draw` runs.
    fn plot(
        &self,
        canvas: &mut Canvas,
        (left, below): (i32, i32),
        draw: impl FnOnce(&mut Plot<'_, '_>),
    ) {
        let corner = (units(self.area.left) - left, units(self.area.top));
        // One more than the distance: plotters ends a range before its last unit.
        let extent = (
            units(self.area.width()) + left + 1,
            units(self.area.height()) + below + 1,
        );
        let sheet = canvas.recorder().into_drawing_area();
        let rectangle = sheet.shrink(corner, extent);
        let mut plot = ChartBuilder::on(&rectangle)
            .y_label_area_size(left)
            .x_label_area_size(below)
            .build_cartesian_2d(self.x.clone(), self.y.clone())
            .expect(RECORDED);
        draw(&mut plot);
    }
}

fn rgba(color: Color) -> RGBAColor {
    RGBAColor(color.red, color.green, color.blue, color.alpha)
}

fn line_style(color: Color, width: f64) -> ShapeStyle {
    ShapeStyle::from(rgba(color)).stroke_width(units(width).max(1) as u32)
}

//! The legend: samples and their names in a row above the plot, never on the data.

use super::super::backend::{Area, Color, Paint, Point};
use super::canvas::{Across, Along, Canvas};
use super::frame::{Marker, Stroke};
use super::heading::Heading;
use super::theme::{Theme, Type, color};

/// Most lines of one name.
const LINES: usize = 3;

/// What a legend shows beside a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sample {
    /// A filled rectangle.
    Block(Color),
    /// A line.
    Line(Stroke),
    /// A line with a mark on it.
    MarkedLine(Stroke, Marker),
    /// A mark.
    Mark(Marker, Color),
    /// An empty frame.
    Frame(Color),
    /// A line with end strokes.
    Interval(Color),
}

/// An entry of a legend.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    pub(crate) sample: Sample,
    pub(crate) name: String,
}

impl Key {
    /// A sample and its name.
    pub(crate) fn new(sample: Sample, name: impl Into<String>) -> Self {
        Self {
            sample,
            name: name.into(),
        }
    }
}

impl Canvas {
    /// Draws the head and a legend across the sheet; returns where the picture under them begins.
    pub(crate) fn opening(&mut self, heading: &Heading, keys: &[Key]) -> f64 {
        let top = self.heading(heading);
        let margin = self.theme().margin();
        let right = self.width() - margin;
        self.legend(keys, margin, top, right) + self.px(12.0)
    }

    /// Draws a legend in rows between two edges; returns where it ends. A name that no row can hold is broken into lines.
    pub(crate) fn legend(&mut self, keys: &[Key], left: f64, top: f64, right: f64) -> f64 {
        let (width, gap, between) = (self.px(44.0), self.px(12.0), self.px(36.0));
        let leading = Theme::leading(self.face(Type::Label)) * 1.05;
        let (mut x, mut y) = (left, top + leading / 2.0);
        for key in keys {
            let lines = self.fitted(&key.name, Type::Label, right - left - width - gap, LINES);
            let widest = self.widest(lines.iter().map(String::as_str), Type::Label);
            let extent = width + gap + widest;
            if x > left && x + extent > right {
                x = left;
                y += leading;
            }
            self.sample(
                key.sample,
                Area::new(x, y - width / 4.0, x + width, y + width / 4.0),
            );
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    y += leading;
                }
                let at = Point::new(x + width + gap, y);
                self.text(
                    line,
                    (Type::Label, color::INK),
                    at,
                    Along::Start,
                    Across::Middle,
                );
            }
            x += extent + between;
        }
        y + leading / 2.0
    }

    fn sample(&mut self, sample: Sample, area: Area) {
        let middle = area.centre();
        match sample {
            Sample::Block(color) => self.block(area, color),
            Sample::Line(stroke) => self.sample_line(stroke, area),
            Sample::MarkedLine(stroke, marker) => {
                self.sample_line(stroke, area);
                let radius = self.px(9.0);
                self.mark(middle, marker, stroke.color, radius);
            }
            Sample::Mark(marker, color) => {
                let radius = self.px(10.0);
                self.mark(middle, marker, color, radius);
            }
            Sample::Frame(color) => {
                let width = self.px(4.0);
                let corners = [
                    (area.left, area.top),
                    (area.right, area.top),
                    (area.right, area.bottom),
                    (area.left, area.bottom),
                    (area.left, area.top - width / 2.0),
                ];
                let points = corners.map(|(x, y)| Point::new(x, y)).to_vec();
                self.stroke(points, color, width);
            }
            Sample::Interval(color) => {
                let width = self.px(3.0);
                self.sample_line(Stroke::solid(color, width), area);
                for x in [area.left, area.right] {
                    let cap = self.px(8.0);
                    let ends = vec![Point::new(x, middle.y - cap), Point::new(x, middle.y + cap)];
                    self.stroke(ends, color, width);
                }
            }
        }
    }

    fn sample_line(&mut self, stroke: Stroke, area: Area) {
        let y = area.centre().y;
        let (dash, gap) = stroke.dash.unwrap_or((area.width(), area.width()));
        let mut x = area.left;
        while x < area.right {
            let end = (x + dash).min(area.right);
            self.stroke(
                vec![Point::new(x, y), Point::new(end, y)],
                stroke.color,
                stroke.width,
            );
            x = end + gap;
        }
    }

    /// A mark at a place of the sheet.
    pub(crate) fn mark(&mut self, at: Point, marker: Marker, fill: Color, radius: f64) {
        let corners: Vec<Point> = marker
            .corners(radius)
            .into_iter()
            .map(|(x, y)| Point::new(at.x + x, at.y + y))
            .collect();
        if corners.is_empty() {
            self.circle(at, radius, Paint::Fill(fill));
            if marker == Marker::Ring {
                self.circle(at, radius * 0.5, Paint::Fill(color::PAPER));
            }
        } else {
            self.polygon(corners, fill);
        }
    }
}

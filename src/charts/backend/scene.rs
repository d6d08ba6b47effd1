//! What a picture consists of: shapes and texts, in the order in which they are painted.

use super::fonts::Face;
use super::geometry::{Area, Point};

/// A colour; `alpha` 1 hides what is under it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Color {
    pub(crate) red: u8,
    pub(crate) green: u8,
    pub(crate) blue: u8,
    pub(crate) alpha: f64,
}

impl Color {
    /// The opaque colour written `0xRRGGBB`.
    pub(crate) const fn rgb(code: u32) -> Self {
        Self {
            red: (code >> 16) as u8,
            green: (code >> 8) as u8,
            blue: code as u8,
            alpha: 1.0,
        }
    }

    /// The same, letting through what is under it.
    pub(crate) const fn with_alpha(self, alpha: f64) -> Self {
        Self { alpha, ..self }
    }
}

/// How a shape is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Paint {
    /// Its inside.
    Fill(Color),
    /// Its outline, with a width in pixels.
    Stroke(Color, f64),
}

/// One thing to paint.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// Straight lines between points; a fill closes them.
    Path { points: Vec<Point>, paint: Paint },
    /// A filled rectangle whose edges lie on whole pixels.
    Block { area: Area, color: Color },
    /// A circle.
    Circle {
        centre: Point,
        radius: f64,
        paint: Paint,
    },
    /// A line of text.
    Text {
        text: String,
        face: Face,
        color: Color,
        /// Its start on the baseline.
        origin: Point,
    },
}

/// A text and the box it fills.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedText {
    /// The text.
    pub text: String,
    /// Its box, from the top of a hanzi to the tail of a g.
    pub area: Area,
}

/// A picture before it is painted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scene {
    /// Width in pixels.
    pub(crate) width: u32,
    /// Height in pixels.
    pub(crate) height: u32,
    /// What the picture shows, for those who cannot see it.
    pub(crate) title: String,
    /// Colour of the paper.
    pub(crate) background: Color,
    /// Shapes, the first painted first.
    pub(crate) shapes: Vec<Shape>,
    /// The boxes of the texts.
    pub(crate) texts: Vec<PlacedText>,
}

impl Scene {
    /// Nothing but paper.
    pub(crate) fn new(width: u32, height: u32, background: Color) -> Self {
        Self {
            width,
            height,
            title: String::new(),
            background,
            shapes: Vec::new(),
            texts: Vec::new(),
        }
    }

    /// Puts another colour in the place of each.
    pub(crate) fn recolor(&mut self, change: impl Fn(Color) -> Color) {
        self.background = change(self.background);
        for shape in &mut self.shapes {
            match shape {
                Shape::Block { color, .. } | Shape::Text { color, .. } => *color = change(*color),
                Shape::Path { paint, .. } | Shape::Circle { paint, .. } => match paint {
                    Paint::Fill(color) | Paint::Stroke(color, _) => *color = change(*color),
                },
            }
        }
    }

    /// Adds a path. A level or upright line is moved to where it covers whole pixels, so that it is crisp.
    pub(crate) fn path(&mut self, mut points: Vec<Point>, paint: Paint) {
        if let (Paint::Stroke(_, width), [from, to]) = (paint, points.as_mut_slice()) {
            if from.y == to.y {
                from.y = crisp(from.y, width);
                to.y = from.y;
            } else if from.x == to.x {
                from.x = crisp(from.x, width);
                to.x = from.x;
            }
        }
        self.shapes.push(Shape::Path { points, paint });
    }

    /// Adds a filled rectangle, its edges moved to whole pixels: neighbours then meet without a seam.
    pub(crate) fn block(&mut self, area: Area, color: Color) {
        let area = Area::new(
            area.left.round(),
            area.top.round(),
            area.right.round(),
            area.bottom.round(),
        );
        self.shapes.push(Shape::Block { area, color });
    }

    /// Adds a text of this width and notes its box.
    pub(crate) fn text(&mut self, text: &str, face: Face, color: Color, origin: Point, width: f64) {
        self.texts.push(PlacedText {
            text: text.to_owned(),
            area: face.area(origin, width),
        });
        self.shapes.push(Shape::Text {
            text: text.to_owned(),
            face,
            color,
            origin,
        });
    }
}

/// The nearest place where a line of this width begins and ends on pixel edges.
fn crisp(place: f64, width: f64) -> f64 {
    let whole = width.round().max(1.0);
    if whole % 2.0 == 0.0 {
        place.round()
    } else {
        place.floor() + 0.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thin_level_lines_lie_on_pixel_centres() {
        assert_eq!(crisp(10.2, 1.0), 10.5);
        assert_eq!(crisp(10.9, 3.0), 10.5);
        assert_eq!(crisp(10.9, 2.0), 11.0);
    }
}

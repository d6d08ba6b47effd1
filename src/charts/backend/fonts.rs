//! The two embedded fonts: how wide a text is, what its outline is, and which characters they lack.

use ab_glyph::{Font, FontRef, OutlineCurve};

use super::geometry::{Area, Point};

static REGULAR: &[u8] = include_bytes!("../../../assets/fonts/KapokSansSC-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../../assets/fonts/KapokSansSC-Bold.ttf");

/// How far a line of text reaches above its baseline, in ems: a hanzi's height.
const ASCENT: f64 = 0.88;
/// How far it reaches below: the tails of g, p and y.
const DESCENT: f64 = 0.20;
/// Height of the optical middle of hanzi, capitals and digits above the baseline, in ems.
const MIDDLE: f64 = 0.37;

/// Regular or bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Running text.
    Regular,
    /// Titles and the number that matters.
    Bold,
}

/// A weight at a size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Face {
    /// Regular or bold.
    pub(crate) weight: Weight,
    /// Size of the em in pixels.
    pub(crate) size: f64,
}

impl Face {
    /// From the top of a text to its baseline.
    pub(crate) fn ascent(self) -> f64 {
        ASCENT * self.size
    }

    /// From the optical middle of a text down to its baseline.
    pub(crate) fn middle(self) -> f64 {
        MIDDLE * self.size
    }

    /// From the top of a text to its lowest tail.
    pub(crate) fn height(self) -> f64 {
        (ASCENT + DESCENT) * self.size
    }

    /// The box of a text of this width that starts at `origin` on the baseline.
    pub(crate) fn area(self, origin: Point, width: f64) -> Area {
        Area::new(
            origin.x,
            origin.y - self.ascent(),
            origin.x + width,
            origin.y + DESCENT * self.size,
        )
    }
}

/// A step of an outline, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Segment {
    /// Begin a contour here.
    Move(Point),
    /// A straight line to here.
    Line(Point),
    /// A quadratic curve: control point, end.
    Quadratic(Point, Point),
    /// A cubic curve: two control points, end.
    Cubic(Point, Point, Point),
    /// Close the contour.
    Close,
}

/// The embedded fonts, ready to measure.
pub(crate) struct Fonts {
    regular: FontRef<'static>,
    bold: FontRef<'static>,
}

impl Fonts {
    /// Reads the tables of the embedded fonts.
    pub(crate) fn embedded() -> Self {
        let read = |bytes: &'static [u8]| {
            FontRef::try_from_slice(bytes).expect("the embedded fonts are well formed")
        };
        Self {
            regular: read(REGULAR),
            bold: read(BOLD),
        }
    }

    fn font(&self, weight: Weight) -> &FontRef<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The characters of a text that a font lacks, each once, in the order of the text.
    pub(crate) fn missing(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for character in text.chars() {
            let lacks = [&self.regular, &self.bold]
                .iter()
                .any(|font| font.glyph_id(character).0 == 0);
            if lacks && !missing.contains(&character) {
                missing.push(character);
            }
        }
        missing
    }

    /// Width of a text in pixels: the sum of its advances.
    pub(crate) fn width(&self, text: &str, face: Face) -> f64 {
        let font = self.font(face.weight);
        let scale = pixels_per_unit(font, face.size);
        text.chars()
            .map(|c| f64::from(font.h_advance_unscaled(font.glyph_id(c))) * scale)
            .sum()
    }

    /// Outline of a text that starts at `origin` on the baseline.
    pub(crate) fn outline(&self, text: &str, face: Face, origin: Point) -> Vec<Segment> {
        let font = self.font(face.weight);
        let scale = pixels_per_unit(font, face.size);
        let mut segments = Vec::new();
        let mut x = origin.x;
        for character in text.chars() {
            let glyph = font.glyph_id(character);
            if let Some(outline) = font.outline(glyph) {
                // The font's y axis points up, the picture's down.
                let place = |p: ab_glyph::Point| {
                    Point::new(
                        x + f64::from(p.x) * scale,
                        origin.y - f64::from(p.y) * scale,
                    )
                };
                append(&mut segments, &outline.curves, place);
            }
            x += f64::from(font.h_advance_unscaled(glyph)) * scale;
        }
        segments
    }
}

/// Scale by the em: the line height of these fonts is much larger.
fn pixels_per_unit(font: &FontRef<'_>, size: f64) -> f64 {
    size / font.units_per_em().map_or(1000.0, f64::from)
}

/// Appends a glyph's curves; one that does not begin where the last ended begins a new contour.
fn append(
    segments: &mut Vec<Segment>,
    curves: &[OutlineCurve],
    place: impl Fn(ab_glyph::Point) -> Point,
) {
    let mut last = None;
    for curve in curves {
        let (start, end, segment) = match *curve {
            OutlineCurve::Line(a, b) => (a, b, Segment::Line(place(b))),
            OutlineCurve::Quad(a, b, c) => (a, c, Segment::Quadratic(place(b), place(c))),
            OutlineCurve::Cubic(a, b, c, d) => (a, d, Segment::Cubic(place(b), place(c), place(d))),
        };
        if last != Some(start) {
            if last.is_some() {
                segments.push(Segment::Close);
            }
            segments.push(Segment::Move(place(start)));
        }
        segments.push(segment);
        last = Some(end);
    }
    if last.is_some() {
        segments.push(Segment::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hanzi_is_one_em_wide_and_digits_are_tabular() {
        let fonts = Fonts::embedded();
        let face = Face {
            weight: Weight::Regular,
            size: 20.0,
        };
        assert!((fonts.width("木棉", face) - 40.0).abs() < 1e-9);
        let one = fonts.width("1", face);
        for digit in ["0", "4", "8"] {
            assert!((fonts.width(digit, face) - one).abs() < 1e-9);
        }
    }

    #[test]
    fn what_the_fonts_lack_is_named_once() {
        let fonts = Fonts::embedded();
        assert_eq!(
            fonts.missing("目标 ≥3,000亿元 · P = 36.1% ± 0.1 – — − “木棉” ◆●→<>"),
            []
        );
        assert_eq!(fonts.missing("a✗b😀✗"), ['✗', '😀']);
    }

    #[test]
    fn every_contour_is_closed() {
        let fonts = Fonts::embedded();
        let face = Face {
            weight: Weight::Bold,
            size: 30.0,
        };
        let outline = fonts.outline("回 8", face, Point::new(0.0, 0.0));
        let count = |wanted: fn(&Segment) -> bool| outline.iter().filter(|s| wanted(s)).count();
        let moves = count(|s| matches!(s, Segment::Move(_)));
        assert!(moves >= 6, "回 has at least three contours and 8 has three");
        assert_eq!(moves, count(|s| matches!(s, Segment::Close)));
    }
}

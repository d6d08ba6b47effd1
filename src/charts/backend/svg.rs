//! A scene as SVG text: the same geometry as the pixels, letters as outlines, each labelled with what it says.

use std::fmt::Write;

use super::fonts::{Fonts, Segment};
use super::geometry::Point;
use super::scene::{Color, Paint, Scene, Shape};

/// The SVG file of a scene.
pub(crate) fn svg(scene: &Scene, fonts: &Fonts) -> String {
    let mut file = Svg(String::new());
    file.opening(scene);
    for shape in &scene.shapes {
        file.shape(shape, fonts);
    }
    file.0.push_str("</svg>\n");
    file.0
}

struct Svg(String);

impl Svg {
    /// Adds a line; writing to a string cannot fail.
    fn line(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.0.write_fmt(text);
        self.0.push('\n');
    }

    fn opening(&mut self, scene: &Scene) {
        let (w, h) = (scene.width, scene.height);
        self.line(format_args!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img">"#
        ));
        self.line(format_args!("<title>{}</title>", escaped(&scene.title)));
        self.line(format_args!(
            r#"<rect width="{w}" height="{h}" {}/>"#,
            fill(scene.background)
        ));
    }

    fn shape(&mut self, shape: &Shape, fonts: &Fonts) {
        match shape {
            Shape::Path { points, paint } => self.path(points, *paint),
            Shape::Block { area, color } => self.line(format_args!(
                r#"<rect x="{}" y="{}" width="{}" height="{}" {}/>"#,
                short(area.left),
                short(area.top),
                short(area.width()),
                short(area.height()),
                fill(*color)
            )),
            Shape::Circle {
                centre,
                radius,
                paint,
            } => self.line(format_args!(
                r#"<circle cx="{}" cy="{}" r="{}" {}/>"#,
                short(centre.x),
                short(centre.y),
                short(*radius),
                style(*paint)
            )),
            Shape::Text {
                text,
                face,
                color,
                origin,
            } => self.line(format_args!(
                r#"<g role="img" aria-label="{}"><path {} d="{}"/></g>"#,
                escaped(text),
                fill(*color),
                outline(&fonts.outline(text, *face, *origin))
            )),
        }
    }

    fn path(&mut self, points: &[Point], paint: Paint) {
        let mut data = String::new();
        for (index, point) in points.iter().enumerate() {
            data.push(if index == 0 { 'M' } else { 'L' });
            place(&mut data, *point);
        }
        if matches!(paint, Paint::Fill(_)) {
            data.push('Z');
        }
        self.line(format_args!(r#"<path {} d="{data}"/>"#, style(paint)));
    }
}

fn style(paint: Paint) -> String {
    match paint {
        Paint::Fill(color) => fill(color),
        Paint::Stroke(color, width) => {
            let opacity = opacity("stroke", color);
            format!(
                r#"fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round"{opacity}"#,
                hex(color),
                short(width)
            )
        }
    }
}

fn fill(color: Color) -> String {
    format!(r#"fill="{}"{}"#, hex(color), opacity("fill", color))
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue)
}

fn opacity(kind: &str, color: Color) -> String {
    if color.alpha < 1.0 {
        format!(r#" {kind}-opacity="{}""#, short(color.alpha))
    } else {
        String::new()
    }
}

fn outline(segments: &[Segment]) -> String {
    let mut data = String::new();
    for segment in segments {
        let (letter, points) = match *segment {
            Segment::Move(a) => ('M', vec![a]),
            Segment::Line(a) => ('L', vec![a]),
            Segment::Quadratic(a, b) => ('Q', vec![a, b]),
            Segment::Cubic(a, b, c) => ('C', vec![a, b, c]),
            Segment::Close => ('Z', Vec::new()),
        };
        data.push(letter);
        for (index, point) in points.into_iter().enumerate() {
            if index > 0 {
                data.push(' ');
            }
            place(&mut data, point);
        }
    }
    data
}

fn place(data: &mut String, point: Point) {
    data.push_str(&short(point.x));
    data.push(' ');
    data.push_str(&short(point.y));
}

/// Two decimals at most: a hundredth of a pixel is beyond any screen.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(short(12.0), "12");
        assert_eq!(short(-0.001), "0");
        assert_eq!(short(3.146), "3.15");
    }

    #[test]
    fn marks_of_the_markup_are_escaped() {
        assert_eq!(
            escaped(r#"P <0.1% & "x""#),
            "P &lt;0.1% &amp; &quot;x&quot;"
        );
    }
}

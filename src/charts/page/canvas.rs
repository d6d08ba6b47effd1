//! A sheet of paper that knows its fonts: texts are measured, checked and placed here.

use super::super::backend::{Area, Color, Face, Fonts, Paint, Point, Recorder, Scene, Shape};
use super::super::chart::{Chart, Style};
use super::super::words::Lang;
use super::clip::Range;
use super::palette::Palette;
use super::placeholder;
use super::theme::{Theme, Type, color};
use super::wrap::{is_wide, shorten, wrap};

/// A text that the embedded fonts cannot draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingCharacters {
    /// The text.
    pub text: String,
    /// The characters that the fonts lack, each once.
    pub characters: Vec<char>,
}

impl MissingCharacters {
    /// The warning to print: which text, and which characters with their code points.
    pub fn message(&self, lang: Lang) -> String {
        let named: Vec<String> = self
            .characters
            .iter()
            .map(|c| format!("{c} (U+{:04X})", u32::from(*c)))
            .collect();
        let (text, named) = (&self.text, named.join(lang.choose("、", ", ")));
        lang.choose(
            format!("图中文字“{text}”无法绘制：内嵌字体缺少字符 {named}"),
            format!("the text “{text}” cannot be drawn: the embedded fonts lack {named}"),
        )
    }
}

/// Where along its line a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Along {
    /// At its start.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// Where across its line a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Across {
    /// At its top.
    Top,
    /// At the optical middle of its letters.
    Middle,
    /// At its lowest tail.
    Bottom,
}

/// A picture being drawn.
pub(crate) struct Canvas {
    scene: Scene,
    fonts: Fonts,
    theme: Theme,
    lang: Lang,
    palette: Palette,
    scale: u8,
    missing: Vec<MissingCharacters>,
}

impl Canvas {
    /// An empty sheet.
    pub(crate) fn new(style: &Style) -> Self {
        let (width, height) = (style.size.width(), style.size.height());
        Self {
            scene: Scene::new(width, height, color::PAPER),
            fonts: Fonts::embedded(),
            theme: Theme::for_size(style.size),
            lang: style.lang,
            palette: style.palette,
            scale: style.scale,
            missing: Vec::new(),
        }
    }

    /// The sheet's language.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// The sheet's sizes.
    pub(crate) fn theme(&self) -> Theme {
        self.theme
    }

    /// A length that is this many pixels at 1600 × 1000.
    pub(crate) fn px(&self, length: f64) -> f64 {
        self.theme.px(length)
    }

    /// Width of the sheet.
    pub(crate) fn width(&self) -> f64 {
        f64::from(self.scene.width)
    }

    /// Height of the sheet.
    pub(crate) fn height(&self) -> f64 {
        f64::from(self.scene.height)
    }

    /// Lengthens the sheet if it is shorter than this.
    pub(crate) fn grow_to(&mut self, height: f64) {
        self.scene.height = self.scene.height.max(height.ceil() as u32);
    }

    /// Names the picture for those who cannot see it.
    pub(crate) fn set_title(&mut self, title: &str) {
        title.clone_into(&mut self.scene.title);
    }

    /// Weight and size of a kind of text.
    pub(crate) fn face(&self, kind: Type) -> Face {
        self.theme.face(kind)
    }

    /// Width of a text.
    pub(crate) fn text_width(&self, text: &str, kind: Type) -> f64 {
        self.fonts.width(text, self.face(kind))
    }

    /// Width of the widest of several texts; 0 if there are none.
    pub(crate) fn widest<'a>(&self, texts: impl IntoIterator<Item = &'a str>, kind: Type) -> f64 {
        texts
            .into_iter()
            .map(|text| self.text_width(text, kind))
            .fold(0.0, f64::max)
    }

    /// A text in lines no wider than `most`.
    pub(crate) fn wrapped(&self, text: &str, kind: Type, most: f64) -> Vec<String> {
        wrap(&one_line(text), most, |part| self.text_width(part, kind))
    }

    /// A text in at most `lines` lines no wider than `most`; the last ends in an ellipsis if it must.
    pub(crate) fn fitted(&self, text: &str, kind: Type, most: f64, lines: usize) -> Vec<String> {
        let width = |part: &str| self.text_width(part, kind);
        let mut fitted = self.wrapped(text, kind, most);
        if fitted.len() > lines {
            let rest = fitted.split_off(lines.max(1) - 1);
            fitted.push(rejoined(&rest));
        }
        for line in &mut fitted {
            *line = shorten(line, most, width);
        }
        fitted
    }

    /// Draws a line of text held at a place; returns its box.
    pub(crate) fn text(
        &mut self,
        text: &str,
        (kind, color): (Type, Color),
        at: Point,
        along: Along,
        across: Across,
    ) -> Area {
        let text = one_line(text);
        self.check(&text);
        let face = self.face(kind);
        let width = self.fonts.width(&text, face);
        let left = match along {
            Along::Start => at.x,
            Along::Middle => at.x - width / 2.0,
            Along::End => at.x - width,
        };
        let baseline = match across {
            Across::Top => at.y + face.ascent(),
            Across::Middle => at.y + face.middle(),
            Across::Bottom => at.y + face.ascent() - face.height(),
        };
        let origin = Point::new(left, baseline);
        self.scene.text(&text, face, color, origin, width);
        face.area(origin, width)
    }

    /// Notes the characters of a text that the fonts lack.
    fn check(&mut self, text: &str) {
        let characters = self.fonts.missing(text);
        if !characters.is_empty() && self.missing.iter().all(|known| known.text != text) {
            self.missing.push(MissingCharacters {
                text: text.to_owned(),
                characters,
            });
        }
    }

    /// A filled rectangle.
    pub(crate) fn block(&mut self, area: Area, color: Color) {
        self.scene.block(area, color);
    }

    /// A line through points.
    pub(crate) fn stroke(&mut self, points: Vec<Point>, color: Color, width: f64) {
        self.scene.path(points, Paint::Stroke(color, width));
    }

    /// A filled shape.
    pub(crate) fn polygon(&mut self, corners: Vec<Point>, color: Color) {
        self.scene.path(corners, Paint::Fill(color));
    }

    /// A disc, or a ring of this width.
    pub(crate) fn circle(&mut self, centre: Point, radius: f64, paint: Paint) {
        self.scene.shapes.push(Shape::Circle {
            centre,
            radius,
            paint,
        });
    }

    /// A rectangle of slanted lines with an outline: tells itself from a filled one without colour.
    pub(crate) fn hatched(&mut self, area: Area, color: Color) {
        let (gap, width) = (self.px(9.0), self.px(2.0));
        let range = Range {
            low: (area.left, area.top),
            high: (area.right, area.bottom),
        };
        let slant = area.height();
        let count = ((area.width() + slant) / gap).floor() as usize;
        for index in 1..=count {
            let foot = area.left + index as f64 * gap;
            let line = [(foot, area.top), (foot - slant, area.bottom)];
            for part in range.polyline(&line) {
                let points = part.into_iter().map(|(x, y)| Point::new(x, y)).collect();
                self.stroke(points, color, width);
            }
        }
        let corners = [
            (area.left, area.top),
            (area.right, area.top),
            (area.right, area.bottom),
            (area.left, area.bottom),
            (area.left, area.top),
        ];
        self.stroke(
            corners.map(|(x, y)| Point::new(x, y)).to_vec(),
            color,
            width,
        );
    }

    /// The plotters backend that draws on this sheet.
    pub(crate) fn recorder(&mut self) -> Recorder<'_> {
        Recorder::new(&mut self.scene, &self.fonts)
    }

    /// The picture; or, if a text could not be drawn, a sheet that says so.
    pub(crate) fn finish(self) -> Chart {
        if self.missing.is_empty() {
            return self.into_chart(Vec::new());
        }
        let size = (self.scene.width, self.scene.height);
        let mut sheet = Self {
            scene: Scene::new(size.0, size.1, color::PAPER),
            missing: Vec::new(),
            ..self
        };
        placeholder::draw(&mut sheet, &self.missing);
        sheet.into_chart(self.missing)
    }

    fn into_chart(mut self, missing: Vec<MissingCharacters>) -> Chart {
        self.scene.recolor(|color| self.palette.color(color));
        Chart::new(self.scene, self.scale, missing)
    }
}

/// Lines put together again: between two letters that are not hanzi a line breaks only at a space.
fn rejoined(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        let ends = (text.chars().next_back(), line.chars().next());
        if let (Some(before), Some(after)) = ends
            && !is_wide(before)
            && !is_wide(after)
        {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// A text as one line: what breaks a line in a file is a space in a picture. These fonts' curly quotes are as wide as hanzi, so that a
/// text without hanzi gets straight ones.
fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().any(is_wide) {
        return line;
    }
    line.replace(['“', '”'], "\"").replace(['‘', '’'], "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_text_keeps_its_spaces() {
        let canvas = Canvas::new(&Style::default());
        let text = "Connected & new-energy vehicles";
        let whole = canvas.text_width(text, Type::Strong);
        let lines = canvas.fitted(text, Type::Strong, whole * 0.9, 1);
        assert!(
            text.starts_with(lines[0].trim_end_matches('…').trim_end()),
            "{lines:?}"
        );
        assert_eq!(
            rejoined(&["城市更新".into(), "项目".into()]),
            "城市更新项目"
        );
    }

    #[test]
    fn a_text_is_one_line_with_the_quotes_of_its_script() {
        assert_eq!(one_line("a\nb\t c"), "a b c");
        assert_eq!(one_line("Baiyun’s “plan”"), "Baiyun's \"plan\"");
        assert_eq!(one_line("“±”为一半"), "“±”为一半");
    }
}

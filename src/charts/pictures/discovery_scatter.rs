//! A sample of paths in the two weightiest drivers of a box, with the box drawn.

use super::super::backend::{Area, Color, Point};
use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Heading, Key, Marker, Sample, Stroke, Theme, Type,
    color,
};
use super::super::words::{Lang, Measure};
use super::discovered::{box_sentence, discovery_imprint, plot, title};
use super::names::subtitle;
use super::series::measured;
use crate::results::{DiscoveredBox, Discovery, DiscoveryDriver, Interest, Scatter, Summary};

/// Draws a sample of the counted paths in two drivers, those that miss the target as crosses, and the ranges of the first box.
///
/// # Errors
///
/// There is no box, or no second driver to draw it against.
pub fn discovery_scatter(
    summary: &Summary,
    discovery: &Discovery,
    style: &Style,
) -> Result<Chart, ChartError> {
    let scatter = discovery.scatter.as_ref().zip(discovery.boxes.first());
    let (scatter, found) = scatter.ok_or(ChartError::Nothing(Content::Boxes))?;
    let picture = Paths {
        summary,
        discovery,
        scatter,
        found,
        drivers: [scatter.across, scatter.up].map(|k| &discovery.drivers[k]),
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Paths<'a> {
    summary: &'a Summary,
    discovery: &'a Discovery,
    scatter: &'a Scatter,
    found: &'a DiscoveredBox,
    drivers: [&'a DiscoveryDriver; 2],
    lang: Lang,
}

impl Paths<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let imprint = discovery_imprint(self.summary, self.discovery, self.lang);
        let (heading, keys) = (self.heading(), self.keys(canvas));
        let body = plot(canvas, &heading, &keys, &[self.note(), imprint]);
        let frame = self.frame(canvas, body);
        let [across, up] = [0, 1].map(|k| self.ends(k, &frame));
        frame.bar(canvas, (across[0], up[0]), (across[1], up[1]), ground());
        frame.grid(canvas, Grid::Level);
        // Crosses on top: they are what is looked for.
        for missed in [false, true] {
            for (x, y, hit) in &self.scatter.points {
                if self.is_missed(*hit) == missed {
                    let (marker, ink, radius) = look(missed);
                    frame.marker(canvas, (*x, *y), marker, ink, canvas.px(radius));
                }
            }
        }
        let edge = Stroke::solid(color::INK, canvas.px(2.5));
        let [[left, right], [low, high]] = [across, up];
        let corners = [
            (left, low),
            (right, low),
            (right, high),
            (left, high),
            (left, low),
        ];
        frame.line(canvas, &corners, edge);
        self.captions(canvas, &frame, body);
    }

    fn is_missed(&self, of_interest: bool) -> bool {
        of_interest == (self.discovery.interest == Interest::Missed)
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        Heading {
            title: title(self.summary, self.discovery, lang),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![box_sentence(self.found, 0, self.discovery, lang)],
        }
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let lang = self.lang;
        let names = [lang.choose("达到", "met"), lang.choose("落空", "missed")];
        let mut keys: Vec<Key> = [false, true]
            .iter()
            .zip(names)
            .map(|(missed, name)| {
                let (marker, ink, _) = look(*missed);
                Key::new(Sample::Mark(marker, ink), name)
            })
            .collect();
        let edge = Stroke::solid(color::INK, canvas.px(2.5));
        keys.push(Key::new(Sample::Line(edge), lang.choose("盒子", "the box")));
        keys
    }

    fn note(&self) -> String {
        let count = self.scatter.points.len();
        let others = self.found.restrictions.len().saturating_sub(2);
        let (zh, en) = if others > 0 {
            (
                format!("盒子另有 {others} 条限制，图上看不见，所以框内也有不在盒内的路径。"),
                format!(
                    " {others} more of the box's restrictions are not seen here, so that some paths inside the frame lie outside the box."
                ),
            )
        } else {
            (String::new(), String::new())
        };
        self.lang.choose(
            format!("点为前 {count} 条计数的路径。{zh}"),
            format!("The dots are the first {count} of the counted paths.{en}"),
        )
    }

    /// The ends of the box in a driver, as far as the frame goes.
    fn ends(&self, k: usize, frame: &Frame) -> [f64; 2] {
        let name = &self.drivers[k].name;
        let axis = [&frame.x, &frame.y][k];
        let mut restrictions = self.found.restrictions.iter();
        let (low, high) = restrictions
            .find(|it| it.driver == *name)
            .map_or((None, None), |it| (it.low, it.high));
        let inside = |end: f64| end.clamp(axis.low, axis.high);
        [low.map_or(axis.low, inside), high.map_or(axis.high, inside)]
    }

    fn measure(&self, k: usize) -> Measure {
        let (low, high) = self.range(k);
        let magnitude = low.abs().max(high.abs());
        measured((&self.drivers[k].unit, None), "", self.lang, magnitude)
    }

    /// From the least to the greatest value of the sample, with room; and the box's own ends.
    fn range(&self, k: usize) -> (f64, f64) {
        let of = |(x, y, _): &(f64, f64, bool)| if k == 0 { *x } else { *y };
        let points = self.scatter.points.iter().map(of);
        let (low, high) = points.fold((f64::INFINITY, f64::NEG_INFINITY), |ends, value| {
            (ends.0.min(value), ends.1.max(value))
        });
        if low > high {
            return (0.0, 1.0);
        }
        let pad = 0.04 * (high - low);
        (low - pad, high + pad)
    }

    fn frame(&self, canvas: &Canvas, body: Area) -> Frame {
        let axis = |k: usize, most: usize| {
            let (low, high) = self.range(k);
            Axis::exact(low, high, most, &self.measure(k))
        };
        let y = axis(1, 7);
        let leading = Theme::leading(canvas.face(Type::Label));
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        Frame {
            area: Area::new(
                left,
                body.top + leading * 1.3,
                body.right - canvas.px(40.0),
                body.bottom - 2.0 * leading - canvas.px(16.0),
            ),
            x: axis(0, 9),
            y,
        }
    }

    fn captions(&self, canvas: &mut Canvas, frame: &Frame, body: Area) {
        let ink = (Type::Note, color::MUTED);
        let [across, up] = [0, 1].map(|k| self.caption(k));
        let at = Point::new(frame.area.right, body.bottom);
        for line in canvas.fitted(&across, Type::Note, frame.area.width(), 1) {
            canvas.text(&line, ink, at, Along::End, Across::Bottom);
        }
        let at = Point::new(body.left, frame.area.top - canvas.px(14.0));
        for line in canvas.fitted(&up, Type::Note, body.width(), 1) {
            canvas.text(&line, ink, at, Along::Start, Across::Bottom);
        }
    }

    /// A driver with its years and unit.
    fn caption(&self, k: usize) -> String {
        let (driver, lang) = (self.drivers[k], self.lang);
        let name = lang.pick(&driver.label);
        let unit = match self.measure(k).caption() {
            "" => String::new(),
            unit => lang.choose(format!("（{unit}）"), format!(" ({unit})")),
        };
        let years = match driver.years {
            None => String::new(),
            Some([first, last]) if first == last => {
                lang.choose(format!("，{first}年"), format!(", {first}"))
            }
            Some([first, last]) => lang.choose(
                format!("，{first}–{last}年均值"),
                format!(", mean of {first}–{last}"),
            ),
        };
        format!("{name}{years}{unit}")
    }
}

/// How a path that misses, or meets, the target is drawn.
fn look(missed: bool) -> (Marker, Color, f64) {
    if missed {
        (Marker::Cross, color::TARGET.with_alpha(0.8), 7.0)
    } else {
        (Marker::Disc, color::BAND_INNER.with_alpha(0.7), 4.0)
    }
}

/// The ground of the box.
fn ground() -> Color {
    color::PALE.with_alpha(0.35)
}

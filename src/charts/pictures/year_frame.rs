//! A frame over years: the unit at its head, exact years below, and the last year's values at its right.

use super::super::backend::{Area, Color, Point};
use super::super::page::{Across, Along, Axis, Canvas, Frame, Marker, Theme, Type, color, spread};
use super::super::words::{Lang, Measure};
use super::callout::half_mark;
use super::series::Year;

/// A value written beside the last year.
pub(super) struct EndLabel {
    pub(super) text: String,
    /// Where it belongs on the axis.
    pub(super) value: f64,
    pub(super) ink: (Type, Color),
    /// The mark of its curve, where there are several.
    pub(super) mark: Option<(Marker, Color)>,
}

/// What a frame over years must hold.
pub(super) struct YearFrame<'a> {
    pub(super) measure: &'a Measure,
    pub(super) lang: Lang,
    /// Least and greatest value.
    pub(super) reach: (f64, f64),
    /// First and last year.
    pub(super) span: (i32, i32),
    /// Whether a mark as wide as a target's stands at the last year.
    pub(super) marked_end: bool,
    pub(super) ends: &'a [EndLabel],
}

impl YearFrame<'_> {
    /// From the head of the frame up to the foot of its caption.
    fn lift(canvas: &Canvas) -> f64 {
        canvas.px(20.0)
    }

    /// From the frame's right edge to the texts there, and to their marks.
    fn gutter(&self, canvas: &Canvas) -> (f64, f64) {
        let marked = self.ends.iter().any(|end| end.mark.is_some());
        let text = if marked { 36.0 } else { 12.0 };
        (canvas.px(text), canvas.px(20.0))
    }

    /// The frame inside this area, its axis lengthened upward by a part of the range.
    pub(super) fn frame(&self, canvas: &Canvas, body: Area, headroom: f64) -> Frame {
        let caption = Theme::leading(canvas.face(Type::Note)) + Self::lift(canvas);
        let scale = Theme::leading(canvas.face(Type::Label)) + canvas.px(16.0);
        let (top, bottom) = (body.top + caption, body.bottom - scale);
        let most = ((bottom - top) / canvas.px(72.0)) as usize;
        let (low, high) = self.reach;
        let high = high + headroom * (high - low);
        let y = Axis::rounded(low, high, most.clamp(3, 9), self.measure);
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        let texts = self.ends.iter().map(|end| end.text.as_str());
        let right = body.right - canvas.widest(texts, Type::Strong) - self.gutter(canvas).0;
        Frame {
            area: Area::new(left, top, right, bottom),
            x: self.years(canvas, right - left),
            y,
        }
    }

    fn years(&self, canvas: &Canvas, width: f64) -> Axis {
        let (first, last) = self.span;
        let most = (width / (canvas.text_width("2030", Type::Label) * 1.7)) as usize;
        let pad = match (first == last, self.marked_end) {
            (true, _) => (1.0, 1.0),
            (false, true) => (0.35, 0.35),
            (false, false) => (0.35, 0.06),
        };
        Axis::years(first, last, pad, most)
    }

    /// Writes the unit over the axis and the last values beside it, each as near its height as the others allow.
    pub(super) fn draw_labels(&self, canvas: &mut Canvas, frame: &Frame, body: Area) {
        if let Some(text) = Axis::caption(self.measure, self.lang) {
            let at = Point::new(body.left, frame.area.top - Self::lift(canvas));
            canvas.text(
                &text,
                (Type::Note, color::MUTED),
                at,
                Along::Start,
                Across::Bottom,
            );
        }
        let leading = Theme::leading(canvas.face(Type::Label));
        let wanted: Vec<(f64, f64)> = self
            .ends
            .iter()
            .map(|end| (frame.up(end.value), leading))
            .collect();
        let half = leading / 2.0;
        let places = spread(&wanted, frame.area.top - half, frame.area.bottom + half);
        let (text, mark) = self.gutter(canvas);
        for (end, y) in self.ends.iter().zip(places) {
            if let Some((marker, color)) = end.mark {
                let radius = canvas.px(7.0);
                canvas.mark(
                    Point::new(frame.area.right + mark, y),
                    marker,
                    color,
                    radius,
                );
            }
            let at = Point::new(frame.area.right + text, y);
            canvas.text(&end.text, end.ink, at, Along::Start, Across::Middle);
        }
    }

    /// A note at the right over the frame.
    pub(super) fn draw_note(canvas: &mut Canvas, frame: &Frame, text: &str) {
        let at = Point::new(frame.area.right, frame.area.top - Self::lift(canvas));
        canvas.text(
            text,
            (Type::Note, color::MUTED),
            at,
            Along::End,
            Across::Bottom,
        );
    }
}

/// A value over the years; that of a lone year is drawn as wide as a target's mark.
pub(super) fn curve(
    canvas: &Canvas,
    frame: &Frame,
    points: &[Year],
    value: impl Fn(&Year) -> f64,
) -> Vec<(f64, f64)> {
    let place = |point: &Year| (f64::from(point.calendar), value(point));
    let places: Vec<(f64, f64)> = points.iter().map(place).collect();
    if let [(x, y)] = places[..] {
        let half = half_mark(canvas, frame);
        return vec![(x - half, y), (x + half, y)];
    }
    places
}

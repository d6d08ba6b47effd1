//! Values marked by upright lines through a plot, their words in a row above it.

use super::super::backend::{Color, Point};
use super::super::page::{Across, Along, Canvas, Frame, Stroke, Theme, Type, spread};

/// A value marked across a plot: its words, the value, how it is drawn.
pub(super) struct Mark {
    pub(super) text: String,
    pub(super) value: f64,
    pub(super) stroke: Stroke,
    pub(super) ink: (Type, Color),
}

/// Room that a mark's words take.
fn extent(canvas: &Canvas, mark: &Mark) -> f64 {
    canvas.text_width(&mark.text, mark.ink.0) + canvas.px(28.0)
}

/// The marks whose words have room beside each other: on a narrow sheet they are smaller, and the last may go.
pub(super) fn fitting(canvas: &Canvas, mut marks: Vec<Mark>) -> Vec<Mark> {
    let room = canvas.width() - 2.0 * canvas.theme().margin();
    let wide = |marks: &[Mark]| marks.iter().map(|mark| extent(canvas, mark)).sum::<f64>() > room;
    if wide(&marks) {
        for mark in &mut marks {
            mark.ink.0 = Type::Note;
        }
    }
    while marks.len() > 1 && wide(&marks) {
        marks.pop();
    }
    marks
}

/// A range that holds every mark as well.
pub(super) fn marked_reach(reach: (f64, f64), marks: &[Mark]) -> (f64, f64) {
    extended(reach, marks.iter().map(|mark| mark.value))
}

/// A range that holds these values as well.
pub(super) fn extended(reach: (f64, f64), values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold(reach, |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// Upright lines through the bars; their words stand in a row above, moved apart, each tied to its line.
pub(super) fn draw_marks(canvas: &mut Canvas, frame: &Frame, marks: &[Mark]) {
    let wanted: Vec<(f64, f64)> = marks
        .iter()
        .map(|mark| (frame.across(mark.value), extent(canvas, mark)))
        .collect();
    let margin = canvas.theme().margin() - canvas.px(14.0);
    let places = spread(&wanted, margin, canvas.width() - margin);
    let leading = Theme::leading(canvas.face(Type::Label));
    let foot = frame.area.top - leading * 0.75;
    for (mark, x) in marks.iter().zip(places).rev() {
        frame.line(
            canvas,
            &[(mark.value, frame.y.low), (mark.value, frame.y.high)],
            mark.stroke,
        );
        let line = frame.across(mark.value);
        let tie = vec![Point::new(line, frame.area.top), Point::new(x, foot)];
        canvas.stroke(
            tie,
            mark.stroke.color,
            mark.stroke.width.min(canvas.px(2.0)),
        );
        let at = Point::new(x, foot - canvas.px(2.0));
        canvas.text(&mark.text, mark.ink, at, Along::Middle, Across::Bottom);
    }
}

//! A waterfall: a level, what is added to it and taken from it one after the other, and the level that this comes to.

use super::super::backend::Color;
use super::axis::Axis;
use super::canvas::{Along, Canvas};
use super::frame::{Marker, Stroke};
use super::table::{Column, Laid, Line, Table};
use super::theme::{Type, color};

/// What a row of a waterfall is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Bar {
    /// A level: where the running sum stands.
    Level(f64),
    /// What is added to the running sum.
    Change(f64),
}

/// A row of a waterfall.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    pub(crate) name: Vec<Line>,
    pub(crate) bar: Bar,
    /// Half of the 95 % interval; `None` for what has no error.
    pub(crate) half_width: Option<f64>,
    /// The number in words, at the right.
    pub(crate) text: String,
}

/// Rows from the first level to the last, and the headings of their columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Waterfall {
    pub(crate) steps: Vec<Step>,
    /// Headings of the names, of the plot and of the numbers.
    pub(crate) headings: [String; 3],
}

/// Where a row's bar begins and ends.
type Reach = (f64, f64);

impl Waterfall {
    /// The least and the greatest value that has to be on the axis, whiskers included.
    pub(crate) fn reach(&self) -> Reach {
        let ends = self.steps.iter().zip(self.spans());
        ends.fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(low, high), (step, (from, to))| {
                let half = step.half_width.unwrap_or(0.0);
                (low.min(from).min(to - half), high.max(from).max(to + half))
            },
        )
    }

    /// Where each bar begins and ends; a level does both at its value.
    fn spans(&self) -> Vec<Reach> {
        let mut running = 0.0;
        let span = |step: &Step| {
            let from = match step.bar {
                Bar::Level(value) => value,
                Bar::Change(_) => running,
            };
            running = match step.bar {
                Bar::Level(value) => value,
                Bar::Change(change) => running + change,
            };
            (from, running)
        };
        self.steps.iter().map(span).collect()
    }

    /// Draws it from `top`, at least down to the sheet's end less `foot`. Where the axis has zero on it, levels are bars from there; where it
    /// has not, a bar would lie about proportions, and they are marks.
    pub(crate) fn draw(&self, canvas: &mut Canvas, axis: Axis, top: f64, foot: f64) -> Laid {
        let laid = self.table(axis).draw(canvas, top, foot);
        let spans = self.spans();
        for (row, (step, span)) in self.steps.iter().zip(&spans).enumerate() {
            draw_step(canvas, &laid, row, (step, *span));
            if row + 1 < spans.len() {
                tie(canvas, &laid, row, span.1);
            }
        }
        laid
    }

    fn table(&self, axis: Axis) -> Table {
        let [names, plot, numbers] = &self.headings;
        let number = |step: &Step| {
            let kind = match step.bar {
                Bar::Level(_) => Type::Strong,
                Bar::Change(_) => Type::Label,
            };
            vec![(step.text.clone(), kind, color::INK)]
        };
        let column = |heading: &String, cells, along, most| Column {
            heading: (heading.clone(), color::MUTED),
            cells,
            along,
            most,
        };
        let named = self.steps.iter().map(|step| step.name.clone()).collect();
        let numbered = self.steps.iter().map(number).collect();
        Table {
            before: vec![column(names, named, Along::Start, 0.4)],
            after: vec![column(numbers, numbered, Along::End, 0.2)],
            axis,
            heading: plot.clone(),
            dividers: Vec::new(),
            row: 48.0,
        }
    }
}

/// The colour of what is added, or taken away.
fn fill(bar: Bar) -> Color {
    match bar {
        Bar::Level(_) => color::STRONG,
        Bar::Change(change) => color::of_change(if change < 0.0 { -0.75 } else { 0.75 }),
    }
}

fn draw_step(canvas: &mut Canvas, laid: &Laid, row: usize, (step, (from, to)): (&Step, Reach)) {
    let (frame, middle) = (&laid.frame, laid.rows[row]);
    let half = (laid.heights[row] * 0.3).min(canvas.px(20.0));
    let has_zero = frame.x.low <= 0.0 && frame.x.high >= 0.0;
    let is_level = matches!(step.bar, Bar::Level(_));
    let start = if is_level && has_zero { 0.0 } else { from };
    let ground = fill(step.bar);
    if !is_level || has_zero {
        let (top, bottom) = (middle + half, middle - half);
        frame.bar(canvas, (start, bottom), (to, top), ground);
    } else {
        let (radius, at) = (canvas.px(11.0), (to, middle));
        frame.marker(canvas, at, Marker::Diamond, ground, radius);
    }
    if let Some(error) = step.half_width {
        let stroke = Stroke::solid(color::INK, canvas.px(2.5));
        frame.whisker(canvas, (to - error, to + error), middle, stroke);
    }
}

/// The running sum from a row to the next.
fn tie(canvas: &mut Canvas, laid: &Laid, row: usize, value: f64) {
    let stroke = Stroke::solid(color::AXIS, canvas.px(1.5));
    let ends = [(value, laid.rows[row]), (value, laid.rows[row + 1])];
    laid.frame.line(canvas, &ends, stroke);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(bar: Bar, half_width: Option<f64>) -> Step {
        Step {
            name: Vec::new(),
            bar,
            half_width,
            text: String::new(),
        }
    }

    #[test]
    fn changes_stand_on_what_came_before() {
        let waterfall = Waterfall {
            steps: vec![
                step(Bar::Level(0.5), None),
                step(Bar::Change(0.2), Some(0.05)),
                step(Bar::Change(-0.4), None),
                step(Bar::Level(0.3), Some(0.1)),
            ],
            headings: [const { String::new() }; 3],
        };
        let wanted = [(0.5, 0.5), (0.5, 0.7), (0.7, 0.3), (0.3, 0.3)];
        let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
        let spans = waterfall.spans();
        let alike = |(a, b): (&Reach, &Reach)| near(a.0, b.0) && near(a.1, b.1);
        assert!(spans.iter().zip(&wanted).all(alike), "{spans:?}");
        let (low, high) = waterfall.reach();
        assert!(near(low, 0.2) && near(high, 0.75), "{low} {high}");
    }
}

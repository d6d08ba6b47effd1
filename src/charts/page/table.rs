//! Rows with a plot in the middle: names and numbers as text columns, and beside them what the numbers look like.

use super::super::backend::{Area, Color, Point};
use super::axis::Axis;
use super::canvas::{Across, Along, Canvas};
use super::frame::{Frame, Grid};
use super::theme::{Theme, Type, color};

/// A line of text in a cell.
pub(crate) type Line = (String, Type, Color);

/// A text column: its heading and a cell for each row; an empty cell stays empty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    pub(crate) heading: (String, Color),
    pub(crate) cells: Vec<Vec<Line>>,
    pub(crate) along: Along,
    /// No wider than this part of the sheet; what is longer is broken into lines.
    pub(crate) most: f64,
}

/// A table with a plot: columns before it and after it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    pub(crate) before: Vec<Column>,
    pub(crate) after: Vec<Column>,
    /// The plot's axis across.
    pub(crate) axis: Axis,
    /// Heading of the plot.
    pub(crate) heading: String,
    /// Rows that only divide: they have no stripe and no plot.
    pub(crate) dividers: Vec<usize>,
    /// Least height of a row, in pixels at 1600 × 1000.
    pub(crate) row: f64,
}

/// The plot is at least this part of the sheet: columns before it are broken into lines until it is.
const LEAST_PLOT: f64 = 0.19;
/// Breaking a column into lines makes it no narrower than this part of its widest text.
const LEAST_COLUMN: f64 = 0.55;

/// A table that has been laid out: where its plot and the middle of each row are.
pub(crate) struct Laid {
    pub(crate) frame: Frame,
    /// Middle of each row in the frame's data coordinates.
    pub(crate) rows: Vec<f64>,
    /// Height of each row in pixels.
    pub(crate) heights: Vec<f64>,
}

impl Laid {
    /// A line across the sheet above a row.
    pub(crate) fn rule_above(&self, canvas: &mut Canvas, row: usize) {
        let y = self.frame.up(self.rows[row]) - self.heights[row] / 2.0;
        let margin = canvas.theme().margin() - canvas.px(12.0);
        let ends = vec![
            Point::new(margin, y),
            Point::new(canvas.width() - margin, y),
        ];
        let width = canvas.px(2.0);
        canvas.stroke(ends, color::AXIS, width);
    }
}

/// Cells broken into lines, and the column's place.
pub(super) struct Fitted {
    pub(super) lines: Vec<Vec<Line>>,
    left: f64,
    right: f64,
}

impl Table {
    fn gap(canvas: &Canvas) -> f64 {
        canvas.px(28.0)
    }

    /// Height of the headings.
    fn head(canvas: &Canvas) -> f64 {
        Theme::leading(canvas.face(Type::Note)) + canvas.px(8.0)
    }

    /// Height of the axis numbers below.
    fn scale(canvas: &Canvas) -> f64 {
        Theme::leading(canvas.face(Type::Label)) + canvas.px(16.0)
    }

    /// Draws the table from `top`, as high as its rows need, and at least down to `bottom` less `foot`; the sheet grows if it must.
    pub(crate) fn draw(&self, canvas: &mut Canvas, top: f64, foot: f64) -> Laid {
        let margin = canvas.theme().margin();
        let (after, right) = self.fit_after(canvas, canvas.width() - margin);
        let (before, left) = self.fit_before(canvas, margin, right);
        let top = top + Self::head(canvas);
        let heights = self.heights(canvas, &before, &after, top, foot);
        let bottom = top + heights.iter().sum::<f64>();
        canvas.grow_to(bottom + Self::scale(canvas) + foot);
        let frame = Frame {
            area: Area::new(left, top, right, bottom),
            x: self.axis.clone(),
            y: Axis::rows(bottom - top),
        };
        let mut rows = Vec::with_capacity(heights.len());
        let mut used = 0.0;
        for height in &heights {
            rows.push(-(used + height / 2.0));
            used += height;
        }
        let laid = Laid {
            frame,
            rows,
            heights,
        };
        self.stripes(canvas, &laid, margin);
        self.headings(canvas, &before, &after, &laid);
        laid.frame.grid(canvas, Grid::Upright);
        for column in before
            .iter()
            .zip(&self.before)
            .chain(after.iter().zip(&self.after))
        {
            Self::cells(canvas, column, &laid);
        }
        laid
    }

    fn fit_before(&self, canvas: &Canvas, margin: f64, right: f64) -> (Vec<Fitted>, f64) {
        let mut left = margin;
        let mut fitted = Vec::new();
        for (column, width) in self
            .before
            .iter()
            .zip(self.widths_before(canvas, right - margin))
        {
            fitted.push(column.fit(canvas, left, left + width));
            left += width + Self::gap(canvas);
        }
        (fitted, left)
    }

    /// Widths of the columns before the plot, which with it have this room: where the plot would be too narrow, the columns give of what they have over the
    /// least that their texts need.
    fn widths_before(&self, canvas: &Canvas, room: f64) -> Vec<f64> {
        let mut widths: Vec<f64> = self
            .before
            .iter()
            .map(|column| column.width(canvas))
            .collect();
        let least = self.before.iter().map(|column| column.least(canvas));
        let spare: Vec<f64> = widths
            .iter()
            .zip(least)
            .map(|(width, least)| (width - least).max(0.0))
            .collect();
        let (all, spared) = (widths.iter().sum::<f64>(), spare.iter().sum::<f64>());
        let gaps = Self::gap(canvas) * widths.len() as f64;
        let missing = LEAST_PLOT * canvas.width() - (room - gaps - all);
        if missing > 0.0 && spared > 0.0 {
            let part = (missing / spared).min(1.0);
            for (width, spare) in widths.iter_mut().zip(spare) {
                *width -= part * spare;
            }
        }
        widths
    }

    fn fit_after(&self, canvas: &Canvas, edge: f64) -> (Vec<Fitted>, f64) {
        let mut right = edge;
        let mut fitted = Vec::new();
        for column in self.after.iter().rev() {
            let width = column.width(canvas);
            fitted.push(column.fit(canvas, right - width, right));
            right -= width + Self::gap(canvas);
        }
        fitted.reverse();
        (fitted, right)
    }

    /// What the lines of each row need; spare room on the sheet is shared out, up to half as much again.
    fn heights(
        &self,
        canvas: &Canvas,
        before: &[Fitted],
        after: &[Fitted],
        top: f64,
        foot: f64,
    ) -> Vec<f64> {
        let count = self.before.first().map_or(0, |column| column.cells.len());
        let needed: Vec<f64> = (0..count)
            .map(|row| {
                let lines = before
                    .iter()
                    .chain(after)
                    .map(|column| lines_height(canvas, &column.lines[row]))
                    .fold(0.0, f64::max);
                (lines + canvas.px(10.0)).max(canvas.px(self.row))
            })
            .collect();
        let room = canvas.height() - foot - Self::scale(canvas) - top;
        let share = (room / needed.iter().sum::<f64>().max(1.0)).clamp(1.0, 1.5);
        needed.into_iter().map(|height| height * share).collect()
    }

    fn stripes(&self, canvas: &mut Canvas, laid: &Laid, margin: f64) {
        let mut striped = false;
        for (row, (middle, height)) in laid.rows.iter().zip(&laid.heights).enumerate() {
            striped = !striped && !self.dividers.contains(&row);
            if striped {
                let y = laid.frame.up(*middle);
                let area = Area::new(
                    margin - canvas.px(12.0),
                    y - height / 2.0,
                    canvas.width() - margin + canvas.px(12.0),
                    y + height / 2.0,
                );
                canvas.block(area, color::STRIPE);
            }
        }
    }

    fn headings(&self, canvas: &mut Canvas, before: &[Fitted], after: &[Fitted], laid: &Laid) {
        let y = laid.frame.area.top - canvas.px(8.0);
        let ink = (Type::Note, color::MUTED);
        for (fitted, column) in before
            .iter()
            .zip(&self.before)
            .chain(after.iter().zip(&self.after))
        {
            let x = column.held(fitted);
            let (heading, ink) = &column.heading;
            canvas.text(
                heading,
                (Type::Note, *ink),
                Point::new(x, y),
                column.along,
                Across::Bottom,
            );
        }
        let at = Point::new(laid.frame.area.left, y);
        canvas.text(&self.heading, ink, at, Along::Start, Across::Bottom);
    }

    fn cells(canvas: &mut Canvas, (fitted, column): (&Fitted, &Column), laid: &Laid) {
        let x = column.held(fitted);
        for (lines, middle) in fitted.lines.iter().zip(&laid.rows) {
            let mut y = laid.frame.up(*middle) - lines_height(canvas, lines) / 2.0;
            for (text, kind, color) in lines {
                let leading = Theme::leading(canvas.face(*kind));
                let at = Point::new(x, y + leading / 2.0);
                canvas.text(text, (*kind, *color), at, column.along, Across::Middle);
                y += leading;
            }
        }
    }
}

impl Column {
    /// As wide as its widest text, up to its part of the sheet.
    pub(super) fn width(&self, canvas: &Canvas) -> f64 {
        let cells = self
            .cells
            .iter()
            .flatten()
            .map(|(text, kind, _)| canvas.text_width(text, *kind))
            .fold(canvas.text_width(&self.heading.0, Type::Note), f64::max);
        cells.min(canvas.width() * self.most)
    }

    /// The least that its texts need when they are broken into lines: that of the widest word, and not much less than half of the widest text.
    fn least(&self, canvas: &Canvas) -> f64 {
        let words = |(text, kind, _): &Line| {
            let most = LEAST_COLUMN * canvas.text_width(text, *kind);
            let lines = canvas.wrapped(text, *kind, most);
            canvas.widest(lines.iter().map(String::as_str), *kind)
        };
        let cells = self.cells.iter().flatten().map(words);
        cells.fold(canvas.text_width(&self.heading.0, Type::Note), f64::max)
    }

    pub(super) fn fit(&self, canvas: &Canvas, left: f64, right: f64) -> Fitted {
        let fit_line = |(text, kind, color): &Line| {
            // A hair more than the width, which is that of the widest text itself.
            canvas
                .fitted(text, *kind, right - left + 0.5, 4)
                .into_iter()
                .map(|part| (part, *kind, *color))
                .collect::<Vec<Line>>()
        };
        let lines = self
            .cells
            .iter()
            .map(|cell| cell.iter().flat_map(fit_line).collect())
            .collect();
        Fitted { lines, left, right }
    }

    /// Where its texts are held.
    pub(super) fn held(&self, fitted: &Fitted) -> f64 {
        match self.along {
            Along::Start => fitted.left,
            Along::Middle => f64::midpoint(fitted.left, fitted.right),
            Along::End => fitted.right,
        }
    }
}

/// Height of the lines of a cell.
pub(super) fn lines_height(canvas: &Canvas, lines: &[Line]) -> f64 {
    lines
        .iter()
        .map(|(_, kind, _)| Theme::leading(canvas.face(*kind)))
        .sum()
}

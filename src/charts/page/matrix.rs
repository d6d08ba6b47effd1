//! A matrix of shaded cells with a number in each: rows named at the left, columns headed above.

use super::super::backend::{Area, Color, Point};
use super::canvas::{Across, Along, Canvas};
use super::table::{Column, Fitted, lines_height};
use super::theme::{Theme, Type, color};

/// Lines of a column's heading at most.
const HEADING_LINES: usize = 5;

/// A shaded cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell {
    /// The number; left out where it has no room.
    pub(crate) text: String,
    /// A second, smaller line.
    pub(crate) below: Option<String>,
    pub(crate) fill: Color,
    /// Whether a strong line runs round it.
    pub(crate) framed: bool,
}

/// Rows of shaded cells between text columns.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Matrix {
    pub(crate) before: Vec<Column>,
    /// Headings of the shaded columns.
    pub(crate) headings: Vec<(String, Color)>,
    /// The cells of each row; `None` stays empty, and a row without any is a narrow gap.
    pub(crate) cells: Vec<Vec<Option<Cell>>>,
    pub(crate) after: Vec<Column>,
    /// Rows with a strong line above them.
    pub(crate) ruled: Vec<usize>,
    /// Least height of a row, in pixels at 1600 × 1000.
    pub(crate) row: f64,
}

/// Where the cells are: edges between columns and between rows, in pixels.
struct Edges {
    across: Vec<f64>,
    down: Vec<f64>,
}

impl Edges {
    fn cell(&self, row: usize, column: usize) -> Area {
        Area::new(
            self.across[column],
            self.down[row],
            self.across[column + 1],
            self.down[row + 1],
        )
    }
}

impl Matrix {
    /// How many columns headed by a year have room on the sheet.
    pub(crate) fn years(canvas: &Canvas) -> usize {
        ((canvas.width() / canvas.px(100.0)) as usize).clamp(4, 16)
    }

    /// Draws the matrix from `top`, as high as its rows need, and about down to the sheet's end less `foot`; the sheet grows if it must.
    pub(crate) fn draw(&self, canvas: &mut Canvas, top: f64, foot: f64) {
        let margin = canvas.theme().margin();
        let gap = canvas.px(24.0);
        let (mut left, mut before) = (margin, Vec::new());
        for column in &self.before {
            let width = column.width(canvas);
            before.push(column.fit(canvas, left, left + width));
            left += width + gap;
        }
        let (mut right, mut after) = (canvas.width() - margin, Vec::new());
        for column in self.after.iter().rev() {
            let width = column.width(canvas);
            after.push(column.fit(canvas, right - width, right));
            right -= width + gap;
        }
        after.reverse();
        let count = self.headings.len().max(1) as f64;
        let width = (right - left) / count;
        let (heads, head) = self.headings(canvas, (width - canvas.px(8.0)).max(0.9 * width));
        let top = top + head;
        let down = self.rows(canvas, &before, &after, top, foot);
        let edges = Edges {
            across: (0..=self.headings.len())
                .map(|column| left + column as f64 * width)
                .collect(),
            down,
        };
        canvas.grow_to(edges.down[edges.down.len() - 1] + canvas.px(8.0) + foot);
        self.draw_headings(canvas, &heads, &edges, top);
        let texts = self.before.iter().zip(&before);
        for (column, fitted) in texts.chain(self.after.iter().zip(&after)) {
            column_texts(canvas, column, fitted, &edges, top);
        }
        self.draw_cells(canvas, &edges);
        self.draw_rules(canvas, &edges);
    }

    /// The headings in lines, and how high they are.
    fn headings(&self, canvas: &Canvas, width: f64) -> (Vec<Vec<String>>, f64) {
        let heads: Vec<Vec<String>> = self
            .headings
            .iter()
            .map(|(text, _)| balanced(canvas, text, width))
            .collect();
        let lines = heads.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let leading = Theme::leading(canvas.face(Type::Note));
        (heads, lines as f64 * leading + canvas.px(8.0))
    }

    /// Edges of the rows: what their lines need; spare room is shared out, up to half as much again.
    fn rows(
        &self,
        canvas: &Canvas,
        before: &[Fitted],
        after: &[Fitted],
        top: f64,
        foot: f64,
    ) -> Vec<f64> {
        let row = |index: usize| {
            if self.cells[index].is_empty() {
                return canvas.px(10.0);
            }
            let texts = before.iter().chain(after);
            let lines = texts
                .map(|column| lines_height(canvas, &column.lines[index]))
                .fold(0.0, f64::max);
            let two = self.cells[index]
                .iter()
                .flatten()
                .any(|cell| cell.below.is_some());
            let least = if two { self.row.max(66.0) } else { self.row };
            (lines + canvas.px(8.0)).max(canvas.px(least))
        };
        let needed: Vec<f64> = (0..self.cells.len()).map(row).collect();
        let room = canvas.height() - foot - canvas.px(8.0) - top;
        let share = (room / needed.iter().sum::<f64>().max(1.0)).clamp(1.0, 1.5);
        let mut edges = vec![top];
        for height in needed {
            edges.push(edges[edges.len() - 1] + height * share);
        }
        edges
    }

    fn draw_headings(&self, canvas: &mut Canvas, heads: &[Vec<String>], edges: &Edges, top: f64) {
        let leading = Theme::leading(canvas.face(Type::Note));
        for (column, (lines, (_, ink))) in heads.iter().zip(&self.headings).enumerate() {
            let x = f64::midpoint(edges.across[column], edges.across[column + 1]);
            for (index, line) in lines.iter().rev().enumerate() {
                let y = top - canvas.px(8.0) - index as f64 * leading;
                let at = Point::new(x, y);
                canvas.text(line, (Type::Note, *ink), at, Along::Middle, Across::Bottom);
            }
        }
    }

    fn draw_cells(&self, canvas: &mut Canvas, edges: &Edges) {
        let room = edges.across[1] - edges.across[0] - canvas.px(8.0);
        let main = self.kind(canvas, room, |cell| Some(&cell.text), Type::Label);
        let minor = self.kind(canvas, room, |cell| cell.below.as_ref(), Type::Note);
        let seam = canvas.px(1.5);
        for (row, cells) in self.cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                if let Some(cell) = cell {
                    let area = edges.cell(row, column);
                    canvas.block(area.grown(-seam), cell.fill);
                    cell_text(canvas, cell, area, (main, minor), room);
                }
            }
        }
        for (row, cells) in self.cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                if cell.as_ref().is_some_and(|cell| cell.framed) {
                    outline(canvas, edges.cell(row, column));
                }
            }
        }
    }

    /// The largest kind of text in which every cell's line has room; the smallest if none.
    fn kind(
        &self,
        canvas: &Canvas,
        room: f64,
        line: impl Fn(&Cell) -> Option<&String>,
        largest: Type,
    ) -> Type {
        let kinds = [Type::Label, Type::Note, Type::Footer];
        let from = kinds.iter().position(|kind| *kind == largest).unwrap_or(0);
        let lines = || self.cells.iter().flatten().flatten().filter_map(&line);
        let fits = |kind: &&Type| lines().all(|text| canvas.text_width(text, **kind) <= room);
        *kinds[from..].iter().find(fits).unwrap_or(&Type::Footer)
    }

    fn draw_rules(&self, canvas: &mut Canvas, edges: &Edges) {
        let (left, right) = (edges.across[0], edges.across[edges.across.len() - 1]);
        let width = canvas.px(4.0);
        for row in &self.ruled {
            let y = edges.down[*row];
            let ends = vec![Point::new(left, y), Point::new(right, y)];
            canvas.stroke(ends, color::TARGET, width);
        }
    }
}

/// A heading in as few lines as fit, of about the same width.
fn balanced(canvas: &Canvas, text: &str, width: f64) -> Vec<String> {
    let fitted = |width: f64| canvas.fitted(text, Type::Note, width, HEADING_LINES);
    let usual = fitted(width);
    let whole = |lines: &Vec<String>| lines.concat().chars().count();
    let narrower = (5..10).map(|tenths| fitted(width * f64::from(tenths) / 10.0));
    let same = |lines: &Vec<String>| lines.len() == usual.len() && whole(lines) == whole(&usual);
    narrower.into_iter().find(same).unwrap_or(usual)
}

fn column_texts(canvas: &mut Canvas, column: &Column, fitted: &Fitted, edges: &Edges, top: f64) {
    let x = column.held(fitted);
    let (heading, ink) = &column.heading;
    let at = Point::new(x, top - canvas.px(8.0));
    let ink = (Type::Note, *ink);
    canvas.text(heading, ink, at, column.along, Across::Bottom);
    for (row, lines) in fitted.lines.iter().enumerate() {
        let middle = f64::midpoint(edges.down[row], edges.down[row + 1]);
        let mut y = middle - lines_height(canvas, lines) / 2.0;
        for (text, kind, color) in lines {
            let leading = Theme::leading(canvas.face(*kind));
            let at = Point::new(x, y + leading / 2.0);
            canvas.text(text, (*kind, *color), at, column.along, Across::Middle);
            y += leading;
        }
    }
}

/// The number in the middle; with its second line where both have room.
fn cell_text(canvas: &mut Canvas, cell: &Cell, area: Area, (main, minor): (Type, Type), room: f64) {
    let ink = color::ink_on(cell.fill);
    let centre = area.centre();
    let fits = |canvas: &Canvas, text: &str, kind| canvas.text_width(text, kind) <= room;
    let below = cell.below.as_ref().filter(|text| fits(canvas, text, minor));
    let (first, second) = (
        Theme::leading(canvas.face(main)),
        Theme::leading(canvas.face(minor)),
    );
    let total = first + below.map_or(0.0, |_| second);
    let mut y = centre.y - total / 2.0 + first / 2.0;
    if !cell.text.is_empty() && fits(canvas, &cell.text, main) {
        let at = Point::new(centre.x, y);
        canvas.text(&cell.text, (main, ink), at, Along::Middle, Across::Middle);
    }
    if let Some(text) = below {
        y += f64::midpoint(first, second);
        let at = Point::new(centre.x, y);
        canvas.text(text, (minor, ink), at, Along::Middle, Across::Middle);
    }
}

fn outline(canvas: &mut Canvas, area: Area) {
    let width = canvas.px(4.0);
    let area = area.grown(-width / 2.0);
    let corners = [
        (area.left, area.top),
        (area.right, area.top),
        (area.right, area.bottom),
        (area.left, area.bottom),
        (area.left, area.top - width / 2.0),
    ];
    let points = corners.map(|(x, y)| Point::new(x, y)).to_vec();
    canvas.stroke(points, color::INK, width);
}

//! A smooth function of the normal score as cubic pieces.

/// Scores beyond this are taken as this: 10⁻¹⁶ of a normal distribution.
pub(super) const REACH: f64 = 8.3;
/// Scores within which the accuracy is promised.
const CHECKED: f64 = 6.0;
/// Cells a side may have.
const MOST_CELLS: usize = 4096;
const FEWEST_CELLS: usize = 64;

/// Cubic Hermite pieces over the scores from −[`REACH`] to [`REACH`], on one uniform grid below a splitting score and
/// another above it. A function with a sharp bend there is smooth on either side, so no piece straddles the bend.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pieces {
    split: f64,
    below: Grid,
    above: Grid,
    /// Coefficients of 1, t, t², t³ with t from 0 to 1 across a cell; first the cells below the split.
    cells: Vec<[f64; 4]>,
}

/// Where the cells of one side stand.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Grid {
    origin: f64,
    cells_per_unit: f64,
    first: usize,
    last: usize,
}

impl Pieces {
    /// Tabulates `function` so that within six standard scores it is off by no more than `tolerance(value)`.
    pub(super) fn new(
        function: impl Fn(f64) -> f64,
        split: f64,
        tolerance: impl Fn(f64) -> f64,
    ) -> Self {
        let mut cells = side(&function, -REACH, split, &tolerance);
        let count = cells.len();
        cells.extend(side(&function, split, REACH, &tolerance));
        let grid = |from: f64, to: f64, first: usize, end: usize| Grid {
            origin: from,
            cells_per_unit: (end - first) as f64 / (to - from),
            first,
            last: end - 1,
        };
        Self {
            split,
            below: grid(-REACH, split, 0, count),
            above: grid(split, REACH, count, cells.len()),
            cells,
        }
    }

    /// The value at a score; a NaN stays one.
    #[inline]
    pub(super) fn value(&self, score: f64) -> f64 {
        let score = score.clamp(-REACH, REACH);
        let grid = if score < self.split {
            &self.below
        } else {
            &self.above
        };
        let position = (score - grid.origin) * grid.cells_per_unit;
        // Rounding may carry the right end one cell too far; a NaN goes to the first cell and stays a NaN.
        let cell = (grid.first + position as usize).min(grid.last);
        let t = position - (cell - grid.first) as f64;
        let [c0, c1, c2, c3] = self.cells[cell];
        c0 + t * (c1 + t * (c2 + t * c3))
    }
}

/// The cells from one score to another, as many as the tolerance needs.
fn side(
    function: &impl Fn(f64) -> f64,
    from: f64,
    to: f64,
    tolerance: &impl Fn(f64) -> f64,
) -> Vec<[f64; 4]> {
    let mut count = FEWEST_CELLS;
    let mut nodes = sample(function, from, to, count);
    loop {
        let coarse = cubics(&nodes);
        count *= 2;
        let finer = refined(function, from, to, &nodes);
        let step = (to - from) / count as f64;
        let checked = |i: &usize| (from + step * *i as f64).abs() <= CHECKED;
        let error_in_tolerances = (1..count)
            .step_by(2)
            .filter(checked)
            .map(|i| ((middle(&coarse[i / 2]) - finer[i]) / tolerance(finer[i])).abs())
            .fold(0.0, f64::max);
        nodes = finer;
        // Half the step divides the error by sixteen; take twelve to be safe.
        if error_in_tolerances < 12.0 || count >= MOST_CELLS {
            return cubics(&nodes);
        }
    }
}

/// The function at `count` + 1 evenly spaced scores.
fn sample(function: &impl Fn(f64) -> f64, from: f64, to: f64, count: usize) -> Vec<f64> {
    (0..=count)
        .map(|i| function(node(from, to, i, count)))
        .collect()
}

/// The nodes of twice as many cells, keeping those already known.
fn refined(function: &impl Fn(f64) -> f64, from: f64, to: f64, known: &[f64]) -> Vec<f64> {
    let count = 2 * (known.len() - 1);
    (0..=count)
        .map(|i| {
            if i % 2 == 0 {
                known[i / 2]
            } else {
                function(node(from, to, i, count))
            }
        })
        .collect()
}

fn node(from: f64, to: f64, i: usize, count: usize) -> f64 {
    from + (to - from) * (i as f64 / count as f64)
}

fn middle([c0, c1, c2, c3]: &[f64; 4]) -> f64 {
    c0 + 0.5 * (c1 + 0.5 * (c2 + 0.5 * c3))
}

/// The Hermite cubic of every cell.
fn cubics(nodes: &[f64]) -> Vec<[f64; 4]> {
    let slopes = slopes(nodes);
    let cell = |i: usize| {
        let (rise, s0, s1) = (nodes[i + 1] - nodes[i], slopes[i], slopes[i + 1]);
        [
            nodes[i],
            s0,
            3.0 * rise - 2.0 * s0 - s1,
            s0 + s1 - 2.0 * rise,
        ]
    };
    (0..nodes.len() - 1).map(cell).collect()
}

/// The slope at every node, per cell, by differences over five neighbouring nodes (exact for polynomials of degree four;
/// Abramowitz and Stegun 1964, table 25.2).
fn slopes(x: &[f64]) -> Vec<f64> {
    let last = x.len() - 1;
    let weighted = |at: usize, weights: [f64; 5]| {
        let sum: f64 = weights.iter().zip(&x[at..]).map(|(w, x)| w * x).sum();
        sum / 12.0
    };
    let slope = |i: usize| match i {
        0 => weighted(0, [-25.0, 48.0, -36.0, 16.0, -3.0]),
        1 => weighted(0, [-3.0, -10.0, 18.0, -6.0, 1.0]),
        _ if i == last => weighted(last - 4, [3.0, -16.0, 36.0, -48.0, 25.0]),
        _ if i == last - 1 => weighted(last - 4, [-1.0, 6.0, -18.0, 10.0, 3.0]),
        _ => weighted(i - 2, [1.0, -8.0, 0.0, 8.0, -1.0]),
    };
    (0..x.len()).map(slope).collect()
}

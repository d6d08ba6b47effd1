//! A smooth function of the normal score in polynomial pieces.

use crate::numerics::ROUNDER;
use crate::numerics::packs::{Kernel, Vectors, run};

/// Scores beyond this are taken as this: 10⁻¹⁶ of a normal distribution.
pub(super) const REACH: f64 = 8.3;
/// Scores within which the accuracy is promised.
const CHECKED: f64 = 6.0;
const DEGREE: usize = 5;
/// Cells a side may have.
const MOST_CELLS: usize = 2048;
const FEWEST_CELLS: usize = 8;
/// Scores looked up together.
const BLOCK: usize = 64;

/// Of 1, t², t⁴ and of t, t³, t⁵, with t from 0 to 1 across a cell.
type Coefficients = [[f64; 3]; 2];

/// A function of the scores from −[`REACH`] to [`REACH`], on one uniform grid below a splitting score and another above
/// it. A function with a sharp bend there is smooth on either side, so no piece straddles the bend.
///
/// Every cell has a polynomial of degree five through six exact values, two of them shared with its neighbours: a
/// few dozen cells reach nine digits where cubic pieces need a thousand, and they stay in the level-one cache.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pieces {
    grids: Grids,
    /// First the cells below the split.
    cells: Vec<Coefficients>,
    /// The values at both ends.
    range: [f64; 2],
}

/// Where the cells stand: a score's position, counted in cells from the leftmost, is `start + slope · score`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Grids {
    split: f64,
    below: [f64; 2],
    above: [f64; 2],
    last: f64,
}

impl Pieces {
    /// Tabulates `function` so that within six standard scores it is off by no more than `tolerance(value)`.
    pub(super) fn new(
        function: impl Fn(f64) -> f64,
        split: f64,
        tolerance: impl Fn(f64) -> f64,
    ) -> Self {
        let mut cells = side(&function, -REACH, split, &tolerance);
        let below = cells.len() as f64;
        cells.extend(side(&function, split, REACH, &tolerance));
        let all = cells.len() as f64;
        let grids = Grids {
            split,
            below: [below / (split + REACH), 0.0],
            above: [(all - below) / (REACH - split), below],
            last: all - 1.0,
        };
        let range = [function(-REACH), function(REACH)];
        Self {
            grids,
            cells,
            range,
        }
    }

    /// The values at many scores; a NaN stays one. Both slices are equally long.
    ///
    /// For a rising function: the last digits of a polynomial do not carry a value out of the range of the function,
    /// where a logarithm, say, might not exist.
    pub(super) fn apply(&self, scores: &[f64], out: &mut [f64]) {
        let [lowest, highest] = self.range;
        let (mut cell, mut t) = ([0; BLOCK], [0.0; BLOCK]);
        for (out, scores) in out.chunks_mut(BLOCK).zip(scores.chunks(BLOCK)) {
            run(LocateAll {
                grids: self.grids,
                scores,
                cell: &mut cell,
                t: &mut t,
            });
            for ((x, cell), t) in out.iter_mut().zip(&cell).zip(&t) {
                let value = evaluate(&self.cells[*cell as usize], *t);
                let raised = if value < lowest { lowest } else { value };
                *x = if raised > highest { highest } else { raised };
            }
        }
    }
}

/// The cell of every score and how far across it the score lies. Kept apart from the look-up because this half becomes
/// vector code, and the other half is slower as such than without.
struct LocateAll<'s> {
    grids: Grids,
    scores: &'s [f64],
    cell: &'s mut [u64; BLOCK],
    t: &'s mut [f64; BLOCK],
}

impl Kernel for LocateAll<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, _: V) {
        let places = self.cell.iter_mut().zip(self.t);
        for (score, (cell, t)) in self.scores.iter().zip(places) {
            (*cell, *t) = locate(&self.grids, *score);
        }
    }
}

/// Without branches, because half the scores lie on either side of the split. A NaN comes out as the t of some cell.
#[inline(always)]
fn locate(grids: &Grids, score: f64) -> (u64, f64) {
    let raised = if score < -REACH { -REACH } else { score };
    let score = if raised > REACH { REACH } else { raised };
    let below = score < grids.split;
    let slope = if below {
        grids.below[0]
    } else {
        grids.above[0]
    };
    let first = if below {
        grids.below[1]
    } else {
        grids.above[1]
    };
    let origin = if below { -REACH } else { grids.split };
    let position = first + (score - origin) * slope;
    // The nearest whole number to position − ½, by the rounding of so large a sum; on a border either cell will do.
    let whole = (position - 0.5 + ROUNDER) - ROUNDER;
    let cell = if whole < grids.last {
        whole
    } else {
        grids.last
    };
    ((cell + ROUNDER).to_bits() & 0xffff_ffff, position - cell)
}

/// The cells from one score to another, as many as the tolerance needs.
fn side(
    function: &impl Fn(f64) -> f64,
    from: f64,
    to: f64,
    tolerance: &impl Fn(f64) -> f64,
) -> Vec<Coefficients> {
    let score = |i: usize, steps: usize| from + (to - from) * (i as f64 / steps as f64);
    let mut steps = DEGREE * FEWEST_CELLS;
    let mut nodes: Vec<f64> = (0..=steps).map(|i| function(score(i, steps))).collect();
    loop {
        let coarse = polynomials(&nodes);
        steps *= 2;
        let finer: Vec<f64> = (0..=steps)
            .map(|i| {
                if i % 2 == 0 {
                    nodes[i / 2]
                } else {
                    function(score(i, steps))
                }
            })
            .collect();
        // The new nodes show the error of the coarse cells.
        let off = |i: usize| {
            let t = (i % (2 * DEGREE)) as f64 / (2 * DEGREE) as f64;
            let error = evaluate(&coarse[i / (2 * DEGREE)], t) - finer[i];
            error.abs() / tolerance(finer[i])
        };
        let promised = |i: &usize| score(*i, steps).abs() <= CHECKED;
        let worst = (1..steps)
            .step_by(2)
            .filter(promised)
            .map(off)
            .fold(0.0, f64::max);
        nodes = finer;
        // Half the cell divides the error by 64 if it is small already; a very steep function takes longer.
        if worst < 2.0 || steps >= DEGREE * MOST_CELLS {
            return polynomials(&nodes);
        }
    }
}

/// The polynomial of every cell, each through the nodes at its ends and the four between.
fn polynomials(nodes: &[f64]) -> Vec<Coefficients> {
    let cell = |start: usize| through(&nodes[start..=start + DEGREE]);
    (0..nodes.len() - 1).step_by(DEGREE).map(cell).collect()
}

/// The coefficients of the polynomial in t with these values at t = 0, 1/5, …, 1: Newton's divided differences,
/// multiplied out.
fn through(values: &[f64]) -> Coefficients {
    let t = |i: usize| i as f64 / DEGREE as f64;
    let mut differences: [f64; DEGREE + 1] = core::array::from_fn(|i| values[i]);
    for order in 1..=DEGREE {
        for i in (order..=DEGREE).rev() {
            differences[i] = (differences[i] - differences[i - 1]) / (t(i) - t(i - order));
        }
    }
    let mut coefficients = [0.0; DEGREE + 1];
    for i in (0..=DEGREE).rev() {
        // times (t − tᵢ), plus the difference of order i
        for power in (1..=DEGREE).rev() {
            coefficients[power] = coefficients[power - 1] - t(i) * coefficients[power];
        }
        coefficients[0] = differences[i] - t(i) * coefficients[0];
    }
    let [c0, c1, c2, c3, c4, c5] = coefficients;
    [[c0, c2, c4], [c1, c3, c5]]
}

#[inline(always)]
fn evaluate([even, odd]: &Coefficients, t: f64) -> f64 {
    let square = t * t;
    let p0 = even[0] + odd[0] * t;
    let p1 = even[1] + odd[1] * t;
    let p2 = even[2] + odd[2] * t;
    p0 + square * (p1 + square * p2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_points_determine_a_quintic() {
        let polynomial = |t: f64| 1.0 - 2.0 * t + t * t * t - 3.0 * libm::pow(t, 5.0);
        let values: Vec<f64> = (0..6).map(|i| polynomial(f64::from(i) / 5.0)).collect();
        let expected = [1.0, 0.0, 0.0, -2.0, 1.0, -3.0];
        for (got, expected) in through(&values).as_flattened().iter().zip(expected) {
            assert!((got - expected).abs() < 1e-12, "{got}, not {expected}");
        }
    }

    #[test]
    fn every_cell_is_found() {
        // A straight line is exact in every cell, so a wrong cell or a wrong t shows.
        for split in [0.0, -3.3, 8.1] {
            let line = Pieces::new(|z| 2.0 + z, split, |_| 1e-9);
            let scores: Vec<f64> = (0..=33_200).map(|i| f64::from(i) / 2_000.0 - 8.3).collect();
            let mut out = vec![0.0; scores.len()];
            line.apply(&scores, &mut out);
            assert!(
                scores
                    .iter()
                    .zip(&out)
                    .all(|(z, x)| (x - z - 2.0).abs() < 1e-13)
            );
        }
    }
}

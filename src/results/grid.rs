//! Where the bins of a series lie: linear near the centre of a pilot sample, geometric far from it.

use crate::numerics::packs::Pack;
use crate::numerics::rounded_bits;

/// Bins per scale inside the linear zone.
pub(super) const PER_SCALE: f64 = 64.0;
/// Half-width of the linear zone, in bins.
pub(super) const LINEAR: i64 = 512;
/// Bins per doubling outside it.
const PER_DOUBLING: i64 = 1 << DOUBLING_BITS;
/// The leading bits of the mantissa that number those bins.
const DOUBLING_BITS: u32 = 6;
/// Doublings kept outside the linear zone.
const DOUBLINGS: i64 = 10;
/// Bins on one side of the centre.
pub(super) const SIDE: i64 = LINEAR + PER_DOUBLING * DOUBLINGS;

/// Where the bins of a series lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    pub(super) centre: f64,
    pub(super) scale: f64,
    /// Whether every value of the series is a whole number.
    pub(super) whole: bool,
}

/// Whole numbers that spread wider than this, in standard deviations, share bins.
const WIDEST: f64 = LINEAR as f64 / 4.0;

impl Grid {
    /// A typical distance from the centre, > 0, in the unit of the series.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// The grid that suits a sample of the series: its median, and its standard deviation as the scale
    /// (any grid, when the sample is empty).
    pub fn of_sample(sample: &[f64]) -> Self {
        if sample.is_empty() {
            return Self {
                centre: 0.0,
                scale: 1.0,
                whole: false,
            };
        }
        let mut moved = sample.to_vec();
        let (_, centre, _) = moved.select_nth_unstable_by(sample.len() / 2, f64::total_cmp);
        let centre = *centre;
        let n = sample.len() as f64;
        let variance = sample
            .iter()
            .map(|x| (x - centre) * (x - centre))
            .sum::<f64>()
            / n;
        // A constant pilot may still be followed by a rare jump: some scale is needed, small beside any reported digit.
        let least = 1e-6 * centre.abs().max(1e-3);
        Self {
            centre,
            scale: variance.sqrt().max(least),
            whole: false,
        }
    }

    /// The grid that suits a sample of a series of whole numbers: a bin for each number near the median, unless they spread over hundreds.
    pub fn of_whole_numbers(sample: &[f64]) -> Self {
        let grid = Self::of_sample(sample);
        let fine = Self {
            // Half a step aside: a number lies in the middle of its bin.
            centre: grid.centre.floor() + 0.5,
            scale: PER_SCALE,
            whole: true,
        };
        if grid.scale > WIDEST {
            return Self {
                whole: true,
                ..grid
            };
        }
        fine
    }

    /// Whether a bin holds a single whole number.
    pub(super) fn is_one_number(&self, bin: i64) -> bool {
        self.whole && self.scale == PER_SCALE && (-LINEAR..LINEAR).contains(&bin)
    }
}

/// Whether a value is in the linear zone, and not in its outermost bin.
pub(super) fn is_near(grid: Grid, value: f64) -> bool {
    let d = (value - grid.centre) * (1.0 / grid.scale);
    d.abs() < (LINEAR - 1) as f64 / PER_SCALE
}

/// The bins of values in the linear zone, `d` scales from the centre, counted from the first bin of all: in the low bits.
///
/// A value on the edge of two bins falls into either.
#[inline(always)]
pub(super) fn near_bins<P: Pack>(d: P) -> P::Bits {
    // Rounding to the nearest whole number of what is half a bin lower.
    let lowered = d.scaled_plus(PER_SCALE, d.like(SIDE as f64 - 0.5));
    rounded_bits(lowered, 1.0)
}

/// The bin of a value `d` scales from the centre: linear near it, geometric outside.
pub(super) fn bin(d: f64) -> i64 {
    let x = d * PER_SCALE;
    if x.abs() < LINEAR as f64 {
        return (near_bins(d).0 & 0xffff) as i64 - SIDE;
    }
    // The exponent and the leading bits of the mantissa count bins that double in width with every doubling of |x|.
    let steps = (x.abs().to_bits() >> (52 - DOUBLING_BITS)) as i64
        - ((LINEAR as f64).to_bits() >> (52 - DOUBLING_BITS)) as i64;
    let outside = LINEAR + steps.min(PER_DOUBLING * DOUBLINGS - 1);
    if x > 0.0 { outside } else { -outside - 1 }
}

/// Lower edge of a bin, in scales from the centre.
pub(super) fn edge(bin: i64) -> f64 {
    let outside = |steps: i64| {
        let bits = ((LINEAR as f64).to_bits() >> (52 - DOUBLING_BITS)) as i64 + steps;
        f64::from_bits((bits as u64) << (52 - DOUBLING_BITS))
    };
    let x = match bin {
        b if b > LINEAR => outside(b - LINEAR),
        b if b < -LINEAR => -outside(-b - LINEAR),
        b => b as f64,
    };
    x / PER_SCALE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bin_holds_its_lower_edge_and_not_its_upper() {
        for k in -SIDE + 1..SIDE - 1 {
            let (low, high) = (edge(k), edge(k + 1));
            assert!(low < high, "bin {k}");
            let inside = f64::midpoint(low, high);
            assert_eq!(bin(inside), k, "middle of bin {k} ({low}, {high})");
        }
    }
}

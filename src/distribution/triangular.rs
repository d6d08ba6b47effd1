//! The triangular distribution.

use super::ShapeError;
use super::parameters::{Parameters, Rule};
use crate::numerics::normal_quantile;

/// Triangular: density rising in a straight line from `low` to `mode` and falling to `high`, with peak 2/(high − low).
///
/// Source: Kotz and van Dorp (2004), *Beyond Beta*, chapter 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triangular {
    low: f64,
    mode: f64,
    high: f64,
}

impl Triangular {
    /// From the smallest, most likely and largest value, in the variable's own unit.
    ///
    /// # Errors
    /// If a parameter is not finite or low ≤ mode ≤ high and low < high do not hold.
    pub fn new(low: f64, mode: f64, high: f64) -> Result<Self, ShapeError> {
        let parameters = [("low", low), ("mode", mode), ("high", high)];
        Parameters::finite("triangular", &parameters)?.require(
            low <= mode && mode <= high && low < high,
            Rule::Ordered(&["low", "mode", "high"]),
        )?;
        Ok(Self { low, mode, high })
    }

    /// The value below which the variable falls with probability p.
    pub fn quantile(&self, p: f64) -> f64 {
        if p <= self.share(self.mode - self.low) {
            self.lower(p)
        } else {
            self.upper(1.0 - p)
        }
    }

    /// The value above which the variable lies with probability q.
    pub fn quantile_upper(&self, q: f64) -> f64 {
        if q <= self.share(self.high - self.mode) {
            self.upper(q)
        } else {
            self.lower(1.0 - q)
        }
    }

    fn lower(&self, p: f64) -> f64 {
        self.low + (p * (self.high - self.low) * (self.mode - self.low)).sqrt()
    }

    fn upper(&self, q: f64) -> f64 {
        self.high - (q * (self.high - self.low) * (self.high - self.mode)).sqrt()
    }

    /// A length as a share of the whole; also the probability of that side of the mode.
    fn share(&self, length: f64) -> f64 {
        length / (self.high - self.low)
    }

    /// The normal score of the mode, where the two sides meet.
    pub(super) fn kink(&self) -> f64 {
        let (below, above) = (self.mode - self.low, self.high - self.mode);
        if below < above {
            normal_quantile(self.share(below))
        } else {
            -normal_quantile(self.share(above))
        }
    }

    /// The mean, (low + mode + high)/3.
    pub fn mean(&self) -> f64 {
        (self.low + self.mode + self.high) / 3.0
    }

    /// The variance, ((high − low)² − (mode − low)(high − mode))/18.
    pub fn variance(&self) -> f64 {
        let width = self.high - self.low;
        (width * width - (self.mode - self.low) * (self.high - self.mode)) / 18.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_at_the_edge_leaves_one_side() {
        let falling = Triangular::new(0.0, 0.0, 1.0).unwrap();
        assert_eq!(falling.quantile(0.0), 0.0);
        assert_eq!(falling.quantile(0.75), 0.5);
        let rising = Triangular::new(0.0, 1.0, 1.0).unwrap();
        assert_eq!(rising.quantile(0.25), 0.5);
        assert_eq!(rising.quantile(1.0), 1.0);
        assert_eq!(rising.kink(), f64::INFINITY);
    }
}

//! The inverse of the incomplete beta function.

use super::incomplete_beta::Beta;
use super::{exp, ln, log_beta};

/// Steps after which the search stops; it needs about six, and a bisection over the range sixty.
const MOST_STEPS: u32 = 200;
/// Newton's step after which the error, its square, is far below the rounding.
const SETTLED: f64 = 1e-10;
/// A little more than ln ½.
const ABOVE_LN_HALF: f64 = -0.69;
/// ln of less than the smallest positive double.
const SMALLEST_LN: f64 = -746.0;

/// The x with `I_x(a, b)` = p, for a, b > 0 and 0 ≤ p ≤ 1 (p below 0 counts as 0 and above 1 as 1).
///
/// As accurate as [`incomplete_beta`](super::incomplete_beta()) determines it: a relative error of 1e-14 in most of
/// the range, in the far tails the unavoidable 1/a of the error of p.
/// For p near 1 the answer is near 1 and has lost digits: take 1 − `inverse_incomplete_beta(b, a, 1 − p)` instead.
pub fn inverse_incomplete_beta(a: f64, b: f64, p: f64) -> f64 {
    inverse_pair(a, b, p).0
}

/// The x of [`inverse_incomplete_beta`] and 1 − x, the smaller of them to full relative accuracy.
pub(super) fn inverse_pair(a: f64, b: f64, p: f64) -> (f64, f64) {
    if p <= 0.0 {
        return (0.0, 1.0);
    }
    if p >= 1.0 {
        return (1.0, 0.0);
    }
    let beta = Beta::new(a, b);
    if p <= beta.below(0.5, 0.5) {
        let x = beta.root_below_half(p, 1.0 - p);
        (x, 1.0 - x)
    } else {
        let y = beta.mirrored().root_below_half(1.0 - p, p);
        (1.0 - y, y)
    }
}

impl Beta {
    /// The x ≤ ½ below which lies the probability `lower` and above it `upper`; they add up to one, and the smaller
    /// of them is matched.
    ///
    /// Newton's method in u = ln x on the logarithm of that tail probability, which is concave in u (the density of
    /// ln X is log-concave): beyond the root it cannot overshoot. A bracket catches the first steps.
    fn root_below_half(&self, lower: f64, upper: f64) -> f64 {
        let mirrored = self.mirrored();
        let from_below = lower <= upper;
        let target = ln(if from_below { lower } else { upper });
        let (mut left, mut right) = (SMALLEST_LN, ABOVE_LN_HALF);
        let start = if from_below {
            // I_x ≈ xᵃ/(a B) near zero.
            (target + ln(self.a) + log_beta(self.a, self.b)) / self.a
        } else {
            ln(self.a / (self.a + self.b))
        };
        let mut u = if start > left && start < right {
            start
        } else {
            0.5 * (left + right)
        };
        for _ in 0..MOST_STEPS {
            let (x, y) = (libm::exp(u), -libm::expm1(u));
            let tail = if from_below {
                self.below(x, y)
            } else {
                mirrored.below(y, x)
            };
            let excess = ln(tail) - target;
            let beyond = (excess > 0.0) == from_below;
            if beyond {
                right = u;
            } else {
                left = u;
            }
            // d ln x = dx/x: the density of u is xᵃ y^(b−1)/B.
            let slope = exp(self.log_front(x, y)) / (y * tail);
            let step = if from_below {
                -excess / slope
            } else {
                excess / slope
            };
            let newton = u + step;
            if step.abs() < SETTLED {
                return libm::exp(newton);
            }
            u = if newton > left && newton < right {
                newton
            } else {
                0.5 * (left + right)
            };
        }
        libm::exp(u)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::incomplete_beta::tests::{INCOMPLETE, bound};

    #[test]
    fn inverse_finds_the_points_of_the_table() {
        for (a, b, x, p) in INCOMPLETE {
            // A relative error of 1e-14 in p moves x by this much, relatively.
            let density = exp(Beta::new(a, b).log_front(x, 1.0 - x)) / (1.0 - x);
            let moved = bound(a, b) * (1.0 + p / density);
            let got = inverse_incomplete_beta(a, b, p);
            assert!((got / x - 1.0).abs() < moved, "{a} {b} {p}: {got}, not {x}");
        }
    }

    #[test]
    fn inverse_holds_over_shapes_and_tails() {
        for a in [0.05, 0.7, 1.0, 1.8, 30.0, 2_000.0] {
            for b in [0.05, 0.9, 1.0, 4.2, 100.0] {
                for p in [1e-300, 1e-17, 1e-6, 0.02, 0.3, 0.5, 0.8, 0.99, 1.0 - 1e-9] {
                    let (x, y) = inverse_pair(a, b, p);
                    let beta = Beta::new(a, b);
                    let wide = (1.0 + a.max(b)) * bound(a, b);
                    if x < 1e-290 {
                        continue; // where x underflows there is nothing to check
                    }
                    let (got, expected) = if p < 0.5 {
                        (beta.below(x, y), p)
                    } else {
                        (beta.mirrored().below(y, x), 1.0 - p)
                    };
                    assert!(
                        (got / expected - 1.0).abs() < wide,
                        "{a} {b} {p}: {x}, {got}"
                    );
                }
            }
        }
        assert_eq!(inverse_incomplete_beta(2.0, 3.0, 0.0), 0.0);
        assert_eq!(inverse_incomplete_beta(2.0, 3.0, 1.0), 1.0);
    }
}

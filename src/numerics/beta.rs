//! The regularised incomplete beta function and its inverse.

use super::gamma::log_beta;
use super::{exp, ln};

/// Steps after which the continued fraction is taken as it is; it needs about √max(a, b).
const MOST_TERMS: u32 = 100_000;
/// Steps after which the search for the inverse stops; it needs about six, and a bisection over the range sixty.
const MOST_STEPS: u32 = 200;
/// Newton's step after which the error, its square, is far below the rounding.
const SETTLED: f64 = 1e-10;
/// A little more than ln ½.
const ABOVE_LN_HALF: f64 = -0.69;
/// ln of less than the smallest positive double.
const SMALLEST_LN: f64 = -746.0;

/// `I_x(a, b)`: the probability that a beta(a, b) variate is at most x.
///
/// a, b > 0; x below 0 counts as 0 and above 1 as 1. For the upper tail take `I_{1−x}(b, a)`. Relative error about
/// 1e-14 for shapes up to a few hundred, growing in proportion to the shapes beyond.
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    incomplete_beta_pair(a, b, x, 1.0 - x)
}

/// [`incomplete_beta`] with y = 1 − x given apart, because it may be the more exact of the two.
pub(super) fn incomplete_beta_pair(a: f64, b: f64, x: f64, y: f64) -> f64 {
    Beta::new(a, b).below(x, y)
}

/// The x with `I_x(a, b)` = p, for a, b > 0 and 0 ≤ p ≤ 1 (p below 0 counts as 0 and above 1 as 1).
///
/// Relative error about 1e-14 for shapes up to a few hundred (in the far tails the unavoidable 1/a of the error of p).
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

/// A beta distribution with the logarithm of its normalising constant.
struct Beta {
    a: f64,
    b: f64,
    log_constant: f64,
}

impl Beta {
    fn new(a: f64, b: f64) -> Self {
        Self {
            a,
            b,
            log_constant: log_beta(a, b),
        }
    }

    /// The distribution of one minus the variate.
    fn mirrored(&self) -> Self {
        Self {
            a: self.b,
            b: self.a,
            log_constant: self.log_constant,
        }
    }

    /// `I_x`, with y = 1 − x given apart because it may be the more exact of the two.
    fn below(&self, x: f64, y: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        if y <= 0.0 {
            return 1.0;
        }
        let front = exp(self.log_front(x, y));
        // The fraction converges quickly below this point, and its mirror image above it.
        if x < (self.a + 1.0) / (self.a + self.b + 2.0) {
            front / continued_fraction(self.a, self.b, x, y)
        } else {
            1.0 - front / continued_fraction(self.b, self.a, y, x)
        }
    }

    /// ln(xᵃ yᵇ / B(a, b)).
    fn log_front(&self, x: f64, y: f64) -> f64 {
        let ln_x = if x > 0.5 { libm::log1p(-y) } else { ln(x) };
        let ln_y = if y > 0.5 { libm::log1p(-x) } else { ln(y) };
        self.a * ln_x + self.b * ln_y - self.log_constant
    }

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
            (target + ln(self.a) + self.log_constant) / self.a
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

/// The continued fraction K with `I_x(a, b)` = xᵃ yᵇ / (B(a, b) K), y = 1 − x, by the modified Lentz method (Thompson
/// and Barnett 1986).
///
/// It is the even part of the fraction 8.17.22 of the NIST Digital Library of Mathematical Functions in the form of
/// Didonato and Morris (1992), "Algorithm 708", where x and y enter without cancelling.
fn continued_fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |v: f64| if v.abs() < TINY { TINY } else { v };
    let ahead = a * y - b * x + 1.0;
    let mut value = away(a * ahead / (a + 1.0));
    let (mut c, mut d) = (value, 0.0);
    for m in 1..MOST_TERMS {
        let m = f64::from(m);
        let ratio = x / (a + 2.0 * m - 1.0);
        let turn = m * (b - m) * ratio;
        let above = (a + m - 1.0) * (a + b + m - 1.0) * turn * ratio;
        let below = m + turn + (a + m) * (ahead + m * (1.0 + y)) / (a + 2.0 * m + 1.0);
        d = 1.0 / away(below + above * d);
        c = away(below + above / c);
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a, b, x, `I_x(a, b)`, from 60-digit arithmetic.
    const INCOMPLETE: [(f64, f64, f64, f64); 12] = [
        (0.5, 0.5, 0.25, 0.333_333_333_333_333_3),
        (
            6.676_041_666_666_666,
            1.178_125,
            0.95,
            0.780_302_888_096_469_3,
        ),
        (1.8, 4.2, 1e-10, 9.227_916_702_140_494e-18),
        (1.8, 4.2, 0.999, 0.999_999_999_999_007_2),
        (0.1, 12.5, 1e-100, 1.348_249_766_282_345_6e-10),
        (50.25, 60.75, 0.4, 0.131_835_348_351_277_72),
        (50.25, 60.75, 0.1, 7.810_794_326_645_304e-22),
        (300.0, 2.5, 0.97, 0.002_569_816_628_459_274),
        (2.0, 3.0, 0.5, 0.687_5),
        (5_000.0, 7_000.0, 0.42, 0.770_687_853_543_786_7),
        (0.5, 500_000.0, 1e-6, 0.682_689_492_137_146_4),
        (1.0, 1.0, 0.3, 0.3),
    ];

    /// The relative error to expect at these shapes.
    fn bound(a: f64, b: f64) -> f64 {
        1e-14 + 4e-16 * (a + b)
    }

    #[test]
    fn matches_long_arithmetic_on_both_sides() {
        for (a, b, x, expected) in INCOMPLETE {
            let below = incomplete_beta(a, b, x);
            assert!(
                (below / expected - 1.0).abs() < bound(a, b),
                "{a} {b} {x}: {below}"
            );
            let above = incomplete_beta_pair(b, a, 1.0 - x, x);
            assert!(
                (below + above - 1.0).abs() < bound(a, b),
                "{a} {b} {x}: {above}"
            );
        }
    }

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

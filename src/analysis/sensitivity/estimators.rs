//! Sobol indices from pick-freeze samples.
//!
//! A and B are two independent samples; in the mixture the variables of one group come from B and all others from A. So the mixture shares with A all but
//! the group, and with B the group alone. With V the variance over both samples, about their common mean:
//!
//! - first order, Saltelli et al. (2010), table 2 (b): mean of (f_B − c)(f_mixed − f_A), over V. Any c gives the same expectation; without a centre the error
//!   grows with the mean of f;
//! - first order, Jansen (1999): 1 − mean of (f_B − f_mixed)² / 2V;
//! - total, Jansen (1999): mean of (f_A − f_mixed)² / 2V.

use super::jackknife::{Jackknife, Sums};
use crate::results::BATCHES;

/// The three estimates of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SobolIndices {
    /// First order by the centred estimator of Saltelli et al. (2010).
    pub saltelli: f64,
    /// First order by Jansen's estimator (1999).
    pub jansen: f64,
    /// Total index by Jansen's estimator (1999).
    pub total: f64,
    /// Variance over the samples A and B together.
    pub variance: f64,
}

/// Indices of a group from the values of a function on sample `a`, on sample `b`, and on `mixed`: `a` with the group's variables from `b`. `centre` is
/// subtracted before Saltelli's product; the mean of the values is a good one.
///
/// # Panics
/// When the samples are not equally long.
pub fn sobol_indices(a: &[f64], b: &[f64], mixed: &[f64], centre: f64) -> SobolIndices {
    assert!(
        a.len() == b.len() && b.len() == mixed.len(),
        "every path of a sample has its mate"
    );
    let mut sums = PickFreeze::default();
    for ((a, b), mixed) in a.iter().zip(b).zip(mixed) {
        sums.see(a - centre, b - centre, mixed - centre);
    }
    SobolIndices {
        saltelli: sums.saltelli(),
        jansen: sums.jansen(),
        total: sums.total(),
        variance: sums.variance(),
    }
}

/// Sums over paths of centred values: a on A, b on B, m on the mixture.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PickFreeze {
    n: f64,
    a: f64,
    b: f64,
    aa: f64,
    bb: f64,
    mm: f64,
    ab: f64,
    am: f64,
    bm: f64,
}

impl PickFreeze {
    pub(super) fn see(&mut self, a: f64, b: f64, m: f64) {
        self.n += 1.0;
        self.a += a;
        self.b += b;
        self.aa += a * a;
        self.bb += b * b;
        self.mm += m * m;
        self.ab += a * b;
        self.am += a * m;
        self.bm += b * m;
    }

    fn variance(&self) -> f64 {
        let mean = (self.a + self.b) / (2.0 * self.n);
        (self.aa + self.bb) / (2.0 * self.n) - mean * mean
    }

    fn saltelli(&self) -> f64 {
        (self.bm - self.ab) / self.n / self.variance()
    }

    fn jansen(&self) -> f64 {
        1.0 - half_square((self.bb, self.bm, self.mm)) / self.n / self.variance()
    }

    fn total(&self) -> f64 {
        half_square((self.aa, self.am, self.mm)) / self.n / self.variance()
    }
}

/// ½ Σ (x − y)², exactly 0 where x is y.
fn half_square((xx, xy, yy): (f64, f64, f64)) -> f64 {
    f64::midpoint(xx - xy, yy - xy)
}

impl Sums for PickFreeze {
    fn plus(&mut self, other: &Self) {
        self.each(other, |mine, theirs| *mine += theirs);
    }

    fn minus(&mut self, other: &Self) {
        self.each(other, |mine, theirs| *mine -= theirs);
    }
}

impl PickFreeze {
    fn each(&mut self, other: &Self, change: impl Fn(&mut f64, f64)) {
        for (mine, theirs) in [
            (&mut self.n, other.n),
            (&mut self.a, other.a),
            (&mut self.b, other.b),
            (&mut self.aa, other.aa),
            (&mut self.bb, other.bb),
            (&mut self.mm, other.mm),
            (&mut self.ab, other.ab),
            (&mut self.am, other.am),
            (&mut self.bm, other.bm),
        ] {
            change(mine, theirs);
        }
    }
}

/// The indices of a group with what their errors come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indices {
    pub(super) saltelli: Jackknife,
    pub(super) jansen: Jackknife,
    pub(super) total: Jackknife,
}

impl Indices {
    pub(super) fn of(batches: &[PickFreeze; BATCHES]) -> Self {
        Self {
            saltelli: Jackknife::of(batches, PickFreeze::saltelli),
            jansen: Jackknife::of(batches, PickFreeze::jansen),
            total: Jackknife::of(batches, PickFreeze::total),
        }
    }

    /// The first-order index by the estimator with the smaller error: Saltelli's for a small share, Jansen's for a large one.
    pub(super) fn first_order(&self) -> (&Jackknife, &'static str) {
        let error = |it: &Jackknife| it.estimate().std_error;
        if error(&self.jansen) < error(&self.saltelli) {
            (&self.jansen, "jansen")
        } else {
            (&self.saltelli, "saltelli")
        }
    }
}

/// Sums over paths of a sample and one that shares some variables with it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shared {
    n: f64,
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
}

impl Shared {
    pub(super) fn see(&mut self, x: f64, y: f64) {
        self.n += 1.0;
        self.x += x;
        self.y += y;
        self.xx += x * x;
        self.yy += y * y;
        self.xy += x * y;
    }

    /// Share of the variance that the shared variables explain, Var E\[f | shared\] / V = 1 − ½ mean (x − y)² / V with the variance over both (Janon et
    /// al. 2014: it has the least asymptotic error that such pairs allow).
    pub(super) fn share(&self) -> f64 {
        let mean = (self.x + self.y) / (2.0 * self.n);
        let variance = (self.xx + self.yy) / (2.0 * self.n) - mean * mean;
        1.0 - half_square((self.xx, self.xy, self.yy)) / self.n / variance
    }
}

impl Sums for Shared {
    fn plus(&mut self, other: &Self) {
        self.n += other.n;
        self.x += other.x;
        self.y += other.y;
        self.xx += other.xx;
        self.yy += other.yy;
        self.xy += other.xy;
    }

    fn minus(&mut self, other: &Self) {
        self.n -= other.n;
        self.x -= other.x;
        self.y -= other.y;
        self.xx -= other.xx;
        self.yy -= other.yy;
        self.xy -= other.xy;
    }
}

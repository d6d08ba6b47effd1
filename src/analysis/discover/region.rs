//! Boxes in the space of the drivers, and what is counted in them.

use crate::numerics::incomplete_beta;

/// Paths by what was drawn: a column of values for each driver, and whether each path is of interest.
#[derive(Debug, Clone, Copy)]
pub struct Paths<'p> {
    /// `[driver][path]`.
    pub drivers: &'p [Vec<f64>],
    /// One a path.
    pub interest: &'p [bool],
}

/// A box: an interval of each driver, ends included; unrestricted ends are infinite.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Lower and upper end, one pair a driver.
    pub ends: Vec<[f64; 2]>,
}

/// Paths and those of interest, in all and inside a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Paths in all.
    pub paths: u64,
    /// Of interest in all.
    pub hits: u64,
    /// Paths inside.
    pub inside: u64,
    /// Of interest inside.
    pub hits_inside: u64,
}

impl Region {
    /// Without restrictions, of so many drivers.
    pub fn whole(drivers: usize) -> Self {
        Self {
            ends: vec![[f64::NEG_INFINITY, f64::INFINITY]; drivers],
        }
    }

    /// Whether a path lies inside.
    pub fn holds(&self, drivers: &[Vec<f64>], path: usize) -> bool {
        let mut ends = self.ends.iter().zip(drivers);
        ends.all(|([low, high], values)| (*low..=*high).contains(&values[path]))
    }

    /// The drivers that it restricts, by position.
    pub fn restricted(&self) -> Vec<usize> {
        let is_restricted = |k: &usize| self.ends[*k].iter().any(|end| end.is_finite());
        (0..self.ends.len()).filter(is_restricted).collect()
    }

    /// Without the restriction of a driver.
    #[must_use]
    pub fn without(&self, driver: usize) -> Self {
        self.with(driver, [f64::NEG_INFINITY, f64::INFINITY])
    }

    /// With these ends of a driver.
    #[must_use]
    pub(super) fn with(&self, driver: usize, ends: [f64; 2]) -> Self {
        let mut region = self.clone();
        region.ends[driver] = ends;
        region
    }

    /// Counts among some of the paths.
    pub fn count(&self, paths: Paths<'_>, among: &[usize]) -> Counts {
        let mut counts = Counts {
            paths: among.len() as u64,
            hits: 0,
            inside: 0,
            hits_inside: 0,
        };
        for &path in among {
            let (hit, inside) = (paths.interest[path], self.holds(paths.drivers, path));
            counts.hits += u64::from(hit);
            counts.inside += u64::from(inside);
            counts.hits_inside += u64::from(hit && inside);
        }
        counts
    }
}

impl Counts {
    /// Share of the paths of interest that lie inside; NaN without any.
    pub fn coverage(self) -> f64 {
        self.hits_inside as f64 / self.hits as f64
    }

    /// Share of the paths inside that are of interest; NaN without any.
    pub fn density(self) -> f64 {
        self.hits_inside as f64 / self.inside as f64
    }

    /// Share of the paths that lie inside.
    pub fn mass(self) -> f64 {
        self.inside as f64 / self.paths as f64
    }

    /// Share of all paths that are of interest.
    pub fn base(self) -> f64 {
        self.hits as f64 / self.paths as f64
    }

    /// mass · (density − base): how many more paths of interest, in parts of all paths, it holds than as many paths taken at random (weighted relative
    /// accuracy; Lavrač, Flach & Zupan 1999). 0 of the whole and of nothing.
    pub fn excess(self) -> f64 {
        let expected = self.inside as f64 * self.base();
        (self.hits_inside as f64 - expected) / self.paths as f64
    }
}

/// P(X ≥ hits inside) of a binomial X, of as many paths as are inside and the density of the box without the restriction: how likely
/// the restriction would do as well by chance (Bryant & Lempert 2010, eq. 3).
pub fn quasi_p_value(inside: Counts, without: Counts) -> f64 {
    let (hits, paths) = (inside.hits_inside, inside.inside);
    if hits == 0 {
        return 1.0;
    }
    let density = without.density();
    if density >= 1.0 {
        return 1.0;
    }
    // P(X ≥ k) = I_p(k, n − k + 1).
    incomplete_beta(hits as f64, (paths - hits) as f64 + 1.0, density)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quasi_p_value_is_the_upper_tail_of_a_binomial() {
        let counts = |inside, hits_inside| Counts {
            paths: 100,
            hits: 50,
            inside,
            hits_inside,
        };
        // 8 or more of 10 at one half: 56 of 1024.
        let p = quasi_p_value(counts(10, 8), counts(40, 20));
        assert!((p - 56.0 / 1024.0).abs() < 1e-12, "{p}");
        // All of them, at one half.
        let p = quasi_p_value(counts(10, 10), counts(40, 20));
        assert!((p - 1.0 / 1024.0).abs() < 1e-12, "{p}");
        assert_eq!(quasi_p_value(counts(10, 0), counts(40, 20)), 1.0);
        assert_eq!(quasi_p_value(counts(10, 10), counts(40, 40)), 1.0);
    }
}

//! Sums that grow one observation at a time, without losing digits (Welford 1962).

/// Number, mean and spread of what was seen.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Moments {
    count: usize,
    mean: f64,
    /// Σ (x − mean)².
    squares: f64,
}

impl Moments {
    pub(super) fn add(&mut self, x: f64) {
        self.count += 1;
        let before = x - self.mean;
        self.mean += before / self.count as f64;
        self.squares += before * (x - self.mean);
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    pub(super) fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation, with n − 1; for at least two observations.
    pub(super) fn sd(&self) -> f64 {
        (self.squares / (self.count as f64 - 1.0)).sqrt()
    }

    /// The root of the mean square about zero, for at least one observation.
    pub(super) fn root_mean_square(&self) -> f64 {
        (self.squares / self.count as f64 + self.mean * self.mean).sqrt()
    }
}

/// A straight line y = a + b·x by least squares.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Line {
    count: usize,
    x: f64,
    y: f64,
    /// Σ (x − x̄)², Σ (x − x̄)(y − ȳ), Σ (y − ȳ)².
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Line {
    pub(super) fn add(&mut self, x: f64, y: f64) {
        self.count += 1;
        let n = self.count as f64;
        let (dx, dy) = (x - self.x, y - self.y);
        self.x += dx / n;
        self.y += dy / n;
        self.xx += dx * (x - self.x);
        self.xy += dx * (y - self.y);
        self.yy += dy * (y - self.y);
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The prediction at x and its scale s·√(1 + 1/n + (x − x̄)²/Σ(x − x̄)²), s with n − 2; `None` when the x do not differ.
    pub(super) fn predict(&self, x: f64) -> Option<(f64, f64)> {
        if self.xx <= 0.0 || self.count < 3 {
            return None;
        }
        let (n, off) = (self.count as f64, x - self.x);
        let slope = self.xy / self.xx;
        let residual = (self.yy - slope * self.xy).max(0.0) / (n - 2.0);
        let spread = residual * (1.0 + 1.0 / n + off * off / self.xx);
        Some((self.y + slope * off, spread.sqrt()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_definition() {
        let mut moments = Moments::default();
        for x in [1e6 + 1.0, 1e6 + 2.0, 1e6 + 4.0, 1e6 + 5.0] {
            moments.add(x);
        }
        assert_eq!((moments.count(), moments.mean()), (4, 1e6 + 3.0));
        // The numbers themselves are known to 1e-10.
        assert!((moments.sd() - (10.0_f64 / 3.0).sqrt()).abs() < 1e-9);
        let mut few = Moments::default();
        few.add(3.0);
        few.add(-4.0);
        assert!((few.root_mean_square() - 12.5_f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn a_line_is_the_one_of_the_textbook() {
        // y = 1 + 2x with residuals (1, −2, 1)/6 at x = 0, 1, 2: s² = Σe²/(n − 2) = 1/6.
        let mut line = Line::default();
        for (x, y) in [(0.0, 1.0 + 1.0 / 6.0), (1.0, 3.0 - 2.0 / 6.0)] {
            line.add(x, y);
        }
        assert_eq!(line.predict(1.0), None);
        line.add(2.0, 5.0 + 1.0 / 6.0);
        let (centre, scale) = line.predict(3.0).unwrap();
        assert!((centre - 7.0).abs() < 1e-14);
        let spread = (1.0 + 1.0 / 3.0 + 4.0 / 2.0) / 6.0;
        assert!((scale - f64::sqrt(spread)).abs() < 1e-14);
        let mut level = Line::default();
        for y in [1.0, 2.0, 3.0] {
            level.add(1.0, y);
        }
        assert_eq!(level.predict(1.0), None);
    }
}

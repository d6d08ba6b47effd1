//! Round numbers for axes: steps of 1, 2 or 5 times a power of ten.

/// Evenly spaced round numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ticks {
    /// The numbers, ascending.
    pub(crate) values: Vec<f64>,
    /// Decimals that tell two neighbours apart.
    pub(crate) decimals: usize,
}

impl Ticks {
    /// The finest round numbers that cover `low..=high`, at most `most` of them (at least 2), `least` apart or more: the first is at or below `low`, the last at or above `high`.
    pub(crate) fn covering((low, high): (f64, f64), most: usize, least: f64) -> Self {
        let (low, high) = apart(low, high);
        let most = most.max(3);
        let mut step = Step::at_least(wider((high - low) / most as f64, least));
        loop {
            // A hair of slack, so that a bound that is itself round is not stepped over by rounding.
            let first = (low / step.size() + 1e-9).floor();
            let last = (high / step.size() - 1e-9).ceil();
            if last - first < most as f64 {
                return step.ticks(first, last);
            }
            step = step.next();
        }
    }

    /// The round numbers inside `low..=high`, at most `most` of them, `least` apart or more.
    pub(crate) fn within((low, high): (f64, f64), most: usize, least: f64) -> Self {
        let (low, high) = apart(low, high);
        let mut step = Step::at_least(wider((high - low) / most.max(2) as f64, least));
        loop {
            let first = (low / step.size() - 1e-9).ceil();
            let last = (high / step.size() + 1e-9).floor();
            if last - first < most.max(2) as f64 {
                return step.ticks(first, last);
            }
            step = step.next();
        }
    }
}

/// The step, but the least where it is finer; what is no number stays none.
fn wider(step: f64, least: f64) -> f64 {
    if step < least { least } else { step }
}

/// Beyond this a range has no width that can be reckoned with.
const GREATEST: f64 = 1e300;

/// Two numbers far enough apart for an axis: equal ones are moved by a hundredth of their size.
pub(crate) fn apart(low: f64, high: f64) -> (f64, f64) {
    let (low, high) = (
        low.clamp(-GREATEST, GREATEST),
        high.clamp(-GREATEST, GREATEST),
    );
    let size = low.abs().max(high.abs());
    let least = if size > 0.0 { size * 1e-6 } else { 1e-6 };
    if high - low >= least {
        return (low, high);
    }
    let margin = if size > 0.0 { size * 0.01 } else { 0.01 };
    (low - margin, high + margin)
}

/// A step of `mantissa` × 10^`exponent`.
#[derive(Debug, Clone, Copy)]
struct Step {
    mantissa: f64,
    exponent: i32,
}

impl Step {
    fn at_least(size: f64) -> Self {
        let exponent = libm::log10(size).floor() as i32;
        let mut step = Self {
            mantissa: 1.0,
            exponent,
        };
        while step.size() < size * (1.0 - 1e-9) {
            step = step.next();
        }
        step
    }

    fn next(self) -> Self {
        let (mantissa, exponent) = match self.mantissa {
            1.0 => (2.0, self.exponent),
            2.0 => (5.0, self.exponent),
            _ => (1.0, self.exponent + 1),
        };
        Self { mantissa, exponent }
    }

    fn size(self) -> f64 {
        self.times(1.0)
    }

    /// A multiple of the step; dividing by a power of ten keeps 0.3 the double nearest to 0.3.
    fn times(self, count: f64) -> f64 {
        let power = libm::pow(10.0, f64::from(self.exponent.abs()));
        if self.exponent < 0 {
            count * self.mantissa / power
        } else {
            count * self.mantissa * power
        }
    }

    fn ticks(self, first: f64, last: f64) -> Ticks {
        let count = (last - first).max(0.0) as usize;
        Ticks {
            values: (0..=count).map(|i| self.times(first + i as f64)).collect(),
            decimals: (-self.exponent).max(0) as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover() {
        for (low, high, most, wanted) in [
            (
                2800.0,
                4980.0,
                7,
                vec![2500.0, 3000.0, 3500.0, 4000.0, 4500.0, 5000.0],
            ),
            (
                -3.2,
                9.4,
                8,
                vec![-4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0, 10.0],
            ),
            (0.0, 1.0, 6, vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            (0.31, 0.39, 6, vec![0.3, 0.32, 0.34, 0.36, 0.38, 0.4]),
        ] {
            assert_eq!(Ticks::covering((low, high), most, 0.0).values, wanted);
        }
    }

    #[test]
    fn ticks_inside_do_not_leave_the_range() {
        assert_eq!(Ticks::within((2.3, 9.8), 5, 0.0).values, [4.0, 6.0, 8.0],);
        assert_eq!(Ticks::within((0.0, 100.0), 6, 0.0).values.len(), 6);
    }

    #[test]
    fn of_whole_numbers_ticks_are_whole() {
        for (low, high, wanted) in [
            (-0.5, 1.5, vec![0.0, 1.0]),
            (6.93, 7.07, vec![7.0]),
            (-0.5, 3.5, vec![0.0, 1.0, 2.0, 3.0]),
        ] {
            assert_eq!(Ticks::within((low, high), 9, 1.0).values, wanted);
        }
        assert_eq!(Ticks::covering((0.0, 0.0), 9, 1.0).values, [-1.0, 0.0, 1.0]);
        assert_eq!(Ticks::covering((0.0, 1.0), 9, 1.0).values, [0.0, 1.0]);
    }

    #[test]
    fn equal_bounds_huge_and_tiny_numbers_have_ticks() {
        for (low, high) in [
            (5.0, 5.0),
            (0.0, 0.0),
            (-3.0, -3.0),
            (1e300, 2e300),
            (1e302, 1e302),
            (1e-12, 2e-12),
            (1e9, 1e9 + 1e-4),
            (-1e308, f64::INFINITY),
        ] {
            let ticks = Ticks::covering((low, high), 6, 0.0);
            assert!(
                ticks.values.len() >= 2 && ticks.values.len() <= 6,
                "{low} {high} {ticks:?}"
            );
            assert!(ticks.values.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}

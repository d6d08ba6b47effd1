//! The years a scenario simulates.

/// The base year and the simulated years after it, up to and including the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    base_year: i32,
    last_year: i32,
}

impl Horizon {
    /// Years `base_year + 1 ..= last_year`; `None` unless the last year comes after the base year.
    pub fn new(base_year: i32, last_year: i32) -> Option<Self> {
        (last_year > base_year).then_some(Self {
            base_year,
            last_year,
        })
    }

    /// The calibrated year, t = 0.
    pub fn base_year(self) -> i32 {
        self.base_year
    }

    /// The last simulated year.
    pub fn last_year(self) -> i32 {
        self.last_year
    }

    /// How many years are simulated (the base year is not).
    #[allow(clippy::len_without_is_empty)] // a horizon has at least one year
    pub fn len(self) -> usize {
        (self.last_year - self.base_year) as usize
    }

    /// The simulated calendar years, in order.
    pub fn years(self) -> impl Iterator<Item = i32> {
        self.base_year + 1..=self.last_year
    }

    /// The place of a calendar year among the simulated ones: 0 for the first simulated year.
    pub fn index(self, year: i32) -> Option<usize> {
        (year > self.base_year && year <= self.last_year)
            .then(|| (year - self.base_year - 1) as usize)
    }
}

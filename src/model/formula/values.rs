//! Where the values of declared indicators stand: one row a series and year.

use super::super::trajectory::FailedQuantity;

/// Greatest absolute value that makes sense.
const MOST: f64 = 1e36;

/// Values of declared indicators and of what their formulas are made of, `[place, year, lane]`, year 0 the first simulated one.
#[derive(Debug, Clone)]
pub struct Derived {
    pub(super) values: Vec<f64>,
    pub(super) years: usize,
    pub(super) lanes: usize,
    /// What stands at the first places: a declared indicator, or its growth.
    owners: Vec<(usize, bool)>,
    /// Room for intermediate results.
    pub(super) room: Vec<f64>,
}

impl Derived {
    /// Room for this many places, the first of them of `owners`, and for a stack of this many rows.
    pub(super) fn new(
        owners: Vec<(usize, bool)>,
        places: usize,
        stack: usize,
        [years, lanes]: [usize; 2],
    ) -> Self {
        Self {
            values: vec![0.0; places * years * lanes],
            years,
            lanes,
            owners,
            room: vec![0.0; stack.max(years) * lanes],
        }
    }

    /// A declared indicator (or its growth) of every year and lane, `[year, lane]`.
    pub fn series(&self, declared: usize, growth: bool) -> Option<&[f64]> {
        let wanted = (declared, growth);
        let place = self.owners.iter().position(|owner| *owner == wanted)?;
        let length = self.years * self.lanes;
        Some(&self.values[place * length..][..length])
    }

    /// The lanes of one place in one year.
    pub(super) fn row_mut(&mut self, place: usize, t: usize) -> &mut [f64] {
        let start = (place * self.years + t) * self.lanes;
        &mut self.values[start..][..self.lanes]
    }

    /// What left the numbers in a year and lane.
    pub(in crate::model) fn failure(&self, year: usize, lane: usize) -> Option<FailedQuantity> {
        let value = |place: usize| self.values[(place * self.years + year) * self.lanes + lane];
        let mut owners = self.owners.iter().enumerate();
        let (_, (declared, growth)) =
            owners.find(|(place, _)| leaves_the_numbers(value(*place)))?;
        Some(if *growth {
            FailedQuantity::DeclaredGrowth(*declared)
        } else {
            FailedQuantity::Declared(*declared)
        })
    }

    /// Whether any lane may have left the numbers.
    pub(in crate::model) fn suspicious(&self) -> bool {
        let shown = &self.values[..self.owners.len() * self.years * self.lanes];
        let outside = |value: &f64| u64::from(leaves_the_numbers(*value));
        shown.iter().map(outside).fold(0, |any, one| any | one) != 0
    }
}

#[inline(always)]
fn leaves_the_numbers(value: f64) -> bool {
    // NaN is not within either.
    !(-MOST..=MOST).contains(&value)
}

//! A value for every simulated year.

/// One number for each simulated year, in the order of the horizon (index 0 is the first simulated year).
#[derive(Debug, Clone, PartialEq)]
pub struct YearPath(Vec<f64>);

impl YearPath {
    /// The same value in each of `years` years.
    pub fn constant(value: f64, years: usize) -> Self {
        Self(vec![value; years])
    }

    /// The path with these values, one a year.
    pub fn from_values(values: Vec<f64>) -> Self {
        Self(values)
    }

    /// The value in the simulated year of this index.
    ///
    /// # Panics
    /// When the index is beyond the horizon the path was made for.
    pub fn at(&self, index: usize) -> f64 {
        self.0[index]
    }

    /// The values in order.
    pub fn values(&self) -> &[f64] {
        &self.0
    }
}

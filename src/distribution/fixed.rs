//! A number that is certain.

use super::ShapeError;
use super::parameters::Parameters;

/// One value with probability 1: what a plain number means where a distribution is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fixed {
    value: f64,
}

impl Fixed {
    /// From the value, in the variable's own unit.
    ///
    /// # Errors
    /// If the value is not finite.
    pub fn new(value: f64) -> Result<Self, ShapeError> {
        Parameters::finite("fixed", &[("value", value)])?;
        Ok(Self { value })
    }

    /// The value, whatever the probability.
    pub fn quantile(&self, _p: f64) -> f64 {
        self.value
    }

    /// The value, whatever the probability.
    pub fn quantile_upper(&self, _q: f64) -> f64 {
        self.value
    }

    /// The value.
    pub fn mean(&self) -> f64 {
        self.value
    }

    /// Zero.
    pub fn variance(&self) -> f64 {
        0.0
    }
}

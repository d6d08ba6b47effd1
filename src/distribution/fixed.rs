//! A certain value.

use super::ParameterError;

/// The value itself, with probability one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fixed {
    value: f64,
}

impl Fixed {
    /// # Errors
    /// When the value is not finite.
    pub fn new(value: f64) -> Result<Self, ParameterError> {
        ParameterError::unless(true, "fixed", "a finite value", &[("value", value)])?;
        Ok(Self { value })
    }

    /// The value, whatever the probability.
    pub fn quantile(&self, _p: f64) -> f64 {
        self.value
    }

    /// The value, whatever the probability.
    pub fn upper_quantile(&self, _q: f64) -> f64 {
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

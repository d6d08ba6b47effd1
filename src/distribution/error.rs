//! Parameters that make no distribution.

use thiserror::Error;

/// Parameters that break a rule of their distribution.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{shape} needs {rule}, got {}", self.listed())]
pub struct ParameterError {
    /// The distribution's name in scenario files.
    pub shape: &'static str,
    /// The rule that is broken, in symbols.
    pub rule: &'static str,
    /// The offending parameters by name.
    pub values: Vec<(&'static str, f64)>,
}

impl ParameterError {
    fn listed(&self) -> String {
        self.values
            .iter()
            .map(|(name, value)| format!("{name} = {value}"))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The error unless the rule holds and every value is finite.
    pub(super) fn unless(
        holds: bool,
        shape: &'static str,
        rule: &'static str,
        values: &[(&'static str, f64)],
    ) -> Result<(), Self> {
        if holds && values.iter().all(|(_, value)| value.is_finite()) {
            Ok(())
        } else {
            Err(Self {
                shape,
                rule,
                values: values.to_vec(),
            })
        }
    }
}

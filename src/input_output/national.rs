//! A national input–output table: what a region's coefficients are taken from.

use ndarray::Array2;

use super::leontief::{InputOutputError, leontief_inverse};

/// An industry-by-industry table of one year. All lists are in the order of the codes; amounts are in one money unit, at current
/// prices of the table's year.
#[derive(Debug, Clone, PartialEq)]
pub struct NationalTable {
    /// Code of each industry, as the publication has it.
    pub codes: Vec<String>,
    /// Gross output, > 0.
    pub gross_output: Vec<f64>,
    /// Value added, > 0 and below gross output.
    pub value_added: Vec<f64>,
    /// Domestic input of `[supplier, user]` per unit of the user's output, ≥ 0.
    pub coefficients: Array2<f64>,
}

impl NationalTable {
    /// Number of industries.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether it has no industry.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Position of a code.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.codes.iter().position(|known| known == code)
    }

    /// Value added over gross output, by industry, in (0, 1).
    pub fn value_added_ratios(&self) -> Vec<f64> {
        let pairs = self.value_added.iter().zip(&self.gross_output);
        pairs.map(|(added, output)| added / output).collect()
    }

    /// Gross output of all industries.
    pub fn total_output(&self) -> f64 {
        self.gross_output.iter().sum()
    }

    /// Value added of all industries: GDP by production.
    pub fn total_value_added(&self) -> f64 {
        self.value_added.iter().sum()
    }

    /// The Leontief inverse of the domestic coefficients.
    ///
    /// # Errors
    /// When the table describes no productive economy.
    pub fn inverse(&self) -> Result<Array2<f64>, InputOutputError> {
        leontief_inverse(&self.coefficients)
    }
}

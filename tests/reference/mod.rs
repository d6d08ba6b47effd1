//! The reference cases, for the tests that compare with them.

// Each test program uses a part of this.
#![allow(dead_code)]

use std::fs;

use ndarray::Array2;
use serde_json::Value;

/// How far a simulated number may be from the exact one, in standard errors.
pub(crate) const SIGMAS: f64 = 4.5;
/// How many paths a simulated number is made of.
pub(crate) const DRAWS: usize = 1_000_000;

/// One entry of the case file.
pub(crate) struct Case {
    /// Its name in the file.
    pub(crate) id: String,
    content: Value,
}

impl Case {
    pub(crate) fn find(id: &str) -> Self {
        Self::starting_with(id).remove(0)
    }

    /// All cases whose id begins so; there is at least one.
    pub(crate) fn starting_with(prefix: &str) -> Vec<Self> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/cases.json");
        let text = fs::read_to_string(path).expect("the case file is part of the package");
        let file: Value = serde_json::from_str(&text).expect("the case file is JSON");
        let cases: Vec<Self> = file["cases"]
            .as_array()
            .expect("the case file lists cases")
            .iter()
            .map(|case| (case["id"].as_str().unwrap_or_default(), case))
            .filter(|(id, _)| id.starts_with(prefix))
            .map(|(id, case)| Self {
                id: id.to_owned(),
                content: case.clone(),
            })
            .collect();
        assert!(!cases.is_empty(), "no case {prefix}");
        cases
    }

    pub(crate) fn input(&self, name: &str) -> &Value {
        &self.content["inputs"][name]
    }

    pub(crate) fn expected(&self, name: &str) -> &Value {
        &self.content["expected"][name]
    }

    pub(crate) fn input_number(&self, name: &str) -> f64 {
        number(self.input(name))
    }

    /// Fails unless every element is within the case's tolerance of the expected entry.
    pub(crate) fn check(&self, name: &str, got: &[f64]) {
        let expected = numbers(self.expected(name));
        assert_eq!(got.len(), expected.len(), "{}: {name}", self.id);
        let tolerance = |kind: &str| number(&self.content["tolerance"][kind]);
        for (got, expected) in got.iter().zip(&expected) {
            let allowed = tolerance("abs") + tolerance("rel") * expected.abs();
            let error = (got - expected).abs();
            assert!(
                error <= allowed,
                "{}: {name} is {got:e}, not {expected:e}",
                self.id
            );
        }
    }

    /// Fails unless a simulated share is near its exact probability.
    pub(crate) fn check_share(&self, hits: usize, exact: f64) {
        let share = hits as f64 / DRAWS as f64;
        let error = (exact * (1.0 - exact) / DRAWS as f64).sqrt();
        let off = (share - exact) / error;
        assert!(
            off.abs() <= SIGMAS,
            "{}: {share} is {off:.1} sigma from {exact}",
            self.id
        );
    }
}

pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// A number or an array of numbers, however deep, row by row.
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    match value.as_array() {
        Some(items) => items.iter().flat_map(numbers).collect(),
        None => vec![number(value)],
    }
}

pub(crate) fn matrix(value: &Value) -> Array2<f64> {
    let rows = value.as_array().map_or(0, Vec::len);
    let entries = numbers(value);
    let columns = entries.len() / rows;
    Array2::from_shape_vec((rows, columns), entries).expect("a matrix")
}

pub(crate) fn words<const N: usize>(value: &Value) -> [u32; N] {
    let texts = value.as_array().expect("words");
    let word = |i: usize| u32::from_str_radix(texts[i].as_str().unwrap_or_default(), 16);
    std::array::from_fn(|i| word(i).expect("a hexadecimal word"))
}

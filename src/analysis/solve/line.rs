//! The way that levers take together: a straight one, from where they start.

/// From one value of each lever to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Where the levers start.
    pub from: Vec<f64>,
    /// Where the way ends.
    pub to: Vec<f64>,
}

impl Line {
    /// The values of the levers after this part of the way, 0 to 1; its ends are exact.
    pub fn at(&self, part: f64) -> Vec<f64> {
        let ends = self.from.iter().zip(&self.to);
        ends.map(|(from, to)| {
            if part >= 1.0 {
                *to
            } else {
                from + part * (to - from)
            }
        })
        .collect()
    }
}

//! A shape's quantile as a function of the normal score, fast.

use super::pieces::{Pieces, REACH};
use super::{LogNormal, Normal, Shape};

/// The error allowed, relative to the larger of the standard deviation and the distance from the median.
const TOLERANCE: f64 = 1e-9;

/// x(z) = quantile(Φ(z)) of one shape: what turns a correlated normal score into a value.
///
/// Fixed, normal and lognormal are computed outright and an empirical list is looked up exactly. The others are
/// polynomial pieces over |z| ≤ 8.3 (scores beyond count as ±8.3), built until the error within |z| ≤ 6 is below 10⁻⁹
/// times the larger of the standard deviation and the value's distance from the median. (A beta distribution with an
/// exponent below 0.01, which is all but two points, gets 10⁻⁵.) Values never leave the range of the shape, and they
/// rise with the score up to that error.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreTable(Form);

#[derive(Debug, Clone, PartialEq)]
enum Form {
    Fixed(f64),
    Normal(Normal),
    LogNormal(LogNormal),
    Steps {
        thresholds: Vec<f64>,
        values: Vec<f64>,
    },
    Pieces(Pieces),
}

impl ScoreTable {
    /// The table of a shape. Takes up to a few milliseconds where the quantile has no closed form.
    pub fn new(shape: &Shape) -> Self {
        Self(match shape {
            certain if certain.is_certain() => Form::Fixed(certain.median()),
            Shape::Normal(normal) => Form::Normal(*normal),
            Shape::LogNormal(lognormal) => Form::LogNormal(*lognormal),
            Shape::Empirical(list) => Form::Steps {
                thresholds: list.thresholds(),
                values: list.values().to_vec(),
            },
            smooth => Form::Pieces(pieces(smooth)),
        })
    }

    /// The value at a standard normal score; a NaN stays one, unless the shape is certain or a list.
    pub fn value(&self, score: f64) -> f64 {
        let mut out = [0.0];
        self.apply(&[score], &mut out);
        out[0]
    }

    /// The values at many scores; `out` and `scores` are equally long.
    ///
    /// # Panics
    /// If they are not.
    pub fn apply(&self, scores: &[f64], out: &mut [f64]) {
        assert_eq!(scores.len(), out.len(), "one value for every score");
        match &self.0 {
            Form::Fixed(value) => out.fill(*value),
            Form::Normal(normal) => {
                for (x, z) in out.iter_mut().zip(scores) {
                    *x = normal.at_score(*z);
                }
            }
            Form::LogNormal(lognormal) => lognormal.apply(scores, out),
            Form::Steps { thresholds, values } => {
                for (x, z) in out.iter_mut().zip(scores) {
                    *x = values[thresholds.partition_point(|edge| edge < z)];
                }
            }
            Form::Pieces(pieces) => pieces.apply(scores, out),
        }
    }
}

fn pieces(shape: &Shape) -> Pieces {
    let (median, sd) = (shape.median(), shape.variance().sqrt());
    // A bend in the outermost hundredth of the range, or outside it, is not worth a grid of its own.
    let split = shape
        .kink()
        .filter(|kink| kink.abs() < REACH - 0.1)
        .unwrap_or(0.0);
    let tolerance = |x: f64| TOLERANCE * sd.max((x - median).abs());
    Pieces::new(|score| shape.at_score(score), split, tolerance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::{
        Beta, Empirical, Fixed, Pert, StudentT, Triangular, TwoPiece, Uniform,
    };

    fn smooth_shapes() -> Vec<Shape> {
        vec![
            TwoPiece::new(10.79, 1.212, 2.566).unwrap().into(),
            TwoPiece::new(0.0, 1.0, 1000.0).unwrap().into(),
            TwoPiece::new(0.0, 2.0, 1e-12).unwrap().into(),
            StudentT::new(0.03, 0.02, 2.1).unwrap().into(),
            StudentT::new(0.0, 1.0, 3.0).unwrap().into(),
            StudentT::new(0.0, 1.0, 5.0).unwrap().into(),
            StudentT::new(0.0, 1.0, 300.0).unwrap().into(),
            Triangular::new(2.0, 3.0, 7.0).unwrap().into(),
            Triangular::new(-1.0, -1.0, 7.0).unwrap().into(),
            Triangular::new(0.0, 5.0, 5.0).unwrap().into(),
            Triangular::new(0.0, 1e-9, 1.0).unwrap().into(),
            Pert::new(0.4, 0.9, 1.05).unwrap().into(),
            Pert::new(2.0, 2.0, 7.0).unwrap().into(),
            Uniform::new(-3.0, 1.0).unwrap().into(),
            Beta::new(0.85, 0.12, 0.0, 1.0).unwrap().into(),
            Beta::new(0.5, 0.45, 0.0, 1.0).unwrap().into(),
            Beta::new(0.99, 0.02, 0.0, 1.0).unwrap().into(),
            Beta::new(100.0, 1.0, 0.0, 1000.0).unwrap().into(),
        ]
    }

    #[test]
    fn is_within_the_stated_error_of_the_exact_quantile() {
        for shape in smooth_shapes() {
            let (table, median, sd) = (
                ScoreTable::new(&shape),
                shape.median(),
                shape.variance().sqrt(),
            );
            let mut worst: (f64, f64) = (0.0, 0.0);
            for i in 0..20_011 {
                let z = -6.0 + 12.0 * f64::from(i) / 20_010.0;
                let exact = shape.at_score(z);
                let error = (table.value(z) - exact).abs() / sd.max((exact - median).abs());
                if error > worst.0 {
                    worst = (error, z);
                }
            }
            assert!(worst.0 <= TOLERANCE, "{shape:?}: {worst:?}");
        }
    }

    #[test]
    fn stays_usable_beyond_six_and_is_held_beyond_the_reach() {
        for shape in smooth_shapes() {
            let (table, median, sd) = (
                ScoreTable::new(&shape),
                shape.median(),
                shape.variance().sqrt(),
            );
            for z in [-8.3, -7.7, -6.6, 6.4, 7.1, 8.29] {
                let exact = shape.at_score(z);
                let bound = 100.0 * TOLERANCE * sd.max((exact - median).abs());
                assert!((table.value(z) - exact).abs() <= bound, "{shape:?} at {z}");
            }
            assert_eq!(table.value(-9.0), table.value(-8.3));
            assert_eq!(table.value(f64::INFINITY), table.value(8.3));
            assert!(table.value(f64::NAN).is_nan());
        }
    }

    #[test]
    fn rises_with_the_score() {
        for shape in smooth_shapes() {
            let table = ScoreTable::new(&shape);
            let slack = 1e-15 * shape.mean().abs().max(shape.variance().sqrt());
            let mut before = f64::NEG_INFINITY;
            for i in 0..50_000 {
                let value = table.value(-8.4 + 16.8 * f64::from(i) / 50_000.0);
                assert!(value >= before - slack, "{shape:?}");
                before = value;
            }
        }
    }

    #[test]
    fn closed_forms_and_lists_are_exact() {
        let list = Empirical::new(vec![3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0]).unwrap();
        let shapes: [Shape; 4] = [
            Fixed::new(2.5).unwrap().into(),
            Normal::new(1.0, 0.3).unwrap().into(),
            LogNormal::new(1.1, 0.2).unwrap().into(),
            list.into(),
        ];
        for shape in shapes {
            let table = ScoreTable::new(&shape);
            for i in -300..=300 {
                let z = f64::from(i) * 0.0201;
                let (got, exact) = (table.value(z), shape.at_score(z));
                assert!(
                    (got - exact).abs() <= 1e-14 * (1.0 + exact.abs()),
                    "{shape:?} at {z}"
                );
            }
        }
    }

    #[test]
    fn a_slice_gives_the_bits_of_single_scores() {
        let scores: Vec<f64> = (0..999).map(|i| f64::from(i) * 0.017 - 8.5).collect();
        for shape in smooth_shapes() {
            let table = ScoreTable::new(&shape);
            let mut out = vec![0.0; scores.len()];
            table.apply(&scores, &mut out);
            assert!(scores.iter().zip(&out).all(|(z, x)| table.value(*z) == *x));
        }
    }
}

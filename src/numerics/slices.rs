//! Functions over slices, on the packs of the machine's instruction set.

use super::packs::{Kernel, Pack, Vectors, run};
use super::{exp, ln, normal_score, softplus};

/// Replaces every x by eˣ; see [`exp`].
pub fn exp_in_place(values: &mut [f64]) {
    run(InPlace(values, Exp));
}

/// Replaces every x by ln x; see [`ln`].
pub fn ln_in_place(values: &mut [f64]) {
    run(InPlace(values, Ln));
}

/// Replaces every probability by its normal score; see [`normal_score`](super::normal_score()).
pub fn normal_score_in_place(values: &mut [f64]) {
    run(InPlace(values, NormalScore));
}

/// Replaces every x by ln(1 + eˣ); see [`softplus`](super::softplus()).
pub fn softplus_in_place(values: &mut [f64]) {
    run(InPlace(values, Softplus));
}

/// A function of packs and of single numbers alike.
trait Function {
    fn of<P: Pack>(&self, x: P) -> P;
}

#[derive(Clone, Copy)]
struct Exp;
#[derive(Clone, Copy)]
struct Ln;
#[derive(Clone, Copy)]
struct NormalScore;

#[derive(Clone, Copy)]
struct Softplus;

impl Function for Softplus {
    #[inline(always)]
    fn of<P: Pack>(&self, x: P) -> P {
        softplus(x)
    }
}

impl Function for Exp {
    #[inline(always)]
    fn of<P: Pack>(&self, x: P) -> P {
        exp(x)
    }
}

impl Function for Ln {
    #[inline(always)]
    fn of<P: Pack>(&self, x: P) -> P {
        ln(x)
    }
}

impl Function for NormalScore {
    #[inline(always)]
    fn of<P: Pack>(&self, x: P) -> P {
        normal_score(x)
    }
}

struct InPlace<'v, F>(&'v mut [f64], F);

impl<F: Function> Kernel for InPlace<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, vectors: V) {
        let Self(values, function) = self;
        let whole = values.len() - values.len() % V::LANES;
        for at in (0..whole).step_by(V::LANES) {
            vectors.store(function.of(vectors.load(values, at)), values, at);
        }
        for value in &mut values[whole..] {
            *value = function.of(*value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::packs::{Isa, run_on};

    /// Ordinary numbers of all sizes, then everything awkward.
    fn arguments() -> Vec<f64> {
        let mut all: Vec<f64> = (0..5_003_u32)
            .map(|i| f64::from(i) * 0.31 - 740.0)
            .collect();
        all.extend((0..5_003_u32).map(|i| f64::from(i) / 5_003.0));
        all.extend([
            1e-9, 1e-11, 1e-12, 1e-17, 1e-300, 1e-310, 1.0, 1.5, -0.0, 1e300,
        ]);
        all.extend([
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
            f64::MIN_POSITIVE,
            0.075,
            0.925,
        ]);
        all
    }

    fn agrees(function: impl Function + Copy) {
        for isa in Isa::ALL {
            for length in [0, 1, 2, 3, 7, 255, 256, 257, arguments().len()] {
                let before = &arguments()[arguments().len() - length..];
                let mut after = before.to_vec();
                run_on(isa, InPlace(&mut after, function));
                for (x, y) in before.iter().zip(&after) {
                    let scalar = function.of(*x);
                    let same = scalar.to_bits() == y.to_bits();
                    assert!(same || (scalar.is_nan() && y.is_nan()), "{isa}: {x}");
                }
            }
        }
    }

    #[test]
    fn every_instruction_set_gives_the_bits_of_single_numbers() {
        agrees(Exp);
        agrees(Ln);
        agrees(NormalScore);
        agrees(Softplus);
    }
}

//! Which sectors feed which: the open Leontief model.
//!
//! `A[[j, i]]` is what supplier j delivers per unit of output of user i. Output must cover its own inputs and final
//! demand, x = A x + f, so x = L f with L = (I − A)⁻¹, provided the economy is productive: A ≥ 0 with spectral radius
//! below 1 (Hawkins and Simon). That an inverse exists is not enough: it may ask for negative outputs.

mod balance;
mod interregional;
mod leontief;
mod lu;
mod national;
mod regional;
mod spectral;

pub use balance::{Balanced, balance};
pub use interregional::{Arising, Interregional};
pub use leontief::{InputOutputError, leontief_inverse, output_multipliers};
pub use lu::{LuFactors, SingularMatrix};
pub use national::NationalTable;
pub use regional::{Composition, Quotient, industry_coefficients, simple_quotients};
pub use spectral::spectral_radius;

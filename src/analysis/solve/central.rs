//! The classic inversion: the value of the levers at which the path without shocks meets the target.

use super::crossing::first_held;
use super::ending::grid;
use super::line::Line;
use super::response::{Refusal, Response};
use crate::results::{CentralReaching, Ending};

/// How near the place is found, in parts of the way: nothing is simulated, so it costs little.
const TOLERANCE: f64 = 1e-13;

/// The least part of a way at which the central path meets the target; `None` of a milestone, which has no value.
///
/// # Errors
/// Values on the way that the scenario cannot have.
///
/// # Panics
/// Never: a goal has an indicator everywhere on the way or nowhere.
pub fn central(response: &Response<'_>, line: &Line) -> Result<Option<CentralReaching>, Refusal> {
    let Some(mut nearest) = response.central(&line.from)?.map(|value| (0.0, value)) else {
        return Ok(None);
    };
    let value = |part: f64| -> Result<f64, Refusal> {
        let central = response.central(&line.at(part))?;
        Ok(central.expect("a target has an indicator"))
    };
    let first = first_held(&grid(), TOLERANCE, |part| Ok(response.margin(value(part)?)))?;
    let places = first.map_or_else(grid, |part| vec![part]);
    for part in places {
        let central = value(part)?;
        if first.is_some() || response.shortfall(central) < response.shortfall(nearest.1) {
            nearest = (part, central);
        }
    }
    Ok(Some(CentralReaching {
        ending: match first {
            None => Ending::OutOfReach,
            Some(0.0) => Ending::AtStart,
            Some(_) => Ending::Reached,
        },
        values: first.map(|part| line.at(part)),
        central: nearest.1,
        shortfall: response.shortfall(nearest.1),
        nearest: line.at(nearest.0),
    }))
}

//! The way of least weighted change for several levers.
//!
//! Of all values that reach the probability p, those are sought whose change d (in parts of each lever's range) has the least Σ w d²: the
//! quadratic cost of moving instruments of Theil (1964). There d = clip(λ ∇z / w) with z = Φ⁻¹(P) and some λ > 0: the change goes along
//! the gradient over the weights, each lever until the end of its range. The gradient is that at the solution, so way and solution are
//! found in turns, as the design point of structural reliability is (Rackwitz & Fiessler 1978): z is nearly linear in the levers, and
//! a few turns suffice.

use super::crossing::first_held;
use super::line::Line;
use super::response::{Refusal, Response, Simulated};
use crate::numerics::normal_quantile;

/// Half of the step of a difference quotient, in parts of the range.
const STEP: f64 = 0.05;
/// Most turns.
const TURNS: usize = 12;
/// The search ends when no lever moves by more than this part of its range from turn to turn.
const STILL: f64 = 2e-3;
/// Where a way is looked at before its crossing is narrowed down, and how near that is found: the last way is walked more closely.
const LOOKS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];
const TOLERANCE: f64 = 1e-4;

/// The way of least change from these values to the probability `asked`, each lever's change weighed with its weight > 0. Levers that
/// do not move the probability by more than its error stay where they are.
///
/// # Errors
/// Values that the scenario cannot have, and an interrupted simulation.
pub fn least_change(
    response: &Response<'_>,
    from: &[f64],
    weights: &[f64],
    asked: f64,
) -> Result<Line, Refusal> {
    let levers = response.levers().levers();
    let mut at = from.to_vec();
    let mut turn = 0;
    loop {
        let gradient = gradient(response, &at)?;
        let direction = gradient.iter().zip(weights).map(|(g, w)| g / w);
        let direction: Vec<f64> = direction.collect();
        let line = Line::along(levers, from, &direction);
        let met = first_held(&LOOKS, TOLERANCE, |part| {
            let there = response.simulated(&line.at(part))?;
            Ok(there.point.probability - asked)
        })?;
        let next = line.at(met.unwrap_or(1.0));
        let ways = at.iter().zip(&next).zip(levers);
        let moved = ways.map(|((a, b), lever)| (b - a).abs() / (lever.high - lever.low));
        let moved = moved.fold(0.0, f64::max);
        turn += 1;
        if moved < STILL || turn == TURNS {
            return Ok(line);
        }
        at = next;
    }
}

/// The gradient of Φ⁻¹(P) at these values, by each lever in parts of its range; 0 where the step does not show.
fn gradient(response: &Response<'_>, at: &[f64]) -> Result<Vec<f64>, Refusal> {
    let levers = response.levers().levers().iter().enumerate();
    levers
        .map(|(k, lever)| {
            let range = lever.high - lever.low;
            let beside = |step: f64| -> Result<(f64, Simulated), Refusal> {
                let mut values = at.to_vec();
                values[k] = (values[k] + step * range).clamp(lever.low, lever.high);
                Ok((values[k] / range, response.simulated(&values)?))
            };
            let (below, above) = (beside(-STEP)?, beside(STEP)?);
            let (errors, n) = (response.errors(), response.paths());
            let half = errors.of_paired_difference(&below.1.hits, &above.1.hits, n);
            let (a, b) = (below.1.point.probability, above.1.point.probability);
            if (b - a).abs() <= half {
                return Ok(0.0);
            }
            // Half a path from never and always, where the quantile is infinite.
            let least = 0.5 / n as f64;
            let z = |p: f64| normal_quantile(p.clamp(least, 1.0 - least));
            Ok((z(b) - z(a)) / (above.0 - below.0))
        })
        .collect()
}

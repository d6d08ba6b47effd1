//! The least part of a way that reaches a probability, and how well the paths tell it.

use super::crossing::{first_held, held_until};
use super::line::Line;
use super::response::{Refusal, Response, Simulated};
use super::shape::shape;
use crate::results::{Ending, PointOfCurve, Reaching};
use crate::scenario::Lever;

/// Parts of the way between points of the curve.
pub(super) const PARTS: usize = 16;
/// How near a place is found, in parts of the way.
const TOLERANCE: f64 = 1e-5;
/// Most decimals that a value is written with.
const MOST_DECIMALS: usize = 12;

/// Evenly from the start of the way to its end.
pub(super) fn grid() -> Vec<f64> {
    (0..=PARTS).map(|k| k as f64 / PARTS as f64).collect()
}

/// What it takes to reach a probability on a way, and the curve along it.
///
/// # Errors
/// Values on the way that the scenario cannot have, and an interrupted simulation.
///
/// # Panics
/// Never: a curve has points.
pub fn reaching(
    response: &Response<'_>,
    line: &Line,
    asked: f64,
) -> Result<(Reaching, Vec<PointOfCurve>), Refusal> {
    let search = Search { response, line };
    let curve: Vec<Simulated> = grid()
        .into_iter()
        .map(|part| response.simulated(&line.at(part)))
        .collect::<Result<_, _>>()?;
    let first = search.first(asked)?;
    let interval = match first {
        Some(part) => search.interval(asked, part)?,
        None => [None; 2],
    };
    let (solution, written) = match first {
        Some(part) => {
            let (point, written) = search.rounded(asked, part, interval)?;
            (Some(point), written)
        }
        None => (None, Vec::new()),
    };
    let values = |part: Option<f64>| part.map(|part| line.at(part));
    let until = match first {
        Some(part) => search.until(asked, part)?,
        None => None,
    };
    let best = curve
        .iter()
        .rev()
        .max_by(|a, b| a.point.probability.total_cmp(&b.point.probability));
    let reaching = Reaching {
        asked,
        ending: match first {
            None => Ending::OutOfReach,
            Some(0.0) => Ending::AtStart,
            Some(_) => Ending::Reached,
        },
        shape: shape(&curve, response.errors(), response.paths()),
        solution,
        written,
        interval: interval.map(values),
        holds_until: values(until),
        best: best.expect("a curve has points").point.clone(),
    };
    let curve = curve.into_iter().map(|it| it.point).collect();
    Ok((reaching, curve))
}

struct Search<'s, 'r> {
    response: &'s Response<'r>,
    line: &'s Line,
}

impl Search<'_, '_> {
    fn probability(&self, part: f64) -> Result<f64, Refusal> {
        let simulated = self.response.simulated(&self.line.at(part))?;
        Ok(simulated.point.probability)
    }

    /// The first part of the way that reaches this probability.
    fn first(&self, level: f64) -> Result<Option<f64>, Refusal> {
        first_held(&grid(), TOLERANCE, |part| {
            Ok(self.probability(part)? - level)
        })
    }

    /// Where the curve meets the asked probability less and plus half of the 95 % interval at the solution.
    fn interval(&self, asked: f64, part: f64) -> Result<[Option<f64>; 2], Refusal> {
        let there = self.response.simulated(&self.line.at(part))?;
        let half = self.response.errors().quantile95() * there.point.std_error;
        let low = self.first(asked - half)?.filter(|part| *part > 0.0);
        Ok([low, self.first(asked + half)?.filter(|part| *part > 0.0)])
    }

    /// Where, after the solution, the asked probability is no longer reached.
    fn until(&self, asked: f64, part: f64) -> Result<Option<f64>, Refusal> {
        let rest = grid().into_iter().filter(|later| *later > part);
        let rest: Vec<f64> = std::iter::once(part).chain(rest).collect();
        held_until(&rest, TOLERANCE, |part| Ok(self.probability(part)? - asked))
    }

    /// The solution with as many digits as its interval deserves, rounded away from the start, where it still reaches what is asked.
    fn rounded(
        &self,
        asked: f64,
        part: f64,
        interval: [Option<f64>; 2],
    ) -> Result<(PointOfCurve, Vec<String>), Refusal> {
        let values = self.line.at(part);
        let width = match interval {
            [Some(low), Some(high)] => high - low,
            [Some(known), None] | [None, Some(known)] => 2.0 * (part - known).abs(),
            [None, None] => 0.0,
        };
        let width = if width > 0.0 { width } else { 0.01 };
        for further in 0..=MOST_DECIMALS {
            let levers = self.response.levers().levers().iter().enumerate();
            let written: Vec<(String, f64)> = levers
                .map(|(k, lever)| {
                    let way = self.line.to[k] - self.line.from[k];
                    if part == 0.0 || way == 0.0 {
                        return in_own_digits(lever, values[k]);
                    }
                    let step = way.abs() * width / 10.0 * lever.shown();
                    let decimals = (-libm::log10(step)).ceil().max(0.0) as usize + further;
                    away(lever, values[k], way > 0.0, decimals.min(MOST_DECIMALS))
                })
                .collect();
            let (texts, exact): (Vec<String>, Vec<f64>) = written.into_iter().unzip();
            let inside = self.response.levers().levers().iter().zip(&exact);
            if !inside
                .into_iter()
                .all(|(it, x)| (it.low..=it.high).contains(x))
            {
                continue;
            }
            let point = self.response.point(&exact)?;
            if point.probability >= asked {
                return Ok((point, texts));
            }
        }
        let point = self.response.point(&values)?;
        let levers = self.response.levers().levers().iter().zip(&values);
        let texts = levers.map(|(lever, value)| in_own_digits(lever, *value).0);
        Ok((point, texts.collect()))
    }
}

/// A value rounded up or down to so many decimals.
fn away(lever: &Lever, value: f64, up: bool, decimals: usize) -> (String, f64) {
    let unit = libm::pow(10.0, -(decimals as f64));
    let steps = value * lever.shown() / unit;
    // What is as good as round already stays.
    let whole = if (steps - steps.round()).abs() < 1e-6 {
        steps.round()
    } else if up {
        steps.ceil()
    } else {
        steps.floor()
    };
    lever.written(whole * unit / lever.shown(), decimals)
}

/// A value in the fewest digits that are exactly it, as far as twelve decimals go.
fn in_own_digits(lever: &Lever, value: f64) -> (String, f64) {
    let mut tries = (0..=MOST_DECIMALS).map(|decimals| lever.written(value, decimals));
    let exact = tries.find(|(_, exact)| *exact == value);
    exact.unwrap_or_else(|| lever.written(value, MOST_DECIMALS))
}

//! The forecasters: each turns what was known at the beginning of a year into a predictive distribution of its growth.
//!
//! A spread that is estimated from n errors makes a normal error's predictive distribution Student's t, with the degrees of freedom of the
//! estimate (Geisser 1993, ch. 2).

use super::history::{FEWEST, History};
use super::predictive::Predictive;
use crate::results::{ForecastShape, ForecasterKind, LeftOutReason};

/// A forecast before its shape is chosen: centre, scale, degrees of freedom of the scale.
type Estimate = (f64, f64, usize);

/// How forecasts are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rules {
    /// n₀ of the shrinkage n/(n + n₀), ≥ 0.
    pub(super) shrink: f64,
    pub(super) shape: ForecastShape,
}

/// The forecasts of a year's growth in a place by every forecaster, in the order of [`ForecasterKind::ALL`]; `target` is the middle of
/// what is announced.
///
/// # Errors
/// What is not known yet.
pub(super) fn forecasts(
    history: &History,
    (place, year, target): (&str, i32, f64),
    rules: Rules,
) -> Result<[Predictive; 5], LeftOutReason> {
    let (own, pooled) = (history.own_errors(place), history.errors);
    if own.count() < FEWEST {
        return Err(LeftOutReason::FewOwnYears);
    }
    let last = history.growth_in(place, year - 1);
    let last = last.ok_or(LeftOutReason::NoLastGrowth)?;
    if history.growth.count() < FEWEST {
        return Err(LeftOutReason::FewChanges);
    }
    let (line, line_scale) = history
        .growth
        .predict(last)
        .ok_or(LeftOutReason::NoSpread)?;
    let by = |kind: ForecasterKind| -> Estimate {
        match kind {
            // The target is taken at its word: the mean error is zero, and all errors measure the spread.
            ForecasterKind::Targets => (target, pooled.root_mean_square(), pooled.count()),
            ForecasterKind::Record => {
                let n = own.count() as f64;
                let bias = own.mean() * n / (n + rules.shrink);
                let scale = own.sd() * (1.0 + 1.0 / n).sqrt();
                (target + bias, scale, own.count() - 1)
            }
            ForecasterKind::LastGrowth => {
                let changes = history.changes;
                (last, changes.root_mean_square(), changes.count())
            }
            ForecasterKind::Ar1 => (line, line_scale, history.growth.count() - 2),
            ForecasterKind::PooledError => {
                let n = pooled.count() as f64;
                let scale = pooled.sd() * (1.0 + 1.0 / n).sqrt();
                (target + pooled.mean(), scale, pooled.count() - 1)
            }
        }
    };
    let estimates = ForecasterKind::ALL.map(by);
    if estimates.iter().any(|(_, scale, _)| *scale <= 0.0) {
        return Err(LeftOutReason::NoSpread);
    }
    Ok(estimates.map(|(centre, scale, dof)| match rules.shape {
        ForecastShape::Normal => Predictive::normal(centre, scale),
        ForecastShape::StudentT => Predictive::student_t(centre, scale, dof as f64),
    }))
}

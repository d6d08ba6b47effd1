//! Where a function of one number crosses zero.

use std::cell::RefCell;

use argmin::core::{CostFunction, Error, Executor, State as _};
use argmin::solver::brent::BrentRoot;

/// Most steps of a search: bisection alone would need twenty for the tolerance.
const STEPS: u64 = 60;

/// A function, and its first failure.
struct Function<'f, F, E> {
    value: F,
    failed: &'f RefCell<Option<E>>,
}

impl<F: Fn(f64) -> Result<f64, E>, E> CostFunction for Function<'_, F, E> {
    type Param = f64;
    type Output = f64;

    fn cost(&self, x: &f64) -> Result<f64, Error> {
        (self.value)(*x).map_err(|error| {
            *self.failed.borrow_mut() = Some(error);
            Error::msg("the function has no value")
        })
    }
}

/// A zero of `value` between `low` and `high`, where its signs differ, within `tolerance` > 0: Brent's method (1973).
///
/// # Errors
/// The first failure of the function.
///
/// # Panics
/// When the signs at both ends are the same.
pub(super) fn root<E>(
    (low, high): (f64, f64),
    tolerance: f64,
    value: impl Fn(f64) -> Result<f64, E>,
) -> Result<f64, E> {
    let failed = RefCell::new(None);
    let function = Function {
        value,
        failed: &failed,
    };
    let run = Executor::new(function, BrentRoot::new(low, high, tolerance))
        .configure(|state| state.max_iters(STEPS))
        .timer(false)
        .run();
    // The last place, not the one of least size: beside a step that need not be near it.
    let found = run.map(|result| result.state.get_param().copied());
    match (found, failed.into_inner()) {
        (_, Some(error)) => Err(error),
        (Ok(Some(x)), None) => Ok(x),
        (found, None) => panic!("the ends enclose a zero: {found:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_is_found_within_the_tolerance() {
        let cubic = |x: f64| Ok::<f64, ()>(x * x * x - 2.0);
        let found = root((0.0, 2.0), 1e-12, cubic).unwrap();
        assert!((found - libm::cbrt(2.0)).abs() < 1e-11);
    }

    #[test]
    fn a_step_is_found_as_well() {
        let step = |x: f64| Ok::<f64, ()>(if x < 0.3 { -0.25 } else { 0.5 });
        let found = root((0.0, 1.0), 1e-6, step).unwrap();
        assert!((found - 0.3).abs() < 1e-6);
    }

    #[test]
    fn a_failure_of_the_function_is_handed_on() {
        let broken = |x: f64| {
            if x == 0.0 || x == 1.0 {
                Ok(x - 0.5)
            } else {
                Err("broken")
            }
        };
        assert_eq!(root((0.0, 1.0), 1e-6, broken), Err("broken"));
    }
}

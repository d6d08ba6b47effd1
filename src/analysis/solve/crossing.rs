//! Where on a way something begins to hold, and where it ends to.

use std::cell::Cell;

use super::root::root;

/// The first part of the way at which `value` is not negative: looked for between neighbours of the `grid`, within `tolerance`, and
/// never short of it. `None`: nowhere on the grid.
///
/// # Errors
/// The first failure of `value`.
pub(super) fn first_held<E>(
    grid: &[f64],
    tolerance: f64,
    value: impl Fn(f64) -> Result<f64, E>,
) -> Result<Option<f64>, E> {
    let mut before: Option<f64> = None;
    for &part in grid {
        if value(part)? >= 0.0 {
            return match before {
                None => Ok(Some(part)),
                Some(before) => edge((before, part), tolerance, value).map(Some),
            };
        }
        before = Some(part);
    }
    Ok(None)
}

/// The last part of the way, from the first of the `grid` on, before `value` is negative for the first time. `None`: nowhere on the grid.
///
/// # Errors
/// The first failure of `value`.
pub(super) fn held_until<E>(
    grid: &[f64],
    tolerance: f64,
    value: impl Fn(f64) -> Result<f64, E>,
) -> Result<Option<f64>, E> {
    let mut held = grid[0];
    for &part in &grid[1..] {
        if value(part)? < 0.0 {
            return edge((part, held), tolerance, value).map(Some);
        }
        held = part;
    }
    Ok(None)
}

/// The place nearest to `missed` that holds, between it and `held`.
fn edge<E>(
    (missed, held): (f64, f64),
    tolerance: f64,
    value: impl Fn(f64) -> Result<f64, E>,
) -> Result<f64, E> {
    let nearest = Cell::new(held);
    root((missed, held), tolerance, |part| {
        let value = value(part)?;
        let nearer = (part - missed).abs() < (nearest.get() - missed).abs();
        if value >= 0.0 && nearer {
            nearest.set(part);
        }
        Ok(value)
    })?;
    Ok(nearest.get())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];

    #[test]
    fn what_holds_in_the_middle_has_two_edges() {
        // Holds from 0.3 to 0.7, in steps of a thousandth as counted paths are.
        let hill = |x: f64| Ok::<f64, ()>(libm::floor(1000.0 * (0.2 - (x - 0.5).abs())) / 1000.0);
        let first = first_held(&GRID, 1e-6, hill).unwrap().unwrap();
        assert!((first - 0.3).abs() < 2e-6 && hill(first).unwrap() >= 0.0);
        let rest: Vec<f64> = std::iter::once(first)
            .chain(GRID.into_iter().filter(|x| *x > first))
            .collect();
        let last = held_until(&rest, 1e-6, hill).unwrap().unwrap();
        assert!((last - 0.7).abs() < 2e-6 && hill(last).unwrap() >= 0.0);
    }

    #[test]
    fn what_holds_everywhere_or_nowhere_has_none() {
        let always = |_: f64| Ok::<f64, ()>(0.0);
        assert_eq!(first_held(&GRID, 1e-6, always), Ok(Some(0.0)));
        assert_eq!(held_until(&GRID, 1e-6, always), Ok(None));
        assert_eq!(first_held(&GRID, 1e-6, |_| Ok::<f64, ()>(-1.0)), Ok(None));
    }
}

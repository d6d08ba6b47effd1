//! From a trajectory to a box: chosen, tested and pasted on other paths than it was peeled on, and counted on yet others.

use super::peel::{Peeling, paste, peel};
use super::question::share;
use super::region::{Counts, Paths, Region, quasi_p_value};
use crate::results::{TrajectoryPoint, Z95};

/// Most drivers that a box restricts: more are not understood.
const MOST: usize = 4;
/// A box whose restrictions would do as well by chance with this probability or more loses them; shared out over all of them (Bonferroni).
const LEVEL: f64 = 0.05;

/// Paths shared out: a box is sought on the first quarter, chosen and tested on the second, and counted on the other half.
pub(super) struct Halves {
    pub(super) sought: Vec<usize>,
    pub(super) tested: Vec<usize>,
    pub(super) counted: Vec<usize>,
}

impl Halves {
    /// Of the paths that stayed in the numbers.
    pub(super) fn of(valid: &[bool]) -> Self {
        let places = valid.iter().enumerate();
        let all: Vec<usize> = places
            .filter_map(|(path, valid)| valid.then_some(path))
            .collect();
        let (first, second) = (all.len() / 4, all.len() / 2);
        Self {
            sought: all[..first].to_vec(),
            tested: all[first..second].to_vec(),
            counted: all[second..].to_vec(),
        }
    }

    /// Without the paths inside a box.
    fn outside(&self, paths: Paths<'_>, region: &Region) -> Self {
        let left = |among: &[usize]| -> Vec<usize> {
            let out = |path: &&usize| !region.holds(paths.drivers, **path);
            among.iter().filter(out).copied().collect()
        };
        Self {
            sought: left(&self.sought),
            tested: left(&self.tested),
            counted: left(&self.counted),
        }
    }
}

/// A box that was found.
pub(super) struct Found {
    pub(super) region: Region,
    /// Counted paths that lie in no box before it.
    left: Vec<usize>,
    /// Counts among those.
    pub(super) counts: Counts,
    pub(super) trajectory: Vec<TrajectoryPoint>,
}

impl Found {
    /// Counts without the restriction of a driver.
    pub(super) fn without(&self, paths: Paths<'_>, driver: usize) -> Counts {
        self.region.without(driver).count(paths, &self.left)
    }
}

/// Up to so many boxes, each on the paths that those before it leave; it ends where no further box is worth naming.
pub(super) fn find(
    paths: Paths<'_>,
    halves: &Halves,
    peeling: Peeling,
    boxes: usize,
) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let whole = Halves {
        sought: halves.sought.clone(),
        tested: halves.tested.clone(),
        counted: halves.counted.clone(),
    };
    let mut left = whole;
    while all.len() < boxes {
        let Some(found) = find_one(paths, &left, peeling) else {
            break;
        };
        left = left.outside(paths, &found.region);
        all.push(found);
    }
    all
}

/// The box that is worth naming; `None` where there is none.
fn find_one(paths: Paths<'_>, left: &Halves, peeling: Peeling) -> Option<Found> {
    let trajectory = peel(paths, &left.sought, peeling);
    let excess = |region: &Region| region.count(paths, &left.tested).excess();
    let (chosen, _) = trajectory
        .iter()
        .map(excess)
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    let tested = tested(paths, &left.tested, trajectory[chosen].clone());
    let region = paste(paths, &left.sought, &tested, peeling.paste);
    let counts = region.count(paths, &left.counted);
    let worth = !region.restricted().is_empty() && is_denser(counts);
    worth.then(|| Found {
        trajectory: points(paths, &left.counted, &trajectory, chosen),
        left: left.counted.clone(),
        region,
        counts,
    })
}

/// Whether a box is denser than what lies outside it, beyond the 95 % error of the difference.
fn is_denser(counts: Counts) -> bool {
    let outside = counts.paths - counts.inside;
    let inside = share(counts.hits_inside, counts.inside);
    let outside = share(counts.hits - counts.hits_inside, outside);
    let error = libm::hypot(inside.std_error, outside.std_error);
    counts.inside > 0 && inside.value - outside.value > Z95 * error
}

/// Drops, one by one, the restrictions that would do as well by chance, the likeliest first; then those whose loss costs least, until
/// few enough are left.
fn tested(paths: Paths<'_>, among: &[usize], mut region: Region) -> Region {
    loop {
        let restricted = region.restricted();
        let inside = region.count(paths, among);
        let without = |k: &usize| (*k, region.without(*k).count(paths, among));
        let rivals: Vec<(usize, Counts)> = restricted.iter().map(without).collect();
        let chance = |rival: &(usize, Counts)| quasi_p_value(inside, rival.1);
        let likeliest = rivals.iter().max_by(|a, b| chance(a).total_cmp(&chance(b)));
        let cheapest = rivals
            .iter()
            .max_by(|a, b| a.1.excess().total_cmp(&b.1.excess()));
        let level = LEVEL / rivals.len().max(1) as f64;
        let dropped = match (likeliest, cheapest) {
            (Some(rival), _) if chance(rival) > level => rival.0,
            (_, Some(rival)) if rivals.len() > MOST => rival.0,
            _ => return region,
        };
        region = region.without(dropped);
    }
}

fn points(
    paths: Paths<'_>,
    counted: &[usize],
    trajectory: &[Region],
    chosen: usize,
) -> Vec<TrajectoryPoint> {
    let point = |(place, region): (usize, &Region)| {
        let counts = region.count(paths, counted);
        TrajectoryPoint {
            restricted: region.restricted().len(),
            coverage: share(counts.hits_inside, counts.hits),
            density: (counts.inside > 0).then(|| share(counts.hits_inside, counts.inside)),
            mass: counts.mass(),
            chosen: place == chosen,
        }
    };
    trajectory.iter().enumerate().map(point).collect()
}

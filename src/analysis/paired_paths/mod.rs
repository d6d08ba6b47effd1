//! Two runs on the same draws, path by path: by how much and on which paths one of them lies above the other.
//!
//! The paths are simulated in parts of a fixed size, so that memory does not grow with their number; what is counted merges exactly, so that the
//! result is the same bytes for any number of threads.

mod shared;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rayon::iter::{
    IntoParallelRefIterator as _, IntoParallelRefMutIterator as _, ParallelIterator as _,
};

use crate::results::{
    BATCHES, Batches, Column, Errors, Estimate, Grid, OrderCounter, PairedDifference, PairedHits,
    PairedOrder, PairedShares, PathTable, ReplicateMeans, Statistics, share,
};
use crate::scenario::{Comparator, Scenario};
use crate::simulation::{Observer, Prepared, RunError, SamplingPlan, gather_part, shortfall};
use shared::{milestones, series, targets};

/// Paths that are looked at together; the first part is also the pilot that fixes the grids.
const PART: u64 = 32 * SamplingPlan::BLOCK as u64;
/// Points of a difference's distribution that are reported.
const POINTS: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
/// What differs by less than this part of its size is equal.
const EQUAL: f64 = 1e-12;
/// Most bars of a histogram.
const BARS: usize = 80;

/// One of the runs that are compared.
#[derive(Clone, Copy)]
pub struct Side<'s> {
    /// As it was checked.
    pub scenario: &'s Scenario,
    /// Ready to be simulated.
    pub prepared: &'s Prepared,
}

/// What two runs differ by, path by path.
#[derive(Debug, Clone, PartialEq)]
pub struct PathDifferences {
    /// By target id: the four shares, and on which paths the second is nearer to what the target asks for; `None` where the units differ.
    pub targets: BTreeMap<String, (PairedShares, Option<PairedOrder>)>,
    /// By milestone id.
    pub milestones: BTreeMap<String, PairedShares>,
    /// By indicator and calendar year.
    pub indicators: BTreeMap<(String, i32), PairedDifference>,
}

/// Simulates the paths of a plan once more under each side, and compares every other side with the reference.
///
/// # Errors
/// When the observer stops it, or the sampler has no so many paths.
///
/// # Panics
/// When the plan's blocks are not of the usual size.
pub fn pair_paths(
    reference: Side<'_>,
    others: &[Side<'_>],
    plan: SamplingPlan,
    observer: &dyn Observer,
) -> Result<Vec<PathDifferences>, RunError> {
    let errors = reference.prepared.draws.sampler().into();
    let mut pairs: Vec<Pair> = others
        .iter()
        .map(|other| Pair::new(reference, *other, errors))
        .collect();
    let columns = |pick: fn(&Pair) -> Vec<Column>, pairs: &[Pair]| -> Vec<Column> {
        pairs.iter().flat_map(pick).collect()
    };
    let of_reference = columns(|pair| pair.columns(Which::A), &pairs);
    let mut first = 0;
    while first < plan.paths {
        let part = first..(first + PART).min(plan.paths);
        let gathered = |side: Side<'_>, columns: Vec<Column>| {
            gather_part(side.prepared, columns, plan, part.clone(), observer)
        };
        let a = gathered(reference, of_reference.clone())?;
        for (pair, other) in pairs.iter_mut().zip(others) {
            let b = gathered(*other, pair.columns(Which::B))?;
            pair.count(first, &a, &b);
        }
        first = part.end;
    }
    Ok(pairs.iter().map(Pair::differences).collect())
}

/// The first of two sides, or the second.
#[derive(Clone, Copy)]
enum Which {
    A,
    B,
}

/// What both sides have of one thing: an entry for each.
type Both<T> = (T, T);

fn of<T: Clone>(both: &Both<T>, which: Which) -> T {
    match which {
        Which::A => both.0.clone(),
        Which::B => both.1.clone(),
    }
}

/// A target that both judge.
struct SharedTarget {
    id: String,
    met: Both<Column>,
    value: Both<Column>,
    comparators: Both<Comparator>,
    hits: PairedHits,
    /// `None` where the two measure in different units.
    order: Option<OrderCounter>,
}

/// A milestone that both wait for up to the same year.
struct SharedMilestone {
    id: String,
    reached: Both<Column>,
    hits: PairedHits,
}

/// An indicator in a year that both have.
struct SharedSeries {
    name: String,
    year: i32,
    value: Both<Column>,
    /// Whether a target judges it.
    judged: bool,
    /// Whether it is a whole number on every path of both.
    whole: bool,
    order: OrderCounter,
    /// Nothing before the first part.
    counted: Option<Counted>,
}

/// The differences of an indicator in a year.
struct Counted {
    all: Statistics,
    means: ReplicateMeans,
    /// Those of the paths that differ, of what a target judges.
    unequal: Option<Statistics>,
    /// The pilot's points, and how many paths lie at or below them.
    points: [f64; POINTS.len()],
    below: [Batches; POINTS.len()],
}

/// Two runs, and what is counted of them.
struct Pair {
    errors: Errors,
    targets: Vec<SharedTarget>,
    milestones: Vec<SharedMilestone>,
    series: Vec<SharedSeries>,
}

impl Pair {
    fn new(a: Side<'_>, b: Side<'_>, errors: Errors) -> Self {
        let names = (a.scenario.indicator_names(), b.scenario.indicator_names());
        Self {
            errors,
            targets: targets(a, b, &names),
            milestones: milestones(a, b, &names),
            series: series(a, b, &names),
        }
    }

    fn columns(&self, which: Which) -> Vec<Column> {
        let targets = self.targets.iter();
        let targets = targets.flat_map(|it| [of(&it.met, which), of(&it.value, which)]);
        let milestones = self.milestones.iter().map(|it| of(&it.reached, which));
        let series = self.series.iter().map(|it| of(&it.value, which));
        targets.chain(milestones).chain(series).collect()
    }

    /// Counts a part of the paths that begins with `first`.
    fn count(&mut self, first: u64, a: &PathTable, b: &PathTable) {
        let column = |table: &PathTable, column: &Column| {
            table.column(column).expect("it has been asked for")
        };
        let both = |columns: &Both<Column>| (column(a, &columns.0), column(b, &columns.1));
        let valid = a.valid().into_iter().zip(b.valid());
        let valid: Vec<bool> = valid.map(|(a, b)| a && b).collect();
        self.targets.par_iter_mut().for_each(|target| {
            count_hits(&mut target.hits, first, &both(&target.met));
            let Some(counter) = &mut target.order else {
                return;
            };
            let (values, comparators) = (both(&target.value), target.comparators);
            for (lane, valid) in valid.iter().enumerate() {
                if *valid {
                    let order = nearer(comparators, (values.0[lane], values.1[lane]));
                    counter.add(first + lane as u64, order);
                }
            }
        });
        for milestone in &mut self.milestones {
            count_hits(&mut milestone.hits, first, &both(&milestone.reached));
        }
        self.series
            .par_iter_mut()
            .for_each(|series| series.count(first, &both(&series.value), &valid));
    }

    fn differences(&self) -> PathDifferences {
        let errors = self.errors;
        let target = |it: &SharedTarget| {
            let order = it.order.as_ref().map(|it| it.summary(errors));
            (it.id.clone(), (it.hits.summary(errors), order))
        };
        let milestone = |it: &SharedMilestone| (it.id.clone(), it.hits.summary(errors));
        let series = self.series.par_iter().filter_map(|it| {
            let difference = it.summary(errors)?;
            Some(((it.name.clone(), it.year), difference))
        });
        PathDifferences {
            targets: self.targets.iter().map(target).collect(),
            milestones: self.milestones.iter().map(milestone).collect(),
            indicators: series.collect(),
        }
    }
}

fn count_hits(hits: &mut PairedHits, first: u64, met: &Both<Vec<f64>>) {
    for ((a, b), path) in met.0.iter().zip(&met.1).zip(first..) {
        hits.add(path, [*a > 0.0, *b > 0.0]);
    }
}

/// Whether the second value is better by what each side asks for: higher under a floor, lower under a ceiling, nearer to a range.
fn nearer(comparators: Both<Comparator>, (a, b): Both<f64>) -> Ordering {
    match comparators.1 {
        Comparator::AtLeast(_) => compared(a, b),
        Comparator::AtMost(_) => compared(b, a),
        Comparator::About { .. } | Comparator::Between(..) => {
            compared(shortfall(comparators.1, b), shortfall(comparators.0, a))
        }
    }
}

/// Where the second of two values lies; what agrees to twelve digits is equal.
fn compared(a: f64, b: f64) -> Ordering {
    if (b - a).abs() <= EQUAL * a.abs().max(b.abs()) {
        Ordering::Equal
    } else {
        b.total_cmp(&a)
    }
}

impl SharedSeries {
    fn count(&mut self, first: u64, values: &Both<Vec<f64>>, valid: &[bool]) {
        let mut differences = vec![0.0; valid.len()];
        let mut places = Vec::with_capacity(valid.len());
        for (lane, valid) in valid.iter().enumerate() {
            let (a, b) = (values.0[lane], values.1[lane]);
            if !*valid || !a.is_finite() || !b.is_finite() {
                continue;
            }
            let order = compared(a, b);
            self.order.add(first + lane as u64, order);
            differences[lane] = if order == Ordering::Equal { 0.0 } else { b - a };
            places.push(lane);
        }
        let used: Vec<f64> = places.iter().map(|lane| differences[*lane]).collect();
        let (judged, whole) = (self.judged, self.whole);
        let counted = self
            .counted
            .get_or_insert_with(|| Counted::on_grids_of(&used, judged, whole));
        counted.all.add(&used);
        counted.means.add(first, &differences, &places);
        if let Some(unequal) = &mut counted.unequal {
            let differing: Vec<f64> = used.iter().copied().filter(|it| *it != 0.0).collect();
            unequal.add(&differing);
        }
        for (point, below) in counted.points.iter().zip(&mut counted.below) {
            for lane in &places {
                let batch = (first as usize + lane) % BATCHES;
                below[batch] += u64::from(differences[*lane] <= *point);
            }
        }
    }

    /// `None` when no path has a number on both sides.
    fn summary(&self, errors: Errors) -> Option<PairedDifference> {
        let counted = self.counted.as_ref()?;
        let (paths, order) = (self.order.batch_paths(), self.order.summary(errors));
        let n = counted.all.count() as f64;
        if n == 0.0 {
            return None;
        }
        let std_error = match errors {
            Errors::OfPaths => counted.all.sd() / n.sqrt(),
            Errors::OfReplicates => counted.means.std_error(),
        };
        // Many paths may be exactly equal: a point of the distribution among them is zero, not a place inside a bin.
        let quantile = |p: f64| {
            let (below, equal) = (order.below.value, order.equal.value);
            if below < p && p <= below + equal {
                0.0
            } else {
                counted.all.quantile(p.clamp(0.0, 1.0)).0
            }
        };
        let key = |p: &f64| p.to_string();
        let interval = |(p, below): (&f64, &Batches)| {
            let half = errors.quantile95() * share(errors, below, &paths).std_error;
            (key(p), [quantile(p - half), quantile(p + half)])
        };
        let unequal = counted.unequal.as_ref().filter(|it| it.count() > 0);
        Some(PairedDifference {
            mean: Estimate {
                value: counted.all.mean(),
                std_error,
            },
            sd: counted.all.sd(),
            quantiles: POINTS.iter().map(|p| (key(p), quantile(*p))).collect(),
            quantile_ci95: POINTS.iter().zip(&counted.below).map(interval).collect(),
            order,
            histogram: unequal.map(|it| it.histogram(0.0005, BARS)),
        })
    }
}

impl Counted {
    fn on_grids_of(sample: &[f64], judged: bool, whole: bool) -> Self {
        let grid_of = if whole {
            Grid::of_whole_numbers
        } else {
            Grid::of_sample
        };
        let grid = grid_of(sample);
        let mut sorted = sample.to_vec();
        sorted.sort_by(f64::total_cmp);
        let point = |p: f64| {
            let place = (p * sorted.len() as f64) as usize;
            sorted.get(place).copied().unwrap_or(0.0)
        };
        let unequal = || {
            let differing: Vec<f64> = sample.iter().copied().filter(|it| *it != 0.0).collect();
            Statistics::new(grid_of(&differing))
        };
        Self {
            all: Statistics::new(grid),
            means: ReplicateMeans::new(grid),
            unequal: judged.then(unequal),
            points: POINTS.map(point),
            below: [[0; BATCHES]; POINTS.len()],
        }
    }
}

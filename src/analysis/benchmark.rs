//! How fast a prepared scenario runs here: short runs with one thread and with all, in turn, and the median of each.
//!
//! The machine is shared and its clock rate moves, so the measurements take turns instead of following one another, and what is
//! reported is a median with its spread. Only paths are timed: what every run does once, whatever its length, is measured by itself (the
//! shortest run there is) and taken off.

use std::time::Instant;

use rayon::ThreadPool;

use super::precision::paths_needed;
use crate::results::{Rate, RunTime, Summary, TimeToPrecision};
use crate::scenario::Sampler;
use crate::simulation::{Ensemble, Observer, Prepared, RunError, SamplingPlan, simulate};

/// Half of the 95 % interval for which the time is told: 0.1 percentage points.
pub const HALF_WIDTH: f64 = 0.001;
/// Times each measurement is repeated: odd, so that the median is one of them.
const REPEATS: usize = 5;
/// A repeat takes more than half of so many seconds: long beside the timer and the start of threads, short enough to take turns.
const REPEAT_SECONDS: f64 = 0.3;
/// A repeat has at least as many paths for each thread: a few tasks, so that none waits long for the others at the end.
const LEAST_PATHS: u64 = 4096;
/// Sizes of run whose time is told.
const RUNS: [u64; 4] = [100_000, 1_000_000, 100_000_000, 1_000_000_000];

/// How to measure.
#[derive(Debug, Clone, Copy)]
pub struct BenchmarkPlan<'p> {
    /// One thread.
    pub one: &'p ThreadPool,
    /// All threads.
    pub all: &'p ThreadPool,
    /// Paths of a repeat; `None`: a power of two (with others Sobol points err more) that takes some tenths of a second.
    pub paths: Option<u64>,
}

/// What was measured of one design.
#[derive(Debug, Clone)]
pub struct Speed {
    /// With one thread.
    pub one_thread: Rate,
    /// With all threads.
    pub all_threads: Rate,
    /// What every run does once before its paths, in seconds.
    pub start_seconds: f64,
    /// Times each measurement was repeated.
    pub repeats: usize,
    /// A run with all threads, for the probabilities.
    pub ensemble: Ensemble,
}

/// Measures a scenario that is prepared for several designs of the draws: all in turn, after a warm-up that also finds how many paths a repeat has.
///
/// # Errors
/// When the observer stops it.
pub fn measure(
    contenders: &[&Prepared],
    plan: BenchmarkPlan<'_>,
    observer: &dyn Observer,
) -> Result<Vec<Speed>, RunError> {
    let mut clocks = Vec::new();
    for contender in contenders {
        clocks.push(Clock::calibrated(contender, plan, observer)?);
    }
    for _ in 0..REPEATS {
        for clock in &mut clocks {
            clock.repeat(observer)?;
        }
    }
    clocks
        .into_iter()
        .map(|clock| clock.read(observer))
        .collect()
}

/// The measurements of one design.
struct Clock<'p> {
    prepared: &'p Prepared,
    one: Runner<'p>,
    all: Runner<'p>,
}

/// Runs on a number of threads, timed.
struct Runner<'p> {
    pool: &'p ThreadPool,
    paths: u64,
    /// Paths of the run that is taken off.
    shortest: u64,
    seconds: Vec<f64>,
    start_seconds: Vec<f64>,
}

impl<'p> Clock<'p> {
    fn calibrated(
        prepared: &'p Prepared,
        plan: BenchmarkPlan<'p>,
        observer: &dyn Observer,
    ) -> Result<Self, RunError> {
        let threads = plan.all.current_num_threads() as u64;
        let each = match plan.paths {
            Some(paths) => paths,
            None => paths_of_a_repeat(prepared, plan.one, observer)?,
        };
        // With a given number, all measurements have it; else all take about as long.
        let of_all = plan.paths.unwrap_or((each * threads).next_power_of_two());
        // The second pool's threads start here, not in the first repeat.
        timed(prepared, plan.all, LEAST_PATHS * threads, observer)?;
        Ok(Self {
            prepared,
            one: Runner::new(plan.one, each),
            all: Runner::new(plan.all, of_all),
        })
    }

    fn repeat(&mut self, observer: &dyn Observer) -> Result<(), RunError> {
        self.one.run(self.prepared, observer)?;
        if self.all.pool.current_num_threads() > 1 {
            self.all.run(self.prepared, observer)?;
        }
        Ok(())
    }

    fn read(self, observer: &dyn Observer) -> Result<Speed, RunError> {
        let one_thread = self.one.rate();
        let (_, ensemble) = timed(self.prepared, self.all.pool, self.all.paths, observer)?;
        let several = self.all.pool.current_num_threads() > 1;
        let last = if several { &self.all } else { &self.one };
        Ok(Speed {
            one_thread,
            all_threads: last.rate(),
            start_seconds: median(&last.start_seconds),
            repeats: REPEATS,
            ensemble,
        })
    }
}

impl<'p> Runner<'p> {
    fn new(pool: &'p ThreadPool, paths: u64) -> Self {
        Self {
            pool,
            paths,
            shortest: 0,
            seconds: Vec::with_capacity(REPEATS),
            start_seconds: Vec::with_capacity(REPEATS),
        }
    }

    fn run(&mut self, prepared: &Prepared, observer: &dyn Observer) -> Result<(), RunError> {
        let (start, _) = timed(prepared, self.pool, shortest(prepared), observer)?;
        let (all, _) = timed(prepared, self.pool, self.paths, observer)?;
        self.start_seconds.push(start);
        self.seconds.push(all);
        self.shortest = shortest(prepared);
        Ok(())
    }

    fn rate(&self) -> Rate {
        let start = median(&self.start_seconds);
        let rate = |seconds: &f64| {
            // A run so short that its start outweighs it may seem to take no time at all: then the start is not taken off.
            if *seconds > 2.0 * start {
                (self.paths - self.shortest) as f64 / (seconds - start)
            } else {
                self.paths as f64 / seconds
            }
        };
        let rates: Vec<f64> = self.seconds.iter().map(rate).collect();
        let middle = median(&rates);
        let fastest = rates.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let slowest = rates.iter().copied().fold(f64::INFINITY, f64::min);
        Rate {
            threads: self.pool.current_num_threads(),
            paths: self.paths,
            paths_per_second: middle,
            spread: (fastest - slowest) / 2.0 / middle,
        }
    }
}

/// Paths of the shortest run: none, or a block of Sobol points, of which there must be some.
fn shortest(prepared: &Prepared) -> u64 {
    match prepared.draws.sampler() {
        Sampler::Philox => 0,
        Sampler::Sobol => SamplingPlan::BLOCK as u64,
    }
}

/// One run and how long it took, in seconds.
fn timed(
    prepared: &Prepared,
    pool: &ThreadPool,
    paths: u64,
    observer: &dyn Observer,
) -> Result<(f64, Ensemble), RunError> {
    pool.install(|| {
        let clock = Instant::now();
        let ensemble = simulate(prepared, SamplingPlan::of_paths(paths), observer)?;
        Ok((clock.elapsed().as_secs_f64(), ensemble))
    })
}

/// Warms up with ever longer runs until one takes a repeat's time.
fn paths_of_a_repeat(
    prepared: &Prepared,
    pool: &ThreadPool,
    observer: &dyn Observer,
) -> Result<u64, RunError> {
    let mut paths = LEAST_PATHS;
    while timed(prepared, pool, paths, observer)?.0 < REPEAT_SECONDS / 2.0 {
        paths *= 2;
    }
    Ok(paths)
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// How long until each target of a run, and all of them together, are known to [`HALF_WIDTH`], at this many paths a second.
pub fn precision(summary: &Summary, paths_per_second: f64) -> Vec<TimeToPrecision> {
    let time = |id: Option<&String>, probability: f64, ci95: [f64; 2]| {
        let half_width = (ci95[1] - ci95[0]) / 2.0;
        let paths = paths_needed(summary.run.paths, probability, half_width, HALF_WIDTH);
        TimeToPrecision {
            id: id.cloned(),
            probability,
            half_width,
            paths,
            seconds: paths as f64 / paths_per_second,
        }
    };
    let each = summary
        .targets
        .iter()
        .map(|target| time(Some(&target.id), target.probability, target.ci95));
    let together = summary
        .joint
        .iter()
        .filter(|joint| joint.targets.len() > 1)
        .map(|joint| time(None, joint.probability, joint.ci95));
    each.chain(together).collect()
}

/// How long runs of several sizes take at this rate after this start.
pub fn run_times(start_seconds: f64, paths_per_second: f64) -> Vec<RunTime> {
    let time = |paths: u64| RunTime {
        paths,
        seconds: start_seconds + paths as f64 / paths_per_second,
    };
    RUNS.map(time).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_leaves_the_start_out_and_tells_the_spread() {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .build()
            .unwrap();
        let runner = Runner {
            pool: &pool,
            paths: 1000,
            shortest: 0,
            seconds: vec![1.1, 0.6, 2.1],
            start_seconds: vec![0.1, 0.1, 0.1],
        };
        let rate = runner.rate();
        assert!((rate.paths_per_second - 1000.0).abs() < 1e-9);
        // 500 to 2000 paths a second around 1000.
        assert!((rate.spread - 0.75).abs() < 1e-9);
        // What the start simulated is taken off the paths as well: 800 in a second.
        let shortest = 200;
        let rate = Runner { shortest, ..runner }.rate();
        assert!((rate.paths_per_second - 800.0).abs() < 1e-9);
    }

    #[test]
    fn a_run_takes_its_start_and_its_paths() {
        let times = run_times(0.5, 1e6);
        let of_a_million = times.iter().find(|time| time.paths == 1_000_000).unwrap();
        assert!((of_a_million.seconds - 1.5).abs() < 1e-12);
    }
}

//! What growth is made of on every path: the items of a [`GrowthAccount`] by year, and over the horizon.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::iter::{IndexedParallelIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;

use super::arm::Arm;
use super::ensemble::{RunError, SamplingPlan};
use super::observer::Observer;
use super::prepare::Prepared;
use super::worker::Worker;
use crate::model::{GrowthAccount, GrowthItem, LANE_GROUP, Shocks, State, advance};
use crate::results::Errors;

/// Contributions by path, proportional. Periods are the simulated years, then the horizon: what every year adds, as a part of the base year's
/// GDP, chained: growth since the base year is Σ growth · GDP of the year before ÷ GDP of the base year, and so is each item of it.
///
/// Held in blocks of paths, `[block, period, growth then items, lane]`, the last row 1 where the path stayed in the numbers.
#[derive(Debug, Clone)]
pub struct ContributionTable {
    items: Vec<GrowthItem>,
    years: usize,
    paths: usize,
    block: usize,
    errors: Errors,
    values: Vec<f64>,
    /// The path without shocks, `[period, growth then items]`.
    central: Vec<f64>,
}

impl ContributionTable {
    /// Bytes of a table of so many items, years and paths, blocks' ends left aside.
    pub fn bytes(items: usize, years: usize, paths: u64) -> u64 {
        8 * ((items as u64 + 1) * (years as u64 + 1) + 1) * paths
    }

    /// The items, in the order of [`GrowthAccount::items`].
    pub fn items(&self) -> &[GrowthItem] {
        &self.items
    }

    /// Number of paths, failed ones included.
    pub fn paths(&self) -> usize {
        self.paths
    }

    /// Number of periods: the years and, last, the horizon.
    pub fn periods(&self) -> usize {
        self.years + 1
    }

    /// Where errors of estimates over its paths come from.
    pub fn errors(&self) -> Errors {
        self.errors
    }

    /// Whether each path stayed in the numbers.
    pub fn valid(&self) -> Vec<bool> {
        let row = self.row(self.rows() - 1);
        row.into_iter().map(|valid| valid > 0.0).collect()
    }

    /// An item in a period, in the order of the paths; `None`: growth itself. Failed paths have no defined values.
    pub fn of(&self, period: usize, item: Option<usize>) -> Vec<f64> {
        self.row(self.place(period, item))
    }

    /// The same on the path without shocks and events, investment as scheduled.
    pub fn central(&self, period: usize, item: Option<usize>) -> f64 {
        self.central[self.place(period, item)]
    }

    fn place(&self, period: usize, item: Option<usize>) -> usize {
        period * (self.items.len() + 1) + item.map_or(0, |item| item + 1)
    }

    /// Rows of a block.
    fn rows(&self) -> usize {
        self.periods() * (self.items.len() + 1) + 1
    }

    fn row(&self, place: usize) -> Vec<f64> {
        let size = self.block * self.rows();
        let lanes = self
            .values
            .chunks_exact(size)
            .flat_map(|block| &block[place * self.block..][..self.block]);
        lanes.take(self.paths).copied().collect()
    }
}

/// Simulates the paths of a plan in the main arm on the threads of the current rayon pool, and enters them in an account. The paths are those of
/// [`simulate`](super::simulate), and the values the same bytes for any number of threads and any block.
///
/// # Errors
/// When the observer stops it, or the sampler has no so many paths.
///
/// # Panics
/// When the block is no multiple of [`LANE_GROUP`].
pub fn contributions(
    prepared: &Prepared,
    account: &GrowthAccount,
    plan: SamplingPlan,
    observer: &dyn Observer,
) -> Result<ContributionTable, RunError> {
    let sampler = prepared.draws.sampler();
    plan.fits(sampler)?;
    let arm = &prepared.arms[0];
    let mut table = ContributionTable {
        items: account.items().to_vec(),
        years: arm.years,
        paths: plan.paths as usize,
        block: plan.block,
        errors: sampler.into(),
        values: Vec::new(),
        central: central(arm, account),
    };
    let size = plan.block * table.rows();
    table.values = vec![0.0; (plan.paths as usize).div_ceil(plan.block) * size];
    let stopped = AtomicBool::new(false);
    table.values.par_chunks_mut(size).enumerate().for_each_init(
        // Twins are not looked at.
        || Worker::new(&prepared.draws, &prepared.arms[..1], plan.block),
        |worker, (index, rows)| {
            if stopped.load(Ordering::Relaxed) || observer.stopped() {
                stopped.store(true, Ordering::Relaxed);
                return;
            }
            let first_path = (index * plan.block) as u64;
            let (rows, valid) = rows.split_at_mut(size - plan.block);
            let mut books = Books::new(arm, account, plan.block);
            worker.simulate_seen(first_path, |_, t, state| books.see(t, state, rows));
            for &lane in worker.valid(0, plan.block) {
                valid[lane] = 1.0;
            }
            observer.advanced((plan.block as u64).min(plan.paths - first_path));
        },
    );
    if stopped.into_inner() {
        return Err(RunError::Interrupted);
    }
    Ok(table)
}

/// The path without shocks and events, investment as scheduled, `[period, growth then items]`.
fn central(arm: &Arm, account: &GrowthAccount) -> Vec<f64> {
    let shocks = Shocks::none(&arm.model, LANE_GROUP);
    let mut state = State::base_year(&arm.model, LANE_GROUP);
    let mut books = Books::new(arm, account, LANE_GROUP);
    let mut rows = vec![0.0; (arm.years + 1) * (account.items().len() + 1) * LANE_GROUP];
    books.see(None, &state, &mut rows);
    for t in 0..arm.years {
        advance(&arm.model, &arm.calibration, t, &shocks, &mut state);
        books.see(Some(t), &state, &mut rows);
    }
    rows.into_iter().step_by(LANE_GROUP).collect()
}

/// The account of a block of paths.
struct Books<'a> {
    arm: &'a Arm,
    account: &'a GrowthAccount,
    ledger: crate::model::GrowthLedger,
    /// GDP of the year before over the base year's, by lane.
    scale: Vec<f64>,
}

impl<'a> Books<'a> {
    fn new(arm: &'a Arm, account: &'a GrowthAccount, lanes: usize) -> Self {
        Self {
            arm,
            account,
            ledger: account.room(&arm.model, lanes),
            scale: vec![0.0; lanes],
        }
    }

    /// Opens the books, or enters a year and adds it to the horizon's period, which is the last.
    fn see(&mut self, t: Option<usize>, state: &State, rows: &mut [f64]) {
        let arm = self.arm;
        let Some(t) = t else {
            self.account.open(&arm.model, state, &mut self.ledger);
            return;
        };
        let size = (self.account.items().len() + 1) * self.scale.len();
        let (years, horizon) = rows.split_at_mut(size * arm.years);
        let year = &mut years[t * size..][..size];
        self.account.enter(
            (&arm.model, &arm.calibration),
            t,
            state,
            &mut self.ledger,
            (year, &mut self.scale),
        );
        let lanes = self.scale.len();
        let rows = horizon.chunks_exact_mut(lanes);
        for (sums, parts) in rows.zip(year.chunks_exact(lanes)) {
            for ((sum, part), scale) in sums.iter_mut().zip(parts).zip(&self.scale) {
                *sum += part * scale;
            }
        }
    }
}

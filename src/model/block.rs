//! The state of a block of paths and the shocks of one year, as structures of arrays: row = entity, column = lane (path).

use ndarray::{Array2, Array3, s};

use super::compile::Model;
use crate::numerics::ln;
use crate::scenario::EventDecay;

/// Positions of the five roles in [`Model::roles`] and in the rows of [`State::loads`].
pub(super) mod role {
    pub(in crate::model) const DEMAND: usize = 0;
    pub(in crate::model) const CONSUMPTION: usize = 1;
    pub(in crate::model) const PRODUCTIVITY: usize = 2;
    pub(in crate::model) const INVESTMENT: usize = 3;
    pub(in crate::model) const PRICES: usize = 4;
    pub(in crate::model) const COUNT: usize = 5;
}

/// A year's shocks for a block, before scales but for the factors' and events'. All `[entity, lane]`.
#[derive(Debug, Clone)]
pub struct Shocks {
    /// Innovation of each factor: margin, centre and scale applied, λ not.
    pub innovations: Array2<f64>,
    /// Severity of each event where it occurs this year, 0 elsewhere.
    pub arrivals: Array2<f64>,
    /// ε of each node, unit variance.
    pub supply: Array2<f64>,
    /// η of each node, unit variance.
    pub outside: Array2<f64>,
    /// ζ of each category, unit variance.
    pub investment: Array2<f64>,
    /// Execution rate of each pipeline before its load on the investment factor.
    pub execution: Array2<f64>,
}

impl Shocks {
    /// No shock at all: every plan met.
    pub fn none(model: &Model, lanes: usize) -> Self {
        let (factors, events, nodes) = (model.factors.len(), model.events.len(), model.nodes.len());
        Self {
            innovations: Array2::zeros((factors, lanes)),
            arrivals: Array2::zeros((events, lanes)),
            supply: Array2::zeros((nodes, lanes)),
            outside: Array2::zeros((nodes, lanes)),
            investment: Array2::zeros((model.categories.len(), lanes)),
            execution: Array2::ones((model.pipelines.len(), lanes)),
        }
    }
}

/// Where a block of paths stands at the end of a year. All `[entity, lane]`; money at base-year prices unless said.
#[derive(Debug, Clone)]
pub struct State {
    /// z of each factor.
    pub factors: Array2<f64>,
    /// h of each event.
    pub events: Array2<f64>,
    /// λ z + Σ m h of each role in each region: row `region · 5 + role`.
    pub loads: Array2<f64>,
    /// Severities by year of arrival, `[year, event, lane]`, kept only when an event has a profile.
    pub(super) arrivals: Array3<f64>,
    /// w: nominal money carried over by each pipeline.
    pub carried: Array2<f64>,
    /// Nominal money spent by each pipeline in the year.
    pub spent: Array2<f64>,
    /// I of each category, nominal.
    pub investment: Array2<f64>,
    /// I of each category, real.
    pub real_investment: Array2<f64>,
    /// Formation G of each node in this and earlier years, `[slot, node, lane]`; see [`formation_slot`].
    pub(super) formation: Array3<f64>,
    /// K of each node.
    pub capital: Array2<f64>,
    /// Δln K of each node.
    pub capital_growth: Array2<f64>,
    /// ln cap of each node.
    pub ln_capacity: Array2<f64>,
    /// Δln cap less the catch-up term.
    pub(super) own_growth: Array2<f64>,
    /// ln cap of the new year until it is committed.
    pub(super) next_ln_capacity: Array2<f64>,
    /// gap = ln x^d − ln cap of each node.
    pub gap: Array2<f64>,
    /// c of each node.
    pub consumption: Array2<f64>,
    pub(super) next_consumption: Array2<f64>,
    /// e of each node.
    pub outside_sales: Array2<f64>,
    pub(super) next_outside_sales: Array2<f64>,
    /// f of each node.
    pub final_demand: Array2<f64>,
    /// ln x^d of each node.
    pub ln_demand: Array2<f64>,
    /// ln x of each node.
    pub(super) ln_output: Array2<f64>,
    /// ln cap' of each node: capacity after critical links, this year only.
    pub ln_linked_capacity: Array2<f64>,
    /// x of each node.
    pub output: Array2<f64>,
    /// ln P of each region.
    pub ln_price: Array2<f64>,
    /// Real GDP of each region.
    pub gdp: Array2<f64>,
    pub(super) next_gdp: Array2<f64>,
    /// Δln Y of each region in the last year; 0 before the first.
    pub gdp_growth: Array2<f64>,
    /// b of each region: trend uncertainty, held for the horizon.
    pub trend_draw: Array2<f64>,
    /// Base revision of each region.
    pub revision: Array2<f64>,
    /// Room for one row of intermediate results.
    pub(super) scratch: Array2<f64>,
}

impl State {
    /// The base year, for a block of `lanes` paths, with no trend draw and no revision.
    pub fn base_year(model: &Model, lanes: usize) -> Self {
        let (n, regions, categories) = (
            model.nodes.len(),
            model.regions.len(),
            model.categories.len(),
        );
        let zeros = |rows: usize| Array2::zeros((rows, lanes));
        let profile_years = if model
            .events
            .iter()
            .any(|e| matches!(e.decay, EventDecay::Profile(_)))
        {
            model.horizon.len()
        } else {
            0
        };
        let mut state = Self {
            factors: zeros(model.factors.len()),
            events: zeros(model.events.len()),
            loads: zeros(regions * role::COUNT),
            arrivals: Array3::zeros((profile_years, model.events.len(), lanes)),
            carried: zeros(model.pipelines.len()),
            spent: zeros(model.pipelines.len()),
            investment: zeros(categories),
            real_investment: zeros(categories),
            formation: Array3::zeros((model.gestation.len(), n, lanes)),
            capital: zeros(n),
            capital_growth: zeros(n),
            ln_capacity: zeros(n),
            own_growth: zeros(n),
            next_ln_capacity: zeros(n),
            gap: zeros(n),
            consumption: zeros(n),
            next_consumption: zeros(n),
            outside_sales: zeros(n),
            next_outside_sales: zeros(n),
            final_demand: zeros(n),
            ln_demand: zeros(n),
            ln_output: zeros(n),
            ln_linked_capacity: zeros(n),
            output: zeros(n),
            ln_price: zeros(regions),
            gdp: zeros(regions),
            next_gdp: zeros(regions),
            gdp_growth: zeros(regions),
            trend_draw: zeros(regions),
            revision: Array2::ones((regions, lanes)),
            scratch: zeros(4),
        };
        state.reset(model);
        state
    }

    /// Takes the block back to the base year; draws held over the horizon (trend, revision) stay.
    pub fn reset(&mut self, model: &Model) {
        let accounts = &model.accounts;
        for all_zero in [
            &mut self.factors,
            &mut self.events,
            &mut self.loads,
            &mut self.carried,
            &mut self.spent,
            &mut self.capital_growth,
            &mut self.ln_price,
            &mut self.gdp_growth,
        ] {
            all_zero.fill(0.0);
        }
        self.arrivals.fill(0.0);
        for (c, category) in model.categories.iter().enumerate() {
            self.investment.row_mut(c).fill(category.base);
        }
        for (i, node) in model.nodes.iter().enumerate() {
            let ln_capacity = ln(accounts.capacity[i]);
            let ln_demand = node.ln_notional_ratio + ln(accounts.gross_output[i]);
            self.capital.row_mut(i).fill(accounts.capital[i]);
            self.ln_capacity.row_mut(i).fill(ln_capacity);
            self.gap.row_mut(i).fill(ln_demand - ln_capacity);
            self.consumption.row_mut(i).fill(accounts.consumption[i]);
            self.outside_sales
                .row_mut(i)
                .fill(accounts.outside_sales[i]);
            self.output.row_mut(i).fill(accounts.gross_output[i]);
            // G_0 and, before it, the same shrinking at the trend.
            let trend = 1.0 + model.regions[node.region].trend.at(0);
            let mut level: f64 = node
                .formation
                .iter()
                .map(|(c, share)| share * model.categories[*c].base)
                .sum();
            let lags = model.gestation.len();
            for lag in 0..lags {
                self.formation
                    .slice_mut(s![formation_slot(0, lag, lags), i, ..])
                    .fill(level);
                level /= trend;
            }
        }
        for (r, region) in model.regions.iter().enumerate() {
            self.gdp.row_mut(r).fill(region.gdp);
        }
    }

    /// Number of paths in the block.
    pub fn lanes(&self) -> usize {
        self.capital.ncols()
    }
}

/// Where the formation of `lag` years before year `t` (1 is the first simulated year, 0 the base year) is kept.
pub(super) fn formation_slot(t: usize, lag: usize, lags: usize) -> usize {
    (t + lags - lag) % lags
}

/// A row of a block as a slice.
#[inline(always)]
pub(super) fn row(block: &Array2<f64>, i: usize) -> &[f64] {
    block
        .row(i)
        .to_slice()
        .expect("blocks are stored row by row")
}

/// A row of a block as a slice to write to.
#[inline(always)]
pub(super) fn row_mut(block: &mut Array2<f64>, i: usize) -> &mut [f64] {
    block
        .row_mut(i)
        .into_slice()
        .expect("blocks are stored row by row")
}

//! The state of a block of paths and the shocks of one year, as structures of arrays: row = entity, column = lane (path).

use super::compile::Model;
use super::rows::{Panel, Rows};
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
    pub innovations: Rows,
    /// Severity of each event where it occurs this year, 0 elsewhere.
    pub arrivals: Rows,
    /// ε of each node, unit variance.
    pub supply: Rows,
    /// η of each node, unit variance.
    pub outside: Rows,
    /// ζ of each category, unit variance.
    pub investment: Rows,
    /// Execution rate of each pipeline before its load on the investment factor.
    pub execution: Rows,
}

impl Shocks {
    /// No shock at all: investment as scheduled.
    pub fn none(model: &Model, lanes: usize) -> Self {
        let (factors, events, nodes) = (model.factors.len(), model.events.len(), model.nodes.len());
        Self {
            innovations: Rows::zeros(factors, lanes),
            arrivals: Rows::zeros(events, lanes),
            supply: Rows::zeros(nodes, lanes),
            outside: Rows::zeros(nodes, lanes),
            investment: Rows::zeros(model.categories.len(), lanes),
            execution: Rows::filled(model.pipelines.len(), lanes, 1.0),
        }
    }
}

/// Where a block of paths stands at the end of a year. All `[entity, lane]`; money at base-year prices unless said.
#[derive(Debug, Clone)]
pub struct State {
    /// z of each factor.
    pub factors: Rows,
    /// h of each event.
    pub events: Rows,
    /// λ z + Σ m h of each role in each region: row `region · 5 + role`.
    pub loads: Rows,
    /// Severities by year of arrival, `[year, event, lane]`, kept only when an event has a profile.
    pub(super) arrivals: Panel,
    /// w: nominal money carried over by each pipeline.
    pub carried: Rows,
    /// Nominal money spent by each pipeline in the year.
    pub spent: Rows,
    /// I of each category, nominal.
    pub investment: Rows,
    /// I of each category, real.
    pub real_investment: Rows,
    /// Formation G of each node in this and earlier years, `[slot, node, lane]`; see [`formation_slot`].
    pub(super) formation: Panel,
    /// K of each node.
    pub capital: Rows,
    /// Δln K of each node.
    pub capital_growth: Rows,
    /// ln cap of each node.
    pub ln_capacity: Rows,
    /// Δln cap less the catch-up term.
    pub(super) own_growth: Rows,
    /// ln cap of the new year until it is committed.
    pub(super) next_ln_capacity: Rows,
    /// gap = ln x^d − ln cap of each node.
    pub gap: Rows,
    /// c of each node.
    pub consumption: Rows,
    /// What the consumption of each group grows by.
    pub(super) consumption_factor: Rows,
    pub(super) next_consumption: Rows,
    /// e of each node.
    pub outside_sales: Rows,
    pub(super) next_outside_sales: Rows,
    /// f of each node.
    pub final_demand: Rows,
    /// ln x^d of each node.
    pub ln_demand: Rows,
    /// ln cap' of each node: capacity after critical links, this year only.
    pub ln_linked_capacity: Rows,
    /// x of each node.
    pub output: Rows,
    /// ln P of each region.
    pub ln_price: Rows,
    /// Real GDP of each region.
    pub gdp: Rows,
    pub(super) next_gdp: Rows,
    /// Δln Y of each region in the last year; 0 before the first.
    pub gdp_growth: Rows,
    /// b of each region: trend uncertainty, held for the horizon.
    pub trend_draw: Rows,
    /// Base revision of each region.
    pub revision: Rows,
    /// Case of the input coefficients, 0 the central one; no row where they are certain.
    pub input_case: Rows,
}

impl State {
    /// The base year, for a block of `lanes` paths, with no trend draw and no revision.
    pub fn base_year(model: &Model, lanes: usize) -> Self {
        let (n, regions, categories) = (
            model.nodes.len(),
            model.regions.len(),
            model.categories.len(),
        );
        let zeros = |rows: usize| Rows::zeros(rows, lanes);
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
            arrivals: Panel::zeros(profile_years, model.events.len(), lanes),
            carried: zeros(model.pipelines.len()),
            spent: zeros(model.pipelines.len()),
            investment: zeros(categories),
            real_investment: zeros(categories),
            formation: Panel::zeros(model.gestation.len(), n, lanes),
            capital: zeros(n),
            capital_growth: zeros(n),
            ln_capacity: zeros(n),
            own_growth: zeros(n),
            next_ln_capacity: zeros(n),
            gap: zeros(n),
            consumption: zeros(n),
            consumption_factor: zeros(model.consumption_groups.len()),
            next_consumption: zeros(n),
            outside_sales: zeros(n),
            next_outside_sales: zeros(n),
            final_demand: zeros(n),
            ln_demand: zeros(n),
            ln_linked_capacity: zeros(n),
            output: zeros(n),
            ln_price: zeros(regions),
            gdp: zeros(regions),
            next_gdp: zeros(regions),
            gdp_growth: zeros(regions),
            trend_draw: zeros(regions),
            revision: Rows::filled(regions, lanes, 1.0),
            input_case: zeros(usize::from(model.requirements.are_uncertain())),
        };
        state.reset(model);
        state
    }

    /// Takes the block back to the base year; draws held over the horizon (trend, revision, case of the inputs) stay, and the base year
    /// is that of each path's case.
    pub fn reset(&mut self, model: &Model) {
        let accounts = &model.accounts;
        for all_zero in [
            &mut self.factors,
            &mut self.events,
            &mut self.carried,
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
            self.capital.row_mut(i).fill(accounts.capital[i]);
            self.ln_capacity.row_mut(i).fill(node.base_ln_capacity);
            self.gap.row_mut(i).fill(node.base_gap);
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
                let slot = formation_slot(0, lag, lags);
                self.formation.row_mut(slot, i).fill(level);
                level /= trend;
            }
        }
        for (r, region) in model.regions.iter().enumerate() {
            self.gdp.row_mut(r).fill(region.gdp);
        }
        self.sell(model);
    }

    /// Base-year consumption and sales outside.
    fn sell(&mut self, model: &Model) {
        let cases = model.requirements.base_sales();
        for i in 0..model.nodes.len() {
            let consumption = self.consumption.row_mut(i).iter_mut();
            for (lane, consumed) in consumption.enumerate() {
                let case = match self.input_case.count() {
                    0 => 0,
                    _ => self.input_case[[0, lane]] as usize,
                };
                *consumed = cases[case].consumption[i];
                self.outside_sales[[i, lane]] = cases[case].outside[i];
            }
        }
    }

    /// Number of paths in the block.
    pub fn lanes(&self) -> usize {
        self.capital.lanes()
    }
}

/// Where the formation of `lag` years before year `t` (1 is the first simulated year, 0 the base year) is kept.
pub(super) fn formation_slot(t: usize, lag: usize, lags: usize) -> usize {
    slot_before(t % lags, lag, lags)
}

/// The slot of `lag` years before the year that is kept in slot `now`.
#[inline(always)]
pub(super) fn slot_before(now: usize, lag: usize, lags: usize) -> usize {
    if lag <= now {
        now - lag
    } else {
        now + lags - lag
    }
}

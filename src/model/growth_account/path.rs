//! The parts of one path's growth in a year.

use super::{GrowthAccount, GrowthItem, GrowthLedger};
use crate::model::block::State;
use crate::model::calibration::Calibration;
use crate::model::compile::{Model, Node};
use crate::model::rows::Rows;
use crate::model::supply::known_growth;
use crate::numerics::ln;

/// Sources of output of a year, in the order of [`SOURCES`], at base-year prices.
pub(super) type Sources = [f64; SOURCES.len()];

const SOURCES: [GrowthItem; 9] = [
    GrowthItem::Capital,
    GrowthItem::Labour,
    GrowthItem::SectorTrend,
    GrowthItem::Research,
    GrowthItem::Anchor,
    GrowthItem::ProductivityShocks,
    GrowthItem::CatchUp,
    GrowthItem::CriticalLinks,
    GrowthItem::Utilisation,
];

/// One path in a year, with the year before.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    pub(super) account: &'a GrowthAccount,
    pub(super) model: &'a Model,
    pub(super) t: usize,
    pub(super) state: &'a State,
    pub(super) ledger: &'a GrowthLedger,
    pub(super) lane: usize,
}

impl<'a> Path<'a> {
    pub(super) fn gdp(self) -> f64 {
        let added =
            |&i: &usize| self.model.nodes[i].value_added_ratio * self.state.output[[i, self.lane]];
        self.account.nodes.iter().map(added).sum()
    }

    /// What final demand would have the account's nodes produce if demand were rationed as in the base year: Σ v L f.
    pub(super) fn called_for(self) -> f64 {
        let demand = |(j, m): (usize, &f64)| m * self.state.final_demand[[j, self.lane]];
        self.by_node().iter().enumerate().map(demand).sum()
    }

    /// Value added here for a yuan of final demand on each node.
    fn by_node(self) -> &'a [f64] {
        let cases = &self.account.multipliers[self.t];
        let case = match self.state.input_case.count() {
            0 => 0,
            _ => self.state.input_case[[0, self.lane]] as usize,
        };
        &cases[case]
    }

    pub(super) fn amount(
        self,
        item: GrowthItem,
        now: f64,
        called_for: f64,
        sources: &Sources,
    ) -> f64 {
        let (before, lane) = (self.ledger, self.lane);
        match item {
            GrowthItem::Sector(i) => {
                let change = self.state.output[[i, lane]] - before.output[[i, lane]];
                self.model.nodes[i].value_added_ratio * change
            }
            GrowthItem::Consumption => self.consumption(true),
            GrowthItem::OutsideSales => self.outside_sales(true),
            GrowthItem::Investment(c) => self.investment(c),
            GrowthItem::OtherRegions => {
                let elsewhere = (0..self.model.categories.len())
                    .filter(|&c| !self.account.is_here(self.model.categories[c].region));
                self.consumption(false)
                    + self.outside_sales(false)
                    + elsewhere.map(|c| self.investment(c)).sum::<f64>()
            }
            GrowthItem::InputCoefficients => {
                let demand = |(j, m): (usize, &f64)| m * before.final_demand[[j, lane]];
                let now: f64 = self.by_node().iter().enumerate().map(demand).sum();
                now - before.called_for[lane]
            }
            GrowthItem::SupplyLimits => {
                (now - called_for) - (before.gdp[lane] - before.called_for[lane])
            }
            _ => {
                let place = SOURCES.iter().position(|source| *source == item);
                sources[place.expect("every other item is a source")]
            }
        }
    }

    /// What changed consumption calls for, of the account's own regions or of the others.
    fn consumption(self, own: bool) -> f64 {
        self.called_for_by(&self.state.consumption, &self.ledger.consumption, own)
    }

    /// The same of sales outside.
    fn outside_sales(self, own: bool) -> f64 {
        let (now, before) = (&self.state.outside_sales, &self.ledger.outside_sales);
        self.called_for_by(now, before, own)
    }

    fn called_for_by(self, now: &Rows, before: &Rows, own: bool) -> f64 {
        let nodes = self.model.nodes.iter().zip(self.by_node()).enumerate();
        let of = nodes.filter(|(_, (node, _))| self.account.is_here(node.region) == own);
        let change = |i: usize| now[[i, self.lane]] - before[[i, self.lane]];
        of.map(|(i, (_, m))| m * change(i)).sum()
    }

    /// What changed investment of a category calls for.
    fn investment(self, c: usize) -> f64 {
        let (now, before) = (&self.state.real_investment, &self.ledger.investment);
        let change = now[[c, self.lane]] - before[[c, self.lane]];
        let spent_on = |node: &Node| {
            let mut shares = node.spent_on.iter();
            shares.find(|(k, _)| *k == c).map_or(0.0, |(_, b)| *b)
        };
        let nodes = self.model.nodes.iter().zip(self.by_node());
        change * nodes.map(|(node, m)| m * spent_on(node)).sum::<f64>()
    }

    pub(super) fn sources(self, calibration: &Calibration) -> Sources {
        let mut sources = [0.0; SOURCES.len()];
        for &i in &self.account.nodes {
            let logs = self.logs(calibration, i);
            let growth: f64 = logs.iter().sum();
            let (before, now) = (
                self.ledger.output[[i, self.lane]],
                self.state.output[[i, self.lane]],
            );
            let weight =
                self.model.nodes[i].value_added_ratio * logarithmic_mean(before, now, growth);
            for (source, log) in sources.iter_mut().zip(logs) {
                *source += weight * log;
            }
        }
        sources
    }

    /// What the log growth of a node's output is the sum of (model.md §4 and §5).
    fn logs(self, calibration: &Calibration, i: usize) -> Sources {
        let (node, state, before, lane) =
            (&self.model.nodes[i], self.state, self.ledger, self.lane);
        let region = &self.model.regions[node.region];
        let capital = node.capital_share * state.capital_growth[[i, lane]];
        let labour = (1.0 - node.capital_share) * region.labour.at(self.t);
        let research = node.research_effect * region.research_change.at(self.t);
        let anchor = calibration.adjustment[[self.t, node.region]];
        let own = state.own_growth[[i, lane]];
        let (capacity, linked) = (
            state.ln_capacity[[i, lane]],
            state.ln_linked_capacity[[i, lane]],
        );
        let (capacity_before, linked_before) =
            (before.ln_capacity[[i, lane]], before.ln_linked[[i, lane]]);
        let use_before = ln(before.output[[i, lane]]) - linked_before;
        [
            capital,
            labour,
            node.trend.at(self.t),
            research,
            anchor,
            own - capital - known_growth(self.model, node, self.t) - anchor,
            capacity - capacity_before - own,
            (linked - capacity) - (linked_before - capacity_before),
            (ln(state.output[[i, lane]]) - linked) - use_before,
        ]
    }
}

/// Λ(x, y) = (y − x) / ln(y / x), `growth` being the logarithm; of equal numbers the number itself.
fn logarithmic_mean(x: f64, y: f64, growth: f64) -> f64 {
    if growth.abs() > 1e-3 {
        (y - x) / growth
    } else {
        // The difference of nearly equal numbers has few digits: x (eᵍ − 1) / g instead.
        x * (1.0 + growth / 2.0 * (1.0 + growth / 3.0 * (1.0 + growth / 4.0)))
    }
}

//! What real growth is made of, path by path, in three ways that each add up to it: by sector, by the demand that calls for output, by
//! what supplies it (model.md §12).
//!
//! Everything is measured at base-year prices, as a part of the real GDP of the year before.

mod path;

use path::Path;

use super::block::State;
use super::calibration::Calibration;
use super::compile::{Model, Node};
use super::rows::Rows;
use crate::scenario::Scenario;

/// One of the three ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GrowthSplit {
    /// Value added by sector: Σ v Δx.
    Sectors,
    /// Value added that each component of final demand calls for: Σ v L Δf.
    Demand,
    /// Sources of output: Σ v Λ(x) Δln, Λ the logarithmic mean of both years' output.
    Supply,
}

impl GrowthSplit {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Sectors, Self::Demand, Self::Supply];
}

/// A part of growth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GrowthItem {
    /// Value added of a sector, by position.
    Sector(usize),
    /// Local consumption.
    Consumption,
    /// Sales outside the modelled regions.
    OutsideSales,
    /// Investment of a category, by position.
    Investment(usize),
    /// Final demand of the other regions.
    OtherRegions,
    /// Inputs that are bought here instead of elsewhere, or the reverse (`[[io_change]]`), at the final demand of the year before.
    InputCoefficients,
    /// Output above or below what final demand calls for: capacity and critical links, against the base year's shortage.
    SupplyLimits,
    /// α Δln K.
    Capital,
    /// (1 − α) n.
    Labour,
    /// a.
    SectorTrend,
    /// θ (rd − rd₀).
    Research,
    /// μ: what the anchor presumes beyond all that is stated.
    Anchor,
    /// Trend uncertainty, the productivity factor, sector shocks and events.
    ProductivityShocks,
    /// Capacity that follows an unexpected gap a year later.
    CatchUp,
    /// What a critical input's shortage holds back.
    CriticalLinks,
    /// Output over capacity.
    Utilisation,
}

impl GrowthItem {
    /// Which way of splitting it is a part of.
    pub fn split(self) -> GrowthSplit {
        match self {
            Self::Sector(_) => GrowthSplit::Sectors,
            Self::Consumption
            | Self::OutsideSales
            | Self::Investment(_)
            | Self::OtherRegions
            | Self::InputCoefficients
            | Self::SupplyLimits => GrowthSplit::Demand,
            _ => GrowthSplit::Supply,
        }
    }
}

/// How the growth of a region, or of all of them together, is accounted for.
#[derive(Debug, Clone)]
pub struct GrowthAccount {
    region: Option<usize>,
    /// Positions of its nodes.
    nodes: Vec<usize>,
    items: Vec<GrowthItem>,
    /// Real GDP of the base year.
    base: f64,
    /// Value added here for a yuan of final demand on each node, `[year][case][node]`; one case where coefficients are certain.
    multipliers: Vec<Vec<Vec<f64>>>,
}

impl GrowthAccount {
    /// Of a region, by position, or of all; items that the scenario has nothing of are left out.
    pub fn new(model: &Model, scenario: &Scenario, region: Option<usize>) -> Self {
        let here = |r: usize| region.is_none_or(|region| region == r);
        let nodes: Vec<usize> = (0..model.nodes.len())
            .filter(|&i| here(model.nodes[i].region))
            .collect();
        let regions = model.regions.iter().enumerate();
        let base = regions.filter(|(r, _)| here(*r)).map(|(_, it)| it.gdp);
        Self {
            region,
            items: items(model, scenario, region, &nodes),
            base: base.sum(),
            multipliers: (0..model.horizon.len())
                .map(|t| multipliers(model, &nodes, t))
                .collect(),
            nodes,
        }
    }

    fn is_here(&self, region: usize) -> bool {
        self.region.is_none_or(|own| own == region)
    }

    /// The parts, those of a split beside each other.
    pub fn items(&self) -> &[GrowthItem] {
        &self.items
    }

    /// Room for a block of this many paths.
    pub fn room(&self, model: &Model, lanes: usize) -> GrowthLedger {
        let nodes = || Rows::zeros(model.nodes.len(), lanes);
        GrowthLedger {
            consumption: nodes(),
            outside_sales: nodes(),
            investment: Rows::zeros(model.categories.len(), lanes),
            final_demand: nodes(),
            output: nodes(),
            ln_capacity: nodes(),
            ln_linked: nodes(),
            gdp: vec![0.0; lanes],
            called_for: vec![0.0; lanes],
        }
    }

    /// Opens the books at the base year that a block's state stands at.
    pub fn open(&self, model: &Model, state: &State, ledger: &mut GrowthLedger) {
        ledger.consumption.copy_from(&state.consumption);
        ledger.outside_sales.copy_from(&state.outside_sales);
        // Prices are 1.
        ledger.investment.copy_from(&state.investment);
        ledger.output.copy_from(&state.output);
        ledger.ln_capacity.copy_from(&state.ln_capacity);
        ledger.ln_linked.copy_from(&state.ln_capacity);
        for (i, node) in model.nodes.iter().enumerate() {
            for lane in 0..state.lanes() {
                let spent = node.spent_on.iter();
                let invested: f64 = spent.map(|(c, b)| b * state.investment[[*c, lane]]).sum();
                ledger.final_demand[[i, lane]] =
                    state.consumption[[i, lane]] + state.outside_sales[[i, lane]] + invested;
            }
        }
        ledger.gdp.fill(self.base);
        // L f is the output of the base year.
        ledger.called_for.fill(self.base);
    }

    /// Enters year `t`, which the block's state has just gone through: writes real growth, then every item, as rows of lanes in `out`, and
    /// the GDP of the year before over the base year's in `scale`.
    ///
    /// # Panics
    /// When there is not the room.
    pub fn enter(
        &self,
        (model, calibration): (&Model, &Calibration),
        t: usize,
        state: &State,
        ledger: &mut GrowthLedger,
        (out, scale): (&mut [f64], &mut [f64]),
    ) {
        let lanes = state.lanes();
        let (growth, parts) = out.split_at_mut(lanes);
        for lane in 0..lanes {
            let path = Path {
                account: self,
                model,
                t,
                state,
                ledger,
                lane,
            };
            let (before, now) = (ledger.gdp[lane], path.gdp());
            let called_for = path.called_for();
            let sources = path.sources(calibration);
            scale[lane] = before / self.base;
            growth[lane] = now / before - 1.0;
            for (item, row) in self.items.iter().zip(parts.chunks_exact_mut(lanes)) {
                row[lane] = path.amount(*item, now, called_for, &sources) / before;
            }
            ledger.gdp[lane] = now;
            ledger.called_for[lane] = called_for;
        }
        ledger.take(state);
    }
}

/// What a block of paths stood at a year ago.
#[derive(Debug, Clone)]
pub struct GrowthLedger {
    consumption: Rows,
    outside_sales: Rows,
    /// Real, by category.
    investment: Rows,
    final_demand: Rows,
    output: Rows,
    ln_capacity: Rows,
    ln_linked: Rows,
    /// Real GDP of the account's nodes.
    gdp: Vec<f64>,
    /// Σ v L f over the account's nodes.
    called_for: Vec<f64>,
}

impl GrowthLedger {
    /// Takes over where the block stands now.
    fn take(&mut self, state: &State) {
        self.consumption.copy_from(&state.consumption);
        self.outside_sales.copy_from(&state.outside_sales);
        self.investment.copy_from(&state.real_investment);
        self.final_demand.copy_from(&state.final_demand);
        self.output.copy_from(&state.output);
        self.ln_capacity.copy_from(&state.ln_capacity);
        self.ln_linked.copy_from(&state.ln_linked_capacity);
    }
}

fn items(
    model: &Model,
    scenario: &Scenario,
    region: Option<usize>,
    nodes: &[usize],
) -> Vec<GrowthItem> {
    let here = |r: usize| region.is_none_or(|region| region == r);
    let any = |has: &dyn Fn(&Node) -> bool| nodes.iter().any(|&i| has(&model.nodes[i]));
    let years = || 0..model.horizon.len();
    let moves = |path: &crate::calendar::YearPath| years().any(|t| path.at(t) != 0.0);
    let mut items: Vec<GrowthItem> = nodes.iter().map(|&i| GrowthItem::Sector(i)).collect();
    items.extend([GrowthItem::Consumption, GrowthItem::OutsideSales]);
    let categories = model.categories.iter().enumerate();
    let own = categories.filter(|(_, category)| here(category.region));
    items.extend(own.map(|(c, _)| GrowthItem::Investment(c)));
    let optional = [
        (
            GrowthItem::OtherRegions,
            region.is_some() && model.regions.len() > 1,
        ),
        (
            GrowthItem::InputCoefficients,
            !scenario.years_of_input_changes().is_empty(),
        ),
        (GrowthItem::SupplyLimits, true),
        (GrowthItem::Capital, true),
        (
            GrowthItem::Labour,
            any(&|node| moves(&model.regions[node.region].labour)),
        ),
        (GrowthItem::SectorTrend, any(&|node| moves(&node.trend))),
        (
            GrowthItem::Research,
            any(&|node| {
                node.research_effect != 0.0 && moves(&model.regions[node.region].research_change)
            }),
        ),
        (GrowthItem::Anchor, true),
        (GrowthItem::ProductivityShocks, true),
        (GrowthItem::CatchUp, any(&|node| node.catch_up != 0.0)),
        (
            GrowthItem::CriticalLinks,
            any(&|node| !node.links.is_empty()),
        ),
        (GrowthItem::Utilisation, true),
    ];
    items.extend(
        optional
            .into_iter()
            .filter(|(_, there)| *there)
            .map(|(item, _)| item),
    );
    items
}

/// Σ over these nodes of v L, by node of final demand: of each case, the central one first.
fn multipliers(model: &Model, nodes: &[usize], t: usize) -> Vec<Vec<f64>> {
    let ratio = |i: usize| model.nodes[i].value_added_ratio;
    let cases = model.requirements.cases(t).iter().map(|inverse| {
        let of = |j: usize| nodes.iter().map(|&i| ratio(i) * inverse[[i, j]]).sum();
        (0..model.nodes.len()).map(of).collect()
    });
    let cases: Vec<Vec<f64>> = cases.collect();
    if !cases.is_empty() {
        return cases;
    }
    let mut sums = vec![0.0; model.nodes.len()];
    for &i in nodes {
        for (j, coefficient) in &model.requirements.central(t)[i] {
            sums[*j] += ratio(i) * coefficient;
        }
    }
    vec![sums]
}

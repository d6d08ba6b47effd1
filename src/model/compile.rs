//! From a checked scenario to a model: references become positions, tables become sparse rows, seeds become plans.

use thiserror::Error;

use super::accounts::Accounts;
use super::plan::{InvestmentPlan, PlanError};
use super::requirements::{Requirements, sparse};
pub use super::seeds::Seeding;
use super::seeds::{SeedKind, seed_kind, seeds, speaks_of};
use crate::calendar::{Horizon, YearPath};
use crate::numerics::ln;
use crate::scenario::{
    Anchor, EventDecay, EventTarget, FactorRole, Scenario, Sector, Series, TargetRecord,
};

/// Why a checked scenario has no model.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CompileError {
    /// The plans contradict each other.
    #[error("the investment plans contradict each other")]
    Plan(Vec<PlanError>),
    /// The input table has no Leontief inverse.
    #[error("the input coefficients have no Leontief inverse")]
    NoInverse,
}

/// A region, ready to step.
#[derive(Debug, Clone)]
pub struct RegionModel {
    /// What growth is pinned to, once the seeding in force is applied.
    pub anchor: Anchor,
    /// Growth without targets, proportional per year.
    pub trend: YearPath,
    /// Years until half of the distance to trend is gone.
    pub half_life: f64,
    /// Seeded real growth by year; `None` where no seed speaks.
    pub seeded_growth: Vec<Option<f64>>,
    /// sd of the trend's own uncertainty, log points per year.
    pub trend_sd: f64,
    /// π̄ by year, log points, seeds applied.
    pub inflation: YearPath,
    /// κ.
    pub price_slope: f64,
    /// n by year, log points.
    pub labour: YearPath,
    /// Stated central consumption growth, proportional.
    pub consumption: Option<YearPath>,
    /// ω.
    pub income_effect: f64,
    /// rd_t − rd_0 by year.
    pub research_change: YearPath,
    /// Attainment record.
    pub record: Option<TargetRecord>,
    /// Base-year GDP.
    pub gdp: f64,
    /// Positions of its nodes.
    pub nodes: Vec<usize>,
    /// Positions of its categories.
    pub categories: Vec<usize>,
}

/// A sector in a region, ready to step. Sparse rows are (position, coefficient).
#[derive(Debug, Clone)]
pub struct Node {
    /// Position of its region.
    pub region: usize,
    /// v.
    pub value_added_ratio: f64,
    /// α.
    pub capital_share: f64,
    /// δ.
    pub depreciation: f64,
    /// m.
    pub market_pass_through: f64,
    /// γ.
    pub catch_up: f64,
    /// a by year, log points.
    pub trend: YearPath,
    /// θ.
    pub research_effect: f64,
    /// σ^s.
    pub supply_sd: f64,
    /// σ^d.
    pub demand_sd: f64,
    /// β^d.
    pub demand_load: f64,
    /// β^c.
    pub consumption_load: f64,
    /// β^p.
    pub productivity_load: f64,
    /// Position of the group whose consumption grows as its own.
    pub consumption_group: usize,
    /// ln q.
    pub ln_notional_ratio: f64,
    /// ln cap in the base year.
    pub base_ln_capacity: f64,
    /// ln x^d − ln cap in the base year.
    pub base_gap: f64,
    /// Weight in its region's gap: V / ΣV.
    pub weight: f64,
    /// Row of B: (category, share).
    pub spent_on: Vec<(usize, f64)>,
    /// Row of φM: (category, share).
    pub formation: Vec<(usize, f64)>,
    /// Events on ln capacity growth: (event, m).
    pub supply_events: Vec<(usize, f64)>,
    /// Events on outside-demand growth: (event, m).
    pub outside_events: Vec<(usize, f64)>,
    /// Critical inputs: (supplier, χ).
    pub links: Vec<(usize, f64)>,
}

/// Nodes whose consumption grows alike: those of a region with the same β^c.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConsumptionGroup {
    /// Position of the region.
    pub region: usize,
    /// β^c.
    pub load: f64,
}

/// A factor, ready to step.
#[derive(Debug, Clone)]
pub struct FactorModel {
    /// φ.
    pub persistence: f64,
    /// Events on every use of it: (event, m).
    pub events: Vec<(usize, f64)>,
}

/// An event's state, ready to step.
#[derive(Debug, Clone)]
pub struct EventModel {
    /// How it fades.
    pub decay: EventDecay,
    /// Probability by year.
    pub probability: YearPath,
}

/// A category, ready to step.
#[derive(Debug, Clone)]
pub struct CategoryModel {
    /// Position of its region.
    pub region: usize,
    /// Base-year level.
    pub base: f64,
    /// β_c.
    pub investment_load: f64,
    /// σ_c.
    pub sd: f64,
}

/// A pipeline, ready to step.
#[derive(Debug, Clone)]
pub struct PipelineModel {
    /// Position of its category.
    pub category: usize,
    /// Plan by year.
    pub planned: Vec<f64>,
    /// Upper bound on the execution rate.
    pub ceiling: f64,
    /// Share of unspent money carried over.
    pub carry: f64,
    /// λ_g.
    pub investment_load: f64,
}

/// A scenario compiled: everything the equations need, by position.
#[derive(Debug, Clone)]
pub struct Model {
    /// Base year and simulated years.
    pub horizon: Horizon,
    /// ρ.
    pub mismatch: f64,
    /// w_0.. .
    pub gestation: Vec<f64>,
    /// Base-year accounts.
    pub accounts: Accounts,
    /// L_t.
    pub requirements: Requirements,
    /// Planned investment.
    pub plan: InvestmentPlan,
    /// Regions.
    pub regions: Vec<RegionModel>,
    /// Nodes.
    pub nodes: Vec<Node>,
    /// Whose consumption grows alike.
    pub consumption_groups: Vec<ConsumptionGroup>,
    /// Investment categories.
    pub categories: Vec<CategoryModel>,
    /// Pipelines.
    pub pipelines: Vec<PipelineModel>,
    /// Factors.
    pub factors: Vec<FactorModel>,
    /// Position of the factor of each role, in the order demand, consumption, productivity, investment, prices.
    pub roles: [Option<usize>; 5],
    /// Events.
    pub events: Vec<EventModel>,
}

/// Compiles a scenario under the seeds in force.
///
/// # Errors
/// When plans, pipelines and seeds contradict each other, or the input table cannot be inverted.
pub fn compile(scenario: &Scenario, seeding: Seeding) -> Result<Model, CompileError> {
    let plan = InvestmentPlan::of(scenario, seeding).map_err(CompileError::Plan)?;
    let accounts = Accounts::of(scenario).map_err(|_| CompileError::NoInverse)?;
    let requirements =
        Requirements::of(scenario, &accounts).map_err(|_| CompileError::NoInverse)?;
    let events = scenario.events.iter().map(|e| EventModel {
        decay: e.decay.clone(),
        probability: e.probability.value.clone(),
    });
    let groups = consumption_groups(scenario);
    Ok(Model {
        horizon: scenario.horizon,
        mismatch: scenario.mismatch.value,
        gestation: scenario.gestation.value.clone(),
        regions: (0..scenario.regions.len())
            .map(|r| region(scenario, &accounts, seeding, r))
            .collect(),
        nodes: (0..scenario.sectors.len())
            .map(|i| node(scenario, &accounts, &groups, i))
            .collect(),
        consumption_groups: groups,
        categories: scenario
            .categories
            .iter()
            .map(|c| CategoryModel {
                region: c.region,
                base: c.base.value.get(),
                investment_load: c.investment_load.value,
                sd: c.sd.value.get(),
            })
            .collect(),
        pipelines: scenario
            .pipelines
            .iter()
            .map(|p| PipelineModel {
                category: p.category,
                planned: p.planned.value.iter().map(|m| m.get()).collect(),
                ceiling: p.ceiling.value,
                carry: p.carry.value.get(),
                investment_load: p.investment_load.value,
            })
            .collect(),
        factors: (0..scenario.factors.len())
            .map(|k| FactorModel {
                persistence: scenario.factors[k].persistence.value,
                events: effects(scenario, EventTarget::Factor(k)),
            })
            .collect(),
        roles: [
            FactorRole::Demand,
            FactorRole::Consumption,
            FactorRole::Productivity,
            FactorRole::Investment,
            FactorRole::Prices,
        ]
        .map(|role| scenario.factors.iter().position(|f| f.role == role)),
        events: events.collect(),
        plan,
        accounts,
        requirements,
    })
}

fn region(scenario: &Scenario, accounts: &Accounts, seeding: Seeding, r: usize) -> RegionModel {
    let stated = &scenario.regions[r];
    let years = scenario.horizon.len();
    let mut seeded_growth = vec![None; years];
    let mut inflation = stated.inflation.value.values().to_vec();
    for (target, year, value) in
        seeds(scenario, seeding).filter(|(target, ..)| speaks_of(&target.indicator.value, r))
    {
        match (seed_kind(target), &target.indicator.value.series) {
            (Some(SeedKind::Gdp), _) => seeded_growth[year] = Some(value),
            (_, Series::Inflation) => inflation[year] = value,
            _ => {}
        }
    }
    let research_change = match &stated.research {
        Some(research) => research
            .intensity
            .value
            .values()
            .iter()
            .map(|rd| rd - research.base.value.get())
            .collect(),
        None => vec![0.0; years],
    };
    RegionModel {
        anchor: if seeding == Seeding::All {
            stated.anchor.value
        } else {
            Anchor::Trend
        },
        trend: stated.trend.value.clone(),
        half_life: stated.half_life.value,
        seeded_growth,
        trend_sd: stated.trend_sd.value.get(),
        inflation: YearPath::from_values(inflation),
        price_slope: stated.price_slope.value,
        labour: stated.labour.value.clone(),
        consumption: stated.consumption.as_ref().map(|c| c.value.clone()),
        income_effect: stated.income_effect.value.get(),
        research_change: YearPath::from_values(research_change),
        record: stated.record.clone(),
        gdp: accounts.gdp[r],
        nodes: (0..scenario.sectors.len())
            .filter(|&i| scenario.sectors[i].region == r)
            .collect(),
        categories: (0..scenario.categories.len())
            .filter(|&c| scenario.categories[c].region == r)
            .collect(),
    }
}

/// The groups, in the order in which sectors begin them.
fn consumption_groups(scenario: &Scenario) -> Vec<ConsumptionGroup> {
    let mut groups = Vec::new();
    for sector in &scenario.sectors {
        let group = consumption_group(sector);
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}

fn consumption_group(sector: &Sector) -> ConsumptionGroup {
    ConsumptionGroup {
        region: sector.region,
        load: sector.beta.consumption,
    }
}

fn node(scenario: &Scenario, accounts: &Accounts, groups: &[ConsumptionGroup], i: usize) -> Node {
    let sector = &scenario.sectors[i];
    let own_group = consumption_group(sector);
    let ln_notional_ratio = ln(accounts.notional_ratio[i]);
    let base_ln_capacity = ln(accounts.capacity[i]);
    let formation =
        |c: usize| scenario.categories[c].formation.value.get() * accounts.builds[[i, c]];
    Node {
        region: sector.region,
        value_added_ratio: sector.value_added_ratio.value.get(),
        capital_share: sector.capital_share.value.get(),
        depreciation: sector.depreciation.value.get(),
        market_pass_through: sector.market_pass_through.value.get(),
        catch_up: sector.catch_up.value.get(),
        trend: sector.trend.value.clone(),
        research_effect: sector.rd_effect.value,
        supply_sd: sector.supply_sd.value.get(),
        demand_sd: sector.demand_sd.value.get(),
        demand_load: sector.beta.demand,
        consumption_load: sector.beta.consumption,
        consumption_group: groups
            .iter()
            .position(|group| *group == own_group)
            .expect("every sector has a group"),
        productivity_load: sector.beta.productivity,
        ln_notional_ratio,
        base_ln_capacity,
        base_gap: ln_notional_ratio + ln(accounts.gross_output[i]) - base_ln_capacity,
        weight: accounts.value_added[i] / accounts.gdp[sector.region],
        spent_on: sparse((0..scenario.categories.len()).map(|c| accounts.spent_on[[i, c]])),
        formation: sparse((0..scenario.categories.len()).map(formation)),
        supply_events: effects(scenario, EventTarget::Supply(i)),
        outside_events: effects(scenario, EventTarget::OutsideDemand(i)),
        links: scenario
            .links
            .iter()
            .filter(|l| l.user == i)
            .map(|l| (l.supplier, l.strength.value))
            .collect(),
    }
}

/// (event, m) of every effect on a target.
fn effects(scenario: &Scenario, target: EventTarget) -> Vec<(usize, f64)> {
    let of = |(e, event): (usize, &crate::scenario::Event)| {
        event
            .effects
            .iter()
            .filter(|effect| effect.target == target)
            .map(|effect| (e, effect.size.value))
            .collect::<Vec<_>>()
    };
    scenario.events.iter().enumerate().flat_map(of).collect()
}

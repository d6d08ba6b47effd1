//! Indicators: series made of a block's primitives, evaluated for all its paths and years at once.

use super::compile::Model;
use super::rows::{Panel, View, packs};
use super::trajectory::{Extra, Recorded, Trajectory};
use crate::numerics::packs::{Kernel, Pack, Vectors, run};
use crate::scenario::{
    Indicator, InvestmentScope, Measure, NodeScope, PipelineMeasure, Scenario, Series,
};

/// Evaluates one indicator: its members are looked up once.
#[derive(Debug, Clone)]
pub struct Evaluator {
    plan: Plan,
    /// Base-year value; `None` for a growth rate.
    pub base: Option<f64>,
    /// Whether the value is a whole number on every path.
    pub whole: bool,
}

#[derive(Debug, Clone)]
enum Plan {
    /// A level, as a weighted sum.
    Level(Sum),
    /// Growth of a level from its base-year value.
    Growth(Sum, f64),
    /// One level over another.
    Ratio(Sum, Sum),
    /// Growth of a ratio from its base-year value.
    RatioGrowth(Sum, Sum, f64),
    /// The same on every path, by year.
    Certain(Vec<f64>),
    /// What a pipeline has spent since the first year over what was planned since, by year.
    Progress(Sum, Vec<f64>),
    /// What pipelines have spent since the first year.
    ToDate(Sum),
    /// A declared indicator or its growth, with its base-year value.
    Derived(usize, bool, Option<f64>),
}

/// Σ over members of weight · primitive (· price) (· revision).
#[derive(Debug, Clone)]
struct Sum {
    primitive: Primitive,
    /// (member, weight, region for price and revision).
    members: Vec<(usize, f64, usize)>,
    nominal: bool,
    revised: bool,
}

#[derive(Debug, Clone, Copy)]
enum Primitive {
    Output,
    Investment,
    Gdp,
    Capital,
    Capacity,
    Factor,
    Event,
    Spent,
}

impl Evaluator {
    /// The evaluator of an indicator of the model's scenario.
    pub fn new(model: &Model, scenario: &Scenario, indicator: &Indicator) -> Self {
        let plan = plan(model, scenario, indicator);
        let base = match &plan {
            // Nothing is known of a pipeline before the first simulated year.
            Plan::Level(sum) => {
                (!matches!(sum.primitive, Primitive::Spent)).then(|| sum.base(model))
            }
            Plan::Ratio(above, below) => Some(above.base(model) / below.base(model)),
            Plan::Derived(_, _, base) => *base,
            Plan::Growth(..)
            | Plan::RatioGrowth(..)
            | Plan::Certain(_)
            | Plan::Progress(..)
            | Plan::ToDate(_) => None,
        };
        Self {
            plan,
            base,
            whole: scenario.takes_whole_numbers(indicator),
        }
    }

    /// What the indicator needs written down beyond what every trajectory has.
    pub fn records(&self) -> Recorded {
        let of = |sum: &Sum| match sum.primitive.recorded() {
            Ok(_) => Recorded::default(),
            Err(extra) => Recorded::one(extra),
        };
        match &self.plan {
            Plan::Level(sum)
            | Plan::Growth(sum, _)
            | Plan::Progress(sum, _)
            | Plan::ToDate(sum) => of(sum),
            Plan::Ratio(above, below) | Plan::RatioGrowth(above, below, _) => {
                of(above).or(of(below))
            }
            Plan::Certain(_) | Plan::Derived(..) => Recorded::default(),
        }
    }

    /// Writes the indicator of every year and lane, `[year, lane]`.
    ///
    /// # Panics
    /// When the trajectory was not made for this indicator: it lacks what [`records`](Self::records) asks for.
    pub fn evaluate(&self, trajectory: &Trajectory, out: &mut [f64]) {
        let lanes = trajectory.revision.lanes();
        match &self.plan {
            Plan::Level(sum) => series(trajectory, sum, None, None, out),
            Plan::Growth(sum, base) => series(trajectory, sum, None, Some(*base), out),
            Plan::Ratio(above, below) => series(trajectory, above, Some(below), None, out),
            Plan::RatioGrowth(above, below, base) => {
                series(trajectory, above, Some(below), Some(*base), out);
            }
            Plan::Certain(values) => {
                for (out, value) in out.chunks_exact_mut(lanes).zip(values) {
                    out.fill(*value);
                }
            }
            Plan::Progress(spent, planned) => {
                series(trajectory, spent, None, None, out);
                add_up(out, lanes);
                over(out, lanes, planned);
            }
            Plan::ToDate(spent) => {
                series(trajectory, spent, None, None, out);
                add_up(out, lanes);
            }
            Plan::Derived(k, growth, _) => {
                let derived = trajectory.derived.as_ref();
                let values = derived.and_then(|derived| derived.series(*k, *growth));
                out.copy_from_slice(
                    &values.expect("asked for when the trajectory was made")[..out.len()],
                );
            }
        }
    }
}

/// Evaluates a level, or one over another; or its growth over the year before, from a base-year value.
fn series(
    trajectory: &Trajectory,
    above: &Sum,
    below: Option<&Sum>,
    growth_from: Option<f64>,
    out: &mut [f64],
) {
    run(LevelSeries {
        trajectory,
        above,
        below,
        growth_from,
        out,
    });
}

/// What [`series`] evaluates.
struct LevelSeries<'t> {
    trajectory: &'t Trajectory,
    above: &'t Sum,
    below: Option<&'t Sum>,
    growth_from: Option<f64>,
    out: &'t mut [f64],
}

impl Kernel for LevelSeries<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, v: V) {
        let trajectory = self.trajectory;
        let lanes = trajectory.revision.lanes();
        let above = self.above.primitive.panel(trajectory);
        let below = self.below.map(|sum| (sum, sum.primitive.panel(trajectory)));
        for (t, out) in self.out.chunks_exact_mut(lanes).enumerate() {
            let above = self.above.of_year(trajectory, above, t);
            let below = below.map(|(sum, panel)| sum.of_year(trajectory, panel, t));
            for at in packs::<V>(lanes) {
                let mut level = above.level(v, at);
                if let Some(below) = below {
                    level = level / below.level(v, at);
                }
                v.store(level, out, at);
            }
        }
        if let Some(base) = self.growth_from {
            to_growth(v, self.out, lanes, base);
        }
    }
}

/// Turns levels into their growth over the year before, from a base-year value: the last year first, because the others need theirs.
#[inline(always)]
fn to_growth<V: Vectors>(v: V, levels: &mut [f64], lanes: usize, base: f64) {
    let mut rest = levels;
    while let Some(start) = rest.len().checked_sub(lanes) {
        let (earlier, last) = rest.split_at_mut(start);
        let before = earlier
            .len()
            .checked_sub(lanes)
            .map(|from| &earlier[from..]);
        for at in packs::<V>(lanes) {
            let before = before.map_or(v.fill(base), |before| v.load(before, at));
            v.store(v.load(last, at) / before - 1.0, last, at);
        }
        rest = earlier;
    }
}

/// Turns spending by year into spending to date.
fn add_up(spent: &mut [f64], lanes: usize) {
    for t in 1..spent.len() / lanes {
        let (before, now) = spent.split_at_mut(t * lanes);
        for (now, before) in now.iter_mut().zip(&before[(t - 1) * lanes..]) {
            *now += before;
        }
    }
}

/// Turns spending to date into its share of what was planned to date; 0 while nothing is planned.
fn over(spent: &mut [f64], lanes: usize, planned: &[f64]) {
    for (spent, planned) in spent.chunks_exact_mut(lanes).zip(planned) {
        for spent in spent {
            *spent = if *planned > 0.0 {
                *spent / planned
            } else {
                0.0
            };
        }
    }
}

impl Sum {
    /// What its value in year `t` is made of.
    #[inline(always)]
    fn of_year<'t>(&'t self, trajectory: &'t Trajectory, panel: &'t Panel, t: usize) -> Terms<'t> {
        Terms {
            sum: self,
            values: panel.view(t),
            prices: trajectory.price.view(t),
            revisions: trajectory.revision.view(),
        }
    }

    fn base(&self, model: &Model) -> f64 {
        let value = |i: usize| match self.primitive {
            Primitive::Output => model.accounts.gross_output[i],
            Primitive::Investment => model.categories[i].base,
            Primitive::Gdp => model.regions[i].gdp,
            Primitive::Capital => model.accounts.capital[i],
            Primitive::Capacity => model.accounts.capacity[i],
            Primitive::Factor | Primitive::Event | Primitive::Spent => 0.0,
        };
        self.members
            .iter()
            .map(|(i, weight, _)| weight * value(*i))
            .sum()
    }
}

/// A sum and the rows of one year that it adds up.
#[derive(Clone, Copy)]
struct Terms<'t> {
    sum: &'t Sum,
    values: View<'t>,
    prices: View<'t>,
    revisions: View<'t>,
}

impl Terms<'_> {
    /// The value in the lanes of a pack.
    #[inline(always)]
    fn level<V: Vectors>(self, v: V, at: usize) -> V::Pack {
        let mut sum = v.fill(0.0);
        for (member, weight, region) in &self.sum.members {
            let mut value = self.values.load(v, *member, at);
            if self.sum.nominal {
                value = value * self.prices.load(v, *region, at);
            }
            if self.sum.revised {
                value = value * self.revisions.load(v, *region, at);
            }
            sum = value.scaled_plus(*weight, sum);
        }
        sum
    }
}

impl Primitive {
    /// What is always written down, or what must be asked for.
    fn recorded(self) -> Result<fn(&Trajectory) -> &Panel, Extra> {
        match self {
            Self::Output => Ok(|trajectory| &trajectory.output),
            Self::Investment => Ok(|trajectory| &trajectory.investment),
            Self::Gdp => Ok(|trajectory| &trajectory.gdp),
            Self::Capital => Err(Extra::Capital),
            Self::Capacity => Err(Extra::Capacity),
            Self::Factor => Err(Extra::Factors),
            Self::Event => Err(Extra::Events),
            Self::Spent => Err(Extra::Spent),
        }
    }

    fn panel(self, trajectory: &Trajectory) -> &Panel {
        match self.recorded() {
            Ok(panel) => panel(trajectory),
            Err(extra) => trajectory
                .extra(extra)
                .expect("asked for when the trajectory was made"),
        }
    }
}

fn plan(model: &Model, scenario: &Scenario, indicator: &Indicator) -> Plan {
    let regions: Vec<usize> = match indicator.region {
        Some(region) => vec![region],
        None => (0..model.regions.len()).collect(),
    };
    let sum = |primitive, members: Vec<(usize, f64, usize)>| Sum {
        primitive,
        members,
        nominal: false,
        revised: false,
    };
    let gdp = || {
        sum(
            Primitive::Gdp,
            regions.iter().map(|&r| (r, 1.0, r)).collect(),
        )
    };
    let nominal = |sum: Sum| Sum {
        nominal: true,
        ..sum
    };
    let published = |sum: Sum| Sum {
        nominal: true,
        revised: true,
        ..sum
    };
    let growth = |sum: Sum| {
        let base = sum.base(model);
        Plan::Growth(sum, base)
    };
    match &indicator.series {
        Series::GdpReal => Plan::Level(gdp()),
        Series::GdpNominal => Plan::Level(published(gdp())),
        Series::GdpGrowth => growth(gdp()),
        Series::GdpNominalGrowth => growth(nominal(gdp())),
        Series::Deflator => Plan::Ratio(nominal(gdp()), gdp()),
        Series::Inflation => Plan::RatioGrowth(nominal(gdp()), gdp(), 1.0),
        Series::Investment(scope) => Plan::Level(sum(
            Primitive::Investment,
            categories(scenario, &regions, scope),
        )),
        Series::InvestmentGrowth(scope) => growth(sum(
            Primitive::Investment,
            categories(scenario, &regions, scope),
        )),
        Series::Node(scope, measure) => {
            let nodes = nodes(scenario, &regions, scope);
            let weighted = |weight: &dyn Fn(usize) -> f64| {
                nodes
                    .iter()
                    .map(|&i| (i, weight(i), model.nodes[i].region))
                    .collect()
            };
            let value_added = || {
                sum(
                    Primitive::Output,
                    weighted(&|i| model.nodes[i].value_added_ratio),
                )
            };
            let plain = |primitive| sum(primitive, weighted(&|_| 1.0));
            match measure {
                Measure::ValueAdded => Plan::Level(value_added()),
                Measure::Growth => growth(value_added()),
                Measure::Share => Plan::Ratio(nominal(value_added()), nominal(gdp())),
                Measure::GrossOutput => Plan::Level(published(plain(Primitive::Output))),
                Measure::Capital => Plan::Level(plain(Primitive::Capital)),
                Measure::Utilisation => {
                    Plan::Ratio(plain(Primitive::Output), plain(Primitive::Capacity))
                }
            }
        }
        Series::Factor(k) => Plan::Level(sum(Primitive::Factor, vec![(*k, 1.0, 0)])),
        Series::Event(e) => Plan::Level(sum(Primitive::Event, vec![(*e, 1.0, 0)])),
        Series::Pipeline(g, measure) => {
            let spent = sum(Primitive::Spent, vec![(*g, 1.0, 0)]);
            let planned = &model.pipelines[*g].planned;
            match measure {
                PipelineMeasure::Planned => Plan::Certain(planned.clone()),
                PipelineMeasure::Spent => Plan::Level(spent),
                PipelineMeasure::Progress => Plan::Progress(spent, to_date(planned)),
                PipelineMeasure::Cumulative => Plan::ToDate(spent),
            }
        }
        Series::Pipelines => {
            let all = (0..model.pipelines.len()).map(|g| (g, 1.0, 0)).collect();
            Plan::ToDate(sum(Primitive::Spent, all))
        }
        Series::Declared(k) => {
            let base = scenario.indicators[*k].base.as_ref();
            Plan::Derived(*k, false, base.map(|base| base.value))
        }
        Series::DeclaredGrowth(k) => Plan::Derived(*k, true, None),
    }
}

/// Sums up to each year.
fn to_date(values: &[f64]) -> Vec<f64> {
    let add = |sum: &mut f64, value: &f64| {
        *sum += value;
        Some(*sum)
    };
    values.iter().scan(0.0, add).collect()
}

fn categories(
    scenario: &Scenario,
    regions: &[usize],
    scope: &InvestmentScope,
) -> Vec<(usize, f64, usize)> {
    let member = |c: usize| match scope {
        InvestmentScope::Total => true,
        InvestmentScope::Category(category) => c == *category,
        InvestmentScope::Group(group) => scenario.categories[c].groups.contains(group),
    };
    (0..scenario.categories.len())
        .filter(|&c| regions.contains(&scenario.categories[c].region) && member(c))
        .map(|c| (c, 1.0, scenario.categories[c].region))
        .collect()
}

fn nodes(scenario: &Scenario, regions: &[usize], scope: &NodeScope) -> Vec<usize> {
    let member = |i: usize| match scope {
        NodeScope::Sector(sector) => i == *sector,
        NodeScope::Group(group) => scenario.sectors[i].groups.contains(group),
    };
    (0..scenario.sectors.len())
        .filter(|&i| regions.contains(&scenario.sectors[i].region) && member(i))
        .collect()
}

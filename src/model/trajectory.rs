//! What a block of paths went through: the primitives that every indicator is made of.

use super::block::State;
use super::compile::Model;
use super::formula::Derived;
use super::rows::{Panel, Rows};
use crate::numerics::exp_in_place;
use crate::numerics::packs::{Kernel, Vectors, run};

/// Primitives of a block by year, `[year, entity, lane]`, year 0 the first simulated one.
#[derive(Debug, Clone)]
pub struct Trajectory {
    years: usize,
    /// x of each node, real.
    pub output: Panel,
    /// I of each category, nominal.
    pub investment: Panel,
    /// P of each region, base year 1.
    pub price: Panel,
    /// Real GDP of each region.
    pub gdp: Panel,
    /// Base revision of each region, `[region, lane]`.
    pub revision: Rows,
    /// Further primitives, where something watched needs them; see [`Extra`].
    extra: [Option<Panel>; Extra::ALL.len()],
    /// Declared indicators, where something watched needs them.
    pub derived: Option<Derived>,
}

/// What is written down only where something watched needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// K of each node at the end of the year, real.
    Capital,
    /// cap of each node, real.
    Capacity,
    /// z plus its events of each factor, log points.
    Factors,
    /// h of each event.
    Events,
    /// Nominal money spent by each pipeline in the year.
    Spent,
}

impl Extra {
    /// All of them, in order.
    const ALL: [Self; 5] = [
        Self::Capital,
        Self::Capacity,
        Self::Factors,
        Self::Events,
        Self::Spent,
    ];

    fn entities(self, model: &Model) -> usize {
        match self {
            Self::Capital | Self::Capacity => model.nodes.len(),
            Self::Factors => model.factors.len(),
            Self::Events => model.events.len(),
            Self::Spent => model.pipelines.len(),
        }
    }
}

/// What is written down beyond what every indicator may need.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recorded([bool; Extra::ALL.len()]);

impl Recorded {
    /// One of them.
    #[must_use]
    pub fn one(extra: Extra) -> Self {
        Self(Extra::ALL.map(|other| other == extra))
    }

    /// What either asks for.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(core::array::from_fn(|k| self.0[k] || other.0[k]))
    }
}

/// Output, investment, prices and the revision of a path that makes sense stay between these. Products and ratios of four of them, and
/// their squares, are finite: so is every indicator, and every moment of it.
const LEAST: f64 = 1e-36;
const MOST: f64 = 1e36;

/// Where a path left the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    /// Index of the year.
    pub year: usize,
    /// What was no number between 10⁻³⁶ and 10³⁶.
    pub what: FailedQuantity,
}

/// What left the numbers. Declared indicators may be 0 or negative, but not beyond 10³⁶ in absolute value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailedQuantity {
    /// Output of a node.
    Output(usize),
    /// Investment of a category.
    Investment(usize),
    /// Prices of a region.
    Price(usize),
    /// Base revision of a region.
    Revision(usize),
    /// A declared indicator.
    Declared(usize),
    /// The growth of a declared indicator.
    DeclaredGrowth(usize),
}

impl Trajectory {
    /// Room for the first `years` years of a block of `lanes` paths.
    pub fn new(model: &Model, years: usize, lanes: usize, recorded: Recorded) -> Self {
        let room = |entities: usize| Panel::zeros(years, entities, lanes);
        Self {
            years,
            output: room(model.nodes.len()),
            investment: room(model.categories.len()),
            price: room(model.regions.len()),
            gdp: room(model.regions.len()),
            revision: Rows::filled(model.regions.len(), lanes, 1.0),
            extra: Extra::ALL
                .map(|extra| recorded.0[extra as usize].then(|| room(extra.entities(model)))),
            derived: None,
        }
    }

    /// Writes down year `t` of a block. Output and investment are taken from the state: the next year writes them anew.
    pub fn record(&mut self, model: &Model, t: usize, volatility: f64, state: &mut State) {
        self.output.take(t, &mut state.output);
        self.investment.take(t, &mut state.investment);
        self.gdp.record(t, &state.gdp);
        self.price.record(t, &state.ln_price);
        for r in 0..model.regions.len() {
            exp_in_place(self.price.row_mut(t, r));
        }
        if t == 0 {
            self.revision.copy_from(&state.revision);
        }
        for (extra, panel) in Extra::ALL.into_iter().zip(&mut self.extra) {
            if let Some(panel) = panel {
                record(extra, panel, model, t, volatility, state);
            }
        }
    }

    /// A further primitive, if it is written down.
    pub fn extra(&self, extra: Extra) -> Option<&Panel> {
        self.extra[extra as usize].as_ref()
    }

    /// The first year and quantity in which a lane is no number between 10⁻³⁶ and 10³⁶.
    ///
    /// Investment of nothing (a plan wholly unspent) is outside: the growth from it would be undefined.
    pub fn failure(&self, lane: usize) -> Option<Failure> {
        let bad = |value: f64| !(LEAST..MOST).contains(&value);
        (0..self.years).find_map(|year| {
            let find =
                |block: &Panel| (0..block.entities()).find(|&i| bad(block.row(year, i)[lane]));
            let what = find(&self.output)
                .map(FailedQuantity::Output)
                .or_else(|| find(&self.investment).map(FailedQuantity::Investment))
                .or_else(|| find(&self.price).map(FailedQuantity::Price))
                .or_else(|| {
                    let mut regions = 0..self.revision.count();
                    let found = regions.find(|&r| bad(self.revision[[r, lane]]));
                    found.map(FailedQuantity::Revision)
                })
                .or_else(|| self.derived.as_ref()?.failure(year, lane));
            what.map(|what| Failure { year, what })
        })
    }

    /// Whether any lane of the block may have left the numbers: a quick look before [`failure`](Self::failure).
    pub fn suspicious(&self) -> bool {
        run(Suspicious(self)) || self.derived.as_ref().is_some_and(Derived::suspicious)
    }
}

/// Whether a value is no number between 10⁻³⁶ and 10³⁶, without a branch in the loop.
struct Suspicious<'t>(&'t Trajectory);

impl Kernel for Suspicious<'_> {
    type Output = bool;

    #[inline(always)]
    fn run<V: Vectors>(self, _: V) -> bool {
        let Self(trajectory) = self;
        let mut any = 0;
        for panel in [
            &trajectory.output,
            &trajectory.investment,
            &trajectory.price,
        ] {
            for row in panel.iter() {
                any |= leaves_the_numbers(row);
            }
        }
        for row in trajectory.revision.iter() {
            any |= leaves_the_numbers(row);
        }
        any != 0
    }
}

#[inline(always)]
fn leaves_the_numbers(values: &[f64]) -> u64 {
    // Positive numbers are in the order of their bit patterns; those of negative ones and of NaN are above infinity's.
    let (least, most) = (LEAST.to_bits(), MOST.to_bits());
    let mut any = 0;
    for value in values {
        any |= u64::from(value.to_bits().wrapping_sub(least) >= most - least);
    }
    any
}

/// Writes down year `t` of a further primitive.
fn record(
    extra: Extra,
    panel: &mut Panel,
    model: &Model,
    t: usize,
    volatility: f64,
    state: &State,
) {
    match extra {
        Extra::Capital => panel.record(t, &state.capital),
        Extra::Capacity => {
            panel.record(t, &state.ln_capacity);
            for i in 0..model.nodes.len() {
                exp_in_place(panel.row_mut(t, i));
            }
        }
        Extra::Factors => {
            for (k, factor) in model.factors.iter().enumerate() {
                let out = panel.row_mut(t, k);
                for (out, z) in out.iter_mut().zip(state.factors.row(k)) {
                    *out = volatility * z;
                }
                for (e, size) in &factor.events {
                    for (out, h) in out.iter_mut().zip(state.events.row(*e)) {
                        *out += size * h;
                    }
                }
            }
        }
        Extra::Events => panel.record(t, &state.events),
        Extra::Spent => panel.record(t, &state.spent),
    }
}

//! What a block of paths went through: the primitives that every indicator is made of.

use multiversion::multiversion;
use ndarray::{Array2, Array3, s};

use super::block::{State, row};
use super::compile::Model;
use super::formula::Derived;
use crate::numerics::exp;

/// Primitives of a block by year, `[year, entity, lane]`, year 0 the first simulated one.
#[derive(Debug, Clone)]
pub struct Trajectory {
    /// x of each node, real.
    pub output: Array3<f64>,
    /// I of each category, nominal.
    pub investment: Array3<f64>,
    /// P of each region, base year 1.
    pub price: Array3<f64>,
    /// Real GDP of each region.
    pub gdp: Array3<f64>,
    /// Base revision of each region, `[region, lane]`.
    pub revision: Array2<f64>,
    /// What only `--indicators all` asks for.
    pub detail: Option<Detail>,
    /// Nominal money spent by each pipeline in the year, where something watched needs it.
    pub spent: Option<Array3<f64>>,
    /// Declared indicators, where something watched needs them.
    pub derived: Option<Derived>,
}

/// What is written down beyond what every indicator may need.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Capital, capacity, factors and events.
    pub detail: bool,
    /// Spending of the pipelines.
    pub spending: bool,
}

impl Recorded {
    /// What either asks for.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            detail: self.detail || other.detail,
            spending: self.spending || other.spending,
        }
    }
}

/// Further primitives, `[year, entity, lane]`.
#[derive(Debug, Clone)]
pub struct Detail {
    /// K of each node at the end of the year, real.
    pub capital: Array3<f64>,
    /// cap of each node, real.
    pub capacity: Array3<f64>,
    /// z plus its events of each factor, log points.
    pub factors: Array3<f64>,
    /// h of each event.
    pub events: Array3<f64>,
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
        let room = |entities: usize| Array3::zeros((years, entities, lanes));
        Self {
            output: room(model.nodes.len()),
            investment: room(model.categories.len()),
            price: room(model.regions.len()),
            gdp: room(model.regions.len()),
            revision: Array2::ones((model.regions.len(), lanes)),
            detail: recorded.detail.then(|| Detail {
                capital: room(model.nodes.len()),
                capacity: room(model.nodes.len()),
                factors: room(model.factors.len()),
                events: room(model.events.len()),
            }),
            spent: recorded.spending.then(|| room(model.pipelines.len())),
            derived: None,
        }
    }

    /// Writes down year `t` of a block.
    pub fn record(&mut self, model: &Model, t: usize, volatility: f64, state: &State) {
        self.output.slice_mut(s![t, .., ..]).assign(&state.output);
        self.investment
            .slice_mut(s![t, .., ..])
            .assign(&state.investment);
        self.gdp.slice_mut(s![t, .., ..]).assign(&state.gdp);
        for r in 0..model.regions.len() {
            for (price, ln_price) in self
                .price
                .slice_mut(s![t, r, ..])
                .iter_mut()
                .zip(row(&state.ln_price, r))
            {
                *price = exp(*ln_price);
            }
        }
        if t == 0 {
            self.revision.assign(&state.revision);
        }
        if let Some(detail) = &mut self.detail {
            detail.record(model, t, volatility, state);
        }
        if let Some(spent) = &mut self.spent {
            spent.slice_mut(s![t, .., ..]).assign(&state.spent);
        }
    }

    /// The first year and quantity in which a lane is no number between 10⁻³⁶ and 10³⁶.
    ///
    /// Investment of nothing (a plan wholly unspent) is outside: the growth from it would be undefined.
    pub fn failure(&self, lane: usize) -> Option<Failure> {
        let (years, ..) = self.output.dim();
        let bad = |value: f64| !(LEAST..MOST).contains(&value);
        (0..years).find_map(|year| {
            let find =
                |block: &Array3<f64>| (0..block.dim().1).find(|&i| bad(block[[year, i, lane]]));
            let what = find(&self.output)
                .map(FailedQuantity::Output)
                .or_else(|| find(&self.investment).map(FailedQuantity::Investment))
                .or_else(|| find(&self.price).map(FailedQuantity::Price))
                .or_else(|| {
                    let mut regions = 0..self.revision.nrows();
                    let found = regions.find(|&r| bad(self.revision[[r, lane]]));
                    found.map(FailedQuantity::Revision)
                })
                .or_else(|| self.derived.as_ref()?.failure(year, lane));
            what.map(|what| Failure { year, what })
        })
    }

    /// Whether any lane of the block may have left the numbers: a quick look before [`failure`](Self::failure).
    ///
    /// # Panics
    /// Never: the blocks are stored in order.
    pub fn suspicious(&self) -> bool {
        let stored = "stored in order";
        [&self.output, &self.investment, &self.price]
            .into_iter()
            .any(|block| leaves_the_numbers(block.as_slice().expect(stored)))
            || leaves_the_numbers(self.revision.as_slice().expect(stored))
            || self.derived.as_ref().is_some_and(Derived::suspicious)
    }
}

/// Whether a value is no number between 10⁻³⁶ and 10³⁶, without a branch in the loop.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
fn leaves_the_numbers(values: &[f64]) -> bool {
    // Positive numbers are in the order of their bit patterns; those of negative ones and of NaN are above infinity's.
    let (least, most) = (LEAST.to_bits(), MOST.to_bits());
    let outside = |value: &f64| u64::from(value.to_bits().wrapping_sub(least) >= most - least);
    values.iter().map(outside).fold(0, |any, one| any | one) != 0
}

impl Detail {
    fn record(&mut self, model: &Model, t: usize, volatility: f64, state: &State) {
        self.capital.slice_mut(s![t, .., ..]).assign(&state.capital);
        self.events.slice_mut(s![t, .., ..]).assign(&state.events);
        for i in 0..model.nodes.len() {
            for (capacity, ln_capacity) in self
                .capacity
                .slice_mut(s![t, i, ..])
                .iter_mut()
                .zip(row(&state.ln_capacity, i))
            {
                *capacity = exp(*ln_capacity);
            }
        }
        for (k, factor) in model.factors.iter().enumerate() {
            let mut out = self.factors.slice_mut(s![t, k, ..]);
            for (out, z) in out.iter_mut().zip(row(&state.factors, k)) {
                *out = volatility * z;
            }
            for (e, size) in &factor.events {
                for (out, h) in out.iter_mut().zip(row(&state.events, *e)) {
                    *out += size * h;
                }
            }
        }
    }
}

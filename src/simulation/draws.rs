//! The draws of a scenario: which source of uniforms feeds which shock.
//!
//! A pseudo-random draw depends on (seed, the variable's kind and id, path, calendar year) only; a quasi-random one on the order
//! of the dimensions as well, which the base scenario fixes. What is certain is not drawn at all.
//!
//! A year is drawn in two steps: first the independent normal score of every shock (`fill_scores`), then the margins that scores
//! turn into.

mod resampled;

use ndarray::{Array2, ArrayView1};
use thiserror::Error;

use super::design::{Design, INPUT_CASE, append, input_cases, names};
use crate::calendar::Horizon;
use crate::dependence::CorrelationMatrix;
use crate::distribution::{ScoreTable, Shape};
use crate::model::{Rows, Shocks, State};
use crate::numerics::normal_score_in_place;
use crate::numerics::packs::{Kernel, Vectors, run};
use crate::random::{
    DimensionOrder, HELD, MOST_DIMENSIONS, Source, Sources, StreamCollision, check_collisions,
};
use crate::scenario::{Sampler, Scenario};

/// Why a scenario's draws cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DrawsError {
    /// Two variables would share their draws.
    #[error(transparent)]
    Collision(#[from] StreamCollision),
    /// It needs more dimensions than Sobol points have.
    #[error("{needed} dimensions are needed, and Sobol points have {MOST_DIMENSIONS}")]
    Dimensions {
        /// How many it needs.
        needed: usize,
    },
}

/// Streams and margins of every shock of a scenario.
#[derive(Debug, Clone)]
pub struct Draws {
    horizon: Horizon,
    sampler: Sampler,
    /// Which draw has which dimension; empty for pseudo-random draws.
    order: DimensionOrder,
    factors: Vec<FactorDraw>,
    correlation: CorrelationMatrix,
    /// Lower Cholesky factor of the correlation of the factors' normals.
    cholesky: Array2<f64>,
    /// Which factors are drawn anew, given the others; `None` but in a sample made from another.
    anew: Option<Box<resampled::Anew>>,
    supply: Vec<Option<Source>>,
    outside: Vec<Option<Source>>,
    investment: Vec<Option<Source>>,
    execution: Vec<Margin>,
    events: Vec<EventDraw>,
    trend: Vec<Option<(Source, f64)>>,
    revision: Vec<Margin>,
    /// Which of how many cases of the input coefficients, where they are uncertain.
    input_case: Option<(Source, usize)>,
    /// Of each declared indicator, where it has one.
    noise: Vec<Option<Margin>>,
}

#[derive(Debug, Clone)]
struct FactorDraw {
    source: Source,
    table: ScoreTable,
    shift: f64,
    scale: f64,
}

#[derive(Debug, Clone)]
struct EventDraw {
    occurrence: Source,
    severity: Margin,
    probability: Vec<f64>,
}

/// A variable with a margin of its own: certain, or drawn.
#[derive(Debug, Clone)]
enum Margin {
    Certain(f64),
    Drawn(Source, Box<ScoreTable>),
}

impl Margin {
    fn new(sources: &Sources<'_>, kind: &'static str, id: &str, shape: &Shape) -> Self {
        if shape.is_certain() {
            Self::Certain(shape.median())
        } else {
            Self::Drawn(sources.of(kind, id), Box::new(ScoreTable::new(shape)))
        }
    }

    /// The normal scores of a variable that is drawn.
    fn fill_scores(&self, year: u32, first_path: u64, out: &mut [f64]) {
        if let Self::Drawn(source, _) = self {
            source.fill_normal(year, first_path, out);
        }
    }

    /// The uniform numbers of a variable that is drawn.
    fn fill_uniform(&self, year: u32, first_path: u64, out: &mut [f64]) {
        if let Self::Drawn(source, _) = self {
            source.fill_uniform(year, first_path, out);
        }
    }

    /// Turns uniform numbers into values.
    fn apply_to_uniforms(&self, values: &mut [f64]) {
        const FEW: usize = 64;
        if matches!(self, Self::Drawn(..)) {
            normal_score_in_place(values);
        }
        for few in values.chunks_mut(FEW) {
            self.apply(&mut [0.0; FEW][..few.len()], few);
        }
    }

    /// Turns scores into values.
    fn apply(&self, room: &mut [f64], values: &mut [f64]) {
        match self {
            Self::Certain(value) => values.fill(*value),
            Self::Drawn(_, table) => {
                room.copy_from_slice(values);
                table.apply(room, values);
            }
        }
    }
}

impl EventDraw {
    /// Whether the event happens to a path is no score: its uniform is compared with a probability. The severity, which few paths need,
    /// is drawn for those alone; 0 elsewhere.
    fn arrive(
        &self,
        year: u32,
        probability: f64,
        first_path: u64,
        room: &mut [f64],
        arrivals: &mut [f64],
    ) {
        self.occurrence.fill_uniform(year, first_path, room);
        let mut struck = 0;
        for (lane, arrival) in arrivals.iter_mut().enumerate() {
            let happens = room[lane] < probability;
            *arrival = f64::from(u8::from(happens));
            if happens {
                // What is overwritten has been compared.
                let path = first_path + lane as u64;
                self.severity
                    .fill_uniform(year, path, &mut room[struck..=struck]);
                struck += 1;
            }
        }
        let severities = &mut room[..struck];
        self.severity.apply_to_uniforms(severities);
        let hit = arrivals.iter_mut().filter(|arrival| **arrival != 0.0);
        for (arrival, severity) in hit.zip(severities) {
            *arrival = *severity;
        }
    }
}

impl Draws {
    /// The draws of a scenario.
    ///
    /// # Errors
    /// When two variables' names collide in the 64-bit hash that keys their streams, or Sobol points have too few dimensions.
    pub fn new(scenario: &Scenario, design: impl Into<Design>) -> Result<Self, DrawsError> {
        Self::of_change(scenario, scenario, design)
    }

    /// The draws of a scenario that is a change of `base`: what both draw has the same dimension in both.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    ///
    /// # Panics
    /// Never for a checked scenario: its correlations are positive definite.
    pub fn of_change(
        scenario: &Scenario,
        base: &Scenario,
        design: impl Into<Design>,
    ) -> Result<Self, DrawsError> {
        let design = design.into();
        check_collisions(names(scenario))?;
        let mut order = DimensionOrder::default();
        if design.sampler == Sampler::Sobol {
            append(base, &mut order);
            append(scenario, &mut order);
        }
        let needed = order.len();
        if needed > MOST_DIMENSIONS {
            return Err(DrawsError::Dimensions { needed });
        }
        let sources = match design.sampler {
            Sampler::Philox => Sources::philox(design.seed),
            Sampler::Sobol => Sources::sobol(design.seed, &order),
        };
        let drawn =
            |kind: &'static str, id: &str, sd: f64| (sd > 0.0).then(|| sources.of(kind, id));
        let margin =
            |kind: &'static str, id: &str, shape: &Shape| Margin::new(&sources, kind, id, shape);
        let sectors = || scenario.sectors.iter();
        let regions = || scenario.regions.iter();
        let correlation = correlation(scenario);
        Ok(Self {
            horizon: scenario.horizon,
            sampler: design.sampler,
            factors: scenario
                .factors
                .iter()
                .map(|f| FactorDraw {
                    source: sources.of("factor", &f.id),
                    table: ScoreTable::new(&f.innovation.shape),
                    shift: f.innovation.shift,
                    scale: f.innovation.scale,
                })
                .collect(),
            cholesky: correlation.cholesky(),
            correlation,
            anew: None,
            supply: sectors()
                .map(|s| drawn("supply", &s.id, s.supply_sd.value.get()))
                .collect(),
            outside: sectors()
                .map(|s| drawn("outside_demand", &s.id, s.demand_sd.value.get()))
                .collect(),
            investment: scenario
                .categories
                .iter()
                .map(|c| drawn("investment", &c.id, c.sd.value.get()))
                .collect(),
            execution: scenario
                .pipelines
                .iter()
                .map(|p| margin("execution", &p.id, &p.execution.value))
                .collect(),
            events: scenario
                .events
                .iter()
                .map(|e| EventDraw {
                    occurrence: sources.of("event.occurrence", &e.id),
                    severity: margin("event.severity", &e.id, &e.severity.value),
                    probability: e.probability.value.values().to_vec(),
                })
                .collect(),
            trend: regions()
                .map(|r| {
                    let sd = r.trend_sd.value.get();
                    drawn("trend", &r.id, sd).map(|source| (source, sd))
                })
                .collect(),
            revision: regions()
                .map(|r| margin("revision", &r.id, &r.revision.value))
                .collect(),
            input_case: input_cases(scenario)
                .map(|cases| (sources.of(INPUT_CASE.0, INPUT_CASE.1), cases)),
            noise: scenario
                .indicators
                .iter()
                .map(|i| {
                    let noise = i.noise.as_ref()?;
                    Some(margin("indicator", &i.id, &noise.value))
                })
                .collect(),
            order,
        })
    }

    /// How the draws are made.
    pub fn sampler(&self) -> Sampler {
        self.sampler
    }

    /// Which draw has which dimension of the Sobol points; empty for pseudo-random draws.
    pub fn order(&self) -> &DimensionOrder {
        &self.order
    }

    /// Draws what a path holds for the whole horizon: trend uncertainty, base revision, and the case of the input coefficients.
    pub fn fill_held(&self, first_path: u64, room: &mut [f64], state: &mut State) {
        for (r, trend) in self.trend.iter().enumerate() {
            let out = state.trend_draw.row_mut(r);
            if let Some((source, sd)) = trend {
                source.fill_normal(HELD, first_path, out);
                for b in out {
                    *b *= sd;
                }
            }
        }
        for (r, revision) in self.revision.iter().enumerate() {
            let out = state.revision.row_mut(r);
            revision.fill_scores(HELD, first_path, out);
            revision.apply(room, out);
        }
        if let Some((source, cases)) = &self.input_case {
            let out = state.input_case.row_mut(0);
            source.fill_uniform(HELD, first_path, out);
            for case in out {
                // Case 0 is the central one, which no path holds.
                *case = 1.0 + (*case * *cases as f64).floor();
            }
        }
    }

    /// Draws the shocks of year `t` for the block that starts at `first_path`. `room` is scratch of a block's length.
    pub fn fill_year(&self, t: usize, first_path: u64, room: &mut [f64], shocks: &mut Shocks) {
        let year = self.year(t);
        self.fill_scores(year, first_path, shocks);
        match &self.anew {
            None => self.correlate_factors(room, shocks),
            Some(anew) => anew.correlate(&self.factors, (year, first_path), room, shocks),
        }
        for (g, execution) in self.execution.iter().enumerate() {
            execution.apply(room, shocks.execution.row_mut(g));
        }
        for (e, event) in self.events.iter().enumerate() {
            let probability = event.probability[t];
            let arrivals = shocks.arrivals.row_mut(e);
            event.arrive(year, probability, first_path, room, arrivals);
        }
    }

    /// The independent standard normal score of every shock that has one.
    fn fill_scores(&self, year: u32, first_path: u64, shocks: &mut Shocks) {
        for (k, factor) in self.factors.iter().enumerate() {
            let out = shocks.innovations.row_mut(k);
            factor.source.fill_normal(year, first_path, out);
        }
        for (sources, block) in [
            (&self.supply, &mut shocks.supply),
            (&self.outside, &mut shocks.outside),
            (&self.investment, &mut shocks.investment),
        ] {
            for (i, source) in sources.iter().enumerate() {
                if let Some(source) = source {
                    source.fill_normal(year, first_path, block.row_mut(i));
                }
            }
        }
        for (g, execution) in self.execution.iter().enumerate() {
            execution.fill_scores(year, first_path, shocks.execution.row_mut(g));
        }
    }

    /// Draws the noise of a declared indicator, which has one, in year `t`; the rest as [`fill_year`](Self::fill_year).
    pub fn fill_noise(
        &self,
        declared: usize,
        t: usize,
        first_path: u64,
        room: &mut [f64],
        out: &mut [f64],
    ) {
        if let Some(noise) = &self.noise[declared] {
            noise.fill_scores(self.year(t), first_path, out);
            noise.apply(room, out);
        }
    }

    /// The calendar year of index `t`.
    fn year(&self, t: usize) -> u32 {
        (self.horizon.base_year() + 1 + t as i32) as u32
    }

    /// Innovations: the scores correlated by Cholesky, through each factor's margin.
    fn correlate_factors(&self, room: &mut [f64], shocks: &mut Shocks) {
        // From the last factor to the first: a row needs only itself and the rows before it.
        for (k, factor) in self.factors.iter().enumerate().rev() {
            run(Combine {
                weights: self.cholesky.row(k),
                normals: &shocks.innovations,
                out: room,
            });
            factor.apply(room, shocks.innovations.row_mut(k));
        }
    }
}

/// Σ weight · row over the first rows. Plain loops, which the compiler turns into vectors.
struct Combine<'c> {
    weights: ArrayView1<'c, f64>,
    normals: &'c Rows,
    out: &'c mut [f64],
}

impl Kernel for Combine<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, _: V) {
        self.out.fill(0.0);
        for (j, weight) in self.weights.iter().enumerate().filter(|(_, w)| **w != 0.0) {
            for (score, normal) in self.out.iter_mut().zip(self.normals.row(j)) {
                *score += weight * normal;
            }
        }
    }
}

/// (x − shift) · scale.
struct Rescale<'v> {
    shift: f64,
    scale: f64,
    values: &'v mut [f64],
}

impl Kernel for Rescale<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, _: V) {
        for x in self.values {
            *x = (*x - self.shift) * self.scale;
        }
    }
}

impl FactorDraw {
    /// Turns correlated scores into innovations.
    fn apply(&self, scores: &[f64], values: &mut [f64]) {
        self.table.apply(scores, values);
        run(Rescale {
            shift: self.shift,
            scale: self.scale,
            values,
        });
    }
}

fn correlation(scenario: &Scenario) -> CorrelationMatrix {
    let mut correlation = Array2::eye(scenario.factors.len());
    for entry in &scenario.correlations {
        let (a, b) = entry.pair;
        correlation[[a, b]] = entry.value.value;
        correlation[[b, a]] = entry.value.value;
    }
    CorrelationMatrix::new(correlation).expect("validation has refused every other matrix")
}

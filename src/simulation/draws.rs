//! The draws of a scenario: which keyed stream feeds which shock.
//!
//! A draw depends on (seed, the variable's kind and id, path, calendar year) only. What is certain is not drawn at all.

use ndarray::Array2;

use crate::calendar::Horizon;
use crate::dependence::CorrelationMatrix;
use crate::distribution::{ScoreTable, Shape};
use crate::model::{Rows, Shocks, State};
use crate::random::{Stream, StreamCollision, check_collisions};
use crate::scenario::Scenario;

/// Streams and margins of every shock of a scenario.
#[derive(Debug, Clone)]
pub struct Draws {
    horizon: Horizon,
    factors: Vec<FactorDraw>,
    /// Lower Cholesky factor of the correlation of the factors' normals.
    cholesky: Array2<f64>,
    supply: Vec<Option<Stream>>,
    outside: Vec<Option<Stream>>,
    investment: Vec<Option<Stream>>,
    execution: Vec<Margin>,
    events: Vec<EventDraw>,
    trend: Vec<Option<(Stream, f64)>>,
    revision: Vec<Margin>,
    /// Of each declared indicator, where it has one.
    noise: Vec<Option<Margin>>,
}

#[derive(Debug, Clone)]
struct FactorDraw {
    stream: Stream,
    table: ScoreTable,
    shift: f64,
    scale: f64,
}

#[derive(Debug, Clone)]
struct EventDraw {
    occurrence: Stream,
    severity: Margin,
    probability: Vec<f64>,
}

/// A variable with a margin of its own: certain, or drawn.
#[derive(Debug, Clone)]
enum Margin {
    Certain(f64),
    Drawn(Stream, Box<ScoreTable>),
}

impl Margin {
    fn new(seed: u64, kind: &str, id: &str, shape: &Shape) -> Self {
        if shape.is_certain() {
            Self::Certain(shape.median())
        } else {
            Self::Drawn(
                Stream::new(seed, kind, id),
                Box::new(ScoreTable::new(shape)),
            )
        }
    }

    fn fill(&self, year: u32, first_path: u64, room: &mut [f64], out: &mut [f64]) {
        match self {
            Self::Certain(value) => out.fill(*value),
            Self::Drawn(stream, table) => {
                stream.fill_normal(year, first_path, room);
                table.apply(room, out);
            }
        }
    }
}

impl Draws {
    /// The draws of a scenario under a seed.
    ///
    /// # Errors
    /// When two variables' names collide in the 64-bit hash that keys their streams.
    ///
    /// # Panics
    /// Never for a checked scenario: its correlations are positive definite.
    pub fn new(scenario: &Scenario, seed: u64) -> Result<Self, StreamCollision> {
        check_collisions(names(scenario))?;
        let drawn =
            |kind: &'static str, id: &str, sd: f64| (sd > 0.0).then(|| Stream::new(seed, kind, id));
        let sectors = || scenario.sectors.iter();
        Ok(Self {
            horizon: scenario.horizon,
            factors: scenario
                .factors
                .iter()
                .map(|f| FactorDraw {
                    stream: Stream::new(seed, "factor", &f.id),
                    table: ScoreTable::new(&f.innovation.shape),
                    shift: f.innovation.shift,
                    scale: f.innovation.scale,
                })
                .collect(),
            cholesky: cholesky(scenario),
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
                .map(|p| Margin::new(seed, "execution", &p.id, &p.execution.value))
                .collect(),
            events: scenario
                .events
                .iter()
                .map(|e| EventDraw {
                    occurrence: Stream::new(seed, "event.occurrence", &e.id),
                    severity: Margin::new(seed, "event.severity", &e.id, &e.severity.value),
                    probability: e.probability.value.values().to_vec(),
                })
                .collect(),
            trend: scenario
                .regions
                .iter()
                .map(|r| {
                    let sd = r.trend_sd.value.get();
                    drawn("trend", &r.id, sd).map(|stream| (stream, sd))
                })
                .collect(),
            revision: scenario
                .regions
                .iter()
                .map(|r| Margin::new(seed, "revision", &r.id, &r.revision.value))
                .collect(),
            noise: scenario
                .indicators
                .iter()
                .map(|i| {
                    let noise = i.noise.as_ref()?;
                    Some(Margin::new(seed, "indicator", &i.id, &noise.value))
                })
                .collect(),
        })
    }

    /// Draws what a path holds for the whole horizon: trend uncertainty and base revision.
    pub fn fill_held(&self, first_path: u64, room: &mut [f64], state: &mut State) {
        for (r, trend) in self.trend.iter().enumerate() {
            let out = row(&mut state.trend_draw, r);
            if let Some((stream, sd)) = trend {
                stream.fill_normal(0, first_path, out);
                for b in out {
                    *b *= sd;
                }
            }
        }
        for (r, revision) in self.revision.iter().enumerate() {
            revision.fill(0, first_path, room, row(&mut state.revision, r));
        }
    }

    /// Draws the shocks of year `t` for the block that starts at `first_path`. `room` is scratch of a block's length.
    pub fn fill_year(&self, t: usize, first_path: u64, room: &mut [f64], shocks: &mut Shocks) {
        let year = (self.horizon.base_year() + 1 + t as i32) as u32;
        self.fill_factors(year, first_path, room, shocks);
        for (streams, block) in [
            (&self.supply, &mut shocks.supply),
            (&self.outside, &mut shocks.outside),
            (&self.investment, &mut shocks.investment),
        ] {
            for (i, stream) in streams.iter().enumerate() {
                if let Some(stream) = stream {
                    stream.fill_normal(year, first_path, row(block, i));
                }
            }
        }
        for (g, execution) in self.execution.iter().enumerate() {
            execution.fill(year, first_path, room, row(&mut shocks.execution, g));
        }
        for (e, event) in self.events.iter().enumerate() {
            let arrivals = row(&mut shocks.arrivals, e);
            event.severity.fill(year, first_path, room, arrivals);
            event.occurrence.fill_uniform(year, first_path, room);
            for (arrival, uniform) in arrivals.iter_mut().zip(room.iter()) {
                *arrival = if *uniform < event.probability[t] {
                    *arrival
                } else {
                    0.0
                };
            }
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
        let year = (self.horizon.base_year() + 1 + t as i32) as u32;
        if let Some(noise) = &self.noise[declared] {
            noise.fill(year, first_path, room, out);
        }
    }

    /// Innovations: independent normals, correlated by Cholesky, through each factor's margin.
    fn fill_factors(&self, year: u32, first_path: u64, room: &mut [f64], shocks: &mut Shocks) {
        for (k, factor) in self.factors.iter().enumerate() {
            factor
                .stream
                .fill_normal(year, first_path, row(&mut shocks.innovations, k));
        }
        // From the last factor to the first: a row needs only itself and the rows before it.
        for (k, factor) in self.factors.iter().enumerate().rev() {
            room.fill(0.0);
            for j in 0..=k {
                let weight = self.cholesky[[k, j]];
                if weight != 0.0 {
                    for (score, normal) in
                        room.iter_mut().zip(row(&mut shocks.innovations, j).iter())
                    {
                        *score += weight * normal;
                    }
                }
            }
            let out = row(&mut shocks.innovations, k);
            factor.table.apply(room, out);
            for x in out {
                *x = (*x - factor.shift) * factor.scale;
            }
        }
    }
}

/// (kind, id) of everything that may be drawn.
fn names<'a>(scenario: &'a Scenario) -> impl Iterator<Item = (&'a str, &'a str)> {
    let sectors = || scenario.sectors.iter().map(|s| s.id.as_str());
    let events = || scenario.events.iter().map(|e| e.id.as_str());
    let regions = || scenario.regions.iter().map(|r| r.id.as_str());
    let of = |kind: &'static str| move |id: &'a str| (kind as &'a str, id);
    scenario
        .factors
        .iter()
        .map(|f| ("factor", f.id.as_str()))
        .chain(sectors().map(of("supply")))
        .chain(sectors().map(of("outside_demand")))
        .chain(
            scenario
                .categories
                .iter()
                .map(|c| ("investment", c.id.as_str())),
        )
        .chain(
            scenario
                .pipelines
                .iter()
                .map(|p| ("execution", p.id.as_str())),
        )
        .chain(events().map(of("event.occurrence")))
        .chain(events().map(of("event.severity")))
        .chain(regions().map(of("trend")))
        .chain(regions().map(of("revision")))
        .chain(
            scenario
                .indicators
                .iter()
                .map(|i| ("indicator", i.id.as_str())),
        )
}

fn cholesky(scenario: &Scenario) -> Array2<f64> {
    let mut correlation = Array2::eye(scenario.factors.len());
    for entry in &scenario.correlations {
        let (a, b) = entry.pair;
        correlation[[a, b]] = entry.value.value;
        correlation[[b, a]] = entry.value.value;
    }
    CorrelationMatrix::new(correlation)
        .expect("validation has refused every other matrix")
        .cholesky()
}

fn row(block: &mut Rows, i: usize) -> &mut [f64] {
    block.row_mut(i)
}

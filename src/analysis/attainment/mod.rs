//! Targets attained together: all of them, so many of them, one given another, and which of them holds the others back.
//!
//! Everything is counted on the same paths, so that a difference is known far better than either of its terms.

mod conditional;
mod counted;
mod links;

pub use counted::{Counted, CountedError};

use super::poisson_binomial::counts;
use super::spoken::{both, verdict_text};
use super::summarise::Identity;
use crate::random::REPLICATES;
use crate::results::{
    ATTAINMENT_SCHEMA, AtLeast, AttainedTarget, Attainment, BATCHES, Batches, Column, Errors,
    Estimate, FailedPaths, PathTable, Probability, batch_paths,
};
use crate::scenario::Scenario;
use crate::simulation::Prepared;

/// Fewest paths that a conditional probability is told from: its error is then five percentage points at most.
const LEAST_PATHS: u64 = 100;

/// What is counted, and by how much single targets are to be relaxed, in the unit of their indicator (else one percentage point, or one per
/// cent of what they ask), on the paths of a table with [its columns](Counted::columns). `failed` are the run's failed paths.
///
/// # Panics
/// When the table lacks a column.
pub fn attainment(
    (scenario, prepared): (&Scenario, &Prepared),
    table: &PathTable,
    counted: &Counted,
    identity: &Identity,
    failed: &FailedPaths,
) -> Attainment {
    let verdicts = Verdicts::of(table, counted);
    let targets = counted.columns.iter().zip(&verdicts.met);
    let targets = targets.map(|(column, met)| AttainedTarget {
        id: counted::id(scenario, column).to_owned(),
        label: both(|language| verdict_text(scenario, column, language)),
        alone: verdicts.share(|path| met[path]),
    });
    let targets: Vec<AttainedTarget> = targets.collect();
    let links = links::links(scenario, table, counted, &verdicts);
    let implied = counted.implied.iter();
    Attainment {
        schema: ATTAINMENT_SCHEMA,
        scenario: scenario.id.clone(),
        variant: identity.variant.as_ref().map(|it| it.id.clone()),
        sha256: identity.sha256.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        paths: table.paths() as u64,
        seed: identity.seed,
        sampler: prepared.draws.sampler().as_str().to_owned(),
        replicates: match table.errors() {
            Errors::OfPaths => None,
            Errors::OfReplicates => Some(REPLICATES as u64),
        },
        failed_paths: failed.clone(),
        tier: counted.tier.clone(),
        implied: implied
            .map(|column| counted::id(scenario, column).to_owned())
            .collect(),
        at_least: verdicts.at_least(),
        conditional: conditional::conditional(&targets, &verdicts),
        least_paths: LEAST_PATHS,
        weakest_dropped: links.weakest_dropped,
        weakest_relaxed: links.weakest_relaxed,
        links: links.all,
        targets,
    }
}

/// What every path meets.
struct Verdicts {
    errors: Errors,
    paths: usize,
    /// `[counted target][path]`.
    met: Vec<Vec<bool>>,
    /// `[implied target][path]`.
    implied: Vec<Vec<bool>>,
    /// Whether each path stayed in the numbers.
    valid: Vec<bool>,
}

impl Verdicts {
    fn of(table: &PathTable, counted: &Counted) -> Self {
        let met = |column: &Column| -> Vec<bool> {
            let values = table.column(column).expect("a counted target is gathered");
            values.into_iter().map(|met| met > 0.0).collect()
        };
        Self {
            errors: table.errors(),
            paths: table.paths(),
            met: counted.columns.iter().map(met).collect(),
            implied: counted.implied.iter().map(met).collect(),
            valid: table.valid(),
        }
    }

    /// Paths that have something, by batch.
    fn hits(&self, has: impl Fn(usize) -> bool) -> Batches {
        let mut hits = [0; BATCHES];
        for path in (0..self.paths).filter(|&path| has(path)) {
            hits[path % BATCHES] += 1;
        }
        hits
    }

    /// The share of all paths that has something; failed ones have nothing.
    fn share(&self, has: impl Fn(usize) -> bool) -> Probability {
        self.share_of(&self.hits(has), &batch_paths(self.paths as u64))
    }

    fn share_of(&self, hits: &Batches, paths: &Batches) -> Probability {
        let (count, n): (u64, u64) = (hits.iter().sum(), paths.iter().sum());
        let probability = count as f64 / n as f64;
        let std_error = self.errors.of_share(hits, paths);
        Probability {
            probability,
            std_error,
            ci95: self.errors.interval95(probability, std_error, n),
        }
    }

    /// How many of the counted targets a path meets.
    fn count(&self, path: usize) -> usize {
        self.met.iter().filter(|met| met[path]).count()
    }

    /// The error of the mean of a term by path.
    fn error(&self, term: impl Fn(usize) -> f64) -> f64 {
        let terms: Vec<f64> = (0..self.paths).map(term).collect();
        self.errors.of_mean(&terms, &vec![true; self.paths])
    }

    fn at_least(&self) -> Vec<AtLeast> {
        let n = self.met.len();
        let alone =
            |met: &Vec<bool>| met.iter().filter(|met| **met).count() as f64 / self.paths as f64;
        let alone: Vec<f64> = self.met.iter().map(alone).collect();
        let met: Vec<usize> = (0..self.paths).map(|path| self.count(path)).collect();
        let independent = counts(alone.iter().copied());
        // ∂ P(at least k) / ∂ p_j is the probability that exactly k − 1 of the others are met.
        let others = (0..n).map(|j| {
            let rest = (0..n).filter(|&other| other != j);
            counts(rest.map(|other| alone[other]))
        });
        let others: Vec<Vec<f64>> = others.collect();
        let of = |k: usize| {
            let expected = |path: usize| -> f64 {
                let targets = self.met.iter().zip(&others);
                let met = targets.filter(|(met, _)| met[path]);
                met.map(|(_, others)| others[k - 1]).sum()
            };
            let hit = |path: usize| f64::from(u8::from(met[path] >= k));
            let together = self.share(|path| met[path] >= k);
            let value = independent[k..].iter().sum::<f64>();
            AtLeast {
                count: k,
                together,
                independent: Estimate {
                    value,
                    std_error: self.error(expected),
                },
                dependence: Estimate {
                    value: together.probability - value,
                    std_error: self.error(|path| hit(path) - expected(path)),
                },
            }
        };
        (1..=n).map(of).collect()
    }
}

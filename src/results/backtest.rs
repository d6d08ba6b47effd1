//! `backtest.json`: forecasts of past growth by what was known at the time, and how they did.

use serde::{Deserialize, Serialize};

use super::summary::{Text, Warning};

/// Version of the layout of `backtest.json`.
pub const BACKTEST_SCHEMA: u32 = 1;

/// Central intervals whose coverage is counted.
pub const COVERAGES: [f64; 3] = [0.5, 0.8, 0.9];

/// A back-test. Growth rates and errors are proportions (0.05 is 5 %).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Backtest {
    /// Version of this layout.
    pub schema: u32,
    /// What is forecast from.
    pub record: RecordInfo,
    /// Version of kapok.
    pub version: String,
    /// Seed of the draws below.
    pub seed: u64,
    /// Draws of the distribution of the statistics under correct forecasts.
    pub draws: u64,
    /// Shape of the predictive distributions.
    pub shape: ForecastShape,
    /// n₀ of the shrinkage n/(n + n₀) of the record's mean error.
    pub shrink: f64,
    /// What is judged, by year and place: every forecaster has a forecast of each.
    pub cases: Vec<BacktestCase>,
    /// Targets with an outcome that some forecaster could not forecast yet, by year and place.
    pub left_out: Vec<LeftOut>,
    /// Different years among the cases.
    pub years: usize,
    /// Share of the cases in which the target was met.
    pub met: Mean,
    /// Each forecaster, in the order of [`ForecasterKind::ALL`].
    pub forecasters: Vec<Forecaster>,
    /// Each two forecasters; empty with fewer than five years.
    pub comparisons: Vec<ScoreComparison>,
    /// What the tests could have found, each by the statistic that finds it best; `None` with fewer than five cases.
    pub power: Option<Power>,
    /// What a reader must know.
    pub remarks: Vec<Warning>,
}

/// The record that a back-test is of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordInfo {
    /// Name of the file.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Rows with an outcome.
    pub outcomes: usize,
    /// Rows with a target and an outcome.
    pub targets: usize,
    /// The places, in their order.
    pub places: Vec<Place>,
}

/// A place of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// As the record names it.
    pub id: String,
    /// Its name shown to people.
    pub name: Text,
}

/// The shape of predictive distributions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForecastShape {
    /// Student's t with the degrees of freedom of the estimated spread.
    StudentT,
    /// Normal, as if the spread were known.
    Normal,
}

/// A forecaster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForecasterKind {
    /// The target as centre; the spread of all places' past errors about zero.
    Targets,
    /// The target and the place's own mean error, shrunk; the spread of its own past errors.
    Record,
    /// Last year's growth; the spread of all places' past changes.
    LastGrowth,
    /// A first-order autoregression through all places' past growth.
    Ar1,
    /// The target and all places' mean error; the spread of these errors.
    PooledError,
}

impl ForecasterKind {
    /// Every forecaster: the two anchors, then the naive rivals.
    pub const ALL: [Self; 5] = [
        Self::Targets,
        Self::Record,
        Self::LastGrowth,
        Self::Ar1,
        Self::PooledError,
    ];

    /// Its name in the files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Targets => "targets",
            Self::Record => "record",
            Self::LastGrowth => "last-growth",
            Self::Ar1 => "ar1",
            Self::PooledError => "pooled-error",
        }
    }

    /// Its name shown to people.
    pub fn name(self) -> Text {
        let (zh, en) = match self {
            Self::Targets => ("按目标", "target"),
            Self::Record => ("按记录修正", "record"),
            Self::LastGrowth => ("沿用上年", "last growth"),
            Self::Ar1 => ("自回归", "AR(1)"),
            Self::PooledError => ("目标±合并偏差", "target ± pooled"),
        };
        Text {
            zh: zh.to_owned(),
            en: en.to_owned(),
        }
    }
}

/// A year of a place that is forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BacktestCase {
    /// The place, as the record names it.
    pub place: String,
    /// Calendar year.
    pub year: i32,
    /// The ends of the target, equal unless it is a range.
    pub target: [f64; 2],
    /// What came.
    pub actual: f64,
    /// Whether it came to at least the lower end of the target.
    pub met: bool,
    /// The year's own forecasts, in the order of the forecasters.
    pub forecasts: Vec<Forecast>,
}

/// A forecast of one case and its scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// The mean, which is the median.
    pub centre: f64,
    /// The scale; the standard deviation of a normal shape.
    pub scale: f64,
    /// Degrees of freedom; `None` for a normal shape.
    pub dof: Option<f64>,
    /// Probability of meeting the target.
    pub probability_met: f64,
    /// Probability of at most what came: the probability integral transform.
    pub pit: f64,
    /// Continuous ranked probability score, in the unit of growth.
    pub crps: f64,
    /// −ln of the density, per percentage point.
    pub log_score: f64,
    /// (`probability_met` − met)².
    pub brier: f64,
}

/// A target with an outcome that is not judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The place, as the record names it.
    pub place: String,
    /// Calendar year.
    pub year: i32,
    /// The ends of the target, equal unless it is a range.
    pub target: [f64; 2],
    /// What came.
    pub actual: f64,
    /// Whether it came to at least the lower end of the target.
    pub met: bool,
    /// What was not known yet.
    pub reason: LeftOutReason,
}

/// Why a target is not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOutReason {
    /// Fewer than five earlier targets and outcomes of the place.
    FewOwnYears,
    /// Last year's outcome of the place is not in the record.
    NoLastGrowth,
    /// Fewer than five earlier changes of growth of all places.
    FewChanges,
    /// What is known has no spread.
    NoSpread,
}

/// A mean over the cases.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Half of its 95 % interval, by the spread between years (places of a year share its shocks); `None` with fewer than five years.
    pub half_width: Option<f64>,
}

/// How a forecaster did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecaster {
    /// Which.
    pub id: ForecasterKind,
    /// Its name shown to people.
    pub name: Text,
    /// Mean of what came less the forecast's centre.
    pub bias: Mean,
    /// Mean continuous ranked probability score.
    pub crps: Mean,
    /// Mean logarithmic score.
    pub log_score: Mean,
    /// Mean Brier score of the probability of meeting the target.
    pub brier: Mean,
    /// The mean Brier score in parts, forecasts of each fifth of [0, 1] taken together.
    pub brier_parts: BrierParts,
    /// Mean forecast probability of meeting the target.
    pub probability_met: f64,
    /// Central intervals.
    pub coverage: Vec<Coverage>,
    /// The probability integral transforms against uniform ones; `None` with fewer than five cases.
    pub uniformity: Option<Uniformity>,
}

/// A mean Brier score in parts: reliability − resolution + uncertainty + within.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BrierParts {
    /// How far forecasts lie from the shares that came, squared: the less, the better.
    pub reliability: f64,
    /// How far those shares lie from the share of all, squared: the more, the better.
    pub resolution: f64,
    /// s (1 − s) of the share of all, s: what no forecast changes.
    pub uncertainty: f64,
    /// What taking unequal forecasts together hides.
    pub within: f64,
}

/// How often what came lay in a central interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// The interval's probability.
    pub nominal: f64,
    /// Cases inside.
    pub inside: u64,
    /// Their share.
    pub share: f64,
    /// Mean interval score: width, and what lies outside times 2 ÷ (1 − nominal); in the unit of growth.
    pub interval_score: f64,
    /// Where this share lies in 95 % of the draws of correct forecasts; `None` with fewer than five cases.
    pub expected95: Option<[f64; 2]>,
}

/// Tests of uniformity with Monte Carlo critical values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Uniformity {
    /// Correlation of the normal scores of one year's cases, which the draws have, too.
    pub clustering: f64,
    /// Cases in equal bins.
    pub bins: Vec<u64>,
    /// Where each bin's count lies in 95 % of the draws of correct forecasts.
    pub bins95: Vec<[f64; 2]>,
    /// Kolmogorov–Smirnov distance.
    pub kolmogorov_smirnov: MonteCarloTest,
    /// χ² over the bins.
    pub chi_square: MonteCarloTest,
    /// Berkowitz's likelihood ratio (mean 0 and variance 1 of the normal scores).
    pub berkowitz: MonteCarloTest,
}

/// A statistic against its distribution under correct forecasts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MonteCarloTest {
    /// The statistic.
    pub statistic: f64,
    /// What it exceeds in 5 % of the draws.
    pub critical_5: f64,
    /// (1 + draws at least as great)/(1 + draws).
    pub p_value: f64,
    /// Monte Carlo standard error of the probability.
    pub std_error: f64,
}

impl MonteCarloTest {
    /// The probability as people read it, with half of its 95 % interval: `0.124 ± 0.006`, `< 0.001`.
    pub fn shown_p(&self) -> String {
        let half = 1.96 * self.std_error;
        if self.p_value + half < 0.001 {
            return "< 0.001".to_owned();
        }
        format!("{:.3} ± {half:.3}", self.p_value)
    }
}

/// The probability that a test at 5 % finds a wrong forecast from so many cases as there are, none of the forecaster's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Power {
    /// Of a true standard deviation 1.5 times the forecast's, by Berkowitz's statistic.
    pub spread_too_narrow: f64,
    /// Of a true mean one forecast standard deviation below the forecast's, by Berkowitz's statistic.
    pub too_optimistic: f64,
    /// Greatest Monte Carlo standard error of the two.
    pub std_error: f64,
}

/// Two forecasters' mean scores against each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreComparison {
    /// Which score.
    pub score: Score,
    /// The one.
    pub first: ForecasterKind,
    /// The other.
    pub second: ForecasterKind,
    /// The first's mean score less the second's: below zero, the first is better.
    pub difference: f64,
    /// Half of the difference's 95 % interval, by the same yearly differences.
    pub half_width: f64,
    /// Diebold and Mariano's statistic with the correction of Harvey, Leybourne and Newbold; `None` when the scores do not differ in any year.
    pub statistic: Option<f64>,
    /// Its two-sided probability under equal accuracy.
    pub p_value: Option<f64>,
}

/// A score that forecasters are compared by; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Score {
    /// Continuous ranked probability score.
    Crps,
    /// Logarithmic score.
    LogScore,
    /// Brier score of meeting the target.
    Brier,
}

impl Score {
    /// Every score.
    pub const ALL: [Self; 3] = [Self::Crps, Self::LogScore, Self::Brier];

    /// The score of a forecast.
    pub fn of(self, forecast: &Forecast) -> f64 {
        match self {
            Self::Crps => forecast.crps,
            Self::LogScore => forecast.log_score,
            Self::Brier => forecast.brier,
        }
    }

    /// Its name in the files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Crps => "crps",
            Self::LogScore => "log-score",
            Self::Brier => "brier",
        }
    }
}

//! What the integration tests share: scenarios from text, run in memory to a summary, and measured against exact answers.

use std::path::{Path, PathBuf};

use kapok::analysis::{Identity, summarise};
use kapok::diagnostics::{Diagnostics, Style};
use kapok::quantity::Language;
use kapok::results::{IndicatorSummary, Summary, TargetSummary};
use kapok::scenario::{Sampler, Scenario, load, parse_text};
use kapok::simulation::{
    Design, Ensemble, IndicatorSet, Prepared, SamplingPlan, Silent, prepare, simulate,
};

/// A path inside the package.
pub(crate) fn package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn rendered(found: &Diagnostics) -> String {
    found.render(Style {
        language: Language::English,
        colour: false,
        width: 120,
    })
}

/// A scenario from its text; it names no other file.
pub(crate) fn parse(text: &str) -> Scenario {
    let no_file = |_: &str| Err(std::io::ErrorKind::NotFound.into());
    parse_text("test.toml", text, &no_file)
        .unwrap_or_else(|found| panic!("{}\n{text}", rendered(&found)))
        .scenario
}

/// A scenario from a file of the package.
pub(crate) fn read(path: &str) -> Scenario {
    match load(&package(path)) {
        Ok(loaded) => loaded.scenario,
        Err(found) => panic!("{}", rendered(&found)),
    }
}

/// Every file of a folder of the package with this ending, by name without it, in alphabetical order.
pub(crate) fn names(folder: &str, ending: &str) -> Vec<String> {
    let entries = std::fs::read_dir(package(folder)).expect("the folder is there");
    let mut found: Vec<String> = entries
        .map(|entry| entry.expect("it can be listed").file_name())
        .filter_map(|name| Some(name.to_str()?.strip_suffix(ending)?.to_owned()))
        .collect();
    found.sort();
    found
}

/// A JSON file of the package.
pub(crate) fn json(path: &str) -> serde_json::Value {
    let bytes = std::fs::read(package(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// How a test runs a scenario; [`Plan::paths`] starts from the usual choices.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) paths: u64,
    pub(crate) block: usize,
    /// The scenario's own when `None`.
    pub(crate) seed: Option<u64>,
    pub(crate) indicators: IndicatorSet,
    pub(crate) sampler: Sampler,
}

impl Plan {
    pub(crate) fn paths(paths: u64) -> Self {
        Self {
            paths,
            block: SamplingPlan::BLOCK,
            seed: None,
            indicators: IndicatorSet::Default,
            sampler: Sampler::Philox,
        }
    }

    pub(crate) fn block(self, block: usize) -> Self {
        Self { block, ..self }
    }

    pub(crate) fn seed(self, seed: u64) -> Self {
        Self {
            seed: Some(seed),
            ..self
        }
    }

    pub(crate) fn all_indicators(self) -> Self {
        Self {
            indicators: IndicatorSet::All,
            ..self
        }
    }

    pub(crate) fn sobol(self) -> Self {
        Self {
            sampler: Sampler::Sobol,
            ..self
        }
    }

    /// How it draws a scenario.
    pub(crate) fn design(self, scenario: &Scenario) -> Design {
        Design {
            seed: self.seed.unwrap_or(scenario.run.seed),
            sampler: self.sampler,
        }
    }

    /// Compiles and calibrates.
    pub(crate) fn prepare(self, scenario: &Scenario) -> Prepared {
        prepare(scenario, self.design(scenario), self.indicators)
            .expect("the scenario can be calibrated")
    }

    /// Simulates what was prepared.
    pub(crate) fn simulate(self, prepared: &Prepared) -> Ensemble {
        let plan = SamplingPlan {
            paths: self.paths,
            block: self.block,
        };
        simulate(prepared, plan, &Silent).expect("nobody interrupts")
    }

    /// Runs a scenario to its summary.
    pub(crate) fn run(self, scenario: &Scenario) -> Summary {
        let prepared = self.prepare(scenario);
        self.summarise(scenario, &prepared)
    }

    /// Runs a scenario under what was prepared for it.
    pub(crate) fn summarise(self, scenario: &Scenario, prepared: &Prepared) -> Summary {
        let identity = Identity {
            sha256: String::new(),
            seed: self.seed.unwrap_or(scenario.run.seed),
            variant: None,
            provenance: kapok::results::ProvenanceSummary::default(),
        };
        summarise(scenario, prepared, &self.simulate(prepared), &identity)
    }

    /// Runs a scenario's text to its summary.
    pub(crate) fn run_text(self, text: &str) -> Summary {
        self.run(&parse(text))
    }
}

/// A summary's entry of one indicator.
pub(crate) fn indicator<'a>(summary: &'a Summary, name: &str) -> &'a IndicatorSummary {
    summary
        .indicators
        .get(name)
        .unwrap_or_else(|| panic!("the summary has no indicator {name}"))
}

/// A summary's entry of one target.
pub(crate) fn target<'a>(summary: &'a Summary, id: &str) -> &'a TargetSummary {
    let found = summary.targets.iter().find(|target| target.id == id);
    found.unwrap_or_else(|| panic!("the summary has no target {id}"))
}

/// The text of a scenario of 2023 to `horizon` with one region, anchored at its trend, and one sector whose output follows its
/// capacity one for one: nothing is consumed or invested, and the market outside buys all that more capacity brings. So ln GDP
/// moves by ln(1 + trend) and by every productivity shock, exactly. Base-year GDP is 100.
pub(crate) fn one_sector(horizon: i32, trend: &str, rest: &str) -> String {
    sectors(horizon, trend, 1, "", rest)
}

/// As [`one_sector`], with this many alike sectors `s1`, `s2`, … of value added 100 each, without inputs from each other;
/// `common` is written among the sectors' common settings.
pub(crate) fn sectors(horizon: i32, trend: &str, count: usize, common: &str, rest: &str) -> String {
    use std::fmt::Write as _;
    let mut text = format!(
        r#"
schema = 1
id = "closed-form"
base_year = 2023
horizon = {horizon}

[region.plain]
gdp = {gdp}
anchor = "trend"
trend = {trend}

[defaults.sector]
value_added_ratio = 0.4
capital_output_ratio = 3
capital_share = 0.4
depreciation = 0
utilisation = 0.8
consumption_share = 0
market_pass_through = 1
{common}

[run]
paths = 1000
seed = 20240220
"#,
        gdp = 100 * count,
    );
    for k in 1..=count {
        write!(text, "\n[[sector]]\nid = \"s{k}\"\nvalue_added = 100\n")
            .expect("a string takes all that is written to it");
    }
    text + rest
}

/// e^x − 1: the proportional growth of a log growth x.
pub(crate) fn growth(x: f64) -> f64 {
    libm::expm1(x)
}

/// A target block.
pub(crate) fn judged(id: &str, indicator: &str, year: i32, comparison: &str) -> String {
    format!(
        "\n[[target]]\nid = \"{id}\"\nindicator = \"{indicator}\"\nyear = {year}\n{comparison}\n"
    )
}

/// Distances of estimates from exact answers, each in standard errors of the estimate.
#[derive(Debug, Default)]
pub(crate) struct Checks(Vec<(String, f64)>);

impl Checks {
    /// Threshold in standard errors. A right program exceeds it once in 150,000 checks; with fixed seeds never twice.
    pub(crate) const THRESHOLD: f64 = 4.5;

    /// An estimate, its exact value and its standard error.
    pub(crate) fn value(&mut self, name: &str, estimate: f64, exact: f64, std_error: f64) {
        let z = (estimate - exact) / std_error;
        self.0
            .push((format!("{name}: {estimate} against {exact}"), z));
    }

    /// A share of `n` paths and its exact probability.
    pub(crate) fn probability(&mut self, name: &str, estimate: f64, exact: f64, n: u64) {
        let std_error = (exact * (1.0 - exact) / n as f64).sqrt();
        self.value(name, estimate, exact, std_error);
    }

    /// A mean over `n` paths, given the exact mean and standard deviation.
    pub(crate) fn mean(&mut self, name: &str, estimate: f64, exact: f64, sd: f64, n: u64) {
        self.value(name, estimate, exact, sd / (n as f64).sqrt());
    }

    /// A standard deviation over `n` paths, given the exact one and the kurtosis κ (3 for a normal): its variance is very nearly
    /// σ²(κ − 1)/4n.
    pub(crate) fn sd(&mut self, name: &str, estimate: f64, exact: f64, kurtosis: f64, n: u64) {
        let std_error = exact * ((kurtosis - 1.0) / (4.0 * n as f64)).sqrt();
        self.value(name, estimate, exact, std_error);
    }

    /// A target's probability, and what must follow from its count: error and interval around it.
    pub(crate) fn target(&mut self, summary: &Summary, id: &str, exact: f64) {
        let found = target(summary, id);
        self.probability(id, found.probability, exact, summary.run.paths);
        assert!(
            found.ci95[0] <= found.probability && found.probability <= found.ci95[1],
            "{id}"
        );
    }

    /// The greatest distance.
    pub(crate) fn worst(&self) -> f64 {
        assert!(self.0.iter().all(|(_, z)| z.is_finite()));
        self.0.iter().map(|(_, z)| z.abs()).fold(0.0, f64::max)
    }

    /// Every distance must be below the threshold.
    pub(crate) fn hold(&self) {
        let off: Vec<String> = self
            .0
            .iter()
            .filter(|(_, z)| z.is_nan() || z.abs() >= Self::THRESHOLD)
            .map(|(name, z)| format!("{name}, {z:+.2} standard errors"))
            .collect();
        assert!(
            !self.0.is_empty() && off.is_empty(),
            "too far from the exact answer:\n{}",
            off.join("\n")
        );
    }
}

/// Whether two numbers agree to this share of the larger, or of `least` when both are smaller.
pub(crate) fn close(a: f64, b: f64, share: f64, least: f64) -> bool {
    (a - b).abs() <= share * a.abs().max(b.abs()).max(least)
}

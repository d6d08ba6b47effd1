//! Against an independent implementation: other code, other generator, a million paths of each scenario.

use kapok::results::Summary;
use serde_json::Value;

use crate::support::{Checks, Plan, close, indicator, json, names, read};

const PATHS: u64 = 200_000;

/// Between two estimates of the same number, both with errors.
fn combined(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}

/// λ of a record is found on 131,072 paths, of its own in each implementation: 0.2 % of error in every scale, at most this much in
/// a probability.
const ERROR_OF_LAMBDA: f64 = 0.002;

/// What an independent run of a scenario is compared by.
struct Comparison<'a> {
    name: &'a str,
    summary: &'a Summary,
    reference: &'a Value,
    their_paths: f64,
    /// Further errors of a probability, and of a spread relative to itself: λ of a record.
    allowed: f64,
    allowed_spread: f64,
    checks: Checks,
}

fn compare(name: &str, file: &str) {
    let scenario = read(file);
    let reference = json(&format!("tests/reference/independent/{name}.json"));
    let summary = Plan::paths(PATHS).run(&scenario);
    let mut regions = scenario.regions.iter();
    let with_record = regions.any(|region| region.record.is_some());
    // λ moves every spread, and through the curvature of exp every mean a little.
    let (allowed, allowed_spread) = if with_record {
        (ERROR_OF_LAMBDA, 0.005)
    } else {
        (0.0, 0.0)
    };
    let mut comparison = Comparison {
        name,
        summary: &summary,
        reference: &reference,
        their_paths: reference["paths"].as_f64().expect("a number of paths"),
        allowed,
        allowed_spread,
        checks: Checks::default(),
    };
    comparison.indicators();
    comparison.targets();
    comparison.checks.hold();
}

impl Comparison<'_> {
    fn indicators(&mut self) {
        let mut off_centre = Vec::new();
        let theirs = self.reference["indicators"]
            .as_object()
            .expect("indicators");
        for name in self.summary.indicators.keys() {
            // What pipelines have spent to date is held against closed forms (identities::summaries).
            let beyond = name.starts_with("event.")
                || name.ends_with(".capital")
                || (name.starts_with("pipeline.") && name.ends_with("cumulative"));
            assert!(
                beyond || theirs.contains_key(name),
                "{}: the reference lacks {name}",
                self.name
            );
        }
        for (name, theirs) in theirs {
            let ours = indicator(self.summary, name);
            for (t, year) in self.summary.years.iter().enumerate() {
                let of = |key: &str| theirs[key][t].as_f64().expect("a number");
                if !close(ours.central[t], of("central"), 1e-9, 1e-3) {
                    off_centre.push(format!(
                        "{name} {year}: {} against {}",
                        ours.central[t],
                        of("central")
                    ));
                }
                let n = PATHS as f64;
                let error = combined(ours.sd[t] / n.sqrt(), of("sd") / self.their_paths.sqrt());
                self.checks.value(
                    &format!("mean of {name} {year}"),
                    ours.mean[t],
                    of("mean"),
                    // Five standard errors where `hold` allows four and a half.
                    error * 5.0 / Checks::THRESHOLD + self.allowed * ours.sd[t],
                );
                // Kurtosis as far as 25: jumps and Student's t with few degrees of freedom have that in samples.
                let spread = |sd: f64, n: f64| sd * ((25.0 - 1.0) / (4.0 * n)).sqrt();
                self.checks.value(
                    &format!("sd of {name} {year}"),
                    ours.sd[t],
                    of("sd"),
                    combined(spread(ours.sd[t], n), spread(of("sd"), self.their_paths))
                        + self.allowed_spread * ours.sd[t]
                        + f64::MIN_POSITIVE,
                );
            }
        }
        let off_centre = off_centre.join("\n");
        assert!(
            off_centre.is_empty(),
            "{}: central path\n{off_centre}",
            self.name
        );
    }

    /// The error of the difference of two shares whose probability is `p`.
    fn error(&self, p: f64) -> f64 {
        let variance = p * (1.0 - p);
        (variance / PATHS as f64 + variance / self.their_paths).sqrt()
            + self.allowed / Checks::THRESHOLD
    }

    fn targets(&mut self) {
        let targets = self.reference["targets"].as_array().expect("targets");
        assert_eq!(targets.len(), self.summary.targets.len());
        for (ours, theirs) in self.summary.targets.iter().zip(targets) {
            assert_eq!(theirs["id"].as_str(), Some(ours.id.as_str()));
            let of = |key: &str| theirs[key].as_f64();
            let p = of("probability").expect("a probability");
            self.checks
                .value(&ours.id, ours.probability, p, self.error(p));
            let unseeded = [ours.probability_unseeded, of("probability_unseeded")];
            match unseeded {
                [Some(ours_unseeded), Some(p)] => {
                    let name = format!("{} without its seed", ours.id);
                    self.checks.value(&name, ours_unseeded, p, self.error(p));
                }
                both => assert_eq!(both, [None, None], "{}", ours.id),
            }
            if let (Some(found), Some(short)) = (ours.mean_shortfall, of("mean_shortfall")) {
                // The tail of a log-concave density falls at least as fast as an exponential one, whose sd is its mean.
                let misses = (1.0 - p) * PATHS as f64;
                let theirs = (1.0 - p) * self.their_paths;
                let error =
                    short * (1.0 / misses + 1.0 / theirs).sqrt() + self.allowed_spread * short;
                let name = format!("mean shortfall of {}", ours.id);
                self.checks.value(&name, found, short, error);
            }
        }
        let joint = self.summary.joint.as_ref().expect("there are targets");
        let p = self.reference["joint"]["probability"]
            .as_f64()
            .expect("a joint probability");
        self.checks
            .value("all together", joint.probability, p, self.error(p));
    }
}

#[test]
fn the_flagship_agrees_with_an_independent_implementation() {
    compare("baiyun-2024", "tests/reference/baiyun-core.toml");
}

macro_rules! agree {
    ($($test:ident $name:literal)*) => {
        $(
            #[test]
            fn $test() {
                compare($name, concat!("tests/reference/independent/", $name, ".toml"));
            }
        )*

        #[test]
        fn every_independent_scenario_is_compared() {
            assert_eq!(names("tests/reference/independent", ".toml"), [$($name),*]);
        }
    };
}

agree! {
    bottlenecks_and_links_agree "bottleneck"
    every_margin_agrees "margins"
    events_with_profiles_agree "pandemic"
    a_record_agrees "record"
    seeds_on_every_driver_agree "seeded"
    two_trading_regions_agree "twin-trade"
    two_records_agree "two-records"
}

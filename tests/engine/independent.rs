//! Against an independent implementation: other code, other generator, a million paths of each scenario.

use crate::support::{Checks, Plan, close, json, names, read};

const PATHS: u64 = 200_000;

/// Between two estimates of the same number, both with errors.
fn combined(a: f64, b: f64) -> f64 {
    (a * a + b * b).sqrt()
}

/// λ of a record is found on 131,072 paths, of its own in each implementation: 0.2 % of error in every scale, at most this much in
/// a probability.
const ERROR_OF_LAMBDA: f64 = 0.002;

fn compare(name: &str, file: &str) {
    let scenario = read(file);
    let reference = json(&format!("tests/reference/independent/{name}.json"));
    let their_paths = reference["paths"].as_f64().expect("a number of paths");
    let summary = Plan::paths(PATHS).run(&scenario);
    let with_record = scenario
        .regions
        .iter()
        .any(|region| region.record.is_some());
    // λ moves every probability and, through the curvature of exp, every mean a little.
    let (allowed, allowed_sd) = if with_record {
        (ERROR_OF_LAMBDA, 0.005)
    } else {
        (0.0, 0.0)
    };

    let mut checks = Checks::default();
    let mut off_centre = Vec::new();
    let theirs = reference["indicators"].as_object().expect("indicators");
    assert!(
        summary
            .indicators
            .keys()
            .all(|name| theirs.contains_key(name)
                || name.starts_with("event.")
                || name.ends_with(".capital")),
        "{name}: an indicator that the reference lacks"
    );
    for (indicator, theirs) in theirs {
        let ours = crate::support::indicator(&summary, indicator);
        for t in 0..summary.years.len() {
            let of = |key: &str| theirs[key][t].as_f64().expect("a number");
            let year = summary.years[t];
            if !close(ours.central[t], of("central"), 1e-9, 1e-3) {
                off_centre.push(format!(
                    "{indicator} {year}: {} against {}",
                    ours.central[t],
                    of("central")
                ));
            }
            let std_error = combined(
                ours.sd[t] / (PATHS as f64).sqrt(),
                of("sd") / their_paths.sqrt(),
            );
            checks.value(
                &format!("mean of {indicator} {year}"),
                ours.mean[t],
                of("mean"),
                // Five standard errors where `hold` allows four and a half.
                std_error * 5.0 / Checks::THRESHOLD + allowed * ours.sd[t],
            );
            // Kurtosis as far as 25: jumps and Student's t with few degrees of freedom have that in samples.
            let spread = |sd: f64, n: f64| sd * ((25.0 - 1.0) / (4.0 * n)).sqrt();
            checks.value(
                &format!("sd of {indicator} {year}"),
                ours.sd[t],
                of("sd"),
                combined(
                    spread(ours.sd[t], PATHS as f64),
                    spread(of("sd"), their_paths),
                ) + allowed_sd * ours.sd[t]
                    + f64::MIN_POSITIVE,
            );
        }
    }
    assert!(
        off_centre.is_empty(),
        "{name}: central path\n{}",
        off_centre.join("\n")
    );

    let targets = reference["targets"].as_array().expect("targets");
    assert_eq!(targets.len(), summary.targets.len());
    for (ours, theirs) in summary.targets.iter().zip(targets) {
        assert_eq!(theirs["id"].as_str(), Some(ours.id.as_str()));
        let of = |key: &str| theirs[key].as_f64();
        let p = of("probability").expect("a probability");
        let std_error = |p: f64| {
            let variance = p * (1.0 - p);
            (variance / PATHS as f64 + variance / their_paths).sqrt() + allowed / Checks::THRESHOLD
        };
        checks.value(&ours.id, ours.probability, p, std_error(p));
        assert_eq!(
            ours.probability_unseeded.is_some(),
            of("probability_unseeded").is_some(),
            "{}",
            ours.id
        );
        if let (Some(ours_unseeded), Some(p)) =
            (ours.probability_unseeded, of("probability_unseeded"))
        {
            let name = format!("{} without its seed", ours.id);
            checks.value(&name, ours_unseeded, p, std_error(p));
        }
        if let (Some(ours_short), Some(short)) = (ours.mean_shortfall, of("mean_shortfall")) {
            // The tail of a log-concave density falls at least as fast as an exponential one, whose sd is its mean.
            let misses = (1.0 - p) * PATHS as f64;
            let theirs = (1.0 - p) * their_paths;
            let error = short * (1.0 / misses + 1.0 / theirs).sqrt();
            let name = format!("mean shortfall of {}", ours.id);
            checks.value(&name, ours_short, short, error + allowed_sd * short);
        }
    }
    let joint = summary.joint.as_ref().expect("there are targets");
    let p = reference["joint"]["probability"]
        .as_f64()
        .expect("a joint probability");
    let variance = p * (1.0 - p);
    checks.value(
        "all together",
        joint.probability,
        p,
        (variance / PATHS as f64 + variance / their_paths).sqrt() + allowed / Checks::THRESHOLD,
    );
    checks.hold();
}

#[test]
fn the_flagship_agrees_with_an_independent_implementation() {
    compare("baiyun-2024", "scenarios/baiyun-2024.toml");
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

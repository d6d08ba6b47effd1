//! Margins of shocks and severities, and the reports of their shape.

use std::fmt::Write as _;

use kapok::numerics::{ln, normal_cdf};

use super::{MILLION, exact, exacts, inputs, quantiles};
use crate::reference::Case;
use crate::support::{Checks, Plan, growth, indicator, judged, one_sector, target};

/// AN-student: one year of a heavy-tailed shock with a standard deviation of 2 %.
pub(crate) fn student(dof: f64, paths: u64) -> Checks {
    let case = Case::find("AN-student");
    let three_below = growth(0.03 - 3.0 * 0.02);
    let text = one_sector(
        2024,
        &growth(0.03).to_string(),
        &format!(
            "\n[factor.productivity]\nshape = \"student-t\"\nsd = \"2%\"\ndof = {dof}\n{}",
            judged(
                "deep",
                "gdp.growth",
                2024,
                &format!("at_most = {three_below}")
            ),
        ),
    );
    let summary = Plan::paths(paths).run_text(&text);
    let mut checks = Checks::default();
    checks.target(&summary, "deep", exact(&case, "p_lt_m3"));
    let reported = indicator(&summary, "gdp.growth");
    for (p, exact) in [0.01, 0.05, 0.95, 0.99].iter().zip(exacts(&case, "q")) {
        // Density of t₅ at t is 8/(3π√5) (1 + t²/5)⁻³; with unit variance, t = x √(5/3).
        let scale = (5.0_f64 / 3.0).sqrt();
        let t = exact * scale;
        let density =
            8.0 / (3.0 * std::f64::consts::PI * 5.0_f64.sqrt()) / libm::pow(1.0 + t * t / 5.0, 3.0)
                * scale;
        let std_error = (p * (1.0 - p) / paths as f64).sqrt() / density;
        let found = (ln(1.0 + reported.quantiles[&p.to_string()][0]) - 0.03) / 0.02;
        checks.value(&format!("quantile {p}"), found, exact, std_error);
    }
    checks
}

#[test]
fn a_heavy_tailed_shock_has_students_quantiles() {
    student(5.0, MILLION).hold();
}

/// TPN-plain, in per cent: a two-piece shock with its mode or its mean at zero.
pub(crate) fn two_piece(
    down: f64,
    up: f64,
    centre: &str,
    exact_centre: &str,
    paths: u64,
) -> Checks {
    let case = Case::find("TPN-plain");
    let text = one_sector(
        2024,
        &growth(0.03).to_string(),
        &format!(
            "\n[factor.productivity]\nshape = \"two-piece\"\nsd_down = {down}\nsd_up = {up}\ncentre = \"{centre}\"\n{}",
            judged("factor", "factor.productivity", 2024, "at_least = 0"),
        ),
    );
    let summary = Plan::paths(paths).run_text(&text);
    let reported = indicator(&summary, "factor.productivity");
    // The case has its mode at 2; what is counted as zero is the mode or the mean.
    let zero = if exact_centre == "mode" {
        2.0
    } else {
        exact(&case, "mean")
    };
    let mean = exact(&case, "mean") - zero;
    let sd = exact(&case, "variance").sqrt();
    let mut checks = Checks::default();
    checks.mean("mean", 100.0 * reported.mean[0], mean, sd, paths);
    checks.sd("sd", 100.0 * reported.sd[0], sd, 3.5, paths);
    // Below the mode the density is a normal's of sd 1 scaled by 2/3, above of sd 2 by 4/3: F = ⅔ Φ(x − 2) below and
    // 1 − 4/3 Φ(−(x − 2)/2) above.
    let cdf = |x: f64| {
        let from_mode = 100.0 * x + zero - 2.0;
        if from_mode < 0.0 {
            2.0 / 3.0 * normal_cdf(from_mode)
        } else {
            1.0 - 4.0 / 3.0 * normal_cdf(-from_mode / 2.0)
        }
    };
    quantiles(&mut checks, &summary, "factor.productivity", 0, cdf);
    let growth_cdf = |g: f64| cdf(ln(1.0 + g) - 0.03);
    quantiles(&mut checks, &summary, "gdp.growth", 0, growth_cdf);
    for (p, exact) in inputs(&case, "p").iter().zip(exacts(&case, "quantiles")) {
        assert!(
            (cdf((exact - zero) / 100.0) - p).abs() < 1e-12,
            "the test's own formula"
        );
    }
    if exact_centre == "mode" {
        checks.target(&summary, "factor", 1.0 - exact(&case, "prob_below_mode"));
    } else {
        checks.target(&summary, "factor", 1.0 - cdf(0.0));
    }
    checks
}

#[test]
fn a_two_piece_shock_is_centred_on_its_mode() {
    two_piece(0.01, 0.02, "mode", "mode", 200_000).hold();
}

#[test]
fn a_two_piece_shock_is_centred_on_its_mean() {
    two_piece(0.01, 0.02, "mean", "mean", 200_000).hold();
}

/// A severity with known moments and quantiles.
struct Known {
    id: &'static str,
    severity: String,
    mean: f64,
    variance: f64,
    /// Probabilities and the values not exceeded with them.
    quantiles: Vec<(f64, f64)>,
}

fn pairs(probabilities: Vec<f64>, values: Vec<f64>) -> Vec<(f64, f64)> {
    probabilities.into_iter().zip(values).collect()
}

/// Severities from reference cases.
fn cases_of_severity() -> Vec<Known> {
    let (tri, pert) = (Case::find("DIST-tri"), Case::find("DIST-pert"));
    let (boe, tpn) = (Case::find("TPN-BOE-2023Q2"), Case::find("TPN-plain"));
    let (beta, lognormal) = (Case::find("EXEC-beta"), Case::find("DIST-lognormal-ms"));
    let student = Case::find("AN-student");
    let mut beta_quantiles = vec![(1.0 - exact(&beta, "p_ge_095"), 0.95)];
    beta_quantiles.extend(
        [("q05", 0.05), ("q50", 0.5), ("q95", 0.95)].map(|(key, p)| (p, exact(&beta, key))),
    );
    let median = libm::exp(exact(&lognormal, "mu"));
    // From P10 = 0.9 and P90 = 1.6: mean e^(mu + sigma^2/2), variance (e^(sigma^2) − 1) of its square.
    let (mu, sigma) = (exact(&lognormal, "mu_q"), exact(&lognormal, "sigma_q"));
    let mean = libm::exp(mu + sigma * sigma / 2.0);
    vec![
        Known {
            id: "tri",
            severity: "shape = \"triangular\", low = 2, mode = 3, high = 7".into(),
            mean: exact(&tri, "mean"),
            variance: exact(&tri, "var"),
            quantiles: pairs(inputs(&tri, "p"), exacts(&tri, "q")),
        },
        Known {
            id: "pert",
            severity: "shape = \"pert\", low = 2, mode = 3, high = 7".into(),
            mean: exact(&pert, "mean"),
            variance: exact(&pert, "var"),
            quantiles: pairs(inputs(&pert, "p"), exacts(&pert, "q")),
        },
        Known {
            id: "boe",
            severity: format!(
                "shape = \"two-piece\", mode = 10.79, sd_down = {}, sd_up = {}",
                exact(&boe, "sigma1_below"),
                exact(&boe, "sigma2_above"),
            ),
            mean: exact(&boe, "mean"),
            variance: exact(&boe, "variance"),
            quantiles: pairs(inputs(&boe, "p"), exacts(&boe, "quantiles")),
        },
        Known {
            id: "tpn",
            severity: "shape = \"two-piece\", mode = 2, sd_down = 1, sd_up = 2".into(),
            mean: exact(&tpn, "mean"),
            variance: exact(&tpn, "variance"),
            quantiles: pairs(exacts(&tpn, "cdf"), inputs(&tpn, "x")),
        },
        Known {
            id: "beta",
            severity: "shape = \"beta\", mean = 0.85, sd = 0.12, low = 0, high = 1".into(),
            mean: 0.85,
            variance: 0.0144,
            quantiles: beta_quantiles,
        },
        Known {
            id: "lognormal",
            severity: format!(
                "shape = \"lognormal\", median = {median}, sigma = {}",
                exact(&lognormal, "sigma")
            ),
            mean: 1.2,
            variance: 0.09,
            quantiles: vec![(0.5, median)],
        },
        Known {
            id: "between",
            severity: format!(
                "shape = \"lognormal\", median = {}, sigma = {sigma}",
                libm::exp(mu)
            ),
            mean,
            variance: libm::expm1(sigma * sigma) * mean * mean,
            quantiles: vec![(0.1, 0.9), (0.9, 1.6)],
        },
        Known {
            id: "student",
            severity: "shape = \"student-t\", mean = 0, sd = 1, dof = 5".into(),
            mean: 0.0,
            variance: 1.0,
            quantiles: pairs(vec![0.01, 0.05, 0.95, 0.99], exacts(&student, "q")),
        },
    ]
}

/// Severities that need no reference.
fn plain_severities() -> Vec<Known> {
    vec![
        Known {
            id: "uniform",
            severity: "shape = \"uniform\", low = 0, high = 6".into(),
            mean: 3.0,
            variance: 36.0 / 12.0,
            quantiles: vec![(0.25, 1.5)],
        },
        Known {
            id: "sample",
            severity: "shape = \"empirical\", values = [1, 3, 5, 7]".into(),
            mean: 4.0,
            variance: (9.0 + 1.0 + 1.0 + 9.0) / 4.0,
            quantiles: vec![(0.25, 2.0), (0.75, 5.0)],
        },
        Known {
            id: "normal",
            severity: "shape = \"normal\", mean = 2, sd = 0.5".into(),
            mean: 2.0,
            variance: 0.25,
            quantiles: vec![(normal_cdf(1.0), 2.5)],
        },
    ]
}

/// Distributions as severities of events that always come: the state of the event is the severity.
#[test]
fn severities_have_the_quantiles_of_their_distributions() {
    let mut all = cases_of_severity();
    all.extend(plain_severities());
    let mut text = String::new();
    for Known {
        id,
        severity,
        quantiles,
        ..
    } in &all
    {
        write!(
            text,
            "\n[[event]]\nid = \"{id}\"\nprobability = 1\nseverity = {{ {severity} }}\n"
        )
        .expect("a string takes all that is written to it");
        for (k, (_, value)) in quantiles.iter().enumerate() {
            text += &judged(
                &format!("{id}-{k}"),
                &format!("event.{id}"),
                2024,
                &format!("at_most = {value}"),
            );
        }
    }
    let summary = Plan::paths(MILLION).run_text(&one_sector(2024, "0", &text));
    let mut checks = Checks::default();
    for known in &all {
        let id = known.id;
        for (k, (p, _)) in known.quantiles.iter().enumerate() {
            checks.target(&summary, &format!("{id}-{k}"), *p);
        }
        let found = indicator(&summary, &format!("event.{id}"));
        let sd = known.variance.sqrt();
        checks.mean(
            &format!("mean of {id}"),
            found.mean[0],
            known.mean,
            sd,
            MILLION,
        );
        // Kurtosis 9 is Student's with five degrees of freedom, the greatest here.
        checks.sd(&format!("sd of {id}"), found.sd[0], sd, 9.0, MILLION);
    }
    checks.hold();
}

#[test]
fn histograms_hold_the_share_of_every_bar() {
    // A narrow margin, and one whose tail reaches far beyond the finest bins (which end at 8 of the pilot's standard deviations).
    let paths = MILLION;
    let text = one_sector(
        2024,
        "0",
        &format!(
            r#"
[[event]]
id = "narrow"
probability = 1
severity = {{ shape = "normal", mean = 2, sd = 0.5 }}
[[event]]
id = "long"
probability = 1
severity = {{ shape = "lognormal", median = 1, sigma = 2 }}
{}{}"#,
            judged("narrow", "event.narrow", 2024, "at_least = 2"),
            judged("long", "event.long", 2024, "at_least = 1"),
        ),
    );
    let summary = Plan::paths(paths).run_text(&text);
    let narrow = |x: f64| normal_cdf((x - 2.0) / 0.5);
    let long = |x: f64| {
        if x > 0.0 {
            normal_cdf(ln(x) / 2.0)
        } else {
            0.0
        }
    };
    let mut checks = Checks::default();
    for (id, cdf) in [("narrow", &narrow as &dyn Fn(f64) -> f64), ("long", &long)] {
        let histogram = &target(&summary, id).histogram;
        let bars = histogram.shares.len();
        assert!((20..=81).contains(&bars), "{id}: {bars} bars");
        let shown: f64 = histogram.shares.iter().sum();
        assert!((0.9985..=1.0).contains(&shown), "{id}: {shown}");
        for (k, share) in histogram.shares.iter().enumerate() {
            let low = histogram.low + k as f64 * histogram.width;
            let exact = cdf(low + histogram.width) - cdf(low);
            // A bar that is cut by the ends of what is shown holds whole fine bins all the same.
            checks.probability(&format!("{id} from {low}"), *share, exact, paths);
        }
    }
    checks.hold();
}

#[test]
fn an_events_occurrences_are_as_frequent_as_its_probability() {
    // A severity that is never 0, in years with probabilities of their own: P(h > 0) is the probability, and E h = p E S.
    let paths = 200_000;
    let text = one_sector(
        2026,
        "0",
        &format!(
            r#"
[[event]]
id = "flood"
probability = {{ 2024 = "10%", 2025 = "37%", 2026 = "2%" }}
severity = {{ shape = "triangular", low = 2, mode = 3, high = 7 }}
supply = {{ s1 = "-1%" }}
{}{}{}"#,
            judged("y1", "event.flood", 2024, "at_least = 1"),
            judged("y2", "event.flood", 2025, "at_least = 1"),
            judged("y3", "event.flood", 2026, "at_least = 1"),
        ),
    );
    let summary = Plan::paths(paths).run_text(&text);
    let mut checks = Checks::default();
    for (t, (id, p)) in [("y1", 0.1), ("y2", 0.37), ("y3", 0.02)]
        .into_iter()
        .enumerate()
    {
        checks.target(&summary, id, p);
        // E S = 4, E S² = 7/6 + 16; E h² = p E S².
        let (mean, square) = (4.0 * p, p * (7.0 / 6.0 + 16.0));
        let sd = (square - mean * mean).sqrt();
        checks.mean(
            id,
            indicator(&summary, "event.flood").mean[t],
            mean,
            sd,
            paths,
        );
        // ln GDP loses 1 % of the severity.
        let mut bad = 0.0;
        for (q, values) in &indicator(&summary, "gdp.growth").quantiles {
            let q: f64 = q.parse().expect("a probability");
            bad += f64::from(u8::from(q > p && values[t] < -1e-9));
        }
        assert_eq!(bad, 0.0, "paths without the event do not shrink");
    }
    checks.hold();
}

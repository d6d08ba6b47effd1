//! Intervals and standard errors that mean what they say.

use kapok::analysis::wilson95;
use kapok::numerics::normal_cdf;

use super::{exacts, inputs};
use crate::reference::{Case, matrix};
use crate::support::{Checks, Plan, close, indicator, judged, one_sector, parse, target};

/// MC-CI: intervals of shares that a run can hit exactly: none, one, all but one, and all of ten thousand paths.
#[test]
fn intervals_are_wilsons_also_at_the_edges() {
    let case = Case::find("MC-CI");
    let wilson = matrix(case.expected("wilson95"));
    let shock = "\n[factor.productivity]\nsd = \"2%\"\n";
    let plan = Plan::paths(10_000);
    let first = plan.run_text(&one_sector(2024, "0.03", shock));
    let gdp = indicator(&first, "gdp.real");
    let text = one_sector(
        2024,
        "0.03",
        &format!(
            "{shock}{}{}{}{}",
            judged("none", "gdp.real", 2024, "at_least = 1000"),
            judged(
                "one",
                "gdp.real",
                2024,
                &format!("at_least = {}", gdp.max[0])
            ),
            // A little above the least value, and far less than the distance to the next (met within 1e-7 of the bound).
            judged(
                "but_one",
                "gdp.real",
                2024,
                &format!("at_least = {}", gdp.min[0] + 1e-6)
            ),
            judged("all", "gdp.real", 2024, "at_least = 1"),
        ),
    );
    let summary = plan.run_text(&text);
    for (id, hits, row) in [
        ("none", 0, 0),
        ("one", 1, 1),
        ("but_one", 9_999, 3),
        ("all", 10_000, 4),
    ] {
        let found = target(&summary, id);
        assert_eq!(found.batch_hits.iter().sum::<u64>(), hits, "{id}");
        for (ours, exact) in found.ci95.iter().zip(wilson.row(row)) {
            assert!(
                close(*ours, *exact, 1e-8, 1e-4),
                "{id}: {ours} against {exact}"
            );
        }
    }
    let inputs: Vec<[u64; 2]> = serde_json::from_value(case.input("cases").clone()).expect("pairs");
    for ([hits, n], exact) in inputs.into_iter().zip(wilson.rows()) {
        for (ours, exact) in wilson95(hits, n).iter().zip(exact) {
            assert!(
                close(*ours, *exact, 1e-8, 1e-4),
                "{hits} of {n}: {ours} against {exact}"
            );
        }
    }
}

/// AN-ci-coverage: the share of samples whose interval holds the true probability, summed over the binomial distribution.
#[test]
fn intervals_cover_as_often_as_wilsons_do() {
    let case = Case::find("AN-ci-coverage");
    let pairs = matrix(case.input("n_p"));
    for (input, exact) in pairs.rows().into_iter().zip(exacts(&case, "wilson")) {
        let (n, p) = (input[0], input[1]);
        let mut coverage = 0.0;
        // Binomial probabilities from one to the next: P(k + 1) = P(k) (n − k)/(k + 1) p/(1 − p).
        let mut ln_share = n * libm::log1p(-p);
        for k in 0..=n as u64 {
            let [low, high] = wilson95(k, n as u64);
            if low <= p && p <= high {
                coverage += libm::exp(ln_share);
            }
            let k = k as f64;
            ln_share += libm::log((n - k) / (k + 1.0) * p / (1.0 - p));
        }
        assert!(
            (coverage - exact).abs() < 1e-9,
            "n {n}, p {p}: {coverage} against {exact}"
        );
    }
}

/// The same from outside: a thousand runs of a thousand paths each.
#[test]
fn the_intervals_of_a_thousand_runs_cover_as_often_as_they_should() {
    let case = Case::find("AN-ci-coverage");
    let (often, rarely) = (exacts(&case, "wilson")[0], exacts(&case, "wilson")[5]);
    let floor = |p: f64| {
        let z = kapok::numerics::normal_quantile(p);
        format!("at_most = {}", 0.02 * z)
    };
    let text = one_sector(
        2024,
        "0",
        &format!(
            "\n[factor.productivity]\nsd = \"2%\"\n{}{}",
            judged("often", "factor.productivity", 2024, &floor(0.35)),
            judged("rarely", "factor.productivity", 2024, &floor(0.001)),
        ),
    );
    let scenario = parse(&text);
    let runs = 1000;
    let mut covered = [0.0; 2];
    for seed in 0..runs {
        let summary = Plan::paths(1000).seed(seed).run(&scenario);
        for ((covered, target), p) in covered.iter_mut().zip(&summary.targets).zip([0.35, 0.001]) {
            let [low, high] = target.ci95;
            *covered += f64::from(u8::from(low <= p && p <= high));
        }
    }
    let mut checks = Checks::default();
    checks.probability("p = 0.35", covered[0] / runs as f64, often, runs);
    checks.probability("p = 0.001", covered[1] / runs as f64, rarely, runs);
    checks.hold();
}

/// AN-quantile-ci: over fifty seeds, the distances of reported quantiles from the exact ones have the spread that theory says.
#[test]
fn quantiles_scatter_by_their_standard_error_over_seeds() {
    let case = Case::find("AN-quantile-ci");
    let (probabilities, errors) = (inputs(&case, "p"), exacts(&case, "se_normal"));
    let exact: Vec<f64> = probabilities
        .iter()
        .map(|p| kapok::numerics::normal_quantile(*p))
        .collect();
    let text = one_sector(
        2024,
        "0",
        &format!(
            "\n[factor.productivity]\nsd = 0.02\n{}",
            judged("above", "factor.productivity", 2024, "at_least = -0.01"),
        ),
    );
    let scenario = parse(&text);
    let seeds = 50;
    let mut squares = vec![0.0; probabilities.len()];
    let (mut of_means, mut of_shares) = (0.0, 0.0);
    for seed in 0..seeds {
        let summary = Plan::paths(10_000).seed(seed).run(&scenario);
        let found = indicator(&summary, "factor.productivity");
        for k in 0..probabilities.len() {
            let reported = found.quantiles[&probabilities[k].to_string()][0] / 0.02;
            let z = (reported - exact[k]) / errors[k];
            squares[k] += z * z / seeds as f64;
        }
        let z = found.mean[0] / found.std_error[0];
        of_means += z * z / seeds as f64;
        let above = target(&summary, "above");
        let z = (above.probability - normal_cdf(0.5)) / above.std_error;
        of_shares += z * z / seeds as f64;
    }
    // χ² of 50 degrees of freedom over 50 has sd 0.2; 0.4 to 1.6 are three of it.
    for (what, square) in [("means", of_means), ("shares", of_shares)] {
        assert!((0.6..=1.5).contains(&square), "{what}: {square}");
    }
    for (p, square) in probabilities.iter().zip(&squares) {
        assert!((0.6..=1.5).contains(square), "quantile {p}: {square}");
    }
}

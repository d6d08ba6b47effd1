//! Scenarios whose answers are known exactly, from their text to their summary.
//!
//! Each case is a function that takes the parameters a mistake could change and returns how far the summary is from the exact
//! answers, in standard errors: `mutants.rs` calls them with a wrong parameter. Exact answers come from
//! `tests/reference/cases.json` where it has them.

use kapok::analysis::{compare, wilson95};
use kapok::model::{Seeding, compile};
use kapok::numerics::{ln, normal_cdf};
use kapok::results::Summary;

use crate::reference::{Case, matrix, number, numbers};
use crate::support::{
    Checks, Plan, close, growth, indicator, judged, one_sector, parse, sectors, target,
};

const MILLION: u64 = 1_000_000;

/// An expected number of a reference case.
fn exact(case: &Case, key: &str) -> f64 {
    number(case.expected(key))
}

/// An expected list of a reference case.
fn exacts(case: &Case, key: &str) -> Vec<f64> {
    numbers(case.expected(key))
}

/// An input list of a reference case.
fn inputs(case: &Case, key: &str) -> Vec<f64> {
    numbers(case.input(key))
}

/// Adds the reported quantiles of an indicator: the exact distribution function there is p, but for the error of a share.
fn quantiles(
    checks: &mut Checks,
    summary: &Summary,
    name: &str,
    year: usize,
    cdf: impl Fn(f64) -> f64,
) {
    for (p, values) in &indicator(summary, name).quantiles {
        let exact: f64 = p.parse().expect("quantiles are named by their probability");
        let label = format!("F at the {p} quantile of {name}");
        checks.probability(&label, cdf(values[year]), exact, summary.run.paths);
    }
}

/// AN-lognormal: five years of independent normal log growth; `sd` and the proportional `trend` of a year, the judged `year`.
pub(super) fn lognormal(sd: f64, trend: f64, year: i32, paths: u64) -> Checks {
    let case = Case::find("AN-lognormal");
    let text = one_sector(
        2028,
        &trend.to_string(),
        &format!(
            "\n[factor.productivity]\nsd = {sd}\n{}{}",
            judged("level", "gdp.real", year, "at_least = 115"),
            // 100 · 1.03⁵: an average growth of 3 %.
            judged("average", "gdp.real", year, "at_least = 115.92740743"),
        ),
    );
    let summary = Plan::paths(paths).run_text(&text);
    let t = (year - 2024) as usize;
    let gdp = indicator(&summary, "gdp.real");
    let (mean, spread) = (100.0 * exact(&case, "mean"), 100.0 * exact(&case, "sd"));

    let mut checks = Checks::default();
    checks.target(&summary, "level", exact(&case, "p_target"));
    checks.target(&summary, "average", exact(&case, "p_cagr_ge_3pct"));
    checks.mean("mean", gdp.mean[t], mean, spread, paths);
    // ln GDP has variance v = 5 · 0.02²; a lognormal's kurtosis is e^4v + 2e^3v + 3e^2v − 3 = 3.0322.
    checks.sd("sd", gdp.sd[t], spread, 3.0322, paths);
    let (m, s) = (0.15, 0.002_f64.sqrt());
    let cdf = |x: f64| normal_cdf((ln(x / 100.0) - m) / s);
    quantiles(&mut checks, &summary, "gdp.real", t, cdf);
    for (p, exact) in [0.05, 0.1, 0.5, 0.9, 0.95].iter().zip(exacts(&case, "q")) {
        // The density of x is φ(z)/(x s), so an error δ of the share is one of δ x s/φ(z) in the quantile.
        let z = (ln(exact) - m) / s;
        let density = libm::exp(-z * z / 2.0) / (std::f64::consts::TAU.sqrt() * s * exact);
        let std_error = (p * (1.0 - p) / paths as f64).sqrt() / density;
        let reported = gdp.quantiles[&p.to_string()][t] / 100.0;
        checks.value(&format!("quantile {p}"), reported, exact, std_error);
    }
    // E[(1.15 − GDP)⁺] is the chance of a miss times the mean shortfall of a miss. Its square's mean gives the spread of the
    // shortfall: E[(k − X)⁺²] = k² Φ(d) − 2 k e^(m+v/2) Φ(d − s) + e^(2m+2v) Φ(d − 2s), d = (ln k − m)/s.
    let (k, v) = (1.15, s * s);
    let d = (ln(k) - m) / s;
    let square = k * k * normal_cdf(d) - 2.0 * k * libm::exp(m + v / 2.0) * normal_cdf(d - s)
        + libm::exp(2.0 * m + 2.0 * v) * normal_cdf(d - 2.0 * s);
    let missed = 1.0 - exact(&case, "p_target");
    let short = exact(&case, "expected_gap") / missed;
    let spread = (square / missed - short * short).sqrt();
    let misses = (missed * paths as f64) as u64;
    let reported = target(&summary, "level").mean_shortfall.expect("some miss") / 100.0;
    checks.mean("mean shortfall", reported, short, spread, misses);
    checks
}

#[test]
fn five_years_of_normal_growth_have_the_lognormal_answers() {
    lognormal(0.02, growth(0.03), 2028, MILLION).hold();
}

/// The means of AN-ar1's years as a trend.
fn ar1_trend(case: &Case) -> String {
    let means = exacts(case, "mean");
    let years: Vec<String> = (2024..)
        .zip(&means)
        .map(|(year, mean)| format!("{year} = {}", growth(*mean)))
        .collect();
    format!("{{ {} }}", years.join(", "))
}

/// AN-ar1: growth that returns to its mean; the sum of five years.
pub(super) fn autoregression(persistence: f64, paths: u64) -> Checks {
    let case = Case::find("AN-ar1");
    let floor = 100.0 * libm::exp(0.17);
    let text = one_sector(
        2028,
        &ar1_trend(&case),
        &format!(
            "\n[factor.productivity]\nsd = 0.015\npersistence = {persistence}\n{}",
            judged("sum", "gdp.real", 2028, &format!("at_least = {floor}")),
        ),
    );
    let summary = Plan::paths(paths).run_text(&text);
    let mut checks = Checks::default();
    checks.target(&summary, "sum", exact(&case, "p_sum"));
    let (means, variances) = (exacts(&case, "mean"), exacts(&case, "var"));
    let yearly = indicator(&summary, "gdp.growth");
    for t in 0..5 {
        // 1 + growth is lognormal.
        let (m, v) = (means[t], variances[t]);
        let level = libm::exp(m + v / 2.0);
        let sd = level * libm::expm1(v).sqrt();
        checks.mean(
            &format!("mean of year {t}"),
            yearly.mean[t],
            level - 1.0,
            sd,
            paths,
        );
        checks.sd(&format!("sd of year {t}"), yearly.sd[t], sd, 3.01, paths);
    }
    let (m, s) = (exact(&case, "sum_mean"), exact(&case, "sum_var").sqrt());
    quantiles(&mut checks, &summary, "gdp.real", 4, |x| {
        normal_cdf((ln(x / 100.0) - m) / s)
    });
    checks
}

#[test]
fn growth_that_returns_to_its_mean_has_the_autoregressive_answers() {
    autoregression(0.6, MILLION).hold();
}

/// AN-everyyear: the same growth above 2 log points in every one of the five years.
pub(super) fn every_year(persistence: f64, paths: u64) -> Checks {
    /// The five-variate normal integral, also found by a recursion over the years on a grid; were the years independent, it would
    /// be 0.3346.
    const TOGETHER: f64 = 0.485_284_124_568;
    let case = Case::find("AN-ar1");
    let floor = format!("at_least = {}", growth(0.02));
    let targets: String = (2024..=2028)
        .map(|year| judged(&format!("y{year}"), "gdp.growth", year, &floor))
        .collect();
    let text = one_sector(
        2028,
        &ar1_trend(&case),
        &format!("\n[factor.productivity]\nsd = 0.015\npersistence = {persistence}\n{targets}"),
    );
    let summary = Plan::paths(paths).run_text(&text);
    let mut checks = Checks::default();
    let joint = summary.joint.as_ref().expect("there are targets");
    checks.probability("every year", joint.probability, TOGETHER, paths);
    for ((target, m), v) in summary
        .targets
        .iter()
        .zip(exacts(&case, "mean"))
        .zip(exacts(&case, "var"))
    {
        let exact = normal_cdf((m - 0.02) / v.sqrt());
        checks.probability(&target.id, target.probability, exact, paths);
    }
    let counted: f64 = joint.count.iter().sum();
    assert!((counted - 1.0).abs() < 1e-12, "{counted}");
    checks
}

#[test]
fn a_target_in_every_year_has_the_joint_probability_of_dependent_years() {
    every_year(0.6, MILLION).hold();
}

/// AN-jump: normal growth, and in some years a jump.
pub(super) fn jump(probability: f64, effect: &str, year: i32, paths: u64) -> Checks {
    let case = Case::find("AN-jump");
    let text = one_sector(
        2028,
        &growth(0.03).to_string(),
        &format!(
            r#"
[factor.productivity]
sd = "2%"

[[event]]
id = "jump"
probability = {probability}
severity = {{ shape = "fixed", value = 1 }}
{effect}
{}{}"#,
            judged("level", "gdp.real", year, "at_least = 110"),
            judged(
                "tenth",
                "gdp.real",
                year,
                &format!("at_most = {}", 100.0 * exact(&case, "q10")),
            ),
        ),
    );
    let summary = Plan::paths(paths).run_text(&text);
    let gdp = indicator(&summary, "gdp.real");
    let t = (year - 2024) as usize;
    let mut checks = Checks::default();
    checks.target(&summary, "level", exact(&case, "p_target"));
    checks.target(&summary, "tenth", 0.1);
    // E[GDP²] = E[e^2g]⁵, with E[e^2g] = e^(0.06 + 2·0.02²) (0.9 + 0.1 e^−0.12): the spread of GDP.
    let mean = exact(&case, "mean_gdp");
    let square = libm::pow(libm::exp(0.0608) * (0.9 + 0.1 * libm::exp(-0.12)), 5.0);
    let sd = (square - mean * mean).sqrt();
    checks.mean("mean", gdp.mean[t] / 100.0, mean, sd, paths);
    checks.sd("sd", gdp.sd[t] / 100.0, sd, 3.2, paths);
    // Of five years, k have the jump: a mixture of six normals.
    let cdf = |x: f64| {
        let of = |k: f64, ways: f64| {
            let weight = ways * libm::pow(0.1, k) * libm::pow(0.9, 5.0 - k);
            weight * normal_cdf((ln(x / 100.0) - 0.15 + 0.06 * k) / 0.002_f64.sqrt())
        };
        (0..=5)
            .zip([1.0, 5.0, 10.0, 10.0, 5.0, 1.0])
            .map(|(k, ways)| of(f64::from(k), ways))
            .sum()
    };
    quantiles(&mut checks, &summary, "gdp.real", t, cdf);
    checks
}

#[test]
fn a_jump_in_some_years_gives_a_mixture() {
    jump(0.1, "effect = { productivity = \"-6%\" }", 2028, MILLION).hold();
}

#[test]
fn a_jump_of_supply_is_the_same_jump() {
    jump(0.1, "supply = { s1 = \"-6%\" }", 2028, 200_000).hold();
}

/// AN-student: one year of a heavy-tailed shock with a standard deviation of 2 %.
pub(super) fn student(dof: f64, paths: u64) -> Checks {
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

/// AN-equicorr: six sectors, each with a target of probability Φ(½) = 0.6915, whose growths correlate by `correlation`: a common
/// shock of variance ρσ² and an own one of (1 − ρ)σ².
pub(super) fn equicorrelated(correlation: f64, exact: &[f64; 7], paths: u64) -> Checks {
    let sd = 0.03;
    let common = (correlation * sd * sd).sqrt();
    let own = ((1.0 - correlation) * sd * sd).sqrt();
    let floor = format!("at_least = {}", growth(0.03 - 0.5 * sd));
    let targets: String = (1..=6)
        .map(|k| {
            judged(
                &format!("t{k}"),
                &format!("sector.s{k}.growth"),
                2024,
                &floor,
            )
        })
        .collect();
    let factor = if common > 0.0 {
        format!("\n[factor.productivity]\nsd = {common}\n")
    } else {
        String::new()
    };
    let text = sectors(
        2024,
        &growth(0.03).to_string(),
        6,
        &format!("supply_sd = {own}"),
        &(factor + &targets),
    );
    let summary = Plan::paths(paths).run_text(&text);
    let joint = summary.joint.as_ref().expect("there are targets");
    let mut checks = Checks::default();
    for target in &summary.targets {
        checks.probability(&target.id, target.probability, normal_cdf(0.5), paths);
    }
    checks.probability("all", joint.probability, exact[6], paths);
    for (k, exact) in exact.iter().enumerate() {
        checks.probability(&format!("exactly {k}"), joint.count[k], *exact, paths);
    }
    let four: f64 = joint.count[4..].iter().sum();
    checks.probability("four or more", four, exact[4..].iter().sum(), paths);
    checks
}

/// Chances that exactly 0 … 6 of the six are met at ρ = 0.3: ∫ φ(z) C(6, k) p(z)ᵏ (1 − p(z))⁶⁻ᵏ dz, with
/// p(z) = Φ((½ + √ρ z)/√(1 − ρ)). All together 0.2349, four or more 0.6857.
pub(super) const SIX_TARGETS: [f64; 7] = [
    0.018_362_934_458_656,
    0.051_069_606_515_793,
    0.095_807_109_883_827,
    0.149_126_665_358_879,
    0.204_325_738_397_196,
    0.246_439_680_618_684,
    0.234_868_264_766_965,
];

#[test]
fn six_targets_with_a_common_shock_are_met_together_as_often_as_they_should() {
    equicorrelated(0.3, &SIX_TARGETS, MILLION).hold();
}

#[test]
fn six_independent_targets_are_met_together_by_the_product() {
    let p = normal_cdf(0.5);
    let ways = [1.0, 6.0, 15.0, 20.0, 15.0, 6.0, 1.0];
    let exact = std::array::from_fn(|k| {
        ways[k] * libm::pow(p, k as f64) * libm::pow(1.0 - p, 6.0 - k as f64)
    });
    equicorrelated(0.0, &exact, 200_000).hold();
}

/// TARGET-poisbin: four independent targets of unequal probability.
#[test]
fn unequal_targets_are_counted_by_the_poisson_binomial() {
    let case = Case::find("TARGET-poisbin");
    let paths = 200_000;
    let targets: String = inputs(&case, "p")
        .iter()
        .zip(1..)
        .map(|(p, k)| {
            // P(0.03 + 0.02 ε ≥ 0.03 − 0.02 Φ⁻¹(p)) = p.
            let floor = growth(0.03 - 0.02 * kapok::numerics::normal_quantile(*p));
            let indicator = format!("sector.s{k}.growth");
            judged(
                &format!("t{k}"),
                &indicator,
                2024,
                &format!("at_least = {floor}"),
            )
        })
        .collect();
    let trend = growth(0.03).to_string();
    let text = sectors(2024, &trend, 4, "supply_sd = 0.02", &targets);
    let summary = Plan::paths(paths).run_text(&text);
    let joint = summary.joint.expect("there are targets");
    let mut checks = Checks::default();
    for (k, exact) in exacts(&case, "pmf").iter().enumerate() {
        checks.probability(&format!("exactly {k}"), joint.count[k], *exact, paths);
    }
    checks.hold();
}

/// EXEC-beta: a category that is one pipeline, executed at a rate that is beta distributed.
pub(super) fn execution(mean: f64, paths: u64) -> Checks {
    let case = Case::find("EXEC-beta");
    let at_most = |key: &str| format!("at_most = {}", 100.0 * exact(&case, key));
    let text = one_sector(
        2024,
        "0",
        &format!(
            r#"
[investment.works]
base = 100
growth = 0
formation = 0

[[pipeline]]
id = "works"
category = "works"
planned = {{ 2024 = 100 }}
execution = {{ shape = "beta", mean = {mean}, sd = 0.12, low = 0, high = 1 }}
{}{}{}{}"#,
            judged("q05", "fai.works", 2024, &at_most("q05")),
            judged("q50", "fai.total", 2024, &at_most("q50")),
            judged("q95", "fai.works", 2024, &at_most("q95")),
            judged("most", "fai.works.growth", 2024, "at_least = \"-5%\""),
        ),
    );
    let summary = Plan::paths(paths).run_text(&text);
    let spent = indicator(&summary, "fai.works");
    let mut checks = Checks::default();
    for (id, exact) in [("q05", 0.05), ("q50", 0.5), ("q95", 0.95)] {
        checks.target(&summary, id, exact);
    }
    checks.target(&summary, "most", exact(&case, "p_ge_095"));
    checks.mean("mean", spent.mean[0], 85.0, 12.0, paths);
    // Beta(6.676, 1.178): kurtosis 4.1.
    checks.sd("sd", spent.sd[0], 12.0, 4.1, paths);
    assert_eq!(
        spent.central[0], 100.0,
        "the central path executes the plan"
    );
    checks
}

#[test]
fn a_pipeline_that_is_its_whole_category_spends_by_its_execution_rate() {
    execution(0.85, MILLION).hold();
}

/// TPN-plain, in per cent: a two-piece shock with its mode or its mean at zero.
pub(super) fn two_piece(
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

/// COP-gauss: the chance that two correlated shocks are both above their median, ¼ + asin ρ / 2π.
pub(super) fn orthant(correlation: f64, exact: f64, paths: u64) -> Checks {
    let text = one_sector(
        2024,
        &growth(0.03).to_string(),
        &format!(
            r#"
[factor.productivity]
sd = "2%"

[factor.prices]
shape = "student-t"
dof = 4
sd = "1%"

[correlation]
productivity = {{ prices = {correlation} }}
{}{}"#,
            judged(
                "growth",
                "gdp.growth",
                2024,
                &format!("at_least = {}", growth(0.03))
            ),
            judged("prices", "inflation", 2024, "at_least = 0"),
        ),
    );
    let summary = Plan::paths(paths).run_text(&text);
    let joint = summary.joint.as_ref().expect("there are targets");
    let mut checks = Checks::default();
    checks.target(&summary, "growth", 0.5);
    checks.target(&summary, "prices", 0.5);
    checks.probability("both", joint.probability, exact, paths);
    checks.probability("neither", joint.count[0], exact, paths);
    checks
}

#[test]
fn correlated_shocks_are_both_good_as_often_as_they_should() {
    let case = Case::find("COP-gauss");
    for (rho, exact) in inputs(&case, "rho").iter().zip(exacts(&case, "orthant")) {
        orthant(*rho, exact, 200_000).hold();
    }
}

#[test]
fn an_uncertain_trend_is_held_for_the_whole_horizon() {
    // ln GDP_t = Σ (0.03 + b) + Σ e: sd √(t² 0.01² + t 0.02²), and the correlation of any two years' growth is 0.01²/(0.01² + 0.02²).
    let paths = 200_000;
    let text = one_sector(
        2028,
        &growth(0.03).to_string(),
        "\n[factor.productivity]\nsd = \"2%\"\n",
    )
    .replace(
        "anchor = \"trend\"",
        "anchor = \"trend\"\ntrend_sd = \"1%\"",
    );
    let summary = Plan::paths(paths).run_text(&text);
    let mut checks = Checks::default();
    for t in 0..5 {
        let years = (t + 1) as f64;
        let s = (years * years * 1e-4 + years * 4e-4).sqrt();
        let cdf = |x: f64| normal_cdf((ln(x / 100.0) - 0.03 * years) / s);
        quantiles(&mut checks, &summary, "gdp.real", t, cdf);
        let level = 100.0 * libm::exp(0.03 * years + s * s / 2.0);
        let sd = level * libm::expm1(s * s).sqrt();
        checks.mean(
            &format!("mean {t}"),
            indicator(&summary, "gdp.real").mean[t],
            level,
            sd,
            paths,
        );
        checks.sd(
            &format!("sd {t}"),
            indicator(&summary, "gdp.real").sd[t],
            sd,
            3.2,
            paths,
        );
    }
    checks.hold();
}

/// A revision of the base: a lognormal factor of log sd `sigma` on published levels.
pub(super) fn revision(sigma: f64, paths: u64) -> Checks {
    let trend = growth(0.03).to_string();
    let shock = "\n[factor.productivity]\nsd = \"2%\"\n";
    let plain = Plan::paths(paths).run_text(&one_sector(2026, &trend, shock));
    let revised = one_sector(2026, &trend, shock).replace(
        "anchor = \"trend\"",
        &format!("anchor = \"trend\"\nrevision = {{ shape = \"lognormal\", median = 1, sigma = {sigma} }}"),
    );
    let revised = Plan::paths(paths).run_text(&revised);
    let mut checks = Checks::default();
    for t in 0..3 {
        let years = (t + 1) as f64;
        let s = (years * 4e-4 + 9e-4).sqrt();
        let cdf = |x: f64| normal_cdf((ln(x / 100.0) - 0.03 * years) / s);
        quantiles(&mut checks, &revised, "gdp.nominal", t, cdf);
        quantiles(&mut checks, &revised, "sector.s1.gross_output", t, |x| {
            cdf(0.4 * x)
        });
        let level = 100.0 * libm::exp(0.03 * years + s * s / 2.0);
        let sd = level * libm::expm1(s * s).sqrt();
        let reported = indicator(&revised, "gdp.nominal").sd[t];
        checks.sd(&format!("sd {t}"), reported, sd, 3.1, paths);
    }
    for (name, found) in &plain.indicators {
        let same = found == indicator(&revised, name);
        let published = name == "gdp.nominal" || name.ends_with("gross_output");
        assert!(
            same != published,
            "{name}: a revision moves published levels and nothing else"
        );
    }
    checks
}

#[test]
fn a_revision_moves_published_levels_and_no_growth() {
    revision(0.03, 200_000).hold();
}

/// TTB: capital that is built over three years, from plans executed at a different rate each year.
#[test]
fn what_is_spent_becomes_capital_by_the_gestation_profile() {
    let case = Case::find("TTB");
    let (planned, executed) = (inputs(&case, "planned"), inputs(&case, "execution"));
    let base = 100.0;
    let mut before = base;
    let (mut growths, mut pipelines) = (Vec::new(), String::new());
    for ((year, plan), rate) in (2024..).zip(&planned).zip(&executed) {
        growths.push(format!("{year} = {}", plan / before - 1.0));
        before = *plan;
        pipelines += &format!(
            "\n[[pipeline]]\nid = \"y{year}\"\ncategory = \"works\"\nplanned = {{ {year} = {plan} }}\n\
             execution = {{ shape = \"fixed\", value = {rate} }}\ncarry = 0\n"
        );
    }
    let text = one_sector(
        2029,
        "0",
        &format!(
            "\n[model]\ngestation = [0.2, 0.5, 0.3]\n\n[investment.works]\nbase = {base}\ngrowth = {{ {} }}\n{pipelines}",
            growths.join(", "),
        ),
    )
    .replace("depreciation = 0", "depreciation = 0.05")
    // 1000 of capital for 100 of value added.
    .replace("capital_output_ratio = 3", "capital_output_ratio = 10");
    let summary = Plan::paths(16).all_indicators().run_text(&text);
    // The case starts from nothing; here the base year and the year before it (no trend: the same) built 100 each, of which 50 + 30
    // enter in the first year and 30 in the second.
    let mut additions = exacts(&case, "additions");
    additions[0] += 0.8 * base;
    additions[1] += 0.3 * base;
    let reported = indicator(&summary, "sector.s1.capital");
    let mut capital = 1000.0;
    for (t, added) in additions.iter().enumerate() {
        capital = 0.95 * capital + added;
        assert!(
            close(reported.mean[t], capital, 1e-12, 0.0),
            "year {t}: {} against {capital}",
            reported.mean[t]
        );
        assert_eq!(reported.sd[t], 0.0);
    }
    // From the third year on the case's own recursion must come out: K_t less what is left of the difference at the end of the second.
    let theirs = exacts(&case, "K");
    for t in 2..6 {
        let left = (reported.mean[1] - theirs[1]) * libm::pow(0.95, (t - 1) as f64);
        assert!(
            close(reported.mean[t] - left, theirs[t], 1e-12, 0.0),
            "year {t}"
        );
    }
}

/// IO-MB-2sector: output that a new final demand calls for, with capacity never short.
#[test]
fn new_final_demand_calls_for_the_leontief_output() {
    let case = Case::find("IO-MB-2sector");
    // x = (1000, 2000) and A of the book; value added 650 and 1400. Final demand (350, 1700), all of it sales outside, is moved to
    // (600, 1500) by two certain events. With utilisation 0.05 and ρ = 8 the short side differs from demand by 0.05⁸/8 = 5e-12.
    let text = format!(
        r#"
schema = 1
id = "two-sectors"
base_year = 2023
horizon = 2024

[region.plain]
gdp = 2050
anchor = "trend"
trend = 0

[defaults.sector]
capital_output_ratio = 3
capital_share = 0.4
depreciation = 0
utilisation = 0.05

[[sector]]
id = "s1"
value_added = 650
value_added_ratio = 0.65

[[sector]]
id = "s2"
value_added = 1400
value_added_ratio = 0.7

[io]
s1 = {{ s1 = 0.15, s2 = 0.2 }}
s2 = {{ s1 = 0.25, s2 = 0.05 }}

[[event]]
id = "turn"
probability = 1
severity = {{ shape = "fixed", value = 1 }}
outside_demand = {{ s1 = {}, s2 = {} }}

[run]
paths = 16
seed = 1
"#,
        ln(600.0 / 350.0),
        ln(1500.0 / 1700.0),
    );
    let scenario = parse(&text);
    let accounts = compile(&scenario, Seeding::All)
        .expect("it compiles")
        .accounts;
    for (i, row) in matrix(case.expected("L")).rows().into_iter().enumerate() {
        for (j, exact) in row.iter().enumerate() {
            assert!(
                close(accounts.leontief[[i, j]], *exact, 1e-12, 0.0),
                "L {i} {j}"
            );
        }
    }
    let summary = Plan::paths(16).run(&scenario);
    for (sector, exact) in ["s1", "s2"].iter().zip(exacts(&case, "x_new")) {
        let found = indicator(&summary, &format!("sector.{sector}.gross_output")).mean[0];
        assert!(
            close(found, exact, 1e-10, 0.0),
            "{sector}: {found} against {exact}"
        );
    }
}

/// Distributions with known quantiles as severities of events that always come: the state of the event is the severity.
#[test]
fn severities_have_the_quantiles_of_their_distributions() {
    let paths = 200_000;
    let (tri, pert, boe, beta, tpn) = (
        Case::find("DIST-tri"),
        Case::find("DIST-pert"),
        Case::find("TPN-BOE-2023Q2"),
        Case::find("EXEC-beta"),
        Case::find("TPN-plain"),
    );
    let lognormal = Case::find("DIST-lognormal-ms");
    let mut text = String::new();
    let mut known: Vec<(String, f64)> = Vec::new();
    let mut moments: Vec<(&str, f64, f64)> = Vec::new();
    let mut add = |id: &'static str,
                   severity: &str,
                   mean: f64,
                   variance: f64,
                   p: &[f64],
                   q: &[f64]| {
        text += &format!(
            "\n[[event]]\nid = \"{id}\"\nprobability = 1\nseverity = {{ {severity} }}\neffect = {{ demand = 0.01 }}\n"
        );
        for (k, (p, q)) in p.iter().zip(q).enumerate() {
            let target = format!("{id}-{k}");
            let indicator = format!("event.{id}");
            text += &judged(&target, &indicator, 2024, &format!("at_most = {q}"));
            known.push((target, *p));
        }
        moments.push((id, mean, variance));
    };
    add(
        "tri",
        "shape = \"triangular\", low = 2, mode = 3, high = 7",
        exact(&tri, "mean"),
        exact(&tri, "var"),
        &inputs(&tri, "p"),
        &exacts(&tri, "q"),
    );
    add(
        "pert",
        "shape = \"pert\", low = 2, mode = 3, high = 7",
        exact(&pert, "mean"),
        exact(&pert, "var"),
        &inputs(&pert, "p"),
        &exacts(&pert, "q"),
    );
    add(
        "boe",
        &format!(
            "shape = \"two-piece\", mode = 10.79, sd_down = {}, sd_up = {}",
            exact(&boe, "sigma1_below"),
            exact(&boe, "sigma2_above"),
        ),
        exact(&boe, "mean"),
        exact(&boe, "variance"),
        &inputs(&boe, "p"),
        &exacts(&boe, "quantiles"),
    );
    add(
        "tpn",
        "shape = \"two-piece\", mode = 2, sd_down = 1, sd_up = 2",
        exact(&tpn, "mean"),
        exact(&tpn, "variance"),
        &exacts(&tpn, "cdf"),
        &inputs(&tpn, "x"),
    );
    add(
        "beta",
        "shape = \"beta\", mean = 0.85, sd = 0.12, low = 0, high = 1",
        0.85,
        0.0144,
        &[0.05, 0.5, 0.95, 1.0 - exact(&beta, "p_ge_095")],
        &[
            exact(&beta, "q05"),
            exact(&beta, "q50"),
            exact(&beta, "q95"),
            0.95,
        ],
    );
    // Mean 1.2 and sd 0.3 of the lognormal itself.
    add(
        "lognormal",
        &format!(
            "shape = \"lognormal\", median = {}, sigma = {}",
            libm::exp(exact(&lognormal, "mu")),
            exact(&lognormal, "sigma"),
        ),
        1.2,
        0.09,
        &[0.5],
        &[libm::exp(exact(&lognormal, "mu"))],
    );
    // P10 = 0.9 and P90 = 1.6.
    let (mu, sigma): (f64, f64) = (exact(&lognormal, "mu_q"), exact(&lognormal, "sigma_q"));
    let (mean, variance) = (
        libm::exp(mu + sigma * sigma / 2.0),
        libm::expm1(sigma * sigma),
    );
    add(
        "between",
        &format!(
            "shape = \"lognormal\", median = {}, sigma = {sigma}",
            libm::exp(mu)
        ),
        mean,
        variance * mean * mean,
        &[0.1, 0.9],
        &[0.9, 1.6],
    );
    // Mean 3, variance 36/12; P(X ≤ 1.5) = ¼.
    add(
        "uniform",
        "shape = \"uniform\", low = 0, high = 6",
        3.0,
        3.0,
        &[0.25],
        &[1.5],
    );
    // Three values out of four at or below 5: mean 4, variance (9 + 1 + 1 + 9 + …): (1,3,5,7) → 5.
    add(
        "sample",
        "shape = \"empirical\", values = [1, 3, 5, 7]",
        4.0,
        5.0,
        &[0.25, 0.75],
        &[2.0, 5.0],
    );
    add(
        "normal",
        "shape = \"normal\", mean = 2, sd = 0.5",
        2.0,
        0.25,
        &[normal_cdf(1.0)],
        &[2.5],
    );
    let student = Case::find("AN-student");
    add(
        "student",
        "shape = \"student-t\", mean = 0, sd = 1, dof = 5",
        0.0,
        1.0,
        &[0.01, 0.05, 0.95, 0.99],
        &exacts(&student, "q"),
    );

    let text = one_sector(2024, "0", &format!("\n[factor.demand]\nsd = 0\n{text}"));
    let summary = Plan::paths(paths).all_indicators().run_text(&text);
    let mut checks = Checks::default();
    for (id, exact) in &known {
        checks.target(&summary, id, *exact);
    }
    for (id, mean, variance) in moments {
        let found = indicator(&summary, &format!("event.{id}"));
        let sd = variance.sqrt();
        checks.mean(&format!("mean of {id}"), found.mean[0], mean, sd, paths);
        // Kurtosis 9 is Student's with five degrees of freedom, the greatest here.
        checks.sd(&format!("sd of {id}"), found.sd[0], sd, 9.0, paths);
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

/// AN-es: how far the worst tenth falls below the tenth percentile.
#[test]
fn the_mean_shortfall_is_the_expected_shortfall() {
    let case = Case::find("AN-es");
    let (quantile, tail) = (exact(&case, "var10"), exact(&case, "es10"));
    // The case's normal has mean 0.03, a factor's is 0.
    let floor = format!("at_least = {}", quantile - 0.03);
    let text = one_sector(
        2024,
        "0",
        &format!(
            "\n[factor.productivity]\nsd = \"2%\"\n{}",
            judged("tail", "factor.productivity", 2024, &floor)
        ),
    );
    let summary = Plan::paths(MILLION).run_text(&text);
    let mut checks = Checks::default();
    checks.target(&summary, "tail", 0.9);
    let found = target(&summary, "tail")
        .mean_shortfall
        .expect("one in ten misses");
    // Of a normal's tail below z = −1.2816: variance 1 − λ(λ + z) = 0.169 with λ = φ(z)/0.1 = 1.755.
    let sd = 0.02 * 0.169_f64.sqrt();
    checks.mean("shortfall", found, quantile - tail, sd, MILLION / 10);
    checks.hold();
}

const RECORD: [(f64, f64); 6] = [
    (0.08, 0.086),
    (0.075, 0.081),
    (0.075, 0.052),
    (0.07, 0.061),
    (0.055, 0.027),
    (0.06, 0.066),
];

/// A region anchored at its record; the standard deviation that first-year growth is checked against is `factor` times the right one.
pub(super) fn record(factor: f64, paths: u64) -> Checks {
    let rows: Vec<String> = RECORD
        .iter()
        .zip(2016..)
        .map(|((target, actual), year)| {
            format!("{{ year = {year}, target = {target}, actual = {actual} }}")
        })
        .collect();
    let text = one_sector(
        2025,
        "0.05",
        &format!(
            "\n[factor.productivity]\nsd = \"1%\"\n{}seed = true\n",
            judged("growth", "gdp.growth", 2024, "at_least = 0.06"),
        ),
    )
    .replace(
        "anchor = \"trend\"",
        &format!(
            "anchor = \"record\"\nshrink = 2\nrecord = [{}]",
            rows.join(", ")
        ),
    );
    let summary = Plan::paths(paths).run_text(&text);
    // Errors 0.6, 0.6, −2.3, −0.9, −2.8, 0.6 points: mean −0.7; six of them shrunk by 6/8.
    let n = RECORD.len() as f64;
    let errors = RECORD.map(|(target, actual)| actual - target);
    let mean = errors.iter().sum::<f64>() / n;
    assert!((mean + 0.007).abs() < 1e-12);
    let s = (errors.iter().map(|e| (e - mean) * (e - mean)).sum::<f64>() / (n - 1.0)).sqrt();
    let wanted = factor * s * (1.0 + 1.0 / n).sqrt();
    let found = indicator(&summary, "gdp.growth");
    assert!(
        close(found.central[0], 0.06 + 0.75 * mean, 1e-12, 0.0),
        "{}",
        found.central[0]
    );
    let mut checks = Checks::default();
    // λ fits the sd of the first 131,072 paths: an error of theirs beside that of all paths.
    let pilot = 131_072_f64;
    let error = (1.0 / (2.0 * paths as f64) + 1.0 / (2.0 * pilot)).sqrt();
    checks.value("sd", found.sd[0], wanted, wanted * error);
    checks
}

#[test]
fn first_year_growth_is_as_uncertain_as_the_record_predicts() {
    record(1.0, MILLION).hold();
}

#[test]
fn on_the_pilots_own_paths_the_records_spread_is_exact() {
    // λ is found on the first 131,072 keyed paths: a run of just these has the record's sd, but for the fixed-point sums.
    let error = (1.0_f64 / (2.0 * 131_072.0) + 1.0 / (2.0 * 131_072.0)).sqrt();
    let z = record(1.0, 131_072).worst();
    assert!(z * error < 1e-9, "{z}");
}

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

#[test]
fn two_variants_differ_by_their_exact_difference() {
    // A trend one point higher on the same draws: every path's ln GDP is 5 · ln(1.04/1.03) higher, and the two probabilities are normal
    // integrals with a known difference, Φ(d₂) − Φ(d₁) with dᵢ = (5 ln(1 + gᵢ) − ln 1.15)/(0.02 √5).
    let run = |trend: f64| {
        Plan::paths(MILLION / 5).run_text(&one_sector(
            2028,
            &trend.to_string(),
            &format!(
                "\n[factor.productivity]\nsd = \"2%\"\n{}",
                judged("level", "gdp.real", 2028, "at_least = 115")
            ),
        ))
    };
    let (a, b) = (run(0.03), run(0.04));
    let exact = |trend: f64| normal_cdf((5.0 * libm::log1p(trend) - ln(1.15)) / 0.002_f64.sqrt());
    let comparison = compare(&a, &b);
    assert!(comparison.paired);
    let found = &comparison.targets[0];
    let wanted = exact(0.04) - exact(0.03);
    // Half a 95 % interval is 2.04 standard errors of 31 degrees of freedom.
    let z = (found.difference - wanted) / (found.half_width / 2.04);
    assert!(
        z.abs() < Checks::THRESHOLD,
        "{} against {wanted}: {z}",
        found.difference
    );
    // The difference is a binomial share p of paths between the two floors: its error is √(p(1 − p)/n).
    let binomial = (wanted * (1.0 - wanted) / (MILLION / 5) as f64).sqrt();
    let ratio = found.half_width / 2.04 / binomial;
    assert!((0.5..1.6).contains(&ratio), "{ratio}");
}

//! Growth of one sector: sums of shocks over years, with and without memory, jumps, an uncertain trend, a revised base.

use kapok::analysis::compare;
use kapok::numerics::{ln, normal_cdf};

use super::{MILLION, exact, exacts, quantiles};
use crate::reference::Case;
use crate::support::{Checks, Plan, growth, indicator, judged, one_sector, target};

/// AN-lognormal: five years of independent normal log growth; `sd` and the proportional `trend` of a year, the judged `year`.
pub(crate) fn lognormal(sd: f64, trend: f64, year: i32, paths: u64) -> Checks {
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
pub(crate) fn autoregression(persistence: f64, paths: u64) -> Checks {
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
pub(crate) fn every_year(persistence: f64, paths: u64) -> Checks {
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
pub(crate) fn jump(probability: f64, effect: &str, year: i32, paths: u64) -> Checks {
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

#[test]
fn an_event_too_rare_for_the_pilot_still_counts_in_full() {
    // One year in ten thousand: none among the first 512 paths, on which the statistics lay their grid. Everything else is constant.
    let p = 1e-4;
    let text = one_sector(
        2024,
        &growth(0.03).to_string(),
        &format!(
            r#"
[[event]]
id = "meteor"
probability = {p}
severity = {{ shape = "uniform", low = 500, high = 1500 }}
supply = {{ s1 = -0.002 }}
{}{}"#,
            judged("calm", "event.meteor", 2024, "at_most = 0"),
            judged("level", "gdp.real", 2024, "at_least = 100"),
        ),
    );
    let summary = Plan::paths(MILLION).run_text(&text);
    let mut checks = Checks::default();
    checks.target(&summary, "calm", 1.0 - p);
    checks.target(&summary, "level", 1.0 - p);
    // E S = 1000, E S² = 1000² + 1000²/12; of 100 events or so, so the kurtosis is that of rare jumps, about 1.3/p.
    let event = indicator(&summary, "event.meteor");
    let (mean, square) = (1000.0 * p, (1e6 + 1e6 / 12.0) * p);
    let sd = (square - mean * mean).sqrt();
    checks.mean("mean state", event.mean[0], mean, sd, MILLION);
    checks.sd("sd of the state", event.sd[0], sd, 1.3 / p, MILLION);
    // Of GDP e^−0.002 S is left: with S uniform on 500 … 1500, E e^−kS = (e^−500k − e^−1500k)/1000k.
    let left = |k: f64| (libm::exp(-500.0 * k) - libm::exp(-1500.0 * k)) / (1000.0 * k);
    let calm = 100.0 * libm::exp(0.03);
    let mean = calm * (1.0 - p + p * left(0.002));
    let square = calm * calm * (1.0 - p + p * left(0.004));
    let sd = (square - mean * mean).sqrt();
    let gdp = indicator(&summary, "gdp.real");
    checks.mean("mean of GDP", gdp.mean[0], mean, sd, MILLION);
    checks.sd("sd of GDP", gdp.sd[0], sd, 1.3 / p, MILLION);
    checks.hold();
    // Quantiles within the mass of calm years are as fine as they say.
    let off = (gdp.quantiles["0.5"][0] - calm).abs();
    assert!(off <= gdp.quantile_error[0] + 1e-12 && off < 1e-5, "{off}");
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
pub(crate) fn revision(sigma: f64, paths: u64) -> Checks {
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

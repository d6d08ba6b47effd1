//! Targets alone and together: dependence between sectors, years and factors.

use kapok::numerics::normal_cdf;

use super::{MILLION, exact, exacts, inputs};
use crate::reference::Case;
use crate::support::{Checks, Plan, growth, judged, one_sector, sectors, target};

/// AN-equicorr: six sectors, each with a target of probability Φ(½) = 0.6915, whose growths correlate by `correlation`: a common
/// shock of variance ρσ² and an own one of (1 − ρ)σ².
pub(crate) fn equicorrelated(correlation: f64, exact: &[f64; 7], paths: u64) -> Checks {
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
pub(crate) const SIX_TARGETS: [f64; 7] = [
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

/// COP-gauss: the chance that two correlated shocks are both above their median, ¼ + asin ρ / 2π.
pub(crate) fn orthant(correlation: f64, exact: f64, paths: u64) -> Checks {
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

/// A key project may fit the category only once a target has raised its plan: the twin without that seed then has no plan that
/// could be carried out, and gives no probability; the run itself is sound.
#[test]
fn a_project_that_only_the_seeded_plan_can_hold_is_no_mistake() {
    let rest = "[investment.works]\nbase = 10\ngrowth = 0\nspent_on = {}\nbuilds = {}\n\
                [[pipeline]]\nid = \"bridge\"\ncategory = \"works\"\nplanned = { 2024 = 12 }\nexecution = 1\n\
                [[target]]\nid = \"works\"\nindicator = \"fai.works.growth\"\nyear = 2024\nat_least = \"30%\"\nseed = true\n";
    let summary = Plan::paths(1000).run_text(&one_sector(2024, "0.03", rest));
    let works = target(&summary, "works");
    assert_eq!(
        (works.probability, works.probability_unseeded),
        (1.0, Some(1.0))
    );
    assert_eq!(
        (
            works.probability_without_seeds,
            works.std_error_without_seeds
        ),
        (None, None)
    );
}

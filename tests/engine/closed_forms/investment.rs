//! Money, capital and the output it calls for.

use std::fmt::Write as _;

use kapok::model::{Seeding, compile};
use kapok::numerics::ln;

use super::{MILLION, exact, exacts, inputs};
use crate::reference::{Case, matrix};
use crate::support::{Checks, Plan, close, indicator, judged, one_sector, parse};

/// EXEC-beta: a category that is one pipeline, executed at a rate that is beta distributed.
pub(crate) fn execution(mean: f64, paths: u64) -> Checks {
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
        write!(
            pipelines,
            "\n[[pipeline]]\nid = \"y{year}\"\ncategory = \"works\"\nplanned = {{ {year} = {plan} }}\n\
             execution = {{ shape = \"fixed\", value = {rate} }}\ncarry = 0\n"
        )
        .expect("a string takes all that is written to it");
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

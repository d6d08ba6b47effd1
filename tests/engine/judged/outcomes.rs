//! Outcomes known since: where they lie, and that nothing else knows of them.

use super::{outcome, someday, without_judged};
use crate::support::{Plan, indicator, judged, names, one_sector, read, target};

const SHOCK: &str = "\n[factor.productivity]\nsd = \"2%\"\n";

#[test]
fn an_outcome_lies_where_a_ceiling_there_would_be_met() {
    let values = ["-1%", "1%", "3%", "4.2%", "9%"];
    let mut text = one_sector(2026, "0.03", SHOCK);
    for (k, value) in values.iter().enumerate() {
        let ceiling = format!("at_most = \"{value}\"");
        text += &judged(&format!("t{k}"), "gdp.growth", 2025, &ceiling);
    }
    for value in values {
        let with = text.clone() + &outcome("gdp.growth", 2025, &format!("\"{value}\""));
        let summary = Plan::paths(10_000).run_text(&with);
        let found = &summary.actuals[0];
        let same = target(
            &summary,
            &format!("t{}", values.iter().position(|v| *v == value).unwrap()),
        );
        assert_eq!(found.percentile, same.probability, "{value}");
        assert_eq!(found.std_error, same.std_error, "{value}");
        let inside = (0.05..0.95).contains(&found.percentile);
        assert_eq!(found.inside_90, inside, "{value}: {}", found.percentile);
        let quantiles = &indicator(&summary, "gdp.growth").quantiles;
        let between = (quantiles["0.05"][1]..=quantiles["0.95"][1]).contains(&found.value);
        assert_eq!(found.inside_90, between, "{value}");
        // Every target on it is told whether it was met; no other is.
        for (k, ceiling) in [-0.01, 0.01, 0.03, 0.042, 0.09].iter().enumerate() {
            let judged = target(&summary, &format!("t{k}"));
            assert_eq!(judged.actual, Some(found.value));
            assert_eq!(
                judged.met,
                Some(found.value <= *ceiling),
                "{value} against {ceiling}"
            );
        }
    }
}

#[test]
fn outcomes_change_nothing() {
    let rest = [
        SHOCK.to_owned(),
        judged("growth", "gdp.growth", 2024, "at_least = \"4%\""),
        judged("later", "gdp.growth", 2025, "at_least = \"4%\""),
        someday("level", "gdp.real", "at_least = 110"),
    ]
    .concat();
    let text = one_sector(2026, "0.03", &rest);
    let outcomes = [
        outcome("gdp.growth", 2024, "\"40%\""),
        outcome(
            "gdp.real",
            2026,
            "{ value = 90, status = \"assumed\", note = \"旧口径\" }",
        ),
    ]
    .concat();
    let plan = Plan::paths(5_000);
    let before = plan.run_text(&text);
    let mut after = plan.run_text(&(text + &outcomes));
    assert_eq!(target(&after, "growth").met, Some(true));
    assert_eq!(
        (target(&after, "later").actual, target(&after, "later").met),
        (None, None)
    );
    let found: Vec<(f64, bool)> = after
        .actuals
        .iter()
        .map(|it| (it.percentile, it.inside_90))
        .collect();
    assert_eq!(found, [(1.0, false), (0.0, false)]);
    assert_eq!(after.actuals[1].note.as_deref(), Some("旧口径"));
    // Bit for bit, but for what says so.
    after.actuals.clear();
    assert_ne!(after, before, "the target knows its outcome");
    assert_eq!(without_judged(after), without_judged(before));
}

#[test]
fn an_outcome_is_watched() {
    let text = one_sector(2024, "0.03", SHOCK);
    let plan = Plan::paths(100);
    assert!(
        !plan
            .run_text(&text)
            .indicators
            .contains_key("sector.s1.capital")
    );
    // Capital is certain in the first year. An outcome equal to every path is inside any range.
    let all = plan.all_indicators().run_text(&text);
    let certain = indicator(&all, "sector.s1.capital").central[0];
    let capital = outcome("sector.s1.capital", 2024, &certain.to_string());
    let summary = plan.run_text(&(text.clone() + &capital));
    assert!(summary.indicators.contains_key("sector.s1.capital"));
    let found = &summary.actuals[0];
    assert_eq!((found.percentile, found.inside_90), (1.0, true));
    let waited = someday(
        "capital",
        "sector.s1.capital",
        &format!("at_least = {certain}"),
    );
    let summary = plan.run_text(&(text + &waited));
    assert_eq!(summary.milestones[0].reached_by, [1.0]);
}

/// The known outcomes of all bundled scenarios together: none was used to set a number of its scenario, so that if the paths say
/// rightly how uncertain they are, nine in ten lie inside the 90 % intervals, more or less.
#[test]
fn nine_outcomes_in_ten_lie_inside() {
    let (mut inside, mut scored) = (0_usize, 0_usize);
    for id in names("scenarios", ".toml") {
        let summary = Plan::paths(4_000).run(&read(&format!("scenarios/{id}.toml")));
        let comparable = summary.actuals.iter().filter(|found| !found.other_base);
        for found in comparable {
            scored += 1;
            inside += usize::from(found.inside_90);
        }
    }
    assert!(scored > 100, "{scored} outcomes");
    // Were they independent, 0.9 ± 0.06 would hold 95 % of such shares; those of one year depend on each other, so the band is wider.
    let share = inside as f64 / scored as f64;
    assert!(
        (0.82..=0.98).contains(&share),
        "{inside} of {scored} inside"
    );
}

//! The adopted plan and the pledge on one indicator.

use kapok::results::{JointSummary, Summary};

use super::someday;
use crate::support::{Plan, judged, sectors, target};

/// Two sectors with shocks of their own, and a common one.
fn run(targets: &str) -> Summary {
    let factor = "\n[factor.productivity]\nsd = \"2%\"\n";
    let rest = format!("{factor}{targets}");
    Plan::paths(20_000).run_text(&sectors(2026, "0.03", 2, "supply_sd = \"3%\"", &rest))
}

fn tier<'a>(summary: &'a Summary, name: &str) -> &'a JointSummary {
    let found = summary.tiers.iter().find(|it| it.tier == name);
    &found.unwrap_or_else(|| panic!("no tier {name}")).joint
}

fn pledges() -> String {
    judged(
        "growth",
        "gdp.growth",
        2024,
        "at_least = \"4%\"\ntier = \"pledge\"",
    ) + &judged(
        "s1",
        "sector.s1.growth",
        2024,
        "at_least = \"4%\"\ntier = \"pledge\"",
    )
}

#[test]
fn a_weaker_tier_leaves_all_together_as_it_was() {
    let before = run(&pledges());
    let plan = judged(
        "growth_plan",
        "gdp.growth",
        2024,
        "at_least = \"2%\"\ntier = \"plan\"",
    );
    // Before and after the pledge in the file.
    for after in [run(&(pledges() + &plan)), run(&(plan.clone() + &pledges()))] {
        assert_eq!(after.joint, before.joint);
        assert_eq!(tier(&after, "pledge"), tier(&before, "pledge"));
        let alone = target(&after, "growth_plan");
        let joint = tier(&after, "plan");
        assert_eq!(joint.targets, ["growth_plan"]);
        assert_eq!(joint.probability, alone.probability);
        assert_eq!((joint.std_error, joint.ci95), (alone.std_error, alone.ci95));
        assert_eq!(joint.batch_hits, alone.batch_hits);
        assert_eq!(joint.count, [1.0 - alone.probability, alone.probability]);
        assert!(alone.probability > target(&after, "growth").probability + 0.1);
    }
    let joint = before.joint.expect("two targets");
    assert_eq!(joint.targets, ["growth", "s1"]);
    assert_eq!(tier(&run(&pledges()), "pledge"), &joint);
}

#[test]
fn a_tier_beside_none_is_counted_once() {
    // The pledge of the file has no tier: the plan it implies is not counted beside it.
    let plain = judged("growth", "gdp.growth", 2024, "at_least = \"4%\"");
    let plan = judged(
        "plan",
        "gdp.growth",
        2024,
        "at_least = \"2%\"\ntier = \"plan\"",
    );
    assert_eq!(run(&(plan + &plain)).joint, run(&plain).joint);
}

#[test]
fn what_is_not_implied_is_counted() {
    let ids = |second: &str| {
        let first = judged(
            "a",
            "gdp.growth",
            2024,
            "at_least = \"4%\"\ntier = \"pledge\"",
        );
        let found = run(&(first + second)).joint.expect("two targets");
        assert_eq!(found.count.len(), found.targets.len() + 1);
        found.targets
    };
    let b = |indicator: &str, year: i32, comparison: &str| judged("b", indicator, year, comparison);
    let other_tier = "at_least = \"2%\"\ntier = \"plan\"";
    // Another indicator, another year, another direction, a range, the same tier.
    assert_eq!(ids(&b("gdp.nominal_growth", 2024, other_tier)), ["a", "b"]);
    assert_eq!(ids(&b("gdp.growth", 2025, other_tier)), ["a", "b"]);
    assert_eq!(
        ids(&b("gdp.growth", 2024, "at_most = \"2%\"\ntier = \"plan\"")),
        ["a", "b"]
    );
    assert_eq!(
        ids(&b(
            "gdp.growth",
            2024,
            "between = [\"2%\", \"9%\"]\ntier = \"plan\""
        )),
        ["a", "b"]
    );
    assert_eq!(
        ids(&b(
            "gdp.growth",
            2024,
            "at_least = \"2%\"\ntier = \"pledge\""
        )),
        ["a", "b"]
    );
    // Implied, and of two that ask for the same the first.
    assert_eq!(ids(&b("gdp.growth", 2024, other_tier)), ["a"]);
    assert_eq!(
        ids(&b("gdp.growth", 2024, "at_least = \"4%\"\ntier = \"plan\"")),
        ["a"]
    );
    assert_eq!(
        ids(&b(
            "gdp.growth",
            2024,
            "at_least = \"5%\"\ntier = \"stretch\""
        )),
        ["b"]
    );
}

#[test]
fn ceilings_are_more_demanding_the_lower_they_are() {
    let loose = judged(
        "loose",
        "gdp.growth",
        2024,
        "at_most = \"6%\"\ntier = \"plan\"",
    );
    let tight = judged(
        "tight",
        "gdp.growth",
        2024,
        "at_most = \"4%\"\ntier = \"pledge\"",
    );
    let summary = run(&(loose + &tight));
    let joint = summary.joint.as_ref().expect("two targets");
    assert_eq!(joint.targets, ["tight"]);
    assert_eq!(joint.probability, target(&summary, "tight").probability);
}

#[test]
fn thresholds_with_a_deadline_are_of_their_tier_and_those_without_a_year_are_not() {
    let in_group = |text: String| {
        text.replace(
            "value_added = 100\n",
            "value_added = 100\ngroups = [\"chain\"]\n",
        )
    };
    let pattern = "group.chain.*.gross_output";
    let rest = [
        "\n[factor.productivity]\nsd = \"2%\"\n".to_owned(),
        judged(
            "one",
            pattern,
            2025,
            "at_least = 270\ncount = 1\ntier = \"plan\"",
        ),
        judged(
            "both",
            pattern,
            2025,
            "at_least = 275\ncount = 2\ntier = \"pledge\"",
        ),
        someday("later", pattern, "at_least = 400\ntier = \"stretch\""),
    ]
    .concat();
    let text = in_group(sectors(2026, "0.03", 2, "supply_sd = \"3%\"", &rest));
    let summary = Plan::paths(20_000).run_text(&text);
    let names: Vec<&str> = summary.tiers.iter().map(|it| it.tier.as_str()).collect();
    assert_eq!(names, ["plan", "pledge"]);
    let by_2025 = |id: &str| super::milestone(&summary, id).reached_by[1];
    assert_eq!(tier(&summary, "plan").probability, by_2025("one"));
    assert_eq!(tier(&summary, "pledge").probability, by_2025("both"));
    // Both at 275 implies one at 270.
    let joint = summary.joint.as_ref().expect("two have a deadline");
    assert_eq!(
        (joint.targets.as_slice(), joint.probability),
        (&["both".to_owned()][..], by_2025("both"))
    );
    assert!(by_2025("one") > by_2025("both") && by_2025("both") > 0.01);
}

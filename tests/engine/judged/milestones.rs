//! When thresholds are first reached, by one series and by the members of a group.

use kapok::numerics::normal_cdf;
use kapok::results::MilestoneSummary;

use super::{milestone, someday, without_judged};
use crate::support::{Checks, Plan, close, growth, judged, one_sector, package, sectors, target};

/// What holds of every milestone.
fn assert_coherent(found: &MilestoneSummary) {
    let id = &found.id;
    let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
    let first: f64 = found.first_year.iter().sum();
    assert!(
        near(first + found.never, 1.0),
        "{id}: {first} and never {}",
        found.never
    );
    assert!(found.reached_by.is_sorted(), "{id}: reached stays reached");
    let mut total = 0.0;
    for (t, count) in found.count.iter().enumerate() {
        total += found.first_year[t];
        assert!(near(total, found.reached_by[t]), "{id}, year {t}");
        assert_eq!(count.len(), found.members.len() + 1);
        assert!(near(count.iter().sum(), 1.0), "{id}, year {t}: {count:?}");
        let enough: f64 = count[found.required..].iter().sum();
        assert!(near(enough, found.reached_by[t]), "{id}, year {t}");
        // The mean number is the sum of the members' shares.
        let mean: f64 = (0_u32..).zip(count).map(|(k, p)| f64::from(k) * p).sum();
        let members: f64 = found.members.iter().map(|it| it.reached_by[t]).sum();
        assert!(
            (mean - members).abs() < 1e-10,
            "{id}, year {t}: {mean} and {members}"
        );
    }
}

/// Without shocks GDP is 100 · 1.05ᵗ: above 125 from the fifth year, and growth never falls to zero.
#[test]
fn a_certain_path_reaches_a_level_in_its_year() {
    let text = one_sector(
        2030,
        "0.05",
        &[
            someday("level", "gdp.real", "at_least = 125"),
            someday("standstill", "gdp.growth", "at_most = 0"),
            someday("slow", "gdp.growth", "at_most = \"5%\""),
            someday("far", "gdp.real", "at_least = 150"),
        ]
        .concat(),
    );
    let summary = Plan::paths(100).run_text(&text);
    let level = milestone(&summary, "level");
    assert_eq!(level.first_year, [0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    assert_eq!(level.reached_by, [0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    assert_eq!((level.never, level.required), (0.0, 1));
    assert_eq!(
        (level.median_year, level.central_year),
        (Some(2028), Some(2028))
    );
    assert_eq!(level.batch_hits.iter().sum::<u64>(), 100);
    for id in ["standstill", "far"] {
        let never = milestone(&summary, id);
        assert_eq!((never.never, never.median_year), (1.0, None), "{id}");
        assert_eq!(
            (never.central_year, never.reached_by[6]),
            (None, 0.0),
            "{id}"
        );
    }
    // Met within 1e-9, as targets are.
    assert_eq!(milestone(&summary, "slow").median_year, Some(2024));
    summary.milestones.iter().for_each(assert_coherent);
    // Nothing has to be met by a year.
    assert!(summary.joint.is_none() && summary.targets.is_empty());
}

/// Two sectors of 100 and 150 that grow by 5 % a year pass 160 after ten years and after two.
#[test]
fn the_members_of_a_group_are_counted_one_by_one() {
    let pattern = "group.pair.*.value_added";
    let rest = [
        someday("one", pattern, "at_least = 160\ncount = 1"),
        someday("both", pattern, "at_least = 160"),
        judged("one_by_2024", pattern, 2024, "at_least = 160\ncount = 1"),
        judged("one_by_2025", pattern, 2025, "at_least = 160\ncount = 1"),
    ]
    .concat();
    let text = sectors(2034, "0.05", 2, "", &rest)
        .replace("gdp = 200", "gdp = 250")
        .replace("id = \"s1\"", "id = \"s1\"\ngroups = [\"pair\"]")
        .replace(
            "id = \"s2\"\nvalue_added = 100",
            "id = \"s2\"\nname = { zh = \"乙\", en = \"Second\" }\ngroups = [\"pair\"]\nvalue_added = 150",
        );
    let summary = Plan::paths(64).run_text(&text);
    let (one, both) = (milestone(&summary, "one"), milestone(&summary, "both"));
    assert_eq!(
        (one.median_year, one.central_year),
        (Some(2025), Some(2025))
    );
    assert_eq!(
        (both.median_year, both.central_year),
        (Some(2033), Some(2033))
    );
    assert_eq!((one.required, both.required), (1, 2));
    assert_eq!(both.indicator, pattern);
    assert_eq!(both.count[0], [1.0, 0.0, 0.0]);
    assert_eq!(both.count[1], [0.0, 1.0, 0.0]);
    assert_eq!(both.count[9], [0.0, 0.0, 1.0]);
    let names = both.members.iter().map(|it| it.indicator.as_str());
    assert!(names.eq(["sector.s1.value_added", "sector.s2.value_added"]));
    assert_eq!(both.members[1].label.zh, "乙");
    let years = both.members.iter().map(|it| it.median_year);
    assert!(years.eq([Some(2033), Some(2025)]));
    summary.milestones.iter().for_each(assert_coherent);
    // Deadlines count among all together, dates without a year do not.
    let joint = summary.joint.expect("two have a deadline");
    assert_eq!(joint.targets, ["one_by_2024", "one_by_2025"]);
    assert_eq!(joint.count, [0.0, 1.0, 0.0]);
}

/// The chance that a random walk with these normal steps has been at or above `level` by the end of each year: what is left
/// below it is carried from year to year on a fine grid (trapezium rule).
fn first_passage(drift: f64, sd: f64, level: f64, years: usize) -> Vec<f64> {
    const POINTS: usize = 1200;
    let low = level - 12.0 * sd * (years as f64).sqrt();
    let step = (level - low) / (POINTS - 1) as f64;
    let density =
        |x: f64| libm::exp(-x * x / (2.0 * sd * sd)) / (sd * std::f64::consts::TAU.sqrt());
    let at = |i: usize| low + step * i as f64;
    let mut below: Vec<f64> = (0..POINTS).map(|i| density(at(i) - drift)).collect();
    let mut reached = vec![1.0 - normal_cdf((level - drift) / sd)];
    for _ in 1..years {
        let weight = |i: usize| if i == 0 || i == POINTS - 1 { 0.5 } else { 1.0 };
        let crossing: f64 = (0..POINTS)
            .map(|i| {
                let stays = normal_cdf((level - at(i) - drift) / sd);
                weight(i) * step * below[i] * (1.0 - stays)
            })
            .sum();
        reached.push(reached[reached.len() - 1] + crossing);
        below = (0..POINTS)
            .map(|j| {
                (0..POINTS)
                    .map(|i| weight(i) * step * below[i] * density(at(j) - at(i) - drift))
                    .sum()
            })
            .collect();
    }
    reached
}

/// A lognormal walk: the first year is that of the first passage, and in the first year alone that is the target's own question.
#[test]
fn a_walk_reaches_a_level_as_early_as_it_should() {
    let (sd, drift, level) = (0.02, 0.01, 0.05);
    let bound = format!("at_least = {}", 100.0 * libm::exp(level));
    let text = one_sector(
        2028,
        &growth(drift).to_string(),
        &[
            format!("\n[factor.productivity]\nsd = {sd}\n"),
            someday("ever", "gdp.real", &bound),
            judged("first", "gdp.real", 2024, &bound),
            judged("last", "gdp.real", 2028, &bound),
        ]
        .concat(),
    );
    let paths = 200_000;
    let summary = Plan::paths(paths).run_text(&text);
    let ever = milestone(&summary, "ever");
    let mut checks = Checks::default();
    for (t, exact) in first_passage(drift, sd, level, 5).into_iter().enumerate() {
        let name = format!("by {}", summary.years[t]);
        checks.probability(&name, ever.reached_by[t], exact, paths);
        let p = ever.reached_by[t];
        assert!(close(
            ever.std_error[t],
            (p * (1.0 - p) / paths as f64).sqrt(),
            1e-12,
            1e-9
        ));
    }
    checks.hold();
    assert_coherent(ever);
    assert_eq!(ever.reached_by[0], target(&summary, "first").probability);
    assert_eq!(ever.std_error[0], target(&summary, "first").std_error);
    // Who was there once need not be there in the end.
    let last = target(&summary, "last").probability;
    assert!(
        ever.reached_by[4] > last + 0.01,
        "{} and {last}",
        ever.reached_by[4]
    );
    let hits: u64 = ever.batch_hits.iter().sum();
    assert_eq!(hits as f64 / paths as f64, ever.reached_by[4]);
}

/// Eight sectors with shocks of their own and a common one.
fn eight(rest: &str) -> String {
    let factor = "\n[factor.productivity]\nsd = \"2%\"\n";
    let text = sectors(
        2030,
        "0.03",
        8,
        "supply_sd = \"3%\"",
        &format!("{factor}{rest}"),
    );
    text.replace(
        "\nvalue_added = 100\n",
        "\nvalue_added = 100\ngroups = [\"chain\"]\n",
    )
}

#[test]
fn numbers_of_members_agree_with_the_members() {
    let pattern = "group.chain.*.gross_output";
    let bound = "at_least = 290";
    let rest = [
        someday("three", pattern, &format!("{bound}\ncount = 3")),
        someday("all", pattern, bound),
        judged("one_by_2027", pattern, 2027, &format!("{bound}\ncount = 1")),
        someday("s4", "sector.s4.gross_output", bound),
    ]
    .concat();
    let paths = 20_000;
    let summary = Plan::paths(paths).run_text(&eight(&rest));
    summary.milestones.iter().for_each(assert_coherent);
    let [three, all, one, alone] =
        ["three", "all", "one_by_2027", "s4"].map(|id| milestone(&summary, id));
    assert_eq!(
        (three.count.clone(), all.count.clone()),
        (one.count.clone(), one.count.clone())
    );
    assert_eq!(three.members[3].reached_by, alone.reached_by);
    assert_eq!(three.members[3].median_year, alone.median_year);
    for t in 0..summary.years.len() {
        assert!(
            one.reached_by[t] >= three.reached_by[t] && three.reached_by[t] >= all.reached_by[t]
        );
    }
    assert!(
        all.reached_by[6] > 0.01 && one.reached_by[1] < 0.99,
        "nothing is certain here"
    );
    // Batches are those of the deadline, or of the last year.
    let share =
        |found: &MilestoneSummary| found.batch_hits.iter().sum::<u64>() as f64 / paths as f64;
    assert_eq!(
        (share(one), share(three)),
        (one.reached_by[3], three.reached_by[6])
    );
    assert_eq!((one.deadline, three.deadline), (Some(2027), None));
    // Alone among what has a year, a deadline is the joint probability.
    let joint = summary.joint.as_ref().expect("one has a deadline");
    assert_eq!(
        (&joint.probability, &joint.batch_hits),
        (&one.reached_by[3], &one.batch_hits)
    );
}

#[test]
fn what_is_waited_for_changes_nothing_else() {
    let flagship =
        std::fs::read_to_string(package("tests/reference/baiyun-core.toml")).expect("it is there");
    let rest = [
        someday("someday", "gdp.nominal", "at_least = \"4000亿\""),
        someday(
            "chains",
            "group.key_chain.*.gross_output",
            "at_least = \"500亿\"\ncount = 3",
        ),
    ]
    .concat();
    let plan = Plan::paths(2_000);
    let after = plan.run_text(&(flagship.clone() + &rest));
    assert_eq!(after.milestones.len(), 2);
    assert_eq!(without_judged(after), plan.run_text(&flagship));
}

#[test]
fn milestones_do_not_depend_on_threads_or_blocks() {
    let pattern = "group.chain.*.gross_output";
    let rest = [
        someday(
            "three",
            pattern,
            "at_least = 290\ncount = 3\ntier = \"stretch\"",
        ),
        judged(
            "two",
            pattern,
            2027,
            "at_least = 280\ncount = 2\ntier = \"plan\"",
        ),
        judged(
            "growth",
            "gdp.growth",
            2025,
            "at_least = 0.03\ntier = \"plan\"",
        ),
        super::outcome("gdp.growth", 2024, "0.035"),
    ]
    .concat();
    let text = eight(&rest);
    let plan = Plan::paths(2_051);
    let reference = plan.run_text(&text);
    for threads in 1..=3 {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads can be started");
        for block in [32, 64, 1024] {
            let found = pool.install(|| plan.block(block).run_text(&text));
            assert!(found == reference, "{threads} threads, blocks of {block}");
        }
    }
}

#[test]
fn a_region_has_its_own_members() {
    let text = r#"
schema = 1
id = "two"
base_year = 2023
horizon = 2025
[region.east]
gdp = 100
anchor = "trend"
trend = "5%"
[region.west]
gdp = 100
anchor = "trend"
trend = "5%"
[defaults.sector]
value_added_ratio = 0.4
capital_output_ratio = 3
capital_share = 0.4
depreciation = 0
utilisation = 0.8
[run]
paths = 16
seed = 1
[[sector]]
id = "a"
region = "east"
groups = ["chain"]
value_added = 100
[[sector]]
id = "b"
region = "west"
groups = ["chain"]
value_added = 100
"#;
    let rest = [
        someday("all", "group.chain.*.value_added", "at_least = 1"),
        someday("west", "west.group.chain.*.value_added", "at_least = 1"),
    ]
    .concat();
    let summary = Plan::paths(16).run_text(&(text.to_owned() + &rest));
    let members = |id: &str| -> Vec<String> {
        let members = &milestone(&summary, id).members;
        members.iter().map(|it| it.indicator.clone()).collect()
    };
    assert_eq!(
        members("all"),
        ["sector.a.value_added", "sector.b.value_added"]
    );
    assert_eq!(members("west"), ["west.sector.b.value_added"]);
}

/// A path that leaves the numbers has reached nothing.
#[test]
fn failed_paths_never_reach() {
    let text = one_sector(
        2026,
        "0.03",
        &[
            "\n[factor.productivity]\nshape = \"student-t\"\ndof = 3\nsd = \"3000%\"\n".to_owned(),
            someday("any", "gdp.real", "at_least = 1e-30"),
            judged("below", "gdp.real", 2026, "at_most = 1e15"),
            super::outcome("gdp.real", 2026, "1e15"),
        ]
        .concat(),
    );
    let paths = 20_000;
    let summary = Plan::paths(paths).run_text(&text);
    let failed = summary.run.failed_paths.count;
    assert!((1..paths / 2).contains(&failed), "{failed}");
    let any = milestone(&summary, "any");
    let lost = failed as f64 / paths as f64;
    assert!(
        any.never >= lost && any.never < 0.5,
        "{} and {lost}",
        any.never
    );
    assert_coherent(any);
    // An outcome is placed among the paths that are numbers.
    let hits: u64 = target(&summary, "below").batch_hits.iter().sum();
    let percentile = hits as f64 / (paths - failed) as f64;
    assert_eq!(summary.actuals[0].percentile, percentile);
    assert!(hits < paths - failed);
}

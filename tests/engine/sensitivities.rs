//! Sensitivity against exact answers: estimators on fixed matrices, closed forms through the engine, planted truths.

use kapok::analysis::Identity;
use kapok::analysis::sensitivity::{
    SensitivityPlan, default_subjects, sensitivity, sobol_indices, spearman,
};
use kapok::model::Driver;
use kapok::numerics::{normal_cdf, normal_quantile};
use kapok::results::{
    Column, Estimate, Explained, GroupShares, ProvenanceSummary, Sensitivity, Unexplained,
};
use kapok::scenario::Scenario;
use kapok::simulation::{Draws, SamplingPlan, Silent, gather};

use crate::reference::Case;
use crate::support::{Checks, Plan, judged, one_sector, parse, read};

const PI: f64 = std::f64::consts::PI;

/// How a scenario is studied.
struct Study<'s> {
    text: &'s str,
    paths: u64,
    seed: u64,
    block: usize,
    shapley: bool,
}

impl<'s> Study<'s> {
    fn of(text: &'s str, paths: u64) -> Self {
        Self {
            text,
            paths,
            seed: 7,
            block: SamplingPlan::BLOCK,
            shapley: false,
        }
    }

    /// Of these indicators in the first year; of none, of what the scenario judges.
    fn explain(&self, indicators: &[&str]) -> Sensitivity {
        let scenario = parse(self.text);
        let prepared = Plan::paths(self.paths)
            .seed(self.seed)
            .all_indicators()
            .prepare(&scenario);
        let plan = SensitivityPlan {
            sampling: SamplingPlan {
                paths: self.paths,
                block: self.block,
            },
            subjects: subjects(&scenario, indicators),
            shapley: self.shapley,
        };
        let identity = Identity {
            sha256: String::new(),
            seed: self.seed,
            variant: None,
            provenance: ProvenanceSummary::default(),
        };
        sensitivity((&scenario, &prepared), &plan, &identity, &Silent).expect("nobody interrupts")
    }
}

fn subjects(scenario: &Scenario, indicators: &[&str]) -> Vec<Column> {
    if indicators.is_empty() {
        return default_subjects(scenario);
    }
    let names = scenario.indicator_names();
    let of = |name: &&str| Column::Indicator(names.find(name).expect("it is there"), 0);
    indicators.iter().map(of).collect()
}

fn shares<'e>(explained: &'e Explained, group: &str) -> &'e GroupShares {
    let found = explained.shares.iter().find(|it| it.group == group);
    found.unwrap_or_else(|| panic!("no group {group}"))
}

fn check(checks: &mut Checks, name: &str, estimate: Estimate, exact: f64) {
    checks.value(name, estimate.value, exact, estimate.std_error);
}

/// Ishigami's function of uniform angles: sin x is drawn itself, arcsine-distributed.
fn ishigami(a: f64, b: f64) -> String {
    let arcsine =
        "noise = { shape = \"beta\", mean = 0, sd = 0.7071067811865476, low = -1, high = 1 }";
    let angle = format!(
        "noise = {{ shape = \"uniform\", low = {}, high = {PI} }}",
        -PI
    );
    let indicators = format!(
        "{}{}{}{}",
        indicator("u1", "noise", arcsine),
        indicator("u2", "noise", arcsine),
        indicator("x3", "noise", &angle),
        indicator("y", &format!("u1 + {a} * u2 ^ 2 + {b} * x3 ^ 4 * u1"), ""),
    );
    one_sector(2024, "0.03", &indicators)
}

fn indicator(id: &str, formula: &str, rest: &str) -> String {
    format!("\n[[indicator]]\nid = \"{id}\"\nvalue = \"{formula}\"\n{rest}\n")
}

/// SA-estimators: all three on fixed matrices.
#[test]
fn the_estimators_are_those_of_the_literature() {
    let case = Case::find("SA-estimators");
    let matrix = |name: &str| -> Vec<[f64; 3]> {
        let rows = case.input(name).as_array().expect("a matrix");
        let number =
            |value: &serde_json::Value| (2.0 * value.as_f64().expect("a number") - 1.0) * PI;
        rows.iter()
            .map(|row| core::array::from_fn(|k| number(&row[k])))
            .collect()
    };
    let function = |x: &[f64; 3]| {
        let s = libm::sin(x[0]);
        s + 7.0 * libm::sin(x[1]) * libm::sin(x[1]) + 0.1 * libm::pow(x[2], 4.0) * s
    };
    let (a, b) = (matrix("A"), matrix("B"));
    let values = |rows: &[[f64; 3]]| rows.iter().map(function).collect::<Vec<f64>>();
    let mixed: Vec<Vec<f64>> = (0..3)
        .map(|group| {
            let rows = a.iter().zip(&b).map(|(a, b)| {
                let mut row = *a;
                row[group] = b[group];
                function(&row)
            });
            rows.collect()
        })
        .collect();
    let (fa, fb) = (values(&a), values(&b));
    // The published centre is the mean of all that was computed.
    let all = [fa.clone(), fb.clone(), mixed.concat()].concat();
    let centre = all.iter().sum::<f64>() / all.len() as f64;
    for (group, mixed) in mixed.iter().enumerate() {
        let raw = sobol_indices(&fa, &fb, mixed, 0.0);
        let centred = sobol_indices(&fa, &fb, mixed, centre);
        let expected = |name: &str| case.expected(name)[group].as_f64().expect("a number");
        for (found, expected) in [
            (raw.saltelli, expected("S1_saltelli_raw")),
            (centred.saltelli, expected("S1_salib_centered")),
            (centred.jansen, expected("S1_jansen")),
            (centred.total, expected("ST_jansen")),
            (
                centred.variance,
                case.expected("var_population").as_f64().expect("a number"),
            ),
        ] {
            assert!(
                (found - expected).abs() < 1e-10,
                "{group}: {found}, not {expected}"
            );
        }
    }
}

/// SA-ishigami-0.1 and SA-ishigami-0.05 as scenarios: indices and Shapley effects.
#[test]
fn ishigamis_indices_and_effects_come_out() {
    for (id, b) in [("SA-ishigami-0.1", 0.1), ("SA-ishigami-0.05", 0.05)] {
        let case = Case::find(id);
        let text = ishigami(7.0, b);
        let study = Study {
            shapley: true,
            ..Study::of(&text, 40_000)
        };
        let found = study.explain(&["y"]);
        let y = &found.explained[0];
        let mut checks = Checks::default();
        check(&mut checks, "mean", y.mean, 3.5);
        for (k, group) in ["noise.u1", "noise.u2", "noise.x3"].into_iter().enumerate() {
            let expected = |name: &str| case.expected(name)[k].as_f64().expect("a number");
            let shares = shares(y, group);
            check(
                &mut checks,
                group,
                shares.first_order_saltelli,
                expected("S1"),
            );
            check(
                &mut checks,
                group,
                shares.first_order_jansen,
                expected("S1"),
            );
            check(&mut checks, group, shares.total, expected("ST"));
            let effect = y
                .shapley
                .iter()
                .find(|it| it.group == group)
                .expect("an effect");
            check(&mut checks, group, effect.share, expected("shapley"));
        }
        let together = case.expected("S13").as_f64().expect("a number");
        check(
            &mut checks,
            "together",
            y.interactions.expect("it varies"),
            together,
        );
        checks.hold();
        let sum: f64 = y.shapley.iter().map(|it| it.share.value).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
        assert_eq!(found.shapley.expect("asked for").subsets, 6);
    }
}

/// SA-shapley-lin: correlated factors, one of them of no use and one tied to nothing.
fn linear() -> String {
    let factors = r"
[factor.a]
sd = 0.1
[factor.b]
sd = 0.1
[factor.c]
sd = 0.1
[factor.idle]
sd = 0.1
[correlation]
a = { b = 0.5 }
b = { c = -0.3 }
";
    let formula = "factor.a + 1.5 * factor.b + 2 * factor.c";
    let indicators = indicator("y", formula, "") + &indicator("other", "factor.idle", "");
    one_sector(2024, "0.03", &(factors.to_owned() + &indicators))
}

#[test]
fn shapley_effects_divide_correlated_factors() {
    let case = Case::find("SA-shapley-lin");
    let text = linear();
    let study = Study {
        shapley: true,
        ..Study::of(&text, 20_000)
    };
    let found = study.explain(&["y"]);
    let y = &found.explained[0];
    let mut checks = Checks::default();
    for (k, group) in ["innovation.a", "innovation.b", "innovation.c"]
        .into_iter()
        .enumerate()
    {
        let exact = case.expected("shapley")[k].as_f64().expect("a number");
        let effect = y
            .shapley
            .iter()
            .find(|it| it.group == group)
            .expect("an effect");
        check(&mut checks, group, effect.share, exact);
    }
    checks.hold();
    // Correlated factors are one group of the Sobol indices, and explain everything alone.
    let all = shares(y, "innovation.a+b+c");
    assert!((all.total.value - 1.0).abs() < 4.5 * all.total.std_error);
    // The idle one moves nothing: exactly nothing, on the same draws.
    let idle = shares(y, "innovation.idle");
    assert_eq!((idle.total.value, idle.total.std_error), (0.0, 0.0));
    assert_eq!(idle.first_order.value, 0.0);
    let effect = y
        .shapley
        .iter()
        .find(|it| it.group == "innovation.idle")
        .expect("an effect");
    assert!(effect.share.value.abs() < 1e-12, "{effect:?}");
    let bar = y
        .tornado
        .iter()
        .find(|it| it.group == "innovation.idle")
        .expect("a bar");
    assert_eq!((bar.swing.value, bar.swing.std_error), (0.0, 0.0));
    let rank = y
        .ranks
        .iter()
        .find(|it| it.driver == "innovation.idle")
        .expect("a rank");
    assert!(rank.correlation.value.abs() < 4.5 * rank.correlation.std_error);
}

/// y = 0.8 a + 0.6 b of independent normals, and whether it is above 0: S(a) = 0.64 of y; of the verdict P(met | a) = Φ(4a/3).
#[test]
fn an_indicator_and_its_target_have_the_shares_of_the_normal() {
    let factors =
        "\n[factor.a]\nsd = 0.1\npersistence = 0\n[factor.b]\nsd = 0.1\npersistence = 0\n";
    let formula = "0.8 * factor.a + 0.6 * factor.b";
    let text = one_sector(
        2025,
        "0.03",
        &(factors.to_owned()
            + &indicator("y", formula, "")
            + &judged("up", "y", 2025, "at_least = 0")
            + &judged("far", "y", 2025, "at_least = 0.35")),
    );
    let found = Study::of(&text, 40_000).explain(&[]);
    let by = |id: &str| {
        found
            .explained
            .iter()
            .find(|it| it.id == id)
            .expect("explained")
    };
    let mut checks = Checks::default();
    let (y, up) = (by("y"), by("up"));
    for (group, share) in [("innovation.a", 0.64), ("innovation.b", 0.36)] {
        check(&mut checks, group, shares(y, group).first_order, share);
        check(&mut checks, group, shares(y, group).total, share);
        // E[1{y ≥ 0} | a] and its square's mean is an orthant probability of correlation S(a).
        let alone = 2.0 / PI * libm::asin(share);
        check(&mut checks, group, shares(up, group).first_order, alone);
        let rest = 1.0 - 2.0 / PI * libm::asin(1.0 - share);
        check(&mut checks, group, shares(up, group).total, rest);
        // Spearman's correlation of a normal pair. Of the mean of two years' draws only the second is in y.
        let rank = y
            .ranks
            .iter()
            .find(|it| it.driver == group)
            .expect("a rank");
        let r = (share / 2.0).sqrt();
        check(
            &mut checks,
            group,
            rank.correlation,
            6.0 / PI * libm::asin(r / 2.0),
        );
        // Mean of a between its 85 % and 95 % points.
        let density = |p: f64| libm::exp(-0.5 * normal_quantile(p) * normal_quantile(p));
        let slice = (density(0.85) - density(0.95)) / (2.0 * PI).sqrt() / 0.1;
        let bar = y
            .tornado
            .iter()
            .find(|it| it.group == group)
            .expect("a bar");
        check(&mut checks, group, bar.high, 0.1 * share.sqrt() * slice);
        check(&mut checks, group, bar.low, -0.1 * share.sqrt() * slice);
        assert!(bar.swing.value > 0.0);
    }
    checks.hold();
    // Φ(−3.5) of 40 000 paths meet it: too few to share out.
    let far = by("far");
    assert!(matches!(far.unexplained, Some(Unexplained::TooFew { hits, .. }) if hits < 40));
    assert!(far.shares.is_empty() && far.tornado.is_empty());
    assert!((far.mean.value - normal_cdf(-3.5)).abs() < 4.5 * 8e-5);
    // Both years of the indicator, with the same shares.
    let years = &found.over_years[0].years;
    assert_eq!(years.len(), 2);
    for year in years {
        let a = year
            .shares
            .iter()
            .find(|it| it.group == "innovation.a")
            .expect("a");
        assert!((a.total.value - 0.64).abs() < 4.5 * a.total.std_error);
    }
}

/// Without any shock nothing varies.
#[test]
fn what_is_certain_is_not_explained() {
    let text = one_sector(2024, "0.03", "");
    let found = Study::of(&text, 1000).explain(&["gdp.growth"]);
    assert!(found.groups.is_empty());
    assert_eq!(found.explained[0].unexplained, Some(Unexplained::Constant));
}

/// An event of probability ¼ lowers growth by 4 log points: the mean with it and without it.
#[test]
fn an_events_bar_is_with_and_without() {
    let text = one_sector(
        2024,
        "0.03",
        r#"
[factor.productivity]
sd = "1%"
[[event]]
id = "flood"
probability = 0.25
severity = { shape = "fixed", value = 1 }
supply = { s1 = -0.04 }
"#,
    );
    let found = Study::of(&text, 20_000).explain(&["gdp.growth"]);
    let growth = &found.explained[0];
    let bar = growth
        .tornado
        .iter()
        .find(|it| it.group == "occurrence.flood")
        .expect("a bar");
    assert_eq!(bar.slices, "occurrence");
    let mut checks = Checks::default();
    let mean = |log: f64| 1.03 * libm::exp(log + 0.5 * 0.01 * 0.01) - 1.0;
    check(&mut checks, "without", bar.low, mean(0.0));
    check(&mut checks, "with", bar.high, mean(-0.04));
    // In logs additive: 0.25 · 0.75 · 0.04² against 0.01²; growth bends by little.
    let share = 0.1875 * 0.0016 / (0.1875 * 0.0016 + 0.0001);
    let found = shares(growth, "occurrence.flood").total;
    assert!((found.value - share).abs() < 0.01 + 4.5 * found.std_error);
    checks.hold();
}

/// With nothing drawn every path is the central one; with nothing drawn anew every path is itself; with everything, another.
#[test]
fn samples_made_from_another_are_what_they_say() {
    let scenario = read("tests/reference/baiyun-core.toml");
    let prepared = Plan::paths(256).all_indicators().prepare(&scenario);
    let names = scenario.indicator_names();
    let found =
        ["gdp.growth", "fai.total", "inflation"].map(|name| names.find(name).expect("it is there"));
    let columns: Vec<Column> = found
        .iter()
        .map(|it| Column::Indicator(it.clone(), 1))
        .collect();
    let gathered = |draws: Draws| {
        let sampling = SamplingPlan::of_paths(256);
        let table = gather(
            &prepared.drawn_by(draws),
            columns.clone(),
            sampling,
            &Silent,
        );
        let table = table.expect("nobody interrupts");
        columns
            .iter()
            .map(|column| table.column(column).expect("asked for"))
            .collect::<Vec<_>>()
    };
    let draws = &prepared.draws;
    let central = prepared.arms[0].central();
    let still = gathered(draws.only(&[]));
    for (indicator, values) in found.iter().zip(&still) {
        let k = prepared
            .indicators
            .iter()
            .position(|it| it == indicator)
            .expect("watched");
        let close =
            |value: &f64| (value - central[k][1]).abs() < 1e-12 * central[k][1].abs().max(1.0);
        assert!(values.iter().all(close), "{values:?}");
    }
    let usual = gathered(draws.clone());
    assert_eq!(usual, gathered(draws.anew(&[])));
    let all = Driver::all(&scenario);
    let other = gathered(draws.anew(&all));
    for (usual, other) in usual.iter().zip(&other) {
        assert!(usual.iter().zip(other).all(|(a, b)| a != b));
    }
    assert_eq!(usual, gathered(draws.only(&all)));
}

/// The same bytes in any blocks, and on one thread.
#[test]
fn blocks_and_threads_change_nothing() {
    let text = linear();
    let study = |block: usize| Study {
        block,
        shapley: true,
        ..Study::of(&text, 1500)
    };
    let usual = study(256).explain(&["y"]);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a pool");
    assert_eq!(usual, pool.install(|| study(32).explain(&["y"])));
    assert_ne!(
        usual,
        Study {
            seed: 8,
            ..study(256)
        }
        .explain(&["y"])
    );
}

/// Intervals hold what they should: 95 % of them, of small samples and skewed shares.
#[test]
fn intervals_cover_the_truth() {
    let case = Case::find("SA-ishigami-0.1");
    let text = ishigami(7.0, 0.1);
    let (mut held, mut all) = (0, 0);
    for seed in 0..60 {
        let found = Study {
            seed,
            ..Study::of(&text, 1000)
        }
        .explain(&["y"]);
        for (k, group) in ["noise.u1", "noise.u2", "noise.x3"].into_iter().enumerate() {
            let shares = shares(&found.explained[0], group);
            for (estimate, name) in [(shares.first_order, "S1"), (shares.total, "ST")] {
                let exact = case.expected(name)[k].as_f64().expect("a number");
                let half = Sensitivity::quantile95() * estimate.std_error;
                held += i32::from((estimate.value - exact).abs() <= half);
                all += 1;
            }
        }
    }
    let share = f64::from(held) / f64::from(all);
    assert!((0.90..=0.99).contains(&share), "{held} of {all}");
}

/// Ranks do not mind what a rising function does to values.
#[test]
fn rank_correlation_is_of_ranks() {
    let x: Vec<f64> = (0..3200).map(|i| f64::from((i * 733) % 3203)).collect();
    let y: Vec<f64> = (0..3200).map(|i| f64::from((i * 911) % 3209)).collect();
    let mixed: Vec<f64> = x.iter().zip(&y).map(|(x, y)| x + y).collect();
    let bent: Vec<f64> = mixed.iter().map(|it| it * it * it).collect();
    assert_eq!(spearman(&x, &mixed).value, spearman(&x, &bent).value);
    assert!(spearman(&x, &mixed).value > 0.5);
}

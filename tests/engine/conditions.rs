//! Conditioning and tracking: the same paths as a run's, exact answers of normal variables, errors that are what they say.

use kapok::analysis::{
    Given, Identity, Observed, Period, TooFew, condition, track, update_columns,
};
use kapok::model::Driver;
use kapok::numerics::{ln, normal_cdf};
use kapok::results::{
    Column, Estimate, FailedPaths, PathTable, ProvenanceSummary, Update, UpdatedQuantity,
};
use kapok::scenario::{Indicator, Scenario, Series};
use kapok::simulation::{Prepared, SamplingPlan, Silent, gather};

use crate::reference::{Case, number};
use crate::support::{Checks, Plan, indicator, judged, one_sector, parse, read, target};

const NONE_FAILED: FailedPaths = FailedPaths {
    count: 0,
    first: None,
};

fn identity() -> Identity {
    Identity {
        sha256: String::new(),
        seed: 1,
        variant: None,
        provenance: ProvenanceSummary::default(),
    }
}

fn gathered(plan: Plan, prepared: &Prepared, columns: Vec<Column>) -> PathTable {
    let plan = SamplingPlan {
        paths: plan.paths,
        block: plan.block,
    };
    gather(prepared, columns, plan, &Silent).expect("nobody interrupts")
}

fn conditioned(plan: Plan, scenario: &Scenario, given: &[Given]) -> Result<Update, TooFew> {
    let prepared = plan.all_indicators().prepare(scenario);
    let about: Vec<Column> = given.iter().map(|it| it.column().clone()).collect();
    let table = gathered(plan, &prepared, update_columns(scenario, &about));
    let of = (scenario, &prepared);
    condition(of, &table, given, &identity(), &NONE_FAILED)
}

fn tracked(plan: Plan, scenario: &Scenario, observed: &[Observed]) -> Result<Update, TooFew> {
    let prepared = plan.all_indicators().prepare(scenario);
    let about: Vec<Column> = observed.iter().map(Observed::column).collect();
    let table = gathered(plan, &prepared, update_columns(scenario, &about));
    let of = (scenario, &prepared);
    track(of, &table, observed, &identity(), &NONE_FAILED)
}

fn named(scenario: &Scenario, name: &str) -> Indicator {
    let names = scenario.indicator_names();
    let found = names.find(name);
    found.unwrap_or_else(|| panic!("no indicator {name}"))
}

fn of_year(scenario: &Scenario, name: &str, year: usize) -> Column {
    Column::Indicator(named(scenario, name), year)
}

fn driver<'u>(update: &'u Update, name: &str, year: Option<i32>) -> &'u UpdatedQuantity {
    let mut drivers = update.drivers.iter();
    let found = drivers.find(|it| it.name == name && it.year == year);
    found.unwrap_or_else(|| panic!("no driver {name}"))
}

/// One year of growth that is shocked by N(0, 0.02²) in logs, and by nothing else; a factor that nothing feels; two targets.
fn shocked() -> Scenario {
    parse(&one_sector(
        2024,
        "0",
        &format!(
            "\n[factor.productivity]\nsd = 0.02\n\n[factor.unfelt]\nsd = 0.03\n\n[[indicator]]\nid = \"aside\"\nvalue = \"factor.unfelt\"\n{}{}",
            judged(
                "one_sd",
                "gdp.growth",
                2024,
                &format!("at_least = {}", libm::expm1(0.02))
            ),
            judged("none", "gdp.growth", 2024, "at_least = 0"),
        ),
    ))
}

#[test]
fn the_table_is_the_same_bytes_for_any_threads_and_blocks() {
    let scenario = read("tests/reference/independent/pandemic.toml");
    let plan = Plan::paths(1_111).all_indicators();
    let prepared = plan.prepare(&scenario);
    let drivers = Driver::all(&scenario).into_iter();
    let years = scenario.horizon.len();
    let columns: Vec<Column> = drivers
        .flat_map(|driver| Column::of_driver(driver, years))
        .chain((0..years).map(|t| of_year(&scenario, "gdp.growth", t)))
        .collect();
    let bits = |table: &PathTable| -> Vec<Vec<u64>> {
        let column = |column| table.column(column).expect("it was asked for");
        let columns = table.columns().iter().map(column);
        columns
            .map(|values| values.iter().map(|value| value.to_bits()).collect())
            .collect()
    };
    let reference = bits(&gathered(plan, &prepared, columns.clone()));
    assert!(reference.iter().all(|column| column.len() == 1_111));
    for threads in 1..=3 {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads can be started");
        for block in [32, 64, 1024] {
            let table = pool.install(|| gathered(plan.block(block), &prepared, columns.clone()));
            assert!(
                bits(&table) == reference,
                "{threads} threads, blocks of {block}"
            );
        }
    }
}

#[test]
fn the_table_has_the_paths_of_a_run() {
    let plan = Plan::paths(4_000).all_indicators();
    for file in [
        "tests/reference/baiyun-core.toml",
        "tests/reference/independent/pandemic.toml",
    ] {
        let scenario = read(file);
        let prepared = plan.prepare(&scenario);
        let summary = plan.summarise(&scenario, &prepared);
        let last = scenario.horizon.len() - 1;
        let about: Vec<Column> = ["gdp.growth", "gdp.nominal"]
            .map(|name| of_year(&scenario, name, last))
            .into();
        let table = gathered(plan, &prepared, update_columns(&scenario, &about));
        assert!(table.valid().iter().all(|valid| *valid));
        let mean = |column: &Column| {
            let values = table.column(column).expect("it was asked for");
            values.iter().sum::<f64>() / 4_000.0
        };
        for (column, name) in about.iter().zip(["gdp.growth", "gdp.nominal"]) {
            let expected = indicator(&summary, name).mean[last];
            assert!(
                (mean(column) / expected - 1.0).abs() < 1e-12,
                "{file}: {name}"
            );
        }
        for (k, judged) in scenario.targets.iter().enumerate() {
            let expected = target(&summary, &judged.id).probability;
            let off = (mean(&Column::Met(k)) - expected).abs();
            assert!(off < 1e-12, "{file}: {}", judged.id);
        }
    }
}

#[test]
fn drivers_are_what_moved_the_path() {
    // ln GDP grows by the year's shock of the factor and of the sector, and by b: nothing else.
    let text = one_sector(
        2025,
        "0",
        "\n[factor.productivity]\nsd = 0.02\n\n[[event]]\nid = \"blow\"\nprobability = 0.3\nseverity = { shape = \"uniform\", low = 0.5, high = 1 }\neffect = { productivity = \"-6%\" }\n",
    )
    .replace("trend = 0", "trend = 0\ntrend_sd = \"1%\"")
    .replace("[defaults.sector]", "[defaults.sector]\nsupply_sd = 0.01");
    let scenario = parse(&text);
    let plan = Plan::paths(500).all_indicators();
    let prepared = plan.prepare(&scenario);
    let names = scenario.indicator_names();
    let drivers = Driver::all(&scenario);
    let told: Vec<String> = drivers.iter().map(|it| it.name(&names)).collect();
    let expected = [
        "trend.plain",
        "innovation.productivity",
        "occurrence.blow",
        "shocks.supply",
    ];
    assert_eq!(told, expected);
    let columns = drivers.iter().flat_map(|it| Column::of_driver(*it, 2));
    let growth = |t| of_year(&scenario, "gdp.growth", t);
    let columns = columns.chain((0..2).map(growth)).collect();
    let table = gathered(plan, &prepared, columns);
    let column = |column| table.column(&column).expect("it was asked for");
    let of = |place: usize, t| column(Column::Driver(drivers[place], t));
    // The event's state halves by default nothing: it has no decay here, so the second year feels only its own.
    for t in 0..2 {
        let (b, shock, blow, supply) =
            (of(0, None), of(1, Some(t)), of(2, Some(t)), of(3, Some(t)));
        for (i, growth) in column(growth(t)).iter().enumerate() {
            let sum = b[i] + shock[i] - 0.06 * blow[i] + supply[i];
            assert!((ln(1.0 + growth) - sum).abs() < 1e-9, "path {i}, year {t}");
        }
        let happened = blow.iter().filter(|it| **it > 0.0).count();
        assert!((90..210).contains(&happened), "{happened} of 500");
    }
}

#[test]
fn a_target_that_is_met_leaves_a_truncated_normal() {
    let scenario = shocked();
    let paths = 400_000;
    let update = conditioned(Plan::paths(paths), &scenario, &[Given::Met(Column::Met(0))]);
    let update = update.expect("enough paths");
    let p = 1.0 - normal_cdf(1.0);
    // The mean of a standard normal above 1 is φ(1)/P(Z > 1).
    let mills = libm::exp(-0.5) / std::f64::consts::TAU.sqrt() / p;
    let shock = driver(&update, "innovation.productivity", Some(2024));
    let mut checks = Checks::default();
    let mean = shock.after.mean;
    checks.value("mean", mean.value, 0.02 * mills, mean.std_error);
    checks.probability("P", update.carrying_paths as f64 / paths as f64, p, paths);
    let variance = 1.0 + mills - mills * mills;
    checks.value("sd", shock.after.sd, 0.02 * variance.sqrt(), 2e-5);
    checks.hold();
    assert_eq!(update.effective_paths.round() as u64, update.carrying_paths);
    // The median of Z above 1.
    let median = 0.02 * kapok::numerics::normal_quantile(1.0 - p / 2.0);
    let [low, high] = shock.after.median_ci95;
    assert!(low < median && median < high, "{low} {median} {high}");
    assert!(shock.shifted && update.drivers[0].name == "innovation.productivity");
    // A driver that nothing feels is not shifted.
    let unfelt = driver(&update, "innovation.unfelt", Some(2024));
    assert!(!unfelt.shifted && unfelt.shift.value.abs() < 4.5 * unfelt.shift.std_error);
    let [met, implied] = [0, 1].map(|k| &update.targets[k]);
    assert!(met.given && met.probability.after.value == 1.0 && !implied.given);
    assert_eq!(implied.probability.after.value, 1.0);
}

#[test]
fn a_view_on_the_mean_of_a_normal_moves_it_and_leaves_its_spread() {
    let case = Case::find("ET-gauss");
    let scenario = shocked();
    let paths = 400_000;
    // Two thirds of a standard deviation, as in the case.
    let shift = 0.02 * 2.0 / 3.0;
    let view = Given::Mean(of_year(&scenario, "factor.productivity", 0), shift);
    let update = conditioned(Plan::paths(paths), &scenario, &[view]).expect("enough paths");
    let limit = number(case.expected("ess_fraction_limit"));
    let divergence = number(case.expected("kl"));
    assert!((update.effective_paths / paths as f64 - limit).abs() < 0.01);
    assert!((update.divergence - divergence).abs() < 0.005);
    let shock = driver(&update, "innovation.productivity", Some(2024));
    assert!((shock.after.mean.value - shift).abs() < 1e-12 && shock.after.mean.std_error < 1e-12);
    assert!((shock.after.sd / 0.02 - 1.0).abs() < 0.01);
    let multiplier = update.given[0].multiplier.expect("a view tilts");
    assert!((multiplier * 0.02 - 2.0 / 3.0).abs() < 0.01, "{multiplier}");
    let mut checks = Checks::default();
    for (k, exact) in [1.0 - normal_cdf(1.0 / 3.0), normal_cdf(2.0 / 3.0)]
        .into_iter()
        .enumerate()
    {
        let after = update.targets[k].probability.after;
        checks.value("P after", after.value, exact, after.std_error);
        let before = [1.0 - normal_cdf(1.0), 0.5][k];
        let change = update.targets[k].probability.change;
        checks.value("change", change.value, exact - before, change.std_error);
    }
    checks.hold();
}

#[test]
fn views_on_a_probability_and_a_quantile_are_the_closed_form() {
    let scenario = shocked();
    let view = Given::Probability(Column::Met(1), 0.3);
    let update = conditioned(Plan::paths(100_000), &scenario, &[view]).expect("enough paths");
    let after = update.targets[1].probability.after;
    assert!((after.value - 0.3).abs() < 1e-12 && update.targets[1].given);
    // γ = logit p − logit P₀, as of ET-prob.
    let logit = |p: f64| ln(p / (1.0 - p));
    let before = update.targets[1].probability.before.value;
    let multiplier = update.given[0].multiplier.expect("a view tilts");
    assert!((multiplier - logit(0.3) + logit(before)).abs() < 1e-9);
    // Above one standard deviation lies the same part of what is met as before.
    let part = (1.0 - normal_cdf(1.0)) / 0.5;
    let one = update.targets[0].probability.after;
    let mut checks = Checks::default();
    checks.value("one sd", one.value, 0.3 * part, one.std_error);
    checks.hold();
    let shock = Column::Driver(Driver::Innovation(0), Some(0));
    let view = Given::Quantile(shock, 0.25, 0.0);
    let update = conditioned(Plan::paths(100_000), &scenario, &[view]).expect("enough paths");
    let chance = update.targets[1].probability.after.value;
    assert!((chance - 0.75).abs() < 1e-12, "{chance}");
}

#[test]
fn what_no_path_has_is_refused() {
    let scenario = shocked();
    let plan = Plan::paths(4_000);
    let at = |sds: f64| {
        let column = of_year(&scenario, "factor.productivity", 0);
        conditioned(plan, &scenario, &[Given::Mean(column, 0.02 * sds)])
    };
    assert!(matches!(at(9.0), Err(TooFew::Outside { given: 0, .. })));
    // exp(−δ²) of the paths is effective: 2 % of 4000 at two standard deviations.
    assert!(matches!(at(2.0), Err(TooFew::Effective { of: 4_000, .. })));
    assert!(at(0.5).is_ok());
    let both = [Given::Met(Column::Met(0)), Given::Missed(Column::Met(1))];
    let none = conditioned(plan, &scenario, &both);
    assert_eq!(
        none.unwrap_err(),
        TooFew::Selected {
            paths: 0,
            of: 4_000
        }
    );
    let twice =
        [0.002, 0.003].map(|mean| Given::Mean(of_year(&scenario, "factor.productivity", 0), mean));
    assert_eq!(
        conditioned(plan, &scenario, &twice).unwrap_err(),
        TooFew::Together
    );
}

/// A rate that is N(0.05, 0.02²) in every path, judged at 6 %.
fn normal_rate() -> Scenario {
    parse(&one_sector(
        2024,
        "0",
        &format!(
            "\n[[indicator]]\nid = \"pace\"\nunit = \"%\"\nvalue = \"0.05 + noise\"\nnoise = {{ shape = \"normal\", mean = 0, sd = 0.02 }}\n{}{}",
            judged("six", "pace", 2024, "at_least = 0.06"),
            judged("between", "pace", 2024, "between = [0.04, 0.05]"),
        ),
    ))
}

fn half(scenario: &Scenario, first: f64, weight: f64, spread: f64) -> Observed {
    Observed {
        indicator: named(scenario, "pace"),
        year: 0,
        value: first,
        period: Period::FirstHalf { weight, spread },
    }
}

#[test]
fn a_first_half_updates_a_normal_year_by_bayes_rule() {
    let scenario = normal_rate();
    let (first, weight, spread) = (0.063, 0.45, 0.03);
    let observed = [half(&scenario, first, weight, spread)];
    let update = tracked(Plan::paths(200_000), &scenario, &observed).expect("enough paths");
    let noise = (1.0 - weight) * spread;
    let (prior, precision) = (0.02 * 0.02, 1.0 / (0.02 * 0.02) + 1.0 / (noise * noise));
    let variance = 1.0 / precision;
    let mean = variance * (0.05 / prior + first / (noise * noise));
    let sd = variance.sqrt();
    let pace = &update.indicators[0];
    let mut checks = Checks::default();
    let after = pace.after.mean;
    checks.value("mean", after.value, mean, after.std_error);
    let six = update.targets[0].probability.after;
    let exact = 1.0 - normal_cdf((0.06 - mean) / sd);
    checks.value("P(six)", six.value, exact, six.std_error);
    let between = update.targets[1].probability.after;
    let exact = normal_cdf((0.05 - mean) / sd) - normal_cdf((0.04 - mean) / sd);
    checks.value("P(between)", between.value, exact, between.std_error);
    let rest = &update.halves[0];
    let second = (mean - weight * first) / (1.0 - weight);
    checks.value(
        "second half",
        rest.second.mean.value,
        second,
        rest.second.mean.std_error,
    );
    checks.hold();
    assert!((pace.after.sd / sd - 1.0).abs() < 0.01);
    assert!((rest.expected_sd / (prior + noise * noise).sqrt() - 1.0).abs() < 0.01);
    // w·first + (1 − w)·second is the target.
    let ends = [
        (&rest.needed[0], Some(0.06), None),
        (&rest.needed[1], Some(0.04), Some(0.05)),
    ];
    for (needed, least, most) in ends {
        for (end, target) in [(needed.at_least, least), (needed.at_most, most)] {
            assert_eq!(end.is_some(), target.is_some());
            let year = end.map(|second| weight * first + (1.0 - weight) * second);
            assert!((year.unwrap_or(0.0) - target.unwrap_or(0.0)).abs() < 1e-12);
        }
    }
}

#[test]
fn two_halves_of_the_sheet_of_a_district_ask_for_the_right_rest() {
    // 6.3 % in a first half of half the year: 6.7 % for 6.5 % in the year, 4.7 % for 5.5 %.
    let text = one_sector(2024, "0.06", "\n[factor.productivity]\nsd = 0.02\n");
    let text = text
        + &judged("pledge", "gdp.growth", 2024, "at_least = 0.065")
        + &judged("plan", "gdp.growth", 2024, "at_least = 0.055");
    let scenario = parse(&text);
    let observed = [Observed {
        indicator: named(&scenario, "gdp.growth"),
        ..half(&normal_rate(), 0.063, 0.5, 0.02)
    }];
    let update = tracked(Plan::paths(20_000), &scenario, &observed).expect("enough paths");
    let needed: Vec<f64> = update.halves[0]
        .needed
        .iter()
        .filter_map(|it| it.at_least)
        .collect();
    assert!((needed[0] - 0.067).abs() < 1e-12 && (needed[1] - 0.047).abs() < 1e-12);
}

#[test]
fn a_whole_year_selects_the_paths_that_round_to_it() {
    let scenario = normal_rate();
    let observed = Observed {
        period: Period::Year { rounding: 0.0005 },
        ..half(&scenario, 0.061, 0.5, 0.02)
    };
    let update = tracked(
        Plan::paths(100_000),
        &scenario,
        std::slice::from_ref(&observed),
    )
    .expect("enough");
    assert_eq!(update.targets[0].probability.after.value, 1.0);
    assert!(update.halves.is_empty());
    let z = |x: f64| normal_cdf((x - 0.05) / 0.02);
    let mut checks = Checks::default();
    let share = update.carrying_paths as f64 / 100_000.0;
    checks.probability("selected", share, z(0.0615) - z(0.0605), 100_000);
    checks.hold();
    let few = tracked(Plan::paths(20_000), &scenario, &[observed]);
    assert!(matches!(few, Err(TooFew::Selected { .. })));
    let far = half(&scenario, 0.30, 0.5, 0.02);
    let far = tracked(Plan::paths(20_000), &scenario, &[far]);
    assert!(matches!(far, Err(TooFew::Effective { .. })));
}

/// Sum of squared distances of an estimate from its exact value in its standard errors, over 40 seeds.
fn squared_distances(exact: f64, plan: Plan, estimate: impl Fn(Plan) -> Estimate) -> f64 {
    let square = |seed| {
        let found = estimate(plan.seed(seed));
        let off = (found.value - exact) / found.std_error;
        off * off
    };
    (1..=40).map(square).sum()
}

/// χ² with 40 degrees of freedom lies here but once in 100,000 times.
const RIGHT: std::ops::Range<f64> = 11.5..92.0;

#[test]
fn errors_are_as_large_as_the_distances_from_the_truth() {
    let scenario = shocked();
    let plan = Plan::paths(4_000);
    let mean = |shift: f64| {
        let column = Column::Indicator(
            Indicator {
                region: None,
                series: Series::Factor(0),
            },
            0,
        );
        Given::Mean(column, shift)
    };
    let after = |given: Given, plan: Plan| {
        let update = conditioned(plan, &scenario, &[given]).expect("enough paths");
        update.targets[0].probability.after
    };
    let exact = 1.0 - normal_cdf(0.5);
    let tilted = squared_distances(exact, plan, |plan| after(mean(0.01), plan));
    assert!(RIGHT.contains(&tilted), "tilted: {tilted}");
    let exact = (1.0 - normal_cdf(1.0)) / 0.5;
    let met = Given::Met(Column::Met(1));
    let selected = squared_distances(exact, plan, |plan| after(met.clone(), plan));
    assert!(RIGHT.contains(&selected), "selected: {selected}");
    let scenario = normal_rate();
    let noise: f64 = 0.5 * 0.04;
    let variance = 1.0 / (1.0 / 0.0004 + 1.0 / (noise * noise));
    let posterior = variance * (0.05 / 0.0004 + 0.07 / (noise * noise));
    let exact = 1.0 - normal_cdf((0.06 - posterior) / variance.sqrt());
    let weighted = squared_distances(exact, plan, |plan| {
        let observed = [half(&scenario, 0.07, 0.5, 0.04)];
        let update = tracked(plan, &scenario, &observed).expect("enough paths");
        update.targets[0].probability.after
    });
    assert!(RIGHT.contains(&weighted), "weighted: {weighted}");
}

#[test]
fn quasi_random_paths_have_the_errors_of_their_replicates() {
    let scenario = shocked();
    let plan = Plan::paths(16_384).sobol();
    let view = || Given::Mean(of_year(&scenario, "factor.productivity", 0), 0.01);
    let after = |plan: Plan| {
        let update = conditioned(plan, &scenario, &[view()]).expect("enough paths");
        assert_eq!(update.replicates, Some(16));
        update.targets[0].probability.after
    };
    // Student's t of 15 degrees of freedom: squares have the mean 15/13.
    let exact = 1.0 - normal_cdf(0.5);
    let squares = squared_distances(exact, plan, after);
    assert!((11.5..120.0).contains(&squares), "{squares}");
    let plain = conditioned(Plan::paths(16_384), &scenario, &[view()]).expect("enough paths");
    let [plain, sobol] = [plain.targets[0].probability.after, after(plan)];
    assert!(
        sobol.std_error < 0.5 * plain.std_error,
        "{sobol:?} {plain:?}"
    );
}

//! What growth is made of: every split adds up on every path, and its parts are what a hand calculation says.

use kapok::analysis::{Identity, contributions};
use kapok::model::{GrowthAccount, GrowthItem, GrowthSplit};
use kapok::numerics::ln;
use kapok::results::{
    Column, Contribution, Contributions, FailedPaths, PathTable, ProvenanceSummary,
};
use kapok::scenario::Scenario;
use kapok::simulation::{
    ContributionTable, Prepared, SamplingPlan, Silent, contributions as contribute, gather,
};

use crate::support::{Plan, close, growth, one_sector, parse, read};

fn table(
    plan: Plan,
    scenario: &Scenario,
    prepared: &Prepared,
    region: Option<usize>,
) -> ContributionTable {
    let account = GrowthAccount::new(&prepared.arms[0].model, scenario, region);
    let plan = SamplingPlan {
        paths: plan.paths,
        block: plan.block,
    };
    contribute(prepared, &account, plan, &Silent).expect("nobody interrupts")
}

fn summed(plan: Plan, scenario: &Scenario) -> Contributions {
    let prepared = plan.prepare(scenario);
    let table = table(plan, scenario, &prepared, None);
    let identity = Identity {
        sha256: String::new(),
        seed: 1,
        variant: None,
        provenance: ProvenanceSummary::default(),
    };
    let failed = FailedPaths {
        count: 0,
        first: None,
    };
    contributions((scenario, &prepared), &table, (None, 0), &identity, &failed)
}

fn part(found: &Contributions, item: &str, t: usize) -> Contribution {
    let all = found.splits.iter().flat_map(|split| &split.items);
    let mut named = all.filter(|series| series.item == item);
    named.next().unwrap_or_else(|| panic!("no {item}")).years[t]
}

/// An indicator of every path by year.
fn paths(scenario: &Scenario, prepared: &Prepared, name: &str, paths: u64) -> Vec<Vec<f64>> {
    let names = scenario.indicator_names();
    let indicator = names.find(name).unwrap_or_else(|| panic!("no {name}"));
    let of_year = |t| Column::Indicator(indicator.clone(), t);
    let columns: Vec<Column> = (0..scenario.horizon.len()).map(of_year).collect();
    let plan = SamplingPlan::of_paths(paths);
    let table: PathTable =
        gather(prepared, columns.clone(), plan, &Silent).expect("nobody interrupts");
    let column = |column| table.column(column).expect("it was asked for");
    columns.iter().map(column).collect()
}

/// Two regions with uncertain and changing inputs, and one with links, events and key projects: of all regions and of each.
#[test]
fn every_split_adds_up_to_growth_on_every_path() {
    let files = [
        "tests/reference/regional/regional.toml",
        "tests/reference/independent/pandemic.toml",
    ];
    for file in files {
        let scenario = read(file);
        let plan = Plan::paths(300).all_indicators();
        let prepared = plan.prepare(&scenario);
        let single = (0..scenario.regions.len()).map(Some);
        let single: Vec<Option<usize>> = single.filter(|_| scenario.regions.len() > 1).collect();
        for region in [vec![None], single].concat() {
            let table = table(plan, &scenario, &prepared, region);
            let prefix = region.map_or(String::new(), |r| format!("{}.", scenario.regions[r].id));
            let growth = paths(&scenario, &prepared, &format!("{prefix}gdp.growth"), 300);
            let level = paths(&scenario, &prepared, &format!("{prefix}gdp.real"), 300);
            let of = |r: usize| scenario.regions[r].gdp.value.get();
            let base = region.map_or_else(|| (0..scenario.regions.len()).map(of).sum(), of);
            for period in 0..table.periods() {
                let own = table.of(period, None);
                for path in 0..300 {
                    let expected = match growth.get(period) {
                        Some(growth) => growth[path],
                        None => level[period - 1][path] / base - 1.0,
                    };
                    // A stated total may differ from the sum of its sectors by a thousandth.
                    let slack = if period < growth.len() { 1e-12 } else { 2e-3 };
                    assert!((own[path] - expected).abs() < slack, "{file} {region:?}");
                }
                for split in GrowthSplit::ALL {
                    let items = table.items().iter().enumerate();
                    let items = items.filter(|(_, item)| item.split() == split);
                    let rows: Vec<Vec<f64>> =
                        items.map(|(k, _)| table.of(period, Some(k))).collect();
                    for path in 0..300 {
                        let sum: f64 = rows.iter().map(|row| row[path]).sum();
                        let off = (sum - own[path]).abs();
                        assert!(off < 1e-12, "{file} {region:?} {split:?}: {off}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_values_are_the_same_bytes_for_any_threads_and_blocks() {
    let scenario = read("tests/reference/independent/pandemic.toml");
    let plan = Plan::paths(333);
    let prepared = plan.prepare(&scenario);
    let bits = |table: &ContributionTable| -> Vec<u64> {
        let items = (0..table.items().len()).map(Some);
        let rows = [None].into_iter().chain(items);
        rows.flat_map(|item| table.of(table.periods() - 1, item))
            .map(f64::to_bits)
            .collect()
    };
    let reference = bits(&table(plan, &scenario, &prepared, None));
    assert!(reference.len() >= 333);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build();
    let pool = pool.expect("threads can be started");
    let other = pool.install(|| table(plan.block(64), &scenario, &prepared, None));
    assert!(reference == bits(&other));
}

/// Output follows productivity one for one, and the market outside buys all of it: the shock and the anchor share growth as their logs do.
#[test]
fn a_productivity_shock_is_productivity_and_is_sold_outside() {
    let text = one_sector(
        2024,
        &growth(0.03).to_string(),
        "\n[factor.productivity]\nsd = 0.02\n",
    );
    let scenario = parse(&text);
    let plan = Plan::paths(512);
    let prepared = plan.prepare(&scenario);
    let table = table(plan, &scenario, &prepared, None);
    let of = |item: GrowthItem| {
        let place = table.items().iter().position(|it| *it == item);
        table.of(0, Some(place.unwrap_or_else(|| panic!("{item:?}"))))
    };
    let growth = table.of(0, None);
    let (anchor, shocks) = (of(GrowthItem::Anchor), of(GrowthItem::ProductivityShocks));
    let (sold, limits) = (of(GrowthItem::OutsideSales), of(GrowthItem::SupplyLimits));
    let mut spread = 0.0_f64;
    for path in 0..512 {
        let log = ln(1.0 + growth[path]);
        // The logarithmic mean of 1 and 1 + g is g ÷ ln(1 + g); the anchor's log is 0.03.
        let mean = growth[path] / log;
        assert!(close(anchor[path], 0.03 * mean, 1e-10, 1e-12), "{path}");
        assert!((shocks[path] - (log - 0.03) * mean).abs() < 1e-11, "{path}");
        assert!((sold[path] - growth[path]).abs() < 1e-11, "{path}");
        assert!(limits[path].abs() < 1e-11, "{path}");
        spread = spread.max((log - 0.03).abs());
    }
    assert!(spread > 0.03, "the shocks are there: {spread}");
}

/// Planted: demand alone falls short, so that sales and utilisation take all of it, and productivity none.
#[test]
fn a_demand_shock_is_demand_and_idle_capacity() {
    let rest = "\n[[event]]\nid = \"slump\"\nprobability = 1\nseverity = 1\noutside_demand = { s1 = \"-10%\" }\n";
    let scenario = parse(&one_sector(2024, &growth(0.03).to_string(), rest));
    let found = summed(Plan::paths(64), &scenario);
    let mean = |item: &str| part(&found, item, 0).mean.value;
    let total = found.growth.years[0].mean.value;
    let sold = mean("outside_sales");
    assert!(close(sold, growth(0.03 - 0.1), 1e-9, 0.0), "{sold}");
    let (used, shocks) = (mean("utilisation"), mean("productivity_shocks"));
    assert!(shocks.abs() < 1e-12, "{shocks}");
    assert!(used < -0.05, "{used}");
    let anchor = mean("anchor");
    assert!((used + anchor - total).abs() < 1e-11, "{used} {anchor}");
    // Every path is the same: there is no Monte Carlo error.
    assert!(part(&found, "utilisation", 0).mean.std_error < 1e-12);
    assert!(found.largest_residual < 1e-12);
    assert_eq!(found.years, [2024]);
}

#[test]
fn means_add_up_and_have_the_error_of_their_paths() {
    let scenario = read("tests/reference/independent/pandemic.toml");
    for plan in [Plan::paths(512), Plan::paths(512).sobol()] {
        let found = summed(plan, &scenario);
        let summary = plan.run(&scenario);
        let growth = &summary.indicators["gdp.growth"];
        for (t, total) in found.growth.years.iter().enumerate() {
            assert!(close(total.mean.value, growth.mean[t], 1e-9, 1e-3));
            assert!(close(total.central, growth.central[t], 1e-9, 1e-3));
            let error = growth.std_error[t];
            assert!(close(total.mean.std_error, error, 0.01, 0.0), "{t}");
            for split in &found.splits {
                let central = split.items.iter().map(|item| item.years[t].central);
                assert!((central.sum::<f64>() - total.central).abs() < 1e-12);
                let means = split.items.iter().map(|item| item.years[t].mean.value);
                assert!((means.sum::<f64>() - total.mean.value).abs() < 1e-12);
            }
        }
    }
}

//! What must hold on every path, whatever the numbers: accounts that close, and answers that move as they must.

use std::sync::LazyLock;

use kapok::model::{Calibration, Model, Seeding, Shocks, State, advance, calibrate, compile};
use kapok::numerics::{exp, ln};
use kapok::results::Summary;
use kapok::scenario::{InvestmentScope, NodeScope, Scenario, Series};
use kapok::simulation::{IndicatorSet, Prepared, SamplingPlan, Silent, simulate};

use crate::support::{Plan, close, indicator, names, package, parse, read, target};

const LANES: usize = 256;
/// Paths of each scenario: two blocks.
const BLOCKS: u64 = 2;

/// A scenario that the identities are asserted on, ready to run.
struct Subject {
    name: String,
    scenario: Scenario,
    prepared: Prepared,
}

/// Every scenario of the package that runs. Prepared once for all tests: finding a record's λ takes longer than the paths.
static SUBJECTS: LazyLock<Vec<Subject>> = LazyLock::new(|| {
    let folders = ["tests/reference/independent", "scenarios"];
    let files = folders.into_iter().flat_map(|folder| {
        let names = names(folder, ".toml").into_iter();
        names.map(move |name| format!("{folder}/{name}.toml"))
    });
    let subject = |name: String| {
        let scenario = read(&name);
        let prepared = Plan::paths(1).all_indicators().prepare(&scenario);
        Subject {
            name,
            scenario,
            prepared,
        }
    };
    files.map(subject).collect()
});

/// Steps every path of a scenario and shows each finished year, with the state it began from and its shocks.
fn each_year(
    prepared: &Prepared,
    mut see: impl FnMut(&Model, &Calibration, usize, &State, &State, &Shocks),
) {
    let arm = &prepared.arms[0];
    let mut state = State::base_year(&arm.model, LANES);
    let mut shocks = Shocks::none(&arm.model, LANES);
    let mut room = vec![0.0; LANES];
    for block in 0..BLOCKS {
        let first_path = block * LANES as u64;
        state.reset(&arm.model);
        prepared.draws.fill_held(first_path, &mut room, &mut state);
        for t in 0..arm.model.horizon.len() {
            prepared
                .draws
                .fill_year(t, first_path, &mut room, &mut shocks);
            let before = state.clone();
            advance(&arm.model, &arm.calibration, t, &shocks, &mut state);
            see(&arm.model, &arm.calibration, t, &before, &state, &shocks);
        }
    }
}

#[test]
fn base_year_accounts_close() {
    for Subject { name, prepared, .. } in &*SUBJECTS {
        let model = &prepared.arms[0].model;
        let accounts = &model.accounts;
        let n = model.nodes.len();
        for i in 0..n {
            let x = accounts.gross_output[i];
            let used: f64 = (0..n)
                .map(|j| accounts.coefficients[[i, j]] * accounts.gross_output[j])
                .sum();
            // x = A x + f, and back: x = L f.
            assert!(
                close(x, used + accounts.final_demand[i], 1e-12, 0.0),
                "{name}: node {i}"
            );
            let called_for: f64 = (0..n)
                .map(|j| accounts.leontief[[i, j]] * accounts.final_demand[j])
                .sum();
            assert!(
                close(x, called_for, 1e-9, 0.0),
                "{name}: node {i}: {x} against {called_for}"
            );
            // f = c + B I + e, none of them negative.
            let parts = [
                accounts.consumption[i],
                accounts.investment_demand[i],
                accounts.outside_sales[i],
            ];
            assert!(
                close(accounts.final_demand[i], parts.iter().sum(), 1e-12, 1e-9),
                "{name}: node {i}"
            );
            assert!(
                parts.iter().all(|part| *part >= -1e-9),
                "{name}: node {i}: {parts:?}"
            );
            // Value added is what output leaves once local and outside inputs are paid.
            let ratio = model.nodes[i].value_added_ratio;
            assert!(
                close(accounts.value_added[i], ratio * x, 1e-12, 0.0),
                "{name}: node {i}"
            );
            let local: f64 = (0..n).map(|j| accounts.coefficients[[j, i]]).sum();
            assert!(
                local + ratio <= 1.0 + 1e-9,
                "{name}: node {i} buys more than it sells"
            );
            // The short side of capacity and notional demand is the output observed.
            let (rho, utilisation) = (model.mismatch, x / accounts.capacity[i]);
            let q = accounts.notional_ratio[i];
            let short = libm::pow(libm::pow(utilisation, rho) + libm::pow(q, -rho), -1.0 / rho);
            assert!(close(short, 1.0, 1e-9, 0.0), "{name}: node {i}: {short}");
        }
        for (r, region) in model.regions.iter().enumerate() {
            let total: f64 = region.nodes.iter().map(|&i| accounts.value_added[i]).sum();
            assert!(close(total, accounts.gdp[r], 1e-12, 0.0), "{name}");
        }
    }
}

#[test]
fn output_is_never_above_capacity_or_demand() {
    for Subject { name, prepared, .. } in &*SUBJECTS {
        each_year(prepared, |model, _, t, _, now, _| {
            for i in 0..model.nodes.len() {
                for lane in 0..LANES {
                    let x = now.output[[i, lane]];
                    let capacity = exp(now.ln_linked_capacity[[i, lane]]);
                    let demand = exp(now.ln_demand[[i, lane]]);
                    assert!(
                        x <= capacity.min(demand) * (1.0 + 1e-12),
                        "{name}: node {i}, year {t}, lane {lane}: {x} of {capacity} and {demand}"
                    );
                    // Links only ever take capacity away.
                    assert!(now.ln_linked_capacity[[i, lane]] <= now.ln_capacity[[i, lane]]);
                    // The short-side rule itself, as powers: x = (cap^−ρ + x^d^−ρ)^(−1/ρ).
                    let rho = model.mismatch;
                    let ratio = libm::pow(1.0 + libm::pow(capacity / demand, rho), -1.0 / rho);
                    assert!(close(x, capacity * ratio, 1e-10, 0.0), "{name}: {x}");
                }
            }
        });
    }
}

#[test]
fn demand_is_what_final_demand_calls_for() {
    for Subject { name, prepared, .. } in &*SUBJECTS {
        each_year(prepared, |model, _, t, _, now, _| {
            for i in 0..model.nodes.len() {
                for lane in 0..LANES {
                    let bought: f64 = (0..model.categories.len())
                        .map(|c| model.accounts.spent_on[[i, c]] * now.real_investment[[c, lane]])
                        .sum();
                    let f = now.consumption[[i, lane]] + now.outside_sales[[i, lane]] + bought;
                    assert!(
                        close(now.final_demand[[i, lane]], f, 1e-12, 0.0),
                        "{name}: node {i}, year {t}"
                    );
                    let called_for: f64 = (0..model.nodes.len())
                        .map(|j| model.accounts.leontief[[i, j]] * now.final_demand[[j, lane]])
                        .sum();
                    let notional = called_for * model.accounts.notional_ratio[i];
                    assert!(
                        close(exp(now.ln_demand[[i, lane]]), notional, 1e-12, 0.0),
                        "{name}: node {i}, year {t}"
                    );
                }
            }
        });
    }
}

#[test]
fn gdp_is_the_sum_of_value_added() {
    for Subject { name, prepared, .. } in &*SUBJECTS {
        each_year(prepared, |model, _, t, before, now, _| {
            for (r, region) in model.regions.iter().enumerate() {
                for lane in 0..LANES {
                    let total: f64 = region
                        .nodes
                        .iter()
                        .map(|&i| model.nodes[i].value_added_ratio * now.output[[i, lane]])
                        .sum();
                    assert!(
                        close(now.gdp[[r, lane]], total, 1e-12, 0.0),
                        "{name}: year {t}"
                    );
                    let growth = ln(now.gdp[[r, lane]] / before.gdp[[r, lane]]);
                    assert!(
                        close(now.gdp_growth[[r, lane]], growth, 1e-12, 1e-3),
                        "{name}: year {t}"
                    );
                }
            }
        });
    }
}

#[test]
fn every_yuan_due_is_spent_carried_over_or_lost() {
    /// Place of the investment factor among the five roles of a region.
    const INVESTMENT: usize = 3;
    for Subject { name, prepared, .. } in &*SUBJECTS {
        each_year(prepared, |model, _, t, before, now, shocks| {
            for lane in 0..LANES {
                let mut spent_in = vec![0.0; model.categories.len()];
                for (g, pipeline) in model.pipelines.iter().enumerate() {
                    let region = model.categories[pipeline.category].region;
                    let climate = now.loads[[region * 5 + INVESTMENT, lane]];
                    let due = pipeline.planned[t] + before.carried[[g, lane]];
                    let rate = (shocks.execution[[g, lane]] + pipeline.investment_load * climate)
                        .clamp(0.0, pipeline.ceiling);
                    let spent = rate * due;
                    let carried = now.carried[[g, lane]];
                    let lost = (1.0 - pipeline.carry) * (due - spent).max(0.0);
                    // Spending ahead of what is due is allowed up to the ceiling, and nothing is then carried.
                    let ahead = (spent - due).max(0.0);
                    assert!(
                        close(spent - ahead + carried + lost, due, 1e-12, 1e-9),
                        "{name}: pipeline {g}, year {t}, lane {lane}"
                    );
                    assert!(carried >= 0.0 && lost >= 0.0 && spent >= 0.0);
                    spent_in[pipeline.category] += spent;
                }
                for (c, category) in model.categories.iter().enumerate() {
                    let climate = now.loads[[category.region * 5 + INVESTMENT, lane]];
                    let own = shocks.investment[[c, lane]];
                    let rest = model.plan.rest[c][t]
                        * exp(category.investment_load * climate + category.sd * own);
                    assert!(
                        close(now.investment[[c, lane]], rest + spent_in[c], 1e-12, 0.0),
                        "{name}: category {c}, year {t}, lane {lane}"
                    );
                    // Real investment is nominal at the prices expected when the year began.
                    let region = &model.regions[category.region];
                    let price =
                        exp(before.ln_price[[category.region, lane]] + region.inflation.at(t));
                    assert!(
                        close(
                            now.real_investment[[c, lane]] * price,
                            now.investment[[c, lane]],
                            1e-12,
                            0.0
                        ),
                        "{name}: category {c}, year {t}, lane {lane}"
                    );
                }
            }
        });
    }
}

#[test]
fn what_was_planned_is_pipelines_and_the_rest() {
    for Subject { name, prepared, .. } in &*SUBJECTS {
        let model = &prepared.arms[0].model;
        for c in 0..model.categories.len() {
            for t in 0..model.horizon.len() {
                let inside = model.pipelines.iter().filter(|p| p.category == c);
                let pipelines: f64 = inside.map(|p| p.planned[t]).sum();
                let (planned, rest) = (model.plan.planned[c][t], model.plan.rest[c][t]);
                assert!(
                    close(planned, pipelines + rest, 1e-9, 1e-9),
                    "{name}: category {c}, year {t}"
                );
                assert!(rest >= 0.0);
            }
        }
    }
}

#[test]
fn capital_is_what_was_there_less_wear_plus_what_was_finished() {
    for Subject { name, prepared, .. } in &*SUBJECTS {
        // Formation of every year so far, by node and lane; [0] is the base year's.
        let mut formed: Vec<Vec<Vec<f64>>> = Vec::new();
        each_year(prepared, |model, _, t, before, now, _| {
            let nodes = model.nodes.len();
            let of = |investment: &dyn Fn(usize, usize) -> f64| -> Vec<Vec<f64>> {
                (0..nodes)
                    .map(|i| {
                        let shares = &model.nodes[i].formation;
                        let in_lane = |lane| {
                            shares
                                .iter()
                                .map(|(c, share)| share * investment(*c, lane))
                                .sum()
                        };
                        (0..LANES).map(in_lane).collect()
                    })
                    .collect()
            };
            if t == 0 {
                formed = vec![of(&|c, _| model.categories[c].base)];
            }
            formed.push(of(&|c, lane| now.real_investment[[c, lane]]));
            for (i, node) in model.nodes.iter().enumerate() {
                // Before the base year formation shrinks at the first year's trend.
                let trend = 1.0 + model.regions[node.region].trend.at(0);
                for lane in 0..LANES {
                    let finished: f64 = model
                        .gestation
                        .iter()
                        .enumerate()
                        .map(|(lag, share)| {
                            let year = t as i32 + 1 - lag as i32;
                            let level = formed[year.max(0) as usize][i][lane];
                            share * level * libm::pow(trend, f64::from(year.min(0)))
                        })
                        .sum();
                    let capital = (1.0 - node.depreciation) * before.capital[[i, lane]] + finished;
                    assert!(
                        close(now.capital[[i, lane]], capital, 1e-12, 0.0),
                        "{name}: node {i}, year {t}, lane {lane}: {} against {capital}",
                        now.capital[[i, lane]]
                    );
                    let growth = ln(capital / before.capital[[i, lane]]);
                    assert!(
                        close(now.capital_growth[[i, lane]], growth, 1e-11, 1e-3),
                        "{name}"
                    );
                }
            }
        });
        // Shares of what a category builds, and of the years it takes, never exceed all of it.
        let model = &prepared.arms[0].model;
        assert!(
            close(model.gestation.iter().sum(), 1.0, 1e-9, 0.0),
            "{name}"
        );
        for c in 0..model.categories.len() {
            let built: f64 = model.accounts.builds.column(c).sum();
            let bought: f64 = model.accounts.spent_on.column(c).sum();
            assert!(
                built <= 1.0 + 1e-9 && bought <= 1.0 + 1e-9,
                "{name}: category {c}"
            );
        }
    }
}

#[test]
fn no_level_is_negative_and_no_number_is_lost() {
    for Subject { name, prepared, .. } in &*SUBJECTS {
        each_year(prepared, |_, _, t, _, now, _| {
            let positive = |what: &str, block: &ndarray::Array2<f64>| {
                assert!(
                    block.iter().all(|x| *x > 0.0 && x.is_finite()),
                    "{name}: {what} in year {t}"
                );
            };
            positive("output", &now.output);
            positive("capital", &now.capital);
            positive("GDP", &now.gdp);
            positive("final demand", &now.final_demand);
            positive("investment", &now.investment);
            positive("revision", &now.revision);
            for (what, block) in [
                ("consumption", &now.consumption),
                ("sales outside", &now.outside_sales),
                ("money carried over", &now.carried),
            ] {
                assert!(
                    block.iter().all(|x| *x >= 0.0 && x.is_finite()),
                    "{name}: {what} in year {t}"
                );
            }
            for (what, block) in [
                ("prices", &now.ln_price),
                ("capacity", &now.ln_capacity),
                ("gaps", &now.gap),
            ] {
                assert!(
                    block.iter().all(|x| x.is_finite()),
                    "{name}: {what} in year {t}"
                );
            }
        });
    }
}

#[test]
fn capacity_and_prices_follow_their_equations() {
    const PRODUCTIVITY: usize = 2;
    const PRICES: usize = 4;
    for Subject { name, prepared, .. } in &*SUBJECTS {
        each_year(prepared, |model, calibration, t, before, now, shocks| {
            for (i, node) in model.nodes.iter().enumerate() {
                let region = &model.regions[node.region];
                for lane in 0..LANES {
                    let events: f64 = node
                        .supply_events
                        .iter()
                        .map(|(e, m)| m * now.events[[*e, lane]])
                        .sum();
                    let growth = node.trend.at(t)
                        + calibration.adjustment[[t, node.region]]
                        + now.trend_draw[[node.region, lane]]
                        + node.research_effect * region.research_change.at(t)
                        + (1.0 - node.capital_share) * region.labour.at(t)
                        + node.capital_share * now.capital_growth[[i, lane]]
                        + node.productivity_load
                            * now.loads[[node.region * 5 + PRODUCTIVITY, lane]]
                        + node.supply_sd * shocks.supply[[i, lane]]
                        + events
                        + node.catch_up * (before.gap[[i, lane]] - calibration.gap_before[[t, i]]);
                    let found = now.ln_capacity[[i, lane]] - before.ln_capacity[[i, lane]];
                    assert!(
                        (found - growth).abs() < 1e-12,
                        "{name}: node {i}, year {t}: {found} against {growth}"
                    );
                }
            }
            for (r, region) in model.regions.iter().enumerate() {
                for lane in 0..LANES {
                    let pressure: f64 = region
                        .nodes
                        .iter()
                        .map(|&i| {
                            model.nodes[i].weight
                                * (now.gap[[i, lane]] - calibration.gap_before[[0, i]])
                        })
                        .sum();
                    let inflation = region.inflation.at(t)
                        + region.price_slope * pressure
                        + now.loads[[r * 5 + PRICES, lane]];
                    let found = now.ln_price[[r, lane]] - before.ln_price[[r, lane]];
                    assert!((found - inflation).abs() < 1e-12, "{name}: year {t}");
                }
            }
        });
    }
}

#[test]
fn summaries_are_coherent() {
    for Subject {
        name,
        scenario,
        prepared,
    } in &*SUBJECTS
    {
        let summary = Plan::paths(2_000).summarise(scenario, prepared);
        assert_eq!(summary.run.failed_paths.count, 0, "{name}");
        for (indicator, found) in &summary.indicators {
            for t in 0..summary.years.len() {
                let at = format!("{name}: {indicator} in {}", summary.years[t]);
                let mut ordered: Vec<(f64, f64)> = found
                    .quantiles
                    .iter()
                    .map(|(p, values)| (p.parse().expect("a probability"), values[t]))
                    .collect();
                ordered.sort_by(|a, b| a.0.total_cmp(&b.0));
                assert!(
                    ordered.windows(2).all(|pair| pair[0].1 <= pair[1].1),
                    "{at}: {ordered:?}"
                );
                assert!(
                    found.min[t] <= ordered[0].1 && ordered[10].1 <= found.max[t],
                    "{at}"
                );
                assert!(
                    found.min[t] <= found.mean[t] && found.mean[t] <= found.max[t],
                    "{at}"
                );
                assert!(found.sd[t] >= 0.0 && found.quantile_error[t] >= 0.0, "{at}");
                assert!(
                    close(
                        found.std_error[t],
                        found.sd[t] / 2_000.0_f64.sqrt(),
                        1e-12,
                        0.0
                    ),
                    "{at}"
                );
            }
        }
        for target in &summary.targets {
            let hits: u64 = target.batch_hits.iter().sum();
            assert_eq!(
                hits as f64 / 2_000.0,
                target.probability,
                "{name}: {}",
                target.id
            );
            assert_eq!(
                target.mean_shortfall.is_none(),
                hits == 2_000,
                "{name}: {}",
                target.id
            );
            assert!(
                target.mean_shortfall.is_none_or(|short| short > 0.0),
                "{name}: {}",
                target.id
            );
            let shown: f64 = target.histogram.shares.iter().sum();
            assert!(
                (0.99..=1.0 + 1e-12).contains(&shown),
                "{name}: {}: {shown}",
                target.id
            );
        }
        let joint = summary.joint.as_ref().expect("targets");
        let total: f64 = joint.count.iter().sum();
        assert!((total - 1.0).abs() < 1e-12, "{name}");
        // The mean number of targets met is the sum of their probabilities; and all together is at most the least likely of them.
        let mean: f64 = joint
            .count
            .iter()
            .enumerate()
            .map(|(k, share)| k as f64 * share)
            .sum();
        let sum: f64 = summary.targets.iter().map(|t| t.probability).sum();
        assert!((mean - sum).abs() < 1e-9, "{name}: {mean} against {sum}");
        let least = summary
            .targets
            .iter()
            .map(|t| t.probability)
            .fold(1.0, f64::min);
        assert!(
            joint.probability <= least && joint.probability == joint.count[summary.targets.len()],
            "{name}"
        );
    }
}

#[test]
fn totals_are_the_sums_of_their_parts() {
    // Means add up as every path does: GDP = Σ value added, investment = Σ categories, shares = 1.
    for Subject {
        name,
        scenario,
        prepared,
    } in &*SUBJECTS
    {
        let summary = Plan::paths(500).summarise(scenario, prepared);
        let mean = |series: &str, t: usize| indicator(&summary, series).mean[t];
        for t in 0..summary.years.len() {
            let over_sectors = |measure: &str| -> f64 {
                let ids = scenario.sectors.iter().map(|s| &s.id);
                ids.map(|id| mean(&format!("sector.{id}.{measure}"), t))
                    .sum()
            };
            let real = mean("gdp.real", t);
            assert!(
                close(over_sectors("value_added"), real, 1e-9, 0.0),
                "{name} {t}"
            );
            assert!(close(over_sectors("share"), 1.0, 1e-9, 0.0), "{name} {t}");
            let categories = scenario
                .categories
                .iter()
                .map(|c| mean(&format!("fai.{}", c.id), t));
            assert!(
                close(categories.sum(), mean("fai.total", t), 1e-9, 0.0),
                "{name} {t}"
            );
            if scenario.regions.len() > 1 {
                let regions = scenario
                    .regions
                    .iter()
                    .map(|r| mean(&format!("{}.gdp.real", r.id), t));
                assert!(close(regions.sum(), real, 1e-9, 0.0), "{name} {t}");
            }
        }
    }
}

/// Runs a model under a calibration that is not its own.
fn under(scenario: &Scenario, model: Model, calibration: &Calibration, paths: u64) -> Summary {
    let plan = Plan::paths(paths);
    let mut prepared = plan.prepare(scenario);
    prepared.arms.truncate(1);
    prepared.twins.clear();
    prepared.arms[0].model = model;
    prepared.arms[0].calibration = calibration.clone();
    plan.summarise(scenario, &prepared)
}

fn flagship() -> String {
    std::fs::read_to_string(package("scenarios/baiyun-2024.toml")).expect("the flagship is there")
}

#[test]
fn more_planned_investment_raises_growth_under_the_same_calibration() {
    let base = parse(&flagship());
    let lever = parse(&flagship().replace(
        "2025 = \"18%\", 2026 = \"10%\", 2027 = \"6%\" }\nformation = 0.85",
        "2025 = \"60%\", 2026 = \"30%\", 2027 = \"6%\" }\nformation = 0.85",
    ));
    let model = compile(&base, Seeding::All).expect("it compiles");
    let calibration = calibrate(&model).expect("it can be anchored");
    let before = under(&base, model, &calibration, 20_000);
    let changed = compile(&lever, Seeding::All).expect("it compiles");
    let after = under(&lever, changed.clone(), &calibration, 20_000);
    let name = "gdp.growth";
    let (before, with) = (indicator(&before, name), indicator(&after, name));
    // The plan is changed from the second year on.
    assert_eq!(before.mean[0], with.mean[0]);
    for t in 1..4 {
        assert!(
            with.mean[t] > before.mean[t],
            "year {t}: {} against {}",
            with.mean[t],
            before.mean[t]
        );
        assert!(with.central[t] > before.central[t], "year {t}");
        assert!(
            with.quantiles["0.1"][t] >= before.quantiles["0.1"][t],
            "year {t}"
        );
    }
    // Solved anew, the anchor would take the gain back: the central path is pinned to the plan's growth.
    let anew = calibrate(&changed).expect("it can be anchored");
    let pinned = under(&lever, changed, &anew, 64);
    for t in 0..7 {
        assert!(
            close(
                indicator(&pinned, name).central[t],
                before.central[t],
                1e-12,
                1e-3
            ),
            "year {t}"
        );
    }
    assert!(anew.adjustment[[2, 0]] < calibration.adjustment[[2, 0]]);
}

#[test]
fn a_larger_plan_meets_more_targets_under_the_same_calibration() {
    // The target is of the third year, so that the lever has years to work.
    let with_target = |text: String| {
        text + "\n[[target]]\nid = \"later\"\nindicator = \"gdp.real\"\nyear = 2026\nat_least = 3300\n"
    };
    let base = parse(&with_target(flagship()));
    let lever = parse(&with_target(
        flagship().replace("{ 2024 = \"8.03%\"", "{ 2024 = \"20%\""),
    ));
    let model = compile(&base, Seeding::All).expect("it compiles");
    let calibration = calibrate(&model).expect("it can be anchored");
    let before = under(&base, model, &calibration, 20_000);
    let changed = compile(&lever, Seeding::All).expect("it compiles");
    let after = under(&lever, changed, &calibration, 20_000);
    for id in ["later", "gdp_growth", "gdp_level", "fai_growth"] {
        let (before, after) = (target(&before, id), target(&after, id));
        assert!(after.probability > before.probability, "{id}");
        // On shared draws no batch of paths loses.
        assert!(
            before
                .batch_hits
                .iter()
                .zip(&after.batch_hits)
                .all(|(b, a)| a >= b),
            "{id}"
        );
    }
}

#[test]
fn stricter_targets_are_never_more_probable() {
    let mut text = flagship();
    let floors: Vec<f64> = (0..=20).map(|k| 0.002 * f64::from(k) + 0.04).collect();
    for (k, floor) in floors.iter().enumerate() {
        text += &format!(
            "\n[[target]]\nid = \"floor{k}\"\nindicator = \"gdp.growth\"\nyear = 2026\nat_least = {floor}\n\
             [[target]]\nid = \"ceiling{k}\"\nindicator = \"gdp.growth\"\nyear = 2026\nat_most = {floor}\n\
             [[target]]\nid = \"band{k}\"\nindicator = \"gdp.growth\"\nyear = 2026\nabout = 0.05\nwithin = {}\n",
            floor - 0.039
        );
    }
    let summary = Plan::paths(5_000).run_text(&text);
    let of = |kind: &str, k: usize| target(&summary, &format!("{kind}{k}")).probability;
    for k in 1..floors.len() {
        assert!(of("floor", k) <= of("floor", k - 1));
        assert!(of("ceiling", k) >= of("ceiling", k - 1));
        assert!(of("band", k) >= of("band", k - 1));
        // What is not below the floor is at or above it.
        assert!((of("floor", k) + of("ceiling", k) - 1.0).abs() < 1e-12);
    }
    assert!(of("floor", 0) > of("floor", 20));
}

#[test]
fn another_unit_of_money_scales_levels_and_nothing_else() {
    // Every amount 1024 times as large: a power of two, so that hardly a bit of a rate may move.
    let base = read("scenarios/baiyun-2024.toml");
    let text = scaled(&flagship(), 1024.0);
    let scenario = parse(&text);
    let plan = Plan::paths(2_000);
    let (small, large) = (plan.run(&base), plan.run(&scenario));
    for (name, small) in &small.indicators {
        let large = indicator(&large, name);
        let factor = if small.unit == "money" { 1024.0 } else { 1.0 };
        // Rates come from Newton's method on ln Y, which is of other size: they agree to its tolerance, not to the bit.
        let least = if small.unit == "money" { 1.0 } else { 1e-2 };
        for t in 0..small.mean.len() {
            for (what, small, large) in [
                ("mean", small.mean[t], large.mean[t]),
                ("sd", small.sd[t], large.sd[t]),
                ("central", small.central[t], large.central[t]),
                ("min", small.min[t], large.min[t]),
                (
                    "median",
                    small.quantiles["0.5"][t],
                    large.quantiles["0.5"][t],
                ),
            ] {
                assert!(
                    close(factor * small, large, 1e-11, least),
                    "{what} of {name} in year {t}: {small} and {large}"
                );
            }
        }
    }
    for (small, large) in small.targets.iter().zip(&large.targets) {
        assert_eq!(small.batch_hits, large.batch_hits, "{}", small.id);
    }
}

/// A scenario's text with every amount of money multiplied.
fn scaled(text: &str, factor: f64) -> String {
    let number = |text: &str| -> String {
        let value: f64 = text
            .parse()
            .unwrap_or_else(|_| panic!("{text} is no plain number"));
        (value * factor).to_string()
    };
    let mut lines = Vec::new();
    let mut heading = "";
    let mut money_target = false;
    for line in text.lines() {
        if line.starts_with('[') {
            heading = line;
        }
        let (key, rest) = line.split_once('=').unwrap_or((line, ""));
        let (key, rest) = (key.trim(), rest.trim());
        if key == "indicator" {
            money_target =
                rest.contains("nominal") || rest.contains("gross_output") || rest.contains("total");
        }
        let amount = matches!(
            (key, heading),
            ("gdp" | "value_added" | "base", _) | ("at_least", "[[target]]")
        ) && (key != "at_least" || money_target);
        let changed = if amount {
            // The first number of the line is the amount.
            let start = line.find('=').expect("a key has a value");
            let from = start
                + line[start..]
                    .find(|c: char| c.is_ascii_digit())
                    .expect("an amount");
            let length = line[from..]
                .find(|c: char| !(c.is_ascii_digit() || c == '.'))
                .unwrap_or(line.len() - from);
            let (digits, after) = line[from..].split_at(length);
            format!("{}{}{after}", &line[..from], number(digits))
        } else if key == "planned" {
            let inside = rest.trim_matches(['{', '}', ' ']);
            let years: Vec<String> = inside
                .split(',')
                .map(|entry| {
                    let (year, amount) = entry.split_once('=').expect("a year has an amount");
                    format!("{} = {}", year.trim(), number(amount.trim()))
                })
                .collect();
            format!("planned = {{ {} }}", years.join(", "))
        } else {
            line.to_owned()
        };
        lines.push(changed);
    }
    lines.join("\n")
}

#[test]
fn the_order_of_sectors_does_not_matter() {
    // Sums over sectors are added up in another order: the last digits may move, and no more.
    let scenario = read("tests/reference/independent/bottleneck.toml");
    let text = std::fs::read_to_string(package("tests/reference/independent/bottleneck.toml"))
        .expect("the scenario is there");
    let reversed = parse(&with_sectors_reversed(&text));
    assert_ne!(scenario.sectors[0].id, reversed.sectors[0].id);
    let plan = Plan::paths(2_000).all_indicators();
    let (a, b) = (plan.run(&scenario), plan.run(&reversed));
    for (name, a) in &a.indicators {
        let b = indicator(&b, name);
        for t in 0..a.mean.len() {
            for (what, a, b) in [
                ("mean", a.mean[t], b.mean[t]),
                ("sd", a.sd[t], b.sd[t]),
                ("central", a.central[t], b.central[t]),
                ("max", a.max[t], b.max[t]),
            ] {
                assert!(
                    close(a, b, 1e-10, 1e-3),
                    "{what} of {name} in year {t}: {a} and {b}"
                );
            }
        }
    }
    for (a, b) in a.targets.iter().zip(&b.targets) {
        assert_eq!(a.batch_hits, b.batch_hits, "{}", a.id);
    }
}

/// The `[[sector]]` blocks of a scenario in reverse.
fn with_sectors_reversed(text: &str) -> String {
    let mut blocks: Vec<String> = vec![String::new()];
    for line in text.lines() {
        if line.starts_with('[') {
            blocks.push(String::new());
        }
        let block = blocks.last_mut().expect("there is one");
        *block += line;
        *block += "\n";
    }
    let is_sector = |block: &String| block.starts_with("[[sector]]");
    let reversed: Vec<String> = blocks
        .iter()
        .filter(|b| is_sector(b))
        .rev()
        .cloned()
        .collect();
    let mut next = reversed.into_iter();
    blocks
        .iter()
        .map(|block| {
            if is_sector(block) {
                next.next().expect("as many")
            } else {
                block.clone()
            }
        })
        .collect()
}

#[test]
fn shocks_that_shrink_to_nothing_end_at_the_central_path() {
    // σ → 0: with every scale a thousandth of itself the sd is a thousandth, and the mean is central but for second-order terms.
    let text = |sd: f64| {
        crate::support::one_sector(
            2026,
            "0.03",
            &format!(
                "\n[factor.productivity]\nsd = {sd}\npersistence = 0.3\n[factor.demand]\nsd = {sd}\n"
            ),
        )
    };
    let plan = Plan::paths(20_000);
    let (wide, narrow) = (
        plan.run_text(&text(0.02)),
        plan.run_text(&text(0.02 / 1024.0)),
    );
    for (name, wide) in &wide.indicators {
        let narrow = indicator(&narrow, name);
        for t in 0..3 {
            assert!(
                close(1024.0 * narrow.sd[t], wide.sd[t], 0.02, 1e-9),
                "{name} in year {t}"
            );
            assert!(
                (narrow.mean[t] - narrow.central[t]).abs() <= narrow.sd[t] * 0.05,
                "{name} in year {t}"
            );
        }
    }
}

#[test]
fn what_is_watched_does_not_change_what_is_found() {
    let scenario = read("tests/reference/independent/twin-trade.toml");
    let plan = Plan::paths(2_000);
    let (few, all) = (plan.run(&scenario), plan.all_indicators().run(&scenario));
    for (name, found) in &few.indicators {
        assert_eq!(indicator(&all, name), found, "{name}");
    }
    assert_eq!(few.targets, all.targets);
    assert!(all.indicators.len() > few.indicators.len());
}

#[test]
fn indicators_name_what_the_scenario_has() {
    let scenario = read("tests/reference/independent/twin-trade.toml");
    let names = scenario.indicator_names();
    for found in names.all() {
        assert_eq!(names.find(&found.name(&names)), Some(found));
    }
    let series = |name: &str| names.find(name).map(|found| (found.region, found.series));
    assert_eq!(
        series("south.fai.s_parks"),
        None,
        "a pipeline is no category"
    );
    assert_eq!(
        series("south.fai.growth"),
        Some((Some(1), Series::InvestmentGrowth(InvestmentScope::Total)))
    );
    assert!(matches!(
        series("north.group.industry.share"),
        Some((Some(0), Series::Node(NodeScope::Group(group), _))) if group == "industry"
    ));
}

#[test]
fn an_observer_hears_of_every_path_and_can_stop_the_run() {
    use std::sync::atomic::{AtomicU64, Ordering};
    struct Counter {
        seen: AtomicU64,
        most: u64,
    }
    impl kapok::simulation::Observer for Counter {
        fn advanced(&self, paths: u64) {
            self.seen.fetch_add(paths, Ordering::Relaxed);
        }
        fn stopped(&self) -> bool {
            self.seen.load(Ordering::Relaxed) >= self.most
        }
    }
    let scenario = read("tests/reference/independent/margins.toml");
    let prepared = kapok::simulation::prepare(&scenario, 1, IndicatorSet::Default)
        .expect("it can be anchored");
    let counter = |most| Counter {
        seen: AtomicU64::new(0),
        most,
    };
    let patient = counter(u64::MAX);
    simulate(&prepared, SamplingPlan::of_paths(10_001), &patient).expect("nobody stops it");
    assert_eq!(patient.seen.into_inner(), 10_001);
    let hasty = counter(3_000);
    assert!(simulate(&prepared, SamplingPlan::of_paths(1_000_000), &hasty).is_err());
    assert!(hasty.seen.into_inner() < 100_000);
    assert!(simulate(&prepared, SamplingPlan::of_paths(10), &Silent).is_ok());
}

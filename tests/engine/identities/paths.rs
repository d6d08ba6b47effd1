//! Accounts of every year on every path, stepped by hand.

use kapok::input_output::leontief_inverse;
use kapok::model::{Calibration, Model, Rows, Shocks, State, advance};
use kapok::numerics::{exp, ln};
use kapok::scenario::Scenario;
use kapok::simulation::Prepared;

use ndarray::Array2;

use super::{SUBJECTS, Subject};
use crate::support::close;

const LANES: usize = 256;
/// Paths of each scenario: two blocks.
const BLOCKS: u64 = 2;

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
        prepared.draws.fill_held(first_path, &mut room, &mut state);
        state.reset(&arm.model);
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

/// L of year `t`: of the median δ, then of each case of an uncertain one.
fn inverses(scenario: &Scenario, t: usize) -> Vec<Array2<f64>> {
    let n = scenario.sectors.len();
    let cases = scenario
        .national
        .iter()
        .flat_map(|national| &national.cases);
    let all = std::iter::once(&scenario.inputs).chain(cases.map(|case| &case.inputs));
    all.map(|base| {
        let mut coefficients = Array2::zeros((n, n));
        for input in scenario.inputs_of_year(base, t) {
            coefficients[[input.supplier, input.user]] = input.coefficient.value;
        }
        leontief_inverse(&coefficients).expect("productive")
    })
    .collect()
}

#[test]
fn demand_is_what_final_demand_calls_for() {
    for Subject {
        name,
        scenario,
        prepared,
    } in &*SUBJECTS
    {
        let inverses: Vec<Vec<Array2<f64>>> = (0..scenario.horizon.len())
            .map(|t| inverses(scenario, t))
            .collect();
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
                    let case = match now.input_case.count() {
                        0 => 0,
                        _ => now.input_case[[0, lane]] as usize,
                    };
                    let called_for: f64 = (0..model.nodes.len())
                        .map(|j| inverses[t][case][[i, j]] * now.final_demand[[j, lane]])
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
        let mut formed: Vec<Array2<f64>> = Vec::new();
        each_year(prepared, |model, _, t, before, now, _| {
            let of = |investment: &dyn Fn(usize, usize) -> f64| {
                Array2::from_shape_fn((model.nodes.len(), LANES), |(i, lane)| {
                    let shares = model.nodes[i].formation.iter();
                    shares.map(|(c, share)| share * investment(*c, lane)).sum()
                })
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
                            let level = formed[year.max(0) as usize][[i, lane]];
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
            let positive = |what: &str, block: &Rows| {
                assert!(
                    block.iter().flatten().all(|x| *x > 0.0 && x.is_finite()),
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
                    block.iter().flatten().all(|x| *x >= 0.0 && x.is_finite()),
                    "{name}: {what} in year {t}"
                );
            }
            for (what, block) in [
                ("prices", &now.ln_price),
                ("capacity", &now.ln_capacity),
                ("gaps", &now.gap),
            ] {
                assert!(
                    block.iter().flatten().all(|x| x.is_finite()),
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

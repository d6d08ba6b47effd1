//! The year step once more, in plain numbers: one path at a time, as docs/model.md writes it.
//!
//! Nothing runs it but tests: they hold the packed step to it, bit for bit. So each sum is in the same order, and a product is
//! fused with the sum it goes into (`plus`) where the packed step fuses it.

use super::block::{Shocks, State, formation_slot, role};
use super::calibration::Calibration;
use super::compile::Model;
use super::supply::known_growth;
use crate::numerics::packs::Pack;
use crate::numerics::{exp_clamped, ln_of_positive, softplus};
use crate::scenario::EventDecay;

/// sum + factor · value, rounded once.
fn plus(sum: f64, factor: f64, value: f64) -> f64 {
    value.scaled_plus(factor, sum)
}

/// Advances one lane of a block by one year.
pub(super) fn advance(
    model: &Model,
    calibration: &Calibration,
    t: usize,
    shocks: &Shocks,
    state: &mut State,
    lane: usize,
) {
    Path {
        model,
        calibration,
        t,
        shocks,
        lane,
    }
    .step(state);
}

struct Path<'m> {
    model: &'m Model,
    calibration: &'m Calibration,
    t: usize,
    shocks: &'m Shocks,
    lane: usize,
}

impl Path<'_> {
    fn step(&self, state: &mut State) {
        self.shock(state);
        self.invest(state);
        self.build(state);
        let (capacity, sales) = self.expand(state);
        let consumption = self.consume(state);
        self.want(state, &consumption, &sales);
        let output = self.produce(state, &capacity);
        self.commit(state, &capacity, &consumption, &sales, &output);
    }

    fn load(&self, state: &State, region: usize, role: usize) -> f64 {
        state.loads[[region * role::COUNT + role, self.lane]]
    }

    /// §2: z, h, and what every role of every region feels of them.
    fn shock(&self, state: &mut State) {
        let lane = self.lane;
        for (k, factor) in self.model.factors.iter().enumerate() {
            let z = state.factors[[k, lane]];
            let innovation = self.shocks.innovations[[k, lane]];
            state.factors[[k, lane]] = plus(innovation, factor.persistence, z);
        }
        for (e, event) in self.model.events.iter().enumerate() {
            let arrival = self.shocks.arrivals[[e, lane]];
            state.events[[e, lane]] = match &event.decay {
                EventDecay::Decay(psi) => plus(arrival, *psi, state.events[[e, lane]]),
                EventDecay::Profile(weights) => {
                    state.arrivals.row_mut(self.t, e)[lane] = arrival;
                    let since = weights.iter().enumerate().take(self.t + 1);
                    since.fold(0.0, |h, (years, w)| {
                        plus(h, *w, state.arrivals.row(self.t - years, e)[lane])
                    })
                }
            };
        }
        for r in 0..self.model.regions.len() {
            for (place, factor) in self.model.roles.iter().enumerate() {
                let Some(k) = factor else { continue };
                let z = state.factors[[*k, lane]] * self.calibration.volatility[r];
                let events = self.model.factors[*k].events.iter();
                let load = events.fold(z, |load, (e, m)| plus(load, *m, state.events[[*e, lane]]));
                state.loads[[r * role::COUNT + place, lane]] = load;
            }
        }
    }

    /// §3: nominal and real investment.
    fn invest(&self, state: &mut State) {
        let (model, lane) = (self.model, self.lane);
        for (c, category) in model.categories.iter().enumerate() {
            let climate = self.load(state, category.region, role::INVESTMENT);
            let own = category.sd * self.shocks.investment[[c, lane]];
            let exponent = plus(own, category.investment_load, climate);
            state.investment[[c, lane]] = model.plan.rest[c][self.t] * exp_clamped(exponent);
        }
        for (g, pipeline) in model.pipelines.iter().enumerate() {
            let region = model.categories[pipeline.category].region;
            let climate = self.load(state, region, role::INVESTMENT);
            let due = state.carried[[g, lane]] + pipeline.planned[self.t];
            let rate = plus(
                self.shocks.execution[[g, lane]],
                pipeline.investment_load,
                climate,
            );
            let spent = rate.clamp(0.0, pipeline.ceiling) * due;
            state.spent[[g, lane]] = spent;
            state.investment[[pipeline.category, lane]] += spent;
            state.carried[[g, lane]] = pipeline.carry * (due - spent).max(0.0);
        }
        for (c, category) in model.categories.iter().enumerate() {
            let expected = model.regions[category.region].inflation.at(self.t);
            let deflator = exp_clamped(-(state.ln_price[[category.region, lane]] + expected));
            state.real_investment[[c, lane]] = state.investment[[c, lane]] * deflator;
        }
    }

    /// §3: capital.
    fn build(&self, state: &mut State) {
        let lane = self.lane;
        let lags = self.model.gestation.len();
        for (i, node) in self.model.nodes.iter().enumerate() {
            let formation = node.formation.iter();
            let formed = formation.fold(0.0, |sum, (c, share)| {
                plus(sum, *share, state.real_investment[[*c, lane]])
            });
            state
                .formation
                .row_mut(formation_slot(self.t + 1, 0, lags), i)[lane] = formed;
            let weights = self.model.gestation.iter().enumerate();
            let entering = weights.fold(0.0, |sum, (lag, w)| {
                let slot = formation_slot(self.t + 1, lag, lags);
                plus(sum, *w, state.formation.row(slot, i)[lane])
            });
            let before = state.capital[[i, lane]];
            let capital = plus(entering, 1.0 - node.depreciation, before);
            state.capital_growth[[i, lane]] = ln_of_positive(capital / before);
            state.capital[[i, lane]] = capital;
        }
    }

    /// §4 and the sales of §5: ln cap and e of each node.
    fn expand(&self, state: &State) -> (Vec<f64>, Vec<f64>) {
        let (lane, t) = (self.lane, self.t);
        let node = |i: usize| {
            let node = &self.model.nodes[i];
            let region = node.region;
            let known =
                known_growth(self.model, node, t) + self.calibration.adjustment[[t, region]];
            let mut own = state.trend_draw[[region, lane]] + known;
            own = plus(own, node.capital_share, state.capital_growth[[i, lane]]);
            let productivity = self.load(state, region, role::PRODUCTIVITY);
            own = plus(own, node.productivity_load, productivity);
            own = plus(own, node.supply_sd, self.shocks.supply[[i, lane]]);
            for (e, m) in &node.supply_events {
                own = plus(own, *m, state.events[[*e, lane]]);
            }
            let surprise = state.gap[[i, lane]] - self.calibration.gap_before[[t, i]];
            let capacity = plus(state.ln_capacity[[i, lane]] + own, node.catch_up, surprise);

            let expected = self.calibration.capacity_growth[[t, i]];
            let mut growth = plus(expected, node.market_pass_through, own - expected);
            let demand = self.load(state, region, role::DEMAND);
            growth = plus(growth, node.demand_load, demand);
            growth = plus(growth, node.demand_sd, self.shocks.outside[[i, lane]]);
            for (e, m) in &node.outside_events {
                growth = plus(growth, *m, state.events[[*e, lane]]);
            }
            (
                capacity,
                state.outside_sales[[i, lane]] * exp_clamped(growth),
            )
        };
        (0..self.model.nodes.len()).map(node).unzip()
    }

    /// §5: c of each node.
    fn consume(&self, state: &State) -> Vec<f64> {
        let (lane, t) = (self.lane, self.t);
        let nodes = self.model.nodes.iter().enumerate();
        nodes
            .map(|(i, node)| {
                let region = node.region;
                let central = self.calibration.consumption_growth[[t, region]];
                let shock = self.load(state, region, role::CONSUMPTION);
                let mut growth = plus(central, node.consumption_load, shock);
                if t > 0 {
                    let expected = self.calibration.gdp_growth[[t - 1, region]];
                    let unexpected = state.gdp_growth[[region, lane]] - expected;
                    growth = plus(growth, self.model.regions[region].income_effect, unexpected);
                }
                state.consumption[[i, lane]] * exp_clamped(growth)
            })
            .collect()
    }

    /// §5: f and ln x^d.
    fn want(&self, state: &mut State, consumption: &[f64], sales: &[f64]) {
        let lane = self.lane;
        for (i, node) in self.model.nodes.iter().enumerate() {
            let invested = node.spent_on.iter();
            let demand = invested.fold(consumption[i] + sales[i], |f, (c, share)| {
                plus(f, *share, state.real_investment[[*c, lane]])
            });
            state.final_demand[[i, lane]] = demand;
        }
        for (i, node) in self.model.nodes.iter().enumerate() {
            let needed = self.required(i, state);
            state.ln_demand[[i, lane]] = ln_of_positive(needed) + node.ln_notional_ratio;
        }
    }

    /// §5: Σ_j L_ij f_j, of the path's case where coefficients are uncertain.
    fn required(&self, i: usize, state: &State) -> f64 {
        let requirements = &self.model.requirements;
        let demand = |j: usize| state.final_demand[[j, self.lane]];
        if requirements.are_uncertain() {
            let case = state.input_case[[0, self.lane]] as usize;
            let row = requirements.cases(self.t)[case].row(i).to_owned();
            let terms = row.iter().enumerate();
            return terms.fold(0.0, |sum, (j, l)| sum + l * demand(j));
        }
        let row = requirements.central(self.t)[i].iter();
        row.fold(0.0, |sum, (j, l)| plus(sum, *l, demand(*j)))
    }

    /// §5: x of each node.
    fn produce(&self, state: &mut State, capacity: &[f64]) -> Vec<f64> {
        let lane = self.lane;
        let rho = self.model.mismatch;
        let short_side =
            |cap: f64, demand: f64| plus(cap, -1.0 / rho, softplus(rho * (cap - demand)));
        let nodes = self.model.nodes.iter().enumerate();
        nodes
            .map(|(i, node)| {
                let mut linked = capacity[i];
                for (j, chi) in &node.links {
                    let demand = state.ln_demand[[*j, lane]];
                    let at_base = self.model.nodes[*j].ln_notional_ratio;
                    let shortage = demand - short_side(capacity[*j], demand) - at_base;
                    linked = plus(linked, -chi, shortage.max(0.0));
                }
                state.ln_linked_capacity[[i, lane]] = linked;
                exp_clamped(short_side(linked, state.ln_demand[[i, lane]]))
            })
            .collect()
    }

    /// §6: GDP and prices; the year becomes the state.
    fn commit(
        &self,
        state: &mut State,
        capacity: &[f64],
        consumption: &[f64],
        sales: &[f64],
        output: &[f64],
    ) {
        let lane = self.lane;
        for i in 0..self.model.nodes.len() {
            state.ln_capacity[[i, lane]] = capacity[i];
            state.consumption[[i, lane]] = consumption[i];
            state.outside_sales[[i, lane]] = sales[i];
            state.output[[i, lane]] = output[i];
            state.gap[[i, lane]] = state.ln_demand[[i, lane]] - capacity[i];
        }
        for (r, region) in self.model.regions.iter().enumerate() {
            let (mut gdp, mut pressure) = (0.0, 0.0);
            for &i in &region.nodes {
                let node = &self.model.nodes[i];
                gdp = plus(gdp, node.value_added_ratio, output[i]);
                pressure = plus(pressure, node.weight, state.gap[[i, lane]] - node.base_gap);
            }
            let expected = state.ln_price[[r, lane]] + region.inflation.at(self.t);
            let shock = self.load(state, r, role::PRICES);
            state.ln_price[[r, lane]] = plus(expected, region.price_slope, pressure) + shock;
            state.gdp_growth[[r, lane]] = ln_of_positive(gdp / state.gdp[[r, lane]]);
            state.gdp[[r, lane]] = gdp;
        }
    }
}

mod tests {
    use std::path::Path;

    use super::super::{
        Calibration, LANE_GROUP, Model, Seeding, Shocks, State, calibrate, compile,
    };
    use crate::model::Rows;
    use crate::numerics::{normal_score, open_uniform};
    use crate::scenario::load;

    const LANES: usize = 2 * LANE_GROUP;

    /// Everything a path carries from one year to the next, and what indicators are made of.
    fn compared(state: &State) -> Vec<(&'static str, &Rows)> {
        vec![
            ("factors", &state.factors),
            ("events", &state.events),
            ("carried", &state.carried),
            ("spent", &state.spent),
            ("investment", &state.investment),
            ("real investment", &state.real_investment),
            ("capital", &state.capital),
            ("capacity", &state.ln_capacity),
            ("linked capacity", &state.ln_linked_capacity),
            ("gap", &state.gap),
            ("consumption", &state.consumption),
            ("sales", &state.outside_sales),
            ("final demand", &state.final_demand),
            ("demand", &state.ln_demand),
            ("output", &state.output),
            ("prices", &state.ln_price),
            ("GDP", &state.gdp),
            ("growth", &state.gdp_growth),
        ]
    }

    /// A normal number for a place: margins and designs do not matter here, only that no two rows are alike.
    fn normal(place: [usize; 4]) -> f64 {
        let mix = |h: u64, x: usize| {
            let h = (h ^ x as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
            let h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            h ^ (h >> 31)
        };
        normal_score(open_uniform(place.into_iter().fold(0, mix)))
    }

    fn fill(rows: &mut Rows, kind: usize, t: usize, mean: f64, sd: f64) {
        for i in 0..rows.count() {
            for (lane, x) in rows.row_mut(i).iter_mut().enumerate() {
                *x = mean + sd * normal([kind, i, t, lane]);
            }
        }
    }

    fn draw(shocks: &mut Shocks, t: usize) {
        fill(&mut shocks.innovations, 0, t, 0.0, 0.02);
        fill(&mut shocks.arrivals, 1, t, 0.1, 0.2);
        fill(&mut shocks.supply, 2, t, 0.0, 1.0);
        fill(&mut shocks.outside, 3, t, 0.0, 1.0);
        fill(&mut shocks.investment, 4, t, 0.0, 1.0);
        fill(&mut shocks.execution, 5, t, 0.9, 0.3);
    }

    fn holds(name: &str, model: &Model, calibration: &Calibration) {
        let mut packed = State::base_year(model, LANES);
        fill(&mut packed.trend_draw, 6, 0, 0.0, 0.01);
        if model.requirements.are_uncertain() {
            for (lane, case) in packed.input_case.row_mut(0).iter_mut().enumerate() {
                *case = (lane % 4) as f64;
            }
            packed.reset(model);
        }
        let mut plain = packed.clone();
        let mut shocks = Shocks::none(model, LANES);
        for t in 0..model.horizon.len() {
            draw(&mut shocks, t);
            super::super::advance(model, calibration, t, &shocks, &mut packed);
            for lane in 0..LANES {
                super::advance(model, calibration, t, &shocks, &mut plain, lane);
            }
            for ((what, fast), (_, slow)) in compared(&packed).into_iter().zip(compared(&plain)) {
                for (i, (fast, slow)) in fast.iter().zip(slow.iter()).enumerate() {
                    let same = fast
                        .iter()
                        .zip(slow)
                        .all(|(a, b)| a.to_bits() == b.to_bits());
                    assert!(same, "{name}: {what} {i} in year {t}");
                }
            }
        }
    }

    /// Scenarios that between them have every term: links, chained links, profiles, several regions, income effects, records.
    #[test]
    fn packs_give_the_bits_of_plain_numbers() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = vec![
            root.join("scenarios/baiyun-2024.toml"),
            root.join("scenarios/starter.toml"),
            root.join("tests/reference/regional/regional.toml"),
        ];
        let others = std::fs::read_dir(root.join("tests/reference/independent"));
        files.extend(
            others
                .expect("the folder is there")
                .map(|entry| entry.expect("it can be listed").path())
                .filter(|path| path.extension().is_some_and(|ending| ending == "toml")),
        );
        assert!(files.len() > 5, "the other scenarios are there");
        let mut terms = [false; 6];
        for file in files {
            let scenario = load(&file).expect("it has no mistakes").scenario;
            let model = compile(&scenario, Seeding::All).expect("it has a model");
            let calibration = calibrate(&model).expect("it can be calibrated");
            holds(&file.display().to_string(), &model, &calibration);
            terms[0] |= model.nodes.iter().any(|node| !node.links.is_empty());
            terms[1] |= model.regions.len() > 1;
            terms[2] |= model
                .regions
                .iter()
                .any(|region| region.income_effect > 0.0);
            terms[3] |= model.nodes.iter().any(|node| node.catch_up > 0.0);
            terms[4] |= model.requirements.are_uncertain();
            let last = model.horizon.len() - 1;
            terms[5] |= model.requirements.central(0) != model.requirements.central(last);
        }
        assert_eq!(terms, [true; 6], "every term is tried");
    }
}

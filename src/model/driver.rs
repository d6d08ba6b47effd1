//! What is drawn: the variables that make one path differ from another, by name and in the units they act in.

use super::block::{Shocks, State};
use super::compile::Model;
use crate::scenario::{IndicatorNames, Localized, Scenario, Unit};

/// A variable that is drawn, by position in the scenario's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Driver {
    /// The year's own shock to a factor, λ·σ·ξ; log points, or the margin's own units.
    Innovation(usize),
    /// Severity of an event that occurs in the year, 0 where it does not.
    Occurrence(usize),
    /// Execution rate of a pipeline as drawn, before its load on the investment factor.
    Execution(usize),
    /// σ·ζ: what a category's investment outside its pipelines departs from the plan by, log points.
    Spending(usize),
    /// σ·ε: the shock to a sector's capacity, log points.
    Supply(usize),
    /// The shocks to the capacity of all sectors, weighted by value added in the base year.
    AllSupply,
    /// σ·η: the shock to a sector's sales outside, log points.
    OutsideDemand(usize),
    /// The shocks to the sales outside of all sectors, weighted by those sales in the base year.
    AllOutsideDemand,
    /// Noise of a declared indicator.
    Noise(usize),
    /// b: what a region's trend departs from its stated one by, log points a year; held over the horizon.
    Trend(usize),
    /// Base revision of a region; held.
    Revision(usize),
    /// Case of the input coefficients, counted from 1; held.
    InputCase,
}

impl Driver {
    /// Everything a scenario draws; sectors' own shocks are there together, not one by one.
    pub fn all(scenario: &Scenario) -> Vec<Self> {
        let mut all = Vec::new();
        let mut add = |drawn: &mut dyn Iterator<Item = bool>, driver: fn(usize) -> Self| {
            let places = drawn.enumerate().filter(|(_, drawn)| *drawn);
            all.extend(places.map(|(place, _)| driver(place)));
        };
        let regions = || scenario.regions.iter();
        add(
            &mut regions().map(|r| r.trend_sd.value.get() > 0.0),
            Self::Trend,
        );
        add(
            &mut regions().map(|r| !r.revision.value.is_certain()),
            Self::Revision,
        );
        add(
            &mut scenario.factors.iter().map(|f| f.innovation.scale > 0.0),
            Self::Innovation,
        );
        let may_occur = |e: &crate::scenario::Event| {
            let probability = e.probability.value.values();
            probability.iter().any(|p| *p > 0.0)
        };
        add(&mut scenario.events.iter().map(may_occur), Self::Occurrence);
        let pipelines = scenario.pipelines.iter();
        add(
            &mut pipelines.map(|p| !p.execution.value.is_certain()),
            Self::Execution,
        );
        let categories = scenario.categories.iter();
        add(
            &mut categories.map(|c| c.sd.value.get() > 0.0),
            Self::Spending,
        );
        let noisy = |i: &crate::scenario::DeclaredIndicator| {
            let noise = i.noise.as_ref();
            noise.is_some_and(|noise| !noise.value.is_certain())
        };
        add(&mut scenario.indicators.iter().map(noisy), Self::Noise);
        let sectors = || scenario.sectors.iter();
        if sectors().any(|s| s.supply_sd.value.get() > 0.0) {
            all.push(Self::AllSupply);
        }
        if sectors().any(|s| s.demand_sd.value.get() > 0.0) {
            all.push(Self::AllOutsideDemand);
        }
        let national = scenario.national.as_ref();
        if national.is_some_and(|national| !national.cases.is_empty()) {
            all.push(Self::InputCase);
        }
        all
    }

    /// Whether a path draws it once for the whole horizon.
    pub fn is_held(self) -> bool {
        matches!(self, Self::Trend(_) | Self::Revision(_) | Self::InputCase)
    }

    /// Its name in files: dotted as indicators are, and none of theirs.
    pub fn name(self, names: &IndicatorNames) -> String {
        let of = |kind: &str, id: &str| format!("{kind}.{id}");
        match self {
            Self::Innovation(k) => of("innovation", &names.factors[k]),
            Self::Occurrence(e) => of("occurrence", &names.events[e]),
            Self::Execution(g) => of("execution", &names.pipelines[g]),
            Self::Spending(c) => of("spending", &names.categories[c]),
            Self::Supply(i) => of("supply", &names.sectors[i]),
            Self::AllSupply => "shocks.supply".to_owned(),
            Self::OutsideDemand(i) => of("outside_demand", &names.sectors[i]),
            Self::AllOutsideDemand => "shocks.outside_demand".to_owned(),
            Self::Noise(k) => of("noise", &names.declared[k].id),
            Self::Trend(r) => of("trend", &names.regions[r]),
            Self::Revision(r) => of("revision", &names.regions[r]),
            Self::InputCase => "io.case".to_owned(),
        }
    }

    /// Its name for people.
    pub fn label(self, scenario: &Scenario) -> Localized {
        let of = |name: &Localized, zh: &str, en: &str| Localized {
            zh: format!("{}{zh}", name.zh),
            en: format!("{}: {en}", name.en),
        };
        let alone = |zh: &str, en: &str| Localized {
            zh: zh.to_owned(),
            en: en.to_owned(),
        };
        match self {
            Self::Innovation(k) => of(&scenario.factors[k].name, "冲击", "shock"),
            Self::Occurrence(e) => of(&scenario.events[e].name, "（事件）", "event"),
            Self::Execution(g) => of(&scenario.pipelines[g].name, "执行率", "execution rate"),
            Self::Spending(c) => of(
                &scenario.categories[c].name,
                "投资偏离计划",
                "spending off plan",
            ),
            Self::Supply(i) => of(&scenario.sectors[i].name, "供给冲击", "supply shock"),
            Self::AllSupply => alone("各产业供给冲击（合计）", "Supply shocks of all sectors"),
            Self::OutsideDemand(i) => of(
                &scenario.sectors[i].name,
                "外部需求冲击",
                "outside demand shock",
            ),
            Self::AllOutsideDemand => alone(
                "各产业外部需求冲击（合计）",
                "Outside demand shocks of all sectors",
            ),
            Self::Noise(k) => of(&scenario.indicators[k].name, "随机项", "noise"),
            Self::Trend(r) => of(&scenario.regions[r].name, "趋势偏离", "trend off its value"),
            Self::Revision(r) => of(&scenario.regions[r].name, "基数修订", "base revision"),
            Self::InputCase => alone("投入系数情形", "Case of the input coefficients"),
        }
    }

    /// The unit its values are shown in: shocks are rates, in log points.
    pub fn unit(self) -> Unit {
        match self {
            Self::Innovation(_)
            | Self::Spending(_)
            | Self::Supply(_)
            | Self::AllSupply
            | Self::OutsideDemand(_)
            | Self::AllOutsideDemand
            | Self::Trend(_) => Unit::Rate,
            Self::Execution(_) => Unit::Share,
            Self::Occurrence(_) | Self::Noise(_) | Self::Revision(_) | Self::InputCase => {
                Unit::Number
            }
        }
    }

    /// Its values in a block whose year's shocks these are, but for noise, which formulas draw. `volatility` is λ; what is held is read from the
    /// state.
    ///
    /// # Panics
    /// For [`Driver::Noise`].
    pub fn fill(
        self,
        model: &Model,
        volatility: f64,
        (shocks, held): (&Shocks, &State),
        out: &mut [f64],
    ) {
        match self {
            Self::Innovation(k) => scaled(shocks.innovations.row(k), volatility, out),
            Self::Occurrence(e) => out.copy_from_slice(shocks.arrivals.row(e)),
            Self::Execution(g) => out.copy_from_slice(shocks.execution.row(g)),
            Self::Spending(c) => scaled(shocks.investment.row(c), model.categories[c].sd, out),
            Self::Supply(i) => scaled(shocks.supply.row(i), model.nodes[i].supply_sd, out),
            Self::OutsideDemand(i) => scaled(shocks.outside.row(i), model.nodes[i].demand_sd, out),
            Self::AllSupply => {
                let weights = &model.accounts.value_added;
                weighted(out, weights, |i| {
                    (shocks.supply.row(i), model.nodes[i].supply_sd)
                });
            }
            Self::AllOutsideDemand => {
                let weights = &model.requirements.base_sales()[0].outside;
                weighted(out, weights, |i| {
                    (shocks.outside.row(i), model.nodes[i].demand_sd)
                });
            }
            Self::Trend(r) => out.copy_from_slice(held.trend_draw.row(r)),
            Self::Revision(r) => out.copy_from_slice(held.revision.row(r)),
            Self::InputCase => out.copy_from_slice(held.input_case.row(0)),
            Self::Noise(_) => unreachable!("formulas draw their noise"),
        }
    }
}

fn scaled(values: &[f64], scale: f64, out: &mut [f64]) {
    for (out, value) in out.iter_mut().zip(values) {
        *out = scale * value;
    }
}

/// Σ weight · scale · value ÷ Σ weight.
fn weighted<'v>(out: &mut [f64], weights: &[f64], of: impl Fn(usize) -> (&'v [f64], f64)) {
    out.fill(0.0);
    let total: f64 = weights.iter().sum();
    for (i, weight) in weights.iter().enumerate() {
        let (values, sd) = of(i);
        let scale = weight / total * sd;
        for (out, value) in out.iter_mut().zip(values) {
            *out += scale * value;
        }
    }
}

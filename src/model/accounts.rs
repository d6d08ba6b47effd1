//! Base-year accounts: every level of year 0, exactly (model.md §1).

use ndarray::Array2;

use super::requirements::BaseSales;
use crate::input_output::{InputOutputError, leontief_inverse};
use crate::scenario::{InputCoefficient, Scenario};

/// Base-year levels of every node, in the scenario's money unit at base-year prices, and the coefficients behind them.
#[derive(Debug, Clone)]
pub struct Accounts {
    /// V: value added.
    pub value_added: Vec<f64>,
    /// X = V / v: gross output.
    pub gross_output: Vec<f64>,
    /// f = X − A X: final demand met.
    pub final_demand: Vec<f64>,
    /// Σ_c B I: what investment buys of the node.
    pub investment_demand: Vec<f64>,
    /// c: local consumption.
    pub consumption: Vec<f64>,
    /// e: sales outside the modelled regions.
    pub outside_sales: Vec<f64>,
    /// K = κ V: capital.
    pub capital: Vec<f64>,
    /// cap = X / u: capacity.
    pub capacity: Vec<f64>,
    /// q = (1 − u^ρ)^(−1/ρ): notional over realised demand.
    pub notional_ratio: Vec<f64>,
    /// A, `[supplier, user]`.
    pub coefficients: Array2<f64>,
    /// L = (I − A)⁻¹, `[supplier, user]`.
    pub leontief: Array2<f64>,
    /// B, `[node, category]`.
    pub spent_on: Array2<f64>,
    /// M, `[node, category]`.
    pub builds: Array2<f64>,
    /// GDP of each region: the sum of its nodes' value added.
    pub gdp: Vec<f64>,
}

impl Accounts {
    /// The accounts of a scenario.
    ///
    /// # Errors
    /// When I − A cannot be inverted; validation has already refused a spectral radius of 1 or more.
    pub fn of(scenario: &Scenario) -> Result<Self, InputOutputError> {
        let sectors = &scenario.sectors;
        let value_added: Vec<f64> = sectors.iter().map(|s| s.value_added.value.get()).collect();
        let gross_output: Vec<f64> = sectors
            .iter()
            .map(|s| s.value_added.value.get() / s.value_added_ratio.value.get())
            .collect();
        let capital: Vec<f64> = sectors
            .iter()
            .map(|s| s.capital_output_ratio.value * s.value_added.value.get())
            .collect();
        let coefficients = coefficients(&scenario.inputs, sectors.len());
        let leontief = leontief_inverse(&coefficients)?;
        let spent_on = spent_on(scenario);
        let builds = builds(scenario, &capital);

        let final_demand = final_demand(&coefficients, &gross_output);
        let investment_demand: Vec<f64> = (0..sectors.len())
            .map(|i| {
                scenario
                    .categories
                    .iter()
                    .enumerate()
                    .map(|(c, category)| spent_on[[i, c]] * category.base.value.get())
                    .sum()
            })
            .collect();
        let sales = split_sales(scenario, &final_demand, &investment_demand);

        let capacity = (0..sectors.len())
            .map(|i| gross_output[i] / sectors[i].utilisation.value.get())
            .collect();
        let notional_ratio = sectors
            .iter()
            .map(|s| notional_ratio(s.utilisation.value.get(), scenario.mismatch.value))
            .collect();
        let gdp = (0..scenario.regions.len())
            .map(|r| {
                sectors
                    .iter()
                    .zip(&value_added)
                    .filter(|(s, _)| s.region == r)
                    .map(|(_, v)| v)
                    .sum()
            })
            .collect();
        Ok(Self {
            value_added,
            gross_output,
            final_demand,
            investment_demand,
            consumption: sales.consumption,
            outside_sales: sales.outside,
            capital,
            capacity,
            notional_ratio,
            coefficients,
            leontief,
            spent_on,
            builds,
            gdp,
        })
    }
}

impl Accounts {
    /// What the base year would sell to consumers and outside if its coefficients were these, all else being as it is.
    pub(super) fn base_sales(&self, scenario: &Scenario, coefficients: &Array2<f64>) -> BaseSales {
        let final_demand = final_demand(coefficients, &self.gross_output);
        split_sales(scenario, &final_demand, &self.investment_demand)
    }
}

/// q(u) = (1 − u^ρ)^(−1/ρ): the notional demand, relative to the realised one, at which the short-side rule gives output u·cap.
fn notional_ratio(utilisation: f64, mismatch: f64) -> f64 {
    libm::pow(1.0 - libm::pow(utilisation, mismatch), -1.0 / mismatch)
}

/// f − B I, divided between consumption and sales outside as each sector states.
fn split_sales(scenario: &Scenario, final_demand: &[f64], investment_demand: &[f64]) -> BaseSales {
    let split = |i: usize, share: f64| share * (final_demand[i] - investment_demand[i]);
    let shares = || {
        let sectors = scenario.sectors.iter();
        sectors.map(|s| s.consumption_share.value.get()).enumerate()
    };
    BaseSales {
        consumption: shares().map(|(i, share)| split(i, share)).collect(),
        outside: shares().map(|(i, share)| split(i, 1.0 - share)).collect(),
    }
}

/// A, `[supplier, user]`, of so many sectors.
pub(super) fn coefficients(inputs: &[InputCoefficient], sectors: usize) -> Array2<f64> {
    let mut a = Array2::zeros((sectors, sectors));
    for input in inputs {
        a[[input.supplier, input.user]] = input.coefficient.value;
    }
    a
}

fn final_demand(coefficients: &Array2<f64>, gross_output: &[f64]) -> Vec<f64> {
    let used = |j: usize| {
        (0..gross_output.len())
            .map(|i| coefficients[[j, i]] * gross_output[i])
            .sum::<f64>()
    };
    (0..gross_output.len())
        .map(|j| gross_output[j] - used(j))
        .collect()
}

fn spent_on(scenario: &Scenario) -> Array2<f64> {
    let mut shares = Array2::zeros((scenario.sectors.len(), scenario.categories.len()));
    for (c, category) in scenario.categories.iter().enumerate() {
        for (sector, share) in &category.spent_on {
            shares[[*sector, c]] = share.value.get();
        }
    }
    shares
}

/// M: as stated, else by the capital stock of the category's region.
fn builds(scenario: &Scenario, capital: &[f64]) -> Array2<f64> {
    let mut shares = Array2::zeros((scenario.sectors.len(), scenario.categories.len()));
    for (c, category) in scenario.categories.iter().enumerate() {
        if let Some(stated) = &category.builds {
            for (sector, share) in stated {
                shares[[*sector, c]] = share.value.get();
            }
        } else {
            let inside: Vec<usize> = (0..capital.len())
                .filter(|&i| scenario.sectors[i].region == category.region)
                .collect();
            let total: f64 = inside.iter().map(|&i| capital[i]).sum();
            for i in inside {
                shares[[i, c]] = capital[i] / total;
            }
        }
    }
    shares
}

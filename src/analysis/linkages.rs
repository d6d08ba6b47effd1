//! Who feeds whom: multipliers of the input coefficients, and where they come from.

use ndarray::Array2;

use crate::input_output::{
    InputOutputError, leontief_inverse, output_multipliers, simple_quotients,
};
use crate::scenario::{InputCoefficient, National, Scenario};

/// The inputs of a scenario: of its base year, and of each year that changes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Linkages {
    /// One entry a sector, in the order of the file.
    pub sectors: Vec<SectorLinkage>,
    /// The base year's table (`from` is `None`), then one for each year of change.
    pub tables: Vec<LinkageTable>,
}

/// A sector among the others, in the base year.
#[derive(Debug, Clone, PartialEq)]
pub struct SectorLinkage {
    /// Local inputs per yuan of its output.
    pub local_inputs: f64,
    /// Output of all sectors that a yuan of final demand for it calls for: its backward linkage.
    pub multiplier: f64,
    /// Its output when final demand for every sector rises by a yuan: its forward linkage.
    pub forward: f64,
    /// What the national table says, when there is one.
    pub national: Option<NationalLinkage>,
}

/// A sector as the national table has it: averages over the industries it is made of, by their share in its output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NationalLinkage {
    /// How much more of the region than of the nation it is (SLQ).
    pub quotient: f64,
    /// Domestic inputs per yuan of output.
    pub inputs: f64,
    /// Output multiplier of domestic inputs.
    pub multiplier: f64,
    /// Part of the local deliveries the table asks of it that it can make, 0..=1.
    pub delivered: f64,
}

/// Coefficients and their inverse over a span of years.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkageTable {
    /// First year; `None` for the base year's.
    pub from: Option<i32>,
    /// A, `[supplier, user]`.
    pub coefficients: Array2<f64>,
    /// L = (I − A)⁻¹, `[supplier, user]`.
    pub inverse: Array2<f64>,
}

impl LinkageTable {
    fn new(
        from: Option<i32>,
        inputs: &[InputCoefficient],
        sectors: usize,
    ) -> Result<Self, InputOutputError> {
        let mut coefficients = Array2::zeros((sectors, sectors));
        for input in inputs {
            coefficients[[input.supplier, input.user]] = input.coefficient.value;
        }
        Ok(Self {
            from,
            inverse: leontief_inverse(&coefficients)?,
            coefficients,
        })
    }

    /// The output multiplier of each sector.
    pub fn multipliers(&self) -> Vec<f64> {
        output_multipliers(&self.inverse)
    }
}

/// The linkages of a checked scenario, with an uncertain δ at its median.
///
/// # Errors
/// When some table has no inverse; validation has refused such a scenario.
pub fn linkages(scenario: &Scenario) -> Result<Linkages, InputOutputError> {
    let n = scenario.sectors.len();
    let mut tables = vec![LinkageTable::new(None, &scenario.inputs, n)?];
    for t in scenario.years_of_input_changes() {
        let year = scenario.horizon.base_year() + 1 + t as i32;
        let inputs = scenario.inputs_of_year(&scenario.inputs, t);
        tables.push(LinkageTable::new(Some(year), &inputs, n)?);
    }
    let base = &tables[0];
    let multipliers = base.multipliers();
    let mut national = match &scenario.national {
        Some(national) => of_nation(scenario, national)?
            .into_iter()
            .map(Some)
            .collect(),
        None => vec![None; n],
    };
    let sectors = (0..n).map(|i| SectorLinkage {
        local_inputs: base.coefficients.column(i).sum(),
        multiplier: multipliers[i],
        forward: base.inverse.row(i).sum(),
        national: national[i].take(),
    });
    Ok(Linkages {
        sectors: sectors.collect(),
        tables,
    })
}

fn of_nation(
    scenario: &Scenario,
    national: &National,
) -> Result<Vec<NationalLinkage>, InputOutputError> {
    let multipliers = output_multipliers(&national.table.inverse()?);
    let columns = national.table.coefficients.columns().into_iter();
    let inputs: Vec<f64> = columns.map(|column| column.sum()).collect();
    let quotients: Vec<Vec<f64>> = national
        .compositions
        .iter()
        .map(|composition| simple_quotients(&national.table, &composition.by_industry()))
        .collect();
    let mut before = vec![0; scenario.regions.len()];
    let linkage = |(i, sector): (usize, &crate::scenario::Sector)| {
        let composition = &national.compositions[sector.region];
        let place = before[sector.region];
        before[sector.region] += 1;
        NationalLinkage {
            quotient: composition.average(place, &quotients[sector.region]),
            inputs: composition.average(place, &inputs),
            multiplier: composition.average(place, &multipliers),
            delivered: national.delivered[i],
        }
    };
    Ok(scenario.sectors.iter().enumerate().map(linkage).collect())
}

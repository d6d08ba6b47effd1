//! The linkages of a scenario as its run folder keeps them.

use ndarray::Array2;

use super::linkages::{LinkageTable, Linkages, linkages};
use super::summarise::{Identity, text};
use crate::input_output::{InputOutputError, Interregional};
use crate::results::{
    LINKAGES_SCHEMA, LinkageSummary, RequirementsTable, Spilling, SpillingRegion, Spillovers,
};
use crate::scenario::Scenario;

/// The linkages of a checked scenario; `None` where its sectors buy nothing from each other.
///
/// # Errors
/// When some table has no inverse; validation has refused such a scenario.
pub fn linkage_summary(
    scenario: &Scenario,
    identity: &Identity,
) -> Result<Option<LinkageSummary>, InputOutputError> {
    if scenario.inputs.iter().all(|it| it.coefficient.value == 0.0) {
        return Ok(None);
    }
    let Linkages { tables, .. } = linkages(scenario)?;
    let last = tables[1..].last();
    let national = scenario.national.as_ref();
    Ok(Some(LinkageSummary {
        schema: LINKAGES_SCHEMA,
        scenario: scenario.id.clone(),
        variant: identity.variant.as_ref().map(|it| it.id.clone()),
        sha256: identity.sha256.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        uncertain: national.is_some_and(|national| !national.cases.is_empty()),
        sectors: scenario.sectors.iter().map(|it| it.id.clone()).collect(),
        gross_output: gross_output(scenario),
        spillovers: spillovers(scenario, &tables[0].coefficients)?,
        tables: tables[..1].iter().chain(last).map(requirements).collect(),
    }))
}

fn gross_output(scenario: &Scenario) -> Vec<f64> {
    let sectors = scenario.sectors.iter();
    sectors
        .map(|it| it.value_added.value.get() / it.value_added_ratio.value.get())
        .collect()
}

/// Sums of columns and rows over the mean of all (Rasmussen 1956; Miller & Blair 2009, 12.2).
fn requirements(table: &LinkageTable) -> RequirementsTable {
    let inverse = &table.inverse;
    let mean = inverse.sum() / inverse.nrows() as f64;
    let multipliers = table.multipliers();
    let rows = inverse.rows().into_iter();
    RequirementsTable {
        from: table.from,
        requirements: rows.clone().map(|row| row.to_vec()).collect(),
        backward: multipliers.iter().map(|sum| sum / mean).collect(),
        forward: rows.map(|row| row.sum() / mean).collect(),
        multipliers,
    }
}

/// What arises where; `None` where no region delivers to another.
fn spillovers(
    scenario: &Scenario,
    coefficients: &Array2<f64>,
) -> Result<Option<Spillovers>, InputOutputError> {
    let region_of: Vec<usize> = scenario.sectors.iter().map(|it| it.region).collect();
    let across = |((supplier, user), value): ((usize, usize), &f64)| {
        *value > 0.0 && region_of[supplier] != region_of[user]
    };
    if !coefficients.indexed_iter().any(across) {
        return Ok(None);
    }
    let table = Interregional::new(coefficients, &region_of, scenario.regions.len())?;
    let sectors = scenario.sectors.iter();
    let ratios: Vec<f64> = sectors.map(|it| it.value_added_ratio.value.get()).collect();
    let spilling = |home: usize, demand: &[f64]| {
        let found = table.arising(home, demand, &ratios);
        Spilling {
            home,
            own: found.own,
            feedback: found.feedback,
            output: found.output,
            value_added: found.value_added,
        }
    };
    let unit = |sector: usize| {
        let mut demand = vec![0.0; region_of.len()];
        demand[sector] = 1.0;
        spilling(region_of[sector], &demand)
    };
    let demand = final_demand(coefficients, &gross_output(scenario));
    let regions = scenario.regions.iter().enumerate().map(|(home, region)| {
        let own = |(i, demand): (usize, &f64)| if region_of[i] == home { *demand } else { 0.0 };
        let own: Vec<f64> = demand.iter().enumerate().map(own).collect();
        let total: f64 = own.iter().sum();
        let yuan: Vec<f64> = own.iter().map(|demand| demand / total).collect();
        (total > 0.0).then(|| SpillingRegion {
            id: region.id.clone(),
            name: text(&region.name),
            spilling: spilling(home, &yuan),
        })
    });
    // A region whose products nobody finally buys has no yuan to follow.
    let regions: Option<Vec<SpillingRegion>> = regions.collect();
    Ok(regions.map(|regions| Spillovers {
        regions,
        sectors: (0..region_of.len()).map(unit).collect(),
    }))
}

/// f = X − A X.
fn final_demand(coefficients: &Array2<f64>, gross_output: &[f64]) -> Vec<f64> {
    let rows = coefficients.rows().into_iter().zip(gross_output);
    rows.map(|(row, output)| {
        let used: f64 = row.iter().zip(gross_output).map(|(a, x)| a * x).sum();
        output - used
    })
    .collect()
}

//! Input coefficients as a CSV file, and what they come to as JSON.

use super::update::update_json;
use crate::analysis::Linkages;
use crate::results::LinkageSummary;
use crate::scenario::Scenario;

/// `linkages.json`.
///
/// # Panics
/// Never: it is plain data.
pub fn linkages_json(linkages: &LinkageSummary) -> Vec<u8> {
    update_json(linkages)
}

/// One row a pair of sectors with an input or a requirement: `from` (a year, empty for the base year), `supplier`, `user`,
/// `coefficient` (input of the supplier per yuan of the user's output), `requirement` (output of the supplier per yuan of final
/// demand for the user). UTF-8.
///
/// # Errors
/// None that memory does not make.
pub fn linkages_csv(scenario: &Scenario, linkages: &Linkages) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["from", "supplier", "user", "coefficient", "requirement"])?;
    for table in &linkages.tables {
        let from = table.from.map_or(String::new(), |year| year.to_string());
        for ((supplier, user), requirement) in table.inverse.indexed_iter() {
            let coefficient = table.coefficients[[supplier, user]];
            if coefficient == 0.0 && *requirement == 0.0 {
                continue;
            }
            writer.write_record([
                &from,
                &scenario.sectors[supplier].id,
                &scenario.sectors[user].id,
                &coefficient.to_string(),
                &requirement.to_string(),
            ])?;
        }
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

//! `solve.json`, and its curve as `curve.csv`.

use crate::results::{PointOfCurve, Solution};

/// The solution as JSON.
///
/// # Panics
/// Never: it is plain data.
pub fn solution_json(solution: &Solution) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(solution).expect("a solution is plain data");
    json.push(b'\n');
    json
}

/// The points of the curve as CSV: a column for each lever under its path, then the probability with its error, and the central path.
///
/// # Panics
/// Never: writing to memory does not fail.
pub fn curve_csv(solution: &Solution) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let levers = solution.levers.iter().map(|lever| lever.path.as_str());
    let rest = [
        "probability",
        "std_error",
        "ci95_low",
        "ci95_high",
        "central",
    ];
    let header: Vec<&str> = levers.chain(rest).collect();
    writer.write_record(header).expect("memory");
    for point in &solution.curve {
        writer.write_record(row(point)).expect("memory");
    }
    writer.into_inner().expect("memory")
}

fn row(point: &PointOfCurve) -> Vec<String> {
    let numbers = [
        point.probability,
        point.std_error,
        point.ci95[0],
        point.ci95[1],
    ];
    let mut cells: Vec<String> = point
        .values
        .iter()
        .chain(&numbers)
        .map(f64::to_string)
        .collect();
    cells.push(point.central.map(|it| it.to_string()).unwrap_or_default());
    cells
}

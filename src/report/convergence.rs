//! How the probabilities of a run came to rest, as JSON and as a table.

use super::tables::table;
use crate::results::{Convergence, ConvergencePoint, ProbabilityCourse};

/// `convergence.json`.
///
/// # Panics
/// Never: it is plain data.
pub fn convergence_json(convergence: &Convergence) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(convergence).expect("it is plain data");
    json.push(b'\n');
    json
}

/// `convergence.csv`: a row for each probability and number of paths; the id is empty for all together.
pub fn convergence_csv(convergence: &Convergence) -> Vec<u8> {
    let header = [
        "id",
        "paths",
        "probability",
        "std_error",
        "ci95_low",
        "ci95_high",
    ];
    let row = |course: &ProbabilityCourse, point: &ConvergencePoint| {
        let id = course.id.clone().unwrap_or_default();
        let [low, high] = point.ci95;
        let numbers = [point.probability, point.std_error, low, high];
        let numbers = numbers.map(|number| number.to_string());
        [vec![id, point.paths.to_string()], numbers.to_vec()].concat()
    };
    let courses = convergence.probabilities.iter();
    let rows = courses.flat_map(|course| course.points.iter().map(|point| row(course, point)));
    table(&header, rows)
}

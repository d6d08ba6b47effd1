//! What was discovered about a target, as JSON and as tables.

use super::tables::table;
use crate::results::{CountedShare, DiscoveredBox, Discovery, Restriction, Scatter};

/// `discovery.json`.
///
/// # Panics
/// Never: it is plain data.
pub fn discovery_json(discovery: &Discovery) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(discovery).expect("it is plain data");
    json.push(b'\n');
    json
}

/// `boxes.csv`: a row for each box and restriction; boxes are counted from 1, an open end is empty.
pub fn discovery_boxes_csv(discovery: &Discovery) -> Vec<u8> {
    let header = [
        "box",
        "driver",
        "label_zh",
        "label_en",
        "unit",
        "low",
        "high",
        "rank_low",
        "rank_high",
        "quasi_p_value",
        "density_without",
        "density_alone_inside",
        "density_alone_outside",
        "coverage",
        "coverage_std_error",
        "density",
        "density_std_error",
        "mass",
        "mass_std_error",
    ];
    let rows = discovery.boxes.iter().enumerate().flat_map(|(k, found)| {
        let row = move |restriction| box_row(discovery, k + 1, found, restriction);
        found.restrictions.iter().map(row)
    });
    table(&header, rows)
}

fn box_row(
    discovery: &Discovery,
    number: usize,
    found: &DiscoveredBox,
    restriction: &Restriction,
) -> Vec<String> {
    let driver = discovery
        .drivers
        .iter()
        .find(|it| it.name == restriction.driver);
    let of = |told: &dyn Fn(&crate::results::DiscoveryDriver) -> String| {
        driver.map(told).unwrap_or_default()
    };
    let end = |end: Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
    let mut row = vec![
        number.to_string(),
        restriction.driver.clone(),
        of(&|it| it.label.zh.clone()),
        of(&|it| it.label.en.clone()),
        of(&|it| it.unit.clone()),
        end(restriction.low),
        end(restriction.high),
    ];
    let numbers = [
        restriction.ranks[0],
        restriction.ranks[1],
        restriction.quasi_p_value,
        restriction.density_without.value,
        restriction.alone[0].value,
        restriction.alone[1].value,
    ];
    row.extend(numbers.map(|number| number.to_string()));
    row.extend(
        [found.coverage, found.density, found.mass]
            .iter()
            .flat_map(told),
    );
    row
}

fn told(share: &CountedShare) -> [String; 2] {
    [share.value.to_string(), share.std_error.to_string()]
}

/// `trajectory.csv`: a row for each box on the way to each box.
pub fn discovery_trajectory_csv(discovery: &Discovery) -> Vec<u8> {
    let header = [
        "box",
        "step",
        "restricted",
        "mass",
        "coverage",
        "coverage_std_error",
        "density",
        "density_std_error",
        "chosen",
    ];
    let rows = discovery.boxes.iter().enumerate().flat_map(|(k, found)| {
        let steps = found.trajectory.iter().enumerate();
        steps.map(move |(step, point)| {
            let mut row = vec![
                (k + 1).to_string(),
                step.to_string(),
                point.restricted.to_string(),
                point.mass.to_string(),
            ];
            row.extend(told(&point.coverage));
            row.extend(point.density.as_ref().map(told).unwrap_or_default());
            row.push(point.chosen.to_string());
            row
        })
    });
    table(&header, rows)
}

/// `scatter.csv`: the sample of paths of the picture.
///
/// # Panics
/// When the scatter is of another discovery.
pub fn scatter_csv(discovery: &Discovery, scatter: &Scatter) -> Vec<u8> {
    let name = |k: usize| discovery.drivers[k].name.as_str();
    let header = [name(scatter.across), name(scatter.up), "of_interest"];
    let rows = scatter.points.iter();
    let rows = rows.map(|(x, y, hit)| vec![x.to_string(), y.to_string(), hit.to_string()]);
    table(&header, rows)
}

/// The sample of paths that [`scatter_csv`] wrote; `None` where the table is none of this discovery.
pub fn scatter_of_csv(discovery: &Discovery, table: &[u8]) -> Option<Scatter> {
    let mut reader = csv::Reader::from_reader(table);
    let header = reader.headers().ok()?.clone();
    let driver = |column: usize| {
        let name = header.get(column)?;
        discovery.drivers.iter().position(|it| it.name == name)
    };
    let (across, up) = (driver(0)?, driver(1)?);
    let points = reader.deserialize().collect::<Result<_, _>>().ok()?;
    Some(Scatter { across, up, points })
}

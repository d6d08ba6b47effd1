//! Streaming moments against certified values (NIST StRD univariate) and pooled shards.

use kapok::results::{Grid, Statistics};
use serde_json::Value;

use crate::reference::Case;

fn number(value: &Value) -> f64 {
    match value {
        Value::String(text) => text.parse().expect("a number in words"),
        other => other.as_f64().expect("a number"),
    }
}

fn statistics_of(values: &[f64], parts: usize) -> Statistics {
    let grid = Grid::of_sample(values);
    let mut all = Statistics::new(grid);
    for part in values.chunks(values.len().div_ceil(parts)) {
        let mut one = Statistics::new(grid);
        one.add(part);
        all.merge(&one);
    }
    all
}

fn assert_close(id: &str, what: &str, got: f64, exact: f64, relative: f64) {
    assert!(
        (got - exact).abs() <= relative * exact.abs(),
        "{id} {what}: {got} against {exact}"
    );
}

/// NIST-NumAcc1, 3, 4: large means with small spreads, where the textbook formula loses every digit.
#[test]
fn certified_means_and_deviations_are_reached() {
    for id in ["NIST-NumAcc1", "NIST-NumAcc3", "NIST-NumAcc4"] {
        let case = Case::find(id);
        let pair: Vec<f64> = case
            .input("pair")
            .as_array()
            .expect("a pair")
            .iter()
            .map(number)
            .collect();
        let n = number(case.input("n")) as usize;
        let mut values = vec![number(case.input("first"))];
        values.extend((1..n).map(|i| pair[(i + 1) % 2]));
        // The certified deviation holds for the decimal numbers; the nearest doubles carry it to about (mean / sd) roundings.
        let rounding = 4e-16 * number(case.expected("mean")) / number(case.expected("sd"));
        for parts in [1, 3, 10] {
            let found = statistics_of(&values, parts);
            assert_close(
                id,
                "mean",
                found.mean(),
                number(case.expected("mean")),
                1e-15,
            );
            assert_close(
                id,
                "sd",
                found.sd(),
                number(case.expected("sd")),
                1e-13 + rounding,
            );
        }
    }
}

/// MOM-merge: shards of four, three and one value pooled in any order.
#[test]
fn pooled_shards_have_the_moments_of_the_whole() {
    let case = Case::find("MOM-merge");
    let shard = |name: &str| -> Vec<f64> {
        case.input(name)
            .as_array()
            .expect("a shard")
            .iter()
            .map(number)
            .collect()
    };
    let shards = [shard("A"), shard("B"), shard("C")];
    let sample: Vec<f64> = shards.concat();
    let grid = Grid::of_sample(&sample);
    let pooled = case.expected("pooled");
    let n = number(&pooled["n"]);
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
        let mut all = Statistics::new(grid);
        for place in order {
            let mut one = Statistics::new(grid);
            one.add(&shards[place]);
            all.merge(&one);
        }
        assert_close(
            "MOM-merge",
            "mean",
            all.mean(),
            number(&pooled["mean"]),
            1e-12,
        );
        assert_close(
            "MOM-merge",
            "M2",
            all.sd() * all.sd() * (n - 1.0),
            number(&pooled["M2"]),
            1e-12,
        );
    }
}

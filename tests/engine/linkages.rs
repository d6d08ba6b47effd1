//! Linkages and spill-overs of scenarios, against accounts worked out by hand.

use kapok::analysis::{Identity, linkage_summary};
use kapok::results::{LinkageSummary, ProvenanceSummary};
use kapok::scenario::Scenario;

use crate::support::{names, parse, read, sectors};

fn close(what: &str, value: f64, exact: f64) {
    assert!(
        (value - exact).abs() < 1e-12,
        "{what}: {value}, not {exact}"
    );
}

fn linked(scenario: &Scenario) -> Option<LinkageSummary> {
    let identity = Identity {
        sha256: String::new(),
        seed: 1,
        variant: None,
        provenance: ProvenanceSummary::default(),
    };
    linkage_summary(scenario, &identity).expect("it is productive")
}

/// A = [[0.2, 0.3], [0.1, 0]]: det(I − A) = 0.8 − 0.03 = 0.77, L = [[1, 0.3], [0.1, 0.8]] / 0.77.
#[test]
fn linkages_of_two_sectors_are_those_of_the_inverse() {
    let inputs = "\n[io]\ns1 = { s1 = 0.2, s2 = 0.1 }\ns2 = { s1 = 0.3 }\n";
    let found = linked(&parse(&sectors(2024, "0.03", 2, "", inputs))).expect("they buy");
    let [table] = found.tables.as_slice() else {
        panic!("no coefficient changes");
    };
    let exact = [[1.0 / 0.77, 0.3 / 0.77], [0.1 / 0.77, 0.8 / 0.77]];
    for (row, exact) in table.requirements.iter().zip(exact) {
        for (value, exact) in row.iter().zip(exact) {
            assert!((value - exact).abs() < 1e-13, "{value} {exact}");
        }
    }
    // Column sums 1.1 and 1.1, row sums 1.3 and 0.9, over 0.77; both means are 1.1 / 0.77.
    for (values, exact) in [
        (&table.multipliers, [1.1 / 0.77, 1.1 / 0.77]),
        (&table.backward, [1.0, 1.0]),
        (&table.forward, [1.3 / 1.1, 0.9 / 1.1]),
    ] {
        for (value, exact) in values.iter().zip(exact) {
            assert!((value - exact).abs() < 1e-13, "{value} {exact}");
        }
    }
    assert_eq!(found.gross_output, [250.0, 250.0]);
    assert!(found.spillovers.is_none() && !found.uncertain);
    assert!(linked(&parse(&sectors(2024, "0.03", 2, "", ""))).is_none());
}

/// Every yuan is value added somewhere, or buys from outside: with m = 1 − v − Σ A, v'L + m'L = 1.
#[test]
fn every_yuan_of_final_demand_ends_as_income_or_outside() {
    let scenario = read("scenarios/twin-city-2020.toml");
    let found = linked(&scenario).expect("they buy");
    let table = &found.tables[0];
    let spillovers = found.spillovers.as_ref().expect("the cities trade");
    let n = scenario.sectors.len();
    let mut bought = vec![0.0; n];
    for input in &scenario.inputs {
        bought[input.user] += input.coefficient.value;
    }
    for (sector, spilling) in spillovers.sectors.iter().enumerate() {
        let outside: f64 = (0..n)
            .map(|j| {
                let ratio = scenario.sectors[j].value_added_ratio.value.get();
                (1.0 - ratio - bought[j]) * table.requirements[j][sector]
            })
            .sum();
        let earned: f64 = spilling.value_added.iter().sum();
        close("the yuan", earned + outside, 1.0);
        let output: f64 = spilling.output.iter().sum();
        close("the multiplier", output, table.multipliers[sector]);
        let home = spilling.own + spilling.feedback;
        close("at home", home, spilling.output[spilling.home]);
        assert!(spilling.own >= 1.0 && spilling.feedback >= 0.0 && spilling.spilled() >= 0.0);
    }
    // A region's yuan is a mean of its sectors' by final demand: inside their range.
    for (home, region) in spillovers.regions.iter().enumerate() {
        let own = spillovers.sectors.iter().filter(|it| it.home == home);
        let (low, high) = own.fold((f64::INFINITY, 0.0_f64), |(low, high), it| {
            (low.min(it.spilled()), high.max(it.spilled()))
        });
        let spilled = region.spilling.spilled();
        assert!((low..=high).contains(&spilled), "{spilled}");
    }
    assert!(table.from.is_none() && found.tables[1].from.is_some());
}

#[test]
fn the_mean_of_both_linkages_is_one_in_every_scenario() {
    for name in names("scenarios", ".toml") {
        let Some(found) = linked(&read(&format!("scenarios/{name}.toml"))) else {
            continue;
        };
        for table in &found.tables {
            for linkage in [&table.backward, &table.forward] {
                let mean = linkage.iter().sum::<f64>() / linkage.len() as f64;
                close(&name, mean, 1.0);
            }
        }
    }
}

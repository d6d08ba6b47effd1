//! `kapok check --io` and `--io-csv`.

use super::*;

fn regional() -> String {
    scenario("tests/reference/regional/regional.toml")
}

#[test]
fn the_table_of_coefficients_names_its_origin_and_fits_the_page() {
    let place = workplace();
    let output = ends_with(0, place.path(), &["check", &regional(), "--io"]);
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    for piece in [
        "5 部门全国表按 FLQ 区域化",
        "δ = 0.200",
        "取 4 个等概率的点",
        "年份各栏：该年起的乘数",
    ] {
        assert!(printed.contains(piece), "{piece} in {printed}");
    }
    let output = ends_with(
        0,
        place.path(),
        &["check", &regional(), "--io", "--lang", "en"],
    );
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(printed.contains("brought down by FLQ"), "{printed}");
    // A scenario that writes its coefficients has no nation beside them.
    let output = ends_with(0, place.path(), &["check", &flagship(), "--io"]);
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        printed.contains("由情景写出") && !printed.contains("全国乘数"),
        "{printed}"
    );
    assert!(entries(place.path()).is_empty());
}

#[test]
fn every_coefficient_of_every_year_is_written() {
    let place = workplace();
    let arguments = ["check", &regional(), "--io-csv", "inputs.csv", "-q"];
    ends_with(0, place.path(), &arguments);
    let text = fs::read_to_string(place.path().join("inputs.csv")).expect("it is written");
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("from,supplier,user,coefficient,requirement")
    );
    let of = |from: &str, supplier: &str, user: &str| -> f64 {
        let start = format!("{from},{supplier},{user},");
        let line = text.lines().find(|line| line.starts_with(&start));
        let line = line.unwrap_or_else(|| panic!("{start} in {text}"));
        let cell = line.split(',').nth(3).expect("a coefficient");
        cell.parse().expect("a number")
    };
    assert_eq!(of("", "n_chips", "n_phones"), 0.2, "as written");
    let base = of("", "n_services", "n_goods");
    for (from, factor) in [("2024", 1.2), ("2025", 1.2), ("2026", 1.5)] {
        let ratio = of(from, "n_services", "n_goods") / base;
        assert!((ratio - factor).abs() < 1e-12, "{from}: {ratio}");
    }
    assert_eq!(of("2025", "s_farms", "s_goods"), 0.01);
}

#[test]
fn a_place_that_cannot_be_written_to_is_told() {
    let place = workplace();
    let arguments = ["check", &regional(), "--io-csv", "no/such/folder.csv"];
    let output = ends_with(2, place.path(), &arguments);
    assert!(
        complained(&output).contains("no/such"),
        "{}",
        complained(&output)
    );
    assert!(entries(place.path()).is_empty());
}

#[test]
fn a_run_keeps_and_draws_who_feeds_whom() {
    let place = workplace();
    let twins = scenario("tests/reference/independent/twin-trade.toml");
    let fixed = ["run", &twins, "--paths", "300", "--out", "run", "-q"];
    ends_with(0, place.path(), &fixed);
    let run = files(&place.path().join("run"));
    for name in [
        "linkages.json",
        "charts/linkages.png",
        "charts/linkages-ranking.png",
        "charts/spillover.png",
    ] {
        assert!(run.contains_key(name), "{name}");
    }
    let found = json(&run["linkages.json"]);
    let summary = json(&run["summary.json"]);
    let sectors = summary["sectors"].as_array().expect("a list");
    assert_eq!(
        found["sectors"].as_array().map(Vec::len),
        Some(sectors.len())
    );
    let spilling = found["spillovers"]["regions"]
        .as_array()
        .expect("two regions");
    assert_eq!(
        (spilling.len(), &spilling[0]["id"]),
        (2, &Value::from("north"))
    );
    // They are drawn again from the folder; a report names each.
    ends_with(0, place.path(), &["chart", "run", "--out", "again", "-q"]);
    let again = files(&place.path().join("again"));
    for name in run.keys().filter(|name| name.starts_with("charts/")) {
        assert!(again[name] == run[name], "{name}");
    }
    assert!(again["report.html"] == run["report.html"]);
    // Linkages of another scenario are refused.
    let file = place.path().join("run/linkages.json");
    let mut other = found;
    other["sha256"] = Value::from("0");
    fs::write(&file, other.to_string()).expect("it can be written");
    let told = complained(&ends_with(
        2,
        place.path(),
        &["chart", "run", "--out", "no"],
    ));
    assert!(told.contains("linkages.json"), "{told}");
    assert!(!place.path().join("no").exists());
}

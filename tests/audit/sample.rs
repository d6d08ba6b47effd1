//! A small district whose every number can be worked out by hand, and the means to change it.

use std::path::Path;

use kapok::analysis::audit;
use kapok::diagnostics::Style;
use kapok::quantity::Language;
use kapok::results::{AuditFinding, Severity};
use kapok::scenario::{Loaded, load, parse_text};

/// GDP 1000 of three sectors (400, 350, 250), real trend 4 %, no inflation. Investment 400: plants 100 (+10 % planned), roads 200
/// (+5 %), homes 100 (0 %), so that 420 is planned for 2024.
const DISTRICT: &str = r#"
schema = 1
id = "district"
base_year = 2023
horizon = 2026

[region.r]
gdp = 1000
anchor = "trend"
trend = "4%"
inflation = "0%"

[defaults.sector]
value_added_ratio = 0.5
capital_output_ratio = 3
capital_share = 0.4
depreciation = 0.05
utilisation = 0.8

[[sector]]
id = "mills"
groups = ["industry"]
share = 0.4

[[sector]]
id = "trade"
share = 0.35

[[sector]]
id = "housing"
share = 0.25

[investment.plants]
groups = ["industrial"]
base = 100
growth = "10%"

[investment.roads]
base = 200
growth = "5%"

[investment.homes]
base = 100
growth = "0%"

[run]
paths = 100
seed = 1
"#;

/// The district with these targets and further tables.
pub(crate) fn district(rest: &str) -> String {
    format!("{DISTRICT}{rest}")
}

/// A target block: `(id, indicator, year, comparison)`.
pub(crate) fn target(id: &str, indicator: &str, year: i32, comparison: &str) -> String {
    format!(
        "\n[[target]]\nid = \"{id}\"\nindicator = \"{indicator}\"\nyear = {year}\n{comparison}\n"
    )
}

/// Several target blocks of 2024, each `indicator comparison`, named `t0`, `t1`, …
pub(crate) fn targets(each: &[(&str, &str)]) -> String {
    each.iter()
        .enumerate()
        .map(|(at, (indicator, comparison))| target(&format!("t{at}"), indicator, 2024, comparison))
        .collect()
}

pub(crate) fn loaded(text: &str) -> Loaded {
    let no_file = |_: &str| Err(std::io::ErrorKind::NotFound.into());
    parse_text("test.toml", text, &no_file).unwrap_or_else(|found| {
        let style = Style {
            language: Language::English,
            colour: false,
            width: 120,
        };
        panic!("{}\n{text}", found.render(style))
    })
}

/// A scenario file of the package, or of elsewhere.
pub(crate) fn read(path: &Path) -> Loaded {
    load(path).unwrap_or_else(|_| panic!("{} is not a scenario", path.display()))
}

/// The findings on a text; each is checked for what every finding must be.
pub(crate) fn findings(text: &str) -> Vec<AuditFinding> {
    let loaded = loaded(text);
    let findings = audit(&loaded.scenario, &loaded.source);
    findings.iter().for_each(well_formed);
    findings
}

/// Both languages, finite numbers, a place, and `holds` as the numbers say, but for rounding.
pub(crate) fn well_formed(finding: &AuditFinding) {
    let said = |text: &str| {
        assert!(!text.is_empty(), "{finding:#?}");
        for slip in [
            "NaN", "inf ", "inf.", "inf%", "-0.00%", "  ", "..", "。。", "：：", "{", "}",
        ] {
            assert!(!text.contains(slip), "{slip} in {text}");
        }
    };
    said(&finding.statement.zh);
    said(&finding.statement.en);
    assert!(
        !finding
            .statement
            .en
            .contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
    );
    for remedy in &finding.remedies {
        said(&remedy.zh);
        said(&remedy.en);
        assert!(remedy.value.is_finite(), "{finding:#?}");
    }
    assert!(
        finding.left.is_finite() && finding.right.is_finite(),
        "{finding:#?}"
    );
    assert!(finding.line.is_some(), "{finding:#?}");
    let strictly = match finding.relation.as_str() {
        "≥" => finding.left >= finding.right,
        "≤" => finding.left <= finding.right,
        other => panic!("relation {other}"),
    };
    if strictly && !finding.holds {
        // Only prices can break an inequality that the figures alone satisfy.
        assert_eq!(finding.code, "growth-against-level", "{finding:#?}");
    }
    assert!(!finding.holds || finding.severity == Severity::Note);
    assert!(!finding.holds || finding.remedies.is_empty());
}

/// What neither holds nor is covered by the scenario's own assumptions.
pub(crate) fn open(findings: &[AuditFinding]) -> Vec<&AuditFinding> {
    let open = |finding: &&AuditFinding| !finding.holds && finding.covered_by.is_none();
    findings.iter().filter(open).collect()
}

/// The text with the value at a dotted path replaced, as a planner would edit it.
pub(crate) fn set(text: &str, path: &str, value: f64) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    let (start, key) = match parts[..] {
        ["target", id, key] => (format!("id = \"{id}\""), key),
        [table @ ("region" | "investment"), id, key] | [table @ "investment", id, key, "2024"] => {
            (format!("[{table}.{id}]"), key)
        }
        _ => panic!("no way to set {path}"),
    };
    let mut inside = false;
    let mut done = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') && !done {
            inside = false;
        }
        inside |= line == start;
        if inside && !done && line.starts_with(&format!("{key} = ")) {
            // A bare rate may not exceed 1: one that was written in percent stays in percent.
            lines.push(if line.contains('%') {
                format!("{key} = \"{:?}%\"", 100.0 * value)
            } else {
                format!("{key} = {value:?}")
            });
            done = true;
        } else {
            lines.push(line.to_owned());
        }
    }
    assert!(done, "{path} is not in\n{text}");
    lines.join("\n") + "\n"
}

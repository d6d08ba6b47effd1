//! The coherence audit as the program shows it.

use super::{ends_with, flagship, json, said, workplace};
use unicode_width::UnicodeWidthStr as _;

#[test]
fn check_tells_what_does_not_hold_in_eighty_columns() {
    let place = workplace();
    for (language, head, sentence, tally) in [
        (
            "zh",
            "目标一致性",
            "2800 × 1.065 = 2982 < 3000",
            "核对 14 项：8 项成立，6 项见上",
        ),
        (
            "en",
            "Coherence of the targets",
            "needs a deflator of at least 0.60 %, or real growth of 7.14 %, or a base of at least 2817",
            "14 checked: 8 hold, 6 are above",
        ),
    ] {
        let output = ends_with(0, place.path(), &["check", &flagship(), "--lang", language]);
        let said = said(&output);
        let block = &said[said.find(head).expect("the block is there")..];
        let end = block.find(tally).expect("it ends with the tally");
        for line in block[..end].lines() {
            assert!(line.width() <= 80, "{} columns: {line}", line.width());
        }
        let unwrapped = block.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        assert!(unwrapped.contains(sentence), "{block}");
    }
}

#[test]
fn a_run_begins_its_warnings_with_what_does_not_hold() {
    let place = workplace();
    let arguments = [
        "run",
        &flagship(),
        "--paths",
        "200",
        "--out",
        "run",
        "--only-summary",
    ];
    let output = ends_with(0, place.path(), &arguments);
    let bytes = std::fs::read(place.path().join("run/summary.json")).expect("there is a summary");
    let summary = json(&bytes);
    let audit = summary["audit"].as_array().expect("an audit");
    let warnings = summary["warnings"].as_array().expect("warnings");
    let open: Vec<_> = audit
        .iter()
        .filter(|finding| finding["holds"] == false)
        .collect();
    assert!(open.len() == 6 && audit.len() == 14);
    for (finding, warning) in open.iter().zip(warnings) {
        for key in ["code", "severity", "line"] {
            assert_eq!(finding[key], warning[key]);
        }
        assert_eq!(finding["statement"], warning["message"]);
    }
    let gdp = open[0];
    assert_eq!(
        (&gdp["left"], &gdp["right"]),
        (&2982.0.into(), &3000.0.into())
    );
    assert_eq!(gdp["remedies"][2]["path"], "region.baiyun.gdp");
    let line = gdp["line"].as_u64().expect("it has a place") as usize;
    let text = std::fs::read_to_string(flagship()).expect("the flagship");
    let block: Vec<&str> = text.lines().skip(line - 1).take(4).collect();
    assert!(block.contains(&"id = \"gdp_level\""), "{block:?}");
    let said = said(&output);
    let first = said
        .lines()
        .find(|line| line.starts_with("说明") || line.starts_with("警告"));
    assert!(first.expect("there are remarks").contains("2982 < 3000"));
}

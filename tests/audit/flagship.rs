//! The audit of the flagship's core, finding by finding.

use std::path::Path;

use kapok::analysis::audit;
use kapok::scenario::parse_text;
use kapok::simulation::{IndicatorSet, prepare};

use super::sample::{read, well_formed};

fn flagship() -> Vec<kapok::results::AuditFinding> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/baiyun-core.toml");
    let loaded = read(&path);
    audit(&loaded.scenario, &loaded.source)
}

#[test]
fn every_finding_on_the_flagship_is_as_worked_out_by_hand() {
    let found = flagship();
    found.iter().for_each(well_formed);
    let expected: [(&str, bool, f64, f64); 10] = [
        // 2800 × 1.065
        ("growth-against-level", false, 2982.0, 3000.0),
        // (130 + 45 + 55 + 60 + 255) / 2800
        ("share-against-growth", false, 545.0 / 2800.0, 0.20),
        // Mean execution of 430, 400, 48 and 200 at 0.96, 0.925, 0.975 and 0.955; (1410 − (1410.147… − 1078)) / 1078.
        (
            "execution-needed",
            false,
            1020.6 / 1078.0,
            0.999_864_835_807,
        ),
        // Only the plants: PERT(0.70, 1.0, 1.15) has mean 0.975.
        ("execution-needed", false, 0.975, 0.999_982_562_5),
        // 1215.5 × 1.16, within rounding
        ("growth-against-level", true, 1409.98, 1410.0),
        // 75.6 × 0.40 − 27 × 0.50 = 16.74 on 48.6
        ("parts-against-total", true, 0.344_445, 16.74 / 48.6),
        // 102.6 × 0.365 − 75.6 × 0.40 = 7.209 on 27
        ("parts-against-total", true, 0.267_03, 7.209 / 27.0),
        // 1215.5 × 0.16 − 102.6 × 0.365 = 157.031 on 1112.9; planned 500.08 + 540.02 + 229.99587
        (
            "parts-against-total",
            true,
            1_270.095_87 / 1112.9 - 1.0,
            157.031 / 1112.9,
        ),
        // 27 × 1.5
        ("plan-against-target", true, 40.5, 40.5),
        // 1.065 × e^0.007 − 1; 1900 / (400 / 0.38 + 465 / 0.62) − 1
        ("growth-needed", true, 0.072_481_153_489, 0.054_014_598_540),
    ];
    let told: Vec<(&str, bool)> = found.iter().map(|f| (f.code.as_str(), f.holds)).collect();
    let asked: Vec<(&str, bool)> = expected.iter().map(|e| (e.0, e.1)).collect();
    assert_eq!(told, asked);
    for (finding, (code, _, left, right)) in found.iter().zip(expected) {
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.abs().max(1.0);
        assert!(
            close(finding.left, left),
            "{code}: {} against {left}",
            finding.left
        );
        assert!(
            close(finding.right, right),
            "{code}: {} against {right}",
            finding.right
        );
    }
}

#[test]
fn the_flagships_gdp_is_said_in_one_sentence() {
    let found = &flagship()[0];
    assert_eq!(
        found.statement.en,
        "Nominal GDP, 2024 (100 m yuan): 2800 × 1.065 = 2982 < 3000: needs a deflator of at least 0.60 %, or real growth of 7.14 %, \
         or a base of at least 2817; the scenario's own inflation of 0.70 % covers it (2982 × 1.007 = 3003 ≥ 3000): it holds only \
         thanks to inflation."
    );
    assert_eq!(
        found.statement.zh,
        "地区生产总值（2024 年，亿元）：2800 × 1.065 = 2982 < 3000：需要平减指数涨幅至少 0.60%，或实际增速 7.14%，或基数至少 2817；\
         情景自身的价格涨幅 0.70% 补上差额（2982 × 1.007 = 3003 ≥ 3000），只靠涨价才成立。"
    );
    assert!(found.covered_by.is_some());
    assert_eq!(found.targets, ["gdp_growth", "gdp_level"]);
    // 3000 / 2982 = 1.006 036; ln of it is what `inflation` takes.
    let values: Vec<f64> = found.remedies.iter().map(|remedy| remedy.value).collect();
    let expected = [0.006_018_072_326, 3000.0 / 2800.0 - 1.0, 3000.0 / 1.065];
    for (value, expected) in values.iter().zip(expected) {
        assert!(
            (value - expected).abs() < 1e-9 * expected.max(1.0),
            "{value} against {expected}"
        );
    }
}

/// The bundled record: nine targets of 2011–2023 with errors (points) 0.3, −0.5, 1.6, 0.4, −1, −1.3, 2.1, −4.5, −1.4.
#[test]
fn the_bundled_record_anchors_the_flagship_and_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let text = include_str!("../reference/baiyun-core.toml");
    let with_record = text.replace(
        "anchor     = \"targets\"",
        "record = { file = \"data/growth-targets-to-2023.csv\", geo = \"Guangzhou\" }\nanchor = \"record\"",
    );
    assert_ne!(with_record, text);
    let loaded = parse_text("baiyun.toml", &with_record, &|file| {
        std::fs::read(folder.join(file))
    })
    .expect("the record can be read");
    let prepared =
        prepare(&loaded.scenario, 1, IndicatorSet::Default).expect("it can be calibrated");
    // 6.5 % less 4.3 / 9 points, shrunk by 9 / 13.
    let growth = prepared.arms[0].calibration.anchor_growth[[0, 0]];
    assert!((growth - (0.065 - 0.043 / 13.0)).abs() < 1e-12, "{growth}");

    let found = audit(&loaded.scenario, &loaded.source);
    found.iter().for_each(well_formed);
    let record = found
        .iter()
        .find(|f| f.code == "target-against-record")
        .expect("it is told");
    assert!((record.left - 4.0 / 9.0).abs() < 1e-12 && !record.holds);
    assert!(
        record
            .statement
            .en
            .contains("of 9 targets of Guangzhou in 2011–2023 (not Baiyun's own record), 4 were met (44.4 %), by -0.5 points on average")
    );
    let whose = "广州市2011—2023 年的 9 个目标实现了 4 个（44.4%）（不是白云区自身的记录）";
    assert!(
        record.statement.zh.contains(whose),
        "{}",
        record.statement.zh
    );
    // The fifth best error is −0.5 points, the eighth −1.4.
    let values: Vec<f64> = record.remedies.iter().map(|remedy| remedy.value).collect();
    assert!(
        (values[0] - 0.06).abs() < 1e-12 && (values[1] - 0.051).abs() < 1e-12,
        "{values:?}"
    );
    let highest = found
        .iter()
        .find(|f| f.code == "target-above-outcomes")
        .expect("it is told");
    assert!(highest.holds && (highest.right - 0.116).abs() < 1e-12);
}

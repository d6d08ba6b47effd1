//! One planted incoherence after the other, with its numbers worked out by hand, and its coherent twin.

use kapok::results::{AuditFinding, Severity};

use super::sample::{district, findings, open, target, targets};

/// An incoherence and what the audit must say of it.
struct Planted {
    name: &'static str,
    text: String,
    code: &'static str,
    severity: Severity,
    left: f64,
    right: f64,
    /// The same with numbers that fit: nothing of this code may be open, and there may be no warning at all.
    twin: String,
}

fn planted(
    name: &'static str,
    (code, severity): (&'static str, Severity),
    (left, right): (f64, f64),
    each: &[(&str, &str)],
    twin: &[(&str, &str)],
) -> Planted {
    Planted {
        name,
        text: district(&targets(each)),
        code,
        severity,
        left,
        right,
        twin: district(&targets(twin)),
    }
}

fn levels() -> Vec<Planted> {
    let what = ("growth-against-level", Severity::Warning);
    vec![
        // 1000 × 1.06 = 1060 < 1100, and prices stand still.
        planted(
            "real growth, nominal level",
            what,
            (1060.0, 1100.0),
            &[
                ("gdp.growth", "at_least = \"6.0%\""),
                ("gdp.nominal", "at_least = 1100"),
            ],
            &[
                ("gdp.growth", "at_least = \"6.0%\""),
                ("gdp.nominal", "at_least = 1060"),
            ],
        ),
        // 400 × 1.16 = 464 < 500; 464 and 465 both round to what is stated.
        planted(
            "investment",
            what,
            (464.0, 500.0),
            &[
                ("fai.growth", "at_least = \"16%\""),
                ("fai.total", "at_least = 500"),
            ],
            &[
                ("fai.growth", "at_least = \"4%\""),
                ("fai.total", "at_least = 417"),
            ],
        ),
        // 200 × 1.1 = 220 < 250.
        planted(
            "a category",
            what,
            (220.0, 250.0),
            &[
                ("fai.roads.growth", "at_least = \"10%\""),
                ("fai.roads", "at_least = 250"),
            ],
            &[
                ("fai.roads.growth", "at_least = \"5%\""),
                ("fai.roads", "at_least = 210"),
            ],
        ),
        // 100 × 1.2 = 120 < 130.
        planted(
            "a group",
            what,
            (120.0, 130.0),
            &[
                ("fai.industrial.growth", "at_least = \"20%\""),
                ("fai.industrial", "at_least = 130"),
            ],
            &[
                ("fai.industrial.growth", "at_least = \"10%\""),
                ("fai.industrial", "at_least = 110"),
            ],
        ),
        // 400 × 1.05 = 420 < 430.
        planted(
            "a sector",
            what,
            (420.0, 430.0),
            &[
                ("sector.mills.growth", "at_least = \"5.0%\""),
                ("sector.mills.value_added", "at_least = 430"),
            ],
            &[
                ("sector.mills.growth", "at_least = \"5.0%\""),
                ("sector.mills.value_added", "at_least = 420"),
            ],
        ),
        // Growth is capped at 5 %: 1050 at most, 1100 is asked for.
        planted(
            "growth has a ceiling",
            what,
            (1050.0, 1100.0),
            &[
                ("gdp.growth", "at_most = \"5.0%\""),
                ("gdp.real", "at_least = 1100"),
            ],
            &[
                ("gdp.growth", "at_most = \"5.0%\""),
                ("gdp.real", "at_least = 1050"),
            ],
        ),
        // At least 1000 × 1.1 = 1100, at most 1050 is allowed.
        planted(
            "the level has a ceiling",
            what,
            (1100.0, 1050.0),
            &[
                ("gdp.growth", "at_least = \"10.0%\""),
                ("gdp.real", "at_most = 1050"),
            ],
            &[
                ("gdp.growth", "at_least = \"10.0%\""),
                ("gdp.real", "at_most = 1100"),
            ],
        ),
        // 6 % real and no inflation are not 10 % nominal.
        planted(
            "nominal growth",
            what,
            (0.06, 0.10),
            &[
                ("gdp.growth", "at_least = \"6.0%\""),
                ("gdp.nominal_growth", "at_least = \"10.0%\""),
            ],
            &[
                ("gdp.growth", "at_least = \"6.0%\""),
                ("gdp.nominal_growth", "at_least = \"6.0%\""),
            ],
        ),
        // 900 to 1000 × (1.06 + 0.01): 1070 < 1100, the most that is promised.
        planted(
            "about",
            what,
            (1070.0, 1100.0),
            &[
                ("gdp.growth", "about = \"6.0%\"\nwithin = \"1.0%\""),
                ("gdp.real", "at_least = 1100"),
            ],
            &[
                ("gdp.growth", "about = \"6.0%\"\nwithin = \"1.0%\""),
                ("gdp.real", "at_least = 1070"),
            ],
        ),
        // The top of the range: 1000 × 1.07 = 1070 < 1100.
        planted(
            "a range",
            what,
            (1070.0, 1100.0),
            &[
                ("gdp.growth", "between = [\"6.0%\", \"7.0%\"]"),
                ("gdp.real", "at_least = 1100"),
            ],
            &[
                ("gdp.growth", "between = [\"6.0%\", \"7.0%\"]"),
                ("gdp.real", "between = [1065, 1070]"),
            ],
        ),
    ]
}

fn parts() -> Vec<Planted> {
    let what = ("parts-against-total", Severity::Warning);
    vec![
        // Total 440 less plants 110: the rest of 300 must become 330, +10 %; 210 + 100 = 310 is planned, +3.33 %.
        planted(
            "the plan for the rest is too low",
            what,
            (10.0 / 300.0, 0.10),
            &[
                ("fai.growth", "at_least = \"10%\""),
                ("fai.industrial.growth", "at_least = \"10%\""),
            ],
            &[
                ("fai.growth", "at_least = \"5%\""),
                ("fai.industrial.growth", "at_least = \"10%\""),
            ],
        ),
        // Total 408 less plants 160: 248 / 300 − 1 = −17.3 %.
        planted(
            "the rest would shrink",
            what,
            (248.0 / 300.0 - 1.0, 0.0),
            &[
                ("fai.growth", "at_least = \"2%\""),
                ("fai.plants.growth", "at_least = \"60%\""),
            ],
            &[
                ("fai.growth", "at_least = \"5%\""),
                ("fai.plants", "at_least = 109"),
            ],
        ),
        // Total 420 less plants 450: −30 of 300, −110 %.
        planted(
            "a part exceeds the total",
            what,
            (-1.1, -1.0),
            &[
                ("fai.growth", "at_least = \"5%\""),
                ("fai.plants.growth", "at_least = \"350%\""),
            ],
            &[
                ("fai.growth", "at_least = \"5%\""),
                ("fai.plants.growth", "at_least = \"10%\""),
            ],
        ),
        // 110 + 210 + 100 = 420 < 460.
        planted(
            "all parts are stated",
            what,
            (420.0, 460.0),
            &[
                ("fai.growth", "at_least = \"15%\""),
                ("fai.plants.growth", "at_least = \"10%\""),
                ("fai.roads.growth", "at_least = \"5%\""),
                ("fai.homes.growth", "at_least = \"0%\""),
            ],
            &[
                ("fai.growth", "at_least = \"5%\""),
                ("fai.plants.growth", "at_least = \"10%\""),
                ("fai.roads.growth", "at_least = \"5%\""),
                ("fai.homes.growth", "at_least = \"0%\""),
            ],
        ),
        // 1065 less 400 × 1.3 = 520: 545 / 600 − 1 = −9.17 %.
        planted(
            "a sector explains more than all of GDP's growth",
            what,
            (545.0 / 600.0 - 1.0, 0.0),
            &[
                ("gdp.growth", "at_least = \"6.5%\""),
                ("group.industry.growth", "at_least = \"30%\""),
            ],
            &[
                ("gdp.growth", "at_least = \"6.5%\""),
                ("group.industry.growth", "at_least = \"8%\""),
            ],
        ),
        // 1060 − 408 − 357 = 295, +18 % for housing; twice the fastest stated growth is 12 %.
        planted(
            "the rest would run away",
            ("parts-against-total", Severity::Note),
            (0.18, 0.12),
            &[
                ("gdp.growth", "at_least = \"6.0%\""),
                ("sector.mills.growth", "at_least = \"2.0%\""),
                ("sector.trade.growth", "at_least = \"2.0%\""),
            ],
            &[
                ("gdp.growth", "at_least = \"4.0%\""),
                ("sector.mills.growth", "at_least = \"4.0%\""),
                ("sector.trade.growth", "at_least = \"3.0%\""),
            ],
        ),
        // 200 + 200 = 400 > 350.
        planted(
            "a ceiling below the floors of the parts",
            ("parts-exceed-total", Severity::Warning),
            (400.0, 350.0),
            &[
                ("fai.total", "at_most = 350"),
                ("fai.plants", "at_least = 200"),
                ("fai.roads", "at_least = 200"),
            ],
            &[
                ("fai.total", "at_most = 420"),
                ("fai.plants", "at_least = 110"),
                ("fai.roads", "at_least = 210"),
            ],
        ),
    ]
}

fn shares_and_pairs() -> Vec<Planted> {
    vec![
        // 0.4 × 1.08 / 1.06 = 40.75 % < 45 %.
        planted(
            "a share its numerator does not reach",
            ("share-against-growth", Severity::Warning),
            (0.4 * 1.08 / 1.06, 0.45),
            &[
                ("group.industry.share", "at_least = \"45%\""),
                ("group.industry.growth", "at_least = \"8%\""),
                ("gdp.growth", "at_least = \"6.0%\""),
            ],
            &[
                ("group.industry.share", "at_least = \"40.7%\""),
                ("group.industry.growth", "at_least = \"8%\""),
                ("gdp.growth", "at_least = \"6.0%\""),
            ],
        ),
        // At GDP's pace the share stays 40 %.
        planted(
            "a share without growth of its numerator",
            ("share-against-growth", Severity::Note),
            (0.4, 0.45),
            &[
                ("group.industry.share", "at_least = \"45%\""),
                ("gdp.growth", "at_least = \"6.0%\""),
            ],
            &[
                ("group.industry.share", "at_least = \"40%\""),
                ("gdp.growth", "at_least = \"6.0%\""),
            ],
        ),
        // 40 % is above a ceiling of 38 %.
        planted(
            "a share with a ceiling",
            ("share-against-growth", Severity::Note),
            (0.4, 0.38),
            &[("sector.mills.share", "at_most = \"38%\"")],
            &[("sector.mills.share", "at_most = \"41%\"")],
        ),
        planted(
            "shares above the whole",
            ("shares-exceed-whole", Severity::Warning),
            (1.1, 1.0),
            &[
                ("group.industry.share", "at_least = \"60%\""),
                ("sector.trade.share", "at_least = \"50%\""),
            ],
            &[
                ("group.industry.share", "at_least = \"40%\""),
                ("sector.trade.share", "at_least = \"35%\""),
            ],
        ),
        planted(
            "a floor above a ceiling",
            ("exclusive-targets", Severity::Warning),
            (0.07, 0.05),
            &[
                ("gdp.growth", "at_least = \"7%\""),
                ("gdp.growth", "at_most = \"5%\""),
            ],
            &[
                ("gdp.growth", "at_least = \"5%\""),
                ("gdp.growth", "at_most = \"7%\""),
            ],
        ),
        planted(
            "ranges that do not meet",
            ("exclusive-targets", Severity::Warning),
            (0.06, 0.055),
            &[
                ("gdp.growth", "about = \"5%\"\nwithin = \"0.5%\""),
                ("gdp.growth", "between = [\"6%\", \"7%\"]"),
            ],
            &[("gdp.growth", "about = \"5%\"\nwithin = \"0.5%\"")],
        ),
        planted(
            "stated twice",
            ("stated-twice", Severity::Note),
            (2.0, 1.0),
            &[
                ("gdp.growth", "at_least = \"5.5%\""),
                ("gdp.growth", "at_least = \"6.5%\""),
            ],
            &[
                ("gdp.growth", "at_least = \"5.5%\""),
                ("gdp.growth", "at_most = \"6.5%\""),
            ],
        ),
        planted(
            "stated twice alike",
            ("stated-twice", Severity::Note),
            (2.0, 1.0),
            &[
                ("fai.growth", "at_least = \"5%\""),
                ("fai.growth", "at_least = \"5%\""),
            ],
            &[("fai.growth", "at_least = \"5%\"")],
        ),
        // 100 is planned for homes, 110 is asked for.
        planted(
            "a plan below its target",
            ("plan-against-target", Severity::Warning),
            (100.0, 110.0),
            &[("fai.homes.growth", "at_least = \"10%\"")],
            &[("fai.homes.growth", "at_least = \"0%\"")],
        ),
    ]
}

const ROADS: &str = r#"
[[pipeline]]
id = "highways"
category = "roads"
planned = { 2024 = 150 }
execution = { shape = "uniform", low = 0.8, high = 1.0 }
"#;

const RECORD: &str = "[region.r]\nrecord = [
  { year = 2018, target = \"6%\", actual = \"7%\" }, { year = 2019, target = \"6%\", actual = \"6%\" },
  { year = 2020, target = \"6%\", actual = \"5%\" }, { year = 2021, target = \"6%\", actual = \"4%\" },
  { year = 2022, target = \"6%\", actual = \"2%\" } ]";

/// The district with a record whose errors are +1, 0, −1, −2 and −4 points.
pub(crate) fn with_record(rest: &str) -> String {
    district(rest).replace("[region.r]", RECORD)
}

/// The district with 150 of the roads' 210 in projects of which 80 to 100 % are carried out.
pub(crate) fn with_projects(rest: &str) -> String {
    district(&format!("{ROADS}{rest}"))
}

fn more() -> Vec<Planted> {
    let one = |indicator: &str, comparison: &str| targets(&[(indicator, comparison)]);
    let chain = |level: f64| {
        district(
            &[
                target("a", "gdp.growth", 2024, "at_least = \"5.0%\""),
                target("b", "gdp.growth", 2025, "at_least = \"6.0%\""),
                target("c", "gdp.real", 2025, &format!("at_least = {level}")),
            ]
            .concat(),
        )
    };
    vec![
        Planted {
            // 60 are outside the projects: (210 − 60) / 150 = 100 %, and 90 % are carried out on average.
            name: "execution above its mean",
            text: with_projects(&one("fai.roads", "at_least = 210")),
            code: "execution-needed",
            severity: Severity::Note,
            left: 0.9,
            right: 1.0,
            twin: with_projects(&one("fai.roads", "at_least = 190")),
        },
        Planted {
            // (240 − 60) / 150 = 120 %, beyond the ceiling of 1.
            name: "execution beyond its ceiling",
            text: with_projects(&one("fai.roads", "at_least = 240")),
            code: "execution-needed",
            severity: Severity::Warning,
            left: 0.9,
            right: 1.2,
            // (195 − 60) / 150 = 90 %
            twin: with_projects(&one("fai.roads", "at_least = 195")),
        },
        Planted {
            // Two of five targets were met.
            name: "a poor record",
            text: with_record(&one("gdp.growth", "at_least = \"6%\"")),
            code: "target-against-record",
            severity: Severity::Note,
            left: 0.4,
            right: 0.5,
            twin: with_record(&one("gdp.growth", "at_least = \"6%\""))
                .replace("2020, target = \"6%\"", "2020, target = \"5%\""),
        },
        Planted {
            name: "above every outcome",
            text: with_record(&one("gdp.growth", "at_least = \"9%\"")),
            code: "target-above-outcomes",
            severity: Severity::Warning,
            left: 0.09,
            right: 0.07,
            twin: with_record(&one("gdp.growth", "at_least = \"7%\"")),
        },
        Planted {
            // 1000 × 1.05 × 1.06 = 1113 < 1200.
            name: "two years of growth",
            text: chain(1200.0),
            code: "growth-against-level",
            severity: Severity::Warning,
            left: 1113.0,
            right: 1200.0,
            twin: chain(1113.0),
        },
        Planted {
            // 1.4^(1/3) − 1 = 11.87 % a year; the trend is 4 % and prices stand still.
            name: "a level years away",
            text: district(&target("far", "gdp.nominal", 2026, "at_least = 1400")),
            code: "growth-needed",
            severity: Severity::Note,
            left: 0.04,
            right: 0.118_688_942,
            // 1.04³ = 1.1249
            twin: district(&target("far", "gdp.nominal", 2026, "at_least = 1124")),
        },
        Planted {
            // Gross output 700; (1000 / 700)^(1/3) − 1 = 12.62 % a year.
            name: "a chain far above its base",
            text: district(&target(
                "far",
                "sector.trade.gross_output",
                2026,
                "at_least = 1000",
            )),
            code: "growth-needed",
            severity: Severity::Note,
            left: 0.04,
            right: 0.126_247_881,
            twin: district(&target(
                "far",
                "sector.trade.gross_output",
                2026,
                "at_least = 780",
            )),
        },
    ]
}

/// Every planted text, for other tests.
pub(crate) fn texts() -> Vec<(&'static str, String)> {
    all()
        .into_iter()
        .map(|case| (case.name, case.text))
        .collect()
}

fn all() -> Vec<Planted> {
    let mut all = levels();
    all.extend(parts());
    all.extend(shares_and_pairs());
    all.extend(more());
    all
}

#[test]
fn every_planted_incoherence_is_found_with_its_numbers() {
    for case in all() {
        let findings = findings(&case.text);
        let open = open(&findings);
        let found: Vec<&&AuditFinding> = open
            .iter()
            .filter(|finding| finding.code == case.code && finding.severity == case.severity)
            .filter(|finding| {
                (finding.left - case.left).abs() < 1e-9 * case.left.abs().max(1.0)
                    && (finding.right - case.right).abs() < 1e-9 * case.right.abs().max(1.0)
            })
            .collect();
        assert_eq!(found.len(), 1, "{}: {:#?}", case.name, findings);
    }
}

#[test]
fn coherent_twins_are_left_alone() {
    for case in all() {
        let findings = findings(&case.twin);
        let open = open(&findings);
        assert!(
            open.iter()
                .all(|finding| finding.code != case.code && finding.severity == Severity::Note),
            "{}: {open:#?}",
            case.name
        );
        let silent = ["exclusive-targets", "stated-twice", "parts-exceed-total"];
        assert!(
            silent.contains(&case.code) || findings.iter().any(|finding| finding.code == case.code),
            "{}: what holds is told as well",
            case.name
        );
    }
}

#[test]
fn the_gravest_stands_first_and_what_holds_last() {
    let text = district(&targets(&[
        ("gdp.growth", "at_least = \"6.0%\""),
        ("gdp.nominal", "at_least = 1060"),
        ("gdp.growth", "at_least = \"6.0%\""),
        ("fai.homes.growth", "at_least = \"10%\""),
    ]));
    let order: Vec<(String, bool)> = findings(&text)
        .into_iter()
        .map(|finding| (finding.code, finding.holds))
        .collect();
    let expected = [
        ("plan-against-target", false),
        ("stated-twice", false),
        ("growth-against-level", true),
    ];
    let expected: Vec<(String, bool)> = expected
        .iter()
        .map(|(code, holds)| ((*code).to_owned(), *holds))
        .collect();
    assert_eq!(order, expected);
}

#[test]
fn own_prices_cover_a_difference_or_do_not() {
    let text = district(&targets(&[
        ("gdp.growth", "at_least = \"6.0%\""),
        ("gdp.nominal", "at_least = 1100"),
    ]));
    let with = |inflation: &str| {
        let text = text.replace(
            "inflation = \"0%\"",
            &format!("inflation = \"{inflation}\""),
        );
        findings(&text).remove(0)
    };
    // 1060 × e^0.04 = 1103.3: covered, and only by prices. 1060 × e^0.02 = 1081.4: not.
    let (covered, short) = (with("4%"), with("2%"));
    assert!(covered.covered_by.is_some() && covered.severity == Severity::Note && !covered.holds);
    assert!(short.covered_by.is_none() && short.severity == Severity::Warning);
    // A stated ceiling on inflation of 1 % takes the 4 % away again: 1060 × e^0.01 = 1070.7.
    let capped = text.replace("inflation = \"0%\"", "inflation = \"4%\"")
        + &target("prices", "inflation", 2024, "at_most = \"1%\"");
    assert!(findings(&capped)[0].covered_by.is_none());
    // Falling prices break what the figures alone satisfy: 1060 × e^−0.02 = 1039 < 1060.
    let falling = text
        .replace("inflation = \"0%\"", "inflation = \"-2%\"")
        .replace("at_least = 1100", "at_least = 1060");
    let found = findings(&falling).remove(0);
    assert!(
        !found.holds && found.severity == Severity::Warning,
        "{found:#?}"
    );
}

#[test]
fn rounding_is_half_a_unit_of_the_last_stated_digit() {
    // 400 × 1.16 = 464; "16%" may be 16.49 %, hence 465.96.
    let at = |growth: &str, level: &str| {
        let text = district(&targets(&[
            ("fai.growth", &format!("at_least = \"{growth}\"")),
            ("fai.total", &format!("at_least = {level}")),
        ]));
        let found = findings(&text);
        let arithmetic = found
            .iter()
            .find(|finding| finding.code == "growth-against-level");
        arithmetic.expect("it is told").holds
    };
    assert!(at("16%", "466"));
    assert!(!at("16%", "467"));
    assert!(!at("16.0%", "466")); // 16.05 % are 464.2, and 466 is at least 465.5
    assert!(at("16.0%", "464.2"));
    assert!(at("16.0%", "\"464亿\""));
    // 0.05万亿 may be 450亿.
    assert!(at("16.0%", "\"0.05万亿\""));
    assert!(!at("16.0%", "\"0.050万亿\""));
}

#[test]
fn tiers_are_no_repetition_and_each_level_is_read_beside_its_own_growth() {
    let tiers = |growth: &str, level: f64| {
        district(
            &[
                target(
                    "a",
                    "gdp.growth",
                    2024,
                    "at_least = \"5.5%\"\ntier = \"plan\"",
                ),
                target(
                    "b",
                    "gdp.growth",
                    2024,
                    &format!("at_least = \"{growth}\"\ntier = \"pledge\""),
                ),
                target(
                    "c",
                    "gdp.real",
                    2024,
                    &format!("at_least = {level}\ntier = \"plan\""),
                ),
            ]
            .concat(),
        )
    };
    // The plan's level of 1060 is not reached by its own growth (1055), whatever the pledge promises (1065).
    let found = findings(&tiers("6.5%", 1060.0));
    let open = open(&found);
    assert!(
        open.len() == 1 && open[0].code == "growth-against-level",
        "{found:#?}"
    );
    assert_eq!(
        (open[0].left, &open[0].targets),
        (1055.0, &vec!["a".to_owned(), "c".to_owned()])
    );
    assert!(super::sample::open(&findings(&tiers("6.5%", 1055.0))).is_empty());
}

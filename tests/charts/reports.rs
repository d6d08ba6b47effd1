//! What a report says of milestones, and that nothing is said twice or beyond its error.

use kapok::charts::{Lang, Style, sector_growth};
use kapok::report::{Report, report_html};
use kapok::results::{AuditFinding, Severity, Summary, Text, Warning};

use crate::judged;
use crate::pictures::texts;

fn html(summary: &Summary, lang: Lang) -> String {
    let report = Report {
        summary,
        figures: &[],
        tenths: None,
        moved: &[],
        variants: &[],
        compared: &[],
        lang,
    };
    String::from_utf8(report_html(&report)).unwrap()
}

#[test]
fn milestones_are_told_and_tabled() {
    let mut summary = judged::milestones();
    let known = &summary.milestones[0];
    let at = known.judged_index(&summary.years);
    let year = summary.years[at];
    let share = format!("{:.1}%", 100.0 * known.reached_by[at]);
    let zh = html(&summary, Lang::Zh);
    let (answer, rest) = zh.split_once("</section>").unwrap();
    let told = format!("“地区生产总值 ≥ 4,000亿元（力争）”：到{year}年的概率 {share} ±");
    assert!(answer.contains(&told), "{answer}");
    assert!(rest.contains("<th>须达到的个数</th>") && rest.contains("个中至少"));
    let en = html(&summary, Lang::En);
    assert!(en.contains(&format!(": by {year} with a probability of {share} ±")));
    assert!(en.contains("Median year") && en.contains("Members required"));
    // Without targets the milestones are the answer.
    summary.targets.clear();
    summary.joint = None;
    assert!(html(&summary, Lang::Zh).contains(&told));
    // What stood there in the base year was not reached later.
    let name = summary.milestones[0].members[0].indicator.clone();
    let mut known = summary.indicators["gdp.nominal"].clone();
    known.base = Some(1e9);
    summary.indicators.insert(name, known);
    let zh = html(&summary, Lang::Zh);
    let base = summary.scenario.base_year;
    assert!(!zh.contains(&told) && zh.contains(&format!("{base}年（基年）已经达到")));
}

#[test]
fn sectors_within_the_error_share_the_first_place() {
    let mut summary = judged::outcomes();
    let names: Vec<String> = summary.sectors.iter().map(|it| it.id.clone()).collect();
    let place = |summary: &mut Summary, k: usize, median: f64, error: f64| {
        let name = format!("sector.{}.growth", names[k]);
        let known = summary.indicators.get_mut(&name).unwrap();
        known.quantiles.get_mut("0.5").unwrap().fill(median);
        known.std_error.fill(error);
        known.quantile_error.fill(0.0);
    };
    for k in 0..names.len() {
        place(&mut summary, k, -0.01 * (k + 1) as f64, 1e-6);
    }
    place(&mut summary, 0, 0.200, 0.001);
    place(&mut summary, 1, 0.199, 0.001);
    place(&mut summary, 2, 0.150, 0.001);
    let said = texts(&sector_growth(&summary, &Style::default()).unwrap()).join("");
    assert_eq!(
        said.matches("（在误差之内相同），最低的是").count(),
        1,
        "{said}"
    );
    assert!(said.contains("20.0%和") || said.contains("20%和"), "{said}");
    // Ten times as many paths and more tell them apart.
    place(&mut summary, 0, 0.200, 0.0001);
    place(&mut summary, 1, 0.199, 0.0001);
    let said = texts(&sector_growth(&summary, &Style::default()).unwrap()).join("");
    assert!(!said.contains("在误差之内相同"), "{said}");
    place(&mut summary, 0, 0.1495, 0.001);
    place(&mut summary, 1, 0.1500, 0.001);
    let said = texts(&sector_growth(&summary, &Style::default()).unwrap()).join("");
    assert!(said.contains("等 3 项（在误差之内相同）"), "{said}");
}

#[test]
fn a_finding_is_told_once() {
    let mut summary = judged::milestones();
    let statement = Text {
        zh: "一加一不等于三".to_owned(),
        en: "one and one are not three".to_owned(),
    };
    summary.audit.push(AuditFinding {
        code: "sum".to_owned(),
        severity: Severity::Warning,
        targets: Vec::new(),
        statement: statement.clone(),
        left: 2.0,
        relation: "≥".to_owned(),
        right: 3.0,
        unit: "number".to_owned(),
        holds: false,
        covered_by: None,
        remedies: Vec::new(),
        line: None,
    });
    let warning = |message: Text| Warning {
        code: "sum".to_owned(),
        severity: Severity::Warning,
        message,
        line: None,
    };
    summary.warnings = vec![warning(statement)];
    let text = html(&summary, Lang::En);
    assert_eq!(text.matches("one and one are not three").count(), 1);
    assert!(!text.contains("Before the numbers are used"));
    summary.warnings.push(warning(Text {
        zh: "另一条".to_owned(),
        en: "another".to_owned(),
    }));
    assert!(html(&summary, Lang::En).contains("Before the numbers are used"));
}

#[test]
fn targets_that_another_implies_are_not_counted_beside_it() {
    let mut summary = judged::tiers();
    let once = "只计要求最高的一项";
    let joint = summary.joint.as_mut().unwrap();
    joint.targets = summary.targets.iter().map(|it| it.id.clone()).collect();
    assert!(!html(&summary, Lang::Zh).contains(once));
    summary.joint.as_mut().unwrap().targets.pop();
    assert_eq!(html(&summary, Lang::Zh).matches(once).count(), 2);
}

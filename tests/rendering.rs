//! Findings as a terminal shows them: the marks stand below the words, also after hanzi.

use kapok::diagnostics::Style;
use kapok::quantity::Language;
use kapok::scenario::parse_text;

const KEYS: &str = r#"schema = 1
id = "case"
title = "白云区二〇二四年情景"
base_year = 2023
horizon = 2026

[region.r]
name = { zh = "白云区", "英文" = "Baiyun" }
gdp = "两千八百亿"
trend = { value = 6.5, note = "趋势由历年增速推算", sorce = "年鉴" }

[[sector]]
id = "beauty"
name = "美丽健康"
value_added = { note = "化妆品与医药零售", value = "100万户" }
value_added_ratio = 0.5
capital_output_ratio = 2
capital_share = 0.4
depreciation = 0.05

[io]
beauty = { "美丽" = 0.1 }

[run]
paths = 1000
seed = 1
"#;

const ACCOUNTS: &str = r#"schema = 1
id = "case"
title = "例"
base_year = 2023
horizon = 2026

[region.r]
name = "甲区"
gdp = "100亿"
trend = "5%"

[defaults.sector]
value_added_ratio = 0.5
capital_output_ratio = 2
capital_share = 0.4
depreciation = 0.05
utilisation = 0.8

[[sector]]
id = "goods"
name = "制造业"
value_added = { note = "规模以上工业与其他工业合计", value = 90 }

[[sector]]
id = "trade"
name = "商贸业"
value_added = { note = "批发零售与会展合计", value = 10 }

[io]
goods = { trade = 0.2 }

[run]
paths = 1000
seed = 1
"#;

fn rendered(text: &str, language: Language, colour: bool) -> String {
    let read_file = |_: &str| Err(std::io::ErrorKind::NotFound.into());
    let found = parse_text("scenarios/例.toml", text, &read_file).unwrap_err();
    found.render(Style {
        language,
        colour,
        width: 80,
    })
}

#[test]
fn findings_about_keys_in_chinese() {
    insta::assert_snapshot!(rendered(KEYS, Language::Chinese, false));
}

#[test]
fn findings_about_keys_in_english() {
    insta::assert_snapshot!(rendered(KEYS, Language::English, false));
}

#[test]
fn a_finding_with_further_labels_in_chinese() {
    insta::assert_snapshot!(rendered(ACCOUNTS, Language::Chinese, false));
}

#[test]
fn a_finding_with_further_labels_in_english() {
    insta::assert_snapshot!(rendered(ACCOUNTS, Language::English, false));
}

#[test]
fn colours_only_when_asked_for() {
    assert!(rendered(KEYS, Language::Chinese, true).contains('\u{1b}'));
    assert!(!rendered(KEYS, Language::Chinese, false).contains('\u{1b}'));
}

#[test]
fn twenty_findings_are_written_and_the_rest_counted() {
    let many: Vec<String> = (0..30).map(|i| format!("key_{i:02} = 1\n")).collect();
    let text = rendered(&(many.concat() + KEYS), Language::Chinese, false);
    assert_eq!(text.matches("错误[").count(), 20);
    assert!(text.contains("未列出"), "{text}");
}

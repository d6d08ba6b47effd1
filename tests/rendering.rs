//! Findings as a terminal shows them.

use kapok::diagnostics::Style;
use kapok::quantity::Language;
use kapok::scenario::parse_text;

fn rendered(file: &str, language: Language) -> String {
    let path = format!("{}/tests/diagnostics/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let found = parse_text(file, &text, &|_| Err(std::io::ErrorKind::NotFound.into())).unwrap_err();
    found.render(Style {
        language,
        colour: false,
        width: 80,
    })
}

#[test]
fn findings_in_chinese() {
    for file in [
        "bare_chinese_key.toml",
        "unknown_reference.toml",
        "negative_final_demand.toml",
        "pipelines.toml",
        "bad_name.toml",
        "duplicate_id.toml",
        "comparator.toml",
        "unknown_key.toml",
        "missing_key.toml",
    ] {
        println!("{}", rendered(file, Language::Chinese));
        println!("{}", rendered(file, Language::English));
    }
}

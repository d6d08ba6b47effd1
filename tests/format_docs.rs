//! The documentation of the scenario format says what the program does.
//!
//! `KAPOK_UPDATE_DOCS=1 cargo test --test format_docs` renews the generated parts.

use std::fmt::Write as _;
use std::path::PathBuf;

use kapok::diagnostics::{Code, Style};
use kapok::quantity::Language;
use kapok::scenario::{bundled_file, keys, parse_text};

const PAGES: [(&str, Language); 2] = [
    ("docs/scenario-format.md", Language::English),
    ("docs/scenario-format.zh.md", Language::Chinese),
];

fn path(page: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(page)
}

/// The text with what stands between two markers replaced.
fn with_part(text: &str, name: &str, part: &str) -> String {
    let (begin, end) = (
        format!("<!-- {name}: begin -->"),
        format!("<!-- {name}: end -->"),
    );
    let start = text.find(&begin).expect("the page has the marker") + begin.len();
    let stop = text.find(&end).expect("the page has the closing marker");
    format!("{}\n\n{}\n{}", &text[..start], part, &text[stop..])
}

/// The schema that editors read, in a checkout.
const SCHEMA: &str = "docs/kapok.schema.json";

fn codes(language: Language) -> String {
    let mut table = match language {
        Language::Chinese => "| 代码 | 含义 |\n|---|---|\n".to_owned(),
        Language::English => "| code | meaning |\n|---|---|\n".to_owned(),
    };
    for code in Code::ALL {
        let (zh, en) = code.meaning();
        let meaning = if language == Language::Chinese {
            zh
        } else {
            en
        };
        writeln!(table, "| {code} | {meaning} |").unwrap();
    }
    table
}

#[test]
fn the_generated_parts_are_up_to_date() {
    for (page, language) in PAGES {
        let text = std::fs::read_to_string(path(page)).unwrap();
        let renewed = with_part(&text, "keys", &keys::markdown(language));
        let renewed = with_part(&renewed, "codes", &codes(language));
        if std::env::var_os("KAPOK_UPDATE_DOCS").is_some() {
            std::fs::write(path(page), &renewed).unwrap();
        } else {
            assert!(
                text == renewed,
                "{page} is out of date: KAPOK_UPDATE_DOCS=1 cargo test --test format_docs"
            );
        }
    }
}

#[test]
fn the_schema_for_editors_is_up_to_date() {
    let renewed = keys::json_schema_text();
    if std::env::var_os("KAPOK_UPDATE_DOCS").is_some() {
        std::fs::write(path(SCHEMA), &renewed).unwrap();
    }
    let there = std::fs::read_to_string(path(SCHEMA)).unwrap_or_default();
    assert!(
        there == renewed,
        "{SCHEMA} is out of date: KAPOK_UPDATE_DOCS=1 cargo test --test format_docs"
    );
}

/// The examples of a page, one after the other, are one scenario.
#[test]
fn the_examples_make_a_scenario() {
    for (page, language) in PAGES {
        let text = std::fs::read_to_string(path(page)).unwrap();
        let blocks = text.split("```toml\n").skip(1);
        let example: String = blocks
            .map(|rest| rest.split("```").next().unwrap())
            .collect();
        match parse_text(page, &example, &bundled_file) {
            Ok(loaded) => assert!(loaded.notes.is_empty(), "{page}: {:?}", loaded.notes),
            Err(found) => panic!(
                "{}",
                found.render(Style {
                    language,
                    colour: false,
                    width: 100
                })
            ),
        }
    }
}

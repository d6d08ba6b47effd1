//! The schema for editors accepts what the program accepts, and refuses the slips an editor should underline.

use std::path::{Path, PathBuf};

use jsonschema::Validator;
use kapok::scenario::keys::{json_schema, json_schema_text};
use kapok::scenario::parse_text;
use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

fn package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every TOML file of a folder, with its text.
fn scenarios(folder: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(package(folder)).expect("the folder is there");
    let mut found: Vec<(String, String)> = entries
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("scenarios are text");
            (path.display().to_string(), text)
        })
        .collect();
    found.sort();
    found
}

fn validator() -> Validator {
    let schema = json_schema();
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::draft7::new(&schema).expect("the schema is one")
}

/// A TOML text as the JSON that an editor validates.
fn json(text: &str) -> Value {
    table(DeTable::parse(text).expect("it is TOML").get_ref())
}

fn table(entries: &DeTable<'_>) -> Value {
    let entries = entries
        .iter()
        .map(|(key, entry)| (key.get_ref().to_string(), value(entry.get_ref())));
    Value::Object(entries.collect::<Map<_, _>>())
}

fn value(written: &DeValue<'_>) -> Value {
    match written {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(whole) => {
            let parsed = i64::from_str_radix(whole.as_str(), whole.radix());
            parsed.map_or(Value::Null, Value::from)
        }
        DeValue::Float(number) => Value::from(number.as_str().parse::<f64>().expect("a number")),
        DeValue::Boolean(flag) => Value::from(*flag),
        DeValue::Datetime(date) => Value::from(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| value(item.get_ref())).collect(),
        DeValue::Table(entries) => table(entries),
    }
}

fn complaints(validator: &Validator, text: &str) -> Vec<String> {
    let found = json(text);
    let errors = validator.iter_errors(&found);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Whether the program reads a scenario of this folder.
fn accepted(folder: &str, text: &str) -> bool {
    let read_file = |file: &str| std::fs::read(package(folder).join(file));
    parse_text("case.toml", text, &read_file).is_ok()
}

#[test]
fn what_the_program_accepts_the_schema_accepts() {
    let validator = validator();
    let mut seen = 0;
    for folder in [
        "scenarios",
        "tests/reference/independent",
        "tests/diagnostics",
    ] {
        for (name, text) in scenarios(folder) {
            if accepted(folder, &text) {
                seen += 1;
                assert_eq!(
                    complaints(&validator, &text),
                    Vec::<String>::new(),
                    "{name}"
                );
            }
        }
    }
    assert!(seen > 8, "{seen}");
    for page in ["docs/scenario-format.md", "docs/scenario-format.zh.md"] {
        let text = std::fs::read_to_string(package(page)).expect("the page is there");
        let blocks = text.split("```toml\n").skip(1);
        let example: String = blocks.filter_map(|rest| rest.split("```").next()).collect();
        assert_eq!(
            complaints(&validator, &example),
            Vec::<String>::new(),
            "{page}"
        );
    }
}

/// A change of the starter that both the program and the schema must refuse.
const SLIPS: [(&str, &str); 21] = [
    ("trend_sd  = ", "trend_ds  = "),                // unknown key
    ("horizon   = 2028", "horizont  = 2028"),        // unknown key, and one missing
    ("[run]", "[runn]"),                             // unknown table
    ("zh = \"示例区\", en", "zh = \"示例区\", eng"), // unknown language
    ("value_added = 300", "value_added = -300"),     // out of range
    ("value_added = 300", "value_added = 0"),        // the end of a range that is not part of it
    ("depreciation         = \"6%\"", "depreciation = 1.06"), // above the range
    ("trend     = \"4.5%\"", "trend     = 4.5"),     // a bare rate above 1
    ("trend     = \"4.5%\"", "trend     = \"4.5亿\""), // a unit of another kind
    ("trend     = \"4.5%\"", "trend     = \"4.5 percent\""), // an unknown unit
    ("gdp       = 1000", "gdp       = \"一千亿\""),  // no number
    (
        "gdp       = 1000",
        "gdp       = { value = 1000, status = \"guessed\" }",
    ), // wrong word
    ("gdp       = 1000", "gdp       = { status = \"stated\" }"), // provenance of nothing
    ("shape = \"pert\"", "shape = \"perth\""),       // unknown distribution
    ("shape = \"pert\", low = 0.75,", "shape = \"pert\","), // a parameter missing
    ("mode = 0.97", "mode = 0.97, sd = 1"),          // a parameter too many
    ("planned   = { 2025", "planned   = { 25"),      // no year
    ("seed      = true", "seed      = \"yes\""),     // wrong kind
    ("id = \"industry\"", "id = \"Industry\""),      // malformed id
    ("base_year = 2024", "base_year = 24"),          // no likely year
    (
        "sd          = \"5%\" ",
        "shape = \"gaussian\"\nsd = \"5%\" ",
    ), // wrong word
];

#[test]
fn slips_are_refused_by_the_schema_as_by_the_program() {
    let validator = validator();
    let text = std::fs::read_to_string(package("scenarios/starter.toml")).expect("a template");
    for (right, wrong) in SLIPS {
        assert!(text.contains(right), "the template has no {right}");
        let broken = text.replacen(right, wrong, 1);
        assert!(!accepted("scenarios", &broken), "the program takes {wrong}");
        assert!(
            !complaints(&validator, &broken).is_empty(),
            "the schema takes {wrong}"
        );
    }
    let rates = text.replacen("\"4.5%\"", "\"－４．５ 个百分点\"", 1);
    assert!(accepted("scenarios", &rates) && complaints(&validator, &rates).is_empty());
}

/// A file that extends another need not repeat what the other gives.
#[test]
fn an_extending_file_gives_only_what_differs() {
    let validator = validator();
    let rest = "\n[region.example]\ntrend = \"5%\"\n[[sector]]\nid = \"services\"\ncatch_up = 0.2\n\
                [[target]]\nid = \"gdp_growth\"\nat_least = \"6%\"\n";
    let extending = format!("schema = 1\nid = \"mine\"\nextends = \"starter.toml\"\n{rest}");
    assert!(accepted("scenarios", &extending));
    assert_eq!(complaints(&validator, &extending), Vec::<String>::new());
    let alone = extending.replace("extends = \"starter.toml\"\n", "");
    assert!(!complaints(&validator, &alone).is_empty());
    let nameless = extending.replace("id = \"services\"\n", "");
    assert!(!complaints(&validator, &nameless).is_empty());
}

/// What only the keys and their kinds can be wrong about.
#[test]
fn fixtures_of_mistakes_in_keys_are_refused() {
    let validator = validator();
    for name in [
        "unknown_key",
        "unknown_key_inner",
        "missing_run",
        "missing_top",
        "bare_rate",
        "out_of_range",
        "wrong_kind",
        "wrong_unit",
        "single_brackets",
        "bad_name",
        "history",
    ] {
        let path = package(&format!("tests/diagnostics/{name}.toml"));
        let text = std::fs::read_to_string(path).expect("the case is there");
        assert!(!complaints(&validator, &text).is_empty(), "{name}");
    }
}

#[test]
fn the_text_is_the_schema() {
    let read: Value = serde_json::from_str(&json_schema_text()).expect("it is JSON");
    assert_eq!(read, json_schema());
}

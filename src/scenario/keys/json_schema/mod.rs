//! The table of keys as a JSON Schema, for editors that complete and explain TOML files.
//!
//! Draft-07, which every TOML editor understands. A value that may be written in several ways has one schema whose keywords each
//! concern one JSON type (`minimum` a number, `pattern` a text, `properties` a table) instead of alternatives: editors then show
//! the key's own explanation, and name the limit that a wrong value exceeds.

mod described;
mod layout;
mod values;

use serde_json::{Map, Value, json};

use super::distributions::DISTRIBUTIONS;
use super::key::{Key, Presence, TableKeys};
use super::root::{PROVENANCE, ROOT};
use crate::scenario::extends::identity_keys;
use described::{default, describes, description};
use values::value;

/// A schema, or a part of one.
type Schema = Map<String, Value>;

/// Which of a table's keys must be given. A file that extends another gives only what differs, and a schema cannot know the
/// other: so nothing that the other file may give is demanded here.
#[derive(Clone, Copy, PartialEq)]
enum Complete {
    /// All that are required.
    Required,
    /// Those by which an entry of a list is told from the others.
    Identity,
    /// None.
    Nothing,
}

/// The schema of a scenario file.
pub fn json_schema() -> Value {
    let mut schema = table(&ROOT, Complete::Nothing);
    let required = required(&ROOT, Complete::Required);
    schema.insert("if".into(), json!({ "not": { "required": ["extends"] } }));
    schema.insert("then".into(), json!({ "required": required }));
    schema.insert(
        "$schema".into(),
        json!("http://json-schema.org/draft-07/schema#"),
    );
    schema.insert("title".into(), json!("kapok 情景文件 · kapok scenario"));
    schema.insert("definitions".into(), Value::Object(definitions()));
    Value::Object(schema)
}

/// The schema of a scenario file as the text of a JSON file.
pub fn json_schema_text() -> String {
    layout::text(&json_schema())
}

/// What many values share: the parts of a provenance, and the distributions.
fn definitions() -> Schema {
    let parts = PROVENANCE.keys().filter(|key| key.name != "value");
    let provenance = parts.map(|key| (key.name.to_owned(), Value::Object(entry(key))));
    let distributions = DISTRIBUTIONS.iter().map(|known| {
        let mut schema = table(&known.table, Complete::Required);
        schema.insert(
            "description".into(),
            describes(known.table.zh, known.table.en),
        );
        schema["properties"]["shape"]["enum"] = json!([known.shape]);
        (distribution_name(known.shape), Value::Object(schema))
    });
    provenance.chain(distributions).collect()
}

fn distribution_name(shape: &str) -> String {
    format!("distribution-{shape}")
}

/// A place where a definition holds.
fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// The schema of a table with these keys.
fn table(keys: &TableKeys, complete: Complete) -> Schema {
    let properties: Schema = keys
        .keys()
        .map(|key| (key.name.to_owned(), Value::Object(entry(key))))
        .collect();
    let required = required(keys, complete);
    let mut schema = object(json!({
        "type": "object",
        "description": describes(keys.zh, keys.en),
        "properties": properties,
        "additionalProperties": false,
    }));
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    schema
}

/// The keys of a table that must be given.
fn required(keys: &TableKeys, complete: Complete) -> Vec<&'static str> {
    let identity = identity_keys(keys);
    keys.keys()
        .filter(|key| key.presence == Presence::Required)
        .map(|key| key.name)
        .filter(|name| match complete {
            Complete::Required => true,
            Complete::Identity => identity.is_empty() || identity.contains(name),
            Complete::Nothing => false,
        })
        .collect()
}

/// The schema of what stands behind a key.
fn entry(key: &Key) -> Schema {
    let mut schema = value(key.kind);
    schema.insert("description".into(), json!(description(key)));
    if let Some(default) = default(key) {
        schema.insert("default".into(), default);
    }
    schema
}

/// The entries of a JSON object.
fn object(value: Value) -> Schema {
    match value {
        Value::Object(entries) => entries,
        _ => Schema::new(),
    }
}

/// The schema of a value that may stand in a table with its provenance; `schema` is that of the value alone, its types a list.
fn stated(schema: Schema) -> Schema {
    let mut stated = schema.clone();
    if let Some(Value::Array(types)) = stated.get_mut("type")
        && !types.contains(&json!("object"))
    {
        types.push(json!("object"));
        // A table of years may do without: it is the value itself.
        stated.insert("required".into(), json!(["value"]));
    }
    stated.insert("properties".into(), provenance(Value::Object(schema)));
    stated.insert("additionalProperties".into(), json!(false));
    stated
}

/// The keys of a provenance around a value with this schema.
fn provenance(value: Value) -> Value {
    let mut properties = Schema::new();
    for key in PROVENANCE.keys() {
        properties.insert(key.name.to_owned(), reference(key.name));
    }
    properties.insert("value".to_owned(), value);
    Value::Object(properties)
}

#[cfg(test)]
mod tests {
    use super::super::kind::{Quantity, Range};
    use super::*;

    #[test]
    fn every_key_is_offered_and_a_default_is_said() {
        let schema = json_schema();
        for key in ROOT.keys() {
            let text = schema["properties"][key.name]["description"].as_str();
            let both = |text: &str| text.starts_with(key.zh) && text.contains("\n\n");
            assert!(text.is_some_and(both), "{text:?}");
        }
        let carry = &schema["properties"]["pipeline"]["items"]["properties"]["carry"];
        assert_eq!(
            (&carry["minimum"], &carry["maximum"]),
            (&json!(0.0), &json!(1.0))
        );
        assert_eq!(carry["default"], json!(1.0));
        let text = carry["description"].as_str().unwrap();
        assert!(
            text.starts_with("结转比例") && text.contains("Default: 1."),
            "{text}"
        );
    }

    #[test]
    fn a_rate_without_a_unit_is_a_fraction() {
        let schema = values::plain(Quantity::Rate, Range::above(-1.0));
        assert_eq!(
            (&schema["exclusiveMinimum"], &schema["maximum"]),
            (&json!(-1.0), &json!(1.0))
        );
    }

    #[test]
    fn provenance_may_stand_around_a_number() {
        let schema = json_schema();
        let gdp = &schema["properties"]["region"]["patternProperties"]["^[a-z][a-z0-9_]{0,63}$"]["properties"]
            ["gdp"];
        assert_eq!(gdp["type"], json!(["number", "string", "object"]));
        assert_eq!(gdp["properties"]["value"]["exclusiveMinimum"], json!(0.0));
        assert_eq!(gdp["properties"]["status"], reference("status"));
        assert_eq!(
            schema["definitions"]["status"]["enum"],
            json!(["stated", "derived", "assumed"])
        );
    }
}

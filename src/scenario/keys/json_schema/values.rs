//! The schema of each kind of value.

use serde_json::{Value, json};

use super::{Complete, Schema, distribution_name, object, provenance, reference, stated, table};
use crate::scenario::keys::distributions::DISTRIBUTIONS;
use crate::scenario::keys::kind::{
    Bound, Kind, LONGEST_FORMULA, LONGEST_NAME, LONGEST_QUOTE, LONGEST_SENTENCE, LONGEST_TEXT,
    MOST_GROUPS, Quantity, Range, Thing, YEARS,
};
use crate::scenario::keys::national::NATIONAL_NAME;
use crate::scenario::keys::region::{RECORD_FILE, RECORD_YEAR};

/// The schema of a value of this kind.
pub(super) fn value(kind: Kind) -> Schema {
    match kind {
        Kind::Number(quantity, range) => stated(plain(quantity, range)),
        Kind::Path(quantity, range) => {
            let mut path = plain(quantity, range);
            path["type"] = json!(["number", "string", "object"]);
            path.extend(by_year(quantity, range));
            stated(path)
        }
        Kind::MoneyByYear => {
            let mut years = by_year(Quantity::Money, Range::NOT_NEGATIVE);
            years.insert("type".into(), json!(["object"]));
            stated(years)
        }
        Kind::Numbers(quantity, range, most) => stated(object(json!({
            "type": ["array"],
            "items": plain(quantity, range),
            "minItems": 1,
            "maxItems": most,
        }))),
        Kind::Judged => stated(judged()),
        Kind::JudgedPair => stated(object(json!({
            "type": ["array"],
            "items": judged(),
            "minItems": 2,
            "maxItems": 2,
        }))),
        Kind::JudgedByYear => stated(object(json!({
            "type": ["object"],
            "patternProperties": { "^[0-9]{4}$": stated(judged()) },
            "additionalProperties": false,
            "minProperties": 1,
        }))),
        Kind::Distribution => distribution(),
        Kind::Map(_, quantity, range) => identifiers(&stated(plain(quantity, range))),
        Kind::Rows(thing, quantity, range) => {
            identifiers(&value(Kind::Map(thing, quantity, range)))
        }
        Kind::Inputs(national) => {
            let row = value(Kind::Map(Thing::Sector, Quantity::Share, Range::UNIT));
            let pattern = id(false).replacen('^', &format!("^(?!{NATIONAL_NAME}$)"), 1);
            object(json!({
                "type": "object",
                "properties": { NATIONAL_NAME: table(national, Complete::Nothing) },
                "patternProperties": { pattern: row },
                "additionalProperties": false,
            }))
        }
        Kind::Weights(_) => identifiers(&object(json!({
            "type": "object",
            "minProperties": 1,
            "additionalProperties": stated(plain(Quantity::Share, Range::UNIT)),
        }))),
        Kind::Record => record(),
        Kind::Integer(low, high) => object(json!({
            "type": ["integer", "string"],
            "minimum": low,
            "maximum": high,
            "pattern": written(r"(万亿|亿|万)?[\s]*(户|个|家|人|套)?"),
        })),
        Kind::Year => {
            object(json!({ "type": "integer", "minimum": YEARS[0], "maximum": YEARS[1] }))
        }
        Kind::Flag => object(json!({ "type": "boolean" })),
        Kind::Choice(words) => object(json!({ "type": "string", "enum": words })),
        Kind::MoneyUnit => {
            object(json!({ "type": "string", "enum": ["元", "万元", "亿元", "万亿元"] }))
        }
        Kind::Groups => object(json!({
            "type": "array",
            "items": { "type": "string", "pattern": id(false) },
            "maxItems": MOST_GROUPS,
            "uniqueItems": true,
        })),
        Kind::Id { hyphen } => object(json!({ "type": "string", "pattern": id(hyphen) })),
        Kind::Name => localized(LONGEST_NAME),
        Kind::Sentence => localized(LONGEST_SENTENCE),
        Kind::Text | Kind::Indicator | Kind::Reference(_) => text(LONGEST_TEXT),
        Kind::Quote => text(LONGEST_QUOTE),
        Kind::Formula => {
            let mut formula = text(LONGEST_FORMULA);
            formula["type"] = json!(["string"]);
            stated(formula)
        }
        Kind::Settings => object(json!({ "type": "object" })),
        Kind::Any => Schema::new(),
        Kind::Table(keys) | Kind::Defaults(keys) => table(keys, Complete::Nothing),
        Kind::Tables(keys) => {
            let mut tables = identifiers(&table(keys, Complete::Nothing));
            tables.insert("maxProperties".into(), json!(keys.limit));
            tables
        }
        Kind::Blocks(keys) => object(json!({
            "type": "array",
            "items": table(keys, Complete::Identity),
            "maxItems": keys.limit,
        })),
    }
}

/// A number of this measure and range, with or without a unit; of one with a unit only the unit is checked.
pub(super) fn plain(quantity: Quantity, range: Range) -> Schema {
    let units = match quantity {
        Quantity::Money => MONEY,
        Quantity::Rate | Quantity::Share | Quantity::Number => PROPORTION,
        Quantity::Years => "年?",
        Quantity::Count(_) => COUNT,
    };
    let mut schema = object(json!({ "type": ["number", "string"], "pattern": written(units) }));
    match range.low {
        Bound::Included(low) => schema.insert("minimum".into(), json!(low)),
        Bound::Excluded(low) => schema.insert("exclusiveMinimum".into(), json!(low)),
        // A bare rate is a fraction.
        Bound::Open if quantity == Quantity::Rate => schema.insert("minimum".into(), json!(-1.0)),
        Bound::Open => None,
    };
    match range.high {
        Bound::Included(high) => schema.insert("maximum".into(), json!(high)),
        Bound::Excluded(high) => schema.insert("exclusiveMaximum".into(), json!(high)),
        Bound::Open if quantity == Quantity::Rate => schema.insert("maximum".into(), json!(1.0)),
        Bound::Open => None,
    };
    schema
}

/// Entries by id.
fn identifiers(entry: &Schema) -> Schema {
    object(json!({
        "type": "object",
        "patternProperties": { id(false): entry },
        "additionalProperties": false,
    }))
}

const MONEY: &str = r"(万亿|亿|万)?\s*元?";
const COUNT: &str = r"(万亿|亿|万)?\s*(户|个|家|人次|人|套|项|辆|台|件|吨|平方米|㎡|公里)?";
const PROPORTION: &str = "([%％‰]|(个\\s*)?百分点|pp)?";

/// A text that is a number followed by a unit; full-width digits and signs, spaces and separators of thousands as in
/// [`Written`](crate::quantity::Written), which is a little stricter.
fn written(units: &str) -> String {
    format!(
        r"^\s*[+＋\-－−–]?\s*[0-9０-９][0-9０-９,，_＿\s]*([.．][0-9０-９]+)?([eEｅＥ][+＋\-－−–]?[0-9０-９]+)?\s*{units}\s*$"
    )
}

/// A number in the unit of an indicator that the schema cannot know.
fn judged() -> Schema {
    let units = format!(r"({PROPORTION}|{MONEY}|{COUNT})");
    object(json!({ "type": ["number", "string"], "pattern": written(&units) }))
}

fn by_year(quantity: Quantity, range: Range) -> Schema {
    object(json!({
        "patternProperties": { "^(19[0-9]{2}|2[0-3][0-9]{2})$": stated(plain(quantity, range)) },
        "additionalProperties": false,
    }))
}

fn id(hyphen: bool) -> String {
    let (hyphen, rest) = (if hyphen { "-" } else { "" }, LONGEST_NAME - 1);
    format!("^[a-z][a-z0-9_{hyphen}]{{0,{rest}}}$")
}

fn text(longest: usize) -> Schema {
    object(json!({ "type": "string", "minLength": 1, "maxLength": longest }))
}

fn localized(longest: usize) -> Schema {
    let mut schema = text(longest);
    schema["type"] = json!(["string", "object"]);
    schema.insert(
        "properties".into(),
        json!({ "zh": text(longest), "en": text(longest) }),
    );
    schema.insert("required".into(), json!(["zh", "en"]));
    schema.insert("additionalProperties".into(), json!(false));
    schema
}

/// A number, a named distribution, or either with its provenance.
fn distribution() -> Schema {
    let number = Value::Object(plain(Quantity::Number, Range::ANY));
    let shapes: Vec<&str> = DISTRIBUTIONS.iter().map(|known| known.shape).collect();
    let mut forms = vec![number];
    forms.extend(
        shapes
            .iter()
            .map(|shape| reference(&distribution_name(shape))),
    );
    let bare = json!({ "anyOf": forms });
    forms.push(json!({
        "type": "object",
        "properties": provenance(bare),
        "required": ["value"],
        "additionalProperties": false,
    }));
    object(json!({
        "type": ["number", "string", "object"],
        "properties": { "shape": { "enum": shapes } },
        "anyOf": forms,
    }))
}

/// A table that names a file, or a list of years.
fn record() -> Schema {
    let mut schema = table(&RECORD_FILE, Complete::Required);
    schema.insert("type".into(), json!(["object", "array"]));
    schema.insert(
        "items".into(),
        Value::Object(table(&RECORD_YEAR, Complete::Required)),
    );
    schema.insert("maxItems".into(), json!(RECORD_YEAR.limit));
    schema
}

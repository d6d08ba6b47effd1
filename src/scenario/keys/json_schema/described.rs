//! What an editor says about a key: Chinese, then English.

use serde_json::{Value, json};

use crate::scenario::keys::key::{Fallback, Key, Presence};
use crate::scenario::keys::kind::{Kind, Range};

/// A short text in both languages.
pub(super) fn describes(zh: &str, en: &str) -> Value {
    json!(format!("{zh}\n\n{en}"))
}

/// Meaning, what is expected, range and what holds when the key is absent.
pub(super) fn description(key: &Key) -> String {
    let expected = key.kind.expectation();
    let mut zh = vec![format!("{}。", key.zh)];
    let mut en = vec![format!("{}.", capital(key.en))];
    if !matches!(key.kind, Kind::Table(_) | Kind::Defaults(_) | Kind::Any) {
        zh.push(format!("应为{}。", expected.zh));
        en.push(format!("Expected: {}.", expected.en));
    }
    let range = range(&key.kind).to_string();
    if !range.is_empty() {
        zh.push(format!("范围 {range}。"));
        en.push(format!("Range {range}."));
    }
    if let Some((absent_zh, absent_en)) = absent(key.presence) {
        zh.push(absent_zh);
        en.push(absent_en);
    }
    format!("{}\n\n{}", zh.concat(), en.join(" "))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn absent(presence: Presence) -> Option<(String, String)> {
    let value = match presence {
        Presence::Required => return Some(("必填。".to_owned(), "Required.".to_owned())),
        Presence::Optional => return None,
        Presence::Default(Fallback::Empty) => {
            return Some(("不写则为空。".to_owned(), "Default: empty.".to_owned()));
        }
        Presence::Default(Fallback::Number(value)) => value.to_string(),
        Presence::Default(Fallback::Word(word)) => word.to_owned(),
        Presence::Default(Fallback::Numbers(numbers)) => format!("{numbers:?}"),
        Presence::Default(Fallback::No) => "false".to_owned(),
    };
    Some((format!("不写则为 {value}。"), format!("Default: {value}.")))
}

/// The range of a key's number.
fn range(kind: &Kind) -> Range {
    match kind {
        Kind::Number(_, range)
        | Kind::Path(_, range)
        | Kind::Numbers(_, range, _)
        | Kind::Map(_, _, range)
        | Kind::Rows(_, _, range) => *range,
        Kind::MoneyByYear => Range::NOT_NEGATIVE,
        _ => Range::ANY,
    }
}

/// What holds when the key is absent, as an editor would write it.
pub(super) fn default(key: &Key) -> Option<Value> {
    let Presence::Default(fallback) = key.presence else {
        return None;
    };
    Some(match fallback {
        Fallback::Number(value) => json!(value),
        Fallback::Word(word) => json!(word),
        Fallback::Numbers(numbers) => json!(numbers),
        Fallback::No => json!(false),
        Fallback::Empty if matches!(key.kind, Kind::Groups) => json!([]),
        Fallback::Empty => json!({}),
    })
}

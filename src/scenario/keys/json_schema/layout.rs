//! JSON for people and for version control: what is short on one line, everything else an entry a line.

use serde_json::Value;

/// Longest line that holds a whole list or object, in characters after the indentation.
const SHORT: usize = 100;

/// The text of a JSON file.
pub(super) fn text(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, 0);
    text.push('\n');
    text
}

fn write(text: &mut String, value: &Value, depth: usize) {
    let compact = value.to_string();
    if compact.chars().count() <= SHORT {
        text.push_str(&compact);
        return;
    }
    match value {
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, inner)| (Some(key), inner));
            block(text, ['{', '}'], entries, depth);
        }
        Value::Array(items) => {
            block(
                text,
                ['[', ']'],
                items.iter().map(|inner| (None, inner)),
                depth,
            );
        }
        _ => text.push_str(&compact),
    }
}

fn block<'v>(
    text: &mut String,
    [open, close]: [char; 2],
    entries: impl Iterator<Item = (Option<&'v String>, &'v Value)>,
    depth: usize,
) {
    text.push(open);
    for (at, (key, inner)) in entries.enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(&" ".repeat(depth + 1));
        if let Some(key) = key {
            text.push_str(&Value::from(key.as_str()).to_string());
            text.push_str(": ");
        }
        write(text, inner, depth + 1);
    }
    text.push('\n');
    text.push_str(&" ".repeat(depth));
    text.push(close);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_text_is_the_value_with_short_parts_on_a_line() {
        let long = "很".repeat(SHORT);
        let value = json!({ "b": [1, 2.5], "a": { "text": long, "list": [long, {}, []] } });
        let text = text(&value);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        assert!(text.contains("\n \"b\": [1,2.5]\n}\n"), "{text}");
        assert!(text.contains(",\n   {},\n   []\n  ],"), "{text}");
    }
}

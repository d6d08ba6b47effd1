//! A new scenario file from an old one: the same text under another id.

use super::document::{self, Value};
use crate::diagnostics::SourceText;

/// How a file says which schema an editor checks it by; it stands on the first line.
const DIRECTIVE: &str = "#:schema";

/// The text of a scenario under another id, naming `schema` as its schema. `None` when the text is no TOML or has no id.
pub fn renamed(text: &str, id: &str, schema: &str) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let body = match text.split_once('\n') {
        Some((first, rest)) if first.trim_start().starts_with(DIRECTIVE) => rest,
        _ => text,
    };
    let root = document::read(&SourceText::new("", body), 0).ok()?;
    let old = root.get("id")?;
    matches!(old.value, Value::Text(_)).then_some(())?;
    let (before, after) = (body.get(..old.span.start)?, body.get(old.span.end..)?);
    Some(format!("{DIRECTIVE} {schema}\n{before}\"{id}\"{after}"))
}

/// The id that a file's name without its ending suggests: lower-case letters, digits, `_` and `-`, beginning with a letter.
pub fn id_from_name(stem: &str) -> String {
    let mut id = String::new();
    for c in stem.trim().to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' | '_' => id.push(c),
            '-' | ' ' | '.' if !id.ends_with('-') => id.push('-'),
            _ => {}
        }
    }
    let id = id.trim_matches(['-', '_']);
    let id = match id.chars().next() {
        Some('a'..='z') => id.to_owned(),
        Some(_) => format!("scenario-{id}"),
        None => "scenario".to_owned(),
    };
    id.chars().take(super::keys::LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_id_and_the_first_line_change() {
        let text = "#:schema ../old.json\r\n# id = \"x\"\nschema = 1\nid   = 'old' # the id\n[[target]]\nid = \"old\"\n";
        assert_eq!(
            renamed(text, "new", "./s.json").unwrap(),
            "#:schema ./s.json\n# id = \"x\"\nschema = 1\nid   = \"new\" # the id\n[[target]]\nid = \"old\"\n"
        );
        assert_eq!(renamed("schema = 1\n", "new", "s"), None);
        assert_eq!(renamed("id = 3\n", "new", "s"), None);
        assert_eq!(renamed("id = \n", "new", "s"), None);
        assert_eq!(
            renamed("\u{feff}id = \"a\"", "b", "s").map(|text| text.contains("\"b\"")),
            Some(true)
        );
    }

    #[test]
    fn ids_are_made_valid() {
        let cases = [
            ("mine", "mine"),
            ("My District v2.1", "my-district-v2-1"),
            ("2025", "scenario-2025"),
            ("白云2025", "scenario-2025"),
            ("白云", "scenario"),
            ("plan--b_", "plan-b"),
            ("-x", "x"),
        ];
        for (stem, id) in cases {
            assert_eq!(id_from_name(stem), id, "{stem}");
        }
        assert_eq!(id_from_name(&"a".repeat(99)).len(), 64);
    }
}

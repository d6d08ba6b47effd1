//! Ids of sectors from what tables have: codes and English names.

use crate::scenario::keys::LONGEST_NAME;

/// An id made from a code or an English name; `None` where nothing of it can be in an id.
pub(super) fn id_of(text: &str) -> Option<String> {
    let mut id = String::new();
    for c in text.trim().to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            _ if !c.is_ascii() => return None,
            _ if !id.is_empty() && !id.ends_with('_') => id.push('_'),
            _ => {}
        }
    }
    let id = id.trim_matches('_');
    let first = id.chars().next()?;
    let id = if first.is_ascii_digit() {
        format!("s{id}")
    } else {
        id.to_owned()
    };
    Some(id.chars().take(LONGEST_NAME).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_what_an_id_may_have() {
        for (text, id) in [
            ("C13", Some("c13")),
            ("18", Some("s18")),
            ("Motor vehicles & parts", Some("motor_vehicles_parts")),
            ("a-b", Some("a_b")),
            ("工业", None),
            ("--", None),
        ] {
            assert_eq!(id_of(text).as_deref(), id, "{text}");
        }
    }
}

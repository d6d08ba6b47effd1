//! One key, and the keys of one table.

use super::kind::Kind;

/// What holds when a key is absent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Presence {
    /// An error.
    Required,
    /// The key's meaning says what then holds.
    Optional,
    /// This value.
    Default(Fallback),
}

/// A default value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fallback {
    /// A number (every year, for a path; fixed, for a distribution).
    Number(f64),
    /// A word or text.
    Word(&'static str),
    /// A list of numbers.
    Numbers(&'static [f64]),
    /// False.
    No,
    /// An empty list or table.
    Empty,
}

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What may stand behind it.
    pub kind: Kind,
    /// What holds when it is absent.
    pub presence: Presence,
    /// Chinese term, then after a colon what it means.
    pub zh: &'static str,
    /// English text.
    pub en: &'static str,
}

impl Key {
    /// The Chinese term alone.
    pub fn term(&self) -> &'static str {
        self.zh.split('：').next().unwrap_or(self.zh)
    }
}

/// The keys of one kind of table.
#[derive(Debug, Clone, Copy)]
pub struct TableKeys {
    /// The heading as it is written, `[region.<id>]`.
    pub heading: &'static str,
    /// What one table describes, in Chinese.
    pub zh: &'static str,
    /// What one table describes, in English.
    pub en: &'static str,
    /// The keys, in sections.
    pub sections: &'static [&'static [Key]],
    /// Greatest number of such tables.
    pub limit: usize,
    /// Whether `[defaults.sector]` gives what such a table does not state.
    pub takes_defaults: bool,
}

impl TableKeys {
    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> + use<> {
        self.sections.iter().copied().flatten()
    }

    /// The key of this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys().find(|key| key.name == name)
    }
}

/// A key that must be given.
pub(super) const fn required(
    name: &'static str,
    kind: Kind,
    zh: &'static str,
    en: &'static str,
) -> Key {
    Key {
        name,
        kind,
        presence: Presence::Required,
        zh,
        en,
    }
}

/// A key whose absence has a meaning of its own.
pub(super) const fn optional(
    name: &'static str,
    kind: Kind,
    zh: &'static str,
    en: &'static str,
) -> Key {
    Key {
        presence: Presence::Optional,
        ..required(name, kind, zh, en)
    }
}

/// A key with a default.
pub(super) const fn with_default(
    name: &'static str,
    kind: Kind,
    fallback: Fallback,
    zh: &'static str,
    en: &'static str,
) -> Key {
    Key {
        presence: Presence::Default(fallback),
        ..required(name, kind, zh, en)
    }
}

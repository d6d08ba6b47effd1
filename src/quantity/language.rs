//! The two languages everything is said in.

/// Language of texts, pictures and diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

/// A text shown to people, in both languages (the same text twice when the file gives one string).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localized {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Localized {
    /// The text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The same text in both languages, such as an id or a number.
    pub fn same(text: impl Into<String>) -> Self {
        let zh = text.into();
        Self { en: zh.clone(), zh }
    }

    /// The text in one language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// A [`Localized`] from two format strings, Chinese first, which may name the variables in scope.
macro_rules! bilingual {
    ($zh:literal, $en:literal) => {
        $crate::quantity::Localized::new(format!($zh), format!($en))
    };
}
pub(crate) use bilingual;

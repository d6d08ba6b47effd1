//! Texts: names, ids, groups and quotes.

use super::reader::Reader;
use crate::diagnostics::{Code, Diagnostic, Span, escape};
use crate::quantity::{Localized, bilingual};
use crate::scenario::document::Node;
use crate::scenario::keys::{
    Key, LONGEST_NAME, LONGEST_QUOTE, LONGEST_SENTENCE, LONGEST_TEXT, MOST_GROUPS,
};

impl Reader<'_> {
    /// Reads a short text.
    pub(super) fn text(&mut self, key: &Key, node: &Node) -> Option<String> {
        self.any_text(key, node, LONGEST_TEXT)
    }

    /// Reads a text that its source has worded.
    pub(super) fn quote(&mut self, key: &Key, node: &Node) -> Option<String> {
        self.any_text(key, node, LONGEST_QUOTE)
    }

    /// Reads a name in one or both languages.
    pub(super) fn name(&mut self, key: &Key, node: &Node) -> Option<Localized> {
        self.localized(key, node, LONGEST_NAME)
    }

    /// Reads a sentence in one or both languages.
    pub(super) fn sentence(&mut self, key: &Key, node: &Node) -> Option<Localized> {
        self.localized(key, node, LONGEST_SENTENCE)
    }

    fn localized(&mut self, key: &Key, node: &Node, longest: usize) -> Option<Localized> {
        let Some(table) = node.as_table() else {
            return self.any_text(key, node, longest).map(Localized::same);
        };
        let foreign = table
            .entries
            .iter()
            .find(|entry| !["zh", "en"].contains(&entry.key.as_str()));
        if let Some(entry) = foreign {
            let (name, language) = (key.name, escape(&entry.key));
            self.report(
                Diagnostic::error(
                    Code::UnknownKey,
                    entry.key_span,
                    bilingual!(
                        "`{name}` 没有 `{language}` 这个键",
                        "unknown key `{language}` in `{name}`"
                    ),
                )
                .help(bilingual!("只有 zh 与 en", "its keys are zh and en")),
            );
        }
        let zh = self.in_language(key, node, "zh", longest);
        let en = self.in_language(key, node, "en", longest);
        Some(Localized::new(zh?, en?))
    }

    fn in_language(
        &mut self,
        key: &Key,
        node: &Node,
        language: &str,
        longest: usize,
    ) -> Option<String> {
        let inner = node.as_table().and_then(|table| table.get(language));
        let Some(inner) = inner else {
            let name = key.name;
            self.report(
                Diagnostic::error(
                    Code::MissingKey,
                    node.span,
                    bilingual!("`{name}` 缺少 `{language}`", "`{name}` lacks `{language}`"),
                )
                .help(bilingual!(
                    "两种语言都写，或只写一个文本",
                    "give both languages, or one text"
                )),
            );
            return None;
        };
        self.any_text(key, inner, longest)
    }

    /// Reads an id.
    pub(super) fn id(&mut self, key: &Key, node: &Node, hyphen: bool) -> Option<String> {
        let Some(text) = node.as_text() else {
            self.wrong_kind(key.name, node, &key.kind.expectation());
            return None;
        };
        self.check_id(text, node.span, hyphen)
            .then(|| text.to_owned())
    }

    /// Whether an id is well formed; reports it when not.
    pub(super) fn check_id(&mut self, id: &str, span: Span, hyphen: bool) -> bool {
        let letter = |c: char| c.is_ascii_lowercase();
        let allowed = |c: char| letter(c) || c.is_ascii_digit() || c == '_' || (hyphen && c == '-');
        let well_formed =
            id.starts_with(letter) && id.chars().all(allowed) && id.len() <= LONGEST_NAME;
        if !well_formed {
            let written = escape(&id.chars().take(LONGEST_NAME).collect::<String>());
            let (zh, en) = if hyphen {
                ("、_ 和 -", ", _ and -")
            } else {
                ("和 _", " and _")
            };
            let repaired: String = id
                .to_lowercase()
                .chars()
                .map(|c| if c == ' ' || c == '-' { '_' } else { c })
                .collect();
            let usable = !id.is_empty()
                && repaired.starts_with(letter)
                && repaired.chars().all(allowed)
                && repaired.len() <= LONGEST_NAME;
            self.report(
                Diagnostic::error(Code::BadName, span, bilingual!("编号 `{written}` 不合规", "malformed id `{written}`"))
                    .label(bilingual!(
                        "编号以小写英文字母开头，只用小写字母、数字{zh}，最长 64 个字符",
                        "an id begins with a lower-case letter and has lower-case letters, digits{en}, 64 characters at most"
                    ))
                    .help_if(usable.then(|| bilingual!("可写 `{repaired}`", "write `{repaired}`"))),
            );
        }
        well_formed
    }

    /// Reads a list of group ids.
    pub(super) fn group_list(&mut self, key: &Key, node: &Node) -> Option<Vec<(String, Span)>> {
        let Some(list) = node.as_list() else {
            self.wrong_kind(key.name, node, &key.kind.expectation());
            return None;
        };
        if let Some(extra) = list.get(MOST_GROUPS) {
            self.error(
                Code::TooMany,
                extra.span,
                bilingual!("超过 {MOST_GROUPS} 个组", "more than {MOST_GROUPS} groups"),
                bilingual!("删去一些", "remove some"),
            );
            return None;
        }
        let mut groups: Vec<(String, Span)> = Vec::new();
        for item in list {
            let Some(id) = self.id(key, item, false) else {
                continue;
            };
            if groups.iter().any(|(known, _)| *known == id) {
                self.error(
                    Code::DuplicateId,
                    item.span,
                    bilingual!("组 `{id}` 写了两次", "the group `{id}` is given twice"),
                    bilingual!("删去其中一处", "remove one of them"),
                );
            } else {
                groups.push((id, item.span));
            }
        }
        Some(groups)
    }

    /// A text without characters that cannot be seen or turn the direction of writing.
    fn any_text(&mut self, key: &Key, node: &Node, longest: usize) -> Option<String> {
        let Some(text) = node.as_text() else {
            self.wrong_kind(key.name, node, &key.kind.expectation());
            return None;
        };
        let name = key.name;
        let length = text.chars().count();
        let readable: String = text
            .chars()
            .filter(|c| !matches!(c, '\n' | '\r' | '\t'))
            .collect();
        let lines = longest < LONGEST_QUOTE && readable.len() < text.len();
        if text.trim().is_empty() {
            self.error(
                Code::BadName,
                node.span,
                bilingual!("`{name}` 是空的", "`{name}` is empty"),
                bilingual!("写上文本", "write a text"),
            );
        } else if length > longest {
            self.error(
                Code::BadName,
                node.span,
                bilingual!(
                    "`{name}` 长 {length} 个字符",
                    "`{name}` has {length} characters"
                ),
                bilingual!("最长 {longest} 个字符", "at most {longest} characters"),
            );
        } else if lines || escape(&readable) != readable {
            self.report(
                Diagnostic::error(
                    Code::BadName,
                    node.span,
                    bilingual!(
                        "`{name}` 含控制字符或看不见的字符",
                        "`{name}` has control characters or characters that cannot be seen"
                    ),
                )
                .help(bilingual!(
                    "它们在上面写成 \\u{{…}}；请删去",
                    "they are shown above as \\u{{…}}; delete them"
                )),
            );
        } else {
            return Some(text.to_owned());
        }
        None
    }
}

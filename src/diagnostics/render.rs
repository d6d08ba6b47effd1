//! Findings as text for a terminal or a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::{Excerpt, escape};
use super::finding::{Diagnostic, Label, Severity};
use super::report::{Diagnostics, SHOWN_AT_MOST};
use super::source::Span;
use crate::quantity::Language;

/// How findings are written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Language of messages and headings.
    pub language: Language,
    /// Whether terminal colours are used.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// Longest message that is written, in characters.
const LONGEST_MESSAGE: usize = 400;

impl Diagnostics {
    /// All findings as text, at most [`SHOWN_AT_MOST`] of them, then how many there are in all.
    pub fn render(&self, style: Style) -> String {
        let renderer = if style.colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let renderer = renderer.term_width(style.width.clamp(40, 400));
        let mut text = String::new();
        for finding in self.list().iter().take(SHOWN_AT_MOST) {
            text.push_str(&renderer.render(&[self.group(finding, style.language)]));
            text.push_str("\n\n");
        }
        text.push_str(&self.closing_line(style.language));
        text.push('\n');
        text
    }

    /// One finding: heading, lines with labels, help.
    fn group<'a>(&'a self, finding: &'a Diagnostic, language: Language) -> Group<'a> {
        let message = printable(finding.message.in_language(language));
        let title = heading(finding.severity, language)
            .primary_title(message)
            .id(finding.code.as_str());
        let mut group = Group::with_title(title).elements(self.excerpts(finding, language));
        if let Some(help) = &finding.help {
            let level = Level::HELP.with_name(match language {
                Language::Chinese => "帮助",
                Language::English => "help",
            });
            group = group.element(level.message(printable(help.in_language(language))));
        }
        group
    }

    /// The labelled lines in the order of the file; only the file's name when it has no text.
    fn excerpts(&self, finding: &Diagnostic, language: Language) -> Vec<Element<'static>> {
        if self.source().text().is_empty() {
            let name = escape(self.source().name());
            return vec![Element::Origin(Origin::path(name))];
        }
        let mut lines: BTreeMap<usize, Vec<(&Label, AnnotationKind)>> = BTreeMap::new();
        let labels = std::iter::once((&finding.primary, AnnotationKind::Primary)).chain(
            finding
                .further
                .iter()
                .map(|label| (label, AnnotationKind::Context)),
        );
        for (label, kind) in labels {
            let line = self.source().line_of_all(label.span);
            lines.entry(line).or_default().push((label, kind));
        }
        let primary_line = self.source().line_of_all(finding.primary.span);
        let mut snippets: Vec<(usize, Element<'static>)> = lines
            .into_iter()
            .map(|(line, labels)| (line, self.snippet(&labels, language).into()))
            .collect();
        // The first snippet's place is the one named in `-->`: it must be the one to edit.
        snippets.sort_by_key(|(line, _)| (*line != primary_line, *line));
        snippets.into_iter().map(|(_, snippet)| snippet).collect()
    }

    fn snippet(
        &self,
        labels: &[(&Label, AnnotationKind)],
        language: Language,
    ) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
        let spans: Vec<Span> = labels.iter().map(|(label, _)| label.span).collect();
        let excerpt = Excerpt::new(self.source(), &spans);
        let annotations: Vec<_> = labels
            .iter()
            .zip(excerpt.marks)
            .map(|((label, kind), mark)| {
                let text = printable(label.text.in_language(language));
                let text = (!text.is_empty()).then_some(text);
                kind.span(mark).label(text)
            })
            .collect();
        Snippet::source(excerpt.text)
            .path(escape(self.source().name_at(labels[0].0.span)))
            .line_start(excerpt.line)
            .annotations(annotations)
    }

    /// `共 3 处错误`, with the number that is not shown.
    fn closing_line(&self, language: Language) -> String {
        let count = |severity| {
            self.list()
                .iter()
                .filter(|f| f.severity == severity)
                .count()
        };
        let errors = count(Severity::Error);
        let others = self.list().len() - errors;
        let hidden = self.list().len().saturating_sub(SHOWN_AT_MOST);
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let (mut zh, mut en) = match (errors, others) {
            (0, _) => (
                format!("共 {others} 条提示"),
                format!("{others} note{}", plural(others)),
            ),
            (_, 0) => (
                format!("共 {errors} 处错误"),
                format!("{errors} error{}", plural(errors)),
            ),
            _ => (
                format!("共 {errors} 处错误，{others} 条提示"),
                format!(
                    "{errors} error{}, {others} note{}",
                    plural(errors),
                    plural(others)
                ),
            ),
        };
        if hidden > 0 {
            let _ = write!(zh, "，其中 {hidden} 条未列出");
            let _ = write!(en, ", {hidden} of them not shown");
        }
        match language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }
}

fn heading(severity: Severity, language: Language) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    match (language, severity) {
        (Language::English, _) => level,
        (Language::Chinese, Severity::Error) => level.with_name("错误"),
        (Language::Chinese, Severity::Warning) => level.with_name("警告"),
        (Language::Chinese, Severity::Note) => level.with_name("提示"),
    }
}

/// A message with unsafe characters written out, and cut when it is very long.
fn printable(text: &str) -> String {
    let safe = escape(text);
    if safe.chars().count() <= LONGEST_MESSAGE {
        return safe;
    }
    let mut cut: String = safe.chars().take(LONGEST_MESSAGE).collect();
    cut.push('…');
    cut
}

//! What a person sees: tables on the output stream, everything else on the error stream.

use std::io::{IsTerminal as _, Write as _};

use clap::ArgMatches;
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, Width};

use crate::diagnostics::{Diagnostics, Style};
use crate::quantity::{Language, Localized};
use crate::results::{Severity, Summary};

/// Columns of a page, for what is no wider even on a wide terminal.
pub(super) const PAGE: usize = 80;

/// How this process talks.
pub(super) struct Terminal {
    language: Language,
    quiet: bool,
    colour: bool,
}

impl Terminal {
    /// As the command's options and the environment ask.
    pub(super) fn new(language: Language, matches: &ArgMatches) -> Self {
        let flag = |name: &str| {
            matches
                .try_get_one::<bool>(name)
                .ok()
                .flatten()
                .copied()
                .unwrap_or(false)
        };
        let forbidden =
            flag("no-color") || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self {
            language,
            quiet: flag("quiet"),
            colour: !forbidden && std::io::stderr().is_terminal(),
        }
    }

    pub(super) fn language(&self) -> Language {
        self.language
    }

    pub(super) fn quiet(&self) -> bool {
        self.quiet
    }

    /// The text in this terminal's language.
    pub(super) fn say<'a>(&self, text: &'a Localized) -> &'a str {
        text.in_language(self.language)
    }

    /// A line of output, unless quiet.
    pub(super) fn line(&self, text: &str) {
        if !self.quiet {
            // A reader that closed the pipe has seen enough.
            let _ = writeln!(std::io::stdout(), "{text}");
        }
    }

    /// A line about what went wrong.
    pub(super) fn error(&self, sentence: &Localized) {
        let heading = match (self.language, self.colour) {
            (Language::Chinese, false) => "错误：",
            (Language::Chinese, true) => "\u{1b}[1;31m错误：\u{1b}[0m",
            (Language::English, false) => "error: ",
            (Language::English, true) => "\u{1b}[1;31merror:\u{1b}[0m ",
        };
        complain(&format!("{heading}{}", self.say(sentence)));
    }

    /// Findings about a scenario file, underlined.
    pub(super) fn show_findings(&self, findings: &Diagnostics) {
        let style = Style {
            language: self.language,
            colour: self.colour,
            width: columns(),
        };
        complain(findings.render(style).trim_end());
    }

    /// The remarks of a summary.
    pub(super) fn show_remarks(&self, summary: &Summary) {
        for remark in &summary.warnings {
            let text = match self.language {
                Language::Chinese => &remark.message.zh,
                Language::English => &remark.message.en,
            };
            let mark = match (remark.severity, self.language) {
                (Severity::Warning, Language::Chinese) => "警告",
                (Severity::Note, Language::Chinese) => "说明",
                (Severity::Warning, Language::English) => "warning",
                (Severity::Note, Language::English) => "note",
            };
            self.line(&format!(
                "{mark}{}{text}",
                if self.language == Language::Chinese {
                    "："
                } else {
                    ": "
                }
            ));
        }
    }

    /// A table whose first column is text and whose other columns are numbers.
    pub(super) fn table(&self, header: &[String], rows: &[Vec<String>]) {
        let numbers: Vec<usize> = (1..header.len()).collect();
        let mut table = Self::ruled(header, rows, &numbers, columns());
        if let Some(names) = table.column_mut(0) {
            // Names would be cut to single characters before numbers gave way.
            names.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(16)));
        }
        self.line(&table.to_string());
    }

    /// As [`table`](Self::table), no wider than a page.
    pub(super) fn narrow_table(&self, header: &[String], rows: &[Vec<String>]) {
        let numbers: Vec<usize> = (1..header.len()).collect();
        let table = Self::ruled(header, rows, &numbers, columns().min(PAGE));
        self.line(&table.to_string());
    }

    fn ruled(header: &[String], rows: &[Vec<String>], numbers: &[usize], width: usize) -> Table {
        let mut table = Table::new();
        let rule = LineStyle::new('─', '─', '─', '─');
        table.load_style(
            NOTHING
                .top_border(rule)
                .header_separator(rule)
                .bottom_border(rule),
        );
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        table.set_header(header);
        for row in rows {
            table.add_row(row);
        }
        for (place, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 1));
            if numbers.contains(&place) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table
    }
}

/// A line on the error stream, where it cannot be confused with results.
pub(super) fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Columns of the terminal; 100 when there is none.
fn columns() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).clamp(40, 200))
}

//! Pictures into a folder's files, and what could not be drawn onto the terminal.

use super::terminal::Terminal;
use crate::charts::{Lang, NamedChart};
use crate::quantity::{Language, Localized};
use crate::report::RunFolder;

/// The language of this terminal's pictures.
pub(super) fn lang(terminal: &Terminal) -> Lang {
    match terminal.language() {
        Language::Chinese => Lang::Zh,
        Language::English => Lang::En,
    }
}

/// Adds every picture as PNG, and as SVG when asked; says which texts a picture had to leave out.
pub(super) fn add(folder: &mut RunFolder, charts: Vec<NamedChart>, svg: bool, terminal: &Terminal) {
    for NamedChart { stem, chart } in charts {
        for missing in chart.missing_characters() {
            terminal.line(terminal.say(&Localized::new(
                format!(
                    "警告：图 {stem} 没有画，字体里没有“{}”（在“{}”中）",
                    missing.characters.iter().collect::<String>(),
                    missing.text
                ),
                format!(
                    "warning: chart {stem} was not drawn; the font lacks {} (in \"{}\")",
                    missing.characters.iter().collect::<String>(),
                    missing.text
                ),
            )));
        }
        folder.add(&format!("charts/{stem}.png"), chart.png());
        if svg {
            folder.add(&format!("charts/{stem}.svg"), chart.svg().into_bytes());
        }
    }
}

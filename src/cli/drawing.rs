//! Pictures into a folder's files, and what could not be drawn onto the terminal.

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

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
    add_under("", folder, charts, svg, terminal);
}

/// As [`add`], under a path inside the folder that ends in a slash (or is empty).
pub(super) fn add_under(
    path: &str,
    folder: &mut RunFolder,
    charts: Vec<NamedChart>,
    svg: bool,
    terminal: &Terminal,
) {
    let pixels: Vec<Vec<u8>> = charts.par_iter().map(|named| named.chart.png()).collect();
    for (NamedChart { stem, chart }, png) in charts.into_iter().zip(pixels) {
        for missing in chart.missing_characters() {
            terminal.line(terminal.say(&Localized::new(
                format!(
                    "警告：图 {path}{stem} 没有画，字体里没有“{}”（在“{}”中）",
                    missing.characters.iter().collect::<String>(),
                    missing.text
                ),
                format!(
                    "warning: chart {path}{stem} was not drawn; the font lacks {} (in \"{}\")",
                    missing.characters.iter().collect::<String>(),
                    missing.text
                ),
            )));
        }
        folder.add(&format!("{path}charts/{stem}.png"), png);
        if svg {
            folder.add(
                &format!("{path}charts/{stem}.svg"),
                chart.svg().into_bytes(),
            );
        }
    }
}

//! How pictures are asked for, pictures into a folder's files, and what could not be drawn onto the terminal.

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use clap::{Arg, ArgMatches, Command};

use super::arguments::Words;
use super::terminal::Terminal;
use crate::charts::{Lang, NamedChart, Palette, Size, Style};
use crate::quantity::{Language, Localized};
use crate::report::{Figure, RunFolder};

/// Options of everything that draws.
pub(super) fn arguments(words: Words, command: Command) -> Command {
    let heading = |argument: Arg| argument.help_heading(words.say("图", "Charts"));
    command
        .arg(heading(
            words
                .option(
                    "size",
                    "WxH",
                    "像素，如 1600x1000（默认）；行多的图会更高",
                    "Pixels, such as 1600x1000 (default); charts of many rows are taller",
                )
                .value_parser(size),
        ))
        .arg(heading(
            words
                .option(
                    "scale",
                    "1..4",
                    "PNG 放大倍数：同一幅图，更细",
                    "Dots of a PNG per pixel: the same picture, finer",
                )
                .value_parser(scale),
        ))
        .arg(heading(
            words
                .option(
                    "theme",
                    "light|dark|print",
                    "白底（默认）、深色、黑白打印",
                    "White paper (default), dark screen, grey print",
                )
                .value_parser(palette),
        ))
        .arg(heading(words.flag(
            "svg",
            "图同时存为 SVG",
            "Charts as SVG as well",
        )))
}

/// Parses width and height.
fn size(text: &str) -> Result<Size, String> {
    let possible = || "600x400 … 4000x3000".to_owned();
    let (width, height) = text.split_once(['x', 'X', '×', '*']).ok_or_else(possible)?;
    let number = |text: &str| text.trim().parse().map_err(|_| possible());
    Size::new(number(width)?, number(height)?).ok_or_else(possible)
}

fn scale(text: &str) -> Result<u8, String> {
    let scale = text.parse().ok();
    let scale = scale.filter(|scale| (1..=Style::MOST_SCALE).contains(scale));
    scale.ok_or_else(|| format!("1 … {}", Style::MOST_SCALE))
}

fn palette(word: &str) -> Result<Palette, String> {
    Palette::of_word(word).ok_or_else(|| Palette::WORDS.join(" | "))
}

/// How this command's pictures are to look.
pub(super) fn style(matches: &ArgMatches, terminal: &Terminal) -> Style {
    let size = matches.get_one::<Size>("size").copied();
    let palette = matches.get_one::<Palette>("theme").copied();
    Style {
        palette: palette.unwrap_or_default(),
        scale: matches.get_one::<u8>("scale").copied().unwrap_or(1),
        ..Style::new(lang(terminal), size.unwrap_or_default())
    }
}

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

/// As [`add`], under a path inside the folder that ends in a slash (or is empty); returns the pictures for a report.
pub(super) fn add_under(
    path: &str,
    folder: &mut RunFolder,
    charts: Vec<NamedChart>,
    svg: bool,
    terminal: &Terminal,
) -> Vec<Figure> {
    let figures = figures(&charts);
    for (NamedChart { stem, chart, .. }, figure) in charts.into_iter().zip(&figures) {
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
        folder.add(&format!("{path}charts/{stem}.png"), figure.png.clone());
        if svg {
            folder.add(
                &format!("{path}charts/{stem}.svg"),
                chart.svg().into_bytes(),
            );
        }
    }
    figures
}

/// Pictures as a report takes them.
pub(super) fn figures(charts: &[NamedChart]) -> Vec<Figure> {
    let figure = |NamedChart { kind, stem, chart }: &NamedChart| Figure {
        kind: *kind,
        stem: stem.clone(),
        title: chart.title().to_owned(),
        dimensions: chart.dimensions(),
        png: chart.png(),
    };
    charts.par_iter().map(figure).collect()
}

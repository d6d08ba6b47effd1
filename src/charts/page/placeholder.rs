//! What stands in a chart's place when a text has a character that the fonts lack.

use super::super::backend::{Fonts, Point};
use super::canvas::{Across, Along, Canvas, MissingCharacters};
use super::theme::{Theme, Type, color};

/// What stands for a character that cannot be drawn.
const BLANK: char = '□';

/// Says which characters of which texts are missing.
pub(super) fn draw(canvas: &mut Canvas, missing: &[MissingCharacters]) {
    let lang = canvas.lang();
    let title = lang.choose("此图未能绘制", "This chart was not drawn");
    canvas.set_title(title);
    let mut lines = vec![(title.to_owned(), Type::Title)];
    let reason = lang.choose(
        "内嵌字体缺少下列文字中的字符；请在情景文件中改写（字体只含简体字）。",
        "The embedded fonts lack characters of the texts below; please reword them in the scenario file.",
    );
    lines.push((reason.to_owned(), Type::Statement));
    lines.extend(
        missing
            .iter()
            .map(|text| (sentence(canvas, text), Type::Label)),
    );
    let margin = canvas.theme().margin();
    let mut top = margin;
    for (text, kind) in lines {
        let leading = Theme::leading(canvas.face(kind));
        for line in canvas.wrapped(&text, kind, canvas.width() - 2.0 * margin) {
            if top + leading > canvas.height() - margin {
                return;
            }
            let at = Point::new(margin, top);
            canvas.text(&line, (kind, color::INK), at, Along::Start, Across::Top);
            top += leading;
        }
        top += leading * 0.4;
    }
}

/// The text with blanks, and the code points of what is missing.
fn sentence(canvas: &Canvas, missing: &MissingCharacters) -> String {
    let drawable: String = missing
        .text
        .chars()
        .map(|c| {
            if missing.characters.contains(&c) {
                BLANK
            } else {
                c
            }
        })
        .collect();
    let codes: Vec<String> = missing
        .characters
        .iter()
        .map(|c| format!("U+{:04X}", u32::from(*c)))
        .collect();
    let codes = codes.join(canvas.lang().choose("、", ", "));
    canvas.lang().choose(
        format!("“{drawable}”：缺 {codes}"),
        format!("“{drawable}”: lacks {codes}"),
    )
}

/// Refuses a text with a character that the embedded fonts lack.
///
/// # Errors
///
/// The text and its missing characters.
pub fn check_text(text: &str) -> Result<(), MissingCharacters> {
    let characters = Fonts::embedded().missing(text);
    if characters.is_empty() {
        return Ok(());
    }
    Err(MissingCharacters {
        text: text.to_owned(),
        characters,
    })
}

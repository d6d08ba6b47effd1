//! Breaking a text into lines: anywhere between hanzi, at spaces in English, never before a closing mark.

/// Marks that may not begin a line.
const CLOSING: &str = "，。；：、！？）》】”’%‰,.;:!?)]}·…";
/// Marks that may not end one.
const OPENING: &str = "（《【“‘([{";

/// A last line of less than this is a widow: five hanzi, nine letters.
const WIDOW: usize = 9;
/// How much narrower the lines may become to give a widow company, and by how much at a time.
const NARROWER: (f64, f64) = (0.7, 0.02);

/// Splits a text into lines no wider than `most`; a piece that cannot be broken keeps a line of its own, however wide. A last line of one or two
/// words takes some from those before it, where that needs no further line.
pub(crate) fn wrap(text: &str, most: f64, width: impl Fn(&str) -> f64) -> Vec<String> {
    let pieces = pieces(text);
    let filled = filled(&pieces, most, &width);
    let is_widow = |lines: &[String]| lines.last().is_some_and(|last| letters(last) < WIDOW);
    if filled.len() < 2 || !is_widow(&filled) {
        return filled;
    }
    let steps = ((1.0 - NARROWER.0) / NARROWER.1).round() as usize;
    let narrower = (1..=steps)
        .map(|step| self::filled(&pieces, most * (1.0 - NARROWER.1 * step as f64), &width));
    let same = |lines: &Vec<String>| lines.len() == filled.len();
    let better = narrower.take_while(same).find(|lines| !is_widow(lines));
    better.unwrap_or(filled)
}

/// The length of a line in letters, of which a hanzi is two.
fn letters(line: &str) -> usize {
    line.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Each line as full as it can be.
fn filled(pieces: &[String], most: f64, width: &impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces {
        let longer = format!("{line}{piece}");
        if !line.is_empty() && width(longer.trim_end()) > most {
            lines.push(line.trim_end().to_owned());
            piece.trim_start().clone_into(&mut line);
        } else {
            line = longer;
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Shortens a text to `most` with an ellipsis: the last resort for a name that no line can hold.
pub(crate) fn shorten(text: &str, most: f64, width: impl Fn(&str) -> f64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let shorter: String = kept.iter().collect();
        let shorter = format!("{}…", shorter.trim_end());
        if width(&shorter) <= most {
            return shorter;
        }
    }
    "…".to_owned()
}

/// What is counted stays with the number before it: 41.1亿元, 2026年.
const COUNTED: &str = "亿万元年月个家户人套项条倍";

/// Signs that stay with what is before and after them, spaces included: a number without its error says something else.
const RELATIONS: &str = "=±<>≥≤";

/// The parts between which a line may break.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for character in text.chars() {
        match pieces.last_mut() {
            Some(piece) if !may_break(piece, character) => piece.push(character),
            _ => pieces.push(character.to_string()),
        }
    }
    glued(pieces)
}

/// A currency stands before its number, and a short unit after one: neither is left alone.
const BEFORE: [&str; 2] = ["CNY ", "sq "];
const AFTER: [&str; 4] = ["bn", "tn", "m", "pp"];

fn glued(pieces: Vec<String>) -> Vec<String> {
    let mut glued: Vec<String> = Vec::new();
    for piece in pieces {
        let unit = piece.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        let is_unit = AFTER.contains(&unit);
        match glued.last_mut() {
            Some(last) if BEFORE.iter().any(|before| last.ends_with(before)) => {
                last.push_str(&piece);
            }
            Some(last) if is_unit && ends_in_number(last) => last.push_str(&piece),
            _ => glued.push(piece),
        }
    }
    glued
}

fn ends_in_number(piece: &str) -> bool {
    let text = piece.trim_end();
    text.len() < piece.len() && text.ends_with(|c: char| c.is_ascii_digit())
}

fn may_break(piece: &str, after: char) -> bool {
    let Some(before) = piece.chars().next_back() else {
        return false;
    };
    let word = piece.trim_end().chars().next_back().unwrap_or(before);
    if CLOSING.contains(after) || after == ' ' || OPENING.contains(before) {
        return false;
    }
    if RELATIONS.contains(after) || RELATIONS.contains(word) {
        return false;
    }
    let counted = before.is_ascii_digit() || matches!(before, '亿' | '万');
    if counted && COUNTED.contains(after) {
        return false;
    }
    before == ' ' || is_wide(before) || is_wide(after)
}

/// Hanzi and full-width marks.
pub(crate) fn is_wide(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ems(text: &str) -> f64 {
        text.chars()
            .map(|c| if is_wide(c) { 2.0 } else { 1.0 })
            .sum()
    }

    #[test]
    fn hanzi_break_anywhere_but_before_a_closing_mark() {
        assert_eq!(
            wrap("新能源和新型储能，增长了", 16.0, ems),
            ["新能源和新型储", "能，增长了"]
        );
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        assert_eq!(
            wrap("Target of 3,000 billion", 10.0, ems),
            ["Target of", "3,000", "billion"]
        );
        assert_eq!(wrap("达到 36.5% 以上", 7.0, ems), ["达到", "36.5%", "以上"]);
        assert_eq!(
            wrap("概率 P = 36.1% ± 0.1。", 9.0, ems),
            ["概率", "P = 36.1% ± 0.1。"]
        );
    }

    #[test]
    fn a_number_keeps_its_currency_and_unit() {
        assert_eq!(
            wrap("planned: CNY 3,035.57 bn by 2025", 18.0, ems),
            ["planned:", "CNY 3,035.57 bn by", "2025"]
        );
        assert_eq!(
            wrap("全部路径合计41.1亿元", 18.0, ems),
            ["全部路径合计", "41.1亿元"]
        );
    }

    #[test]
    fn no_line_of_one_word_is_left_alone() {
        // Filled, the last line would be 限制。
        assert_eq!(
            wrap("影响系数与感应度系数不含产能限制。", 28.0, ems),
            ["影响系数与感应度系数不含", "产能限制。"]
        );
        assert_eq!(
            wrap("the bad tenth and the good tenth differ", 34.0, ems),
            ["the bad tenth and the good", "tenth differ"]
        );
        // Where that would need another line, it stays.
        assert_eq!(wrap("incomprehensibilities it", 21.0, ems)[1], "it");
    }

    #[test]
    fn the_last_resort_is_an_ellipsis() {
        assert_eq!(shorten("abcdef", 4.0, ems), "abc…");
        assert_eq!(shorten("abc", 4.0, ems), "abc");
    }
}

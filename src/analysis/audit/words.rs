//! Numbers in the audit's sentences.

/// A stated rate or share with the digits it has: `6.5%`.
pub(super) fn stated_percent(value: f64) -> String {
    format!("{}%", trimmed(100.0 * value, 4))
}

/// A stated difference of rates: its own digits, in percentage points.
pub(super) fn stated_points(value: f64) -> String {
    format!("{}pp", trimmed(100.0 * value, 4))
}

/// A computed rate or share: two decimals, one from ten percent on.
pub(super) fn percent(value: f64) -> String {
    let percent = 100.0 * value;
    let decimals = if percent.abs() < 9.995 { 2 } else { 1 };
    format!(
        "{}%",
        without_negative_zero(&format!("{percent:.decimals$}"))
    )
}

/// A computed difference of rates in percentage points, without a unit.
pub(super) fn points(value: f64) -> String {
    without_negative_zero(&format!("{:.1}", 100.0 * value))
}

/// A computed rate with enough decimals that it does not look like the other one when it is not.
pub(super) fn percent_apart(value: f64, other: f64) -> String {
    let coarse = percent(value);
    if coarse != percent(other) || value == other {
        return coarse;
    }
    let fine = |value: f64, decimals: usize| format!("{:.decimals$}%", 100.0 * value);
    let decimals = (2..6).find(|d| fine(value, *d) != fine(other, *d));
    decimals.map_or(coarse, |decimals| fine(value, decimals))
}

/// A stated amount in the scenario's money unit with the digits it has: `2800`, `1215.5`.
pub(super) fn stated_amount(value: f64) -> String {
    trimmed(value, 4)
}

/// A computed amount in the scenario's money unit: four significant digits, two decimals at most.
pub(super) fn amount(value: f64) -> String {
    trimmed(value, amount_decimals(value))
}

/// A computed amount with enough decimals that it does not look like the other one when it is not.
pub(super) fn amount_apart(value: f64, other: f64) -> String {
    let decimals = (amount_decimals(value)..6).find(|d| trimmed(value, *d) != trimmed(other, *d));
    trimmed(value, decimals.unwrap_or_else(|| amount_decimals(value)))
}

fn amount_decimals(value: f64) -> usize {
    match value.abs() {
        size if size >= 999.5 => 0,
        size if size >= 99.95 => 1,
        _ => 2,
    }
}

/// A factor of growth or price: `1.065`.
pub(super) fn factor(value: f64) -> String {
    trimmed(value, 4)
}

/// A computed factor: `1.007`.
pub(super) fn computed_factor(value: f64) -> String {
    trimmed(value, 3)
}

/// At most this many decimals, without trailing zeros.
fn trimmed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let short = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    without_negative_zero(short)
}

fn without_negative_zero(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|b| matches!(b, b'0' | b'.')) => digits.to_owned(),
        _ => text.to_owned(),
    }
}

/// English sets a space before the percent sign.
pub(super) fn spaced_percent(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c == '%' && spaced.ends_with(|before: char| before.is_ascii_digit()) {
            spaced.push(' ');
        }
        spaced.push(c);
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_lie() {
        assert_eq!(stated_percent(0.065), "6.5%");
        assert_eq!(percent(0.006_036), "0.60%");
        assert_eq!(percent(0.071_428), "7.14%");
        assert_eq!(percent(0.141_1), "14.1%");
        assert_eq!(percent(-0.000_01), "0.00%");
        assert_eq!(amount(2816.9), "2817");
        assert_eq!(amount(1215.5), "1216");
        assert_eq!(stated_amount(1215.5), "1215.5");
        assert_eq!(amount_apart(1409.98, 1410.0), "1409.98");
        assert_eq!(amount_apart(1410.0, 1410.0), "1410");
        assert_eq!(percent_apart(0.141_1, 0.141_2), "14.11%");
        assert_eq!(spaced_percent("6.5% of 20%"), "6.5 % of 20 %");
    }
}

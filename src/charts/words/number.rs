//! Numbers as people write them: thousands grouped, a true minus sign, no more digits than they deserve.

/// From here on a row of digits is unreadable and powers of ten are written.
const HUGE: f64 = 1e13;
/// With more decimals than this, too.
const TINY: usize = 7;

/// With this many decimals and the thousands grouped: −1,234.5.
pub(crate) fn grouped(value: f64, decimals: usize) -> String {
    if value.abs() >= HUGE || (decimals > TINY && value != 0.0) {
        return format!("{value:.2e}").replace('-', "−");
    }
    let decimals = if decimals > TINY { 0 } else { decimals };
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::new();
    if value < 0.0 && digits.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A number someone stated: its own digits, at most `decimals` of them after the point.
pub(crate) fn trimmed(value: f64, decimals: usize) -> String {
    let text = grouped(value, decimals);
    if !text.contains('.') || text.contains('e') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (value, decimals, wanted) in [
            (3006.4, 0, "3,006"),
            (999.96, 1, "1,000.0"),
            (1_234_567.0, 0, "1,234,567"),
            (-1234.5, 1, "−1,234.5"),
            (-0.04, 1, "0.0"),
            (0.0, 0, "0"),
            (2.5e18, 0, "2.50e18"),
            (-2.5e-12, 13, "−2.50e−12"),
            (0.0, 13, "0"),
        ] {
            assert_eq!(grouped(value, decimals), wanted);
        }
    }

    #[test]
    fn stated_numbers_keep_their_digits() {
        assert_eq!(trimmed(36.5, 4), "36.5");
        assert_eq!(trimmed(3000.0, 2), "3,000");
        assert_eq!(trimmed(100.0, 0), "100");
    }
}

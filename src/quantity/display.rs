//! Amounts of money as people read them.

use super::language::Language;
use super::types::Money;
use super::unit::MoneyUnit;

/// An amount with the unit people say it in: `3017亿元`, `1.203万亿元`; `CNY 301.7 bn`.
///
/// Four significant digits, never more than two decimals of the smaller units.
pub fn format_money(amount: Money, unit: MoneyUnit, language: Language) -> String {
    let yuan = amount.get() * power_of_ten(unit.exponent());
    let scales: &[(i32, &str)] = match language {
        Language::Chinese => &[(12, "万亿元"), (8, "亿元"), (4, "万元"), (0, "元")],
        Language::English => &[(12, " tn"), (9, " bn"), (6, " m"), (0, "")],
    };
    let (exponent, word) = *scales
        .iter()
        .find(|(exponent, _)| yuan.abs() >= power_of_ten(*exponent))
        .unwrap_or(&scales[scales.len() - 1]);
    let number = significant(yuan / power_of_ten(exponent), exponent == 12);
    match language {
        Language::Chinese => format!("{number}{word}"),
        Language::English => format!("CNY {number}{word}"),
    }
}

/// So many of something with the unit people say it in: `3170家`, `315.6万户`; English counts in thousands and leaves out what is
/// counted: `3,155,500`.
pub fn format_count(count: f64, word: &str, language: Language) -> String {
    match language {
        Language::English => thousands(count),
        Language::Chinese => {
            let (scale, name) = match count.abs() {
                size if size >= 1e9 => (1e8, "亿"),
                size if size >= 1e5 => (1e4, "万"),
                _ => (1.0, ""),
            };
            let number = if scale > 1.0 {
                significant(count / scale, false)
            } else {
                rounded(count, 0)
            };
            format!("{number}{name}{word}")
        }
    }
}

/// A whole number with its thousands separated.
fn thousands(value: f64) -> String {
    let digits = rounded(value, 0);
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits.as_str()),
    };
    let mut text = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Four significant digits; two decimals at most unless the unit is so large that three are worth reading.
fn significant(value: f64, large_unit: bool) -> String {
    let decimals = match value.abs() {
        size if size >= 999.5 => 0,
        size if size >= 99.95 => 1,
        size if size >= 9.995 || !large_unit => 2,
        _ => 3,
    };
    rounded(value, decimals)
}

/// Decimals as asked, without a sign before zero.
fn rounded(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|b| matches!(b, b'0' | b'.')) => digits.to_owned(),
        _ => text,
    }
}

fn power_of_ten(exponent: i32) -> f64 {
    libm::pow(10.0, f64::from(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_shown_in_peoples_units() {
        for (count, word, zh, en) in [
            (3170.0, "家", "3170家", "3,170"),
            (3_155_500.0, "户", "315.6万户", "3,155,500"),
            (4.4e9, "平方米", "44.00亿平方米", "4,400,000,000"),
            (-12.4, "人", "-12人", "-12"),
            (0.0, "套", "0套", "0"),
        ] {
            assert_eq!(format_count(count, word, Language::Chinese), zh);
            assert_eq!(format_count(count, word, Language::English), en);
        }
    }

    #[test]
    fn money_is_shown_in_peoples_units() {
        let cases = [
            (3017.4, "3017亿元", "CNY 301.7 bn"),
            (2800.0, "2800亿元", "CNY 280.0 bn"),
            (12034.0, "1.203万亿元", "CNY 1.203 tn"),
            (148.26, "148.3亿元", "CNY 14.83 bn"),
            (-12.5, "-12.50亿元", "CNY -1.25 bn"),
            (0.05, "500.0万元", "CNY 5.00 m"),
            (0.0, "0.00元", "CNY 0.00"),
        ];
        for (amount, zh, en) in cases {
            let unit = MoneyUnit::HUNDRED_MILLION_YUAN;
            assert_eq!(
                format_money(Money::new(amount), unit, Language::Chinese),
                zh
            );
            assert_eq!(
                format_money(Money::new(amount), unit, Language::English),
                en
            );
        }
    }
}

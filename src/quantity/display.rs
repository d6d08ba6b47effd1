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

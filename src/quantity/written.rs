//! A quantity as it is written: a number, perhaps 万 or 亿, perhaps a unit.

use super::unit::{Dimension, MoneyUnit, Unit, split_multiplier};

/// Why a text is not the quantity asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// The text does not begin with a number; correct the text.
    #[error("not a number")]
    NotANumber,
    /// The number is infinite, undefined, or too large for a double; correct the text.
    #[error("not a finite number")]
    NotFinite,
    /// The word after the number is no unit that kapok knows; correct the text.
    #[error("unknown unit `{0}`")]
    UnknownUnit(String),
    /// The unit measures something else than the place asks for; correct the text.
    #[error("the unit `{0}` is of another kind")]
    WrongUnit(String),
}

/// A number with its multiplier and unit, before the place it stands in says what it must be.
///
/// The digits are kept as text until the power of ten is known, so that `"6.5%"` is the double nearest to 0.065 and
/// `"1.2万亿"` in 亿元 is exactly 12000.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    digits: String,
    multiplier: i32,
    unit: Option<Unit>,
    unit_text: String,
}

impl Written {
    /// Reads `[sign] digits [. digits] [e exponent] [万|亿|万亿] [unit]`, full-width forms and spaces allowed, and thousands
    /// separators where every group has three digits.
    ///
    /// # Errors
    /// When the text does not begin with a number, or ends in an unknown unit.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let plain: String = text.chars().map(half_width).collect();
        let plain = plain.trim();
        if is_non_finite_word(plain) {
            return Err(QuantityError::NotFinite);
        }
        let (number, rest) = plain.split_at(number_length(plain));
        let digits = checked_digits(number).ok_or(QuantityError::NotANumber)?;
        let unit_text: String = rest.split_whitespace().collect();
        let (multiplier, word) = split_multiplier(&unit_text);
        let unit = match word {
            "" => None,
            _ => Some(
                Unit::from_word(word)
                    .ok_or_else(|| QuantityError::UnknownUnit(unit_text.clone()))?,
            ),
        };
        Ok(Self {
            digits,
            multiplier,
            unit,
            unit_text,
        })
    }

    /// Whether there is neither multiplier nor unit.
    pub fn is_bare(&self) -> bool {
        self.multiplier == 0 && self.unit.is_none()
    }

    /// The amount in `money` units. Without 元 and without 万 or 亿 the number already is in that unit.
    ///
    /// # Errors
    /// When the unit does not measure money, or the number is too large.
    pub fn money(&self, money: MoneyUnit) -> Result<f64, QuantityError> {
        self.expect(&[Dimension::Money])?;
        let exponent = if self.is_bare() {
            0
        } else {
            self.multiplier - money.exponent()
        };
        self.scaled(exponent)
    }

    /// The fraction: `"6.5%"` and `"0.065"` are 0.065.
    ///
    /// # Errors
    /// When the unit does not measure a proportion, or 万 or 亿 is written, or the number is too large.
    pub fn proportion(&self) -> Result<f64, QuantityError> {
        self.expect(&[Dimension::Proportion])?;
        if self.multiplier != 0 {
            return Err(self.wrong_unit());
        }
        self.scaled(self.unit.map_or(0, Unit::exponent))
    }

    /// The pure number: a count, or a number without a unit.
    ///
    /// # Errors
    /// When the unit measures money, a proportion, an area or a length, or the number is too large.
    pub fn count(&self) -> Result<f64, QuantityError> {
        self.expect(&[Dimension::Count])?;
        self.scaled(self.multiplier)
    }

    /// The number of whole things in this unit: `"7.5万套"` is 75000. Without a unit word the number already is in it.
    ///
    /// # Errors
    /// When another unit is written, or the number is too large.
    pub fn counted(&self, unit: Unit) -> Result<f64, QuantityError> {
        match self.unit {
            Some(written) if written != unit => Err(self.wrong_unit()),
            _ => self.scaled(self.multiplier),
        }
    }

    /// One in the place of its last digit, with its multiplier and unit: of `"6.3%"` `0.1%`, of `"2800亿"` `1亿`. A number as written is known to half
    /// of this on either side.
    #[must_use]
    pub fn last_digit(&self) -> Self {
        let (mantissa, exponent) = self.digits.split_once('e').unwrap_or((&self.digits, "0"));
        let decimals = mantissa
            .split_once('.')
            .map_or(0, |(_, fraction)| fraction.len());
        let exponent: i32 = exponent.parse().unwrap_or(i32::MAX);
        let last = exponent.saturating_sub(decimals as i32);
        Self {
            digits: format!("1e{last}"),
            ..self.clone()
        }
    }

    /// The unit written behind the number.
    pub fn unit(&self) -> Option<Unit> {
        self.unit
    }

    /// The number as it stands, where no unit makes sense.
    ///
    /// # Errors
    /// When there is a multiplier or a unit, or the number is too large.
    pub fn bare(&self) -> Result<f64, QuantityError> {
        if self.is_bare() {
            self.scaled(0)
        } else {
            Err(self.wrong_unit())
        }
    }

    fn expect(&self, dimensions: &[Dimension]) -> Result<(), QuantityError> {
        match self.unit {
            Some(unit) if !dimensions.contains(&unit.dimension()) => Err(self.wrong_unit()),
            _ => Ok(()),
        }
    }

    fn wrong_unit(&self) -> QuantityError {
        QuantityError::WrongUnit(self.unit_text.clone())
    }

    /// The digits times a power of ten, rounded once.
    fn scaled(&self, exponent: i32) -> Result<f64, QuantityError> {
        let (mantissa, written) = match self.digits.split_once('e') {
            Some((mantissa, written)) => (mantissa, written.parse().unwrap_or(i32::MAX)),
            None => (self.digits.as_str(), 0),
        };
        let value: f64 = format!("{mantissa}e{}", exponent.saturating_add(written))
            .parse()
            .map_err(|_| QuantityError::NotFinite)?;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(QuantityError::NotFinite)
        }
    }
}

/// The half-width form of a full-width character, and the plain form of the other minus signs and spaces.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2212}' | '\u{2013}' => '-',
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

fn is_non_finite_word(text: &str) -> bool {
    let word = text.trim_start_matches(['+', '-']).to_ascii_lowercase();
    ["nan", "inf", "infinity"].contains(&word.as_str())
}

/// How many bytes at the start belong to the number; a space may follow the sign and stand between groups of three digits.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    let mut last = 0; // one past the last byte that is surely part of the number
    while let Some(&byte) = bytes.get(end) {
        let exponent = matches!(byte, b'e' | b'E') && exponent_follows(&bytes[end + 1..]);
        let sign =
            matches!(byte, b'+' | b'-') && (end == 0 || matches!(bytes[end - 1], b'e' | b'E'));
        match byte {
            b'0'..=b'9' | b'.' | b',' | b'_' => last = end + 1,
            b' ' => {}
            _ if exponent || sign => last = end + 1,
            _ => break,
        }
        end += 1;
    }
    last
}

fn exponent_follows(rest: &[u8]) -> bool {
    let digits = rest.strip_prefix(b"+").or(rest.strip_prefix(b"-"));
    digits
        .unwrap_or(rest)
        .first()
        .is_some_and(u8::is_ascii_digit)
}

/// The number in the form the standard library reads, or nothing when it is not one or is ambiguous.
fn checked_digits(number: &str) -> Option<String> {
    let lower = number.to_ascii_lowercase();
    let (mantissa, exponent) = match lower.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (lower.as_str(), None),
    };
    let (sign, unsigned) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let whole = without_separators(whole.trim())?;
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !fraction.is_none_or(all_digits) {
        return None;
    }
    let mut digits = format!("{sign}{whole}");
    if let Some(fraction) = fraction {
        digits.push('.');
        digits.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if !all_digits(unsigned) {
            return None;
        }
        digits.push('e');
        digits.push_str(exponent);
    }
    Some(digits)
}

/// `1,234,567` as `1234567`. A separator after which there are not exactly three digits may be a decimal comma: refused.
fn without_separators(whole: &str) -> Option<String> {
    let mut groups = whole.split([',', '_', ' ']);
    let first = groups.next()?;
    let separated = first.len() < whole.len();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    if !digits(first) || (separated && first.len() > 3) {
        return None;
    }
    let mut joined = first.to_owned();
    for group in groups {
        if group.len() != 3 || !digits(group) {
            return None;
        }
        joined.push_str(group);
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Result<f64, QuantityError> {
        Written::parse(text)?.money(MoneyUnit::HUNDRED_MILLION_YUAN)
    }

    fn proportion(text: &str) -> Result<f64, QuantityError> {
        Written::parse(text)?.proportion()
    }

    #[test]
    fn the_last_digit_has_the_place_and_unit_of_the_number() {
        for (text, last) in [
            ("6.3%", 0.001),
            ("-6.30％", 0.0001),
            ("7%", 0.01),
            ("0.063", 0.001),
            ("6.3e-2", 0.001),
        ] {
            let written = Written::parse(text).unwrap().last_digit();
            assert_eq!(written.proportion(), Ok(last), "{text}");
        }
        let money = Written::parse("2,800亿").unwrap().last_digit();
        assert_eq!(money.money(MoneyUnit::HUNDRED_MILLION_YUAN), Ok(1.0));
    }

    #[test]
    fn money_is_read_in_the_scenarios_unit() {
        let cases = [
            ("2800亿", 2800.0),
            ("2800亿元", 2800.0),
            ("1.2万亿", 12000.0),
            ("3亿元", 3.0),
            ("５０００万元", 0.5),
            ("5000万", 0.5),
            ("280000000元", 2.8),
            ("2,800亿", 2800.0),
            ("２，８００ 亿 元", 2800.0),
            ("1 234.5", 1234.5),
            ("-0.5亿", -0.5),
            ("1e3亿", 1000.0),
        ];
        for (text, value) in cases {
            assert_eq!(money(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn proportions_are_the_nearest_double() {
        let cases = [
            ("6.5%", 0.065),
            ("６．５％", 0.065),
            ("-0.5个百分点", -0.005),
            ("-0.5pp", -0.005),
            ("0.5 百分点", 0.005),
            ("－8 ％", -0.08),
            ("−3%", -0.03),
            ("+3‰", 0.003),
            ("0.065", 0.065),
            ("34.4445%", 0.344_445),
        ];
        for (text, value) in cases {
            assert_eq!(proportion(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn counts_take_ten_thousands() {
        assert_eq!(
            Written::parse("315.55万户").unwrap().count(),
            Ok(3_155_500.0)
        );
        assert_eq!(Written::parse("10万").unwrap().count(), Ok(100_000.0));
    }

    #[test]
    fn units_of_another_kind_are_refused() {
        let wrong = |text: &str| Err(QuantityError::WrongUnit(text.to_owned()));
        assert_eq!(money("6.5%"), wrong("%"));
        assert_eq!(money("300万户"), wrong("万户"));
        assert_eq!(proportion("3亿"), wrong("亿"));
        assert_eq!(proportion("3亿元"), wrong("亿元"));
        assert_eq!(
            money("3亿美元"),
            Err(QuantityError::UnknownUnit("亿美元".to_owned()))
        );
        assert_eq!(
            proportion("6.5 percent"),
            Err(QuantityError::UnknownUnit("percent".to_owned()))
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", "亿", "abc", "12,34亿", "1,2亿", "1234,567", "1.2.3", "--1", ".5", "5.", "1 23",
            "1,", "+", "- ",
        ] {
            assert_eq!(money(text), Err(QuantityError::NotANumber), "{text}");
        }
        for text in ["nan", "-inf", "1e999亿", "９e９９９"] {
            assert_eq!(money(text), Err(QuantityError::NotFinite), "{text}");
        }
    }
}

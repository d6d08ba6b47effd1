//! A target as a claim: what it says at least, at most, and how finely it says it.

use crate::diagnostics::SourceText;
use crate::scenario::{Comparator, Indicator, Stated, Target, Unit};

/// A target on one indicator and year.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    pub(super) target: &'a Target,
    /// The indicator, its region filled in wherever there is only one it can be of.
    pub(super) indicator: Indicator,
    /// The indicator's unit.
    pub(super) unit: Unit,
    /// Index of the year, 0 the first simulated one.
    pub(super) year: usize,
    /// Half a unit of the last stated digit, in the indicator's unit.
    pub(super) rounding: f64,
}

impl Claim<'_> {
    pub(super) fn id(&self) -> String {
        self.target.id.clone()
    }

    /// The least value that meets it.
    pub(super) fn low(&self) -> Option<f64> {
        match self.target.comparator.value {
            Comparator::AtLeast(value) => Some(value),
            Comparator::AtMost(_) => None,
            Comparator::About { value, within } => Some(value - within),
            Comparator::Between(low, _) => Some(low),
        }
    }

    /// The greatest value that meets it.
    pub(super) fn high(&self) -> Option<f64> {
        match self.target.comparator.value {
            Comparator::AtLeast(_) => None,
            Comparator::AtMost(value) => Some(value),
            Comparator::About { value, within } => Some(value + within),
            Comparator::Between(_, high) => Some(high),
        }
    }

    /// The figure people quote: the floor, the ceiling, the middle.
    pub(super) fn stated(&self) -> f64 {
        stated(self.target.comparator.value)
    }

    /// The most that is promised: the upper end where one is stated, else the floor itself.
    pub(super) fn best(&self) -> f64 {
        self.high().unwrap_or_else(|| self.stated())
    }

    /// Dotted path of the figure; `None` for a range, which is two figures.
    pub(super) fn path(&self) -> Option<String> {
        let key = match self.target.comparator.value {
            Comparator::AtLeast(_) => "at_least",
            Comparator::AtMost(_) => "at_most",
            Comparator::About { .. } => "about",
            Comparator::Between(..) => return None,
        };
        Some(format!("target.{}.{key}", self.target.id))
    }
}

/// Whether two targets are announcements of the same standing (of one tier, or of none), so that one is read beside the other.
pub(super) fn same_standing(one: &Claim, other: &Claim) -> bool {
    let tier = |claim: &Claim| claim.target.tier.as_ref().map(|tier| tier.value.clone());
    tier(one) == tier(other)
}

fn stated(comparator: Comparator) -> f64 {
    match comparator {
        Comparator::AtLeast(value)
        | Comparator::AtMost(value)
        | Comparator::About { value, .. } => value,
        Comparator::Between(low, high) => f64::midpoint(low, high),
    }
}

/// Half a unit of the last digit a comparison is stated in.
///
/// The digits are those written in the file; of a value that is not written as one number (a range, a value set from outside the
/// file), those of the number itself. Rates and shares are stated to the whole percent at the coarsest.
pub(super) fn rounding(source: &SourceText, comparator: &Stated<Comparator>, unit: Unit) -> f64 {
    let value = stated(comparator.value);
    let proportion = unit.is_fraction();
    let step = written_step(source.excerpt(comparator.span), value).unwrap_or_else(|| {
        if proportion {
            last_place(100.0 * value) / 100.0
        } else {
            last_place(value)
        }
    });
    0.5 * if proportion { step.min(0.01) } else { step }
}

/// The unit of the last written digit, when the text is this value in some unit (`"6.5%"`, `1.2万亿`).
fn written_step(text: &str, value: f64) -> Option<f64> {
    let plain: String = text
        .trim()
        .trim_matches(['"', '\''])
        .chars()
        .map(half_width)
        .filter(|c| !matches!(c, ',' | '_' | ' ' | '+'))
        .collect();
    let end = plain
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-'))
        .unwrap_or(plain.len());
    let digits = &plain[..end];
    let number: f64 = digits.parse().ok()?;
    let scale = value / number;
    let exponent = libm::log10(scale);
    if !exponent.is_finite() || (exponent - exponent.round()).abs() > 1e-6 {
        return None;
    }
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    Some(scale * libm::pow(10.0, -(decimals as f64)))
}

fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{2212}' => '-',
        other => other,
    }
}

/// The unit of the last decimal of a number (1 for a whole number), decimals beyond the ninth being noise of the binary form.
fn last_place(value: f64) -> f64 {
    let text = format!("{value:.9}");
    let decimals = text
        .trim_end_matches('0')
        .split_once('.')
        .map_or(0, |(_, after)| after.len());
    libm::pow(10.0, -(decimals as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Span;

    #[test]
    fn rounding_is_half_a_unit_of_the_last_written_digit() {
        // (text, value, unit, half a unit)
        let cases = [
            ("\"6.5%\"", 0.065, Unit::Rate, 0.0005),
            ("\"16%\"", 0.16, Unit::Rate, 0.005),
            ("\"16.0%\"", 0.16, Unit::Rate, 0.0005),
            ("0.2", 0.2, Unit::Share, 0.005),
            ("\"3000亿\"", 3000.0, Unit::Money, 0.5),
            ("\"1.2万亿\"", 12000.0, Unit::Money, 500.0),
            ("\"２，８００.5亿\"", 2800.5, Unit::Money, 0.05),
            ("1410", 1410.0, Unit::Money, 0.5),
            // Not this number: its own digits count.
            ("[\"6%\", \"6.5%\"]", 0.0625, Unit::Rate, 0.00005),
            ("", 0.065, Unit::Rate, 0.0005),
        ];
        for (text, value, unit, expected) in cases {
            let source = SourceText::new("x", text);
            let comparator = Stated {
                value: Comparator::AtLeast(value),
                span: Span::new(0, text.len()),
                provenance: crate::scenario::Provenance::default(),
            };
            let found = rounding(&source, &comparator, unit);
            assert!(
                (found / expected - 1.0).abs() < 1e-9,
                "{text}: {found} against {expected}"
            );
        }
    }
}

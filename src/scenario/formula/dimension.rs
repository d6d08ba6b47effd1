//! What a part of a formula is measured in, and which parts may meet.

use std::collections::BTreeMap;

use crate::quantity::{Localized, MoneyUnit, Unit as Word};
use crate::scenario::Unit;

/// What a part of a formula is measured in.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::scenario) enum Type {
    /// The bare number 0: nothing of anything.
    Zero,
    /// The result of a comparison.
    Truth,
    /// An amount: powers of money (元 stands for it) and of things that are counted; not empty, no power 0.
    Amount(BTreeMap<Word, i32>),
    /// Without a dimension.
    Plain(Kind),
}

/// Which number without a dimension: they mix freely, the kind only says how the result is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::scenario) enum Kind {
    /// A pure number.
    Number,
    /// A rate of change.
    Rate,
    /// A part of a whole.
    Share,
    /// A level relative to the base year.
    Index,
    /// A draw, which takes the kind of what it is added to.
    Draw,
}

impl Type {
    /// A pure number.
    pub(super) const NUMBER: Self = Self::Plain(Kind::Number);
    /// A rate.
    pub(super) const RATE: Self = Self::Plain(Kind::Rate);

    /// An amount of one unit.
    pub(super) fn of_word(word: Word) -> Self {
        Self::Amount(BTreeMap::from([(word, 1)]))
    }

    /// The type of an indicator.
    pub(in crate::scenario) fn of(unit: Unit) -> Self {
        match unit {
            Unit::Money => Self::of_word(Word::Yuan),
            Unit::Count(word) => Self::of_word(word),
            // A difference of rates mixes with rates, as one of shares does.
            Unit::Rate | Unit::Points => Self::RATE,
            Unit::Share => Self::Plain(Kind::Share),
            Unit::Index => Self::Plain(Kind::Index),
            Unit::Number => Self::NUMBER,
        }
    }

    /// The unit of an indicator that has this type; `None` for what no indicator can be (a truth, 亿元/户).
    pub(in crate::scenario) fn unit(&self) -> Option<Unit> {
        match self {
            Self::Zero | Self::Plain(Kind::Number | Kind::Draw) => Some(Unit::Number),
            Self::Plain(Kind::Rate) => Some(Unit::Rate),
            Self::Plain(Kind::Share) => Some(Unit::Share),
            Self::Plain(Kind::Index) => Some(Unit::Index),
            Self::Truth => None,
            Self::Amount(powers) => match powers.iter().collect::<Vec<_>>().as_slice() {
                [(Word::Yuan, 1)] => Some(Unit::Money),
                [(word, 1)] => Some(Unit::Count(**word)),
                _ => None,
            },
        }
    }

    /// Whether the type is no amount and no truth.
    pub(in crate::scenario) fn is_plain(&self) -> bool {
        matches!(self, Self::Zero | Self::Plain(_))
    }

    /// What two parts are together where both must be of one dimension (sums, comparisons, the two results of a condition).
    pub(super) fn joined(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Truth, _)
            | (_, Self::Truth)
            | (Self::Amount(_), Self::Plain(_))
            | (Self::Plain(_), Self::Amount(_)) => None,
            (Self::Zero, any) | (any, Self::Zero) => Some(any.clone()),
            (Self::Plain(Kind::Draw), Self::Plain(kind))
            | (Self::Plain(kind), Self::Plain(Kind::Draw)) => Some(Self::Plain(*kind)),
            (Self::Plain(a), Self::Plain(b)) => {
                Some(Self::Plain(if a == b { *a } else { Kind::Number }))
            }
            (Self::Amount(a), Self::Amount(b)) => (a == b).then(|| self.clone()),
        }
    }

    /// The product, or with `power` −1 the quotient.
    pub(super) fn times(&self, other: &Self, power: i32) -> Option<Self> {
        let powers = |of: &Self| match of {
            Self::Amount(powers) => Some(powers.clone()),
            Self::Zero | Self::Plain(_) => Some(BTreeMap::new()),
            Self::Truth => None,
        };
        let (mut product, factors) = (powers(self)?, powers(other)?);
        for (word, exponent) in factors {
            *product.entry(word).or_default() += power * exponent;
        }
        product.retain(|_, exponent| *exponent != 0);
        if !product.is_empty() {
            return Some(Self::Amount(product));
        }
        Some(match (self, other) {
            // A number of times a rate is a rate; over a rate it is none.
            (Self::Plain(kind), Self::Plain(Kind::Number | Kind::Draw)) => Self::Plain(*kind),
            (Self::Plain(Kind::Number | Kind::Draw), Self::Plain(kind)) if power == 1 => {
                Self::Plain(*kind)
            }
            _ => Self::NUMBER,
        })
    }

    /// The type as people say it.
    pub(in crate::scenario) fn words(&self, money: MoneyUnit) -> Localized {
        let powers = match self {
            Self::Zero | Self::Plain(Kind::Number | Kind::Draw) => {
                return Localized::new("不带单位的数", "a plain number");
            }
            Self::Truth => return Localized::new("真假（比较的结果）", "true or false"),
            Self::Plain(Kind::Rate) => return Localized::new("比率", "a rate"),
            Self::Plain(Kind::Share) => return Localized::new("份额", "a share"),
            Self::Plain(Kind::Index) => return Localized::new("指数", "an index"),
            Self::Amount(powers) => powers,
        };
        let side = |sign: i32| {
            let words: Vec<String> = powers
                .iter()
                .filter(|(_, exponent)| **exponent * sign > 0)
                .map(|(word, exponent)| {
                    let word = match word {
                        Word::Yuan => money.to_string(),
                        other => other.word().to_owned(),
                    };
                    match exponent.abs() {
                        1 => word,
                        power => format!("{word}^{power}"),
                    }
                })
                .collect();
            words.join("·")
        };
        let (above, below) = (side(1), side(-1));
        Localized::same(match (above.is_empty(), below.is_empty()) {
            (_, true) => above,
            (true, false) => format!("1/{below}"),
            (false, false) => format!("{above}/{below}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_quotients_combine_dimensions() {
        let money = Type::of(Unit::Money);
        let homes = Type::of(Unit::Count(Word::Household));
        let each = money.times(&homes, -1).unwrap();
        let words = |of: &Type| of.words(MoneyUnit::HUNDRED_MILLION_YUAN).zh;
        assert_eq!(words(&each), "亿元/户");
        assert_eq!(each.unit(), None);
        assert_eq!(each.times(&homes, 1).unwrap(), money);
        assert_eq!(money.times(&money, -1).unwrap(), Type::NUMBER);
        assert_eq!(words(&Type::NUMBER.times(&homes, -1).unwrap()), "1/户");
        assert_eq!(words(&money.times(&money, 1).unwrap()), "亿元^2");
        assert_eq!(Type::Truth.times(&money, 1), None);
    }

    #[test]
    fn only_like_amounts_are_added() {
        let money = Type::of(Unit::Money);
        let homes = Type::of(Unit::Count(Word::Household));
        assert_eq!(money.joined(&money), Some(money.clone()));
        assert_eq!(money.joined(&homes), None);
        assert_eq!(money.joined(&Type::RATE), None);
        assert_eq!(money.joined(&Type::Zero), Some(money.clone()));
        assert_eq!(Type::RATE.joined(&Type::NUMBER), Some(Type::NUMBER));
        assert_eq!(
            Type::RATE.joined(&Type::Plain(Kind::Draw)),
            Some(Type::RATE)
        );
        assert_eq!(Type::Truth.joined(&Type::Truth), None);
    }

    #[test]
    fn a_number_of_times_a_rate_is_a_rate() {
        assert_eq!(Type::NUMBER.times(&Type::RATE, 1), Some(Type::RATE));
        assert_eq!(Type::RATE.times(&Type::NUMBER, -1), Some(Type::RATE));
        assert_eq!(Type::NUMBER.times(&Type::RATE, -1), Some(Type::NUMBER));
        assert_eq!(Type::RATE.times(&Type::RATE, -1), Some(Type::NUMBER));
    }
}

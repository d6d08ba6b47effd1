//! The unit words of scenario files.

use std::fmt;

/// What a unit measures: quantities of different dimensions do not mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Money.
    Money,
    /// A fraction: a rate, a share, a load.
    Proportion,
    /// Things counted: people, households, enterprises.
    Count,
    /// Area.
    Area,
    /// Length.
    Length,
    /// Mass.
    Mass,
}

/// A unit word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// 元
    Yuan,
    /// 户
    Household,
    /// 个
    Item,
    /// 家
    Enterprise,
    /// 人
    Person,
    /// 套
    Dwelling,
    /// 项
    Project,
    /// 辆
    Vehicle,
    /// 台
    Machine,
    /// 件
    Piece,
    /// 人次
    Visit,
    /// 吨
    Tonne,
    /// 平方米, ㎡
    SquareMetre,
    /// 公里
    Kilometre,
    /// %
    Percent,
    /// 个百分点, 百分点, pp
    PercentagePoint,
    /// ‰
    PerMille,
}

impl Unit {
    /// Every word and its unit.
    const WORDS: [(&'static str, Self); 20] = [
        ("元", Self::Yuan),
        ("户", Self::Household),
        ("个", Self::Item),
        ("家", Self::Enterprise),
        ("人", Self::Person),
        ("套", Self::Dwelling),
        ("项", Self::Project),
        ("辆", Self::Vehicle),
        ("台", Self::Machine),
        ("件", Self::Piece),
        ("人次", Self::Visit),
        ("吨", Self::Tonne),
        ("平方米", Self::SquareMetre),
        ("㎡", Self::SquareMetre),
        ("公里", Self::Kilometre),
        ("%", Self::Percent),
        ("个百分点", Self::PercentagePoint),
        ("百分点", Self::PercentagePoint),
        ("pp", Self::PercentagePoint),
        ("‰", Self::PerMille),
    ];

    /// The unit of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS
            .into_iter()
            .find(|(known, _)| *known == word)
            .map(|(_, unit)| unit)
    }

    /// The unit's word; of several (平方米 and ㎡) the first.
    pub fn word(self) -> &'static str {
        let known = Self::WORDS.into_iter().find(|(_, unit)| *unit == self);
        known.map_or("", |(word, _)| word)
    }

    /// What the unit measures.
    pub fn dimension(self) -> Dimension {
        match self {
            Self::Yuan => Dimension::Money,
            Self::Percent | Self::PercentagePoint | Self::PerMille => Dimension::Proportion,
            Self::SquareMetre => Dimension::Area,
            Self::Kilometre => Dimension::Length,
            Self::Tonne => Dimension::Mass,
            Self::Household
            | Self::Item
            | Self::Enterprise
            | Self::Person
            | Self::Dwelling
            | Self::Project
            | Self::Vehicle
            | Self::Machine
            | Self::Piece
            | Self::Visit => Dimension::Count,
        }
    }

    /// Power of ten from this unit to the plain number of its dimension.
    pub(super) fn exponent(self) -> i32 {
        match self {
            Self::Percent | Self::PercentagePoint => -2,
            Self::PerMille => -3,
            _ => 0,
        }
    }
}

/// Powers of ten that stand before a unit, longest word first.
const MULTIPLIERS: [(&str, i32); 3] = [("万亿", 12), ("亿", 8), ("万", 4)];

/// The power of ten a unit text begins with (0 when there is none), and the text after it.
pub(super) fn split_multiplier(text: &str) -> (i32, &str) {
    MULTIPLIERS
        .into_iter()
        .find_map(|(word, exponent)| Some((exponent, text.strip_prefix(word)?)))
        .unwrap_or((0, text))
}

/// The unit a scenario counts money in: yuan, or a multiple of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoneyUnit {
    exponent: i32,
}

impl MoneyUnit {
    /// 亿元, the unit unless a scenario says otherwise.
    pub const HUNDRED_MILLION_YUAN: Self = Self { exponent: 8 };

    /// The unit of these words: 元, 万元, 亿元 or 万亿元.
    pub fn from_words(words: &str) -> Option<Self> {
        let (exponent, rest) = split_multiplier(words);
        (rest == "元").then_some(Self { exponent })
    }

    /// Power of ten from this unit to one yuan.
    pub fn exponent(self) -> i32 {
        self.exponent
    }
}

impl fmt::Display for MoneyUnit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let multiplier = MULTIPLIERS
            .into_iter()
            .find(|(_, exponent)| *exponent == self.exponent)
            .map_or("", |(word, _)| word);
        write!(out, "{multiplier}元")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_has_its_word() {
        let others = ["㎡", "百分点", "pp"];
        for (word, unit) in Unit::WORDS {
            assert!(unit.word() == word || others.contains(&word), "{word}");
        }
    }

    #[test]
    fn money_units_are_read_and_written_alike() {
        for words in ["元", "万元", "亿元", "万亿元"] {
            assert_eq!(MoneyUnit::from_words(words).unwrap().to_string(), words);
        }
        assert_eq!(MoneyUnit::from_words("亿"), None);
        assert_eq!(MoneyUnit::from_words("亿美元"), None);
    }
}

//! What may stand behind a key.

use std::fmt;

use super::key::TableKeys;
use crate::quantity::{Localized, Unit};

/// Most groups of one sector or category.
pub const MOST_GROUPS: usize = 32;

/// Longest name or id, in characters.
pub const LONGEST_NAME: usize = 64;
/// Longest text of one line, in characters.
pub const LONGEST_TEXT: usize = 256;
/// Longest sentence, in characters.
pub const LONGEST_SENTENCE: usize = 300;
/// Longest formula, in characters.
pub const LONGEST_FORMULA: usize = 2000;
/// Longest quote, note or title of a document, in characters.
pub const LONGEST_QUOTE: usize = 10_000;
/// The first and the last calendar year a scenario may name.
pub const YEARS: [i32; 2] = [1900, 2300];

/// Measure of a number, which says how it may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// An amount in the scenario's money unit.
    Money,
    /// A rate: a bare number is a fraction, and above 1 it is refused.
    Rate,
    /// A part of a whole.
    Share,
    /// A number without dimension; may be written in percent.
    Number,
    /// A duration in years.
    Years,
    /// So many of something counted or measured.
    Count(Unit),
}

/// One end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// No limit on this side.
    Open,
    /// The limit itself is allowed.
    Included(f64),
    /// The limit itself is not allowed.
    Excluded(f64),
}

/// The numbers that are allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Lower end.
    pub low: Bound,
    /// Upper end.
    pub high: Bound,
}

impl Range {
    /// Any finite number.
    pub const ANY: Self = Self {
        low: Bound::Open,
        high: Bound::Open,
    };
    /// From 0 to 1, both included.
    pub const UNIT: Self = Self::closed(0.0, 1.0);
    /// Above 0 and below 1.
    pub const INSIDE_UNIT: Self = Self {
        low: Bound::Excluded(0.0),
        high: Bound::Excluded(1.0),
    };
    /// From 0 (included) to 1 (excluded).
    pub const BELOW_ONE: Self = Self {
        low: Bound::Included(0.0),
        high: Bound::Excluded(1.0),
    };
    /// 0 and above.
    pub const NOT_NEGATIVE: Self = Self {
        low: Bound::Included(0.0),
        high: Bound::Open,
    };
    /// Above 0.
    pub const POSITIVE: Self = Self::above(0.0);

    /// From `low` to `high`, both included.
    pub const fn closed(low: f64, high: f64) -> Self {
        Self {
            low: Bound::Included(low),
            high: Bound::Included(high),
        }
    }

    /// Above `low`.
    pub const fn above(low: f64) -> Self {
        Self {
            low: Bound::Excluded(low),
            high: Bound::Open,
        }
    }

    /// Whether the number is allowed.
    pub fn contains(&self, value: f64) -> bool {
        let above = match self.low {
            Bound::Open => true,
            Bound::Included(low) => value >= low,
            Bound::Excluded(low) => value > low,
        };
        let below = match self.high {
            Bound::Open => true,
            Bound::Included(high) => value <= high,
            Bound::Excluded(high) => value < high,
        };
        above && below
    }
}

impl fmt::Display for Range {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (Bound::Open, Bound::Open) => Ok(()),
            (Bound::Included(low), Bound::Open) => write!(out, "≥ {low}"),
            (Bound::Excluded(low), Bound::Open) => write!(out, "> {low}"),
            (Bound::Open, Bound::Included(high)) => write!(out, "≤ {high}"),
            (Bound::Open, Bound::Excluded(high)) => write!(out, "< {high}"),
            (low, high) => {
                let (open, low) = match low {
                    Bound::Included(low) => ('[', low),
                    Bound::Excluded(low) => ('(', low),
                    Bound::Open => ('(', f64::NEG_INFINITY),
                };
                let (high, close) = match high {
                    Bound::Included(high) => (high, ']'),
                    Bound::Excluded(high) => (high, ')'),
                    Bound::Open => (f64::INFINITY, ')'),
                };
                write!(out, "{open}{low}, {high}{close}")
            }
        }
    }
}

/// What an id can refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A region.
    Region,
    /// A sector.
    Sector,
    /// A sector, or a group of sectors: then each of its members.
    SectorOrGroup,
    /// An investment category.
    Category,
    /// A factor.
    Factor,
    /// A declared source.
    Source,
}

impl Thing {
    /// The thing's name.
    pub fn noun(self) -> Localized {
        let (zh, en) = match self {
            Self::Region => ("地区", "region"),
            Self::Sector => ("产业", "sector"),
            Self::SectorOrGroup => ("产业或产业组", "sector or group"),
            Self::Category => ("投资类别", "investment category"),
            Self::Factor => ("因子", "factor"),
            Self::Source => ("资料来源", "source"),
        };
        Localized::new(zh, en)
    }
}

/// What may stand behind a key.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A whole number from the first to the second.
    Integer(u64, u64),
    /// A calendar year.
    Year,
    /// A text of one line.
    Text,
    /// A longer text, kept as its source has it.
    Quote,
    /// A name shown to people, in one or both languages.
    Name,
    /// A sentence shown to people, in one or both languages.
    Sentence,
    /// An identifier; whether it may have a hyphen.
    Id {
        /// Whether a hyphen is allowed: not where the id stands in an indicator's name.
        hyphen: bool,
    },
    /// One of these words.
    Choice(&'static [&'static str]),
    /// True or false.
    Flag,
    /// The unit money is counted in.
    MoneyUnit,
    /// A number.
    Number(Quantity, Range),
    /// A number for every simulated year, or a table of years.
    Path(Quantity, Range),
    /// Money in the years that are stated.
    MoneyByYear,
    /// A list of at most this many numbers.
    Numbers(Quantity, Range, usize),
    /// A distribution; a plain number is fixed.
    Distribution,
    /// A list of group ids.
    Groups,
    /// The id of a thing.
    Reference(Thing),
    /// Ids, each with a number.
    Map(Thing, Quantity, Range),
    /// Ids, each with ids that have a number.
    Rows(Thing, Quantity, Range),
    /// Local inputs: users, each with suppliers that have a coefficient, and beside them the table of a national origin.
    Inputs(&'static TableKeys),
    /// Ids, each with codes that have a weight.
    Weights(Thing),
    /// The name of an indicator.
    Indicator,
    /// A formula over indicators.
    Formula,
    /// A number in the indicator's unit.
    Judged,
    /// Two numbers in the indicator's unit.
    JudgedPair,
    /// Numbers by year in the indicator's unit.
    JudgedByYear,
    /// Past targets and outcomes, as a file or as a list.
    Record,
    /// Dotted paths, each with the value that is set there.
    Settings,
    /// A value of the kind its place asks for.
    Any,
    /// One table.
    Table(&'static TableKeys),
    /// One table of what other tables need not state.
    Defaults(&'static TableKeys),
    /// Tables by id, `[heading.<id>]`.
    Tables(&'static TableKeys),
    /// Blocks, `[[heading]]`.
    Blocks(&'static TableKeys),
}

impl Kind {
    /// What is expected, as a noun with an example.
    pub fn expectation(&self) -> Localized {
        let (zh, en) = match self {
            Self::Integer(low, high) => return whole(*low, *high),
            Self::Year => ("年份，如 2024", "a year such as 2024"),
            Self::Text | Self::Quote => ("带引号的文本", "a quoted text"),
            Self::Name => (
                "名称：一个文本，或 { zh = \"…\", en = \"…\" }",
                "a name: a text, or { zh = \"…\", en = \"…\" }",
            ),
            Self::Sentence => (
                "一句话：一个文本，或 { zh = \"…\", en = \"…\" }",
                "a sentence: a text, or { zh = \"…\", en = \"…\" }",
            ),
            Self::Id { .. } => (
                "英文编号，如 \"trade_expo\"",
                "an id such as \"trade_expo\"",
            ),
            Self::Choice(words) => return choice(words),
            Self::Flag => ("true 或 false", "true or false"),
            Self::MoneyUnit => (
                "\"元\"、\"万元\"、\"亿元\" 或 \"万亿元\"",
                "\"元\", \"万元\", \"亿元\" or \"万亿元\"",
            ),
            Self::Number(quantity, _) => quantity.words(),
            Self::Path(..) => (
                "一个数，或按年份的表，如 { 2024 = \"16%\", 2026 = \"10%\" }",
                "a number, or a table of years such as { 2024 = \"16%\", 2026 = \"10%\" }",
            ),
            Self::MoneyByYear => (
                "按年份的金额，如 { 2024 = 430, 2025 = \"380亿\" }",
                "money by year such as { 2024 = 430, 2025 = \"380亿\" }",
            ),
            Self::Numbers(..) => (
                "数的列表，如 [0.35, 0.65]",
                "a list of numbers such as [0.35, 0.65]",
            ),
            Self::Distribution => (
                "分布，如 { shape = \"pert\", low = 0.8, mode = 0.97, high = 1.08 }，或一个数",
                "a distribution such as { shape = \"pert\", low = 0.8, mode = 0.97, high = 1.08 }, or a number",
            ),
            Self::Groups => (
                "组编号的列表，如 [\"industry\"]",
                "a list of group ids such as [\"industry\"]",
            ),
            Self::Reference(thing) => return reference(*thing),
            Self::Map(..) => ("表，如 { 编号 = 数 }", "a table such as { id = number }"),
            Self::Rows(..) => (
                "两层表，如 编号 = { 编号 = 数 }",
                "a table of tables such as id = { id = number }",
            ),
            Self::Inputs(_) => (
                "两层表，如 使用者 = { 供应者 = 系数 }，或 [io.national]",
                "a table of tables such as user = { supplier = coefficient }, or [io.national]",
            ),
            Self::Weights(_) => (
                "两层表，如 产业 = { \"18\" = 0.7, \"20\" = 0.3 }",
                "a table of tables such as sector = { \"18\" = 0.7, \"20\" = 0.3 }",
            ),
            Self::Indicator => (
                "指标名，如 \"gdp.growth\"",
                "an indicator such as \"gdp.growth\"",
            ),
            Self::Formula => (
                "公式，如 \"0.9 * gdp.nominal_growth\"",
                "a formula such as \"0.9 * gdp.nominal_growth\"",
            ),
            Self::Judged => ("一个数，单位随指标", "a number in the indicator's unit"),
            Self::JudgedPair => (
                "两个数 [下限, 上限]，单位随指标",
                "two numbers [low, high] in the indicator's unit",
            ),
            Self::JudgedByYear => (
                "按年份的表，如 { 2021 = \"8.1%\", 2022 = \"3%\" }，单位随指标",
                "a table of years such as { 2021 = \"8.1%\", 2022 = \"3%\" }, in the indicator's unit",
            ),
            Self::Record => (
                "{ file = \"….csv\", geo = \"…\" }，或 [{ year, target, actual }, …]",
                "{ file = \"….csv\", geo = \"…\" }, or [{ year, target, actual }, …]",
            ),
            Self::Settings => (
                "{ \"点分路径\" = 值 }，如 { \"sector.beauty.trend\" = \"2%\" }",
                "{ \"dotted.path\" = value } such as { \"sector.beauty.trend\" = \"2%\" }",
            ),
            Self::Any => ("一个值", "a value"),
            Self::Table(_) | Self::Defaults(_) => ("一张表", "a table"),
            Self::Tables(keys) | Self::Blocks(keys) => return heading(keys),
        };
        Localized::new(zh, en)
    }
}

impl Quantity {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Money => (
                "金额，如 45 或 \"2800亿\"",
                "money such as 45 or \"2800亿\"",
            ),
            Self::Rate => (
                "比率，如 \"6.5%\" 或 0.065",
                "a rate such as \"6.5%\" or 0.065",
            ),
            Self::Share => (
                "份额，如 \"35%\" 或 0.35",
                "a share such as \"35%\" or 0.35",
            ),
            Self::Number => ("数，如 0.5", "a number such as 0.5"),
            Self::Years => ("年数，如 2", "a number of years such as 2"),
            Self::Count(_) => (
                "数量，如 3170 或 \"3.2万户\"",
                "a count such as 3170 or \"3.2万户\"",
            ),
        }
    }
}

fn whole(low: u64, high: u64) -> Localized {
    if low == high {
        return Localized::same(low.to_string());
    }
    Localized::new(
        format!("整数，{low} 至 {high}"),
        format!("a whole number from {low} to {high}"),
    )
}

fn choice(words: &[&str]) -> Localized {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Localized::new(quoted.join("、"), format!("one of {}", quoted.join(", ")))
}

fn reference(thing: Thing) -> Localized {
    let noun = thing.noun();
    Localized::new(
        format!("{}的编号", noun.zh),
        format!("the id of a {}", noun.en),
    )
}

fn heading(keys: &TableKeys) -> Localized {
    let heading = keys.heading;
    Localized::new(
        format!("以 {heading} 为表头的表"),
        format!("tables with the heading {heading}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_written_as_intervals() {
        assert_eq!(Range::UNIT.to_string(), "[0, 1]");
        assert_eq!(Range::BELOW_ONE.to_string(), "[0, 1)");
        assert_eq!(Range::above(-1.0).to_string(), "> -1");
        assert_eq!(Range::ANY.to_string(), "");
    }

    #[test]
    fn a_range_knows_its_ends() {
        assert!(Range::UNIT.contains(1.0) && !Range::BELOW_ONE.contains(1.0));
        assert!(!Range::INSIDE_UNIT.contains(0.0) && !Range::UNIT.contains(f64::NAN));
    }
}

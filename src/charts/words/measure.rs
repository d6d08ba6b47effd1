//! An indicator's unit as a reader meets it: 亿元, %, a plain number; and how many digits a value deserves.

use super::language::Lang;
use super::number::{grouped, trimmed};

/// How an indicator's numbers are shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Measure {
    /// From the indicator's number to the one shown.
    factor: f64,
    prefix: &'static str,
    suffix: String,
    caption: String,
    /// Size of the indicator's numbers, in its own unit.
    magnitude: f64,
    /// Parts into which its digits should resolve a spread.
    parts: f64,
    fewest: usize,
    most: usize,
    /// Least step between two of its numbers, as shown: 1 of whole numbers, else 0.
    least_step: f64,
}

impl Measure {
    /// For an indicator of this unit whose greatest number has this magnitude; `money` is the scenario's money unit.
    pub(crate) fn new(unit: &str, money: &str, lang: Lang, magnitude: f64) -> Self {
        let measure = match unit {
            "money" => Self::money(money, lang, magnitude),
            "rate" | "share" => Self::hundredths("%", "%"),
            "points" => Self::hundredths(
                lang.choose("个百分点", " pp"),
                lang.choose("百分点", "percentage points"),
            ),
            "index" => Self::plain(lang.choose("基年 = 1", "base year = 1"), 2, 3),
            _ => Self::plain("", 0, 4),
        };
        Self {
            magnitude: magnitude.abs(),
            ..measure
        }
    }

    /// For an indicator that counts things; `counted_in` says which (`户`, `家`, `万平方米`).
    ///
    /// Chinese counts large numbers in 万 and 亿 of the thing, English in millions of it; a unit that is stated in 万 is never shown smaller.
    pub(crate) fn count(counted_in: &str, lang: Lang, magnitude: f64) -> Self {
        let (own, thing) = stated_in(counted_in);
        let size = magnitude.abs() * own;
        let (step, name) = match lang {
            Lang::Zh if size >= 1e9 => (1e8, "亿"),
            Lang::Zh if size >= 5e4 => (1e4, "万"),
            Lang::Zh if own >= 1e8 => (1e8, "亿"),
            Lang::Zh if own >= 1e4 => (1e4, "万"),
            Lang::En if size >= 5e6 => (1e6, "million"),
            _ => (1.0, ""),
        };
        let suffix = match lang {
            Lang::Zh => format!("{name}{thing}"),
            Lang::En => [name, english(thing)].join(" ").trim().to_owned(),
        };
        let space = if suffix.is_empty() { "" } else { " " };
        Self {
            factor: own / step,
            suffix: lang.choose(suffix.clone(), format!("{space}{suffix}")),
            parts: 100.0,
            magnitude: magnitude.abs(),
            ..Self::plain(&suffix, 0, if step > 1.0 { 2 } else { 1 })
        }
    }

    /// Fractions that are read in hundredths.
    fn hundredths(suffix: &str, caption: &str) -> Self {
        Self {
            factor: 100.0,
            suffix: suffix.to_owned(),
            ..Self::plain(caption, 1, 2)
        }
    }

    fn plain(caption: &str, fewest: usize, most: usize) -> Self {
        Self {
            factor: 1.0,
            prefix: "",
            suffix: String::new(),
            caption: caption.to_owned(),
            parts: 50.0,
            magnitude: 0.0,
            fewest,
            most,
            least_step: 0.0,
        }
    }

    /// Chinese counts money in 万 and 亿, English in thousands of thousands; a unit that is not yuan is shown as it is.
    fn money(money: &str, lang: Lang, magnitude: f64) -> Self {
        let Some(yuan) = yuan_in(money) else {
            return Self {
                suffix: format!("{}{money}", lang.choose("", " ")),
                ..Self::plain(money, 0, 2)
            };
        };
        let steps: &[(f64, f64, &str)] = match lang {
            Lang::Zh => &[
                (1e13, 1e12, "万亿元"),
                (5e7, 1e8, "亿元"),
                (5e3, 1e4, "万元"),
                (0.0, 1.0, "元"),
            ],
            Lang::En => &[
                (1e13, 1e12, " tn"),
                (5e8, 1e9, " bn"),
                (5e5, 1e6, " m"),
                (0.0, 1.0, ""),
            ],
        };
        let size = magnitude.abs() * yuan;
        let usual = lang.choose(1, 0);
        let (_, step, name) = steps
            .iter()
            .find(|(from, _, _)| size >= *from && size > 0.0)
            .unwrap_or(&steps[usual]);
        Self {
            factor: yuan / step,
            prefix: lang.choose("", "CNY "),
            suffix: (*name).to_owned(),
            caption: lang.choose((*name).to_owned(), format!("CNY{name}")),
            parts: 100.0,
            magnitude: 0.0,
            fewest: 0,
            most: 2,
            least_step: 0.0,
        }
    }

    /// The same for numbers of which there are only whole ones: shown one by one, not in thousands or millions, they have no decimals.
    #[must_use]
    pub(crate) fn whole(self) -> Self {
        if self.factor != 1.0 {
            return self;
        }
        Self {
            fewest: 0,
            most: 0,
            least_step: 1.0,
            ..self
        }
    }

    /// Whether there are only whole numbers, shown one by one.
    pub(crate) fn is_whole(&self) -> bool {
        self.least_step > 0.0
    }

    /// Least step of an axis, as shown; 0: any.
    pub(crate) fn least_step(&self) -> f64 {
        self.least_step
    }

    /// The number to draw an axis in.
    pub(crate) fn shown(&self, value: f64) -> f64 {
        value * self.factor
    }

    /// What stands at the head of an axis; empty for a pure number.
    pub(crate) fn caption(&self) -> &str {
        &self.caption
    }

    /// Decimals that resolve a spread of this size (in the indicator's own unit) into fifty to a hundred steps; one at most where there is no
    /// spread to resolve.
    pub(crate) fn decimals(&self, spread: f64) -> usize {
        if self.is_whole() {
            0
        } else if spread.abs() > self.magnitude * 1e-9 {
            self.resolving(spread)
        } else {
            self.resolving(self.magnitude * 0.1).min(self.fewest.max(1))
        }
    }

    /// Decimals that show the first digit of an error (in the indicator's own unit), six at most.
    pub(crate) fn decimals_of_error(&self, error: f64) -> usize {
        let shown = (error * self.factor).abs();
        if shown.is_normal() {
            (-libm::log10(shown)).ceil().clamp(0.0, 6.0) as usize
        } else {
            0
        }
    }

    /// Decimals that all values of a column share, each given with the spread its digits should resolve: no more than the coarsest deserves, but two digits
    /// of the smallest.
    pub(crate) fn shared_decimals(&self, values: impl Iterator<Item = (f64, f64)>) -> usize {
        let (mut fewest, mut most, mut smallest) = (usize::MAX, 0, f64::INFINITY);
        for (value, spread) in values {
            let decimals = self.decimals(spread);
            (fewest, most) = (fewest.min(decimals), most.max(decimals));
            if value != 0.0 {
                smallest = smallest.min(self.shown(value).abs());
            }
        }
        let digits = if smallest.is_normal() {
            (1.0 - libm::floor(libm::log10(smallest))).max(0.0) as usize
        } else {
            0
        };
        fewest.min(most).max(digits.min(most))
    }

    fn resolving(&self, spread: f64) -> usize {
        let step = (spread * self.factor).abs() / self.parts;
        if step.is_normal() {
            let digits = (-libm::log10(step)).ceil().max(0.0) as usize;
            digits.clamp(self.fewest, self.most)
        } else {
            self.fewest.max(1).min(self.most)
        }
    }

    /// The bare number.
    pub(crate) fn number(&self, value: f64, decimals: usize) -> String {
        grouped(self.shown(value), decimals)
    }

    /// The number with its unit.
    pub(crate) fn value(&self, value: f64, decimals: usize) -> String {
        format!(
            "{}{}{}",
            self.prefix,
            self.number(value, decimals),
            self.suffix
        )
    }

    /// A stated number with its unit, in its own digits.
    pub(crate) fn stated(&self, value: f64) -> String {
        format!("{}{}{}", self.prefix, self.bare_stated(value), self.suffix)
    }

    /// A range with its unit: `low` to `high`.
    pub(crate) fn range(&self, low: &str, high: &str, lang: Lang) -> String {
        let (prefix, suffix) = (self.prefix, &self.suffix);
        if suffix == "%" {
            return lang.choose(format!("{low}% 至 {high}%"), format!("{low}% to {high}%"));
        }
        lang.choose(
            format!("{prefix}{low} 至 {high}{suffix}"),
            format!("{prefix}{low} to {high}{suffix}"),
        )
    }

    /// A stated range with its unit.
    pub(crate) fn stated_range(&self, low: f64, high: f64, lang: Lang) -> String {
        self.range(&self.bare_stated(low), &self.bare_stated(high), lang)
    }

    /// A range of computed numbers with its unit.
    pub(crate) fn interval(&self, low: f64, high: f64, decimals: usize, lang: Lang) -> String {
        self.range(
            &self.number(low, decimals),
            &self.number(high, decimals),
            lang,
        )
    }

    fn bare_stated(&self, value: f64) -> String {
        trimmed(self.shown(value), self.most.max(3))
    }
}

/// How many things a unit of a count is, and what the thing is: 万平方米 is 10 000 of 平方米.
fn stated_in(counted_in: &str) -> (f64, &str) {
    for (prefix, size) in [("万亿", 1e12), ("亿", 1e8), ("万", 1e4)] {
        if let Some(thing) = counted_in.strip_prefix(prefix) {
            return (size, thing);
        }
    }
    (1.0, counted_in)
}

/// The English word for what is counted; another word stays as written.
fn english(thing: &str) -> &str {
    match thing {
        "户" => "households",
        "家" => "firms",
        "套" => "homes",
        "人" | "人次" => "people",
        "个" | "项" | "件" => "",
        "辆" => "vehicles",
        "台" => "units",
        "吨" => "t",
        "平方米" => "sq m",
        "公里" => "km",
        other => other,
    }
}

/// How many yuan a money unit is, if it is one of yuan.
fn yuan_in(money: &str) -> Option<f64> {
    match money {
        "元" => Some(1.0),
        "万" | "万元" => Some(1e4),
        "亿" | "亿元" => Some(1e8),
        "万亿" | "万亿元" => Some(1e12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_in_the_unit_a_reader_uses() {
        for (lang, magnitude, value, wanted) in [
            (Lang::Zh, 4000.0, 3006.4, "3,006亿元"),
            (Lang::En, 4000.0, 3006.4, "CNY 301 bn"),
            (Lang::Zh, 150_000.0, 141_633.0, "14万亿元"),
            (Lang::Zh, 0.2, 0.2, "2,000万元"),
            (Lang::Zh, 0.0, 0.0, "0亿元"),
        ] {
            let measure = Measure::new("money", "亿元", lang, magnitude);
            assert_eq!(measure.value(value, 0), wanted);
        }
        let other = Measure::new("money", "million USD", Lang::En, 5.0);
        assert_eq!(other.value(5.25, 1), "5.2 million USD");
    }

    #[test]
    fn counts_are_in_the_things_counted() {
        for (unit, lang, value, decimals, wanted) in [
            ("户", Lang::Zh, 423_000.0, 1, "42.3万户"),
            ("户", Lang::En, 423_000.0, 0, "423,000 households"),
            ("家", Lang::Zh, 1_250.0, 0, "1,250家"),
            ("万平方米", Lang::Zh, 3.5, 1, "3.5万平方米"),
            ("万平方米", Lang::Zh, 250_000.0, 0, "25亿平方米"),
            ("万平方米", Lang::En, 1_200.0, 1, "12.0 million sq m"),
            ("", Lang::En, 12.0, 0, "12"),
            ("个", Lang::En, 12.0, 0, "12"),
        ] {
            let measure = Measure::count(unit, lang, value);
            assert_eq!(measure.value(value, decimals), wanted);
        }
        assert_eq!(Measure::count("户", Lang::Zh, 4e5).caption(), "万户");
        assert_eq!(
            Measure::count("户", Lang::Zh, 4e5).stated(452_500.0),
            "45.25万户"
        );
    }

    #[test]
    fn digits_follow_the_spread() {
        let money = Measure::new("money", "亿元", Lang::Zh, 3000.0);
        assert_eq!(money.decimals(165.0), 0);
        assert_eq!(money.decimals(12.0), 1);
        let rate = Measure::new("rate", "亿元", Lang::Zh, 0.1);
        assert_eq!(rate.decimals(0.06), 1);
        assert_eq!(rate.decimals(0.012), 2);
        assert_eq!(rate.decimals(0.0), 1);
    }

    #[test]
    fn whole_numbers_have_no_decimals() {
        let chains = Measure::count("个", Lang::Zh, 7.0).whole();
        assert_eq!(chains.value(7.0, chains.decimals(1.0)), "7个");
        assert_eq!((chains.decimals(0.0), chains.least_step()), (0, 1.0));
        let homes = Measure::count("套", Lang::Zh, 75_000.0).whole();
        assert_eq!(homes.decimals(20_000.0), 2, "of ten thousands");
    }

    #[test]
    fn a_column_has_one_number_of_decimals() {
        let money = Measure::new("money", "亿元", Lang::En, 3000.0);
        let shared = |values: &[(f64, f64)]| money.shared_decimals(values.iter().copied());
        assert_eq!(shared(&[(3080.0, 1700.0), (2166.0, 385.0)]), 0);
        assert_eq!(shared(&[(3080.0, 1700.0), (4.0, 1.0)]), 2);
        assert_eq!(shared(&[]), 0);
    }

    #[test]
    fn differences_of_rates_are_in_points() {
        let of = |lang| Measure::new("points", "亿元", lang, 0.01);
        assert_eq!(of(Lang::Zh).stated(-0.005), "−0.5个百分点");
        assert_eq!(of(Lang::En).value(0.012, 1), "1.2 pp");
        let range = of(Lang::Zh).stated_range(-0.01, 0.005, Lang::Zh);
        assert_eq!(range, "−1 至 0.5个百分点");
        assert_eq!(of(Lang::En).caption(), "percentage points");
    }

    #[test]
    fn stated_numbers_stay_as_stated() {
        let rate = Measure::new("rate", "亿元", Lang::Zh, 0.1);
        assert_eq!(rate.stated(0.365), "36.5%");
        assert_eq!(rate.stated_range(-0.02, 0.03, Lang::Zh), "−2% 至 3%");
        let money = Measure::new("money", "亿元", Lang::En, 3000.0);
        assert_eq!(money.stated(3000.0), "CNY 300 bn");
        assert_eq!(
            money.stated_range(2900.0, 3100.0, Lang::En),
            "CNY 290 to 310 bn"
        );
    }
}

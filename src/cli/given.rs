//! What a command line says about single years of drivers, indicators and targets: names, years and values.

use clap::ArgMatches;

use super::outcome::Failure;
use crate::analysis::Given;
use crate::diagnostics::{Candidate, closest};
use crate::model::Driver;
use crate::quantity::{Localized, MoneyUnit, QuantityError, Written};
use crate::results::Column;
use crate::scenario::{Indicator, IndicatorNames, Scenario, Unit};

/// Words for a mean, a median and a probability, in either language.
const MEAN: [&str; 2] = ["mean", "均值"];
const MEDIAN: [&str; 2] = ["median", "中位数"];
const PROBABILITY: [&str; 2] = ["probability", "概率"];

/// What may be spoken of in a scenario.
pub(super) struct Subjects<'s> {
    scenario: &'s Scenario,
    names: IndicatorNames,
}

impl<'s> Subjects<'s> {
    pub(super) fn of(scenario: &'s Scenario) -> Self {
        Self {
            scenario,
            names: scenario.indicator_names(),
        }
    }

    /// The target or milestone of this id.
    pub(super) fn verdict(&self, id: &str) -> Result<Column, Failure> {
        judged(self.scenario, id)
    }

    /// A view: `NAME:YEAR mean VALUE`, `NAME:YEAR median VALUE`, `NAME:YEAR p10 VALUE` or `TARGET probability SHARE`.
    pub(super) fn view(&self, text: &str) -> Result<Given, Failure> {
        let mut words = text.split_whitespace();
        let (Some(subject), Some(kind)) = (words.next(), words.next()) else {
            return Err(not_a_view(text));
        };
        let written: String = words.collect();
        if PROBABILITY.contains(&kind) {
            let probability = share(&written).filter(|p| *p > 0.0 && *p < 1.0);
            let probability = probability.ok_or_else(|| between_0_and_1(text))?;
            return Ok(Given::Probability(self.verdict(subject)?, probability));
        }
        let of_kind = quantile_of(kind);
        if !MEAN.contains(&kind) && of_kind.is_none() {
            return Err(not_a_view(text));
        }
        let (column, unit) = self.quantity(subject)?;
        let value = self.value(&written, unit, text)?;
        Ok(match of_kind {
            Some(probability) => Given::Quantile(column, probability, value),
            None => Given::Mean(column, value),
        })
    }

    /// A driver or an indicator with its year, and its unit. What is held over the horizon has no year.
    fn quantity(&self, text: &str) -> Result<(Column, Unit), Failure> {
        let (name, year) = split(text);
        if let Some(indicator) = self.names.find(name) {
            let unit = indicator.unit(&self.names);
            let year = self.year(text, year)?;
            return Ok((Column::Indicator(indicator, year), unit));
        }
        let drivers = self.drivers();
        let Some((_, driver)) = drivers.iter().find(|(known, _)| known == name) else {
            return Err(self.unknown(name));
        };
        let year = match (driver.is_held(), year) {
            (true, None) => None,
            (true, Some(_)) => {
                return Err(usage(
                    format!("`{name}` 在整个时期不变，不写年份"),
                    format!("`{name}` holds for all years: write it without one"),
                ));
            }
            (false, year) => Some(self.year(text, year)?),
        };
        Ok((Column::Driver(*driver, year), driver.unit()))
    }

    /// An indicator in a year, `NAME:YEAR`.
    pub(super) fn indicator_in_year(&self, text: &str) -> Result<Column, Failure> {
        let (name, year) = split(text);
        let indicator = self.indicator(name)?;
        Ok(Column::Indicator(indicator, self.year(text, year)?))
    }

    /// The indicator of this name.
    pub(super) fn indicator(&self, name: &str) -> Result<Indicator, Failure> {
        self.names.find(name).ok_or_else(|| self.unknown(name))
    }

    /// The unit of an indicator.
    pub(super) fn unit(&self, indicator: &Indicator) -> Unit {
        indicator.unit(&self.names)
    }

    /// The index of a year as written behind a colon.
    pub(super) fn year(&self, text: &str, year: Option<&str>) -> Result<usize, Failure> {
        let horizon = self.scenario.horizon;
        let (first, last) = (horizon.base_year() + 1, horizon.last_year());
        let index = year.and_then(|year| horizon.index(year.parse().ok()?));
        index.ok_or_else(|| {
            usage(
                format!("`{text}`：冒号后应为模拟期内的年份，{first} 至 {last}"),
                format!("`{text}`: a simulated year stands behind the colon, {first} to {last}"),
            )
        })
    }

    /// The index of a whole year of figures; a part that is neither the first half nor the year is refused.
    pub(super) fn period(&self, text: &str, period: Option<&str>) -> Result<usize, Failure> {
        let year = period.map(|period| period.trim().trim_end_matches(['年', '全']));
        self.year(text, year).map_err(|error| match period {
            Some(part) if part.trim().len() > 4 && part.is_char_boundary(4) => usage(
                format!("`{text}`：时段只有上半年（如 2024H1）和全年（如 2024）"),
                format!(
                    "`{text}`: a period is a first half, such as 2024H1, or a year, such as 2024"
                ),
            ),
            _ => error,
        })
    }

    /// A value in the unit of what it is of; `whole` is what stands on the command line.
    pub(super) fn value(&self, text: &str, unit: Unit, whole: &str) -> Result<f64, Failure> {
        let read = Written::parse(text).and_then(|written| self.measured(&written, unit));
        let value = read.map_err(|_| {
            let (zh, en) = example(unit);
            usage(
                format!("`{whole}`：`{text}` 不是这里应有的数，形如 {zh}"),
                format!("`{whole}`: `{text}` is not a number of its unit, such as {en}"),
            )
        })?;
        let bare = Written::parse(text).is_ok_and(|written| written.is_bare());
        if bare && unit.is_fraction() && value.abs() > 1.0 {
            return Err(usage(
                format!("`{whole}`：{value} 是 {}%，是否少写了 %？", 100.0 * value),
                format!("`{whole}`: {value} is {} %; is a % missing?", 100.0 * value),
            ));
        }
        Ok(value)
    }

    /// A written number in a unit. Pure numbers, such as factors in log points, may be written in per cent.
    pub(super) fn measured(&self, written: &Written, unit: Unit) -> Result<f64, QuantityError> {
        match unit {
            Unit::Money => {
                let money = MoneyUnit::from_words(&self.scenario.money);
                written.money(money.unwrap_or(MoneyUnit::HUNDRED_MILLION_YUAN))
            }
            Unit::Rate | Unit::Share | Unit::Points => written.proportion(),
            Unit::Index | Unit::Number => written.proportion().or_else(|_| written.count()),
            Unit::Count(word) => written.counted(word),
        }
    }

    fn drivers(&self) -> Vec<(String, Driver)> {
        let sectors = 0..self.scenario.sectors.len();
        let single = sectors.flat_map(|i| [Driver::Supply(i), Driver::OutsideDemand(i)]);
        let all = Driver::all(self.scenario).into_iter();
        let drawn = all.chain(single.filter(|driver| self.is_drawn(*driver)));
        drawn
            .map(|driver| (driver.name(&self.names), driver))
            .collect()
    }

    fn is_drawn(&self, driver: Driver) -> bool {
        match driver {
            Driver::Supply(i) => self.scenario.sectors[i].supply_sd.value.get() > 0.0,
            Driver::OutsideDemand(i) => self.scenario.sectors[i].demand_sd.value.get() > 0.0,
            _ => true,
        }
    }

    fn unknown(&self, name: &str) -> Failure {
        let drivers = self.drivers().into_iter().map(|(name, _)| name);
        let indicators = self.names.all().into_iter();
        let known: Vec<String> = indicators
            .map(|it| it.name(&self.names))
            .chain(drivers)
            .collect();
        let meant = closest(name, known.iter().map(|known| Candidate::plain(known)));
        let (zh, en) = match meant {
            Some(meant) => (
                format!("是否想写 {meant}？"),
                format!("did you mean {meant}?"),
            ),
            None => (
                "形如 gdp.growth、fai.growth、innovation.demand".to_owned(),
                "such as gdp.growth, fai.growth, innovation.demand".to_owned(),
            ),
        };
        usage(
            format!("情景没有指标或因素 `{name}`，{zh}"),
            format!("the scenario has no indicator or driver `{name}`; {en}"),
        )
    }
}

/// The target or milestone of this id.
pub(super) fn judged(scenario: &Scenario, id: &str) -> Result<Column, Failure> {
    let targets = scenario.targets.iter();
    let milestones = scenario.milestones.iter();
    if let Some(k) = targets.clone().position(|it| it.id == id) {
        return Ok(Column::Met(k));
    }
    if let Some(m) = milestones.clone().position(|it| it.id == id) {
        return Ok(Column::Reached(m));
    }
    let ids = || {
        let targets = targets.clone().map(|it| it.id.as_str());
        targets.chain(milestones.clone().map(|it| it.id.as_str()))
    };
    let (zh, en) = if let Some(meant) = closest(id, ids().map(Candidate::plain)) {
        (
            format!("，是否想写 {meant}？"),
            format!("; did you mean {meant}?"),
        )
    } else {
        let list: Vec<&str> = ids().take(12).collect();
        (
            format!("。情景中有：{}", list.join("、")),
            format!(". It has: {}", list.join(", ")),
        )
    };
    Err(usage(
        format!("情景没有目标 `{id}`{zh}"),
        format!("the scenario has no target `{id}`{en}"),
    ))
}

/// The texts of an option that may be repeated.
pub(super) fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    let texts = matches.get_many::<String>(name);
    texts.map_or_else(Vec::new, |list| list.cloned().collect())
}

/// A name and what stands behind its colon.
pub(super) fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once([':', '：']) {
        Some((name, year)) => (name, Some(year)),
        None => (text, None),
    }
}

pub(super) fn usage(zh: String, en: String) -> Failure {
    Failure::Usage(Localized::new(zh, en))
}

/// The probability of a quantile: `median`, or `p5` to `p95`.
fn quantile_of(kind: &str) -> Option<f64> {
    if MEDIAN.contains(&kind) {
        return Some(0.5);
    }
    let percent: f64 = kind.strip_prefix('p')?.parse().ok()?;
    (percent > 0.0 && percent < 100.0).then_some(percent / 100.0)
}

fn share(text: &str) -> Option<f64> {
    Written::parse(text).ok()?.proportion().ok()
}

fn example(unit: Unit) -> (&'static str, &'static str) {
    match unit {
        Unit::Money => ("2800亿元", "2800亿元"),
        Unit::Rate | Unit::Share => ("5% 或 0.05", "5% or 0.05"),
        Unit::Points => ("0.5个百分点 或 0.005", "0.5pp or 0.005"),
        Unit::Index | Unit::Number => ("0.02 或 2%", "0.02 or 2%"),
        Unit::Count(_) => ("12万", "120000"),
    }
}

fn not_a_view(text: &str) -> Failure {
    usage(
        format!(
            "看不懂 --given `{text}`：写成 'gdp.growth:2024 mean 5%'（均值）、'gdp.growth:2024 median 5%'（中位数）、'gdp.growth:2024 p10 4%'（10% 分位数）或 '目标编号 probability 30%'（概率）"
        ),
        format!(
            "--given `{text}` says nothing known: write 'gdp.growth:2024 mean 5%', 'gdp.growth:2024 median 5%', 'gdp.growth:2024 p10 4%' (its 10 % point) or 'TARGET probability 30%'"
        ),
    )
}

fn between_0_and_1(text: &str) -> Failure {
    usage(
        format!("--given `{text}`：概率应在 0 与 100% 之间；一定达到或达不到用 --met、--missed"),
        format!(
            "--given `{text}`: a probability lies between 0 and 100 %; for certainty use --met or --missed"
        ),
    )
}

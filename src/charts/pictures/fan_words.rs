//! What a fan says: its title, the median and the 95 % interval of two years, and why its central path is where it is.

use super::super::page::Heading;
use super::super::words::{indicator_label, unnumbered};
use super::fan::Fan;
use super::names::subtitle;
use super::series::{Level, Series, Year};

/// Years that are named in which the central path leaves the interval; more are counted.
const NAMED: usize = 3;

impl Fan<'_> {
    pub(super) fn heading(&self) -> Heading {
        let label = unnumbered(indicator_label(self.summary, self.indicator, self.lang));
        let (first, last) = (self.points[0].calendar, self.series.last().calendar);
        let years = self.lang.years(first, last);
        Heading {
            title: self.lang.choose(
                format!("{label}的可能走势，{years}"),
                format!("{label}, {years}: range of outcomes"),
            ),
            subtitle: subtitle(self.summary, self.lang),
            sentences: self.sentences(),
        }
    }

    /// The median and the 95 % interval, in the first target year and at the end.
    fn sentences(&self) -> Vec<String> {
        let told = self.told();
        let mut told: Vec<String> = told.into_iter().map(|point| self.tell(point)).collect();
        told.extend(self.stray());
        told
    }

    /// The years whose numbers are written: the first target year, else the first, and the last.
    fn told(&self) -> Vec<&Year> {
        let judged = self.targets.iter();
        let mut judged = judged.filter_map(|target| self.series.year(target.year));
        let near = judged.next().unwrap_or(&self.series.years[0]);
        let mut told = vec![near];
        if self.series.last().calendar != near.calendar {
            told.push(self.series.last());
        }
        told
    }

    /// Decimals of every number that is written: those that the narrowest of their intervals deserves, where any has a width.
    pub(super) fn decimals(&self) -> usize {
        let widths = self.told().into_iter().map(Series::width);
        let widths = widths.filter(|width| *width > 0.0);
        let decimals = widths.map(|width| self.measure.decimals(width)).max();
        decimals.unwrap_or_else(|| self.measure.decimals(0.0))
    }

    /// Whether all paths have the same value in a year.
    fn is_certain(&self, year: i32) -> bool {
        let index = self.summary.years.iter().position(|known| *known == year);
        let at = |values: &Vec<f64>| index.and_then(|index| values.get(index).copied());
        let indicator = self.series.indicator;
        at(&indicator.min) == at(&indicator.max)
    }

    /// Why the central path is where it is, if it lies outside the 95 % interval: something that it leaves out decides the outcome. Where it does
    /// in more than half of the years, nobody is to take it for the likely course; else the years are named, or counted if they are many.
    fn stray(&self) -> Option<String> {
        let outside = self.series.years.iter().filter(|year| is_outside(year));
        let outside: Vec<String> = outside.map(|year| year.calendar.to_string()).collect();
        let (count, all) = (outside.len(), self.series.years.len());
        if 2 * count > all {
            return Some(self.lang.choose(
                format!("中心路径不含冲击和事件，投资按情景安排完成，{all} 年中有 {count} 年落在 95% 区间之外，不代表可能的走势。"),
                format!("The central path (no shocks or events, investment as scheduled) is outside the 95% interval in {count} of {all} years: not a likely course."),
            ));
        }
        let when = match outside.as_slice() {
            [] => return None,
            years if years.len() > NAMED => self.lang.choose(
                format!("{all} 年中有 {count} 年"),
                format!("In {count} of {all} years"),
            ),
            [rest @ .., last] if !rest.is_empty() => self.lang.choose(
                format!("{}年", outside.join("、")),
                format!("In {} and {last}", rest.join(", ")),
            ),
            [year, ..] => self.lang.choose(format!("{year}年"), format!("In {year}")),
        };
        Some(self.lang.choose(
            format!("{when}中心路径落在 95% 区间之外（它不含冲击和事件）。"),
            format!(
                "{when} the central path lies outside the 95% interval: it has no shocks or events."
            ),
        ))
    }

    fn tell(&self, point: &Year) -> String {
        let decimals = self.decimals();
        let (low, high) = point.interval(Level::NinetyFive);
        let median = self.measure.value(point.median, decimals);
        let interval = self.measure.interval(low, high, decimals, self.lang);
        let year = point.calendar;
        if low == high && !self.is_certain(year) {
            return self.lang.choose(
                format!("{year}年至少 95% 的路径为 {median}。"),
                format!("{year}: {median} on at least 95% of the paths."),
            );
        }
        if low == high {
            return self.lang.choose(
                format!("{year}年为 {median}，没有不确定性。"),
                format!("{year}: {median}, with no uncertainty."),
            );
        }
        self.lang.choose(
            format!("{year}年中位数 {median}（95% 区间 {interval}）。"),
            format!("{year}: median {median} (95% interval {interval})."),
        )
    }
}

/// Whether the central path lies outside the 95 % interval, by more than rounding.
fn is_outside(year: &Year) -> bool {
    let (low, high) = year.interval(Level::NinetyFive);
    let slack = 1e-9 * low.abs().max(high.abs());
    year.central < low - slack || year.central > high + slack
}

//! What the checks look up: the claims, and the scenario's own base and plans beside them.

use super::claims::{Claim, rounding, same_standing};
use crate::diagnostics::{SourceText, Span};
use crate::model::{InvestmentPlan, Seeding, label};
use crate::numerics::exp;
use crate::quantity::{Localized, MoneyUnit};
use crate::scenario::{Indicator, InvestmentScope, NodeScope, Scenario, Series, Unit};

/// The stated claims and the numbers they are held against.
pub(super) struct Ledger<'a> {
    pub(super) scenario: &'a Scenario,
    source: &'a SourceText,
    pub(super) claims: Vec<Claim<'a>>,
    /// Planned nominal investment `[category][year]`, seeds applied; `None` when the seeds contradict each other.
    plan: Option<Vec<Vec<f64>>>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(scenario: &'a Scenario, source: &'a SourceText) -> Self {
        let names = scenario.indicator_names();
        let claims = scenario
            .targets
            .iter()
            .filter_map(|target| {
                let indicator = placed(scenario, &target.indicator.value);
                let unit = indicator.unit(&names);
                Some(Claim {
                    target,
                    indicator,
                    unit,
                    year: scenario.horizon.index(target.year.value)?,
                    rounding: rounding(source, &target.comparator, unit),
                })
            })
            .collect();
        let plan = InvestmentPlan::of(scenario, Seeding::All);
        Self {
            scenario,
            source,
            claims,
            plan: plan.ok().map(|plan| plan.planned),
        }
    }

    /// The line of a place in the file; `None` for a place outside it.
    pub(super) fn line(&self, span: Span) -> Option<usize> {
        let inside = span.end > span.start && span.end <= self.source.text().len();
        inside.then(|| self.source.line(span))
    }

    /// The calendar year of an index.
    pub(super) fn calendar(&self, year: usize) -> i32 {
        self.scenario.horizon.base_year() + 1 + year as i32
    }

    /// An indicator's name for people.
    pub(super) fn label(&self, indicator: &Indicator) -> Localized {
        let mut shown = indicator.clone();
        if self.scenario.regions.len() == 1 || names_one_part(&indicator.series) {
            shown.region = None;
        }
        label(self.scenario, &shown)
    }

    /// `地区生产总值（2024 年，亿元）`: what a claim is about.
    pub(super) fn head(&self, claim: &Claim) -> Localized {
        self.head_of(&claim.indicator, claim.year)
    }

    /// The same for an indicator and a year.
    pub(super) fn head_of(&self, indicator: &Indicator, year: usize) -> Localized {
        let label = self.label(indicator);
        let year = self.calendar(year);
        let (mut zh, mut en) = (String::new(), String::new());
        if indicator.unit(&self.scenario.indicator_names()) == Unit::Money {
            let unit = self.money();
            (zh, en) = (format!("，{}", unit.zh), format!(" ({})", unit.en));
        }
        Localized::new(
            format!("{}（{year} 年{zh}）", label.zh),
            format!("{}, {year}{en}", label.en),
        )
    }

    /// The scenario's money unit.
    pub(super) fn money(&self) -> Localized {
        let words = &self.scenario.money;
        let english = match MoneyUnit::from_words(words).map(MoneyUnit::exponent) {
            Some(0) => "yuan",
            Some(4) => "10,000 yuan",
            Some(8) => "100 m yuan",
            Some(12) => "tn yuan",
            _ => words,
        };
        Localized::new(words.clone(), english)
    }

    /// The claim on a series that is read beside `beside`: of its standing if there is one, the strictest of several.
    pub(super) fn companion<'s>(
        &'s self,
        beside: &Claim<'_>,
        series: &Series,
        year: usize,
    ) -> Option<&'s Claim<'a>> {
        let region = placed_region(self.scenario, beside.indicator.region, series);
        let on_it = self.claims.iter().filter(|claim| {
            claim.year == year
                && claim.indicator.region == region
                && claim.indicator.series == *series
        });
        on_it.max_by(|a, b| {
            (same_standing(beside, a), a.stated())
                .partial_cmp(&(same_standing(beside, b), b.stated()))
                .expect("stated figures are finite")
        })
    }

    /// The regions an indicator speaks of.
    pub(super) fn regions(&self, region: Option<usize>) -> Vec<usize> {
        match region {
            Some(region) => vec![region],
            None => (0..self.scenario.regions.len()).collect(),
        }
    }

    /// Stated base-year GDP.
    pub(super) fn base_gdp(&self, region: Option<usize>) -> f64 {
        let regions = self.regions(region).into_iter();
        regions
            .map(|r| self.scenario.regions[r].gdp.value.get())
            .sum()
    }

    /// Sectors of a scope.
    pub(super) fn sectors(&self, region: Option<usize>, scope: &NodeScope) -> Vec<usize> {
        let sectors = self.scenario.sectors.iter().enumerate();
        sectors
            .filter(|(i, sector)| {
                region.is_none_or(|r| sector.region == r)
                    && match scope {
                        NodeScope::Sector(one) => one == i,
                        NodeScope::Group(group) => sector.groups.contains(group),
                    }
            })
            .map(|(i, _)| i)
            .collect()
    }

    /// Base-year value added of sectors.
    pub(super) fn value_added(&self, sectors: &[usize]) -> f64 {
        let sectors = sectors.iter().map(|&i| &self.scenario.sectors[i]);
        sectors.map(|s| s.value_added.value.get()).sum()
    }

    /// Base-year gross output of sectors.
    pub(super) fn gross_output(&self, sectors: &[usize]) -> f64 {
        let sectors = sectors.iter().map(|&i| &self.scenario.sectors[i]);
        sectors
            .map(|s| s.value_added.value.get() / s.value_added_ratio.value.get())
            .sum()
    }

    /// Investment categories of a scope.
    pub(super) fn categories(&self, region: Option<usize>, scope: &InvestmentScope) -> Vec<usize> {
        let categories = self.scenario.categories.iter().enumerate();
        categories
            .filter(|(c, category)| {
                region.is_none_or(|r| category.region == r)
                    && match scope {
                        InvestmentScope::Total => true,
                        InvestmentScope::Category(one) => one == c,
                        InvestmentScope::Group(group) => category.groups.contains(group),
                    }
            })
            .map(|(c, _)| c)
            .collect()
    }

    /// Planned investment of categories in a year.
    pub(super) fn planned(&self, categories: &[usize], year: usize) -> Option<f64> {
        let plan = self.plan.as_ref()?;
        Some(categories.iter().map(|&c| plan[c][year]).sum())
    }

    /// Investment of categories in the year before: the base year's, or the scenario's own plan.
    pub(super) fn invested_before(&self, categories: &[usize], year: usize) -> Option<f64> {
        match year.checked_sub(1) {
            Some(before) => self.planned(categories, before),
            None => Some(
                categories
                    .iter()
                    .map(|&c| self.scenario.categories[c].base.value.get())
                    .sum(),
            ),
        }
    }

    /// The base-year value of a level that this program knows without simulating.
    pub(super) fn base(&self, indicator: &Indicator) -> Option<f64> {
        use crate::scenario::Measure;
        let region = indicator.region;
        match &indicator.series {
            Series::GdpReal | Series::GdpNominal => Some(self.base_gdp(region)),
            Series::Investment(scope) => self.invested_before(&self.categories(region, scope), 0),
            Series::Node(scope, Measure::ValueAdded) => {
                Some(self.value_added(&self.sectors(region, scope)))
            }
            Series::Node(scope, Measure::GrossOutput) => {
                Some(self.gross_output(&self.sectors(region, scope)))
            }
            _ => None,
        }
    }

    /// Dotted path of a base-year value, when it is one value of the file.
    pub(super) fn base_path(&self, indicator: &Indicator) -> Option<String> {
        match (&indicator.series, indicator.region) {
            (Series::GdpReal | Series::GdpNominal, Some(r)) => {
                Some(format!("region.{}.gdp", self.scenario.regions[r].id))
            }
            (Series::Investment(scope), region) => {
                let [one] = self.categories(region, scope)[..] else {
                    return None;
                };
                Some(format!(
                    "investment.{}.base",
                    self.scenario.categories[one].id
                ))
            }
            _ => None,
        }
    }

    /// The trend growth of a year; of several regions, weighted by base-year GDP.
    pub(super) fn trend(&self, region: Option<usize>, year: usize) -> f64 {
        self.weighted(region, |r| self.scenario.regions[r].trend.value.at(year))
    }

    /// The factor by which the scenario's own prices rise over years `from..=to`: its inflation path, kept inside a stated inflation
    /// target. Of several regions, weighted by base-year GDP.
    pub(super) fn own_prices(&self, region: Option<usize>, from: usize, to: usize) -> f64 {
        self.weighted(region, |r| {
            exp((from..=to).map(|t| self.own_inflation(r, t)).sum::<f64>())
        })
    }

    fn own_inflation(&self, region: usize, year: usize) -> f64 {
        let own = self.scenario.regions[region].inflation.value.at(year);
        let place = placed_region(self.scenario, Some(region), &Series::Inflation);
        let stated = self.claims.iter().filter(|claim| {
            claim.year == year
                && claim.indicator.region == place
                && claim.indicator.series == Series::Inflation
        });
        stated.fold(own, |inflation, claim| {
            if claim.target.seed {
                return claim.stated();
            }
            let inflation = claim.low().map_or(inflation, |low| inflation.max(low));
            claim.high().map_or(inflation, |high| inflation.min(high))
        })
    }

    fn weighted(&self, region: Option<usize>, of: impl Fn(usize) -> f64) -> f64 {
        let regions = self.regions(region);
        let weight = |r: usize| self.scenario.regions[r].gdp.value.get();
        let total: f64 = regions.iter().map(|&r| weight(r)).sum();
        regions.iter().map(|&r| weight(r) * of(r)).sum::<f64>() / total
    }
}

/// The indicator with its region, where it can only be of one.
fn placed(scenario: &Scenario, indicator: &Indicator) -> Indicator {
    Indicator {
        region: placed_region(scenario, indicator.region, &indicator.series),
        series: indicator.series.clone(),
    }
}

fn placed_region(scenario: &Scenario, region: Option<usize>, series: &Series) -> Option<usize> {
    if scenario.regions.len() == 1 {
        return Some(0);
    }
    match series {
        Series::Investment(InvestmentScope::Category(c))
        | Series::InvestmentGrowth(InvestmentScope::Category(c)) => {
            Some(scenario.categories[*c].region)
        }
        // The share of a sector may be of its region's GDP or of all regions' together.
        Series::Node(NodeScope::Sector(i), measure)
            if *measure != crate::scenario::Measure::Share =>
        {
            Some(scenario.sectors[*i].region)
        }
        _ => region,
    }
}

/// Whether a series is of one sector or category, which has a name of its own.
fn names_one_part(series: &Series) -> bool {
    matches!(
        series,
        Series::Investment(InvestmentScope::Category(_))
            | Series::InvestmentGrowth(InvestmentScope::Category(_))
            | Series::Node(NodeScope::Sector(_), _)
    )
}

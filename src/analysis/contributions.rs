//! What real growth is made of, summed up over the paths.

use super::spoken::both;
use super::summarise::{Identity, text};
use crate::model::{GrowthItem, GrowthSplit, Model};
use crate::quantity::Language;
use crate::random::REPLICATES;
use crate::results::{
    CONTRIBUTIONS_SCHEMA, Contribution, ContributionSeries, Contributions, Errors, Estimate,
    FailedPaths, SplitOfGrowth, Text,
};
use crate::scenario::{Localized, Scenario, Series};
use crate::simulation::{ContributionTable, Prepared};

/// The index of the year that is shown unless another is asked for: the first with a target on real growth, else the first.
pub fn usual_year(scenario: &Scenario, region: Option<usize>) -> usize {
    let of = |wanted: &dyn Fn(Option<usize>) -> bool| {
        let targets = scenario.targets.iter();
        let on_growth = targets.filter(|target| {
            let indicator = &target.indicator.value;
            indicator.series == Series::GdpGrowth && wanted(indicator.region)
        });
        on_growth.map(|target| target.year.value).min()
    };
    // A region's own target, before one of all regions.
    let year = of(&|it| it == region).or_else(|| of(&|it| it.is_none()));
    year.and_then(|year| scenario.horizon.index(year))
        .unwrap_or(0)
}

/// Sums up a table of the scenario's contributions, of a region or of all; `shown` is the index of the year for tables and pictures, and
/// `failed` are the run's failed paths.
///
/// # Panics
/// When the table is of another region.
pub fn contributions(
    (scenario, prepared): (&Scenario, &Prepared),
    table: &ContributionTable,
    (region, shown): (Option<usize>, usize),
    identity: &Identity,
    failed: &FailedPaths,
) -> Contributions {
    let summing = Summing {
        table,
        valid: table.valid(),
    };
    let horizon = scenario.horizon;
    let series = |place: usize| {
        let item = table.items()[place];
        let (id, kind, label) = named(scenario, item, region);
        summing.series(Some(place), (id, kind.to_owned(), label))
    };
    let split = |split: GrowthSplit| SplitOfGrowth {
        split: word(split).to_owned(),
        items: (0..table.items().len())
            .filter(|&place| table.items()[place].split() == split)
            .map(series)
            .collect(),
    };
    let growth = both(|language| match language {
        Language::Chinese => "实际增速".to_owned(),
        Language::English => "Real growth".to_owned(),
    });
    let growth = ("growth".to_owned(), "growth".to_owned(), growth);
    let place = region.map(|region| &scenario.regions[region]);
    Contributions {
        schema: CONTRIBUTIONS_SCHEMA,
        scenario: scenario.id.clone(),
        variant: identity.variant.as_ref().map(|it| it.id.clone()),
        sha256: identity.sha256.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        paths: table.paths() as u64,
        seed: identity.seed,
        sampler: prepared.draws.sampler().as_str().to_owned(),
        replicates: match table.errors() {
            Errors::OfPaths => None,
            Errors::OfReplicates => Some(REPLICATES as u64),
        },
        failed_paths: failed.clone(),
        region: place.map(|place| place.id.clone()),
        region_name: place.map(|place| text(&place.name)),
        years: (0..horizon.len())
            .map(|t| horizon.base_year() + 1 + t as i32)
            .collect(),
        year: horizon.base_year() + 1 + shown as i32,
        growth: summing.series(None, growth),
        splits: GrowthSplit::ALL.map(split).into(),
        largest_residual: summing.largest_residual(),
        notes: notes(&prepared.arms[0].model, table.items()),
    }
}

/// The paths of a table that stayed in the numbers.
struct Summing<'t> {
    table: &'t ContributionTable,
    valid: Vec<bool>,
}

impl Summing<'_> {
    fn series(
        &self,
        item: Option<usize>,
        (id, kind, label): (String, String, Text),
    ) -> ContributionSeries {
        let years = 0..self.table.periods() - 1;
        ContributionSeries {
            item: id,
            kind,
            label,
            years: years.map(|t| self.contribution(t, item)).collect(),
            cumulated: self.contribution(self.table.periods() - 1, item),
        }
    }

    fn contribution(&self, period: usize, item: Option<usize>) -> Contribution {
        let values = self.table.of(period, item);
        let paths = values.iter().zip(&self.valid);
        let mut kept: Vec<f64> = paths
            .filter(|(_, valid)| **valid)
            .map(|(v, _)| *v)
            .collect();
        let mean = kept.iter().sum::<f64>() / kept.len() as f64;
        kept.sort_by(f64::total_cmp);
        // The least value at or below which so many of the paths lie.
        let quantile = |p: f64| {
            let rank = (p * kept.len() as f64).ceil() as usize;
            kept[rank.clamp(1, kept.len()) - 1]
        };
        Contribution {
            central: self.table.central(period, item),
            mean: Estimate {
                value: mean,
                std_error: self.table.errors().of_mean(&values, &self.valid),
            },
            p10: quantile(0.1),
            p90: quantile(0.9),
        }
    }

    /// How far the items of a split ever are from growth: rounding, or a mistake.
    fn largest_residual(&self) -> f64 {
        let mut largest = 0.0_f64;
        for period in 0..self.table.periods() {
            let growth = self.table.of(period, None);
            for split in GrowthSplit::ALL {
                let mut rest = growth.clone();
                let items = self.table.items().iter().enumerate();
                for (place, _) in items.filter(|(_, item)| item.split() == split) {
                    for (rest, part) in rest.iter_mut().zip(self.table.of(period, Some(place))) {
                        *rest -= part;
                    }
                }
                let paths = rest.iter().zip(&self.valid);
                largest = paths
                    .filter(|(_, valid)| **valid)
                    .fold(largest, |most, (rest, _)| most.max(rest.abs()));
            }
        }
        largest
    }
}

fn word(split: GrowthSplit) -> &'static str {
    match split {
        GrowthSplit::Sectors => "sectors",
        GrowthSplit::Demand => "demand",
        GrowthSplit::Supply => "supply",
    }
}

/// An item's name in files, its kind, and its name for people.
fn named(
    scenario: &Scenario,
    item: GrowthItem,
    region: Option<usize>,
) -> (String, &'static str, Text) {
    let several = region.is_none() && scenario.regions.len() > 1;
    let of_region = |name: &Localized, r: usize| {
        let place = &scenario.regions[r].name;
        let says_so = name.zh.contains(&place.zh) && name.en.contains(&place.en);
        if several && !says_so {
            Text {
                zh: format!("{}{}", place.zh, name.zh),
                en: format!("{}: {}", place.en, name.en),
            }
        } else {
            text(name)
        }
    };
    match item {
        GrowthItem::Sector(i) => {
            let sector = &scenario.sectors[i];
            let label = of_region(&sector.name, sector.region);
            (sector.id.clone(), "sector", label)
        }
        GrowthItem::Investment(c) => {
            let category = &scenario.categories[c];
            let name = &category.name;
            let name = Localized::new(
                format!("{}投资", name.zh.trim_end_matches("投资")),
                format!("Investment: {}", name.en),
            );
            let label = of_region(&name, category.region);
            (category.id.clone(), "investment", label)
        }
        _ => {
            let (id, kind, zh, en) = word_of(item);
            let label = text(&Localized::new(zh, en));
            (id.to_owned(), kind, label)
        }
    }
}

/// Name in files, kind and name for people of an item that every scenario calls the same.
fn word_of(item: GrowthItem) -> (&'static str, &'static str, &'static str, &'static str) {
    let alone = |id, zh, en| (id, id, zh, en);
    let productivity = |id, zh, en| (id, "productivity", zh, en);
    match item {
        GrowthItem::Sector(_) | GrowthItem::Investment(_) => {
            unreachable!("named by the scenario")
        }
        GrowthItem::Consumption => alone("consumption", "本地消费", "Local consumption"),
        GrowthItem::OutsideSales => alone("outside_sales", "对外销售", "Sales outside"),
        GrowthItem::OtherRegions => {
            alone("other_regions", "其他地区的需求", "Demand of other regions")
        }
        GrowthItem::InputCoefficients => {
            alone("input_coefficients", "本地配套变化", "Changed local inputs")
        }
        GrowthItem::SupplyLimits => alone("supply_limits", "供给限制", "Limits of supply"),
        GrowthItem::Capital => alone("capital", "资本", "Capital"),
        GrowthItem::Labour => alone("labour", "劳动", "Labour"),
        GrowthItem::SectorTrend => productivity(
            "sector_trend",
            "生产率：行业趋势",
            "Productivity: sector trend",
        ),
        GrowthItem::Research => productivity("research", "生产率：研发", "Productivity: R&D"),
        GrowthItem::Anchor => productivity(
            "anchor",
            "生产率：锚定所含",
            "Productivity: presumed by the anchor",
        ),
        GrowthItem::ProductivityShocks => productivity(
            "productivity_shocks",
            "生产率：冲击",
            "Productivity: shocks",
        ),
        GrowthItem::CatchUp => alone("catch_up", "产能追随需求", "Capacity following demand"),
        GrowthItem::CriticalLinks => alone("critical_links", "关键环节短缺", "Critical links"),
        GrowthItem::Utilisation => alone("utilisation", "产能利用率", "Capacity utilisation"),
    }
}

/// What the model does not tell apart, so that nobody reads it into the parts.
fn notes(model: &Model, items: &[GrowthItem]) -> Vec<Text> {
    let mut notes = Vec::new();
    let mut note = |zh: &str, en: &str| notes.push(text(&Localized::new(zh, en)));
    if !items.contains(&GrowthItem::Labour) {
        note(
            "情景没有写劳动的增长（labour），劳动的作用含在生产率里。",
            "The scenario states no growth of labour: what labour does is inside productivity.",
        );
    }
    let anchored = model
        .regions
        .iter()
        .any(|region| region.anchor != crate::scenario::Anchor::Trend);
    if anchored {
        note(
            "“锚定所含”是为达到锚定的增速而求出的生产率增长，不是测得的；它是计划所隐含的前提。",
            "What the anchor presumes is productivity growth solved for so that the central path grows as anchored: it is not measured, but what the plan takes for granted.",
        );
    } else {
        note(
            "“锚定所含”是为使无冲击路径按趋势增长而求出的生产率增长，不是测得的。",
            "What the anchor presumes is productivity growth solved for so that the path without shocks grows by its trend: it is not measured.",
        );
    }
    notes
}

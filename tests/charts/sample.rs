//! Summaries as a run might write them: the flagship's central path with plausible spreads around it.

use std::collections::BTreeMap;

use kapok::results::{
    CategoryInfo, FailedPaths, Histogram, IndicatorSummary, JointSummary, RunInfo, ScenarioInfo,
    SectorInfo, Summary, TargetSummary, TargetValue, Text,
};

/// Probabilities of the reported quantiles and the standard normal's values there.
const QUANTILES: [(&str, f64); 11] = [
    ("0.01", -2.326),
    ("0.025", -1.960),
    ("0.05", -1.645),
    ("0.1", -1.282),
    ("0.25", -0.674),
    ("0.5", 0.0),
    ("0.75", 0.674),
    ("0.9", 1.282),
    ("0.95", 1.645),
    ("0.975", 1.960),
    ("0.99", 2.326),
];

/// Paths of the made-up run.
pub(crate) const PATHS: u64 = 1_000_000;

/// A name in both languages.
pub(crate) fn text(zh: &str, en: &str) -> Text {
    Text {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

/// An indicator whose value in year t is normal around `middle[t]` with `sd[t]`, the lower side wider.
pub(crate) fn indicator(
    unit: &str,
    label: Text,
    base: Option<f64>,
    middle: &[f64],
    sd: &[f64],
) -> IndicatorSummary {
    let at = |z: f64| -> Vec<f64> {
        let side = if z < 0.0 { 1.15 } else { 0.9 };
        middle
            .iter()
            .zip(sd)
            .map(|(m, s)| m - 0.15 * s + z * s * side)
            .collect()
    };
    let quantiles: BTreeMap<String, Vec<f64>> = QUANTILES
        .iter()
        .map(|(key, z)| ((*key).to_owned(), at(*z)))
        .collect();
    IndicatorSummary {
        unit: unit.to_owned(),
        counted_in: None,
        whole: false,
        label,
        base,
        central: middle.to_vec(),
        mean: at(0.0),
        sd: sd.to_vec(),
        min: at(-4.5),
        max: at(4.5),
        std_error: sd.iter().map(|s| s / 1000.0).collect(),
        quantiles,
        quantile_error: vec![0.0; middle.len()],
    }
}

/// Share of a normal variate below a value.
pub(crate) fn below(value: f64, mean: f64, sd: f64) -> f64 {
    if sd == 0.0 {
        return if value > mean { 1.0 } else { 0.0 };
    }
    0.5 * libm::erfc(-(value - mean) / (sd * std::f64::consts::SQRT_2))
}

/// Wilson's 95 % interval.
fn wilson(share: f64, paths: u64) -> [f64; 2] {
    let (n, z2) = (paths as f64, 1.96 * 1.96);
    let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = 1.96 / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    [(centre - half).max(0.0), (centre + half).min(1.0)]
}

/// What a target asks for.
#[derive(Debug, Clone)]
pub(crate) enum Ask {
    AtLeast(f64),
    AtMost(f64),
    About(f64, f64),
    Between(f64, f64),
}

/// A target judged on an indicator of the summary, which is normal in its year.
pub(crate) fn target(
    summary: &Summary,
    id: &str,
    name: &str,
    year: i32,
    ask: &Ask,
) -> TargetSummary {
    let series = &summary.indicators[name];
    let index = summary.years.iter().position(|y| *y == year).unwrap();
    let (mean, sd) = (series.mean[index], series.sd[index]);
    let (comparator, value, within, low, high) = match *ask {
        Ask::AtLeast(v) => ("at_least", TargetValue::One(v), None, v, f64::INFINITY),
        Ask::AtMost(v) => ("at_most", TargetValue::One(v), None, f64::NEG_INFINITY, v),
        Ask::About(v, w) => ("about", TargetValue::One(v), Some(w), v - w, v + w),
        Ask::Between(a, b) => ("between", TargetValue::Range([a, b]), None, a, b),
    };
    let share = below(high, mean, sd) - below(low, mean, sd);
    let probability = (share * PATHS as f64).round() / PATHS as f64;
    let hits = (probability * PATHS as f64) as u64;
    TargetSummary {
        id: id.to_owned(),
        indicator: name.to_owned(),
        year,
        comparator: comparator.to_owned(),
        value,
        within,
        seed: false,
        probability,
        probability_unseeded: None,
        probability_without_seeds: None,
        std_error_unseeded: None,
        std_error_without_seeds: None,
        std_error: (probability * (1.0 - probability) / PATHS as f64).sqrt(),
        ci95: wilson(probability, PATHS),
        central: series.central[index],
        median: mean,
        mean_shortfall: (probability < 1.0).then_some(sd * 0.6),
        source: None,
        quote: None,
        tier: None,
        actual: None,
        met: None,
        batch_hits: vec![hits],
        histogram: histogram(mean, sd),
    }
}

/// Eighty bins over ± 4 standard deviations.
pub(crate) fn histogram(mean: f64, sd: f64) -> Histogram {
    if sd == 0.0 {
        let width = (mean.abs() * 1e-12).max(1e-12);
        return Histogram {
            low: mean - width / 2.0,
            width,
            shares: vec![1.0],
        };
    }
    let (low, width) = (mean - 4.0 * sd, sd / 10.0);
    let edge = |i: usize| below(low + i as f64 * width, mean, sd);
    Histogram {
        low,
        width,
        shares: (0..80).map(|i| edge(i + 1) - edge(i)).collect(),
    }
}

/// A summary without indicators or targets.
pub(crate) fn empty(years: &[i32]) -> Summary {
    Summary {
        schema: 1,
        scenario: ScenarioInfo {
            id: "baiyun-2024".to_owned(),
            title: text("白云区2024年高质量发展情景", "Baiyun District 2024"),
            question: None,
            variant: None,
            base_year: years[0] - 1,
            horizon: *years.last().unwrap(),
            money: "亿元".to_owned(),
            sha256: "0".repeat(64),
        },
        run: RunInfo {
            paths: PATHS,
            seed: 20_240_220,
            sampler: "philox".to_owned(),
            replicates: None,
            version: "0.1.0".to_owned(),
            failed_paths: FailedPaths {
                count: 0,
                first: None,
            },
        },
        years: years.to_vec(),
        indicators: BTreeMap::new(),
        targets: Vec::new(),
        joint: None,
        milestones: Vec::new(),
        tiers: Vec::new(),
        actuals: Vec::new(),
        history: Vec::new(),
        audit: Vec::new(),
        provenance: kapok::results::ProvenanceSummary::default(),
        anchor: BTreeMap::new(),
        sectors: Vec::new(),
        categories: Vec::new(),
        pipelines: Vec::new(),
        warnings: Vec::new(),
    }
}

/// All targets of a summary together, at this probability.
pub(crate) fn joint(summary: &Summary, probability: f64) -> JointSummary {
    JointSummary {
        probability,
        std_error: (probability * (1.0 - probability) / PATHS as f64).sqrt(),
        ci95: wilson(probability, PATHS),
        targets: summary.targets.iter().map(|t| t.id.clone()).collect(),
        count: vec![],
        batch_hits: vec![(probability * PATHS as f64) as u64],
    }
}

/// Central values of the flagship, from an independent implementation.
fn reference() -> serde_json::Value {
    let text = include_str!("../reference/baiyun-2024-central.json");
    serde_json::from_str(text).unwrap()
}

/// The flagship's targets: id, indicator, floor, spread of the indicator.
const TARGETS: [(&str, &str, f64); 9] = [
    ("gdp_growth", "gdp.growth", 0.065),
    ("gdp_level", "gdp.nominal", 3000.0),
    ("fai_growth", "fai.growth", 0.16),
    ("fai_level", "fai.total", 1410.0),
    ("industrial_investment", "fai.industrial.growth", 0.365),
    ("manufacturing_investment", "fai.manufacturing.growth", 0.40),
    ("tech_upgrade_investment", "fai.tech_upgrade.growth", 0.50),
    ("industry_share", "group.industry.share", 0.20),
    ("hub_scale", "group.hub.gross_output", 1900.0),
];

type Indicator = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Option<f64>,
    f64,
);

/// The flagship's indicators: name, unit, label, base, first-year standard deviation (relative for money).
const INDICATORS: [Indicator; 9] = [
    ("gdp.growth", "rate", "GDP增速", "GDP growth", None, 0.0165),
    (
        "gdp.nominal",
        "money",
        "名义GDP",
        "Nominal GDP",
        Some(2800.0),
        0.018,
    ),
    (
        "fai.growth",
        "rate",
        "固定资产投资增速",
        "Fixed investment growth",
        None,
        0.05,
    ),
    (
        "fai.total",
        "money",
        "固定资产投资",
        "Fixed investment",
        Some(1215.5),
        0.045,
    ),
    (
        "fai.industrial.growth",
        "rate",
        "工业投资增速",
        "Industrial investment growth",
        None,
        0.11,
    ),
    (
        "fai.manufacturing.growth",
        "rate",
        "制造业投资增速",
        "Manufacturing investment growth",
        None,
        0.14,
    ),
    (
        "fai.tech_upgrade.growth",
        "rate",
        "工业技改投资增速",
        "Technical upgrading growth",
        None,
        0.17,
    ),
    (
        "group.industry.share",
        "share",
        "工业增加值占GDP比重",
        "Industry's share of GDP",
        Some(0.1946),
        0.004,
    ),
    (
        "group.hub.gross_output",
        "money",
        "空铁物流与商贸会展产业规模",
        "Hub industries' gross output",
        Some(1802.6),
        0.022,
    ),
];

type Sector = (
    &'static str,
    &'static str,
    &'static str,
    f64,
    &'static [&'static str],
    f64,
);

/// The flagship's sectors: id, names, base value added, groups, growth spread.
const SECTORS: [Sector; 13] = [
    (
        "agriculture",
        "都市农业",
        "Urban agriculture",
        45.0,
        &[],
        0.02,
    ),
    (
        "beauty",
        "美丽健康",
        "Beauty & health",
        130.0,
        &["industry", "key_chain"],
        0.035,
    ),
    (
        "new_energy_storage",
        "新能源和新型储能",
        "New energy & storage",
        45.0,
        &["industry", "key_chain"],
        0.085,
    ),
    (
        "biomedicine",
        "生物医药",
        "Biomedicine",
        55.0,
        &["industry", "key_chain"],
        0.045,
    ),
    (
        "rail_transit",
        "轨道交通装备",
        "Rail transit equipment",
        60.0,
        &["industry", "key_chain"],
        0.055,
    ),
    (
        "other_manufacturing",
        "其他制造业",
        "Other manufacturing",
        255.0,
        &["industry"],
        0.03,
    ),
    ("construction", "建筑业", "Construction", 150.0, &[], 0.035),
    (
        "aviation_logistics",
        "航空及现代物流",
        "Aviation & logistics",
        400.0,
        &["key_chain", "hub"],
        0.032,
    ),
    (
        "trade_expo",
        "商贸会展",
        "Trade & exhibitions",
        465.0,
        &["key_chain", "hub"],
        0.028,
    ),
    (
        "digital",
        "数智科技",
        "Digital & software",
        210.0,
        &["key_chain"],
        0.043,
    ),
    ("real_estate", "房地产业", "Real estate", 310.0, &[], 0.06),
    (
        "consumer_services",
        "居民与餐饮服务",
        "Consumer services",
        150.0,
        &[],
        0.03,
    ),
    (
        "public_services",
        "公共及其他服务",
        "Public & other services",
        525.0,
        &[],
        0.012,
    ),
];

/// The flagship's investment categories: id, names, plan for 2024, relative spread.
const CATEGORIES: [(&str, &str, &str, f64, f64); 6] = [
    (
        "tech_upgrade",
        "工业技改",
        "Technical upgrading",
        40.5,
        0.12,
    ),
    (
        "manufacturing_new",
        "制造业新建项目",
        "New manufacturing plant",
        65.3,
        0.15,
    ),
    (
        "other_industrial",
        "其他工业投资",
        "Other industrial",
        34.2,
        0.12,
    ),
    ("infrastructure", "基础设施", "Infrastructure", 500.1, 0.08),
    (
        "property",
        "房地产与城市更新",
        "Property & urban renewal",
        540.0,
        0.10,
    ),
    ("services", "服务业", "Services", 230.0, 0.09),
];

/// The flagship's run, as it might come out.
pub(crate) fn flagship() -> Summary {
    let reference = reference();
    let years: Vec<i32> = (2024..=2030).collect();
    let path = |name: &str| -> Vec<f64> {
        let values = reference["indicators"][name].as_array().unwrap();
        values.iter().map(|v| v.as_f64().unwrap()).collect()
    };
    let mut summary = empty(&years);
    for (name, unit, zh, en, base, spread) in INDICATORS {
        let middle = path(name);
        let sd = spreads(unit, &middle, spread);
        let made = indicator(unit, text(zh, en), base, &middle, &sd);
        summary.indicators.insert(name.to_owned(), made);
    }
    for (id, zh, en, base, groups, spread) in SECTORS {
        let levels = path(&format!("sector.{id}.value_added"));
        let mut before = base;
        let growth: Vec<f64> = levels
            .iter()
            .map(|level| level / std::mem::replace(&mut before, *level) - 1.0)
            .collect();
        let label = text(&format!("{zh}增速"), &format!("{en}: growth"));
        let made = indicator("rate", label, None, &growth, &[spread; 7]);
        summary
            .indicators
            .insert(format!("sector.{id}.growth"), made);
        summary.sectors.push(SectorInfo {
            id: id.to_owned(),
            name: text(zh, en),
            region: "baiyun".to_owned(),
            groups: groups.iter().map(|g| (*g).to_owned()).collect(),
        });
    }
    for (id, zh, en, plan, spread) in CATEGORIES {
        let middle: Vec<f64> = (0..7).map(|t| plan * (1.0 + 0.03 * f64::from(t))).collect();
        let sd = spreads("money", &middle, spread);
        let made = indicator("money", text(zh, en), Some(plan / 1.2), &middle, &sd);
        summary.indicators.insert(format!("fai.{id}"), made);
        summary.categories.push(CategoryInfo {
            id: id.to_owned(),
            name: text(zh, en),
            region: "baiyun".to_owned(),
        });
    }
    for (id, name, floor) in TARGETS {
        let made = target(&summary, id, name, 2024, &Ask::AtLeast(floor));
        summary.targets.push(made);
    }
    summary.targets[0].seed = true;
    summary.targets[0].probability_unseeded = Some(0.1234);
    summary.joint = Some(joint(&summary, 0.0312));
    summary
}

/// Levels spread wider with time; rates keep their spread.
fn spreads(unit: &str, middle: &[f64], first: f64) -> Vec<f64> {
    middle
        .iter()
        .enumerate()
        .map(|(t, m)| {
            let widening = ((t + 1) as f64).sqrt();
            match unit {
                "money" => m * first * widening,
                "share" => first * widening,
                _ => first,
            }
        })
        .collect()
}

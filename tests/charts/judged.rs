//! Summaries with what is judged beside targets with a year: outcomes, tiers, milestones, counts, variants.

use kapok::charts::TargetDifference;
use kapok::results::{
    ActualSummary, Histogram, MilestoneMember, MilestoneSummary, Summary, TargetValue, Text,
    TierSummary, VariantInfo,
};

use crate::sample::{Ask, PATHS, below, empty, flagship, indicator, joint, target, text};

/// An outcome of an indicator that is normal in its year.
pub(crate) fn actual(summary: &Summary, name: &str, year: i32, value: f64) -> ActualSummary {
    let series = &summary.indicators[name];
    let index = summary.years.iter().position(|y| *y == year).unwrap();
    let at = |key: &str| series.quantiles[key][index];
    let percentile = below(value, series.mean[index], series.sd[index]);
    ActualSummary {
        indicator: name.to_owned(),
        year,
        value,
        percentile,
        std_error: (percentile * (1.0 - percentile) / PATHS as f64).sqrt(),
        other_base: false,
        inside_90: (at("0.05")..=at("0.95")).contains(&value),
        source: Some("统计公报".to_owned()),
        quote: None,
        note: None,
    }
}

/// What came of the flagship's 2024: growth low, investment far below anything simulated.
pub(crate) fn outcomes() -> Summary {
    let mut summary = flagship();
    for (name, year, value) in [
        ("gdp.growth", 2024, 0.052),
        ("gdp.nominal", 2024, 2905.3),
        ("fai.growth", 2024, -0.235),
        ("fai.total", 2024, 930.0),
        ("group.industry.share", 2024, 0.2012),
        ("gdp.growth", 2025, 0.071),
        ("sector.digital.growth", 2024, 0.118),
        ("sector.real_estate.growth", 2024, -0.31),
        ("fai.property", 2024, 395.0),
        ("fai.infrastructure", 2024, 512.4),
    ] {
        let made = actual(&summary, name, year, value);
        summary.actuals.push(made);
    }
    summary
}

/// Growth and level are each asked for at several tiers, known and of the author's own.
pub(crate) fn tiers() -> Summary {
    let mut summary = outcomes();
    summary.targets[0].tier = Some("pledge".to_owned());
    summary.targets[1].tier = Some("pledge".to_owned());
    for (id, name, ask, tier) in [
        ("growth_plan", "gdp.growth", Ask::AtLeast(0.055), "plan"),
        (
            "growth_stretch",
            "gdp.growth",
            Ask::AtLeast(0.08),
            "stretch",
        ),
        ("level_plan", "gdp.nominal", Ask::AtLeast(2950.0), "plan"),
        (
            "share_floor",
            "group.industry.share",
            Ask::AtLeast(0.192),
            "floor",
        ),
        (
            "share_own",
            "group.industry.share",
            Ask::Between(0.195, 0.205),
            "区人大口径",
        ),
    ] {
        let mut made = target(&summary, id, name, 2024, &ask);
        made.tier = Some(tier.to_owned());
        summary.targets.push(made);
    }
    for tier in ["plan", "pledge"] {
        let mut all = joint(&summary, if tier == "plan" { 0.41 } else { 0.22 });
        all.targets = vec!["a".to_owned(), "b".to_owned()];
        let tier = tier.to_owned();
        summary.tiers.push(TierSummary { tier, joint: all });
    }
    summary.joint = Some(joint(&summary, 0.0123));
    summary
}

/// A milestone whose member i has reached it by year t with chance `chance(i, t)`, all independent.
pub(crate) fn milestone(
    summary: &Summary,
    id: &str,
    names: &[Text],
    required: usize,
    chance: impl Fn(usize, usize) -> f64,
) -> MilestoneSummary {
    let years = summary.years.len();
    let error = |share: f64| (share * (1.0 - share) / PATHS as f64).sqrt();
    let median = |shares: &[f64]| {
        shares
            .iter()
            .position(|s| *s >= 0.5)
            .map(|t| summary.years[t])
    };
    let members: Vec<MilestoneMember> = names
        .iter()
        .enumerate()
        .map(|(i, label)| {
            let reached_by: Vec<f64> = (0..years).map(|t| chance(i, t)).collect();
            MilestoneMember {
                indicator: format!("sector.s{i}.gross_output"),
                label: label.clone(),
                std_error: reached_by.iter().map(|s| error(*s)).collect(),
                median_year: median(&reached_by),
                reached_by,
            }
        })
        .collect();
    let count: Vec<Vec<f64>> = (0..years)
        .map(|t| counted(members.iter().map(|member| member.reached_by[t])))
        .collect();
    let reached_by: Vec<f64> = count
        .iter()
        .map(|c| c[required..].iter().sum::<f64>().min(1.0))
        .collect();
    let mut before = 0.0;
    let first_year: Vec<f64> = reached_by
        .iter()
        .map(|share| share - std::mem::replace(&mut before, *share))
        .collect();
    MilestoneSummary {
        id: id.to_owned(),
        indicator: "group.key_chain.*.gross_output".to_owned(),
        label: text("重点产业链产值", "Output of key chains"),
        unit: "money".to_owned(),
        counted_in: None,
        comparator: "at_least".to_owned(),
        value: TargetValue::One(1000.0),
        required,
        deadline: None,
        std_error: reached_by.iter().map(|s| error(*s)).collect(),
        never: 1.0 - reached_by.last().copied().unwrap_or(0.0),
        first_year,
        central_year: median(&reached_by),
        median_year: median(&reached_by),
        reached_by,
        members,
        count,
        batch_hits: vec![],
        tier: None,
        source: None,
        quote: None,
    }
}

/// Distribution of the number of hits among independent chances.
fn counted(chances: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut shares = vec![1.0];
    for chance in chances {
        let mut next = vec![0.0; shares.len() + 1];
        for (k, share) in shares.iter().enumerate() {
            next[k] += share * (1.0 - chance);
            next[k + 1] += share * chance;
        }
        shares = next;
    }
    shares
}

/// A chance that rises with the years and falls with the member's number.
fn rising(i: usize, t: usize, members: usize, years: usize) -> f64 {
    let place = 8.0 * (t as f64 + 1.0) / years as f64 - 9.0 * i as f64 / members as f64 - 1.5;
    1.0 / (1.0 + libm::exp(-1.6 * place))
}

/// Names of chains; every third fills thirty characters.
pub(crate) fn chains(count: usize) -> Vec<Text> {
    let short = [
        ("数智科技", "Digital technology"),
        ("新能源和新型储能", "New energy and storage"),
        ("航空及现代物流", "Aviation and logistics"),
    ];
    let long = (
        "超高清视频与智能网联新能源汽车及关键零部件融合创新产业集群",
        "Ultra-high-definition video and connected electric vehicles with key components",
    );
    (0..count)
        .map(|i| {
            let (zh, en) = if i % 3 == 2 { long } else { short[i % 3] };
            text(&format!("{zh}{}", i + 1), &format!("{en} {}", i + 1))
        })
        .collect()
}

/// The flagship with a single milestone with a deadline, and one on eight chains of which three are required.
pub(crate) fn milestones() -> Summary {
    let mut summary = outcomes();
    let years = summary.years.len();
    let level = [text("地区生产总值", "Regional GDP")];
    let mut single = milestone(&summary, "gdp_4000", &level, 1, |_, t| {
        rising(0, t, 1, years) * 0.9
    });
    "gdp.nominal".clone_into(&mut single.indicator);
    single.label = level[0].clone();
    single.value = TargetValue::One(4000.0);
    single.deadline = Some(2028);
    single.tier = Some("pledge".to_owned());
    summary.milestones.push(single);
    let mut group = milestone(&summary, "chains", &chains(8), 3, |i, t| {
        rising(i, t, 8, years)
    });
    group.deadline = Some(2027);
    summary.milestones.push(group);
    summary
}

/// The same, the members' levels known: the first stood there in the base year already, the others lie far below.
pub(crate) fn peopled_milestones() -> Summary {
    let mut summary = milestones();
    let members = summary.milestones[1].members.clone();
    for (index, member) in members.into_iter().enumerate() {
        let mut level = summary.indicators["gdp.nominal"].clone();
        level.base = Some(if index == 0 { 1200.0 } else { 600.0 });
        summary.indicators.insert(member.indicator, level);
    }
    summary
}

/// Milestones on many members over many years, and ones that are certain or impossible.
pub(crate) fn many_members() -> Summary {
    let years: Vec<i32> = (2024..=2053).collect();
    let mut summary = empty(&years);
    for members in [21, 40] {
        let id = format!("chains_{members}");
        let names = chains(members);
        let mut made = milestone(&summary, &id, &names, members / 2, |i, t| {
            rising(i, t, members, years.len())
        });
        made.deadline = Some(2035);
        summary.milestones.push(made);
    }
    let single = chains(1);
    for (id, share) in [("never", 0.0), ("always", 1.0)] {
        let made = milestone(&summary, id, &single, 1, |_, _| share);
        summary.milestones.push(made);
        let id = format!("{id}_all");
        let made = milestone(&summary, &id, &chains(5), 5, |_, _| share);
        summary.milestones.push(made);
    }
    let made = milestone(&summary, "slow", &single, 1, |_, t| rising(0, t, 1, 30));
    summary.milestones.push(made);
    summary
}

/// One year, milestones in it.
pub(crate) fn milestones_of_one_year() -> Summary {
    let mut summary = empty(&[2025]);
    let mut made = milestone(&summary, "single", &chains(1), 1, |_, _| 0.4);
    made.deadline = Some(2025);
    summary.milestones.push(made);
    let made = milestone(&summary, "group", &chains(4), 2, |i, _| 0.2 * i as f64);
    summary.milestones.push(made);
    summary
}

/// A declared indicator that counts homes, with a target and an outcome; another with neither.
pub(crate) fn counted_homes() -> Summary {
    let mut summary = flagship();
    for (name, counted_in, middle) in [("new_homes", "套", 61_000.0), ("firms", "家", 1_250.0)] {
        let values: Vec<f64> = (0..7)
            .map(|t| middle * (1.0 + 0.1 * f64::from(t)))
            .collect();
        let sd: Vec<f64> = values.iter().map(|v| v * 0.05).collect();
        let label = text("保障性住房存量", "Stock of affordable homes");
        let mut made = indicator("count", label, Some(middle * 0.95), &values, &sd);
        made.counted_in = Some(counted_in.to_owned());
        summary.indicators.insert(name.to_owned(), made);
    }
    let asked = target(
        &summary,
        "homes",
        "new_homes",
        2026,
        &Ask::AtLeast(75_000.0),
    );
    summary.targets.push(asked);
    let known = actual(&summary, "new_homes", 2025, 64_210.0);
    summary.actuals.push(known);
    summary
}

/// A count of chains, 0 to 8 and all 8 in the end, with two targets in one year.
pub(crate) fn counted_chains() -> Summary {
    let mut summary = flagship();
    let middle = [1.0, 3.0, 5.0, 6.0, 7.0, 8.0, 8.0];
    let label = text("达到千亿级的产业链", "Chains at 100 billion");
    let mut made = indicator("count", label, Some(1.0), &middle, &[1.2; 7]);
    (made.counted_in, made.whole) = (Some("个".to_owned()), true);
    for values in made.quantiles.values_mut() {
        for value in values.iter_mut() {
            *value = value.round().clamp(0.0, 8.0);
        }
        values[6] = 8.0;
    }
    summary.indicators.insert("chains".to_owned(), made);
    for (id, asked) in [("five", 5.0), ("six", 6.0)] {
        let mut made = target(&summary, id, "chains", 2026, &Ask::AtLeast(asked));
        (made.median, made.tier) = (5.0, Some(id.to_owned()));
        made.histogram = Histogram {
            low: 2.5,
            width: 1.0,
            shares: vec![0.1, 0.2, 0.4, 0.2, 0.1],
        };
        summary.targets.push(made);
    }
    summary
}

/// A base and this many variants of it, with outcomes known.
pub(crate) fn variants(count: usize) -> Vec<Summary> {
    let names = [
        ("技改投资加码", "More upgrading"),
        ("房地产深度调整", "Property slump"),
        ("外需走弱叠加关税上升", "Weak exports and tariffs"),
        ("枢纽经济提速", "Hub economy"),
        (
            "重大项目全部按期开工并且提前半年投产见效的最乐观建设方案",
            "Every major project starts on time and is finished half a year early",
        ),
        ("财政收紧", "Fiscal squeeze"),
        ("新能源产能出清", "Capacity shakeout"),
    ];
    let mut runs = vec![tiers()];
    for index in 0..count {
        let (zh, en) = names[index % names.len()];
        let turn = if index < names.len() {
            String::new()
        } else {
            format!(" {index}")
        };
        let lift = (index as f64 - 2.7) * 0.004;
        let mut run = crate::ugly::lifted(&tiers(), lift);
        run.scenario.variant = Some(VariantInfo {
            id: format!("variant_{index}"),
            name: text(&format!("{zh}{turn}"), &format!("{en}{turn}")),
            changes: vec![],
        });
        runs.push(run);
    }
    runs
}

/// The differences of all runs to the first, as paired runs have them.
pub(crate) fn paired(runs: &[Summary]) -> Vec<TargetDifference> {
    let mut differences = Vec::new();
    for (scenario, run) in runs.iter().enumerate().skip(1) {
        for (base, other) in runs[0].targets.iter().zip(&run.targets) {
            differences.push(TargetDifference {
                id: base.id.clone(),
                scenario,
                difference: other.probability - base.probability,
                half_width: 0.008,
                paired: true,
            });
        }
    }
    differences
}

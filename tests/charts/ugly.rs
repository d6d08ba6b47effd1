//! Summaries that are hard to draw.

use kapok::results::{SectorInfo, Summary};

use crate::sample::{Ask, empty, flagship, indicator, joint, target, text};

/// A single target.
pub(crate) fn one_target() -> Summary {
    let mut summary = flagship();
    summary.targets.truncate(1);
    summary.joint = Some(joint(&summary, summary.targets[0].probability));
    summary
}

/// Twenty-five targets over three years, with names that fill a line.
pub(crate) fn many_targets() -> Summary {
    let mut summary = flagship();
    summary.targets.clear();
    for number in 0..25_i32 {
        let name = format!("group.g{number}.share");
        let zh =
            "战略性新兴产业和未来产业融合集群发展示范区规模以上工业企业增加值占全区生产总值比重";
        let en = "Share of strategic emerging and future industries in the demonstration zone";
        let label = text(&format!("{zh}（{number}）"), &format!("{en} ({number})"));
        let made = indicator("share", label, Some(0.2), &[0.21; 7], &[0.01; 7]);
        summary.indicators.insert(name.clone(), made);
        let year = 2024 + number % 3 * 3;
        let ask = match number % 4 {
            0 => Ask::AtLeast(0.19 + f64::from(number) * 0.0015),
            1 => Ask::AtMost(0.22),
            2 => Ask::About(0.21, 0.008),
            _ => Ask::Between(0.2, 0.215),
        };
        let mut made = target(&summary, &format!("t{number}"), &name, year, &ask);
        if number % 6 == 0 {
            made.seed = true;
            made.probability_unseeded = Some(0.4);
            made.tier = Some("stretch".to_owned());
        }
        summary.targets.push(made);
    }
    summary.joint = Some(joint(&summary, 0.0));
    summary
}

/// Several targets on each of the fans' indicators.
pub(crate) fn crowded_fan() -> Summary {
    let mut summary = flagship();
    for (id, year, ask) in [
        ("floor", 2024, Ask::AtLeast(2950.0)),
        ("later", 2027, Ask::Between(3600.0, 3800.0)),
        ("last", 2030, Ask::AtLeast(4500.0)),
        ("stretch", 2030, Ask::About(4300.0, 150.0)),
    ] {
        let made = target(&summary, id, "gdp.nominal", year, &ask);
        summary.targets.push(made);
    }
    for (id, year, ask) in [
        ("g25", 2025, Ask::Between(0.055, 0.065)),
        ("g27", 2027, Ask::AtMost(0.06)),
        ("g30", 2030, Ask::AtLeast(0.05)),
    ] {
        let made = target(&summary, id, "gdp.growth", year, &ask);
        summary.targets.push(made);
    }
    summary
}

/// Nothing is uncertain.
pub(crate) fn certain() -> Summary {
    let mut summary = flagship();
    for series in summary.indicators.values_mut() {
        let central = series.central.clone();
        *series = indicator(
            &series.unit,
            series.label.clone(),
            series.base,
            &central,
            &[0.0; 7],
        );
    }
    let asks = [
        ("gdp.growth", 0.065),
        ("gdp.nominal", 3000.0),
        ("fai.total", 1500.0),
    ];
    summary.targets = asks
        .iter()
        .map(|(name, floor)| target(&summary, name, name, 2024, &Ask::AtLeast(*floor)))
        .collect();
    summary.targets[0].probability = 1.0;
    summary.targets[0].ci95 = [0.999_996, 1.0];
    summary.joint = Some(joint(&summary, 0.0));
    summary
}

/// Growth is below zero, and so may be its target.
pub(crate) fn shrinking() -> Summary {
    let mut summary = flagship();
    for series in summary.indicators.values_mut() {
        if series.unit == "rate" {
            let lower: Vec<f64> = series.central.iter().map(|v| v - 0.09).collect();
            let sd = series.sd.clone();
            *series = indicator("rate", series.label.clone(), None, &lower, &sd);
        }
    }
    let asks = [
        ("fall", "gdp.growth", Ask::Between(-0.04, -0.01)),
        ("cap", "fai.growth", Ask::AtMost(0.05)),
    ];
    summary.targets = asks
        .iter()
        .map(|(id, name, ask)| target(&summary, id, name, 2024, ask))
        .collect();
    summary.joint = None;
    summary
}

/// Three regions with sectors of the same names.
pub(crate) fn three_regions() -> Summary {
    let mut summary = flagship();
    let names = [
        ("baiyun", "白云区", "Baiyun"),
        ("tianhe", "天河区", "Tianhe"),
        ("huadu", "花都区", "Huadu"),
    ];
    let total = summary.indicators["gdp.nominal"].clone();
    for (number, (id, zh, en)) in names.iter().enumerate() {
        let part = 1.0 / (number + 1) as f64;
        let scale = |values: &[f64]| -> Vec<f64> { values.iter().map(|v| v * part).collect() };
        let label = text(&format!("{zh}名义GDP"), &format!("{en}: nominal GDP"));
        let made = indicator(
            "money",
            label,
            Some(2800.0 * part),
            &scale(&total.central),
            &scale(&total.sd),
        );
        summary.indicators.insert(format!("{id}.gdp.nominal"), made);
    }
    let sectors = summary.sectors.clone();
    for region in ["tianhe", "huadu"] {
        for sector in &sectors {
            let id = format!("{}_{region}", sector.id);
            let series = summary.indicators[&format!("sector.{}.growth", sector.id)].clone();
            summary
                .indicators
                .insert(format!("sector.{id}.growth"), series);
            summary.sectors.push(SectorInfo {
                id,
                region: region.to_owned(),
                ..sector.clone()
            });
        }
    }
    summary
}

/// One simulated year, money in amounts of a country.
pub(crate) fn one_year() -> Summary {
    let mut summary = empty(&[2025]);
    summary.scenario.title = text("全国情景", "The country");
    let gdp = indicator(
        "money",
        text("国内生产总值", "Gross domestic product"),
        Some(1_349_000.0),
        &[1_410_000.0],
        &[15_000.0],
    );
    summary.indicators.insert("gdp.nominal".to_owned(), gdp);
    let growth = indicator(
        "rate",
        text("实际增速", "Real growth"),
        None,
        &[0.05],
        &[0.007],
    );
    summary.indicators.insert("gdp.growth".to_owned(), growth);
    for (id, name, ask) in [
        ("around", "gdp.growth", Ask::About(0.05, 0.002)),
        ("level", "gdp.nominal", Ask::AtLeast(1_400_000.0)),
    ] {
        let made = target(&summary, id, name, 2025, &ask);
        summary.targets.push(made);
    }
    summary.joint = Some(joint(&summary, 0.31));
    summary
}

/// A title with characters that the fonts lack.
pub(crate) fn unwritable() -> Summary {
    let mut summary = flagship();
    summary.scenario.title = text("白雲區高質量發展✗方案😀", "Baiyun ✗ plan 😀");
    summary
}

/// The flagship with a little more investment: another scenario to compare with.
pub(crate) fn variant(number: u32, lift: f64) -> Summary {
    let mut summary = lifted(&flagship(), lift);
    summary.scenario.id = format!("baiyun-2024-{number}");
    summary.scenario.title = text(
        &format!("方案{number}：扩大技改投资"),
        &format!("Variant {number}: more upgrading"),
    );
    summary
}

/// Every indicator a little higher each year, and every target likelier.
pub(crate) fn lifted(summary: &Summary, lift: f64) -> Summary {
    let mut summary = summary.clone();
    for series in summary.indicators.values_mut() {
        let shift = |(t, v): (usize, &f64)| v * (1.0 + lift * (t + 1) as f64);
        let middle: Vec<f64> = series.central.iter().enumerate().map(shift).collect();
        let sd = series.sd.clone();
        *series = indicator(
            &series.unit,
            series.label.clone(),
            series.base,
            &middle,
            &sd,
        );
    }
    let judged: Vec<_> = summary.targets.clone();
    for (place, old) in summary.targets.iter_mut().zip(judged) {
        place.probability = (old.probability + lift * 8.0).clamp(0.0, 1.0);
        place.ci95 = [place.probability - 0.001, place.probability + 0.001];
    }
    summary
}

/// Few paths, some of them lost; targets far from anything that happens.
pub(crate) fn rough() -> Summary {
    let mut summary = flagship();
    summary.run.paths = 1000;
    summary.run.failed_paths.count = 3;
    for (id, name, ask) in [
        ("far", "gdp.nominal", Ask::AtLeast(30_000.0)),
        ("near", "gdp.growth", Ask::AtMost(-0.5)),
    ] {
        let made = target(&summary, id, name, 2024, &ask);
        summary.targets.push(made);
    }
    for target in &mut summary.targets {
        let share = target.probability;
        let half = 1.96 * (share * (1.0 - share) / 1000.0).sqrt();
        target.ci95 = [(share - half).max(0.0), (share + half + 0.004).min(1.0)];
    }
    summary
}

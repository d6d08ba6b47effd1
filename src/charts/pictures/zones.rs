//! Which of the targets of one indicator and year are met where: the range cut at their bounds, with a shade for each part.

use super::super::backend::Color;
use super::super::page::{Key, Sample, color};
use super::super::words::{Bounds, Chance, Lang, Word, bounds};
use crate::results::{RunInfo, TargetSummary};

/// A part of the range and how many targets are met in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Zone {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) fill: Color,
    /// For each target whether it is met here.
    met: Vec<bool>,
}

impl Zone {
    /// A part of the range that no target judges.
    pub(super) fn plain(low: f64, high: f64, fill: Color) -> Self {
        Self {
            low,
            high,
            fill,
            met: Vec::new(),
        }
    }

    /// How many targets are met in it.
    fn count(&self) -> usize {
        self.met.iter().filter(|met| **met).count()
    }
}

/// The range cut at every finite bound, from minus to plus infinity; at least one zone. Of whole numbers it is cut half a step outside the bounds: the bar of a number
/// reaches half a step to either side and is met as a whole or not at all.
pub(super) fn zones(targets: &[&TargetSummary], whole: bool) -> Vec<Zone> {
    let range = |target: &&TargetSummary| {
        let Bounds { low, high } = bounds(target);
        if whole {
            let (low, high) = (low.ceil() - 0.5, high.floor() + 0.5);
            return Bounds { low, high };
        }
        Bounds { low, high }
    };
    let ranges: Vec<Bounds> = targets.iter().map(range).collect();
    let mut cuts: Vec<f64> = ranges
        .iter()
        .flat_map(|range| [range.low, range.high])
        .filter(|bound| bound.is_finite())
        .collect();
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let edges = [&[f64::NEG_INFINITY][..], &cuts, &[f64::INFINITY]].concat();
    edges
        .windows(2)
        .map(|pair| {
            let met: Vec<bool> = ranges
                .iter()
                .map(|range| range.low <= pair[0] && range.high >= pair[1])
                .collect();
            Zone {
                low: pair[0],
                high: pair[1],
                fill: fill(&met),
                met,
            }
        })
        .collect()
}

/// The shade of paths that all end at one value: by what most of them meet.
pub(super) fn lone_fill(targets: &[&TargetSummary]) -> Color {
    let met: Vec<bool> = targets
        .iter()
        .map(|target| target.probability > 0.5)
        .collect();
    fill(&met)
}

/// Pale where nothing is met, the darker the more is.
fn fill(met: &[bool]) -> Color {
    match (met.iter().filter(|met| **met).count(), met.len()) {
        (0, _) => color::PALE,
        (_, 1) => color::BAR,
        (count, all) => {
            let part = (count - 1) as f64 / (all - 1) as f64;
            color::between(color::BAND_INNER, color::STRONG, part)
        }
    }
}

/// A legend entry for each shade, the darkest first. Where the sets of targets that are met are nested, as those of floors are, an entry
/// names its set and gives its share of the paths; else it says how many are met.
pub(super) fn keys(
    targets: &[&TargetSummary],
    names: &[String],
    run: &RunInfo,
    lang: Lang,
) -> Vec<Key> {
    let mut sets: Vec<Zone> = Vec::new();
    for zone in zones(targets, false) {
        if sets.iter().all(|set| set.met != zone.met) {
            sets.push(zone);
        }
    }
    sets.sort_by_key(|zone| std::cmp::Reverse(zone.count()));
    let nested = sets
        .windows(2)
        .all(|pair| within(&pair[1].met, &pair[0].met));
    if !nested {
        sets.dedup_by_key(|zone| zone.count());
    }
    let mut fuller = 0.0;
    let mut keys = Vec::new();
    for zone in &sets {
        let text = if nested {
            let whole = reached(targets, &zone.met);
            let share = share(targets, zone, whole - fuller, run).percent();
            fuller = whole;
            format!("{} {share}", name(&zone.met, names, lang))
        } else {
            counted(zone, lang)
        };
        keys.push(Key::new(Sample::Block(zone.fill), text));
    }
    keys
}

fn counted(zone: &Zone, lang: Lang) -> String {
    match (zone.count(), zone.met.len()) {
        (0, _) => lang.choose("都未达到", "none met").to_owned(),
        (count, all) if count == all => lang.choose("全部达到", "all met").to_owned(),
        (count, _) => lang.choose(format!("达到 {count} 项"), format!("{count} met")),
    }
}

fn within(inner: &[bool], outer: &[bool]) -> bool {
    inner
        .iter()
        .zip(outer)
        .all(|(inner, outer)| *outer || !inner)
}

/// Probability of meeting at least these targets, where the sets are nested: that of the hardest.
fn reached(targets: &[&TargetSummary], met: &[bool]) -> f64 {
    let chosen = targets.iter().zip(met).filter(|(_, met)| **met);
    chosen
        .map(|(target, _)| target.probability)
        .fold(1.0, f64::min)
}

/// A share of the paths with its interval: that of the one target, or of its miss, where there is just one.
fn share(targets: &[&TargetSummary], zone: &Zone, share: f64, run: &RunInfo) -> Chance {
    match (targets, zone.met.as_slice()) {
        ([target], [true]) => Chance::from(*target),
        ([target], _) => Chance {
            share: 1.0 - target.probability,
            interval: [1.0 - target.ci95[1], 1.0 - target.ci95[0]],
        },
        _ => {
            // A difference of two probabilities: its error is not greater than the sum of theirs.
            let error = targets.iter().map(|target| target.std_error).sum();
            Chance::counted(share.clamp(0.0, 1.0), Some(error), run)
        }
    }
}

fn name(met: &[bool], names: &[String], lang: Lang) -> String {
    let reached: Vec<&str> = names
        .iter()
        .zip(met)
        .filter(|(_, met)| **met)
        .map(|(name, _)| name.as_str())
        .collect();
    match (reached.len(), names.len()) {
        (0, 1) => Word::Missed.say(lang).to_owned(),
        (_, 1) => Word::Met.say(lang).to_owned(),
        (0, _) => lang.choose("都未达到", "none met").to_owned(),
        (count, all) if count == all && all > 2 => lang.choose("全部达到", "all met").to_owned(),
        (count, all) => {
            let joined = reached.join(lang.choose("、", " and "));
            let only = if count < all {
                lang.choose("只", " only")
            } else {
                ""
            };
            lang.choose(format!("{only}达到{joined}"), format!("{joined}{only}"))
        }
    }
}

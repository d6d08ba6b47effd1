//! What the pictures of a discovery have in common: its sentences and its small print.

use super::super::words::{Chance, Lang, grouped};
use super::imprint::{imprint, plus_minus};
use super::judged_name::judged_name;
use crate::results::{CountedShare, DiscoveredBox, Discovery, Interest, Nothing, Summary};

/// What was discovered, in sentences: how often the target is missed (or met), and each box with its density, mass and coverage; or why there is none.
pub fn discovery_sentences(summary: &Summary, discovery: &Discovery, lang: Lang) -> Vec<String> {
    let name = judged_name(summary, Some(&discovery.id), lang);
    let (base, verb) = (told(discovery.base), verb(discovery, lang));
    if let Some(nothing) = discovery.nothing {
        return vec![lang.choose(
            format!(
                "{name}：{base} 的路径{verb}；{}。",
                reason(nothing, discovery, lang)
            ),
            format!(
                "{name} is {verb} on {base} of the paths; {}.",
                reason(nothing, discovery, lang)
            ),
        )];
    }
    let first = lang.choose(
        format!("{name}：{base} 的路径{verb}。"),
        format!("{name} is {verb} on {base} of the paths."),
    );
    let boxes = discovery.boxes.iter().enumerate();
    let boxes = boxes.map(|(k, found)| box_sentence(found, k, discovery, lang));
    let mut sentences: Vec<String> = std::iter::once(first).chain(boxes).collect();
    if discovery.boxes.len() > 1 {
        let together = told(discovery.together);
        sentences.push(lang.choose(
            format!("这些盒子合起来有全部{verb}路径的 {together}。"),
            format!("Together these boxes hold {together} of all paths that are {verb}."),
        ));
    }
    sentences
}

/// A box in a sentence; `k` counts those before it.
pub(super) fn box_sentence(
    found: &DiscoveredBox,
    k: usize,
    discovery: &Discovery,
    lang: Lang,
) -> String {
    let (words, verb) = (lang.pick(&found.words), verb(discovery, lang));
    let [density, coverage, mass, outside] =
        [found.density, found.coverage, found.mass, found.outside].map(told);
    let (zh, en) = match k {
        0 => ("当", "When"),
        _ => ("此外，当", "Beyond that, when"),
    };
    lang.choose(
        format!("{zh}{words}时，{density} {verb}（此外 {outside}）；这样的路径占 {mass}，含全部{verb}路径的 {coverage}。"),
        format!("{en} {words}: {verb} on {density} (elsewhere {outside}); such paths are {mass} of all and hold {coverage} of those {verb}."),
    )
}

fn reason(nothing: Nothing, discovery: &Discovery, lang: Lang) -> String {
    let verb = verb(discovery, lang);
    match nothing {
        Nothing::HardlyAny => lang.choose(
            format!("{verb}的太少，说不出在什么情况下"),
            format!("too few are {verb} to tell when"),
        ),
        Nothing::NearlyAll => lang.choose(
            format!("几乎都{verb}，没有可以区分的情况"),
            format!("nearly all are {verb}, so nothing tells them apart"),
        ),
        Nothing::NoDrivers => lang
            .choose("情景没有随机的因素", "nothing in the scenario is drawn")
            .to_owned(),
        Nothing::NoBox => lang.choose(
            format!("没有哪个范围内的路径{verb}得更多而超出误差"),
            format!("no range of the drivers holds more that are {verb} beyond the error"),
        ),
    }
}

/// What the paths of interest do.
pub(super) fn verb(discovery: &Discovery, lang: Lang) -> &'static str {
    match discovery.interest {
        Interest::Missed => lang.choose("落空", "missed"),
        Interest::Met => lang.choose("达到", "met"),
    }
}

/// A share with its error.
pub(super) fn told(share: CountedShare) -> String {
    Chance {
        share: share.value,
        interval: share.ci95,
    }
    .with_error()
}

/// How the picture came about: the run, and on which of its paths boxes were found and counted.
pub(super) fn discovery_imprint(summary: &Summary, discovery: &Discovery, lang: Lang) -> String {
    let [searched, counted] =
        [discovery.searched, discovery.counted].map(|paths| grouped(paths as f64, 0));
    let (imprint, note) = (imprint(summary, lang), plus_minus(lang));
    lang.choose(
        format!("{imprint} · 盒子在 {searched} 条上找到，比例数自另外 {counted} 条 · {note}"),
        format!("{imprint} · found on {searched} of them, counted on {counted} others · {note}"),
    )
}

/// What is said of it: the title of its pictures.
pub(super) fn title(summary: &Summary, discovery: &Discovery, lang: Lang) -> String {
    let name = judged_name(summary, Some(&discovery.id), lang);
    let verb = verb(discovery, lang);
    lang.choose(
        format!("{name}：什么情况下{verb}"),
        format!("{name}: when it is {verb}"),
    )
}

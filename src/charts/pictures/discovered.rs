//! What the pictures of a discovery have in common: a sheet for each box, its sentences and its small print.

use super::super::backend::Area;
use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{Canvas, Heading, Key};
use super::super::words::{Chance, Lang, grouped};
use super::imprint::{imprint, plus_minus};
use super::judged_name::judged_name;
use super::names::{numbered, subtitle};
use crate::results::{CountedShare, DiscoveredBox, Discovery, Interest, Nothing, Summary};

/// A box on its sheet.
pub(super) struct BoxSheet<'a> {
    pub(super) summary: &'a Summary,
    pub(super) discovery: &'a Discovery,
    pub(super) found: &'a DiscoveredBox,
    /// Its number, and how many there are.
    sheet: (usize, usize),
    pub(super) lang: Lang,
}

impl BoxSheet<'_> {
    pub(super) fn heading(&self) -> Heading {
        let (lang, k) = (self.lang, self.sheet.0 - 1);
        Heading {
            title: numbered(&title(self.summary, self.discovery, lang), self.sheet, lang),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![box_sentence(self.found, k, self.discovery, lang)],
        }
    }
}

/// A sheet for each box of a discovery.
///
/// # Errors
///
/// There is no box.
pub(super) fn sheets(
    summary: &Summary,
    discovery: &Discovery,
    style: &Style,
    draw: impl Fn(&BoxSheet<'_>, &mut Canvas),
) -> Result<Vec<Chart>, ChartError> {
    let boxes = &discovery.boxes;
    if boxes.is_empty() {
        return Err(ChartError::Nothing(Content::Boxes));
    }
    let sheet = |(index, found): (usize, &DiscoveredBox)| {
        let sheet = BoxSheet {
            summary,
            discovery,
            found,
            sheet: (index + 1, boxes.len()),
            lang: style.lang,
        };
        let mut canvas = Canvas::new(style);
        draw(&sheet, &mut canvas);
        canvas.finish()
    };
    Ok(boxes.iter().enumerate().map(sheet).collect())
}

/// Draws heading, legend and small print around a plot; returns the area that is left for it, on a sheet high enough.
pub(super) fn plot(
    canvas: &mut Canvas,
    heading: &Heading,
    keys: &[Key],
    paragraphs: &[String],
) -> Area {
    let top = canvas.heading(heading);
    canvas.grow_to(top + canvas.px(480.0) + canvas.foot_height(paragraphs));
    let bottom = canvas.foot(paragraphs);
    let body = canvas.body(top, bottom);
    let below = canvas.legend(keys, body.left, body.top, body.right);
    Area::new(body.left, below + canvas.px(10.0), body.right, body.bottom)
}

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
        0 => ("当", "Where"),
        _ => ("此外，当", "Beyond that, where"),
    };
    lang.choose(
        format!("{zh}{words}时，{density} 的路径{verb}（其他路径 {outside}）；这样的路径占全部的 {mass}，占{verb}路径的 {coverage}。"),
        format!("{en} {words}, {density} of the paths {verb} it (elsewhere {outside}); these are {mass} of all and {coverage} of those that {verb} it."),
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

//! `report.html`: one file that opens from a disk, prints on A4 and needs nothing else.
//!
//! Every sentence is made from the numbers of a run and claims no more than their Monte Carlo error allows; the same run gives the same
//! bytes. Text is in the reader's own fonts, pictures are embedded.

mod answer;
mod milestones;
mod movers;
mod sections;
mod tables;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::analysis::Comparison;
use crate::charts::{Kind, Lang};
use crate::results::{Summary, Tenths};

/// A picture of the report.
#[derive(Debug, Clone)]
pub struct Figure {
    /// What it shows.
    pub kind: Kind,
    /// Stem of its file's name: `fan-gdp-growth`.
    pub stem: String,
    /// Its title.
    pub title: String,
    /// Width and height, pixels.
    pub dimensions: (u32, u32),
    /// The PNG file.
    pub png: Vec<u8>,
}

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The run.
    pub summary: &'a Summary,
    /// Its pictures, in the order in which they are shown.
    pub figures: &'a [Figure],
    /// What its good and bad paths have in common, where that is known.
    pub tenths: Option<&'a Tenths>,
    /// The pictures of that.
    pub moved: &'a [Figure],
    /// Its variants, each with the comparison to the run.
    pub variants: &'a [(&'a Summary, &'a Comparison)],
    /// The pictures that compare them.
    pub compared: &'a [Figure],
    /// The language it speaks.
    pub lang: Lang,
}

/// The HTML file.
pub fn report_html(report: &Report<'_>) -> Vec<u8> {
    page(report).into_string().into_bytes()
}

/// The sections: anchor, heading, contents.
type Section = (&'static str, &'static str, Markup);

fn page(report: &Report<'_>) -> Markup {
    let (summary, lang) = (report.summary, report.lang);
    let title = lang.pick(&summary.scenario.title);
    let sections = sections::all(report);
    html! {
        (DOCTYPE)
        html lang=(lang.choose("zh-CN", "en")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "kapok " (summary.run.version) };
                title { (title) }
                style { (PreEscaped(include_str!("report.css"))) }
            }
            body {
                a.skip href="#answer" { (lang.choose("跳到结论", "Skip to the answer")) }
                header {
                    p.kicker { (lang.choose("木棉 kapok · 情景报告", "kapok · scenario report")) }
                    h1 { (title) }
                    @if let Some(variant) = &summary.scenario.variant {
                        p.variant { (lang.choose("方案：", "Variant: ")) (lang.pick(&variant.name)) }
                    }
                    @if let Some(question) = &summary.scenario.question {
                        p.question { (lang.pick(question)) }
                    }
                }
                nav aria-label=(lang.choose("目录", "Contents")) {
                    ul {
                        @for (anchor, heading, _) in &sections {
                            li { a href={ "#" (anchor) } { (heading) } }
                        }
                    }
                }
                main {
                    @for (anchor, heading, contents) in &sections {
                        section id=(anchor) aria-labelledby={ (anchor) "-heading" } {
                            h2 id={ (anchor) "-heading" } { (heading) }
                            (contents)
                        }
                    }
                }
            }
        }
    }
}

/// A picture with its number, what it shows, and how to read it.
fn figure(figure: &Figure, number: usize, lang: Lang) -> Markup {
    let source = format!("data:image/png;base64,{}", STANDARD.encode(&figure.png));
    let (width, height) = figure.dimensions;
    html! {
        figure {
            img.tall[height > width] src=(source) alt=(figure.title) width=(width) height=(height) loading="lazy";
            figcaption {
                strong { (lang.choose(format!("图 {number}　"), format!("Figure {number}. "))) (figure.title) (lang.choose("。", ". ")) }
                (figure.kind.how_to_read(lang))
            }
        }
    }
}

/// A table that scrolls sideways where the page is narrow, by keyboard as well.
fn scrolling(label: &str, table: &Markup) -> Markup {
    html! { div.scroll role="region" aria-label=(label) tabindex="0" { (table) } }
}

//! Who feeds whom, as a heat map: what 100 yuan of final demand for each sector call for in every other.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{Along, Canvas, Cell, Column, Heading, Key, Matrix, Sample, Type, color};
use super::super::words::{Lang, grouped};
use super::imprint::unsimulated;
use super::names::{sector_names, subtitle};
use crate::results::{LinkageSummary, RequirementsTable, Summary};

/// Most sectors that have room; of more the largest are drawn.
const SECTORS: usize = 30;
/// Up to this many, columns are headed by names, else by numbers.
const NAMED: usize = 8;
/// Yuan of final demand that a row is of: requirements are then whole numbers.
const YUAN: f64 = 100.0;
/// A smaller requirement, per yuan, is left blank.
const LEAST: f64 = 0.005;

/// Draws the requirements of the base year.
///
/// # Errors
///
/// The sectors are not those of the run.
pub fn requirements_matrix(
    summary: &Summary,
    linkages: &LinkageSummary,
    style: &Style,
) -> Result<Chart, ChartError> {
    let names = sector_names(summary, style.lang);
    let table = linkages.tables.first();
    let table = table.filter(|table| table.multipliers.len() == names.len() && !names.is_empty());
    let table = table.ok_or(ChartError::Nothing(Content::Linkages))?;
    let picture = Picture {
        summary,
        linkages,
        table,
        names,
        shown: largest(&linkages.gross_output, SECTORS),
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

/// The largest sectors, in the order of the file.
pub(super) fn largest(output: &[f64], most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..output.len()).collect();
    order.sort_by(|a, b| output[*b].total_cmp(&output[*a]));
    order.truncate(most);
    order.sort_unstable();
    order
}

struct Picture<'a> {
    summary: &'a Summary,
    linkages: &'a LinkageSummary,
    table: &'a RequirementsTable,
    names: Vec<String>,
    /// Positions of the sectors that are drawn.
    shown: Vec<usize>,
    lang: Lang,
}

impl Picture<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let paragraphs = vec![self.note(), unsimulated(self.summary, self.lang)];
        let foot = canvas.foot_height(&paragraphs);
        self.matrix().draw(canvas, top, foot);
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let order = |a: &&usize, b: &&usize| {
            self.table.multipliers[**a].total_cmp(&self.table.multipliers[**b])
        };
        let strongest = self.shown.iter().max_by(order).copied().unwrap_or(0);
        let (name, all) = (
            &self.names[strongest],
            grouped(YUAN * self.table.multipliers[strongest], 0),
        );
        Heading {
            title: lang
                .choose("谁带动谁：100 元最终需求要各产业产出多少", "Who feeds whom: what 100 yuan of final demand calls for")
                .to_owned(),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![
                lang.choose(
                    "每行：对该产业的 100 元最终需求，要各列产业另外产出多少元（不含这 100 元本身）。".to_owned(),
                    "Each row: 100 yuan of final demand for a sector. Each cell: the further output, in yuan, that it calls for.".to_owned(),
                ),
                lang.choose(
                    format!("带动最大的是“{name}”：100 元共要 {all} 元产出。"),
                    format!("“{name}” calls for most: {all} yuan of output in all."),
                ),
            ],
        }
    }

    /// Besides the yuan itself.
    fn besides(&self, demanded: usize, supplier: usize) -> f64 {
        let own = if demanded == supplier { 1.0 } else { 0.0 };
        (self.table.requirements[supplier][demanded] - own).max(0.0)
    }

    fn most(&self) -> f64 {
        let rows = self.shown.iter();
        let cells = rows.flat_map(|i| self.shown.iter().map(|j| self.besides(*i, *j)));
        cells.fold(0.01, f64::max)
    }

    fn keys(&self) -> Vec<Key> {
        let most = self.most();
        let key = |part: f64| {
            let sample = Sample::Block(color::of_share(part));
            Key::new(sample, grouped(YUAN * part * part * most, 0))
        };
        let mut keys = [0.0, 0.25, 0.5, 0.75, 1.0].map(key);
        let unit = self.lang.choose(" 元", " yuan");
        keys[4].name.push_str(unit);
        keys.into()
    }

    fn note(&self) -> String {
        let lang = self.lang;
        let hidden = self.names.len() - self.shown.len();
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        if hidden > 0 {
            zh.push(format!("另有 {hidden} 个较小的产业未画，合计里有。"));
            en.push(format!(
                " {hidden} smaller sectors are not drawn, but are in the totals."
            ));
        }
        if self.linkages.uncertain {
            zh.push("系数不确定，这里取中位情形。".to_owned());
            en.push(" The coefficients are uncertain: this is the median case.".to_owned());
        }
        let (zh, en) = (zh.concat(), en.concat());
        lang.choose(
            format!("列昂惕夫逆矩阵，基年本地投入系数；只算情景里的地区，不计从区外买的投入，也不受产能限制。空格不到 0.5 元。{zh}"),
            format!("Leontief inverse of the base year's local inputs, without what is bought outside the scenario's regions and without limits of capacity. Blank: below half a yuan.{en}"),
        )
    }

    fn matrix(&self) -> Matrix {
        let lang = self.lang;
        let column = |heading: &str, cells, along, most| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells,
            along,
            most,
        };
        let shown = || self.shown.iter();
        let numbers = (1..=self.shown.len())
            .map(|number| vec![(number.to_string(), Type::Note, color::MUTED)]);
        let names = shown().map(|i| vec![(self.names[*i].clone(), Type::Label, color::INK)]);
        let totals = shown().map(|i| {
            let total = grouped(YUAN * self.table.multipliers[*i], 0);
            vec![(total, Type::Strong, color::INK)]
        });
        let by_name = self.shown.len() <= NAMED;
        let mut before = vec![column(
            lang.choose("100 元需求给", "100 yuan for"),
            names.collect(),
            Along::Start,
            if by_name { 0.3 } else { 0.24 },
        )];
        if !by_name {
            before.insert(0, column("", numbers.collect(), Along::End, 0.1));
        }
        let heading = |(place, i): (usize, &usize)| {
            let text = if by_name {
                self.names[*i].clone()
            } else {
                (place + 1).to_string()
            };
            (text, color::MUTED)
        };
        Matrix {
            before,
            headings: shown().enumerate().map(heading).collect(),
            cells: shown().map(|i| self.cells(*i)).collect(),
            after: vec![column(
                lang.choose("合计", "in all"),
                totals.collect(),
                Along::End,
                0.1,
            )],
            ruled: Vec::new(),
            row: if self.shown.len() > 16 { 30.0 } else { 44.0 },
        }
    }

    fn cells(&self, demanded: usize) -> Vec<Option<Cell>> {
        let most = self.most();
        let cell = |supplier: &usize| {
            let besides = self.besides(demanded, *supplier);
            Some(Cell {
                text: if besides < LEAST {
                    String::new()
                } else {
                    grouped(YUAN * besides, 0)
                },
                below: None,
                // Most requirements are small beside the greatest: roots tell them apart.
                fill: color::of_share((besides / most).sqrt()),
                framed: false,
            })
        };
        self.shown.iter().map(cell).collect()
    }
}

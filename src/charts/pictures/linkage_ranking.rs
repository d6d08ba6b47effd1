//! Sectors by how much they pull others and how much others need them: backward and forward linkages, key sectors first.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Marker, Sample, Stroke, Table, Type, color,
};
use super::super::words::{Lang, Measure, grouped};
use super::imprint::unsimulated;
use super::names::{numbered, sector_names, sheets, subtitle};
use crate::results::{LinkageSummary, RequirementsTable, Summary};

/// Rows of a sheet.
const ROWS: usize = 16;
/// Most sectors that are ranked.
const SECTORS: usize = 32;
/// Key sectors that the sentence names.
const NAMED: usize = 6;

/// Draws both linkages of each sector, key sectors (both above the mean) first, then by their sum; several sheets of many sectors.
///
/// # Errors
///
/// The sectors are not those of the run.
pub fn linkage_ranking(
    summary: &Summary,
    linkages: &LinkageSummary,
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    let names = sector_names(summary, style.lang);
    let fits = |table: &RequirementsTable| table.multipliers.len() == names.len();
    if linkages.tables.is_empty() || names.is_empty() || !linkages.tables.iter().all(fits) {
        return Err(ChartError::Nothing(Content::Linkages));
    }
    let base = &linkages.tables[0];
    let mut order: Vec<usize> = (0..names.len()).collect();
    let rank = |i: usize| (base.is_key(i), base.backward[i] + base.forward[i]);
    order.sort_by(|a, b| {
        let (a, b) = (rank(*a), rank(*b));
        b.0.cmp(&a.0).then(b.1.total_cmp(&a.1))
    });
    order.truncate(SECTORS);
    let parts = sheets(&order, ROWS);
    let draw = |(index, rows): (usize, &&[usize])| {
        let picture = Picture {
            summary,
            linkages,
            base,
            names: &names,
            rows,
            sheet: (index + 1, parts.len()),
            ranked: order.len(),
            lang: style.lang,
        };
        let mut canvas = Canvas::new(style);
        picture.draw(&mut canvas);
        canvas.finish()
    };
    Ok(parts.iter().enumerate().map(draw).collect())
}

struct Picture<'a> {
    summary: &'a Summary,
    linkages: &'a LinkageSummary,
    base: &'a RequirementsTable,
    names: &'a [String],
    rows: &'a [usize],
    sheet: (usize, usize),
    ranked: usize,
    lang: Lang,
}

impl Picture<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let paragraphs = vec![self.note(), unsimulated(self.summary, self.lang)];
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        for (index, sector) in self.rows.iter().enumerate() {
            self.draw_row(canvas, &laid, index, *sector);
        }
        let frame = &laid.frame;
        let stroke = Stroke::dashed(color::INK, canvas.px(2.0), (canvas.px(8.0), canvas.px(6.0)));
        frame.line(canvas, &[(1.0, frame.y.low), (1.0, frame.y.high)], stroke);
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let title = lang.choose(
            "哪些产业是关键：拉动别人，也被别人需要",
            "Key sectors: they pull others and are needed by them",
        );
        let mut sentences = vec![self.key_sentence(self.base)];
        sentences.extend(self.changed());
        Heading {
            title: numbered(title, self.sheet, lang),
            subtitle: subtitle(self.summary, lang),
            sentences,
        }
    }

    fn keys_of(&self, table: &RequirementsTable) -> Vec<&str> {
        let mut keys: Vec<usize> = (0..self.names.len()).filter(|i| table.is_key(*i)).collect();
        let sum = |i: usize| table.backward[i] + table.forward[i];
        keys.sort_by(|a, b| sum(*b).total_cmp(&sum(*a)));
        keys.iter().map(|i| self.names[*i].as_str()).collect()
    }

    fn key_sentence(&self, table: &RequirementsTable) -> String {
        let (lang, keys) = (self.lang, self.keys_of(table));
        let named = keys[..keys.len().min(NAMED)].join(lang.choose("、", ", "));
        let (all, count) = (self.names.len(), keys.len());
        if keys.is_empty() {
            return lang.choose(
                format!("{all} 个产业里没有两项都高于平均的（1.00 不算）。"),
                format!("None of {all} sectors is above the mean in both (1.00 does not count)."),
            );
        }
        let (and_zh, and_en) = if count > NAMED {
            ("等", ", …")
        } else {
            ("", "")
        };
        lang.choose(
            format!("{all} 个产业里两项都高于平均（1.00 不算）的有 {count} 个：{named}{and_zh}。"),
            format!("Above the mean in both (1.00 does not count), of {all} sectors: {count}. {named}{and_en}."),
        )
    }

    /// Which sectors become key, or no longer are, once the coefficients have changed.
    fn changed(&self) -> Option<String> {
        let lang = self.lang;
        let last = self.linkages.tables[1..].last()?;
        let year = last.from?;
        let turned = |now: bool| {
            let turned = (0..self.names.len())
                .filter(|i| last.is_key(*i) == now && self.base.is_key(*i) != now)
                .map(|i| self.names[i].as_str());
            turned.collect::<Vec<&str>>().join(lang.choose("、", ", "))
        };
        let (new, gone) = (turned(true), turned(false));
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        if !new.is_empty() {
            zh.push(format!("新增 {new}"));
            en.push(format!("{new} joins them"));
        }
        if !gone.is_empty() {
            zh.push(format!("{gone} 不再是"));
            en.push(format!("{gone} drops out"));
        }
        if zh.is_empty() {
            zh.push("关键产业不变".to_owned());
            en.push("the same sectors stay key".to_owned());
        }
        Some(lang.choose(
            format!("按 {year} 年起的系数：{}。", zh.join("，")),
            format!("With the coefficients from {year}: {}.", en.join("; ")),
        ))
    }

    fn keys(&self) -> Vec<Key> {
        let lang = self.lang;
        vec![
            Key::new(
                Sample::Mark(Marker::Disc, color::STRONG),
                lang.choose("后向：拉动别人", "backward: pulls others"),
            ),
            Key::new(
                Sample::Mark(Marker::Square, color::SCENARIOS[1]),
                lang.choose("前向：被别人需要", "forward: needed by others"),
            ),
            Key::new(
                Sample::Line(Stroke::dashed(color::INK, 2.0, (8.0, 6.0))),
                lang.choose("各产业平均 = 1", "mean of all sectors = 1"),
            ),
        ]
    }

    fn note(&self) -> String {
        let lang = self.lang;
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        let hidden = self.names.len() - self.ranked;
        if hidden > 0 {
            zh.push(format!("另有 {hidden} 个产业排在后面，未画。"));
            en.push(format!(" {hidden} sectors further down are not drawn."));
        }
        if self.linkages.uncertain {
            zh.push("系数不确定，这里取中位情形。".to_owned());
            en.push(" The coefficients are uncertain: this is the median case.".to_owned());
        }
        let (zh, en) = (zh.concat(), en.concat());
        lang.choose(
            format!("后向：对该产业的 1 元最终需求要全部产业产出多少，除以各产业平均。前向：对每个产业都多 1 元最终需求时该产业要多产出多少，除以平均（Rasmussen 1956）。只算本地投入，不受产能限制。{zh}"),
            format!("Backward: output of all sectors per yuan of final demand for the sector, over the mean. Forward: its output when demand for every sector rises by a yuan, over the mean (Rasmussen 1956). Local inputs only, no limits of capacity.{en}"),
        )
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let last = self.linkages.tables[1..].last();
        let column =
            |heading: String, along, most, cell: &dyn Fn(usize) -> (String, Type)| Column {
                heading: (heading, color::MUTED),
                cells: self
                    .rows
                    .iter()
                    .map(|i| {
                        let (text, kind) = cell(*i);
                        vec![(text, kind, color::INK)]
                    })
                    .collect(),
                along,
                most,
            };
        let kind = |i: usize| {
            if self.base.is_key(i) {
                Type::Strong
            } else {
                Type::Label
            }
        };
        let pair = |table: &RequirementsTable, i: usize| {
            let (back, forth) = (table.backward[i], table.forward[i]);
            format!("{} · {}", grouped(back, 2), grouped(forth, 2))
        };
        let both = lang.choose("后向 · 前向", "back · forward");
        let mut after = vec![column(both.to_owned(), Along::End, 0.16, &|i| {
            (pair(self.base, i), kind(i))
        })];
        if let Some((last, year)) = last.and_then(|last| Some((last, last.from?))) {
            let heading = lang.choose(format!("{year}年起"), format!("from {year}"));
            after.push(column(heading, Along::End, 0.16, &|i| {
                (pair(last, i), Type::Label)
            }));
        }
        let multiplier = lang.choose("产出乘数", "multiplier").to_owned();
        after.push(column(multiplier, Along::End, 0.12, &|i| {
            (grouped(self.base.multipliers[i], 2), Type::Label)
        }));
        Table {
            before: vec![
                column(
                    lang.choose("产业", "sector").to_owned(),
                    Along::Start,
                    0.28,
                    &|i| (self.names[i].clone(), kind(i)),
                ),
                column(String::new(), Along::Start, 0.08, &|i| {
                    let key = lang.choose("关键", "key");
                    let text = if self.base.is_key(i) { key } else { "" };
                    (text.to_owned(), Type::Strong)
                }),
            ],
            after,
            axis: self.axis(),
            heading: lang.choose("各产业平均 = 1", "mean of all = 1").to_owned(),
            dividers: Vec::new(),
            row: 42.0,
        }
    }

    fn axis(&self) -> Axis {
        let all = self.base.backward.iter().chain(&self.base.forward);
        let (low, high) = all.fold((1.0_f64, 1.0_f64), |(low, high), value| {
            (low.min(*value), high.max(*value))
        });
        let room = (0.06 * (high - low)).max(0.02);
        let plain = Measure::new("number", "", self.lang, high);
        Axis::exact(low - room, high + room, 6, &plain)
    }

    fn draw_row(&self, canvas: &mut Canvas, laid: &Laid, index: usize, sector: usize) {
        let (y, frame) = (laid.rows[index], &laid.frame);
        let (back, forth) = (self.base.backward[sector], self.base.forward[sector]);
        let line = Stroke::solid(color::PALE, canvas.px(6.0));
        frame.line(canvas, &[(back, y), (forth, y)], line);
        let radius = canvas.px(9.0);
        let forward = color::SCENARIOS[1];
        frame.marker(canvas, (forth, y), Marker::Square, forward, radius);
        frame.marker(canvas, (back, y), Marker::Disc, color::STRONG, radius);
    }
}

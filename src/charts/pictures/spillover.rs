//! What a yuan of final demand calls for at home and in other regions: own effect, feedback and spill-over, by region and for the sectors that spill over most.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Sample, Table, Type, color,
};
use super::super::words::{Lang, Measure, grouped};
use super::imprint::unsimulated;
use super::names::{sector_names, subtitle};
use crate::results::{LinkageSummary, Spilling, Spillovers, Summary};

/// Sectors below the regions.
const SECTORS: usize = 8;
/// What comes back to a region by way of others is drawn where it reads as something: to two decimals, in yuan.
const SHOWN: f64 = 0.005;
/// Regions that have a row.
const REGIONS: usize = 16;

/// Draws the spill-overs between the regions of a run.
///
/// # Errors
///
/// No region delivers to another, or the sectors are not those of the run.
pub fn spillover(
    summary: &Summary,
    linkages: &LinkageSummary,
    style: &Style,
) -> Result<Chart, ChartError> {
    let names = sector_names(summary, style.lang);
    let spillovers = linkages.spillovers.as_ref();
    let spillovers = spillovers.filter(|it| it.sectors.len() == names.len());
    let spillovers = spillovers.ok_or(ChartError::Nothing(Content::Linkages))?;
    let lang = style.lang;
    let picture = Picture {
        summary,
        linkages,
        spillovers,
        rows: rows(spillovers, &names, lang),
        lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

/// A region or a sector.
struct Row<'a> {
    name: String,
    spilling: &'a Spilling,
    region: bool,
}

/// The regions that spill over most, in the order of the file, then the sectors that do.
fn rows<'a>(spillovers: &'a Spillovers, names: &[String], lang: Lang) -> Vec<Row<'a>> {
    let most = |all: &[&Spilling], count: usize| {
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by(|a, b| all[*b].spilled().total_cmp(&all[*a].spilled()));
        order.truncate(count);
        order
    };
    let of_regions: Vec<&Spilling> = spillovers.regions.iter().map(|it| &it.spilling).collect();
    let mut regions = most(&of_regions, REGIONS);
    regions.sort_unstable();
    let of_sectors: Vec<&Spilling> = spillovers.sectors.iter().collect();
    let sectors = most(&of_sectors, SECTORS);
    let sectors = sectors
        .into_iter()
        .filter(|i| of_sectors[*i].spilled() > 0.0);
    let regions = regions.into_iter().map(|r| Row {
        name: lang.pick(&spillovers.regions[r].name).to_owned(),
        spilling: of_regions[r],
        region: true,
    });
    let sectors = sectors.map(|i| {
        let home = &spillovers.regions[of_sectors[i].home];
        let home = lang.pick(&home.name);
        // A name that says its region already need not say it twice.
        let name = if names[i].contains(home) {
            names[i].clone()
        } else {
            lang.choose(
                format!("{home} · {}", names[i]),
                format!("{home}: {}", names[i]),
            )
        };
        Row {
            name,
            spilling: of_sectors[i],
            region: false,
        }
    });
    regions.chain(sectors).collect()
}

struct Picture<'a> {
    summary: &'a Summary,
    linkages: &'a LinkageSummary,
    spillovers: &'a Spillovers,
    rows: Vec<Row<'a>>,
    lang: Lang,
}

impl Picture<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let paragraphs = vec![self.note(), unsimulated(self.summary, self.lang)];
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        if let Some(first) = self.rows.iter().position(|row| !row.region) {
            laid.rule_above(canvas, first);
        }
        for (index, row) in self.rows.iter().enumerate() {
            draw_row(canvas, &laid, index, row.spilling);
        }
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let regions = &self.spillovers.regions;
        let ranked = regions.iter().max_by(|a, b| {
            let (a, b) = (a.spilling.spilled(), b.spilling.spilled());
            a.total_cmp(&b)
        });
        let sentence = ranked.map(|region| {
            let it = &region.spilling;
            let name = lang.pick(&region.name);
            let (home, away) = (grouped(it.own + it.feedback, 2), grouped(it.spilled(), 2));
            let [earned, elsewhere] = it.earned().map(|share| match lang {
                Lang::Zh => grouped(share, 2),
                Lang::En => grouped(100.0 * share, 0),
            });
            lang.choose(
                format!("对{name}产品的 1 元最终需求，要{name}产出 {home} 元，外溢到别的地区 {away} 元；其中成为增加值的，本地 {earned} 元，别的地区 {elsewhere} 元，其余买了情景之外的投入。"),
                format!("One yuan of final demand for the products of {name} calls for {home} yuan of output there and {away} yuan elsewhere; {earned}% of it becomes value added there and {elsewhere}% elsewhere, the rest buys inputs from outside the scenario."),
            )
        });
        Heading {
            title: lang
                .choose(
                    "带动本地多少，外溢多少",
                    "How much stays at home and how much spills over",
                )
                .to_owned(),
            subtitle: subtitle(self.summary, lang),
            sentences: sentence.into_iter().collect(),
        }
    }

    fn keys(&self) -> Vec<Key> {
        let lang = self.lang;
        let key = |fill, zh: &str, en: &str| Key::new(Sample::Block(fill), lang.choose(zh, en));
        let mut keys = vec![key(
            color::STRONG,
            "本地带动（不含这 1 元本身）",
            "at home (besides the yuan itself)",
        )];
        if self.feeds_back() {
            let back = key(color::BAND_INNER, "经别的地区回流", "back by way of others");
            keys.push(back);
        }
        keys.push(key(color::SCENARIOS[1], "外溢到别的地区", "spilling over"));
        keys
    }

    /// Whether anything comes back by way of other regions that its numbers would show.
    fn feeds_back(&self) -> bool {
        self.rows.iter().any(|row| row.spilling.feedback >= SHOWN)
    }

    fn note(&self) -> String {
        let lang = self.lang;
        let (zh, en) = if self.linkages.uncertain {
            (
                "系数不确定，这里取中位情形。",
                " The coefficients are uncertain: this is the median case.",
            )
        } else {
            ("", "")
        };
        let (back_zh, back_en) = if self.feeds_back() {
            ("", "")
        } else {
            (
                "经别的地区回流到本地的不足 0.005 元，未列。",
                " What comes back by way of other regions is below 0.005 yuan and not listed.",
            )
        };
        lang.choose(
            format!("基年系数的列昂惕夫分解（Miller & Blair 2009，3.3 节）：地区行按基年最终需求的构成。不受产能限制，也不含收入增加后的再消费；模型里产出还受产能和关键供应的限制，会小一些。{zh}{back_zh}"),
            format!("Leontief decomposition of the base year's coefficients (Miller & Blair 2009, 3.3); a region's yuan is made up as its final demand of that year. No limits of capacity and no spending of incomes; in the model capacity and critical links limit output further.{en}{back_en}"),
        )
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let column = |heading: &str, along, most, cell: &dyn Fn(&Row<'_>) -> String| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self
                .rows
                .iter()
                .map(|row| {
                    let kind = if row.region {
                        Type::Strong
                    } else {
                        Type::Label
                    };
                    vec![(cell(row), kind, color::INK)]
                })
                .collect(),
            along,
            most,
        };
        let percent = |share: f64| format!("{}%", grouped(100.0 * share, 0));
        let home = lang.choose("本地合计", "home");
        let mut after = vec![column(home, Along::End, 0.1, &|row| {
            grouped(row.spilling.own + row.spilling.feedback, 2)
        })];
        if self.feeds_back() {
            let back = lang.choose("其中回流", "back");
            after.push(column(back, Along::End, 0.1, &|row| {
                grouped(row.spilling.feedback, 2)
            }));
        }
        let spill = lang.choose("外溢", "spill");
        after.push(column(spill, Along::End, 0.1, &|row| {
            grouped(row.spilling.spilled(), 2)
        }));
        let earned = lang.choose("增加值 本地 / 外溢", "value added home / away");
        after.push(column(earned, Along::End, 0.2, &|row| {
            let [home, away] = row.spilling.earned().map(percent);
            format!("{home} / {away}")
        }));
        Table {
            before: vec![column(
                lang.choose("1 元最终需求给", "one yuan for"),
                Along::Start,
                0.3,
                &|row| row.name.clone(),
            )],
            after,
            axis: self.axis(),
            heading: lang
                .choose("这 1 元之外的产出（元）", "output besides that yuan")
                .to_owned(),
            dividers: Vec::new(),
            row: 46.0,
        }
    }

    fn axis(&self) -> Axis {
        let ends = self.rows.iter().map(|row| {
            let it = row.spilling;
            it.own - 1.0 + it.feedback + it.spilled()
        });
        let high = ends.fold(0.01, f64::max);
        let plain = Measure::new("number", "", self.lang, high);
        Axis::exact(0.0, 1.02 * high, 6, &plain)
    }
}

/// What the yuan calls for at home, what comes back, what spills over.
fn draw_row(canvas: &mut Canvas, laid: &Laid, index: usize, it: &Spilling) {
    let (y, half, frame) = (laid.rows[index], canvas.px(13.0), &laid.frame);
    let parts = [
        (it.own - 1.0, color::STRONG),
        (it.feedback, color::BAND_INNER),
        (it.spilled(), color::SCENARIOS[1]),
    ];
    let mut from = 0.0;
    for (part, fill) in parts {
        let to = from + part.max(0.0);
        if to > from {
            frame.bar(canvas, (from, y - half), (to, y + half), fill);
        }
        from = to;
    }
}

//! The weakest link: all together as it is, and when one target is relaxed or dropped.

use super::super::chart::{Chart, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Line, Sample, Stroke, Table, Type, color,
};
use super::super::words::{Lang, Measure};
use super::attainment::{chance, together};
use super::compared::look;
use super::imprint::imprint_with_error;
use super::names::{numbered, sheets, subtitle};
use crate::results::{Attainment, ChainLink, Gain, Summary};

/// Rows on a sheet.
const ROWS: usize = 28;

/// Draws, for each target, how likely all together are when it is relaxed or dropped, the greatest gain first.
pub fn weakest_link(summary: &Summary, found: &Attainment, style: &Style) -> Vec<Chart> {
    let mut links: Vec<&ChainLink> = found.links.iter().collect();
    links.sort_by(|a, b| {
        let gain = |it: &ChainLink| it.dropped.gain.probability;
        gain(b).total_cmp(&gain(a))
    });
    let sheets = sheets(&links, ROWS);
    let count = sheets.len();
    let draw = |(index, links): (usize, &&[&ChainLink])| {
        let picture = Picture {
            summary,
            found,
            links,
            sheet: (index + 1, count),
            lang: style.lang,
        };
        let mut canvas = Canvas::new(style);
        picture.draw(&mut canvas);
        canvas.finish()
    };
    sheets.iter().enumerate().map(draw).collect()
}

struct Picture<'a> {
    summary: &'a Summary,
    found: &'a Attainment,
    links: &'a [&'a ChainLink],
    sheet: (usize, usize),
    lang: Lang,
}

impl Picture<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let paragraphs = imprint_with_error(self.summary, self.lang);
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        let all = self.found.all().together.probability;
        for (row, link) in self.links.iter().enumerate() {
            draw_row(canvas, &laid, row, (all, link));
        }
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let title = lang.choose(
            "最弱的一环：去掉或放宽哪个目标，同时实现的概率增加最多",
            "The weakest link: which target to drop or relax to gain most for all together",
        );
        let weakest = [
            (lang.choose("去掉", "Dropped"), &self.found.weakest_dropped),
            (lang.choose("放宽", "Relaxed"), &self.found.weakest_relaxed),
        ];
        let weakest = weakest.map(|(what, ids)| self.weakest(what, ids));
        let sentences = [vec![together(self.found, lang)], weakest.to_vec()];
        Heading {
            title: numbered(title, self.sheet, lang),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![sentences.concat().join(lang.choose("", " "))],
        }
    }

    fn weakest(&self, what: &str, ids: &[String]) -> String {
        let lang = self.lang;
        let target = ids.first().and_then(|id| self.found.target(id));
        match (target, ids.len()) {
            (None, _) => lang.choose(
                format!("{what}：没有增益超出误差。"),
                format!("{what}: no gain exceeds its error."),
            ),
            (Some(target), 1) => {
                let name = lang.pick(&target.label);
                lang.choose(
                    format!("{what}：“{name}”增益最大。"),
                    format!("{what}: \"{name}\" gains most."),
                )
            }
            (_, count) => lang.choose(
                format!("{what}：前 {count} 个在误差之内并列。"),
                format!("{what}: {count} targets tie within the error."),
            ),
        }
    }

    fn keys(&self) -> Vec<Key> {
        let names = self.lang.choose(
            ["现在", "放宽这个目标", "去掉这个目标"],
            ["as it is", "this target relaxed", "this target dropped"],
        );
        let key = |(index, name): (usize, &str)| {
            let (marker, fill) = look(index);
            Key::new(Sample::Mark(marker, fill), name)
        };
        names.into_iter().enumerate().map(key).collect()
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let column = |heading: &str, along, most, cell: &dyn Fn(&ChainLink) -> Line| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self.links.iter().map(|link| vec![cell(link)]).collect(),
            along,
            most,
        };
        let label = |text: String| (text, Type::Label, color::INK);
        Table {
            before: vec![column(
                lang.choose("目标", "target"),
                Along::Start,
                0.3,
                &|link| {
                    let target = self.found.target(&link.id);
                    let name = target.map_or(link.id.as_str(), |it| lang.pick(&it.label));
                    label(name.to_owned())
                },
            )],
            after: vec![
                column(
                    lang.choose("放宽到", "relaxed to"),
                    Along::Start,
                    0.16,
                    &|link| {
                        let to = link.relaxed_to.as_ref();
                        let to = to.map_or("–", |to| lang.pick(to)).to_owned();
                        (to, Type::Label, color::TARGET)
                    },
                ),
                column(
                    lang.choose("放宽（百分点）", "relaxed (pp)"),
                    Along::End,
                    0.14,
                    &|link| label(gain(link.relaxed)),
                ),
                column(
                    lang.choose("去掉（百分点）", "dropped (pp)"),
                    Along::End,
                    0.14,
                    &|link| {
                        let text = gain(Some(link.dropped));
                        (text, Type::Strong, color::INK)
                    },
                ),
            ],
            axis: self.axis(),
            heading: lang
                .choose("同时实现的概率，%", "all together, %")
                .to_owned(),
            dividers: Vec::new(),
            row: 46.0,
        }
    }

    fn axis(&self) -> Axis {
        let afters = self.found.links.iter().flat_map(|link| {
            let relaxed = link.relaxed.map(|gain| gain.after.probability);
            [Some(link.dropped.after.probability), relaxed]
        });
        let all = self.found.all().together.probability;
        let most = afters.flatten().fold(all, f64::max);
        let measure = Measure::new("share", "", self.lang, 1.0);
        // Nothing that is ever attained has still an axis.
        Axis::rounded(0.0, most.max(0.001), 6, &measure)
    }
}

fn draw_row(canvas: &mut Canvas, laid: &Laid, row: usize, (all, link): (f64, &ChainLink)) {
    let (frame, middle) = (&laid.frame, laid.rows[row]);
    let places = [
        Some(all),
        link.relaxed.map(|gain| gain.after.probability),
        Some(link.dropped.after.probability),
    ];
    let ends = [(all, middle), (link.dropped.after.probability, middle)];
    frame.line(canvas, &ends, Stroke::solid(color::PALE, canvas.px(5.0)));
    let radius = canvas.px(9.0);
    // The dropped one lies farthest; what lies on top of each other is set apart in height.
    for (index, place) in places.into_iter().enumerate().rev() {
        let Some(place) = place else { continue };
        let (marker, fill) = look(index);
        let step = canvas.px(7.0) * (index as f64 - 1.0);
        frame.marker(canvas, (place, middle + step), marker, fill, radius);
    }
}

/// What relaxing or dropping gains, in percentage points.
fn gain(gain: Option<Gain>) -> String {
    gain.map_or_else(
        || "–".to_owned(),
        |gain| {
            let text = chance(&gain.gain).with_error().replace('%', "");
            let sign = if text.starts_with('<') { "" } else { "+" };
            format!("{sign}{text}")
        },
    )
}

//! What the good and the bad tenth of the paths have in common: each driver in both, in its own standard deviations from all paths.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Line, Marker, Sample, Stroke, Table, Type,
    color,
};
use super::super::words::{Lang, Measure, grouped, spoken};
use super::imprint::{imprint, plus_minus};
use super::names::subtitle;
use super::tenth_words::{cells, tenth_names, tenths_sentences};
use crate::results::{DriverInTenths, Summary, Tenths, TenthsOf};

/// Most drivers that are drawn.
const ROWS: usize = 12;
/// Drivers that the sentences name.
const NAMED: usize = 2;

/// Draws the drivers whose difference between the tenths is beyond its error, the greatest first.
///
/// # Errors
///
/// No driver differs beyond its error.
pub fn tenths_of_paths(
    summary: &Summary,
    tenths: &Tenths,
    subject: &TenthsOf,
    style: &Style,
) -> Result<Chart, ChartError> {
    let named: Vec<&DriverInTenths> = subject.named().collect();
    if named.is_empty() {
        return Err(ChartError::Nothing(Content::Drivers));
    }
    let picture = Picture {
        summary,
        tenths,
        subject,
        rows: &named[..named.len().min(ROWS)],
        named: named.len(),
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Picture<'a> {
    summary: &'a Summary,
    tenths: &'a Tenths,
    subject: &'a TenthsOf,
    rows: &'a [&'a DriverInTenths],
    /// Drivers beyond the error, drawn or not.
    named: usize,
    lang: Lang,
}

impl Picture<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let paragraphs = vec![self.units(), self.note(), self.made()];
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        for (index, row) in self.rows.iter().enumerate() {
            self.draw_row(canvas, &laid, index, row);
        }
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let (lang, subject) = (self.lang, self.subject);
        let (label, year) = (spoken(lang.pick(&subject.label), lang), subject.year);
        let [bad, good] = tenth_names(subject, lang);
        Heading {
            title: lang.choose(
                format!("{year}年{label}：{bad}与{good}路径有何不同"),
                format!("{label} {year}: how the {bad} and the {good} differ"),
            ),
            subtitle: subtitle(self.summary, lang),
            sentences: tenths_sentences(self.summary, self.tenths, subject, NAMED, lang),
        }
    }

    fn keys(&self) -> Vec<Key> {
        let lang = self.lang;
        let [bad, good] = tenth_names(self.subject, lang);
        vec![
            Key::new(Sample::Mark(Marker::Square, color::SCENARIOS[1]), bad),
            Key::new(
                Sample::Mark(Marker::Ring, color::MUTED),
                lang.choose("全部路径", "all paths"),
            ),
            Key::new(Sample::Mark(Marker::Disc, color::STRONG), good),
            Key::new(
                Sample::Interval(color::INK),
                lang.choose("95% 区间", "95% interval"),
            ),
        ]
    }

    /// What the numbers are, and in which units.
    fn units(&self) -> String {
        let lang = self.lang;
        let names = |driver: &str| self.rows.iter().any(|row| row.driver.starts_with(driver));
        let noise = if names("noise.") {
            lang.choose(
                "；随机项不带单位，与公式中相同",
                "; of noise plain numbers, as in its formula",
            )
        } else {
            ""
        };
        lang.choose(
            format!("数字是到该年为止各年的平均：冲击、偏离为对数百分点（1% 即约多增 1%），执行率为占计划之比{noise}；事件是到该年为止发生过的路径占比。横轴以各因素自身的标准差为单位。"),
            format!("Numbers are means over the years up to then: of shocks and deviations in log points (1% is about 1% more in a year), of execution rates shares of the plan{noise}; of an event, the share of paths on which it has occurred. The axis counts standard deviations of each driver."),
        )
    }

    /// What is not drawn, and what a difference does not say.
    fn note(&self) -> String {
        let lang = self.lang;
        let quiet = self.subject.drivers.len() - self.named;
        let more = self.named - self.rows.len();
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        if more > 0 {
            zh.push(format!("另有 {more} 个差别较小，未画。"));
            en.push(format!(" {more} smaller differences are not drawn."));
        }
        if quiet > 0 {
            zh.push(format!(
                "其余 {quiet} 个因素的差别不超过误差（同时比较，95%）。"
            ));
            en.push(format!(
                " Drivers that do not differ beyond the error: {quiet} (all compared at once, 95%)."
            ));
        }
        let (zh, en) = (zh.concat(), en.concat());
        lang.choose(
            format!("同时出现不等于起因：相关的因素一同变动。{zh}"),
            format!(
                "Differing together does not mean causing: correlated factors move together.{en}"
            ),
        )
    }

    fn made(&self) -> String {
        let (lang, imprint) = (self.lang, imprint(self.summary, self.lang));
        let paths = grouped(self.tenths.paths as f64, 0);
        let (each, note) = (grouped(self.subject.tenth as f64, 0), plus_minus(lang));
        lang.choose(
            format!("{imprint} · 本图用前 {paths} 条，每个十分之一 {each} 条 · {note}"),
            format!("{imprint} · here the first {paths}, {each} in a tenth · {note}"),
        )
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let [bad, good] = tenth_names(self.subject, lang);
        let numbers: Vec<[String; 3]> = self
            .rows
            .iter()
            .map(|row| cells(self.tenths, self.subject, row))
            .collect();
        let column = |heading: &str, place: usize, kind| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: numbers
                .iter()
                .map(|numbers| vec![(numbers[place].clone(), kind, color::INK)])
                .collect(),
            along: Along::End,
            most: 0.15,
        };
        let name = |row: &&DriverInTenths| -> Vec<Line> {
            vec![(lang.pick(&row.label).to_owned(), Type::Label, color::INK)]
        };
        Table {
            before: vec![Column {
                heading: (lang.choose("因素", "driver").to_owned(), color::MUTED),
                cells: self.rows.iter().map(name).collect(),
                along: Along::Start,
                most: 0.26,
            }],
            after: vec![
                column(bad, 0, Type::Strong),
                column(lang.choose("全部", "all"), 1, Type::Label),
                column(good, 2, Type::Strong),
            ],
            axis: self.axis(),
            heading: lang
                .choose("离全部路径的均值（标准差）", "from the mean of all (sd)")
                .to_owned(),
            dividers: Vec::new(),
            row: 46.0,
        }
    }

    /// Both ends alike, so that the middle is all paths.
    fn axis(&self) -> Axis {
        let ends = self.rows.iter().flat_map(|row| {
            let [bad, _, good] = self.places(row);
            [bad, good].into_iter().flatten()
        });
        let reach = ends.fold(0.5, |reach: f64, end| reach.max(end.abs()));
        let plain = Measure::new("number", "", self.lang, reach);
        Axis::exact(-1.04 * reach, 1.04 * reach, 5, &plain)
    }

    /// The interval of each mean in standard deviations from that of all paths.
    fn places(&self, row: &DriverInTenths) -> [[f64; 2]; 3] {
        let sd = if row.sd > 0.0 { row.sd } else { 1.0 };
        let half = self.tenths.errors().quantile95();
        self.subject.in_order(row.means).map(|mean| {
            let middle = mean.value - row.means[1].value;
            let half = half * mean.std_error;
            [(middle - half) / sd, (middle + half) / sd]
        })
    }

    fn draw_row(&self, canvas: &mut Canvas, laid: &Laid, index: usize, row: &DriverInTenths) {
        let (y, frame) = (laid.rows[index], &laid.frame);
        let [bad, _, good] = self.places(row);
        let middle = |[low, high]: [f64; 2]| f64::midpoint(low, high);
        let line = Stroke::solid(color::PALE, canvas.px(6.0));
        frame.line(canvas, &[(middle(bad), y), (middle(good), y)], line);
        let ink = Stroke::solid(color::INK, canvas.px(2.0));
        for [low, high] in [bad, good] {
            frame.whisker(canvas, (low, high), y, ink);
        }
        let radius = canvas.px(9.0);
        frame.marker(canvas, (0.0, y), Marker::Ring, color::MUTED, radius);
        frame.marker(
            canvas,
            (middle(bad), y),
            Marker::Square,
            color::SCENARIOS[1],
            radius,
        );
        frame.marker(
            canvas,
            (middle(good), y),
            Marker::Disc,
            color::STRONG,
            radius,
        );
    }
}

//! Growth of every sector in one year: medians and intervals, the fastest on top.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Line, Marker, Sample, Stroke, Table, Type,
    color,
};
use super::super::words::{Lang, Measure, Word, actual_in};
use super::imprint::imprint;
use super::names::{sector_names, subtitle};
use super::series::{Level, Series, Year, first_target_year};
use crate::results::Summary;

/// A group whose id contains this is one of key chains.
const CHAIN: &str = "chain";

/// Draws the growth of every sector in the first target year (without targets, the first simulated year).
///
/// # Errors
///
/// The run says nothing about the growth of sectors.
pub fn sector_growth(summary: &Summary, style: &Style) -> Result<Chart, ChartError> {
    let lang = style.lang;
    let nothing = || ChartError::Nothing(Content::SectorGrowth);
    let year = first_target_year(summary).ok_or_else(nothing)?;
    let names = sector_names(summary, lang);
    let mut rows: Vec<Row> = summary
        .sectors
        .iter()
        .zip(names)
        .filter_map(|(sector, name)| {
            let indicator = format!("sector.{}.growth", sector.id);
            let series = Series::read(summary, &indicator).ok()?;
            Some(Row {
                name,
                actual: actual_in(summary, &indicator, year).map(|actual| actual.value),
                chain: sector.groups.iter().any(|group| group.contains(CHAIN)),
                year: *series.year(year)?,
                error: half_width(summary, &indicator, year),
            })
        })
        .collect();
    if rows.is_empty() {
        return Err(nothing());
    }
    rows.sort_by(|a, b| b.year.median.total_cmp(&a.year.median));
    let picture = SectorGrowth {
        summary,
        rows,
        year,
        measure: Measure::new("rate", &summary.scenario.money, lang, 1.0),
        lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Row {
    name: String,
    chain: bool,
    year: Year,
    /// Half the 95 % interval of the median.
    error: f64,
    /// What came to be, if it is known.
    actual: Option<f64>,
}

impl Row {
    /// Whether the medians of two are no further apart than their errors. Rows share their paths, which this leaves out: it is on the safe side.
    fn ties(&self, other: &Self) -> bool {
        let apart = (self.year.median - other.year.median).abs();
        apart <= (self.error * self.error + other.error * other.error).sqrt()
    }
}

/// Error of a median over that of the mean, of a normal distribution: √(π/2).
const MEDIAN_OVER_MEAN: f64 = 1.253_314_137_315_500_3;

/// Half the 95 % interval of an indicator's median in a year, from the error of its mean, and what the reported quantile itself is off.
fn half_width(summary: &Summary, indicator: &str, year: i32) -> f64 {
    let index = summary.years.iter().position(|known| *known == year);
    let at = |values: &[f64]| {
        let value = index.and_then(|index| values.get(index).copied());
        value.filter(|value| value.is_finite()).unwrap_or(0.0)
    };
    let Some(known) = summary.indicators.get(indicator) else {
        return 0.0;
    };
    let sampled = summary.run.errors().quantile95() * MEDIAN_OVER_MEAN * at(&known.std_error);
    sampled + at(&known.quantile_error)
}

struct SectorGrowth<'a> {
    summary: &'a Summary,
    rows: Vec<Row>,
    year: i32,
    measure: Measure,
    lang: Lang,
}

impl SectorGrowth<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let paragraphs = vec![imprint(self.summary, self.lang)];
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table(canvas).draw(canvas, top, foot);
        for (index, row) in self.rows.iter().enumerate() {
            draw_row(canvas, &laid, index, row);
        }
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let year = lang.year(self.year);
        Heading {
            title: lang.choose(
                format!("{year}各行业增加值增速"),
                format!("Growth of value added by sector, {year}"),
            ),
            subtitle: subtitle(self.summary, lang),
            sentences: self.statement(),
        }
    }

    /// The fastest and the slowest, and who may well shrink.
    fn statement(&self) -> Vec<String> {
        let (lang, decimals) = (self.lang, self.decimals());
        let tell = |row: &Row| {
            let median = self.measure.value(row.year.median, decimals);
            lang.choose(
                format!("{} {median}", row.name),
                format!("{} ({median})", row.name),
            )
        };
        // The rows that the error does not tell from the first, or from the last.
        let tied = |end: &Row| self.rows.iter().filter(|row| row.ties(end)).count();
        let end = |end: &Row, next: &Row| match tied(end) {
            0 | 1 => tell(end),
            2 => lang.choose(
                format!("{}和{}（在误差之内相同）", tell(end), tell(next)),
                format!("{} and {} (equal within the error)", tell(end), tell(next)),
            ),
            count => lang.choose(
                format!("{}等 {count} 项（在误差之内相同）", tell(end)),
                format!(
                    "{} and {} more (equal within the error)",
                    tell(end),
                    count - 1
                ),
            ),
        };
        let all = self.rows.len();
        let falling = self.rows.iter().filter(|row| row.year.median < 0.0).count();
        let mut parts = Vec::new();
        if all > 1 && tied(&self.rows[0]) == all {
            parts.push(lang.choose(
                "各行业的中位数在误差之内相同。".to_owned(),
                "All medians are equal within their error.".to_owned(),
            ));
        } else if all > 1 {
            let first = end(&self.rows[0], &self.rows[1]);
            let last = end(&self.rows[all - 1], &self.rows[all - 2]);
            parts.push(lang.choose(
                format!("中位数最高的是{first}，最低的是{last}。"),
                format!("Highest median: {first}; lowest: {last}."),
            ));
        }
        parts.push(match (lang, falling) {
            (Lang::Zh, 0) => "没有行业的中位数为负。".to_owned(),
            (Lang::En, 0) => "No sector's median is negative.".to_owned(),
            (Lang::Zh, _) => format!("{falling} 个行业的中位数为负。"),
            (Lang::En, 1) => "One sector's median is negative.".to_owned(),
            (Lang::En, _) => format!("{falling} sectors' medians are negative."),
        });
        parts
    }

    fn keys(&self) -> Vec<Key> {
        let lang = self.lang;
        let median = Word::Median.say(lang);
        let mut keys = vec![
            Key::new(
                Sample::Block(color::BAND_MIDDLE),
                Word::Interval50.say(lang),
            ),
            Key::new(Sample::Interval(color::INK), Word::Interval90.say(lang)),
            Key::new(Sample::Mark(Marker::Disc, color::STRONG), median),
        ];
        if self.rows.iter().any(|row| row.chain) {
            let chain = Word::Chain.say(lang);
            let name = lang.choose(
                format!("{median}（{chain}）"),
                format!("{median} ({chain})"),
            );
            keys.push(Key::new(Sample::Mark(Marker::Diamond, color::STRONG), name));
        }
        if self.has_actual() {
            let name = Word::Actual.say(lang);
            keys.push(Key::new(Sample::Mark(Marker::Star, color::OUTCOME), name));
        }
        keys
    }

    fn has_actual(&self) -> bool {
        self.rows.iter().any(|row| row.actual.is_some())
    }

    /// The same digits in every row, fit for the typical spread.
    fn decimals(&self) -> usize {
        let mut spreads: Vec<f64> = self
            .rows
            .iter()
            .map(|row| Series::width(&row.year))
            .collect();
        spreads.sort_by(f64::total_cmp);
        self.measure.decimals(spreads[spreads.len() / 2]).min(1)
    }

    fn table(&self, canvas: &Canvas) -> Table {
        let lang = self.lang;
        let decimals = self.decimals();
        let column = |heading: &str, along, most, cell: &dyn Fn(&Row) -> Line| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self.rows.iter().map(|row| vec![cell(row)]).collect(),
            along,
            most,
        };
        let name = |row: &Row| {
            let kind = if row.chain { Type::Strong } else { Type::Label };
            (row.name.clone(), kind, color::INK)
        };
        let median = |row: &Row| {
            let text = self.measure.value(row.year.median, decimals);
            (text, Type::Strong, color::STRONG)
        };
        let interval = |row: &Row| {
            let (low, high) = row.year.interval(Level::Ninety);
            let text = self.measure.interval(low, high, decimals, lang);
            (text, Type::Label, color::MUTED)
        };
        let mut after = vec![
            column(Word::Median.say(lang), Along::End, 0.14, &median),
            column(Word::Interval90.say(lang), Along::End, 0.24, &interval),
        ];
        if self.has_actual() {
            after.push(self.actuals());
        }
        Table {
            before: vec![column(
                lang.choose("行业", "sector"),
                Along::Start,
                0.26,
                &name,
            )],
            after,
            axis: self.axis(canvas),
            heading: lang.choose("增速（%）", "growth (%)").to_owned(),
            dividers: Vec::new(),
            row: 44.0,
        }
    }

    fn actuals(&self) -> Column {
        let cell = |row: &Row| {
            let value = row.actual.map(|actual| self.measure.stated(actual));
            value.map(|text| (text, Type::Strong, color::OUTCOME))
        };
        Column {
            heading: (Word::Actual.say(self.lang).to_owned(), color::OUTCOME),
            cells: self
                .rows
                .iter()
                .map(|row| cell(row).into_iter().collect())
                .collect(),
            along: Along::End,
            most: 0.12,
        }
    }

    fn axis(&self, canvas: &Canvas) -> Axis {
        let ends = self.rows.iter().map(|row| row.year.interval(Level::Ninety));
        let known = self.rows.iter().filter_map(|row| row.actual);
        let ends = ends.chain(known.map(|actual| (actual, actual)));
        let reach = ends.fold((0.0_f64, 0.0_f64), |reach, (low, high)| {
            (reach.0.min(low), reach.1.max(high))
        });
        let most = if canvas.width() < canvas.px(1300.0) {
            5
        } else {
            8
        };
        Axis::rounded(reach.0, reach.1, most, &self.measure)
    }
}

fn draw_row(canvas: &mut Canvas, laid: &Laid, index: usize, row: &Row) {
    let (middle, frame) = (laid.rows[index], &laid.frame);
    let half = canvas.px(9.0);
    let (low, high) = row.year.interval(Level::Half);
    frame.bar(
        canvas,
        (low, middle - half),
        (high, middle + half),
        color::BAND_MIDDLE,
    );
    let stroke = Stroke::solid(color::INK, canvas.px(2.0));
    frame.whisker(canvas, row.year.interval(Level::Ninety), middle, stroke);
    let marker = if row.chain {
        Marker::Diamond
    } else {
        Marker::Disc
    };
    let radius = canvas.px(8.5);
    frame.marker(
        canvas,
        (row.year.median, middle),
        marker,
        color::STRONG,
        radius,
    );
    if let Some(actual) = row.actual {
        frame.outcome(canvas, (actual, middle));
    }
}

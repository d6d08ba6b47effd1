//! Investment by category in one year: what the scenario schedules, and what may come of it.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Line, Marker, Sample, Stroke, Table, Type,
    color,
};
use super::super::words::{Lang, Measure, Word, actual_in};
use super::imprint::imprint;
use super::names::{category_names, subtitle};
use super::series::{Level, Series, Year, first_target_year};
use crate::results::Summary;

/// Draws every investment category in the first target year (without targets, the first simulated year): as scheduled (the central path), median, 90 % interval.
///
/// # Errors
///
/// The run says nothing about investment categories.
pub fn investment(summary: &Summary, style: &Style) -> Result<Chart, ChartError> {
    let lang = style.lang;
    let nothing = || ChartError::Nothing(Content::Investment);
    let year = first_target_year(summary).ok_or_else(nothing)?;
    let names = category_names(summary, lang);
    let read = |name: &str| Series::read(summary, name).ok()?.year(year).copied();
    let mut rows: Vec<Row> = summary
        .categories
        .iter()
        .zip(names)
        .filter_map(|(category, name)| {
            let indicator = format!("fai.{}", category.id);
            Some(Row {
                name,
                year: read(&indicator)?,
                actual: actual_in(summary, &indicator, year).map(|actual| actual.value),
            })
        })
        .collect();
    if rows.is_empty() {
        return Err(nothing());
    }
    rows.sort_by(|a, b| b.year.central.total_cmp(&a.year.central));
    let greatest = rows
        .iter()
        .map(|row| row.year.central.abs())
        .fold(0.0, f64::max);
    let picture = Investment {
        summary,
        rows,
        total: read("fai.total"),
        year,
        measure: Measure::new("money", &summary.scenario.money, lang, greatest),
        lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Row {
    name: String,
    year: Year,
    /// What came to be, if it is known.
    actual: Option<f64>,
}

struct Investment<'a> {
    summary: &'a Summary,
    rows: Vec<Row>,
    total: Option<Year>,
    year: i32,
    measure: Measure,
    lang: Lang,
}

impl Investment<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let paragraphs = vec![imprint(self.summary, self.lang)];
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
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
                format!("{year}固定资产投资：情景安排与可能完成额"),
                format!("Fixed investment in {year}: scheduled and likely outcome"),
            ),
            subtitle: subtitle(self.summary, lang),
            sentences: self
                .total
                .iter()
                .map(|total| self.statement(total))
                .collect(),
        }
    }

    /// The total against what is scheduled.
    fn statement(&self, total: &Year) -> String {
        let measure = Measure::new(
            "money",
            &self.summary.scenario.money,
            self.lang,
            total.median,
        );
        let decimals = measure.decimals(Series::width(total));
        let (low, high) = total.interval(Level::Ninety);
        let plan = measure.value(total.central, decimals);
        let median = measure.value(total.median, decimals);
        let interval = measure.interval(low, high, decimals, self.lang);
        let known = actual_in(self.summary, "fai.total", self.year).map(|actual| {
            let value = measure.stated(actual.value);
            self.lang
                .choose(format!("，实际 {value}"), format!(", outcome {value}"))
        });
        let known = known.unwrap_or_default();
        self.lang.choose(
            format!("合计：情景安排 {plan}，中位数 {median}，90% 区间 {interval}{known}。"),
            format!("Total: scheduled {plan}, median {median}, 90% interval {interval}{known}."),
        )
    }

    fn keys(&self) -> Vec<Key> {
        let say = |word: Word| word.say(self.lang);
        let mut keys = vec![
            Key::new(Sample::Block(color::BAND_MIDDLE), say(Word::Plan)),
            Key::new(Sample::Mark(Marker::Disc, color::STRONG), say(Word::Median)),
            Key::new(Sample::Interval(color::INK), say(Word::Interval90)),
        ];
        if self.has_actual() {
            let mark = Sample::Mark(Marker::Star, color::OUTCOME);
            keys.push(Key::new(mark, say(Word::Actual)));
        }
        keys
    }

    fn has_actual(&self) -> bool {
        self.rows.iter().any(|row| row.actual.is_some())
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let unit = self.measure.caption();
        let name = |row: &Row| (row.name.clone(), Type::Label, color::INK);
        let plan = |row: &Row| (self.number(row.year.central), Type::Label, color::INK);
        let median = |row: &Row| (self.number(row.year.median), Type::Strong, color::STRONG);
        let interval = |row: &Row| (self.interval(row), Type::Label, color::MUTED);
        let mut after = vec![
            self.column(
                lang.choose("情景安排", "scheduled"),
                (Along::End, 0.12),
                &plan,
            ),
            self.column(Word::Median.say(lang), (Along::End, 0.12), &median),
            self.column(Word::Interval90.say(lang), (Along::End, 0.24), &interval),
        ];
        if self.has_actual() {
            after.push(self.actuals());
        }
        Table {
            before: vec![self.column(lang.choose("类别", "category"), (Along::Start, 0.26), &name)],
            after,
            axis: self.axis(),
            heading: lang.choose(format!("单位：{unit}"), format!("unit: {unit}")),
            dividers: Vec::new(),
            row: 64.0,
        }
    }

    fn column(
        &self,
        heading: &str,
        (along, most): (Along, f64),
        cell: &dyn Fn(&Row) -> Line,
    ) -> Column {
        Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self.rows.iter().map(|row| vec![cell(row)]).collect(),
            along,
            most,
        }
    }

    fn actuals(&self) -> Column {
        let cell = |row: &Row| {
            let number = row.actual.map(|actual| self.number(actual));
            number.map(|text| (text, Type::Strong, color::OUTCOME))
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

    /// An amount in as many decimals as all of them have.
    fn number(&self, amount: f64) -> String {
        let rows = self.rows.iter().map(|row| &row.year);
        let spreads = rows.map(|year| (year.median, Series::width(year)));
        let decimals = self.measure.shared_decimals(spreads);
        self.measure.number(amount, decimals)
    }

    fn interval(&self, row: &Row) -> String {
        let (low, high) = row.year.interval(Level::Ninety);
        let (low, high) = (self.number(low), self.number(high));
        self.lang
            .choose(format!("{low} 至 {high}"), format!("{low} to {high}"))
    }

    fn axis(&self) -> Axis {
        let reach = self.rows.iter().fold((0.0_f64, 0.0_f64), |reach, row| {
            let (low, high) = row.year.interval(Level::Ninety);
            let (low, high) = (low.min(row.year.central), high.max(row.year.central));
            let known = row.actual.unwrap_or(low);
            (reach.0.min(low).min(known), reach.1.max(high).max(known))
        });
        Axis::rounded(reach.0, reach.1, 8, &self.measure)
    }
}

fn draw_row(canvas: &mut Canvas, laid: &Laid, index: usize, row: &Row) {
    let (middle, frame, year) = (laid.rows[index], &laid.frame, &row.year);
    let half = canvas.px(17.0);
    let plan = year.central;
    frame.bar(
        canvas,
        (0.0, middle - half),
        (plan, middle + half),
        color::BAND_MIDDLE,
    );
    let stroke = Stroke::solid(color::INK, canvas.px(2.0));
    frame.whisker(canvas, year.interval(Level::Ninety), middle, stroke);
    let radius = canvas.px(8.5);
    frame.marker(
        canvas,
        (year.median, middle),
        Marker::Disc,
        color::STRONG,
        radius,
    );
    if let Some(actual) = row.actual {
        frame.outcome(canvas, (actual, middle));
    }
}

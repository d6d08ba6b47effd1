//! How long it takes here until the probability of each target is known to a tenth of a percentage point.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Line, Sample, Table, Theme, Type, color,
};
use super::super::words::{
    Chance, Lang, Measure, bracketed_tier, demand, grouped, spoken_indicator,
};
use super::names::{numbered, sheets, subtitle};
use super::series::measure_of;
use super::target_board::ordered;
use crate::quantity::{DurationUnit, Language};
use crate::results::{Benchmark, Summary, TargetSummary, TimeToPrecision};

/// Rows on a sheet.
const ROWS: usize = 30;

/// Draws the time to precision of every target and of all together, a bar for each design of the draws; one sheet, or several when there are very many.
///
/// # Errors
///
/// The run judges no target.
pub fn time_to_precision(
    summary: &Summary,
    benchmark: &Benchmark,
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    let rows = rows(summary, benchmark);
    if rows.is_empty() {
        return Err(ChartError::Nothing(Content::Targets));
    }
    let sheets = sheets(&rows, ROWS);
    let count = sheets.len();
    let draw = |(index, rows): (usize, &&[Row<'_>])| {
        let picture = Times {
            summary,
            benchmark,
            rows,
            sheet: (index + 1, count),
            lang: style.lang,
        };
        let mut canvas = Canvas::new(style);
        picture.draw(&mut canvas);
        canvas.finish()
    };
    Ok(sheets.iter().enumerate().map(draw).collect())
}

/// A target (`None`: all of them together) and its time by design.
struct Row<'a> {
    target: Option<&'a TargetSummary>,
    times: Vec<&'a TimeToPrecision>,
}

/// The targets in the order of the target board, then all together.
fn rows<'a>(summary: &'a Summary, benchmark: &'a Benchmark) -> Vec<Row<'a>> {
    let times = |id: Option<&String>| -> Vec<&TimeToPrecision> {
        let of_sampler = |time: &&TimeToPrecision| time.id.as_ref() == id;
        let samplers = benchmark.samplers.iter();
        samplers
            .filter_map(|speed| speed.targets.iter().find(of_sampler))
            .collect()
    };
    let targets = ordered(summary).into_iter().map(|target| Row {
        target: Some(target),
        times: times(Some(&target.id)),
    });
    let together = Row {
        target: None,
        times: times(None),
    };
    let all = targets.chain(std::iter::once(together));
    all.filter(|row| !row.times.is_empty()).collect()
}

struct Times<'a> {
    summary: &'a Summary,
    benchmark: &'a Benchmark,
    rows: &'a [Row<'a>],
    sheet: (usize, usize),
    lang: Lang,
}

impl Times<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let mut top = canvas.heading(&self.heading());
        if self.benchmark.samplers.len() > 1 {
            let margin = canvas.theme().margin();
            let right = canvas.width() - margin;
            top = canvas.legend(&self.keys(), margin, top, right) + canvas.px(12.0);
        }
        let paragraphs = vec![self.imprint()];
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table(canvas).draw(canvas, top, foot);
        for (index, row) in self.rows.iter().enumerate() {
            if row.target.is_none() && index > 0 {
                laid.rule_above(canvas, index);
            }
            self.bars(canvas, &laid, index, row);
        }
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let title = lang.choose(
            "概率精确到 ±0.1 个百分点要多久",
            "How long until probabilities are known to ±0.1 points",
        );
        Heading {
            title: numbered(title, self.sheet, lang),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![self.statement()],
        }
    }

    /// The speed, and how long a million paths take.
    fn statement(&self) -> String {
        let lang = self.lang;
        let threads = self.benchmark.threads;
        let tell = |speed: &crate::results::SamplerSpeed| {
            let rate = grouped(speed.all_threads.paths_per_second, 0);
            let name = &speed.sampler;
            lang.choose(
                format!("{name} 每秒 {rate} 条路径"),
                format!("{name}: {rate} paths a second"),
            )
        };
        let told: Vec<String> = self.benchmark.samplers.iter().map(tell).collect();
        let told = told.join(lang.choose("，", ", "));
        lang.choose(
            format!("这台机器用 {threads} 个线程：{told}。"),
            format!("Here, with {threads} threads: {told}."),
        )
    }

    fn keys(&self) -> Vec<Key> {
        let samplers = self.benchmark.samplers.iter().enumerate();
        samplers
            .map(|(k, speed)| Key::new(Sample::Block(ink(k)), &speed.sampler))
            .collect()
    }

    /// A measurement is no result: its machine is told in place of its seed.
    fn imprint(&self) -> String {
        let (id, isa) = (&self.benchmark.scenario, &self.benchmark.isa);
        let (version, repeats) = (&self.benchmark.version, self.benchmark.repeats);
        self.lang.choose(
            format!("情景 {id} · {isa} · kapok {version} · 各测 {repeats} 次取中位数，每次测量不同 · 95% 置信区间的一半 · 不含启动、写文件和画图"),
            format!("scenario {id} · {isa} · kapok {version} · medians of {repeats} measurements, which vary from time to time · half of the 95% interval · without start-up, files and charts"),
        )
    }

    fn table(&self, canvas: &Canvas) -> Table {
        let lang = self.lang;
        let column =
            |zh: &str, en: &str, along, most, cell: &dyn Fn(&Row<'_>) -> Vec<Line>| Column {
                heading: (lang.choose(zh, en).to_owned(), color::MUTED),
                cells: self.rows.iter().map(cell).collect(),
                along,
                most,
            };
        let unit = self.unit();
        let time = |row: &Row<'_>| {
            let told = |time: &&TimeToPrecision| {
                let amount = time.seconds / unit.seconds;
                // Nothing takes no time.
                let text = if amount < 0.005 {
                    "< 0.01".to_owned()
                } else {
                    grouped(amount, decimals(amount))
                };
                (text, Type::Strong, color::INK)
            };
            row.times.iter().map(told).collect()
        };
        let paths = |row: &Row<'_>| {
            let told = |time: &&TimeToPrecision| {
                (grouped(time.paths as f64, 0), Type::Label, color::MUTED)
            };
            row.times.iter().map(told).collect()
        };
        let unit = unit.name(language(lang));
        let heading = lang.choose(format!("用时（{unit}）"), format!("time ({unit})"));
        let before = vec![
            column("目标", "target", Along::Start, 0.26, &|row| {
                self.name(row)
            }),
            column("要求", "asked", Along::Start, 0.17, &|row| {
                self.asked(row)
            }),
            column("概率", "probability", Along::End, 0.1, &|row| {
                self.probability(row)
            }),
        ];
        let after = vec![
            column(&heading, &heading, Along::End, 0.14, &time),
            column("路径数", "paths", Along::End, 0.14, &paths),
        ];
        Table {
            before,
            after,
            axis: self.axis(canvas),
            heading: heading.clone(),
            dividers: Vec::new(),
            row: 42.0,
        }
    }

    fn name(&self, row: &Row<'_>) -> Vec<Line> {
        let lang = self.lang;
        let Some(target) = row.target else {
            let text = lang.choose("全部同时达成", "all together").to_owned();
            return vec![(text, Type::Strong, color::INK)];
        };
        let label = spoken_indicator(self.summary, &target.indicator, lang);
        let tier = bracketed_tier(target.tier.as_deref(), lang);
        let year = lang.year(target.year);
        let text = lang.choose(
            format!("{year}{label}{tier}"),
            format!("{year} {label}{tier}"),
        );
        vec![(text, Type::Label, color::INK)]
    }

    fn asked(&self, row: &Row<'_>) -> Vec<Line> {
        let Some(target) = row.target else {
            return Vec::new();
        };
        let measure = measure_of(self.summary, &target.indicator, self.lang);
        let text = demand(target, &measure, self.lang);
        vec![(text, Type::Label, color::TARGET)]
    }

    fn probability(&self, row: &Row<'_>) -> Vec<Line> {
        let chance = match row.target {
            Some(target) => Some(Chance::from(target)),
            None => self.summary.joint.as_ref().map(Chance::from),
        };
        let line = |chance: Chance| (chance.percent(), Type::Label, color::INK);
        chance.map(line).into_iter().collect()
    }

    /// The longest time of all sheets.
    fn longest(&self) -> f64 {
        let samplers = self.benchmark.samplers.iter();
        samplers
            .flat_map(|speed| &speed.targets)
            .map(|time| time.seconds)
            .fold(0.0, f64::max)
    }

    fn unit(&self) -> DurationUnit {
        DurationUnit::of(self.longest())
    }

    fn axis(&self, canvas: &Canvas) -> Axis {
        let narrow = canvas.width() < canvas.px(1300.0);
        let most = if narrow { 5 } else { 8 };
        let plain = Measure::new("number", "", self.lang, 1.0);
        Axis::rounded(0.0, self.longest() / self.unit().seconds, most, &plain)
    }

    /// A bar for each design, the first on top, beside its line of text.
    fn bars(&self, canvas: &mut Canvas, laid: &Laid, index: usize, row: &Row<'_>) {
        let count = row.times.len() as f64;
        let leading = Theme::leading(canvas.face(Type::Label));
        let step = leading.min(0.8 * laid.heights[index] / count);
        let unit = self.unit().seconds;
        for (k, time) in row.times.iter().enumerate() {
            let middle = laid.rows[index] + step * ((count - 1.0) / 2.0 - k as f64);
            let half = 0.4 * step;
            let (from, to) = ((0.0, middle - half), (time.seconds / unit, middle + half));
            laid.frame.bar(canvas, from, to, ink(k));
        }
    }
}

/// Two significant digits, whole numbers from 10 and hundredths at most.
fn decimals(amount: f64) -> usize {
    match amount {
        amount if amount >= 9.95 => 0,
        amount if amount >= 0.995 => 1,
        _ => 2,
    }
}

/// The colour of a design's bars.
fn ink(k: usize) -> super::super::backend::Color {
    color::SCENARIOS[k % color::SCENARIOS.len()]
}

fn language(lang: Lang) -> Language {
    lang.choose(Language::Chinese, Language::English)
}

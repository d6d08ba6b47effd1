//! The target board: every target with its probability, and all of them together.

use super::super::backend::Area;
use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Laid, Line, Stroke, Table, Type, color,
};
use super::super::words::{
    Chance, Lang, bracketed_tier, demand, indicator_label, judged, outcome_of, tier_name, verdict,
};
use super::imprint::imprint_with_error;
use super::names::{numbered, subtitle};
use super::series::{Series, measure_of};
use crate::results::{JointSummary, Summary, TargetSummary};

/// Rows on a sheet; beyond, the board goes on to another.
const ROWS: usize = 44;

/// Draws the board of all targets, sorted by year and then by probability; one sheet, or several when there are very many.
///
/// # Errors
///
/// The run judges no target.
pub fn target_board(summary: &Summary, style: &Style) -> Result<Vec<Chart>, ChartError> {
    if summary.targets.is_empty() {
        return Err(ChartError::Nothing(Content::Targets));
    }
    let rows = rows(summary, style.lang);
    let sheets: Vec<&[Row<'_>]> = rows.chunks(ROWS).collect();
    let count = sheets.len();
    let draw = |(index, rows): (usize, &&[Row<'_>])| {
        let board = Board {
            summary,
            rows,
            sheet: (index + 1, count),
            lang: style.lang,
        };
        let mut canvas = Canvas::new(style);
        board.draw(&mut canvas);
        canvas.finish()
    };
    Ok(sheets.iter().enumerate().map(draw).collect())
}

/// A row of the board.
enum Row<'a> {
    Year(i32),
    Target(&'a TargetSummary),
    /// All targets of a tier, or all there are: their name, the probability, whether a rule stands above.
    Together(String, Chance, bool),
}

/// Years as dividers when there are several, the targets of each from likely to unlikely, those on the same indicator next to each
/// other; the tiers and all together last.
fn rows(summary: &Summary, lang: Lang) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut year = None;
    for target in ordered(summary) {
        if year != Some(target.year) {
            year = Some(target.year);
            rows.push(Row::Year(target.year));
        }
        rows.push(Row::Target(target));
    }
    let listed = rows.len();
    let together = |text: String, joint: &JointSummary, first: bool| {
        Row::Together(text, Chance::from(joint), first)
    };
    for tier in &summary.tiers {
        let count = tier.joint.targets.len();
        if count > 1 {
            let name = tier_name(&tier.tier, lang);
            let text = lang.choose(
                format!("{name}：{count} 项全部达成"),
                format!("{name}: {}", all_of(count)),
            );
            rows.push(together(text, &tier.joint, rows.len() == listed));
        }
    }
    if let Some(joint) = summary
        .joint
        .as_ref()
        .filter(|joint| joint.targets.len() > 1)
    {
        let count = joint.targets.len();
        let text = lang.choose(format!("{count} 项全部达成"), all_of(count));
        rows.push(together(text, joint, rows.len() == listed));
    }
    rows
}

/// So many targets at once, in English.
fn all_of(count: usize) -> String {
    match count {
        2 => "both together".to_owned(),
        _ => format!("all {count} together"),
    }
}

/// The targets by year, then by the probability of the likeliest on their indicator, then by their own.
pub(super) fn ordered(summary: &Summary) -> Vec<&TargetSummary> {
    let likeliest = |target: &TargetSummary| {
        let same = summary
            .targets
            .iter()
            .filter(|other| other.indicator == target.indicator && other.year == target.year);
        same.map(|other| other.probability).fold(0.0, f64::max)
    };
    let mut targets: Vec<&TargetSummary> = summary.targets.iter().collect();
    targets.sort_by(|a, b| {
        a.year
            .cmp(&b.year)
            .then(likeliest(b).total_cmp(&likeliest(a)))
            .then(a.indicator.cmp(&b.indicator))
            .then(b.probability.total_cmp(&a.probability))
    });
    targets
}

struct Board<'a> {
    summary: &'a Summary,
    rows: &'a [Row<'a>],
    /// This sheet and how many there are.
    sheet: (usize, usize),
    lang: Lang,
}

impl Board<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let paragraphs = imprint_with_error(self.summary, self.lang);
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        for index in 0..self.rows.len() {
            self.bars(canvas, &laid, index);
            if matches!(self.rows[index], Row::Together(_, _, true)) {
                laid.rule_above(canvas, index);
            }
        }
        canvas.foot(&paragraphs);
    }

    fn has_unseeded(&self) -> bool {
        let mut targets = self.summary.targets.iter();
        targets.any(|target| target.not_presumed().is_some())
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let title = lang.choose("目标达成概率", "How likely each target is");
        let title = numbered(title, self.sheet, lang);
        let mut sentences = vec![self.statement()];
        sentences.extend(self.known());
        if self.has_unseeded() {
            sentences.push(lang.choose(
                "斜纹柱：不以规划为前提（按趋势增长），只有作为输入的目标才有；其余各柱都以这些输入为前提。",
                "Hatched: not assuming the plan (growth at its trend), for targets that are inputs; all other bars assume these inputs.",
            ).to_owned());
        }
        Heading {
            title,
            subtitle: subtitle(self.summary, lang),
            sentences,
        }
    }

    /// How many targets are likelier than not, beyond their error, and the joint probability.
    fn statement(&self) -> String {
        let targets = &self.summary.targets;
        let count = targets.len();
        let likely = targets.iter().filter(|target| target.ci95[0] > 0.5).count();
        let even = |target: &&TargetSummary| target.ci95[0] <= 0.5 && target.ci95[1] >= 0.5;
        let (even_zh, even_en) = match targets.iter().filter(even).count() {
            0 => (String::new(), String::new()),
            even => (
                format!("，另 {even} 项在误差内各半"),
                format!("; too close to call: {even}"),
            ),
        };
        let joint = self.summary.joint.as_ref().filter(|_| count > 1);
        let all = joint.map(|joint| Chance::from(joint).with_error());
        // Of tiers of one indicator only the most demanding counts.
        let counted = joint.map_or(count, |joint| joint.targets.len());
        let (tiers_zh, tiers_en) = if counted < count {
            (
                format!("（同一指标取最高的一档，共 {counted} 项）"),
                format!(" (the most demanding tier of each, {counted})"),
            )
        } else {
            (String::new(), String::new())
        };
        let (likely_zh, likely_en) = match likely {
            0 => ("没有一项".to_owned(), format!("none of {count}")),
            _ => (format!(" {likely} 项"), format!("{likely} of {count}")),
        };
        match (self.lang, count, all) {
            (Lang::Zh, 1, _) => format!(
                "这项目标的达成概率为 {}。",
                Chance::from(&targets[0]).with_error()
            ),
            (Lang::En, 1, _) => format!(
                "The target is met with probability {}.",
                Chance::from(&targets[0]).with_error()
            ),
            (Lang::Zh, _, Some(all)) => format!(
                "{count} 项目标中{likely_zh}的达成概率超过一半{even_zh}；全部{tiers_zh}同时达成的概率为 {all}。"
            ),
            (Lang::En, _, Some(all)) => format!(
                "More likely met than missed: {likely_en} targets{even_en}; all together{tiers_en}: {all}."
            ),
            (Lang::Zh, _, None) => {
                format!("{count} 项目标中{likely_zh}的达成概率超过一半{even_zh}。")
            }
            (Lang::En, _, None) => {
                format!("More likely met than missed: {likely_en} targets{even_en}.")
            }
        }
    }

    /// How many of the targets whose outcome is known were met.
    fn known(&self) -> Option<String> {
        let judged = self.summary.targets.iter().filter_map(|target| {
            let actual = outcome_of(self.summary, target)?;
            judged(target, actual)
        });
        let judged: Vec<bool> = judged.collect();
        let met = judged.iter().filter(|met| **met).count();
        (!judged.is_empty()).then(|| {
            let count = judged.len();
            let (zh, en) = match (count, met) {
                (1, 0) => ("未达成", "The one known outcome missed its target."),
                (1, _) => ("达成", "The one known outcome met its target."),
                _ => {
                    return self.lang.choose(
                        format!("已有实际结果的 {count} 项中，达成 {met} 项。"),
                        format!("Of {count} known outcomes, {met} met their targets."),
                    );
                }
            };
            self.lang
                .choose(format!("已有实际结果的只有 1 项，{zh}。"), en.to_owned())
        })
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let column =
            |zh: &str, en: &str, along, most, cell: &dyn Fn(&Row<'_>) -> Vec<Line>| Column {
                heading: (lang.choose(zh, en).to_owned(), color::MUTED),
                cells: self.rows.iter().map(cell).collect(),
                along,
                most,
            };
        let mut before = vec![
            column("目标", "target", Along::Start, 0.26, &|row| {
                self.name(row)
            }),
            column("要求", "asked", Along::Start, 0.17, &|row| {
                self.asked(row)
            }),
            column("中位数", "median", Along::End, 0.14, &|row| {
                self.median(row)
            }),
        ];
        if self.rows.iter().any(|row| self.outcome(row).is_some()) {
            let mut actual = column("实际", "outcome", Along::End, 0.14, &|row| {
                self.outcome(row).unwrap_or_default()
            });
            actual.heading.1 = color::OUTCOME;
            before.push(actual);
        }
        Table {
            before,
            after: vec![column("", "", Along::End, 0.3, &|row| self.chance(row))],
            axis: Axis::shares(0.25),
            heading: lang.choose("达成概率", "probability").to_owned(),
            dividers: self
                .rows
                .iter()
                .enumerate()
                .filter(|(_, row)| matches!(row, Row::Year(_)))
                .map(|(index, _)| index)
                .collect(),
            row: 50.0,
        }
    }

    fn name(&self, row: &Row<'_>) -> Vec<Line> {
        let line = |text: String, kind| vec![(text, kind, color::INK)];
        match row {
            Row::Year(year) => line(self.lang.year(*year), Type::Strong),
            Row::Together(text, ..) => line(text.clone(), Type::Strong),
            Row::Target(target) => {
                let label = indicator_label(self.summary, &target.indicator, self.lang);
                let tier = bracketed_tier(target.tier.as_deref(), self.lang);
                line(format!("{label}{tier}"), Type::Label)
            }
        }
    }

    fn asked(&self, row: &Row<'_>) -> Vec<Line> {
        let Row::Target(target) = row else {
            return Vec::new();
        };
        let measure = measure_of(self.summary, &target.indicator, self.lang);
        vec![(
            demand(target, &measure, self.lang),
            Type::Label,
            color::TARGET,
        )]
    }

    fn median(&self, row: &Row<'_>) -> Vec<Line> {
        let Row::Target(target) = row else {
            return Vec::new();
        };
        let measure = measure_of(self.summary, &target.indicator, self.lang);
        let series = Series::read(self.summary, &target.indicator).ok();
        let width = series.and_then(|series| series.year(target.year).map(Series::width));
        let decimals = measure.decimals(width.unwrap_or(0.0));
        vec![(
            measure.value(target.median, decimals),
            Type::Label,
            color::INK,
        )]
    }

    /// What came to be, and whether that met the target.
    fn outcome(&self, row: &Row<'_>) -> Option<Vec<Line>> {
        let Row::Target(target) = row else {
            return None;
        };
        let actual = outcome_of(self.summary, target)?;
        let measure = measure_of(self.summary, &target.indicator, self.lang);
        let verdict = verdict(judged(target, actual), self.lang).to_owned();
        Some(vec![
            (measure.stated(actual.value), Type::Strong, color::OUTCOME),
            (verdict, Type::Note, color::INK),
        ])
    }

    fn chance(&self, row: &Row<'_>) -> Vec<Line> {
        let strong = |chance: &Chance| (chance.with_error(), Type::Strong, color::INK);
        match row {
            Row::Year(_) => Vec::new(),
            Row::Together(_, chance, _) => vec![strong(chance)],
            Row::Target(target) => {
                let mut lines = vec![strong(&Chance::from(*target))];
                if let Some(other) = self.unseeded(target) {
                    lines.push((other.with_error(), Type::Label, color::MUTED));
                }
                lines
            }
        }
    }

    fn unseeded(&self, target: &TargetSummary) -> Option<Chance> {
        let share = target.not_presumed()?;
        Some(Chance::counted(
            share,
            target.not_presumed_error(),
            &self.summary.run,
        ))
    }

    fn bars(&self, canvas: &mut Canvas, laid: &Laid, index: usize) {
        let (chance, other) = match &self.rows[index] {
            Row::Year(_) => return,
            Row::Together(_, chance, _) => (*chance, None),
            Row::Target(target) => (Chance::from(*target), self.unseeded(target)),
        };
        let (middle, half) = (laid.rows[index], canvas.px(13.0));
        let Some(other) = other else {
            return bar(canvas, laid, (middle, half), &chance, false);
        };
        let apart = canvas.px(17.0);
        bar(canvas, laid, (middle + apart, half), &chance, false);
        bar(canvas, laid, (middle - apart, half), &other, true);
    }
}

/// A bar from 0 with the 95 % interval at its end.
fn bar(
    canvas: &mut Canvas,
    laid: &Laid,
    (middle, half): (f64, f64),
    chance: &Chance,
    hatched: bool,
) {
    let frame = &laid.frame;
    if hatched {
        let y = frame.up(middle);
        let area = Area::new(
            frame.area.left,
            y - half,
            frame.across(chance.share),
            y + half,
        );
        if area.width() >= 1.0 {
            canvas.hatched(area, color::BAR);
        }
    } else {
        frame.bar(
            canvas,
            (0.0, middle - half),
            (chance.share, middle + half),
            color::BAR,
        );
    }
    let stroke = Stroke::solid(color::INK, canvas.px(2.0));
    let [low, high] = chance.interval;
    frame.whisker(canvas, (low, high), middle, stroke);
}

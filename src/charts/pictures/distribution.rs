//! The distribution: how often the paths of a run end where, in a target's year, and which of them meet it.

use super::super::backend::Area;
use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{Canvas, Frame, Grid, Heading, Line, Stroke, Type, color};
use super::super::words::{
    Bounds, Chance, Lang, Measure, Word, bounds, demand, indicator_label, judged, not_presumed,
    outcome_of, percentile, placed_outcome, spoken_indicator, tier_name, verdict,
};
use super::histogram::{Bars, captions};
use super::imprint::{imprint_of_targets, imprint_with_error};
use super::marks::{Mark, draw_marks, fitting, marked_reach};
use super::names::subtitle;
use super::series::measure_of;
use super::zones;
use crate::results::{ActualSummary, Summary, TargetSummary};

/// Draws the distribution of a target's indicator in its year. Every target on the same indicator and year is on it, and the outcome if
/// it is known; the share that meets them is shaded.
///
/// # Errors
///
/// The run has no target of this id.
pub fn distribution(summary: &Summary, target: &str, style: &Style) -> Result<Chart, ChartError> {
    let found = summary.targets.iter().find(|judged| judged.id == target);
    let target = found.ok_or_else(|| ChartError::NoTarget(target.to_owned()))?;
    let measure = measure_of(summary, &target.indicator, style.lang);
    let targets = together(summary, target);
    let names = targets
        .iter()
        .map(|target| name(target, &measure, style.lang))
        .collect();
    let picture = Distribution {
        summary,
        target,
        bars: Bars::of(&target.histogram, measure.is_whole()),
        actual: outcome_of(summary, target),
        targets,
        names,
        measure,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

/// The targets on the same indicator and year, the likeliest first.
fn together<'a>(summary: &'a Summary, target: &TargetSummary) -> Vec<&'a TargetSummary> {
    let mut targets: Vec<&TargetSummary> = summary
        .targets
        .iter()
        .filter(|other| other.indicator == target.indicator && other.year == target.year)
        .collect();
    targets.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    targets
}

/// What a target is called beside others: its tier, else what it asks.
fn name(target: &TargetSummary, measure: &Measure, lang: Lang) -> String {
    match target.tier.as_deref().filter(|tier| !tier.is_empty()) {
        Some(tier) => tier_name(tier, lang),
        None => demand(target, measure, lang),
    }
}

struct Distribution<'a> {
    summary: &'a Summary,
    /// The one asked for; what does not depend on its bounds is the same for the others.
    target: &'a TargetSummary,
    /// All on the same indicator and year.
    targets: Vec<&'a TargetSummary>,
    /// What the targets are called beside each other.
    names: Vec<String>,
    actual: Option<&'a ActualSummary>,
    bars: Bars,
    measure: Measure,
    lang: Lang,
}

impl Distribution<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let mut top = canvas.heading(&self.heading());
        top = self.figures(canvas, top);
        let foot = match self.targets.as_slice() {
            // The sentence of a lone target says it in full.
            [_] => imprint_with_error(self.summary, self.lang),
            targets => imprint_of_targets(self.summary, targets, self.lang),
        };
        let bottom = canvas.foot(&foot);
        let body = canvas.body(top, bottom);
        let run = &self.summary.run;
        let keys = zones::keys(&self.targets, &self.names, run, self.lang);
        let below = canvas.legend(&keys, body.left, body.top, body.right);
        let body = Area::new(body.left, below + canvas.px(10.0), body.right, body.bottom);
        let marks = fitting(canvas, self.marks(canvas));
        let (frame, bars) = self.frame(canvas, body, &marks);
        frame.grid(canvas, Grid::Level);
        self.captions(canvas, &frame, body);
        let lone = zones::lone_fill(&self.targets);
        let zones = zones::zones(&self.targets, self.measure.is_whole());
        bars.draw(canvas, &frame, &zones, lone);
        draw_marks(canvas, &frame, &marks);
        if let Some(actual) = self.actual {
            frame.outcome(canvas, (actual.value, frame.y.high * 0.96));
        }
    }

    fn heading(&self) -> Heading {
        let label = spoken_indicator(self.summary, &self.target.indicator, self.lang);
        let year = self.lang.year(self.target.year);
        Heading {
            title: self.lang.choose(
                format!("{year}{label}的概率分布"),
                format!("{label} in {year}: probability distribution"),
            ),
            subtitle: subtitle(self.summary, self.lang),
            sentences: Vec::new(),
        }
    }

    /// The numbers the picture is about, large, and what they mean.
    fn figures(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let top = match self.targets.as_slice() {
            [target] => {
                let text = Chance::from(*target).spelled(self.lang);
                canvas.paragraph(&text, (Type::Figure, color::STRONG), top)
            }
            _ => canvas.figures(&self.blocks(), top) + canvas.px(8.0),
        };
        canvas.sentences(&self.meaning(), top) + canvas.px(10.0)
    }

    /// Of several targets each with its probability.
    fn blocks(&self) -> Vec<Vec<Line>> {
        let block = |target: &&TargetSummary| {
            let asked = demand(target, &self.measure, self.lang);
            let stated = match target.tier.as_deref().filter(|tier| !tier.is_empty()) {
                Some(tier) => format!("{} {asked}", tier_name(tier, self.lang)),
                None => asked,
            };
            let chance = Chance::from(*target).with_error();
            let mut lines = vec![
                (stated, Type::Strong, color::TARGET),
                (chance, Type::Figure, color::STRONG),
            ];
            if let Some(other) = not_presumed(target, &self.summary.run) {
                let other = other.with_error();
                let word = Word::Unseeded.say(self.lang);
                lines.push((format!("{word} {other}"), Type::Note, color::INK));
            }
            lines
        };
        self.targets.iter().map(block).collect()
    }

    fn meaning(&self) -> Vec<String> {
        let lang = self.lang;
        let mut parts = Vec::new();
        if let [target] = self.targets.as_slice() {
            let label = spoken_indicator(self.summary, &target.indicator, lang);
            let asked = demand(target, &self.measure, lang);
            let year = lang.year(target.year);
            let share = Chance::from(*target).percent();
            parts.push(lang.choose(
                format!("{share} 的路径达到目标：{year}{label} {asked}。"),
                format!("{share} of the paths meet the target for {year}: {label} {asked}."),
            ));
            if let Some(other) = not_presumed(target, &self.summary.run) {
                let other = other.with_error();
                parts.push(lang.choose(
                    format!("这以规划目标为前提；不以规划为前提（按趋势增长）时为 {other}。"),
                    format!(
                        "This assumes that the plan is met; without that assumption (growth at its trend) the share is {other}."
                    ),
                ));
            }
        }
        parts.extend(self.actual.map(|actual| self.outcome(actual)));
        parts
    }

    /// What came to be, where it lies, and which targets it met.
    fn outcome(&self, actual: &ActualSummary) -> String {
        let lang = self.lang;
        let value = self.measure.stated(actual.value);
        if actual.other_base {
            return lang.choose(
                format!("实际 {value}，口径不同，不能与路径或目标相比。"),
                format!("Outcome {value}: on another base, not comparable with paths or targets."),
            );
        }
        let place = percentile(actual.percentile, lang);
        let inside = match (actual.inside_90, lang) {
            (true, Lang::Zh) => "在 90% 区间之内",
            (false, Lang::Zh) => "在 90% 区间之外",
            (true, Lang::En) => "inside the 90% interval",
            (false, Lang::En) => "outside the 90% interval",
        };
        let spoken = |(target, name): (&&TargetSummary, &String)| {
            let verdict = verdict(judged(target, actual), lang);
            match (self.targets.len(), lang) {
                (1, Lang::Zh) => format!("目标{verdict}"),
                (1, Lang::En) => format!("target {verdict}"),
                (_, Lang::Zh) => format!("{name}{verdict}"),
                (_, Lang::En) => format!("{name} {verdict}"),
            }
        };
        let spoken: Vec<String> = self.targets.iter().zip(&self.names).map(spoken).collect();
        let spoken = spoken.join(lang.choose("，", ", "));
        lang.choose(
            format!("实际 {value}，{place}，{inside}；{spoken}。"),
            format!("Outcome {value}: {place}, {inside}; {spoken}."),
        )
    }

    /// Decimals for computed values on this picture.
    fn decimals(&self) -> usize {
        let (low, high) = self.reach();
        self.measure.decimals((high - low) * 0.6)
    }

    fn marks(&self, canvas: &Canvas) -> Vec<Mark> {
        let decimals = self.decimals();
        let mut marks = Vec::new();
        if let Some(actual) = self.actual {
            marks.push(Mark {
                text: placed_outcome(actual, &self.measure, self.lang),
                value: actual.value,
                stroke: Stroke::solid(color::OUTCOME, canvas.px(4.0)),
                ink: (Type::Strong, color::OUTCOME),
            });
        }
        for target in &self.targets {
            marks.extend(self.asked(canvas, target));
        }
        let median = self.measure.value(self.target.median, decimals);
        marks.push(Mark {
            text: format!("{} {median}", Word::Median.say(self.lang)),
            value: self.target.median,
            stroke: Stroke::solid(color::INK, canvas.px(2.5)),
            ink: (Type::Strong, color::INK),
        });
        let central = self.measure.value(self.target.central, decimals);
        marks.push(Mark {
            text: format!("{} {central}", self.lang.choose("中心路径", "central path")),
            value: self.target.central,
            stroke: Stroke::dashed(
                color::INK,
                canvas.px(2.5),
                (canvas.px(10.0), canvas.px(7.0)),
            ),
            ink: (Type::Label, color::MUTED),
        });
        marks
    }

    /// A mark at each finite bound of a target.
    fn asked(&self, canvas: &Canvas, target: &TargetSummary) -> Vec<Mark> {
        let word = match target.tier.as_deref().filter(|tier| !tier.is_empty()) {
            Some(tier) => tier_name(tier, self.lang),
            None => Word::Target.say(self.lang).to_owned(),
        };
        let Bounds { low, high } = bounds(target);
        let finite = [low, high].into_iter().filter(|bound| bound.is_finite());
        finite
            .map(|bound| Mark {
                text: format!("{word} {}", self.measure.stated(bound)),
                value: bound,
                stroke: Stroke::solid(color::TARGET, canvas.px(4.0)),
                ink: (Type::Strong, color::TARGET),
            })
            .collect()
    }

    /// Where the bars begin and end.
    fn reach(&self) -> (f64, f64) {
        let median = self.target.median;
        self.bars.reach().unwrap_or((median, median))
    }

    /// The frame, and the bars as wide as they must be on it.
    fn frame(&self, canvas: &Canvas, body: Area, marks: &[Mark]) -> (Frame, Bars) {
        let (low, high) = marked_reach(self.reach(), marks);
        let scale = (&self.measure, self.decimals());
        self.bars
            .framed(canvas, body, (low, high), scale, self.lang)
    }

    fn captions(&self, canvas: &mut Canvas, frame: &Frame, body: Area) {
        let lang = self.lang;
        let text = self.bars.height_caption(lang);
        let label = indicator_label(self.summary, &self.target.indicator, lang);
        let unit = self.measure.caption();
        let unit = if unit.is_empty() {
            String::new()
        } else {
            lang.choose(format!("（{unit}）"), format!(" ({unit})"))
        };
        captions(canvas, frame, body, &[text, format!("{label}{unit}")]);
    }
}

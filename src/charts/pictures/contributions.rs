//! What a year's growth is made of: a waterfall from nothing to growth, one for each way of splitting it.

use super::super::chart::{Chart, Style};
use super::super::page::{Axis, Bar, Canvas, Heading, Step, Type, Waterfall, color};
use super::super::words::{Lang, Measure, grouped};
use super::imprint::{imprint, imprint_with_error, plus_minus};
use super::names::subtitle;
use crate::results::{Contribution, Contributions, SplitOfGrowth, Summary};

/// Draws one way of splitting growth in the year that is shown: every item's mean over the paths, and growth at the end.
pub fn contributions(
    summary: &Summary,
    found: &Contributions,
    split: &SplitOfGrowth,
    style: &Style,
) -> Chart {
    let picture = Picture {
        summary,
        found,
        split,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    canvas.finish()
}

struct Picture<'a> {
    summary: &'a Summary,
    found: &'a Contributions,
    split: &'a SplitOfGrowth,
    lang: Lang,
}

impl Picture<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let paragraphs = self.made();
        let foot = canvas.foot_height(&paragraphs);
        let waterfall = self.waterfall();
        let (low, high) = waterfall.reach();
        let measure = Measure::new("rate", "", self.lang, high.abs().max(low.abs()));
        let axis = Axis::rounded(low.min(0.0), high.max(0.0), 8, &measure);
        let laid = waterfall.draw(canvas, axis, top + canvas.px(8.0), foot);
        laid.rule_above(canvas, waterfall.steps.len() - 1);
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let year = lang.year(self.found.year);
        let way = match self.split.split.as_str() {
            "sectors" => lang.choose("按行业", "by sector"),
            "demand" => lang.choose("按需求", "by demand"),
            _ => lang.choose("按供给", "by supply"),
        };
        let place = self.found.region_name.as_ref().map(|name| lang.pick(name));
        let place = place.map_or(String::new(), |name| {
            lang.choose(name.to_owned(), format!(" of {name}"))
        });
        let explained = match self.split.split.as_str() {
            "sectors" => None,
            "demand" => Some(lang.choose(
                "各项需求连同本地上下游配套所带动的增加值；供给限制：产能和关键环节使产出偏离需求（与基年相比）。",
                "Value added that each demand calls for, its local suppliers included. Limits of supply: output held above or below demand by capacity and critical links, against the base year.",
            )),
            _ => self
                .found
                .notes
                .last()
                .map(|note| lang.pick(note)),
        };
        Heading {
            title: lang.choose(
                format!("{place}{year}实际增速从哪里来：{way}"),
                format!("Where real growth{place} in {year} comes from: {way}"),
            ),
            subtitle: subtitle(self.summary, lang),
            sentences: explained.map(str::to_owned).into_iter().collect(),
        }
    }

    /// Where the numbers come from, and from which of the paths.
    fn made(&self) -> Vec<String> {
        if self.found.paths == self.summary.run.paths {
            return imprint_with_error(self.summary, self.lang);
        }
        let (imprint, note) = (imprint(self.summary, self.lang), plus_minus(self.lang));
        let paths = grouped(self.found.paths as f64, 0);
        vec![self.lang.choose(
            format!("{imprint} · 本图用前 {paths} 条 · {note}"),
            format!("{imprint} · here the first {paths} · {note}"),
        )]
    }

    fn waterfall(&self) -> Waterfall {
        let (lang, t) = (self.lang, self.found.shown());
        let step = |label: &str, part: &Contribution, bar: Bar| Step {
            name: vec![(label.to_owned(), Type::Label, color::INK)],
            bar,
            half_width: Some(self.half(part)),
            text: self.text(part),
        };
        let mut steps: Vec<Step> = self
            .split
            .items
            .iter()
            .map(|item| {
                let part = &item.years[t];
                step(lang.pick(&item.label), part, Bar::Change(part.mean.value))
            })
            .collect();
        let growth = &self.found.growth;
        let part = &growth.years[t];
        steps.push(step(
            lang.pick(&growth.label),
            part,
            Bar::Level(part.mean.value),
        ));
        Waterfall {
            steps,
            headings: [
                String::new(),
                lang.choose("均值，%", "mean, %").to_owned(),
                lang.choose("百分点（10% 至 90%）", "pp (10% to 90%)")
                    .to_owned(),
            ],
        }
    }

    fn half(&self, part: &Contribution) -> f64 {
        self.found.errors().quantile95() * part.mean.std_error
    }

    /// The mean in percentage points with its error, and the range of the paths.
    fn text(&self, part: &Contribution) -> String {
        let half = 100.0 * self.half(part);
        let decimals = if half >= 0.095 { 1 } else { 2 };
        let signed = |value: f64, decimals: usize| {
            let text = grouped(100.0 * value, decimals);
            let nothing = text.chars().all(|c| matches!(c, '0' | '.' | '−'));
            match (nothing, value > 0.0) {
                (true, _) => text.trim_start_matches('−').to_owned(),
                (false, true) => format!("+{text}"),
                (false, false) => text,
            }
        };
        let error = match half {
            none if none < 1e-9 => String::new(),
            small if small < 0.005 => " ± <0.01".to_owned(),
            half => format!(" ± {half:.decimals$}"),
        };
        format!(
            "{}{error} ({} … {})",
            signed(part.mean.value, decimals),
            signed(part.p10, 1),
            signed(part.p90, 1)
        )
    }
}

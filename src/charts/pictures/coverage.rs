//! How often what came lay inside the central intervals of each forecaster.

use super::super::backend::{Area, Point};
use super::super::chart::{Chart, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Heading, Key, Sample, Stroke, Theme, Type, color,
};
use super::super::words::Lang;
use super::backtested::{imprint, ink, marker, subtitle};
use crate::results::{Backtest, COVERAGES, Coverage, ForecasterKind};

/// Part of a group's width that its forecasters take.
const FILLED: f64 = 0.76;

/// Draws the shares inside, with where they lie when forecasts are right.
pub fn coverage(backtest: &Backtest, style: &Style) -> Chart {
    let picture = Covered {
        backtest,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    canvas.finish()
}

struct Covered<'a> {
    backtest: &'a Backtest,
    lang: Lang,
}

impl Covered<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let bottom = canvas.foot(&[imprint(self.backtest, self.lang)]);
        let body = canvas.body(top, bottom);
        let below = canvas.legend(&self.keys(canvas), body.left, body.top, body.right);
        let body = Area::new(body.left, below + canvas.px(10.0), body.right, body.bottom);
        let frame = Self::frame(canvas, body);
        frame.grid(canvas, Grid::Level);
        let caption = self.lang.choose("落入区间的比例", "share inside");
        let at = Point::new(body.left, body.top);
        canvas.text(
            caption,
            (Type::Note, color::MUTED),
            at,
            Along::Start,
            Across::Top,
        );
        for (k, forecaster) in self.backtest.forecasters.iter().enumerate() {
            for (group, coverage) in forecaster.coverage.iter().enumerate() {
                self.range(canvas, &frame, self.place(group, k), coverage);
            }
        }
        for (group, nominal) in COVERAGES.into_iter().enumerate() {
            let left = group as f64 + 0.5 - FILLED / 2.0;
            let ends = [(left, nominal), (left + FILLED, nominal)];
            let stroke = level(canvas);
            frame.line(canvas, &ends, stroke);
        }
        // The marks over the lines.
        let radius = canvas.px(12.0);
        for (k, forecaster) in self.backtest.forecasters.iter().enumerate() {
            for (group, coverage) in forecaster.coverage.iter().enumerate() {
                let at = (self.place(group, k), coverage.share);
                frame.marker(canvas, at, marker(k), ink(k), radius);
            }
        }
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let told = |kind: ForecasterKind| {
            let found = self.backtest.forecasters.iter().find(|it| it.id == kind)?;
            let name = lang.pick(&found.name);
            let last = found.coverage.last()?;
            let (asked, share) = (100.0 * last.nominal, 100.0 * last.share);
            Some(lang.choose(
                format!("“{name}”的 {asked:.0}% 区间包含了 {share:.0}% 的实际增长。"),
                format!(
                    "The {asked:.0}% intervals of “{name}” contained {share:.0}% of the outcomes."
                ),
            ))
        };
        let anchors = [ForecasterKind::Targets, ForecasterKind::Record];
        Heading {
            title: lang
                .choose(
                    "预测区间包含了多少实际增长",
                    "How often forecast intervals contained the outcome",
                )
                .to_owned(),
            subtitle: subtitle(self.backtest, lang),
            sentences: anchors.into_iter().filter_map(told).collect(),
        }
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let lang = self.lang;
        let forecasters = self.backtest.forecasters.iter().enumerate();
        let mut keys: Vec<Key> = forecasters
            .map(|(k, it)| Key::new(Sample::Mark(marker(k), ink(k)), lang.pick(&it.name)))
            .collect();
        let level = level(canvas);
        keys.push(Key::new(
            Sample::Line(level),
            lang.choose("应有的比例", "share it should contain"),
        ));
        if self.backtest.power.is_some() {
            keys.push(Key::new(
                Sample::Block(color::BAND_OUTER),
                lang.choose("预测正确时 95% 的范围", "95% range of correct forecasts"),
            ));
        }
        keys
    }

    /// Where the k-th forecaster stands in a group.
    fn place(&self, group: usize, k: usize) -> f64 {
        let step = FILLED / self.backtest.forecasters.len() as f64;
        group as f64 + 0.5 - FILLED / 2.0 + step * (k as f64 + 0.5)
    }

    /// The range of correct forecasts, under the marks.
    fn range(&self, canvas: &mut Canvas, frame: &Frame, at: f64, coverage: &Coverage) {
        let half = 0.4 * FILLED / self.backtest.forecasters.len() as f64;
        if let Some([low, high]) = coverage.expected95 {
            let (from, to) = ((at - half, low), (at + half, high));
            frame.bar(canvas, from, to, color::BAND_OUTER);
        }
    }

    fn frame(canvas: &Canvas, body: Area) -> Frame {
        let lang = canvas.lang();
        let leading = Theme::leading(canvas.face(Type::Label));
        let ticks = COVERAGES.iter().enumerate().map(|(group, nominal)| {
            let percent = format!("{:.0}%", 100.0 * nominal);
            let name = lang.choose(format!("{percent} 区间"), format!("{percent} interval"));
            (group as f64 + 0.5, name)
        });
        let x = Axis {
            low: 0.0,
            high: COVERAGES.len() as f64,
            ticks: ticks.collect(),
        };
        let top = body.top + leading * 1.4;
        let bottom = body.bottom - leading - canvas.px(16.0);
        let step = if bottom - top > canvas.px(300.0) {
            0.1
        } else {
            0.5
        };
        let y = Axis::shares(step);
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        Frame {
            area: Area::new(left, top, body.right, bottom),
            x,
            y,
        }
    }
}

/// The line of an interval's probability.
fn level(canvas: &Canvas) -> Stroke {
    Stroke::dashed(
        color::TARGET,
        canvas.px(3.0),
        (canvas.px(12.0), canvas.px(8.0)),
    )
}

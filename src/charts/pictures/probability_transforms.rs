//! Probability integral transforms: where what came lay in each forecast; correct forecasts give level bars.

use super::super::backend::{Area, Point};
use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Heading, Key, Sample, Stroke, Theme, Type, color,
};
use super::super::words::{Lang, Measure};
use super::backtested::{imprint, subtitle};
use crate::results::{Backtest, Forecaster, Uniformity};

/// Least height of a panel, and the width over height it should have.
const PANEL: (f64, f64) = (300.0, 1.5);

/// Draws a histogram for each forecaster.
///
/// # Errors
///
/// The cases are too few to be tested.
pub fn probability_transforms(backtest: &Backtest, style: &Style) -> Result<Chart, ChartError> {
    let tested = backtest.forecasters.iter();
    let panels: Vec<(&Forecaster, &Uniformity)> = tested
        .filter_map(|it| Some((it, it.uniformity.as_ref()?)))
        .collect();
    if panels.is_empty() {
        return Err(ChartError::Nothing(Content::Cases));
    }
    let picture = Transforms {
        backtest,
        panels,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Transforms<'a> {
    backtest: &'a Backtest,
    panels: Vec<(&'a Forecaster, &'a Uniformity)>,
    lang: Lang,
}

impl Transforms<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let mut top = canvas.heading(&self.heading());
        let margin = canvas.theme().margin();
        let right = canvas.width() - margin;
        top = canvas.legend(&self.keys(canvas), margin, top, right) + canvas.px(16.0);
        let paragraphs = vec![imprint(self.backtest, self.lang)];
        let foot = canvas.foot_height(&paragraphs);
        let columns = self.columns(canvas, top, foot);
        let rows = self.panels.len().div_ceil(columns);
        canvas.grow_to(top + rows as f64 * canvas.px(PANEL.0) + foot);
        let bottom = canvas.foot(&paragraphs);
        let body = canvas.body(top, bottom);
        let gap = canvas.px(36.0);
        let width = (body.width() - gap * (columns - 1) as f64) / columns as f64;
        let height = body.height() / rows as f64;
        for (k, (forecaster, uniformity)) in self.panels.iter().enumerate() {
            let left = body.left + (width + gap) * (k % columns) as f64;
            let top = body.top + height * (k / columns) as f64;
            let panel = Area::new(left, top, left + width, top + height - canvas.px(14.0));
            self.panel(canvas, panel, forecaster, uniformity);
        }
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        Heading {
            title: lang
                .choose(
                    "实际增长落在预测分布的什么位置（PIT）",
                    "Where outcomes lay in their forecasts (PIT)",
                )
                .to_owned(),
            subtitle: subtitle(self.backtest, lang),
            sentences: vec![
                lang.choose(
                    "预测正确时各格应大致相等；左高右低：预测偏高；中间高：区间过宽；两端高：区间过窄。",
                    "Correct forecasts give level bars. High on the left: forecasts too high; high in the middle: intervals too wide; high at both ends: too narrow.",
                )
                .to_owned(),
            ],
        }
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let lang = self.lang;
        vec![
            Key::new(
                Sample::Block(color::BAND_OUTER),
                lang.choose("预测正确时 95% 的范围", "95% range of correct forecasts"),
            ),
            Key::new(Sample::Line(expected(canvas)), lang.choose("相等", "level")),
            Key::new(Sample::Block(color::BAR), lang.choose("案例数", "cases")),
        ]
    }

    /// As many columns as give panels nearest to the shape they should have.
    fn columns(&self, canvas: &Canvas, top: f64, foot: f64) -> usize {
        let room = (canvas.height() - top - foot).max(canvas.px(PANEL.0));
        let width = canvas.width() - 2.0 * canvas.theme().margin();
        let count = self.panels.len();
        let off = |columns: usize| {
            let rows = count.div_ceil(columns) as f64;
            let height = (room / rows).max(canvas.px(PANEL.0));
            let shape = width / columns as f64 / height;
            libm::log(shape / PANEL.1).abs()
        };
        let narrowest = canvas.px(400.0);
        let fits = |columns: &usize| *columns == 1 || width / *columns as f64 >= narrowest;
        let best = (1..=count).filter(fits);
        best.min_by(|a, b| off(*a).total_cmp(&off(*b))).unwrap_or(1)
    }

    fn panel(
        &self,
        canvas: &mut Canvas,
        panel: Area,
        forecaster: &Forecaster,
        uniformity: &Uniformity,
    ) {
        let name = self.lang.pick(&forecaster.name);
        let leading = Theme::leading(canvas.face(Type::Strong));
        let at = Point::new(panel.left, panel.top);
        canvas.text(
            name,
            (Type::Strong, color::INK),
            at,
            Along::Start,
            Across::Top,
        );
        let tests = tests(uniformity);
        let mut top = panel.top + leading;
        for line in canvas.fitted(&tests, Type::Note, panel.width(), 2) {
            let at = Point::new(panel.left, top);
            canvas.text(
                &line,
                (Type::Note, color::MUTED),
                at,
                Along::Start,
                Across::Top,
            );
            top += Theme::leading(canvas.face(Type::Note));
        }
        let frame = self.frame(canvas, panel, top);
        let bins = uniformity.bins.len() as f64;
        for (k, [low, high]) in uniformity.bins95.iter().enumerate() {
            let (from, to) = (k as f64 / bins, (k + 1) as f64 / bins);
            frame.bar(canvas, (from, *low), (to, *high), color::BAND_OUTER);
        }
        frame.grid(canvas, Grid::Level);
        let inset = 0.08 / bins;
        for (k, count) in uniformity.bins.iter().enumerate() {
            let (from, to) = (k as f64 / bins + inset, (k + 1) as f64 / bins - inset);
            frame.bar(canvas, (from, 0.0), (to, *count as f64), color::BAR);
        }
        let level = self.backtest.cases.len() as f64 / bins;
        let stroke = expected(canvas);
        frame.line(canvas, &[(0.0, level), (1.0, level)], stroke);
    }

    fn frame(&self, canvas: &Canvas, panel: Area, top: f64) -> Frame {
        let of_panel = |(_, uniformity): &(&Forecaster, &Uniformity)| {
            let counts = uniformity.bins.iter().map(|count| *count as f64);
            let ranges = uniformity.bins95.iter().map(|range| range[1]);
            counts.chain(ranges).fold(0.0, f64::max)
        };
        let highest = self.panels.iter().map(of_panel).fold(1.0, f64::max);
        let plain = Measure::new("number", "", self.lang, 1.0);
        let leading = Theme::leading(canvas.face(Type::Label));
        let (top, bottom) = (
            top + canvas.px(8.0),
            panel.bottom - leading - canvas.px(10.0),
        );
        let most = (((bottom - top) / canvas.px(50.0)) as usize).clamp(2, 6);
        let y = Axis::rounded(0.0, highest, most, &plain);
        let left = panel.left + canvas.widest(y.labels(), Type::Label) + canvas.px(16.0);
        let right = panel.right - canvas.px(14.0);
        Frame {
            area: Area::new(left, top, right, bottom),
            x: Axis::shares(0.5),
            y,
        }
    }
}

/// The tests of a forecaster in a line.
fn tests(uniformity: &Uniformity) -> String {
    let (distance, ratio) = (
        uniformity.kolmogorov_smirnov.shown_p(),
        uniformity.berkowitz.shown_p(),
    );
    format!("KS p {distance} · Berkowitz p {ratio}")
}

/// The line of level bars.
fn expected(canvas: &Canvas) -> Stroke {
    Stroke::dashed(
        color::INK,
        canvas.px(2.5),
        (canvas.px(10.0), canvas.px(7.0)),
    )
}

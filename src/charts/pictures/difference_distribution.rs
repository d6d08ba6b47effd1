//! The distribution of a difference: by how much one run lies above another, path by path.

use super::super::backend::Area;
use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{Canvas, Frame, Grid, Heading, Key, Sample, Stroke, Type, color};
use super::super::words::{Chance, Lang, Measure, spoken_indicator};
use super::histogram::{Bars, captions};
use super::imprint::{imprints, plus_minus};
use super::marks::{Mark, draw_marks, fitting, marked_reach};
use super::names::scenario_names;
use super::series::{measured, unit_of};
use super::zones::Zone;
use crate::results::{Estimate, PairedDifference, Summary};

/// Least height of the frame with its captions, in pixels at 1600 × 1000.
const LEAST_HEIGHT: f64 = 360.0;

/// The difference of an indicator in a year between a run and the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DifferenceOf<'a> {
    /// Name of the indicator.
    pub indicator: &'a str,
    /// Calendar year.
    pub year: i32,
    /// Position of the other run in the list, from 1.
    pub scenario: usize,
    /// The other run less the first, path by path.
    pub paths: &'a PairedDifference,
}

/// Draws how often a run lies above the first and by how much, path by path on the same draws; paths on which both are equal are counted apart.
///
/// # Errors
///
/// The first run has no such indicator, or no path differs.
pub fn difference_distribution(
    summaries: &[Summary],
    difference: &DifferenceOf<'_>,
    style: &Style,
) -> Result<Chart, ChartError> {
    let histogram = difference.paths.histogram.as_ref();
    let histogram = histogram.ok_or(ChartError::Nothing(Content::Differences))?;
    let missing = || ChartError::NoIndicator(difference.indicator.to_owned());
    let reference = summaries.first().ok_or_else(missing)?;
    let indicator = reference.indicators.get(difference.indicator);
    let indicator = indicator.ok_or_else(missing)?;
    let points = ["0.05", "0.95"].map(|p| difference.paths.quantiles[p].abs());
    let magnitude = points[0].max(points[1]);
    let other = summaries[difference.scenario]
        .indicators
        .get(difference.indicator);
    let measure = measured(
        unit_of(indicator),
        &reference.scenario.money,
        style.lang,
        magnitude,
    );
    let measure = if indicator.whole && other.is_some_and(|other| other.whole) {
        measure.whole()
    } else {
        measure
    };
    let equal = difference.paths.order.equal.value;
    let names = scenario_names(summaries, style.lang);
    let picture = Difference {
        summaries: [reference, &summaries[difference.scenario]],
        names: [names[0].clone(), names[difference.scenario].clone()],
        shown: difference,
        bars: Bars::of(histogram, measure.is_whole()).beside_zeros(equal),
        in_points: matches!(indicator.unit.as_str(), "rate" | "share" | "points"),
        measure,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Difference<'a> {
    summaries: [&'a Summary; 2],
    names: [String; 2],
    shown: &'a DifferenceOf<'a>,
    bars: Bars,
    measure: Measure,
    /// Whether a difference is one of percentages: in percentage points.
    in_points: bool,
    lang: Lang,
}

impl Difference<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let mut paragraphs = imprints(&self.summaries, self.lang);
        let note = plus_minus(self.lang);
        paragraphs.push(self.lang.choose(
            format!("{note}；两次用同一组随机数，逐条路径相减"),
            format!("{note}; both share their draws and are subtracted path by path"),
        ));
        let (left, right) = (
            canvas.theme().margin(),
            canvas.width() - canvas.theme().margin(),
        );
        let below = canvas.legend(&self.keys(), left, top, right) + canvas.px(10.0);
        // Long names take room: the sheet grows rather than press the bars flat.
        canvas.grow_to(below + canvas.px(LEAST_HEIGHT) + canvas.foot_height(&paragraphs));
        let bottom = canvas.foot(&paragraphs);
        let body = Area::new(left, below, right, bottom);
        let marks = fitting(canvas, self.marks(canvas));
        let reach = self.bars.reach().unwrap_or((0.0, 0.0));
        let reach = marked_reach((reach.0.min(0.0), reach.1.max(0.0)), &marks);
        let scale = (&self.measure, self.decimals());
        let (frame, bars) = self.bars.framed(canvas, body, reach, scale, self.lang);
        frame.grid(canvas, Grid::Level);
        self.captions(canvas, &frame, body);
        let lone = if self.point("0.5") < 0.0 {
            lower()
        } else {
            higher()
        };
        // The bar of 0, among whole numbers, is neither.
        let half = if self.bars.are_numbers() { 0.5 } else { 0.0 };
        let zones = [
            Zone::plain(f64::NEG_INFINITY, -half, lower()),
            Zone::plain(-half, half, color::MUTED),
            Zone::plain(half, f64::INFINITY, higher()),
        ];
        bars.draw(canvas, &frame, &zones, lone);
        draw_marks(canvas, &frame, &marks);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let it = self.shown;
        let label = spoken_indicator(self.summaries[0], it.indicator, lang);
        let (year, [first, other]) = (lang.year(it.year), &self.names);
        Heading {
            title: lang.choose(
                format!("{year}{label}：逐条路径相差多少"),
                format!("{label} in {}: the difference path by path", it.year),
            ),
            subtitle: lang.choose(
                format!("“{other}”减“{first}”"),
                format!("“{other}” less “{first}”"),
            ),
            sentences: self.sentences(),
        }
    }

    fn sentences(&self) -> Vec<String> {
        let (lang, it) = (self.lang, self.shown.paths);
        let order = &it.order;
        let [above, equal, below] =
            [order.above, order.equal, order.below].map(|it| self.chance(it));
        let other = &self.names[1];
        let ties = if order.equal.value > 0.0 {
            lang.choose(format!("，相等的占 {equal}"), format!(", equal on {equal}"))
        } else {
            String::new()
        };
        let decimals = self.decimals();
        let low = self.number(self.point("0.05"), decimals);
        let high = self.text(self.point("0.95"), decimals);
        let errors = self.summaries[0].run.errors();
        let half = errors.quantile95() * it.mean.std_error;
        let finer = self.measure.decimals_of_error(half).max(decimals);
        let mean = self.text(it.mean.value, finer);
        let half = self.measure.number(half, finer);
        vec![
            lang.choose(
                format!("“{other}”更高的路径占 {above}，更低的占 {below}{ties}。"),
                format!("“{other}” is higher on {above} of the paths, lower on {below}{ties}."),
            ),
            lang.choose(
                format!("平均相差 {mean}（± {half}）；90% 的路径在 {low} 与 {high}之间。"),
                format!(
                    "On average {mean} (± {half}); 90% of the paths lie between {low} and {high}."
                ),
            ),
        ]
    }

    fn chance(&self, share: Estimate) -> String {
        let run = &self.summaries[0].run;
        Chance::counted(share.value, Some(share.std_error), run).with_error()
    }

    fn point(&self, p: &str) -> f64 {
        self.shown.paths.quantiles[p]
    }

    /// Decimals that resolve the middle nine tenths.
    fn decimals(&self) -> usize {
        self.measure
            .decimals(self.point("0.95") - self.point("0.05"))
    }

    /// A difference with its sign.
    fn number(&self, value: f64, decimals: usize) -> String {
        let sign = if value > 0.0 { "+" } else { "" };
        format!("{sign}{}", self.measure.number(value, decimals))
    }

    /// A difference with its sign and unit.
    fn text(&self, value: f64, decimals: usize) -> String {
        if self.in_points {
            let number = self.number(value, decimals);
            return self
                .lang
                .choose(format!("{number}个百分点"), format!("{number} pp"));
        }
        let size = self.measure.value(value.abs(), decimals);
        let sign = match value {
            _ if value > 0.0 => "+",
            _ if value < 0.0 => "−",
            _ => "",
        };
        format!("{sign}{size}")
    }

    fn keys(&self) -> Vec<Key> {
        let lang = self.lang;
        let other = &self.names[1];
        let key = |fill, zh: &str, en: &str| {
            let name = lang.choose(format!("“{other}”{zh}"), format!("“{other}” {en}"));
            Key::new(Sample::Block(fill), name)
        };
        let mut keys = vec![
            key(higher(), "更高", "higher"),
            key(lower(), "更低", "lower"),
        ];
        if self.bars.are_numbers() && self.shown.paths.order.equal.value > 0.0 {
            let name = lang.choose("相等", "equal").to_owned();
            keys.push(Key::new(Sample::Block(color::MUTED), name));
        }
        keys
    }

    fn marks(&self, canvas: &Canvas) -> Vec<Mark> {
        let (middle, decimals) = (self.point("0.5"), self.decimals());
        let dash = (canvas.px(10.0), canvas.px(7.0));
        let end = |p: &str, name: &str| Mark {
            text: format!("{name} {}", self.text(self.point(p), decimals)),
            value: self.point(p),
            stroke: Stroke::dashed(color::INK, canvas.px(2.0), dash),
            ink: (Type::Label, color::MUTED),
        };
        let none = Mark {
            text: self.lang.choose("没有差别", "no difference").to_owned(),
            value: 0.0,
            stroke: Stroke::solid(color::MUTED, canvas.px(4.0)),
            ink: (Type::Strong, color::MUTED),
        };
        let median = Mark {
            text: format!(
                "{} {}",
                self.lang.choose("中位数", "median"),
                self.text(middle, decimals)
            ),
            value: middle,
            stroke: Stroke::solid(color::INK, canvas.px(2.5)),
            ink: (Type::Strong, color::INK),
        };
        if !self.bars.are_numbers() {
            return vec![none, median, end("0.05", "5%"), end("0.95", "95%")];
        }
        // No difference is a bar; points of the distribution often lie on one number.
        let ends = [("0.05", "5%"), ("0.95", "95%")].map(|(p, name)| end(p, name));
        let ends = ends.into_iter().filter(|end| end.value != middle);
        [median].into_iter().chain(ends).collect()
    }

    fn captions(&self, canvas: &mut Canvas, frame: &Frame, body: Area) {
        let unit = if self.in_points {
            self.lang.choose("个百分点", "percentage points")
        } else {
            self.measure.caption()
        };
        let across = match (unit, self.lang) {
            ("", Lang::Zh) => "差".to_owned(),
            ("", Lang::En) => "difference".to_owned(),
            (unit, Lang::Zh) => format!("差（{unit}）"),
            (unit, Lang::En) => format!("difference ({unit})"),
        };
        captions(canvas, frame, body, &[self.height(), across]);
    }

    /// What a bar's height is, and the paths that none shows.
    fn height(&self) -> String {
        let equal = self.shown.paths.order.equal;
        if equal.value == 0.0 || self.bars.are_numbers() {
            return self.bars.height_caption(self.lang);
        }
        let equal = self.chance(equal);
        self.lang.choose(
            format!("柱高：落入该格的路径占全部路径之比（%）；相等的 {equal} 不在柱中"),
            format!("height: % of all paths in each bin; the {equal} that are equal have no bar"),
        )
    }
}

fn higher() -> super::super::backend::Color {
    color::of_change(0.75)
}

fn lower() -> super::super::backend::Color {
    color::of_change(-0.75)
}

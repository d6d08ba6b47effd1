//! How the probabilities of a run came to rest as its paths grew in number.

use super::super::backend::{Area, Point};
use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Heading, Key, Marker, Sample, Stroke, Theme, Type,
    color,
};
use super::super::words::{Chance, Lang, Measure, grouped, trimmed};
use super::imprint::imprint_with_error;
use super::judged_name::judged_name;
use super::names::{numbered, sheets, subtitle};
use crate::results::{Convergence, ConvergencePoint, ProbabilityCourse, Summary};

/// Panels on a sheet.
const PANELS: usize = 9;
/// Half of the greatest height of a panel: ± 6 percentage points. What is wider at first is cut.
const REACH: f64 = 0.06;

/// Draws every probability of a run against the number of its paths (on a logarithmic axis) with the 95 % band, a panel for each; one
/// sheet, or several when there are many. Panels are equally high, each about its final value.
///
/// # Errors
///
/// The run judges nothing.
pub fn convergence(
    summary: &Summary,
    convergence: &Convergence,
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    let courses = &convergence.probabilities;
    let courses: Vec<&ProbabilityCourse> =
        courses.iter().filter(|it| !it.points.is_empty()).collect();
    if courses.is_empty() {
        return Err(ChartError::Nothing(Content::Targets));
    }
    let half = courses.iter().map(|it| reach(it)).fold(0.0, f64::max);
    let sheets = sheets(&courses, PANELS);
    let count = sheets.len();
    let draw = |(index, courses): (usize, &&[&ProbabilityCourse])| {
        let picture = Courses {
            summary,
            shown: courses,
            half: half.clamp(1e-6, REACH),
            sheet: (index + 1, count),
            lang: style.lang,
        };
        let mut canvas = Canvas::new(style);
        picture.draw(&mut canvas);
        canvas.finish()
    };
    Ok(sheets.iter().enumerate().map(draw).collect())
}

/// How far the band of a course reaches from where it ends.
fn reach(course: &ProbabilityCourse) -> f64 {
    let end = last(course).probability;
    let points = course.points.iter();
    points
        .map(|point| (end - point.ci95[0]).max(point.ci95[1] - end))
        .fold(0.0, f64::max)
}

fn last(course: &ProbabilityCourse) -> &ConvergencePoint {
    course.points.last().expect("a course has points")
}

struct Courses<'a> {
    summary: &'a Summary,
    shown: &'a [&'a ProbabilityCourse],
    half: f64,
    sheet: (usize, usize),
    lang: Lang,
}

impl Courses<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let margin = canvas.theme().margin();
        let right = canvas.width() - margin;
        let top = canvas.legend(&self.keys(canvas), margin, top, right) + canvas.px(8.0);
        let mut paragraphs = imprint_with_error(self.summary, self.lang);
        paragraphs.insert(0, self.note());
        let foot = canvas.foot_height(&paragraphs);
        let columns = self.columns(canvas);
        let rows = self.shown.len().div_ceil(columns);
        let room = (canvas.height() - foot - top) / rows as f64;
        let height = room.max(head(canvas) + canvas.px(190.0));
        canvas.grow_to(top + height * rows as f64 + foot);
        let width = (right - margin) / columns as f64;
        for (index, course) in self.shown.iter().enumerate() {
            let (row, column) = (index / columns, index % columns);
            let left = margin + width * column as f64;
            let top = top + height * row as f64;
            let area = Area::new(left, top, left + width - canvas.px(30.0), top + height);
            self.panel(canvas, course, area);
        }
        canvas.foot(&paragraphs);
    }

    /// Panels beside each other: as many as leave each wide enough.
    fn columns(&self, canvas: &Canvas) -> usize {
        let room = canvas.width() - 2.0 * canvas.theme().margin();
        let most = (room / canvas.px(460.0)) as usize;
        let even = match self.shown.len() {
            1 => 1,
            2 | 4 => 2,
            _ => 3,
        };
        most.clamp(1, even)
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let title = lang.choose("概率随路径数收敛", "How the probabilities converge");
        Heading {
            title: numbered(title, self.sheet, lang),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![
                lang.choose(
                    "误差与路径数的平方根成反比；它只是抽样误差，不是情景的不确定性。",
                    "The error falls with the square root of the number of paths; it is the error of sampling alone.",
                )
                .to_owned(),
            ],
        }
    }

    /// What the axes are.
    fn note(&self) -> String {
        self.lang
            .choose(
                "横轴：路径数（对数刻度）；各图纵轴跨度相同。“±1 点”指 95% 区间的一半为 1 个百分点，其后为所需路径数。",
                "Across: number of paths, logarithmic. All panels span the same range. “±1 pp”: the number of paths after which half of the 95% interval is one percentage point.",
            )
            .to_owned()
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let lang = self.lang;
        vec![
            Key::new(
                Sample::MarkedLine(line(canvas), Marker::Disc),
                lang.choose("到此为止的概率", "probability so far"),
            ),
            Key::new(
                Sample::Block(color::BAND_MIDDLE),
                lang.choose("95% 置信带", "95% confidence band"),
            ),
            Key::new(
                Sample::Line(final_line(canvas)),
                lang.choose("最终值", "final value"),
            ),
        ]
    }

    fn panel(&self, canvas: &mut Canvas, course: &ProbabilityCourse, area: Area) {
        self.words(canvas, course, area);
        let frame = self.frame(canvas, course, area);
        let of = |height: fn(&ConvergencePoint) -> f64| -> Vec<(f64, f64)> {
            let points = course.points.iter();
            points
                .map(|point| (libm::log10(point.paths as f64), height(point)))
                .collect()
        };
        let (low, high) = (of(|it| it.ci95[0]), of(|it| it.ci95[1]));
        frame.band(canvas, &low, &high, color::BAND_MIDDLE);
        frame.grid(canvas, Grid::Level);
        let end = last(course).probability;
        let level = [(frame.x.low, end), (frame.x.high, end)];
        frame.line(canvas, &level, final_line(canvas));
        let points = of(|it| it.probability);
        frame.line(canvas, &points, line(canvas));
        if let Some(place) = points.last() {
            let radius = canvas.px(7.0);
            frame.marker(canvas, *place, Marker::Disc, color::STRONG, radius);
        }
    }

    /// What is judged, its final value, and what a precision takes.
    fn words(&self, canvas: &mut Canvas, course: &ProbabilityCourse, area: Area) {
        let name = judged_name(self.summary, course.id.as_deref(), self.lang);
        let end = last(course);
        let chance = Chance {
            share: end.probability,
            interval: end.ci95,
        };
        let mut y = area.top;
        let texts = [
            (name, Type::Label, 2),
            (chance.equation(), Type::Strong, 1),
            (self.needed(course), Type::Note, 1),
        ];
        for (text, kind, lines) in texts {
            let leading = Theme::leading(canvas.face(kind));
            for part in canvas.fitted(&text, kind, area.width(), lines) {
                let at = Point::new(area.left, y + leading / 2.0);
                canvas.text(&part, (kind, color::INK), at, Along::Start, Across::Middle);
                y += leading;
            }
        }
    }

    fn needed(&self, course: &ProbabilityCourse) -> String {
        let lang = self.lang;
        let told = course.needed.iter().map(|it| {
            let points = trimmed(100.0 * it.half_width, 2);
            let paths = paths_told(it.paths, lang);
            lang.choose(
                format!("±{points} 点需 {paths}条"),
                format!("±{points} pp: {paths}"),
            )
        });
        let told: Vec<String> = told.collect();
        let told = told.join(lang.choose("，", ", "));
        lang.choose(told.clone(), format!("{told} paths"))
    }

    fn frame(&self, canvas: &Canvas, course: &ProbabilityCourse, area: Area) -> Frame {
        let end = last(course).probability;
        let measure = Measure::new("share", "", self.lang, 1.0);
        let pad = 1.04 * self.half;
        let mut y = Axis::exact((end - pad).max(0.0), (end + pad).min(1.0), 4, &measure);
        for (_, label) in &mut y.ticks {
            label.push('%');
        }
        let left = area.left + canvas.widest(y.labels(), Type::Label) + canvas.px(16.0);
        let below = Theme::leading(canvas.face(Type::Label)) + canvas.px(30.0);
        let top = area.top + head(canvas);
        Frame {
            area: Area::new(left, top, area.right, area.bottom - below),
            x: self.across(course),
            y,
        }
    }

    /// Powers of ten, from the first look to the last.
    fn across(&self, course: &ProbabilityCourse) -> Axis {
        let of = |point: &ConvergencePoint| libm::log10(point.paths as f64);
        let (low, high) = (of(&course.points[0]), of(last(course)));
        // A run of a single look has no width.
        let (low, high) = if high - low < 0.1 {
            (low - 0.5, high + 0.1)
        } else {
            (low, high)
        };
        // Within two decades twice and five times a power are marked as well.
        let steps: &[u32] = if high - low < 2.0 { &[1, 2, 5] } else { &[1] };
        let powers = libm::floor(low) as i32..=libm::floor(high) as i32;
        let marks = powers.flat_map(|power| steps.iter().map(move |step| (*step, power)));
        let ticks = marks.map(|(step, power)| {
            let place = f64::from(power) + libm::log10(f64::from(step));
            (place, power_told(step, power, self.lang))
        });
        let ticks = ticks
            .filter(|(place, _)| (low..=high).contains(place))
            .collect();
        Axis {
            low,
            high: high + 0.02 * (high - low),
            ticks,
        }
    }
}

/// Height of a panel's words.
fn head(canvas: &Canvas) -> f64 {
    let label = Theme::leading(canvas.face(Type::Strong));
    let note = Theme::leading(canvas.face(Type::Note));
    3.0 * label + note + canvas.px(14.0)
}

/// So many times a power of ten: 1千, 2万, 10万; 1k, 20k, 1M.
fn power_told(times: u32, power: i32, lang: Lang) -> String {
    let (unit, name) = match (lang, power) {
        (Lang::Zh, 8..) => (8, "亿"),
        (Lang::Zh, 4..) => (4, "万"),
        (Lang::Zh, 3) => (3, "千"),
        (Lang::En, 9..) => (9, "G"),
        (Lang::En, 6..) => (6, "M"),
        (Lang::En, 3..) => (3, "k"),
        _ => (0, ""),
    };
    format!(
        "{times}{}{name}",
        "0".repeat((power - unit).max(0) as usize)
    )
}

/// A number of paths in two digits, since no more of it is known: 9.2 万; 92,000.
fn paths_told(paths: u64, lang: Lang) -> String {
    let size = libm::floor(libm::log10(paths.max(1) as f64));
    let step = libm::pow(10.0, (size - 1.0).max(0.0));
    let rounded = (paths as f64 / step).round() * step;
    let told = |unit: f64, name: &str| {
        let amount = trimmed(rounded / unit, 1);
        format!("{amount} {name}")
    };
    match (lang, rounded) {
        (Lang::Zh, amount) if amount >= 1e8 => told(1e8, "亿"),
        (Lang::Zh, amount) if amount >= 1e4 => told(1e4, "万"),
        (Lang::Zh, amount) => format!("{} ", grouped(amount, 0)),
        (Lang::En, amount) => grouped(amount, 0),
    }
}

fn line(canvas: &Canvas) -> Stroke {
    Stroke::solid(color::STRONG, canvas.px(3.0))
}

fn final_line(canvas: &Canvas) -> Stroke {
    Stroke::dashed(
        color::MUTED,
        canvas.px(2.0),
        (canvas.px(9.0), canvas.px(6.0)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_paths_are_told_in_two_digits() {
        assert_eq!(paths_told(939_362, Lang::Zh), "94 万");
        assert_eq!(paths_told(939_362, Lang::En), "940,000");
        assert_eq!(paths_told(9_382, Lang::Zh), "9,400 ");
        assert_eq!(paths_told(123_456_789, Lang::Zh), "1.2 亿");
        assert_eq!(power_told(1, 5, Lang::Zh), "10万");
        assert_eq!(power_told(2, 5, Lang::En), "200k");
        assert_eq!(power_told(1, 2, Lang::En), "100");
    }
}

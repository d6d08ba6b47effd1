//! The response curve: how a probability answers to a lever, and where it reaches what is asked.

use super::super::backend::{Area, Color, Point};
use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Heading, Key, Marker, Sample, Stroke, Theme, Type,
    color,
};
use super::super::words::{Lang, Measure, aim_phrase, lever_value, solution_sentences};
use super::imprint::imprint_with_error;
use super::marks::{Mark, draw_marks, fitting};
use super::names::subtitle;
use super::series::measured;
use crate::results::{Ending, PointOfCurve, Reaching, Solution, Summary};

/// Draws the curve of a solution: the probability with its 95 % band over the values of the lever (of several, over their way), the
/// probability asked for, and the solution with its interval.
///
/// # Errors
///
/// Only the central path was asked about: there is no curve.
pub fn response_curve(
    summary: &Summary,
    solution: &Solution,
    style: &Style,
) -> Result<Chart, ChartError> {
    let reaching = solution.reaching.as_ref();
    let reaching = reaching.ok_or(ChartError::Nothing(Content::Curve))?;
    let picture = Curve {
        summary,
        solution,
        reaching,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Curve<'a> {
    summary: &'a Summary,
    solution: &'a Solution,
    reaching: &'a Reaching,
    lang: Lang,
}

impl Curve<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let bottom = canvas.foot(&imprint_with_error(self.summary, self.lang));
        let body = canvas.body(top, bottom);
        let below = canvas.legend(&self.keys(canvas), body.left, body.top, body.right);
        let body = Area::new(body.left, below + canvas.px(10.0), body.right, body.bottom);
        let marks = fitting(canvas, self.marks(canvas));
        let frame = self.frame(canvas, body);
        self.interval(canvas, &frame);
        frame.grid(canvas, Grid::Level);
        draw_marks(canvas, &frame, &marks);
        self.curve(canvas, &frame);
        self.asked(canvas, &frame);
        self.caption(canvas, &frame, body);
    }

    fn heading(&self) -> Heading {
        let aim = aim_phrase(self.summary, self.solution, self.lang);
        Heading {
            title: self.lang.choose(
                format!("{aim}：要靠什么才达到"),
                format!("{aim}: what it takes"),
            ),
            subtitle: subtitle(self.summary, self.lang),
            sentences: solution_sentences(self.summary, self.solution, self.lang),
        }
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let lang = self.lang;
        let mut keys = vec![
            Key::new(
                Sample::MarkedLine(line(canvas), Marker::Disc),
                lang.choose("概率", "probability"),
            ),
            Key::new(
                Sample::Block(color::BAND_MIDDLE),
                lang.choose("95% 置信带", "95% confidence band"),
            ),
        ];
        if self.ends().is_some() {
            keys.push(Key::new(
                Sample::Block(ground()),
                lang.choose("解的 95% 区间", "95% interval of the solution"),
            ));
        }
        keys
    }

    /// Place of these values across: the only lever's value, or how far several have come.
    fn across(&self, values: &[f64]) -> f64 {
        let levers = &self.solution.levers;
        if levers.len() == 1 {
            return values[0];
        }
        let (first, last) = self.way();
        let moved = (0..levers.len()).max_by(|a, b| {
            let way = |k: usize| (last[k] - first[k]).abs() / (levers[k].high - levers[k].low);
            way(*a).total_cmp(&way(*b))
        });
        let k = moved.unwrap_or(0);
        let way = last[k] - first[k];
        if way == 0.0 {
            0.0
        } else {
            (values[k] - first[k]) / way
        }
    }

    fn way(&self) -> (&[f64], &[f64]) {
        let ends = self.solution.curve.first().zip(self.solution.curve.last());
        let (first, last) = ends.expect("a curve has points");
        (&first.values, &last.values)
    }

    /// How numbers across are shown.
    fn measure(&self) -> Measure {
        match self.solution.levers.as_slice() {
            [lever] => {
                let unit = (lever.unit.as_str(), lever.counted_in.as_deref());
                let magnitude = lever.high.abs().max(lever.low.abs());
                let money = &self.summary.scenario.money;
                measured(unit, money, self.lang, magnitude)
            }
            _ => Measure::new("share", "", self.lang, 1.0),
        }
    }

    fn frame(&self, canvas: &Canvas, body: Area) -> Frame {
        let leading = Theme::leading(canvas.face(Type::Label));
        let y = self.up(canvas, body);
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        let right = body.right - canvas.px(60.0);
        let places = self.solution.curve.iter();
        let places = places.map(|point| self.across(&point.values));
        let (mut low, mut high) = places.fold((f64::INFINITY, f64::NEG_INFINITY), |ends, x| {
            (ends.0.min(x), ends.1.max(x))
        });
        // The present value is shown where it is not far off.
        if let Some(present) = self.present() {
            let room = (high - low) * 0.5;
            if present > low - room && present < high + room {
                (low, high) = (low.min(present), high.max(present));
            }
        }
        let pad = (high - low) * 0.03;
        let most = ((right - left) / canvas.px(130.0)) as usize;
        Frame {
            area: Area::new(
                left,
                body.top + leading * 2.0,
                right,
                body.bottom - 2.0 * leading - canvas.px(16.0),
            ),
            x: Axis::exact(low - pad, high + pad, most.clamp(3, 11), &self.measure()),
            y,
        }
    }

    /// As much of 0 to 100 % as the curve, its band and the probability asked for take.
    fn up(&self, canvas: &Canvas, body: Area) -> Axis {
        let asked = self.reaching.asked;
        let curve = self.solution.curve.iter();
        let (low, high) = curve.fold((asked, asked), |(low, high), point| {
            (low.min(point.ci95[0]), high.max(point.ci95[1]))
        });
        let pad = 0.08 * (high - low);
        let measure = Measure::new("share", "", self.lang, 1.0);
        let most = (body.height() / canvas.px(90.0)) as usize;
        let (low, high) = ((low - pad).max(0.0), (high + pad).min(1.0));
        let mut axis = Axis::exact(low, high, most.clamp(3, 7), &measure);
        for (_, label) in &mut axis.ticks {
            label.push('%');
        }
        axis
    }

    /// What the file has for the only lever.
    fn present(&self) -> Option<f64> {
        match self.solution.levers.as_slice() {
            [lever] => lever.present,
            _ => None,
        }
    }

    /// The ends of the solution's interval across; an end that is not on the way is that of the way.
    fn ends(&self) -> Option<(f64, f64)> {
        if self.reaching.ending != Ending::Reached {
            return None;
        }
        let (first, last) = self.way();
        let [low, high] = &self.reaching.interval;
        let low = low.as_deref().unwrap_or(first);
        let high = high.as_deref().unwrap_or(last);
        Some((self.across(low), self.across(high)))
    }

    fn interval(&self, canvas: &mut Canvas, frame: &Frame) {
        if let Some((low, high)) = self.ends() {
            let (from, to) = ((low, frame.y.low), (high, frame.y.high));
            frame.bar(canvas, from, to, ground());
        }
    }

    fn marks(&self, canvas: &Canvas) -> Vec<Mark> {
        let lang = self.lang;
        let dash = (canvas.px(10.0), canvas.px(7.0));
        let mut marks = Vec::new();
        if let Some(solution) = &self.reaching.solution {
            let text = match self.solution.levers.as_slice() {
                [_] => lever_value(self.summary, self.solution, 0, solution.values[0]),
                _ => String::new(),
            };
            marks.push(Mark {
                text: lang.choose(format!("解 {text}"), format!("solution {text}")),
                value: self.across(&solution.values),
                stroke: Stroke::solid(color::TARGET, canvas.px(4.0)),
                ink: (Type::Strong, color::TARGET),
            });
        }
        if let Some(present) = self.present() {
            let text = lever_value(self.summary, self.solution, 0, present);
            marks.push(Mark {
                text: lang.choose(format!("现值 {text}"), format!("now {text}")),
                value: present,
                stroke: Stroke::dashed(color::INK, canvas.px(2.5), dash),
                ink: (Type::Strong, color::INK),
            });
        }
        marks
    }

    /// The band of the error, the line and its points.
    fn curve(&self, canvas: &mut Canvas, frame: &Frame) {
        let curve = &self.solution.curve;
        let edge = |height: fn(&PointOfCurve) -> f64| -> Vec<(f64, f64)> {
            let points = curve.iter();
            points
                .map(|point| (self.across(&point.values), height(point)))
                .collect()
        };
        let (low, high) = (edge(|point| point.ci95[0]), edge(|point| point.ci95[1]));
        frame.band(canvas, &low, &high, color::BAND_MIDDLE);
        let points = edge(|point| point.probability);
        frame.line(canvas, &points, line(canvas));
        for point in points {
            frame.marker(canvas, point, Marker::Disc, color::STRONG, canvas.px(6.0));
        }
    }

    /// The probability asked for, level, with its number at the right.
    fn asked(&self, canvas: &mut Canvas, frame: &Frame) {
        let asked = self.reaching.asked;
        let stroke = Stroke::dashed(
            color::TARGET,
            canvas.px(2.5),
            (canvas.px(10.0), canvas.px(7.0)),
        );
        frame.line(
            canvas,
            &[(frame.x.low, asked), (frame.x.high, asked)],
            stroke,
        );
        let text = Measure::new("share", "", self.lang, 1.0).stated(asked);
        let at = Point::new(frame.area.right + canvas.px(6.0), frame.up(asked));
        let ink = (Type::Strong, color::TARGET);
        canvas.text(&text, ink, at, Along::Start, Across::Middle);
    }

    /// What stands across.
    fn caption(&self, canvas: &mut Canvas, frame: &Frame, body: Area) {
        let lang = self.lang;
        let measure = self.measure();
        let unit = match measure.caption() {
            "" => String::new(),
            unit => lang.choose(format!("（{unit}）"), format!(" ({unit})")),
        };
        let caption = match self.solution.levers.as_slice() {
            [lever] => format!("{}{unit}", lever.path),
            _ => lang.choose(
                format!("各杠杆从起点到终点同步移动的进度{unit}"),
                format!("how far the levers have come on their way{unit}"),
            ),
        };
        let ink = (Type::Note, color::MUTED);
        let room = frame.area.width();
        for line in canvas.fitted(&caption, Type::Note, room, 1) {
            let at = Point::new(frame.area.right, body.bottom);
            canvas.text(&line, ink, at, Along::End, Across::Bottom);
        }
    }
}

fn line(canvas: &Canvas) -> Stroke {
    Stroke::solid(color::STRONG, canvas.px(4.0))
}

/// The ground of the solution's interval.
fn ground() -> Color {
    color::PALE.with_alpha(0.5)
}

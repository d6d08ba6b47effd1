//! What a smaller box gains and costs: density against coverage along the way it was found.

use super::super::backend::{Area, Point};
use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Key, Marker, Sample, Stroke, Theme, Type, color,
};
use super::super::words::Measure;
use super::discovered::{BoxSheet, discovery_imprint, plot, sheets, told, verb};
use crate::results::{Discovery, Summary, TrajectoryPoint};

/// Draws, for each box of a discovery, coverage and density of every box on the way to it, counted on the paths that had no part in
/// finding it; a sheet for each box.
///
/// # Errors
///
/// There is no box.
pub fn discovery_trade_off(
    summary: &Summary,
    discovery: &Discovery,
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    sheets(summary, discovery, style, |sheet, canvas| {
        TradeOff(sheet).draw(canvas);
    })
}

struct TradeOff<'a>(&'a BoxSheet<'a>);

impl TradeOff<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let imprint = discovery_imprint(self.0.summary, self.0.discovery, self.0.lang);
        let (heading, keys) = (self.0.heading(), self.keys(canvas));
        let body = plot(canvas, &heading, &keys, &[self.note(), imprint]);
        let frame = self.frame(canvas, body);
        frame.grid(canvas, Grid::Level);
        let base = self.0.discovery.base.value;
        frame.line(canvas, &[(0.0, base), (1.0, base)], level(canvas));
        self.way(canvas, &frame);
        let place = (self.0.found.coverage.value, self.0.found.density.value);
        frame.marker(
            canvas,
            place,
            Marker::Diamond,
            color::TARGET,
            canvas.px(13.0),
        );
        self.captions(canvas, &frame, body);
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let lang = self.0.lang;
        let base = told(self.0.discovery.base);
        vec![
            Key::new(
                Sample::MarkedLine(way(canvas), Marker::Disc),
                lang.choose("逐步缩小的盒子", "boxes on the way"),
            ),
            Key::new(
                Sample::Mark(Marker::Ring, color::STRONG),
                lang.choose("选中的一个", "the chosen one"),
            ),
            Key::new(
                Sample::Mark(Marker::Diamond, color::TARGET),
                lang.choose("检验并补回之后", "after testing and enlarging"),
            ),
            Key::new(
                Sample::Line(level(canvas)),
                lang.choose(format!("全部路径 {base}"), format!("all paths {base}")),
            ),
        ]
    }

    fn note(&self) -> String {
        self.0.lang
            .choose(
                "选中的盒子，比随机取同样多的路径多含的这类路径最多。误差条为 95% 置信区间。",
                "The chosen box exceeds by most what as many paths picked at random would contain. Whiskers are 95% intervals.",
            )
            .to_owned()
    }

    fn frame(&self, canvas: &Canvas, body: Area) -> Frame {
        let y = self.up();
        let leading = Theme::leading(canvas.face(Type::Label));
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        Frame {
            area: Area::new(
                left,
                body.top + leading * 1.3,
                body.right - canvas.px(40.0),
                body.bottom - 2.0 * leading - canvas.px(16.0),
            ),
            x: Axis::shares(0.2),
            y,
        }
    }

    /// From somewhat below the sparsest box to 100 %.
    fn up(&self) -> Axis {
        let points = self.0.found.trajectory.iter();
        let densities = points.filter_map(|point| Some(point.density?.ci95[0]));
        let low = densities.fold(self.0.discovery.base.value, f64::min) - 0.1;
        let measure = Measure::new("share", "", self.0.lang, 1.0);
        let mut axis = Axis::exact(low.clamp(0.0, 0.9), 1.0, 7, &measure);
        for (_, label) in &mut axis.ticks {
            label.push('%');
        }
        axis
    }

    fn way(&self, canvas: &mut Canvas, frame: &Frame) {
        let place = |point: &TrajectoryPoint| Some((point.coverage.value, point.density?.value));
        let trajectory = &self.0.found.trajectory;
        let places: Vec<(f64, f64)> = trajectory.iter().filter_map(place).collect();
        frame.line(canvas, &places, way(canvas));
        for point in trajectory {
            let (Some(at), Some(density)) = (place(point), point.density) else {
                continue;
            };
            let [low, high] = density.ci95;
            let whisker = Stroke::solid(color::BAND_INNER, canvas.px(2.0));
            frame.line(canvas, &[(at.0, low), (at.0, high)], whisker);
            frame.marker(canvas, at, Marker::Disc, color::STRONG, canvas.px(5.0));
            if point.chosen {
                frame.marker(canvas, at, Marker::Ring, color::STRONG, canvas.px(13.0));
            }
        }
    }

    fn captions(&self, canvas: &mut Canvas, frame: &Frame, body: Area) {
        let (lang, verb) = (self.0.lang, verb(self.0.discovery, self.0.lang));
        let across = lang.choose(
            format!("含有全部{verb}路径的比例"),
            format!("coverage: share of all paths {verb} that lie in the box"),
        );
        let up = lang.choose(
            format!("盒内{verb}的比例"),
            format!("density: share {verb} inside the box"),
        );
        let ink = (Type::Note, color::MUTED);
        let at = Point::new(frame.area.right, body.bottom);
        for line in canvas.fitted(&across, Type::Note, frame.area.width(), 1) {
            canvas.text(&line, ink, at, Along::End, Across::Bottom);
        }
        let at = Point::new(body.left, frame.area.top - canvas.px(14.0));
        for line in canvas.fitted(&up, Type::Note, body.width(), 1) {
            canvas.text(&line, ink, at, Along::Start, Across::Bottom);
        }
    }
}

fn way(canvas: &Canvas) -> Stroke {
    Stroke::solid(color::STRONG, canvas.px(3.0))
}

fn level(canvas: &Canvas) -> Stroke {
    Stroke::dashed(
        color::MUTED,
        canvas.px(2.5),
        (canvas.px(10.0), canvas.px(7.0)),
    )
}

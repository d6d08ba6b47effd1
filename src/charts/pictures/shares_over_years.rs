//! First-order indices of an indicator year by year, stacked; what is left to 1 only comes of several groups together.

use super::super::backend::{Area, Color, Point};
use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Across, Along, Axis, Canvas, Frame, Grid, Heading, Key, Sample, Theme, Type, color,
};
use super::super::words::Lang;
use super::names::subtitle;
use super::variance_shares::sensitivity_imprint;
use crate::results::{Sensitivity, SharesInYear, SharesOverYears, Summary};

/// Groups with a colour of their own; the others are one.
const OWN: usize = 6;
/// Half of a year's bar.
const HALF: f64 = 0.36;

/// Draws a bar for every year in which the indicator varies.
///
/// # Errors
///
/// It varies in no year.
pub fn shares_over_years(
    summary: &Summary,
    sensitivity: &Sensitivity,
    over: &SharesOverYears,
    style: &Style,
) -> Result<Chart, ChartError> {
    let years: Vec<&SharesInYear> = over
        .years
        .iter()
        .filter(|it| !it.shares.is_empty())
        .collect();
    if years.is_empty() {
        return Err(ChartError::Nothing(Content::Drivers));
    }
    let picture = OverYears {
        summary,
        sensitivity,
        over,
        groups: greatest(&years),
        years,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

/// The groups with the greatest first-order indices in any year, those of the greatest first.
fn greatest(years: &[&SharesInYear]) -> Vec<String> {
    let mut groups: Vec<(String, f64)> = Vec::new();
    for shares in years.iter().flat_map(|year| &year.shares) {
        let value = shares.first_order.value;
        match groups.iter_mut().find(|(id, _)| *id == shares.group) {
            Some((_, most)) => *most = most.max(value),
            None => groups.push((shares.group.clone(), value)),
        }
    }
    groups.sort_by(|a, b| b.1.total_cmp(&a.1));
    groups.truncate(OWN);
    groups.into_iter().map(|(id, _)| id).collect()
}

struct OverYears<'a> {
    summary: &'a Summary,
    sensitivity: &'a Sensitivity,
    over: &'a SharesOverYears,
    /// Ids of the groups with a colour of their own.
    groups: Vec<String>,
    years: Vec<&'a SharesInYear>,
    lang: Lang,
}

impl OverYears<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let margin = canvas.theme().margin();
        let right = canvas.width() - margin;
        let top = canvas.legend(&self.keys(), margin, top, right) + canvas.px(24.0);
        let imprint = sensitivity_imprint(self.summary, self.sensitivity, self.lang);
        let paragraphs = vec![self.note(), imprint];
        let foot = canvas.foot_height(&paragraphs);
        let frame = self.frame(canvas, canvas.body(top, canvas.height() - foot));
        frame.grid(canvas, Grid::Level);
        for year in &self.years {
            self.draw_year(canvas, &frame, year);
        }
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let label = lang.pick(&self.over.label);
        Heading {
            title: lang.choose(
                format!("{label}的波动逐年来自哪里"),
                format!("What moves {label}, year by year"),
            ),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![
                lang.choose(
                    "各因素单独解释的方差份额（一阶指数）。",
                    "Shares of the variance that each driver explains alone (first-order indices).",
                )
                .to_owned(),
            ],
        }
    }

    fn keys(&self) -> Vec<Key> {
        let lang = self.lang;
        let mut keys: Vec<Key> = self
            .groups
            .iter()
            .zip(color::SCENARIOS)
            .map(|(id, fill)| {
                let label = self.sensitivity.label(id);
                let label = label.map_or(id.as_str(), |label| lang.pick(label));
                Key::new(Sample::Block(fill), label)
            })
            .collect();
        if self.others() {
            keys.push(Key::new(
                Sample::Block(color::PALE),
                lang.choose("其余因素", "all other drivers"),
            ));
        }
        keys.push(Key::new(
            Sample::Frame(color::AXIS),
            lang.choose("几个因素合起来才有的", "only of several together"),
        ));
        keys
    }

    fn others(&self) -> bool {
        self.years
            .iter()
            .any(|year| year.shares.len() > self.groups.len())
    }

    fn note(&self) -> String {
        let negative = self.years.iter().flat_map(|year| &year.shares);
        let negative = negative.into_iter().any(|it| it.first_order.value < 0.0);
        let (zh, en) = if negative {
            (
                "；低于 0 的估计（在误差之内）画作 0",
                "; estimates below 0 (within their error) are drawn as 0",
            )
        } else {
            ("", "")
        };
        self.lang.choose(
            format!("误差和总指数见 indices-over-years.csv；误差之内，合计可略超过 100%{zh}"),
            format!("Errors and total indices are in indices-over-years.csv; within their errors, shares may add up to a little over 100%{en}"),
        )
    }

    fn frame(&self, canvas: &Canvas, body: Area) -> Frame {
        let scale = Theme::leading(canvas.face(Type::Label)) + canvas.px(16.0);
        let mut y = Axis::shares(0.2);
        // Estimates may add up to a little more than the whole.
        let most = self
            .years
            .iter()
            .map(|year| self.blocks(year).last().map_or(0.0, |it| it.1));
        y.high = most.fold(1.0, f64::max);
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        let area = Area::new(left, body.top, body.right, body.bottom - scale);
        let most = (area.width() / (canvas.text_width("2030", Type::Label) * 1.7)) as usize;
        let [first, last] = [self.years[0], self.years[self.years.len() - 1]].map(|it| it.year);
        // A lone year is no wider than one of three.
        let pad = if first == last { 1.5 } else { 0.6 };
        Frame {
            area,
            x: Axis::years(first, last, (pad, pad), most),
            y,
        }
    }

    /// Where the block of each group with a colour, and of all others, ends.
    fn blocks(&self, year: &SharesInYear) -> Vec<(f64, f64, Color)> {
        let of = |id: &String| {
            let found = year.shares.iter().find(|it| it.group == *id);
            found.map_or(0.0, |it| it.first_order.value.max(0.0))
        };
        let rest = year
            .shares
            .iter()
            .filter(|it| !self.groups.contains(&it.group));
        let rest: f64 = rest.map(|it| it.first_order.value.max(0.0)).sum();
        let own = self.groups.iter().map(of).zip(color::SCENARIOS);
        let mut base = 0.0;
        let all = own.chain([(rest, color::PALE)]);
        all.map(|(height, fill)| {
            let from = base;
            base += height;
            (from, base, fill)
        })
        .collect()
    }

    fn draw_year(&self, canvas: &mut Canvas, frame: &Frame, year: &SharesInYear) {
        let at = f64::from(year.year);
        let blocks = self.blocks(year);
        for &(from, to, fill) in &blocks {
            frame.bar(canvas, (at - HALF, from), (at + HALF, to), fill);
            let room = frame.up(from) - frame.up(to);
            let text = format!("{:.0}%", 100.0 * (to - from));
            let wide = frame.across(at + HALF) - frame.across(at - HALF);
            let leading = Theme::leading(canvas.face(Type::Note));
            if room > leading && wide > canvas.text_width(&text, Type::Note) + canvas.px(8.0) {
                let place = Point::new(frame.across(at), frame.up(f64::midpoint(from, to)));
                let ink = (Type::Note, color::ink_on(fill));
                canvas.text(&text, ink, place, Along::Middle, Across::Middle);
            }
        }
        let end = blocks.last().map_or(0.0, |it| it.1);
        if end < 1.0 {
            let area = Area::new(
                frame.across(at - HALF),
                frame.up(1.0),
                frame.across(at + HALF),
                frame.up(end),
            );
            canvas.hatched(area, color::AXIS);
        }
    }
}

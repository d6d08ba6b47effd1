//! The bars of a histogram: which bins are shown, how wide, and where the targets' bounds cut them.

use super::super::backend::{Area, Color, Point};
use super::super::page::{Across, Along, Axis, Canvas, Frame, Theme, Type, color};
use super::super::words::{Lang, Measure};
use super::zones::Zone;
use crate::results::Histogram;

/// Share of the paths that may lie beyond each end of the axis: the far tails would only press the rest together.
const TAIL: f64 = 0.0005;

/// Least width of a bar in pixels at 1600 × 1000, and of a bar that stands alone.
const LEAST: (f64, f64) = (3.0, 10.0);

/// A bin: from, to, share of the paths.
type Bin = (f64, f64, f64);

/// Part of a bar's width that is left free at each side, where each bar is one whole number.
const GAP: f64 = 0.1;

/// Least range of an axis of whole numbers: of a lone one its neighbours are seen as well.
const LEAST_NUMBERS: f64 = 3.0;

/// The bins that are drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bars {
    bins: Vec<Bin>,
    /// Whether each bin is one whole number, in its middle.
    apart: bool,
}

impl Bars {
    /// The bins of a histogram without its far tails; `whole`: of whole numbers.
    pub(super) fn of(histogram: &Histogram, whole: bool) -> Self {
        let total: f64 = histogram.shares.iter().sum();
        let mut below = 0.0;
        let mut bins = Vec::new();
        for (index, &share) in histogram.shares.iter().enumerate() {
            below += share;
            let above = total - below;
            if below > TAIL && above + share > TAIL {
                let low = histogram.low + index as f64 * histogram.width;
                bins.push((low, low + histogram.width, share));
            }
        }
        let apart = whole && histogram.width == 1.0;
        Self { bins, apart }
    }

    /// The same of a part of the paths, whose shares they are, as shares of all; the others have the value 0. Where each bar is one whole number they are a bar.
    #[must_use]
    pub(super) fn beside_zeros(mut self, zeros: f64) -> Self {
        for bin in &mut self.bins {
            bin.2 *= 1.0 - zeros;
        }
        if self.apart && zeros > 0.0 {
            self.bins.retain(|bin| bin.0 > 0.0 || bin.1 < 0.0);
            let place = self.bins.partition_point(|bin| bin.1 < 0.0);
            self.bins.insert(place, (-0.5, 0.5, zeros));
        }
        self
    }

    /// Whether each bar is one whole number.
    pub(super) fn are_numbers(&self) -> bool {
        self.apart
    }

    /// Where the bars begin and end, if there are any.
    pub(super) fn reach(&self) -> Option<(f64, f64)> {
        Some((self.bins.first()?.0, self.bins.last()?.1))
    }

    /// Share of the paths in the highest bar.
    pub(super) fn highest(&self) -> f64 {
        self.bins.iter().map(|bin| bin.2).fold(0.0, f64::max)
    }

    /// Share of the paths that no bar shows.
    pub(super) fn hidden(&self) -> f64 {
        1.0 - self.bins.iter().map(|bin| bin.2).sum::<f64>()
    }

    /// The same with neighbours put together until none is narrower than can be seen, on an axis of this range and length in pixels.
    pub(super) fn legible(&self, canvas: &Canvas, range: f64, pixels: f64) -> Self {
        let Some(&(from, to, _)) = self.bins.first() else {
            return self.clone();
        };
        let width = (to - from) / range * pixels;
        let count = (canvas.px(LEAST.0) / width.max(1e-9))
            .ceil()
            .clamp(1.0, 1e6) as usize;
        let join = |bins: &[Bin]| {
            let share = bins.iter().map(|bin| bin.2).sum();
            (bins[0].0, bins[bins.len() - 1].1, share)
        };
        Self {
            bins: self.bins.chunks(count).map(join).collect(),
            apart: self.apart && count == 1,
        }
    }

    /// A frame over a range, with room for a row of words above, and the bars as wide as they must be on it. `scale` is how numbers across are
    /// shown, and with how many decimals.
    pub(super) fn framed(
        &self,
        canvas: &Canvas,
        body: Area,
        (low, high): (f64, f64),
        (measure, decimals): (&Measure, usize),
        lang: Lang,
    ) -> (Frame, Self) {
        let pad = (high - low) * 0.02;
        let pad = if self.apart {
            pad.max((LEAST_NUMBERS - (high - low)) / 2.0)
        } else {
            pad
        };
        let leading = Theme::leading(canvas.face(Type::Label));
        let top = body.top + leading * 2.2;
        let bottom = body.bottom - 2.0 * leading - canvas.px(16.0);
        let right = body.right - canvas.px(20.0);
        let sample = measure.number(high, decimals);
        let most = (body.width() / (canvas.text_width(&sample, Type::Label) * 2.2)) as usize;
        let x = Axis::exact(low - pad, high + pad, most.clamp(3, 11), measure);
        let bars = self.legible(canvas, x.high - x.low, body.width());
        let share = Measure::new("share", "", lang, 1.0);
        let most = ((bottom - top) / canvas.px(80.0)) as usize;
        let highest = bars.highest().max(1e-6) * 1.08;
        let y = Axis::exact(0.0, highest, most.clamp(3, 6), &share);
        let left = body.left + canvas.widest(y.labels(), Type::Label) + canvas.px(18.0);
        let area = Area::new(left, top, right, bottom);
        (Frame { area, x, y }, bars)
    }

    /// What a bar's height is, and what no bar shows.
    pub(super) fn height_caption(&self, lang: Lang) -> String {
        let text = if self.apart {
            lang.choose(
                "柱高：恰为该数的路径占比（%）",
                "height: % of paths with exactly that number",
            )
        } else {
            lang.choose(
                "柱高：落入该格的路径占比（%）",
                "height: % of paths in each bin",
            )
        };
        let hidden = self.hidden() * 100.0;
        if hidden > 0.15 {
            return lang.choose(
                format!("{text}；另有 {hidden:.1}% 在图外"),
                format!("{text}; {hidden:.1}% lie beyond"),
            );
        }
        text.to_owned()
    }

    /// Draws the bars, each part in its zone's shade; a lone narrow bar is widened and has the shade of the zone it lies in.
    pub(super) fn draw(&self, canvas: &mut Canvas, frame: &Frame, zones: &[Zone], lone: Color) {
        let per_pixel = (frame.x.high - frame.x.low) / frame.area.width();
        let least = canvas.px(LEAST.1) * per_pixel;
        if let [(from, to, share)] = self.bins[..]
            && to - from < least
        {
            let middle = f64::midpoint(from, to);
            let half = least / 2.0;
            return frame.bar(canvas, (middle - half, 0.0), (middle + half, share), lone);
        }
        for &(from, to, share) in &self.bins {
            let gap = if self.apart { GAP * (to - from) } else { 0.0 };
            let (from, to) = (from + gap, to - gap);
            for zone in zones {
                let (low, high) = (from.max(zone.low), to.min(zone.high));
                if high > low {
                    frame.bar(canvas, (low, 0.0), (high, share), zone.fill);
                }
            }
        }
    }
}

/// Below the frame what the bars' heights are, at the left, and what stands across, at the right.
pub(super) fn captions(canvas: &mut Canvas, frame: &Frame, body: Area, [up, across]: &[String; 2]) {
    let ink = (Type::Note, color::MUTED);
    let at = Point::new(body.left, body.bottom);
    let left = canvas.text(up, ink, at, Along::Start, Across::Bottom);
    let room = frame.area.right - left.right - canvas.px(30.0);
    for line in canvas.fitted(across, Type::Note, room, 1) {
        let at = Point::new(frame.area.right, body.bottom);
        canvas.text(&line, ink, at, Along::End, Across::Bottom);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_tails_are_left_out_and_counted() {
        let histogram = Histogram {
            low: 0.0,
            width: 1.0,
            shares: vec![0.0002, 0.0002, 0.5, 0.4, 0.0996],
        };
        let bars = Bars::of(&histogram, false);
        assert_eq!(bars.reach(), Some((2.0, 5.0)));
        assert!((bars.hidden() - 0.0004).abs() < 1e-12);
        assert_eq!(bars.highest(), 0.5);
    }

    #[test]
    fn narrow_bins_are_put_together() {
        let canvas = Canvas::new(&crate::charts::Style::default());
        let histogram = Histogram {
            low: 0.0,
            width: 1.0,
            shares: vec![0.25; 4],
        };
        let bars = Bars::of(&histogram, false).legible(&canvas, 1000.0, 1500.0);
        assert_eq!(bars.bins, [(0.0, 2.0, 0.5), (2.0, 4.0, 0.5)]);
    }

    #[test]
    fn paths_without_a_difference_are_a_bar_among_whole_numbers() {
        let histogram = Histogram {
            low: -1.5,
            width: 1.0,
            shares: vec![0.25, 0.0, 0.5, 0.25],
        };
        let bars = Bars::of(&histogram, true).beside_zeros(0.6);
        let wanted = [
            (-1.5, -0.5, 0.1),
            (-0.5, 0.5, 0.6),
            (0.5, 1.5, 0.2),
            (1.5, 2.5, 0.1),
        ];
        for (bin, wanted) in bars.bins.iter().zip(wanted) {
            assert_eq!((bin.0, bin.1), (wanted.0, wanted.1));
            assert!((bin.2 - wanted.2).abs() < 1e-12);
        }
        assert_eq!(bars.bins.len(), 4);
        let above = Histogram {
            low: 1.5,
            ..histogram
        };
        let bars = Bars::of(&above, true).beside_zeros(0.6);
        assert_eq!(bars.reach(), Some((-0.5, 5.5)));
    }
}

//! The bars of a histogram: which bins are shown, how wide, and where the targets' bounds cut them.

use super::super::backend::Color;
use super::super::page::{Canvas, Frame};
use super::zones::Zone;
use crate::results::Histogram;

/// Share of the paths that may lie beyond each end of the axis: the far tails would only press the rest together.
const TAIL: f64 = 0.0005;

/// Least width of a bar in pixels at 1600 × 1000, and of a bar that stands alone.
const LEAST: (f64, f64) = (3.0, 10.0);

/// A bin: from, to, share of the paths.
type Bin = (f64, f64, f64);

/// The bins that are drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bars {
    bins: Vec<Bin>,
}

impl Bars {
    /// The bins of a histogram without its far tails.
    pub(super) fn of(histogram: &Histogram) -> Self {
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
        Self { bins }
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
        }
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
            for zone in zones {
                let (low, high) = (from.max(zone.low), to.min(zone.high));
                if high > low {
                    frame.bar(canvas, (low, 0.0), (high, share), zone.fill);
                }
            }
        }
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
        let bars = Bars::of(&histogram);
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
        let bars = Bars::of(&histogram).legible(&canvas, 1000.0, 1500.0);
        assert_eq!(bars.bins, [(0.0, 2.0, 0.5), (2.0, 4.0, 0.5)]);
    }
}

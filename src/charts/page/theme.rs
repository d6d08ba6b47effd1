//! Colours and sizes, in one place.
//!
//! The colours differ in lightness as well as in hue, so that grey printing and colour-blind eyes tell them apart; one accent colour
//! is kept for targets. Where two things could still be confused they also differ in shape, dash or hatching.

use super::super::backend::{Face, Weight};
use super::super::chart::Size;

/// The colours.
pub(crate) mod color {
    use super::super::super::backend::Color;

    /// Paper.
    pub(crate) const PAPER: Color = Color::rgb(0x00FF_FFFF);
    /// Text that is read first.
    pub(crate) const INK: Color = Color::rgb(0x001B_2733);
    /// Text that is read second: units, footers, small print.
    pub(crate) const MUTED: Color = Color::rgb(0x0056_6270);
    /// Grid lines.
    pub(crate) const GRID: Color = Color::rgb(0x00E4_E8EC);
    /// Axes and leaders.
    pub(crate) const AXIS: Color = Color::rgb(0x008A_95A1);
    /// The central path.
    pub(crate) const CENTRAL: Color = Color::rgb(0x001B_2733);
    /// Targets, and nothing else.
    pub(crate) const TARGET: Color = Color::rgb(0x00C2_3B1E);
    /// Outcomes known since, and nothing else.
    pub(crate) const OUTCOME: Color = Color::rgb(0x006F_2DA8);
    /// The median, bars, what counts.
    pub(crate) const STRONG: Color = Color::rgb(0x000F_4C81);
    /// Bars with something drawn over their end.
    pub(crate) const BAR: Color = Color::rgb(0x003A_78B0);
    /// The inner band.
    pub(crate) const BAND_INNER: Color = Color::rgb(0x0079_A9D1);
    /// The middle band.
    pub(crate) const BAND_MIDDLE: Color = Color::rgb(0x00B0_CDE5);
    /// The outer band.
    pub(crate) const BAND_OUTER: Color = Color::rgb(0x00DB_E8F3);
    /// What does not count: paths that miss, the empty part of a bar.
    pub(crate) const PALE: Color = Color::rgb(0x00CD_D5DD);
    /// The ground of every second row.
    pub(crate) const STRIPE: Color = Color::rgb(0x00F5_F7F9);

    /// One colour for each compared scenario, dark and light in turn.
    pub(crate) const SCENARIOS: [Color; 8] = [
        Color::rgb(0x000F_4C81),
        Color::rgb(0x00E0_9F00),
        Color::rgb(0x0000_7F66),
        Color::rgb(0x00B0_6BA8),
        Color::rgb(0x003A_3A3A),
        Color::rgb(0x0056_B4E9),
        Color::rgb(0x0080_5A1A),
        Color::rgb(0x0096_A848),
    ];

    /// From none to all, pale to dark; its lightness falls evenly, so that it reads in grey as well.
    const RAMP: [Color; 5] = [
        Color::rgb(0x00EE_F3F8),
        Color::rgb(0x00C9_DDEE),
        Color::rgb(0x008F_B8DA),
        Color::rgb(0x003A_78B0),
        Color::rgb(0x000A_3A66),
    ];
    /// From as good to much worse.
    const WORSE: [Color; 3] = [
        Color::rgb(0x00F7_F7F7),
        Color::rgb(0x00F2_BE86),
        Color::rgb(0x00B3_5806),
    ];
    /// From as good to much better.
    const BETTER: [Color; 3] = [
        Color::rgb(0x00F7_F7F7),
        Color::rgb(0x009C_C5E3),
        Color::rgb(0x001F_5F99),
    ];

    /// The colour of a share of 0 to 1.
    pub(crate) fn of_share(share: f64) -> Color {
        along(&RAMP, share)
    }

    /// The colour of a change of −1 to 1: orange for worse, blue for better.
    pub(crate) fn of_change(change: f64) -> Color {
        along(if change < 0.0 { &WORSE } else { &BETTER }, change.abs())
    }

    /// The colour at a part of the way from one to another.
    pub(crate) fn between(from: Color, to: Color, part: f64) -> Color {
        along(&[from, to], part)
    }

    /// Ink that can be read on this colour.
    pub(crate) fn ink_on(ground: Color) -> Color {
        let light = 0.299 * f64::from(ground.red)
            + 0.587 * f64::from(ground.green)
            + 0.114 * f64::from(ground.blue);
        if light < 140.0 { PAPER } else { INK }
    }

    fn along(ramp: &[Color], part: f64) -> Color {
        let place = part.clamp(0.0, 1.0) * (ramp.len() - 1) as f64;
        let index = (place.floor() as usize).min(ramp.len() - 2);
        let rest = place - index as f64;
        let mix =
            |a: u8, b: u8| (f64::from(a) + rest * (f64::from(b) - f64::from(a))).round() as u8;
        let (a, b) = (ramp[index], ramp[index + 1]);
        Color {
            red: mix(a.red, b.red),
            green: mix(a.green, b.green),
            blue: mix(a.blue, b.blue),
            alpha: 1.0,
        }
    }
}

/// The kinds of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    /// What the picture shows.
    Title,
    /// Which scenario.
    Subtitle,
    /// The sentence with the number the reader needs.
    Statement,
    /// The number itself, where it stands alone.
    Figure,
    /// Labels of axes, rows and marks.
    Label,
    /// Labels that matter more.
    Strong,
    /// Notes.
    Note,
    /// How the picture was made.
    Footer,
}

/// Sizes for a picture of a given size: those of 1600 × 1000, scaled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Theme {
    scale: f64,
}

impl Theme {
    /// Smallest scale at which the smallest text is still legible.
    const LEAST: f64 = 0.45;

    /// The theme for a picture of this size.
    pub(crate) fn for_size(size: Size) -> Self {
        let (width, height) = (f64::from(size.width()), f64::from(size.height()));
        Self {
            scale: (width / 1600.0).min(height / 1000.0).max(Self::LEAST),
        }
    }

    /// A length that is this many pixels at 1600 × 1000.
    pub(crate) fn px(self, length: f64) -> f64 {
        length * self.scale
    }

    /// Weight and size of a kind of text.
    pub(crate) fn face(self, kind: Type) -> Face {
        let (weight, size) = match kind {
            Type::Title => (Weight::Bold, 40.0),
            Type::Statement => (Weight::Regular, 28.0),
            Type::Figure => (Weight::Bold, 46.0),
            Type::Subtitle | Type::Label => (Weight::Regular, 24.0),
            Type::Strong => (Weight::Bold, 24.0),
            Type::Note => (Weight::Regular, 20.0),
            Type::Footer => (Weight::Regular, 17.0),
        };
        Face {
            weight,
            size: self.px(size),
        }
    }

    /// Distance between the paper's edge and anything drawn.
    pub(crate) fn margin(self) -> f64 {
        self.px(56.0)
    }

    /// Distance between lines of text of this face.
    pub(crate) fn leading(face: Face) -> f64 {
        face.size * 1.4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_greater_share_is_darker_and_its_ink_readable() {
        let light = |share: f64| {
            let ground = color::of_share(share);
            u32::from(ground.red) + u32::from(ground.green) + u32::from(ground.blue)
        };
        for step in 0..20 {
            let share = f64::from(step) / 20.0;
            assert!(light(share) > light(share + 0.05), "{share}");
        }
        assert_eq!(color::ink_on(color::of_share(1.0)), color::PAPER);
        assert_eq!(color::ink_on(color::of_share(0.0)), color::INK);
        assert_eq!(color::of_change(0.0), color::of_change(-0.0));
    }
}

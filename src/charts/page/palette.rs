//! Palettes: the same picture on white paper, on a dark screen, or for a printer without colours.
//!
//! Pictures are drawn in the colours of [`color`](super::theme::color), which differ in lightness as well as in hue. Another palette turns each
//! of them into one of its own, so that no picture knows of palettes and none can forget a colour. Lightness and hue are those of Oklab
//! (Ottosson 2020), in which equal steps look equal.

use super::super::backend::Color;

/// What a picture is read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// White paper, in colours.
    #[default]
    Light,
    /// A dark screen: light becomes dark and dark light, hues stay.
    Dark,
    /// White paper, in greys.
    Print,
}

impl Palette {
    /// Their names on a command line.
    pub const WORDS: [&'static str; 3] = ["light", "dark", "print"];

    /// The palette of this name.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [Self::Light, Self::Dark, Self::Print];
        let place = Self::WORDS.iter().position(|known| *known == word)?;
        Some(all[place])
    }

    /// The colour that takes the place of this one.
    pub(crate) fn color(self, color: Color) -> Color {
        let changed = match self {
            Self::Light => return color,
            Self::Dark => {
                let lab = Oklab::of(color);
                let darkness = (1.0 - lab.lightness).max(0.0);
                Oklab {
                    lightness: DARKEST + (1.0 - DARKEST) * libm::pow(darkness, LIFT),
                    a: VIVID * lab.a,
                    b: VIVID * lab.b,
                }
            }
            Self::Print => Oklab {
                a: 0.0,
                b: 0.0,
                ..Oklab::of(color)
            },
        };
        Color {
            alpha: color.alpha,
            ..changed.color()
        }
    }
}

/// Lightness of what was white paper: dark, but not black, on which light text glares.
const DARKEST: f64 = 0.2;
/// Colours of middling lightness would be too dark to read: the exponent lifts them.
const LIFT: f64 = 0.75;
/// Hues glare on dark ground: they are a little weaker there.
const VIVID: f64 = 0.9;

/// A colour by lightness (0 black, 1 white) and two axes of hue.
#[derive(Debug, Clone, Copy)]
struct Oklab {
    lightness: f64,
    a: f64,
    b: f64,
}

impl Oklab {
    fn of(color: Color) -> Self {
        let [r, g, b] = [color.red, color.green, color.blue].map(linear);
        let l = libm::cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
        let m = libm::cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
        let s = libm::cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
        Self {
            lightness: 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            a: 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            b: 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        }
    }

    /// The nearest colour that a screen has, channel by channel.
    fn color(self) -> Color {
        let cube = |x: f64| x * x * x;
        let l = cube(self.lightness + 0.396_337_777_4 * self.a + 0.215_803_757_3 * self.b);
        let m = cube(self.lightness - 0.105_561_345_8 * self.a - 0.063_854_172_8 * self.b);
        let s = cube(self.lightness - 0.089_484_177_5 * self.a - 1.291_485_548_0 * self.b);
        Color {
            red: encoded(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
            green: encoded(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
            blue: encoded(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s),
            alpha: 1.0,
        }
    }
}

/// Light of a channel of sRGB (IEC 61966-2-1), 0 to 1.
fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.040_45 {
        value / 12.92
    } else {
        libm::pow((value + 0.055) / 1.055, 2.4)
    }
}

/// The channel of sRGB with this light.
fn encoded(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let value = if light <= 0.003_130_8 {
        12.92 * light
    } else {
        1.055 * libm::pow(light, 1.0 / 2.4) - 0.055
    };
    (255.0 * value).round() as u8
}

#[cfg(test)]
mod tests {
    use super::super::theme::color;
    use super::*;

    /// Contrast of two colours as WCAG 2 has it.
    fn contrast(a: Color, b: Color) -> f64 {
        let luminance = |color: Color| {
            0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        (a / b).max(b / a)
    }

    #[test]
    fn what_is_not_changed_comes_back() {
        for code in [0x00FF_FFFF, 0, 0x00C2_3B1E, 0x000F_4C81, 0x00DB_E8F3] {
            let color = Color::rgb(code);
            assert_eq!(Oklab::of(color).color(), color);
            assert_eq!(Palette::Light.color(color), color);
        }
    }

    #[test]
    fn text_and_targets_can_be_read_in_every_palette() {
        for palette in [Palette::Light, Palette::Dark, Palette::Print] {
            let on_paper = |ink| contrast(palette.color(ink), palette.color(color::PAPER));
            let inks = [
                color::INK,
                color::MUTED,
                color::STRONG,
                color::TARGET,
                color::OUTCOME,
            ];
            for ink in inks {
                assert!(on_paper(ink) > 4.5, "{palette:?}: {ink:?}");
            }
        }
    }

    #[test]
    fn a_print_is_grey_and_keeps_what_is_darker() {
        let bands = [
            color::BAND_OUTER,
            color::BAND_MIDDLE,
            color::BAND_INNER,
            color::STRONG,
        ];
        let greys = bands.map(|band| Palette::Print.color(band));
        assert!(
            greys
                .iter()
                .all(|it| it.red == it.green && it.green == it.blue)
        );
        assert!(greys.windows(2).all(|pair| pair[0].red > pair[1].red + 20));
    }

    #[test]
    fn a_palette_has_one_word() {
        for word in Palette::WORDS {
            assert!(Palette::of_word(word).is_some());
        }
        assert_eq!(Palette::of_word("black"), None);
    }
}

//! The plotters backend: takes plotters' calls and keeps them as shapes of a scene.
//!
//! Plotters counts in whole units; here a unit is an eighth of a pixel, so that curves are smooth and marks sit where the number is.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};

use super::fonts::{Face, Fonts, Weight};
use super::geometry::{Area, Point};
use super::scene::{Color, Paint, Scene, Shape};

/// Plotters' units to a pixel.
const SUBPIXELS: f64 = 8.0;

/// A length in pixels as plotters' units; every width, size and place handed to plotters goes through here.
pub(crate) fn units(pixels: f64) -> i32 {
    (pixels * SUBPIXELS).round() as i32
}

/// Records what plotters draws.
pub(crate) struct Recorder<'a> {
    scene: &'a mut Scene,
    fonts: &'a Fonts,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl<'a> Recorder<'a> {
    /// Records into this scene.
    pub(crate) fn new(scene: &'a mut Scene, fonts: &'a Fonts) -> Self {
        Self { scene, fonts }
    }
}

fn pixels((x, y): BackendCoord) -> Point {
    Point::new(f64::from(x) / SUBPIXELS, f64::from(y) / SUBPIXELS)
}

fn color(color: BackendColor) -> Color {
    let (red, green, blue) = color.rgb;
    Color {
        red,
        green,
        blue,
        alpha: color.alpha,
    }
}

fn stroke<S: BackendStyle>(style: &S) -> Paint {
    Paint::Stroke(
        color(style.color()),
        f64::from(style.stroke_width()) / SUBPIXELS,
    )
}

fn face<T: BackendTextStyle>(style: &T) -> Face {
    Face {
        weight: match style.style() {
            FontStyle::Bold => Weight::Bold,
            _ => Weight::Regular,
        },
        size: style.size() / SUBPIXELS,
    }
}

impl DrawingBackend for Recorder<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (
            units(f64::from(self.scene.width)) as u32,
            units(f64::from(self.scene.height)) as u32,
        )
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, paint: BackendColor) -> Drawn {
        let at = pixels(point);
        self.scene
            .block(Area::new(at.x, at.y, at.x + 1.0, at.y + 1.0), color(paint));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (from, to) = (pixels(upper_left), pixels(bottom_right));
        if fill {
            self.scene
                .block(Area::new(from.x, from.y, to.x, to.y), color(style.color()));
        } else {
            let corners = vec![
                from,
                Point::new(to.x, from.y),
                to,
                Point::new(from.x, to.y),
                from,
            ];
            self.scene.path(corners, stroke(style));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points = path.into_iter().map(pixels).collect();
        self.scene.path(points, stroke(style));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let paint = if fill {
            Paint::Fill(color(style.color()))
        } else {
            stroke(style)
        };
        self.scene.shapes.push(Shape::Circle {
            centre: pixels(center),
            radius: f64::from(radius) / SUBPIXELS,
            paint,
        });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let points = vert.into_iter().map(pixels).collect();
        self.scene.path(points, Paint::Fill(color(style.color())));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        pos: BackendCoord,
    ) -> Drawn {
        if text.is_empty() {
            return Ok(());
        }
        let face = face(style);
        let width = self.fonts.width(text, face);
        let at = pixels(pos);
        let left = match style.anchor().h_pos {
            HPos::Left => at.x,
            HPos::Center => at.x - width / 2.0,
            HPos::Right => at.x - width,
        };
        let baseline = match style.anchor().v_pos {
            VPos::Top => at.y + face.ascent(),
            VPos::Center => at.y + face.middle(),
            VPos::Bottom => at.y + face.ascent() - face.height(),
        };
        let paint = color(style.color());
        self.scene
            .text(text, face, paint, Point::new(left, baseline), width);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let face = face(style);
        let width = self.fonts.width(text, face);
        Ok((units(width) as u32, units(face.height()) as u32))
    }
}

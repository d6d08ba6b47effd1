//! From drawing to file: shapes are recorded once, then painted as pixels or written as SVG.
//!
//! `Recorder` is the plotters backend. It draws nothing itself but keeps every shape in a `Scene`, at an eighth of a pixel, so that
//! the PNG and the SVG of a picture have the same geometry, and so that a test can ask where each text stands. Text is always drawn
//! from the outlines of the embedded fonts: it looks the same on every machine, and no system font is looked for.

mod fonts;
mod geometry;
mod raster;
mod recorder;
mod scene;
mod svg;

pub use geometry::{Area, Point};
pub use scene::PlacedText;

pub(crate) use fonts::{Face, Fonts, Weight};
pub(crate) use raster::png;
pub(crate) use recorder::{Recorder, units};
pub(crate) use scene::{Color, Paint, Scene, Shape};
pub(crate) use svg::svg;

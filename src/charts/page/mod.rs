//! The sheet a picture is drawn on: sizes and colours, heading and footer, axes with round ticks, curves cut at the frame, labels
//! that keep clear of each other.
//!
//! A picture receives a `Canvas` whose heading and footer stand, with the free area between them; it draws through a `Frame` (a
//! rectangle with two axes, behind which is plotters) and hands the canvas back as a finished `Chart`.

mod axis;
mod canvas;
mod clip;
mod frame;
mod heading;
mod labels;
mod legend;
mod matrix;
mod placeholder;
mod table;
mod theme;
mod ticks;
mod waterfall;
mod wrap;

pub use canvas::MissingCharacters;
pub use placeholder::check_text;

pub(crate) use axis::Axis;
pub(crate) use canvas::{Across, Along, Canvas};
pub(crate) use frame::{Frame, Grid, Marker, Stroke};
pub(crate) use heading::Heading;
pub(crate) use labels::{Obstacles, nearest, spread};
pub(crate) use legend::{Key, Sample};
pub(crate) use matrix::{Cell, Matrix};
pub(crate) use table::{Column, Laid, Line, Table};
pub(crate) use theme::{Theme, Type, color};
pub(crate) use waterfall::{Bar, Step, Waterfall};

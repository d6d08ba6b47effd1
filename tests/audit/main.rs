//! The coherence audit: planted incoherences are found with their numbers, their coherent twins are not, and a remedy remedies.

// A table of planted cases reads best in one piece.
#![allow(clippy::too_many_lines)]

mod flagship;
mod planted;
mod remedies;
mod sample;
mod several;

//! The coherence audit: planted incoherences are found with their numbers, their coherent twins are not, and a remedy remedies.

mod flagship;
mod planted;
mod remedies;
mod sample;
mod several;

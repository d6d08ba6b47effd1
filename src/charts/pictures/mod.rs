//! One picture a file. Each says what it shows, in words and in shapes, and leaves the sheet's arrangement to `page`.

mod distribution;
mod fan;
mod imprint;
mod series;
mod target_board;

pub use distribution::distribution;
pub use fan::fan;
pub use target_board::target_board;

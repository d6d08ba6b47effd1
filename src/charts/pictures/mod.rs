//! One picture a file. Each says what it shows, in words and in shapes, and leaves the sheet's arrangement to `page`.

mod callout;
mod compare_fans;
mod compare_targets;
mod compared;
mod distribution;
mod fan;
mod histogram;
mod imprint;
mod investment;
mod marks;
mod milestone;
mod milestone_count;
mod milestone_ladder;
mod milestones;
mod names;
mod sector_growth;
mod series;
mod target_board;
mod variant_dots;
mod variant_grid;
mod year_frame;
mod zones;

pub use compare_fans::compare_fans;
pub use compare_targets::compare_targets;
pub use compared::TargetDifference;
pub use distribution::distribution;
pub use fan::fan;
pub use investment::investment;
pub use milestone::milestone;
pub use milestone_count::milestone_count;
pub use milestone_ladder::milestone_ladder;
pub use sector_growth::sector_growth;
pub(crate) use series::first_target_year;
pub use target_board::target_board;
pub use variant_grid::variant_grid;

//! One picture a file. Each says what it shows, in words and in shapes, and leaves the sheet's arrangement to `page`.

mod at_least;
mod attainment;
mod attributed_gap;
mod backtested;
mod callout;
mod compare_fans;
mod compare_targets;
mod compared;
mod conditional_matrix;
mod contributions;
mod convergence;
mod coverage;
mod cumulative;
mod difference_distribution;
mod discovered;
mod discovered_box;
mod discovery_scatter;
mod discovery_trade_off;
mod distribution;
mod exceedance;
mod exceedance_words;
mod fan;
mod fan_words;
mod histogram;
mod imprint;
mod investment;
mod judged_name;
mod linkage_ranking;
mod marks;
mod milestone;
mod milestone_count;
mod milestone_ladder;
mod milestone_members;
mod milestone_words;
mod milestones;
mod names;
mod panels;
mod pipelines;
mod probability_transforms;
mod regions;
mod requirements_matrix;
mod response_curve;
mod sector_growth;
mod series;
mod shares_over_years;
mod shifted_drivers;
mod spillover;
mod target_board;
mod targets_and_outcomes;
mod tenth_words;
mod tenths;
mod time_to_precision;
mod tornado;
mod updated_targets;
mod variance_shares;
mod variant_dots;
mod variant_grid;
mod weakest_link;
mod year_frame;
mod zones;

pub use at_least::at_least;
pub use attributed_gap::{attributed_gap, change_text};
pub use compare_fans::compare_fans;
pub use compare_targets::compare_targets;
pub use compared::TargetDifference;
pub use conditional_matrix::conditional_matrix;
pub use contributions::contributions;
pub use convergence::convergence;
pub use coverage::coverage;
pub use difference_distribution::{DifferenceOf, difference_distribution};
pub use discovered::discovery_sentences;
pub use discovered_box::discovered_boxes;
pub use discovery_scatter::discovery_scatter;
pub use discovery_trade_off::discovery_trade_off;
pub use distribution::distribution;
pub use exceedance::exceedance;
pub use fan::fan;
pub use investment::investment;
pub use linkage_ranking::linkage_ranking;
pub use milestone::milestone;
pub use milestone_count::milestone_count;
pub use milestone_ladder::milestone_ladder;
pub use milestone_members::milestone_members;
pub use pipelines::{pipeline_batches, pipelines};
pub use probability_transforms::probability_transforms;
pub use regions::{RegionalMeasure, regional_panels};
pub use requirements_matrix::requirements_matrix;
pub use response_curve::response_curve;
pub use sector_growth::sector_growth;
pub use shares_over_years::shares_over_years;
pub use shifted_drivers::shifted_drivers;
pub use spillover::spillover;
pub use target_board::target_board;
pub use targets_and_outcomes::targets_and_outcomes;
pub use tenth_words::tenths_sentences;
pub use tenths::tenths_of_paths;
pub use time_to_precision::time_to_precision;
pub use tornado::tornado;
pub use updated_targets::updated_targets;
pub use variance_shares::variance_shares;
pub use variant_grid::variant_grid;
pub use weakest_link::weakest_link;

pub(crate) use series::{first_target_year, measure_of};

use super::words::Lang;
use crate::results::{MilestoneSummary, Summary};

/// A milestone as a phrase for texts outside pictures: what is waited for, what it asks, its tier.
pub(crate) fn milestone_phrase(
    summary: &Summary,
    milestone: &MilestoneSummary,
    lang: Lang,
) -> String {
    milestones::phrase(summary, milestone, lang)
}

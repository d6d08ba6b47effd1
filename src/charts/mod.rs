//! Pictures for a briefing: a run's summary in, PNG or SVG out.
//!
//! Each picture is a function from one or more [`Summary`](crate::results::Summary)s and a [`Style`] to a [`Chart`]; [`standard_set`] draws all that a
//! run deserves, [`comparison_set`] all that two or more runs deserve beside each other. A chart is a list of shapes until it is asked
//! for its bytes, and writing them to disk is the caller's. Nothing is looked for on the machine: the fonts are embedded.
//!
//! `words` says things, `page` arranges them, `backend` paints them, `pictures` decides what is shown.

mod backend;
mod chart;
mod kind;
mod page;
mod pictures;
mod sets;
mod words;

pub use backend::{Area, PlacedText, Point};
pub use chart::{Chart, ChartError, Content, NamedChart, Size, Style};
pub use kind::Kind;
pub use page::{MissingCharacters, Palette, check_text};
pub use pictures::{
    DifferenceOf, RegionalMeasure, TargetDifference, at_least, attributed_gap, change_text,
    compare_fans, compare_targets, conditional_matrix, contributions, convergence, coverage,
    difference_distribution, discovered_boxes, discovery_scatter, discovery_sentences,
    discovery_trade_off, distribution, exceedance, fan, investment, linkage_ranking, milestone,
    milestone_count, milestone_ladder, milestone_members, pipeline_batches, pipelines,
    probability_transforms, regional_panels, requirements_matrix, response_curve, sector_growth,
    shares_over_years, shifted_drivers, spillover, target_board, targets_and_outcomes,
    tenths_of_paths, tenths_sentences, time_to_precision, tornado, updated_targets,
    variance_shares, variant_grid, weakest_link,
};
pub use sets::{
    attainment_set, attribution_set, backtest_set, benchmark_set, comparison_set, contribution_set,
    convergence_set, difference_set, discovery_set, linkage_set, sensitivity_set, solution_set,
    standard_set, tenths_set, update_set,
};
pub use words::{Lang, solution_sentences};

pub(crate) use pictures::{measure_of, milestone_phrase};
pub(crate) use words::{
    Chance, bracketed_tier, demand, difference, indicator_label, not_presumed, quoted, spoken,
    spoken_indicator, tier_name,
};

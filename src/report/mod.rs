//! A run's files: the summary as JSON, tables as CSV, the manifest, and the folder that holds them, whole or not at all.
//!
//! Receives a [`Summary`](crate::results::Summary) and pictures as bytes; leaves a folder on disk.

mod attainment;
mod attribution;
mod backtest;
mod benchmark;
mod comparison;
mod contributions;
mod convergence;
mod discovery;
mod file;
mod hashed_file;
mod html;
mod judged_tables;
mod linkage_table;
mod manifest;
mod paths_parquet;
mod platform;
mod run_folder;
mod sensitivity;
mod solution;
mod tables;
mod tenths;
mod update;
mod workbook;

pub use attainment::{at_least_csv, attainment_json, conditional_csv, weakest_link_csv};
pub use attribution::{attribution_csv, attribution_json};
pub use backtest::{backtest_json, cases_csv, comparisons_csv, scores_csv};
pub use benchmark::benchmark_json;
pub use comparison::{
    comparison_json, comparisons_of_json, differences_csv, indicator_differences_csv, variants_csv,
    variants_json,
};
pub use contributions::{contributions_csv, contributions_json};
pub use convergence::{convergence_csv, convergence_json};
pub use discovery::{
    discovery_boxes_csv, discovery_json, discovery_trajectory_csv, scatter_csv, scatter_of_csv,
};
pub use file::write_file;
pub use html::{Figure, Report, report_html};
pub use judged_tables::judged_tables;
pub use linkage_table::{linkages_csv, linkages_json};
pub use manifest::{DimensionEntry, FileEntry, Manifest, Origin, Timing, dimensions, sha256_hex};
pub use paths_parquet::{PATH_COLUMNS, PathsFile};
pub use platform::{free_bytes, instruction_set, peak_memory_bytes};
pub use run_folder::{Fill, FolderError, Obstacle, RunFolder};
pub use sensitivity::{
    indices_csv, indices_over_years_csv, rank_correlations_csv, sensitivity_json, tornado_csv,
};
pub use solution::{curve_csv, solution_json};
pub use tables::{indicators_csv, inputs_csv, summary_json, targets_csv};
pub use tenths::{tenths_csv, tenths_json};
pub use update::{update_json, updated_quantities_csv, updated_targets_csv};
pub use workbook::summary_xlsx;

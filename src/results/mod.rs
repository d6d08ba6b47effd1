//! What a run knows when it is over: plain data, below the engine, so that charts, files and analyses need no engine.

mod attainment;
mod attribution;
mod audit;
mod backtest;
mod benchmark;
mod bins;
mod contributions;
mod convergence;
mod counters;
mod discovery;
mod errors;
mod grid;
mod judged;
mod linkages;
mod milestone_counter;
mod paired;
mod path_group;
mod path_table;
mod provenance;
mod replicate_means;
mod sensitivity;
mod solution;
mod statistics;
mod summary;
mod sweep;
mod tenths;
mod update;

pub use attainment::{
    ATTAINMENT_SCHEMA, AtLeast, AttainedTarget, Attainment, ChainLink, ConditionalChance, Gain,
    Probability,
};
pub use attribution::{
    ATTRIBUTION_SCHEMA, AttributedChange, AttributedQuantity, Attribution, ChangedSetting,
    Measured, QuantityKind, SharingOut,
};
pub use audit::{AuditFinding, Remedy};
pub use backtest::{
    BACKTEST_SCHEMA, Backtest, BacktestCase, BrierParts, COVERAGES, Coverage, Forecast,
    ForecastShape, Forecaster, ForecasterKind, LeftOut, LeftOutReason, Mean, MonteCarloTest, Place,
    Power, RecordInfo, Score, ScoreComparison, Uniformity,
};
pub use benchmark::{BENCHMARK_SCHEMA, Benchmark, Rate, RunTime, SamplerSpeed, TimeToPrecision};
pub use contributions::{
    CONTRIBUTIONS_SCHEMA, Contribution, ContributionSeries, Contributions, SplitOfGrowth,
};
pub use convergence::{
    CONVERGENCE_SCHEMA, Convergence, ConvergencePoint, NeededPaths, ProbabilityCourse,
};
pub use counters::{BATCHES, Batches, JointCounter, OutcomeCounter, TargetCounter};
pub use discovery::{
    CountedShare, DISCOVERY_SCHEMA, DiscoveredBox, Discovery, DiscoveryDriver, Interest, Nothing,
    Restriction, Scatter, TrajectoryPoint,
};
pub use errors::{Errors, Z95, batch_paths, none_of_replicates, spread, std_error, wilson95};
pub use grid::Grid;
pub use judged::{ActualSummary, HistorySummary, MilestoneMember, MilestoneSummary, TierSummary};
pub use linkages::{
    LINKAGES_SCHEMA, LinkageSummary, RequirementsTable, Spilling, SpillingRegion, Spillovers,
};
pub use milestone_counter::MilestoneCounter;
pub use paired::{OrderCounter, PairedDifference, PairedHits, PairedOrder, PairedShares, share};
pub use path_group::{PathBlock, PathGroup};
pub use path_table::{Column, PathTable};
pub use provenance::{InputSummary, ProvenanceSummary};
pub use replicate_means::ReplicateMeans;
pub use sensitivity::{
    DriverGroup, Explained, GroupShares, RankCorrelation, SENSITIVITY_SCHEMA, Sensitivity,
    ShapleyDesign, ShapleyEffect, SharesInYear, SharesOverYears, TornadoBar, Unexplained,
};
pub use solution::{
    Aim, CentralReaching, Ending, LeverInfo, PointOfCurve, Reaching, SOLUTION_SCHEMA, Shape,
    Solution,
};
pub use statistics::Statistics;
pub use summary::{
    AnchorSummary, CategoryInfo, FailedPath, FailedPaths, Histogram, IndicatorSummary,
    JointSummary, PipelineInfo, RunInfo, SCHEMA, ScenarioInfo, SectorInfo, Severity, Summary,
    TargetSummary, TargetValue, Text, VariantInfo, Warning,
};
pub use tenths::{Better, DriverInTenths, LEAST_PATHS_OF_TENTHS, TENTHS_SCHEMA, Tenths, TenthsOf};
pub use update::{
    Change, Estimate, GivenSummary, NeededRest, RestOfYear, Spread, UPDATE_SCHEMA, Update,
    UpdatedQuantity, UpdatedTarget,
};

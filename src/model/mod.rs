//! The economics: a checked scenario compiled to dense indices, the base-year accounts, the calibration, and the equations
//! of one year over a block of paths.
//!
//! Receives a [`Scenario`](crate::scenario::Scenario); returns a [`Model`] (structure) and a [`Calibration`] (the anchor's μ
//! and the central path's growth rates, solved once and handed in wherever the model runs). `docs/model.md` has the
//! equations; each file here is one section of them.

mod accounts;
mod anchor;
mod block;
mod calibration;
mod compile;
mod demand;
mod driver;
mod factors;
mod formula;
mod growth_account;
mod indicators;
mod investment;
mod labels;
mod output;
#[cfg(test)]
mod plain;
mod plan;
mod prices;
mod requirements;
mod rows;
mod seeds;
mod step;
mod supply;
mod trajectory;

pub use accounts::Accounts;
pub use anchor::{AnchorError, calibrate};
pub use block::{Shocks, State};
pub use calibration::{Calibration, SolvedFor, keeps_calibration, touched};
pub use compile::{
    CompileError, ConsumptionGroup, EventModel, FactorModel, Model, Node, RegionModel, Seeding,
    compile,
};
pub use driver::Driver;
pub use formula::{Derived, Formulas};
pub use growth_account::{GrowthAccount, GrowthItem, GrowthLedger, GrowthSplit};
pub use indicators::Evaluator;
pub use labels::{label, members_label};
pub use plan::{InvestmentPlan, PlanError};
pub use requirements::Requirements;
pub use rows::{Panel, Rows};
pub use step::{LANE_GROUP, advance};
pub use trajectory::{Extra, FailedQuantity, Failure, Recorded, Trajectory};

//! Common shocks, their dependence, and events.

use super::provenance::{Localized, Span, Stated};
use crate::calendar::YearPath;
use crate::distribution::Shape;

/// What a factor drives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorRole {
    /// World and national demand, `demand`.
    Demand,
    /// Consumption, `consumption`.
    Consumption,
    /// Productivity, `productivity`.
    Productivity,
    /// Investment climate, `investment`.
    Investment,
    /// Prices, `prices`.
    Prices,
    /// A factor the scenario adds; only events and indicators use it.
    Added,
}

/// Innovation of a factor: `scale · shape`, already centred.
///
/// `shape` has the innovation's margin: for `normal` and `student-t` a unit-variance shape with `scale` = `σ_k`; for the others
/// the shape in its own units, `scale` 1; `shift` is what is subtracted to centre it.
#[derive(Debug, Clone, PartialEq)]
pub struct Innovation {
    /// Margin before shift and scale.
    pub shape: Shape,
    /// Subtracted from the shape's value (mean, mode, midpoint or median, as the margin's rule says).
    pub shift: f64,
    /// Multiplies the shifted value, ≥ 0.
    pub scale: f64,
}

/// A common shock z with `z_t = φ z_{t−1} + innovation`.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// Identifier.
    pub id: String,
    /// Name shown to people.
    pub name: Localized,
    /// Where the table stands.
    pub span: Span,
    /// What it drives.
    pub role: FactorRole,
    /// φ in [0, 1).
    pub persistence: Stated<f64>,
    /// The innovation's margin.
    pub innovation: Innovation,
}

/// Correlation of the underlying normals of two factors.
#[derive(Debug, Clone, PartialEq)]
pub struct Correlation {
    /// Positions of the two factors, in the order written.
    pub pair: (usize, usize),
    /// In [−1, 1].
    pub value: Stated<f64>,
}

/// How an event's state fades.
#[derive(Debug, Clone, PartialEq)]
pub enum EventDecay {
    /// `h_t = ψ h_{t−1} + S`, ψ in [0, 1).
    Decay(f64),
    /// `h_t = Σ w_(years since) S` over all occurrences.
    Profile(Vec<f64>),
}

/// What an event moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventTarget {
    /// Every use of a factor, by position.
    Factor(usize),
    /// ln capacity growth of a sector, by position.
    Supply(usize),
    /// Outside-demand growth of a sector, by position.
    OutsideDemand(usize),
}

/// m·h added to what is moved, log points.
#[derive(Debug, Clone, PartialEq)]
pub struct EventEffect {
    /// What is moved; a group in the file has become its members.
    pub target: EventTarget,
    /// m per unit of the state.
    pub size: Stated<f64>,
}

/// A jump.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Identifier.
    pub id: String,
    /// Name shown to people.
    pub name: Localized,
    /// Where the table stands.
    pub span: Span,
    /// Probability of an occurrence in each simulated year, 0..=1.
    pub probability: Stated<YearPath>,
    /// Severity of an occurrence.
    pub severity: Stated<Shape>,
    /// How the state fades.
    pub decay: EventDecay,
    /// What it moves, in the order of the file.
    pub effects: Vec<EventEffect>,
}

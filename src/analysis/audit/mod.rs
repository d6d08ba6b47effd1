//! The coherence audit: arithmetic between the stated numbers, before any simulation.
//!
//! Receives a checked scenario and the text it was read from; returns findings, each an inequality with its numbers and what would
//! make it hold. One check a file; `docs/audit.md` lists the codes and formulas.
//!
//! A stated figure is rounded: an inequality between stated figures is taken to hold when it holds for some values within half a
//! unit of their last stated digits. The base-year accounts count as exact.

mod average;
mod chain;
mod claims;
mod exclusive;
mod execution;
mod finding;
mod growth_level;
mod ledger;
mod parts;
mod record;
mod repeated;
mod shares;
mod words;

use crate::diagnostics::SourceText;
use crate::results::{AuditFinding, Severity, Summary, Text, Warning};
use crate::scenario::Scenario;
use ledger::Ledger;

/// Every finding on a scenario, the gravest first; what holds stands last.
pub fn audit(scenario: &Scenario, source: &SourceText) -> Vec<AuditFinding> {
    let ledger = Ledger::new(scenario, source);
    let checks = [
        exclusive::check,
        growth_level::check,
        parts::check,
        shares::check,
        execution::check,
        average::check,
        record::check,
        repeated::check,
    ];
    let mut findings: Vec<AuditFinding> = checks
        .iter()
        .flat_map(|check| check(&ledger))
        .map(|finding| finding.finish(&ledger))
        .collect();
    forget_echoes(&mut findings);
    findings.sort_by_key(|finding| (finding.holds, finding.severity == Severity::Note));
    findings
}

/// A plan that misses a total is said once: with the sub-targets that leave the hole, where there are any.
fn forget_echoes(findings: &mut Vec<AuditFinding>) {
    let told: Vec<String> = findings
        .iter()
        .filter(|finding| finding.code == parts::CODE && !finding.holds)
        .filter_map(|finding| finding.targets.first().cloned())
        .collect();
    findings.retain(|finding| {
        finding.code != execution::PLAN || finding.holds || !told.contains(&finding.targets[0])
    });
}

/// Puts the findings into a summary, and those that a reader must know before the numbers in front of its warnings.
pub fn include_audit(summary: &mut Summary, findings: Vec<AuditFinding>) {
    let told = findings.iter().filter(|finding| !finding.holds);
    let mut warnings: Vec<Warning> = told.map(warning).collect();
    warnings.append(&mut summary.warnings);
    summary.warnings = warnings;
    summary.audit = findings;
}

fn warning(finding: &AuditFinding) -> Warning {
    Warning {
        code: finding.code.clone(),
        severity: finding.severity,
        message: Text {
            zh: finding.statement.zh.clone(),
            en: finding.statement.en.clone(),
        },
        line: finding.line,
    }
}

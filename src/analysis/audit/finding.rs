//! A finding while it is put together.

use super::claims::Claim;
use super::ledger::Ledger;
use super::words::spaced_percent;
use crate::diagnostics::Span;
use crate::quantity::{Localized, bilingual};
use crate::results::{AuditFinding, Remedy, Severity, Text};
use crate::scenario::Unit;

/// The two numbers of a finding and the relation that would have to hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inequality {
    pub(super) left: f64,
    pub(super) relation: &'static str,
    pub(super) right: f64,
    pub(super) unit: Unit,
    pub(super) holds: bool,
}

/// One finding.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    pub(super) targets: Vec<String>,
    pub(super) statement: Localized,
    pub(super) inequality: Inequality,
    /// The scenario's own assumption that makes up the difference.
    pub(super) covered_by: Option<Localized>,
    pub(super) remedies: Vec<Remedy>,
    /// Where a planner would look first.
    pub(super) span: Span,
}

impl Finding {
    /// In the form of the results.
    pub(super) fn finish(self, ledger: &Ledger) -> AuditFinding {
        let english = |text: &str| spaced_percent(text);
        AuditFinding {
            code: self.code.to_owned(),
            severity: self.severity,
            targets: self.targets,
            statement: Text {
                zh: self.statement.zh,
                en: english(&self.statement.en),
            },
            left: self.inequality.left,
            relation: self.inequality.relation.to_owned(),
            right: self.inequality.right,
            unit: self.inequality.unit.as_str().to_owned(),
            holds: self.inequality.holds,
            covered_by: self.covered_by.map(|text| Text {
                zh: text.zh,
                en: english(&text.en),
            }),
            remedies: self
                .remedies
                .into_iter()
                .map(|remedy| Remedy {
                    en: english(&remedy.en),
                    ..remedy
                })
                .collect(),
            line: ledger.line(self.span),
        }
    }
}

/// Ids of claims, each once.
pub(super) fn ids<'a>(claims: impl IntoIterator<Item = &'a Claim<'a>>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for claim in claims {
        if !ids.contains(&claim.target.id) {
            ids.push(claim.id());
        }
    }
    ids
}

/// A remedy: its words, the value it changes and to what.
pub(super) fn remedy(text: Localized, path: Option<String>, value: f64) -> Remedy {
    Remedy {
        zh: text.zh,
        en: text.en,
        path,
        value,
    }
}

/// "needs A, or B, or C"; nothing without remedies.
fn needs(remedies: &[Remedy]) -> Localized {
    if remedies.is_empty() {
        return Localized::default();
    }
    let join = |texts: Vec<&str>, with: &str| texts.join(with);
    let zh = join(remedies.iter().map(|r| r.zh.as_str()).collect(), "，或");
    let en = join(remedies.iter().map(|r| r.en.as_str()).collect(), ", or ");
    bilingual!("需要{zh}", "needs {en}")
}

/// A sentence: head, inequality, what it needs, what closes it.
pub(super) fn sentence(
    head: &Localized,
    inequality: &Localized,
    remedies: &[Remedy],
    closing: &Localized,
) -> Localized {
    let wants = needs(remedies);
    let (colon, colon_en) = if remedies.is_empty() {
        ("", "")
    } else {
        ("：", ": ")
    };
    Localized::new(
        format!(
            "{}：{}{colon}{}{}。",
            head.zh, inequality.zh, wants.zh, closing.zh
        ),
        format!(
            "{}: {}{colon_en}{}{}.",
            head.en, inequality.en, wants.en, closing.en
        ),
    )
}

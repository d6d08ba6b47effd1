//! The block of `kapok check` on whether the stated targets fit together.

use super::terminal::{PAGE, Terminal};
use super::wrap::wrap;
use crate::quantity::{Language, Localized};
use crate::results::{AuditFinding, Severity};

/// Prints what does not hold, and how much does.
pub(super) fn show(findings: &[AuditFinding], terminal: &Terminal) {
    terminal.line(terminal.say(&Localized::new("目标一致性", "Coherence of the targets")));
    for finding in findings.iter().filter(|finding| !finding.holds) {
        for line in wrap(&spoken(finding, terminal.language()), PAGE, "    ") {
            terminal.line(&line);
        }
    }
    terminal.line(terminal.say(&tally(findings)));
}

/// `警告（第 391 行）：…`
fn spoken(finding: &AuditFinding, language: Language) -> String {
    let (place, text, mark) = match language {
        Language::Chinese => (
            finding.line.map(|line| format!("（第 {line} 行）")),
            &finding.statement.zh,
            if finding.severity == Severity::Warning {
                "警告"
            } else {
                "说明"
            },
        ),
        Language::English => (
            finding.line.map(|line| format!(" (line {line})")),
            &finding.statement.en,
            if finding.severity == Severity::Warning {
                "warning"
            } else {
                "note"
            },
        ),
    };
    let colon = if language == Language::Chinese {
        "："
    } else {
        ": "
    };
    format!("  {mark}{}{colon}{text}", place.unwrap_or_default())
}

fn tally(findings: &[AuditFinding]) -> Localized {
    let held = findings.iter().filter(|finding| finding.holds).count();
    let open = findings.len() - held;
    if findings.is_empty() {
        return Localized::new(
            "  没有可以核对的目标",
            "  no targets to hold against each other",
        );
    }
    Localized::new(
        format!("  核对 {} 项：{held} 项成立，{open} 项见上", findings.len()),
        format!(
            "  {} checked: {held} hold, {open} are above",
            findings.len()
        ),
    )
}

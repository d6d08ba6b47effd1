//! What was discovered about a target, on the terminal.

use super::terminal::{PAGE, Terminal};
use super::wrap::wrap;
use crate::analysis::estimate_over;
use crate::charts::discovery_sentences;
use crate::quantity::{Language, Localized};
use crate::results::{CountedShare, DiscoveredBox, Discovery, Errors, Restriction, Summary};

/// Prints the boxes in words, then each restriction with what it is worth.
pub(super) fn show(summary: &Summary, discovery: &Discovery, terminal: &Terminal) {
    let lang = super::drawing::lang(terminal);
    for sentence in discovery_sentences(summary, discovery, lang) {
        for line in wrap(&sentence, PAGE, "") {
            terminal.line(&line);
        }
    }
    for found in &discovery.boxes {
        table(found, terminal);
    }
    if discovery.boxes.is_empty() {
        return;
    }
    let said = Localized::new(
        format!(
            "盒子在 {} 条路径上找到，以上比例都数自另外 {} 条；± 为 95% 置信区间的一半。",
            discovery.searched, discovery.counted
        ),
        format!(
            "Found on {} paths; everything above is counted on {} others. ± is half of the 95 % interval.",
            discovery.searched, discovery.counted
        ),
    );
    for line in wrap(terminal.say(&said), PAGE, "") {
        terminal.line(&line);
    }
}

fn table(found: &DiscoveredBox, terminal: &Terminal) {
    let chinese = terminal.language() == Language::Chinese;
    let header = if chinese {
        ["限制", "单看：范围内", "范围外", "去掉它后", "碰巧的概率"]
    } else {
        [
            "Restriction",
            "Alone: inside",
            "Outside",
            "Without it",
            "By chance",
        ]
    };
    let words = |it: &Restriction| {
        let text = if chinese { &it.words.zh } else { &it.words.en };
        text.clone()
    };
    let told = |share: &CountedShare| {
        estimate_over(share.value, share.std_error, share.of, Errors::OfPaths)
    };
    let row = |it: &Restriction| {
        vec![
            words(it),
            told(&it.alone[0]),
            told(&it.alone[1]),
            told(&it.density_without),
            chance(it.quasi_p_value),
        ]
    };
    let rows: Vec<Vec<String>> = found.restrictions.iter().map(row).collect();
    terminal.narrow_table(&header.map(str::to_owned), &rows);
}

/// A small probability.
fn chance(p: f64) -> String {
    if p < 0.001 {
        "< 0.001".to_owned()
    } else {
        format!("{p:.3}")
    }
}

//! What moves the result: what the good and the bad tenth of the paths have in common, told and drawn.

use maud::{Markup, html};

use super::{Report, figure};
use crate::charts::{spoken, tenths_sentences};
use crate::results::LEAST_PATHS_OF_TENTHS;

/// Indicators that are told of.
const SUBJECTS: usize = 3;
/// Drivers that are named of each.
const NAMED: usize = 3;

/// The section; `None` where a run says nothing of it, such as one of an earlier version.
pub(super) fn section(report: &Report<'_>) -> Option<Markup> {
    let lang = report.lang;
    let Some(tenths) = report.tenths else {
        let few = report.summary.run.paths < LEAST_PATHS_OF_TENTHS;
        let said = lang.choose(
            format!("路径不到 {LEAST_PATHS_OF_TENTHS} 条，最好和最差的各十分之一太少，不作比较。"),
            format!("Fewer than {LEAST_PATHS_OF_TENTHS} paths: too few to compare the best tenth with the worst."),
        );
        return few.then(|| html! { p { (said) } });
    };
    let subjects = tenths.subjects.iter().take(SUBJECTS);
    let told = subjects.map(|subject| {
        let (label, year) = (spoken(lang.pick(&subject.label), lang), subject.year);
        let heading = lang.choose(format!("{year}年{label}"), format!("{label} {year}"));
        let sentences = tenths_sentences(report.summary, tenths, subject, NAMED, lang);
        (heading, lang.sentences(&sentences))
    });
    let first = report.figures.len() + 1;
    Some(html! {
        p { (lang.choose(
            format!("把模拟的前 {} 条路径按结果从差到好排开，看最差和最好的十分之一里，各个因素有什么不同。这里只说两端之差超过误差的因素。", tenths.paths),
            format!("The first {} simulated paths are ranked by how they end, and the drivers in the worst tenth are compared with those in the best. Only drivers that differ by more than their error are named.", tenths.paths),
        )) }
        @for (heading, sentences) in told {
            h3 { (heading) }
            p { (sentences) }
        }
        p.note { (lang.choose(
            "一同出现不等于因果：相关的因素会一起变动，共同的原因会让两个互不影响的因素同进退。要看单个因素的作用，用 kapok sensitivity。",
            "Differing together does not mean causing: correlated factors move together, and a common cause can move two that do not act on each other. kapok sensitivity tells what each does by itself.",
        )) }
        @for (place, it) in report.moved.iter().enumerate() { (figure(it, first + place, lang)) }
    })
}

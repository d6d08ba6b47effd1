//! What people look at of a run and its variants: pictures, report and spreadsheet, made from summaries alone.

use clap::ArgMatches;

use super::terminal::Terminal;
use super::{drawing, variants};
use crate::analysis::Comparison;
use crate::charts::{Kind, Palette, Style, comparison_set, standard_set};
use crate::report::{Figure, Report, RunFolder, report_html, summary_xlsx};
use crate::results::Summary;

/// Where a variant's files stand in the folder of its run; a run itself stands on top, even one of a changed scenario.
pub(super) fn path_of_variant(summary: &Summary) -> String {
    let variant = summary.scenario.variant.as_ref();
    variant.map_or_else(String::new, |info| format!("variants/{}/", info.id))
}

/// Adds the pictures of a run (first) and its variants, of their comparison, the report and the spreadsheet.
pub(super) fn add(
    all: &[Summary],
    comparisons: &[Comparison],
    folder: &mut RunFolder,
    matches: &ArgMatches,
    terminal: &Terminal,
) {
    let (style, svg) = (drawing::style(matches, terminal), matches.get_flag("svg"));
    let (run, variants) = all.split_first().expect("a family has a run");
    let drawn = drawing::add_under("", folder, standard_set(run, &style), svg, terminal);
    for variant in variants {
        let charts = standard_set(variant, &style);
        drawing::add_under(&path_of_variant(variant), folder, charts, svg, terminal);
    }
    let differences = variants::differences(comparisons);
    let compared = if variants.is_empty() {
        Vec::new()
    } else {
        let charts = comparison_set(all, &differences, &style);
        drawing::add_under("compare/", folder, charts, svg, terminal)
    };
    // Paper is white, and a dark screen turns the pictures of a page by itself.
    let (figures, compared) = if style.palette == Palette::Dark {
        let light = Style {
            palette: Palette::Light,
            ..style
        };
        let compared = match variants {
            [] => Vec::new(),
            _ => comparison_set(all, &differences, &light),
        };
        let figures = drawing::figures(&standard_set(run, &light));
        (figures, drawing::figures(&compared))
    } else {
        (drawn, compared)
    };
    let pairs: Vec<(&Summary, &Comparison)> = variants.iter().zip(comparisons).collect();
    let shown: Vec<Figure> = compared.into_iter().filter(tells_of_targets).collect();
    let report = Report {
        summary: run,
        figures: &figures,
        variants: &pairs,
        compared: &shown,
        lang: style.lang,
    };
    folder.add("report.html", report_html(&report));
    let book = summary_xlsx(run, &figures, style.lang);
    folder.add("summary.xlsx", book);
}

/// A report shows how variants change the targets; their fans are in the folder.
fn tells_of_targets(figure: &Figure) -> bool {
    let of_targets = [Kind::CompareTargets, Kind::CompareTargetGrid];
    of_targets.contains(&figure.kind) || figure.stem == "compare-fan-gdp-growth"
}

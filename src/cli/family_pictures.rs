//! What people look at of a run and its variants: pictures, report and spreadsheet, made from summaries alone.

use clap::ArgMatches;

use super::beside::Beside;
use super::terminal::Terminal;
use super::{drawing, variants};
use crate::analysis::Comparison;
use crate::charts::{
    Kind, NamedChart, Palette, Style, comparison_set, contribution_set, linkage_set, standard_set,
    tenths_set,
};
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
    beside: &Beside,
    comparisons: &[Comparison],
    folder: &mut RunFolder,
    matches: &ArgMatches,
    terminal: &Terminal,
) {
    let (style, svg) = (drawing::style(matches, terminal), matches.get_flag("svg"));
    let (run, variants) = all.split_first().expect("a family has a run");
    let drawn = drawing::add_under("", folder, own(run, beside, &style), svg, terminal);
    let moved = drawing::add_under("", folder, movers(run, beside, &style), svg, terminal);
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
    let (figures, moved, compared) = if style.palette == Palette::Dark {
        let light = Style {
            palette: Palette::Light,
            ..style
        };
        let compared = match variants {
            [] => Vec::new(),
            _ => comparison_set(all, &differences, &light),
        };
        let figures = drawing::figures(&own(run, beside, &light));
        let moved = drawing::figures(&movers(run, beside, &light));
        (figures, moved, drawing::figures(&compared))
    } else {
        (drawn, moved, compared)
    };
    let pairs: Vec<(&Summary, &Comparison)> = variants.iter().zip(comparisons).collect();
    let shown: Vec<Figure> = compared.into_iter().filter(tells_of_targets).collect();
    let report = Report {
        summary: run,
        figures: &figures,
        tenths: beside.tenths.as_ref(),
        moved: &moved,
        variants: &pairs,
        compared: &shown,
        lang: style.lang,
    };
    folder.add("report.html", report_html(&report));
    let book = summary_xlsx(run, &[figures, moved].concat(), style.lang);
    folder.add("summary.xlsx", book);
}

/// The pictures of a run by itself.
fn own(run: &Summary, beside: &Beside, style: &Style) -> Vec<NamedChart> {
    let mut charts = standard_set(run, style);
    if let Some(growth) = &beside.growth {
        charts.extend(contribution_set(run, growth, style));
    }
    if let Some(linkages) = &beside.linkages {
        charts.extend(linkage_set(run, linkages, style));
    }
    charts
}

/// The pictures of what the good and the bad paths of a run have in common.
fn movers(run: &Summary, beside: &Beside, style: &Style) -> Vec<NamedChart> {
    let tenths = beside.tenths.as_ref();
    tenths.map_or_else(Vec::new, |tenths| tenths_set(run, tenths, style))
}

/// A report shows how variants change the targets; their fans are in the folder.
fn tells_of_targets(figure: &Figure) -> bool {
    let of_targets = [Kind::CompareTargets, Kind::CompareTargetGrid];
    of_targets.contains(&figure.kind) || figure.stem == "compare-fan-gdp-growth"
}

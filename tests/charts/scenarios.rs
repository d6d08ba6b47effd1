//! Every picture of every bundled scenario and variant, with its real names: nothing leaves the sheet, touches, or lacks a glyph.

use std::path::Path;
use std::process::Command;

use kapok::charts::{Lang, NamedChart, Size, Style, comparison_set, standard_set};
use kapok::results::Summary;

use crate::pictures::untidy;

/// Enough for every picture to have something to draw.
const PATHS: &str = "400";
/// The scenario whose variants are drawn as well; `KAPOK_EVERY_VARIANT=1` draws those of all, which takes minutes of calibration.
const WITH_VARIANTS: &str = "baiyun-2024.toml";

/// The summaries of a scenario and its variants, as the program leaves them.
fn family(file: &Path) -> Vec<Summary> {
    let every = std::env::var_os("KAPOK_EVERY_VARIANT").is_some_and(|set| set == "1");
    let variants: &[&str] = if every || file.ends_with(WITH_VARIANTS) {
        &[]
    } else {
        &["--variant", "none"]
    };
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    let out = place.path().join("run");
    let status = Command::new(env!("CARGO_BIN_EXE_kapok"))
        .arg("run")
        .arg(file)
        .args(["--paths", PATHS, "--only-summary", "-q", "--out"])
        .arg(&out)
        .args(variants)
        .status();
    assert!(
        status.expect("the program starts").success(),
        "{}",
        file.display()
    );
    let read = |path: &Path| {
        let bytes = std::fs::read(path.join("summary.json")).expect("a summary");
        serde_json::from_slice(&bytes).expect("a summary")
    };
    let mut family = vec![read(&out)];
    let variants = std::fs::read_dir(out.join("variants"));
    let variants = variants.into_iter().flatten();
    let mut variants: Vec<_> = variants.map(|it| it.expect("a folder").path()).collect();
    variants.sort();
    family.extend(variants.iter().map(|variant| read(variant)));
    family
}

fn charts(family: &[Summary], style: &Style) -> Vec<NamedChart> {
    let alone = family.iter().flat_map(|it| standard_set(it, style));
    let mut charts: Vec<NamedChart> = alone.collect();
    charts.extend(comparison_set(family, &[], style));
    charts
}

#[test]
fn every_picture_of_every_scenario_is_tidy_in_both_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = std::fs::read_dir(folder).expect("the folder is there");
    let files = files.map(|it| it.expect("an entry").path());
    let mut files: Vec<_> = files
        .filter(|it| it.extension() == Some("toml".as_ref()))
        .collect();
    files.sort();
    assert!(files.len() >= 9, "{files:?}");
    let sizes = [(1600, 1000), (800, 500)].map(|(w, h)| Size::new(w, h).expect("possible"));
    let mut found = Vec::new();
    for file in files {
        let family = family(&file);
        let id = &family[0].scenario.id;
        for (lang, size) in [Lang::Zh, Lang::En]
            .into_iter()
            .flat_map(|lang| sizes.map(|size| (lang, size)))
        {
            for NamedChart { stem, chart, .. } in charts(&family, &Style::new(lang, size)) {
                let missing = chart.missing_characters();
                assert!(missing.is_empty(), "{id} {stem}: {missing:?}");
                if let Some(complaint) = untidy(&chart) {
                    found.push(format!("{id} {stem} {lang:?} {size:?}: {complaint}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}\n{}", found.len(), found.join("\n"));
}

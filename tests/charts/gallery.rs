//! Every picture as a file, to be looked at: `KAPOK_GALLERY=folder cargo test --test charts -- --ignored`.

use std::path::PathBuf;

use kapok::charts::{Lang, NamedChart, Size, TargetDifference, comparison_set, standard_set};
use kapok::results::Summary;

use crate::{sample, ugly};

fn save(name: &str, charts: &[NamedChart]) {
    let folder = std::env::var_os("KAPOK_GALLERY").expect("KAPOK_GALLERY names a folder");
    let folder = PathBuf::from(folder).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    for named in charts {
        std::fs::write(
            folder.join(format!("{}.png", named.stem)),
            named.chart.png(),
        )
        .unwrap();
        std::fs::write(
            folder.join(format!("{}.svg", named.stem)),
            named.chart.svg(),
        )
        .unwrap();
    }
}

fn save_both(name: &str, summary: &Summary, size: Size) {
    for (lang, folder) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        save(
            &format!("{name}/{folder}"),
            &standard_set(summary, lang, size),
        );
    }
}

#[test]
#[ignore = "writes files for people to look at"]
fn the_flagship() {
    save_both("flagship", &sample::flagship(), Size::default());
}

#[test]
#[ignore = "writes files for people to look at"]
fn what_is_hard_to_draw() {
    for (name, summary) in [
        ("one_target", ugly::one_target()),
        ("many_targets", ugly::many_targets()),
        ("crowded_fan", ugly::crowded_fan()),
        ("certain", ugly::certain()),
        ("shrinking", ugly::shrinking()),
        ("three_regions", ugly::three_regions()),
        ("one_year", ugly::one_year()),
        ("rough", ugly::rough()),
        ("unwritable", ugly::unwritable()),
    ] {
        save_both(name, &summary, Size::default());
    }
    for (name, width, height) in [
        ("small", 600, 400),
        ("narrow", 600, 3000),
        ("flat", 4000, 400),
        ("large", 4000, 3000),
    ] {
        save_both(name, &sample::flagship(), Size::new(width, height).unwrap());
    }
}

#[test]
#[ignore = "writes files for people to look at"]
fn comparisons() {
    let runs = [
        sample::flagship(),
        ugly::variant(2, 0.01),
        ugly::variant(3, -0.015),
    ];
    let differences: Vec<TargetDifference> = runs[0]
        .targets
        .iter()
        .zip(&runs[1].targets)
        .map(|(a, b)| TargetDifference {
            id: a.id.clone(),
            scenario: 1,
            difference: b.probability - a.probability,
            half_width: 0.0007,
            paired: true,
        })
        .collect();
    for (lang, folder) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let two = comparison_set(&runs[..2], &differences, lang, Size::default());
        save(&format!("two/{folder}"), &two);
        save(
            &format!("three/{folder}"),
            &comparison_set(&runs, &[], lang, Size::default()),
        );
    }
}

//! Every picture as a file, to be looked at: `KAPOK_GALLERY=folder cargo test --test charts -- --ignored`.

use std::path::PathBuf;

use kapok::charts::{Lang, NamedChart, Size, standard_set};

use crate::sample;

fn folder() -> PathBuf {
    let folder = std::env::var_os("KAPOK_GALLERY").expect("KAPOK_GALLERY names a folder");
    PathBuf::from(folder)
}

fn save(name: &str, charts: &[NamedChart]) {
    let folder = folder().join(name);
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

#[test]
#[ignore = "writes files for people to look at"]
fn the_flagship_in_both_languages() {
    let summary = sample::flagship();
    save("zh", &standard_set(&summary, Lang::Zh, Size::default()));
    save("en", &standard_set(&summary, Lang::En, Size::default()));
}

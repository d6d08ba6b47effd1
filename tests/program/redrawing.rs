//! `kapok chart` on what every command leaves: the same pictures, without simulating.

use super::*;

/// Every picture of a folder, by path.
fn pictures(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(folder);
    files.retain(|name, _| name.contains("charts/"));
    files
}

/// A small scenario that has a variant.
fn with_variant(place: &Path) {
    let text = fs::read_to_string(small()).expect("the scenario");
    let variant = "\n[[variant]]\nid = \"push\"\nset = { \"investment.all.growth\" = \"9%\" }\n";
    fs::write(place.join("a.toml"), text + variant).expect("it can be written");
}

#[test]
fn what_every_command_left_is_drawn_again_to_the_byte() {
    let place = workplace();
    with_variant(place.path());
    let commands: [&[&str]; 12] = [
        &["run", "a.toml", "--convergence"],
        &["joint", "a.toml"],
        &["contributions", "a.toml"],
        &["sensitivity", "a.toml", "--target", "growth_2024"],
        &["discover", "a.toml", "--target", "growth_2024"],
        &["condition", "a.toml", "--missed", "growth_2024"],
        &["track", "a.toml", "--actual", "gdp.growth:2024=6%"],
        &[
            "solve",
            "a.toml",
            "--target",
            "growth_2024",
            "--probability",
            "30%",
            "--lever",
            "investment.all.growth.2024",
            "--between",
            "-20%..60%",
        ],
        &["attribute", "a.toml", "--variant", "push"],
        &["compare", "a.toml", "a.toml#push"],
        &["bench", "a.toml"],
        &["backtest"],
    ];
    for command in commands {
        let paths: &[&str] = match command[0] {
            "backtest" => &[],
            "track" => &["--paths", "12000"],
            _ => &["--paths", FEW],
        };
        let left = ["--out", "left", "--svg", "--force", "-q"];
        ends_with(0, place.path(), &[command, paths, &left].concat());
        let again = ["chart", "left", "--svg", "--out", "again", "--force", "-q"];
        ends_with(0, place.path(), &again);
        let (drawn, redrawn) = (
            pictures(&place.path().join("left")),
            pictures(&place.path().join("again")),
        );
        assert!(!drawn.is_empty(), "{command:?} draws something");
        assert_eq!(
            drawn.keys().collect::<Vec<_>>(),
            redrawn.keys().collect::<Vec<_>>(),
            "{command:?}"
        );
        for (name, picture) in &drawn {
            assert!(redrawn[name] == *picture, "{command:?}: {name}");
        }
    }
}

#[test]
fn findings_are_drawn_in_another_language_and_theme() {
    let place = workplace();
    let fixed = ["joint", &small(), "--paths", FEW, "--out", "left", "-q"];
    ends_with(0, place.path(), &fixed);
    let dark = [
        "chart", "left", "--theme", "dark", "--lang", "en", "--svg", "-q",
    ];
    ends_with(0, place.path(), &dark);
    let again = place.path().join("output/margins-joint-charts");
    let picture = fs::read_to_string(again.join("charts/at-least.svg")).expect("a picture");
    assert!(picture.contains("at least"), "{picture:.400}");
    let manifest = json(&fs::read(again.join("manifest.json")).expect("a manifest"));
    assert_eq!(manifest["id"], "margins-joint-charts");
    assert_eq!(manifest["paths"].to_string(), FEW);
}

#[test]
fn a_folder_that_lost_a_file_says_which() {
    let place = workplace();
    let fixed = ["joint", &small(), "--paths", FEW, "--out", "left", "-q"];
    ends_with(0, place.path(), &fixed);
    fs::write(place.path().join("left/joint.json"), "{").expect("it can be written");
    let output = ends_with(2, place.path(), &["chart", "left", "--lang", "en"]);
    assert!(complained(&output).contains("joint.json cannot be read"));
    assert!(!place.path().join("output").exists(), "nothing is left");
}

#[test]
fn a_folder_that_is_not_there_is_told_where_folders_come_from() {
    let place = workplace();
    let output = ends_with(2, place.path(), &["chart", "nothing", "--lang", "en"]);
    assert!(complained(&output).contains("there is no folder nothing: kapok run leaves one"));
}

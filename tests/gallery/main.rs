//! `docs/gallery.md`: every kind of picture, the command that made it, and what to see in it.
//!
//! `KAPOK_UPDATE_GALLERY=1 cargo test --release --test gallery` runs the commands and draws it anew.

mod entries;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use entries::{ENTRIES, Entry};
use kapok::charts::{Kind, Lang};

/// Small enough for a page, and for a repository.
const SIZE: &str = "1200x750";

fn package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Where an entry's picture is kept.
fn image(entry: &Entry) -> String {
    format!("docs/images/gallery/{}.png", entry.kind.word())
}

/// Runs a command of the gallery in the package, into another folder.
fn run(command: &str, out: &Path) {
    let mut words = command.split(' ');
    assert_eq!(words.next(), Some("kapok"));
    let status = Command::new(env!("CARGO_BIN_EXE_kapok"))
        .current_dir(package(""))
        .args(words)
        .args(["--size", SIZE, "-q", "--out"])
        .arg(out)
        .status();
    assert!(status.expect("the program starts").success(), "{command}");
}

/// Draws every picture anew, each command once.
fn draw() {
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    let commands: BTreeSet<&str> = ENTRIES.iter().map(|it| it.command).collect();
    fs::create_dir_all(package("docs/images/gallery")).expect("the folder can be made");
    for (number, command) in commands.iter().enumerate() {
        let out = place.path().join(number.to_string());
        run(command, &out);
        for entry in ENTRIES.iter().filter(|it| it.command == *command) {
            let from = out.join(entry.picture);
            fs::copy(&from, package(&image(entry)))
                .unwrap_or_else(|error| panic!("{command}: {}: {error}", entry.picture));
        }
    }
}

/// The page.
fn page() -> String {
    let mut page = String::from(
        "# Gallery · 图集\n\nEvery kind of picture, the command that made it, what to see in it, and how it is read. All of it is renewed by\n\
         `KAPOK_UPDATE_GALLERY=1 cargo test --release --test gallery`. Every command takes `--lang en`, `--theme dark`, `--size`, `--scale` and `--svg`; a finished folder is\n\
         drawn again by `kapok chart`.\n\n每一种图、画出它的命令、看什么、怎么读。所有命令都可以加 `--lang en`、`--theme dark`、`--size`、`--scale`、`--svg`；已有的结果用 `kapok chart` 重画。\n",
    );
    for entry in ENTRIES {
        let (kind, word) = (entry.kind, entry.kind.word());
        write!(
            page,
            "\n## {word} · {}\n\n![{}](images/gallery/{word}.png)\n\n`{}` → `{}`\n\n{}{}\n\n{} {}\n",
            entry.title,
            entry.title,
            entry.command,
            entry.picture,
            entry.see[0],
            kind.how_to_read(Lang::Zh),
            entry.see[1],
            kind.how_to_read(Lang::En),
        )
        .expect("text takes text");
    }
    page
}

#[test]
fn every_kind_of_picture_is_in_the_gallery() {
    let renewed = std::env::var_os("KAPOK_UPDATE_GALLERY").is_some_and(|set| set == "1");
    if renewed {
        draw();
        fs::write(package("docs/gallery.md"), page()).expect("the page can be written");
    }
    for kind in Kind::ALL {
        let entries = ENTRIES.iter().filter(|it| it.kind == *kind).count();
        assert_eq!(entries, 1, "{kind:?} in tests/gallery/entries.rs");
    }
    let written = fs::read_to_string(package("docs/gallery.md")).expect("the page is there");
    assert_eq!(
        written,
        page(),
        "KAPOK_UPDATE_GALLERY=1 cargo test --release --test gallery writes it anew"
    );
    let kept = fs::read_dir(package("docs/images/gallery")).expect("pictures are there");
    let kept: BTreeSet<PathBuf> = kept.map(|it| it.expect("an entry").path()).collect();
    let named: BTreeSet<PathBuf> = ENTRIES.iter().map(|it| package(&image(it))).collect();
    assert_eq!(kept, named, "a picture for each entry, and no other");
    for picture in named {
        let bytes = fs::read(&picture).expect("it can be read");
        assert!(bytes.starts_with(b"\x89PNG"), "{}", picture.display());
    }
}

#[test]
fn every_scenario_is_in_the_gallery() {
    let scenarios = fs::read_dir(package("scenarios")).expect("the folder is there");
    for scenario in scenarios {
        let name = scenario.expect("an entry").file_name();
        let name = name.to_str().expect("a plain name");
        let shown = |entry: &&Entry| entry.command.contains(&format!("scenarios/{name}"));
        let scenario = name.strip_suffix(".toml");
        assert!(
            scenario.is_none() || ENTRIES.iter().any(|it| shown(&it)),
            "{name}"
        );
    }
}

//! The promise of equal bytes: the flagship's results have the stored hash, whatever instruction set, threads and blocks they were
//! made with.
//!
//! `KAPOK_UPDATE_GOLDEN=1 cargo test instruction_sets` stores the hash of now; a line of `CHANGELOG.md` then says why it moved.

use std::fs;

use kapok::numerics::packs::Isa;

use super::{ends_with, files, flagship, package, sha256, workplace};

const STORED: &str = "tests/golden/baiyun-2024.sha256";

/// One hash of the names and contents of every file of a run but the manifest, which tells the time.
fn hash_of_a_run(isa: &str, threads: &str, block: &str) -> String {
    let place = workplace();
    let arguments = [
        "run",
        &flagship(),
        "--isa",
        isa,
        "--threads",
        threads,
        "--block",
        block,
        "--indicators",
        "all",
        "--paths",
        "3000",
        "--only-summary",
        "--out",
        "out",
        "-q",
    ];
    ends_with(0, place.path(), &arguments);
    let mut all = Vec::new();
    let mut found = files(&place.path().join("out"));
    assert!(found.remove("manifest.json").is_some());
    assert!(found.len() > 5, "the scenario and its variants");
    for (name, contents) in found {
        all.extend(name.into_bytes());
        all.extend(contents);
    }
    sha256(&all)
}

#[test]
fn every_instruction_set_gives_the_stored_hash() {
    let stored = package(STORED);
    if std::env::var_os("KAPOK_UPDATE_GOLDEN").is_some_and(|set| set == "1") {
        let now = hash_of_a_run("portable", "1", "256");
        fs::write(&stored, now + "\n").expect("the hash can be stored");
    }
    let stored = fs::read_to_string(stored).expect("the hash is stored");
    for isa in Isa::ALL {
        if !isa.is_here() {
            // `.ci/run` says which sets the machine has.
            continue;
        }
        for (threads, block) in [("1", "256"), ("2", "96")] {
            let now = hash_of_a_run(isa.name(), threads, block);
            assert_eq!(
                now,
                stored.trim(),
                "{isa}, {threads} threads, {block} paths a block"
            );
        }
    }
}

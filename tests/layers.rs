//! Data flows down the folders: a folder imports only folders that stand before it in the order of `CONTRIBUTING.md`.

use std::fs;
use std::path::Path;

const ORDER: [&str; 16] = [
    "numerics",
    "quantity",
    "calendar",
    "distribution",
    "dependence",
    "input_output",
    "diagnostics",
    "scenario",
    "model",
    "random",
    "results",
    "simulation",
    "analysis",
    "charts",
    "report",
    "cli",
];

fn rank(folder: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == folder)
}

/// Every (file, folder it imports) below a folder.
fn imports(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("source folders can be read") {
        let path = entry.expect("entries can be read").path();
        if path.is_dir() {
            imports(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("sources are text");
        for (at, _) in text.match_indices("crate::") {
            let rest = &text[at + "crate::".len()..];
            let name: String = rest
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            found.push((path.display().to_string(), name));
        }
    }
}

#[test]
fn no_folder_imports_one_that_comes_after_it() {
    let mut upward = Vec::new();
    let mut seen = 0;
    for folder in ORDER {
        let mut found = Vec::new();
        imports(&Path::new("src").join(folder), &mut found);
        seen += found.len();
        upward.extend(
            found
                .into_iter()
                .filter(|(_, import)| rank(import) > rank(folder)),
        );
    }
    assert!(seen > 100, "is the test looking in the right place?");
    assert!(
        upward.is_empty(),
        "imports against the flow of data: {upward:#?}"
    );
}

#[test]
fn every_folder_of_the_source_has_its_place() {
    for entry in fs::read_dir("src").expect("the source can be read") {
        let entry = entry.expect("entries can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(
            !entry.path().is_dir() || rank(&name).is_some(),
            "src/{name} is not in the order of the folders"
        );
    }
}

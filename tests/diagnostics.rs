//! Every mistake is answered where it is, with its code.
//!
//! Each file of `tests/diagnostics/` is a small scenario with mistakes. A comment on the offending line, or on the line above
//! it, says what is expected: ``# error[K106] `1.2` 超出``, that is severity, code, the underlined text, and a piece of the
//! Chinese message. A finding that is not expected fails as well as one that is missing.

use std::fmt::Write as _;
use std::path::PathBuf;

use kapok::diagnostics::{Code, Diagnostic, Severity, SourceText};
use kapok::scenario::parse_text;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

/// What one annotation expects, or what one finding is.
#[derive(Debug, PartialEq, Eq)]
struct Expectation {
    line: usize,
    code: String,
    underlined: String,
    piece: String,
}

/// Reads the annotations of a scenario.
fn expectations(text: &str) -> Vec<Expectation> {
    let mut found = Vec::new();
    let mut pending: Vec<Expectation> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let own_line =
            line.trim_start().starts_with("# error[") || line.trim_start().starts_with("# note[");
        if !own_line {
            for mut expectation in pending.drain(..) {
                expectation.line = index + 1;
                found.push(expectation);
            }
        }
        let Some(at) = line.find("# error[").or_else(|| line.find("# note[")) else {
            continue;
        };
        let rest = line[at + 2..]
            .trim_start_matches("error")
            .trim_start_matches("note");
        let (code, rest) = rest[1..]
            .split_once("] `")
            .expect("annotation: code, then the underlined text");
        let (underlined, piece) = rest
            .split_once("` ")
            .expect("annotation: the underlined text ends");
        let expectation = Expectation {
            line: index + 1,
            code: code.to_owned(),
            underlined: underlined.to_owned(),
            piece: piece.trim().to_owned(),
        };
        if own_line {
            pending.push(expectation);
        } else {
            found.push(expectation);
        }
    }
    found
}

fn findings(name: &str, text: &str) -> (SourceText, Vec<Diagnostic>) {
    let read_file = |file: &str| std::fs::read(folder().join(file));
    match parse_text(name, text, &read_file) {
        Ok(loaded) => (loaded.source, loaded.notes),
        Err(found) => (found.source().clone(), found.list().to_vec()),
    }
}

/// What differs between a scenario's annotations and its findings.
fn differences(name: &str, text: &str) -> String {
    let (source, found) = findings(name, text);
    let mut expected = expectations(text);
    let mut differences = String::new();
    for finding in found {
        let line = source.line(finding.primary.span);
        let underlined = source
            .excerpt(finding.primary.span)
            .lines()
            .next()
            .unwrap_or_default();
        let code = finding.code.as_str();
        let message = &finding.message.zh;
        let at = expected.iter().position(|e| {
            e.line == line
                && e.code == code
                && e.underlined == underlined
                && message.contains(&e.piece)
        });
        match at {
            Some(at) => drop(expected.remove(at)),
            None => writeln!(
                differences,
                "  not expected, line {line}: [{code}] `{underlined}` {message}"
            )
            .unwrap(),
        }
    }
    for missing in expected {
        writeln!(differences, "  missing: {missing:?}").unwrap();
    }
    differences
}

#[test]
fn every_mistake_is_found_where_it_is() {
    let mut report = String::new();
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    names.sort();
    assert!(names.len() > 30);
    for path in names {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            text.contains("# error[") || text.contains("# note["),
            "{name} expects nothing"
        );
        let differences = differences(&name, &text);
        if !differences.is_empty() {
            writeln!(report, "{name}\n{differences}").unwrap();
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_code_has_a_case() {
    let mut seen = String::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            seen.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    let elsewhere = ["K004", "K005", "K006", "K117", "K230"]; // files and sizes: tests/hostile.rs; the central path: tests/engine
    for code in Code::ALL {
        let code = code.as_str();
        assert!(
            elsewhere.contains(&code) || seen.contains(&format!("[{code}]")),
            "{code}"
        );
    }
}

#[test]
fn errors_have_both_languages_and_say_what_to_do() {
    let mut silent = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let (_, found) = findings("case.toml", &text);
        for finding in found
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
        {
            assert!(!finding.message.zh.is_empty() && !finding.message.en.is_empty());
            assert!(finding.message.en.is_ascii() || !finding.message.zh.is_ascii());
            let syntax = finding.code == Code::Syntax;
            if !syntax && finding.help.is_none() && finding.primary.text.zh.is_empty() {
                silent.push(finding.message.zh.clone());
            }
        }
    }
    // "Should be a number such as 0.5" says in itself what to do, and so does a syntax error.
    silent.retain(|message| !message.contains("应为"));
    assert!(silent.is_empty(), "{silent:#?}");
}

//! Options, help, completions, and what they say when misspelt.

use super::*;

#[test]
fn quiet_says_nothing() {
    let place = workplace();
    let output = ends_with(
        0,
        place.path(),
        &["run", &small(), "--paths", FEW, "--quiet"],
    );
    assert_eq!(
        (said(&output), complained(&output)),
        (String::new(), String::new())
    );
    // Errors are said all the same.
    let output = ends_with(2, place.path(), &["run", "nothing.toml", "-q"]);
    assert!(complained(&output).contains("nothing.toml"));
}

#[test]
fn english_is_english_throughout() {
    let place = workplace();
    let output = ends_with(
        0,
        place.path(),
        &[
            "run",
            &flagship(),
            "--paths",
            FEW,
            "--lang",
            "en",
            "--only-summary",
        ],
    );
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    // Units are the scenario's own (亿元); everything else has an English form.
    let said = said(&output).replace("亿元", "");
    assert!(said.contains("Target") && !chinese(&said), "{said}");
    let output = ends_with(2, place.path(), &["run", "nothing.toml", "--lang=en"]);
    assert!(
        complained(&output).contains("there is no such file"),
        "{}",
        complained(&output)
    );
    let output = ends_with(2, place.path(), &["runn", "--lang", "en"]);
    assert!(!chinese(&complained(&output)), "{}", complained(&output));
}

#[test]
fn the_language_of_pictures_is_the_only_thing_that_language_changes() {
    let place = workplace();
    for lang in ["zh", "en"] {
        ends_with(
            0,
            place.path(),
            &[
                "run",
                &small(),
                "--paths",
                FEW,
                "--lang",
                lang,
                "--out",
                lang,
                "-q",
            ],
        );
    }
    let (zh, en) = (
        files(&place.path().join("zh")),
        files(&place.path().join("en")),
    );
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    assert_eq!(zh["summary.json"], en["summary.json"]);
    assert_ne!(zh["charts/targets.png"], en["charts/targets.png"]);
}

#[test]
fn numbers_of_paths_are_read_as_people_write_them() {
    let place = workplace();
    for (written, paths) in [
        ("1e4", 10_000),
        ("1万", 10_000),
        ("2_000", 2_000),
        ("3000", 3_000),
        ("１００", 100),
    ] {
        let output = kapok(
            place.path(),
            &[
                "run",
                &small(),
                "--paths",
                written,
                "--only-summary",
                "-q",
                "--out",
                "run",
            ],
        );
        if written == "１００" && output.status.code() == Some(2) {
            // Full-width digits may be refused, but with a message.
            assert!(complained(&output).contains("--paths"));
            continue;
        }
        assert_eq!(
            output.status.code(),
            Some(0),
            "{written}: {}",
            complained(&output)
        );
        let summary = json(&fs::read(place.path().join("run/summary.json")).expect("a summary"));
        assert_eq!(summary["run"]["paths"], paths, "{written}");
    }
    for written in ["0", "1.5", "-3", "many", "1e11", "", "nan", "inf"] {
        let argument = format!("--paths={written}");
        let output = ends_with(
            2,
            place.path(),
            &["run", &small(), &argument, "--out", "no"],
        );
        assert!(
            complained(&output).contains("--paths"),
            "{written}: {}",
            complained(&output)
        );
    }
    assert!(!place.path().join("no").exists());
}

#[test]
fn other_numbers_are_checked_too() {
    let place = workplace();
    for (option, value) in [
        ("--seed", "-1"),
        ("--seed", "1.5"),
        ("--seed", "18446744073709551616"),
        ("--threads", "0"),
        ("--threads", "many"),
        ("--block", "17"),
        ("--block", "0"),
        ("--isa", "mmx"),
        ("--lang", "fr"),
        ("--indicators", "some"),
    ] {
        let argument = format!("{option}={value}");
        let output = ends_with(
            2,
            place.path(),
            &["run", &small(), &argument, "--paths", "100"],
        );
        assert!(
            complained(&output).contains(option),
            "{argument}: {}",
            complained(&output)
        );
    }
    assert!(entries(place.path()).is_empty());
    ends_with(
        0,
        place.path(),
        &[
            "run",
            &small(),
            "--seed",
            "18446744073709551615",
            "--paths",
            "100",
            "--only-summary",
        ],
    );
    let summary = fs::read(place.path().join("output/margins/summary.json")).expect("a summary");
    assert_eq!(json(&summary)["run"]["seed"].as_u64(), Some(u64::MAX));
}

#[test]
fn all_indicators_are_there_when_asked_for() {
    let place = workplace();
    let names = |set: &str| -> Vec<String> {
        ends_with(
            0,
            place.path(),
            &[
                "run",
                &small(),
                "--paths",
                "100",
                "--indicators",
                set,
                "--only-summary",
                "-q",
            ],
        );
        let summary =
            json(&fs::read(place.path().join("output/margins/summary.json")).expect("a summary"));
        keys(&summary["indicators"])
            .into_iter()
            .map(str::to_owned)
            .collect()
    };
    let (few, all) = (names("default"), names("all"));
    assert!(few.iter().all(|name| all.contains(name)));
    for name in [
        "factor.demand",
        "sector.goods.capital",
        "sector.goods.utilisation",
    ] {
        assert!(
            all.contains(&name.to_owned()) && !few.contains(&name.to_owned()),
            "{name}"
        );
    }
}

#[test]
fn a_mistyped_word_is_answered_with_a_suggestion() {
    let place = workplace();
    for (arguments, wrong, suggestion) in [
        (&["runn", "x.toml"][..], "runn", "run"),
        (&["run", "x.toml", "--pths", "3"], "--pths", "--paths"),
        (&["run", "x.toml", "--sed", "3"], "--sed", "--seed"),
        (&["chek", "x.toml"], "chek", "check"),
        (&["completions", "bsh"], "bsh", "bash"),
    ] {
        let output = ends_with(2, place.path(), arguments);
        let complained = complained(&output);
        assert!(
            complained.contains("错误") && complained.contains(wrong),
            "{complained}"
        );
        assert!(
            complained.contains(&format!("是不是想写 {suggestion}？")),
            "{complained}"
        );
        assert!(complained.contains("--help"), "{complained}");
        assert!(said(&output).is_empty());
    }
    let output = ends_with(2, place.path(), &["run"]);
    assert!(
        complained(&output).contains("缺少") && complained(&output).contains("情景文件"),
        "{}",
        complained(&output)
    );
}

#[test]
fn help_fits_eighty_columns_in_both_languages() {
    let place = workplace();
    for lang in ["zh", "en"] {
        for name in [
            "",
            "run",
            "check",
            "compare",
            "attribute",
            "condition",
            "track",
            "solve",
            "discover",
            "contributions",
            "joint",
            "sensitivity",
            "backtest",
            "chart",
            "bench",
            "import-table",
            "list",
            "new",
            "schema",
            "completions",
        ] {
            let mut command = command(place.path());
            command.env("COLUMNS", "80");
            if !name.is_empty() {
                command.arg(name);
            }
            let output = command
                .args(["--help", "--lang", lang])
                .output()
                .expect("the program starts");
            assert!(output.status.success());
            let said = said(&output);
            assert!(
                said.contains(if lang == "zh" { "用法" } else { "Usage" }),
                "{said}"
            );
            assert!(name.is_empty() || said.contains(name), "{said}");
            for line in said.lines() {
                assert!(line.width() <= 80, "{} columns: {line}", line.width());
            }
        }
    }
}

#[test]
fn the_version_is_the_packages() {
    let output = ends_with(0, workplace().path(), &["--version"]);
    assert_eq!(
        said(&output).trim(),
        format!("kapok {}", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn every_shell_gets_its_completions() {
    let place = workplace();
    for (shell, sign) in [
        ("bash", "_kapok()"),
        ("zsh", "#compdef kapok"),
        ("fish", "complete -c kapok"),
        ("powershell", "kapok"),
        ("elvish", "kapok"),
    ] {
        let said = said(&ends_with(0, place.path(), &["completions", shell]));
        assert!(said.contains(sign), "{shell}");
        for word in ["paths", "bench", "list", "new", "schema", "from"] {
            assert!(said.contains(word), "{shell}: {word}");
        }
        assert!(!said.contains("block"), "{shell} offers a hidden option");
    }
}

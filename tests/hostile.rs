//! Files that mean harm, or are merely broken: refused quickly, with a message, never with a panic.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use kapok::diagnostics::{Diagnostics, Style};
use kapok::quantity::Language;
use kapok::scenario::{Loaded, load, parse_text};
use proptest::prelude::*;

const FLAGSHIP: &str = include_str!("reference/baiyun-core.toml");

const SMALL: &str = r#"
schema = 1
id = "small"
title = "例"
base_year = 2023
horizon = 2026
[region.r]
name = "甲区"
gdp = 100
trend = "5%"
[run]
paths = 1000
seed = 1
[defaults.sector]
value_added_ratio = 0.5
capital_output_ratio = 2
capital_share = 0.4
depreciation = 0.05
utilisation = 0.8
"#;

/// Two seconds as it is shipped; an unoptimised build on a busy machine gets more.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 12 } else { 2 });

/// Parses within the limit of time, and renders what was found.
fn parse(text: &str) -> Result<Loaded, Diagnostics> {
    let start = Instant::now();
    let result = parse_text("hostile.toml", text, &|_| {
        Err(std::io::ErrorKind::NotFound.into())
    });
    if let Err(found) = &result {
        for language in [Language::Chinese, Language::English] {
            let text = found.render(Style {
                language,
                colour: false,
                width: 80,
            });
            assert!(text.len() < 100_000, "a message of {} bytes", text.len());
        }
    }
    let elapsed = start.elapsed();
    assert!(elapsed < LIMIT, "took {elapsed:?}");
    result
}

/// The codes found, each once.
fn codes(text: &str) -> Vec<&'static str> {
    let found = parse(text).expect_err("this must be refused");
    let mut codes: Vec<&str> = found
        .list()
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn with_sectors(count: usize) -> String {
    let share = 1.0 / count as f64;
    (0..count).fold(SMALL.to_owned(), |mut text, i| {
        write!(
            text,
            "[[sector]]\nid = \"s{i}\"\nname = \"s\"\nshare = {share}\n"
        )
        .unwrap();
        text
    })
}

#[test]
fn numbers_that_are_none() {
    let with =
        |value: &str| codes(&with_sectors(1).replace("gdp = 100", &format!("gdp = {value}")));
    for value in [
        "nan",
        "-nan",
        "inf",
        "-inf",
        "1e309",
        "-1e400",
        "9.9e307",
        "9223372036854775808",
        "1e16",
    ] {
        assert_eq!(with(value), ["K107"], "{value}");
    }
    assert_eq!(with("1e-400"), ["K106"], "it is zero");
    assert_eq!(with("-0.0"), ["K106"]);
    let paths =
        |value: &str| codes(&with_sectors(1).replace("paths = 1000", &format!("paths = {value}")));
    for value in [
        "0",
        "-1",
        "9223372036854775807",
        "10000000001",
        "99999999999999999999999999999999999999999999",
    ] {
        assert_eq!(paths(value), ["K106"], "{value}");
    }
}

#[test]
fn nesting_and_long_lines() {
    assert_eq!(codes(&"[".repeat(1_000_000)), ["K005"]);
    assert_eq!(codes(&"[\n".repeat(1_000_000)), ["K001"]);
    assert_eq!(codes(&format!("x = {}", "[\n".repeat(1_000_000))), ["K001"]);
    let deep = |depth: usize| format!("{}x = {}1{}\n", "", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(codes(&deep(40)), ["K005"]);
    assert!(!codes(&deep(20)).contains(&"K005"));
    assert_eq!(codes(&format!("{} = 1", vec!["a"; 60].join("."))), ["K005"]);
    assert_eq!(
        codes(&format!("{} = 1", vec!["a"; 30_000].join("."))),
        ["K001"]
    );
    assert_eq!(codes(&format!("x = \"{}", "a".repeat(3_000_000))), ["K005"]);
    let longest = |bytes: usize| format!("# {}\n{}", "a".repeat(bytes), with_sectors(1));
    assert!(parse(&longest(65_000)).is_ok());
    assert_eq!(codes(&longest(66_000)), ["K005"]);
}

#[test]
fn large_files() {
    let rows = "x = [1,\n".to_owned() + &"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,\n".repeat(40_000);
    assert!(rows.len() < 4 * 1024 * 1024);
    assert!(codes(&(rows + "1]\n")).contains(&"K101"));
    let keys = (0..250_000).fold(String::new(), |mut text, i| {
        writeln!(text, "key_{i} = 1").unwrap();
        text
    });
    assert!(codes(&keys).contains(&"K101"));
    // Beyond a thousand, syntax errors are only counted, in one K001 more.
    let duplicates = "a = 1\n".repeat(300_000);
    assert_eq!(codes(&duplicates), ["K001", "K003"]);
    assert_eq!(codes(&"名 = 1\n".repeat(100_000)), ["K001", "K002", "K003"]);
    assert_eq!(codes(&"a = 1\n".repeat(1_000_000)), ["K005"]);
}

#[test]
fn both_sides_of_every_limit() {
    assert!(parse(&with_sectors(500)).is_ok());
    assert_eq!(codes(&with_sectors(501)), ["K117"]);
    let targets = |count: usize| {
        (0..count).fold(with_sectors(1), |mut text, i| {
            write!(text, "[[target]]\nid = \"t{i}\"\nindicator = \"gdp.growth\"\nyear = 2024\nat_least = \"5%\"\n").unwrap();
            text
        })
    };
    assert!(parse(&targets(200)).is_ok());
    assert_eq!(codes(&targets(201)), ["K117"]);
    let factors = |count: usize| {
        let mut text = with_sectors(1)
            + "[[event]]\nid = \"e\"\nname = \"e\"\nprobability = 0.1\nseverity = 1\neffect = {";
        for i in 0..count {
            write!(text, "f{i} = 0.1, ").unwrap();
        }
        text.push_str("}\n");
        for i in 0..count {
            write!(text, "[factor.f{i}]\nname = \"f\"\nsd = 0.1\n").unwrap();
        }
        text
    };
    assert!(parse(&factors(1000)).is_ok());
    assert_eq!(codes(&factors(1001)), ["K117"]);
    let name = |length: usize| with_sectors(1).replace("甲区", &"区".repeat(length));
    assert!(parse(&name(64)).is_ok());
    assert_eq!(codes(&name(65)), ["K108"]);
    let paths = |count: &str| with_sectors(1).replace("paths = 1000", &format!("paths = {count}"));
    assert!(parse(&paths("10_000_000_000")).is_ok());
    assert!(parse(&paths("1")).is_ok());
    let horizon =
        |year: i32| with_sectors(1).replace("horizon = 2026", &format!("horizon = {year}"));
    assert!(parse(&horizon(2123)).is_ok());
    assert_eq!(codes(&horizon(2124)), ["K116"]);
}

/// A scenario with this many indicators of one formula.
fn with_formulas(sectors: usize, count: usize, formula: &str) -> String {
    (0..count).fold(with_sectors(sectors), |mut text, i| {
        write!(
            text,
            "[[indicator]]\nid = \"i{i}\"\nvalue = \"{formula}\"\n"
        )
        .unwrap();
        text
    })
}

#[test]
fn formulas_of_every_size() {
    assert!(parse(&with_formulas(1, 256, "gdp.real")).is_ok());
    assert_eq!(codes(&with_formulas(1, 257, "gdp.real")), ["K117"]);
    let long = |count: usize| format!("1 + max({}0)", "1,".repeat(count));
    assert!(parse(&with_formulas(1, 1, &long(90))).is_ok());
    assert_eq!(codes(&with_formulas(1, 1, &long(990))), ["K140"]);
    assert_eq!(
        codes(&with_formulas(1, 1, &long(1_000))),
        ["K140"],
        "too long"
    );
    for (open, close) in [
        ("(", ")"),
        ("abs(", ")"),
        ("-", ""),
        ("2 ^ ", ""),
        ("1 + ", ""),
    ] {
        let deep = format!("{}1{}", open.repeat(300), close.repeat(300));
        assert_eq!(codes(&with_formulas(1, 256, &deep)), ["K140"], "{open}");
    }
    // Sums over groups are written out: 256 · 500 terms of many parts are too many.
    let sum = "sum_over(all, sector.*.value_added * 2 - 1亿)";
    assert!(parse(&with_formulas(500, 70, sum)).is_ok());
    assert_eq!(codes(&with_formulas(500, 256, sum)), ["K117"]);
    let running = "sum_over(all, cum(sector.*.value_added))";
    assert!(parse(&with_formulas(500, 2, running)).is_ok());
    assert_eq!(codes(&with_formulas(500, 3, running)), ["K117"]);
    // Nothing but mistakes, and a chain of indicators that each need the next.
    assert_eq!(
        codes(&with_formulas(
            500,
            256,
            &"gdp.reel + ".repeat(150).replace("+ ", "- ")
        )),
        ["K140"]
    );
    let wrong = format!("{}0", "gdp.reel - ".repeat(150));
    assert_eq!(codes(&with_formulas(500, 256, &wrong)), ["K111"]);
    let groups = format!("{}0", "sum_over(al, sector.*.growth) - ".repeat(60));
    assert_eq!(codes(&with_formulas(500, 256, &groups)), ["K110"]);
    let chain = |last: &str| {
        (0..256).fold(with_sectors(1), |mut text, i| {
            let next = if i == 255 {
                last.to_owned()
            } else {
                format!("i{} + 1", i + 1)
            };
            write!(text, "[[indicator]]\nid = \"i{i}\"\nvalue = \"{next}\"\n").unwrap();
            text
        })
    };
    assert!(parse(&chain("1")).is_ok());
    assert_eq!(codes(&chain("i0")), ["K102"]);
    assert_eq!(
        codes(&chain("i0").replace("value =", "unit = \"%\"\nvalue =")),
        ["K142"]
    );
}

#[test]
fn everything_large_at_once() {
    let mut text = with_sectors(500);
    text.push_str("[io]\n");
    for user in 0..250 {
        write!(text, "s{user} = {{ ").unwrap();
        for supplier in 0..500 {
            write!(text, "s{supplier} = 1e-4, ").unwrap();
        }
        text.push_str("}\n");
    }
    assert!(parse(&text).is_ok());
}

#[test]
fn many_names_and_none_of_them_right() {
    let mut text = SMALL.to_owned();
    for i in 0..500 {
        let groups: Vec<String> = (0..32).map(|g| format!("\"g{i}_{g}\"")).collect();
        let groups = groups.join(", ");
        write!(
            text,
            "[[sector]]\nid = \"s{i}\"\nshare = 0.002\ngroups = [{groups}]\n"
        )
        .unwrap();
    }
    for i in 0..200 {
        write!(text, "[[target]]\nid = \"t{i}\"\nindicator = \"group.g{i}_40.shar\"\nyear = 2024\nat_least = \"5%\"\n").unwrap();
    }
    text.push_str("[io]\n");
    for i in 0..500 {
        write!(text, "s{i} = {{ ").unwrap();
        for j in 0..100 {
            write!(text, "z{i}_{j} = 0, ").unwrap();
        }
        text.push_str("}\n");
    }
    assert_eq!(codes(&text), ["K110", "K111"]);
}

#[test]
fn correlations_of_many_factors() {
    let mut text =
        with_sectors(1) + "[[event]]\nid = \"e\"\nprobability = 0.1\nseverity = 1\neffect = {";
    for i in 0..300 {
        write!(text, "f{i} = 0.1, ").unwrap();
    }
    text.push_str("}\n");
    for i in 0..300 {
        write!(text, "[factor.f{i}]\nsd = 0.1\n").unwrap();
    }
    text.push_str("[correlation]\n");
    for i in 0..300 {
        write!(text, "f{i} = {{ ").unwrap();
        for j in i + 1..300 {
            write!(text, "f{j} = -0.5, ").unwrap();
        }
        text.push_str("}\n");
    }
    assert_eq!(codes(&text), ["K209"]);
}

#[test]
fn encodings_and_line_ends() {
    let lines = FLAGSHIP.replace('\n', "\r\n");
    assert!(parse(&format!("\u{feff}{lines}")).is_ok());
    assert!(codes("").contains(&"K102"));
    assert!(codes("\0").contains(&"K001"));
    assert!(codes("a = 1\rb = 2").contains(&"K001"));
    assert!(codes("a = \"\u{202e}\"").contains(&"K101"));
    let found = parse(&with_sectors(1).replace("甲区", "甲\u{1b}[31m区\u{202e}")).unwrap_err();
    let text = found.render(Style {
        language: Language::Chinese,
        colour: false,
        width: 80,
    });
    assert!(
        !text.contains('\u{1b}') && !text.contains('\u{202e}'),
        "{text}"
    );
    let comment = format!(
        "# \u{202e}\u{1b}[2J\n{} # \u{202e}",
        with_sectors(1).replace("gdp = 100", "gdp = -1 # \u{202e}")
    );
    let text = parse(&comment).unwrap_err().render(Style {
        language: Language::Chinese,
        colour: false,
        width: 80,
    });
    assert!(!text.contains('\u{202e}'), "{text}");
}

#[test]
fn what_is_no_file_to_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let code = |path: &Path| {
        let found = load(path).unwrap_err();
        let text = found.render(Style {
            language: Language::Chinese,
            colour: true,
            width: 80,
        });
        assert!(text.contains("共 1 处错误"), "{text}");
        found.list()[0].code.as_str()
    };
    assert_eq!(code(folder.path()), "K004");
    assert_eq!(code(&folder.path().join("missing.toml")), "K004");
    assert_eq!(code(&file("latin.toml", b"id = \"\xe9\"\n")), "K006");
    assert_eq!(code(&file("utf16.toml", &[0xff, 0xfe, b'a', 0])), "K006");
    assert_eq!(
        code(&file("huge.toml", &vec![b'\n'; 4 * 1024 * 1024 + 1])),
        "K005"
    );
    #[cfg(unix)]
    assert_eq!(code(Path::new("/dev/zero")), "K004");
    let csv = file(
        "small.toml",
        (with_sectors(1).replace(
            "trend",
            "record = { file = \"record.csv\" }\nanchor = \"record\"\ntrend",
        ))
        .as_bytes(),
    );
    file(
        "record.csv",
        "year,target,actual\n2017,6,6\n2018,6,7\n2019,6,6\n2020,6,2\n2021,6,8\n".as_bytes(),
    );
    assert_eq!(
        load(&csv).unwrap().scenario.regions[0]
            .record
            .as_ref()
            .unwrap()
            .years
            .len(),
        5
    );
}

/// A change to a text that keeps most of it.
#[derive(Debug, Clone)]
enum Change {
    Delete(usize, usize),
    Insert(usize, String),
    Repeat(usize, usize),
    Swap(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = 0..FLAGSHIP.len();
    let words = prop::sample::select(vec![
        "=",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        ",",
        ".",
        "#",
        "\n",
        "-",
        "1e999",
        "nan",
        "2024",
        "亿",
        "万亿",
        "%",
        "个百分点",
        "[[sector]]\n",
        "[run]\n",
        "\u{202e}",
        "\0",
        "甲",
        "９",
        "value",
        "0",
        "9999999999999999999999",
        "{ value = ",
        "shape = \"beta\", ",
        "\"\"\"",
        "a.b.c = ",
        "lag(",
        "sum_over(all, sector.*.growth)",
        "noise",
        "（",
    ]);
    prop_oneof![
        (at.clone(), 0usize..200).prop_map(|(at, n)| Change::Delete(at, n)),
        (at.clone(), words).prop_map(|(at, word)| Change::Insert(at, word.to_owned())),
        (at.clone(), 0usize..400).prop_map(|(at, n)| Change::Repeat(at, n)),
        (at.clone(), at).prop_map(|(a, b)| Change::Swap(a, b)),
    ]
}

/// Formulas behind the flagship, so that changes meet them too.
const FORMULAS: &str = r#"
[[indicator]]
id = "revenue"
base = "80亿"
growth = { value = "0.9 * gdp.nominal_growth + noise", status = "assumed" }
noise = { shape = "normal", mean = 0, sd = "2%" }

[[indicator]]
id = "jobs"
unit = "人"
value = "sum_over(all, max(0, growth(sector.*.value_added))) * 5万人 + if(year > 2025 and revenue.growth >= 0, 100人, 0)"

[[indicator]]
id = "homes"
value = "cum(lag(pipeline.hub.spent, 0)) / 50万元 * 1套 - abs(-2套) ^ 1"
"#;

fn apply(text: &str, change: &Change) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let place = |at: usize, length: usize| at.min(length.saturating_sub(1));
    let length = characters.len();
    match change {
        Change::Delete(at, n) => {
            drop(characters.drain(place(*at, length)..(place(*at, length) + n).min(length)));
        }
        Change::Insert(at, word) => {
            drop(characters.splice(place(*at, length)..place(*at, length), word.chars()));
        }
        Change::Repeat(at, n) => {
            let piece: Vec<char> =
                characters[place(*at, length)..(place(*at, length) + n).min(length)].to_vec();
            characters.splice(place(*at, length)..place(*at, length), piece);
        }
        Change::Swap(a, b) => characters.swap(place(*a, length), place(*b, length)),
    }
    characters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = parse(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_changed_flagship_never_panics(changes in prop::collection::vec(change(), 1..6)) {
        let text = changes.iter().fold(FLAGSHIP.to_owned(), |text, change| apply(&text, change));
        let _ = parse(&text);
    }

    #[test]
    fn changed_formulas_never_panic(changes in prop::collection::vec(change(), 1..4)) {
        // Places are those of the flagship: folded into the short text behind it.
        let length = FORMULAS.chars().count();
        let near = |change: Change| match change {
            Change::Delete(at, n) => Change::Delete(at % length, n % 20),
            Change::Insert(at, word) => Change::Insert(at % length, word),
            Change::Repeat(at, n) => Change::Repeat(at % length, n % 60),
            Change::Swap(a, b) => Change::Swap(a % length, b % length),
        };
        let formulas = changes.into_iter().map(near).fold(FORMULAS.to_owned(), |text, change| apply(&text, &change));
        let _ = parse(&(with_sectors(3) + "[investment.works]\nbase = 9\ngrowth = 0\n[[pipeline]]\nid = \"hub\"\ncategory = \"works\"\nplanned = { 2024 = 1 }\nexecution = 1\n" + &formulas));
    }

    #[test]
    fn arbitrary_formulas_never_panic(formula in "[ -~。（）×≥a-z0-9.*()+,]{0,60}") {
        let quoted = formula.replace(['\\', '"'], "");
        let _ = parse(&with_formulas(2, 1, &quoted));
    }
}

//! The report and the spreadsheet of a run.

use calamine::{Data, Reader as _, Xlsx};
use std::io::Cursor;

use super::*;

fn run(place: &Path, out: &str, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let scenario = small();
    let fixed = ["run", &scenario, "--paths", FEW, "--out", out, "-q"];
    ends_with(0, place, &[&fixed[..], more].concat());
    files(&place.join(out))
}

/// The values of an attribute, in order.
fn attributes<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let start = format!(" {name}=\"");
    let parts = text.split(start.as_str()).skip(1);
    parts
        .map(|part| part.split('"').next().unwrap_or_default())
        .collect()
}

#[test]
fn a_report_needs_nothing_else_and_says_what_the_summary_says() {
    let place = workplace();
    for (lang, answer) in [("zh", "概率为"), ("en", "with a probability of")] {
        let files = run(place.path(), lang, &["--lang", lang]);
        let text = String::from_utf8(files["report.html"].clone()).expect("it is UTF-8");
        assert!(text.starts_with("<!DOCTYPE html>") && text.contains(answer));
        for source in attributes(&text, "src") {
            assert!(source.starts_with("data:image/png;base64,"), "{source:.60}");
        }
        for target in attributes(&text, "href") {
            let anchor = target.strip_prefix('#').expect("links stay inside");
            assert!(attributes(&text, "id").contains(&anchor), "{anchor}");
        }
        assert!(!text.contains("http:") && !text.contains("https:") && !text.contains("<script"));
        let charts = files
            .keys()
            .filter(|name| name.starts_with("charts/"))
            .count();
        assert_eq!(attributes(&text, "alt").len(), charts);
        assert!(attributes(&text, "alt").iter().all(|it| !it.is_empty()));
        for caption in text.split("<figcaption>").skip(1) {
            let caption = caption.split("</figcaption>").next().unwrap_or_default();
            let explained = caption.split("</strong>").nth(1).unwrap_or_default();
            assert!(!explained.trim().is_empty(), "how to read it: {caption}");
        }
        let summary = json(&files["summary.json"]);
        for target in summary["targets"].as_array().expect("a list") {
            let share = 100.0 * target["probability"].as_f64().expect("a number");
            let interval = target["ci95"].as_array().expect("a list");
            let inside = share > 0.05 && share < 99.95 && interval.len() == 2;
            assert!(
                !inside || text.contains(&format!("{share:.1}% ±")),
                "{}",
                target["id"]
            );
        }
        let hash = summary["scenario"]["sha256"].as_str().expect("a text");
        assert!(text.contains(hash));
    }
}

#[test]
fn a_report_and_a_spreadsheet_come_out_the_same_again() {
    let place = workplace();
    let (one, two) = (
        run(place.path(), "one", &[]),
        run(place.path(), "two", &["--threads", "1"]),
    );
    for name in ["report.html", "summary.xlsx"] {
        assert!(one[name] == two[name], "{name}");
    }
}

#[test]
fn a_spreadsheet_holds_numbers() {
    let place = workplace();
    let files = run(place.path(), "run", &[]);
    let summary = json(&files["summary.json"]);
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(files["summary.xlsx"].clone())).expect("it opens");
    assert_eq!(book.sheet_names(), ["目标", "指标", "产业", "输入", "图"]);
    let targets = book.worksheet_range("目标").expect("a sheet");
    let listed = summary["targets"].as_array().expect("a list");
    assert_eq!(targets.height(), listed.len() + 1);
    for (row, target) in targets.rows().skip(1).zip(listed) {
        assert_eq!(
            row[0],
            Data::String(target["id"].as_str().expect("an id").to_owned())
        );
        assert_eq!(
            row[5],
            Data::Float(target["probability"].as_f64().expect("a number"))
        );
    }
    let indicators = book.worksheet_range("指标").expect("a sheet");
    let wanted = &summary["indicators"]["gdp.nominal"];
    let median = indicators.rows().find(|row| {
        row[1] == Data::String("gdp.nominal".to_owned())
            && row[2] == Data::String("中位数".to_owned())
    });
    let median = median.expect("it is listed");
    assert_eq!(
        median[3],
        Data::Float(wanted["base"].as_f64().expect("a number"))
    );
    for (cell, value) in median[4..]
        .iter()
        .zip(wanted["quantiles"]["0.5"].as_array().expect("a list"))
    {
        assert_eq!(*cell, Data::Float(value.as_f64().expect("a number")));
    }
    let inputs = book.worksheet_range("输入").expect("a sheet");
    let known = summary["provenance"]["inputs"]
        .as_array()
        .expect("a list")
        .len();
    assert_eq!(inputs.height(), known + 1);
}

#[test]
fn a_finished_run_is_drawn_again_in_another_style() {
    let place = workplace();
    let files = run(place.path(), "run", &[]);
    let again = |out: &str, more: &[&str]| {
        let fixed = ["chart", "run", "--out", out, "-q"];
        ends_with(0, place.path(), &[&fixed[..], more].concat());
        super::files(&place.path().join(out))
    };
    let same = again("same", &[]);
    for name in files.keys().filter(|name| name.starts_with("charts/")) {
        assert!(same[name] == files[name], "{name}");
    }
    assert!(same["report.html"] == files["report.html"]);
    let dark = again(
        "dark",
        &["--theme", "dark", "--size", "800x500", "--scale", "2"],
    );
    let picture = &dark["charts/fan-gdp-growth.png"];
    let number =
        |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().expect("four bytes"));
    assert_eq!((number(16), number(20)), (1600, 1000));
    assert_ne!(picture, &files["charts/fan-gdp-growth.png"]);
    // A report stays on white paper: a dark screen turns its pictures by itself.
    let on_screen = again("screen", &["--theme", "dark"]);
    assert!(on_screen["report.html"] == files["report.html"]);
    assert!(on_screen["charts/targets.png"] != files["charts/targets.png"]);
    let english = again("english", &["--lang", "en"]);
    let report = String::from_utf8(english["report.html"].clone()).expect("it is UTF-8");
    assert!(report.contains("with a probability of"));
    // What is drawn is no run itself; a run is not drawn over; wrong words are told.
    ends_with(2, place.path(), &["chart", "same"]);
    ends_with(
        2,
        place.path(),
        &["chart", "run", "--out", "run", "--force"],
    );
    ends_with(2, place.path(), &["chart", "elsewhere"]);
    ends_with(2, place.path(), &["chart", "run", "--theme", "pink"]);
    ends_with(2, place.path(), &["chart", "run", "--size", "100x100"]);
    let told = complained(&ends_with(
        2,
        place.path(),
        &["chart", "run", "--scale", "9"],
    ));
    assert!(told.contains("1 … 4"), "{told}");
    for option in [&["--theme", "dark"][..], &["--svg"], &["--convergence"]] {
        let scenario = small();
        let run = ["run", &scenario, "--only-summary"];
        ends_with(2, place.path(), &[&run[..], option].concat());
    }
}

/// A difference of rates, and what is said of it where it is a fraction, a text and a cell.
#[test]
fn differences_of_rates_are_in_percentage_points() {
    let place = workplace();
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let gap = r#"
[[indicator]]
id = "gap"
name = { zh = "增速之差", en = "Gap" }
unit = "pp"
value = "gdp.growth - 4.5%"

[[target]]
id = "gap_2024"
indicator = "gap"
year = 2024
at_least = "-0.5pp"

[run]"#;
    fs::write(
        place.path().join("gap.toml"),
        text.replacen("[run]", gap, 1),
    )
    .expect("it can be written");
    let fixed = ["run", "gap.toml", "--paths", FEW, "--out", "out"];
    let told = said(&ends_with(0, place.path(), &fixed));
    assert!(told.contains("-0.5个百分点"), "{told}");
    let files = files(&place.path().join("out"));
    let summary = json(&files["summary.json"]);
    let indicator = &summary["indicators"]["gap"];
    assert_eq!(indicator["unit"], "points");
    let growth = &summary["indicators"]["gdp.growth"];
    let [gap, growth] = [indicator, growth].map(|it| it["mean"][0].as_f64().expect("a number"));
    assert!((gap - (growth - 0.045)).abs() < 1e-12, "{gap} {growth}");
    let target = summary["targets"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|target| target["id"] == "gap_2024");
    assert_eq!(target.expect("it is judged")["value"], -0.005);
    let table = String::from_utf8(files["indicators.csv"].clone()).expect("UTF-8");
    let row = table
        .lines()
        .find(|line| line.starts_with("gap,2024,mean,"));
    assert!(row.is_some_and(|row| row.ends_with(",points")), "{row:?}");
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(files["summary.xlsx"].clone())).expect("it opens");
    let cells = book.worksheet_range("指标").expect("a sheet");
    let mut rows = cells.rows();
    let mean = rows.find(|row| {
        row[1] == Data::String("gap".to_owned()) && row[2] == Data::String("均值".to_owned())
    });
    let Data::Float(mean) = mean.expect("it is listed")[4] else {
        panic!("no number");
    };
    assert!((mean - 100.0 * gap).abs() < 1e-9, "{mean} {gap}");
}

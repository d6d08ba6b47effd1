//! `kapok run --save-paths`: single paths in a file, read back by the format's own reader.

use bytes::Bytes;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::RowAccessor as _;

use super::*;

/// What a file of paths holds, row by row.
struct Paths {
    path: Vec<i64>,
    year: Vec<i32>,
    /// Each indicator's column; a null is `None`.
    indicators: BTreeMap<String, Vec<Option<f64>>>,
    metadata: BTreeMap<String, String>,
    row_groups: usize,
}

impl Paths {
    fn read(bytes: &[u8]) -> Self {
        let file = SerializedFileReader::new(Bytes::copy_from_slice(bytes)).expect("it is Parquet");
        let described = file.metadata().file_metadata();
        let columns = described.schema_descr().columns();
        let names: Vec<String> = columns.iter().map(|it| it.name().to_owned()).collect();
        assert_eq!(names[..2], ["path", "year"]);
        let entries = described.key_value_metadata().expect("there are entries");
        let metadata = entries.iter();
        let metadata = metadata.map(|it| (it.key.clone(), it.value.clone().unwrap_or_default()));
        let mut read = Self {
            path: Vec::new(),
            year: Vec::new(),
            indicators: names[2..]
                .iter()
                .map(|name| (name.clone(), Vec::new()))
                .collect(),
            metadata: metadata.collect(),
            row_groups: file.num_row_groups(),
        };
        for row in file.get_row_iter(None).expect("it has rows") {
            let row = row.expect("a row can be read");
            read.path.push(row.get_long(0).expect("a 64-bit number"));
            read.year.push(row.get_int(1).expect("a 32-bit number"));
            for (place, name) in names.iter().enumerate().skip(2) {
                let column = read.indicators.get_mut(name).expect("it is a column");
                // What is null is no double.
                column.push(row.get_double(place).ok());
            }
        }
        read
    }

    /// An indicator's values in one year, by path.
    fn in_year(&self, indicator: &str, year: &Value) -> Vec<Option<f64>> {
        let rows = self.year.iter().zip(&self.indicators[indicator]);
        let rows = rows.filter(|(at, _)| Some(i64::from(**at)) == year.as_i64());
        rows.map(|(_, value)| *value).collect()
    }
}

fn run(place: &Path, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let fixed = ["--save-paths", "-q", "--out", "run"];
    ends_with(0, place, &[&["run"], arguments, &fixed].concat());
    files(&place.join("run"))
}

/// Whether a value meets a target of a summary.
fn meets(target: &Value, value: f64) -> bool {
    let asked = &target["value"];
    match target["comparator"].as_str().expect("a word") {
        "at_least" => value >= asked.as_f64().expect("a number"),
        "at_most" => value <= asked.as_f64().expect("a number"),
        "about" => {
            let within = target["within"].as_f64().expect("a number");
            (value - asked.as_f64().expect("a number")).abs() <= within
        }
        _ => {
            let bounds = [0, 1].map(|end| asked[end].as_f64().expect("a number"));
            (bounds[0]..=bounds[1]).contains(&value)
        }
    }
}

/// Counts each target of the summary again, and looks for the extremes of each indicator.
fn recount(paths: &Paths, summary: &Value) {
    let count = summary["run"]["paths"].as_f64().expect("a number");
    for target in summary["targets"].as_array().expect("a list") {
        let indicator = target["indicator"].as_str().expect("a name");
        let values = paths.in_year(indicator, &target["year"]);
        let met = values.iter().flatten().filter(|it| meets(target, **it));
        let share = met.count() as f64 / count;
        assert_eq!(
            Some(share),
            target["probability"].as_f64(),
            "{}",
            target["id"]
        );
    }
    for (name, indicator) in summary["indicators"].as_object().expect("an object") {
        for (t, year) in summary["years"]
            .as_array()
            .expect("a list")
            .iter()
            .enumerate()
        {
            let values = paths.in_year(name, year);
            let values = values.iter().flatten();
            let least = values.clone().copied().fold(f64::INFINITY, f64::min);
            let most = values.copied().fold(f64::NEG_INFINITY, f64::max);
            let told = |key: &str| indicator[key][t].as_f64().expect("a number");
            assert_eq!((least, most), (told("min"), told("max")), "{name} {year}");
        }
    }
}

#[test]
fn probabilities_and_extremes_are_those_of_the_summary() {
    let place = workplace();
    for sampler in ["philox", "sobol"] {
        let files = run(
            place.path(),
            &[
                &small(),
                "--paths",
                FEW,
                "--sampler",
                sampler,
                "--indicators",
                "all",
            ],
        );
        let (paths, summary) = (
            Paths::read(&files["paths.parquet"]),
            json(&files["summary.json"]),
        );
        let names: Vec<&str> = paths.indicators.keys().map(String::as_str).collect();
        assert_eq!(names, keys(&summary["indicators"]), "every indicator");
        let years = summary["years"].as_array().expect("a list").len();
        assert_eq!(paths.path.len(), 2000 * years);
        for (row, (path, year)) in paths.path.iter().zip(&paths.year).enumerate() {
            assert_eq!(*path, (row / years) as i64);
            assert_eq!(summary["years"][row % years], *year);
        }
        recount(&paths, &summary);
        let metadata = |key: &str| paths.metadata[key].as_str();
        assert_eq!(metadata("kapok.scenario"), "margins");
        assert_eq!(summary["scenario"]["sha256"], metadata("kapok.sha256"));
        assert_eq!(
            (metadata("kapok.paths"), metadata("kapok.sampler")),
            ("2000", sampler)
        );
        let units = json(metadata("kapok.units").as_bytes());
        for (name, indicator) in summary["indicators"].as_object().expect("an object") {
            assert_eq!(units[name], indicator["unit"], "{name}");
        }
    }
}

#[test]
fn paths_that_leave_the_numbers_are_null() {
    let place = workplace();
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let fails = "\n[[indicator]]\nid = \"x\"\nunit = \"%\"\nvalue = \"ln(gdp.growth)\"\n";
    fs::write(place.path().join("a.toml"), text + fails).expect("it can be written");
    let files = run(place.path(), &["a.toml", "--paths", FEW]);
    let (paths, summary) = (
        Paths::read(&files["paths.parquet"]),
        json(&files["summary.json"]),
    );
    let failed = &summary["run"]["failed_paths"];
    let (count, years) = (failed["count"].as_u64().expect("a count"), 3);
    assert!(count > 0 && count < 2000, "{count}");
    let nulls: Vec<usize> = (0..paths.path.len())
        .filter(|row| paths.indicators["x"][*row].is_none())
        .collect();
    assert_eq!(nulls.len() as u64, count * years);
    assert_eq!(failed["first"]["path"], paths.path[nulls[0]]);
    for column in paths.indicators.values() {
        let found = (0..column.len()).filter(|row| column[*row].is_none());
        assert_eq!(
            found.collect::<Vec<_>>(),
            nulls,
            "a failed path has no value"
        );
    }
    recount(&paths, &summary);
}

#[test]
fn bytes_depend_neither_on_threads_nor_on_blocks() {
    let place = workplace();
    // More paths than a group of rows has.
    let scenario = small();
    let plain = ["run", &scenario, "--paths", "42000", "--save-paths", "-q"];
    let run = |more: &[&str]| {
        ends_with(0, place.path(), &[&plain[..], more].concat());
        let written = fs::read(place.path().join("output/margins/paths.parquet"));
        written.expect("it is written")
    };
    let one = run(&["--threads", "1"]);
    assert!(one == run(&["--threads", "3"]), "threads");
    assert!(one == run(&["--block", "1024"]), "blocks");
    let file = SerializedFileReader::new(Bytes::from(one)).expect("it is Parquet");
    assert_eq!(file.num_row_groups(), 2);
    let rows: i64 = (0..2)
        .map(|k| file.metadata().row_group(k).num_rows())
        .sum();
    assert_eq!(rows, 3 * 42_000);
    let column = file.metadata().row_group(1).column(3);
    assert!(matches!(
        column.compression(),
        parquet::basic::Compression::ZSTD(_)
    ));
}

#[test]
fn a_sample_is_the_first_paths_of_the_run() {
    let place = workplace();
    for sampler in ["philox", "sobol"] {
        let common = [&small()[..], "--sampler", sampler];
        let of = |more: &[&str]| {
            let files = run(place.path(), &[&common[..], more].concat());
            Paths::read(&files["paths.parquet"])
        };
        let all = of(&["--paths", FEW]);
        let sample = of(&["--paths", FEW, "--paths-sample", "300"]);
        let short = of(&["--paths", "300"]);
        assert_eq!(sample.path.last(), Some(&299));
        assert_eq!(sample.row_groups, 1);
        assert_eq!(sample.metadata["kapok.paths"], "2000");
        for (name, column) in &sample.indicators {
            assert_eq!(column[..], all.indicators[name][..column.len()], "{name}");
            assert_eq!(*column, short.indicators[name], "{name}");
        }
    }
}

#[test]
fn variants_have_files_of_their_own_and_the_folder_is_whole() {
    let place = workplace();
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let variant = "\n[[variant]]\nid = \"fast\"\nset = { \"region.*.trend\" = \"5.5%\" }\n";
    fs::write(place.path().join("a.toml"), text + variant).expect("it can be written");
    let arguments = ["run", "a.toml", "--paths", FEW, "--save-paths"];
    let output = ends_with(0, place.path(), &arguments);
    let said = said(&output);
    assert!(
        said.contains("variants/fast/paths.parquet：2000 条路径"),
        "{said}"
    );
    let found = files(&place.path().join("output/margins"));
    for part in ["", "variants/fast/"] {
        let bytes = &found[&format!("{part}paths.parquet")];
        recount(
            &Paths::read(bytes),
            &json(&found[&format!("{part}summary.json")]),
        );
    }
    assert_eq!(
        Paths::read(&found["variants/fast/paths.parquet"]).metadata["kapok.variant"],
        "fast"
    );
    let manifest = json(&found["manifest.json"]);
    let listed = manifest["files"].as_array().expect("a list");
    assert_eq!(listed.len() + 1, found.len());
    for file in listed {
        let path = file["path"].as_str().expect("a path");
        assert_eq!(file["sha256"], sha256(&found[path]), "{path}");
        assert_eq!(file["bytes"], found[path].len(), "{path}");
    }
    // What stands there is drawn again, and replaced by a run without paths.
    ends_with(0, place.path(), &["chart", "output/margins", "-q"]);
    ends_with(0, place.path(), &["run", "a.toml", "--paths", FEW, "-q"]);
    assert!(!place.path().join("output/margins/paths.parquet").exists());
}

#[test]
fn a_run_that_stops_by_itself_saves_what_it_took() {
    let place = workplace();
    let until = ["--until", "se=2pp", "--paths-sample", "90000"];
    let files = run(place.path(), &[&[&small()[..]], &until[..]].concat());
    let summary = json(&files["summary.json"]);
    let took = summary["run"]["paths"].as_i64().expect("a number");
    let paths = Paths::read(&files["paths.parquet"]);
    assert!(took < 90_000);
    assert_eq!(paths.path.last(), Some(&(took - 1)));
    recount(&paths, &summary);
}

#[test]
fn what_cannot_be_saved_is_refused_before_the_run() {
    let place = workplace();
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let named = "\n[[indicator]]\nid = \"year\"\nvalue = \"gdp.growth\"\n";
    fs::write(place.path().join("named.toml"), text + named).expect("it can be written");
    let small = small();
    for (arguments, sign) in [
        (
            &[
                &small[..],
                "--paths",
                "100",
                "--save-paths",
                "--paths-sample",
                "101",
            ][..],
            "1 到 100",
        ),
        (
            &[&small, "--save-paths", "--paths-sample", "0"],
            "--paths-sample",
        ),
        (&[&small, "--paths-sample", "10"], "--save-paths"),
        (&[&small, "--save-paths", "--only-summary"], "冲突"),
        (&[&small, "--save-path"], "是不是想写 --save-paths？"),
        (
            &[&small, "--save-paths", "--path-sample", "3"],
            "是不是想写 --paths-sample？",
        ),
        (&["named.toml", "--save-paths", "--paths", "100"], "year"),
    ] {
        let output = ends_with(2, place.path(), &[&["run"], arguments].concat());
        let complained = complained(&output);
        assert!(complained.contains(sign), "{arguments:?}: {complained}");
    }
    assert_eq!(entries(place.path()), ["named.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_disk_has_no_room_for_is_refused_before_the_run() {
    let place = workplace();
    let output = ends_with(
        2,
        place.path(),
        &["run", &small(), "--save-paths", "--paths", "1e10"],
    );
    let complained = complained(&output);
    assert!(complained.contains("--paths-sample"), "{complained}");
    assert!(entries(place.path()).is_empty());
}

#[test]
fn a_large_file_that_fails_leaves_the_folder_before() {
    use kapok::report::{Origin, RunFolder, Timing};
    let place = workplace();
    let folder = place.path().join("run");
    let origin = Origin {
        sha256: String::new(),
        version: String::new(),
        seed: 0,
        sampler: String::new(),
        paths: 0,
    };
    let write = |fails: bool| {
        let mut files = RunFolder::default();
        files.add("a.txt", b"a".to_vec());
        files.add_large(
            "b/c.bin",
            Box::new(move |sink| {
                sink.write_all(b"half")?;
                if fails {
                    return Err(std::io::Error::other("no more"));
                }
                sink.write_all(b" and half")
            }),
        );
        files.write_as("x", &folder, origin.clone(), Timing::none(), false)
    };
    write(false).expect("it can be written");
    let before = files(&folder);
    assert_eq!(before["b/c.bin"], b"half and half");
    let listed = json(&before["manifest.json"])["files"][1].clone();
    assert_eq!(listed["sha256"], sha256(b"half and half"));
    let error = write(true).expect_err("it fails").to_string();
    assert!(error.contains("no more"), "{error}");
    assert_eq!(files(&folder), before);
    assert_eq!(entries(place.path()), ["run"]);
}

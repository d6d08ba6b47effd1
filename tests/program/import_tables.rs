//! `kapok import-table`: from the spreadsheets that planners keep to a scenario that runs.

use rust_xlsxwriter::{Workbook, Worksheet};

use super::*;

/// A cell of a sheet to be written.
#[derive(Clone, Copy)]
enum Put<'t> {
    T(&'t str),
    N(f64),
    Nothing,
}
use Put::{N, Nothing, T};

fn fill(sheet: &mut Worksheet, name: &str, rows: &[&[Put<'_>]]) {
    sheet.set_name(name).expect("a sheet can have this name");
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            let written = match cell {
                T(text) => sheet.write(row, column, *text).map(|_| ()),
                N(value) => sheet.write(row, column, *value).map(|_| ()),
                Nothing => Ok(()),
            };
            written.expect("it fits");
        }
    }
}

/// A workbook of these sheets.
fn workbook(path: &Path, sheets: &[(&str, &[&[Put<'_>]])]) {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        fill(book.add_worksheet(), name, rows);
    }
    book.save(path).expect("it can be written");
}

/// The starter's sectors as a planner keeps them: a title over all columns, units in headings, a total, a part, a note.
const SECTORS: &[&[Put<'static>]] = &[
    &[T("示例区2024年分行业核算（单位：亿元）")],
    &[],
    &[
        T("行业名称"),
        T("代码"),
        T("2024年增加值"),
        T("总产出（万元）"),
        T("产能利用率（%）"),
        T("增速"),
    ],
    &[
        T("工业"),
        T("industry"),
        N(310.0),
        N(12_400_000.0),
        N(79.5),
        N(0.05),
    ],
    &[
        T("其中：制造业"),
        T("manufacturing"),
        N(250.0),
        N(10_000_000.0),
        N(80.0),
        N(0.05),
    ],
    &[
        T("建筑业"),
        T("construction"),
        T("80"),
        T("3,200,000"),
        T("—"),
        N(0.01),
    ],
    &[
        T("服务业"),
        T("services"),
        T("6,100,000万元"),
        N(11_000_000.0),
        N(76.0),
        Nothing,
    ],
    &[
        T("合计"),
        Nothing,
        N(1000.0),
        N(26_600_000.0),
        Nothing,
        Nothing,
    ],
    &[T("注：未经修订")],
];

const COEFFICIENTS: &[&[Put<'static>]] = &[
    &[T("投入系数"), Nothing, Nothing, Nothing],
    &[Nothing, T("工业"), T("建筑业"), T("服务业"), T("最终使用")],
    &[T("工业"), N(0.21), N(0.23), N(0.05), N(9.0)],
    &[T("建筑业"), Nothing, N(0.0), N(0.02), N(8.0)],
    &[T("服务业"), N(0.11), N(0.09), N(0.15), N(7.0)],
    &[T("合计"), N(0.32), N(0.32), N(0.22), Nothing],
];

fn planners_workbook(place: &Path) {
    let path = place.join("核算.xlsx");
    workbook(
        &path,
        &[
            ("产业", SECTORS),
            ("系数", COEFFICIENTS),
            ("说明", &[&[T("联系人")]]),
        ],
    );
}

fn starter(place: &Path) {
    fs::copy(
        package("scenarios/starter.toml"),
        place.join("starter.toml"),
    )
    .expect("it is there");
}

/// What `inputs.csv` says of each input, by its path.
fn inputs(run: &Path) -> BTreeMap<String, BTreeMap<String, String>> {
    let text = fs::read_to_string(run.join("inputs.csv")).expect("it is written");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().expect("it has a header").clone();
    let rows = reader.records().map(|row| row.expect("it can be read"));
    rows.map(|row| {
        let cells = header.iter().zip(&row);
        let cells: BTreeMap<String, String> = cells
            .map(|(key, cell)| (key.to_owned(), cell.to_owned()))
            .collect();
        (row[0].to_owned(), cells)
    })
    .collect()
}

#[test]
fn a_workbook_becomes_a_scenario_that_runs() {
    let place = workplace();
    planners_workbook(place.path());
    starter(place.path());
    let arguments = [
        "import-table",
        "核算.xlsx",
        "--into",
        "starter.toml",
        "--out",
        "mine.toml",
    ];
    let output = ends_with(0, place.path(), &arguments);
    let (said, told) = (said(&output), complained(&output));
    assert!(
        said.contains("3 个产业，7 个投入系数") && said.contains("kapok run mine.toml"),
        "{said}{told}"
    );
    for word in [
        "合计",
        "其中：制造业",
        "注：未经修订",
        "增速",
        "说明",
        "最终使用",
        "作投入系数读",
    ] {
        assert!(told.contains(word), "{word}: {told}");
    }
    ends_with(0, place.path(), &["check", "mine.toml"]);
    ends_with(
        0,
        place.path(),
        &["run", "mine.toml", "--paths", "500", "-q"],
    );
    let known = inputs(&place.path().join("output/mine"));
    for (path, value, status, note) in [
        (
            "sector.industry.value_added",
            "310亿元",
            "stated",
            "产业!C4",
        ),
        (
            "sector.services.value_added",
            "6,100,000万元",
            "stated",
            "产业!C7",
        ),
        ("sector.industry.utilisation", "79.5%", "stated", "产业!E4"),
        ("io.construction.services", "0.09", "stated", "系数!C5"),
    ] {
        let input = &known
            .get(path)
            .unwrap_or_else(|| panic!("{path}: {:?}", known.keys()));
        let cells: Vec<&str> = input.values().map(String::as_str).collect();
        for expected in [value, status, note] {
            assert!(cells.contains(&expected), "{path} {expected}: {cells:?}");
        }
    }
    let text = fs::read_to_string(place.path().join("mine.toml")).expect("it is written");
    // Gross output only gives a ratio.
    assert!(text.contains("{ value = 0.25, status = \"derived\", source = \"table\", note = \"产业!C4 ÷ 产业!D4\" }"), "{text}");
    assert!(text.contains("title = \"核算.xlsx\""));
    // The other parts are as they were, and so is what the table does not say.
    for part in [
        "# ---- 目标 targets：at_least 以上、at_most 以内、about + within 左右、between 区间 ----",
        "capital_output_ratio = 0.8         # 假定：建筑业用的资本少",
        "name = { zh = \"工业\", en = \"Industry\" }",
        "id        = \"mine\"              # 情景编号",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("value_added = 300"), "{text}");
}

#[test]
fn a_csv_file_is_read_in_either_encoding() {
    let place = workplace();
    let table = "名称,代码,增加值（亿元）,增加值率\r\n\r\n工业,industry,\"1,300\",25%\r\n服务业,services,700,0.55\r\n";
    let (gbk, _, _) = encoding_rs::GBK.encode(table);
    let marked = [b"\xef\xbb\xbf", table.as_bytes()].concat();
    let mut printed = Vec::new();
    for (name, bytes, more) in [
        ("a.csv", table.as_bytes().to_vec(), &[][..]),
        ("a.csv", marked, &["--encoding", "utf-8"]),
        ("a.csv", gbk.to_vec(), &[]),
        ("a.csv", gbk.to_vec(), &["--encoding", "gbk"]),
    ] {
        fs::write(place.path().join(name), bytes).expect("it can be written");
        let output = ends_with(0, place.path(), &[&["import-table", name], more].concat());
        printed.push(said(&output));
    }
    assert!(printed[0].contains("value_added = { value = \"1,300亿元\", status = \"stated\", source = \"a\", note = \"C3\" }"), "{}", printed[0]);
    assert!(
        printed.iter().all(|text| *text == printed[0]),
        "{printed:?}"
    );
    let output = ends_with(
        2,
        place.path(),
        &["import-table", "a.csv", "--encoding", "utf-8"],
    );
    assert!(complained(&output).contains("--encoding gbk"));
}

#[test]
fn flows_are_divided_by_gross_output() {
    let place = workplace();
    starter(place.path());
    let flows = ",工业,建筑业,服务业,最终使用,总产出\n工业,264,40,66,830,1200\n建筑业,0,0,11,289,300\n服务业,120,30,165,785,1100\n增加值,816,230,858,,\n总投入,1200,300,1100,,\n";
    fs::write(place.path().join("流量.csv"), flows).expect("it can be written");
    let arguments = [
        "import-table",
        "流量.csv",
        "--into",
        "starter.toml",
        "--out",
        "mine.toml",
    ];
    let told = complained(&ends_with(0, place.path(), &arguments));
    assert!(
        told.contains("作流量读") && told.contains("增加值"),
        "{told}"
    );
    let text = fs::read_to_string(place.path().join("mine.toml")).expect("it is written");
    assert!(text.contains("[io.industry]\nindustry = { value = 0.22, status = \"derived\", source = \"table\", note = \"B2 ÷ B6\" }\nservices = { value = 0.1,"), "{text}");
    ends_with(0, place.path(), &["check", "mine.toml", "-q"]);
    // Taken for coefficients they are none.
    let output = ends_with(
        2,
        place.path(),
        &[&arguments[..4], &["--kind", "coefficients"]].concat(),
    );
    assert!(
        complained(&output).contains("流量.csv B2：系数 264 不在 0 到 1 之间"),
        "{}",
        complained(&output)
    );
}

#[test]
fn every_mistake_is_told_with_its_cell() {
    let place = workplace();
    let path = place.path().join("错.xlsx");
    workbook(
        &path,
        &[(
            "产业",
            &[
                &[
                    T("代码"),
                    T("名称"),
                    T("增加值（亿元）"),
                    T("增加值率"),
                    T("折旧率（%）"),
                ],
                &[T("a"), T("甲"), T("很多"), N(25.0), N(0.06)],
                &[T("b"), T("乙"), N(-3.0), N(0.4), N(0.05)],
                &[T("a"), T("丙"), T("3户"), N(0.4), Nothing],
                &[T("丁"), T("丁"), Nothing, N(0.4), Nothing],
            ],
        )],
    );
    for (lang, signs) in [
        (
            "zh",
            [
                "C2：“很多”不是数",
                "D2：25 超出范围",
                "C3：-3 超出范围",
                "A4：编号 a 与 A2 重复",
                "C4：",
                "A5：“丁”不能作编号",
                "没有增加值",
                "E1：标题写了 %",
            ],
        ),
        (
            "en",
            [
                "C2: `很多` is not a number",
                "D2: 25 is out of range",
                "C3: -3",
                "A4: the id a is that of A2",
                "C4: ",
                "A5: `丁` cannot",
                "neither value added",
                "E1: headed by %",
            ],
        ),
    ] {
        let arguments = [
            "import-table",
            "错.xlsx",
            "--out",
            "new.toml",
            "--lang",
            lang,
        ];
        let told = complained(&ends_with(2, place.path(), &arguments));
        for sign in signs {
            assert!(told.contains(sign), "{sign}\n{told}");
        }
        assert!(told.contains("错.xlsx 产业!C2"), "{told}");
    }
    assert_eq!(entries(place.path()), ["错.xlsx"]);
}

#[test]
fn what_cannot_be_applied_is_refused() {
    let place = workplace();
    planners_workbook(place.path());
    starter(place.path());
    fs::write(place.path().join("a.csv"), "a,b\n1,2\n").expect("it can be written");
    fs::write(place.path().join("io.csv"), ",x,y\nx,0.1,0.2\ny,0.1,0.1\n")
        .expect("it can be written");
    fs::copy(place.path().join("核算.xlsx"), place.path().join("又.xlsx")).expect("it is there");
    fs::write(place.path().join("there.toml"), "mine").expect("it can be written");
    let before = files(place.path());
    for (arguments, sign) in [
        (&["a.csv"][..], "没有找到表头"),
        (&["none.xlsx"], "none.xlsx"),
        (&["starter.toml"], "不是 .xlsx 也不是 .csv"),
        (&["核算.xlsx", "--sheet", "产叶"], "产业、系数、说明"),
        (&["核算.xlsx", "--encoding", "gbk"], "--encoding"),
        (&["a.csv", "--sheet", "产业"], "--sheet"),
        (
            &["核算.xlsx", "--sheet", "产业", "--kind", "flows"],
            "--kind",
        ),
        (&["核算.xlsx", "--kind", "flows"], "总投入"),
        (&["核算.xlsx", "又.xlsx"], "与 核算.xlsx 产业 是同一种表"),
        (&["io.csv"], "没有产业“x”"),
        (&["核算.xlsx", "--out", "there.toml"], "--force"),
        (&["核算.xlsx", "--force"], "--out"),
        (&["核算.xlsx", "--in-to", "starter.toml"], "--into"),
    ] {
        let output = ends_with(2, place.path(), &[&["import-table"], arguments].concat());
        let told = complained(&output);
        assert!(
            told.contains(sign) && said(&output).is_empty(),
            "{arguments:?}: {told}"
        );
    }
    assert_eq!(files(place.path()), before);
    // Sectors that other parts of the scenario know by another id are pointed out.
    let other = "代码,增加值（亿元）\nfarms,400\nfactories,600\n";
    fs::write(place.path().join("other.csv"), other).expect("it can be written");
    let arguments = [
        "import-table",
        "other.csv",
        "--into",
        "starter.toml",
        "--out",
        "there.toml",
        "--force",
    ];
    let output = ends_with(0, place.path(), &arguments);
    assert!(
        complained(&output).contains("spent_on"),
        "{}",
        complained(&output)
    );
    assert!(complained(&output).contains("industry、construction、services"));
    assert!(said(&output).contains("kapok check there.toml"));
}

#[test]
fn a_scenario_comes_back_from_its_own_table() {
    use kapok::scenario::load;
    use std::fmt::Write as _;
    let place = workplace();
    for scenario in ["starter", "baiyun-2024"] {
        let source = package(&format!("scenarios/{scenario}.toml"));
        let loaded = load(&source).expect("it is a scenario").scenario;
        let mut table =
            "id,value_added（亿元）,gross_output（亿元）,utilisation,depreciation\n".to_owned();
        for sector in &loaded.sectors {
            let (added, ratio) = (
                sector.value_added.value.get(),
                sector.value_added_ratio.value.get(),
            );
            let (used, worn) = (
                sector.utilisation.value.get(),
                sector.depreciation.value.get(),
            );
            writeln!(
                table,
                "{},{added},{},{used},{worn}",
                sector.id,
                added / ratio
            )
            .expect("a text takes it");
        }
        fs::write(place.path().join("t.csv"), table).expect("it can be written");
        let source = source.display().to_string();
        let output = ends_with(
            0,
            place.path(),
            &["import-table", "t.csv", "--into", &source],
        );
        let text = said(&output);
        let again = kapok::scenario::parse_text("again", &text, &|file| {
            fs::read(package("scenarios").join(file))
        });
        let again = again
            .unwrap_or_else(|_| panic!("{scenario}: it is a scenario\n{text}"))
            .scenario;
        assert_eq!(again.sectors.len(), loaded.sectors.len());
        for (a, b) in again.sectors.iter().zip(&loaded.sectors) {
            assert_eq!(a.id, b.id);
            assert_eq!(a.value_added.value, b.value_added.value, "{}", a.id);
            assert_eq!(a.utilisation.value, b.utilisation.value);
            assert_eq!(a.depreciation.value, b.depreciation.value);
            let difference = a.value_added_ratio.value.get() - b.value_added_ratio.value.get();
            assert!(difference.abs() < 1e-15, "{difference}");
            assert_eq!(a.beta, b.beta, "what the table does not say stays");
        }
        let coefficients = |scenario: &kapok::scenario::Scenario| {
            let inputs = scenario.inputs.iter();
            let inputs = inputs.map(|it| (it.user, it.supplier, it.coefficient.value));
            inputs.collect::<Vec<_>>()
        };
        assert_eq!(coefficients(&again), coefficients(&loaded));
    }
}

#[test]
fn every_heading_is_documented() {
    let page = fs::read_to_string(package("docs/import-table.md")).expect("it is there");
    for (key, others) in kapok::scenario::import::headings() {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{key}` |")));
        let row = row.unwrap_or_else(|| panic!("{key} has no row"));
        for heading in others {
            assert!(row.contains(heading), "{key}: {heading}");
        }
    }
}

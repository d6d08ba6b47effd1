//! `kapok import-table`: sectors and coefficients from spreadsheets into a scenario.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::arguments::Words;
use super::given::usage;
use super::outcome::{Failure, Outcome};
use super::schema::{folder_exists, unwritable};
use super::terminal::{Terminal, complain};
use crate::quantity::{Language, Localized, bilingual};
use crate::report::write_file;
use crate::scenario::import::{
    Encoding, Grid, Imported, MatrixKind, TableMistake, known_sectors, read_grids, splice,
    understand, with_id,
};
use crate::scenario::{id_from_name, load};

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let files = Arg::new("files")
        .value_name(words.say("表格", "TABLE"))
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(PathBuf))
        .help(words.say(
            "xlsx 或 CSV（UTF-8、GBK）：产业表、系数表、流量表",
            "xlsx or CSV (UTF-8, GBK): sectors, coefficients or flows",
        ))
        .help_heading(words.say("参数", "Arguments"));
    let path = |name, zh, en| {
        words
            .option(name, words.say("文件", "FILE"), zh, en)
            .value_parser(value_parser!(PathBuf))
    };
    let word = |name, value, zh, en, known: [&'static str; 2]| {
        words
            .option(name, value, zh, en)
            .value_parser(known)
            .hide_possible_values(true)
    };
    let command = words
        .command(
            "import-table",
            words.say(
                "kapok import-table <表格>… [选项]",
                "kapok import-table <TABLE>… [OPTIONS]",
            ),
            "把表格里的产业和投入系数读进情景，每个数注明来自哪一格",
            "Read sectors and coefficients from spreadsheets into a scenario, each number with its cell",
        )
        .arg(files)
        .arg(
            words
                .option(
                    "sheet",
                    words.say("名称", "NAME"),
                    "只读这张工作表（可多次；默认全部）",
                    "Only this sheet (may be repeated; default: all)",
                )
                .action(ArgAction::Append),
        )
        .arg(word(
            "kind",
            "coefficients|flows",
            "方阵是什么（默认：有总产出或总投入的是流量）",
            "What a square table is (default: flows where it has gross output)",
            ["coefficients", "flows"],
        ))
        .arg(word(
            "encoding",
            "utf-8|gbk",
            "CSV 的编码（默认自动识别）",
            "Encoding of CSV files (default: recognised)",
            ["utf-8", "gbk"],
        ))
        .arg(path(
            "into",
            "换进这个情景（默认只写出产业和系数）",
            "A scenario whose sectors and coefficients are replaced (default: only these parts are written)",
        ))
        .arg(path(
            "out",
            "写到这个新文件（默认写到屏幕）",
            "The new file (default: the terminal)",
        ))
        .arg(words.flag("force", "新文件已存在也覆盖", "Replace the file if it exists").requires("out"))
        .after_help(words.say(
            "例：\n  kapok import-table 产业.xlsx                                看读成什么\n  kapok import-table 产业.xlsx --into starter.toml --out 新.toml  换进情景",
            "Examples:\n  kapok import-table sectors.xlsx                       see what is read\n  kapok import-table sectors.xlsx --into starter.toml --out new.toml",
        ));
    words.printing(command)
}

/// Reads the tables, and writes what they say.
pub(super) fn import_table(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    let (into, out) = (
        matches.get_one::<PathBuf>("into"),
        matches.get_one::<PathBuf>("out"),
    );
    if let Some(out) = out {
        free_place(out, matches.get_flag("force"))?;
    }
    let scenario = into.map_or(Ok(String::new()), |path| text(path))?;
    let grids = grids(matches)?;
    let kind = matches
        .get_one::<String>("kind")
        .map(|word| match word.as_str() {
            "flows" => MatrixKind::Flows,
            _ => MatrixKind::Coefficients,
        });
    let imported = understand(&grids, &known_sectors(&scenario), kind)
        .map_err(|mistakes| all_of(&mistakes, terminal))?;
    let spliced = splice(&scenario, &imported).map_err(Failure::Usage)?;
    for remark in imported.remarks.iter().chain(&spliced.remarks) {
        note(remark, terminal);
    }
    let Some(out) = out else {
        // What was asked for, also when quiet; a reader that closed the pipe has seen enough.
        let _ = write!(std::io::stdout(), "{}", spliced.text);
        return Ok(());
    };
    let copied = into.is_some_and(|into| into != out);
    let text = match out.file_stem().filter(|_| copied) {
        Some(stem) => with_id(&spliced.text, &id_from_name(&stem.to_string_lossy())),
        None => None,
    };
    let text = text.unwrap_or(spliced.text);
    write_file(out, text.as_bytes()).map_err(|error| unwritable(out, &error))?;
    report(out, &imported, into.is_some(), terminal);
    Ok(())
}

/// Whether the new file may be written.
fn free_place(path: &Path, force: bool) -> Result<(), Failure> {
    folder_exists(path)?;
    if !force && path.symlink_metadata().is_ok() {
        let path = path.display();
        return Err(Failure::Usage(bilingual!(
            "{path} 已经存在，没有改动。换一个名字，或加 --force 覆盖",
            "{path} exists already and is left as it is. Choose another name, or add --force to replace it"
        )));
    }
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    Failure::Usage(bilingual!(
        "读不了 {path}：{error}",
        "cannot read {path}: {error}"
    ))
}

fn text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

/// The sheets of all files.
fn grids(matches: &ArgMatches) -> Result<Vec<Grid>, Failure> {
    let sheets = matches.get_many::<String>("sheet");
    let sheets: Vec<String> = sheets.into_iter().flatten().cloned().collect();
    let encoding = matches.get_one::<String>("encoding");
    let encoding = encoding.map(|word| match word.as_str() {
        "gbk" => Encoding::Gbk,
        _ => Encoding::Utf8,
    });
    let files = || matches.get_many::<PathBuf>("files").expect("required");
    let is_workbook = |path: &PathBuf| {
        path.extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("xlsx"))
    };
    let (unused, kinds) = if !sheets.is_empty() && !files().any(is_workbook) {
        ("--sheet", "xlsx")
    } else if encoding.is_some() && files().all(is_workbook) {
        ("--encoding", "CSV")
    } else {
        ("", "")
    };
    if !unused.is_empty() {
        return Err(Failure::Usage(bilingual!(
            "{unused} 只用于 {kinds}，这里没有这样的文件：去掉它",
            "{unused} is for {kinds} files, and there is none: leave it out"
        )));
    }
    let mut grids = Vec::new();
    for path in files() {
        let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let read = read_grids(&name, &bytes, &sheets, encoding);
        grids.extend(read.map_err(Failure::Usage)?);
    }
    Ok(grids)
}

/// All mistakes, a line each.
fn all_of(mistakes: &[TableMistake], terminal: &Terminal) -> Failure {
    let language = terminal.language();
    let lines: Vec<String> = mistakes.iter().map(|it| it.in_language(language)).collect();
    let (count, lines) = (mistakes.len(), lines.join("\n"));
    usage(
        format!("表格有 {count} 处要改，什么也没有写：\n{lines}"),
        format!("{count} things to mend in the tables; nothing was written:\n{lines}"),
    )
}

/// A remark on the error stream, where it does not mix with what is written to the terminal.
fn note(remark: &Localized, terminal: &Terminal) {
    if !terminal.quiet() {
        let mark = match terminal.language() {
            Language::Chinese => "说明：",
            Language::English => "note: ",
        };
        complain(&format!("{mark}{}", terminal.say(remark)));
    }
}

fn report(out: &Path, imported: &Imported, is_scenario: bool, terminal: &Terminal) {
    let file = out.display();
    let [sectors, coefficients] = imported.counts();
    terminal.line(terminal.say(&bilingual!(
        "已写入 {file}：{sectors} 个产业，{coefficients} 个投入系数",
        "Written: {file}, {sectors} sectors, {coefficients} input coefficients"
    )));
    if !is_scenario {
        terminal.line(terminal.say(&bilingual!(
            "这是情景的一部分：贴进情景文件，或用 --into 直接换进去",
            "This is a part of a scenario: paste it into one, or use --into"
        )));
        return;
    }
    match load(out) {
        Ok(_) => terminal.line(terminal.say(&bilingual!(
            "情景可以运行：kapok run {file}",
            "The scenario can be run: kapok run {file}"
        ))),
        Err(findings) => {
            terminal.show_findings(&findings);
            terminal.line(terminal.say(&bilingual!(
                "新的产业还牵动以上各处，改好后再 kapok check {file}",
                "The new sectors bear on these places; mend them, then kapok check {file}"
            )));
        }
    }
}

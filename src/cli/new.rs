//! `kapok new`: a new scenario file from a bundled one or from another file.

use std::fs;
use std::path::{Component, Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use super::arguments::Words;
use super::outcome::{Failure, Outcome};
use super::schema::{folder_exists, unwritable};
use super::terminal::Terminal;
use crate::diagnostics::{Candidate, closest};
use crate::quantity::bilingual;
use crate::report::write_file;
use crate::scenario::keys::json_schema_text;
use crate::scenario::{Bundled, Loaded, STARTER, bundled, id_from_name, load, renamed};

/// The schema's name beside a new scenario.
const SCHEMA_FILE: &str = "kapok.schema.json";

/// The command's options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "new",
            words.say("kapok new <新文件> [选项]", "kapok new <PATH> [OPTIONS]"),
            "写一个新的情景文件：复制模板或别的情景，旁边放好编辑器的 schema",
            "Write a new scenario file: a copy of a template or of any scenario, with the schema for editors beside it",
        )
        .arg(
            Arg::new("path")
                .value_name(words.say("新文件", "PATH"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(words.say(
                    "新文件，以 .toml 结尾；情景编号取自文件名",
                    "The new file, ending in .toml; the scenario's id is made from its name",
                ))
                .help_heading(words.say("参数", "Arguments")),
        )
        .arg(words.option(
            "from",
            words.say("情景", "ID|FILE"),
            "复制谁：kapok list 中的编号或情景文件（默认 starter）",
            "What to copy: an id of kapok list or a file (default: starter)",
        ))
        .arg(words.flag("force", "新文件已存在也覆盖", "Replace the file if it exists"));
    words.printing(command)
}

/// Writes a new scenario.
pub(super) fn new(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    let path = matches.get_one::<PathBuf>("path").expect("required");
    let force = matches.get_flag("force");
    free_place(path, force)?;
    let from = matches
        .get_one::<String>("from")
        .map_or(STARTER, String::as_str);
    let source = source(from)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let id = id_from_name(&stem);
    let text = renamed(source.source.part_text(0), &id, &format!("./{SCHEMA_FILE}"))
        .expect("a scenario that was read is TOML with an id of its own");
    let beside = beside(path, &source, force)?;
    for (file, bytes) in &beside {
        let made = file.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| write_file(file, bytes))
            .map_err(|error| unwritable(file, &error))?;
    }
    // Last: where the scenario stands, what it needs stands already.
    write_file(path, text.as_bytes()).map_err(|error| unwritable(path, &error))?;
    report(path, &id, from, &source, terminal);
    Ok(())
}

/// Whether the new file may be written.
fn free_place(path: &Path, force: bool) -> Result<(), Failure> {
    folder_exists(path)?;
    if path.extension().is_none_or(|ending| ending != "toml") {
        let better = path.with_extension("toml").display().to_string();
        return Err(Failure::Usage(bilingual!(
            "情景文件的名字要以 .toml 结尾，如 {better}",
            "a scenario's file name ends in .toml, such as {better}"
        )));
    }
    if !force && path.symlink_metadata().is_ok() {
        let path = path.display();
        return Err(Failure::Usage(bilingual!(
            "{path} 已经存在，没有改动。换一个名字，或加 --force 覆盖",
            "{path} exists already and is left as it is. Choose another name, or add --force to replace it"
        )));
    }
    Ok(())
}

/// The scenario of this id, or in this file.
fn source(from: &str) -> Result<Loaded, Failure> {
    let path = Path::new(from);
    let loaded = match Bundled::find(from) {
        Some(known) => known.read(),
        None if path.exists() => load(path),
        None => return Err(unknown(from)),
    };
    loaded.map_err(|found| Failure::Scenario(Box::new(found)))
}

fn unknown(from: &str) -> Failure {
    let ids: Vec<&str> = bundled().map(|known| known.id).collect();
    let (zh, en) = match closest(from, ids.iter().copied().map(Candidate::plain)) {
        Some(word) => (
            format!("是不是想写 {word}？"),
            format!("did you mean {word}?"),
        ),
        None => (
            format!("自带的有：{}", ids.join("、")),
            format!("bundled are: {}", ids.join(", ")),
        ),
    };
    Failure::Usage(bilingual!(
        "没有情景“{from}”，也没有这个文件。{zh}",
        "there is no scenario `{from}`, and no such file; {en}"
    ))
}

/// What has to be written beside the scenario: the schema, and the files it names, where they are not there yet.
fn beside(path: &Path, source: &Loaded, force: bool) -> Result<Vec<NamedPath>, Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut missing = Vec::new();
    for (name, bytes) in source.named_files() {
        let relative = Path::new(name);
        if relative.is_absolute() {
            continue; // It is found from anywhere.
        }
        let place = folder.join(relative);
        if place == path {
            return Err(Failure::Usage(bilingual!(
                "情景本身要用到名为 {name} 的文件，新文件请换一个名字",
                "the scenario itself uses a file called {name}; choose another name for the new one"
            )));
        }
        match fs::read(&place) {
            Ok(there) if there == bytes => {}
            Ok(_) => {
                let place = place.display();
                return Err(Failure::Usage(bilingual!(
                    "{place} 已经存在，内容与情景所用的不同，没有改动。换一个文件夹",
                    "{place} exists already and differs from the file the scenario uses; nothing was changed. Choose another folder"
                )));
            }
            Err(_)
                if relative
                    .components()
                    .any(|part| part == Component::ParentDir) =>
            {
                return Err(Failure::Usage(bilingual!(
                    "情景用到它的文件夹以外的文件 {name}，不能照样复制；请先把它放到情景文件旁边",
                    "the scenario uses {name}, outside its folder, which cannot be copied along; put it beside the scenario first"
                )));
            }
            Err(_) => missing.push((place, bytes.to_vec())),
        }
    }
    let schema = folder.join(SCHEMA_FILE);
    let text = json_schema_text();
    match fs::read_to_string(&schema) {
        Ok(there) if there == text => {}
        Ok(there) if !force && !is_ours(&there) => {
            let schema = schema.display();
            return Err(Failure::Usage(bilingual!(
                "{schema} 不是 kapok 的 schema，没有改动。换一个文件夹，或加 --force",
                "{schema} is not kapok's schema and is left as it is. Choose another folder, or add --force"
            )));
        }
        _ => missing.push((schema, text.into_bytes())),
    }
    Ok(missing)
}

/// Where a file goes, and its contents.
type NamedPath = (PathBuf, Vec<u8>);

/// Whether a file is the schema of another version, which may be replaced.
fn is_ours(text: &str) -> bool {
    let title = |text: &str| {
        let value: serde_json::Value = serde_json::from_str(text).ok()?;
        Some(value.get("title")?.as_str()?.to_owned())
    };
    title(text).is_some_and(|there| Some(there) == title(&json_schema_text()))
}

fn report(path: &Path, id: &str, from: &str, source: &Loaded, terminal: &Terminal) {
    let file = path.display().to_string();
    let typed = if file.contains(char::is_whitespace) {
        format!("\"{file}\"")
    } else {
        file.clone()
    };
    let mut lines = vec![bilingual!(
        "已写入 {file}：情景编号 {id}，复制自 {from}",
        "Written: {file}, scenario {id}, a copy of {from}"
    )];
    for (name, _) in source.named_files() {
        lines.push(bilingual!("所用的数据：{name}", "Data it uses: {name}"));
    }
    lines.extend([
        bilingual!(
            "旁边的 {SCHEMA_FILE} 供编辑器补全和解释每个键（如 VS Code 的 Even Better TOML）",
            "{SCHEMA_FILE} beside it lets an editor complete and explain every key\n(such as VS Code with Even Better TOML)"
        ),
        bilingual!(
            "下一步：改 title、question 和各处数字，然后",
            "Next: change title, question and the numbers, then"
        ),
        bilingual!("  kapok check {typed}", "  kapok check {typed}"),
        bilingual!("  kapok run {typed}", "  kapok run {typed}"),
    ]);
    for line in &lines {
        terminal.line(terminal.say(line));
    }
}

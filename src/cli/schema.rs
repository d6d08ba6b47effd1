//! `kapok schema`: the JSON Schema by which an editor completes and explains a scenario file.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command, value_parser};

use super::arguments::Words;
use super::outcome::{Failure, Outcome};
use super::terminal::Terminal;
use crate::quantity::Localized;
use crate::report::write_file;
use crate::scenario::keys::json_schema_text;

/// The command's options.
pub(super) fn arguments(words: Words) -> Command {
    words
        .command(
            "schema",
            words.say("kapok schema [选项]", "kapok schema [OPTIONS]"),
            "输出情景文件的 JSON Schema，编辑器据此补全并解释每个键",
            "Print the JSON Schema by which an editor completes and explains every key",
        )
        .arg(
            words
                .option(
                    "out",
                    words.say("文件", "FILE"),
                    "写入文件（默认输出到屏幕）",
                    "Write to a file (default: print)",
                )
                .value_parser(value_parser!(PathBuf)),
        )
        .after_help(words.say(
            "情景文件第一行写 #:schema ./kapok.schema.json 即可启用；kapok new 会自动写好。\n编辑器须支持，如 VS Code 的 Even Better TOML。",
            "A scenario names it on its first line: #:schema ./kapok.schema.json (kapok new does\nso). The editor must know such schemas, as VS Code does with Even Better TOML.",
        ))
}

/// Prints or writes the schema.
pub(super) fn schema(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    let text = json_schema_text();
    let Some(path) = matches.get_one::<PathBuf>("out") else {
        terminal.line(text.trim_end());
        return Ok(());
    };
    folder_exists(path)?;
    write_file(path, text.as_bytes()).map_err(|error| unwritable(path, &error))?;
    terminal.line(terminal.say(&Localized::new(
        format!("已写入 {}", path.display()),
        format!("Written: {}", path.display()),
    )));
    Ok(())
}

/// A file's folder must be there, and the file no folder.
pub(super) fn folder_exists(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        let inside = path.join("mine.toml");
        return Err(Failure::Usage(Localized::new(
            format!(
                "{} 是文件夹，要写文件名，如 {}",
                path.display(),
                inside.display()
            ),
            format!(
                "{} is a folder; name a file, such as {}",
                path.display(),
                inside.display()
            ),
        )));
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => {
            Err(Failure::Usage(Localized::new(
                format!(
                    "没有文件夹 {0}：先建立它（mkdir {0}），或换一个位置",
                    folder.display()
                ),
                format!(
                    "there is no folder {0}: make it first (mkdir {0}), or choose another place",
                    folder.display()
                ),
            )))
        }
        _ => Ok(()),
    }
}

/// The disk refused.
pub(super) fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Run(Localized::new(
        format!("写不了 {}：{error}", path.display()),
        format!("cannot write {}: {error}", path.display()),
    ))
}

//! The files a scenario is made of: the file itself, those it extends, and what the command line adds.

use std::io;

use super::document::{self, Node, Table};
use super::extends::extend;
use super::keys::ROOT;
use super::load::{LARGEST_SCENARIO, not_utf8, unreadable};
use super::setting::Setting;
use crate::diagnostics::{Code, Diagnostic, SourceText, escape};
use crate::quantity::bilingual;

/// Longest chain of files that extend each other.
const LONGEST_CHAIN: usize = 8;
/// Name of the text that holds the changes of the command line.
const COMMAND_LINE: &str = "--set";

/// The texts read so far, each with the folder it is in, relative to the first file's.
pub(super) struct Files<'f> {
    pub(super) source: SourceText,
    pub(super) folders: Vec<String>,
    /// Their paths, relative to the first file's folder.
    pub(super) paths: Vec<String>,
    read_file: &'f dyn Fn(&str) -> io::Result<Vec<u8>>,
}

impl<'f> Files<'f> {
    /// The first file.
    pub(super) fn new(
        source: SourceText,
        read_file: &'f dyn Fn(&str) -> io::Result<Vec<u8>>,
    ) -> Self {
        let name = source.name().replace('\\', "/");
        let own = name.rsplit('/').next().unwrap_or_default().to_owned();
        Self {
            source,
            folders: vec![String::new()],
            paths: vec![own],
            read_file,
        }
    }

    /// The tree of one file over the trees of the files it extends.
    ///
    /// # Errors
    /// Syntax errors of any of them, or why one cannot be read.
    pub(super) fn tree(&mut self, part: usize) -> Result<Table, Vec<Diagnostic>> {
        let root = document::read(&self.source, part)?;
        let Some(base) = root.get("extends").cloned() else {
            return Ok(root);
        };
        let Some(path) = base.as_text().filter(|path| !path.is_empty()) else {
            let found = Diagnostic::error(
                Code::WrongKind,
                base.span,
                bilingual!(
                    "`extends` 应为文件的路径",
                    "`extends` should be the path of a file"
                ),
            );
            return Err(vec![found]);
        };
        let path = join(&self.folders[part], path);
        self.read_base(&base, &path).map_err(|found| vec![*found])?;
        let inherited = self.tree(self.source.parts() - 1)?;
        Ok(extend(inherited, root, &ROOT))
    }

    /// Reads a file that another extends behind those read already.
    fn read_base(&mut self, extends: &Node, path: &str) -> Result<(), Box<Diagnostic>> {
        let shown = escape(path);
        if self.paths.iter().any(|known| known == path) || self.paths.len() > LONGEST_CHAIN {
            let message = bilingual!(
                "继承 {shown} 会成环，或继承超过 {LONGEST_CHAIN} 层",
                "extending {shown} leads in a circle, or through more than {LONGEST_CHAIN} files"
            );
            let finding = Diagnostic::error(Code::ExtendsLoop, extends.span, message);
            return Err(Box::new(finding.help(bilingual!(
                "继承一个不再继承本文件的情景",
                "extend a scenario that does not lead back here"
            ))));
        }
        let located = |problem: Diagnostic| {
            let (zh, en) = (problem.message.zh, problem.message.en);
            let message = bilingual!(
                "被继承的文件 {shown}：{zh}",
                "the extended file {shown}: {en}"
            );
            Box::new(
                Diagnostic::error(problem.code, extends.span, message).help(bilingual!(
                    "路径相对于写它的文件",
                    "the path is relative to the file it is written in"
                )),
            )
        };
        let bytes = (self.read_file)(path).map_err(|error| located(unreadable(&error)))?;
        if bytes.len() as u64 > LARGEST_SCENARIO {
            let error = io::ErrorKind::FileTooLarge.into();
            return Err(located(unreadable(&error)));
        }
        let text = String::from_utf8(bytes).map_err(|error| {
            located(not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()))
        })?;
        let own = self.source.name().replace('\\', "/");
        let beside = own.rfind('/').map_or("", |at| &own[..=at]);
        self.source.append(format!("{beside}{path}"), &text);
        self.folders.push(
            path.rfind('/')
                .map_or(String::new(), |at| path[..at].to_owned()),
        );
        self.paths.push(path.to_owned());
        Ok(())
    }

    /// The settings that the command line adds, `path=value` each.
    ///
    /// # Errors
    /// What is not of that form.
    pub(super) fn changes(&mut self, written: &[String]) -> Result<Vec<Setting>, Vec<Diagnostic>> {
        if written.is_empty() {
            return Ok(Vec::new());
        }
        settings(&mut self.source, COMMAND_LINE, written)
    }
}

/// The settings of texts `path=value`, which become a part of the source under the name of the option they were given with.
///
/// # Errors
/// What is not of that form.
pub(super) fn settings(
    source: &mut SourceText,
    option: &str,
    written: &[String],
) -> Result<Vec<Setting>, Vec<Diagnostic>> {
    let lines: Vec<String> = written.iter().map(|change| as_toml(change)).collect();
    source.append(option, &lines.join("\n"));
    let table = document::read(source, source.parts() - 1)?;
    Ok(Setting::all(&table))
}

/// `path=value` as a line of TOML: the value as it is where TOML takes it, else as a text.
fn as_toml(change: &str) -> String {
    let Some((path, value)) = change.split_once('=') else {
        return change.to_owned(); // which is answered as the syntax error that it is
    };
    let (path, value) = (path.trim(), value.trim());
    let literal = toml::de::DeTable::parse(&format!("x = {value}\n"))
        .is_ok_and(|parsed| parsed.get_ref().len() == 1);
    // A JSON string is a TOML string.
    let text = |text: &str| serde_json::Value::from(text).to_string();
    if literal && !value.contains('\n') {
        format!("{} = {value}", text(path))
    } else {
        format!("{} = {}", text(path), text(value))
    }
}

/// A path inside a folder, with `.` and `..` resolved as far as the folder goes; absolute paths stay.
pub(super) fn join(folder: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    if path.starts_with('/') || folder.is_empty() && !path.contains("./") {
        return path;
    }
    let mut parts: Vec<&str> = Vec::new();
    let absolute = folder.starts_with('/');
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    let joined = parts.join("/");
    if absolute {
        format!("/{joined}")
    } else {
        joined
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file_that_names_them() {
        for (folder, path, expected) in [
            ("", "base.toml", "base.toml"),
            ("", "./data/../base.toml", "base.toml"),
            ("plans", "../base.toml", "base.toml"),
            ("../plans", "../base.toml", "../base.toml"),
            ("plans", "data/x.csv", "plans/data/x.csv"),
            ("plans", "/tmp/x.csv", "/tmp/x.csv"),
            ("/tmp", "x.csv", "/tmp/x.csv"),
        ] {
            assert_eq!(join(folder, path), expected, "{folder} {path}");
        }
    }

    #[test]
    fn a_change_on_the_command_line_needs_no_quotes() {
        assert_eq!(as_toml("a.b=0.5"), "\"a.b\" = 0.5");
        assert_eq!(as_toml("a.b = 2%"), "\"a.b\" = \"2%\"");
        assert_eq!(as_toml("a=trend"), "\"a\" = \"trend\"");
        assert_eq!(as_toml("a={ x = 1 }"), "\"a\" = { x = 1 }");
    }
}

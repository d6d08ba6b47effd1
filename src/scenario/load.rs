//! Reading a scenario from disk: the one file of this folder that does.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::document::Table;
use super::family::{changed_tree, changes_of, family};
use super::files::{Files, join};
use super::inputs::with_number;
use super::{Change, Input, Scenario, Variant};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceText, Span};
use crate::quantity::bilingual;

/// Largest scenario file, in bytes.
pub(super) const LARGEST_SCENARIO: u64 = 4 * 1024 * 1024;
/// Largest file that a scenario names, in bytes.
const LARGEST_TABLE: u64 = 64 * 1024 * 1024;

/// A scenario, its variants, the text they were read from, and what is worth knowing about them.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The checked scenario, with the changes of the command line if there are any.
    pub scenario: Scenario,
    /// The scenario as the file has it, when the command line changes it: what is solved once is solved on this one.
    pub unchanged: Option<Scenario>,
    /// Changes made on the command line.
    pub changes: Vec<Change>,
    /// The variants that the file declares, each with the changes of the command line as well.
    pub variants: Vec<Variant>,
    /// Every number of the file, with the changes of the command line.
    pub inputs: Vec<Input>,
    /// The text that spans point into.
    pub source: SourceText,
    /// Warnings and notes; no errors.
    pub notes: Vec<Diagnostic>,
    /// The tree that was run, and what is needed to read it again.
    pub(super) tree: Table,
    folders: Vec<String>,
    named: NamedFiles,
}

/// Files that a scenario names, by their path relative to the scenario's.
type NamedFiles = BTreeMap<String, Vec<u8>>;

impl Loaded {
    /// The scenario that everything which is solved once is solved on.
    pub fn base(&self) -> &Scenario {
        self.unchanged.as_ref().unwrap_or(&self.scenario)
    }

    /// The scenario, but for one number.
    ///
    /// # Errors
    /// What the other number breaks: its range, or the accounts that it belongs to.
    pub fn with_input(&self, input: &Input, value: f64) -> Result<Scenario, Vec<Diagnostic>> {
        let Some((_, quantity)) = input.scalar else {
            return Err(Vec::new());
        };
        let tree = with_number(&self.tree, input.span, value, quantity);
        changed_tree(&tree, &|place, file| self.read_again(place, file))
    }

    /// A file that was read with the scenario.
    pub(super) fn read_again(&self, place: Span, file: &str) -> io::Result<Vec<u8>> {
        let path = near(&self.folders, &self.source, place, file);
        let bytes = self.named.get(&path).cloned();
        bytes.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// The files that the scenario names or extends: path relative to the scenario's, and bytes.
    pub fn named_files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let named = self.named.iter();
        named.map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The texts of the files, without what the command line adds: their hash says which scenario it was.
    pub fn file_text(&self) -> &str {
        let files = self.source.parts() - usize::from(!self.changes.is_empty());
        let end = self.source.part_start(files - 1) + self.source.part_text(files - 1).len();
        &self.source.text()[..end]
    }
}

/// Reads and checks the scenario file at `path`; files it names are looked for beside it.
///
/// # Errors
/// All mistakes of the first stage that has any, or why the file cannot be read.
pub fn load(path: &Path) -> Result<Loaded, Diagnostics> {
    load_with(path, &[])
}

/// As [`load`], with changes: texts such as `sector.beauty.trend=2%`.
///
/// # Errors
/// As [`load`].
pub fn load_with(path: &Path, changes: &[String]) -> Result<Loaded, Diagnostics> {
    let name = path.display().to_string();
    let refused =
        |finding: Diagnostic| Diagnostics::new(SourceText::new(name.clone(), ""), vec![finding]);
    let bytes =
        read_limited(path, LARGEST_SCENARIO).map_err(|error| refused(unreadable(&error)))?;
    let text = String::from_utf8(bytes)
        .map_err(|error| refused(not_utf8(error.as_bytes(), error.utf8_error().valid_up_to())))?;
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    parse_with(&name, &text, changes, &|file| {
        read_limited(&folder.join(file), LARGEST_TABLE)
    })
}

/// Reads and checks the text of a scenario file; `read_file` gives the bytes of files it names.
///
/// # Errors
/// All mistakes of the first stage that has any.
pub fn parse_text(
    name: &str,
    text: &str,
    read_file: &dyn Fn(&str) -> io::Result<Vec<u8>>,
) -> Result<Loaded, Diagnostics> {
    parse_with(name, text, &[], read_file)
}

/// As [`parse_text`], with changes: texts such as `sector.beauty.trend=2%`.
///
/// # Errors
/// As [`parse_text`].
pub fn parse_with(
    name: &str,
    text: &str,
    changes: &[String],
    read_file: &dyn Fn(&str) -> io::Result<Vec<u8>>,
) -> Result<Loaded, Diagnostics> {
    if text.len() as u64 > LARGEST_SCENARIO {
        let finding = unreadable(&io::ErrorKind::FileTooLarge.into());
        return Err(Diagnostics::new(SourceText::new(name, ""), vec![finding]));
    }
    let mut files = Files::new(SourceText::new(name, text), read_file);
    let outcome = files
        .tree(0)
        .and_then(|root| files.changes(changes).map(|set| (root, set)));
    let Files {
        source,
        folders,
        paths,
        ..
    } = files;
    let (root, set) = match outcome {
        Ok(read) => read,
        Err(found) => return Err(Diagnostics::new(source, found)),
    };
    let extended = paths.into_iter().enumerate().skip(1);
    let extended = extended.map(|(part, path)| (path, source.part_text(part).into()));
    let named: RefCell<NamedFiles> = RefCell::new(extended.collect());
    let read_near = |place: Span, file: &str| {
        let path = near(&folders, &source, place, file);
        // Every variant reads what the file names: once from the disk is enough.
        if let Some(known) = named.borrow().get(&path) {
            return Ok(known.clone());
        }
        let bytes = read_file(&path)?;
        named.borrow_mut().insert(path, bytes.clone());
        Ok(bytes)
    };
    match family(&root, &set, &source, &read_near) {
        Ok(family) => Ok(Loaded {
            scenario: family.scenario,
            unchanged: family.unchanged,
            changes: changes_of(&set, &source),
            variants: family.variants,
            inputs: family.inputs,
            source,
            notes: family.notes,
            tree: family.tree,
            folders,
            named: named.into_inner(),
        }),
        Err(found) => Err(Diagnostics::new(source, found)),
    }
}

/// The path of a file that is named at a place, relative to the scenario's own.
fn near(folders: &[String], source: &SourceText, place: Span, file: &str) -> String {
    let folder = folders.get(source.part_at(place));
    join(folder.map_or("", String::as_str), file)
}

/// The bytes of a regular file that is not too large; it is never read beyond the limit.
fn read_limited(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "not a regular file",
        ));
    }
    let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, "too large");
    if metadata.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    Ok(bytes)
}

pub(super) fn unreadable(error: &io::Error) -> Diagnostic {
    let at = Span::default();
    match error.kind() {
        io::ErrorKind::FileTooLarge => Diagnostic::error(
            Code::FileLimit,
            at,
            bilingual!("文件大于 4 MiB", "the file is larger than 4 MiB"),
        ),
        io::ErrorKind::NotFound => Diagnostic::error(
            Code::Unreadable,
            at,
            bilingual!("没有这个文件", "there is no such file"),
        ),
        io::ErrorKind::InvalidInput => Diagnostic::error(
            Code::Unreadable,
            at,
            bilingual!("不是普通文件", "this is not a regular file"),
        ),
        _ => Diagnostic::error(
            Code::Unreadable,
            at,
            bilingual!("无法读取：{error}", "cannot be read: {error}"),
        ),
    }
}

pub(super) fn not_utf8(bytes: &[u8], valid: usize) -> Diagnostic {
    let line = String::from_utf8_lossy(&bytes[..valid])
        .matches('\n')
        .count()
        + 1;
    Diagnostic::error(
        Code::Encoding,
        Span::default(),
        bilingual!("第 {line} 行不是 UTF-8", "line {line} is not UTF-8"),
    )
    .help(bilingual!(
        "用编辑器另存为 UTF-8 编码",
        "save the file in UTF-8"
    ))
}

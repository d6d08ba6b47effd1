//! Reading a scenario from disk: the one file of this folder that does.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use super::Scenario;
use super::document;
use super::parse::assemble;
use super::validate;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, SourceText, Span};
use crate::quantity::bilingual;

/// Largest scenario file, in bytes.
const LARGEST_SCENARIO: u64 = 4 * 1024 * 1024;
/// Largest file that a scenario names, in bytes.
const LARGEST_TABLE: u64 = 64 * 1024 * 1024;

/// A scenario, the text it was read from, and what is worth knowing about it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The checked scenario.
    pub scenario: Scenario,
    /// The text that its spans point into.
    pub source: SourceText,
    /// Warnings and notes; no errors.
    pub notes: Vec<Diagnostic>,
}

/// Reads and checks the scenario file at `path`; files it names are looked for beside it.
///
/// # Errors
/// All mistakes of the first stage that has any, or why the file cannot be read.
pub fn load(path: &Path) -> Result<Loaded, Diagnostics> {
    load_with_files(path).map(|(loaded, _)| loaded)
}

/// A file that a scenario names: its path as written, and its bytes.
pub type NamedFile = (String, Vec<u8>);

/// As [`load`], with the files that the scenario names, each once, in the order in which they were read.
///
/// # Errors
/// As [`load`].
pub fn load_with_files(path: &Path) -> Result<(Loaded, Vec<NamedFile>), Diagnostics> {
    let name = path.display().to_string();
    let refused =
        |finding: Diagnostic| Diagnostics::new(SourceText::new(name.clone(), ""), vec![finding]);
    let bytes =
        read_limited(path, LARGEST_SCENARIO).map_err(|error| refused(unreadable(&error)))?;
    let text = String::from_utf8(bytes)
        .map_err(|error| refused(not_utf8(error.as_bytes(), error.utf8_error().valid_up_to())))?;
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    parse_with_files(&name, &text, &|file| {
        read_limited(&folder.join(file), LARGEST_TABLE)
    })
}

/// As [`parse_text`], with the files that the scenario names, each once, in the order in which they were read.
///
/// # Errors
/// As [`parse_text`].
pub fn parse_with_files(
    name: &str,
    text: &str,
    read_file: &dyn Fn(&str) -> io::Result<Vec<u8>>,
) -> Result<(Loaded, Vec<NamedFile>), Diagnostics> {
    let named: RefCell<Vec<NamedFile>> = RefCell::default();
    let loaded = parse_text(name, text, &|file| {
        let bytes = read_file(file)?;
        let mut named = named.borrow_mut();
        if named.iter().all(|(known, _)| known != file) {
            named.push((file.to_owned(), bytes.clone()));
        }
        Ok(bytes)
    })?;
    Ok((loaded, named.into_inner()))
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
    if text.len() as u64 > LARGEST_SCENARIO {
        let finding = unreadable(&io::ErrorKind::FileTooLarge.into());
        return Err(Diagnostics::new(SourceText::new(name, ""), vec![finding]));
    }
    let source = SourceText::new(name, text);
    let root = match document::read(&source) {
        Ok(root) => root,
        Err(found) => return Err(Diagnostics::new(source, found)),
    };
    let (scenario, reader) = assemble(&root, read_file);
    let Some(scenario) = scenario else {
        return Err(Diagnostics::new(source, reader.found));
    };
    let mut found = reader.incoherent;
    found.extend(validate::check(&scenario));
    if found
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        return Err(Diagnostics::new(source, found));
    }
    Ok(Loaded {
        scenario,
        source,
        notes: found,
    })
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

fn unreadable(error: &io::Error) -> Diagnostic {
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

fn not_utf8(bytes: &[u8], valid: usize) -> Diagnostic {
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

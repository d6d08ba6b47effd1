//! Files of a finished folder, read back.

use std::io::ErrorKind;
use std::path::Path;

use serde::de::DeserializeOwned;

use super::given::usage;
use super::outcome::Failure;

/// A JSON file that the folder must have.
pub(super) fn json<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, Failure> {
    let bytes = bytes(folder, name)?;
    serde_json::from_slice(&bytes).map_err(|error| unreadable(folder, name, &error.to_string()))
}

/// A JSON file that it may have.
pub(super) fn json_if_any<T: DeserializeOwned>(
    folder: &Path,
    name: &str,
) -> Result<Option<T>, Failure> {
    match std::fs::metadata(folder.join(name)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        _ => json(folder, name).map(Some),
    }
}

/// The bytes of a file that it must have.
pub(super) fn bytes(folder: &Path, name: &str) -> Result<Vec<u8>, Failure> {
    std::fs::read(folder.join(name)).map_err(|error| unreadable(folder, name, &error.to_string()))
}

/// A file that is not what its command wrote.
pub(super) fn unreadable(folder: &Path, name: &str, reason: &str) -> Failure {
    let path = folder.join(name);
    usage(
        format!("{} 读不出：{reason}；请重新运行那个命令", path.display()),
        format!(
            "{} cannot be read: {reason}; run its command again",
            path.display()
        ),
    )
}

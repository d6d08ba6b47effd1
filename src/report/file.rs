//! A single file that appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file beside its place and moves it there, over what was there.
///
/// # Errors
/// When the disk refuses; nothing is then changed.
pub fn write_file(path: &Path, contents: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let beside = path.with_file_name(format!(".{}.kapok-new", name.to_string_lossy()));
    let written = File::create(&beside)
        .and_then(|mut file| file.write_all(contents).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // Best effort: what could not be written may be impossible to remove, too.
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_stays_beside_it() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a.txt");
        write_file(&path, b"one").unwrap();
        write_file(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        // A folder cannot be replaced by a file; the attempt leaves nothing.
        fs::create_dir_all(place.path().join("folder/inner")).unwrap();
        assert!(write_file(&place.path().join("folder"), b"three").is_err());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
    }
}

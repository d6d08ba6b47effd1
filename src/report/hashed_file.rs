//! A file that knows its length and hash once it is written, however large it is.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::manifest::{FileEntry, hexadecimal};

/// A new file and the hash of what has been written to it.
pub(super) struct HashedFile {
    file: File,
    hash: Sha256,
    bytes: u64,
}

impl HashedFile {
    /// # Errors
    /// When there is such a file already, or the system refuses.
    pub(super) fn create(place: &Path) -> io::Result<Self> {
        Ok(Self {
            file: File::create_new(place)?,
            hash: Sha256::new(),
            bytes: 0,
        })
    }

    /// Makes it durable; the entry of a manifest under this path.
    pub(super) fn finish(self, path: &str) -> io::Result<FileEntry> {
        self.file.sync_all()?;
        Ok(FileEntry {
            path: path.to_owned(),
            bytes: self.bytes,
            sha256: hexadecimal(&self.hash.finalize()),
        })
    }
}

impl Write for HashedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

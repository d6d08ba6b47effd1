//! The few things that differ between operating systems.

use std::io;
use std::path::Path;

use crate::numerics::packs::Isa;

/// Exchanges two folders in one step.
///
/// # Errors
/// Where the system cannot: the caller then moves one after the other.
#[cfg(target_os = "linux")]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

/// Exchanges two folders in one step.
///
/// # Errors
/// Always: this system has no such step.
#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Makes a folder's entries durable, where the system lets a folder be synchronised.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        std::fs::File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

/// Bytes that may still be written where a folder is or will be; `None` where the system does not say.
#[cfg(target_os = "linux")]
pub fn free_bytes(place: &Path) -> Option<u64> {
    let place = std::path::absolute(place).ok()?;
    let here = place.ancestors().find(|it| it.exists())?;
    let disk = rustix::fs::statvfs(here).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Bytes that may still be written where a folder is or will be: this system is not asked.
#[cfg(not(target_os = "linux"))]
pub fn free_bytes(_place: &Path) -> Option<u64> {
    None
}

/// The machine's name, or `unknown`.
pub(super) fn host_name() -> String {
    let from_system = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = from_system
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .or_else(|| std::env::var("HOSTNAME").ok());
    name.map_or_else(|| "unknown".to_owned(), |name| name.trim().to_owned())
}

/// The instruction set that the engine uses.
pub fn instruction_set() -> &'static str {
    Isa::current().name()
}

/// Most memory that this process has held, in bytes; `None` where the system does not say.
pub fn peak_memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    kibibytes(&status, "VmHWM:").map(|kibibytes| 1024 * kibibytes)
}

/// The number of an entry such as `VmHWM:    2112 kB`.
fn kibibytes(status: &str, entry: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(entry))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_in_kibibytes() {
        let status = "Name:\tkapok\nVmPeak:\t   9000 kB\nVmHWM:\t    2112 kB\n";
        assert_eq!(kibibytes(status, "VmHWM:"), Some(2112));
        assert_eq!(kibibytes(status, "VmSwap:"), None);
    }
}

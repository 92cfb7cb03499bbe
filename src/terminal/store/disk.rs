//! The room that is left on the store's disk (SPEC §6: a full disk is told in good time).

use std::path::Path;

/// Below so many bytes the disk is told to be nearly full; weeks of records still fit.
pub const DISK_LOW: u64 = 200_000_000;

/// Free bytes for this user on the file system that holds `path`; none where it can't be told.
pub fn free_bytes(path: &Path) -> Option<u64> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let stat = rustix::fs::statvfs(folder.unwrap_or(Path::new("."))).ok()?;
    stat.f_bavail.checked_mul(stat.f_frsize)
}

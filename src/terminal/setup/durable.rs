//! Files that are there whole or not at all, whenever the power is cut.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, fchown};
use std::path::{Path, PathBuf};

/// Puts a whole successor in the place of a file, with this mode and, where it is known here, of this
/// group.
pub fn replace(path: &Path, bytes: &[u8], mode: u32, group: Option<u32>) -> io::Result<()> {
    let part = beside(path, ".part");
    write(&part, bytes, mode, group)?;
    rename(&part, path)
}

/// Writes a file and its name to the disk; one that is there is of no use any more.
pub fn write(path: &Path, bytes: &[u8], mode: u32, group: Option<u32>) -> io::Result<()> {
    remove(path)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    // Whatever the umask is.
    rustix::fs::fchmod(&file, mode.into())?;
    if let Some(group) = group {
        fchown(&file, None, Some(group))?;
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    sync_folder(path)
}

/// Gives a file that is whole its name.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_folder(to)
}

/// Removes a file, where there is one.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
        _ => Ok(()),
    }
}

/// Makes a folder and those above it, with this mode.
pub fn make_folder(path: &Path, mode: u32) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(mode).create(path)
}

/// The path with this behind its name.
pub fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}

/// The number of a group of this machine's own; none where there is none of this name.
pub fn group_of(name: &str) -> Option<u32> {
    let groups = fs::read_to_string("/etc/group").ok()?;
    let mut lines = groups.lines().map(|line| line.split(':').collect::<Vec<_>>());
    lines.find_map(|fields| match fields.as_slice() {
        [found, _, number, ..] if *found == name => number.parse().ok(),
        _ => None,
    })
}

/// A name is on the disk with its folder.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_replaced_whole_with_its_mode() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("it");
        fs::write(&path, "old").unwrap();
        // Left over from a run that was cut.
        fs::write(beside(&path, ".part"), "torn and long").unwrap();
        replace(&path, b"next", 0o640, None).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"next");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        remove(&path).unwrap();
        remove(&path).unwrap();
        assert!(!path.exists());
        assert!(replace(&folder.path().join("no/it"), b"", 0o600, None).is_err());
    }

    #[test]
    fn a_group_is_found_by_its_name() {
        assert_eq!(group_of("root"), Some(0));
        assert_eq!(group_of("no such group"), None);
    }
}

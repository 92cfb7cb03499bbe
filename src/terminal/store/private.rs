//! Files that are put in the place of others whole: secrets, and what others read at any moment.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use super::files::{AsOwner, sync_folder};

/// Puts a secret in a file's place, whole or not at all, for its owner alone: of a file that was there,
/// who keeps it.
pub fn replace_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, bytes, 0o600)
}

/// Likewise what is no secret, for everybody to read, whatever the umask is.
pub fn replace_readable(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, bytes, 0o644)
}

fn replace(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".next");
    let next = PathBuf::from(name);
    let _owner = AsOwner::on_the_way(path)?;
    match std::fs::remove_file(&next) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&next)?;
    file.write_all(bytes)?;
    give_to_owner_of(path, &file)?;
    file.set_permissions(Permissions::from_mode(mode))?;
    file.sync_all()?;
    std::fs::rename(&next, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    sync_folder(folder.unwrap_or(Path::new(".")))
}

fn give_to_owner_of(path: &Path, file: &File) -> io::Result<()> {
    let Ok(old) = path.metadata() else { return Ok(()) };
    let own = file.metadata()?;
    if (old.uid(), old.gid()) == (own.uid(), own.gid()) {
        return Ok(());
    }
    fchown(file, Some(old.uid()), Some(old.gid()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_takes_the_place_whole_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("db.key");
        std::fs::write(folder.path().join("db.key.next"), "torn by a power cut").unwrap();
        for secret in ["one", "another"] {
            replace_private(&path, secret.as_bytes()).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), secret);
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(replace_private(&folder.path().join("none/db.key"), b"x").is_err());
    }

    #[test]
    fn what_everybody_may_read_takes_the_place_whole_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hallgate.prom");
        replace_readable(&path, b"one").unwrap();
        replace_readable(&path, b"other").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "other");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o644);
    }

    /// Needs root.
    #[test]
    fn a_key_of_the_services_stays_the_services() {
        if !rustix::process::geteuid().is_root() {
            eprintln!("SKIPPED: not root");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("db.key");
        std::fs::write(&path, "old").unwrap();
        std::os::unix::fs::chown(&path, Some(64_000), Some(64_000)).unwrap();
        replace_private(&path, b"secret").unwrap();
        let kept = path.metadata().unwrap();
        assert_eq!((kept.uid(), kept.gid()), (64_000, 64_000));
    }
}

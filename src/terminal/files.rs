//! Files that people get beside the database: events, pictures, what `--explain` and `export` write.
//! They are for their owner alone, whatever the umask is; and root writes them with no more rights
//! than whoever owns a folder on the way, who could have put a link to a file of root's there.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

pub use crate::terminal::store::{AsOwner, replace_private, replace_readable};

/// Opens a file to append to it, and makes it where there is none. A pipe that nobody reads is an
/// error, one that is full costs what does not fit: nobody waits for a reader.
pub fn append(path: &Path) -> io::Result<File> {
    let _owner = AsOwner::on_the_way(path)?;
    // The flags of open(2) are an int.
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    OpenOptions::new().append(true).create(true).mode(0o600).custom_flags(flags).open(path)
}

/// Writes a file whole; one that was there is overwritten.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let _owner = AsOwner::on_the_way(path)?;
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?
        .write_all(bytes)
}

/// Writes a file that is not there yet.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let _owner = AsOwner::on_the_way(path)?;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?.write_all(bytes)
}

/// Makes a folder where it is missing, with those above it.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let _owner = AsOwner::on_the_way(path)?;
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_made_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        make_folder(&at("a/b")).unwrap();
        assert_eq!((mode(&at("a")), mode(&at("a/b"))), (0o700, 0o700));
        append(&at("a/events")).unwrap().write_all(b"1").unwrap();
        append(&at("a/events")).unwrap().write_all(b"2").unwrap();
        write(&at("a/picture"), b"long").unwrap();
        write(&at("a/picture"), b"p").unwrap();
        assert_eq!((mode(&at("a/events")), mode(&at("a/picture"))), (0o600, 0o600));
        assert_eq!(fs::read(at("a/events")).unwrap(), b"12");
        assert_eq!(fs::read(at("a/picture")).unwrap(), b"p");
        // Of somebody who wants it otherwise it stays as it is.
        fs::set_permissions(at("a/events"), PermissionsExt::from_mode(0o640)).unwrap();
        append(&at("a/events")).unwrap();
        assert_eq!(mode(&at("a/events")), 0o640);
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, 0o600.into()).unwrap();
        append(&pipe).unwrap_err();
    }

    /// Needs root, who alone can be misled so.
    #[test]
    fn root_is_led_nowhere_by_another_users_link() {
        if !rustix::process::geteuid().is_root() {
            eprintln!("SKIPPED: not root");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        // Others get as far as the folder of theirs.
        fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o711)).unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("secret"), "root's").unwrap();
        fs::set_permissions(at("secret"), PermissionsExt::from_mode(0o600)).unwrap();
        fs::create_dir(at("roots")).unwrap();
        fs::create_dir(at("theirs")).unwrap();
        symlink(at("secret"), at("theirs/events")).unwrap();
        symlink(at("roots"), at("theirs/pictures")).unwrap();
        chown(at("theirs"), Some(64_000), Some(64_000)).unwrap();
        for led in [
            append(&at("theirs/events")).map(drop),
            write(&at("theirs/events"), b"x"),
            write(&at("theirs/pictures/1.png"), b"x"),
            make_folder(&at("theirs/pictures/more")),
        ] {
            assert_eq!(led.unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        }
        assert_eq!(fs::read(at("secret")).unwrap(), b"root's");
        assert_eq!(fs::read_dir(at("roots")).unwrap().count(), 0);
        // What is made there is theirs, and root is root again.
        write(&at("theirs/own"), b"x").unwrap();
        assert_eq!(fs::metadata(at("theirs/own")).unwrap().uid(), 64_000);
        write(&at("roots/own"), b"x").unwrap();
        assert_eq!(fs::metadata(at("roots/own")).unwrap().uid(), 0);
        // Root's own links are root's affair.
        symlink(at("roots"), at("link")).unwrap();
        write(&at("link/by-link"), b"x").unwrap();
    }
}

//! The card's FAT is mounted read-only, as nothing that it does by itself is worth a torn one; it can be
//! written for the moment in which something is.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{StatVfsMountFlags, statvfs};
use rustix::mount::{MountFlags, mount_remount};

/// Does something with a folder's file system writable, and leaves it as it was.
pub fn while_writable<T>(folder: &Path, does: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let _writable = Writable::begin(folder)?;
    does()
}

/// For as long as it lives the file system can be written.
struct Writable(Option<PathBuf>);

impl Writable {
    /// One that is writable already, or no mount of its own, is left alone.
    fn begin(folder: &Path) -> io::Result<Self> {
        let flags = statvfs(folder)?.f_flag;
        if !flags.contains(StatVfsMountFlags::RDONLY) || !is_mount(folder) {
            return Ok(Self(None));
        }
        remount(folder, false)?;
        Ok(Self(Some(folder.to_owned())))
    }
}

impl Drop for Writable {
    fn drop(&mut self) {
        if let Some(folder) = &self.0
            && let Err(cause) = remount(folder, true)
        {
            log::warn!("{} stays writable: {cause}", folder.display());
        }
    }
}

fn is_mount(folder: &Path) -> bool {
    let device = |path: &Path| fs::metadata(path).map(|data| data.dev()).ok();
    device(folder) != device(&folder.join(".."))
}

fn remount(folder: &Path, read_only: bool) -> io::Result<()> {
    let now = statvfs(folder)?.f_flag;
    // What a mount has beside that stays only where it is said again.
    let kept = [
        (StatVfsMountFlags::NOSUID, MountFlags::NOSUID),
        (StatVfsMountFlags::NODEV, MountFlags::NODEV),
        (StatVfsMountFlags::NOEXEC, MountFlags::NOEXEC),
        (StatVfsMountFlags::NOATIME, MountFlags::NOATIME),
        (StatVfsMountFlags::RELATIME, MountFlags::RELATIME),
    ];
    let kept = kept.into_iter().filter(|(has, _)| now.contains(*has));
    let mut flags: MountFlags = kept.map(|(_, flag)| flag).collect();
    flags.set(MountFlags::RDONLY, read_only);
    Ok(mount_remount(folder, flags, c"")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Needs root, and the right to mount.
    #[test]
    fn a_read_only_card_is_written_and_read_only_again() {
        let folder = tempfile::tempdir().unwrap();
        let card = folder.path().join("card");
        fs::create_dir(&card).unwrap();
        let flags = MountFlags::NOSUID | MountFlags::NODEV;
        if let Err(cause) = rustix::mount::mount("card", &card, "tmpfs", flags, c"size=1m") {
            eprintln!("SKIPPED: nothing is mounted here: {cause}");
            return;
        }
        let write = |name: &str| fs::write(card.join(name), "x");
        while_writable(&card, || write("before")).unwrap();
        remount(&card, true).unwrap();
        assert_eq!(write("alone").unwrap_err().kind(), io::ErrorKind::ReadOnlyFilesystem);
        while_writable(&card, || write("within")).unwrap();
        let failed: io::Result<()> = while_writable(&card, || Err(io::Error::other("x")));
        failed.unwrap_err();
        let alone = write("alone");
        let flags = statvfs(&card).unwrap().f_flag;
        rustix::mount::unmount(&card, rustix::mount::UnmountFlags::empty()).unwrap();
        assert_eq!(alone.unwrap_err().kind(), io::ErrorKind::ReadOnlyFilesystem);
        assert!(flags.contains(StatVfsMountFlags::NOSUID | StatVfsMountFlags::NODEV));
        assert!(while_writable(&folder.path().join("no"), || Ok(())).is_err());
    }

    #[test]
    fn a_folder_is_written_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        while_writable(folder.path(), || fs::write(folder.path().join("it"), "x")).unwrap();
        assert!(!is_mount(folder.path()));
    }
}

//! The files of a store, and how they are touched: as their folder's owner, never through a symbolic
//! link, never a pipe or device in a file's place.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, OFlags, RenameFlags, renameat_with};
use rustix::io::Errno;
use rustix::process::{Gid, Uid};

use super::StoreError;

/// Where everything of a store lies: the database, and beside it what has its name before its own.
#[derive(Debug, Clone)]
pub(super) struct Files(PathBuf);

impl Files {
    pub fn of(database: &Path) -> Self {
        Self(database.to_owned())
    }

    pub fn database(&self) -> &Path {
        &self.0
    }

    /// Admissions that are not merged into the database yet, in SQLite's form.
    pub fn wal(&self) -> PathBuf {
        self.beside("-wal")
    }

    /// SQLite's index of the write-ahead log; it is made anew from it.
    pub fn index(&self) -> PathBuf {
        self.beside("-shm")
    }

    /// The log's head, told a second time.
    pub fn head(&self) -> PathBuf {
        self.beside(".head")
    }

    /// Admissions, told a second time: the newest.
    pub fn admissions(&self) -> PathBuf {
        self.beside(".admitted")
    }

    /// Those before them.
    pub fn admissions_before(&self) -> PathBuf {
        self.beside(".admitted.1")
    }

    pub fn lock(&self) -> PathBuf {
        self.beside(".lock")
    }

    /// Room on the disk that is given up when the disk is full.
    pub fn reserve(&self) -> PathBuf {
        self.beside(".reserve")
    }

    /// Stands there while the database is suspected to be damaged.
    pub fn suspicion(&self) -> PathBuf {
        self.beside(".suspect")
    }

    pub fn beside(&self, end: &str) -> PathBuf {
        let mut name = OsString::from(&self.0);
        name.push(end);
        name.into()
    }

    pub fn folder(&self) -> &Path {
        folder_of(&self.0)
    }

    /// The database's path with no symbolic link on the way to its folder.
    pub fn resolved(&self) -> io::Result<PathBuf> {
        let name = self.0.file_name().ok_or(ErrorKind::InvalidInput)?;
        Ok(self.folder().canonicalize()?.join(name))
    }

    /// What is there in the place of one of the store's files is a file, or nothing.
    pub fn refuse_odd(&self) -> Result<(), StoreError> {
        let own = [
            self.0.clone(),
            self.wal(),
            self.index(),
            self.head(),
            self.admissions(),
            self.admissions_before(),
            self.lock(),
            self.reserve(),
        ];
        match own.into_iter().find(|path| is_odd(path)) {
            Some(path) => Err(StoreError::NotAFile(path)),
            None => Ok(()),
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn is_odd(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|data| !data.is_file())
}

/// Bytes of a file; 0 where there is none.
pub(super) fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}

/// Opens a file that is one: a symbolic link is not followed, a pipe not waited for.
pub(super) fn open_file(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    // The flags of open(2) are an int.
    let file = options.custom_flags(flags.bits().cast_signed()).open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "this is no ordinary file"));
    }
    Ok(file)
}

/// Makes a file that was not there, for its owner alone.
pub(super) fn make_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    open_file(path, options.write(true).create_new(true).mode(0o600))
}

/// Makes the folder where it is missing, for its owner alone.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Renames a file to a name that nothing has.
pub(super) fn rename_to_free(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // A file system that can't look and rename in one.
        Err(Errno::INVAL | Errno::NOSYS) if to.symlink_metadata().is_ok() => {
            Err(ErrorKind::AlreadyExists.into())
        }
        Err(Errno::INVAL | Errno::NOSYS) => std::fs::rename(from, to),
        done => Ok(done?),
    }
}

/// Renames are on the disk when this returns.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// For as long as it lives this thread of root's acts as the owner of a folder: what it makes there
/// is that user's, and what that user could not reach it does not reach either. For others nothing
/// changes.
#[derive(Debug)]
pub struct AsOwner {
    /// Groups of before.
    back: Option<Vec<Gid>>,
}

impl AsOwner {
    /// Of the folder in which the file `path` lies, or will.
    pub(super) fn of_folder(path: &Path) -> io::Result<Self> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self { back: None });
        }
        Self::of(&std::fs::metadata(folder_of(path))?)
    }

    /// Of the first folder on the way to the file `path` that is not root's: from there on its owner
    /// may have laid the way.
    pub fn on_the_way(path: &Path) -> io::Result<Self> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self { back: None });
        }
        let path = std::path::absolute(path)?;
        let mut folders: Vec<&Path> = path.ancestors().skip(1).collect();
        folders.reverse();
        // What is not there yet is made by whoever owns what is.
        let there = folders.into_iter().map_while(|folder| std::fs::metadata(folder).ok());
        let others = there.into_iter().find(|data| data.uid() != 0);
        others.map_or(Ok(Self { back: None }), |data| Self::of(&data))
    }

    fn of(owner: &std::fs::Metadata) -> io::Result<Self> {
        let (user, group) = (Uid::from_raw(owner.uid()), Gid::from_raw(owner.gid()));
        if user.is_root() {
            return Ok(Self { back: None });
        }
        let back = rustix::process::getgroups()?;
        let guard = Self { back: Some(back) };
        rustix::thread::set_thread_groups(&[group])?;
        rustix::thread::set_thread_res_gid(None, group, None)?;
        rustix::thread::set_thread_res_uid(None, user, None)?;
        Ok(guard)
    }
}

impl Drop for AsOwner {
    fn drop(&mut self) {
        let Some(groups) = self.back.take() else { return };
        let back = rustix::thread::set_thread_res_uid(None, Uid::ROOT, None)
            .and_then(|()| rustix::thread::set_thread_res_gid(None, Gid::ROOT, None))
            .and_then(|()| rustix::thread::set_thread_groups(&groups));
        if let Err(fault) = back {
            // Fewer rights than before do no harm but to what comes after.
            log::error!("root's rights did not come back: {fault}");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn links_pipes_folders_and_devices_are_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("file"), "text").unwrap();
        symlink(at("file"), at("link")).unwrap();
        symlink(at("nowhere"), at("dangling")).unwrap();
        std::fs::create_dir(at("folder")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, at("pipe"), 0o600.into()).unwrap();
        for name in ["link", "dangling", "folder", "pipe"] {
            for write in [false, true] {
                let mut options = OpenOptions::new();
                let opened = open_file(&at(name), options.read(!write).write(write).create(write));
                assert!(opened.is_err(), "{name}");
            }
            let files = Files::of(&at(name));
            assert!(matches!(files.refuse_odd(), Err(StoreError::NotAFile(_))), "{name}");
        }
        assert!(!at("nowhere").exists(), "made behind the link");
        open_file(Path::new("/dev/zero"), OpenOptions::new().read(true)).unwrap_err();
        open_file(&at("file"), OpenOptions::new().read(true)).unwrap();
        assert!(make_file(&at("file")).is_err());
    }

    #[test]
    fn what_is_made_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        make_folder(&inner).unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&inner), 0o700);
        make_file(&inner.join("file")).unwrap();
        assert_eq!(mode(&inner.join("file")), 0o600);
    }

    #[test]
    fn root_acts_as_the_folders_owner_and_is_root_again() {
        if !rustix::process::geteuid().is_root() {
            return; // only root can act as somebody else
        }
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::chown(folder.path(), Some(65534), Some(65534)).unwrap();
        let secret = tempfile::NamedTempFile::new().unwrap(); // root's alone
        {
            let _guard = AsOwner::of_folder(&folder.path().join("file")).unwrap();
            drop(make_file(&folder.path().join("file")).unwrap());
            assert!(File::open(secret.path()).is_err(), "root's file");
        }
        let data = std::fs::metadata(folder.path().join("file")).unwrap();
        assert_eq!((data.uid(), data.gid()), (65534, 65534));
        File::open(secret.path()).unwrap();
    }
}

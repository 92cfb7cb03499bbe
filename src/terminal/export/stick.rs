//! The stick that is mounted: found, judged, and blamed for what goes wrong on it.

use std::collections::BTreeSet;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::{Access, Mode, OFlags, StatVfsMountFlags, access, open, stat, statvfs};
use rustix::io::Errno;

use super::{ExportError, plugged};

/// Left free whatever the plan says: folders and the file system's own lists grow too.
const RESERVE: u64 = 1 << 20;

/// How long the system may take to notice that a stick was pulled: its writes fail before that.
const NOTICED: Duration = Duration::from_secs(3);

/// A place to export to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stick {
    folder: PathBuf,
    name: String,
    free: u64,
    /// The file system's device, and whether the system lists it as plugged in.
    device: u64,
    listed: bool,
}

/// The one stick that is mounted at `folder` (`export.folder`) or in a folder of its own in it; of
/// a stick with several file systems the one with most room.
pub fn find(folder: &Path) -> Result<Stick, ExportError> {
    let mounted = mounted_under(folder);
    let disks: BTreeSet<_> = mounted.iter().map(|at| disk_of(at)).collect();
    if disks.len() > 1 {
        return Err(ExportError::SeveralSticks(mounted.iter().map(|at| name_of(at)).collect()));
    }
    let mut sticks: Vec<_> = mounted.iter().map(|at| Stick::at(at)).collect();
    sticks.sort_by_key(|stick| stick.as_ref().map_or(0, Stick::free));
    sticks.pop().unwrap_or_else(|| Err(plugged::explain(folder)))
}

/// What tells one stick from another.
fn disk_of(mounted: &Path) -> PathBuf {
    let device = stat(mounted).ok().and_then(|held| plugged::disk_of(held.st_dev));
    device.unwrap_or_else(|| mounted.to_owned())
}

fn mounted_under(folder: &Path) -> Vec<PathBuf> {
    if is_mount(folder) {
        return vec![folder.to_owned()];
    }
    let inside = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut mounted: Vec<PathBuf> =
        inside.map(|entry| entry.path()).filter(|path| is_mount(path)).collect();
    mounted.sort();
    mounted
}

/// Whether another file system begins here than the one that holds the folder above.
fn is_mount(folder: &Path) -> bool {
    let Some(above) = folder.parent().filter(|above| !above.as_os_str().is_empty()) else {
        return false;
    };
    matches!((stat(folder), stat(above)), (Ok(here), Ok(above)) if here.st_dev != above.st_dev)
}

impl Stick {
    /// Any folder that can be written: a stick mounted by hand, a share.
    pub fn at(folder: &Path) -> Result<Self, ExportError> {
        let name = name_of(folder);
        let not_writable =
            |cause: Errno| ExportError::NotWritable { name: name.clone(), cause: cause.into() };
        let gone = |cause: Errno| match cause {
            Errno::NOENT => ExportError::NoStick(folder.to_owned()),
            Errno::IO | Errno::NODEV => ExportError::PulledOut { name: name.clone() },
            cause => not_writable(cause),
        };
        let held = stat(folder).map_err(gone)?;
        let room = statvfs(folder).map_err(gone)?;
        if room.f_flag.contains(StatVfsMountFlags::RDONLY) {
            return Err(not_writable(Errno::ROFS));
        }
        if !folder.is_dir() {
            return Err(not_writable(Errno::NOTDIR));
        }
        access(folder, Access::WRITE_OK | Access::EXEC_OK).map_err(not_writable)?;
        let free = room.f_bavail.saturating_mul(room.f_frsize);
        let (folder, device) = (folder.to_owned(), held.st_dev);
        Ok(Self { folder, free, device, listed: plugged::is_listed(device), name })
    }

    /// Its label, or what the system calls it, or the folder where it is no device.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is mounted.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Free bytes, when it was looked at.
    pub fn free(&self) -> u64 {
        self.free
    }

    /// Whether so much fits onto it now.
    pub(super) fn check_room(&self, needed: u64) -> Result<(), ExportError> {
        let free = statvfs(&self.folder).map_err(|cause| self.blame(cause.into()))?;
        let free = free.f_bavail.saturating_mul(free.f_frsize);
        let needed = needed.saturating_add(RESERVE);
        if free < needed {
            return Err(ExportError::Full { name: self.name.clone(), needed, free });
        }
        Ok(())
    }

    /// The stick's root, and no other file system's that came into its place.
    pub(super) fn open(&self) -> Result<OwnedFd, ExportError> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let root = open(&self.folder, flags, Mode::empty());
        let root = root.map_err(|cause| self.blame(cause.into()))?;
        let held = rustix::fs::fstat(&root).map_err(|cause| self.blame(cause.into()))?;
        if held.st_dev != self.device {
            return Err(ExportError::PulledOut { name: self.name.clone() });
        }
        Ok(root)
    }

    /// Whether what is mounted is still this stick.
    pub(super) fn check_there(&self) -> Result<(), ExportError> {
        if self.is_there() {
            return Ok(());
        }
        Err(ExportError::PulledOut { name: self.name.clone() })
    }

    /// What an error in the middle means: a stick that was pulled fails in many ways.
    pub(super) fn blame(&self, cause: io::Error) -> ExportError {
        let errno = cause.raw_os_error().map(Errno::from_raw_os_error);
        if matches!(errno, Some(Errno::IO | Errno::ROFS)) {
            self.wait_until_gone();
        }
        if let Err(gone) = self.check_there() {
            return gone;
        }
        let name = self.name.clone();
        match errno {
            Some(Errno::NOSPC | Errno::DQUOT | Errno::FBIG) => {
                let free = statvfs(&self.folder)
                    .map_or(0, |room| room.f_bavail.saturating_mul(room.f_frsize));
                ExportError::Full { name, needed: free.saturating_add(RESERVE), free }
            }
            Some(Errno::ROFS | Errno::ACCESS | Errno::PERM) => {
                ExportError::NotWritable { name, cause }
            }
            Some(Errno::NODEV | Errno::NXIO | Errno::STALE) => ExportError::PulledOut { name },
            _ => ExportError::Failing { name, cause },
        }
    }

    /// Waits for a stick that fails to be taken off the system's list, as one that was pulled is.
    fn wait_until_gone(&self) {
        let until = Instant::now() + NOTICED;
        while self.listed && self.is_there() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn is_there(&self) -> bool {
        stat(&self.folder).is_ok_and(|held| held.st_dev == self.device)
            && (!self.listed || plugged::is_listed(self.device))
    }
}

fn name_of(folder: &Path) -> String {
    let device = stat(folder).ok().and_then(|held| plugged::device_name(held.st_dev));
    device
        .map(|device| plugged::label(&device).unwrap_or(device))
        .unwrap_or_else(|| folder.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_in_the_middle_is_told_by_what_it_means_for_the_stick() {
        let folder = tempfile::tempdir().unwrap();
        let stick = Stick::at(folder.path()).unwrap();
        let blamed = |errno: Errno| stick.blame(errno.into());
        for errno in [Errno::NOSPC, Errno::DQUOT, Errno::FBIG] {
            assert!(matches!(blamed(errno), ExportError::Full { .. }), "{errno}");
        }
        for errno in [Errno::ROFS, Errno::ACCESS, Errno::PERM] {
            assert!(matches!(blamed(errno), ExportError::NotWritable { .. }), "{errno}");
        }
        for errno in [Errno::NODEV, Errno::NXIO, Errno::STALE] {
            assert!(matches!(blamed(errno), ExportError::PulledOut { .. }), "{errno}");
        }
        assert!(matches!(blamed(Errno::IO), ExportError::Failing { .. }));
        drop(folder);
        assert!(matches!(stick.blame(Errno::IO.into()), ExportError::PulledOut { .. }));
        assert!(matches!(stick.open(), Err(ExportError::PulledOut { .. })));
    }

    #[test]
    fn what_does_not_fit_is_known_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let stick = Stick::at(folder.path()).unwrap();
        let Err(full) = stick.check_room(1_000_000_000_000_000) else { panic!("a petabyte fits") };
        let message = full.to_string();
        assert!(message.contains("1000000002 MB are needed"), "{message}");
        assert!(stick.check_room(0).is_ok() || stick.free() < RESERVE);
    }

    #[test]
    fn only_where_another_file_system_begins_is_something_mounted() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!is_mount(folder.path()) && !is_mount(Path::new("relative")));
        assert!(is_mount(Path::new("/proc")));
        assert_eq!(mounted_under(folder.path()), Vec::<PathBuf>::new());
        assert_eq!(mounted_under(Path::new("/proc")), [PathBuf::from("/proc")]);
    }
}

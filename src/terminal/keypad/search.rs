//! Which of the machine's input devices is meant, and whether it is there.

use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use evdev::raw_stream::RawDevice;
use evdev::{AbsoluteAxisCode, BusType, KeyCode, PropType};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::{KeypadError, keymap};
use crate::terminal::config::{PadDevice, TouchDevice};

/// Where the kernel's input devices are.
const FOLDER: &str = "/dev/input";

/// A device that is there and open.
#[derive(Debug)]
pub struct FoundDevice {
    /// Its node, or the stable name by which it was looked for.
    pub path: PathBuf,
    /// What it calls itself.
    pub name: String,
    pub(super) raw: RawDevice,
    /// The kernel's number of it.
    pub(super) number: u64,
}

impl FoundDevice {
    /// Whether a program, the running terminal for one, keeps its keys for itself.
    pub fn is_held(&mut self) -> bool {
        let free = self.raw.grab().is_ok();
        if free && let Err(fault) = self.raw.ungrab() {
            log::debug!("{} is let go when it is closed: {fault}", self.path.display());
        }
        !free
    }

    fn has(&self, key: KeyCode) -> bool {
        self.raw.supported_keys().is_some_and(|keys| keys.contains(key))
    }

    /// Of something that tells where a finger is.
    fn touch_axes(&self) -> Option<[AxisEnds; 2]> {
        let state = self.raw.get_abs_state().ok()?;
        let has = |axis| self.raw.supported_absolute_axes().is_some_and(|all| all.contains(axis));
        let ends = |axis: AbsoluteAxisCode| {
            let info = state.get(usize::from(axis.0)).filter(|_| has(axis))?;
            (info.minimum < info.maximum).then_some((info.minimum, info.maximum))
        };
        let axes = [ends(AbsoluteAxisCode::ABS_X)?, ends(AbsoluteAxisCode::ABS_Y)?];
        self.has(KeyCode::BTN_TOUCH).then_some(axes)
    }

    /// Whether somebody has brought it: a PC's own keyboard is left to its console.
    fn is_plugged_in(&self) -> bool {
        matches!(self.raw.input_id().bus_type(), BusType::BUS_USB | BusType::BUS_BLUETOOTH)
    }

    /// The plug that it is behind: a device may have several nodes.
    fn plug(&self) -> Option<&str> {
        self.raw.physical_path()?.split('/').next().filter(|plug| !plug.is_empty())
    }
}

/// Finds the imager: something that types letters and digits.
pub fn find_imager(path: &Path) -> Result<FoundDevice, KeypadError> {
    let found = open(path)?;
    if [KeyCode::KEY_A, KeyCode::KEY_1, KeyCode::KEY_ENTER].iter().all(|key| found.has(*key)) {
        return Ok(found);
    }
    Err(KeypadError::NoKeyboard { path: path.to_owned() })
}

/// Finds the number pad; `imager` is another device.
pub fn find_pad(device: &PadDevice, imager: Option<&Path>) -> Result<FoundDevice, KeypadError> {
    let imager = imager.and_then(|path| open(path).ok());
    match device {
        PadDevice::Path(path) => {
            let found = open(path)?;
            if imager.is_some_and(|imager| imager.number == found.number) {
                return Err(KeypadError::IsImager);
            }
            if [KeyCode::KEY_KPENTER, KeyCode::KEY_ENTER].iter().any(|key| found.has(*key)) {
                return Ok(found);
            }
            Err(KeypadError::NoKeyboard { path: path.clone() })
        }
        PadDevice::Auto => any_pad(imager.as_ref()),
        PadDevice::Terminal => Err(KeypadError::NoWindow),
    }
}

/// The least and the greatest that an axis tells.
pub(super) type AxisEnds = (i32, i32);

/// Finds the touch panel, and what it tells at its edges: left and right, top and bottom.
pub fn find_touch(device: &TouchDevice) -> Result<(FoundDevice, [AxisEnds; 2]), KeypadError> {
    match device {
        TouchDevice::Path(path) => {
            let found = open(path)?;
            let axes = found.touch_axes();
            let none = || KeypadError::NoTouch { path: Some(path.clone()) };
            axes.map(|axes| (found, axes)).ok_or_else(none)
        }
        TouchDevice::Auto => {
            let opened = nodes().into_iter().filter_map(|path| open(&path).ok());
            let mut panels = opened.filter_map(|found| {
                let direct = found.raw.properties().contains(PropType::DIRECT);
                let axes = found.touch_axes().filter(|_| direct)?;
                Some((found, axes))
            });
            panels.next().ok_or(KeypadError::NoTouch { path: None })
        }
    }
}

/// The first device that has the keys, one without letters before a whole keyboard; if there is
/// none, why one could not be looked at.
fn any_pad(imager: Option<&FoundDevice>) -> Result<FoundDevice, KeypadError> {
    let mut closed = None;
    let mut pads = Vec::new();
    for path in nodes() {
        match open(&path) {
            Ok(found) => pads.push(found),
            Err(fault @ KeypadError::Unopened { .. }) => closed = closed.or(Some(fault)),
            Err(_) => {} // gone since it was listed
        }
    }
    pads.retain(|found| {
        found.is_plugged_in() && keymap::is_pad(|key| found.has(key)) && !is_of(found, imager)
    });
    let first = pads.into_iter().min_by_key(|found| found.has(KeyCode::KEY_A));
    first.ok_or_else(|| closed.unwrap_or(KeypadError::NoPad))
}

fn is_of(found: &FoundDevice, imager: Option<&FoundDevice>) -> bool {
    imager.is_some_and(|imager| {
        imager.number == found.number || (found.plug().is_some() && imager.plug() == found.plug())
    })
}

/// The nodes of all input devices, those that were there first in front.
fn nodes() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(FOLDER).into_iter().flatten().flatten();
    let numbered = entries.filter_map(|entry| {
        let path = entry.path();
        let number: u32 = path.file_name()?.to_str()?.strip_prefix("event")?.parse().ok()?;
        Some((number, path))
    });
    let mut nodes: Vec<(u32, PathBuf)> = numbered.collect();
    nodes.sort();
    nodes.into_iter().map(|(_, path)| path).collect()
}

/// When a device was added or taken away last: seconds and nanoseconds.
pub(super) type Stamp = (i64, i64);

/// The stamp of the folder of input devices, if there is one.
pub(super) fn stamp() -> Option<Stamp> {
    let about = rustix::fs::stat(FOLDER).ok()?;
    Some((about.st_mtime, i64::try_from(about.st_mtime_nsec).ok()?))
}

/// The kernel's number of the device behind a path, if it is there.
pub(super) fn number(path: &Path) -> Option<u64> {
    rustix::fs::stat(path).ok().map(|about| about.st_rdev)
}

fn open(path: &Path) -> Result<FoundDevice, KeypadError> {
    let named = || path.to_owned();
    let unopened = |cause: Errno| KeypadError::Unopened { path: named(), cause: cause.into() };
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let descriptor: OwnedFd = match rustix::fs::open(path, flags, Mode::empty()) {
        Ok(descriptor) => descriptor,
        Err(Errno::NOENT | Errno::NODEV | Errno::NXIO) => {
            return Err(KeypadError::Absent { path: named() });
        }
        Err(cause) => return Err(unopened(cause)),
    };
    let number = rustix::fs::fstat(&descriptor).map_err(unopened)?.st_rdev;
    let Ok(raw) = RawDevice::from_fd(descriptor) else {
        return Err(KeypadError::NoKeyboard { path: named() });
    };
    let name = raw.name().unwrap_or("without a name").to_owned();
    Ok(FoundDevice { path: named(), name, raw, number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_keyboard_is_told_by_its_path() {
        let message = |path: &str| find_imager(Path::new(path)).unwrap_err().to_string();
        assert!(
            message("/dev/null").starts_with("/dev/null does not type: "),
            "{}",
            message("/dev/null")
        );
        assert!(message("/").contains("does not type"), "{}", message("/"));
        let absent = message("/dev/input/by-id/no-such-imager");
        assert!(absent.contains("no-such-imager is not there: plug it in"), "{absent}");
        let pad = PadDevice::Path("/dev/zero".into());
        assert!(matches!(find_pad(&pad, None), Err(KeypadError::NoKeyboard { .. })));
    }
}

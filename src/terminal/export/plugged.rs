//! What the system knows of sticks that are plugged in: names, labels, and why one is not mounted.

use std::path::{Path, PathBuf};

use rustix::fs::{major, minor};

use super::ExportError;
use crate::words::plain::plain;

/// What 70-hallgate.rules mounts.
const MOUNTED: [&str; 3] = ["vfat", "exfat", "ext4"];

const SYS: &str = "/sys";
const UDEV: &str = "/run/udev/data";

/// Whether the system lists this device; it no longer does once the stick is pulled.
pub(super) fn is_listed(device: u64) -> bool {
    device_folder(device).exists()
}

fn device_folder(device: u64) -> PathBuf {
    PathBuf::from(format!("{SYS}/dev/block/{}:{}", major(device), minor(device)))
}

/// `sda1` and the like; none for what is no device.
pub(super) fn device_name(device: u64) -> Option<String> {
    let folder = std::fs::canonicalize(device_folder(device)).ok()?;
    Some(folder.file_name()?.to_string_lossy().into_owned())
}

/// The place in `/sys` of the disk that a device is, or is a part of; none for what is no device.
pub(super) fn disk_of(device: u64) -> Option<PathBuf> {
    let place = std::fs::canonicalize(device_folder(device)).ok()?;
    match place.join("partition").exists() {
        true => place.parent().map(Path::to_owned),
        false => Some(place),
    }
}

/// What its owner called it.
pub(super) fn label(device: &str) -> Option<String> {
    let labels = std::fs::read_dir("/dev/disk/by-label").ok()?;
    let own = |link: &Path| {
        std::fs::read_link(link).is_ok_and(|to| to.file_name().is_some_and(|to| to == device))
    };
    let link = labels.flatten().map(|entry| entry.path()).find(|link| own(link))?;
    Some(unescaped(&link.file_name()?.to_string_lossy())).filter(|label| !label.is_empty())
}

/// udev writes what could be misread in a file's name as `\x20`; nothing that steers a terminal
/// comes through.
fn unescaped(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .strip_prefix(b"x")
            .and_then(|after| after.get(..2))
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (first, code) {
            (b'\\', Some(byte)) => {
                bytes.push(byte);
                rest = &after[3..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    plain(&String::from_utf8_lossy(&bytes))
}

/// Why nothing is mounted under `folder`.
pub(super) fn explain(folder: &Path) -> ExportError {
    judge(usb_volumes(Path::new(SYS), Path::new(UDEV)), folder)
}

fn judge(mut volumes: Vec<Volume>, folder: &Path) -> ExportError {
    let Some(at) = volumes.iter().position(Volume::is_mountable) else {
        return match volumes.into_iter().next() {
            None => ExportError::NoStick(folder.to_owned()),
            Some(Volume { device, holds }) => ExportError::WrongFileSystem { device, found: holds },
        };
    };
    ExportError::NotMounted { device: volumes.swap_remove(at).device }
}

/// A USB disk's part that could hold files, by what udev found on it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Volume {
    device: String,
    holds: Option<String>,
}

impl Volume {
    fn is_mountable(&self) -> bool {
        self.holds.as_deref().is_some_and(|holds| MOUNTED.contains(&holds))
    }
}

/// The partitions of all USB disks, and the disks that have none.
fn usb_volumes(sys: &Path, udev: &Path) -> Vec<Volume> {
    let disks = std::fs::read_dir(sys.join("block")).into_iter().flatten().flatten();
    let mut volumes = Vec::new();
    for disk in disks.map(|entry| entry.path()) {
        let by_usb = std::fs::canonicalize(&disk)
            .is_ok_and(|place| place.components().any(|part| is_usb(part.as_os_str())));
        // A card reader without a card has the size 0.
        let empty = std::fs::read_to_string(disk.join("size")).is_ok_and(|size| size.trim() == "0");
        if !by_usb || empty {
            continue;
        }
        let inside = std::fs::read_dir(&disk).into_iter().flatten().flatten();
        let mut parts: Vec<PathBuf> = inside
            .map(|entry| entry.path())
            .filter(|path| path.join("partition").exists())
            .collect();
        parts.sort();
        if parts.is_empty() {
            parts.push(disk);
        }
        volumes.extend(parts.iter().filter_map(|part| volume(part, udev)));
    }
    volumes
}

fn is_usb(part: &std::ffi::OsStr) -> bool {
    part.to_str().and_then(|part| part.strip_prefix("usb")).is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
    })
}

fn volume(part: &Path, udev: &Path) -> Option<Volume> {
    let device = part.file_name()?.to_string_lossy().into_owned();
    let number = std::fs::read_to_string(part.join("dev")).ok()?;
    let facts =
        std::fs::read_to_string(udev.join(format!("b{}", number.trim()))).unwrap_or_default();
    let holds = facts.lines().find_map(|line| line.strip_prefix("E:ID_FS_TYPE="));
    Some(Volume { device, holds: holds.filter(|holds| !holds.is_empty()).map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{create_dir_all, write};

    /// A system with USB disks: the parts of each, with what udev found on it.
    fn system(disks: &[(&str, &[(&str, &str)])]) -> (tempfile::TempDir, Vec<Volume>) {
        let folder = tempfile::tempdir().unwrap();
        let (sys, udev) = (folder.path().join("sys"), folder.path().join("udev"));
        create_dir_all(sys.join("block")).unwrap();
        create_dir_all(&udev).unwrap();
        let mut number = 0;
        let mut device = |place: &Path, holds: &str| {
            create_dir_all(place).unwrap();
            number += 1;
            write(place.join("dev"), format!("8:{number}\n")).unwrap();
            write(place.join("size"), "2048\n").unwrap();
            let facts = format!("S:disk/by-id/x\nE:ID_BUS=usb\nE:ID_FS_TYPE={holds}\n");
            write(udev.join(format!("b8:{number}")), facts).unwrap();
        };
        for (disk, parts) in disks {
            let bus = if disk.starts_with("sd") { "pci0/usb1/1-1" } else { "pci0/virtio3" };
            let place = sys.join("devices").join(bus).join("block").join(disk);
            device(&place, "");
            for (part, holds) in *parts {
                if part == disk {
                    device(&place, holds);
                } else {
                    device(&place.join(part), holds);
                    write(place.join(part).join("partition"), "1\n").unwrap();
                }
            }
            std::os::unix::fs::symlink(&place, sys.join("block").join(disk)).unwrap();
        }
        let volumes = usb_volumes(&sys, &udev);
        (folder, volumes)
    }

    fn message(disks: &[(&str, &[(&str, &str)])]) -> String {
        judge(system(disks).1, Path::new("/run/hallgate-stick")).to_string()
    }

    #[test]
    fn it_is_told_why_no_stick_is_mounted() {
        let none = message(&[]);
        assert!(none.contains("no USB stick under /run/hallgate-stick: plug one in"), "{none}");
        // The board's own disk is none.
        assert_eq!(message(&[("vda", &[("vda1", "ext4")])]), none);
        let wrong = message(&[("sda", &[("sda1", "ntfs")])]);
        assert!(wrong.contains("sda1 holds ntfs") && wrong.contains("FAT32 or exFAT"), "{wrong}");
        let blank = message(&[("sda", &[])]);
        assert!(blank.contains("sda holds nothing that can be read"), "{blank}");
        let whole = message(&[("sda", &[("sda", "vfat")])]);
        assert!(whole.contains("sda is plugged in but not mounted"), "{whole}");
        let second = message(&[("sda", &[("sda1", "ntfs"), ("sda2", "exfat")])]);
        assert!(second.contains("sda2 is plugged in but not mounted"), "{second}");
    }

    #[test]
    fn a_reader_without_a_card_is_no_stick() {
        let (folder, _) = system(&[("sda", &[])]);
        let sys = folder.path().join("sys");
        write(sys.join("block/sda/size"), "0\n").unwrap();
        assert_eq!(usb_volumes(&sys, &folder.path().join("udev")), []);
    }

    #[test]
    fn a_label_reads_as_its_owner_wrote_it() {
        for (name, label) in [
            ("HALLGATE", "HALLGATE"),
            ("my\\x20stick", "my stick"),
            ("\\xe5\\xbd\\xb1\\xe9\\x99\\xa2", "影院"),
            ("a\\x1b[2J", "a[2J"),
            ("\\x2", "\\x2"),
            ("\\", "\\"),
            ("\\xzz", "\\xzz"),
        ] {
            assert_eq!(unescaped(name), label, "{name}");
        }
    }
}

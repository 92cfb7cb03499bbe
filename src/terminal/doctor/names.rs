//! The names under which a device is found again, whatever number it gets: the links that udev
//! keeps in folders such as `/dev/v4l/by-id`.

use std::path::{Path, PathBuf};

/// Where udev names cameras by their maker and serial number.
pub(super) const CAMERAS: &str = "/dev/v4l/by-id";

/// The link of `folder` that leads to `device`, where `device` is not a link itself.
pub(super) fn stable(folder: &Path, device: &Path) -> Option<PathBuf> {
    if device.is_symlink() {
        return None;
    }
    let device = device.canonicalize().ok()?;
    links(folder).into_iter().find(|link| link.canonicalize().is_ok_and(|node| node == device))
}

/// All links of `folder`, by name.
pub(super) fn links(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut links: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    links.sort();
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_told_by_its_link() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("by-id")).unwrap();
        for number in [0, 1] {
            std::fs::write(at(&format!("video{number}")), "").unwrap();
            let link = at(&format!("by-id/usb-Maker_Camera-video-index{number}"));
            std::os::unix::fs::symlink(format!("../video{number}"), link).unwrap();
        }
        let link = at("by-id/usb-Maker_Camera-video-index1");
        assert_eq!(stable(&at("by-id"), &at("video1")), Some(link.clone()));
        assert_eq!(stable(&at("by-id"), &link), None, "it is named so already");
        assert_eq!(stable(&at("by-id"), &at("video2")), None);
        assert_eq!(links(&at("by-id")).len(), 2);
        assert_eq!(links(&at("nowhere")), Vec::<PathBuf>::new());
    }
}

//! Bundles on the USB stick, by name alone: what is in them root's side finds out.

use std::path::Path;

use crate::words::plain::plain;

/// So many of a stick are told.
const MOST: usize = 20;

/// A bundle on a stick, as root's side is asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleName {
    /// The folder that the stick is mounted at, among all sticks'.
    pub device: String,
    pub file: String,
}

/// The bundles in a stick's topmost folder, the last by name first: as a rule the newest.
pub fn bundles(stick: &Path) -> Vec<BundleName> {
    let device = stick.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let entries = std::fs::read_dir(stick).into_iter().flatten().flatten();
    let named = |entry: std::fs::DirEntry| {
        let file = entry.file_name().into_string().ok()?;
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        // Whatever would be read otherwise on the way is nobody's bundle.
        let is_plain = !file.starts_with('.') && plain(&file) == file;
        let bundle = BundleName { device: device.to_owned(), file };
        (is_file && is_plain && bundle.file.ends_with(".raucb")).then_some(bundle)
    };
    let mut found: Vec<_> = entries.filter_map(named).collect();
    found.sort_by(|one, other| other.file.cmp(&one.file));
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundles_are_files_of_that_kind_the_newest_first() {
        let stick = tempfile::tempdir().unwrap();
        for name in [
            "hallgate-0.2.0.raucb",
            "hallgate-0.3.0.raucb",
            "升级 (1).raucb",
            ".x.raucb",
            "list.txt",
            "a\nb.raucb",
        ] {
            std::fs::write(stick.path().join(name), "").unwrap();
        }
        std::fs::create_dir(stick.path().join("folder.raucb")).unwrap();
        std::os::unix::fs::symlink("list.txt", stick.path().join("link.raucb")).unwrap();
        let found: Vec<_> = bundles(stick.path()).into_iter().map(|it| it.file).collect();
        assert_eq!(found, ["升级 (1).raucb", "hallgate-0.3.0.raucb", "hallgate-0.2.0.raucb"]);
        assert_eq!(bundles(Path::new("/nowhere")), []);
    }
}

//! Small files of lines `KEY=VALUE`, as shells read and write them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use crate::words::plain::plain;

/// So much of a file is read, in bytes.
const MOST: u64 = 4096;

/// The pairs of a file; none where there is no file. What is no pair is passed over; a value loses its
/// quotes, and what steers a terminal.
pub(super) fn read(path: &Path) -> std::io::Result<Option<BTreeMap<String, String>>> {
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(MOST).read_to_end(&mut bytes)) {
        Ok(_) => Ok(Some(parse(&String::from_utf8_lossy(&bytes)))),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cause),
    }
}

pub(super) fn parse(text: &str) -> BTreeMap<String, String> {
    let pairs = text.lines().filter_map(|line| line.trim().split_once('='));
    pairs.map(|(key, value)| (key.to_owned(), plain(value.trim_matches(['"', '\''])))).collect()
}

/// Puts a file in the place of the one before, whole or not at all.
pub(super) fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let part = path.with_extension("part");
    let mut file = File::create(&part)?;
    file.write_all(text.as_bytes())?;
    std::fs::rename(&part, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_whatever_stands_beside_them() {
        let pairs =
            parse("# a remark\nVERSION=\"0.2.0\"\n  SIDE='A'\nno pair\nREASON=a=b\x1b[2J\n=\n");
        let get = |key: &str| pairs.get(key).map(String::as_str);
        assert_eq!(get("VERSION"), Some("0.2.0"));
        assert_eq!(get("SIDE"), Some("A"));
        assert!(
            get("REASON").is_some_and(|value| value.starts_with("a=b") && !value.contains('\x1b'))
        );
    }

    #[test]
    fn a_missing_file_is_none_and_a_huge_one_is_read_in_part() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        assert_eq!(read(&path).unwrap(), None);
        replace(&path, &format!("A=1\n{}\nB=2\n", "x".repeat(1 << 20))).unwrap();
        let pairs = read(&path).unwrap().unwrap();
        assert_eq!((pairs.get("A").map(String::as_str), pairs.get("B")), (Some("1"), None));
        assert!(!folder.path().join("state.part").exists());
    }
}

//! Frames in a folder: `expected.tsv` (path, tab, text; several rows for several codes, the ticket
//! first; none for an empty frame), `meta.tsv` (path, tab, scenario, tab, notes; every frame), and
//! the images.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::scene::Frame;

/// Writes the images, which lie in `img`, and both tables.
pub fn write(folder: &Path, frames: &[Frame]) -> Result<()> {
    let (mut expected, mut meta) = (String::new(), String::new());
    let images = folder.join("img");
    fs::create_dir_all(&images).with_context(|| format!("cannot create {}", images.display()))?;
    for frame in frames {
        let path = folder.join(&frame.path);
        fs::write(&path, &frame.image)
            .with_context(|| format!("cannot write {}", path.display()))?;
        for text in &frame.texts {
            expected.push_str(&format!("{}\t{}\n", frame.path, escape(text)));
        }
        meta.push_str(&format!("{}\t{}\t{}\n", frame.path, frame.scenario, frame.note));
    }
    for (name, table) in [("expected.tsv", expected), ("meta.tsv", meta)] {
        let path = folder.join(name);
        fs::write(&path, table).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Reads both tables and the images that they name.
pub fn read(folder: &Path) -> Result<Vec<Frame>> {
    let table = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let mut texts: HashMap<String, Vec<String>> = HashMap::new();
    for (line, row) in table("expected.tsv")?.lines().enumerate() {
        let Some((path, text)) = row.split_once('\t') else {
            bail!("{}: line {} has no tab", folder.join("expected.tsv").display(), line + 1);
        };
        texts.entry(path.to_owned()).or_default().push(unescape(text));
    }
    let frames = table("meta.tsv")?
        .lines()
        .map(|row| {
            let mut columns = row.split('\t');
            let path = columns.next().unwrap_or_default().to_owned();
            let file = folder.join(&path);
            Ok(Frame {
                scenario: columns.next().unwrap_or_default().to_owned(),
                note: columns.next().unwrap_or_default().to_owned(),
                texts: texts.remove(&path).unwrap_or_default(),
                image: fs::read(&file)
                    .with_context(|| format!("cannot read {}", file.display()))?,
                path,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    match texts.keys().next() {
        Some(path) => bail!("{}: no row for {path}", folder.join("meta.tsv").display()),
        None => Ok(frames),
    }
}

/// The signs that would break a row.
const ESCAPES: [(char, char); 4] = [('\\', '\\'), ('\n', 'n'), ('\t', 't'), ('\r', 'r')];

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match ESCAPES.iter().find(|(plain, _)| *plain == sign) {
            Some((_, letter)) => escaped.extend(['\\', *letter]),
            None => escaped.push(sign),
        }
    }
    escaped
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        let escaped = if sign == '\\' { signs.clone().next() } else { None };
        match ESCAPES.iter().find(|(_, letter)| Some(*letter) == escaped) {
            Some((found, _)) => {
                plain.push(*found);
                signs.next();
            }
            None => plain.push(sign),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(path: &str, texts: &[&str]) -> Frame {
        Frame {
            path: path.to_owned(),
            scenario: "clean".to_owned(),
            note: "hd=false q=90".to_owned(),
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
            image: path.as_bytes().to_vec(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let frames = [
            frame("img/a.jpg", &["plain", "second\tcode"]),
            frame("img/b.jpg", &[]),
            frame("img/c.jpg", &["one\ntwo\r\n", "C:\\new\\table", "\\", "名"]),
        ];
        write(folder.path(), &frames).unwrap();
        assert_eq!(read(folder.path()).unwrap(), frames);
    }

    #[test]
    fn a_torn_table_and_a_missing_image_are_named() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &[frame("img/a.jpg", &["x"])]).unwrap();
        fs::remove_file(folder.path().join("img/a.jpg")).unwrap();
        assert!(read(folder.path()).unwrap_err().to_string().contains("a.jpg"));
        fs::write(folder.path().join("expected.tsv"), "img/a.jpg\tx\nimg/b").unwrap();
        assert!(read(folder.path()).unwrap_err().to_string().contains("line 2"));
        write(folder.path(), &[frame("img/a.jpg", &["x"])]).unwrap();
        fs::write(folder.path().join("meta.tsv"), "").unwrap();
        assert!(read(folder.path()).unwrap_err().to_string().contains("img/a.jpg"));
    }
}

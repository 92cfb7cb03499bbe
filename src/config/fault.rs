//! Errors of the configuration, with file, line and key.

use std::path::{Path, PathBuf};

/// Why a configuration is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read the configuration {}: {cause}", path.display())]
    Unreadable { path: PathBuf, cause: std::io::Error },
    #[error("{}, line {line}, {key}: {message}", path.display())]
    Bad { path: PathBuf, line: usize, key: String, message: String },
    #[error("which line is the lock's can't be read: put [gate] right")]
    NoLock,
}

impl ConfigError {
    /// Turns a reader's error with a byte position into one with line and key.
    pub(super) fn locate(path: &Path, text: &str, fault: &toml::de::Error) -> Self {
        let at = fault.span().map_or(0, |span| span.start).min(text.len());
        let line = text[..at].matches('\n').count();
        Self::Bad {
            path: path.to_owned(),
            line: line + 1,
            key: key_at(text, line),
            message: fault.message().trim().replace('\n', ", "),
        }
    }
}

/// The key that stands in a line (counted from 0), with its section before it.
fn key_at(text: &str, line: usize) -> String {
    let upto: Vec<&str> = text.lines().take(line + 1).collect();
    let header = |line: &&&str| line.trim_start().starts_with('[');
    let section =
        upto.iter().rev().find(header).map_or("", |line| line.trim().trim_matches(['[', ']']));
    let key = upto
        .iter()
        .rev()
        .take_while(|line| !header(line))
        .find_map(|line| line.split_once('=').filter(|_| !line.trim_start().starts_with('#')))
        .map_or("", |(key, _)| key.trim());
    match (section, key) {
        ("", "") => "the file".to_owned(),
        (section, "") => format!("[{section}]"),
        ("", key) => key.to_owned(),
        (section, key) => format!("{section}.{key}"),
    }
}

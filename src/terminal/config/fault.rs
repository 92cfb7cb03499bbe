//! Errors of the configuration, with file, line and key.

use std::path::{Path, PathBuf};

use crate::words::codes::{FaultCode, config};
use crate::words::config::Text;
use crate::words::{Language, Message, display_in_english, foreign, system};

/// Why a configuration is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    Unreadable {
        path: PathBuf,
        cause: std::io::Error,
    },
    Bad {
        path: PathBuf,
        line: usize,
        /// With its section; empty: the whole file.
        key: String,
        /// In English.
        message: String,
    },
    NoLock,
}

display_in_english!(ConfigError);

impl Message for ConfigError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Unreadable { .. } => config::UNREADABLE,
            Self::Bad { .. } => config::BAD,
            Self::NoLock => config::NO_LOCK,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Unreadable { path, cause } => {
                Text::Unreadable.of(language, &[&path.display(), &system::io(cause, language)])
            }
            Self::Bad { path, line, key, message } => {
                let whole = Text::File.form(language);
                let key = if key.is_empty() { whole } else { key.as_str() };
                let message = foreign::message(message, language);
                Text::Bad.of(language, &[&path.display(), line, &key, &message])
            }
            Self::NoLock => Text::NoLock.plain(language),
        }
    }
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
    let bare = upto.last().map_or("", |line| line.trim());
    let is_bare = bare.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && bare.chars().all(|sign| sign.is_ascii_alphanumeric() || "_-.".contains(sign));
    let key = upto
        .iter()
        .rev()
        .take_while(|line| !header(line))
        .find_map(|line| line.split_once('=').filter(|_| !line.trim_start().starts_with('#')))
        .map_or("", |(key, _)| key.trim());
    // A key without its value stands for itself.
    let key = if is_bare { bare } else { key };
    match (section, key) {
        ("", "") => String::new(),
        (section, "") => format!("[{section}]"),
        ("", key) => key.to_owned(),
        (section, key) => format!("{section}.{key}"),
    }
}

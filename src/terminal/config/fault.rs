//! Errors of the configuration, with file, line and key.

use std::path::{Path, PathBuf};

use super::read::Misread;
use super::value_fault::{ValueFault, cut};
use crate::words::codes::{FaultCode, config};
use crate::words::config::{self as words, Text};
use crate::words::errors;
use crate::words::{Language, Message, display_in_english, system};

/// Why a configuration is not taken.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    Unreadable {
        path: PathBuf,
        cause: std::io::Error,
    },
    Bad {
        path: PathBuf,
        /// From 1 on.
        line: usize,
        /// In characters, from 1 on.
        column: usize,
        /// With its section; empty: the whole file.
        key: String,
        fault: Box<ValueFault>,
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
                let cause = system::io(cause, language);
                words::Unreadable { path: path.display(), cause }.text(language)
            }
            Self::Bad { path, line, key, fault, .. } => {
                let whole = Text::File.form(language);
                let key = if key.is_empty() { whole } else { key.as_str() };
                let fault = fault.message(language);
                words::Bad { path: path.display(), line, key, fault }.text(language)
            }
            Self::NoLock => Text::NoLock.plain(language),
        }
    }
}

impl ConfigError {
    /// The sentence where the gate's section alone is read all the same.
    pub fn gate_alone(&self, language: Language) -> String {
        errors::GateAlone { fault: self.message(language) }.text(language)
    }

    /// Puts line, column and key to what does not read.
    pub(super) fn locate(path: &Path, text: &str, misread: Misread) -> Self {
        let Misread { fault, at, path: keys } = misread;
        let at = at.map_or(0, |at| at.start).min(text.len());
        let before = text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count();
        let column = before.chars().rev().take_while(|sign| *sign != '\n').count();
        let key = match fault {
            // The keys of a torn file are known by its lines alone.
            ValueFault::Form(_) if keys.is_empty() => key_at(text, line),
            _ => key_of(keys, text.lines().nth(line).unwrap_or_default()),
        };
        let (line, column, fault) = (line + 1, column + 1, Box::new(fault));
        Self::Bad { path: path.to_owned(), line, column, key: cut(&key), fault }
    }
}

/// The keys that lead to a value, the innermost first, as one; a section as its own line has it.
fn key_of(mut keys: Vec<String>, line: &str) -> String {
    keys.reverse();
    let key = keys.join(".");
    let section = format!("[{key}]");
    if line.trim_start().starts_with(&section) && !key.is_empty() { section } else { key }
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

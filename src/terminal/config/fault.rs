//! Errors of the configuration, with file, line and key.

use std::path::{Path, PathBuf};

use crate::config::{Located, Misread, ValueFault};
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
        let Located { line, column, key, fault } = misread.located(text);
        Self::Bad { path: path.to_owned(), line, column, key, fault: Box::new(fault) }
    }
}

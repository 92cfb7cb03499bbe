//! What is told beside a command's result.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

/// Writes to standard error as it is, whether anybody still reads there or not: the standard library's
/// own macros end the program by a panic where a pipe is closed.
pub fn to_stderr(text: impl Display) {
    let _ = write!(std::io::stderr().lock(), "{text}");
}

/// How far something is, over the same line each time, where somebody waits at a terminal; gone at the end.
#[derive(Debug)]
pub struct ProgressLine {
    is_watched: bool,
}

impl Default for ProgressLine {
    fn default() -> Self {
        Self { is_watched: std::io::stderr().is_terminal() }
    }
}

impl ProgressLine {
    pub fn show(&self, text: impl Display) {
        if self.is_watched {
            to_stderr(format_args!("\r\u{1b}[2K{text}"));
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.show("");
    }
}

//! What is told beside a command's result.

use std::fmt::Display;
use std::io::Write;

/// Writes to standard error as it is, whether anybody still reads there or not: the standard library's
/// own macros end the program by a panic where a pipe is closed.
pub fn to_stderr(text: impl Display) {
    let _ = write!(std::io::stderr().lock(), "{text}");
}

//! Words on a page, and what of them came from outside.

use crate::words::plain::plain;

/// Where a Chinese line may end; never shown.
pub const MAY_END: char = '|';

/// Words on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    pub words: String,
    /// Holds a name from outside: it may be cut.
    pub foreign: bool,
}

impl Phrase {
    /// Words of this program.
    pub fn own(words: impl Into<String>) -> Self {
        Self { words: words.into(), foreign: false }
    }

    /// Words with a name from outside in them, on one line.
    pub fn foreign(words: &str) -> Self {
        Self { words: clean(words), foreign: true }
    }
}

/// Words from outside on one line, and no longer than any screen is wide.
pub fn clean(words: &str) -> String {
    plain(&words.replace(MAY_END, " "))
}

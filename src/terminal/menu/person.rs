//! Somebody as the screen calls them.

use crate::terminal::presentation::Phrase;
use crate::terminal::store;

/// Somebody as the screen calls them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name for the screen; may be Chinese.
    pub called: String,
    /// The staff number.
    pub number: String,
}

impl Person {
    /// An operator as the screen calls them.
    pub fn of(operator: &store::Operator) -> Self {
        let number = operator.number.as_str().to_owned();
        Self { called: operator.shown().to_owned(), number }
    }

    /// Staff number and name.
    pub(super) fn phrase(&self) -> Phrase {
        match self.called == self.number {
            true => Phrase::foreign(&self.number),
            false => Phrase::foreign(&format!("{} {}", self.number, self.called)),
        }
    }
}

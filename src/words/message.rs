//! What every fault that people see can do.

use std::error::Error;

use super::Language;
use super::codes::FaultCode;

/// A fault that tells itself to people: as data it goes from room to room, and becomes a sentence
/// where somebody reads it.
pub trait Message: Error {
    /// By which documents and support know it, for `hallgate explain`. What stands for its cause
    /// alone has the cause's.
    fn code(&self) -> FaultCode;

    /// What happened, to what, and what to do, for whoever gave a command.
    fn message(&self, language: Language) -> String;

    /// Likewise for staff at the terminal, where there is something simpler to say.
    fn for_staff(&self, language: Language) -> String {
        self.message(language)
    }

    /// The sentence with the code behind it, as a command ends with it.
    fn with_code(&self, language: Language) -> String {
        format!("{} [{}]", self.message(language), self.code())
    }
}

impl<F: Message + 'static> From<F> for Box<dyn Message> {
    fn from(fault: F) -> Self {
        Box::new(fault)
    }
}

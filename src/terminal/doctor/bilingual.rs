//! What a check has to say, in both languages: which of them is read is known where it is shown.

use std::fmt::Display;

use crate::terminal::export::ExportError;
use crate::words::codes::FaultCode;
use crate::words::doctor::Text;
use crate::words::{Language, Message, system};

/// A sentence of the table, a fault, or what is the same in every language: names and figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bilingual {
    chinese: String,
    english: String,
    /// Of the faults that are told in it.
    codes: Vec<FaultCode>,
}

/// `bilingual!(Text)`, `bilingual!(Form { part: value, … })`: words of the table; a part may be
/// [`Bilingual`] itself.
macro_rules! bilingual {
    ($text:ident) => {
        $crate::terminal::doctor::bilingual::Bilingual::from($crate::words::doctor::Text::$text)
    };
    ($form:ident { $($part:ident $(: $value:expr)?),+ $(,)? }) => {{
        let ($($part,)+) = ($($crate::terminal::doctor::bilingual::bilingual!(@ $part $($value)?),)+);
        $crate::terminal::doctor::bilingual::Bilingual::by(|language| {
            $crate::words::doctor::$form { $($part: $part.message(language)),+ }.text(language)
        })
        .with_codes_of(&[$(&$part),+])
    }};
    // A part with its value, which goes by the part's name where none is given.
    (@ $part:ident) => {
        $crate::terminal::doctor::bilingual::Bilingual::from($part)
    };
    (@ $part:ident $value:expr) => {
        $crate::terminal::doctor::bilingual::Bilingual::from($value)
    };
}
pub(super) use bilingual;

impl Bilingual {
    /// What is told in either language.
    pub(super) fn by(message: impl Fn(Language) -> String) -> Self {
        let [chinese, english] = [Language::Chinese, Language::English].map(message);
        Self { chinese, english, codes: Vec::new() }
    }

    /// What a fault tells.
    pub(super) fn of(fault: &impl Message) -> Self {
        Self::by(|language| fault.message(language)).coded(fault.code())
    }

    /// The same as what is known by this code elsewhere.
    pub(super) fn coded(mut self, code: FaultCode) -> Self {
        self.codes.push(code);
        self
    }

    /// The same with the faults of its parts.
    pub(super) fn with_codes_of(mut self, parts: &[&Self]) -> Self {
        for code in parts.iter().flat_map(|part| &part.codes) {
            if !self.codes.contains(code) {
                self.codes.push(*code);
            }
        }
        self
    }

    /// By which documents and support know what is told: each once.
    pub(super) fn codes(&self) -> &[FaultCode] {
        &self.codes
    }

    /// What the system tells.
    pub(super) fn system(cause: impl Into<std::io::Error>) -> Self {
        let cause = cause.into();
        Self::by(|language| system::io(&cause, language))
    }

    /// Several things, one after the other.
    pub(super) fn row(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter()
            .reduce(|first, next| bilingual!(And { first, next }))
            .unwrap_or(Self::from(""))
    }

    /// In this language.
    pub(super) fn message(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.chinese,
            Language::English => &self.english,
        }
    }
}

impl<T: Display> From<T> for Bilingual {
    fn from(plain: T) -> Self {
        Self::by(|_| plain.to_string())
    }
}

impl From<Text> for Bilingual {
    fn from(text: Text) -> Self {
        Self::by(|language| text.plain(language))
    }
}

/// What is wrong with a stick is told to visitors of the menu in their language, too.
pub(super) fn stick_fault(fault: &ExportError) -> Bilingual {
    let message = |language| fault.for_staff(language).trim_end_matches('.').to_owned();
    Bilingual::by(message).coded(fault.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_together_in_either_language() {
        let free = bilingual!(Free { database: bilingual!(Bits { bits: 256 }), free_mb: 7 });
        let sentence = Bilingual::row([free, bilingual!(NoCodeRead)]);
        assert_eq!(sentence.message(Language::English), "256 bits, 7 MB free; no code read");
        assert_eq!(sentence.message(Language::Chinese), "256 位，剩余 7 MB；没有读到票码");
        assert_eq!(Bilingual::row([]).message(Language::English), "");
    }
}

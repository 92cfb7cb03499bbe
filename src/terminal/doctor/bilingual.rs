//! What a check has to say, in both languages: which of them is read is known where it is shown.

use std::fmt::Display;

use crate::terminal::export::ExportError;
use crate::words::doctor::Text;
use crate::words::{Language, Message, system};

/// A sentence of the table, a fault, or what is the same in every language: names and figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bilingual {
    chinese: String,
    english: String,
}

/// `say!(Text)`, `say!(Form { part: value, … })`: words of the table; a part may be
/// [`Bilingual`] itself.
macro_rules! say {
    ($text:ident) => {
        $crate::terminal::doctor::bilingual::Bilingual::from($crate::words::doctor::Text::$text)
    };
    ($form:ident { $($part:ident $(: $value:expr)?),+ $(,)? }) => {{
        let ($($part,)+) = ($($crate::terminal::doctor::bilingual::say!(@ $part $($value)?),)+);
        $crate::terminal::doctor::bilingual::Bilingual::by(|language| {
            $crate::words::doctor::$form { $($part: $part.message(language)),+ }.text(language)
        })
    }};
    // A part with its value, which goes by the part's name where none is given.
    (@ $part:ident) => {
        $crate::terminal::doctor::bilingual::Bilingual::from($part)
    };
    (@ $part:ident $value:expr) => {
        $crate::terminal::doctor::bilingual::Bilingual::from($value)
    };
}
pub(super) use say;

impl Bilingual {
    /// What is told in either language.
    pub(super) fn by(message: impl Fn(Language) -> String) -> Self {
        Self { chinese: message(Language::Chinese), english: message(Language::English) }
    }

    /// What the system tells.
    pub(super) fn system(cause: impl Into<std::io::Error>) -> Self {
        let cause = cause.into();
        Self::by(|language| system::io(&cause, language))
    }

    /// Several things, one after the other.
    pub(super) fn row(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().reduce(|first, next| say!(And { first, next })).unwrap_or(Self::from(""))
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
    Bilingual::by(|language| fault.for_staff(language).trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_together_in_either_language() {
        let free = say!(Free { database: say!(Bits { bits: 256 }), free_mb: 7 });
        let sentence = Bilingual::row([free, say!(NoCodeRead)]);
        assert_eq!(sentence.message(Language::English), "256 bits, 7 MB free; no code read");
        assert_eq!(sentence.message(Language::Chinese), "256 位，剩余 7 MB；没有读到票码");
        assert_eq!(Bilingual::row([]).message(Language::English), "");
    }
}

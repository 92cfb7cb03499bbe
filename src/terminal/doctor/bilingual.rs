//! The check's words, in both languages.

use crate::terminal::export::ExportError;
use crate::words::{Bilingual, Message};

/// `bilingual!(Text)`, `bilingual!(Form { part: value, … })`: words of the table; a part may be
/// [`Bilingual`] itself.
macro_rules! bilingual {
    ($text:ident) => {
        $crate::words::Bilingual::from($crate::words::doctor::Text::$text)
    };
    ($form:ident { $($part:ident $(: $value:expr)?),+ $(,)? }) => {{
        let ($($part,)+) = ($($crate::terminal::doctor::bilingual::bilingual!(@ $part $($value)?),)+);
        $crate::words::Bilingual::by(|language| {
            $crate::words::doctor::$form { $($part: $part.message(language)),+ }.text(language)
        })
        .with_codes_of(&[$(&$part),+])
    }};
    // A part with its value, which goes by the part's name where none is given.
    (@ $part:ident) => {
        $crate::words::Bilingual::from($part)
    };
    (@ $part:ident $value:expr) => {
        $crate::words::Bilingual::from($value)
    };
}
pub(super) use bilingual;

/// What is wrong with a stick is told to visitors of the menu in their language, too.
pub(super) fn stick_fault(fault: &ExportError) -> Bilingual {
    let message = |language| fault.for_staff(language).trim_end_matches('.').to_owned();
    Bilingual::by(message).coded(fault.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn words_are_put_together_in_either_language() {
        let free = bilingual!(Free { database: bilingual!(Bits { bits: 256 }), free: "7.0 MB" });
        let sentence = Bilingual::row([free, bilingual!(NoCodeRead)]);
        assert_eq!(sentence.message(Language::English), "256 bits, 7.0 MB free; no code read");
        assert_eq!(sentence.message(Language::Chinese), "256 位，剩余 7.0 MB；没有读到票码");
        assert_eq!(Bilingual::row([]).message(Language::English), "");
    }
}

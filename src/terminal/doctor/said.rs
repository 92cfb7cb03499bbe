//! What a check has to say, before it is put into a language.

use std::fmt::Display;

use crate::terminal::export::ExportError;
use crate::words::doctor::Text;
use crate::words::{Language, Message, system};

/// Words of the table with their parts, or what is the same in every language: names and figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    Words(Text, Vec<Said>),
    Plain(String),
    /// Several things, one after the other.
    Row(Vec<Said>),
    /// Chinese and English.
    Both(String, String),
}

/// `say!(Text, part, …)`: words of the table with their parts.
macro_rules! say {
    ($text:ident $(, $part:expr)* $(,)?) => {
        $crate::terminal::doctor::said::Said::Words(
            $crate::words::doctor::Text::$text,
            vec![$($crate::terminal::doctor::said::Said::from($part)),*],
        )
    };
}
pub(super) use say;

impl Said {
    /// What a fault tells in either language.
    pub(super) fn by(told: impl Fn(Language) -> String) -> Self {
        Self::Both(told(Language::Chinese), told(Language::English))
    }

    /// What the system tells.
    pub(super) fn system(cause: impl Into<std::io::Error>) -> Self {
        let cause = cause.into();
        Self::by(|language| system::io(&cause, language))
    }

    /// In this language.
    pub(super) fn message(&self, language: Language) -> String {
        match self {
            Self::Words(text, parts) => {
                let parts: Vec<String> = parts.iter().map(|part| part.message(language)).collect();
                text.with(language, &parts.iter().map(String::as_str).collect::<Vec<_>>())
            }
            Self::Plain(text) => text.clone(),
            Self::Row(all) => all
                .iter()
                .map(|one| one.message(language))
                .reduce(|row, next| Text::And.with(language, &[&row, &next]))
                .unwrap_or_default(),
            Self::Both(chinese, english) => match language {
                Language::Chinese => chinese.clone(),
                Language::English => english.clone(),
            },
        }
    }
}

impl<T: Display> From<T> for Said {
    fn from(plain: T) -> Self {
        Self::Plain(plain.to_string())
    }
}

impl From<Text> for Said {
    fn from(text: Text) -> Self {
        Self::Words(text, Vec::new())
    }
}

/// What is wrong with a stick is told to visitors of the menu in their language, too.
pub(super) fn stick_fault(fault: &ExportError) -> Said {
    Said::by(|language| fault.for_staff(language).trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_together_in_either_language() {
        let said = Said::Row(vec![say!(Free, say!(Bits, 256), 7), Text::NoCodeRead.into()]);
        assert_eq!(said.message(Language::English), "256 bits, 7 MB free; no code read");
        assert_eq!(said.message(Language::Chinese), "256 位，剩余 7 MB；没有读到票码");
        assert_eq!(Said::Row(Vec::new()).message(Language::English), "");
    }

    /// A word that nobody says is dead; the compiler does not tell it of a public table.
    #[test]
    fn every_text_of_the_table_is_said_somewhere() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/terminal/doctor");
        let code: String = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
            .map(|file| file.split("#[cfg(test)]").next().unwrap().to_owned())
            .collect();
        for (name, ..) in Text::TABLE {
            let said = [format!("say!({name},"), format!("say!({name})"), format!("Text::{name}")];
            let said = said.iter().any(|form| {
                code.match_indices(form.as_str())
                    .any(|(at, form)| !code[at + form.len()..].starts_with(char::is_alphanumeric))
            });
            // A long list of parts stands on lines of its own.
            assert!(
                said || code.contains(&format!("say!(\n{name}")) || spread(&code, name),
                "{name}"
            );
        }
    }

    fn spread(code: &str, name: &str) -> bool {
        code.split("say!(").skip(1).any(|rest| {
            rest.trim_start().strip_prefix(name).is_some_and(|rest| rest.starts_with([',', ')']))
        })
    }
}

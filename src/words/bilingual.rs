//! What is to be said, in both languages: which of them is read is known where it is shown.

use std::fmt::Display;

use super::codes::FaultCode;
use super::{Language, Message, doctor, system};

/// A sentence of a table, a fault, or what is the same in every language: names and figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilingual {
    chinese: String,
    english: String,
    /// Of the faults that are told in it.
    codes: Vec<FaultCode>,
}

impl Bilingual {
    /// What is told in either language.
    pub fn by(message: impl Fn(Language) -> String) -> Self {
        let [chinese, english] = [Language::Chinese, Language::English].map(message);
        Self { chinese, english, codes: Vec::new() }
    }

    /// What a fault tells.
    pub fn of(fault: &(impl Message + ?Sized)) -> Self {
        Self::by(|language| fault.message(language)).coded(fault.code())
    }

    /// What a fault tells staff at the terminal.
    pub fn for_staff(fault: &(impl Message + ?Sized)) -> Self {
        Self::by(|language| fault.for_staff(language)).coded(fault.code())
    }

    /// The same as what is known by this code elsewhere.
    pub fn coded(mut self, code: FaultCode) -> Self {
        self.codes.push(code);
        self
    }

    /// The same with the faults of its parts.
    pub fn with_codes_of(mut self, parts: &[&Self]) -> Self {
        for code in parts.iter().flat_map(|part| &part.codes) {
            if !self.codes.contains(code) {
                self.codes.push(*code);
            }
        }
        self
    }

    /// By which documents and support know what is told: each once.
    pub fn codes(&self) -> &[FaultCode] {
        &self.codes
    }

    /// What the system tells.
    pub fn system(cause: impl Into<std::io::Error>) -> Self {
        let cause = cause.into();
        Self::by(|language| system::io(&cause, language))
    }

    /// Several things, one after the other.
    pub fn row(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().reduce(|first, next| Self::and(&first, &next)).unwrap_or(Self::from(""))
    }

    fn and(first: &Self, next: &Self) -> Self {
        let both = |language| {
            let (first, next) = (first.message(language), next.message(language));
            doctor::And { first, next }.text(language)
        };
        Self::by(both).with_codes_of(&[first, next])
    }

    /// In this language.
    pub fn message(&self, language: Language) -> &str {
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

impl From<doctor::Text> for Bilingual {
    fn from(text: doctor::Text) -> Self {
        Self::by(|language| text.plain(language))
    }
}

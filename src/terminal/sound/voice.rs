//! What is said of a verdict, in words: built in, as `assets/sounds/voice/make.py` makes them, or a site's own
//! from a folder.

use std::path::{Path, PathBuf};

use super::wav::{self, Samples};
use crate::terminal::config::SoundConfig;
use crate::terminal::door::{Reason, Verdict};
use crate::words::Language;
use crate::words::device::Text;

/// Bytes at most of a file of the site's own.
const MOST: u64 = 1 << 20;

/// The halls that are called by their number.
const MOST_HALLS: u8 = 20;

/// Something that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpokenPhrase {
    ComeIn,
    /// To the hall of this number.
    Hall(u8),
    /// To the hall that is named on the ticket: where its name is more than a number, or there is no clip of it.
    OtherHall,
    Later,
    Staff,
}

impl SpokenPhrase {
    /// What a visitor is told; nothing without a voice, and where the display shows what to try first.
    pub fn of(verdict: &Verdict, config: &SoundConfig) -> Option<Self> {
        if !config.voice {
            return None;
        }
        match verdict.reason {
            Reason::Ok | Reason::Reopened => Some(Self::ComeIn),
            Reason::WrongHall => {
                let name = verdict.screen_name.as_deref().unwrap_or_default();
                Some(hall_number(name).map_or(Self::OtherHall, Self::Hall))
            }
            Reason::TooEarly => Some(Self::Later),
            Reason::Malformed | Reason::StaleEticket | Reason::PlatformRequired => None,
            Reason::WrongCinema
            | Reason::Forged
            | Reason::AlreadyChecked
            | Reason::Refunded
            | Reason::Expired
            | Reason::NotRecorded => Some(Self::Staff),
        }
    }

    /// Its file's name, without `.wav`.
    pub fn name(self) -> String {
        match self {
            Self::ComeIn => "come_in".to_owned(),
            Self::Hall(number) => format!("hall-{number}"),
            Self::OtherHall => "other_hall".to_owned(),
            Self::Later => "later".to_owned(),
            Self::Staff => "staff".to_owned(),
        }
    }

    /// The built-in clips that make it.
    fn parts(self, language: Language) -> Vec<String> {
        let Self::Hall(number) = self else { return vec![self.name()] };
        match language {
            Language::English => vec!["hall".to_owned(), number.to_string()],
            Language::Chinese => {
                let (tens, ones) = (number / 10, number % 10);
                let many = (tens > 1).then(|| tens.to_string());
                let ten = (tens > 0).then(|| "10".to_owned());
                let one = (ones > 0).then(|| ones.to_string());
                let number = [many, ten, one].into_iter().flatten();
                let (before, after) = ("hall".to_owned(), "hall_after".to_owned());
                std::iter::once(before).chain(number).chain([after]).collect()
            }
        }
    }
}

/// The number in a hall's name that is nothing besides, such as 5号厅 or `Hall 5`.
fn hall_number(name: &str) -> Option<u8> {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    let rest = name.replacen(&digits, "", 1);
    let rest = rest.trim().to_lowercase();
    let words = [Language::Chinese, Language::English].map(|it| Text::HallWords.form(it));
    let is_plain = rest.is_empty() || words.iter().any(|it| it.split(' ').any(|it| it == rest));
    let number = digits.parse().ok().filter(|number| (1..=MOST_HALLS).contains(number));
    number.filter(|_| is_plain && !digits.is_empty())
}

/// Whose voice it is.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    /// The site's own, a folder a language; what is not in it is built in.
    folder: Option<PathBuf>,
}

impl Voice {
    pub fn new(folder: &Path) -> Self {
        Self { folder: (!folder.as_os_str().is_empty()).then(|| folder.to_owned()) }
    }

    /// A phrase as it sounds.
    pub fn say(&self, phrase: SpokenPhrase, language: Language) -> Option<Samples> {
        self.own(phrase, language).or_else(|| built_in(phrase, language))
    }

    fn own(&self, phrase: SpokenPhrase, language: Language) -> Option<Samples> {
        let folder = self.folder.as_ref()?.join(folder_of(language));
        let path = folder.join(format!("{}.wav", phrase.name()));
        let data =
            std::fs::metadata(&path).ok().filter(|data| data.is_file() && data.len() <= MOST)?;
        let read = std::fs::read(&path).ok().filter(|_| data.len() > 0)?;
        let found = wav::read(&read);
        if found.is_none() {
            log::warn!(
                "{} is no WAV of one channel, 16 bits or A-law: the built-in voice is heard",
                path.display()
            );
        }
        found
    }
}

fn folder_of(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    }
}

fn built_in(phrase: SpokenPhrase, language: Language) -> Option<Samples> {
    let clips = match language {
        Language::Chinese => CHINESE,
        Language::English => ENGLISH,
    };
    let mut whole = Samples { rate: 16_000, all: Vec::new() };
    for part in phrase.parts(language) {
        let (_, file) = clips.iter().find(|(name, _)| *name == part)?;
        whole.all.extend(wav::read(file)?.all);
    }
    Some(whole)
}

macro_rules! clips {
    ($language:literal: $($name:literal)+) => {
        &[$((
            $name,
            include_bytes!(concat!("../../../assets/sounds/voice/", $language, "/", $name, ".wav")),
        )),+]
    };
}

const CHINESE: &[(&str, &[u8])] = clips!("zh-CN": "come_in" "hall" "hall_after" "other_hall" "later" "staff" "1" "2" "3" "4" "5" "6" "7" "8" "9" "10");

const ENGLISH: &[(&str, &[u8])] = clips!("en": "come_in" "hall" "other_hall" "later" "staff" "1" "2" "3" "4" "5" "6" "7" "8" "9" "10" "11" "12" "13" "14" "15" "16" "17" "18" "19" "20");

#[cfg(test)]
mod tests;

//! What is said of a verdict, in words: built in, as `assets/sounds/voice/make.py` makes them, or a site's own
//! from a folder.

use std::path::{Path, PathBuf};

use super::wav::{self, Samples};
use crate::terminal::door::{Reason, Verdict};
use crate::words::Language;
use crate::words::device::Text;

/// Bytes at most of a file of the site's own.
const MOST: u64 = 1 << 20;

/// The halls that are called by their number.
const MOST_HALLS: u8 = 20;

/// Something that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SpokenPhrase {
    ComeIn,
    /// To the hall of this number.
    Hall(u8),
    OtherHall,
    Later,
    Staff,
}

impl SpokenPhrase {
    /// What a visitor is told; nothing where the display shows what to try first.
    pub fn of(verdict: &Verdict) -> Option<Self> {
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
    fn name(self) -> String {
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
mod tests {
    use super::*;

    const ALL: [SpokenPhrase; 6] = [
        SpokenPhrase::ComeIn,
        SpokenPhrase::Hall(1),
        SpokenPhrase::Hall(MOST_HALLS),
        SpokenPhrase::OtherHall,
        SpokenPhrase::Later,
        SpokenPhrase::Staff,
    ];

    #[test]
    fn every_phrase_is_there_in_both_languages_and_is_heard() {
        let numbers = (1..=MOST_HALLS).map(SpokenPhrase::Hall);
        for phrase in ALL.into_iter().chain(numbers) {
            for language in [Language::Chinese, Language::English] {
                let said = built_in(phrase, language).unwrap_or_else(|| panic!("{phrase:?}"));
                // Between a third of a second and three.
                assert!((5_000..48_000).contains(&said.all.len()), "{phrase:?} {}", said.all.len());
                let loudest = said.all.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
                assert!((10_000..32_000).contains(&loudest), "{phrase:?} {loudest}");
            }
        }
        assert_eq!(
            SpokenPhrase::Hall(12).parts(Language::Chinese),
            ["hall", "10", "2", "hall_after"]
        );
        assert_eq!(
            SpokenPhrase::Hall(20).parts(Language::Chinese),
            ["hall", "2", "10", "hall_after"]
        );
        assert_eq!(SpokenPhrase::Hall(12).parts(Language::English), ["hall", "12"]);
    }

    #[test]
    fn a_hall_is_called_by_its_number_where_that_is_its_name() {
        for (name, number) in [
            ("5号厅", Some(5)),
            ("Hall 12", Some(12)),
            ("7", Some(7)),
            ("10号影厅", Some(10)),
            ("0号厅", None),
            ("21号厅", None),
            ("IMAX 2号厅", None),
            ("2楼3号厅", None),
            ("贵宾厅", None),
            ("", None),
            ("99999999999号厅", None),
        ] {
            assert_eq!(hall_number(name), number, "{name}");
        }
    }

    #[test]
    fn a_sites_own_voice_goes_first_and_what_it_lacks_is_built_in() {
        let folder = tempfile::tempdir().unwrap();
        let own = Samples { rate: 22_050, all: vec![7; 100] };
        std::fs::create_dir(folder.path().join("zh-CN")).unwrap();
        let file = |name: &str| folder.path().join("zh-CN").join(name);
        std::fs::write(file("hall-5.wav"), own.to_wav(100)).unwrap();
        std::fs::write(file("staff.wav"), "no sound").unwrap();
        std::fs::create_dir(file("later.wav")).unwrap();
        let voice = Voice::new(folder.path());
        assert_eq!(voice.say(SpokenPhrase::Hall(5), Language::Chinese), Some(own));
        for phrase in
            [SpokenPhrase::Hall(6), SpokenPhrase::Staff, SpokenPhrase::Later, SpokenPhrase::ComeIn]
        {
            let said = voice.say(phrase, Language::Chinese);
            assert_eq!(said, built_in(phrase, Language::Chinese), "{phrase:?}");
        }
        let english = voice.say(SpokenPhrase::Hall(5), Language::English);
        assert_eq!(english, built_in(SpokenPhrase::Hall(5), Language::English));
    }
}

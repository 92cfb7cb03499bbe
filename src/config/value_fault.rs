//! What is wrong with a value, a key or the form of the configuration: data from where it is found to where it is told.

use serde::de::Unexpected;

use super::address::AddressFault;
use super::site_fault::SiteFault;
use crate::words::config::{self as words, Text};
use crate::words::{Language, foreign};

/// So many characters of what was typed are told again.
const SHOWN: usize = 80;

/// What is wrong at a place of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueFault {
    /// The form of the file, as the reader of TOML says it: in English.
    Form(String),
    /// A sign that looks like one of TOML's, as another keyboard types it.
    ForeignSign {
        found: char,
        instead: char,
    },
    /// A key that has to be there.
    Missing(&'static str),
    UnknownKey {
        key: String,
        known: &'static [&'static str],
    },
    UnknownWord {
        word: String,
        known: &'static [&'static str],
    },
    WrongType {
        found: FoundValue,
        wanted: Wanted,
    },
    WrongValue {
        found: FoundValue,
        wanted: Wanted,
    },
    /// Of more digits than any key takes.
    TooLarge(String),
    NotBetween {
        value: i64,
        least: i64,
        most: i64,
    },
    NotWhole(String),
    /// It is no list of texts.
    NotList(String),
    NoMains(i64),
    NoRotation(i64),
    NeitherAutoNorWhole,
    NoSecret,
    NoSource,
    NoZone(String),
    /// Where a server listens.
    NoListenAddress(String),
    /// Where another door listens.
    NoDoorAddress(String),
    /// Where the platform's ledger is.
    NoStoreUrl(String),
    Empty,
    /// By which the platform knows a terminal.
    NoUserName(String),
    NoAddress {
        text: String,
        why: AddressFault,
    },
    NoHttps(String),
    NoHttp(String),
    NoHost(String),
    UserInAddress,
    NoPad,
    NoImager,
    NoTouchPanel,
    TooManyButtons {
        named: usize,
        most: usize,
    },
    NoBacklight(Box<Self>),
    NoChip,
    NoLineNumber(i64),
    NamelessLine,
    CodeWidth {
        text: String,
        found: usize,
        wanted: usize,
    },
    CodeSign(String),
    /// A setting that the file has no place for.
    NotInFile,
    /// A key that is not to be changed at the terminal.
    NoFieldSetting,
    /// Of the sections of a first boot.
    Site(SiteFault),
}

/// What stands where something else should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundValue {
    Text(String),
    /// As it is written.
    Whole(String),
    /// Likewise.
    Decimal(String),
    Truth(bool),
    Date,
    List,
    Table,
    /// What TOML has no form for, in serde's words.
    Other(String),
}

/// What a key takes. Those who read values name it to serde, as serde's own do.
#[derive(Debug, Clone, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
pub enum Wanted {
    #[strum(serialize = "a string")]
    Text,
    #[strum(serialize = "path string")]
    Path,
    #[strum(serialize = "a boolean")]
    Truth,
    #[strum(serialize = "i64")]
    Whole,
    /// From 0 on.
    #[strum(serialize = "u64")]
    Natural,
    #[strum(serialize = "a sequence")]
    List,
    #[strum(serialize = "a map")]
    Table,
    #[strum(serialize = "a GPIO line")]
    Line,
    #[strum(serialize = "the name of a GPIO line")]
    LineName,
    /// For a control of the camera.
    #[strum(serialize = "auto or a whole number")]
    AutoOrWhole,
    /// A folder or a GPIO line.
    #[strum(serialize = "a backlight")]
    Backlight,
    /// In serde's words.
    #[strum(default)]
    Other(String),
}

impl ValueFault {
    /// What is wrong, without its place.
    pub fn message(&self, language: Language) -> String {
        let plain = |text: Text| text.plain(language);
        match self {
            Self::Form(sentence) => foreign::message(sentence, language),
            Self::ForeignSign { found, instead: ' ' } => {
                words::ForeignSpace { found: char_code(*found) }.text(language)
            }
            Self::ForeignSign { found, instead } => {
                words::ForeignSign { found, instead }.text(language)
            }
            Self::Missing(key) => words::MissingField { key }.text(language),
            Self::UnknownKey { key, known } => unknown_key(&cut(key), known, language),
            Self::UnknownWord { word, known } => unknown_word(&cut(word), known, language),
            Self::WrongType { found, wanted } => {
                let (found, wanted) = (found.words(language), wanted.words(language));
                words::WrongType { found, wanted }.text(language)
            }
            Self::WrongValue { found, wanted } => {
                let (found, wanted) = (found.words(language), wanted.words(language));
                words::WrongValue { found, wanted }.text(language)
            }
            Self::TooLarge(digits) => words::TooLarge { digits: cut(digits) }.text(language),
            Self::NotBetween { value, least, most } => {
                words::NotBetween { value, least, most }.text(language)
            }
            Self::NotList(typed) => words::NotList { typed: quote(typed) }.text(language),
            Self::NotWhole(typed) => words::NotWhole { typed: quote(typed) }.text(language),
            Self::NoMains(value) => words::NoMains { value }.text(language),
            Self::NoRotation(value) => words::NoRotation { value }.text(language),
            Self::NeitherAutoNorWhole => plain(Text::NeitherAutoNorWhole),
            Self::NoSecret => plain(Text::NoSecret),
            Self::NoSource => plain(Text::NoSource),
            Self::NoDoorAddress(text) => words::NoDoorAddress { typed: quote(text) }.text(language),
            Self::NoListenAddress(text) => {
                words::NoListenAddress { typed: quote(text) }.text(language)
            }
            Self::NoStoreUrl(text) => words::NoStoreUrl { typed: quote(text) }.text(language),
            Self::Empty => plain(Text::Empty),
            Self::NoUserName(text) => words::NoUserName { typed: quote(text) }.text(language),
            Self::NoZone(name) => words::NoZone { name: quote(name) }.text(language),
            Self::NoAddress { text, why } => {
                let why = why.words().form(language);
                words::NoAddress { typed: quote(text), why }.text(language)
            }
            Self::NoHttps(text) => words::NoHttps { typed: quote(text) }.text(language),
            Self::NoHttp(text) => words::NoHttp { typed: quote(text) }.text(language),
            Self::NoHost(text) => words::NoHost { typed: quote(text) }.text(language),
            Self::UserInAddress => plain(Text::UserInAddress),
            Self::NoPad => plain(Text::NoPad),
            Self::NoImager => plain(Text::NoImager),
            Self::NoTouchPanel => plain(Text::NoTouchPanel),
            Self::TooManyButtons { named, most } => {
                words::TooManyButtons { named, most }.text(language)
            }
            Self::NoBacklight(cause) => {
                words::NoBacklight { why: cause.message(language) }.text(language)
            }
            Self::NoChip => plain(Text::NoChip),
            Self::NoLineNumber(number) => words::NoLineNumber { number }.text(language),
            Self::NamelessLine => plain(Text::NamelessLine),
            Self::CodeWidth { text, found, wanted } => {
                words::CodeWidth { typed: quote(text), found, wanted }.text(language)
            }
            Self::CodeSign(text) => words::CodeSign { typed: quote(text) }.text(language),
            Self::NotInFile => plain(Text::NotInFile),
            Self::NoFieldSetting => plain(Text::NoFieldSetting),
            Self::Site(fault) => fault.message(language),
        }
    }
}

fn unknown_key(typed: &str, known: &[&str], language: Language) -> String {
    match known {
        [only] => words::OneField { typed, only }.text(language),
        [first, second] => words::OneOfTwoFields { typed, first, second }.text(language),
        _ => words::OneOfFields { typed, known: listed(known, language) }.text(language),
    }
}

fn unknown_word(typed: &str, known: &[&str], language: Language) -> String {
    match known {
        [only] => words::OneVariant { typed, only }.text(language),
        [first, second] => words::OneOfTwoVariants { typed, first, second }.text(language),
        _ => words::OneOfVariants { typed, known: listed(known, language) }.text(language),
    }
}

fn listed(known: &[&str], language: Language) -> String {
    known.join(Text::BetweenNames.form(language))
}

/// A sign that can't be seen, as Unicode numbers it.
fn char_code(sign: char) -> String {
    format!("U+{:04X}", u32::from(sign))
}

/// The beginning of what was typed.
pub(crate) fn cut(typed: &str) -> String {
    match typed.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", &typed[..end]),
        None => typed.to_owned(),
    }
}

pub(super) fn quote(typed: &str) -> String {
    format!("{:?}", cut(typed))
}

impl FoundValue {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Text(text) => words::AText { typed: quote(text) }.text(language),
            Self::Whole(digits) => words::AWhole { digits: cut(digits) }.text(language),
            Self::Decimal(digits) => words::ADecimal { digits: cut(digits) }.text(language),
            Self::Truth(is) => words::ATruth { value: is }.text(language),
            Self::Date => Text::ADate.plain(language),
            Self::List => Text::AList.plain(language),
            Self::Table => Text::ATable.plain(language),
            Self::Other(words) => words.clone(),
        }
    }
}

impl From<Unexpected<'_>> for FoundValue {
    fn from(found: Unexpected<'_>) -> Self {
        match found {
            Unexpected::Str(text) => Self::Text(text.to_owned()),
            Unexpected::Signed(number) => Self::Whole(number.to_string()),
            Unexpected::Unsigned(number) => Self::Whole(number.to_string()),
            Unexpected::Float(number) => Self::Decimal(number.to_string()),
            Unexpected::Bool(is) => Self::Truth(is),
            Unexpected::Seq => Self::List,
            Unexpected::Map => Self::Table,
            other => Self::Other(other.to_string()),
        }
    }
}

impl Wanted {
    /// The name by which serde is told of it.
    pub(crate) fn name(&self) -> &'static str {
        self.into()
    }

    fn words(&self, language: Language) -> String {
        let text = match self {
            Self::Text => Text::OfText,
            Self::Path => Text::OfPath,
            Self::Truth => Text::OfTruth,
            Self::Whole => Text::OfWhole,
            Self::Natural => Text::OfNatural,
            Self::List => Text::OfList,
            Self::Table => Text::OfTable,
            Self::Line | Self::Backlight => Text::LineForm,
            Self::LineName => Text::LineNameForm,
            Self::AutoOrWhole => Text::OfAutoOrWhole,
            Self::Other(words) => return words.clone(),
        };
        text.plain(language)
    }
}

//! What is wrong with a value, a key or the form of the configuration: data from where it is found
//! to where it is told.

use serde::de::Unexpected;

use crate::words::config::Text;
use crate::words::{Language, foreign};

/// So many characters of what was typed are told again.
const TOLD: usize = 80;

/// What is wrong at a place of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueFault {
    /// The form of the file, as the reader of TOML says it: in English.
    Form(String),
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
        found: Found,
        wanted: Wanted,
    },
    WrongValue {
        found: Found,
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
    NoMains(i64),
    NoRotation(i64),
    NeitherAutoNorWhole,
    NoSecret,
    NoSource,
    NoZone(String),
    NoAddress {
        text: String,
        why: AddressFault,
    },
    NoHttps(String),
    NoHost(String),
    UserInAddress,
    NoPad,
    NoImager,
    TooManyButtons {
        named: usize,
        most: usize,
    },
    /// Why it is no line.
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
}

/// What stands where something else should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
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

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressFault {
    Empty,
    Sign,
    Port,
    Host,
    Form,
}

impl ValueFault {
    /// What is wrong, without its place.
    pub fn message(&self, language: Language) -> String {
        let plain = |text: Text| text.plain(language);
        let quoted = |text: Text, typed: &str| text.of(language, &[&quote(typed)]);
        match self {
            Self::Form(sentence) => foreign::message(sentence, language),
            Self::Missing(key) => Text::MissingField.of(language, &[key]),
            Self::UnknownKey { key, known } => one_of(
                [Text::OneField, Text::OneOfTwoFields, Text::OneOfFields],
                key,
                known,
                language,
            ),
            Self::UnknownWord { word, known } => {
                let texts = [Text::OneVariant, Text::OneOfTwoVariants, Text::OneOfVariants];
                one_of(texts, word, known, language)
            }
            Self::WrongType { found, wanted } => {
                Text::WrongType.of(language, &[&found.words(language), &wanted.words(language)])
            }
            Self::WrongValue { found, wanted } => {
                Text::WrongValue.of(language, &[&found.words(language), &wanted.words(language)])
            }
            Self::TooLarge(digits) => Text::TooLarge.of(language, &[&cut(digits)]),
            Self::NotBetween { value, least, most } => {
                Text::NotBetween.of(language, &[value, least, most])
            }
            Self::NotWhole(typed) => quoted(Text::NotWhole, typed),
            Self::NoMains(value) => Text::NoMains.of(language, &[value]),
            Self::NoRotation(value) => Text::NoRotation.of(language, &[value]),
            Self::NeitherAutoNorWhole => plain(Text::NeitherAutoNorWhole),
            Self::NoSecret => plain(Text::NoSecret),
            Self::NoSource => plain(Text::NoSource),
            Self::NoZone(name) => quoted(Text::NoZone, name),
            Self::NoAddress { text, why } => {
                Text::NoAddress.of(language, &[&quote(text), &why.words().form(language)])
            }
            Self::NoHttps(text) => quoted(Text::NoHttps, text),
            Self::NoHost(text) => quoted(Text::NoHost, text),
            Self::UserInAddress => plain(Text::UserInAddress),
            Self::NoPad => plain(Text::NoPad),
            Self::NoImager => plain(Text::NoImager),
            Self::TooManyButtons { named, most } => {
                Text::TooManyButtons.of(language, &[named, most])
            }
            Self::NoBacklight(cause) => Text::NoBacklight.of(language, &[&cause.message(language)]),
            Self::NoChip => plain(Text::NoChip),
            Self::NoLineNumber(number) => Text::NoLineNumber.of(language, &[number]),
            Self::NamelessLine => plain(Text::NamelessLine),
            Self::CodeWidth { text, found, wanted } => {
                Text::CodeWidth.of(language, &[&quote(text), found, wanted])
            }
            Self::CodeSign(text) => quoted(Text::CodeSign, text),
            Self::NotInFile => plain(Text::NotInFile),
            Self::NoFieldSetting => plain(Text::NoFieldSetting),
        }
    }
}

/// Names what there is: one, two, more.
fn one_of(texts: [Text; 3], typed: &str, known: &[&str], language: Language) -> String {
    let typed = cut(typed);
    let [one, two, more] = texts;
    match known {
        [only] => one.of(language, &[&typed, only]),
        [first, other] => two.of(language, &[&typed, first, other]),
        _ => {
            let between = Text::BetweenNames.form(language);
            more.of(language, &[&typed, &known.join(between)])
        }
    }
}

/// The beginning of what was typed.
pub(super) fn cut(typed: &str) -> String {
    match typed.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}...", &typed[..end]),
        None => typed.to_owned(),
    }
}

fn quote(typed: &str) -> String {
    format!("{:?}", cut(typed))
}

impl Found {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Text(text) => Text::AText.of(language, &[&quote(text)]),
            Self::Whole(digits) => Text::AWhole.of(language, &[&cut(digits)]),
            Self::Decimal(digits) => Text::ADecimal.of(language, &[&cut(digits)]),
            Self::Truth(is) => Text::ATruth.of(language, &[is]),
            Self::Date => Text::ADate.plain(language),
            Self::List => Text::AList.plain(language),
            Self::Table => Text::ATable.plain(language),
            Self::Other(words) => words.clone(),
        }
    }
}

impl From<Unexpected<'_>> for Found {
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
    pub(super) fn name(&self) -> &'static str {
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

impl AddressFault {
    fn words(self) -> Text {
        match self {
            Self::Empty => Text::AddressEmpty,
            Self::Sign => Text::AddressSign,
            Self::Port => Text::AddressPort,
            Self::Host => Text::AddressHost,
            Self::Form => Text::AddressForm,
        }
    }
}

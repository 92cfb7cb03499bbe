//! How the wire writes and reads what is loose in the specification: numbers that may come as
//! strings, amounts with exactly two decimals, booleans in words.

use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serializer};

/// A scalar however it was written.
#[derive(Deserialize)]
#[serde(untagged)]
enum Loose {
    Boolean(bool),
    Number(serde_json::Number),
    Text(String),
    Null(()),
    Other(IgnoredAny),
}

impl Loose {
    fn into_text<E: serde::de::Error>(self) -> Result<String, E> {
        match self {
            Self::Boolean(value) => Ok(value.to_string()),
            Self::Number(number) => Ok(number.to_string()),
            Self::Text(text) => Ok(text.trim().to_owned()),
            Self::Null(()) => Ok(String::new()),
            Self::Other(_) => Err(E::custom("a list or an object stands where one value belongs")),
        }
    }
}

fn loose<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Loose::deserialize(from)?.into_text()
}

/// `Version`: "called a float in the text and a string in the examples".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version(pub String);

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        loose(from).map(Self)
    }
}

/// RowNum, ColumnNum: written as a JSON integer; read as a number or a string, empty as 0.
pub mod integer {
    use super::*;

    pub fn serialize<S: Serializer>(value: &u32, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u32(*value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
        let text = loose(from)?;
        if text.is_empty() {
            return Ok(0);
        }
        text.parse().map_err(|_| D::Error::custom(format!("{text:?} is no row or column number")))
    }
}

/// A row or column that only describes: what is no number ("A" is a row in some halls) is 0.
pub mod describing_integer {
    use super::*;

    pub use super::integer::serialize;

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
        let text = loose(from)?;
        let whole = text.split_once('.').map_or(text.as_str(), |(whole, rest)| {
            if rest.bytes().all(|byte| byte == b'0') { whole } else { "" }
        });
        Ok(whole.parse().unwrap_or(0))
    }
}

/// A text that only describes: null and nothing are the empty text, a number is its digits.
pub mod text {
    use super::*;

    pub fn serialize<S: Serializer>(value: &str, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
        loose(from)
    }
}

/// Price, Service: written as a JSON number with exactly two decimals; read as number or string.
pub mod amount {
    use super::*;
    use crate::ticket::Fen;
    use serde::Serialize;

    /// §7.6.2.2.2.13: amounts reach from 0 to 100000 yuan.
    const MOST: Fen = Fen(100_000 * 100);

    pub fn serialize<S: Serializer>(value: &Fen, to: S) -> Result<S::Ok, S::Error> {
        serde_json::Number::from_string_unchecked(value.to_string()).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Fen, D::Error> {
        let text = loose(from)?;
        if text.is_empty() {
            return Ok(Fen(0));
        }
        let pointed = if text.contains('.') { text.clone() } else { format!("{text}.") };
        Fen::from_decimal(&pointed)
            .ok()
            .filter(|fen| *fen <= MOST)
            .ok_or_else(|| D::Error::custom(format!("{text:?} is no amount from 0 to 100000")))
    }
}

/// ReportResult: written as a boolean; `"true"`, `"True"` and the like are read too.
pub mod boolean {
    use super::*;

    pub fn serialize<S: Serializer>(value: &bool, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bool(*value)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
        let text = loose(from)?;
        match text.to_ascii_lowercase().as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(D::Error::custom(format!("{text:?} is neither true nor false"))),
        }
    }
}

/// CheckStatus, RefundStatus: `Yes` or `No`; nothing said is `No`. A boolean is read too, so that
/// no loose form hides that a ticket was used.
pub mod yes_no {
    use super::*;

    pub fn serialize<S: Serializer>(value: &bool, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(if *value { "Yes" } else { "No" })
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
        let text = loose(from)?;
        match text.to_ascii_lowercase().as_str() {
            "yes" | "true" => Ok(true),
            "no" | "false" | "" => Ok(false),
            _ => Err(D::Error::custom(format!("{text:?} is neither Yes nor No"))),
        }
    }
}

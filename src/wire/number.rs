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
        read(&text)
            .ok_or_else(|| D::Error::custom(format!("{text:?} is no amount from 0 to 100000")))
    }

    /// Reads decimal yuan with up to two decimals; none for what is no amount.
    pub fn read(text: &str) -> Option<Fen> {
        let pointed = if text.contains('.') { text.to_owned() } else { format!("{text}.") };
        Fen::from_decimal(&pointed).ok().filter(|fen| *fen <= MOST)
    }
}

/// An amount that may be missing.
pub fn maybe_amount<S: Serializer>(
    value: &Option<crate::ticket::Fen>,
    to: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(fen) => amount::serialize(fen, to),
        None => to.serialize_none(),
    }
}

/// CheckStatus, RefundStatus: `Yes` or `No`.
pub fn maybe_yes<S: Serializer>(value: &Option<bool>, to: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(yes) => to.serialize_str(if *yes { "Yes" } else { "No" }),
        None => to.serialize_none(),
    }
}

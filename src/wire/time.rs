//! `YYYY-MM-DDThh:mm:ss`, the only form of a time on the wire, for serde's `with`.

use jiff::civil::DateTime;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

use crate::clock::{parse_wire_time, wire_time};

pub fn serialize<S: Serializer>(value: &DateTime, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&wire_time(*value))
}

pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime, D::Error> {
    let text = String::deserialize(from)?;
    parse_wire_time(&text).ok_or_else(|| {
        D::Error::custom(format!("{text:?} is no time of the form 2019-01-01T00:00:00"))
    })
}

/// A time that may be missing.
pub fn maybe<S: Serializer>(value: &Option<DateTime>, to: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(at) => serialize(at, to),
        None => to.serialize_none(),
    }
}

//! An object of JSON taken apart field by field, each still as it was written: what one of them
//! holds, however deep, huge or of whatever type, costs that field and nothing beside it.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The fields in the order in which they stand; a name may stand there more than once.
#[derive(Debug, Default)]
pub(super) struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Object<'a> {
    /// Takes an object apart; an error where the text is none.
    pub(super) fn read(text: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The fields of all of them.
    pub(super) fn joined(parts: Vec<Self>) -> Self {
        Self(parts.into_iter().flat_map(|part| part.0).collect())
    }

    /// Everything that is told under this name, in whatever case it is written.
    pub(super) fn all<'o>(&'o self, name: &'o str) -> impl Iterator<Item = &'a RawValue> + 'o {
        let is_it = move |own: &str| own.trim().eq_ignore_ascii_case(name);
        self.0.iter().filter(move |(own, _)| is_it(own)).map(|(_, value)| *value)
    }

    /// What is told last under this very name.
    pub(super) fn exact(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().rev().find(|(own, _)| own == name).map(|(_, value)| *value)
    }

    /// What is told under this name last.
    pub(super) fn last(&self, name: &str) -> Option<&'a RawValue> {
        self.all(name).last()
    }

    /// Whether there is such a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;
        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut fields = Vec::new();
                // A name that is no text (half of a surrogate pair) is none that is looked for.
                while let Some(name) = map.next_key::<&RawValue>()? {
                    let name = serde_json::from_str(name.get()).unwrap_or_default();
                    fields.push((name, map.next_value()?));
                }
                Ok(fields)
            }
        }
        from.deserialize_map(FieldsVisitor).map(Self)
    }
}

/// The entries of a list, each still as it was written; none where the text is no list.
pub(super) fn entries(text: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(text).ok()
}

/// One value however it was written, as its text: a number is its digits, a boolean its word,
/// null is empty. None for what is no single value, or is no text.
pub(super) fn scalar(value: &RawValue) -> Option<String> {
    let written = value.get();
    match written.as_bytes().first()? {
        b'"' => serde_json::from_str::<String>(written).ok().map(|text| text.trim().to_owned()),
        b'[' | b'{' => None,
        b'n' => Some(String::new()),
        _ => Some(written.to_owned()),
    }
}

//! The form of a detail: `key=value` with a space between two pairs. A value that is empty, or has
//! a space, a control character, a quotation mark or a backslash in it, is a JSON string.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

/// The pairs of a text.
#[derive(Debug)]
pub(super) struct Pairs(BTreeMap<String, String>);

impl Pairs {
    /// None where the text is no such pairs.
    pub fn read(text: &str) -> Option<Self> {
        let mut pairs = BTreeMap::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (key, behind) = rest.split_once('=')?;
            let (value, behind) = if behind.starts_with('"') {
                let mut strings = serde_json::Deserializer::from_str(behind).into_iter::<String>();
                let value = strings.next()?.ok()?;
                let end = strings.byte_offset();
                (value, behind.get(end..)?)
            } else {
                let end = behind.find(' ').unwrap_or(behind.len());
                (behind[..end].to_owned(), &behind[end..])
            };
            pairs.insert(key.to_owned(), value);
            rest = if behind.is_empty() { "" } else { behind.strip_prefix(' ')? };
        }
        Some(Self(pairs))
    }

    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

/// Writes pairs.
pub(super) struct Writer<'a, 'b> {
    out: &'a mut fmt::Formatter<'b>,
    first: bool,
}

impl<'a, 'b> Writer<'a, 'b> {
    pub fn new(out: &'a mut fmt::Formatter<'b>) -> Self {
        Self { out, first: true }
    }

    /// Without a value there is no pair.
    pub fn put(&mut self, key: &str, value: Option<String>) -> fmt::Result {
        let Some(value) = value else { return Ok(()) };
        if !std::mem::take(&mut self.first) {
            self.out.write_char(' ')?;
        }
        let odd =
            |char: char| char.is_whitespace() || char.is_control() || matches!(char, '"' | '\\');
        if value.is_empty() || value.contains(odd) {
            // A text is always a string of JSON.
            let quoted = serde_json::to_string(&value).map_err(|_| fmt::Error)?;
            return write!(self.out, "{key}={quoted}");
        }
        write!(self.out, "{key}={value}")
    }
}

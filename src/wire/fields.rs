//! An object's fields as others may write them: each reads by itself, and one that does not is left
//! out and told.

use std::str::FromStr;

use jiff::civil::DateTime;
use serde_json::value::RawValue;

use super::calls::Api;
use super::number::amount;
use super::object::{Object, scalar};
use super::strict::LONGEST_NAME;
use super::{Flaw, What};
use crate::clock::{china_civil, parse_loose_time};
use crate::ticket::Fen;
use crate::words::plain::plain;

/// An object's fields, and what in them is not right.
pub(super) struct Fields<'o, 'a> {
    pub api: Api,
    pub object: &'o Object<'a>,
    pub flaws: &'o mut Vec<Flaw>,
}

impl Fields<'_, '_> {
    pub fn flaw(&mut self, field: &str, what: What) {
        self.flaws.push(Flaw { api: self.api, field: field.into(), what, count: 1 });
    }

    /// `Yes` or `No`, however it is written; none where that is not told, or can't be read. Told
    /// twice, Yes counts: what says so may not be talked away.
    pub fn status(&mut self, name: &str) -> Option<bool> {
        let values: Vec<Option<bool>> = self.object.all(name).map(yes_no).collect();
        let yes = values.contains(&Some(true));
        if values.is_empty() {
            self.flaw(name, What::Missing);
            return None;
        }
        if yes && values.iter().any(|one| *one != Some(true)) {
            self.flaw(name, What::Contradictory);
        } else if values.contains(&None) {
            self.flaw(name, What::Unreadable);
        }
        if yes { Some(true) } else { values.iter().all(Option::is_some).then_some(false) }
    }

    /// One value; none where it is missing or empty, or does not read, which is told.
    pub fn value<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = scalar(self.object.last(name)?);
        if text.as_deref() == Some("") {
            return None;
        }
        let value = text.and_then(|text| read(&text));
        if value.is_none() {
            self.flaw(name, What::Unreadable);
        }
        value
    }

    /// Made plain here, once for all who show or keep it.
    pub fn text(&mut self, name: &str) -> String {
        let short = |text: &str| (text.chars().count() <= LONGEST_NAME).then(|| plain(text));
        self.value(name, short).unwrap_or_default()
    }

    pub fn code<T: FromStr>(&mut self, name: &str) -> Option<T> {
        self.value(name, |text| narrow(text).parse().ok())
    }

    pub fn time(&mut self, name: &str) -> Option<DateTime> {
        self.value(name, |text| parse_loose_time(text).map(china_civil))
    }

    pub fn price(&mut self, name: &str) -> Option<Fen> {
        self.value(name, amount::read)
    }

    /// A row or column: what is no number ("A" is a row in some halls) is 0 and no fault.
    pub fn place(&mut self, name: &str) -> u32 {
        let number = |text: &str| {
            let whole = text.split_once('.').map_or(text, |(whole, rest)| {
                if rest.bytes().all(|byte| byte == b'0') { whole } else { "" }
            });
            Some(whole.parse().unwrap_or(0))
        };
        self.value(name, number).unwrap_or(0)
    }
}

/// The words of a status, one value each: `Yes`, `Y`, 1, true, `是` and their opposites, in any
/// case and width; an empty text is `No`.
pub(super) fn yes_no(value: &RawValue) -> Option<bool> {
    let text = narrow(&scalar(value)?).to_ascii_lowercase();
    if let Ok(number) = text.parse::<f64>() {
        return [(1.0, true), (0.0, false)]
            .into_iter()
            .find(|(own, _)| *own == number)
            .map(|it| it.1);
    }
    match text.as_str() {
        "yes" | "y" | "true" | "是" => Some(true),
        "no" | "n" | "false" | "否" | "" => Some(false),
        _ => None,
    }
}

/// A text without its spaces, and its full-width signs as those of ASCII.
pub(super) fn narrow(text: &str) -> String {
    let ascii = |char: char| match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xfee0).unwrap_or(char),
        other => other,
    };
    text.chars().filter(|char| !char.is_whitespace() && *char != '\0').map(ascii).collect()
}

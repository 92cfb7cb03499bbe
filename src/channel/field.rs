//! The members of an object by their names (CHANNEL §1): without regard to case and stray spaces; numbers and
//! truths as text and the other way round.

use std::borrow::Cow;

use jiff::civil::DateTime;
use serde_json::Number;

use super::hidden::hide;
use super::lenient::{JsonList, JsonObject, JsonText, JsonValue};
use super::reply::ReplyFault;
use super::time;
use crate::words::plain;

/// So many characters of a description are kept; of a name fewer.
const LONGEST_DESCRIPTION: usize = 4000;

/// An object whose members are looked up.
#[derive(Debug)]
pub struct ReplyFields<'a>(Vec<(Cow<'a, str>, JsonValue<'a>)>);

impl<'a> ReplyFields<'a> {
    pub(super) fn of(object: JsonObject<'a>) -> Self {
        let trimmed = |key: JsonText<'a>| match key.text() {
            Cow::Borrowed(key) => Cow::Borrowed(key.trim()),
            Cow::Owned(key) => Cow::Owned(key.trim().to_owned()),
        };
        let members = object.members().into_iter();
        Self(members.map(|(key, value)| (trimmed(key), value)).collect())
    }

    /// The last one of exactly that name, as strict JSON has it, else the last one that differs by case alone.
    fn get(&self, name: &str) -> Option<JsonValue<'a>> {
        let last = |is: &dyn Fn(&str) -> bool| self.0.iter().rfind(|(key, _)| is(key));
        let found =
            last(&|key| key == name).or_else(|| last(&|key| key.eq_ignore_ascii_case(name)));
        found.map(|(_, value)| *value).filter(|value| !matches!(value, JsonValue::Null))
    }

    /// A scalar as a text without spaces around it; none where nothing is told.
    pub(super) fn scalar(&self, name: &str) -> Option<String> {
        let text = match self.get(name)? {
            JsonValue::Text(text) => text.text().trim().to_owned(),
            JsonValue::Number(number) => number.to_owned(),
            JsonValue::Truth(truth) => truth.to_string(),
            JsonValue::Null | JsonValue::List(_) | JsonValue::Object(_) => return None,
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// A name, made plain; empty where none is told.
    pub(super) fn name(&self, name: &str) -> String {
        plain::name(&self.scalar(name).unwrap_or_default())
    }

    /// Likewise one that may say again what is to be hidden, which goes before the text is cut.
    pub(super) fn message(&self, name: &str, hidden: &[String]) -> String {
        plain::name(&hide(&self.scalar(name).unwrap_or_default(), hidden))
    }

    /// A description, made plain; empty where none is told.
    pub(super) fn description(&self, name: &str) -> String {
        plain::cut(&self.scalar(name).unwrap_or_default(), LONGEST_DESCRIPTION)
    }

    /// An order's or a show's ID, which is a text however it is written.
    pub(super) fn id(&self, name: &str) -> Option<String> {
        Some(self.name(name)).filter(|id| !id.is_empty())
    }

    /// A whole number, with zeros behind a point too.
    pub(super) fn whole(&self, name: &str) -> Option<i64> {
        whole(&self.scalar(name)?)
    }

    /// A number, as it is written.
    pub(super) fn decimal(&self, name: &str) -> Option<Number> {
        self.scalar(name)?.parse().ok()
    }

    pub(super) fn truth(&self, name: &str) -> Option<bool> {
        match self.scalar(name)?.to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    /// China Standard Time, to the second.
    pub(super) fn time(&self, name: &str) -> Option<DateTime> {
        time::read(&self.scalar(name)?)
    }

    /// An object that has to be there, under the first of its names that is.
    pub(super) fn inner(&self, names: &[&'static str]) -> Result<ReplyFields<'a>, ReplyFault> {
        let object = names.iter().find_map(|name| match self.get(name) {
            Some(JsonValue::Object(object)) => Some(Self::of(object)),
            _ => None,
        });
        object.ok_or_else(|| ReplyFault::Missing(names.first().unwrap_or(&"").to_string()))
    }

    /// How many there are in all, where it is told. What does not read agrees with no count.
    pub(super) fn total(&self) -> Option<i64> {
        const NAME: &str = "totalCount";
        self.scalar(NAME).map(|text| whole(&text).unwrap_or(-1))
    }

    /// The entries of a list that has to be there, each read by itself, and how many are passed over, as they
    /// lack what makes them one.
    pub(super) fn list<T>(
        &self,
        name: &'static str,
        one: impl Fn(&ReplyFields<'a>) -> Option<T>,
    ) -> Result<(Vec<T>, usize), ReplyFault> {
        let Some(JsonValue::List(list)) = self.get(name) else {
            return Err(ReplyFault::Missing(name.to_owned()));
        };
        let (mut entries, mut passed_over) = (Vec::new(), 0);
        JsonList::each(list, |value| {
            let entry = match value {
                JsonValue::Object(object) => one(&ReplyFields::of(object)),
                _ => None,
            };
            match entry {
                Some(entry) => entries.push(entry),
                None => passed_over += 1,
            }
        });
        Ok((entries, passed_over))
    }
}

/// A whole number as a text.
pub(super) fn whole(text: &str) -> Option<i64> {
    let is_zeros = |part: &str| part.bytes().all(|byte| byte == b'0');
    let number = match text.split_once('.') {
        Some((number, part)) if is_zeros(part) => number,
        _ => text,
    };
    number.parse().ok()
}

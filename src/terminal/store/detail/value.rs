//! The values of a detail as text, and back.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

use super::KeyMark;
use crate::people::{OperatorName, Role, StaffNumber};
use crate::terminal::store::{IncidentKind, OpenReason};

/// What a key can stand for.
pub(super) trait DetailValue: Sized {
    fn text(&self) -> String;

    fn read(text: &str) -> Option<Self>;
}

/// A key's place in a detail: it may be left out.
pub(super) trait Field: Sized {
    fn text(&self) -> Option<String>;

    fn read(text: Option<&str>) -> Option<Self>;
}

impl<V: DetailValue> Field for V {
    fn text(&self) -> Option<String> {
        Some(DetailValue::text(self))
    }

    fn read(text: Option<&str>) -> Option<Self> {
        text.and_then(DetailValue::read)
    }
}

/// Left out where there is none.
impl<V: DetailValue> Field for Option<V> {
    fn text(&self) -> Option<String> {
        self.as_ref().map(DetailValue::text)
    }

    fn read(text: Option<&str>) -> Option<Self> {
        text.map(DetailValue::read).map_or(Some(None), |value| value.map(Some))
    }
}

/// With commas between them; left out where there are none.
impl Field for Vec<KeyMark> {
    fn text(&self) -> Option<String> {
        let marks: Vec<String> = self.iter().map(KeyMark::to_string).collect();
        (!marks.is_empty()).then(|| marks.join(","))
    }

    fn read(text: Option<&str>) -> Option<Self> {
        let marks = |text: &str| text.split(',').map(|mark| mark.parse().ok()).collect();
        text.map_or(Some(Vec::new()), marks)
    }
}

/// Those that are written and read as everywhere.
macro_rules! plain {
    ($($value:ty),*) => {
        $(impl DetailValue for $value {
            fn text(&self) -> String {
                self.to_string()
            }

            fn read(text: &str) -> Option<Self> {
                Self::from_str(text).ok()
            }
        })*
    };
}

plain!(String, i32, i64, u32, u64, usize, Date, OperatorName, StaffNumber, Role);

/// Whole seconds, UTC.
impl DetailValue for Timestamp {
    fn text(&self) -> String {
        self.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl DetailValue for IncidentKind {
    fn text(&self) -> String {
        self.as_str().to_owned()
    }

    fn read(text: &str) -> Option<Self> {
        Self::from_name(text)
    }
}

impl DetailValue for OpenReason {
    fn text(&self) -> String {
        self.as_str().to_owned()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

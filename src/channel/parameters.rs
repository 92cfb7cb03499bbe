//! A call's parameters by the document's names: what a call is made of where it is typed or comes over the wire.

use std::collections::BTreeMap;

use super::field::whole;
use crate::words::channel as words;
use crate::words::codes::{FaultCode, channel};
use crate::words::{Language, Message, display_in_english};

/// Seats of one order (CHANNEL §2).
pub const MOST_SEATS: usize = 4;

/// The parameters that were given, from which a call takes its own.
#[derive(Clone, Default)]
pub struct Parameters(BTreeMap<String, String>);

/// Why no call can be made of what was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParameterFault {
    Missing(&'static str),
    /// The call has none of that name.
    Unknown(String),
    Repeated(String),
    NotWhole(&'static str),
    TooManySeats(usize),
    /// A seat's ID.
    SeatTwice(String),
    NamesDiffer {
        ids: usize,
        names: usize,
    },
}

display_in_english!(ParameterFault);

impl Message for ParameterFault {
    fn code(&self) -> FaultCode {
        channel::PARAMETERS
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Missing(name) => words::ParameterMissing { name }.text(language),
            Self::Unknown(name) => {
                let name = crate::words::plain::name(name);
                words::ParameterUnknown { name }.text(language)
            }
            Self::Repeated(name) => {
                let name = crate::words::plain::name(name);
                words::ParameterRepeated { name }.text(language)
            }
            Self::NotWhole(name) => words::ParameterNotWhole { name }.text(language),
            Self::TooManySeats(count) => {
                words::TooManySeats { count, most: MOST_SEATS }.text(language)
            }
            Self::SeatTwice(id) => {
                let id = crate::words::plain::name(id);
                words::SeatTwice { id }.text(language)
            }
            Self::NamesDiffer { ids, names } => words::NamesDiffer { ids, names }.text(language),
        }
    }
}

impl Parameters {
    /// Each name once.
    pub fn of(given: impl IntoIterator<Item = (String, String)>) -> Result<Self, ParameterFault> {
        let mut parameters = BTreeMap::new();
        for (name, value) in given {
            if parameters.contains_key(&name) {
                return Err(ParameterFault::Repeated(name));
            }
            parameters.insert(name, value);
        }
        Ok(Self(parameters))
    }

    /// Where a call has taken all of its own, nothing may be left.
    pub(super) fn end(self) -> Result<(), ParameterFault> {
        match self.0.into_keys().next() {
            Some(name) => Err(ParameterFault::Unknown(name)),
            None => Ok(()),
        }
    }

    /// Takes one that need not be there.
    pub(super) fn maybe(&mut self, name: &str) -> Option<String> {
        self.0.remove(name).filter(|value| !value.is_empty())
    }

    /// Takes one.
    pub(super) fn text(&mut self, name: &'static str) -> Result<String, ParameterFault> {
        self.maybe(name).ok_or(ParameterFault::Missing(name))
    }

    /// Takes one that is a whole number.
    pub(super) fn whole(&mut self, name: &'static str) -> Result<i64, ParameterFault> {
        as_whole(name, &self.text(name)?)
    }

    /// Likewise one that need not be there.
    pub(super) fn maybe_whole(
        &mut self,
        name: &'static str,
    ) -> Result<Option<i64>, ParameterFault> {
        self.maybe(name).map(|value| as_whole(name, &value)).transpose()
    }
}

fn as_whole(name: &'static str, value: &str) -> Result<i64, ParameterFault> {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = whole(value).filter(|_| is_number);
    number.ok_or(ParameterFault::NotWhole(name))
}
impl std::fmt::Debug for Parameters {
    /// Without values: a mobile number may be among them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

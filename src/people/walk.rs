//! A walk over the whole log: whether each entry follows the one before, and the head stands at its end.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::chain::{Chain, ChainHead, Content, START};
use crate::clock::civil_time;
use crate::words::codes::{FaultCode, log};
use crate::words::errors::{self, Text};
use crate::words::{Language, Message, display_in_english};

/// The first thing that is wrong with a log by its chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainFault {
    Altered { id: i64, at: Timestamp },
    Missing { first: i64, last: i64, next: i64, at: Timestamp },
    TailCut { first: i64, last: i64, after: Option<Timestamp> },
    HeadAltered { id: i64, at: Option<Timestamp> },
}

display_in_english!(ChainFault);

impl Message for ChainFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Altered { .. } => log::ALTERED,
            Self::Missing { .. } => log::MISSING,
            Self::TailCut { .. } => log::TAIL_CUT,
            Self::HeadAltered { .. } => log::HEAD_ALTERED,
        }
    }

    fn message(&self, language: Language) -> String {
        self.message_in(&TimeZone::UTC, language)
    }
}

impl ChainFault {
    /// Likewise, with times in this zone.
    pub fn message_in(&self, zone: &TimeZone, language: Language) -> String {
        let time = |at: &Timestamp| civil_time(*at, zone);
        let time_of =
            |at: &Option<Timestamp>| at.map_or(Text::NoTime.plain(language), |at| time(&at));
        match self {
            Self::Altered { id, at } => errors::Altered { id, at: time(at) }.text(language),
            Self::Missing { first, last, next, at } => {
                let at = time(at);
                errors::EntriesMissing { first, last, next, at }.text(language)
            }
            Self::TailCut { first, last, after } => {
                let after = time_of(after);
                errors::TailCut { first, last, after }.text(language)
            }
            Self::HeadAltered { id, at } => {
                errors::HeadAltered { id, at: time_of(at) }.text(language)
            }
        }
    }
}

/// How far the walk has come.
#[derive(Debug)]
pub struct ChainWalk<'a> {
    chain: &'a Chain,
    last: ChainHead,
    times: Option<(Timestamp, Timestamp)>,
}

impl<'a> ChainWalk<'a> {
    /// Before the first entry.
    pub fn new(chain: &'a Chain) -> Self {
        Self { chain, last: ChainHead { id: 0, chain: START.to_vec() }, times: None }
    }

    /// Number and chain of the entry that was met last; 0 before the first.
    pub fn last(&self) -> &ChainHead {
        &self.last
    }

    /// Times of the first and the last entry that were met.
    pub fn times(&self) -> Option<(Timestamp, Timestamp)> {
        self.times
    }

    /// Goes on to the next entry that is there.
    pub fn step(&mut self, content: Content, chain: &[u8]) -> Result<(), ChainFault> {
        let (id, last, at) = (content.id, &mut self.last, entry_time(content.at));
        if id != last.id + 1 {
            let (first, last) = (last.id + 1, id - 1);
            return Err(match last < first {
                true => ChainFault::Altered { id, at },
                false => ChainFault::Missing { first, last, next: id, at },
            });
        }
        if !self.chain.links(&last.chain, content, chain) {
            return Err(ChainFault::Altered { id, at });
        }
        last.id = id;
        last.chain.clear();
        last.chain.extend_from_slice(chain);
        self.times = Some((self.times.map_or(at, |(first, _)| first), at));
        Ok(())
    }

    /// At the log's end: whether its head, with its seal, is that of the last entry.
    pub fn judge(&self, head: Option<(&ChainHead, &[u8])>) -> Result<(), ChainFault> {
        let (last, at) = (&self.last, self.times.map(|(_, at)| at));
        match head {
            Some((head, seal)) if self.chain.seals(head, seal) => {
                if head.id > last.id {
                    Err(ChainFault::TailCut { first: last.id + 1, last: head.id, after: at })
                } else if head != last {
                    Err(ChainFault::HeadAltered { id: last.id, at })
                } else {
                    Ok(())
                }
            }
            _ => Err(ChainFault::HeadAltered { id: last.id, at }),
        }
    }

    /// The beginning of the last entry's chain, by which somebody who writes it down can tell
    /// later that this entry is still there.
    pub fn mark(&self) -> String {
        hex::encode(self.last.chain.chunks(8).next().unwrap_or_default())
    }
}

/// An entry's time to be shown; one that no clock can tell was altered, and is shown as 1970.
pub fn entry_time(at: i64) -> Timestamp {
    Timestamp::from_millisecond(at).unwrap_or_default()
}

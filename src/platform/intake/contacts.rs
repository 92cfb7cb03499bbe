//! When each terminal last called and how its clock stands, written down together every other second: a
//! commit for each request would cost more than the request.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use super::known::KnownTerminal;
use crate::platform::events::Events;
use crate::platform::ledger::findings::{self, CLOCK_OFF_S};
use crate::platform::ledger::{Ledger, terminals};
use crate::ticket::CinemaCode;

/// The last that is known of a terminal.
#[derive(Debug, Clone, Copy)]
struct LastCall {
    cinema: CinemaCode,
    at: Timestamp,
    offset_s: i64,
    /// The one that was furthest off since the last note.
    worst_s: i64,
}

/// What is to be written down.
#[derive(Debug, Default)]
pub(super) struct TerminalContacts(Mutex<HashMap<String, LastCall>>);

impl TerminalContacts {
    pub fn note(&self, caller: &KnownTerminal, at: Timestamp, offset_s: i64) {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = calls.get(&caller.name).map_or(0, |call| call.worst_s);
        let worst_s = if before.abs() > offset_s.abs() { before } else { offset_s };
        let call = LastCall { cinema: caller.cinema, at, offset_s, worst_s };
        calls.insert(caller.name.clone(), call);
    }

    pub async fn flush(&self, ledger: &Ledger, events: &Events) {
        let calls = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if calls.is_empty() {
            return;
        }
        let written = ledger
            .write(move |change| {
                let mut found = Vec::new();
                for (name, call) in &calls {
                    terminals::note_contact(change, name, call.at, call.offset_s)?;
                    let cinema = call.cinema.as_str();
                    if call.worst_s.abs() > CLOCK_OFF_S {
                        let opened =
                            findings::note_clock(change, cinema, name, call.worst_s, call.at)?;
                        found.extend(opened.is_new.then_some(opened.id));
                    }
                    if call.offset_s.abs() <= CLOCK_OFF_S {
                        findings::note_clock_right(change, cinema, name)?;
                    }
                }
                Ok(found)
            })
            .await;
        match written {
            Ok(found) => found.into_iter().for_each(|id| events.finding("clock", id)),
            Err(fault) => log::error!("which terminals called is not written down: {fault}"),
        }
    }
}

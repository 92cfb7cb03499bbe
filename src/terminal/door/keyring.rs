//! The cinema's keys, in the order in which they are tried for a ticket (SPEC §2).

use std::cmp::Reverse;
use std::collections::VecDeque;

use jiff::civil::DateTime;

use crate::terminal::store::StoredKey;
use crate::ticket::CinemaKey;

/// What the store has of keys.
#[derive(Debug)]
pub(super) struct Keyring {
    keys: Vec<StoredKey>,
    /// The one that opened a ticket last.
    last: Option<CinemaKey>,
}

impl Keyring {
    pub fn new(keys: Vec<StoredKey>) -> Self {
        Self { keys, last: None }
    }

    /// Takes the store's keys as they are now.
    pub fn replace(&mut self, keys: Vec<StoredKey>) {
        self.keys = keys;
    }

    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Notes which key a ticket was made with: the next visitor's was made with it too, most likely.
    pub fn opened_by(&mut self, key: CinemaKey) {
        self.last = Some(key);
    }

    /// The keys that may have made a block of so many bytes: the one of the last ticket, then the
    /// most recently started first; those that have not started by `now` come last. Only one fits,
    /// so that the order decides how long it takes and nothing else.
    pub fn order(&self, bytes: usize, now: DateTime) -> VecDeque<CinemaKey> {
        let fit = self.keys.iter().filter(|key| key.key.len() == bytes);
        let mut order: Vec<&StoredKey> = fit.collect();
        order.sort_by_key(|key| {
            let last = self.last.as_ref() == Some(&key.key);
            (!last, key.start_time > now, Reverse(key.start_time))
        });
        order.into_iter().map(|key| key.key.clone()).collect()
    }
}

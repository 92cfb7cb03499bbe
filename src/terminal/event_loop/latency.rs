//! How long visitors waited for the gate, counted for the reports: kept here, and written down
//! once a minute, so that no admission waits for it.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;

use super::status_model::not_taken;
use crate::terminal::store::{Store, latency_bucket};

/// Waits that are not on the disk yet, by business day and bucket.
#[derive(Debug, Default)]
pub(super) struct Latency(BTreeMap<Date, BTreeMap<usize, u64>>);

impl Latency {
    /// Counts a wait from the capture of the ticket's frame to the open gate.
    pub fn count(&mut self, day: Date, wait: Duration) {
        *self.0.entry(day).or_default().entry(latency_bucket(wait)).or_default() += 1;
    }

    /// Writes down what was counted; what the store does not take is tried again.
    pub fn save(&mut self, store: &Store) {
        while let Some((day, buckets)) = self.0.pop_first() {
            let counted: Vec<(usize, u64)> = buckets.clone().into_iter().collect();
            if let Err(fault) = store.add_latency(day, &counted) {
                not_taken(store, "how long visitors waited", &fault);
                self.0.insert(day, buckets);
                return;
            }
        }
    }
}

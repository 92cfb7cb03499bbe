//! The next records are read: as far as their times are settled.

use std::time::Duration;

use crate::terminal::store::{PendingRecord, StoreError};
use crate::terminal::sync::worker::{Purpose, WorkerState};

impl WorkerState {
    /// Reads what comes after this number into the upload.
    pub(super) fn read(&mut self, after: i64, limit: usize) {
        let found = self.reader.at_one_moment(|reader| {
            Ok::<_, StoreError>((reader.settled_through()?, reader.pending_after(after, limit)?))
        });
        self.records.due = None;
        self.records.fresh = 0;
        match found.map(settled) {
            Ok((records, has_more)) if records.is_empty() => {
                if has_more {
                    self.ask_the_time();
                }
                self.end_round();
            }
            Ok((records, _)) => self.records.upload.fill(records, self.records.attempted),
            Err(fault) => {
                self.records.due = Some(Duration::ZERO);
                self.upload_failed(0, fault.into());
            }
        }
    }

    /// Records wait for the platform's word on the clock, and any answer brings it. Where the
    /// platform can't be reached, it is looked for anyway.
    fn ask_the_time(&mut self) {
        if self.flushes > 0 || !self.link.is_down() {
            self.fetch_keys(Purpose::Probe);
        }
    }
}

/// Those whose times are settled, in their order, and whether others wait for the clock.
fn settled((through, mut records): (i64, Vec<PendingRecord>)) -> (Vec<PendingRecord>, bool) {
    let found = records.len();
    records.retain(|pending| pending.record.seq.0 <= through);
    let has_more = records.len() < found;
    (records, has_more)
}

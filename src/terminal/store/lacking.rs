//! Whether a database lacks what stands beside it: an older copy that was put in its place, or one whose
//! write-ahead log is gone. The next start puts right what it can; until then it is told by this.

use std::path::Path;

use serde::Serialize;

use super::files::Files;
use super::head::{HeadFile, OutsideHead};
use super::journal::{Journal, JournalLine};
use super::mend::highest;
use super::{DatabaseKey, StoreError, StoreReader};

/// What a database lacks of what is known to have been there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Lacking {
    pub records: u64,
    /// Of these, so many at the most were pending.
    pub pending: u64,
}

impl StoreReader {
    /// What this database, at `path`, lacks of what the head beside it and the second journal tell;
    /// none where it has it all.
    pub fn lacking(&self, path: &Path, key: &DatabaseKey) -> Result<Option<Lacking>, StoreError> {
        let files = Files::of(path);
        // First what is beside it: a terminal that runs meanwhile is never behind that.
        let (newest, pending) = match HeadFile::beside(&files).read(&key.chain()) {
            Ok(OutsideHead::Head(contents)) => contents.records.unwrap_or_default(),
            _ => (0, 0),
        };
        let recorded = |line: JournalLine| {
            if let JournalLine::Recorded(seq) = line { Some(seq.0) } else { None }
        };
        let lines = Journal::read(&files, key).unwrap_or_default();
        let newest = lines.into_iter().filter_map(recorded).max().unwrap_or(0).max(newest);
        let records = newest.saturating_sub(highest(&self.db)?).max(0).unsigned_abs();
        Ok((records > 0).then_some(Lacking { records, pending: pending.min(records) }))
    }
}

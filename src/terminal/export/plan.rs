//! What an export will write, and how far it has come.

use jiff::Timestamp;
use jiff::civil::Date;

use super::ExportError;
use crate::terminal::config::Config;
use crate::terminal::report::Day;
use crate::terminal::store::{AuditFilter, StoreReader};

/// What is to be written, and how much of it there will be.
pub(super) struct ExportPlan {
    pub days: Vec<Date>,
    pub records: u64,
    log_entries: u64,
}

/// How far an export has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportProgress {
    /// Which of the business days it is at, from 1 on; the last one until all is written.
    pub day: usize,
    pub days: usize,
    /// Lines written, never above `lines`.
    pub done: u64,
    /// Lines expected.
    pub lines: u64,
}

impl ExportPlan {
    /// Bytes of a record's line and its row in the workbook, a log entry's line, and all that a day has besides; rather more.
    const RECORD: u64 = 450;
    const LOG_ENTRY: u64 = 220;
    const DAY: u64 = 32 << 10;

    pub fn make(
        reader: &StoreReader,
        config: &Config,
        days: &[Date],
        now: Timestamp,
    ) -> Result<Self, ExportError> {
        let mut days = days.to_vec();
        days.sort();
        days.dedup();
        if days.is_empty() {
            return Err(ExportError::NoDay);
        }
        let mut records = 0;
        for day in &days {
            records += Day::compute(reader, *day, &config.terminal, now)?.sums.totals.admitted;
        }
        let newest = AuditFilter { limit: Some(1), ..AuditFilter::default() };
        let newest = reader.audit(&newest)?.pop();
        let log_entries = newest.map_or(0, |entry| entry.id.unsigned_abs());
        Ok(Self { days, records, log_entries })
    }

    pub fn bytes(&self) -> u64 {
        let days = self.days.len() as u64 + 1;
        self.records * Self::RECORD + self.log_entries * Self::LOG_ENTRY + days * Self::DAY
    }

    /// Nothing is written yet.
    pub fn begin(&self) -> ExportProgress {
        ExportProgress { day: 1, days: self.days.len(), done: 0, lines: self.lines() }
    }

    /// Lines; tables and figures count little beside the records, and as a day's one.
    fn lines(&self) -> u64 {
        self.records + self.log_entries + self.days.len() as u64 + 1
    }
}

impl ExportProgress {
    pub(super) fn add(&mut self, lines: u64) {
        self.done = self.done.saturating_add(lines).min(self.lines);
    }
}

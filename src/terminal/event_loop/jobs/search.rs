//! Single records that are looked for.

use std::sync::Arc;

use jiff::Timestamp;

use super::{JobContext, JobFault};
use crate::terminal::menu::{Find, MenuReply};
use crate::terminal::store::{RecordFilter, Seat};

/// Records that are listed at once.
const MOST_FOUND: usize = 50;

impl JobContext {
    pub(super) fn find(&self, find: &Find) -> Result<MenuReply, JobFault> {
        let zone = &self.config.terminal.timezone.0;
        // One more, to tell whether there are more.
        let limited = RecordFilter { limit: Some(MOST_FOUND + 1), ..RecordFilter::default() };
        let filter = match find {
            Find::Ticket(digits) => {
                RecordFilter { ticket: Some(digits.parse()?), newest: true, ..limited }
            }
            Find::Time(day, time) => {
                // Before six it is the morning after.
                let date = if time.hour() < 6 { day.tomorrow().unwrap_or(*day) } else { *day };
                // At the end of all time nothing was checked.
                let from = zone.to_timestamp(date.to_datetime(*time)).unwrap_or(Timestamp::MAX);
                RecordFilter { days: Some((*day, *day)), from: Some(from), ..limited }
            }
            Find::Seat(day, row, column) => {
                let seat = Some(Seat::Place { row: *row, column: *column });
                RecordFilter { days: Some((*day, *day)), seat, ..limited }
            }
        };
        let mut found = self.reader()?.find_records(&filter)?;
        let more = found.len() > MOST_FOUND;
        if more {
            found.remove(if filter.newest { 0 } else { MOST_FOUND });
        }
        Ok(MenuReply::Found(found.into_iter().map(Arc::new).collect(), more))
    }
}

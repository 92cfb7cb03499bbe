//! The single records, with all that is known of each.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::Row;

use super::records::{RECORD_COLUMNS, Record, read_record};
use super::{Reader, StoreError};
use crate::wire::calls::TicketType;

/// A single record with the state of its upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLine {
    pub record: Record,
    pub film_name: Option<String>,
    pub screen_name: Option<String>,
    /// Row and column.
    pub seat: Option<(u32, u32)>,
    pub ticket_type: Option<TicketType>,
    /// True for one that was taken and for one that was set aside.
    pub done: bool,
    pub set_aside: bool,
    /// When the platform took it.
    pub uploaded_at: Option<Timestamp>,
}

impl Reader {
    /// Calls `each` with the day's single records, oldest first; stops at its first error.
    pub fn records_of<E>(
        &self,
        day: Date,
        mut each: impl FnMut(RecordLine) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreError> {
        let mut get = self.db.prepare_cached(&select(
            "r.seq IN (SELECT seq FROM records WHERE business_day = ?1) ORDER BY r.seq",
        ))?;
        let mut rows = get.query([day.to_string()])?;
        while let Some(row) = rows.next()? {
            if let Err(stop) = each(read_line(row)?) {
                return Ok(Err(stop));
            }
        }
        Ok(Ok(()))
    }
}

/// Reads lines for [`read_line`].
fn select(condition: &str) -> String {
    format!(
        "SELECT {RECORD_COLUMNS}, coalesce(nullif(f.film_name, ''), c.film_name),
             nullif(f.screen_name, ''), f.row_num, f.column_num, f.ticket_type,
             s.seq IS NOT NULL, r.seq <= (SELECT uploaded_through FROM upload_state),
             (SELECT CASE WHEN first_seq <= r.seq THEN accepted_at END FROM uploads
              WHERE last_seq >= r.seq ORDER BY last_seq LIMIT 1)
         FROM records r LEFT JOIN ticket_facts f USING (film_ticket_code)
             LEFT JOIN set_aside s ON s.seq = r.seq
             LEFT JOIN shows c ON c.screen_code = r.screen_code AND c.start_time = r.show_time
         WHERE {condition}"
    )
}

fn read_line(row: &Row) -> rusqlite::Result<RecordLine> {
    let (seat_row, column): (Option<u32>, Option<u32>) = (row.get(19)?, row.get(20)?);
    let (set_aside, accepted): (bool, Option<i64>) = (row.get(22)?, row.get(24)?);
    let ticket_type: Option<String> = row.get(21)?;
    Ok(RecordLine {
        record: read_record(row)?,
        film_name: row.get(17)?,
        screen_name: row.get(18)?,
        seat: seat_row.zip(column),
        ticket_type: ticket_type.map(|text| TicketType::from_text(&text)),
        set_aside,
        done: row.get(23)?,
        uploaded_at: accepted
            .filter(|_| !set_aside)
            .and_then(|at| Timestamp::from_millisecond(at).ok()),
    })
}

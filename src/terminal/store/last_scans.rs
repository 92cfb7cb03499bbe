//! What the door has decided last, as records and refusals tell it: for whoever is asked about it after the
//! terminal was started anew.

use jiff::Timestamp;
use jiff::civil::DateTime;
use rusqlite::Row;

use super::catalogue::{film_of, hall_of};
use super::record_row::{moment, parsed};
use super::{StoreError, StoreReader};
use crate::ticket::{FilmTicketCode, ScreenCode};

/// A verdict that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastScan {
    pub at: Timestamp,
    /// The reason by its name in SPEC §2; `ok` where it was an admission.
    pub reason: String,
    /// When the ticket was admitted here before, where that is why.
    pub admitted_at: Option<Timestamp>,
    /// None: it was not read as one of this cinema's.
    pub ticket: Option<LastTicket>,
}

/// What is known of its ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastTicket {
    pub film_ticket_code: FilmTicketCode,
    pub screen_code: ScreenCode,
    pub show_time: DateTime,
    pub film_name: Option<String>,
    pub screen_name: Option<String>,
    /// Row and column.
    pub seat: Option<(u32, u32)>,
}

impl StoreReader {
    /// The last so many verdicts, the newest last.
    pub fn last_scans(&self, limit: usize) -> Result<Vec<LastScan>, StoreError> {
        let (film, hall) = (film_of("v.screen", "v.start"), hall_of("v.screen"));
        let mut get = self.db.prepare(&format!(
            "SELECT v.at, v.reason,
                 CASE v.reason WHEN 'already_checked' THEN coalesce(
                     (SELECT check_at FROM records WHERE film_ticket_code = v.code),
                     (SELECT at FROM used_by_hand WHERE film_ticket_code = v.code)) END,
                 v.code, v.screen, v.start, coalesce(nullif(f.film_name, ''), {film}),
                 coalesce(nullif(f.screen_name, ''), {hall}), f.row_num, f.column_num
             FROM (SELECT * FROM (SELECT check_at AS at, 'ok' AS reason, film_ticket_code AS code,
                           screen_code AS screen, show_time AS start
                       FROM records ORDER BY seq DESC LIMIT ?1)
                   UNION ALL
                   SELECT * FROM (SELECT at, reason, film_ticket_code, screen_code, show_time
                       FROM refusals ORDER BY id DESC LIMIT ?1)
                   ORDER BY at DESC LIMIT ?1) v
                 LEFT JOIN ticket_facts f ON f.film_ticket_code = v.code
             ORDER BY v.at"
        ))?;
        let rows = get.query_map([limit], |row| {
            let admitted_at: Option<i64> = row.get(2)?;
            Ok(LastScan {
                at: moment(row, 0)?,
                reason: row.get(1)?,
                admitted_at: admitted_at.and_then(|at| Timestamp::from_millisecond(at).ok()),
                ticket: ticket(row)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn ticket(row: &Row) -> rusqlite::Result<Option<LastTicket>> {
    if row.get_ref(3)? == rusqlite::types::ValueRef::Null {
        return Ok(None);
    }
    let seat = row.get::<_, Option<u32>>(8)?.zip(row.get(9)?);
    Ok(Some(LastTicket {
        film_ticket_code: parsed(row, 3)?,
        screen_code: parsed(row, 4)?,
        show_time: parsed(row, 5)?,
        film_name: row.get(6)?,
        screen_name: row.get(7)?,
        seat: seat.filter(|(row, _)| *row > 0),
    }))
}

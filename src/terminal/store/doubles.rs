//! Double admissions (SPEC §2): this terminal admitted a ticket offline, and the platform knows it as
//! checked although nothing of it was sent from here. Found where what the platform tells is kept,
//! in the same transaction, so that a finding and its entry in the log are there together.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use super::Seq;
use super::audit::append;
use super::facts::Facts;
use super::record_row::{moment, parsed};
use super::{AuditDetail, DoorName, StoreError, StoreReader, TERMINAL};
use crate::people::Chain;
use crate::ticket::{FilmTicketCode, ScreenCode, SessionCode};

/// A record that is listed apart: of a ticket that was admitted at two doors, or a doubtful one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApartLine {
    pub seq: Seq,
    pub business_day: Date,
    pub film_ticket_code: FilmTicketCode,
    pub screen_code: ScreenCode,
    pub session_code: SessionCode,
    /// China Standard Time.
    pub show_time: DateTime,
    /// When it was admitted here.
    pub checked_at: Timestamp,
    /// When the platform told that it had been checked before; when its commit was found in doubt.
    pub found_at: Timestamp,
    /// At which other door it was admitted, and when by that door's clock, where that door has told so.
    pub elsewhere: Option<(DoorName, Timestamp)>,
}

/// A ticket that the platform calls checked: whether it is one that was admitted here offline, and
/// of which nothing has been sent. Told once. What may have been sent could be the very reason for
/// the platform's word, and an admission that was decided online had that word itself.
pub(super) fn find(
    db: &Connection,
    chain: &Chain,
    fact: &Facts,
) -> Result<Option<Seq>, StoreError> {
    let mut put = db.prepare_cached(
        "INSERT INTO double_admissions
         SELECT seq, ?2 FROM records WHERE film_ticket_code = ?1 AND basis = 'offline'
             AND seq > (SELECT attempted_through FROM upload_state)
         ON CONFLICT DO NOTHING RETURNING seq",
    )?;
    let at = fact.fetched_at;
    let found: Option<i64> = put
        .query_row((fact.film_ticket_code.as_str(), at.as_millisecond()), |row| row.get(0))
        .optional()?;
    let Some(seq) = found else { return Ok(None) };
    append(
        db,
        chain,
        TERMINAL,
        &AuditDetail::DoubleAdmission { record: seq.unsigned_abs(), door: None, at: None },
        at,
    )?;
    Ok(Some(Seq(seq)))
}

impl StoreReader {
    /// Double admissions of these business days, oldest first.
    pub fn doubles(&self, first: Date, last: Date) -> Result<Vec<ApartLine>, StoreError> {
        self.select_doubles(
            "r.business_day BETWEEN ?1 AND ?2",
            [first.to_string(), last.to_string()],
        )
    }

    /// Double admissions that were found at this moment or later, oldest first.
    pub fn doubles_since(&self, since: Timestamp) -> Result<Vec<ApartLine>, StoreError> {
        self.select_doubles("d.found_at >= ?1", [since.as_millisecond()])
    }

    /// Doubtful records of these business days, oldest first: their commit had failed, so that the gate
    /// stayed shut, and they were on the disk nevertheless. Nobody came in by them, and they are
    /// neither uploaded nor counted.
    pub fn doubtful(&self, first: Date, last: Date) -> Result<Vec<ApartLine>, StoreError> {
        self.select_apart(
            "SELECT seq, business_day, film_ticket_code, screen_code, session_code, show_time,
                 check_at, found_at, NULL, NULL
             FROM doubtful WHERE business_day BETWEEN ?1 AND ?2 ORDER BY seq",
            [first.to_string(), last.to_string()],
        )
    }

    fn select_doubles(
        &self,
        wanted: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<ApartLine>, StoreError> {
        self.select_apart(
            &format!(
                "SELECT r.seq, r.business_day, r.film_ticket_code, r.screen_code, r.session_code,
                     r.show_time, r.check_at, d.found_at, o.name, o.check_at
                 FROM double_admissions d CROSS JOIN records r USING (seq)
                     LEFT JOIN double_doors o USING (seq)
                 WHERE {wanted} ORDER BY r.seq"
            ),
            values,
        )
    }

    fn select_apart(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<ApartLine>, StoreError> {
        let mut get = self.db.prepare_cached(sql)?;
        let rows = get.query_map(values, |row| {
            Ok(ApartLine {
                seq: Seq(row.get(0)?),
                business_day: parsed(row, 1)?,
                film_ticket_code: parsed(row, 2)?,
                screen_code: parsed(row, 3)?,
                session_code: parsed(row, 4)?,
                show_time: parsed(row, 5)?,
                checked_at: moment(row, 6)?,
                found_at: moment(row, 7)?,
                elsewhere: match row.get_ref(8)? {
                    ValueRef::Null => None,
                    _ => Some((parsed(row, 8)?, moment(row, 9)?)),
                },
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

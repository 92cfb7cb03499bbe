//! Check records as they arrive: each once, however often it is sent.

use jiff::Timestamp;
use jiff::civil::DateTime;
use rusqlite::{OptionalExtension, named_params};

use super::{PeerLedger, damaged, parsed};
use crate::clock::wire_time;
use crate::peer::PeerError;
use crate::ticket::{CinemaCode, FilmTicketCode};
use crate::wire::calls::CheckTicket;
use crate::words::plain::plain;

/// The most reports whose outcome is remembered.
const REPORTS_KEPT: i64 = 100_000;

/// A record with the circumstances of its arrival.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceivedRecord {
    /// From 1, in the order of arrival, without gaps.
    pub number: i64,
    pub cinema: CinemaCode,
    pub username: String,
    pub received_at: Timestamp,
    /// How often it was sent again.
    pub repeats: u32,
    pub record: CheckTicket,
}

/// What a batch brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    pub fresh: u32,
    pub repeated: u32,
}

/// All that arrived so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Different records.
    pub records: u64,
    /// Arrivals of records that were there already.
    pub repeats: u64,
    /// Tickets of which more than one record is there: a ticket checked twice.
    pub doubled_tickets: u64,
    /// Reports that were taken.
    pub reports: u64,
    /// Reports that were answered with false.
    pub refused: u64,
}

impl PeerLedger {
    /// Takes a batch whole, in one transaction. Each record comes with its JSON as it was sent.
    pub fn take(
        &mut self,
        cinema: CinemaCode,
        username: &str,
        at: Timestamp,
        batch: &[(&CheckTicket, &str)],
    ) -> Result<Taken, PeerError> {
        let transaction = self.connection.transaction()?;
        let mut taken = Taken::default();
        let received_at = at.to_string();
        {
            let mut insert = transaction.prepare_cached(
                "INSERT OR IGNORE INTO records (cinema, film_ticket_code, check_time,
                     session_code, start_time, username, received_at, record)
                 VALUES (:cinema, :ticket, :checked, :session, :start, :username, :at, :record)",
            )?;
            let mut repeat = transaction.prepare_cached(
                "UPDATE records SET repeats = repeats + 1
                 WHERE cinema = ?1 AND film_ticket_code = ?2 AND check_time = ?3",
            )?;
            for (record, json) in batch {
                let check_time = wire_time(record.check_time);
                let fresh = insert.execute(named_params! {
                    ":cinema": cinema.as_str(),
                    ":ticket": record.film_ticket_code.as_str(),
                    ":checked": check_time,
                    ":session": record.session_code.as_str(),
                    ":start": wire_time(record.start_time),
                    ":username": username,
                    ":at": received_at,
                    ":record": json,
                })?;
                if fresh == 0 {
                    let ticket = record.film_ticket_code;
                    repeat.execute((cinema.as_str(), ticket.as_str(), check_time))?;
                    taken.repeated += 1;
                } else {
                    taken.fresh += 1;
                }
            }
            transaction
                .prepare_cached(
                    "INSERT INTO reports (at, username, records, fresh) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute((&received_at, username, taken.fresh + taken.repeated, taken.fresh))?;
            transaction
                .prepare_cached("DELETE FROM reports WHERE id <= last_insert_rowid() - ?1")?
                .execute([REPORTS_KEPT])?;
        }
        transaction.commit()?;
        Ok(taken)
    }

    /// Remembers that a report was refused, and why.
    pub fn refuse(
        &self,
        username: &str,
        at: Timestamp,
        records: u32,
        fault: &str,
    ) -> Result<(), PeerError> {
        self.connection.execute(
            "INSERT INTO reports (at, username, records, fresh, fault) VALUES (?1, ?2, ?3, 0, ?4)",
            (at.to_string(), username, records, fault),
        )?;
        Ok(())
    }

    /// Records that arrived after number `after`, at most `most`, in the order of arrival. Their
    /// names are made plain; the ledger keeps them as they were sent.
    pub fn received(&self, after: i64, most: u32) -> Result<Vec<ReceivedRecord>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT number, cinema, username, received_at, repeats, record FROM records
             WHERE number > ?1 ORDER BY number LIMIT ?2",
        )?;
        let rows = query.query_map((after, most), |row| {
            let record: String = row.get(5)?;
            let mut record: CheckTicket =
                serde_json::from_str(&record).map_err(|fault| damaged(5, fault))?;
            for name in [&mut record.screen_name, &mut record.film_name] {
                *name = plain(name);
            }
            Ok(ReceivedRecord {
                number: row.get(0)?,
                cinema: parsed(row, 1)?,
                username: row.get(2)?,
                received_at: parsed(row, 3)?,
                repeats: row.get(4)?,
                record,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// When the ticket was first checked, if a record of it arrived.
    pub fn checked(
        &self,
        cinema: CinemaCode,
        ticket: FilmTicketCode,
    ) -> Result<Option<DateTime>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT check_time FROM records WHERE cinema = ?1 AND film_ticket_code = ?2
             ORDER BY check_time LIMIT 1",
        )?;
        let row = query.query_row((cinema.as_str(), ticket.as_str()), |row| super::time(row, 0));
        Ok(row.optional()?)
    }

    /// All that arrived so far.
    pub fn counts(&self) -> Result<Counts, PeerError> {
        let count = |sql: &str| self.connection.query_row(sql, (), |row| row.get::<_, i64>(0));
        let natural = |sql: &str| count(sql).map(|count| count.unsigned_abs());
        Ok(Counts {
            records: natural("SELECT count(*) FROM records")?,
            repeats: natural("SELECT coalesce(sum(repeats), 0) FROM records")?,
            doubled_tickets: natural(
                "SELECT count(*) FROM (SELECT 1 FROM records
                 GROUP BY cinema, film_ticket_code HAVING count(*) > 1)",
            )?,
            reports: natural("SELECT count(*) FROM reports WHERE fault IS NULL")?,
            refused: natural("SELECT count(*) FROM reports WHERE fault IS NOT NULL")?,
        })
    }
}

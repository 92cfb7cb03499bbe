//! Check records: one for each admitted ticket, committed and synced before the gate opens.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::mend::doubt;
use super::record_row::moment;
use super::recovery::Health;
use super::spans::SpanChange;
use super::{Store, StoreError};
use crate::clock::wire_time;
use crate::ticket::{CinemaCode, FilmTicketCode, Ticket};

/// A record's number, growing by one from 1; the order of upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
pub struct Seq(pub i64);

impl std::fmt::Display for Seq {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Whether the platform's answer took part in a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Basis {
    Offline,
    Online,
}

impl Basis {
    /// The name in events and in the store.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What is recorded of an admission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    pub cinema_code: CinemaCode,
    pub ticket: Ticket,
    /// The ticket information code in its canonical form.
    pub ticket_info_code: String,
    /// Shown as an e-ticket.
    pub electronic: bool,
    pub at: Timestamp,
    pub business_day: Date,
    pub basis: Basis,
}

/// A record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub seq: Seq,
    pub admission: Admission,
    pub passed_at: Option<Timestamp>,
    pub reopened: u32,
}

/// What is kept of a refusal; it is counted, not uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub at: Timestamp,
    pub business_day: Date,
    pub reason: &'static str,
    pub basis: Basis,
    pub ticket: Option<Ticket>,
}

/// That a ticket was admitted here before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earlier {
    pub seq: Seq,
    pub at: Timestamp,
    /// The sensor saw somebody walk through.
    pub passed: bool,
}

/// Why an admission was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    #[error("the ticket is recorded already")]
    AlreadyAdmitted,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Records an admission. When this returns a number the record is on the disk, here and in the
    /// second journal.
    pub fn admit(&self, admission: &Admission) -> Result<Seq, CommitError> {
        let span_change = self.change_span();
        let seq = Seq(self.next_number()?);
        let mut journal = self.journal.borrow_mut();
        // One that can't be written stops nobody: it tells nothing of this admission then.
        let journaled = match &mut *journal {
            Some(journal) => journal.admit(seq, admission, self.boot(), self.mark()),
            None => false,
        };
        self.reader.held.from(seq);
        let done = insert(&self.db, seq, admission)
            .and_then(|()| Ok(span_change.map_or(Ok(()), SpanChange::commit)?));
        if let Some(journal) = &mut *journal {
            match done {
                // What follows an admission that it did not take would be told of another one.
                _ if !journaled => {}
                Ok(()) if journal.recorded(seq) => {}
                Ok(()) => {
                    journal.taken_back(seq);
                    self.untaken.borrow_mut().push(seq);
                    if let Err(fault) = self.take_back() {
                        log::error!(
                            "record {seq}, by which nobody came in, stays for now: {fault}"
                        );
                    }
                    return Err(StoreError::JournalTorn(self.files.admissions()).into());
                }
                Err(_) => journal.failed(seq),
            }
        }
        drop(journal);
        self.lift_hold();
        if done.is_ok() {
            self.health.set(Health::Well);
        }
        done.map(|()| seq)
    }

    /// Marks the records by which nobody is let in: their tickets are good. Whether there were any. Where
    /// the disk does not take it, it is tried again before anything is sent ([`Store::recover`]); or the
    /// next start finds them, as their commits are not told to have come back.
    pub(super) fn take_back(&self) -> Result<bool, StoreError> {
        let mut untaken = self.untaken.borrow_mut();
        if untaken.is_empty() {
            return Ok(false);
        }
        let change = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        for seq in &*untaken {
            doubt(&change, *seq, Timestamp::now())?;
        }
        change.commit()?;
        untaken.clear();
        self.reader.held.lift();
        Ok(true)
    }

    /// What is recorded may be sent, but for what is to be taken back, and what comes after that.
    fn lift_hold(&self) {
        if self.untaken.borrow().is_empty() {
            self.reader.held.lift();
        }
    }

    /// Behind every number that was ever given out.
    fn next_number(&self) -> Result<i64, StoreError> {
        let mut get = self.db.prepare_cached("SELECT max(seq) FROM records")?;
        let newest: Option<i64> = get.query_row([], |row| row.get(0))?;
        Ok(newest.unwrap_or(0).max(self.numbers_from) + 1)
    }

    /// Keeps a refusal for the reports.
    pub fn note_refusal(&self, refusal: &Refusal) -> Result<(), StoreError> {
        let ticket = refusal.ticket.as_ref();
        let span_change = self.change_span();
        let mut put = self.db.prepare_cached(
            "INSERT INTO refusals (at, business_day, reason, basis, film_ticket_code, screen_code,
                 session_code, show_time)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        put.execute(rusqlite::params![
            refusal.at.as_millisecond(),
            refusal.business_day.to_string(),
            refusal.reason,
            refusal.basis.as_str(),
            ticket.map(|ticket| ticket.film_ticket_code.as_str()),
            ticket.map(|ticket| ticket.screen_code.as_str()),
            ticket.map(|ticket| ticket.session_code.as_str()),
            ticket.map(|ticket| wire_time(ticket.show_time)),
        ])?;
        span_change.map_or(Ok(()), SpanChange::commit)
    }
}

/// Puts a record under this number.
pub(super) fn insert(db: &Connection, seq: Seq, admission: &Admission) -> Result<(), CommitError> {
    let ticket = &admission.ticket;
    let mut put = db
        .prepare_cached(
            "INSERT INTO records (seq, film_ticket_code, cinema_code, ticket_info_code, electronic,
                 check_at, business_day, screen_code, film_code, session_code, show_time,
                 seat_code, price_fen, service_fen, basis)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )
        .map_err(StoreError::from)?;
    let done = put.execute(rusqlite::params![
        seq.0,
        ticket.film_ticket_code.as_str(),
        admission.cinema_code.as_str(),
        admission.ticket_info_code,
        admission.electronic,
        admission.at.as_millisecond(),
        admission.business_day.to_string(),
        ticket.screen_code.as_str(),
        ticket.film_code.as_str(),
        ticket.session_code.as_str(),
        wire_time(ticket.show_time),
        ticket.seat_code.as_str(),
        ticket.price.0,
        ticket.service_fee.0,
        admission.basis.as_str(),
    ]);
    match done {
        Ok(_) => Ok(()),
        Err(rusqlite::Error::SqliteFailure(cause, _))
            if cause.extended_code == SQLITE_CONSTRAINT_UNIQUE =>
        {
            Err(CommitError::AlreadyAdmitted)
        }
        Err(fault) => Err(StoreError::from(fault).into()),
    }
}

impl super::StoreReader {
    /// The earlier admission of a ticket.
    pub fn earlier(&self, code: FilmTicketCode) -> Result<Option<Earlier>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT seq, check_at, passed_at IS NOT NULL FROM records WHERE film_ticket_code = ?1",
        )?;
        let row = get.query_row([code.as_str()], |row| {
            Ok(Earlier { seq: Seq(row.get(0)?), at: moment(row, 1)?, passed: row.get(2)? })
        });
        Ok(row.optional()?)
    }

    /// The latest moment among the last records: the terminal's clock can't rightly stand before
    /// it. The very last may have been stamped while the clock was behind.
    pub fn newest(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT check_at FROM (SELECT check_at FROM records ORDER BY seq DESC LIMIT 1000)
             ORDER BY check_at DESC LIMIT 1",
        )?;
        Ok(get.query_row([], |row| moment(row, 0)).optional()?)
    }
}

//! Tickets whose number staff typed: those that were not let in, and how many were.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Transaction, TransactionBehavior};

use super::{AuditDetail, RefusedLine, Store, StoreError, StoreReader, audit};

/// A ticket that was typed and not let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedRefusal {
    pub at: Timestamp,
    pub business_day: Date,
    /// The operator who is signed in.
    pub who: String,
    /// The last digits of its number.
    pub ticket: String,
    /// A reason of SPEC §2, [`UNKNOWN_TICKET`] or [`UNANSWERED`].
    pub reason: &'static str,
}

/// In the place of a reason: the platform has no such ticket.
pub const UNKNOWN_TICKET: &str = "unknown_ticket";

/// Likewise: the platform did not tell what decides.
pub const UNANSWERED: &str = "no_answer";

/// What became of the numbers that were typed on some business days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedTally {
    pub let_in: u64,
    /// The most frequent reason first.
    pub refused: Vec<RefusedLine>,
}

impl Store {
    /// Counts it and tells the audit log, both or nothing.
    pub fn note_typed_refusal(&self, refusal: &TypedRefusal) -> Result<(), StoreError> {
        let TypedRefusal { at, business_day, who, ticket, reason } = refusal;
        let change = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        change.execute(
            "INSERT INTO typed_refusals (at, business_day, reason) VALUES (?1, ?2, ?3)",
            (at.as_millisecond(), business_day.to_string(), reason),
        )?;
        let (ticket, reason) = (ticket.clone(), (*reason).to_owned());
        let detail = AuditDetail::TypedTicketRefused { ticket, reason };
        audit::append(&change, &self.chain, who, &detail, *at)?;
        Ok(change.commit()?)
    }
}

impl StoreReader {
    /// Of the business days from `first` to `last`.
    pub fn typed(&self, first: Date, last: Date) -> Result<TypedTally, StoreError> {
        let days = [first.to_string(), last.to_string()];
        let mut count = self.db.prepare_cached(
            "SELECT count(*) FROM used_by_hand WHERE business_day BETWEEN ?1 AND ?2",
        )?;
        let let_in = count.query_row([&days[0], &days[1]], |row| row.get(0))?;
        let mut get = self.db.prepare_cached(
            "SELECT reason, count(*) FROM typed_refusals WHERE business_day BETWEEN ?1 AND ?2
             GROUP BY reason ORDER BY count(*) DESC, reason",
        )?;
        let rows = get
            .query_map(days, |row| Ok(RefusedLine { reason: row.get(0)?, refused: row.get(1)? }))?;
        Ok(TypedTally { let_in, refused: rows.collect::<Result<_, _>>()? })
    }
}

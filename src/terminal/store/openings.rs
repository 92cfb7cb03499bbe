//! Openings of the gate by hand, each with the reason that the operator chose, and how long
//! visitors waited for the gate to open.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Transaction, TransactionBehavior};
use strum::VariantArray;

use super::spans::SpanChange;
use super::{AuditDetail, Store, StoreError, StoreReader, audit};

/// Why the gate was opened by hand.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum OpenReason {
    /// The ticket is there, but its code is torn, faded or crumpled.
    UnreadableTicket,
    /// The visitor's phone is broken, empty or without a network.
    Phone,
    /// Ticket and visitor were checked by hand, for example in the ticketing system.
    CheckedByHand,
    /// A wheelchair, a pram, somebody who needs more time or room.
    Assistance,
    /// Staff, cleaners, technicians, authorities.
    Staff,
    Other,
}

impl OpenReason {
    /// Every reason, in the order in which it is offered.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name in the store, the audit log and the reports.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// One opening by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManualOpening {
    pub at: Timestamp,
    pub business_day: Date,
    /// The operator who is signed in.
    pub who: String,
    /// None: by the staff button, and asked for afterwards.
    pub reason: Option<OpenReason>,
}

/// In the place of a reason in the reports: by the staff button. Why is told by the log alone.
pub const STAFF_BUTTON: &str = "staff_button";

/// Openings by hand for one reason, told by its name in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningLine {
    pub reason: String,
    pub opened: u64,
}

/// The longest waits, in milliseconds, that the buckets of the histogram count; one more bucket
/// counts all that are longer.
pub const LATENCY_BOUNDS_MS: [u64; 9] = [25, 50, 75, 100, 150, 200, 300, 500, 1000];

/// Buckets of the histogram.
pub const LATENCY_BUCKETS: usize = LATENCY_BOUNDS_MS.len() + 1;

/// The bucket that counts a wait from the capture of the ticket's frame to the open gate.
pub fn latency_bucket(wait: std::time::Duration) -> usize {
    LATENCY_BOUNDS_MS.partition_point(|bound| u128::from(*bound) < wait.as_millis())
}

/// A reason is asked for while the gate is open (`gate.unlock_ms`: ten minutes at the most), and some seconds longer.
const GIVEN_WITHIN_MS: i64 = 660_000;

impl Store {
    /// Keeps an opening by hand and tells the audit log of it, both or nothing; when this returns
    /// they are on the disk, and the gate may open.
    pub fn open_by_hand(&self, opening: &ManualOpening) -> Result<(), StoreError> {
        // In a transaction of its own, as a mark is no part of what opens the gate.
        self.change_span().map_or(Ok(()), SpanChange::commit)?;
        let change = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        self.put_opening(&change, opening, None)?;
        Ok(change.commit()?)
    }

    /// The same within a transaction; `ticket`: the end of its number, where one was used up by it.
    pub(super) fn put_opening(
        &self,
        change: &Transaction,
        opening: &ManualOpening,
        ticket: Option<String>,
    ) -> Result<(), StoreError> {
        let ManualOpening { at, business_day, who, reason } = opening;
        change.execute(
            "INSERT INTO manual_openings (at, business_day, who, reason) VALUES (?1, ?2, ?3, ?4)",
            (
                at.as_millisecond(),
                business_day.to_string(),
                who,
                reason.map_or(STAFF_BUTTON, OpenReason::as_str),
            ),
        )?;
        let detail = AuditDetail::OpenedByHand { reason: *reason, ticket };
        audit::append(change, &self.chain, who, &detail, *at)
    }

    /// Adds latencies to the day's histogram: for each bucket (see [`latency_bucket`]) how many.
    pub fn add_latency(&self, day: Date, counts: &[(usize, u64)]) -> Result<(), StoreError> {
        let change = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        for (bucket, count) in counts.iter().filter(|(_, count)| *count > 0) {
            change.prepare_cached(
                "INSERT INTO waits VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET waits = waits + ?3",
            )?
            .execute((day.to_string(), (*bucket).min(LATENCY_BOUNDS_MS.len()), count))?;
        }
        Ok(change.commit()?)
    }
}

impl StoreReader {
    /// Openings by hand on the business days from `first` to `last`, by reason, the most frequent
    /// first. One by the staff button has the reason that was given while the gate was open, by the log.
    pub fn opened_by_hand(&self, first: Date, last: Date) -> Result<Vec<OpeningLine>, StoreError> {
        let mut get = self.db.prepare_cached(
            "WITH given AS MATERIALIZED (
                 SELECT id, at, json_extract(detail, '$.reason') AS reason
                 FROM audit WHERE what = 'opening_reason' AND json_valid(detail)),
             opened AS (
                 SELECT CASE reason WHEN ?3 THEN coalesce(
                     (SELECT given.reason FROM given WHERE given.at BETWEEN o.at AND o.at + ?4
                      ORDER BY given.id LIMIT 1), ?3) ELSE reason END AS reason
                 FROM manual_openings o WHERE business_day BETWEEN ?1 AND ?2)
             SELECT reason, count(*) FROM opened GROUP BY reason ORDER BY count(*) DESC, reason",
        )?;
        let of = (first.to_string(), last.to_string(), STAFF_BUTTON, GIVEN_WITHIN_MS);
        let rows =
            get.query_map(of, |row| Ok(OpeningLine { reason: row.get(0)?, opened: row.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many visitors of those business days waited how long, by bucket.
    pub fn latency(&self, first: Date, last: Date) -> Result<[u64; LATENCY_BUCKETS], StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT bucket, sum(waits) FROM waits WHERE business_day BETWEEN ?1 AND ?2
             GROUP BY bucket",
        )?;
        let mut latency = [0; LATENCY_BUCKETS];
        let mut rows = get.query([first.to_string(), last.to_string()])?;
        while let Some(row) = rows.next()? {
            if let Some(bucket) = latency.get_mut(row.get::<_, usize>(0)?) {
                *bucket = row.get(1)?;
            }
        }
        Ok(latency)
    }
}

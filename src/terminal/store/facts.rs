//! What the platform has told of tickets, and all that is known of one ticket when it is decided.

use jiff::Timestamp;
use jiff::civil::DateTime;
use rusqlite::{Connection, OptionalExtension, Row};

use super::doubles;
use super::record_row::{moment, parsed};
use super::records::{Earlier, Seq};
use super::{Show, Store, StoreError, StoreReader};
use crate::people::Chain;
use crate::ticket::{FilmTicketCode, ScreenCode};
use crate::wire::calls::{TicketInfo, TicketType};

/// A ticket as the platform knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    pub film_ticket_code: FilmTicketCode,
    pub screen_name: String,
    pub film_name: String,
    pub ticket_type: TicketType,
    pub row: u32,
    pub column: u32,
    /// CheckStatus: entered somewhere.
    pub checked: bool,
    /// RefundStatus.
    pub refunded: bool,
    /// `YYYY-MM-DDThh:mm:ss` or empty.
    pub refund_time: String,
    pub fetched_at: Timestamp,
}

impl Facts {
    /// What is kept of a GetTicketInfo reply. What decides and can't be read stays as it was told
    /// `earlier`, if it was.
    pub fn from_reply(info: TicketInfo, earlier: Option<&Self>, fetched_at: Timestamp) -> Self {
        let refunded = info.refund_status.or(earlier.map(|earlier| earlier.refunded));
        Self {
            film_ticket_code: info.film_ticket_code,
            screen_name: info.screen_name,
            film_name: info.film_name,
            ticket_type: info
                .ticket_type
                .or(earlier.map(|earlier| earlier.ticket_type))
                .unwrap_or_default(),
            row: info.row_num,
            column: info.column_num,
            checked: info.check_status.or(earlier.map(|earlier| earlier.checked)).unwrap_or(false),
            refunded: refunded.unwrap_or(false),
            refund_time: info.refund_time,
            fetched_at,
        }
    }
}

/// All that the terminal knows of a ticket without asking anybody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recollection {
    pub earlier: Option<Earlier>,
    /// When staff let it in by its number.
    pub by_hand: Option<Timestamp>,
    pub facts: Option<Facts>,
    /// By the catalogue.
    pub show: Option<Show>,
    /// What the hall is called, by the platform's word on an earlier ticket, else by the catalogue.
    pub hall_name: Option<String>,
}

impl Store {
    /// Keeps what the platform told, in one transaction. Returns the double admissions that this
    /// has brought to light.
    pub fn put_facts(&mut self, facts: &[Facts]) -> Result<Vec<Seq>, StoreError> {
        let change = self.reader.db.transaction()?;
        let doubled = keep_facts(&change, &self.chain, facts)?;
        change.commit()?;
        Ok(doubled)
    }
}

/// The same within a transaction.
pub(super) fn keep_facts(
    db: &Connection,
    chain: &Chain,
    facts: &[Facts],
) -> Result<Vec<Seq>, StoreError> {
    let mut put = db.prepare_cached(
        "INSERT OR REPLACE INTO ticket_facts
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, coalesce(max(ordinal), 0) FROM days_seen",
    )?;
    let mut doubled = Vec::new();
    for fact in facts {
        put.execute(rusqlite::params![
            fact.film_ticket_code.as_str(),
            fact.screen_name,
            fact.film_name,
            fact.ticket_type.as_str(),
            fact.row,
            fact.column,
            fact.checked,
            fact.refunded,
            fact.refund_time,
            fact.fetched_at.as_millisecond(),
        ])?;
        if fact.checked {
            doubled.extend(doubles::find(db, chain, fact)?);
        }
    }
    Ok(doubled)
}

impl StoreReader {
    /// What the platform has told of a ticket.
    pub fn facts(&self, code: FilmTicketCode) -> Result<Option<Facts>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT screen_name, film_name, ticket_type, row_num, column_num, checked, refunded,
                 refund_time, fetched_at, film_ticket_code
             FROM ticket_facts WHERE film_ticket_code = ?1",
        )?;
        Ok(get.query_row([code.as_str()], |row| read_facts(row, 0)).optional()?)
    }

    /// Looks up all that is known of a ticket.
    pub fn recall(
        &self,
        code: FilmTicketCode,
        screen: ScreenCode,
        show_time: DateTime,
    ) -> Result<Recollection, StoreError> {
        Ok(Recollection {
            earlier: self.earlier(code)?,
            by_hand: self.used_by_hand_at(code)?,
            facts: self.facts(code)?,
            show: self.show(screen, show_time)?,
            hall_name: self.hall_name(screen)?,
        })
    }
}

/// Reads facts whose columns begin at `from`, in the order of [`StoreReader::recall`].
pub(super) fn read_facts(row: &Row, from: usize) -> rusqlite::Result<Facts> {
    Ok(Facts {
        screen_name: row.get(from)?,
        film_name: row.get(from + 1)?,
        ticket_type: TicketType::from_text(row.get_ref(from + 2)?.as_str()?),
        row: row.get(from + 3)?,
        column: row.get(from + 4)?,
        checked: row.get(from + 5)?,
        refunded: row.get(from + 6)?,
        refund_time: row.get(from + 7)?,
        fetched_at: moment(row, from + 8)?,
        film_ticket_code: parsed(row, from + 9)?,
    })
}

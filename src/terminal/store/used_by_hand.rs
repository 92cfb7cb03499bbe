//! Tickets that staff let in by their number: used up here like those that were scanned.

use jiff::civil::{Date, DateTime};
use jiff::{Span, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction, TransactionBehavior};

use super::record_row::{moment, parsed};
use super::spans::SpanChange;
use super::{ManualOpening, Seq, Store, StoreError, StoreReader, TicketEnd};
use crate::clock::wire_time;
use crate::ticket::{FilmTicketCode, ScreenCode, SessionCode};

/// A ticket that is let in by its number, and the opening of the gate for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedByHand {
    pub opening: ManualOpening,
    pub film_ticket_code: FilmTicketCode,
    pub screen_code: ScreenCode,
    pub session_code: SessionCode,
    /// China Standard Time.
    pub show_time: DateTime,
    /// Empty where the platform does not tell it.
    pub film_name: String,
    /// Likewise.
    pub screen_name: String,
}

/// A session that visitors come to, by the catalogue or by the tickets that they have shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningSession {
    /// China Standard Time.
    pub start: DateTime,
    /// Empty where nobody has told it.
    pub film_name: String,
}

impl UsedByHand {
    /// The end of the ticket's number, by which the log tells it.
    fn ending(&self) -> String {
        let number = self.film_ticket_code.as_str();
        number[number.len() - 6..].to_owned()
    }
}

impl Store {
    /// Uses up a ticket, keeps the opening by hand, and tells the audit log, all or nothing; when this
    /// returns they are on the disk, and the gate may open. The number is that among those by hand.
    pub fn use_by_hand(&self, used: &UsedByHand) -> Result<Seq, StoreError> {
        self.change_span().map_or(Ok(()), SpanChange::commit)?;
        let change = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        change.execute(
            "INSERT INTO used_by_hand VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            (
                used.film_ticket_code.as_str(),
                used.opening.at.as_millisecond(),
                used.opening.business_day.to_string(),
                used.screen_code.as_str(),
                used.session_code.as_str(),
                wire_time(used.show_time),
                &used.film_name,
                &used.screen_name,
            ),
        )?;
        // The newest one stays when others are pruned, so that no number is given out twice.
        let number = change.query_row(
            "INSERT INTO numbers_by_hand SELECT coalesce(max(number), 0) + 1, ?1 FROM numbers_by_hand
             RETURNING number",
            [used.film_ticket_code.as_str()],
            |row| row.get(0).map(Seq),
        )?;
        self.put_opening(&change, &used.opening, Some(used.ending()))?;
        change.commit()?;
        Ok(number)
    }
}

/// A ticket that staff let in by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedByNumber {
    pub film_ticket_code: FilmTicketCode,
    pub at: Timestamp,
    pub screen_code: ScreenCode,
    /// China Standard Time.
    pub show_time: DateTime,
    /// Empty where the platform did not tell it.
    pub screen_name: String,
}

impl StoreReader {
    /// The newest tickets that staff let in by their numbers, which end so.
    pub fn used_by_number(&self, end: &TicketEnd) -> Result<Vec<UsedByNumber>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT film_ticket_code, at, screen_code, show_time, screen_name FROM used_by_hand
             WHERE substr(film_ticket_code, -length(?1)) = ?1 ORDER BY at DESC LIMIT 20",
        )?;
        let rows = get.query_map([end.as_str()], |row| {
            Ok(UsedByNumber {
                film_ticket_code: parsed(row, 0)?,
                at: moment(row, 1)?,
                screen_code: parsed(row, 2)?,
                show_time: parsed(row, 3)?,
                screen_name: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// When staff let this ticket in by its number.
    pub fn used_by_hand_at(&self, code: FilmTicketCode) -> Result<Option<Timestamp>, StoreError> {
        let mut get =
            self.db.prepare_cached("SELECT at FROM used_by_hand WHERE film_ticket_code = ?1")?;
        Ok(get.query_row([code.as_str()], |row| moment(row, 0)).optional()?)
    }

    /// Sessions that begin between these times in one of the halls (none: in any), by start: what
    /// the catalogue has, and what tickets of these business days were for.
    pub fn running_sessions(
        &self,
        halls: &[ScreenCode],
        (from, to): (DateTime, DateTime),
        (first, last): (Date, Date),
    ) -> Result<Vec<RunningSession>, StoreError> {
        let mut get = self.db.prepare(
            "SELECT start, max(film) FROM (
                 SELECT s.start AS start, coalesce(m.name, '') AS film, c.screen_code AS screen
                 FROM shows s JOIN screens c ON c.hall_id = s.hall_id
                     LEFT JOIN catalogue_names m ON m.part = 'movies' AND m.id = s.movie_id
                 WHERE s.start BETWEEN ?1 AND ?2
                 UNION ALL
                 SELECT show_time, coalesce(film_name, ''), screen_code FROM tallies
                 WHERE business_day BETWEEN ?3 AND ?4 AND show_time BETWEEN ?1 AND ?2
                 UNION ALL
                 SELECT show_time, '', screen_code FROM refusals
                 WHERE business_day BETWEEN ?3 AND ?4 AND show_time BETWEEN ?1 AND ?2)
             WHERE ?5 = '' OR instr(?5, screen) > 0
             GROUP BY start ORDER BY start",
        )?;
        let read =
            |row: &Row| Ok(RunningSession { start: parsed(row, 0)?, film_name: row.get(1)? });
        let days = [first, last].map(|day| day.to_string());
        let halls = listed(halls);
        let rows =
            get.query_map((wire_time(from), wire_time(to), &days[0], &days[1], halls), read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How the numbers of this session's tickets begin, as far as any was shown here on these business
    /// days: all but their last `digits`, at most `limit` of them.
    pub fn number_beginnings(
        &self,
        start: DateTime,
        (first, last): (Date, Date),
        digits: usize,
        limit: usize,
    ) -> Result<Vec<String>, StoreError> {
        let mut get = self.db.prepare(
            "SELECT DISTINCT substr(code, 1, length(code) - ?4) FROM (
                 SELECT film_ticket_code AS code FROM records
                 WHERE business_day BETWEEN ?2 AND ?3 AND show_time = ?1
                 UNION ALL
                 SELECT film_ticket_code FROM refusals
                 WHERE business_day BETWEEN ?2 AND ?3 AND show_time = ?1
                     AND film_ticket_code IS NOT NULL)
             ORDER BY 1 LIMIT ?5",
        )?;
        let [first, last] = [first, last].map(|day| day.to_string());
        let rows =
            get.query_map((wire_time(start), first, last, digits, limit), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Halls in one text; empty: all.
fn listed(halls: &[ScreenCode]) -> String {
    halls.iter().map(|hall| hall.as_str()).collect::<Vec<_>>().join(" ")
}

/// The business days on which the tickets of a session are shown.
pub fn days_of(start: DateTime) -> (Date, Date) {
    let day = crate::clock::business_day(start);
    (day.saturating_sub(Span::new().days(1)), day.saturating_add(Span::new().days(1)))
}

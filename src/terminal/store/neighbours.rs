//! What neighbours told of their admissions: kept in a table of its own, never uploaded, gone with the
//! business day after. And what this door has to tell them.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row};

use super::neighbour_marks::{NeighbourMark, put_marks};
use super::record_row::{moment, parsed};
use super::told_doubles::{AdmittedElsewhere, ToldDouble, name_of, note_double};
use super::told_rows::put_admissions;
use super::{DoorId, PerWay, Seq, Setting, Store, StoreError, StoreReader, WayIn};
use crate::ticket::{FilmTicketCode, SessionCode};

/// Tells the numbers of one database from those of another: one that was restored, or made anew, begins a
/// series of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series(pub u64);

/// An admission as doors tell it to each other: of the record this and no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldRecord {
    pub seq: Seq,
    pub ticket: FilmTicketCode,
    pub session: SessionCode,
    /// To the millisecond.
    pub at: Timestamp,
}

impl ToldRecord {
    /// Of an admission at this door.
    pub fn of(seq: Seq, ticket: FilmTicketCode, session: SessionCode, at: Timestamp) -> Self {
        let ms = Timestamp::from_millisecond(at.as_millisecond());
        Self { seq, ticket, session, at: ms.unwrap_or(at) }
    }
}

/// An admission at another door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldAdmission {
    pub door: DoorId,
    pub series: Series,
    pub way: WayIn,
    /// Its number there, among those of this way.
    pub seq: Seq,
    pub ticket: FilmTicketCode,
    pub session: SessionCode,
    /// By the clock of that door.
    pub at: Timestamp,
}

/// What is kept in one transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeepBatch {
    pub admissions: Vec<ToldAdmission>,
    /// What was told before, of tickets that this door has admitted since in spite of it.
    pub admitted_since: Vec<AdmittedElsewhere>,
    /// Of all neighbours: one that is not here is none any more.
    pub marks: Vec<NeighbourMark>,
}

/// What a neighbour told, as it is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptAdmission {
    pub elsewhere: AdmittedElsewhere,
    /// The newest day that was seen when it was kept here.
    pub day: DaySeen,
}

/// A business day on which the platform confirmed this terminal's clock, by how many such there were: a clock that
/// is not set, or wrong by years, is none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DaySeen(pub i64);

impl DaySeen {
    /// What was told on this day or since is kept: the newest one's and the one's before.
    pub fn kept_since(self) -> Self {
        Self(self.0 - 1)
    }
}

/// This door's admissions of some numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdmissionPage {
    pub records: Vec<ToldRecord>,
    /// The last number that was looked at.
    pub last: Seq,
    /// There may be more behind it.
    pub more: bool,
}

impl Store {
    /// Keeps what neighbours told, in one transaction; on the business day `day`. Returns the admissions
    /// of this door whose tickets were admitted there too, each once.
    pub fn keep_told(
        &mut self,
        batch: &KeepBatch,
        day: Date,
        at: Timestamp,
    ) -> Result<Vec<ToldDouble>, StoreError> {
        let change = self.reader.db.transaction()?;
        let mut doubled = put_admissions(&change, &self.chain, batch, &day.to_string(), at)?;
        for elsewhere in &batch.admitted_since {
            let name = name_of(elsewhere.door, &batch.marks);
            doubled.extend(note_double(&change, &self.chain, elsewhere, name, at)?);
        }
        put_marks(&change, &batch.marks)?;
        change.commit()?;
        Ok(doubled)
    }

    /// Deletes up to `limit` of what was heard before the newest two business days that were seen. Returns how many
    /// went.
    pub fn prune_told(&self, limit: u32) -> Result<usize, StoreError> {
        let before = self.day_seen()?.kept_since();
        let mut delete = self.db.prepare_cached(
            "DELETE FROM neighbour_admissions WHERE (door, series, seq) IN
                 (SELECT door, series, seq FROM neighbour_admissions WHERE seen_day < ?1 LIMIT ?2)",
        )?;
        Ok(delete.execute((before.0, limit))?)
    }

    /// The series of this database's numbers, which is made the first time.
    pub fn series(&self) -> Result<Series, StoreError> {
        let kept = self.get(Setting::NeighbourSeries)?.and_then(|it| it.parse().ok());
        if let Some(kept) = kept {
            return Ok(Series(kept));
        }
        let made: u64 = rand::random();
        self.set(Setting::NeighbourSeries, &made.to_string())?;
        Ok(Series(made))
    }
}

/// The numbers of a database that was restored may be given out again.
pub(super) fn begin_series(db: &Connection) -> Result<(), StoreError> {
    let name: &'static str = Setting::NeighbourSeries.into();
    db.execute("DELETE FROM settings WHERE name = ?1", [name])?;
    Ok(())
}

impl StoreReader {
    /// The newest business day on which the platform confirmed the clock.
    pub fn day_seen(&self) -> Result<DaySeen, StoreError> {
        let mut get = self.db.prepare_cached("SELECT coalesce(max(ordinal), 0) FROM days_seen")?;
        Ok(get.query_row([], |row| row.get(0).map(DaySeen))?)
    }

    /// All that neighbours told and that is kept, by their doors; `take` is called with each. Returns how many
    /// rows do not read: their doors have to tell them again. Where a page does not read, what stands before it and
    /// behind it is taken all the same.
    pub fn each_told(&self, mut take: impl FnMut(KeptAdmission)) -> Result<u64, StoreError> {
        self.each_told_until_damage("ASC", &mut take).inspect_err(|_| {
            // From the other end; that it ends there too is known by now.
            let _ = self.each_told_until_damage("DESC", &mut take);
        })
    }

    fn each_told_until_damage(
        &self,
        order: &str,
        take: &mut impl FnMut(KeptAdmission),
    ) -> Result<u64, StoreError> {
        let mut get = self.db.prepare(&format!(
            "SELECT door, film_ticket_code, check_at, seen_day FROM neighbour_admissions NOT INDEXED
             ORDER BY door {order}, series {order}, seq {order}"
        ))?;
        let read = |row: &Row| -> rusqlite::Result<KeptAdmission> {
            let (door, ticket, at) = (parsed(row, 0)?, parsed(row, 1)?, moment(row, 2)?);
            let elsewhere = AdmittedElsewhere { door, ticket, at };
            Ok(KeptAdmission { elsewhere, day: DaySeen(row.get(3)?) })
        };
        let (mut rows, mut unread) = (get.query([])?, 0);
        while let Some(row) = rows.next()? {
            match read(row) {
                Ok(kept) => take(kept),
                Err(_) => unread += 1,
            }
        }
        Ok(unread)
    }

    /// How many admissions of neighbours are kept.
    pub fn told_count(&self) -> Result<u64, StoreError> {
        let mut get = self.db.prepare_cached("SELECT count(*) FROM neighbour_admissions")?;
        Ok(get.query_row([], |row| row.get(0))?)
    }

    /// This door's admissions behind `seq` in the order of their numbers, since the business day before the newest
    /// that was seen; none that may still be taken back. By no clock: it may be wrong by years. A row that does not
    /// read is left out, and the others are told.
    pub fn admissions_after(
        &self,
        way: WayIn,
        seq: Seq,
        most: usize,
    ) -> Result<AdmissionPage, StoreError> {
        let mut get = self.db.prepare_cached(match way {
            WayIn::Scanned => {
                "SELECT seq, film_ticket_code, session_code, check_at FROM records
                 WHERE seq > max(?1, coalesce(
                     (SELECT after_seq FROM days_seen ORDER BY ordinal DESC LIMIT 1 OFFSET 1), 0))
                 ORDER BY seq LIMIT ?2"
            }
            WayIn::ByHand => {
                "SELECT n.number, u.film_ticket_code, u.session_code, u.at
                 FROM numbers_by_hand n CROSS JOIN used_by_hand u USING (film_ticket_code)
                 WHERE n.number > ?1 AND u.show_time >= coalesce((SELECT min(day) FROM
                     (SELECT day FROM days_seen ORDER BY ordinal DESC LIMIT 2)), '')
                 ORDER BY n.number LIMIT ?2"
            }
        })?;
        let read = |row: &Row| -> rusqlite::Result<ToldRecord> {
            let (ticket, session, at) = (parsed(row, 1)?, parsed(row, 2)?, moment(row, 3)?);
            Ok(ToldRecord { seq: Seq(row.get(0)?), ticket, session, at })
        };
        let mut rows = get.query((seq.0, i64::try_from(most).unwrap_or(i64::MAX)))?;
        let (mut looked_at, mut page) =
            (0, AdmissionPage { last: seq, ..AdmissionPage::default() });
        while let Some(row) = rows.next()? {
            (looked_at, page.last) = (looked_at + 1, Seq(row.get(0)?));
            match read(row) {
                Ok(record) => page.records.push(record),
                Err(fault) => log::warn!("other doors are not told of an admission: {fault}"),
            }
        }
        page.more = looked_at == most;
        page.records.retain(|record| way == WayIn::ByHand || self.held.allows(record.seq));
        Ok(page)
    }

    /// The numbers of the newest admissions; 0: there is none.
    pub fn newest_numbers(&self) -> Result<PerWay<Seq>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT (SELECT coalesce(max(seq), 0) FROM records),
                 (SELECT coalesce(max(number), 0) FROM numbers_by_hand)",
        )?;
        Ok(get.query_row([], |row| {
            Ok(PerWay { scanned: Seq(row.get(0)?), by_hand: Seq(row.get(1)?) })
        })?)
    }
}

//! What neighbours told of their admissions: kept in a table of its own, never uploaded, gone with the
//! business day after. And what this door has to tell them.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row};

use super::neighbour_marks::{NeighbourMark, put_marks};
use super::record_row::{moment, parsed};
use super::told_doubles::{AdmittedElsewhere, ToldDouble, name_of, note_double};
use super::{DoorId, PerWay, Seq, Setting, Store, StoreError, StoreReader, WayIn};
use crate::clock::DayStep;
use crate::people::Chain;
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
    /// The business day on which it was kept here.
    pub day: Date,
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

    /// The clock has stepped: what is kept under the days whose names it has changed is of the days as they are
    /// called now.
    pub fn follow_told_days(&mut self, step: DayStep) -> Result<(), StoreError> {
        let change = self.reader.db.transaction()?;
        let [(day, is), (before, was)] =
            step.renamed().map(|(from, to)| (from.to_string(), to.to_string()));
        // Likewise what was kept under other names of these days before.
        change.execute(
            "UPDATE neighbour_days SET day = CASE day WHEN ?1 THEN ?2 ELSE ?4 END WHERE day IN (?1, ?3)",
            [&day, &is, &before, &was],
        )?;
        for (kept_day, day) in [(day, is), (before, was)] {
            change.execute(
                "INSERT INTO neighbour_days SELECT ?1, ?2 WHERE EXISTS
                     (SELECT 1 FROM neighbour_admissions WHERE kept_day = ?1)
                 ON CONFLICT DO UPDATE SET day = excluded.day",
                [kept_day, day],
            )?;
        }
        change.execute("DELETE FROM neighbour_days WHERE day = kept_day", [])?;
        Ok(change.commit()?)
    }

    /// Deletes up to `limit` of what was heard before the business day before `today`. Returns how many went.
    pub fn prune_told(&self, today: Date, limit: u32) -> Result<usize, StoreError> {
        let before = today.yesterday().unwrap_or(today).to_string();
        let mut delete = self.db.prepare_cached(
            "DELETE FROM neighbour_admissions WHERE (door, series, seq) IN
                 (SELECT door, series, seq FROM neighbour_admissions
                  WHERE (kept_day < ?1 AND kept_day NOT IN (SELECT kept_day FROM neighbour_days))
                      OR kept_day IN (SELECT kept_day FROM neighbour_days WHERE day < ?1)
                  LIMIT ?2)",
        )?;
        let gone = delete.execute((&before, limit))?;
        if gone == 0 {
            self.db.execute("DELETE FROM neighbour_days WHERE day < ?1", [before])?;
        }
        Ok(gone)
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

fn put_admissions(
    db: &Connection,
    chain: &Chain,
    batch: &KeepBatch,
    day: &str,
    at: Timestamp,
) -> Result<Vec<ToldDouble>, StoreError> {
    let mut put = db.prepare_cached(
        "INSERT INTO neighbour_admissions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO UPDATE SET film_ticket_code = excluded.film_ticket_code,
             session_code = excluded.session_code, check_at = excluded.check_at",
    )?;
    let mut doubled = Vec::new();
    for heard in &batch.admissions {
        put.execute(rusqlite::params![
            heard.door.as_str(),
            heard.series.0.cast_signed(),
            heard.way.signed(heard.seq),
            heard.ticket.as_str(),
            heard.session.as_str(),
            heard.at.as_millisecond(),
            day,
        ])?;
        let elsewhere = AdmittedElsewhere::of(heard);
        let name = name_of(heard.door, &batch.marks);
        doubled.extend(note_double(db, chain, &elsewhere, name, at)?);
    }
    Ok(doubled)
}

impl StoreReader {
    /// All that neighbours told and that is kept, by their doors; `take` is called with each. Returns how many
    /// rows do not read: their doors have to tell them again.
    pub fn each_told(&self, mut take: impl FnMut(KeptAdmission)) -> Result<u64, StoreError> {
        let mut get = self.db.prepare(
            "SELECT door, film_ticket_code, check_at, coalesce(
                 (SELECT day FROM neighbour_days n WHERE n.kept_day = a.kept_day), kept_day)
             FROM neighbour_admissions a",
        )?;
        let read = |row: &Row| -> rusqlite::Result<KeptAdmission> {
            let (door, ticket, at) = (parsed(row, 0)?, parsed(row, 1)?, moment(row, 2)?);
            let elsewhere = AdmittedElsewhere { door, ticket, at };
            Ok(KeptAdmission { elsewhere, day: parsed(row, 3)? })
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

    /// This door's admissions behind `seq` of business days from `since` on, in the order of their numbers; none
    /// that may still be taken back. What was admitted by a clock that was not set yet is known by the show's day.
    /// A row that does not read is left out, and the others are told.
    pub fn admissions_after(
        &self,
        way: WayIn,
        seq: Seq,
        since: Date,
        most: usize,
    ) -> Result<Vec<ToldRecord>, StoreError> {
        let mut get = self.db.prepare_cached(match way {
            WayIn::Scanned => {
                "SELECT seq, film_ticket_code, session_code, check_at FROM records
                 WHERE seq > ?1 AND (business_day >= ?2 OR show_time >= ?2) ORDER BY seq LIMIT ?3"
            }
            WayIn::ByHand => {
                "SELECT n.number, u.film_ticket_code, u.session_code, u.at
                 FROM numbers_by_hand n CROSS JOIN used_by_hand u USING (film_ticket_code)
                 WHERE n.number > ?1 AND (u.business_day >= ?2 OR u.show_time >= ?2)
                 ORDER BY n.number LIMIT ?3"
            }
        })?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let read = |row: &Row| -> rusqlite::Result<ToldRecord> {
            let seq = Seq(row.get(0)?);
            let (ticket, session, at) = (parsed(row, 1)?, parsed(row, 2)?, moment(row, 3)?);
            Ok(ToldRecord { seq, ticket, session, at })
        };
        let (mut rows, mut records) =
            (get.query((seq.0, since.to_string(), most))?, Vec::<ToldRecord>::new());
        while let Some(row) = rows.next()? {
            match read(row) {
                Ok(record) => records.push(record),
                Err(fault) => log::warn!("other doors are not told of an admission: {fault}"),
            }
        }
        records.retain(|record| way == WayIn::ByHand || self.held.allows(record.seq));
        Ok(records)
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

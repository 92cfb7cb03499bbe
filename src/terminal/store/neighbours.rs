//! What neighbours told of their admissions: kept in a table of its own, never uploaded, gone with the
//! business day after. And what this door has to tell them.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row};

use super::audit::append;
use super::record_row::{moment, parsed};
use super::{
    AuditDetail, DoorId, DoorName, Seq, Setting, Store, StoreError, StoreReader, TERMINAL,
};
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

/// An admission at another door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldAdmission {
    pub door: DoorId,
    pub series: Series,
    /// Its number there.
    pub seq: Seq,
    pub ticket: FilmTicketCode,
    pub session: SessionCode,
    /// By the clock of that door.
    pub at: Timestamp,
}

/// How far what a neighbour tells is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeighbourMark {
    pub door: DoorId,
    pub name: DoorName,
    pub series: Series,
    /// All of its admissions up to here.
    pub through: Seq,
    /// When it was there last, by this door's clock.
    pub seen: Timestamp,
}

/// What is kept in one transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeepBatch {
    pub admissions: Vec<ToldAdmission>,
    pub marks: Vec<NeighbourMark>,
}

impl Store {
    /// Keeps what neighbours told, in one transaction; on the business day `day`. Returns the admissions
    /// of this door whose tickets were admitted there too, each once.
    pub fn keep_told(
        &mut self,
        batch: &KeepBatch,
        day: Date,
        at: Timestamp,
    ) -> Result<Vec<Seq>, StoreError> {
        let change = self.reader.db.transaction()?;
        let doubled = put_admissions(&change, &self.chain, batch, &day.to_string(), at)?;
        put_marks(&change, &batch.marks)?;
        change.commit()?;
        Ok(doubled)
    }

    /// Admissions of this door whose tickets were admitted at another one too, and of which that is not
    /// known yet: the power may have gone between an admission and the look at what was told. For a start.
    pub fn find_told_doubles(&mut self, at: Timestamp) -> Result<Vec<Seq>, StoreError> {
        let change = self.reader.db.transaction()?;
        let unknown: Vec<ToldAdmission> = {
            let mut get = change.prepare(
                "SELECT n.door, n.series, n.seq, n.film_ticket_code, n.session_code, n.check_at
                 FROM neighbour_admissions n JOIN records r USING (film_ticket_code)
                 WHERE r.seq NOT IN (SELECT seq FROM double_admissions)",
            )?;
            get.query_map([], read_told)?.collect::<Result<_, _>>()?
        };
        let marks = marks(&change)?;
        let mut doubled = Vec::new();
        for heard in unknown {
            doubled.extend(note_double(
                &change,
                &self.chain,
                &heard,
                name_of(heard.door, &marks),
                at,
            )?);
        }
        change.commit()?;
        Ok(doubled)
    }

    /// Deletes up to `limit` of what was heard before the business day before `today`. Returns how many went.
    pub fn prune_told(&self, today: Date, limit: u32) -> Result<usize, StoreError> {
        let before = today.yesterday().unwrap_or(today);
        let mut delete = self.db.prepare_cached(
            "DELETE FROM neighbour_admissions WHERE (door, series, seq) IN
                 (SELECT door, series, seq FROM neighbour_admissions WHERE kept_day < ?1 LIMIT ?2)",
        )?;
        Ok(delete.execute((before.to_string(), limit))?)
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
) -> Result<Vec<Seq>, StoreError> {
    let mut put = db.prepare_cached(
        "INSERT INTO neighbour_admissions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
    )?;
    let mut doubled = Vec::new();
    for heard in &batch.admissions {
        put.execute(rusqlite::params![
            heard.door.as_str(),
            heard.series.0.cast_signed(),
            heard.seq.0,
            heard.ticket.as_str(),
            heard.session.as_str(),
            heard.at.as_millisecond(),
            day,
        ])?;
        doubled.extend(note_double(db, chain, heard, name_of(heard.door, &batch.marks), at)?);
    }
    Ok(doubled)
}

/// Where this door has admitted the ticket too, that is noted, once.
fn note_double(
    db: &Connection,
    chain: &Chain,
    heard: &ToldAdmission,
    door: DoorName,
    at: Timestamp,
) -> Result<Option<Seq>, StoreError> {
    let mut find = db.prepare_cached(
        "INSERT INTO double_admissions SELECT seq, ?2 FROM records WHERE film_ticket_code = ?1
         ON CONFLICT DO NOTHING RETURNING seq",
    )?;
    let found: Option<i64> = find
        .query_row((heard.ticket.as_str(), at.as_millisecond()), |row| row.get(0))
        .optional()?;
    let Some(seq) = found else { return Ok(None) };
    let detail = AuditDetail::DoubleAdmission {
        record: seq.unsigned_abs(),
        door: Some(door.as_str().to_owned()),
        at: Some(heard.at),
    };
    append(db, chain, TERMINAL, &detail, at)?;
    Ok(Some(Seq(seq)))
}

/// As people call it, where that is told with it.
fn name_of(door: DoorId, marks: &[NeighbourMark]) -> DoorName {
    let mark = marks.iter().find(|mark| mark.door == door);
    mark.map_or_else(|| DoorName::of(door.as_str()), |mark| mark.name)
}

/// A mark of the same series never goes back.
fn put_marks(db: &Connection, marks: &[NeighbourMark]) -> Result<(), StoreError> {
    let mut put = db.prepare_cached(
        "INSERT INTO neighbours VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET
             name = excluded.name,
             through = CASE series WHEN excluded.series THEN max(through, excluded.through)
                 ELSE excluded.through END,
             series = excluded.series, seen_at = excluded.seen_at",
    )?;
    for mark in marks {
        put.execute(rusqlite::params![
            mark.door.as_str(),
            mark.name.as_str(),
            mark.series.0.cast_signed(),
            mark.through.0,
            mark.seen.as_millisecond(),
        ])?;
    }
    Ok(())
}

impl StoreReader {
    /// What neighbours told of a ticket, the earliest.
    pub fn admitted_elsewhere(
        &self,
        ticket: FilmTicketCode,
    ) -> Result<Option<ToldAdmission>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT door, series, seq, film_ticket_code, session_code, check_at
             FROM neighbour_admissions WHERE film_ticket_code = ?1 ORDER BY check_at, door LIMIT 1",
        )?;
        Ok(get.query_row([ticket.as_str()], read_told).optional()?)
    }

    /// How many admissions of neighbours are kept.
    pub fn told_count(&self) -> Result<u64, StoreError> {
        let mut get = self.db.prepare_cached("SELECT count(*) FROM neighbour_admissions")?;
        Ok(get.query_row([], |row| row.get(0))?)
    }

    /// How far each neighbour is known.
    pub fn neighbour_marks(&self) -> Result<Vec<NeighbourMark>, StoreError> {
        marks(&self.db)
    }

    /// This door's admissions behind `seq` of business days from `since` on, in the order of their
    /// numbers; none that may still be taken back.
    pub fn admissions_after(
        &self,
        seq: Seq,
        since: Date,
        most: usize,
    ) -> Result<Vec<ToldRecord>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT seq, film_ticket_code, session_code, check_at FROM records
             WHERE seq > ?1 AND business_day >= ?2 ORDER BY seq LIMIT ?3",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = get.query_map((seq.0, since.to_string(), most), |row| {
            Ok(ToldRecord {
                seq: Seq(row.get(0)?),
                ticket: parsed(row, 1)?,
                session: parsed(row, 2)?,
                at: moment(row, 3)?,
            })
        })?;
        let mut records: Vec<ToldRecord> = rows.collect::<Result<_, _>>()?;
        records.retain(|record| self.held.allows(record.seq));
        Ok(records)
    }

    /// The number of the newest record; 0: there is none.
    pub fn newest_seq(&self) -> Result<Seq, StoreError> {
        let mut get = self.db.prepare_cached("SELECT coalesce(max(seq), 0) FROM records")?;
        Ok(get.query_row([], |row| row.get(0)).map(Seq)?)
    }
}

fn marks(db: &Connection) -> Result<Vec<NeighbourMark>, StoreError> {
    let mut get = db.prepare_cached(
        "SELECT door, name, series, through, seen_at FROM neighbours ORDER BY seen_at DESC",
    )?;
    let rows = get.query_map([], |row| {
        Ok(NeighbourMark {
            door: parsed(row, 0)?,
            name: parsed(row, 1)?,
            series: Series(row.get::<_, i64>(2)?.cast_unsigned()),
            through: Seq(row.get(3)?),
            seen: moment(row, 4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_told(row: &Row) -> rusqlite::Result<ToldAdmission> {
    Ok(ToldAdmission {
        door: parsed(row, 0)?,
        series: Series(row.get::<_, i64>(1)?.cast_unsigned()),
        seq: Seq(row.get(2)?),
        ticket: parsed(row, 3)?,
        session: parsed(row, 4)?,
        at: moment(row, 5)?,
    })
}

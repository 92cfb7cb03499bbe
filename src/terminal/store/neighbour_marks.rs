//! Which doors this one knows, by what they prove themselves, and how far what each tells is kept.

use std::net::IpAddr;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};

use super::record_row::{moment, parsed};
use super::{
    DaySeen, DoorId, DoorName, PerWay, Seq, Series, Setting, Store, StoreError, StoreReader,
};

/// What a door proves itself with on each link: the public half of a key pair that it alone has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DoorIdentity(pub [u8; 32]);

/// A door that this one knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeighbourMark {
    pub door: DoorId,
    pub name: DoorName,
    /// Nobody else is heard by that name while it stands here.
    pub identity: DoorIdentity,
    pub series: Series,
    /// All of its admissions up to here.
    pub through: PerWay<Seq>,
    /// Up to here it told them before, and has to tell them again.
    pub again: PerWay<Seq>,
    /// When it was first heard by that name, by this door's clock.
    pub since: Timestamp,
    /// When it was there last, likewise.
    pub seen: Timestamp,
    /// The newest business day that was seen then, of each.
    pub since_day: DaySeen,
    pub seen_day: DaySeen,
    /// From where.
    pub host: IpAddr,
}

impl NeighbourMark {
    /// What it told is lost in part: it tells all of it again.
    pub fn ask_again(&mut self) {
        self.again = PerWay::of(|way| self.again[way].max(self.through[way]));
        self.through = PerWay::default();
    }
}

impl Store {
    /// Whether what is known of neighbours was told by doors with the key of this fingerprint. Where it was told by
    /// another one, all of it is forgotten: whoever lacks the new key has said it perhaps, and who has it says it
    /// again. Where nothing tells by which, it stays: that was lost with a part of the database.
    pub fn neighbours_by_key(&mut self, fingerprint: &str) -> Result<bool, StoreError> {
        match self.get(Setting::NeighbourKey)?.as_deref() {
            Some(known) if known == fingerprint => return Ok(true),
            None | Some("") => {
                self.set(Setting::NeighbourKey, fingerprint)?;
                return Ok(true);
            }
            Some(_) => {}
        }
        let change = self.reader.db.transaction()?;
        for table in ["neighbours", "neighbours_by_hand", "neighbour_admissions"] {
            change.execute(&format!("DELETE FROM {table}"), [])?;
        }
        change.commit()?;
        self.set(Setting::NeighbourKey, fingerprint)?;
        Ok(false)
    }
}

impl Store {
    /// The key pair that this terminal proves itself with, in hexadecimal digits, as it stands in two places: one
    /// of them may be lost.
    pub fn door_identities(&self) -> Result<Vec<String>, StoreError> {
        let mut get = self.db.prepare("SELECT pair FROM door_identity")?;
        let twin = get.query_row([], |row| row.get(0)).optional()?;
        Ok(self.get(Setting::NeighbourIdentity)?.into_iter().chain(twin).collect())
    }

    /// Keeps it in both.
    pub fn set_door_identity(&self, pair: &str) -> Result<(), StoreError> {
        if self.door_identities()? == [pair, pair] {
            return Ok(());
        }
        self.set(Setting::NeighbourIdentity, pair)?;
        let mut put = self.db.prepare(
            "INSERT INTO door_identity VALUES (1, ?1) ON CONFLICT DO UPDATE SET pair = excluded.pair",
        )?;
        put.execute([pair])?;
        Ok(())
    }
}

impl StoreReader {
    /// The neighbours, the one that was there last first.
    pub fn neighbour_marks(&self) -> Result<Vec<NeighbourMark>, StoreError> {
        marks(&self.db)
    }
}

/// What was known before of another terminal, or in another series, is no matter; else a mark never goes back.
/// Whoever is not among them is dropped.
pub(super) fn put_marks(db: &Connection, marks: &[NeighbourMark]) -> Result<(), StoreError> {
    // Rows of a program that knew of no identities are in nobody's way.
    db.execute_batch(
        "DELETE FROM neighbours_by_hand WHERE door IN
             (SELECT door FROM neighbours WHERE length(identity) <> 32);
         DELETE FROM neighbours WHERE length(identity) <> 32",
    )?;
    let same = |mark: &NeighbourMark, it: &NeighbourMark| {
        (it.door, it.identity, it.series) == (mark.door, mark.identity, mark.series)
    };
    for old in self::marks(db)?.iter().filter(|old| !marks.iter().any(|it| same(old, it))) {
        for table in ["neighbours", "neighbours_by_hand"] {
            let mut drop = db.prepare_cached(&format!("DELETE FROM {table} WHERE door = ?1"))?;
            drop.execute([old.door.as_str()])?;
        }
    }
    let mut put_by_hand = db.prepare_cached(
        "INSERT INTO neighbours_by_hand VALUES (?1, ?2) ON CONFLICT DO UPDATE SET
             through = max(through, excluded.through)",
    )?;
    let mut put = db.prepare_cached(
        "INSERT INTO neighbours
             (door, name, series, through, seen_at, identity, host, since, since_day, seen_day)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO UPDATE SET
             name = excluded.name, through = max(through, excluded.through),
             seen_at = excluded.seen_at, host = excluded.host, seen_day = excluded.seen_day",
    )?;
    for mark in marks {
        put_by_hand.execute((mark.door.as_str(), mark.through.by_hand.0))?;
        put.execute(rusqlite::params![
            mark.door.as_str(),
            mark.name.as_str(),
            mark.series.0.cast_signed(),
            mark.through.scanned.0,
            mark.seen.as_millisecond(),
            mark.identity.0,
            mark.host.to_string(),
            mark.since.as_millisecond(),
            mark.since_day.0,
            mark.seen_day.0,
        ])?;
    }
    Ok(())
}

/// What they told may be lost in part: they tell all of it again. Below 0 stands how far they told it.
pub(super) fn ask_neighbours_again(db: &Connection) -> Result<(), StoreError> {
    db.execute_batch(
        "UPDATE neighbours SET through = -abs(through);
         UPDATE neighbours_by_hand SET through = -abs(through)",
    )?;
    Ok(())
}

pub(super) fn marks(db: &Connection) -> Result<Vec<NeighbourMark>, StoreError> {
    let mut get = db.prepare_cached(
        "SELECT door, name, series, n.through, seen_at, coalesce(h.through, 0), identity, host, since,
             since_day, seen_day
         FROM neighbours n LEFT JOIN neighbours_by_hand h USING (door)
         WHERE length(identity) = 32 ORDER BY seen_at DESC",
    )?;
    let read = |row: &Row| {
        let through = PerWay { scanned: row.get::<_, i64>(3)?, by_hand: row.get(5)? };
        Ok(NeighbourMark {
            door: parsed(row, 0)?,
            name: parsed(row, 1)?,
            series: Series(row.get::<_, i64>(2)?.cast_unsigned()),
            through: PerWay::of(|way| Seq(through[way].max(0))),
            again: PerWay::of(|way| Seq(through[way].min(0).saturating_neg())),
            seen: moment(row, 4)?,
            identity: DoorIdentity(row.get(6)?),
            host: parsed(row, 7)?,
            since: moment(row, 8)?,
            since_day: DaySeen(row.get(9)?),
            seen_day: DaySeen(row.get(10)?),
        })
    };
    Ok(get.query_map([], read)?.collect::<Result<_, _>>()?)
}

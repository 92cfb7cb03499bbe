//! Double admissions of which another door of the cinema has told: found where what it told is kept, in the
//! same transaction, and named with that door.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::audit::append;
use super::neighbour_marks::NeighbourMark;
use super::neighbours::ToldAdmission;
use super::{AuditDetail, DoorId, DoorName, Seq, StoreError, TERMINAL};
use crate::people::Chain;
use crate::ticket::FilmTicketCode;

/// That a ticket was admitted at another door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdmittedElsewhere {
    pub door: DoorId,
    pub ticket: FilmTicketCode,
    /// By the clock of that door.
    pub at: Timestamp,
}

/// A record whose ticket another door has admitted too, as that door told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldDouble {
    pub seq: Seq,
    pub door: DoorName,
}

impl AdmittedElsewhere {
    /// As it was told.
    pub fn of(admission: &ToldAdmission) -> Self {
        let ToldAdmission { door, ticket, at, .. } = *admission;
        Self { door, ticket, at }
    }
}

/// Where this door has admitted the ticket too, that is noted, once; and where else it was, also where the
/// platform's word has told of the double before.
pub(super) fn note_double(
    db: &Connection,
    chain: &Chain,
    elsewhere: &AdmittedElsewhere,
    name: DoorName,
    at: Timestamp,
) -> Result<Option<ToldDouble>, StoreError> {
    let mut find = db.prepare_cached("SELECT seq FROM records WHERE film_ticket_code = ?1")?;
    let found = find.query_row([elsewhere.ticket.as_str()], |row| row.get(0));
    let Some(seq): Option<i64> = found.optional()? else { return Ok(None) };
    let mut put_door = db.prepare_cached(
        "INSERT INTO double_doors VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?;
    put_door.execute(rusqlite::params![
        seq,
        elsewhere.door.as_str(),
        name.as_str(),
        elsewhere.at.as_millisecond(),
    ])?;
    let mut put =
        db.prepare_cached("INSERT INTO double_admissions VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
    if put.execute((seq, at.as_millisecond()))? == 0 {
        return Ok(None);
    }
    let detail = AuditDetail::DoubleAdmission {
        record: seq.unsigned_abs(),
        door: Some(name.as_str().to_owned()),
        at: Some(elsewhere.at),
    };
    append(db, chain, TERMINAL, &detail, at)?;
    Ok(Some(ToldDouble { seq: Seq(seq), door: name }))
}

/// As people call it, where that is told with it.
pub(super) fn name_of(door: DoorId, marks: &[NeighbourMark]) -> DoorName {
    let mark = marks.iter().find(|mark| mark.door == door);
    mark.map_or_else(|| DoorName::of(door.as_str()), |mark| mark.name)
}

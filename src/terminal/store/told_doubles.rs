//! Double admissions of which another door of the cinema has told: found where what it told is kept, in the
//! same transaction, and named with that door.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};

use super::audit::append;
use super::neighbours::{NeighbourMark, ToldAdmission, marks};
use super::record_row::{moment, parsed};
use super::{AuditDetail, DoorId, DoorName, Seq, Store, StoreError, TERMINAL};
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

impl AdmittedElsewhere {
    /// As it was told.
    pub fn of(admission: &ToldAdmission) -> Self {
        let ToldAdmission { door, ticket, at, .. } = *admission;
        Self { door, ticket, at }
    }
}

impl Store {
    /// Admissions of this door whose tickets were admitted at another one too, and of which that is not
    /// known yet: the power may have gone between an admission and the look at what was told. For a start.
    pub fn find_told_doubles(&mut self, at: Timestamp) -> Result<Vec<Seq>, StoreError> {
        let change = self.reader.db.transaction()?;
        let unknown: Vec<AdmittedElsewhere> = {
            let mut get = change.prepare(
                "SELECT n.door, n.film_ticket_code, n.check_at
                 FROM neighbour_admissions n CROSS JOIN records r USING (film_ticket_code)
                 WHERE r.seq NOT IN (SELECT seq FROM double_admissions)",
            )?;
            let read = |row: &Row| {
                let (door, ticket, at) = (parsed(row, 0)?, parsed(row, 1)?, moment(row, 2)?);
                Ok(AdmittedElsewhere { door, ticket, at })
            };
            get.query_map([], read)?.collect::<Result<_, _>>()?
        };
        let marks = marks(&change)?;
        let mut doubled = Vec::new();
        for elsewhere in unknown {
            let name = name_of(elsewhere.door, &marks);
            doubled.extend(note_double(&change, &self.chain, &elsewhere, name, at)?);
        }
        change.commit()?;
        Ok(doubled)
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
) -> Result<Option<Seq>, StoreError> {
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
    Ok(Some(Seq(seq)))
}

/// As people call it, where that is told with it.
pub(super) fn name_of(door: DoorId, marks: &[NeighbourMark]) -> DoorName {
    let mark = marks.iter().find(|mark| mark.door == door);
    mark.map_or_else(|| DoorName::of(door.as_str()), |mark| mark.name)
}

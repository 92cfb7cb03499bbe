//! What is to go to the national platform: earliest CheckTime first, a cinema at a time, and kept until
//! it says that it has it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::findings::{self, Kind, Opened};
use super::tallies::{Changes, Dimensions, TallyCounts};
use super::{Insert, LedgerError, Row, Session, SqlColumn, Value};
use crate::clock::{parse_wire_time, wire_time};
use crate::ticket::{CinemaCode, Fen};
use crate::wire::calls::CheckTicket;

/// What of a cinema's may go up now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub cinema: CinemaCode,
    /// Those in the row.
    pub records: i64,
    /// When the one in the row that waits longest arrived.
    pub oldest_at: Option<i64>,
    /// When the first in the row is overdue.
    pub due_at: Option<i64>,
    /// Those that are tried by themselves.
    pub alone: i64,
}

/// A record that waits.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    pub number: i64,
    pub received_at: i64,
    pub due_at: i64,
    /// How often it was refused by itself.
    pub rejections: i64,
    /// The terminal from which it came.
    pub username: String,
    pub record: CheckTicket,
}

impl Pending {
    /// The tally to which it belongs.
    pub(super) fn dimensions(&self, cinema: CinemaCode) -> Dimensions {
        Dimensions::of(cinema.as_str(), &self.username, &self.record)
    }
}

/// What may go up at this moment, the cinema whose oldest record waits longest first.
pub fn due(session: &mut Session, at: Timestamp) -> Result<Vec<Due>, LedgerError> {
    let rows = session.query(
        "SELECT cinema,
             CAST(sum(CASE WHEN aside_at IS NULL AND rejections < 2 THEN 1 ELSE 0 END) AS BIGINT),
             min(CASE WHEN aside_at IS NULL AND rejections < 2 THEN received_at END),
             min(CASE WHEN aside_at IS NULL AND rejections < 2 THEN due_at END), count(*)
         FROM outbox WHERE proved = 1 AND (aside_at IS NULL OR aside_at <= $1)
         GROUP BY cinema ORDER BY min(received_at), cinema",
        &[at.as_second().into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Due {
                cinema: row.parsed(0)?,
                records: row.int(1)?,
                oldest_at: row.maybe_int(2)?,
                due_at: row.maybe_int(3)?,
                alone: row.int(4)? - row.int(1)?,
            })
        })
        .collect()
}

/// A query of records that wait, as [`read`] wants them; what follows says of which.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT o.number, o.received_at, o.due_at, o.rejections, o.cinema, r.username,
                 r.ticket_info_code, r.check_time, r.screen_code,
                 coalesce(n.screen_name, r.screen_name), r.film_code,
                 coalesce(n.film_name, r.film_name), r.session_code, r.start_time,
                 coalesce(n.ticket_type, r.ticket_type), r.film_ticket_code,
                 coalesce(n.row_num, r.row_num), coalesce(n.column_num, r.column_num),
                 r.price, r.service
             FROM outbox o
                 JOIN records r ON r.cinema = o.cinema AND r.start_time = o.start_time
                     AND r.number = o.number
                 LEFT JOIN names n ON n.number = o.number ",
            $which
        )
    };
}
pub(super) use select;

/// The first records of a cinema that wait, by CheckTime, then arrival; those that stand aside from
/// their second refusal come by themselves.
pub fn pending(
    session: &mut Session,
    cinema: CinemaCode,
    most: usize,
) -> Result<Vec<Pending>, LedgerError> {
    let rows = session.query(
        select!(
            "WHERE o.cinema = $1 AND o.proved = 1 AND o.aside_at IS NULL AND o.rejections < 2
             ORDER BY o.check_time, o.number LIMIT $2"
        ),
        &[cinema.as_str().into(), limit(most)],
    )?;
    rows.iter().map(read).collect()
}

/// Records of a cinema that are tried by themselves at this moment: refused twice or more, and those
/// set aside whose day is over.
pub fn alone(
    session: &mut Session,
    cinema: CinemaCode,
    at: Timestamp,
    most: usize,
) -> Result<Vec<Pending>, LedgerError> {
    let rows = session.query(
        select!(
            "WHERE o.cinema = $1 AND o.proved = 1
                 AND (o.aside_at <= $2 OR (o.aside_at IS NULL AND o.rejections >= 2))
             ORDER BY o.check_time, o.number LIMIT $3"
        ),
        &[cinema.as_str().into(), at.as_second().into(), limit(most)],
    )?;
    rows.iter().map(read).collect()
}

fn limit(most: usize) -> Value {
    i64::try_from(most).unwrap_or(i64::MAX).into()
}

/// A record as [`select`] has it.
pub(super) fn read(row: &Row) -> Result<Pending, LedgerError> {
    Ok(Pending {
        number: row.int(0)?,
        received_at: row.int(1)?,
        due_at: row.int(2)?,
        rejections: row.int(3)?,
        username: row.text(5)?.to_owned(),
        record: check_ticket(row, 6)?,
    })
}

/// The 14 fields of a record, in the wire's order, from column `first` on.
pub(super) fn check_ticket(row: &Row, first: usize) -> Result<CheckTicket, LedgerError> {
    let time = |field| {
        let at = first + field;
        parse_wire_time(row.text(at)?).ok_or_else(|| LedgerError::column(at, "a time", None))
    };
    let whole = |field| row.int(first + field).map(|number| u32::try_from(number).unwrap_or(0));
    let text = |field| row.text(first + field).map(ToOwned::to_owned);
    Ok(CheckTicket {
        ticket_info_code: text(0)?,
        check_time: time(1)?,
        screen_code: row.parsed(first + 2)?,
        screen_name: text(3)?,
        film_code: row.parsed(first + 4)?,
        film_name: text(5)?,
        session_code: row.parsed(first + 6)?,
        start_time: time(7)?,
        ticket_type: row.parsed(first + 8)?,
        film_ticket_code: row.parsed(first + 9)?,
        row_num: whole(10)?,
        column_num: whole(11)?,
        price: Fen(whole(12)?),
        service: Fen(whole(13)?),
    })
}

/// Notes that the national platform took these.
pub fn note_accepted(
    session: &mut Session,
    cinema: CinemaCode,
    records: &[Pending],
    at: Timestamp,
) -> Result<(), LedgerError> {
    const FORWARDED: Insert = Insert {
        table: "forwarded",
        columns: &[SqlColumn::Int("number"), SqlColumn::Int("accepted_at")],
        behind: "ON CONFLICT DO NOTHING RETURNING number",
    };
    let Some(last) = records.iter().map(|it| it.record.check_time).max() else { return Ok(()) };
    let row = |it: &Pending| vec![it.number.into(), at.as_second().into()];
    let marked = session.insert(&FORWARDED, &records.iter().map(row).collect::<Vec<_>>())?;
    let marked: BTreeSet<i64> = marked.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
    // All that are marked up to there, at once: a statement for each would be a thousand.
    let gone = session.query(
        "DELETE FROM outbox WHERE cinema = $1 AND proved = 1 AND check_time <= $2
             AND EXISTS (SELECT 1 FROM forwarded f WHERE f.number = outbox.number)
         RETURNING number, aside_at IS NOT NULL",
        &[cinema.as_str().into(), wire_time(last).into()],
    )?;
    let mut aside = BTreeSet::new();
    for row in gone {
        if row.is_true(1)? {
            aside.insert(row.int(0)?);
        }
    }
    let mut changes = Changes::default();
    for pending in records.iter().filter(|it| marked.contains(&it.number)) {
        let set_aside = -i64::from(aside.contains(&pending.number));
        let counted = TallyCounts { forwarded: 1, set_aside, ..TallyCounts::default() };
        changes.add(pending.dimensions(cinema), counted);
    }
    changes.write(session)
}

/// What came of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rejected {
    /// How often it was refused by now.
    pub rejections: i64,
    /// It was refused so often that it is set aside.
    pub aside: bool,
    /// The finding, where it was not set aside before.
    pub finding: Option<Opened>,
}

/// Notes that the national platform refused a record by itself; from `most` refusals on it is set
/// aside, a finding, and tried once a day.
pub fn note_rejected(
    session: &mut Session,
    cinema: CinemaCode,
    pending: &Pending,
    most: u32,
    at: Timestamp,
) -> Result<Rejected, LedgerError> {
    const DAY_S: i64 = 24 * 3600;
    let rejections = pending.rejections + 1;
    let aside = rejections >= i64::from(most);
    let was_aside = session.row(
        "SELECT aside_at IS NOT NULL FROM outbox WHERE number = $1",
        &[pending.number.into()],
    )?;
    let was_aside = was_aside.map(|row| row.is_true(0)).transpose()?.unwrap_or(false);
    let until = aside.then_some(at.as_second() + DAY_S);
    session.execute(
        "UPDATE outbox SET rejections = $1, aside_at = $2 WHERE number = $3",
        &[rejections.into(), until.into(), pending.number.into()],
    )?;
    let mut finding = None;
    if aside && !was_aside {
        let mut changes = Changes::default();
        let counted = TallyCounts { set_aside: 1, ..TallyCounts::default() };
        changes.add(pending.dimensions(cinema), counted);
        changes.write(session)?;
        let (ticket, records) =
            (findings::TicketKey::of(cinema, &pending.record), [pending.number]);
        let opened = findings::note_ticket(session, Kind::SetAside, &ticket, "", at, &records)?;
        finding = Some(opened);
    }
    Ok(Rejected { rejections, aside, finding })
}

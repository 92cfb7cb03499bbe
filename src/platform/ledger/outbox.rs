//! What is to go to the national platform: earliest CheckTime first, a cinema at a time, and kept until
//! it says that it has it.

use jiff::Timestamp;

use super::findings::{self, Kind};
use super::tallies::{self, Changes, TallyCounts};
use super::{LedgerError, Row, Session};
use crate::clock::parse_wire_time;
use crate::ticket::{CinemaCode, Fen};
use crate::wire::calls::CheckTicket;

/// A cinema from which something waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingCinema {
    pub cinema: CinemaCode,
    pub records: i64,
    /// When the one that waits longest arrived.
    pub oldest_at: i64,
    /// When the first of them is overdue.
    pub due_at: i64,
}

/// A record that waits.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    pub number: i64,
    pub received_at: i64,
    pub due_at: i64,
    /// How often it was refused by itself.
    pub rejections: i64,
    pub record: CheckTicket,
}

/// Cinemas from which proved records wait, the one whose oldest waits longest first.
pub fn cinemas(session: &mut Session) -> Result<Vec<WaitingCinema>, LedgerError> {
    let rows = session.query(
        "SELECT cinema, count(*), min(received_at), min(due_at) FROM outbox
         WHERE proved = 1 AND aside_at IS NULL GROUP BY cinema ORDER BY 3, 1",
        &[],
    )?;
    rows.iter()
        .map(|row| {
            Ok(WaitingCinema {
                cinema: row.parsed(0)?,
                records: row.int(1)?,
                oldest_at: row.int(2)?,
                due_at: row.int(3)?,
            })
        })
        .collect()
}

/// The first records of a cinema that wait, by CheckTime, then arrival; those that stand aside from
/// their second refusal come by themselves.
pub fn pending(
    session: &mut Session,
    cinema: CinemaCode,
    most: usize,
) -> Result<Vec<Pending>, LedgerError> {
    let rows = session.query(
        "SELECT o.number, o.received_at, o.due_at, o.rejections, r.ticket_info_code, r.check_time,
             r.screen_code, coalesce(n.screen_name, r.screen_name), r.film_code,
             coalesce(n.film_name, r.film_name), r.session_code, r.start_time,
             coalesce(n.ticket_type, r.ticket_type), r.film_ticket_code,
             coalesce(n.row_num, r.row_num), coalesce(n.column_num, r.column_num),
             r.price, r.service
         FROM outbox o
             JOIN records r ON r.cinema = o.cinema AND r.start_time = o.start_time
                 AND r.number = o.number
             LEFT JOIN names n ON n.number = o.number
         WHERE o.cinema = $1 AND o.proved = 1 AND o.aside_at IS NULL AND o.rejections < 2
         ORDER BY o.check_time, o.number LIMIT $2",
        &[cinema.as_str().into(), i64::try_from(most).unwrap_or(i64::MAX).into()],
    )?;
    rows.iter().map(read).collect()
}

/// Records of a cinema that are tried by themselves at this moment: refused twice or more, and those
/// set aside whose day is over.
pub fn alone(
    session: &mut Session,
    cinema: CinemaCode,
    at: Timestamp,
) -> Result<Vec<Pending>, LedgerError> {
    let rows = session.query(
        "SELECT o.number, o.received_at, o.due_at, o.rejections, r.ticket_info_code, r.check_time,
             r.screen_code, coalesce(n.screen_name, r.screen_name), r.film_code,
             coalesce(n.film_name, r.film_name), r.session_code, r.start_time,
             coalesce(n.ticket_type, r.ticket_type), r.film_ticket_code,
             coalesce(n.row_num, r.row_num), coalesce(n.column_num, r.column_num),
             r.price, r.service
         FROM outbox o
             JOIN records r ON r.cinema = o.cinema AND r.start_time = o.start_time
                 AND r.number = o.number
             LEFT JOIN names n ON n.number = o.number
         WHERE o.cinema = $1 AND o.proved = 1 AND o.rejections >= 2
             AND (o.aside_at IS NULL OR o.aside_at <= $2)
         ORDER BY o.check_time, o.number LIMIT 100",
        &[cinema.as_str().into(), at.as_second().into()],
    )?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Pending, LedgerError> {
    let time =
        |at| parse_wire_time(row.text(at)?).ok_or_else(|| LedgerError::column(at, "a time", None));
    let whole = |at| row.int(at).map(|number| u32::try_from(number).unwrap_or(0));
    let text = |at| row.text(at).map(ToOwned::to_owned);
    Ok(Pending {
        number: row.int(0)?,
        received_at: row.int(1)?,
        due_at: row.int(2)?,
        rejections: row.int(3)?,
        record: CheckTicket {
            ticket_info_code: text(4)?,
            check_time: time(5)?,
            screen_code: row.parsed(6)?,
            screen_name: text(7)?,
            film_code: row.parsed(8)?,
            film_name: text(9)?,
            session_code: row.parsed(10)?,
            start_time: time(11)?,
            ticket_type: row.parsed(12)?,
            film_ticket_code: row.parsed(13)?,
            row_num: whole(14)?,
            column_num: whole(15)?,
            price: Fen(whole(16)?),
            service: Fen(whole(17)?),
        },
    })
}

/// Notes that the national platform took these.
pub fn note_accepted(
    session: &mut Session,
    cinema: CinemaCode,
    records: &[Pending],
    at: Timestamp,
) -> Result<(), LedgerError> {
    let mut changes = Changes::default();
    for pending in records {
        let marked = session.execute(
            "INSERT INTO forwarded (number, accepted_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            &[pending.number.into(), at.as_second().into()],
        )?;
        let gone = session.query(
            "DELETE FROM outbox WHERE number = $1 RETURNING aside_at IS NOT NULL",
            &[pending.number.into()],
        )?;
        if marked == 0 {
            continue;
        }
        let aside = gone.first().map(|row| row.is_true(0)).transpose()?.unwrap_or(false);
        count(
            session,
            cinema,
            pending,
            &mut changes,
            TallyCounts { forwarded: 1, set_aside: -i64::from(aside), ..TallyCounts::default() },
        )?;
    }
    changes.write(session)
}

/// Notes that the national platform refused a record by itself; from `most` refusals on it is set
/// aside, a finding, and tried once a day.
pub fn note_rejected(
    session: &mut Session,
    cinema: CinemaCode,
    pending: &Pending,
    most: u32,
    at: Timestamp,
) -> Result<bool, LedgerError> {
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
    if aside && !was_aside {
        let mut changes = Changes::default();
        let counted = TallyCounts { set_aside: 1, ..TallyCounts::default() };
        count(session, cinema, pending, &mut changes, counted)?;
        changes.write(session)?;
        let ticket = findings::TicketKey::of(cinema, &pending.record);
        findings::open_ticket(session, Kind::SetAside, &ticket, "", at, &[pending.number])?;
    }
    Ok(aside)
}

fn count(
    session: &mut Session,
    cinema: CinemaCode,
    pending: &Pending,
    changes: &mut Changes,
    counted: TallyCounts,
) -> Result<(), LedgerError> {
    let start = crate::clock::wire_time(pending.record.start_time);
    let found = tallies::of_record(session, cinema.as_str(), &start, pending.number)?;
    if let Some((at, ..)) = found {
        changes.add(at, counted);
    }
    Ok(())
}

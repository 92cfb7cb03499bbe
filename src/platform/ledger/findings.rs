//! What does not fit together: kept, listed, and closed by somebody with a reason, never made right
//! in silence.

mod clock;

use jiff::Timestamp;

use super::{LedgerError, Row, Session, Value};
use crate::clock::wire_time;
use crate::ticket::CinemaCode;
use crate::wire::calls::CheckTicket;

pub use clock::{CLOCK_OFF_S, note_clock, note_clock_right};

/// What a finding is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A ticket with more than one record.
    DoubleAdmission,
    /// The national platform calls a ticket refunded of which a record is here.
    RefundedAfterAdmission,
    /// No key of the cinema fits for a day.
    Unproved,
    /// The national platform refused it so often that it stands aside.
    SetAside,
    /// A record that arrived again says something else.
    Differs,
    /// A terminal's clock is off.
    Clock,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The ticket that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketKey {
    pub cinema: String,
    pub film_ticket_code: String,
    pub start_time: String,
}

impl TicketKey {
    pub fn of(cinema: CinemaCode, record: &CheckTicket) -> Self {
        Self {
            cinema: cinema.to_string(),
            film_ticket_code: record.film_ticket_code.to_string(),
            start_time: wire_time(record.start_time),
        }
    }
}

/// A finding with the records concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerFinding {
    pub id: i64,
    pub kind: Kind,
    pub cinema: String,
    /// The ticket's code; of `clock` the terminal's name.
    pub subject: String,
    pub start_time: String,
    pub detail: String,
    /// Of `clock`: by how many seconds it is ahead.
    pub offset_s: Option<i64>,
    pub opened_at: i64,
    pub closed: Option<FindingClosure>,
    pub records: Vec<Concerned>,
}

/// Who closed a finding, when, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingClosure {
    pub at: i64,
    pub who: String,
    pub reason: String,
}

/// A record that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concerned {
    pub number: i64,
    pub terminal: String,
    pub screen_code: String,
    pub check_time: String,
    pub film_ticket_code: String,
    pub offset_s: i64,
}

/// A finding that was opened, or added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    pub id: i64,
    /// It was not there, or knew nothing of one of the records.
    pub is_new: bool,
}

/// Opens a finding about a ticket, or adds to the one that there is. A closed one is open again where
/// a record is new to it, or what is said of one: whoever closed it did not know of that.
pub fn note_ticket(
    session: &mut Session,
    kind: Kind,
    ticket: &TicketKey,
    detail: &str,
    at: Timestamp,
    records: &[i64],
) -> Result<Opened, LedgerError> {
    let (id, fresh) = id(
        session,
        kind,
        &ticket.cinema,
        &ticket.film_ticket_code,
        &ticket.start_time,
        detail,
        at,
    )?;
    let mut added = 0;
    for number in records {
        added += session.execute(
            "INSERT INTO finding_records (finding, number) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            &[id.into(), (*number).into()],
        )?;
    }
    let otherwise = match detail {
        "" => 0,
        _ => session.execute(
            "UPDATE findings SET detail = $1 WHERE id = $2 AND detail <> $1",
            &[detail.into(), id.into()],
        )?,
    };
    let is_news = added > 0 || otherwise > 0;
    if is_news {
        reopen(session, id)?;
    }
    Ok(Opened { id, is_new: fresh || is_news })
}

fn id(
    session: &mut Session,
    kind: Kind,
    cinema: &str,
    subject: &str,
    start_time: &str,
    detail: &str,
    at: Timestamp,
) -> Result<(i64, bool), LedgerError> {
    let key = [kind.as_str().into(), cinema.into(), subject.into(), start_time.into()];
    let mut values: Vec<Value> = key.to_vec();
    values.extend([detail.into(), at.as_second().into()]);
    let fresh = session.execute(
        "INSERT INTO findings (kind, cinema, subject, start_time, detail, opened_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        &values,
    )?;
    let found = session.row(
        "SELECT id FROM findings
         WHERE kind = $1 AND cinema = $2 AND subject = $3 AND start_time = $4",
        &key,
    )?;
    let found = found.ok_or_else(|| LedgerError::column(0, "a finding", None))?;
    Ok((found.int(0)?, fresh > 0))
}

fn reopen(session: &mut Session, id: i64) -> Result<(), LedgerError> {
    let sql = "UPDATE findings SET closed_at = NULL, closed_by = NULL, reason = NULL
         WHERE id = $1 AND closed_at IS NOT NULL";
    session.execute(sql, &[id.into()]).map(drop)
}

/// Closes a finding; false: it is closed already, or there is none of that number.
pub fn close(
    session: &mut Session,
    id: i64,
    who: &str,
    reason: &str,
    at: Timestamp,
) -> Result<bool, LedgerError> {
    let changed = session.execute(
        "UPDATE findings SET closed_at = $1, closed_by = $2, reason = $3
         WHERE id = $4 AND closed_at IS NULL",
        &[at.as_second().into(), who.into(), reason.into(), id.into()],
    )?;
    Ok(changed > 0)
}

/// The finding of that number.
pub fn find(session: &mut Session, id: i64) -> Result<Option<LedgerFinding>, LedgerError> {
    let row = session.row(
        "SELECT id, kind, cinema, subject, start_time, detail, offset_s, opened_at,
             closed_at, closed_by, reason
         FROM findings WHERE id = $1",
        &[id.into()],
    )?;
    row.map(|row| whole(session, &row)).transpose()
}

/// Findings by number: the open ones, or all; of all cinemas, or of one.
pub fn list(
    session: &mut Session,
    all: bool,
    cinema: Option<CinemaCode>,
) -> Result<Vec<LedgerFinding>, LedgerError> {
    let rows = session.query(
        "SELECT id, kind, cinema, subject, start_time, detail, offset_s, opened_at,
             closed_at, closed_by, reason
         FROM findings WHERE ($1 = 1 OR closed_at IS NULL) AND ($2 = '' OR cinema = $2)
         ORDER BY id",
        &[
            i64::from(all).into(),
            cinema.map_or_else(String::new, |cinema| cinema.to_string()).into(),
        ],
    )?;
    rows.iter().map(|row| whole(session, row)).collect()
}

/// The newest so many, newest first: the open ones, or all; about one cinema, or (an empty code) all of
/// them; about one subject, or (empty) any.
pub fn newest(
    session: &mut Session,
    all: bool,
    cinema: &str,
    subject: &str,
    most: i64,
) -> Result<Vec<LedgerFinding>, LedgerError> {
    let rows = session.query(
        "SELECT id, kind, cinema, subject, start_time, detail, offset_s, opened_at,
             closed_at, closed_by, reason
         FROM findings WHERE ($1 = 1 OR closed_at IS NULL) AND ($2 = '' OR cinema = $2)
             AND ($3 = '' OR subject = $3)
         ORDER BY id DESC LIMIT $4",
        &[i64::from(all).into(), cinema.into(), subject.into(), most.into()],
    )?;
    rows.iter().map(|row| whole(session, row)).collect()
}

fn whole(session: &mut Session, row: &Row) -> Result<LedgerFinding, LedgerError> {
    let text = |at| row.text(at).map(ToOwned::to_owned);
    let closed = match row.maybe_int(8)? {
        Some(at) => Some(FindingClosure { at, who: text(9)?, reason: text(10)? }),
        None => None,
    };
    let (id, cinema, start_time) = (row.int(0)?, text(2)?, text(4)?);
    let records = concerned(session, id, &cinema, &start_time)?;
    Ok(LedgerFinding {
        id,
        kind: row.parsed(1)?,
        cinema,
        subject: text(3)?,
        start_time,
        detail: text(5)?,
        offset_s: row.maybe_int(6)?,
        opened_at: row.int(7)?,
        closed,
        records,
    })
}

fn concerned(
    session: &mut Session,
    finding: i64,
    cinema: &str,
    start_time: &str,
) -> Result<Vec<Concerned>, LedgerError> {
    let rows = session.query(
        "SELECT r.number, r.username, r.screen_code, r.check_time, r.film_ticket_code, r.offset_s
         FROM finding_records f JOIN records r ON r.number = f.number
         WHERE f.finding = $1 AND r.cinema = $2 AND r.start_time = $3
         ORDER BY r.check_time, r.number",
        &[finding.into(), cinema.into(), start_time.into()],
    )?;
    rows.iter()
        .map(|row| {
            let text = |at| row.text(at).map(ToOwned::to_owned);
            Ok(Concerned {
                number: row.int(0)?,
                terminal: text(1)?,
                screen_code: text(2)?,
                check_time: text(3)?,
                film_ticket_code: text(4)?,
                offset_s: row.int(5)?,
            })
        })
        .collect()
}

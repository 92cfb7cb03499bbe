//! Single records, found by way of the tallies or the admissions, so that no more of them is read
//! than is wanted.

use jiff::civil::DateTime;

use super::outbox::check_ticket;
use super::{LedgerError, Row, Session};
use crate::clock::{business_day, wire_time};
use crate::wire::calls::CheckTicket;

/// Which records; an empty text is no condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordQuery {
    /// From this CheckTime on.
    pub from: DateTime,
    /// Before this one.
    pub to: DateTime,
    pub cinema: String,
    pub terminal: String,
    pub ticket: String,
}

/// A record with its circumstances.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub cinema: String,
    pub username: String,
    pub received_at: i64,
    pub proved: bool,
    /// When the national platform took it.
    pub forwarded_at: Option<i64>,
    pub set_aside: bool,
    /// It arrived after it was due at the national platform.
    pub late: bool,
    pub record: CheckTicket,
}

/// Hands each record to `told`, by cinema, session, then CheckTime.
pub fn each(
    session: &mut Session,
    wanted: &RecordQuery,
    shown: &mut impl FnMut(Listed) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    for (cinema, start_time) in places(session, wanted)? {
        let rows = session.query(
            "SELECT r.cinema, r.username, r.received_at,
                 r.proved = 1 OR EXISTS (SELECT 1 FROM proofs p WHERE p.number = r.number),
                 f.accepted_at, o.aside_at IS NOT NULL, r.received_at > r.due_at,
                 r.ticket_info_code, r.check_time, r.screen_code,
                 coalesce(n.screen_name, r.screen_name), r.film_code,
                 coalesce(n.film_name, r.film_name), r.session_code, r.start_time,
                 coalesce(n.ticket_type, r.ticket_type), r.film_ticket_code,
                 coalesce(n.row_num, r.row_num), coalesce(n.column_num, r.column_num),
                 r.price, r.service
             FROM records r
                 LEFT JOIN names n ON n.number = r.number
                 LEFT JOIN forwarded f ON f.number = r.number
                 LEFT JOIN outbox o ON o.number = r.number
             WHERE r.cinema = $1 AND r.start_time = $2 AND r.check_time >= $3 AND r.check_time < $4
                 AND ($5 = '' OR r.username = $5) AND ($6 = '' OR r.film_ticket_code = $6)
             ORDER BY r.check_time, r.number",
            &[
                cinema.into(),
                start_time.into(),
                wire_time(wanted.from).into(),
                wire_time(wanted.to).into(),
                wanted.terminal.as_str().into(),
                wanted.ticket.as_str().into(),
            ],
        )?;
        for row in &rows {
            shown(read(row)?)?;
        }
    }
    Ok(())
}

/// The sessions that have such records: cinema and start.
fn places(
    session: &mut Session,
    wanted: &RecordQuery,
) -> Result<Vec<(String, String)>, LedgerError> {
    let rows = if wanted.ticket.is_empty() {
        session.query(
            "SELECT DISTINCT cinema, start_time FROM tallies
             WHERE day >= $1 AND day <= $2 AND ($3 = '' OR cinema = $3)
                 AND ($4 = '' OR username = $4)
             ORDER BY cinema, start_time",
            &[
                business_day(wanted.from).to_string().into(),
                business_day(wanted.to).to_string().into(),
                wanted.cinema.as_str().into(),
                wanted.terminal.as_str().into(),
            ],
        )?
    } else {
        session.query(
            "SELECT DISTINCT a.cinema, a.start_time
             FROM cinemas c JOIN admissions a ON a.cinema = c.code AND a.film_ticket_code = $1
             WHERE $2 = '' OR c.code = $2
             ORDER BY a.cinema, a.start_time",
            &[wanted.ticket.as_str().into(), wanted.cinema.as_str().into()],
        )?
    };
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))).collect()
}

fn read(row: &Row) -> Result<Listed, LedgerError> {
    Ok(Listed {
        cinema: row.text(0)?.to_owned(),
        username: row.text(1)?.to_owned(),
        received_at: row.int(2)?,
        proved: row.is_true(3)?,
        forwarded_at: row.maybe_int(4)?,
        set_aside: row.is_true(5)?,
        late: row.is_true(6)?,
        record: check_ticket(row, 7)?,
    })
}

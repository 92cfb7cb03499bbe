//! Whether a record could be taken at this moment, for whoever watches the platform.

use jiff::{SignedDuration, Timestamp};

use super::take::{Arrival, RecordBatch, make_month_of, take};
use super::{LedgerError, Session, notes};
use crate::clock::china_civil;
use crate::ticket::Fen;
use crate::wire::calls::{CheckTicket, TicketType};

/// Takes a record that nobody sent the way of all others, undoes that, and notes when it was done: the
/// note's commit is on the disk. One transaction is around it.
pub fn probe(session: &mut Session, now: Timestamp) -> Result<(), LedgerError> {
    // Room for the sessions of today and tomorrow stays, before the first of them is over.
    let today = china_civil(now);
    make_month_of(session, today)?;
    make_month_of(session, today.saturating_add(SignedDuration::from_hours(24)))?;
    session.tried(|change| take(change, &[nobodys(now)]).map(drop))?;
    notes::set(session, notes::HEALTH, &now.as_millisecond().to_string())
}

/// A batch of a cinema and a terminal that can't be.
fn nobodys(now: Timestamp) -> RecordBatch {
    const SIXTEEN: &str = "0000000000000000";
    let at = china_civil(now);
    // Each code has as many digits as it is wide.
    let record = CheckTicket {
        ticket_info_code: String::new(),
        check_time: at,
        screen_code: SIXTEEN.parse().expect("a code"),
        screen_name: String::new(),
        film_code: "000000000000".parse().expect("a code"),
        film_name: String::new(),
        session_code: SIXTEEN.parse().expect("a code"),
        start_time: at,
        ticket_type: TicketType::Counter,
        film_ticket_code: SIXTEEN.parse().expect("a code"),
        row_num: 0,
        column_num: 0,
        price: Fen(0),
        service: Fen(0),
    };
    RecordBatch {
        cinema: "00000000".parse().expect("a code"),
        username: "(nobody)".to_owned(),
        at: now,
        offset_s: 0,
        records: vec![Arrival { session_end: at, record, proved: true }],
    }
}

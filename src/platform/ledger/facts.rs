//! What the national platform last said of a ticket, for when it does not answer, and for the refunds
//! of tickets that were admitted.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::findings::{self, Kind, Opened};
use super::{Insert, LedgerError, Session, SqlColumn, Value};
use crate::clock::wire_time;
use crate::wire::calls::TicketQuery;

/// What was said of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketFact {
    /// Which ticket.
    pub of: TicketQuery,
    /// The ReplyData, exactly as it came.
    pub reply: String,
    pub refunded: bool,
    pub said_at: Timestamp,
}

const FACTS: Insert = Insert {
    table: "facts",
    columns: &[
        SqlColumn::Text("cinema"),
        SqlColumn::Text("film_ticket_code"),
        SqlColumn::Text("start_time"),
        SqlColumn::Text("reply"),
        SqlColumn::Int("refunded"),
        SqlColumn::Int("said_at"),
    ],
    behind: "ON CONFLICT (cinema, film_ticket_code, start_time) DO UPDATE
        SET reply = excluded.reply, refunded = excluded.refunded, said_at = excluded.said_at
        WHERE excluded.said_at >= facts.said_at",
};

/// Keeps the newest word on each ticket. A refund of a ticket of which a record is here is a finding
/// (those whose record comes later are found when it does); gives what is new.
pub fn keep(session: &mut Session, facts: &[TicketFact]) -> Result<Vec<Opened>, LedgerError> {
    // Each ticket once, in the order of the key, so that two that write at once never wait for each
    // other in a circle.
    let mut newest: BTreeMap<[String; 3], &TicketFact> = BTreeMap::new();
    for fact in facts {
        let newer = newest.entry(key(&fact.of)).or_insert(fact);
        if fact.said_at >= newer.said_at {
            *newer = fact;
        }
    }
    let row = |(key, fact): (&[String; 3], &&TicketFact)| {
        let mut row: Vec<Value> = key.clone().map(Value::from).into();
        row.push(fact.reply.as_str().into());
        row.extend([i64::from(fact.refunded).into(), fact.said_at.as_second().into()]);
        row
    };
    session.insert(&FACTS, &newest.iter().map(row).collect::<Vec<_>>())?;
    let mut opened = Vec::new();
    for (key, fact) in newest.into_iter().filter(|(_, fact)| fact.refunded) {
        let rows = session.query(
            "SELECT number FROM records
             WHERE cinema = $1 AND film_ticket_code = $2 AND start_time = $3",
            &key.clone().map(Value::from),
        )?;
        let records: Vec<i64> = rows.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
        if records.is_empty() {
            continue;
        }
        let [cinema, film_ticket_code, start_time] = key;
        let ticket = findings::TicketKey { cinema, film_ticket_code, start_time };
        let (kind, at) = (Kind::RefundedAfterAdmission, fact.said_at);
        opened.push(findings::note_ticket(session, kind, &ticket, "", at, &records)?);
    }
    opened.retain(|finding| finding.is_new);
    Ok(opened)
}

/// The last word on a ticket, where there is one.
pub fn last(session: &mut Session, of: &TicketQuery) -> Result<Option<TicketFact>, LedgerError> {
    let row = session.row(
        "SELECT reply, refunded, said_at FROM facts
         WHERE cinema = $1 AND film_ticket_code = $2 AND start_time = $3",
        &key(of).map(Value::from),
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(TicketFact {
        of: of.clone(),
        reply: row.text(0)?.to_owned(),
        refunded: row.is_true(1)?,
        said_at: Timestamp::from_second(row.int(2)?).unwrap_or(Timestamp::UNIX_EPOCH),
    }))
}

/// The last word on a ticket of this number, for each cinema and session that has one.
pub fn of_ticket(
    session: &mut Session,
    film_ticket_code: &str,
) -> Result<Vec<KnownTicket>, LedgerError> {
    let rows = session.query(
        "SELECT f.cinema, f.start_time, f.reply, f.refunded, f.said_at
         FROM cinemas c JOIN facts f ON f.cinema = c.code AND f.film_ticket_code = $1
         ORDER BY f.cinema, f.start_time",
        &[film_ticket_code.into()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(KnownTicket {
                cinema: row.text(0)?.to_owned(),
                start_time: row.text(1)?.to_owned(),
                reply: row.text(2)?.to_owned(),
                refunded: row.is_true(3)?,
                said_at: row.int(4)?,
            })
        })
        .collect()
}

/// What is known of a ticket by its number alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownTicket {
    pub cinema: String,
    pub start_time: String,
    /// The ReplyData, exactly as it came.
    pub reply: String,
    pub refunded: bool,
    /// In seconds since 1970.
    pub said_at: i64,
}

fn key(of: &TicketQuery) -> [String; 3] {
    [of.cinema_code.to_string(), of.film_ticket_code.to_string(), wire_time(of.start_time)]
}

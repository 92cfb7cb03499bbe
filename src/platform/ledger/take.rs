//! Records as they arrive: each once, however often it is sent (rules 3 and 4 of the platform).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::findings::{self, Kind, Opened};
use super::tallies::{self, Dimensions, TallyCounts};
use super::{Insert, LedgerError, Row, Session, SqlColumn, Value};
use crate::clock::{china_civil, china_timestamp, wire_time};
use crate::ticket::{CinemaCode, FilmTicketCode};
use crate::wire::calls::CheckTicket;

/// The records of one request.
#[derive(Debug, Clone)]
pub struct RecordBatch {
    pub cinema: CinemaCode,
    pub username: String,
    pub at: Timestamp,
    /// By how many seconds the terminal's clock was ahead then.
    pub offset_s: i64,
    pub records: Vec<Arrival>,
}

/// A record that reads and contradicts nothing.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub record: CheckTicket,
    /// Its ticket code was recovered with a key of the cinema; else it waits for one.
    pub proved: bool,
    /// When its session is over.
    pub session_end: DateTime,
}

/// What a batch brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BatchOutcome {
    pub fresh: u32,
    pub repeated: u32,
    /// Findings that are new, or know of more.
    pub findings: Vec<(Kind, i64)>,
}

impl BatchOutcome {
    fn note(&mut self, kind: Kind, opened: Opened) {
        if opened.news {
            self.findings.push((kind, opened.id));
        }
    }
}

/// A record is overdue so long after its session's end (§5.2.3).
const OVERDUE_S: i64 = 3600;

/// Which record it is: cinema, start, ticket, check time, terminal.
type Identity = [String; 5];

const COLUMNS: &[SqlColumn] = &[
    SqlColumn::Text("cinema"),
    SqlColumn::Text("start_time"),
    SqlColumn::Text("film_ticket_code"),
    SqlColumn::Text("check_time"),
    SqlColumn::Text("username"),
    SqlColumn::Text("screen_code"),
    SqlColumn::Text("screen_name"),
    SqlColumn::Text("film_code"),
    SqlColumn::Text("film_name"),
    SqlColumn::Text("session_code"),
    SqlColumn::Text("ticket_type"),
    SqlColumn::Int("row_num"),
    SqlColumn::Int("column_num"),
    SqlColumn::Int("price"),
    SqlColumn::Int("service"),
    SqlColumn::Text("ticket_info_code"),
    SqlColumn::Int("received_at"),
    SqlColumn::Int("offset_s"),
    SqlColumn::Int("proved"),
];

const RECORDS: Insert = Insert {
    table: "records",
    columns: COLUMNS,
    behind: "ON CONFLICT DO NOTHING
        RETURNING number, cinema, start_time, film_ticket_code, check_time, username",
};

const ADMISSIONS: Insert = Insert {
    table: "admissions",
    columns: &[
        SqlColumn::Text("cinema"),
        SqlColumn::Text("film_ticket_code"),
        SqlColumn::Text("start_time"),
        SqlColumn::Int("number"),
        SqlColumn::Text("check_time"),
    ],
    behind: "ON CONFLICT DO NOTHING RETURNING number",
};

const OUTBOX: Insert = Insert {
    table: "outbox",
    columns: &[
        SqlColumn::Int("number"),
        SqlColumn::Text("cinema"),
        SqlColumn::Text("start_time"),
        SqlColumn::Text("check_time"),
        SqlColumn::Int("received_at"),
        SqlColumn::Int("due_at"),
        SqlColumn::Int("proved"),
    ],
    behind: "",
};

/// A record of which this is the first arrival.
struct Fresh<'a> {
    number: i64,
    /// Which of the batches brought it.
    of: usize,
    batch: &'a RecordBatch,
    arrival: &'a Arrival,
}

/// Takes all batches; what each brought. One transaction is around it.
pub fn take(
    session: &mut Session,
    batches: &[RecordBatch],
) -> Result<Vec<BatchOutcome>, LedgerError> {
    make_months(session, batches)?;
    let all: Vec<(usize, &RecordBatch, &Arrival)> = batches
        .iter()
        .enumerate()
        .flat_map(|(at, batch)| batch.records.iter().map(move |arrival| (at, batch, arrival)))
        .collect();
    let rows: Vec<_> = all.iter().map(|(_, batch, arrival)| columns(batch, arrival)).collect();
    let mut numbers = numbers(&session.insert(&RECORDS, &rows)?)?;
    let mut taken = vec![BatchOutcome::default(); batches.len()];
    let mut fresh = Vec::with_capacity(all.len());
    for (at, batch, arrival) in all {
        // A record that stands twice in what came is fresh once.
        if let Some(number) = numbers.remove(&identity(batch, &arrival.record)) {
            fresh.push(Fresh { number, of: at, batch, arrival });
            taken[at].fresh += 1;
        } else {
            repeat(session, batch, arrival, &mut taken[at])?;
            taken[at].repeated += 1;
        }
    }
    let mut tally = tallies::Changes::default();
    for record in &fresh {
        tally.add(
            dimensions(record),
            TallyCounts {
                records: 1,
                unproved: i64::from(!record.arrival.proved),
                ..TallyCounts::default()
            },
        );
    }
    admit(session, &fresh, &mut tally, &mut taken)?;
    refunded(session, &fresh, &mut taken)?;
    session.insert(&OUTBOX, &fresh.iter().map(outbox).collect::<Vec<_>>())?;
    tally.write(session)?;
    Ok(taken)
}

/// PostgreSQL keeps records by the month of their session; a month has to be there first.
fn make_months(session: &mut Session, batches: &[RecordBatch]) -> Result<(), LedgerError> {
    let records = batches.iter().flat_map(|batch| &batch.records);
    let months: BTreeSet<String> =
        records.map(|arrival| arrival.record.start_time.strftime("%Y-%m").to_string()).collect();
    months.iter().try_for_each(|month| session.make_month(month))
}

fn columns(batch: &RecordBatch, arrival: &Arrival) -> Vec<Value> {
    let record = &arrival.record;
    vec![
        batch.cinema.as_str().into(),
        wire_time(record.start_time).into(),
        record.film_ticket_code.as_str().into(),
        wire_time(record.check_time).into(),
        batch.username.as_str().into(),
        record.screen_code.as_str().into(),
        record.screen_name.as_str().into(),
        record.film_code.as_str().into(),
        record.film_name.as_str().into(),
        record.session_code.as_str().into(),
        record.ticket_type.as_str().into(),
        i64::from(record.row_num).into(),
        i64::from(record.column_num).into(),
        i64::from(record.price.0).into(),
        i64::from(record.service.0).into(),
        record.ticket_info_code.as_str().into(),
        batch.at.as_second().into(),
        batch.offset_s.into(),
        i64::from(arrival.proved).into(),
    ]
}

fn numbers(rows: &[Row]) -> Result<HashMap<Identity, i64>, LedgerError> {
    rows.iter()
        .map(|row| {
            let text = |at| row.text(at).map(ToOwned::to_owned);
            Ok(([text(1)?, text(2)?, text(3)?, text(4)?, text(5)?], row.int(0)?))
        })
        .collect()
}

fn identity(batch: &RecordBatch, record: &CheckTicket) -> Identity {
    [
        batch.cinema.to_string(),
        wire_time(record.start_time),
        record.film_ticket_code.to_string(),
        wire_time(record.check_time),
        batch.username.clone(),
    ]
}

fn dimensions(record: &Fresh) -> Dimensions {
    let Fresh { batch, arrival, .. } = record;
    Dimensions::of(batch.cinema.as_str(), &batch.username, &arrival.record)
}

fn outbox(record: &Fresh) -> Vec<Value> {
    let Fresh { number, batch, arrival, .. } = record;
    let due = china_timestamp(arrival.session_end).as_second() + OVERDUE_S;
    vec![
        (*number).into(),
        batch.cinema.as_str().into(),
        wire_time(arrival.record.start_time).into(),
        wire_time(arrival.record.check_time).into(),
        batch.at.as_second().into(),
        due.into(),
        i64::from(arrival.proved).into(),
    ]
}

/// A record that is here already: names may be filled in, any other difference is a finding, and
/// the first stays.
fn repeat(
    session: &mut Session,
    batch: &RecordBatch,
    arrival: &Arrival,
    outcome: &mut BatchOutcome,
) -> Result<(), LedgerError> {
    let record = &arrival.record;
    let identity = identity(batch, record).map(Value::from);
    let found = session.row(
        "SELECT r.number, r.screen_code, r.film_code, r.session_code, r.price, r.service,
             r.ticket_info_code, coalesce(n.screen_name, r.screen_name),
             coalesce(n.film_name, r.film_name), coalesce(n.ticket_type, r.ticket_type),
             coalesce(n.row_num, r.row_num), coalesce(n.column_num, r.column_num),
             n.number IS NULL AND r.screen_name = '' AND r.film_name = ''
         FROM records r LEFT JOIN names n ON n.number = r.number
         WHERE r.cinema = $1 AND r.start_time = $2 AND r.film_ticket_code = $3
             AND r.check_time = $4 AND r.username = $5",
        &identity,
    )?;
    let Some(row) = found else { return Ok(()) };
    let number = row.int(0)?;
    let sent = &columns(batch, arrival)[5..16];
    // screen_code screen_name film_code film_name session_code type row column price service code
    let fixed = [(0, 1), (2, 2), (4, 3), (8, 4), (9, 5), (10, 6)];
    let named = [(1, 7), (3, 8), (5, 9), (6, 10), (7, 11)];
    let differs = |(sent_at, row_at): &(usize, usize)| sent.get(*sent_at) != row.0.get(*row_at);
    let nameless = row.is_true(12)?;
    let names = named.iter().any(differs);
    let sent_is_nameless = record.screen_name.is_empty() && record.film_name.is_empty();
    if names && nameless {
        session.execute(
            "INSERT INTO names (number, screen_name, film_name, ticket_type, row_num, column_num, filled_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            &[
                number.into(),
                record.screen_name.as_str().into(),
                record.film_name.as_str().into(),
                record.ticket_type.as_str().into(),
                i64::from(record.row_num).into(),
                i64::from(record.column_num).into(),
                batch.at.as_second().into(),
            ],
        )?;
    }
    if fixed.iter().any(differs) || (names && !nameless && !sent_is_nameless) {
        let detail = serde_json::to_string(record).unwrap_or_default();
        let finding = findings::TicketKey::of(batch.cinema, record);
        let kind = Kind::Differs;
        let opened = findings::note_ticket(session, kind, &finding, &detail, batch.at, &[number])?;
        outcome.note(kind, opened);
    }
    Ok(())
}

/// The earliest CheckTime of a ticket is its admission, all others are a finding.
fn admit(
    session: &mut Session,
    fresh: &[Fresh],
    tally: &mut tallies::Changes,
    taken: &mut [BatchOutcome],
) -> Result<(), LedgerError> {
    // By CheckTime, so that of two that came together the earlier one is it.
    let mut order: Vec<&Fresh> = fresh.iter().collect();
    order.sort_by_key(|record| (record.arrival.record.check_time, record.number));
    let rows: Vec<Vec<Value>> = order
        .iter()
        .map(|record| {
            let it = &record.arrival.record;
            vec![
                record.batch.cinema.as_str().into(),
                it.film_ticket_code.as_str().into(),
                wire_time(it.start_time).into(),
                record.number.into(),
                wire_time(it.check_time).into(),
            ]
        })
        .collect();
    let admitted = session.insert(&ADMISSIONS, &rows)?;
    let admitted: BTreeSet<i64> =
        admitted.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
    for record in order {
        let it = &record.arrival.record;
        if admitted.contains(&record.number) {
            tally.add(dimensions(record), TallyCounts::admission(it.price.0, it.service.0));
        } else {
            doubled(session, record, tally, &mut taken[record.of])?;
        }
    }
    Ok(())
}

fn doubled(
    session: &mut Session,
    record: &Fresh,
    tally: &mut tallies::Changes,
    outcome: &mut BatchOutcome,
) -> Result<(), LedgerError> {
    let it = &record.arrival.record;
    let (cinema, ticket) = (record.batch.cinema, it.film_ticket_code);
    let start = wire_time(it.start_time);
    let found = session.row(
        "SELECT number, check_time FROM admissions
         WHERE cinema = $1 AND film_ticket_code = $2 AND start_time = $3",
        &[cinema.as_str().into(), ticket.as_str().into(), start.as_str().into()],
    )?;
    let Some(first) = found else { return Ok(()) };
    let (number, check_time) = (first.int(0)?, first.text(1)?.to_owned());
    let finding = findings::TicketKey::of(cinema, it);
    let both = [number, record.number];
    let kind = Kind::DoubleAdmission;
    let opened = findings::note_ticket(session, kind, &finding, "", record.batch.at, &both)?;
    outcome.note(kind, opened);
    if wire_time(it.check_time) >= check_time {
        return Ok(());
    }
    // It was checked before the one that was here first.
    session.execute(
        "UPDATE admissions SET number = $1, check_time = $2
         WHERE cinema = $3 AND film_ticket_code = $4 AND start_time = $5",
        &[
            record.number.into(),
            wire_time(it.check_time).into(),
            cinema.as_str().into(),
            ticket.as_str().into(),
            start.as_str().into(),
        ],
    )?;
    tally.add(dimensions(record), TallyCounts::admission(it.price.0, it.service.0));
    if let Some((at, price, service)) =
        tallies::of_record(session, cinema.as_str(), &start, number)?
    {
        tally.add(at, -TallyCounts::admission(price, service));
    }
    Ok(())
}

/// Tickets that the national platform called refunded before their record came.
fn refunded(
    session: &mut Session,
    fresh: &[Fresh],
    taken: &mut [BatchOutcome],
) -> Result<(), LedgerError> {
    let mut first: BTreeMap<&str, DateTime> = BTreeMap::new();
    for record in fresh {
        let start = record.arrival.record.start_time;
        let earliest = first.entry(record.batch.cinema.as_str()).or_insert(start);
        *earliest = start.min(*earliest);
    }
    for (cinema, earliest) in first {
        let rows = session.query(
            "SELECT film_ticket_code, start_time FROM facts
             WHERE cinema = $1 AND start_time >= $2 AND refunded = 1",
            &[cinema.into(), wire_time(earliest).into()],
        )?;
        let refunded: BTreeSet<(String, String)> = rows
            .iter()
            .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
            .collect::<Result<_, LedgerError>>()?;
        if refunded.is_empty() {
            continue;
        }
        for record in fresh.iter().filter(|record| record.batch.cinema.as_str() == cinema) {
            let it = &record.arrival.record;
            if refunded.contains(&(it.film_ticket_code.to_string(), wire_time(it.start_time))) {
                let finding = findings::TicketKey::of(record.batch.cinema, it);
                let kind = Kind::RefundedAfterAdmission;
                let (at, number) = (record.batch.at, record.number);
                let opened = findings::note_ticket(session, kind, &finding, "", at, &[number])?;
                taken[record.of].note(kind, opened);
            }
        }
    }
    Ok(())
}

/// Whether a record of the ticket is here.
pub fn is_checked(
    session: &mut Session,
    cinema: CinemaCode,
    ticket: FilmTicketCode,
    start_time: DateTime,
) -> Result<bool, LedgerError> {
    let found = session.row(
        "SELECT number FROM admissions
         WHERE cinema = $1 AND film_ticket_code = $2 AND start_time = $3",
        &[cinema.as_str().into(), ticket.as_str().into(), wire_time(start_time).into()],
    )?;
    Ok(found.is_some())
}

/// When a session is over whose film's length nobody knows.
pub fn assumed_end(start: DateTime) -> DateTime {
    start.saturating_add(jiff::SignedDuration::from_mins(150))
}

/// Whether a record that arrives now is late already.
pub fn is_late(session_end: DateTime, now: Timestamp) -> bool {
    china_civil(now) > session_end.saturating_add(jiff::SignedDuration::from_secs(OVERDUE_S))
}

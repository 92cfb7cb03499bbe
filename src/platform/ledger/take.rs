//! Records as they arrive: each once, however often it is sent (rules 3 and 4 of the platform).

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::admissions;
use super::findings::{self, Kind, Opened};
use super::tallies::{self, Dimensions, TallyCounts};
use super::{Insert, LedgerError, Row, Session, SqlColumn, Value};
use crate::clock::{china_timestamp, wire_time};
use crate::ticket::CinemaCode;
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

impl Arrival {
    /// When it is overdue, in seconds since 1970; one that arrives after that is late.
    fn due_at(&self) -> i64 {
        china_timestamp(self.session_end).as_second() + OVERDUE_S
    }
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
    pub(super) fn note(&mut self, kind: Kind, opened: Opened) {
        if opened.is_new {
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
    SqlColumn::Int("due_at"),
    SqlColumn::Int("proved"),
];

const RECORDS: Insert = Insert {
    table: "records",
    columns: COLUMNS,
    behind: "ON CONFLICT DO NOTHING
        RETURNING number, cinema, start_time, film_ticket_code, check_time, username",
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
pub(super) struct Fresh<'a> {
    pub number: i64,
    /// Which of the batches brought it.
    pub of: usize,
    pub batch: &'a RecordBatch,
    pub arrival: &'a Arrival,
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
    admissions::admit(session, &fresh, &mut tally, &mut taken)?;
    admissions::refunded(session, &fresh, &mut taken)?;
    session.insert(&OUTBOX, &fresh.iter().map(outbox).collect::<Vec<_>>())?;
    tally.write(session)?;
    Ok(taken)
}

/// PostgreSQL keeps records by the month of their session; a month has to be there first.
fn make_months(session: &mut Session, batches: &[RecordBatch]) -> Result<(), LedgerError> {
    let records = batches.iter().flat_map(|batch| &batch.records);
    let months: BTreeSet<Date> =
        records.map(|arrival| arrival.record.start_time.date().first_of_month()).collect();
    months.into_iter().try_for_each(|month| make_month_of(session, month.into()))
}

/// Makes room for sessions of the month of that time.
pub(super) fn make_month_of(session: &mut Session, start: DateTime) -> Result<(), LedgerError> {
    session.make_month(&start.strftime("%Y-%m").to_string())
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
        arrival.due_at().into(),
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

pub(super) fn dimensions(record: &Fresh) -> Dimensions {
    let Fresh { batch, arrival, .. } = record;
    Dimensions::of(batch.cinema.as_str(), &batch.username, &arrival.record)
}

fn outbox(record: &Fresh) -> Vec<Value> {
    let Fresh { number, batch, arrival, .. } = record;
    vec![
        (*number).into(),
        batch.cinema.as_str().into(),
        wire_time(arrival.record.start_time).into(),
        wire_time(arrival.record.check_time).into(),
        batch.at.as_second().into(),
        arrival.due_at().into(),
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

/// When a session is over whose film's length nobody knows.
pub fn assumed_end(start: DateTime) -> DateTime {
    start.saturating_add(jiff::SignedDuration::from_mins(150))
}

//! What is counted as records arrive and go up, so that no report reads the records themselves.

use std::collections::BTreeMap;
use std::ops::{AddAssign, Neg};

use jiff::civil::{Date, DateTime};

use super::{Insert, LedgerError, Session, SqlColumn, Value};
use crate::clock::{business_day, parse_wire_time, wire_time};
use crate::wire::calls::CheckTicket;

/// What a tally is of, in the order of the table's key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dimensions {
    pub day: String,
    pub cinema: String,
    pub screen_code: String,
    pub session_code: String,
    pub start_time: String,
    pub username: String,
    /// Of the day, 0 to 95, by the clock: a report counts by the hour, a picture of the day by this.
    pub quarter: i64,
}

/// Counts, or by how much they change. Amounts in fen, of admissions alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TallyCounts {
    pub records: i64,
    pub admitted: i64,
    pub forwarded: i64,
    pub set_aside: i64,
    pub unproved: i64,
    pub price: i64,
    pub service: i64,
}

/// Changes of tallies, each tally once.
#[derive(Debug, Default)]
pub struct Changes(BTreeMap<Dimensions, TallyCounts>);

const TALLIES: Insert = Insert {
    table: "tallies",
    columns: &[
        SqlColumn::Text("day"),
        SqlColumn::Text("cinema"),
        SqlColumn::Text("screen_code"),
        SqlColumn::Text("session_code"),
        SqlColumn::Text("start_time"),
        SqlColumn::Text("username"),
        SqlColumn::Int("hour"),
        SqlColumn::Int("records"),
        SqlColumn::Int("admitted"),
        SqlColumn::Int("forwarded"),
        SqlColumn::Int("set_aside"),
        SqlColumn::Int("unproved"),
        SqlColumn::Int("price"),
        SqlColumn::Int("service"),
    ],
    behind: "ON CONFLICT (day, cinema, screen_code, session_code, start_time, username, hour)
        DO UPDATE SET records = tallies.records + excluded.records,
            admitted = tallies.admitted + excluded.admitted,
            forwarded = tallies.forwarded + excluded.forwarded,
            set_aside = tallies.set_aside + excluded.set_aside,
            unproved = tallies.unproved + excluded.unproved,
            price = tallies.price + excluded.price,
            service = tallies.service + excluded.service",
};

const QUARTERS: Insert = Insert {
    table: "quarters",
    columns: &[
        SqlColumn::Text("day"),
        SqlColumn::Text("cinema"),
        SqlColumn::Int("quarter"),
        SqlColumn::Int("admitted"),
    ],
    behind: "ON CONFLICT (day, cinema, quarter)
        DO UPDATE SET admitted = quarters.admitted + excluded.admitted",
};

fn quarter(time: DateTime) -> i64 {
    i64::from(time.hour()) * 4 + i64::from(time.minute()) / 15
}

/// Admissions of a business day by quarter of an hour, in a cinema or (an empty code) in all: the quarter
/// of the day, 0 to 95, and how many.
pub fn quarters(
    session: &mut Session,
    day: Date,
    cinema: &str,
) -> Result<Vec<(i64, i64)>, LedgerError> {
    let rows = session.query(
        "SELECT quarter, CAST(sum(admitted) AS BIGINT) FROM quarters
         WHERE day = $1 AND ($2 = '' OR cinema = $2) GROUP BY quarter ORDER BY quarter",
        &[day.to_string().into(), cinema.into()],
    )?;
    rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect()
}

impl Dimensions {
    /// Those of a record: the business day and the hour are CheckTime's.
    pub fn of(cinema: &str, username: &str, record: &CheckTicket) -> Self {
        Self {
            day: business_day(record.check_time).to_string(),
            cinema: cinema.to_owned(),
            screen_code: record.screen_code.to_string(),
            session_code: record.session_code.to_string(),
            start_time: wire_time(record.start_time),
            username: username.to_owned(),
            quarter: quarter(record.check_time),
        }
    }
}

impl TallyCounts {
    /// A ticket's admission and what was paid for it, in fen.
    pub fn admission(price: u32, service: u32) -> Self {
        Self { admitted: 1, price: price.into(), service: service.into(), ..Self::default() }
    }
}

impl AddAssign for TallyCounts {
    fn add_assign(&mut self, other: Self) {
        self.records += other.records;
        self.admitted += other.admitted;
        self.forwarded += other.forwarded;
        self.set_aside += other.set_aside;
        self.unproved += other.unproved;
        self.price += other.price;
        self.service += other.service;
    }
}

impl Neg for TallyCounts {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            records: -self.records,
            admitted: -self.admitted,
            forwarded: -self.forwarded,
            set_aside: -self.set_aside,
            unproved: -self.unproved,
            price: -self.price,
            service: -self.service,
        }
    }
}

impl Changes {
    pub fn add(&mut self, at: Dimensions, counted: TallyCounts) {
        *self.0.entry(at).or_default() += counted;
    }

    /// Writes them in the order of the key, so that two that write at once never wait for each
    /// other in a circle.
    pub fn write(self, session: &mut Session) -> Result<(), LedgerError> {
        let (mut hours, mut quarters) = (BTreeMap::new(), BTreeMap::new());
        for (at, counted) in self.0 {
            if counted.admitted != 0 {
                let of = (at.day.clone(), at.cinema.clone(), at.quarter);
                *quarters.entry(of).or_insert(0) += counted.admitted;
            }
            let at = Dimensions { quarter: at.quarter / 4 * 4, ..at };
            *hours.entry(at).or_insert_with(TallyCounts::default) += counted;
        }
        let rows: Vec<Vec<Value>> = hours
            .into_iter()
            .map(|(at, counted)| {
                vec![
                    at.day.into(),
                    at.cinema.into(),
                    at.screen_code.into(),
                    at.session_code.into(),
                    at.start_time.into(),
                    at.username.into(),
                    (at.quarter / 4).into(),
                    counted.records.into(),
                    counted.admitted.into(),
                    counted.forwarded.into(),
                    counted.set_aside.into(),
                    counted.unproved.into(),
                    counted.price.into(),
                    counted.service.into(),
                ]
            })
            .collect();
        session.insert(&TALLIES, &rows)?;
        let row = |((day, cinema, quarter), admitted): ((String, String, i64), i64)| {
            vec![day.into(), cinema.into(), quarter.into(), admitted.into()]
        };
        session.insert(&QUARTERS, &quarters.into_iter().map(row).collect::<Vec<_>>()).map(drop)
    }
}

/// The tally to which a record that is here belongs, with its price and service charge in fen.
pub fn of_record(
    session: &mut Session,
    cinema: &str,
    start_time: &str,
    number: i64,
) -> Result<Option<(Dimensions, u32, u32)>, LedgerError> {
    let found = session.row(
        "SELECT check_time, screen_code, session_code, username, price, service FROM records
         WHERE cinema = $1 AND start_time = $2 AND number = $3",
        &[cinema.into(), start_time.into(), number.into()],
    )?;
    let Some(row) = found else { return Ok(None) };
    let checked =
        parse_wire_time(row.text(0)?).ok_or_else(|| LedgerError::column(0, "a time", None))?;
    let fen = |at| row.int(at).map(|fen| u32::try_from(fen).unwrap_or(0));
    let at = Dimensions {
        day: business_day(checked).to_string(),
        cinema: cinema.to_owned(),
        screen_code: row.text(1)?.to_owned(),
        session_code: row.text(2)?.to_owned(),
        start_time: start_time.to_owned(),
        username: row.text(3)?.to_owned(),
        quarter: quarter(checked),
    };
    Ok(Some((at, fen(4)?, fen(5)?)))
}

//! Sums over the tallies, by what somebody wants to know. No record is read.

use jiff::civil::Date;

use super::tallies::TallyCounts;
use super::{LedgerError, Session};

/// Which tallies: of business days, the last one too, and of one cinema or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySpan {
    pub first: Date,
    pub last: Date,
    /// Empty: all.
    pub cinema: String,
}

/// What rows are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroupBy {
    pub cinema: bool,
    pub screen: bool,
    pub session: bool,
    pub terminal: bool,
    pub hour: bool,
}

/// A row: what it is of (empty, or -1, where it is told apart by something else), and its sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub cinema: String,
    pub screen_code: String,
    pub session_code: String,
    pub start_time: String,
    pub terminal: String,
    pub hour: i64,
    pub counted: TallyCounts,
}

/// The sums, in the order of what they are told apart by; hours in that of a business day.
pub fn sums(
    session: &mut Session,
    span: &DaySpan,
    apart: GroupBy,
) -> Result<Vec<Sum>, LedgerError> {
    let rows = session.query(
        "SELECT cinema, screen_code, session_code, start_time, terminal, hour,
             CAST(sum(records) AS BIGINT), CAST(sum(admitted) AS BIGINT),
             CAST(sum(forwarded) AS BIGINT), CAST(sum(set_aside) AS BIGINT),
             CAST(sum(unproved) AS BIGINT), CAST(sum(price) AS BIGINT), CAST(sum(service) AS BIGINT)
         FROM (SELECT
             CASE WHEN $4 = 1 THEN cinema ELSE '' END AS cinema,
             CASE WHEN $5 = 1 THEN screen_code ELSE '' END AS screen_code,
             CASE WHEN $6 = 1 THEN session_code ELSE '' END AS session_code,
             CASE WHEN $6 = 1 THEN start_time ELSE '' END AS start_time,
             CASE WHEN $7 = 1 THEN username ELSE '' END AS terminal,
             CASE WHEN $8 = 1 THEN hour ELSE -1 END AS hour,
             records, admitted, forwarded, set_aside, unproved, price, service
             FROM tallies WHERE day >= $1 AND day <= $2 AND ($3 = '' OR cinema = $3)) AS shown
         GROUP BY cinema, screen_code, session_code, start_time, terminal, hour
         ORDER BY cinema, start_time, screen_code, session_code, terminal,
             CASE WHEN hour < 6 THEN hour + 24 ELSE hour END",
        &[
            span.first.to_string().into(),
            span.last.to_string().into(),
            span.cinema.as_str().into(),
            i64::from(apart.cinema).into(),
            i64::from(apart.screen).into(),
            i64::from(apart.session).into(),
            i64::from(apart.terminal).into(),
            i64::from(apart.hour).into(),
        ],
    )?;
    rows.iter()
        .map(|row| {
            let text = |at| row.text(at).map(ToOwned::to_owned);
            Ok(Sum {
                cinema: text(0)?,
                screen_code: text(1)?,
                session_code: text(2)?,
                start_time: text(3)?,
                terminal: text(4)?,
                hour: row.int(5)?,
                counted: TallyCounts {
                    records: row.int(6)?,
                    admitted: row.int(7)?,
                    forwarded: row.int(8)?,
                    set_aside: row.int(9)?,
                    unproved: row.int(10)?,
                    price: row.int(11)?,
                    service: row.int(12)?,
                },
            })
        })
        .collect()
}

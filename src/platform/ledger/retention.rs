//! Three years and a month, then a record goes: where its CheckTime and its StartTime are both past and
//! the national platform has it (rule 14 of the platform). The embedded engine takes a slice at a time;
//! PostgreSQL whole months of sessions, by a function of the schema's owner, as whoever serves has no
//! right to delete a record. The tallies stay: a report of those days still has its sums.

use jiff::civil::DateTime;
use jiff::{Span, Timestamp};

use super::log::{self, Actor};
use super::{LedgerError, LogDetail, Session, Value};
use crate::clock::{china_civil, wire_time};

/// Records of one transaction: others' writes come between.
const SLICE: u64 = 500;

/// Takes away what is past by `days` before `now`, until nothing is left or `goes_on` says no; gives
/// how many records went.
pub fn pass(
    session: &mut Session,
    days: u32,
    now: Timestamp,
    goes_on: impl Fn() -> bool,
) -> Result<u64, LedgerError> {
    let past = china_civil(now).saturating_sub(Span::new().days(i64::from(days)));
    let noted = |change: &mut Session, records: u64| match records {
        0 => Ok(0),
        records => {
            let detail = LogDetail::RecordsGone { records, days };
            log::write(change, &Actor::platform(), &detail, now).map(|()| records)
        }
    };
    let mut gone = 0;
    match session {
        Session::Sqlite(_) => {
            while goes_on() {
                let went = session.transaction(|change| {
                    let records = slice(change, past)?;
                    noted(change, records)
                })?;
                gone += went;
                if went < SLICE {
                    break;
                }
            }
        }
        Session::Postgres(_) => {
            for month in months(session, past)? {
                if !goes_on() {
                    break;
                }
                gone += session.transaction(|change| {
                    let records = drop_month(change, &month, days)?;
                    noted(change, records)
                })?;
            }
        }
    }
    Ok(gone)
}

fn slice(session: &mut Session, past: DateTime) -> Result<u64, LedgerError> {
    // Along the sessions' own index, cinema by cinema.
    let rows = session.query(
        "DELETE FROM records WHERE number IN (
             SELECT r.number FROM cinemas c CROSS JOIN records r
             WHERE r.cinema = c.code AND r.start_time < $1 AND r.check_time < $1
                 AND EXISTS (SELECT 1 FROM forwarded f WHERE f.number = r.number)
             LIMIT $2)
         RETURNING number, cinema, film_ticket_code, start_time",
        &[wire_time(past).into(), SLICE.cast_signed().into()],
    )?;
    for row in &rows {
        let number = Value::from(row.int(0)?);
        for sql in [
            "DELETE FROM names WHERE number = $1",
            "DELETE FROM proofs WHERE number = $1",
            "DELETE FROM forwarded WHERE number = $1",
            "DELETE FROM finding_records WHERE number = $1",
        ] {
            session.execute(sql, std::slice::from_ref(&number))?;
        }
        let ticket = [row.text(1)?.into(), row.text(2)?.into(), row.text(3)?.into(), number];
        session.execute(
            "DELETE FROM admissions
             WHERE cinema = $1 AND film_ticket_code = $2 AND start_time = $3 AND number = $4",
            &ticket,
        )?;
        session.execute(
            "DELETE FROM facts WHERE cinema = $1 AND film_ticket_code = $2 AND start_time = $3",
            &ticket[..3],
        )?;
    }
    Ok(rows.len() as u64)
}

/// The months of sessions that are over by then, the oldest first.
fn months(session: &mut Session, past: DateTime) -> Result<Vec<String>, LedgerError> {
    let tables = session.query(
        "SELECT CAST(c.relname AS TEXT) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'records'::regclass ORDER BY 1",
        &[],
    )?;
    let current = past.strftime("%Y-%m").to_string();
    let mut months = Vec::new();
    for table in tables {
        months.extend(month_of(table.text(0)?).filter(|month| *month < current));
    }
    Ok(months)
}

fn drop_month(session: &mut Session, month: &str, days: u32) -> Result<u64, LedgerError> {
    let sql = "SELECT drop_month($1, $2)";
    let row = session.row(sql, &[month.into(), i64::from(days).into()])?;
    row.map_or(Ok(0), |row| row.int(0).map(i64::unsigned_abs))
}

/// `2026-11` of the table `records_202611`.
fn month_of(table: &str) -> Option<String> {
    let digits = table.strip_prefix("records_")?;
    Some(format!("{}-{}", digits.get(..4)?, digits.get(4..6)?))
}

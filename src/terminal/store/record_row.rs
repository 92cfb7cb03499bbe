//! A record as it stands in a row, and columns of stricter types.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rusqlite::Row;

use super::{Admission, Basis, Record, Seq};
use crate::ticket::{
    CinemaCode, Fen, FilmCode, FilmTicketCode, ScreenCode, SeatCode, SessionCode, Ticket,
};

/// Columns of a whole record, for [`read_record`].
pub(super) const RECORD_COLUMNS: &str =
    "r.seq, r.film_ticket_code, r.cinema_code, r.ticket_info_code, r.electronic, r.check_at,
     r.business_day, r.screen_code, r.film_code, r.session_code, r.show_time, r.seat_code,
     r.price_fen, r.service_fen, r.basis, r.passed_at, r.reopened";

/// Reads [`RECORD_COLUMNS`].
pub(super) fn read_record(row: &Row) -> rusqlite::Result<Record> {
    let passed_at: Option<i64> = row.get(15)?;
    Ok(Record {
        seq: Seq(row.get(0)?),
        admission: Admission {
            cinema_code: parsed::<CinemaCode>(row, 2)?,
            ticket: Ticket {
                film_ticket_code: parsed::<FilmTicketCode>(row, 1)?,
                screen_code: parsed::<ScreenCode>(row, 7)?,
                film_code: parsed::<FilmCode>(row, 8)?,
                session_code: parsed::<SessionCode>(row, 9)?,
                show_time: parsed::<DateTime>(row, 10)?,
                seat_code: parsed::<SeatCode>(row, 11)?,
                price: Fen(row.get(12)?),
                service_fee: Fen(row.get(13)?),
            },
            ticket_info_code: row.get(3)?,
            electronic: row.get(4)?,
            at: moment(row, 5)?,
            business_day: parsed::<Date>(row, 6)?,
            basis: match row.get_ref(14)?.as_str()? {
                "online" => Basis::Online,
                _ => Basis::Offline,
            },
        },
        passed_at: passed_at.and_then(|at| Timestamp::from_millisecond(at).ok()),
        reopened: row.get(16)?,
    })
}

/// A column that holds a text of a stricter type.
pub(super) fn parsed<T>(row: &Row, at: usize) -> rusqlite::Result<T>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    row.get_ref(at)?.as_str()?.parse().map_err(|fault| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(fault))
    })
}

/// A column that holds milliseconds since 1970.
pub(super) fn moment(row: &Row, at: usize) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(row.get(at)?).map_err(|fault| {
        rusqlite::Error::FromSqlConversionFailure(
            at,
            rusqlite::types::Type::Integer,
            Box::new(fault),
        )
    })
}

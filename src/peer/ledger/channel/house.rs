//! Cinemas, halls with their seats, and films: what does not change from day to day.

use jiff::civil::DateTime;
use rusqlite::{OptionalExtension, Row};

use crate::clock::wire_time;
use crate::peer::PeerError;
use crate::peer::ledger::{PeerLedger, any_cinema, parsed, time};
use crate::ticket::{CinemaCode, FilmCode, ScreenCode};

/// A cinema of the channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseCinema {
    pub cinema_id: i64,
    /// None: its ticketing system is not here, and it has no shows.
    pub cinema: Option<CinemaCode>,
    pub name: String,
    pub address: String,
    /// The location in which it is.
    pub county: i64,
}

/// A hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseHall {
    pub hall_id: i64,
    pub cinema_id: i64,
    pub name: String,
    /// Its code on a ticket.
    pub screen: ScreenCode,
}

/// A place in a hall's plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseSeat {
    pub seat_id: String,
    pub row: u32,
    /// None: an aisle, no seat.
    pub column: Option<u32>,
    pub x: i64,
    pub y: i64,
    /// 1: of one; 2 and 3: left and right half of a couple's.
    pub kind: i64,
    /// The same of both halves of a couple's seat.
    pub love_code: String,
    /// Of the show that was asked about.
    pub is_free: bool,
}

/// A film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseFilm {
    pub movie_id: i64,
    /// Its code on a ticket.
    pub film: FilmCode,
    pub name: String,
    pub english: String,
    pub minutes: u32,
    /// Numbers of the document's table, with commas between.
    pub versions: String,
    /// Likewise.
    pub kinds: String,
    pub language: String,
    pub director: String,
    pub actors: String,
    pub intro: String,
    pub released: DateTime,
}

impl PeerLedger {
    /// Takes up a cinema, or changes it.
    pub fn put_cinema(&self, cinema: &HouseCinema) -> Result<(), PeerError> {
        let mut put = self
            .connection
            .prepare_cached("INSERT OR REPLACE INTO channel_cinemas VALUES (?1, ?2, ?3, ?4, ?5)")?;
        let code = cinema.cinema.map(|cinema| cinema.to_string());
        put.execute((cinema.cinema_id, code, &cinema.name, &cinema.address, cinema.county))?;
        Ok(())
    }

    /// Takes up a hall with all its seats, or changes it.
    pub fn put_hall(&mut self, hall: &HouseHall, seats: &[HouseSeat]) -> Result<(), PeerError> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "INSERT OR REPLACE INTO channel_halls VALUES (?1, ?2, ?3, ?4)",
            (hall.hall_id, hall.cinema_id, &hall.name, hall.screen.as_str()),
        )?;
        transaction.execute("DELETE FROM channel_seats WHERE hall_id = ?1", [hall.hall_id])?;
        {
            let mut put = transaction.prepare_cached(
                "INSERT INTO channel_seats VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?;
            for HouseSeat { seat_id, row, column, x, y, kind, love_code, .. } in seats {
                put.execute((hall.hall_id, seat_id, row, column, x, y, kind, love_code))?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// Takes up a film, or changes it.
    pub fn put_film(&self, film: &HouseFilm) -> Result<(), PeerError> {
        let HouseFilm { movie_id, name, english, minutes, versions, kinds, language, .. } = film;
        let mut put = self.connection.prepare_cached(
            "INSERT OR REPLACE INTO channel_films
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        put.execute((
            movie_id,
            film.film.as_str(),
            name,
            english,
            minutes,
            versions,
            kinds,
            language,
            &film.director,
            &film.actors,
            &film.intro,
            wire_time(film.released),
        ))?;
        Ok(())
    }

    /// So many cinemas by their IDs, after the first `skipped`.
    pub fn cinemas(&self, skipped: i64, most: i64) -> Result<Vec<HouseCinema>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT cinema_id, cinema, name, address, county FROM channel_cinemas
             ORDER BY cinema_id LIMIT ?2 OFFSET ?1",
        )?;
        let rows = query.query_map((skipped, most), cinema)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn cinema_count(&self) -> Result<i64, PeerError> {
        let sql = "SELECT count(*) FROM channel_cinemas";
        Ok(self.connection.query_row(sql, (), |row| row.get(0))?)
    }

    pub fn cinema(&self, cinema_id: i64) -> Result<Option<HouseCinema>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT cinema_id, cinema, name, address, county FROM channel_cinemas
             WHERE cinema_id = ?1",
        )?;
        Ok(query.query_row([cinema_id], cinema).optional()?)
    }

    /// A cinema's halls, each with the number of its seats.
    pub fn halls(&self, cinema_id: i64) -> Result<Vec<(HouseHall, i64)>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT hall_id, cinema_id, name, screen, (SELECT count(column_num)
                 FROM channel_seats WHERE channel_seats.hall_id = channel_halls.hall_id)
             FROM channel_halls WHERE cinema_id = ?1 ORDER BY hall_id",
        )?;
        let rows = query.query_map([cinema_id], |row| Ok((hall(row)?, row.get(4)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn hall(&self, hall_id: i64) -> Result<Option<HouseHall>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT hall_id, cinema_id, name, screen FROM channel_halls WHERE hall_id = ?1",
        )?;
        Ok(query.query_row([hall_id], hall).optional()?)
    }

    /// All films, or the one of that ID.
    pub fn films(&self, only: Option<i64>) -> Result<Vec<HouseFilm>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT movie_id, film, name, english, minutes, versions, kinds, language, director,
                 actors, intro, released
             FROM channel_films WHERE ?1 IS NULL OR movie_id = ?1 ORDER BY movie_id",
        )?;
        let rows = query.query_map([only], |row| {
            Ok(HouseFilm {
                movie_id: row.get(0)?,
                film: parsed(row, 1)?,
                name: row.get(2)?,
                english: row.get(3)?,
                minutes: row.get(4)?,
                versions: row.get(5)?,
                kinds: row.get(6)?,
                language: row.get(7)?,
                director: row.get(8)?,
                actors: row.get(9)?,
                intro: row.get(10)?,
                released: time(row, 11)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A hall's plan, and of which seats nobody has this show's.
    pub fn seats(&self, hall_id: i64, showtime_id: i64) -> Result<Vec<HouseSeat>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT place.seat_id, row_num, column_num, x, y, kind, love_code, number IS NULL
             FROM channel_seats AS place LEFT JOIN channel_holds AS hold
                 ON hold.seat_id = place.seat_id AND hold.showtime_id = ?2
             WHERE hall_id = ?1 ORDER BY y, x",
        )?;
        let rows = query.query_map((hall_id, showtime_id), |row| {
            Ok(HouseSeat {
                seat_id: row.get(0)?,
                row: row.get(1)?,
                column: row.get(2)?,
                x: row.get(3)?,
                y: row.get(4)?,
                kind: row.get(5)?,
                love_code: row.get(6)?,
                is_free: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn cinema(row: &Row) -> rusqlite::Result<HouseCinema> {
    Ok(HouseCinema {
        cinema_id: row.get(0)?,
        cinema: any_cinema(row, 1)?,
        name: row.get(2)?,
        address: row.get(3)?,
        county: row.get(4)?,
    })
}

fn hall(row: &Row) -> rusqlite::Result<HouseHall> {
    Ok(HouseHall {
        hall_id: row.get(0)?,
        cinema_id: row.get(1)?,
        name: row.get(2)?,
        screen: parsed(row, 3)?,
    })
}

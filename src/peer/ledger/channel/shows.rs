//! Shows: put on, changed, taken off. One that is taken off keeps its row, as orders and tickets name it.

use jiff::civil::DateTime;
use rusqlite::{OptionalExtension, Row};

use crate::clock::wire_time;
use crate::peer::PeerError;
use crate::peer::ledger::{PeerLedger, time};
use crate::ticket::Fen;

/// A show as it is put on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedShow {
    pub movie_id: i64,
    pub hall_id: i64,
    /// China Standard Time, as on the ticket.
    pub start: DateTime,
    /// When it is on sale no more.
    pub sale_end: DateTime,
    pub price: Fen,
    pub service: Fen,
    /// The film's length of this show; none: not told.
    pub minutes: Option<u32>,
}

/// A show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseShow {
    pub showtime_id: i64,
    pub plan: PlannedShow,
    /// False: taken off.
    pub is_offered: bool,
}

impl HouseShow {
    /// Whether its seats can be locked at this time.
    pub fn is_on_sale(&self, now: DateTime) -> bool {
        self.is_offered && now < self.plan.sale_end
    }

    /// What one seat costs, the service with it, in fen.
    pub fn seat_fen(&self) -> i64 {
        i64::from(self.plan.price.0) + i64::from(self.plan.service.0)
    }
}

const COLUMNS: &str =
    "showtime_id, movie_id, hall_id, start, sale_end, price, service, minutes, offered";

impl PeerLedger {
    /// Puts a show on: its ID.
    pub fn put_show_on(&mut self, plan: &PlannedShow) -> Result<i64, PeerError> {
        let ids = self.put_shows_on(std::slice::from_ref(plan))?;
        ids.into_iter().next().ok_or(PeerError::UnknownHall(plan.hall_id))
    }

    /// Puts many shows on, all or none: their IDs.
    pub fn put_shows_on(&mut self, plans: &[PlannedShow]) -> Result<Vec<i64>, PeerError> {
        for plan in plans {
            self.known_house(plan)?;
        }
        let transaction = self.connection.transaction()?;
        let mut ids = Vec::with_capacity(plans.len());
        for PlannedShow { movie_id, hall_id, start, sale_end, price, service, minutes } in plans {
            let mut put = transaction.prepare_cached(
                "INSERT INTO channel_shows
                     (movie_id, hall_id, start, sale_end, price, service, minutes)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            let (start, sale_end) = (wire_time(*start), wire_time(*sale_end));
            ids.push(
                put.insert((movie_id, hall_id, start, sale_end, price.0, service.0, minutes))?,
            );
        }
        transaction.commit()?;
        Ok(ids)
    }

    /// Changes a show; its orders go on.
    pub fn change_show(&self, showtime_id: i64, plan: &PlannedShow) -> Result<(), PeerError> {
        self.known_house(plan)?;
        let PlannedShow { movie_id, hall_id, start, sale_end, price, service, minutes } = plan;
        let changed = self.connection.execute(
            "UPDATE channel_shows SET movie_id = ?2, hall_id = ?3, start = ?4, sale_end = ?5,
                 price = ?6, service = ?7, minutes = ?8
             WHERE showtime_id = ?1",
            (
                showtime_id,
                movie_id,
                hall_id,
                wire_time(*start),
                wire_time(*sale_end),
                price.0,
                service.0,
                minutes,
            ),
        )?;
        if changed > 0 { Ok(()) } else { Err(PeerError::UnknownShow(showtime_id)) }
    }

    /// Takes a show off: it is in no reply any more, and no seat of it can be locked.
    pub fn take_show_off(&self, showtime_id: i64) -> Result<(), PeerError> {
        let changed = self.connection.execute(
            "UPDATE channel_shows SET offered = 0 WHERE showtime_id = ?1",
            [showtime_id],
        )?;
        if changed > 0 { Ok(()) } else { Err(PeerError::UnknownShow(showtime_id)) }
    }

    /// Every show of a cinema, in the order of their starts.
    pub fn shows(&self, cinema_id: i64) -> Result<Vec<HouseShow>, PeerError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM channel_shows
             WHERE hall_id IN (SELECT hall_id FROM channel_halls WHERE cinema_id = ?1)
             ORDER BY start, showtime_id"
        ))?;
        let rows = query.query_map([cinema_id], show)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn show(&self, showtime_id: i64) -> Result<Option<HouseShow>, PeerError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM channel_shows WHERE showtime_id = ?1"
        ))?;
        Ok(query.query_row([showtime_id], show).optional()?)
    }

    /// Marks a seat of a show as sold at the counter.
    pub fn hold_for_counter(&self, showtime_id: i64, seat_id: &str) -> Result<(), PeerError> {
        self.connection.execute(
            "INSERT OR IGNORE INTO channel_holds VALUES (?1, ?2, 0)",
            (showtime_id, seat_id),
        )?;
        Ok(())
    }

    fn known_house(&self, plan: &PlannedShow) -> Result<(), PeerError> {
        if self.hall(plan.hall_id)?.is_none() {
            return Err(PeerError::UnknownHall(plan.hall_id));
        }
        if self.films(Some(plan.movie_id))?.is_empty() {
            return Err(PeerError::UnknownFilm(plan.movie_id));
        }
        Ok(())
    }
}

fn show(row: &Row) -> rusqlite::Result<HouseShow> {
    Ok(HouseShow {
        showtime_id: row.get(0)?,
        plan: PlannedShow {
            movie_id: row.get(1)?,
            hall_id: row.get(2)?,
            start: time(row, 3)?,
            sale_end: time(row, 4)?,
            price: Fen(row.get(5)?),
            service: Fen(row.get(6)?),
            minutes: row.get(7)?,
        },
        is_offered: row.get(8)?,
    })
}

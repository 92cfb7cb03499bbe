//! What the channel keeps: how it answers, its cinemas with halls and seats, films, shows and orders. Beside the tickets in
//! one database, so that an order is issued and its tickets are made in one transaction.

mod house;
mod issue;
mod orders;
mod shows;

use std::str::FromStr;

use rusqlite::OptionalExtension;
use zeroize::Zeroizing;

use super::{PeerLedger, damaged};
use crate::peer::PeerError;
use crate::peer::channel::{ChannelFaultOrder, Issuing, Locking, Sloppiness};

pub use house::{HouseCinema, HouseFilm, HouseHall, HouseSeat};
pub use issue::Minted;
pub use orders::{ChannelOrder, NewOrder, OrderedSeat};
pub use shows::{HouseShow, PlannedShow};

pub(super) const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS channel_settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS channel_cinemas (
    cinema_id INTEGER PRIMARY KEY,
    cinema    TEXT,               -- none: its ticketing system is not here
    name      TEXT NOT NULL,
    address   TEXT NOT NULL,
    county    INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS channel_halls (
    hall_id   INTEGER PRIMARY KEY,
    cinema_id INTEGER NOT NULL,
    name      TEXT NOT NULL,
    screen    TEXT NOT NULL       -- the hall's code on a ticket
) STRICT;
CREATE TABLE IF NOT EXISTS channel_seats (
    hall_id    INTEGER NOT NULL,
    seat_id    TEXT NOT NULL,
    row_num    INTEGER NOT NULL,
    column_num INTEGER,           -- none: an aisle
    x          INTEGER NOT NULL,
    y          INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    love_code  TEXT NOT NULL,
    PRIMARY KEY (hall_id, seat_id)
) STRICT;
CREATE TABLE IF NOT EXISTS channel_films (
    movie_id INTEGER PRIMARY KEY,
    film     TEXT NOT NULL,       -- the film's code on a ticket
    name     TEXT NOT NULL,
    english  TEXT NOT NULL,
    minutes  INTEGER NOT NULL,
    versions TEXT NOT NULL,
    kinds    TEXT NOT NULL,
    language TEXT NOT NULL,
    director TEXT NOT NULL,
    actors   TEXT NOT NULL,
    intro    TEXT NOT NULL,
    released TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS channel_shows (
    showtime_id INTEGER PRIMARY KEY AUTOINCREMENT,
    movie_id    INTEGER NOT NULL,
    hall_id     INTEGER NOT NULL,
    start       TEXT NOT NULL,
    sale_end    TEXT NOT NULL,
    price       INTEGER NOT NULL, -- fen
    service     INTEGER NOT NULL, -- fen
    minutes     INTEGER,
    offered     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE IF NOT EXISTS channel_orders (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    id           TEXT NOT NULL UNIQUE,
    showtime_id  INTEGER NOT NULL,
    mobile       TEXT NOT NULL,
    created_at   INTEGER NOT NULL, -- seconds since 1970
    locked_until INTEGER NOT NULL,
    amount       INTEGER NOT NULL, -- fen
    state        INTEGER NOT NULL,
    paid         INTEGER NOT NULL DEFAULT 0,
    next_state   INTEGER,          -- with the so many-th question from now on
    polls        INTEGER NOT NULL DEFAULT 0,
    refund       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS channel_order_seats (
    number     INTEGER NOT NULL,
    seat_id    TEXT NOT NULL,
    row_num    INTEGER NOT NULL,
    column_num INTEGER NOT NULL,
    ticket     TEXT,
    PRIMARY KEY (number, seat_id)
) STRICT;
-- Who has a seat: one order, or 0 for the counter.
CREATE TABLE IF NOT EXISTS channel_holds (
    showtime_id INTEGER NOT NULL,
    seat_id     TEXT NOT NULL,
    number      INTEGER NOT NULL,
    PRIMARY KEY (showtime_id, seat_id)
) STRICT;
CREATE TRIGGER IF NOT EXISTS channel_seats_free AFTER UPDATE OF state, refund ON channel_orders
WHEN new.state IN (2, 20, 40, 100, 110) OR new.refund > 0
BEGIN
    DELETE FROM channel_holds WHERE number = new.number;
END;
";

/// How the channel answers, until it is told otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelManner {
    pub sloppy: Sloppiness,
    pub fault: ChannelFaultOrder,
    pub locking: Locking,
    pub issuing: Issuing,
    /// How long seats are kept for an order that is not confirmed, in seconds.
    pub lock_s: u32,
}

impl Default for ChannelManner {
    fn default() -> Self {
        Self {
            sloppy: Sloppiness::default(),
            fault: ChannelFaultOrder::default(),
            locking: Locking::default(),
            issuing: Issuing::default(),
            lock_s: 900,
        }
    }
}

/// Who may call.
#[derive(Clone)]
pub struct ChannelAccess {
    pub channel_code: String,
    pub secret: Zeroizing<String>,
}

impl std::fmt::Debug for ChannelAccess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ChannelAccess({:?}, …)", self.channel_code)
    }
}

impl PeerLedger {
    /// How the channel answers now.
    pub fn channel_manner(&self) -> Result<ChannelManner, PeerError> {
        let usual = ChannelManner::default();
        Ok(ChannelManner {
            sloppy: self.setting("sloppy")?.unwrap_or(usual.sloppy),
            fault: self.setting("fault")?.unwrap_or(usual.fault),
            locking: self.setting("locking")?.unwrap_or(usual.locking),
            issuing: self.setting("issuing")?.unwrap_or(usual.issuing),
            lock_s: self.setting("lock_s")?.unwrap_or(usual.lock_s),
        })
    }

    /// Has the channel answer so from now on.
    pub fn set_channel_manner(&self, manner: &ChannelManner) -> Result<(), PeerError> {
        let ChannelManner { sloppy, fault, locking, issuing, lock_s } = manner;
        self.set("sloppy", &sloppy.to_string())?;
        self.set("fault", &fault.to_string())?;
        self.set("locking", &locking.to_string())?;
        self.set("issuing", &issuing.to_string())?;
        self.set("lock_s", &lock_s.to_string())
    }

    /// Who may call; none: nobody yet.
    pub fn channel_access(&self) -> Result<Option<ChannelAccess>, PeerError> {
        let secret: Option<String> = self.setting("secret")?;
        let channel_code = self.setting("channel_code")?;
        Ok(channel_code.zip(secret).map(|(channel_code, secret)| ChannelAccess {
            channel_code,
            secret: Zeroizing::new(secret),
        }))
    }

    pub fn set_channel_access(&self, access: &ChannelAccess) -> Result<(), PeerError> {
        self.set("channel_code", &access.channel_code)?;
        self.set("secret", &access.secret)
    }

    fn setting<T>(&self, name: &str) -> Result<Option<T>, PeerError>
    where
        T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
    {
        let mut query =
            self.connection.prepare_cached("SELECT value FROM channel_settings WHERE name = ?1")?;
        let row = query.query_row([name], |row| {
            let text: String = row.get(0)?;
            text.parse().map_err(|fault| damaged(0, fault))
        });
        Ok(row.optional()?)
    }

    fn set(&self, name: &str, value: &str) -> Result<(), PeerError> {
        let mut put = self.connection.prepare_cached(
            "INSERT INTO channel_settings VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET value = excluded.value",
        )?;
        put.execute((name, value))?;
        Ok(())
    }
}

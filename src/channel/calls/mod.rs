//! The twelve calls (CHANNEL §2), a file each: what is asked, by the document's names, and what is replied. The query's
//! type is the call.
//!
//! Serialising a reply keeps the document's names and the types of its tables: numbers as numbers, order and show IDs
//! as text, times as `YYYY-MM-DDThh:mm:ss` in China Standard Time, null where nothing is told that reads. Names
//! are made plain while they are read.

mod lock_seats;
mod query_cinema;
mod query_cinemas;
mod query_halls;
mod query_locations;
mod query_movie;
mod query_movies;
mod query_order;
mod query_show_seats;
mod query_shows;
mod release_seats;
mod submit_order;

use serde::Serialize;
use strum::VariantArray;

use super::field::ReplyFields;
use super::parameters::{ParameterFault, Parameters};
use super::reply::ReplyFault;

pub use lock_seats::{LockReply, LockSeats, LockedOrder, SeatName, seat_ids};
pub use query_cinema::{CinemaReply, QueryCinema};
pub use query_cinemas::{ChannelCinema, CinemasReply, QueryCinemas};
pub use query_halls::{ChannelHall, HallsReply, QueryHalls};
pub use query_locations::{Location, LocationsReply, QueryLocations};
pub use query_movie::{MovieReply, QueryMovie};
pub use query_movies::{Movie, MoviesReply, QueryMovies};
pub use query_order::{OrderDetail, OrderReply, QueryOrder};
pub use query_show_seats::{ChannelSeat, QueryShowSeats, SeatsReply};
pub use query_shows::{ChannelShow, QueryShows, ShowsReply};
pub use release_seats::ReleaseSeats;
pub use submit_order::SubmitOrder;

/// A call: its parameters, with the name and the reply that belong to it.
pub trait ChannelCall: Sized {
    /// Its name.
    const NAME: CallName;

    /// What is replied beside `code` and `msg`.
    type Reply: Serialize;

    /// Its parameters by their names, but for `channelCode` and `sign`. One that is not sent is not among them.
    fn parameters(&self) -> Vec<(&'static str, String)>;

    /// Makes the call of parameters, all of which have to be its own.
    fn of(given: Parameters) -> Result<Self, ParameterFault>;

    /// Reads a reply of success.
    fn read(reply: &ReplyFields<'_>) -> Result<Self::Reply, ReplyFault>;
}

/// The name that stands in the address.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
#[strum(serialize_all = "camelCase")]
pub enum CallName {
    QueryLocations,
    QueryCinemas,
    QueryCinema,
    QueryMovies,
    QueryMovie,
    QueryHalls,
    QueryShows,
    QueryShowSeats,
    LockSeats,
    SubmitOrder,
    ReleaseSeats,
    QueryOrder,
}

impl CallName {
    /// Every call.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The document's name.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The call of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// Whether it is about seats or an order: such a call goes over plain HTTP only where the configuration says so.
    pub fn is_order(self) -> bool {
        match self {
            Self::QueryLocations
            | Self::QueryCinemas
            | Self::QueryCinema
            | Self::QueryMovies
            | Self::QueryMovie
            | Self::QueryHalls
            | Self::QueryShows => false,
            Self::QueryShowSeats
            | Self::LockSeats
            | Self::SubmitOrder
            | Self::ReleaseSeats
            | Self::QueryOrder => true,
        }
    }
}

/// A reply with nothing in it but `code` and `msg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Done {}

/// Whether a list's entries are as many as the reply says, and each of them reads; where it does not say, that is not
/// looked at (CHANNEL §7).
fn adds_up(total_count: Option<i64>, entries: usize, passed_over: usize) -> bool {
    passed_over == 0 && total_count.is_none_or(|total| usize::try_from(total) == Ok(entries))
}

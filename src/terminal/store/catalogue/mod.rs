//! The catalogue of the channel API (CHANNEL §3): films, halls and shows, by which an offline terminal names what
//! it shows and knows how long a film is. A reply is compared with what is here ([`difference`]); what differs
//! is taken in one transaction.

mod difference;
mod listing;
mod lookup;
mod names;
mod past;
mod take;

use jiff::Timestamp;
use jiff::civil::DateTime;

pub use listing::{ListedCinema, ListedHall, ListedShow, PartFigures};
pub use lookup::{Programme, ProgrammeShow, Show};
pub(super) use names::{film_of, hall_of};
pub use take::CatalogueOutcome;

/// As many rows of a list are kept at the most, and are in a reply that is one: a cinema's shows of weeks, a
/// country's cinemas.
pub const MOST_ITEMS: usize = 20_000;

/// One of the five lists.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::IntoStaticStr,
    strum::EnumString,
)]
#[strum(serialize_all = "snake_case")]
pub enum CataloguePart {
    Locations,
    Cinemas,
    Movies,
    Halls,
    Shows,
}

impl CataloguePart {
    /// In the order in which they are asked for.
    pub const ALL: [Self; 5] =
        [Self::Locations, Self::Cinemas, Self::Movies, Self::Halls, Self::Shows];

    /// The name in the store, in events and in `hallgate status`.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether it is one cinema's, which has to be known.
    pub fn is_of_cinema(self) -> bool {
        matches!(self, Self::Halls | Self::Shows)
    }
}

/// A location, cinema, film or hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueName {
    /// The channel's number.
    pub id: i64,
    pub name: String,
    /// A film's length as it was told.
    pub minutes: Option<i64>,
    /// Of a hall, likewise.
    pub seats: Option<i64>,
    pub enabled: bool,
}

/// A show as the channel tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueShow {
    pub id: String,
    pub hall: Option<i64>,
    pub movie: Option<i64>,
    /// China Standard Time.
    pub start: DateTime,
    /// As it was told.
    pub minutes: Option<i64>,
    pub enabled: bool,
}

/// The items of a reply that read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogueItems {
    Names(Vec<CatalogueName>),
    Shows(Vec<CatalogueShow>),
}

/// A reply to one of the five calls, all of its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueReply {
    pub part: CataloguePart,
    pub items: CatalogueItems,
    /// Its pages add up and each item reads; else it disables nothing.
    pub whole: bool,
}

/// What a reply changes of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueChange {
    pub part: CataloguePart,
    /// What was not here, or was something else.
    pub put: CatalogueItems,
    /// What is here and was not in the reply.
    pub gone: Vec<Gone>,
    /// What is here, is gone and has to make room.
    pub forgotten: Vec<Gone>,
    pub whole: bool,
    /// A whole reply with nothing in it, for the first time.
    pub empty_once: bool,
    pub at: Timestamp,
}

/// By which number an item is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gone {
    Name(i64),
    Show(String),
}

impl CatalogueItems {
    pub fn len(&self) -> usize {
        match self {
            Self::Names(names) => names.len(),
            Self::Shows(shows) => shows.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

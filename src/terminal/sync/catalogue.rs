//! The catalogue as the channel API has it: one of its lists, all its pages, read and counted (CHANNEL §2, §3). What
//! comes from there names and lengthens, and decides nothing.

mod fault;
mod fetcher;

use std::time::Duration;

use jiff::Timestamp;
use zeroize::Zeroizing;

pub use fault::{CatalogueFault, CatalogueSetupFault};
pub(super) use fetcher::{Fetcher, PartFetched};

use crate::channel::calls::{
    ChannelCinema, ChannelHall, ChannelShow, Location, Movie, QueryCinemas, QueryHalls,
    QueryLocations, QueryMovies, QueryShows,
};
use crate::channel::{ChannelCall, CinemaPages, Credentials, NextPage};
use crate::terminal::config::{Catalogue, PlatformConfig};
use crate::terminal::store::{
    CatalogueItems, CatalogueName, CataloguePart, CatalogueReply, CatalogueShow, MOST_ITEMS,
    open_secret,
};
use crate::transport::{ChannelClient, ChannelRemote};

/// The channel, for one cinema or for none yet.
#[derive(Debug)]
pub struct CatalogueSource {
    channel: ChannelClient,
    cinema: Option<i64>,
}

/// A list as it came, and what the channel's clock showed.
#[derive(Debug)]
pub struct FetchedList {
    pub date: Option<Timestamp>,
    pub outcome: Result<CatalogueReply, CatalogueFault>,
}

impl CatalogueSource {
    /// Reads the secret; connects with the first call. It is waited for as long as for the platform.
    pub fn open(
        catalogue: &Catalogue,
        platform: &PlatformConfig,
    ) -> Result<Self, CatalogueSetupFault> {
        let secret = open_secret::<CatalogueSetupFault>(&catalogue.secret)?;
        let secret = std::str::from_utf8(secret.trim_ascii()).unwrap_or_default();
        if secret.is_empty() {
            return Err(CatalogueSetupFault::Secret);
        }
        let remote = ChannelRemote {
            uri: catalogue.url.uri().clone(),
            connect_timeout: Duration::from_millis(platform.connect_timeout_ms),
            request_timeout: Duration::from_millis(platform.request_timeout_ms),
        };
        let credentials = Credentials {
            channel_code: catalogue.channel_code.clone(),
            secret: Zeroizing::new(secret.to_owned()),
        };
        let channel = ChannelClient::new(&remote, credentials)?;
        let cinema = catalogue.cinema_id.and_then(|id| i64::try_from(id).ok());
        Ok(Self { channel, cinema })
    }

    /// One of the lists; those of a cinema only where that is known.
    pub fn fetch(&self, part: CataloguePart) -> FetchedList {
        let mut date = None;
        let outcome = match (part, self.cinema) {
            (CataloguePart::Locations, _) => {
                let reply = self.call(&QueryLocations {}, &mut date);
                reply.and_then(|reply| {
                    let whole = reply.is_whole();
                    names(part, reply.locations, location, whole)
                })
            }
            (CataloguePart::Cinemas, _) => self.cinemas(&mut date),
            (CataloguePart::Movies, _) => {
                let reply = self.call(&QueryMovies {}, &mut date);
                reply.and_then(|reply| {
                    let whole = reply.is_whole();
                    names(part, reply.movies, movie, whole)
                })
            }
            (CataloguePart::Halls, Some(cinema_id)) => {
                let reply = self.call(&QueryHalls { cinema_id }, &mut date);
                reply.and_then(|reply| {
                    let whole = reply.is_whole();
                    names(part, reply.halls, hall, whole)
                })
            }
            (CataloguePart::Shows, Some(cinema_id)) => {
                let reply = self.call(&QueryShows { cinema_id }, &mut date);
                reply.and_then(|reply| {
                    let whole = reply.is_whole();
                    bounded(reply.shows.len())?;
                    let shows = reply.shows.into_iter().map(show).collect();
                    Ok(CatalogueReply { part, items: CatalogueItems::Shows(shows), whole })
                })
            }
            (CataloguePart::Halls | CataloguePart::Shows, None) => Err(CatalogueFault::NoCinema),
        };
        FetchedList { date, outcome }
    }

    /// Every page. One that breaks off is as if none had come: half a country says nothing of the rest.
    fn cinemas(&self, date: &mut Option<Timestamp>) -> Result<CatalogueReply, CatalogueFault> {
        let mut pages = CinemaPages::default();
        let mut page_index = None;
        let mut cinemas = Vec::new();
        loop {
            let page = self.call(&QueryCinemas { page_index }, date)?;
            let next = pages.take(&page);
            cinemas.extend(page.cinemas);
            bounded(cinemas.len())?;
            match next {
                NextPage::Ask(page) => page_index = Some(i64::from(page)),
                NextPage::End { whole } => {
                    return names(CataloguePart::Cinemas, cinemas, cinema, whole);
                }
            }
        }
    }

    fn call<C: ChannelCall>(
        &self,
        call: &C,
        date: &mut Option<Timestamp>,
    ) -> Result<C::Reply, CatalogueFault> {
        let called = self.channel.call(call, None);
        *date = called.date.or(*date);
        Ok(called.outcome.map(|answer| answer.data)?)
    }
}

fn bounded(items: usize) -> Result<(), CatalogueFault> {
    if items > MOST_ITEMS { Err(CatalogueFault::TooMany(items)) } else { Ok(()) }
}

fn names<T>(
    part: CataloguePart,
    items: Vec<T>,
    of: impl Fn(T) -> CatalogueName,
    whole: bool,
) -> Result<CatalogueReply, CatalogueFault> {
    bounded(items.len())?;
    let items = CatalogueItems::Names(items.into_iter().map(of).collect());
    Ok(CatalogueReply { part, items, whole })
}

/// The first of these that says something.
fn first(names: [String; 2]) -> String {
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

fn location(of: Location) -> CatalogueName {
    let name = first([of.name_cn, of.name_en]);
    CatalogueName { id: of.location_id, name, minutes: None, seats: None, enabled: true }
}

/// Whatever its state, it is one that an installer may look for.
fn cinema(of: ChannelCinema) -> CatalogueName {
    CatalogueName {
        id: of.cinema_id,
        name: of.cinema_name,
        minutes: None,
        seats: None,
        enabled: true,
    }
}

fn movie(of: Movie) -> CatalogueName {
    let name = first([of.movie_name_cn, of.movie_name_en]);
    CatalogueName { id: of.movie_id, name, minutes: of.film_length, seats: None, enabled: true }
}

fn hall(of: ChannelHall) -> CatalogueName {
    let enabled = of.hall_status.is_none_or(|status| status == 1);
    let name = first([of.hall_name, of.alias]);
    CatalogueName { id: of.hall_id, name, minutes: None, seats: of.seat_count, enabled }
}

fn show(of: ChannelShow) -> CatalogueShow {
    CatalogueShow {
        id: of.showtime_id,
        hall: of.hall_id,
        movie: of.movie_id,
        start: of.show_time,
        minutes: of.film_length,
        enabled: of.status != Some(0),
    }
}

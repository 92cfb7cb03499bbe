//! The catalogue's lists: which one is due, and what a reply changes of what is here. All else goes first: a question
//! for a visitor, keys, uploads.

use std::time::Duration;

use super::{SyncEvent, WorkerState};
use crate::clock::Now;
use crate::terminal::config::Catalogue;
use crate::terminal::store::{CatalogueChange, CataloguePart, StoreReader};
use crate::terminal::sync::catalogue::{CatalogueFault, Fetcher, PartFetched};
use crate::transport::RetryTimer;

/// The longest wait after a failure, or until what was doubted is asked for anew.
const LONGEST: Duration = Duration::from_secs(1800);

/// In this order lists are asked for that are due at once: what a door shows comes first.
const ORDER: [CataloguePart; 5] = [
    CataloguePart::Movies,
    CataloguePart::Halls,
    CataloguePart::Shows,
    CataloguePart::Cinemas,
    CataloguePart::Locations,
];

/// When a list is to be had.
#[derive(Debug)]
struct PartSchedule {
    part: CataloguePart,
    interval: Duration,
    /// By the monotonic clock.
    due: Duration,
    retry: RetryTimer,
}

/// When the lists are asked for, and which one is on its way.
#[derive(Debug)]
pub(super) struct CatalogueSchedule {
    fetcher: Fetcher,
    parts: Vec<PartSchedule>,
    asked: bool,
    came: Option<PartFetched>,
}

impl CatalogueSchedule {
    /// By what is here of the lists, at the time that both clocks show.
    pub fn new(catalogue: &Catalogue, fetcher: Fetcher, reader: &StoreReader, now: Now) -> Self {
        let parts = ORDER.into_iter();
        let parts = parts.filter(|part| catalogue.cinema_id.is_some() || !part.is_of_cinema());
        let schedule = |part: CataloguePart| {
            let interval = Duration::from_secs(match part {
                CataloguePart::Shows => catalogue.shows_s,
                _ => catalogue.movies_s,
            });
            let retry = RetryTimer::new(interval.min(LONGEST), fastrand::Rng::new());
            PartSchedule { part, interval, due: Duration::ZERO, retry }
        };
        let mut own =
            Self { fetcher, parts: parts.map(schedule).collect(), asked: false, came: None };
        own.begin_anew(reader, now);
        own
    }

    /// Another database may know other lists: what is overdue by the wall clock is due at once.
    pub fn begin_anew(&mut self, reader: &StoreReader, now: Now) {
        for own in &mut self.parts {
            let figures = reader.part_figures(own.part).ok();
            let whole_at = figures.and_then(|figures| figures.whole_at);
            // A list from a time that is still to come was kept by another clock.
            let age = whole_at.and_then(|at| Duration::try_from(now.wall.duration_since(at)).ok());
            let rest = age.and_then(|age| own.interval.checked_sub(age));
            own.due = rest.map_or(Duration::ZERO, |rest| now.mono + rest);
        }
    }

    /// When there is something to do: a list that came, or one to be asked for.
    pub fn due(&self) -> Option<Duration> {
        match (&self.came, self.asked) {
            (Some(_), _) => Some(Duration::ZERO),
            (None, true) => None,
            (None, false) => self.parts.iter().map(|part| part.retry.after(part.due)).min(),
        }
    }

    /// A list came, or did not.
    pub fn came(&mut self, fetched: PartFetched) {
        self.came = Some(fetched);
    }

    fn ask(&mut self, now: Duration) {
        let due = |part: &&mut PartSchedule| part.retry.after(part.due);
        let Some(next) = self.parts.iter_mut().min_by_key(due) else { return };
        self.asked = self.fetcher.order(next.part);
        if !self.asked {
            next.retry.fail(now, false);
        }
    }

    /// Sets when this list is asked for next.
    fn settle(&mut self, part: CataloguePart, now: Duration, fault: Option<&CatalogueFault>) {
        self.asked = false;
        let Some(own) = self.parts.iter_mut().find(|own| own.part == part) else { return };
        match fault {
            None => {
                own.retry.clear();
                own.due = now + own.interval;
            }
            Some(CatalogueFault::Doubted | CatalogueFault::Empty) => {
                own.retry.clear();
                own.due = now + own.interval.min(LONGEST);
            }
            Some(_) => own.retry.fail(now, false),
        }
    }
}

impl WorkerState {
    /// Takes the list that came, else asks for the one that is due.
    pub(super) fn go_on_with_catalogue(&mut self) {
        let (now, at) = (self.now(), self.wall());
        let Some(schedule) = &mut self.catalogue else { return };
        let Some(PartFetched { part, list }) = schedule.came.take() else {
            return schedule.ask(now);
        };
        let differs = |reply| {
            let change = self.reader.catalogue_difference(reply, at);
            change.map_err(|fault| CatalogueFault::of_store(&fault))
        };
        let (change, fault) = match list.outcome.and_then(differs) {
            Ok(change) => {
                let fault = CatalogueFault::of_change(&change);
                (Some(Box::new(change)), fault)
            }
            Err(fault) => (None, Some(fault)),
        };
        schedule.settle(part, now, fault.as_ref());
        self.emit(SyncEvent::Catalogue { part, change, fault });
    }
}

impl CatalogueFault {
    /// What of a reply is not believed, if anything.
    pub fn of_change(change: &CatalogueChange) -> Option<Self> {
        match (change.whole, change.empty_once) {
            (false, _) => Some(Self::Doubted),
            (true, true) => Some(Self::Empty),
            (true, false) => None,
        }
    }
}

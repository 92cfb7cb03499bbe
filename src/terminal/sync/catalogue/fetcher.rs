//! The thread that waits for the channel, so that the worker, who has visitors' questions to ask, does not. It is told
//! which list to fetch, one at a time, and hands over what came; it knows neither database nor loop.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};

use super::{CatalogueFault, CatalogueSource, FetchedList};
use crate::terminal::config::{Catalogue, PlatformConfig};
use crate::terminal::store::CataloguePart;

/// How much the thread gives way to the others, in the kernel's steps: reading some megabytes may not take the
/// loop's time on a board with one core.
const GIVES_WAY: i32 = 10;

/// What came of a request for a list.
#[derive(Debug)]
pub struct PartFetched {
    pub part: CataloguePart,
    pub list: FetchedList,
}

/// The worker's end of the thread.
#[derive(Debug)]
pub struct Fetcher(Sender<CataloguePart>);

impl Fetcher {
    /// Starts the thread, which ends with the worker. `done` is called on it.
    pub fn start(
        catalogue: Catalogue,
        platform: PlatformConfig,
        done: impl Fn(PartFetched) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (orders, inbox) = channel::<CataloguePart>();
        let work = move || {
            // Of a thread alone, on Linux; where it is not allowed nothing is lost.
            let _ = rustix::process::nice(GIVES_WAY);
            for part in inbox {
                let fetched = catch_unwind(AssertUnwindSafe(|| fetch(&catalogue, &platform, part)));
                let list = fetched
                    .unwrap_or(FetchedList { date: None, outcome: Err(CatalogueFault::Panicked) });
                done(PartFetched { part, list });
            }
        };
        std::thread::Builder::new().name("catalogue".into()).spawn(work)?;
        Ok(Self(orders))
    }

    /// Has a list fetched; false where the thread is gone.
    pub fn order(&self, part: CataloguePart) -> bool {
        self.0.send(part).is_ok()
    }
}

/// The secret is read each time: who puts it right need not start the terminal anew.
fn fetch(catalogue: &Catalogue, platform: &PlatformConfig, part: CataloguePart) -> FetchedList {
    match CatalogueSource::open(catalogue, platform) {
        Ok(source) => source.fetch(part),
        Err(fault) => FetchedList { date: None, outcome: Err(fault.into()) },
    }
}

//! Records that are past go by themselves, on a thread of its own with a connection of its own: at the
//! start, then every hour.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use jiff::Timestamp;

use super::ledger::{LedgerError, Place, retention};
use crate::threads;

/// How soon after the start, when others have begun.
const FIRST: Duration = Duration::from_secs(2);

const EVERY: Duration = Duration::from_secs(3600);

/// It runs until this is dropped, and ends after the slice that it is at.
pub struct Retention {
    over: Arc<AtomicBool>,
    _wake: Sender<()>,
}

impl Retention {
    /// Begins the thread.
    pub fn start(place: Place, days: u32) -> io::Result<Self> {
        let over = Arc::new(AtomicBool::new(false));
        let (wake, asleep) = channel();
        let is_over = over.clone();
        threads::begin("retention", move || {
            let mut wait = FIRST;
            while let Err(RecvTimeoutError::Timeout) = asleep.recv_timeout(wait) {
                wait = EVERY;
                match once(&place, days, &is_over) {
                    Ok(0) => {}
                    Ok(records) => log::info!("{records} records older than {days} days are gone"),
                    Err(fault) => log::warn!("records that are past stay for now: {fault}"),
                }
            }
        })?;
        Ok(Self { over, _wake: wake })
    }
}

impl Drop for Retention {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

fn once(place: &Place, days: u32, over: &AtomicBool) -> Result<u64, LedgerError> {
    let goes_on = || !over.load(Ordering::Relaxed);
    retention::pass(&mut place.connect()?, days, Timestamp::now(), goes_on)
}

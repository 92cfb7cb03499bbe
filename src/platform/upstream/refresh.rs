//! When each cinema's keys are fetched: at once where it is new, then every `refresh_s` at a moment of
//! its own, so that 13,000 cinemas are spread over that time, whichever node asks and whenever it was
//! started.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::gate::CallGate;
use super::rota::Rota;
use super::{BlockingLedger, UpstreamShared, keys};
use crate::platform::ledger::cinemas::{self, Fetched, Last};
use crate::platform::ledger::locks::Duty;
use crate::ticket::CinemaCode;
use crate::transport::{Caller, RetryTimer};

/// Cinemas that are asked about at a time.
pub(super) const THREADS: usize = 2;

/// How soon a cinema that became known is asked about.
const EVERY: Duration = Duration::from_secs(2);

/// What the threads share.
pub(super) struct Refresh {
    rota: Rota<()>,
    gate: Mutex<CallGate>,
    failed: Mutex<FailedFetches>,
    began: Instant,
}

/// Cinemas for which nothing came, and when they are asked about again.
struct FailedFetches {
    timers: HashMap<CinemaCode, RetryTimer>,
    /// Some wait for the platform to be there again.
    by_link: bool,
}

impl Refresh {
    pub(super) fn new(refresh: Duration, retry_max: Duration) -> Self {
        let failed = FailedFetches { timers: HashMap::new(), by_link: false };
        Self {
            rota: Rota::new((refresh / 4).min(EVERY)),
            gate: Mutex::new(CallGate::new(retry_max, fastrand::Rng::new())),
            failed: Mutex::new(failed),
            began: Instant::now(),
        }
    }

    /// Ends the threads after the call that each is at.
    pub(super) fn end(&self) {
        self.rota.end();
    }

    /// A thread's whole life.
    pub(super) fn work(
        &self,
        shared: &Arc<UpstreamShared>,
        mut caller: Caller,
        blocking: &BlockingLedger,
    ) {
        while let Some((cinema, ())) = self.rota.next(|| self.list(shared, blocking)) {
            if !self.admitted() {
                return;
            }
            self.fetch(cinema, shared, &mut caller, blocking);
            self.gate().unused(Instant::now());
            self.rota.done(cinema, false);
        }
    }

    /// Waits until calls are made; false: it is over.
    fn admitted(&self) -> bool {
        loop {
            let admitted = self.gate().admit(Instant::now());
            match admitted {
                Ok(()) => return !self.rota.is_over(),
                Err(wait) if !self.rota.pause(wait) => return false,
                Err(_) => {}
            }
        }
    }

    fn list(&self, shared: &UpstreamShared, blocking: &BlockingLedger) -> Vec<(CinemaCode, ())> {
        let all = blocking.read(cinemas::last_fetches).unwrap_or_else(|fault| {
            log::error!("the cinemas do not read: {fault}");
            Vec::new()
        });
        let (now, moment) = (Timestamp::now().as_second(), self.began.elapsed());
        let refresh_s = i64::try_from(shared.settings.refresh.as_secs()).unwrap_or(i64::MAX);
        let failed = self.failed();
        let is_due = |last: &&Last| match failed.timers.get(&last.cinema) {
            Some(timer) => timer.after(moment) <= moment,
            None => last.failed || is_due(last, now, refresh_s),
        };
        let mut due: Vec<&Last> = all.iter().filter(is_due).collect();
        due.sort_by_key(|last| last.asked_at);
        due.into_iter().map(|last| (last.cinema, ())).collect()
    }

    fn fetch(
        &self,
        cinema: CinemaCode,
        shared: &UpstreamShared,
        caller: &mut Caller,
        blocking: &BlockingLedger,
    ) {
        let lock = match shared.locks.take(Duty::Keys, cinema) {
            Ok(Some(lock)) => lock,
            Ok(None) => return,
            Err(fault) => return log::error!("the turn of cinema {cinema} is not known: {fault}"),
        };
        let fetched = keys::fetch(shared, caller, blocking, cinema, None);
        shared.locks.give_back(lock);
        let (brought, by_link) = match fetched {
            Ok(Ok(fetched)) => {
                self.gate().passed();
                (!matches!(fetched, Fetched::Failed(_)), false)
            }
            Ok(Err(fault)) => {
                self.gate().failed(Instant::now(), fault.is_link());
                (false, fault.is_link())
            }
            Err(fault) => {
                log::error!("the keys of cinema {cinema} are not kept: {fault}");
                (false, false)
            }
        };
        self.noted(cinema, brought, by_link, shared.settings.refresh);
    }

    fn noted(&self, cinema: CinemaCode, brought: bool, by_link: bool, refresh: Duration) {
        let mut failed = self.failed();
        if !by_link && failed.by_link {
            failed.by_link = false;
            failed.timers.values_mut().for_each(RetryTimer::contact);
        }
        if brought {
            failed.timers.remove(&cinema);
            return;
        }
        failed.by_link |= by_link;
        let timer = failed
            .timers
            .entry(cinema)
            .or_insert_with(|| RetryTimer::new(refresh, fastrand::Rng::new()));
        timer.fail(self.began.elapsed(), by_link);
    }

    fn gate(&self) -> MutexGuard<'_, CallGate> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed(&self) -> MutexGuard<'_, FailedFetches> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the cinema's moment has come since it was asked about.
fn is_due(last: &Last, now: i64, refresh_s: i64) -> bool {
    let Some(asked_at) = last.asked_at else { return true };
    let refresh_s = refresh_s.max(1);
    let moment = now - (now - phase(last.cinema, refresh_s)).rem_euclid(refresh_s);
    // One that lies ahead was asked by a clock that ran ahead.
    asked_at < moment || asked_at > now
}

/// The cinema's own moment within the time of refreshing.
fn phase(cinema: CinemaCode, refresh_s: i64) -> i64 {
    let digest: [u8; 32] = Sha256::digest(cinema.as_str()).into();
    let start = digest.iter().take(4).fold(0_i64, |number, byte| (number << 8) | i64::from(*byte));
    start % refresh_s
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(number: u32, asked_at: Option<i64>) -> Last {
        Last {
            cinema: format!("{number:08}").parse().unwrap(),
            asked_at,
            good_at: asked_at,
            failed: false,
        }
    }

    #[test]
    fn a_new_cinema_is_asked_about_at_once_and_then_once_in_each_time() {
        let now = 1_900_000_000;
        assert!(is_due(&last(1, None), now, 1800));
        assert!(is_due(&last(1, Some(now + 60)), now, 1800), "the clock ran ahead");
        for number in 0..50 {
            let mut asked_at = now;
            let mut gaps = Vec::new();
            for second in now..now + 4 * 1800 {
                if is_due(&last(number, Some(asked_at)), second, 1800) {
                    gaps.push(second - asked_at);
                    asked_at = second;
                }
            }
            assert!(gaps[0] <= 1800 && gaps[1..].iter().all(|gap| *gap == 1800), "{gaps:?}");
        }
    }

    #[test]
    fn thirteen_thousand_cinemas_are_spread_over_the_time() {
        let mut minutes = [0; 30];
        for number in 0..13_000 {
            let phase = phase(last(number, None).cinema, 1800);
            minutes[usize::try_from(phase / 60).unwrap()] += 1;
        }
        // 433 on the average.
        assert!(minutes.iter().all(|count| (330..540).contains(count)), "{minutes:?}");
    }
}

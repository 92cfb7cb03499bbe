//! How things stand: the figures of the status bar, and the house-keeping that brings them up to
//! date once a second, a little at a time.

use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::LoopTerminal;
use super::programme::DoorProgramme;
use crate::clock::{Now, business_day};
use crate::terminal::config::Config;
use crate::terminal::menu::Person;
use crate::terminal::screen::{DeviceState, Devices, NeighbourCount, Network, StatusBar};
use crate::terminal::store::{DISK_LOW, LATE_AFTER_MIN, Setting, Store, StoreError, free_bytes};
use crate::terminal::sync::Complaints;
use crate::transport::Fault;
use crate::wire::Flaw;
use crate::wire::calls::Api;
use crate::words::size;

/// Records that are pruned at once, so that no single turn is held up.
const PRUNE: u32 = 200;

/// How often contacts and errors are written down, as long as nothing changes.
const SAVE: Duration = Duration::from_secs(10);

/// What the status bar and `hallgate status` tell.
#[derive(Debug)]
pub(super) struct StatusModel {
    pub pending: u64,
    pub keys: usize,
    pub devices: Devices,
    pub programme: DoorProgramme,
    pub neighbours: Option<NeighbourCount>,
    oldest: Option<Timestamp>,
    network: Network,
    disk_low: bool,
    /// Since when that is the oldest one, by the monotonic clock.
    oldest_since: Duration,
    retention_days: u32,
    /// The last business day that was noted as seen.
    day_seen: Option<Date>,
    /// Not yet written down.
    last_contact: Option<Timestamp>,
    /// Not yet written down.
    last_error: Option<String>,
    complaints: Complaints,
    /// Not yet written down.
    complained: bool,
    /// When they are written down.
    save_at: Duration,
    clock_written: Option<&'static str>,
    next_second: Duration,
    next_minute: Duration,
    pruned_all: bool,
    alarmed: bool,
}

impl StatusModel {
    pub fn open(store: &Store, config: &Config, keys: usize) -> Result<Self, StoreError> {
        Ok(Self {
            pending: store.pending()?,
            keys,
            programme: DoorProgramme::default(),
            neighbours: None,
            devices: Devices { gate: DeviceState::Works, ..Devices::default() },
            oldest: store.oldest_pending()?,
            network: Network::Unknown,
            disk_low: false,
            oldest_since: Duration::ZERO,
            retention_days: config.store.retention_days,
            day_seen: None,
            last_contact: None,
            last_error: None,
            complaints: Complaints::of_kept(
                &store.get(Setting::PlatformFlaws)?.unwrap_or_default(),
            ),
            complained: false,
            save_at: Duration::ZERO,
            clock_written: None,
            next_second: Duration::ZERO,
            next_minute: Duration::ZERO,
            pruned_all: false,
            alarmed: false,
        })
    }

    /// Counts anew what is pending, after the worker has moved on.
    pub fn recount(&mut self, store: &Store) {
        match store.pending() {
            Ok(pending) => self.pending = pending,
            Err(fault) => log::error!("{fault}"),
        }
    }

    /// The platform has answered.
    pub fn contact(&mut self, now: Now) {
        self.turn(Network::Up);
        self.last_contact = Some(now.wall);
    }

    /// The platform can't be reached.
    pub fn down(&mut self, now: Now, fault: &Fault) {
        self.turn(Network::Down);
        self.last_error = Some(format!("{} {}", now.wall.as_millisecond(), fault.kept()));
    }

    /// The platform's replies were not right in this; returns what is news.
    pub fn flaws(&mut self, api: Api, flaws: Vec<Flaw>, now: Now) -> Vec<Flaw> {
        let before = self.complaints.standing(now.wall).count();
        let flawed = !flaws.is_empty();
        let fresh = self.complaints.take(api, flaws, now.wall);
        let changed = !fresh.is_empty() || before != self.complaints.standing(now.wall).count();
        self.complained |= flawed || changed;
        if changed {
            self.save_at = Duration::ZERO;
        }
        fresh
    }

    /// A change is written down at the next turn of the house.
    fn turn(&mut self, network: Network) {
        if self.network != network {
            self.network = network;
            self.save_at = Duration::ZERO;
        }
    }

    /// Writes down what `hallgate status` tells of the platform: never on the way of a verdict.
    pub fn save(&mut self, store: &Store) {
        let contact = self.last_contact.take().map(|at| at.as_millisecond().to_string());
        let flaws = std::mem::take(&mut self.complained).then(|| self.complaints.kept());
        let facts = [
            (Setting::LastContact, contact),
            (Setting::LastError, self.last_error.take()),
            (Setting::PlatformFlaws, flaws),
        ];
        for (setting, value) in facts {
            let Some(value) = value else { continue };
            if let Err(fault) = store.set(setting, &value) {
                not_taken(store, "what is known of the platform", &fault);
            }
        }
    }

    /// Looks up which record waits for the longest.
    fn look_up_oldest(&mut self, store: &Store, now: Duration) {
        match store.oldest_pending() {
            Ok(oldest) => {
                if oldest != self.oldest {
                    self.oldest_since = now;
                }
                self.oldest = oldest;
            }
            Err(fault) => {
                if store.works() {
                    log::error!("{fault}");
                }
                store.note_fault(&fault);
            }
        }
    }

    /// The line that stands above every page.
    pub fn bar(
        &self,
        now: Now,
        zone: &TimeZone,
        on_shift: Option<&Person>,
        clock_trusted: bool,
    ) -> StatusBar {
        StatusBar {
            network: self.network,
            pending: self.pending,
            oldest_pending_min: self.oldest_min(now),
            clock_trusted,
            time: zone.to_datetime(now.wall),
            keys: self.keys,
            disk_low: self.disk_low,
            on_shift: on_shift.map(|person| person.called.clone()),
            devices: self.devices,
            programme: self.programme.shown.clone(),
            neighbours: self.neighbours,
        }
    }

    /// By the wall clock; where that was set back, by how long it was seen to wait.
    fn oldest_min(&self, now: Now) -> Option<u64> {
        let age = now.wall.duration_since(self.oldest?).as_secs();
        let seen = now.mono.saturating_sub(self.oldest_since).as_secs();
        Some(u64::try_from(age).unwrap_or(0).max(seen) / 60)
    }
}

/// The store has not taken a note. One that does not work was told as that, and is tried again: each
/// note that it does not take meanwhile is no news.
pub(super) fn not_taken(store: &Store, what: &str, fault: &StoreError) {
    if store.works() {
        log::error!("{what}: not written down: {fault}");
    }
    store.note_fault(fault);
}

impl LoopTerminal {
    /// Once a second the status bar, once a minute the disk and old records.
    pub(super) fn keep_house(&mut self) {
        let now = self.clock.now();
        if now.mono < self.periphery.status.next_second {
            return;
        }
        self.periphery.status.next_second = now.mono + Duration::from_secs(1);
        self.periphery.status.look_up_oldest(&self.core.store, now.mono);
        self.keep_store();
        let late = self.periphery.status.oldest_min(now).is_some_and(|age| age > LATE_AFTER_MIN);
        if late && !self.periphery.status.alarmed {
            log::error!(
                "the oldest of {} pending records waits for over {LATE_AFTER_MIN} minutes: look at the network and at `hallgate status`",
                self.periphery.status.pending
            );
        }
        self.periphery.status.alarmed = late;
        self.note_trust(now);
        if self.core.door().is_idle() {
            self.core.store.tend();
        }
        if now.mono >= self.periphery.status.save_at {
            self.periphery.status.save_at = now.mono + SAVE;
            self.periphery.status.save(&self.core.store);
        }
        if now.mono >= self.periphery.status.next_minute {
            self.periphery.status.next_minute = now.mono + Duration::from_secs(60);
            self.periphery.status.pruned_all = false;
            self.check_disk();
            self.periphery.latency.save(&self.core.store);
        }
        if !self.periphery.status.pruned_all && self.core.door().is_idle() {
            self.prune(now);
        }
        self.begin_neighbours();
        self.keep_health();
        self.look_up_programme(now);
        self.core.show(&mut self.periphery);
        if !self.core.door().is_judging() {
            self.tell_live();
        }
    }

    fn note_trust(&mut self, now: Now) {
        let trust = self.core.door().trust(now).as_str();
        if self.periphery.status.clock_written != Some(trust) {
            self.periphery.status.clock_written = Some(trust);
            if let Err(fault) = self.core.store.set(Setting::Clock, trust) {
                not_taken(&self.core.store, "how far the clock is trusted", &fault);
            }
        }
    }

    fn check_disk(&mut self) {
        let Some(free) = free_bytes(self.core.store.path()) else { return };
        let low = free < DISK_LOW;
        if low && !self.periphery.status.disk_low {
            let free = size(free);
            log::error!("the disk of the store is nearly full, {free} are left: make room");
        }
        self.periphery.status.disk_low = low;
    }

    /// Old records go, where the platform has confirmed this very clock since it last stepped.
    fn prune(&mut self, now: Now) {
        if self.periphery.status.network != Network::Up || !self.core.door().is_clock_confirmed(now)
        {
            self.periphery.status.pruned_all = true;
            return;
        }
        let today = business_day(self.core.config().terminal.timezone.0.to_datetime(now.wall));
        if self.periphery.status.day_seen != Some(today) {
            match self.core.store.note_day(today) {
                Ok(()) => {
                    self.periphery.status.day_seen = Some(today);
                    self.tell_day_seen();
                }
                Err(fault) => not_taken(&self.core.store, "a business day", &fault),
            }
        }
        let days = self.periphery.status.retention_days;
        let before = today.saturating_sub(Span::new().days(days));
        let store = &mut self.core.store;
        let gone = store.prune(before, days, PRUNE);
        let gone = gone.and_then(|gone| Ok(gone + store.prune_shows(now.wall, PRUNE)?));
        match gone.and_then(|gone| Ok(gone + store.prune_told(PRUNE)?)) {
            Ok(gone) => self.periphery.status.pruned_all = gone == 0,
            Err(fault) => {
                self.periphery.status.pruned_all = true;
                log::error!("old records were not pruned: {fault}");
            }
        }
    }
}

#[cfg(test)]
mod tests;

//! How things stand: the figures of the status bar, and the house-keeping that brings them up to
//! date once a second, a little at a time.

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::Terminal;
use crate::clock::{Now, business_day};
use crate::terminal::config::Config;
use crate::terminal::door::Page;
use crate::terminal::screen::{DeviceState, Devices, Network, Scene, Screen, StatusBar};
use crate::terminal::store::{DISK_LOW, LATE_AFTER_MIN, Setting, Store, StoreError, free_bytes};
use crate::terminal::sync::Complaints;
use crate::transport::Fault;
use crate::wire::Flaw;
use crate::wire::calls::Api;

/// Records that are pruned at once, so that no single turn is held up.
const PRUNE: u32 = 200;

/// How often contacts and errors are written down, as long as nothing changes.
const SAVE: Duration = Duration::from_secs(10);

/// What the status bar and `hallgate status` tell.
#[derive(Debug)]
pub(super) struct StatusModel {
    pub page: Page,
    pub pending: u64,
    pub keys: usize,
    pub devices: Devices,
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
            page: Page::Idle,
            pending: store.pending()?,
            keys,
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
        let told = !flaws.is_empty();
        let fresh = self.complaints.take(api, flaws, now.wall);
        let changed = !fresh.is_empty() || before != self.complaints.standing(now.wall).count();
        self.complained |= told || changed;
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
                store.ails(&fault);
            }
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
    store.ails(fault);
}

impl Terminal {
    /// Once a second the status bar, once a minute the disk and old records.
    pub(super) fn keep_house(&mut self) {
        let now = self.clock.now();
        if now.mono < self.status.next_second {
            return;
        }
        self.status.next_second = now.mono + Duration::from_secs(1);
        self.status.look_up_oldest(&self.store, now.mono);
        self.keep_store();
        let late = self.status.oldest_min(now).is_some_and(|age| age > LATE_AFTER_MIN);
        if late && !self.status.alarmed {
            log::error!(
                "the oldest of {} pending records waits for over {LATE_AFTER_MIN} minutes: look at the network and at `hallgate status`",
                self.status.pending
            );
        }
        self.status.alarmed = late;
        self.note_trust(now);
        if self.door.is_idle() {
            self.store.tend();
        }
        if now.mono >= self.status.save_at {
            self.status.save_at = now.mono + SAVE;
            self.status.save(&self.store);
        }
        if now.mono >= self.status.next_minute {
            self.status.next_minute = now.mono + Duration::from_secs(60);
            self.status.pruned_all = false;
            self.check_disk();
            self.latency.save(&self.store);
        }
        if !self.status.pruned_all && self.door.is_idle() {
            self.prune(now);
        }
        self.draw();
    }

    fn note_trust(&mut self, now: Now) {
        let trust = self.door.trust(now).as_str();
        if self.status.clock_written != Some(trust) {
            self.status.clock_written = Some(trust);
            if let Err(fault) = self.store.set(Setting::Clock, trust) {
                not_taken(&self.store, "how far the clock is trusted", &fault);
            }
        }
    }

    fn check_disk(&mut self) {
        let Some(free) = free_bytes(self.store.path()) else { return };
        let low = free < DISK_LOW;
        if low && !self.status.disk_low {
            log::error!(
                "the disk of the store is nearly full, {} MB are left: make room",
                free >> 20
            );
        }
        self.status.disk_low = low;
    }

    /// Old records go, where the platform has confirmed this very clock since it last stepped.
    fn prune(&mut self, now: Now) {
        if self.status.network != Network::Up || !self.door.is_clock_confirmed(now) {
            self.status.pruned_all = true;
            return;
        }
        let today = business_day(self.config.terminal.timezone.0.to_datetime(now.wall));
        if self.status.day_seen != Some(today) {
            match self.store.note_day(today) {
                Ok(()) => self.status.day_seen = Some(today),
                Err(fault) => not_taken(&self.store, "a business day", &fault),
            }
        }
        let days = self.status.retention_days;
        let before = today.saturating_sub(Span::new().days(days));
        match self.store.prune(before, days, PRUNE) {
            Ok(gone) => self.status.pruned_all = gone == 0,
            Err(fault) => {
                self.status.pruned_all = true;
                log::error!("old records were not pruned: {fault}");
            }
        }
    }

    /// Brings the screen up to date; it draws only what changed.
    pub(super) fn draw(&mut self) {
        let now = self.clock.now();
        let status = &self.status;
        let bar = StatusBar {
            network: status.network,
            pending: status.pending,
            oldest_pending_min: status.oldest_min(now),
            clock_trusted: self.door.trust(now).is_trusted(),
            time: self.config.terminal.timezone.0.to_datetime(now.wall),
            keys: status.keys,
            disk_low: status.disk_low,
            on_shift: self.menu.on_shift().map(|person| person.called.clone()),
            devices: status.devices,
        };
        let scene = Scene::of(&status.page, self.menu.view().map(Arc::new));
        for screen in &mut self.screens {
            if let Err(fault) = screen.show(&scene, &bar) {
                log::warn!("the display does not take a page: {fault}");
            }
        }
    }

    /// Lets each screen send a little of what it still has to.
    pub(super) fn send_pictures(&mut self) {
        for screen in &mut self.screens {
            screen.go_on(self.clock.mono());
        }
    }

    /// Somebody is at the door: the light of a resting screen comes back.
    pub(super) fn stir(&mut self) {
        self.screens.iter_mut().for_each(Screen::stir);
    }
}

#[cfg(test)]
mod tests;

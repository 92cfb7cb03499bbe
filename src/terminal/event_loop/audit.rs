//! What the running terminal writes into the protected log: start and stop, the fire alarm, steps
//! of the clock, other keys, another configuration, updates. Nobody waits for it: things are noted as they
//! happen, and written between two tickets. A log that can't be written stops nothing.

mod updates;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use super::LoopTerminal;
use super::ending::Stop;
use crate::clock::{Now, STEP_MS};
use crate::terminal::config::Config;
use crate::terminal::store::detail::{KeyMark, LastRun, Noticed, WhyStopped};
use crate::terminal::store::{AuditDetail, AuditKind, Note, Setting, Store, StoreError, StoredKey};
use crate::terminal::update::Places;

use updates::LoggedUpdates;

/// The wall clock steps where it goes by so much more or less than the monotonic one.
const STEP: SignedDuration = SignedDuration::from_millis(STEP_MS);

/// How often the log's head is told beside the database, where the log has grown.
const HEAD_EACH: Duration = Duration::from_secs(10);

/// How long notes are tried again after they could not be written.
const RETRY: Duration = Duration::from_secs(10);

/// Notes that wait to be written, at the most.
const MOST_NOTES: usize = 1000;

/// Changes of the fire alarm that are noted within [`ALARM_SPAN`]; a loose wire makes thousands.
const MOST_ALARMS: u32 = 20;

const ALARM_SPAN: Duration = Duration::from_secs(60);

/// What is to be written, and what the terminal knows by which it tells that something changed.
#[derive(Debug)]
pub(super) struct AuditTrail {
    notes: Vec<Note>,
    facts: Vec<(Setting, String)>,
    /// Both clocks at the last look.
    clock: Now,
    /// The keys that the log knows of.
    keys: Vec<KeyMark>,
    alarm: Alarms,
    /// Not before then are notes written again.
    retry_at: Duration,
    /// It was said that notes can't be written.
    failed: bool,
    /// When the head is told beside the database.
    head_at: Duration,
    /// It was said that it can't be.
    head_failed: bool,
    updates: LoggedUpdates,
}

/// Changes of the fire alarm within a span.
#[derive(Debug, Default)]
struct Alarms {
    since: Duration,
    noted: u32,
    passed_over: u32,
}

impl AuditTrail {
    /// Notes the start, and what has changed since the terminal ran before.
    pub fn begin(store: &Store, config: &Config, keys: &[StoredKey], now: Now) -> Self {
        let mut audit = Self {
            notes: Vec::new(),
            facts: Vec::new(),
            clock: now,
            keys: Vec::new(),
            alarm: Alarms::default(),
            retry_at: Duration::ZERO,
            failed: false,
            head_at: Duration::ZERO,
            head_failed: false,
            updates: LoggedUpdates::default(),
        };
        // Before the start is logged: an older one that is put back later is known by that.
        audit.keep_head(store);
        if let Err(fault) = audit.look_back(store, config, keys, now.wall) {
            log::error!("the protected log can't tell of what was before this start: {fault}");
        }
        audit
    }

    fn look_back(
        &mut self,
        store: &Store,
        config: &Config,
        keys: &[StoredKey],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let last = store.newest_of(&[AuditKind::ProgramStarted, AuditKind::ProgramStopped])?;
        let unclean = last.is_some_and(|entry| entry.what == AuditKind::ProgramStarted.as_str());
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let last_run = unclean.then_some(LastRun::Unclean);
        if unclean && is_opening_unexplained(store)? {
            self.note(AuditDetail::OpeningReason { reason: None }, at);
        }
        self.note(AuditDetail::ProgramStarted { version, last_run }, at);
        let newest = store.newest_of(&[])?;
        if let Some(newest) = newest.filter(|entry| entry.at.duration_since(at) > STEP) {
            let noticed = Some(Noticed::AtStart);
            self.note(AuditDetail::ClockStepped { from: newest.at, to: at, noticed }, at);
        }
        self.compare(store.get(Setting::Configuration)?, config, at);
        let known = store.get(Setting::KeysLogged)?;
        self.keys = known.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        self.take_keys(keys, at);
        self.updates = LoggedUpdates::known(store)?;
        Ok(())
    }

    /// Something is to be logged, at the next occasion.
    pub fn note(&mut self, detail: AuditDetail, at: Timestamp) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(Note { detail, at });
        }
    }

    /// The fire alarm's line has changed, and the gate with it.
    pub fn fire_alarm(&mut self, on: bool, now: Now) {
        let alarm = &mut self.alarm;
        if now.mono >= alarm.since + ALARM_SPAN {
            *alarm = Alarms { since: now.mono, noted: 0, passed_over: alarm.passed_over };
        }
        if alarm.noted == MOST_ALARMS {
            alarm.passed_over += 1;
            return;
        }
        alarm.noted += 1;
        let unlogged = Some(std::mem::take(&mut alarm.passed_over)).filter(|more| *more > 0);
        let line = "gate.release_line".to_owned();
        let detail = match on {
            true => AuditDetail::FireAlarm { line, unlogged },
            false => AuditDetail::FireAlarmOver { line, unlogged },
        };
        self.note(detail, now.wall);
    }

    /// These are the cinema's keys now.
    pub fn take_keys(&mut self, keys: &[StoredKey], at: Timestamp) {
        let mut after: Vec<KeyMark> = keys.iter().map(mark).collect();
        after.sort();
        let missing = |of: &[KeyMark], than: &[KeyMark]| -> Vec<KeyMark> {
            of.iter().filter(|key| !than.contains(key)).copied().collect()
        };
        let (added, gone) = (missing(&after, &self.keys), missing(&self.keys, &after));
        if added.is_empty() && gone.is_empty() {
            return;
        }
        self.note(AuditDetail::KeysChanged { added, gone }, at);
        // A list of digits and times is always an array of JSON.
        let json = serde_json::to_string(&after).unwrap_or_default();
        self.facts.push((Setting::KeysLogged, json));
        self.keys = after;
    }

    /// Compares the wall clock with the monotonic one. It may drift, and be led, but not step.
    pub fn watch(&mut self, now: Now) {
        let before = std::mem::replace(&mut self.clock, now);
        let passed = now.mono.saturating_sub(before.mono);
        let Ok(expected) = before.wall.checked_add(passed) else { return };
        if now.wall.duration_since(expected).abs() > STEP {
            let step = AuditDetail::ClockStepped { from: expected, to: now.wall, noticed: None };
            self.note(step, now.wall);
        }
    }

    /// Notes each key of the configuration that is not as at the last start.
    fn compare(&mut self, before: Option<String>, config: &Config, at: Timestamp) {
        let after = config.flat();
        let known = before.and_then(|json| serde_json::from_str(&json).ok());
        let Some(before): Option<BTreeMap<String, String>> = known else {
            self.note(AuditDetail::ConfigurationBegun {}, at);
            return self.keep(&after);
        };
        let keys: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let value = |of: &BTreeMap<String, String>, key| of.get(key).map(|value| short(value));
        let mut changed = false;
        for key in keys.into_iter().filter(|key| before.get(*key) != after.get(*key)) {
            changed = true;
            let (key, from, to) = (key.clone(), value(&before, key), value(&after, key));
            self.note(AuditDetail::ConfigurationChanged { key, from, to }, at);
        }
        if changed {
            self.keep(&after);
        }
    }

    fn keep(&mut self, configuration: &BTreeMap<String, String>) {
        // A map of texts is always an object of JSON.
        let json = serde_json::to_string(configuration).unwrap_or_default();
        self.facts.push((Setting::Configuration, json));
    }

    /// Writes what is noted.
    pub fn write(&mut self, store: &Store, now: Duration) {
        if self.notes.is_empty() || now < self.retry_at {
            return;
        }
        match store.log_all(&self.notes, &self.facts) {
            Ok(()) => {
                self.notes.clear();
                self.facts.clear();
                self.failed = false;
            }
            Err(fault) => {
                if !self.failed {
                    log::error!("the protected log is not written, entries wait: {fault}");
                }
                self.failed = true;
                self.retry_at = now + RETRY;
            }
        }
    }

    /// Tells the log's head beside the database. Others may have added to the log too.
    pub fn keep_head(&mut self, store: &Store) {
        match store.keep_log_head() {
            Ok(()) => self.head_failed = false,
            Err(fault) if !self.head_failed => {
                log::error!("{fault}");
                self.head_failed = true;
            }
            Err(_) => {}
        }
    }
}

impl LoopTerminal {
    /// Between two tickets: looks at the clock, writes what was noted.
    pub(super) fn keep_audit(&mut self) {
        let now = self.clock.now();
        self.audit.watch(now);
        if self.core.door().is_judging() {
            return;
        }
        self.audit.write(&self.core.store, now.mono);
        if now.mono >= self.audit.head_at && self.core.door().is_idle() {
            self.audit.head_at = now.mono + HEAD_EACH;
            self.audit.take_updates(&Places::here(), now.wall);
            self.audit.keep_head(&self.core.store);
        }
    }

    /// The last entry of this run.
    pub(super) fn end_audit(&mut self) {
        let now = self.clock.now();
        let why = match &self.stopping {
            Some(Stop::Fault { task, fault }) => {
                WhyStopped::Failed { task: (*task).to_owned(), fault: fault.clone() }
            }
            Some(Stop::Now) => WhyStopped::Asked,
            _ => WhyStopped::ReplayOver,
        };
        self.audit.note(AuditDetail::ProgramStopped { why }, now.wall);
        self.audit.retry_at = Duration::ZERO;
        self.audit.write(&self.core.store, now.mono);
        self.audit.keep_head(&self.core.store);
    }
}

/// How the log names a key.
fn mark(key: &StoredKey) -> KeyMark {
    let mut digest = [0; 8];
    digest.copy_from_slice(&Sha256::digest(key.key.to_der())[..8]);
    KeyMark { digest, start_time: key.start_time }
}

/// A value that fits a line.
fn short(value: &str) -> String {
    let mut short: String = value.chars().take(120).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}

/// The last run was cut while the gate, opened by the staff button, still waited for a reason.
fn is_opening_unexplained(store: &Store) -> Result<bool, StoreError> {
    // The start of that run ends the search: a long log is not read for it.
    let kinds = [AuditKind::OpenedByHand, AuditKind::OpeningReason, AuditKind::ProgramStarted];
    let last = store.newest_of(&kinds)?;
    let opened = last.filter(|entry| entry.what == AuditKind::OpenedByHand.as_str());
    let detail = opened.and_then(|it| AuditDetail::read(AuditKind::OpenedByHand, &it.detail));
    Ok(matches!(detail, Some(AuditDetail::OpenedByHand { reason: None, .. })))
}

#[cfg(test)]
mod tests;

//! What the worker has learned for the door: kept in the store, and passed on.

use super::{Core, CoreStore, EffectHandler, Event, KeysFault, KeysOutcome};
use crate::clock::china_timestamp;
use crate::terminal::door::Input;
use crate::terminal::store::{Facts, Seq, Setting, StoreError, StoredKey};
use crate::terminal::sync::{KeysResult, SyncEvent};

impl<R: CoreStore> Core<R> {
    /// The worker tells something; how its upload gets on is no matter of the door.
    pub fn on_sync_event(&mut self, event: SyncEvent, handler: &mut impl EffectHandler) {
        match event {
            SyncEvent::Keys { result, after_miss } => {
                self.take_keys(result, handler);
                if after_miss {
                    self.handle(Input::KeysAnswered, handler);
                }
            }
            SyncEvent::Answer { id, answer } => {
                let facts = answer.facts().cloned();
                self.handle(Input::Answered(id, answer), handler);
                // After the verdict: nobody waits for this.
                if let Some(facts) = facts {
                    self.keep_facts(&[facts], handler);
                }
            }
            SyncEvent::Facts(facts) => self.keep_facts(&facts, handler),
            SyncEvent::Contact { platform_time, .. } => {
                self.handle(Input::Platform { up: true }, handler);
                if let Some(time) = platform_time {
                    self.handle(Input::PlatformClock(china_timestamp(time)), handler);
                }
            }
            SyncEvent::Down(_) => self.handle(Input::Platform { up: false }, handler),
            SyncEvent::Sending { .. }
            | SyncEvent::Accepted { .. }
            | SyncEvent::Rejected { .. }
            | SyncEvent::StandsAside { .. }
            | SyncEvent::SetAside { .. }
            | SyncEvent::Failed { .. }
            | SyncEvent::Flaws { .. }
            | SyncEvent::Catalogue { .. }
            | SyncEvent::Flushed
            | SyncEvent::LetGo
            | SyncEvent::Ended { .. } => {}
        }
    }

    fn keep_facts(&mut self, facts: &[Facts], handler: &mut impl EffectHandler) {
        match self.store.put_facts(facts) {
            Ok(doubled) => self.report_doubles(doubled, handler),
            Err(fault) => {
                log::error!("the store did not keep what the platform told of a ticket: {fault}");
            }
        }
    }

    /// Admissions of tickets that another door had admitted too.
    pub(super) fn report_doubles(&self, doubled: Vec<Seq>, handler: &mut impl EffectHandler) {
        for seq in doubled {
            handler.report(Event::DoubleAdmission { seq, door: None });
        }
    }

    fn take_keys(&mut self, result: KeysResult, handler: &mut impl EffectHandler) {
        let taken = match result {
            KeysResult::NotNow => return,
            KeysResult::Failed(fault) => Err(fault.into()),
            // A reply without a single readable key replaces nothing (SPEC §3).
            KeysResult::Fetched { keys, unreadable: 0 } if keys.is_empty() => {
                Err(KeysFault::NoKeys)
            }
            KeysResult::Fetched { keys, unreadable } if keys.is_empty() => {
                Err(KeysFault::Unreadable(unreadable))
            }
            KeysResult::Fetched { keys, unreadable } => {
                self.put_keys(&keys, unreadable == 0, handler).map_err(KeysFault::from)
            }
        };
        let (result, error) = match taken {
            Ok(true) => (KeysOutcome::Updated, None),
            Ok(false) => (KeysOutcome::Unchanged, None),
            Err(fault) => (KeysOutcome::Failed, Some(fault)),
        };
        let (cinema, wall) = (self.config.terminal.cinema_code, handler.now().wall);
        match self.store.reader().keys(cinema, wall) {
            Ok(keys) => {
                handler.report(Event::Keys { result, count: keys.len(), error });
                if result == KeysOutcome::Updated {
                    self.handle(Input::Keys(keys), handler);
                }
            }
            Err(fault) => log::error!("{fault}"),
        }
    }

    /// Whether they are others now; `all`: none of the reply is left out.
    fn put_keys(
        &mut self,
        keys: &[StoredKey],
        all: bool,
        handler: &impl EffectHandler,
    ) -> Result<bool, StoreError> {
        let (cinema, wall) = (self.config.terminal.cinema_code, handler.now().wall);
        let changed = self.store.put_keys(cinema, keys, all, wall)?;
        let stamp = wall.as_millisecond().to_string();
        kept_or_logged(self.store.set(Setting::KeysFetched, &stamp), "when keys were fetched");
        Ok(changed)
    }
}

fn kept_or_logged(kept: Result<(), StoreError>, what: &str) {
    if let Err(fault) = kept {
        log::error!("the store did not keep {what}: {fault}");
    }
}

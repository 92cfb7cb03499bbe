//! What the door wants, carried out.

use std::collections::VecDeque;

use super::{Core, Outside, Records};
use crate::terminal::door::{Effect, Input, NotCommitted};
use crate::terminal::menu;
use crate::terminal::store::{Admission, CommitError, Seq, StoreError};
use crate::terminal::sync::SyncCommand;

impl<R: Records> Core<R> {
    /// Carries out effects in their order; what the store answers goes back at once, before
    /// anything else can happen.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>, outside: &mut impl Outside) {
        let mut rest = VecDeque::from(effects);
        while let Some(effect) = rest.pop_front() {
            if let Some(answer) = self.act(effect, outside) {
                rest.extend(self.door.handle(outside.now(), answer));
            }
        }
    }

    /// One effect; returns what the door waits for.
    fn act(&mut self, effect: Effect, outside: &mut impl Outside) -> Option<Input> {
        match effect {
            Effect::Resume => return Some(Input::Resumed),
            Effect::Recall { film_ticket_code, screen_code, show_time } => {
                let known = self.store.recall(film_ticket_code, screen_code, show_time);
                let known = known.inspect_err(|fault| {
                    self.store.ails(fault);
                    log::error!("{fault}");
                });
                return Some(Input::Recalled(known.ok()));
            }
            Effect::Commit(admission) => {
                let done = self.admit(&admission);
                if done.is_ok() {
                    outside.send(SyncCommand::Recorded);
                }
                return Some(Input::Committed(done));
            }
            Effect::MarkTimes(mark) => self.store.mark_times(mark),
            Effect::NotePassage(seq, at) => self.noted(self.store.note_passage(seq, at)),
            Effect::NoteReopening(seq) => self.noted(self.store.note_reopening(seq)),
            Effect::NoteRefusal(refusal) => self.noted(self.store.note_refusal(&refusal)),
            Effect::Gate(command) => outside.command(command),
            Effect::Sound(cue) => outside.signal(cue),
            Effect::Show(page) => {
                self.page = page;
                self.show(outside);
            }
            Effect::Ask { question, deadline } => {
                outside.send(SyncCommand::Ask { question, deadline });
            }
            Effect::AskKeys => outside.send(SyncCommand::KeysMissed),
            Effect::Report(report) => {
                let news = menu::Input::of_gate(&report);
                outside.report(report.into());
                if let Some(news) = news {
                    self.attend(news, outside);
                }
            }
        }
        None
    }

    fn admit(&self, admission: &Admission) -> Result<Seq, NotCommitted> {
        self.store.admit(admission).map_err(|fault| match fault {
            CommitError::AlreadyAdmitted => NotCommitted::AlreadyAdmitted,
            CommitError::Store(fault) => {
                self.store.ails(&fault);
                log::error!("an admission could not be recorded, so the gate stays shut: {fault}");
                NotCommitted::StoreFailed
            }
        })
    }

    /// A note that is lost costs a report's figure, not a verdict.
    fn noted(&self, noted: Result<(), StoreError>) {
        if let Err(fault) = noted {
            self.store.ails(&fault);
            log::error!("a note for the reports is lost: {fault}");
        }
    }
}

//! What the door wants, carried out.

use super::recorder::Recorder;
use super::{Core, CoreStore, EffectHandler};
use crate::terminal::door::{Effect, Input};
use crate::terminal::menu;
use crate::terminal::neighbours::NeighbourCommand;
use crate::terminal::store::StoreError;
use crate::terminal::sync::SyncCommand;

impl<R: CoreStore> Core<R> {
    /// The door takes what happened, and what it wants is done.
    pub(super) fn pass_to_door(&mut self, input: Input, handler: &mut impl EffectHandler) {
        let now = handler.now();
        let mut memory = Recorder { store: &self.store, handler };
        let effects = self.door.handle(now, input, &mut memory);
        self.carry_out(effects, handler);
    }

    /// Whoever waits for a verdict has it before anything else can happen.
    pub(super) fn serve_all(&mut self, handler: &mut impl EffectHandler) {
        loop {
            let now = handler.now();
            let mut memory = Recorder { store: &self.store, handler };
            let Some(effects) = self.door.go_on(now, &mut memory) else { return };
            self.carry_out(effects, handler);
        }
    }

    /// Carries out effects in their order.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>, handler: &mut impl EffectHandler) {
        for effect in effects {
            self.act(effect, handler);
        }
    }

    fn act(&mut self, effect: Effect, handler: &mut impl EffectHandler) {
        match effect {
            Effect::NotePassage(seq, at) => self.noted(self.store.note_passage(seq, at)),
            Effect::NoteReopening(seq) => self.noted(self.store.note_reopening(seq)),
            Effect::NoteRefusal(refusal) => self.noted(self.store.note_refusal(&refusal)),
            Effect::Gate(command) => handler.command(command),
            Effect::Sound(cue) => handler.signal(cue),
            Effect::Show(page) => {
                self.menu.note_verdict(handler.now(), &page);
                self.page = page;
                self.show(handler);
                self.press_again(handler);
            }
            Effect::Ask { question, deadline } => {
                handler.send(SyncCommand::Ask { question, deadline });
            }
            Effect::Claim(request) => handler.tell_neighbours(NeighbourCommand::Claim(request)),
            Effect::ReleaseClaim => handler.tell_neighbours(NeighbourCommand::Release),
            Effect::TypedAnswered(elsewhere) => self.typed_answered(elsewhere, handler),
            Effect::AskKeys => handler.send(SyncCommand::KeysMissed),
            Effect::Report(report) => {
                let input = menu::MenuInput::of_gate(&report);
                handler.report(report.into());
                if let Some(input) = input {
                    self.attend(input, handler);
                }
            }
        }
    }

    /// A note that is lost costs a report's figure, not a verdict.
    fn noted(&self, noted: Result<(), StoreError>) {
        if let Err(fault) = noted {
            self.store.note_fault(&fault);
            log::error!("a note for the reports is lost: {fault}");
        }
    }
}

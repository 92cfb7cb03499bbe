//! What the menus want, carried out.

use std::collections::VecDeque;

use super::typed_ticket::TypedStep;
use super::{Core, CoreStore, EffectHandler, Event};
use crate::clock::business_day;
use crate::people::Right;
use crate::terminal::door::{self, Cue, Rules};
use crate::terminal::keypad::Key;
use crate::terminal::menu::{FieldSetting, MenuEffect, MenuInput, NotOpened};
use crate::terminal::operators::{Leaving, OperatorPlace, SignedIn};
use crate::terminal::store::detail::Unlocked;
use crate::terminal::store::{AuditDetail, ManualOpening, OpenReason, StoreError};

pub(super) fn not_recorded(fault: StoreError) -> NotOpened {
    log::error!("an opening by hand could not be recorded, so the gate stays shut: {fault}");
    NotOpened::NotRecorded
}

/// Why the gate is moved without a ticket.
#[derive(Debug, Clone, Copy)]
enum OpeningCause {
    /// None: by the staff button, and the reason is asked for while it is open.
    ByHand(Option<OpenReason>),
    /// To see whether the gate works, which is no admission.
    Test,
}

impl<R: CoreStore> Core<R> {
    /// A key; while somebody is being told a verdict, nobody sees what it would do.
    pub fn press(&mut self, key: Key, handler: &mut impl EffectHandler) {
        if self.page.gives_way() {
            self.attend(MenuInput::Key(key), handler);
        } else if key == Key::Open {
            // For whoever was just refused: it comes when they have been told.
            self.button_pressed = true;
        }
    }

    /// What was pressed while a verdict stood, once that is over.
    pub(super) fn press_again(&mut self, handler: &mut impl EffectHandler) {
        if self.page.gives_way() && std::mem::take(&mut self.button_pressed) {
            self.press(Key::Open, handler);
        }
    }

    /// Something happens to the menus; then is shown what is to be seen.
    pub fn attend(&mut self, input: MenuInput, handler: &mut impl EffectHandler) {
        if self.over {
            return;
        }
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            for effect in self.menu.handle(handler.now(), input) {
                inputs.extend(self.fulfil(effect, handler));
            }
        }
        // While the other doors are asked the page of before stays, rather than that another one flickers.
        if self.typed.is_none() {
            self.show(handler);
        }
    }

    /// The terminal stops, and with it the shift of whoever works at this door.
    pub fn end_shift(&mut self, handler: &mut impl EffectHandler) {
        for effect in self.menu.end_shift(Leaving::Stopped) {
            self.fulfil(effect, handler);
        }
    }

    /// One effect; returns what the menus wait for.
    fn fulfil(
        &mut self,
        effect: MenuEffect,
        handler: &mut impl EffectHandler,
    ) -> Option<MenuInput> {
        match effect {
            MenuEffect::Ask { job, by, request } => {
                handler.begin(job, by, request);
            }
            MenuEffect::Abandon(job) => handler.abandon(job),
            MenuEffect::OpenByHand { by, reason } => {
                return Some(self.open(&by, OpeningCause::ByHand(reason), handler));
            }
            MenuEffect::NoteReason { by, reason } => {
                self.log_of(&by, &AuditDetail::OpeningReason { reason }, handler);
            }
            MenuEffect::TryGate { by } => return Some(self.open(&by, OpeningCause::Test, handler)),
            MenuEffect::Judge(typed) => {
                return self.ask_doors(TypedStep::Judge(typed), handler);
            }
            MenuEffect::LetIn { by, typed } => {
                return self.ask_doors(TypedStep::LetIn { by, typed }, handler);
            }
            MenuEffect::NoteTyped { by, ticket, reason } => {
                self.note_typed(&by, ticket, reason, handler);
            }
            MenuEffect::LockGate => self.pass_to_door(door::Input::LockNow, handler),
            MenuEffect::SignOut { by, leaving } => {
                self.log_of(&by, &AuditDetail::SignOut { by: leaving }, handler);
            }
            MenuEffect::Help { by, on } => {
                let who = by.name().as_str().to_owned();
                handler.report(Event::Help { on, who });
            }
            MenuEffect::Attention => handler.signal(Cue::Attention),
            MenuEffect::Signal(cue) => handler.signal(cue),
            MenuEffect::Speak(language) => handler.speak(language),
            MenuEffect::Apply(setting, value) => self.apply(setting, &value, handler),
        }
        None
    }

    /// Recorded before the gate moves, as an admission is.
    fn open(
        &mut self,
        by: &SignedIn,
        opening: OpeningCause,
        handler: &mut impl EffectHandler,
    ) -> MenuInput {
        match self.enter(by, opening, handler) {
            Err(why) => MenuInput::Opened(Err(why)),
            Ok(()) => self.move_gate(handler),
        }
    }

    /// What opens it is on the disk.
    pub(super) fn move_gate(&mut self, handler: &mut impl EffectHandler) -> MenuInput {
        self.pass_to_door(door::Input::OpenByHand, handler);
        MenuInput::Opened(if self.door.gate_works() { Ok(()) } else { Err(NotOpened::GateFault) })
    }

    /// Puts on the disk that `by` opens the gate; when this returns without an error it may move.
    fn enter(
        &self,
        by: &SignedIn,
        opening: OpeningCause,
        handler: &impl EffectHandler,
    ) -> Result<(), NotOpened> {
        let right = match opening {
            OpeningCause::ByHand(_) => Right::OpenByHand,
            OpeningCause::Test => Right::Devices,
        };
        if !by.may(right) || !by.stands_in(self.store.reader()).map_err(not_recorded)? {
            return Err(NotOpened::NotAllowed);
        }
        let (who, at) = (by.name().as_str(), handler.now().wall);
        let recorded = match opening {
            OpeningCause::Test => {
                let unlocked = Unlocked::AsForVisitor;
                self.store.log(
                    who,
                    &AuditDetail::GateTested { unlocked, place: OperatorPlace::Screen },
                    at,
                )
            }
            OpeningCause::ByHand(reason) => {
                let business_day = business_day(self.config.terminal.timezone.0.to_datetime(at));
                let who = who.to_owned();
                self.store.open_by_hand(&ManualOpening { at, business_day, who, reason })
            }
        };
        recorded.map_err(not_recorded)
    }

    /// A setting holds from now on.
    fn apply(&mut self, setting: FieldSetting, value: &str, handler: &mut impl EffectHandler) {
        if let Err(fault) = setting.apply(&mut self.config, value) {
            return log::error!("a setting that was kept is not taken: {fault}");
        }
        if setting == FieldSetting::Language {
            handler.speak(self.config.terminal.language);
        }
        self.pass_to_door(door::Input::Rules(Rules::from_config(&self.config).into()), handler);
    }

    /// A log that can't be written is a fault that is told, but nobody is kept at the door for it.
    fn log_of(&self, by: &SignedIn, detail: &AuditDetail, handler: &impl EffectHandler) {
        if let Err(fault) = self.store.log(by.name().as_str(), detail, handler.now().wall) {
            log::error!(
                "the audit log does not take that {} did {}: {fault}",
                by.name(),
                detail.kind().as_str()
            );
        }
    }
}

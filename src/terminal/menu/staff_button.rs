//! The staff button: whoever is on shift opens the gate by it and one yes. Why is asked while the gate is
//! open, and told the log as an entry of its own, whatever becomes of the question.

use super::pages::open_gate::OpenGate;
use super::pages::sign_in;
use super::{Menu, MenuEffect, MenuPage, NotOpened};
use crate::people::Right;
use crate::terminal::keypad::Key;
use crate::terminal::operators::SignedIn;
use crate::terminal::store::OpenReason;

/// Of a gate that is opened before anybody is asked why.
#[derive(Debug)]
pub(super) enum OwedReason {
    /// It is being opened.
    Opening(SignedIn),
    /// The question is on the screen.
    Asked(SignedIn),
}

impl Menu {
    /// The button was pressed. Whoever has to sign in first is asked for the yes after that.
    pub(super) fn press_open(&mut self) -> Vec<MenuEffect> {
        let context = &self.context;
        match self.pages.top_mut() {
            Some(page) if page.takes_staff_button() => {
                let steps = page.press(Key::Open, context);
                return self.take(steps);
            }
            Some(page) if page.is_signing_in() => {
                self.opening = true;
                return Vec::new();
            }
            _ => {}
        }
        let mut effects = self.end_call();
        effects.extend(self.leave_all());
        let person = self.context.shift.as_ref().map(|shift| shift.person.clone());
        let steps = match person {
            Some(_) if !self.context.is_away() => {
                self.ask_to_open();
                return effects;
            }
            Some(person) => sign_in::go_on(person),
            None => sign_in::open(),
        };
        self.opening = true;
        effects.extend(self.take(steps));
        effects
    }

    /// On top of the first page, which is seen behind it.
    pub(super) fn ask_to_open(&mut self) {
        self.opening = false;
        self.go_home();
        let shift = self.context.shift.as_ref().filter(|shift| shift.by.may(Right::OpenByHand));
        if let Some(person) = shift.map(|shift| shift.person.clone()) {
            self.open(OpenGate::at_once(person).into());
        }
    }

    /// Before the gate is opened without a reason.
    pub(super) fn owe_reason(&mut self, effect: &MenuEffect) {
        if let MenuEffect::OpenByHand { by, reason: None } = effect {
            self.owed = Some(OwedReason::Opening(by.clone()));
        }
    }

    /// The gate is open, or is not; true where the reason is asked for now.
    pub(super) fn opened_by_button(&mut self, done: Result<(), NotOpened>) -> bool {
        match (self.owed.take(), done) {
            (Some(OwedReason::Opening(by)), Ok(())) => {
                let shift = self.context.shift.as_ref();
                let stayed = shift.is_some_and(|shift| shift.by.name() == by.name());
                self.owed = Some(OwedReason::Asked(by));
                // Whoever has left meanwhile is not asked, nor is anybody else in their name.
                if stayed {
                    self.open(OpenGate::why_open().into());
                }
                true
            }
            (owed @ Some(OwedReason::Asked(_)), _) => {
                self.owed = owed;
                false
            }
            // What was not opened needs no reason, but one that does not obey is on the disk.
            (Some(OwedReason::Opening(by)), Err(NotOpened::GateFault)) => {
                self.owed = Some(OwedReason::Asked(by));
                false
            }
            _ => false,
        }
    }

    /// The log is told why; none: nobody has said.
    pub(super) fn tell_reason(&mut self, reason: Option<OpenReason>) -> Option<MenuEffect> {
        match self.owed.take()? {
            OwedReason::Asked(by) => Some(MenuEffect::NoteReason { by, reason }),
            owed @ OwedReason::Opening(_) => {
                self.owed = Some(owed);
                None
            }
        }
    }

    /// Whichever way the question has gone from the screen, the log is told that nobody has answered.
    pub(super) fn settle_reason(&mut self) -> Option<MenuEffect> {
        match self.pages.top() {
            Some(MenuPage::OpenGate(OpenGate::WhyOpen { .. })) => None,
            _ => self.tell_reason(None),
        }
    }
}

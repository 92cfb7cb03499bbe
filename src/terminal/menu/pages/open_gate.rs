//! The gate is opened by hand: why, whether it is meant, and what came of it.

use super::typed_ticket;
use crate::terminal::keypad::Key;
use crate::terminal::menu::Person;
use crate::terminal::menu::choices::{Choices, Confirmation, KEYS, labelled};
use crate::terminal::menu::effect::{MenuEffect, NotOpened};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::presentation::{Body, Card, KeyHint, Phrase, Scope};
use crate::terminal::report::open_reason;
use crate::terminal::store::OpenReason;
use crate::words::menu::{self as words, Text};
use crate::words::screen::Text as ScreenText;

/// On the way to an open gate.
#[derive(Debug, Clone, PartialEq)]
pub enum OpenGate {
    Reasons(Choices<OpenBy>),
    /// In this person's name.
    Ask {
        reason: OpenReason,
        person: Person,
        answer: Confirmation,
    },
    /// By the staff button, without a reason yet: is it meant?
    AtOnce {
        person: Person,
        answer: Confirmation,
    },
    /// Why it was opened by the staff button; `open`: it still is.
    WhyOpen {
        reasons: Choices<OpenReason>,
        open: bool,
    },
    /// It is open; Enter locks it at once.
    Open,
    /// It is locked again.
    Locked,
    /// The opening could not be recorded, so the gate stays locked.
    NotRecorded,
    /// The gate does not obey.
    Fault,
}

/// How it comes to be opened by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenBy {
    Reason(OpenReason),
    /// The ticket is in the hand, and can't be scanned: by its number, which uses it up.
    TicketNumber,
}

pub(super) fn open(_: &Context) -> Vec<Step> {
    vec![Step::Open(OpenGate::reasons().into())]
}

/// What is told once the gate was opened, or was not.
pub(in crate::terminal::menu) fn outcome(done: Result<(), NotOpened>) -> Vec<Step> {
    let page = match done {
        Ok(()) => OpenGate::Open,
        Err(NotOpened::NotRecorded) => OpenGate::NotRecorded,
        Err(NotOpened::GateFault) => OpenGate::Fault,
        Err(NotOpened::NotAllowed) => return vec![Step::NotAllowed],
    };
    vec![Step::Open(page.into())]
}

impl OpenGate {
    /// All reasons there are, and by a ticket's number.
    pub fn reasons() -> Self {
        let reasons = OpenReason::ALL.iter().copied().map(OpenBy::Reason);
        Self::Reasons(Choices::new(reasons.chain([OpenBy::TicketNumber])))
    }

    /// Whoever pressed the button means it, as a rule: Yes is chosen.
    pub fn at_once(person: Person) -> Self {
        Self::AtOnce { person, answer: Confirmation { yes: true } }
    }

    /// The gate is open, and all reasons there are.
    pub fn why_open() -> Self {
        Self::WhyOpen { reasons: Choices::new(OpenReason::ALL.iter().copied()), open: true }
    }

    /// The staff button does here what it says, and begins nothing anew.
    pub(in crate::terminal::menu) fn is_by_button(&self) -> bool {
        matches!(self, Self::AtOnce { .. } | Self::WhyOpen { .. } | Self::Open)
    }
}

/// In the name of whoever is on shift.
fn open_for(reason: Option<OpenReason>, context: &Context) -> Vec<Step> {
    let effect = |by| Step::Do(MenuEffect::OpenByHand { by, reason });
    context.by().map(effect).into_iter().collect()
}

impl PageHandler for OpenGate {
    fn name(&self) -> String {
        let name = match self {
            Self::Reasons(_) => "open-reason",
            Self::Ask { .. } => "open-ask",
            Self::AtOnce { .. } => "open-at_once",
            Self::WhyOpen { .. } => "open-why",
            Self::Open => "notice-gate_open",
            Self::Locked => "notice-gate_locked",
            Self::NotRecorded => "notice-not_recorded",
            Self::Fault => "notice-gate_fault",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::OpenGate);
        match self {
            Self::Reasons(choices) => {
                let body = choices.body(|by| match by {
                    OpenBy::Reason(reason) => labelled(scope.text(open_reason(*reason))),
                    OpenBy::TicketNumber => labelled(scope.text(Text::TypedTicket)),
                });
                Card::new(scope.own(Text::Why), body, &KEYS)
            }
            Self::Ask { reason, person, answer } => {
                let logged = scope.say(words::AskOpenLogged { name: &person.called });
                let lines = vec![scope.own(open_reason(*reason)), Phrase::foreign(&logged)];
                Card::new(title, answer.body(Text::AskOpen, lines, scope), &KEYS)
            }
            Self::AtOnce { person, answer } => {
                let logged = scope.say(words::AskOpenLogged { name: &person.called });
                let lines = vec![Phrase::foreign(&logged)];
                Card::new(title, answer.body(Text::AskOpen, lines, scope), &KEYS)
            }
            Self::WhyOpen { reasons, open } => {
                let body = reasons.body(|reason| labelled(scope.text(open_reason(*reason))));
                let title = if *open { Text::WhyOpen } else { Text::Why };
                Card::new(scope.own(title), body, &KEYS)
            }
            Self::Open => {
                let say = notice::good(Text::GateOpen, scope).and(scope.own(Text::GateOpenAdvice));
                Card::new(title, Body::Say(say), &[KeyHint::LOCK, KeyHint::LEAVE])
            }
            Self::Locked => notice::card(title, notice::good(Text::GateLocked, scope)),
            Self::NotRecorded => {
                let say = notice::bad(Text::NotRecorded, scope);
                notice::card(title, say.and(scope.own(Text::NotRecordedAdvice)))
            }
            Self::Fault => {
                let say = notice::bad(ScreenText::GateFault, scope);
                notice::card(title, say.and(scope.own(Text::GateFaultAdvice)))
            }
        }
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        match self {
            Self::Reasons(choices) => choices.press(key, |by| {
                let OpenBy::Reason(reason) = by else { return typed_ticket::open() };
                let Some(shift) = &context.shift else { return Vec::new() };
                let (person, answer) = (shift.person.clone(), Confirmation::default());
                vec![Step::Open(Self::Ask { reason, person, answer }.into())]
            }),
            Self::Ask { reason, answer, .. } => {
                answer.press(key, || open_for(Some(*reason), context))
            }
            Self::AtOnce { answer, .. } => {
                // Once more is a yes.
                let key = if key == Key::Open && answer.yes { Key::Enter } else { key };
                answer.press(key, || open_for(None, context))
            }
            Self::WhyOpen { reasons, open } => {
                let then = open.then(|| Step::Open(Self::Open.into()));
                reasons.press(key, |reason| {
                    [Step::TellReason(reason), Step::Leave].into_iter().chain(then).collect()
                })
            }
            Self::Open => match key {
                Key::Enter => vec![
                    Step::Leave,
                    Step::Open(Self::Locked.into()),
                    Step::Do(MenuEffect::LockGate),
                ],
                Key::Back | Key::Erase => vec![Step::Leave],
                _ => Vec::new(),
            },
            Self::Locked | Self::NotRecorded | Self::Fault => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        match self {
            // It stays for as long as the gate is open.
            Self::Reasons(_)
            | Self::Ask { .. }
            | Self::AtOnce { .. }
            | Self::WhyOpen { .. }
            | Self::Open => Patience::Page,
            Self::Locked | Self::NotRecorded | Self::Fault => Patience::Notice,
        }
    }

    fn opened(&mut self, done: Result<(), NotOpened>) -> Vec<Step> {
        let mut steps = outcome(done);
        if let Self::Reasons(_) = self {
            steps.insert(0, Step::Leave);
        }
        steps
    }

    fn gate_moved(&mut self, works: bool) -> Vec<Step> {
        match (self, works) {
            (Self::WhyOpen { open, .. }, _) => {
                *open = false;
                Vec::new()
            }
            (Self::Open, true) => vec![Step::Leave],
            (Self::Open, false) => vec![Step::Leave, Step::Open(Self::Fault.into())],
            _ => Vec::new(),
        }
    }
}

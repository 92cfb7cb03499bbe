//! What every page can do, and what comes of it.

use std::time::Duration;

use jiff::civil::{Date, DateTime};

use super::effect::{MenuEffect, NotOpened};
use super::pages::{MenuPage, open_gate};
use super::reply::MenuReply;
use super::request::MenuRequest;
use super::typing::EntryError;
use super::verdicts::LastVerdicts;
use super::{MenuRules, Person, SettingLine};
use crate::clock::Now;
use crate::people::Role;
use crate::terminal::keypad::Key;
use crate::terminal::operators::SignedIn;
use crate::terminal::presentation::{CameraLook, Card, Scope, StatusBar};
use crate::terminal::store::OpenReason;
use crate::words::Language;

/// A page: its name, what it shows, the keys that it takes, and how it takes what is told to it.
pub(super) trait PageHandler {
    /// In file names and captions, behind `menu-`.
    fn name(&self) -> String;

    /// What is to be seen.
    fn card(&self, scope: Scope) -> Card;

    /// A key.
    fn press(&mut self, key: Key, context: &Context) -> Vec<Step>;

    /// How long it stands without a key.
    fn patience(&self) -> Patience {
        Patience::Page
    }

    /// Something was wrong; false: that is for the page before.
    fn on_entry_error(&mut self, _: &EntryError) -> bool {
        false
    }

    /// An answer that is not waited for, or how far the work has come.
    fn on_reply(&mut self, _: &MenuReply) -> Vec<Step> {
        Vec::new()
    }

    /// The gate was opened by hand, or was not.
    fn opened(&mut self, done: Result<(), NotOpened>) -> Vec<Step> {
        open_gate::outcome(done)
    }

    /// The gate is locked again, or has stopped to obey.
    fn gate_moved(&mut self, _works: bool) -> Vec<Step> {
        Vec::new()
    }

    /// Whether pictures of the camera are wanted.
    fn wants_looks(&self) -> bool {
        false
    }

    /// A picture of the camera.
    fn look(&mut self, _: CameraLook) {}
}

/// How long a page stands without a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// As long as the menu does.
    Page,
    /// It goes by itself after a few seconds.
    Notice,
    /// It goes after a minute at the latest, whoever stands before it.
    Secret,
    /// Somebody turns a lens or reads what a device does, and comes back.
    Device,
    /// A job is waited for.
    Job,
    /// One that may take many minutes, for which nobody stays at the terminal.
    LongJob,
}

/// What is done next; several in their order.
#[derive(Debug)]
pub(super) enum Step {
    /// Back to the page before.
    Leave,
    /// Another page, which Back leaves for this one.
    Open(MenuPage),
    /// Back to the first page.
    Home,
    /// A job is given away and waited for on a page of its own.
    Ask(MenuRequest, Then),
    /// A job whose answer the page that is on hears, and does not wait for.
    Inquire(MenuRequest),
    /// What is being done is not waited for any more.
    Abandon,
    /// To the page before that takes it.
    EntryError(EntryError),
    Do(MenuEffect),
    /// Why the gate was opened by the staff button.
    TellReason(OpenReason),
    /// The screens speak this language from now on.
    Speak(Language),
    /// A setting holds from now on.
    Apply(SettingLine),
    BeginShift(SignedIn),
    /// Who is signed in has changed their own password.
    Renew(SignedIn),
    SignOut,
    /// Whoever is signed in is nobody any more.
    NotAllowed,
    CallHelp,
    EndCall,
}

/// What comes of the answer to a job.
pub(super) type Then = fn(MenuReply, &Context) -> Vec<Step>;

/// Where a page stands: who is here, and when.
#[derive(Debug)]
pub(super) struct Context {
    pub rules: MenuRules,
    pub language: Language,
    pub shift: Option<Shift>,
    pub now: Now,
    /// The time at the door, and its business day.
    pub time: DateTime,
    pub today: Date,
    pub verdicts: LastVerdicts,
}

/// Who works at this door.
#[derive(Debug)]
pub(super) struct Shift {
    pub by: SignedIn,
    pub person: Person,
    /// Has not pressed a key for a while: somebody else may stand here until the password comes.
    pub away: bool,
}

impl Context {
    /// Whoever is signed in, for what is done in their name.
    pub fn by(&self) -> Option<SignedIn> {
        self.shift.as_ref().map(|shift| shift.by.clone())
    }

    /// How long whoever is on shift may leave the menu alone.
    pub fn lock_after(&self) -> Duration {
        match self.shift.as_ref().map(|shift| shift.by.role()) {
            Some(Role::Staff) => self.rules.staff_lock_after,
            _ => self.rules.lock_after,
        }
    }

    /// How many pages the smallest screen makes of a card, written by `write`.
    pub fn parts(&self, write: impl Fn(Scope) -> Card) -> usize {
        // How the terminal fares changes while it is read, but not how many lines tell it.
        let status = StatusBar::unknown(self.time);
        let scope = Scope { language: self.language, status: Some(&status) };
        self.rules.pages.count(&write(scope)).max(1)
    }

    /// Whoever is on shift has not been here for a while. It lasts until they sign in again: keys
    /// of somebody else do not bring them back.
    pub fn is_away(&self) -> bool {
        self.shift.as_ref().is_some_and(|shift| shift.away)
    }
}

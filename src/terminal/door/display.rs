//! Which page is on: a verdict for a while, otherwise what the door's state asks for.

use std::time::Duration;

use super::coaching::{Coaching, CodesInFrame};
use super::{DoorEvent, Effect, Outage, Page};

/// How long a verdict stands, so that it can be read; a welcome longer, until the gate locks.
const STAYS: Duration = Duration::from_secs(4);

/// The state of the door as far as it asks for a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DisplayState {
    pub released: bool,
    pub camera: bool,
    pub imager: bool,
    pub store: bool,
    pub gate: bool,
}

impl DisplayState {
    /// The page that stands while nobody shows a ticket.
    fn page(self) -> Page {
        match self {
            Self { released: true, .. } => Page::Released,
            Self { store: false, .. } => Page::OutOfService(Outage::Store),
            Self { camera: false, imager: false, .. } => Page::OutOfService(Outage::Camera),
            Self { gate: false, .. } => Page::GateFault,
            Self { camera: false, .. } => Page::IdleImager,
            _ => Page::Idle,
        }
    }
}

/// What is on the screen.
#[derive(Debug, Default)]
pub(super) struct Display {
    shown: Option<Page>,
    /// A page that passes, and until when; without a time: until a verdict replaces it.
    passing: Option<(Page, Option<Duration>)>,
    /// What a visitor is told whose code is not read.
    coaching: Coaching,
}

impl Display {
    /// Puts a verdict on.
    pub fn verdict(&mut self, page: Page, now: Duration) {
        self.passing = Some((page, Some(now + STAYS)));
    }

    /// Puts on that something is being waited for. It stays until the verdict, so that no other
    /// page has to be drawn before the gate opens.
    pub fn checking(&mut self) {
        self.passing = Some((Page::Checking, None));
    }

    /// Nothing is being decided any longer.
    pub fn decided(&mut self) {
        self.passing.take_if(|(page, _)| *page == Page::Checking);
    }

    /// Takes what a frame shows of codes.
    pub fn see(&mut self, codes: CodesInFrame, now: Duration) {
        self.coaching.see(codes, now);
    }

    /// Whatever was in view is no matter any longer.
    pub fn forget_codes(&mut self) {
        self.coaching = Coaching::default();
    }

    /// When a page goes by itself; one that is kept on by the open gate has no time of its own.
    pub fn due(&self, now: Duration) -> Option<Duration> {
        let passing = self.passing.as_ref().and_then(|(_, until)| *until);
        let passing = passing.filter(|until| *until > now);
        passing.into_iter().chain(self.coaching.due()).min()
    }

    /// Brings the screen up to date. A welcome stays for as long as the gate is open for it. An
    /// advice stays while the code, read at last, is decided, so that no other page has to be drawn
    /// before the gate opens.
    pub fn refresh(
        &mut self,
        state: DisplayState,
        gate_open: bool,
        deciding: bool,
        now: Duration,
    ) -> Vec<Effect> {
        self.passing.take_if(|(page, until)| {
            let welcome = gate_open && matches!(page, Page::Admitted { .. });
            state.released || (until.is_some_and(|until| now >= until) && !welcome)
        });
        let page = self.passing.as_ref().map_or_else(|| state.page(), |(page, _)| page.clone());
        // Only the invitation gives way to an advice.
        let idle = page == Page::Idle;
        let advice = self.coaching.say(idle, now);
        let lingers = idle && deciding && matches!(self.shown, Some(Page::Unread(_)));
        if advice.is_some() {
            self.passing = None;
        }
        let page = advice.map_or(page, Page::Unread);
        if lingers || self.shown.as_ref() == Some(&page) {
            return Vec::new();
        }
        self.shown = Some(page.clone());
        let hint = advice.map(|advice| Effect::Report(DoorEvent::Hint(advice)));
        std::iter::once(Effect::Show(page)).chain(hint).collect()
    }
}

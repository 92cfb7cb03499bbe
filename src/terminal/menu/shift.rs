//! Who is here, and what falls due by the time alone: a menu that nobody looks at closes, a shift that
//! nobody works ends, a call for help sounds again.

use std::time::Duration;

use super::page::{Patience, Shift};
use super::pages::help::Help;
use super::{FRONT, Menu, MenuEffect, MenuPage, Person, SECRET, TRIAL, WORK};
use crate::terminal::operators::{Leaving, SignedIn};

/// From one sound of a call for help to the next.
const CALL_EACH: Duration = Duration::from_secs(5);

/// How long a call for help goes out.
const CALL: Duration = Duration::from_secs(120);

/// A call for help that goes out.
#[derive(Debug)]
pub(super) struct HelpCall {
    next: Duration,
    until: Duration,
}

impl Menu {
    /// The moment of the monotonic clock at which the menus want an [`super::MenuInput::Tick`] at the
    /// latest.
    pub fn due(&self) -> Option<Duration> {
        let call = self.call.as_ref().map(|call| call.next.min(call.until));
        let idle = (!self.pages.is_empty()).then(|| self.last_key + self.patience());
        let sign_out = self.last_key + self.context.rules.sign_out_after;
        let shift = self.context.shift.as_ref().map(|_| sign_out);
        [call, idle, shift, self.notice_until].into_iter().flatten().min()
    }

    /// What falls due by the time alone.
    pub(super) fn pass_time(&mut self, now: Duration) -> Vec<MenuEffect> {
        if self.notice_until.take_if(|until| now >= *until).is_some() {
            self.pages.pop();
        }
        // A call that ends here leaves a page that nobody has pressed a key on for a while.
        let mut effects = self.call_again(now);
        if now >= self.last_key + self.patience() {
            effects.extend(self.leave_all());
        }
        self.note_absence(now);
        if now >= self.last_key + self.context.rules.sign_out_after {
            effects.extend(self.end_shift(Leaving::Automatic));
        }
        effects
    }

    /// That of the page that is on.
    pub(super) fn patience_of_page(&self) -> Option<Patience> {
        self.pages.top().map(MenuPage::patience)
    }

    /// How long the present page waits for a key.
    fn patience(&self) -> Duration {
        let lock_after = self.context.lock_after();
        // Whoever comes to help has to find out who called, and to end it.
        if self.call.is_some() && self.patience_of_page() != Some(Patience::Secret) {
            return TRIAL.max(lock_after);
        }
        match (self.patience_of_page(), &self.context.shift) {
            (Some(Patience::LongJob), _) => WORK,
            (Some(Patience::Device | Patience::Job), _) => TRIAL.max(lock_after),
            (Some(Patience::Secret), _) => SECRET.min(lock_after),
            (_, Some(_)) => lock_after,
            (_, None) => FRONT,
        }
    }

    fn note_absence(&mut self, now: Duration) {
        let page = self.patience_of_page();
        let lock_after = self.context.lock_after();
        let Some(shift) = &mut self.context.shift else { return };
        // What stands longer, stands without the menu behind it from then on.
        let stands = self.call.is_some() || page == Some(Patience::Device);
        let left = stands || matches!(page, None | Some(Patience::Job | Patience::LongJob));
        if left && now >= self.last_key + lock_after {
            shift.away = true;
            if stands {
                self.pages.leave_top_alone();
            }
        }
    }

    fn call_again(&mut self, now: Duration) -> Vec<MenuEffect> {
        let Some(call) = &mut self.call else { return Vec::new() };
        if now >= call.until {
            return self.end_call();
        }
        if now < call.next {
            return Vec::new();
        }
        call.next = now + CALL_EACH;
        vec![MenuEffect::Attention]
    }

    /// Calls for help until a key ends it.
    pub(super) fn begin_call(&mut self) -> Vec<MenuEffect> {
        let now = self.last_key;
        let Some(by) = self.context.by() else { return Vec::new() };
        self.call = Some(HelpCall { next: now + CALL_EACH, until: now + CALL });
        self.open(Help.into());
        vec![MenuEffect::Help { by, on: true }, MenuEffect::Attention]
    }

    pub(super) fn end_call(&mut self) -> Vec<MenuEffect> {
        self.pages.retain(|page| !matches!(page, MenuPage::Help(_)));
        match (self.call.take(), self.context.by()) {
            (Some(_), Some(by)) => vec![MenuEffect::Help { by, on: false }],
            _ => Vec::new(),
        }
    }

    pub(super) fn begin_shift(&mut self, by: SignedIn) -> Vec<MenuEffect> {
        let effects = match &self.context.shift {
            // The same person has come back.
            Some(shift) if shift.by.name() == by.name() => Vec::new(),
            Some(_) => self.end_shift(Leaving::Relieved),
            None => Vec::new(),
        };
        let person = Person::of(by.operator());
        self.context.shift = Some(Shift { by, person, away: false });
        if self.opening {
            self.ask_to_open();
        } else {
            self.go_home();
        }
        effects
    }

    /// With another password of one's own one stays signed in.
    pub(super) fn renew(&mut self, by: SignedIn) {
        let own = self.context.shift.as_mut().filter(|shift| shift.by.name() == by.name());
        if let Some(shift) = own {
            shift.by = by;
        }
    }

    /// Ends the shift of whoever works at this door.
    pub fn end_shift(&mut self, leaving: Leaving) -> Vec<MenuEffect> {
        let mut effects = self.end_call();
        effects.extend(self.leave_all());
        effects.extend(self.tell_reason(None));
        if let Some(Shift { by, .. }) = self.context.shift.take() {
            effects.push(MenuEffect::SignOut { by, leaving });
        }
        effects
    }
}

//! The menus at the terminal: who signs in there, and what they may do (SPEC §7).
//!
//! [`Menu::handle`] takes what happened and returns what is to be done, as the door does; it knows
//! nothing of files, threads or pins. What takes longer than the loop has is asked for with a
//! [`MenuEffect::Ask`] and answered later. The door's verdicts go before everything here: keys come
//! only while nobody is being told one.

mod choose;
mod effect;
mod line;
pub mod lists;
mod place;
mod press;
mod replies;
mod sheets;
mod submit;
mod view;

use std::time::Duration;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// What an admin may change at the terminal.
pub use crate::terminal::config::FieldSetting as Setting;
pub use effect::{
    Find, Input, JobId, MenuEffect, NotOpened, NotSignedIn, OperatorChange, Reply, Request,
};
pub use sheets::Pages;
pub use view::{
    Ask, CameraLook, Dial, Entry, Field, Heading, Item, Lamp, Leaf, List, Notice, Operator,
    OperatorState, Pattern, Person, PlatformLine, Question, ReconciliationSheet, ReportSheet, Said,
    SettingLine, Sheet, StatusSheet, Task, Trial, TrialName, Typed, View,
};

use crate::clock::{Now, business_day};
use crate::terminal::config::Config;
use crate::terminal::operators::{Leaving, SignedIn};
use crate::words::Language;
use place::Place;

/// How long a notice stands that asks for nothing.
const NOTICE: Duration = Duration::from_secs(8);

/// How long the front page stands where nobody is signed in.
const FRONT: Duration = Duration::from_secs(30);

/// How long somebody may turn a lens or read a page without pressing a key.
const TRIAL: Duration = Duration::from_secs(300);

/// How long a comparison with the platform, and a stick, are waited for.
const WORK: Duration = Duration::from_secs(3600);

/// From one sound of a call for help to the next.
const CALL_EACH: Duration = Duration::from_secs(5);

/// How long a call for help goes out.
const CALL: Duration = Duration::from_secs(120);

/// What is fixed.
#[derive(Debug, Clone)]
pub struct Rules {
    /// For the business day.
    pub zone: TimeZone,
    /// Without a key for so long the menu closes, and the password is asked for again.
    pub lock_after: Duration,
    /// Without a key for so long the shift ends.
    pub sign_out_after: Duration,
    /// Lines of a table that the smallest screen shows.
    pub rows: usize,
    /// How many pages other sheets take there.
    pub pages: Pages,
}

impl Rules {
    /// Picks them from the configuration; `rows` lines of a table fit on the smallest screen, and
    /// every other sheet as a whole.
    pub fn from_config(config: &Config, rows: usize) -> Self {
        Self {
            zone: config.terminal.timezone.0.clone(),
            lock_after: config.operators.lock_after(),
            sign_out_after: config.operators.sign_out_after(),
            rows,
            pages: Pages::default(),
        }
    }
}

/// The menus.
#[derive(Debug)]
pub struct Menu {
    rules: Rules,
    language: Language,
    /// The language that is configured.
    home: Language,
    shift: Option<Shift>,
    /// Where somebody is, the page that is seen last; none: the menu is closed.
    places: Vec<Place>,
    last_key: Duration,
    /// When the present notice goes by itself.
    notice_until: Option<Duration>,
    call: Option<Call>,
    /// The number of the last job.
    asked: u64,
    /// The time at the door, and its business day, for which the present page was made.
    time: DateTime,
    today: Date,
}

/// Who works at this door.
#[derive(Debug)]
struct Shift {
    by: SignedIn,
    person: Person,
    /// Has not pressed a key for a while: somebody else may stand here until the password comes.
    away: bool,
}

/// A call for help that goes out.
#[derive(Debug)]
struct Call {
    next: Duration,
    until: Duration,
}

impl Menu {
    /// Nobody is signed in, nothing is shown.
    pub fn new(rules: Rules, language: Language) -> Self {
        Self {
            rules,
            language,
            home: language,
            shift: None,
            places: Vec::new(),
            last_key: Duration::ZERO,
            notice_until: None,
            call: None,
            asked: 0,
            time: DateTime::MIN,
            today: Date::MIN,
        }
    }

    /// What is to be seen; none: the menu is closed.
    pub fn view(&self) -> Option<View> {
        self.places.last().map(Place::view)
    }

    /// The language of what is to be seen.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Who works at this door.
    pub fn on_shift(&self) -> Option<&Person> {
        self.shift.as_ref().map(|shift| &shift.person)
    }

    /// Whether pictures of the camera are wanted.
    pub fn wants_looks(&self) -> bool {
        matches!(self.places.last(), Some(Place::Trial(Trial::Camera(_))))
    }

    /// The moment of the monotonic clock at which the menus want an [`Input::Tick`] at the latest.
    pub fn due(&self) -> Option<Duration> {
        let call = self.call.as_ref().map(|call| call.next.min(call.until));
        let idle = (!self.places.is_empty()).then(|| self.last_key + self.patience());
        let shift = self.shift.as_ref().map(|_| self.last_key + self.rules.sign_out_after);
        [call, idle, shift, self.notice_until].into_iter().flatten().min()
    }

    /// Takes what happened and tells what is to be done, in this order.
    pub fn handle(&mut self, now: Now, input: Input) -> Vec<MenuEffect> {
        self.time = self.rules.zone.to_datetime(now.wall);
        self.today = business_day(self.time);
        let mut effects = self.pass_time(now.mono);
        effects.extend(match input {
            Input::Key(key) => {
                self.last_key = now.mono;
                self.press(key)
            }
            Input::Reply(job, reply) => self.on_reply(job, reply, now),
            Input::Opened(done) => self.opened(done),
            Input::GateLocked => {
                if matches!(self.places.last(), Some(Place::Notice(Notice::GateOpen))) {
                    self.back();
                }
                Vec::new()
            }
            Input::GateFault => {
                if matches!(self.places.last(), Some(Place::Notice(Notice::GateOpen))) {
                    self.places.pop();
                    self.places.push(Place::Notice(Notice::GateFault));
                }
                Vec::new()
            }
            Input::Look(look) => self.look(look),
            Input::Tick => Vec::new(),
        });
        // Whoever stands here next may not read what somebody else has switched to.
        if self.places.is_empty() && self.shift.is_none() && self.language != self.home {
            self.language = self.home;
            effects.push(MenuEffect::Speak(self.home));
        }
        let passes = matches!(self.places.last(), Some(Place::Notice(notice)) if passes(notice));
        self.notice_until = passes.then(|| self.notice_until.unwrap_or(now.mono + NOTICE));
        effects
    }

    /// What falls due by the time alone.
    fn pass_time(&mut self, now: Duration) -> Vec<MenuEffect> {
        if self.notice_until.take_if(|until| now >= *until).is_some() {
            self.back();
        }
        // A call that ends here leaves a page that nobody has pressed a key on for a while.
        let mut effects = self.call_again(now);
        if now >= self.last_key + self.patience() {
            effects.extend(self.leave_all());
        }
        self.note_absence(now);
        if now >= self.last_key + self.rules.sign_out_after {
            effects.extend(self.end_shift(Leaving::Automatic));
        }
        effects
    }

    /// How long the present page waits for a key.
    fn patience(&self) -> Duration {
        // Whoever comes to help has to find out who called, and to end it.
        if self.call.is_some() {
            return TRIAL.max(self.rules.lock_after);
        }
        match (self.places.last(), &self.shift) {
            (Some(Place::Busy { task, .. }), _) if task.is_work() => WORK,
            (Some(Place::Trial(_) | Place::Busy { .. }), _) => TRIAL.max(self.rules.lock_after),
            (_, Some(_)) => self.rules.lock_after,
            (_, None) => FRONT,
        }
    }

    /// Whoever is on shift has not been here for a while. It lasts until they sign in again: keys
    /// of somebody else do not bring them back.
    fn is_away(&self) -> bool {
        self.shift.as_ref().is_some_and(|shift| shift.away)
    }

    fn note_absence(&mut self, now: Duration) {
        let Some(shift) = &mut self.shift else { return };
        // What stands longer, stands without the menu behind it from then on.
        let stands = self.call.is_some() || matches!(self.places.last(), Some(Place::Trial(_)));
        let left = stands || matches!(self.places.last(), None | Some(Place::Busy { .. }));
        if left && now >= self.last_key + self.rules.lock_after {
            shift.away = true;
            if stands {
                self.places.drain(..self.places.len().saturating_sub(1));
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
    fn begin_call(&mut self) -> Vec<MenuEffect> {
        let now = self.last_key;
        let Some(shift) = &self.shift else { return Vec::new() };
        let by = shift.by.clone();
        self.call = Some(Call { next: now + CALL_EACH, until: now + CALL });
        self.places.push(Place::Notice(Notice::HelpCalled));
        vec![MenuEffect::Help { by, on: true }, MenuEffect::Attention]
    }

    fn end_call(&mut self) -> Vec<MenuEffect> {
        self.places.retain(|place| !matches!(place, Place::Notice(Notice::HelpCalled)));
        match (self.call.take(), &self.shift) {
            (Some(_), Some(shift)) => vec![MenuEffect::Help { by: shift.by.clone(), on: false }],
            _ => Vec::new(),
        }
    }

    /// Ends the shift of whoever works at this door.
    pub fn end_shift(&mut self, leaving: Leaving) -> Vec<MenuEffect> {
        let mut effects = self.end_call();
        effects.extend(self.leave_all());
        if let Some(Shift { by, .. }) = self.shift.take() {
            effects.push(MenuEffect::SignOut { by, leaving });
        }
        effects
    }

    /// Closes the menu; what was waited for ends where it can.
    fn leave_all(&mut self) -> Vec<MenuEffect> {
        let left = self.places.drain(..).filter_map(|place| match place {
            Place::Busy { task, job } if task.ends_when_left() => Some(MenuEffect::Abandon(job)),
            _ => None,
        });
        left.collect()
    }

    /// Leaves the present page for the one before.
    fn back(&mut self) {
        self.places.pop();
    }

    /// Gives a job away, and waits for it on a page of its own.
    fn wait_for(&mut self, request: Request) -> Vec<MenuEffect> {
        let (job, task) = (self.next_job(), request.task());
        self.places.push(Place::Busy { task, job });
        vec![self.ask(job, request)]
    }

    fn ask(&self, job: JobId, request: Request) -> MenuEffect {
        let by = self.shift.as_ref().map(|shift| shift.by.clone());
        MenuEffect::Ask { job, by, request }
    }

    fn next_job(&mut self) -> JobId {
        self.asked += 1;
        JobId(self.asked)
    }
}

/// Whether a notice goes by itself. A call for help and an open gate stay as long as they last.
fn passes(notice: &Notice) -> bool {
    !matches!(notice, Notice::HelpCalled | Notice::GateOpen)
}

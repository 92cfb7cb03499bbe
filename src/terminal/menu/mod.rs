//! The menus at the terminal: who signs in there, and what they may do (SPEC §7).
//!
//! [`Menu::handle`] takes what happened and returns what is to be done, as the door does; it knows
//! nothing of files, threads or pins. What takes longer than the loop has is asked for with a
//! [`MenuEffect::Ask`] and answered later. The door's verdicts go before everything here: keys come
//! only while nobody is being told one.
//!
//! A page is a file of [`pages`]. Here is what all of them have in common: the stack, who is on shift,
//! what falls due by the time alone, and how a page's [`Step`] is taken.

mod choices;
mod effect;
mod jobs;
mod leaves;
mod line;
mod notice;
mod page;
pub mod pages;
mod person;
mod reply;
mod request;
mod rules;
mod secret;
mod shift;
mod stack;
mod staff_button;
mod steps;
mod typing;
mod verdicts;

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::{Date, DateTime};

pub use choices::{Choices, Confirmation};
pub use effect::{JobId, MenuEffect, MenuInput, NotOpened};
pub use leaves::{InfoSheet, Leaves};
pub use pages::MenuPage;
pub use pages::busy::BusyTask;
pub use pages::halls::HallChoice;
pub use pages::operators::{ListedOperator, OperatorState};
pub use pages::platform::PlatformLine;
pub use pages::settings::SettingLine;
pub use person::Person;
pub use reply::{MenuReply, NotSignedIn, OperatorChange, TypedAnswer, WhoSignsIn};
pub use request::{Find, MenuRequest};
pub use rules::{MenuRules, Pages};
pub use secret::PageSecret;
pub use typing::{EntryError, Typing};
pub use verdicts::ShownVerdict;

/// What an admin may change at the terminal.
pub use crate::terminal::config::FieldSetting;
pub use crate::terminal::presentation::CameraLook;

use crate::clock::{Now, business_day};
use crate::terminal::door::Page;
use crate::terminal::keypad::Key;
use crate::terminal::store::LastScan;
use crate::words::Language;
use page::{Context, Patience, Step};
use pages::{open_gate, typed_ticket};
use shift::HelpCall;
use stack::PageStack;
use staff_button::OwedReason;
use verdicts::{KEPT, LastVerdicts};

/// So many of the last scans are told.
pub const LAST_SCANS: usize = KEPT;

/// How long a notice stands that asks for nothing.
const NOTICE: Duration = Duration::from_secs(8);

/// How long the front page stands where nobody is signed in.
const FRONT: Duration = Duration::from_secs(30);

/// How long somebody may turn a lens or read a page without pressing a key.
const TRIAL: Duration = Duration::from_secs(300);

/// How long a secret is to be seen.
const SECRET: Duration = Duration::from_secs(60);

/// How long a comparison with the platform, and a stick, are waited for.
const WORK: Duration = Duration::from_secs(3600);

/// The menus.
#[derive(Debug)]
pub struct Menu {
    /// Who is here, and when.
    context: Context,
    /// The language that is configured.
    home: Language,
    /// Where somebody is; none: the menu is closed.
    pages: PageStack,
    last_key: Duration,
    /// When the present notice goes by itself.
    notice_until: Option<Duration>,
    call: Option<HelpCall>,
    /// Whoever signs in next has pressed the staff button before.
    opening: bool,
    owed: Option<OwedReason>,
    /// The number of the last job.
    asked: u64,
}

impl Menu {
    /// Nobody is signed in, nothing is shown.
    pub fn new(rules: MenuRules, language: Language) -> Self {
        let now = Now { mono: Duration::ZERO, wall: jiff::Timestamp::MIN };
        let (time, today) = (DateTime::MIN, Date::MIN);
        Self {
            context: Context {
                rules,
                language,
                shift: None,
                now,
                time,
                today,
                verdicts: LastVerdicts::default(),
            },
            home: language,
            pages: PageStack::default(),
            last_key: Duration::ZERO,
            notice_until: None,
            call: None,
            opening: false,
            owed: None,
            asked: 0,
        }
    }

    /// Before the first verdict of this run: those of before, the newest last.
    pub fn recall(&mut self, scans: Vec<LastScan>) {
        let zone = &self.context.rules.zone;
        let known = scans.into_iter().filter_map(|scan| ShownVerdict::of_store(scan, zone));
        for verdict in known.collect::<Vec<_>>() {
            self.context.verdicts.add(verdict);
        }
    }

    /// What is to be seen, without what is typed in secret; none: the menu is closed.
    pub fn view(&self) -> Option<Arc<MenuPage>> {
        self.pages.drawn()
    }

    /// The language of what is to be seen.
    pub fn language(&self) -> Language {
        self.context.language
    }

    /// Who works at this door.
    pub fn on_shift(&self) -> Option<&Person> {
        self.context.shift.as_ref().map(|shift| &shift.person)
    }

    /// Whether pictures of the camera are wanted.
    pub fn wants_looks(&self) -> bool {
        self.pages.top().is_some_and(MenuPage::wants_looks)
    }

    /// Takes what happened and tells what is to be done, in this order.
    pub fn handle(&mut self, now: Now, input: MenuInput) -> Vec<MenuEffect> {
        self.context.now = now;
        self.context.time = self.context.rules.zone.to_datetime(now.wall);
        self.context.today = business_day(self.context.time);
        let mut effects = self.pass_time(now.mono);
        effects.extend(match input {
            MenuInput::Key(key) => {
                self.last_key = now.mono;
                self.press(key)
            }
            MenuInput::Reply(job, reply) => self.on_reply(job, reply),
            MenuInput::Opened(done) if self.opened_by_button(done) => Vec::new(),
            // Whoever opened it has left since.
            MenuInput::Opened(_) if self.context.shift.is_none() => Vec::new(),
            MenuInput::Opened(done) => {
                let steps = self.pages.top_mut().map(|page| page.opened(done));
                self.take(steps.unwrap_or_else(|| open_gate::outcome(done)))
            }
            MenuInput::Judged(typed, verdict) => {
                self.take(typed_ticket::judged(typed, verdict, &self.context))
            }
            MenuInput::GateLocked => self.with_page(|page| page.gate_moved(true)),
            MenuInput::GateFault => self.with_page(|page| page.gate_moved(false)),
            MenuInput::Look(look) => self.with_page(|page| {
                page.look(look);
                Vec::new()
            }),
            MenuInput::Tick => Vec::new(),
        });
        effects.extend(self.settle_reason());
        effects.extend(self.count_inside());
        self.opening &= !self.pages.is_empty();
        // Whoever stands here next may not read what somebody else has switched to.
        let nobody = self.pages.is_empty() && self.context.shift.is_none();
        if nobody && self.context.language != self.home {
            self.context.language = self.home;
            effects.push(MenuEffect::Speak(self.home));
        }
        let passes = self.patience_of_page() == Some(Patience::Notice);
        self.notice_until = passes.then(|| self.notice_until.unwrap_or(now.mono + NOTICE));
        effects
    }

    /// Visitors are told something; a verdict is kept for whoever is asked about it.
    pub fn note_verdict(&mut self, now: Now, page: &Page) {
        let at = self.context.rules.zone.to_datetime(now.wall);
        if let Some(verdict) = ShownVerdict::of(page, at) {
            self.context.verdicts.add(verdict);
        }
    }

    /// Tells the page that is on, if there is one.
    fn with_page(&mut self, what: impl FnOnce(&mut MenuPage) -> Vec<Step>) -> Vec<MenuEffect> {
        let steps = self.pages.top_mut().map(what);
        self.take(steps.unwrap_or_default())
    }

    fn press(&mut self, key: Key) -> Vec<MenuEffect> {
        if key == Key::Open {
            return self.press_open();
        }
        let Some(page) = self.pages.top_mut() else {
            if key == Key::Enter {
                self.go_home();
            }
            return Vec::new();
        };
        let steps = page.press(key, &self.context);
        self.take(steps)
    }
}

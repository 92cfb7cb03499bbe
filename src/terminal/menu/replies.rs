//! What comes back from where the work was done.

use super::effect::{NotOpened, NotSignedIn};
use super::place::{Place, Purpose};
use super::view::{Heading, Item, Notice, Question, Said, SettingLine, Task};
use super::{JobId, Menu, MenuEffect, Person, Reply, Setting, Shift, lists, sheets};
use crate::clock::Now;
use crate::terminal::operators::{Leaving, SignedIn};
use crate::words::Language;

impl Menu {
    /// Takes an answer. What nobody waits for any more is dropped; but who signed in is signed
    /// out again, so that the log tells no shift that was none.
    pub(super) fn on_reply(&mut self, job: JobId, reply: Reply, now: Now) -> Vec<MenuEffect> {
        let waits =
            matches!(self.places.last(), Some(Place::Busy { job: asked, .. }) if *asked == job);
        let place = match reply {
            Reply::AnyOperators(any) => {
                if !any && self.is_signing_in() {
                    self.places.pop();
                    self.places.push(Place::Notice(Notice::NoOperators));
                }
                return Vec::new();
            }
            Reply::SignedIn(by) if !waits => {
                return vec![MenuEffect::SignOut { by, leaving: Leaving::Automatic }];
            }
            Reply::Progress(task) if waits => {
                self.progress(task);
                return Vec::new();
            }
            // A setting that is on the disk holds, whether anybody still looks or not.
            Reply::Set(line) if !waits => return vec![self.apply(&line)],
            _ if !waits => return Vec::new(),
            _ => self.places.pop(),
        };
        if self.is_away() && matches!(place, Some(Place::Busy { task, .. }) if task.is_work()) {
            // What came of it may be read by whoever is here now, but nothing more.
            self.places.clear();
        }
        // What took long is read before the menu closes.
        self.last_key = now.mono;
        match reply {
            Reply::SignedIn(by) => return self.begin_shift(by),
            Reply::NotSignedIn(why) => self.say_here(said(&why, now)),
            Reply::Day(day) => {
                let today = self.comes_from(&Item::Today);
                let all = sheets::of_day(&day, self.rules.rows);
                self.read(if today { vec![super::Sheet::Today(day)] } else { all });
            }
            Reply::Status(status) => self.read(sheets::of_status(&status)),
            Reply::Found(records, _) if records.is_empty() => self.notify(Notice::NothingFound),
            Reply::Found(records, more) => {
                let items = records.into_iter().map(Item::Record).collect();
                self.show_list(Heading::Found { more }, items);
            }
            Reply::Reconciled(told) => {
                self.read(sheets::of_reconciliation(&told, self.rules.rows));
            }
            Reply::Stick(None) => self.notify(Notice::NoStick),
            Reply::Stick(Some((stick, free_mb))) => {
                self.places.push(Place::ask(Question::Export { stick, free_mb }));
            }
            Reply::Exported { files, stick } => self.notify(Notice::Exported { files, stick }),
            Reply::ExportStopped { stick } => self.notify(Notice::ExportStopped { stick }),
            Reply::Platform(lines) => {
                self.places.push(Place::Trial(super::Trial::Platform(lines)));
            }
            Reply::Operators(operators) => {
                self.show_list(Heading::Operators, lists::operators(operators));
            }
            Reply::Operator(operator, kind, by) => {
                if let Some(shift) = self.shift.as_mut().filter(|own| own.by.name() == by.name()) {
                    shift.by = by;
                }
                self.leave_to_main();
                let person = operator.person.clone();
                self.notify(match kind {
                    super::OperatorChange::Added => Notice::OperatorAdded(operator),
                    super::OperatorChange::NewPassword => Notice::PasswordChanged(person),
                    super::OperatorChange::Disabled => Notice::OperatorDisabled(person),
                    super::OperatorChange::Enabled => Notice::OperatorEnabled(person),
                });
            }
            Reply::Weak(weakness) => return self.refuse_password(Said::Weak(weakness)),
            Reply::Taken => self.ask_number_again(),
            Reply::LastAdmin => self.notify(Notice::LastAdmin),
            Reply::NotAllowed => {
                // Somebody changed this operator: what is signed in is nobody any more.
                let effects = self.end_shift(Leaving::Automatic);
                self.notify(Notice::NotAllowed);
                return effects;
            }
            Reply::Settings(lines) => {
                let items = lines.into_iter().map(Item::Setting).collect();
                self.show_list(Heading::Settings, items);
            }
            Reply::Set(line) => return self.setting_changed(line),
            Reply::Failed(task, why) => self.notify(Notice::Failed(task, why)),
            Reply::AnyOperators(_) | Reply::Progress(..) => {}
        }
        Vec::new()
    }

    /// What came of opening the gate by hand.
    pub(super) fn opened(&mut self, done: Result<(), NotOpened>) -> Vec<MenuEffect> {
        self.places
            .pop_if(|place| matches!(place, Place::List(list) if list.heading == Heading::Reason));
        match done {
            Ok(()) => self.notify(Notice::GateOpen),
            Err(NotOpened::NotRecorded) => self.notify(Notice::NotRecorded),
            Err(NotOpened::GateFault) => self.notify(Notice::GateFault),
            Err(NotOpened::NotAllowed) => {
                let effects = self.end_shift(Leaving::Automatic);
                self.notify(Notice::NotAllowed);
                return effects;
            }
        }
        Vec::new()
    }

    fn begin_shift(&mut self, by: SignedIn) -> Vec<MenuEffect> {
        let effects = match &self.shift {
            // The same person has come back.
            Some(shift) if shift.by.name() == by.name() => Vec::new(),
            Some(_) => self.end_shift(Leaving::Relieved),
            None => Vec::new(),
        };
        let person = Person::of(by.operator());
        self.shift = Some(Shift { by, person, away: false });
        self.open();
        effects
    }

    fn setting_changed(&mut self, line: SettingLine) -> Vec<MenuEffect> {
        self.leave_to_main();
        let apply = self.apply(&line);
        self.notify(Notice::SettingChanged(line));
        vec![apply]
    }

    /// A setting holds from now on; a language is also the one that the door goes back to.
    fn apply(&mut self, line: &SettingLine) -> MenuEffect {
        if line.setting == Setting::Language {
            self.home = if line.value == "en" { Language::English } else { Language::Chinese };
            self.language = self.home;
        }
        MenuEffect::Apply(line.setting, line.value.clone())
    }

    /// The work that is waited for has come further; what is being stopped stays so.
    fn progress(&mut self, now: Task) {
        if let Some(Place::Busy { task, .. }) = self.places.last_mut()
            && std::mem::discriminant(task) == std::mem::discriminant(&now)
        {
            *task = now;
        }
    }

    fn ask_number_again(&mut self) {
        let number =
            |place: &Place| matches!(place, Place::Entry { purpose: Purpose::NewNumber(_), .. });
        while self.places.pop_if(|place| !number(place)).is_some() {}
        self.say_here(Said::Taken);
    }

    fn notify(&mut self, notice: Notice) {
        self.places.push(Place::Notice(notice));
    }

    /// Everything behind the first page is done with.
    fn leave_to_main(&mut self) {
        self.places.clear();
        if self.shift.is_some() {
            self.open();
        }
    }

    fn is_signing_in(&self) -> bool {
        matches!(
            self.places.last(),
            Some(Place::Entry { purpose: Purpose::StaffNumber | Purpose::SignIn { .. }, .. })
        )
    }

    /// Whether the page before was left by choosing this.
    fn comes_from(&self, item: &Item) -> bool {
        matches!(self.places.last(), Some(Place::List(list)) if list.items.get(list.chosen) == Some(item))
    }
}

fn said(why: &NotSignedIn, now: Now) -> Said {
    match why {
        NotSignedIn::Refused => Said::Refused,
        NotSignedIn::Disabled => Said::Disabled,
        NotSignedIn::Locked { until } => {
            let left = until.duration_since(now.wall).as_secs();
            Said::Locked { seconds: u64::try_from(left).unwrap_or(0).max(1) }
        }
    }
}

//! What choosing an item, ending a line or agreeing to a question does.

use jiff::civil::Time;

use super::line::Line;
use super::lists;
use super::place::{Place, Purpose, Whose};
use super::view::{
    Heading, Item, Lamp, Notice, OperatorState, Pattern, Question, Said, Sheet, Task, Trial,
    TrialName,
};
use super::{Find, Menu, Operator, Request, Setting, Wish};
use crate::keypad::Key;
use crate::people::Password;

/// Digits of a ticket's number that tell it from most others.
const LEAST_DIGITS: usize = 4;

impl Menu {
    /// An item was chosen from the list that is on.
    pub(super) fn choose(&mut self, item: Item) -> Vec<Wish> {
        match item {
            Item::SignIn | Item::OtherOperator => {
                let job = self.next_job();
                self.places.push(Place::entry(Purpose::StaffNumber));
                return vec![Wish::Ask(job, Request::AnyOperators)];
            }
            Item::GoOn(person) => {
                let number = person.number.clone();
                let purpose = Purpose::SignIn { number, person: Some(person) };
                self.places.push(Place::entry(purpose));
            }
            Item::ThisTerminal => {
                self.places.push(Place::Leaves { sheets: vec![Sheet::Device], at: 0 });
            }
            Item::Speak(language) => {
                self.language = language;
                self.renew_first_page();
                return vec![Wish::Speak(language)];
            }
            Item::OpenGate => self.show_list(Heading::Reason, lists::reasons()),
            Item::Reason(reason) => {
                if let Some(shift) = &self.shift {
                    let question = Question::OpenGate(reason, shift.person.clone());
                    self.places.push(Place::ask(question));
                }
            }
            Item::CallHelp => return self.begin_call(),
            Item::Today => return self.wait_for(Task::Reporting, Request::Day(self.today)),
            Item::Report(day) => return self.wait_for(Task::Reporting, Request::Day(day)),
            Item::SignOut => return self.sign_out(),
            Item::Reports => self.show_list(Heading::Reports, lists::reports(self.today)),
            Item::Terminal => return self.wait_for(Task::Loading, Request::Status),
            Item::Trials => self.show_list(Heading::Trials, lists::trials()),
            Item::Export => return self.wait_for(Task::LookingForStick, Request::FindStick),
            Item::FindRecord => self.show_list(Heading::Find, lists::find()),
            Item::FindByTicket => self.places.push(Place::entry(Purpose::TicketDigits)),
            Item::FindByTime => self.places.push(Place::entry(Purpose::TimeOfDay(self.today))),
            Item::FindBySeat => self.places.push(Place::entry(Purpose::SeatRow(self.today))),
            Item::Reconcile(day) => {
                let task = Task::Reconciling { done: 0, total: 0 };
                return self.wait_for(task, Request::Reconcile(day));
            }
            Item::Record(record) => {
                self.places.push(Place::Leaves { sheets: vec![Sheet::Record(record)], at: 0 });
            }
            Item::Trial(name) => return self.begin_trial(name),
            Item::Operators => return self.wait_for(Task::Loading, Request::Operators),
            Item::Operator(operator) => {
                let items = lists::operator(&operator);
                self.show_list(Heading::Operator(operator), items);
            }
            Item::AddOperator => self.show_list(Heading::NewRole, lists::roles()),
            Item::Role(role) => self.places.push(Place::entry(Purpose::NewNumber(role))),
            Item::NewPassword => {
                if let Some(operator) = self.chosen_operator() {
                    let purpose = Purpose::NewPassword(Whose::Known(operator));
                    self.places.push(Place::entry(purpose));
                }
            }
            Item::Disable | Item::Enable => {
                if let Some(operator) = self.chosen_operator() {
                    let question = match operator.state {
                        OperatorState::Disabled => Question::Enable(operator),
                        _ => Question::Disable(operator),
                    };
                    self.places.push(Place::ask(question));
                }
            }
            Item::Settings => return self.wait_for(Task::Loading, Request::Settings),
            Item::Setting(line) => {
                let (heading, items) = lists::values(&line);
                self.show_list(heading, items);
            }
            Item::Value(_, _, true) => self.back(),
            Item::Value(setting, value, false) => {
                self.ask_change(setting, Some(value));
            }
            Item::AsConfigured(setting) => {
                self.ask_change(setting, None);
            }
        }
        Vec::new()
    }

    pub(super) fn show_list(&mut self, heading: Heading, items: Vec<Item>) {
        self.places.push(Place::list(heading, items));
    }

    /// The values of the setting are on, the present one among them.
    fn ask_change(&mut self, setting: Setting, to: Option<String>) {
        let Some(Place::List(list)) = self.places.last() else { return };
        let present = list.items.iter().find_map(|item| match item {
            Item::Value(_, value, true) => Some(value.clone()),
            _ => None,
        });
        let from = present.unwrap_or_default();
        self.places.push(Place::ask(Question::Change { setting, from, to }));
    }

    /// The operator whose page is on.
    fn chosen_operator(&self) -> Option<Operator> {
        match self.places.last() {
            Some(Place::List(list)) => match &list.heading {
                Heading::Operator(operator) => Some(operator.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// After the language was switched, the page tells the way back.
    fn renew_first_page(&mut self) {
        let language = self.language;
        let Some(Place::List(list)) = self.places.last_mut() else { return };
        for item in &mut list.items {
            if let Item::Speak(other) = item {
                *other = lists::other(language);
            }
        }
    }

    fn sign_out(&mut self) -> Vec<Wish> {
        let person = self.shift.as_ref().map(|shift| shift.person.clone());
        let wishes = self.end_shift(false);
        self.places.extend(person.map(|person| Place::Notice(Notice::SignedOut(person))));
        wishes
    }

    fn begin_trial(&mut self, name: TrialName) -> Vec<Wish> {
        let trial = match name {
            TrialName::Camera => Trial::Camera(None),
            TrialName::Lamps => Trial::Lamps(Lamp::Off),
            TrialName::Display => Trial::Display(Pattern::Frame),
            TrialName::Keypad => Trial::Keypad { last: None, pressed: 0 },
            TrialName::Gate => {
                self.places.push(Place::ask(Question::TryGate));
                return Vec::new();
            }
            TrialName::Platform => {
                return self.wait_for(Task::TryingPlatform, Request::TryPlatform(self.language));
            }
        };
        self.places.push(Place::Trial(trial));
        Vec::new()
    }

    /// A question was answered with yes; its page is left.
    pub(super) fn agree(&mut self, question: Question) -> Vec<Wish> {
        let Some(by) = self.shift.as_ref().map(|shift| shift.by.clone()) else { return Vec::new() };
        match question {
            Question::OpenGate(reason, _) => vec![Wish::OpenByHand { by, reason }],
            Question::TryGate => vec![Wish::TryGate { by }],
            Question::Export { .. } => {
                let days = lists::exported(self.today);
                let task = Task::Exporting { done: 0, total: 0 };
                self.wait_for(task, Request::Export { by, days })
            }
            Question::Disable(of) => {
                self.wait_for(Task::Saving, Request::SetDisabled { by, of, disabled: true })
            }
            Question::Enable(of) => {
                self.wait_for(Task::Saving, Request::SetDisabled { by, of, disabled: false })
            }
            Question::Change { setting, to, .. } => {
                self.wait_for(Task::Saving, Request::Set { by, setting, value: to })
            }
        }
    }

    /// A key on a page where something is typed; the page was taken off.
    pub(super) fn press_entry(
        &mut self,
        purpose: Purpose,
        mut line: Line,
        mut said: Option<Said>,
        key: Key,
    ) -> Vec<Wish> {
        match key {
            Key::Back => return Vec::new(),
            Key::Erase => {
                line.erase();
                said = None;
            }
            Key::Digit(digit) => {
                line.digit(digit.value());
                said = None;
            }
            Key::Up => line.turn(true),
            Key::Down => line.turn(false),
            Key::Enter if line.take() && !line.is_empty() => {
                return self.submit(purpose, line);
            }
            Key::Enter | Key::Other => {}
        }
        self.places.push(Place::Entry { purpose, line, said });
        Vec::new()
    }

    /// A line is ended. What is wrong with it is told on the same page, with the line empty again.
    fn submit(&mut self, purpose: Purpose, line: Line) -> Vec<Wish> {
        let typed = line.text();
        let number = || typed.parse().unwrap_or(u32::MAX);
        match &purpose {
            Purpose::StaffNumber => {
                let next = Purpose::SignIn { number: typed.to_owned(), person: None };
                self.go_on(purpose, line, next)
            }
            Purpose::SignIn { number, .. } => match Password::new(typed.to_owned()) {
                Ok(password) => {
                    let request = Request::SignIn { number: number.clone(), password };
                    self.stay_behind(purpose, line);
                    self.wait_for(Task::SigningIn, request)
                }
                Err(_) => self.say(purpose, Said::Refused),
            },
            Purpose::TicketDigits if typed.len() < LEAST_DIGITS => {
                self.say(purpose, Said::TooShort { least: LEAST_DIGITS })
            }
            Purpose::TicketDigits => {
                let find = Find::Ticket(typed.to_owned());
                self.search(purpose, line, find)
            }
            Purpose::TimeOfDay(day) => match time_of_day(typed) {
                Some(time) => {
                    let find = Find::Time(*day, time);
                    self.search(purpose, line, find)
                }
                None => self.say(purpose, Said::NoSuchTime),
            },
            Purpose::SeatRow(day) => {
                let next = Purpose::SeatColumn(*day, number());
                self.go_on(purpose, line, next)
            }
            Purpose::SeatColumn(day, row) => {
                let find = Find::Seat(*day, *row, number());
                self.search(purpose, line, find)
            }
            Purpose::NewNumber(role) => {
                let whose = Whose::Added { role: *role, number: typed.to_owned() };
                self.go_on(purpose, line, Purpose::NewPassword(whose))
            }
            Purpose::NewPassword(whose) => match Password::new(typed.to_owned()) {
                Ok(password) => {
                    let next = Purpose::PasswordAgain(whose.clone(), password);
                    self.go_on(purpose, line, next)
                }
                Err(_) => self.say(purpose, Said::Refused),
            },
            Purpose::PasswordAgain(whose, password) => {
                let (whose, password) = (whose.clone(), password.clone());
                if Password::new(typed.to_owned()).ok().as_ref() != Some(&password) {
                    return self.refuse_password(Said::NotRepeated);
                }
                self.stay_behind(purpose, line);
                self.keep_password(whose, password)
            }
        }
    }

    fn keep_password(&mut self, whose: Whose, password: Password) -> Vec<Wish> {
        let Some(by) = self.shift.as_ref().map(|shift| shift.by.clone()) else { return Vec::new() };
        let request = match whose {
            Whose::Added { role, number } => Request::AddOperator { by, number, role, password },
            Whose::Known(of) => Request::SetPassword { by, of, password },
        };
        self.wait_for(Task::Saving, request)
    }

    fn search(&mut self, purpose: Purpose, line: Line, find: Find) -> Vec<Wish> {
        self.stay_behind(purpose, line);
        self.wait_for(Task::Searching, Request::Find(find))
    }

    /// The next line is asked for; Back leads to this one again.
    fn go_on(&mut self, purpose: Purpose, line: Line, next: Purpose) -> Vec<Wish> {
        self.stay_behind(purpose, line);
        self.places.push(Place::entry(next));
        Vec::new()
    }

    fn stay_behind(&mut self, purpose: Purpose, line: Line) {
        self.places.push(Place::Entry { purpose, line, said: None });
    }

    fn say(&mut self, purpose: Purpose, said: Said) -> Vec<Wish> {
        self.places.push(Place::entry(purpose));
        self.say_here(said);
        Vec::new()
    }

    /// Empties the line that is on, and tells what was wrong.
    pub(super) fn say_here(&mut self, wrong: Said) {
        if let Some(Place::Entry { line, said, .. }) = self.places.last_mut() {
            line.clear();
            *said = Some(wrong);
        }
    }

    /// A new password is not taken: back to where it is typed for the first time.
    pub(super) fn refuse_password(&mut self, wrong: Said) -> Vec<Wish> {
        let again = |place: &Place| {
            matches!(place, Place::Entry { purpose: Purpose::PasswordAgain(..), .. })
        };
        self.places.pop_if(|place| again(place));
        self.say_here(wrong);
        Vec::new()
    }
}

/// Reads hhmm or hmm.
fn time_of_day(digits: &str) -> Option<Time> {
    let number: i16 = digits.parse().ok().filter(|_| digits.len() >= 3)?;
    Time::new(i8::try_from(number / 100).ok()?, i8::try_from(number % 100).ok()?, 0, 0).ok()
}

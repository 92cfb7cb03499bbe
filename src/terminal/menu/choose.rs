//! What choosing an item or agreeing to a question does.

use super::lists;
use super::place::{Place, Purpose, Whose};
use super::view::{
    Heading, Item, Lamp, Notice, OperatorState, Pattern, Question, Sheet, Trial, TrialName,
};
use super::{Menu, MenuEffect, Operator, Request, Setting};
use crate::terminal::operators::Leaving;

impl Menu {
    /// An item was chosen from the list that is on.
    pub(super) fn choose(&mut self, item: Item) -> Vec<MenuEffect> {
        match item {
            Item::SignIn | Item::OtherOperator => {
                let job = self.next_job();
                self.places.push(Place::entry(Purpose::StaffNumber));
                return vec![self.ask(job, Request::AnyOperators)];
            }
            Item::GoOn(person) => {
                let number = person.number.clone();
                let purpose = Purpose::SignIn { number, person: Some(person) };
                self.places.push(Place::entry(purpose));
            }
            Item::ThisTerminal => self.read(vec![Sheet::Device]),
            Item::Speak(language) => {
                self.language = language;
                self.renew_first_page();
                return vec![MenuEffect::Speak(language)];
            }
            Item::OpenGate => self.show_list(Heading::Reason, lists::reasons()),
            Item::Reason(reason) => {
                if let Some(shift) = &self.shift {
                    let question = Question::OpenGate(reason, shift.person.clone());
                    self.places.push(Place::ask(question));
                }
            }
            Item::CallHelp => return self.begin_call(),
            Item::Today => return self.wait_for(Request::Day(self.today)),
            Item::Report(day) => return self.wait_for(Request::Day(day)),
            Item::SignOut => return self.sign_out(),
            Item::Reports => self.show_list(Heading::Reports, lists::reports(self.today)),
            Item::Terminal => return self.wait_for(Request::Status),
            Item::Trials => self.show_list(Heading::Trials, lists::trials()),
            Item::Export => return self.wait_for(Request::FindStick),
            Item::FindRecord => self.show_list(Heading::Find, lists::find()),
            Item::FindByTicket => self.places.push(Place::entry(Purpose::TicketDigits)),
            Item::FindByTime => {
                self.show_list(Heading::FindDay, lists::days(self.today, Item::TimeOn));
            }
            Item::FindBySeat => {
                self.show_list(Heading::FindDay, lists::days(self.today, Item::SeatOn));
            }
            Item::TimeOn(day) => self.places.push(Place::entry(Purpose::TimeOfDay(day))),
            Item::SeatOn(day) => self.places.push(Place::entry(Purpose::SeatRow(day))),
            Item::Reconcile(day) => {
                return self.wait_for(Request::Reconcile(day));
            }
            Item::Record(record) => self.read(vec![Sheet::Record(record)]),
            Item::Trial(name) => return self.begin_trial(name),
            Item::Operators => return self.wait_for(Request::Operators),
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
            Item::Settings => return self.wait_for(Request::Settings),
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

    fn sign_out(&mut self) -> Vec<MenuEffect> {
        let person = self.shift.as_ref().map(|shift| shift.person.clone());
        let effects = self.end_shift(Leaving::ByThemselves);
        self.places.extend(person.map(|person| Place::Notice(Notice::SignedOut(person))));
        effects
    }

    fn begin_trial(&mut self, name: TrialName) -> Vec<MenuEffect> {
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
                return self.wait_for(Request::TryPlatform);
            }
        };
        self.places.push(Place::Trial(trial));
        Vec::new()
    }

    /// A question was answered with yes; its page is left.
    pub(super) fn agree(&mut self, question: Question) -> Vec<MenuEffect> {
        let Some(by) = self.shift.as_ref().map(|shift| shift.by.clone()) else { return Vec::new() };
        match question {
            Question::OpenGate(reason, _) => vec![MenuEffect::OpenByHand { by, reason }],
            Question::TryGate => vec![MenuEffect::TryGate { by }],
            Question::Export { .. } => {
                let days = lists::exported(self.today);
                self.wait_for(Request::Export(days))
            }
            Question::Disable(of) => self.wait_for(Request::SetDisabled { of, disabled: true }),
            Question::Enable(of) => self.wait_for(Request::SetDisabled { of, disabled: false }),
            Question::Change { setting, to, .. } => {
                self.wait_for(Request::Set { setting, value: to })
            }
        }
    }
}

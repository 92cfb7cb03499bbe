//! All operators, and how one is added.

use super::new_operator::NewOperatorPage;
use super::operator::OperatorPage;
use super::password::NewPassword;
use super::{new_operator, operator};
use crate::people::Role;
use crate::terminal::keypad::Key;
use crate::terminal::menu::Person;
use crate::terminal::menu::choices::{Choices, KEYS, labelled};
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::menu::reply::{MenuReply, OperatorChange};
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::menu::typing::EntryError;
use crate::terminal::presentation::{self, Card, Phrase, Scope};
use crate::words::menu::Text;

/// Who may sign in here.
#[derive(Debug, Clone, PartialEq)]
pub struct Operators {
    choices: Choices<OperatorsEntry>,
}

#[derive(Debug, Clone, PartialEq)]
enum OperatorsEntry {
    Add,
    One(ListedOperator),
}

/// An operator in the admin's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedOperator {
    pub person: Person,
    pub role: Role,
    pub state: OperatorState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorState {
    Enabled,
    Disabled,
    Locked,
}

pub(super) fn open(_: &Context) -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Operators, answered)]
}

fn answered(reply: MenuReply, _: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Operators(operators) => vec![Step::Open(Operators::new(operators).into())],
        _ => Vec::new(),
    }
}

/// What comes of a change to an operator.
pub(super) fn changed(reply: MenuReply, _: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Operator(operator, change, by) => {
            let person = operator.person.clone();
            let page = match change {
                OperatorChange::Added => NewOperatorPage::Added(operator).into(),
                OperatorChange::NewPassword => NewPassword::Changed(person).into(),
                OperatorChange::Disabled => OperatorPage::Disabled(person).into(),
                OperatorChange::Enabled => OperatorPage::Enabled(person).into(),
            };
            vec![Step::Renew(by), Step::Home, Step::Open(page)]
        }
        MenuReply::Weak(weakness) => vec![Step::EntryError(EntryError::Weak(weakness))],
        MenuReply::Taken => vec![Step::EntryError(EntryError::Taken)],
        MenuReply::LastAdmin => vec![Step::Open(OperatorPage::LastAdmin.into())],
        _ => Vec::new(),
    }
}

impl Operators {
    /// Adding stands first.
    pub fn new(operators: Vec<ListedOperator>) -> Self {
        let operators = operators.into_iter().map(OperatorsEntry::One);
        Self { choices: Choices::new(std::iter::once(OperatorsEntry::Add).chain(operators)) }
    }

    /// The same with whoever has this number marked.
    pub fn marked(self, number: &str) -> Self {
        let has_number = |entry: &OperatorsEntry| match entry {
            OperatorsEntry::Add => false,
            OperatorsEntry::One(operator) => operator.person.number == number,
        };
        Self { choices: self.choices.marked(has_number) }
    }
}

impl PageHandler for Operators {
    fn name(&self) -> String {
        "operators".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let body = self.choices.body(|item| match item {
            OperatorsEntry::Add => labelled(scope.text(Text::AddOperator)),
            OperatorsEntry::One(operator) => {
                let label = operator.person.phrase();
                let brief = operator.state(scope).map(|state| (label.clone(), state));
                let value = Phrase::own(operator.status(scope));
                presentation::Item { label, value, brief, changed: false }
            }
        });
        Card::new(scope.own(Text::Operators), body, &KEYS)
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        self.choices.press(key, |item| match item {
            OperatorsEntry::Add => new_operator::open(),
            OperatorsEntry::One(operator) => operator::open(operator),
        })
    }
}

impl ListedOperator {
    /// Role, and what keeps the operator from signing in.
    pub(super) fn status(&self, scope: Scope) -> String {
        let role = self.role.shown(scope.language).to_owned();
        match self.state(scope) {
            Some(state) => format!("{role} {state}"),
            None => role,
        }
    }

    fn state(&self, scope: Scope) -> Option<String> {
        match self.state {
            OperatorState::Enabled => None,
            OperatorState::Disabled => Some(scope.text(Text::Disabled)),
            OperatorState::Locked => Some(scope.text(Text::Locked)),
        }
    }
}

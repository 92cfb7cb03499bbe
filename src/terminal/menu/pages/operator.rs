//! What can be done to an operator.

use super::operators::{ListedOperator, OperatorState, changed};
use super::password;
use crate::terminal::keypad::Key;
use crate::terminal::menu::Person;
use crate::terminal::menu::choices::{Choices, Confirmation, KEYS, labelled};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{Card, Scope};
use crate::words::menu::Text;

/// On the way to a change.
#[derive(Debug, Clone, PartialEq)]
pub enum OperatorPage {
    Changes(ListedOperator, Choices<OperatorEntry>),
    /// Whether somebody is to be disabled, or enabled where they are not.
    Ask(ListedOperator, Confirmation),
    Disabled(Person),
    Enabled(Person),
    LastAdmin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorEntry {
    NewPassword,
    Disable,
    Enable,
}

pub(super) fn open(operator: ListedOperator) -> Vec<Step> {
    vec![Step::Open(OperatorPage::changes(operator).into())]
}

impl ListedOperator {
    fn is_disabled(&self) -> bool {
        self.state == OperatorState::Disabled
    }
}

impl OperatorPage {
    /// What can be done.
    pub fn changes(operator: ListedOperator) -> Self {
        let turn =
            if operator.is_disabled() { OperatorEntry::Enable } else { OperatorEntry::Disable };
        Self::Changes(operator, Choices::new([OperatorEntry::NewPassword, turn]))
    }
}

impl PageHandler for OperatorPage {
    fn name(&self) -> String {
        let name = match self {
            Self::Changes(..) => "operators-one",
            Self::Ask(operator, _) if operator.is_disabled() => "operators-enable",
            Self::Ask(..) => "operators-disable",
            Self::Disabled(_) => "notice-operator_disabled",
            Self::Enabled(_) => "notice-operator_enabled",
            Self::LastAdmin => "notice-last_admin",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::Operators);
        match self {
            Self::Changes(operator, choices) => {
                let body = choices.body(|item| {
                    labelled(scope.text(match item {
                        OperatorEntry::NewPassword => Text::SetPassword,
                        OperatorEntry::Disable => Text::Disable,
                        OperatorEntry::Enable => Text::Enable,
                    }))
                });
                let card = Card::new(operator.person.phrase(), body, &KEYS);
                card.beside(operator.status(scope))
            }
            Self::Ask(operator, answer) => {
                let question =
                    if operator.is_disabled() { Text::AskEnable } else { Text::AskDisable };
                let lines = vec![operator.person.phrase()];
                Card::new(title, answer.body(question, lines, scope), &KEYS)
            }
            Self::Disabled(person) => {
                let say = notice::good(Text::OperatorDisabled, scope);
                notice::card(title, say.and(person.phrase()))
            }
            Self::Enabled(person) => {
                let say = notice::good(Text::OperatorEnabled, scope);
                notice::card(title, say.and(person.phrase()))
            }
            Self::LastAdmin => {
                let say = notice::bad(Text::LastAdmin, scope);
                notice::card(title, say.and(scope.own(Text::LastAdminAdvice)))
            }
        }
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match self {
            Self::Changes(operator, choices) => choices.press(key, |item| match item {
                OperatorEntry::NewPassword => password::open(operator.clone()),
                OperatorEntry::Disable | OperatorEntry::Enable => {
                    vec![Step::Open(Self::Ask(operator.clone(), Confirmation::default()).into())]
                }
            }),
            Self::Ask(operator, answer) => answer.press(key, || {
                let (of, disabled) = (operator.clone(), !operator.is_disabled());
                vec![Step::Ask(MenuRequest::SetDisabled { of, disabled }, changed)]
            }),
            Self::Disabled(_) | Self::Enabled(_) | Self::LastAdmin => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        match self {
            Self::Changes(..) | Self::Ask(..) => Patience::Page,
            Self::Disabled(_) | Self::Enabled(_) | Self::LastAdmin => Patience::Notice,
        }
    }
}

//! What stands in each list, by role.

use jiff::ToSpan;
use jiff::civil::Date;

use super::view::{Heading, Item, Operator, OperatorState, Person, SettingLine, TrialName};
use crate::people::Right;
use crate::people::Role;
use crate::terminal::store::OpenReason;
use crate::words::Language;

/// Business days of which the menu shows the report.
const DAYS: i64 = 7;

/// The items of the main menu with the right that each takes; none: everybody signed in.
const MAIN: [(Item, Right); 10] = [
    (Item::OpenGate, Right::OpenByHand),
    (Item::CallHelp, Right::Counts),
    (Item::Today, Right::Counts),
    (Item::Reports, Right::Reports),
    (Item::Terminal, Right::Devices),
    (Item::Trials, Right::Devices),
    (Item::Export, Right::Reports),
    (Item::Operators, Right::Operators),
    (Item::Settings, Right::Settings),
    (Item::SignOut, Right::Counts),
];

/// Before signing in; `on_shift` has been away for a while.
pub fn front(on_shift: Option<Person>, language: Language) -> Vec<Item> {
    let mut items = match on_shift {
        Some(person) => vec![Item::GoOn(person), Item::OtherOperator],
        None => vec![Item::SignIn],
    };
    items.extend([Item::ThisTerminal, Item::Speak(other(language))]);
    items
}

/// What a role may do; the language can be switched by everybody.
pub fn main(role: Role, language: Language) -> Vec<Item> {
    let mut items: Vec<Item> =
        MAIN.into_iter().filter(|(_, right)| role.may(*right)).map(|(item, _)| item).collect();
    items.insert(items.len() - 1, Item::Speak(other(language)));
    items
}

pub(super) fn other(language: Language) -> Language {
    match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    }
}

/// Why the gate is opened by hand.
pub fn reasons() -> Vec<Item> {
    OpenReason::ALL.iter().copied().map(Item::Reason).collect()
}

/// Reports and what can be looked up; of the business day before as well, which is over.
pub fn reports(today: Date) -> Vec<Item> {
    let day = |back: i64| today.saturating_sub(back.days());
    let mut items = vec![Item::Report(day(0)), Item::Report(day(1)), Item::FindRecord];
    items.extend([Item::Reconcile(day(0)), Item::Reconcile(day(1))]);
    items.extend((2..DAYS).map(|back| Item::Report(day(back))));
    items
}

/// The last business days, today's first.
pub(super) fn days(today: Date, item: fn(Date) -> Item) -> Vec<Item> {
    (0..DAYS).map(|back| item(today.saturating_sub(back.days()))).collect()
}

/// The business days that go onto a stick.
pub(super) fn exported(today: Date) -> Vec<Date> {
    (0..DAYS).rev().map(|back| today.saturating_sub(back.days())).collect()
}

/// Ways to look for a record.
pub fn find() -> Vec<Item> {
    vec![Item::FindByTicket, Item::FindByTime, Item::FindBySeat]
}

/// The devices that can be tried.
pub fn trials() -> Vec<Item> {
    use TrialName::*;
    [Camera, Gate, Lamps, Display, Keypad, Platform].map(Item::Trial).to_vec()
}

/// All operators, and how one is added.
pub fn operators(operators: Vec<Operator>) -> Vec<Item> {
    std::iter::once(Item::AddOperator).chain(operators.into_iter().map(Item::Operator)).collect()
}

/// What can be done to an operator.
pub fn operator(operator: &Operator) -> Vec<Item> {
    let disabled = operator.state == OperatorState::Disabled;
    vec![Item::NewPassword, if disabled { Item::Enable } else { Item::Disable }]
}

/// What a new operator can be there for.
pub fn roles() -> Vec<Item> {
    Role::ALL.iter().copied().map(Item::Role).collect()
}

/// The values of a setting to choose from, the present one among them.
pub fn values(line: &SettingLine) -> (Heading, Vec<Item>) {
    let SettingLine { setting, value, changed } = line;
    let item = |choice: &str| Item::Value(*setting, choice.to_owned(), choice == value);
    let mut items: Vec<Item> = setting.choices().iter().map(|choice| item(choice)).collect();
    // A site's own value from the configuration.
    if !setting.choices().contains(&value.as_str()) {
        items.insert(0, item(value));
    }
    if *changed {
        items.push(Item::AsConfigured(*setting));
    }
    (Heading::Setting(*setting), items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_sees_what_it_may_do_and_no_more() {
        let seen = |role| main(role, Language::Chinese).len();
        assert_eq!([Role::Staff, Role::Tech, Role::Admin].map(seen), [5, 9, 11]);
        let staff = main(Role::Staff, Language::English);
        assert_eq!(staff.first(), Some(&Item::OpenGate));
        assert_eq!(staff.last(), Some(&Item::SignOut));
        assert!(staff.contains(&Item::Speak(Language::Chinese)));
        assert!(!staff.contains(&Item::Reports) && !staff.contains(&Item::Operators));
        assert!(!main(Role::Tech, Language::English).contains(&Item::Settings));
    }

    #[test]
    fn days_are_told_from_today_backwards_and_exported_forwards() {
        let today = jiff::civil::date(2026, 3, 1);
        assert_eq!(reports(today)[1], Item::Report(jiff::civil::date(2026, 2, 28)));
        let days = exported(today);
        assert_eq!((days.len(), days[6]), (7, today));
    }
}

//! Lists to choose from.

use jiff::civil::DateTime;

use super::{Body, Item, Items, Phrase, Scope};
use crate::clock::china_civil;
use crate::people::Role;
use crate::terminal::menu::{self, Heading, Operator, OperatorState, TrialName};
use crate::terminal::report::open_reason;
use crate::terminal::store::{OpenReason, RecordLine};
use crate::words::menu::Text;
use crate::words::screen::Text as Door;
use crate::words::terms::Text as Term;

pub(super) fn parts(list: &menu::List, scope: Scope) -> (Phrase, String, Body) {
    let (title, aside) = heading(&list.heading, scope);
    let items = list.items.iter().map(|line| item(line, scope)).collect();
    (title, aside, Body::List(Items { items, chosen: list.chosen, numbered: true }))
}

fn heading(heading: &Heading, scope: Scope) -> (Phrase, String) {
    let text = match heading {
        Heading::Main(person) => return (Phrase::person(person), String::new()),
        Heading::Operator(operator) => {
            return (Phrase::person(&operator.person), standing(operator, scope));
        }
        Heading::Setting(setting) => {
            return (Phrase::own(scope.setting_name(*setting)), String::new());
        }
        Heading::Found { more: true } => {
            return (Phrase::own(scope.text(Text::Found)), scope.text(Text::AndMore));
        }
        Heading::Found { more: false } => Text::Found,
        Heading::Front => Text::Staff,
        Heading::Reason => Text::Why,
        Heading::Reports => Text::Reports,
        Heading::Find => Text::FindRecord,
        Heading::FindDay => Text::WhichDay,
        Heading::Trials => Text::Trials,
        Heading::Operators => Text::Operators,
        Heading::NewRole => Text::NewRole,
        Heading::Settings => Text::Settings,
    };
    (Phrase::own(scope.text(text)), String::new())
}

fn item(item: &menu::Item, scope: Scope) -> Item {
    use menu::Item as Line;
    let text = match item {
        Line::GoOn(person) => {
            let words = scope.with(Text::GoOn, &[&person.called]);
            return Item { label: Phrase::foreign(&words), ..Item::default() };
        }
        Line::Speak(language) => return own(Text::Language.plain(*language), String::new()),
        Line::TimeOn(date) | Line::SeatOn(date) => {
            return own(scope.date(*date), scope.which_day(*date));
        }
        Line::Report(date) => {
            let label = scope.with(Text::Report, &[&scope.date(*date)]);
            let brief = Some((Phrase::own(label.clone()), String::new()));
            return Item { brief, ..own(label, scope.which_day(*date)) };
        }
        Line::Reconcile(date) => {
            let label = scope.with(Text::Reconcile, &[&scope.date(*date)]);
            return own(label, String::new());
        }
        Line::Reason(reason) => return own(scope.reason(*reason), String::new()),
        Line::Record(line) => return record(line, scope),
        Line::Trial(trial) => return own(scope.trial(*trial), String::new()),
        Line::Operator(operator) => {
            let value = Phrase::own(standing(operator, scope));
            let label = Phrase::person(&operator.person);
            let brief = state(operator, scope).map(|state| (label.clone(), state));
            return Item { label, value, brief, changed: false };
        }
        Line::Role(role) => return own(scope.role(*role), String::new()),
        Line::Setting(line) => {
            let label = Phrase::own(scope.setting_name(line.setting));
            let value = scope.setting_value(line.setting, &line.value);
            return Item { label, value, changed: line.changed, ..Item::default() };
        }
        Line::Value(setting, value, present) => {
            let now = if *present { scope.text(Text::Present) } else { String::new() };
            let label = scope.setting_value(*setting, value);
            return Item { label, value: Phrase::own(now), ..Item::default() };
        }
        Line::AsConfigured(_) => Text::AsConfigured,
        Line::SignIn => Text::SignIn,
        Line::OtherOperator => Text::OtherOperator,
        Line::ThisTerminal => return own(scope.text(Term::ThisTerminal), String::new()),
        Line::OpenGate => Text::OpenGate,
        Line::CallHelp => Text::CallHelp,
        Line::Today => Text::Today,
        Line::SignOut => Text::SignOut,
        Line::Reports => Text::Reports,
        Line::Terminal => Text::Terminal,
        Line::Trials => Text::Trials,
        Line::Export => Text::Export,
        Line::FindRecord => Text::FindRecord,
        Line::FindByTicket => Text::FindByTicket,
        Line::FindByTime => Text::FindByTime,
        Line::FindBySeat => Text::FindBySeat,
        Line::Operators => Text::Operators,
        Line::Settings => Text::Settings,
        Line::AddOperator => Text::AddOperator,
        Line::NewPassword => Text::SetPassword,
        Line::Disable => Text::Disable,
        Line::Enable => Text::Enable,
    };
    own(scope.text(text), String::new())
}

fn own(label: String, value: String) -> Item {
    Item { label: Phrase::own(label), value: Phrase::own(value), ..Item::default() }
}

/// Time, the end of the ticket's number, film; the seat at the right.
fn record(line: &RecordLine, scope: Scope) -> Item {
    let admission = &line.record.admission;
    let at = scope.clock(china_civil(admission.at));
    let number = admission.ticket.film_ticket_code.as_str();
    let end = &number[number.len().saturating_sub(4)..];
    let film = line.film_name.as_deref().unwrap_or_default();
    let seat = line.seat.map(|seat| scope.seat(seat)).unwrap_or_default();
    let brief = line.seat.map(|(row, column)| format!("{row}-{column}")).unwrap_or_default();
    Item {
        label: Phrase::foreign(&format!("{at} …{end} {film}")),
        value: Phrase::own(seat),
        brief: Some((Phrase::own(format!("{at} …{end}")), brief)),
        changed: false,
    }
}

/// Role, and what keeps the operator from signing in.
fn standing(operator: &Operator, scope: Scope) -> String {
    let role = scope.role(operator.role);
    match state(operator, scope) {
        Some(state) => format!("{role} {state}"),
        None => role,
    }
}

fn state(operator: &Operator, scope: Scope) -> Option<String> {
    match operator.state {
        OperatorState::Enabled => None,
        OperatorState::Disabled => Some(scope.text(Text::Disabled)),
        OperatorState::Locked => Some(scope.text(Text::Locked)),
    }
}

impl Scope<'_> {
    pub(super) fn role(self, role: Role) -> String {
        role.shown(self.language).to_owned()
    }

    pub(super) fn reason(self, reason: OpenReason) -> String {
        self.text(open_reason(reason))
    }

    pub(super) fn trial(self, trial: TrialName) -> String {
        match trial {
            TrialName::Camera => Door::Camera.plain(self.language),
            TrialName::Gate => Door::Gate.plain(self.language),
            TrialName::Lamps => self.text(Text::Lamps),
            TrialName::Display => self.text(Text::Display),
            TrialName::Keypad => Door::Keypad.plain(self.language),
            TrialName::Platform => self.text(Text::PlatformTrial),
        }
    }

    pub(super) fn seat(self, (row, column): (u32, u32)) -> String {
        Door::Seat.with(self.language, &[&row.to_string(), &column.to_string()])
    }

    /// Hours and minutes.
    pub(super) fn clock(self, at: DateTime) -> String {
        at.strftime(Door::Clock.form(self.language)).to_string()
    }
}

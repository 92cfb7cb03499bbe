//! The first page: nobody is signed in, or whoever is has been away.

use super::main::{Main, other, speak};
use super::{MenuPage, device, sign_in};
use crate::terminal::keypad::Key;
use crate::terminal::menu::Person;
use crate::terminal::menu::choices::{Choices, KEYS, labelled};
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::presentation::{self, Card, Phrase, Scope};
use crate::words::Language;
use crate::words::menu::{self as words, Text};
use crate::words::terms::Text as Term;

/// Before signing in.
#[derive(Debug, Clone, PartialEq)]
pub struct Front {
    choices: Choices<FrontEntry>,
}

#[derive(Debug, Clone, PartialEq)]
enum FrontEntry {
    SignIn,
    /// Whoever is on shift goes on.
    GoOn(Person),
    OtherOperator,
    /// How the terminal fares.
    ThisTerminal,
    /// Show the screens in this language.
    Speak(Language),
}

/// The page that Enter opens: where somebody is on shift, but may have left, the password comes
/// first.
pub(in crate::terminal::menu) fn first(context: &Context) -> MenuPage {
    match &context.shift {
        Some(shift) if !shift.away => {
            Main::new(shift.person.clone(), shift.by.role(), context.language).into()
        }
        shift => {
            let on_shift = shift.as_ref().map(|shift| shift.person.clone());
            Front::new(on_shift, context.language).into()
        }
    }
}

impl Front {
    /// `on_shift` has been away for a while.
    pub fn new(on_shift: Option<Person>, language: Language) -> Self {
        let mut items = match on_shift {
            Some(person) => vec![FrontEntry::GoOn(person), FrontEntry::OtherOperator],
            None => vec![FrontEntry::SignIn],
        };
        items.extend([FrontEntry::ThisTerminal, FrontEntry::Speak(other(language))]);
        Self { choices: Choices::new(items) }
    }
}

impl PageHandler for Front {
    fn name(&self) -> String {
        let on_shift = self.choices.items.contains(&FrontEntry::OtherOperator);
        if on_shift { "front-on_shift" } else { "front" }.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        Card::new(scope.own(Text::Staff), self.choices.body(|item| shown(item, scope)), &KEYS)
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        let mut spoken = None;
        let steps = self.choices.press(key, |item| match item {
            FrontEntry::SignIn | FrontEntry::OtherOperator => sign_in::open(),
            FrontEntry::GoOn(person) => sign_in::go_on(person),
            FrontEntry::ThisTerminal => device::open(context),
            FrontEntry::Speak(language) => speak(&mut spoken, language),
        });
        if let (Some(language), Some(last)) = (spoken, self.choices.items.last_mut()) {
            // The page tells the way back.
            *last = FrontEntry::Speak(other(language));
        }
        steps
    }
}

fn shown(item: &FrontEntry, scope: Scope) -> presentation::Item {
    labelled(match item {
        FrontEntry::GoOn(person) => {
            let words = scope.say(words::GoOn { name: &person.called });
            return presentation::Item {
                label: Phrase::foreign(&words),
                ..presentation::Item::default()
            };
        }
        FrontEntry::Speak(language) => Text::Language.plain(*language),
        FrontEntry::SignIn => scope.text(Text::SignIn),
        FrontEntry::OtherOperator => scope.text(Text::OtherOperator),
        FrontEntry::ThisTerminal => scope.text(Term::ThisTerminal),
    })
}

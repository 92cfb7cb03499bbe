//! The menu of whoever is signed in: what their role may do.

use std::time::Duration;

use super::{MAIN, administration, may_do, take_lead};
use crate::people::Role;
use crate::terminal::keypad::Key;
use crate::terminal::menu::Person;
use crate::terminal::menu::choices::{Choices, KEYS, labelled};
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::presentation::{Card, Phrase, Scope};
use crate::terminal::report::InsideNow;
use crate::words::Language;
use crate::words::menu::{self as words, Text};

/// What a role may do; the language can be switched by everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct Main {
    person: Person,
    role: Role,
    choices: Choices<MainEntry>,
    /// Who has entered the session that is next at hand, and when that was asked.
    inside: Option<InsideNow>,
    asked_at: Option<Duration>,
}

/// How long a count stands.
const COUNTED: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MainEntry {
    /// What is called this in [`MAIN`].
    To(Text),
    /// Show the screens in this language.
    Speak(Language),
}

impl Main {
    /// The first entry is marked.
    pub fn new(person: Person, role: Role, language: Language) -> Self {
        let label = |label: Text| match (label, administration::only(role)) {
            (Text::Administration, Some(lead)) => lead.label,
            _ => label,
        };
        let leads = may_do(MAIN, role).map(|lead| MainEntry::To(label(lead.label)));
        let mut items: Vec<MainEntry> = leads.collect();
        items.insert(items.len() - 1, MainEntry::Speak(other(language)));
        Self { person, role, choices: Choices::new(items), inside: None, asked_at: None }
    }

    /// Whether it is time to count who has entered; if so, it is being counted from now on.
    pub(in crate::terminal::menu) fn wants_count(&self, now: Duration) -> bool {
        self.asked_at.is_none_or(|asked_at| now >= asked_at + COUNTED)
    }

    pub(in crate::terminal::menu) fn is_counted(&mut self, now: Duration) {
        self.asked_at = Some(now);
    }

    /// The same with who has entered.
    pub fn with(self, inside: InsideNow) -> Self {
        Self { inside: Some(inside), ..self }
    }

    /// The same with the entry marked that is called so in Chinese.
    pub fn marked(self, label: &str) -> Self {
        let is_called = |entry: &MainEntry| matches!(entry, MainEntry::To(text) if text.plain(Language::Chinese) == label);
        Self { choices: self.choices.marked(is_called), ..self }
    }
}

impl PageHandler for Main {
    fn name(&self) -> String {
        let name = match self.role {
            Role::Staff => "main-staff",
            Role::Tech => "main-tech",
            Role::Admin => "main-admin",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let body = self.choices.body(|item| {
            labelled(match item {
                MainEntry::To(label) => scope.text(*label),
                MainEntry::Speak(language) => Text::Language.plain(*language),
            })
        });
        let card = Card::new(Phrase::foreign(&self.person.called), body, &KEYS);
        match self.inside {
            Some(inside) => card.beside(words_of(inside, scope)),
            None => card,
        }
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        let mut spoken = None;
        let steps = self.choices.press(key, |item| match item {
            MainEntry::To(label) => take_lead(label, context),
            MainEntry::Speak(language) => speak(&mut spoken, language),
        });
        if let Some(language) = spoken {
            // The page tells the way back.
            let items = self.choices.items.iter_mut();
            items
                .filter(|item| matches!(item, MainEntry::Speak(_)))
                .for_each(|item| *item = MainEntry::Speak(other(language)));
        }
        steps
    }

    fn on_reply(&mut self, reply: &MenuReply) -> Vec<Step> {
        if let MenuReply::Inside(inside) = reply {
            self.inside = *inside;
        }
        Vec::new()
    }
}

/// "20:30场 96/120座", as little as the title's line has room for.
fn words_of(inside: InsideNow, scope: Scope) -> String {
    let (time, entered) = (scope.clock(inside.start), inside.entered);
    match inside.seats {
        Some(seats) => scope.say(words::InsideOfSeats { time, entered, seats }),
        None => scope.say(words::InsideNow { time, entered }),
    }
}

/// The screens speak this language, which the page that is on has to know.
pub(super) fn speak(spoken: &mut Option<Language>, language: Language) -> Vec<Step> {
    *spoken = Some(language);
    vec![Step::Speak(language)]
}

pub(super) fn other(language: Language) -> Language {
    match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_sees_what_it_may_do_and_no_more() {
        let person = Person { called: "王芳".into(), number: "101".into() };
        let of = |role| Main::new(person.clone(), role, Language::English).choices.items;
        let [staff, tech, admin] = [Role::Staff, Role::Tech, Role::Admin].map(of);
        for items in [&staff, &tech, &admin] {
            assert_eq!(items.first(), Some(&MainEntry::To(Text::LastScans)));
            assert_eq!(items.last(), Some(&MainEntry::To(Text::SignOut)));
            assert!(items.contains(&MainEntry::Speak(Language::Chinese)));
        }
        let to = MainEntry::To;
        for own in [Text::Reports, Text::Terminal, Text::Trials, Text::Export] {
            assert!(!staff.contains(&to(own)) && tech.contains(&to(own)), "{own:?}");
        }
        // One entry is not hidden behind a page of its own.
        let (settings, administration) = (to(Text::Settings), to(Text::Administration));
        assert!(tech.contains(&settings) && !tech.contains(&administration));
        assert!(admin.contains(&administration) && !admin.contains(&settings));
        assert!(!staff.contains(&settings) && !staff.contains(&administration));
        let lost = |role: &[MainEntry]| role.iter().filter(|it| !admin.contains(it)).count();
        assert_eq!((lost(&staff), lost(&tech)), (0, 1));
        // Tiles for fingers have room for so many.
        assert!(admin.len() <= 12 && tech.len() <= 12);
    }
}

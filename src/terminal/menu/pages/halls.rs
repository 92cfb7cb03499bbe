//! The halls that lie behind this door: which of those that are known here.

use super::setting;
use crate::terminal::config::FieldSetting;
use crate::terminal::keypad::Key;
use crate::terminal::menu::Person;
use crate::terminal::menu::choices::{Choices, Confirmation, KEYS};
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{self, Card, Phrase, Scope};
use crate::ticket::ScreenCode;
use crate::words::menu::{self as words, Text};

/// On the way to other halls.
#[derive(Debug, Clone, PartialEq)]
pub enum HallsPage {
    Choose(HallSelection),
    Ask { halls: Vec<HallChoice>, person: Person, answer: Confirmation },
}

/// What is chosen so far.
#[derive(Debug, Clone, PartialEq)]
pub struct HallSelection {
    halls: Vec<HallChoice>,
    before: Vec<HallChoice>,
    choices: Choices<HallEntry>,
}

/// A hall of the cinema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HallChoice {
    pub code: ScreenCode,
    /// By the configuration, the platform or the catalogue.
    pub name: Option<String>,
    /// It lies behind this door. Where none does, all do.
    pub is_here: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HallEntry {
    All,
    Hall(usize),
    Save,
    /// Take the change back.
    AsConfigured,
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Halls, answered)]
}

fn answered(reply: MenuReply, _: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Halls(halls, changed) => {
            vec![Step::Open(HallsPage::choose(halls, changed).into())]
        }
        _ => Vec::new(),
    }
}

impl HallsPage {
    /// `changed`: they differ from the configuration.
    pub fn choose(halls: Vec<HallChoice>, changed: bool) -> Self {
        let each = (0..halls.len()).map(HallEntry::Hall);
        let back = changed.then_some(HallEntry::AsConfigured);
        let entries = std::iter::once(HallEntry::All).chain(each).chain([HallEntry::Save]);
        let choices = Choices::new(entries.chain(back));
        Self::Choose(HallSelection { before: halls.clone(), halls, choices })
    }
}

impl HallSelection {
    /// A hall comes or goes; with none of them, all are admitted.
    fn turn(&mut self, entry: HallEntry) {
        match entry {
            HallEntry::All => self.halls.iter_mut().for_each(|hall| hall.is_here = false),
            HallEntry::Hall(at) => {
                if let Some(hall) = self.halls.get_mut(at) {
                    hall.is_here = !hall.is_here;
                }
            }
            HallEntry::Save | HallEntry::AsConfigured => {}
        }
    }

    fn item(&self, entry: HallEntry, scope: Scope) -> presentation::Item {
        let is_chosen = match entry {
            HallEntry::All => !self.halls.iter().any(|hall| hall.is_here),
            HallEntry::Hall(at) => self.halls.get(at).is_some_and(|hall| hall.is_here),
            HallEntry::Save | HallEntry::AsConfigured => false,
        };
        let label = match entry {
            HallEntry::All => scope.own(Text::AllHalls),
            HallEntry::Hall(at) => {
                self.halls.get(at).map(|hall| hall.shown(scope)).unwrap_or_default()
            }
            HallEntry::Save => scope.own(Text::SavingNoun),
            HallEntry::AsConfigured => scope.own(Text::AsConfigured),
        };
        let value = if is_chosen { scope.own(Text::Chosen) } else { Phrase::default() };
        presentation::Item { label, value, changed: is_chosen, ..presentation::Item::default() }
    }
}

impl HallChoice {
    fn shown(&self, scope: Scope) -> Phrase {
        scope.hall(self.name.as_deref(), self.code)
    }
}

/// The halls that are chosen, as the configuration writes them.
fn written(halls: &[HallChoice]) -> String {
    let codes =
        halls.iter().filter(|hall| hall.is_here).map(|hall| format!("{:?}", hall.code.as_str()));
    format!("[{}]", codes.collect::<Vec<_>>().join(","))
}

fn set(value: Option<String>) -> Vec<Step> {
    let request = MenuRequest::Set { setting: FieldSetting::Screens, value };
    vec![Step::Ask(request, setting::answered)]
}

impl PageHandler for HallsPage {
    fn name(&self) -> String {
        match self {
            Self::Choose(_) => "halls",
            Self::Ask { .. } => "halls-ask",
        }
        .to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::DoorHalls);
        match self {
            Self::Choose(selection) => {
                let body = selection.choices.body(|entry| selection.item(*entry, scope));
                Card::new(title, body, &KEYS)
            }
            Self::Ask { halls, person, answer } => {
                let chosen = halls.iter().filter(|hall| hall.is_here);
                let names: Vec<String> = chosen.map(|hall| hall.shown(scope).words).collect();
                let which = match names.is_empty() {
                    true => scope.own(Text::AllHalls),
                    false => Phrase::foreign(&names.join(scope.text(Text::ListComma).as_str())),
                };
                let logged = scope.say(words::AskOpenLogged { name: &person.called });
                let lines = vec![which, Phrase::foreign(&logged)];
                Card::new(title, answer.body(Text::AskHalls, lines, scope), &KEYS)
            }
        }
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        match self {
            Self::Choose(selection) => {
                let mut turned = None;
                let HallSelection { halls, before, choices } = selection;
                let steps = choices.press(key, |entry| match entry {
                    HallEntry::AsConfigured => set(None),
                    HallEntry::Save if halls == before => vec![Step::Leave],
                    HallEntry::Save => {
                        let Some(shift) = &context.shift else { return Vec::new() };
                        let (person, answer) = (shift.person.clone(), Confirmation::default());
                        vec![Step::Open(Self::Ask { halls: halls.clone(), person, answer }.into())]
                    }
                    entry => {
                        turned = Some(entry);
                        Vec::new()
                    }
                });
                if let Some(entry) = turned {
                    selection.turn(entry);
                }
                steps
            }
            Self::Ask { halls, answer, .. } => answer.press(key, || set(Some(written(halls)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn hall(code: &str, is_here: bool) -> HallChoice {
        HallChoice { code: code.parse().unwrap(), name: None, is_here }
    }

    #[test]
    fn halls_are_turned_one_by_one_and_none_of_them_is_all() {
        let halls = vec![hall("0000000000000003", true), hall("0000000000000004", false)];
        let HallsPage::Choose(mut selection) = HallsPage::choose(halls, false) else { panic!() };
        let scope = Scope { language: Language::English, status: None };
        let chosen = |selection: &HallSelection| {
            let items = selection.choices.items.iter();
            items.map(|entry| selection.item(*entry, scope).changed).collect::<Vec<_>>()
        };
        assert_eq!(chosen(&selection), [false, true, false, false]);
        selection.turn(HallEntry::Hall(1));
        assert_eq!(written(&selection.halls), r#"["0000000000000003","0000000000000004"]"#);
        assert_eq!(FieldSetting::Screens.halls(&written(&selection.halls)).len(), 2);
        selection.turn(HallEntry::All);
        assert_eq!(written(&selection.halls), "[]");
        assert_eq!(FieldSetting::Screens.halls("[]"), []);
        assert_eq!(chosen(&selection), [true, false, false, false]);
    }
}

//! Lists to choose from, and questions.

use super::page::Step;
use crate::terminal::keypad::Key;
use crate::terminal::presentation::{self, Ask, Body, KeyHint, Phrase, Scope};
use crate::words::Words;
use crate::words::menu::{self as words, Text};
use crate::words::{MEGABYTE, size};

/// What the keys do at a list or a question.
pub(super) const KEYS: [KeyHint; 3] = [KeyHint::CHOOSE, KeyHint::TAKE, KeyHint::LEAVE];

/// Items, the chosen one marked. Digits choose the first ten directly, so they are numbered.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices<T> {
    pub items: Vec<T>,
    pub chosen: usize,
}

impl<T: Clone> Choices<T> {
    /// The first is marked.
    pub fn new(items: impl IntoIterator<Item = T>) -> Self {
        Self { items: items.into_iter().collect(), chosen: 0 }
    }

    /// The same with another one marked: the first that is so, if there is one.
    pub fn marked(self, is_so: impl FnMut(&T) -> bool) -> Self {
        let chosen = self.items.iter().position(is_so).unwrap_or(self.chosen);
        Self { chosen, ..self }
    }

    /// A key; what is chosen by it is taken by `take`.
    pub(super) fn press(&mut self, key: Key, take: impl FnOnce(T) -> Vec<Step>) -> Vec<Step> {
        let last = self.items.len().saturating_sub(1);
        match key {
            Key::Back | Key::Erase => return vec![Step::Leave],
            Key::Up => self.chosen = self.chosen.checked_sub(1).unwrap_or(last),
            Key::Down => self.chosen = if self.chosen >= last { 0 } else { self.chosen + 1 },
            Key::Enter => {
                return self.items.get(self.chosen).cloned().map_or_else(Vec::new, take);
            }
            Key::Digit(digit) => {
                // The tenth has the nought.
                let at = usize::from(digit.value()).checked_sub(1).unwrap_or(9);
                if let Some(item) = self.items.get(at) {
                    self.chosen = at;
                    return take(item.clone());
                }
            }
            Key::Open | Key::Other => {}
        }
        Vec::new()
    }

    /// As it is to be seen.
    pub(super) fn body(&self, item: impl Fn(&T) -> presentation::Item) -> Body {
        let items = self.items.iter().map(item).collect();
        Body::List(presentation::ItemList { items, chosen: self.chosen, numbered: true })
    }
}

/// An item of words alone.
pub(super) fn labelled(label: String) -> presentation::Item {
    presentation::Item { label: Phrase::own(label), ..presentation::Item::default() }
}

/// An item with a value at its right end.
pub(super) fn valued(label: String, value: String) -> presentation::Item {
    presentation::Item { value: Phrase::own(value), ..labelled(label) }
}

/// What is answered by Yes or No before a reckless thing; No is chosen at first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Confirmation {
    pub yes: bool,
}

impl Confirmation {
    /// A key; a yes leaves the question and goes on with `agreed`.
    pub(super) fn press(&mut self, key: Key, agreed: impl FnOnce() -> Vec<Step>) -> Vec<Step> {
        match key {
            Key::Up | Key::Down => self.yes = !self.yes,
            Key::Enter if self.yes => {
                let mut steps = vec![Step::Leave];
                steps.extend(agreed());
                return steps;
            }
            Key::Enter | Key::Back | Key::Erase => return vec![Step::Leave],
            Key::Digit(_) | Key::Open | Key::Other => {}
        }
        Vec::new()
    }

    /// Likewise about what is to go onto a stick, which is told by its name and its free space in MB.
    pub(super) fn onto_stick(
        self,
        question: impl Words,
        (stick, free_mb): (&str, u64),
        scope: Scope,
    ) -> Body {
        let size = size(free_mb.saturating_mul(MEGABYTE));
        let free = Phrase::own(scope.say(words::FreeSpace { size }));
        self.body(question, vec![Phrase::foreign(stick), free], scope)
    }

    /// As it is to be seen.
    pub(super) fn body(self, question: impl Words, lines: Vec<Phrase>, scope: Scope) -> Body {
        Body::Ask(Ask {
            question: scope.text(question),
            lines,
            answers: [scope.text(Text::No), scope.text(Text::Yes)],
            chosen: usize::from(self.yes),
        })
    }
}

//! Pages that are read: as many as there is something to tell, and as the smallest screen needs.

use std::ops::Range;

use super::page::{Context, PageHandler, Step};
use crate::terminal::keypad::Key;
use crate::terminal::presentation::{Body, Card, KeyHint, Phrase, Scope};

/// One thing to be read, on one page where there is room for it.
pub trait InfoSheet: Clone {
    /// In file names and captions, behind `menu-`.
    fn name(&self) -> &'static str;

    /// Its title, and what it tells.
    fn parts(&self, scope: Scope) -> (Phrase, Body);
}

/// Sheets, of which one page is seen; Up and Down turn pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaves<S> {
    pages: Vec<Leaf<S>>,
    at: usize,
}

/// A sheet, or the part of it that the smallest screen shows at once.
#[derive(Debug, Clone, PartialEq)]
struct Leaf<S> {
    sheet: S,
    part: usize,
}

impl<S: InfoSheet> Leaves<S> {
    /// The first page of the first sheet. There is a sheet at least.
    pub(super) fn open(sheets: Vec<S>, context: &Context) -> Self {
        let pages = sheets.into_iter().flat_map(|sheet| {
            let parts = context.parts(|scope| leaf(&sheet, scope));
            (0..parts).map(move |part| Leaf { sheet: sheet.clone(), part })
        });
        Self { pages: pages.collect(), at: 0 }
    }

    /// A page for each sheet, turned to one of them.
    pub fn turned(sheets: Vec<S>, at: usize) -> Self {
        Self { pages: sheets.into_iter().map(|sheet| Leaf { sheet, part: 0 }).collect(), at }
    }

    fn shown(&self) -> &Leaf<S> {
        // Proof: there is a sheet at least, and `at` stays below their number.
        &self.pages[self.at]
    }
}

fn leaf<S: InfoSheet>(sheet: &S, scope: Scope) -> Card {
    let (title, body) = sheet.parts(scope);
    Card::new(title, body, &[KeyHint::LEAVE])
}

impl<S: InfoSheet> PageHandler for Leaves<S> {
    fn name(&self) -> String {
        self.shown().sheet.name().to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let Leaf { sheet, part } = self.shown();
        let card = Card { part: *part, ..leaf(sheet, scope) };
        if self.pages.len() == 1 {
            return card;
        }
        let aside = format!("{}/{}", self.at + 1, self.pages.len());
        Card { keys: vec![KeyHint::PAGES, KeyHint::LEAVE], aside, ..card }
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        let last = self.pages.len() - 1;
        match key {
            Key::Back | Key::Erase => return vec![Step::Leave],
            Key::Up => self.at = self.at.checked_sub(1).unwrap_or(last),
            Key::Down | Key::Enter => self.at = if self.at == last { 0 } else { self.at + 1 },
            Key::Digit(_) | Key::Open | Key::Other => {}
        }
        Vec::new()
    }
}

/// A list in parts of at most `rows`.
pub(super) fn parts(length: usize, rows: usize) -> impl Iterator<Item = Range<usize>> {
    let rows = rows.max(1);
    (0..length).step_by(rows).map(move |from| from..(from + rows).min(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_told_whole_in_parts() {
        let bounds = |length, rows| {
            parts(length, rows).map(|part| (part.start, part.end)).collect::<Vec<_>>()
        };
        assert_eq!(bounds(0, 6), []);
        assert_eq!(bounds(6, 6), [(0, 6)]);
        assert_eq!(bounds(13, 6), [(0, 6), (6, 12), (12, 13)]);
        assert_eq!(bounds(2, 0), [(0, 1), (1, 2)]);
    }
}

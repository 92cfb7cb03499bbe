//! A page that is neither the door's nor the menus': what is to be seen before there is a terminal.

use super::{Body, Card, Fact, Phrase, Poster};

/// What is to be seen of it, already in its language.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// In file names, such as `setup-sheet`.
    pub name: String,
    pub look: NoticeLook,
}

/// Read in passing, or read closely.
#[derive(Debug, Clone, PartialEq)]
pub enum NoticeLook {
    Poster(Box<Poster>),
    Card(Box<Card>),
}

impl Notice {
    /// One that is large.
    pub fn poster(name: &str, poster: Poster) -> Self {
        Self { name: name.to_owned(), look: NoticeLook::Poster(Box::new(poster)) }
    }

    /// One with more to say.
    pub fn card(name: &str, card: Card) -> Self {
        Self { name: name.to_owned(), look: NoticeLook::Card(Box::new(card)) }
    }

    /// The same for a picture that has room for four short lines: all of it, to be read page by page.
    pub fn in_lines(&self) -> Option<Card> {
        let NoticeLook::Card(card) = &self.look else { return None };
        let Body::Say(say) = &card.body else { return None };
        let mut lines = say.lines.iter();
        let first = lines.next().cloned().unwrap_or_default();
        let head = Fact { label: format!("{}:", say.headline), value: first, ..Fact::default() };
        let line = |line: &Phrase| Fact { label: line.words.clone(), ..Fact::default() };
        let facts = std::iter::once(head).chain(lines.map(line)).collect();
        Some(Card { body: Body::Facts(facts), ..(**card).clone() })
    }

    /// All words, from the loudest to the quietest.
    pub fn words(&self) -> Vec<String> {
        match &self.look {
            NoticeLook::Poster(poster) => (**poster).clone().words(),
            NoticeLook::Card(card) => (**card).clone().words(),
        }
    }
}

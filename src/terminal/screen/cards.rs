//! The pages of the menus. A card says in words what is to be seen of one, [`super::wide`] and
//! [`super::small`] where it stands.

mod ask;
mod days;
mod entry;
mod keys;
mod list;
mod notice;
mod place;
mod reconciliation;
mod record;
mod report;
mod setting;
mod status;
mod trial;
mod words;

use std::sync::Arc;

use crate::terminal::menu::{CameraLook, Dial, Leaf, Pattern, Person, Sheet, Trial, Typed, View};
use crate::words::Language;
use crate::words::Words;
use crate::words::menu::Text;

use super::pages::{self, Row, clean};
use super::sign::Sign;
use super::status::StatusBar;
pub use keys::{Cap, Hint};
pub use place::name;
pub use words::words;

/// What is to be seen of a page of the menus.
#[derive(Debug, Clone)]
pub struct Card {
    pub title: Phrase,
    /// At the right end of the title: which page of how many, whose role.
    pub aside: String,
    pub body: Body,
    /// Which part of the body, from 0, where there is not room for all of it.
    pub part: usize,
    /// Which keys do what.
    pub keys: Vec<Hint>,
}

/// Words on a card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    pub words: String,
    /// Holds a name from outside: it may be cut.
    pub foreign: bool,
}

/// What stands under a card's title.
#[derive(Debug, Clone)]
pub enum Body {
    List(Items),
    Entry(Entry),
    Ask(Ask),
    Say(Say),
    Facts(Vec<Fact>),
    Table(Table),
    Columns(Columns),
    Histogram(Histogram),
    Bars(Vec<Bar>),
    Lines(Vec<(bool, Phrase)>),
    Camera(Camera),
    Pattern(Pattern),
}

/// Something to choose from.
#[derive(Debug, Clone)]
pub struct Items {
    pub items: Vec<Item>,
    pub chosen: usize,
    /// Digits choose the first nine.
    pub numbered: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Item {
    pub label: Phrase,
    /// At the right end.
    pub value: Phrase,
    /// Label and value where there is no room for the others.
    pub brief: Option<(Phrase, String)>,
    /// The value is not what it was.
    pub changed: bool,
}

/// A line that is being typed.
#[derive(Debug, Clone)]
pub struct Entry {
    pub field: String,
    pub typed: Typed,
    pub dial: Option<Dial>,
    /// The end of the dial, in words.
    pub done: String,
    pub note: String,
    /// The note says what was wrong.
    pub wrong: bool,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Ask {
    pub question: String,
    pub lines: Vec<Phrase>,
    /// In the order in which they stand: No before Yes.
    pub answers: [String; 2],
    pub chosen: usize,
}

/// Something that is told in large words.
#[derive(Debug, Clone)]
pub struct Say {
    pub sign: Sign,
    pub mood: Mood,
    pub headline: String,
    pub lines: Vec<Phrase>,
    /// So much of so much is done.
    pub progress: Option<(usize, usize)>,
}

/// How something went. Menus never show a verdict's ground: that is for visitors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Plain,
    Good,
    Bad,
    /// To be seen from afar, by colleagues.
    Beacon,
}

/// A line with a label and a value.
#[derive(Debug, Clone, Default)]
pub struct Fact {
    pub label: String,
    pub value: Phrase,
    /// Somebody should see to it.
    pub calls: bool,
    /// In its fewest words, for a fact that changes while it is read: where there is room for
    /// little it takes one line, whatever it tells.
    pub brief: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub columns: Vec<Head>,
    /// A cell for each column.
    pub rows: Vec<Vec<Phrase>>,
}

/// A column's head.
#[derive(Debug, Clone)]
pub struct Head {
    pub words: String,
    pub numbers: bool,
    /// It takes the room that the others leave.
    pub takes_rest: bool,
    /// Left away where there is room for little.
    pub wide_only: bool,
}

/// A chart over time.
#[derive(Debug, Clone)]
pub struct Columns {
    pub values: Vec<u64>,
    /// Under the left edge of these columns stands this.
    pub ticks: Vec<(usize, String)>,
    /// The highest column.
    pub peak: usize,
    pub says: String,
}

/// A chart of how often what lies between two bounds.
#[derive(Debug, Clone)]
pub struct Histogram {
    /// The bucket's bounds in words, and how many are in it.
    pub buckets: Vec<(String, u64)>,
    /// So many of the first buckets are as quick as wished.
    pub quick: usize,
    pub says: String,
}

#[derive(Debug, Clone)]
pub struct Bar {
    pub label: Phrase,
    pub count: u64,
}

/// What the camera sees.
#[derive(Debug, Clone)]
pub struct Camera {
    pub look: Option<Arc<CameraLook>>,
    /// In place of the picture.
    pub waiting: String,
    pub focus: String,
    pub best: String,
    /// Whether a code is read.
    pub code: String,
}

/// What is fixed while a card is written.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    pub language: Language,
    /// How the terminal fares; absent where it is not known, and then all dates are told.
    pub status: Option<&'a StatusBar>,
}

impl Scope<'_> {
    fn text(self, text: impl Words) -> String {
        text.form(self.language).to_owned()
    }

    fn with(self, text: Text, parts: &[&str]) -> String {
        text.with(self.language, parts)
    }

    /// As the pages for visitors need it.
    fn setting(self) -> pages::Setting {
        let today = self.status.map(|status| status.time.date());
        pages::Setting { language: self.language, today }
    }
}

impl Phrase {
    /// Words of this program.
    pub fn own(words: impl Into<String>) -> Self {
        Self { words: words.into(), foreign: false }
    }

    /// Words with a name from outside in them, on one line.
    pub fn foreign(words: &str) -> Self {
        Self { words: clean(words), foreign: true }
    }

    /// Staff number and name.
    fn person(person: &Person) -> Self {
        match person.called == person.number {
            true => Self::foreign(&person.number),
            false => Self::foreign(&format!("{} {}", person.number, person.called)),
        }
    }
}

impl From<Row> for Fact {
    fn from(row: Row) -> Self {
        let brief = Some(row.calls.clone().unwrap_or_else(|| row.value.clone()));
        let calls = row.calls.is_some();
        Self { label: row.label, value: Phrase::own(row.value), calls, brief }
    }
}

/// What is to be seen of a page of the menus.
pub fn card(view: &View, scope: Scope) -> Card {
    let (title, aside, body) = match view {
        View::List(list) => list::parts(list, scope),
        View::Entry(entry) => entry::parts(entry, scope),
        View::Ask(ask) => ask::parts(ask, scope),
        View::Busy(task) => notice::busy(*task, scope),
        View::Notice(notice) => notice::parts(notice, scope),
        View::Leaf(leaf) => leaf_parts(leaf, scope),
        View::Trial(trial) => trial::parts(trial, scope),
    };
    let part = if let View::Leaf(leaf) = view { leaf.part } else { 0 };
    Card { title, aside, body, part, keys: keys::of(view) }
}

fn leaf_parts(leaf: &Leaf, scope: Scope) -> (Phrase, String, Body) {
    let (title, body) = match &leaf.sheet {
        Sheet::Today(day) => report::today(day, scope),
        Sheet::Report(day, sheet) => report::parts(day, sheet, scope),
        Sheet::Device => status::device(scope),
        Sheet::Status(status, sheet) => status::parts(status, *sheet, scope),
        Sheet::Record(line) => record::parts(line, scope),
        Sheet::Reconciliation(told, sheet) => reconciliation::parts(told, sheet, scope),
    };
    let aside = if leaf.of > 1 {
        format!("{}/{}", leaf.at.saturating_add(1), leaf.of)
    } else {
        String::new()
    };
    (title, aside, body)
}

/// Takes the whole picture, without status bar and frame.
pub fn is_bare(view: &View) -> bool {
    matches!(view, View::Trial(Trial::Display(_)))
}

#[cfg(test)]
mod tests;

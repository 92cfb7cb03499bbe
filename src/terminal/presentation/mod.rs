//! What is to be seen, in words and figures and without a place: the one model that pages yield and
//! that the screens draw, large, small or as text.
//!
//! A page for staff yields a [`Card`], a page for visitors a [`Poster`]. Both are made of the same
//! parts: phrases, signs, facts.

mod chart;
mod code;
mod device;
mod keys;
mod notice;
mod phrase;
mod poster;
mod scope;
mod sign;
mod status_bar;
mod words;

pub use chart::{
    Bar, CameraLook, CameraSheet, ColumnHeader, Columns, HistogramChart, ScreenTable, TestPattern,
};
pub use code::{CodeSheet, QrPicture};
pub use device::facts as device_facts;
pub use keys::{Cap, KeyHint};
pub use notice::{Notice, NoticeLook};
pub use phrase::{MAY_END, Phrase, clean};
pub use poster::{Foot, Hero, Poster, ProgrammeLine, Tone};
pub use scope::Scope;
pub use sign::Sign;
pub use status_bar::{DeviceState, Devices, NeighbourCount, Network, StatusBar};

/// What is to be seen of a page for staff.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    pub title: Phrase,
    /// At the right end of the title: which page of how many, whose role.
    pub aside: String,
    pub body: Body,
    /// Which part of the body, from 0, where there is not room for all of it.
    pub part: usize,
    /// Which keys do what.
    pub keys: Vec<KeyHint>,
}

impl Card {
    /// A card with nothing beside its title.
    pub fn new(title: Phrase, body: Body, keys: &[KeyHint]) -> Self {
        Self { title, aside: String::new(), body, part: 0, keys: keys.to_vec() }
    }

    /// The same with this beside its title.
    pub fn beside(self, aside: String) -> Self {
        Self { aside, ..self }
    }

    /// Whether it takes the whole picture, without status bar and frame.
    pub fn is_bare(&self) -> bool {
        matches!(self.body, Body::Pattern(_) | Body::Code(_))
    }
}

/// What stands under a card's title.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    List(ItemList),
    Entry(TextEntry),
    Ask(Ask),
    Say(Say),
    Facts(Vec<Fact>),
    Table(ScreenTable),
    Columns(Columns),
    Histogram(HistogramChart),
    Bars(Vec<Bar>),
    Lines(Vec<(bool, Phrase)>),
    Camera(CameraSheet),
    Code(CodeSheet),
    Pattern(TestPattern),
}

/// Something to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemList {
    pub items: Vec<Item>,
    pub chosen: usize,
    /// Digits choose the first ten.
    pub numbered: bool,
}

impl ItemList {
    /// The digit that chooses an item directly: 1 to 9, and 0 for the tenth.
    pub fn digit_of(&self, at: usize) -> Option<u8> {
        let digit = u8::try_from(at + 1).ok().filter(|digit| self.numbered && *digit <= 10)?;
        Some(digit % 10)
    }
}

#[derive(Debug, Clone, Default, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct TextEntry {
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
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    pub question: String,
    pub lines: Vec<Phrase>,
    /// In the order in which they stand: No before Yes.
    pub answers: [String; 2],
    pub chosen: usize,
}

/// Something that is told in large words.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fact {
    pub label: String,
    pub value: Phrase,
    /// Somebody should see to it.
    pub calls: bool,
    /// In its fewest words, for a fact that changes while it is read: where there is room for
    /// little it takes one line, whatever it tells.
    pub brief: Option<String>,
    /// A figure that is looked for first: large where there is room for it.
    pub large: bool,
}

/// A line that is typed, so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    Shown(String),
    /// So many characters of a secret.
    Hidden(usize),
}

/// What Up and Down turn to, at a door without a number pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dial {
    Sign(char),
    /// Take back the last one.
    Erase,
    Done,
}

impl Say {
    /// A headline and nothing else.
    pub fn new(mood: Mood, sign: Sign, headline: String) -> Self {
        Self { sign, mood, headline, lines: Vec::new(), progress: None }
    }

    /// The same with a line below.
    pub fn and(mut self, line: Phrase) -> Self {
        self.lines.push(line);
        self
    }
}

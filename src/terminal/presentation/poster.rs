//! What visitors are told: read in passing, from two metres away.

use super::{Phrase, Sign};
use crate::terminal::config::CameraPlace;

/// What is to be seen of a page for visitors, from the loudest to the quietest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster {
    pub tone: Tone,
    pub sign: Sign,
    /// Read from two metres away.
    pub headline: String,
    /// The headline in the visitors' other language, smaller beside it.
    pub second: Option<String>,
    /// What to keep in mind or to do in that language, smaller below.
    pub second_detail: Option<String>,
    /// Where the camera is to be found.
    pub toward: Option<CameraPlace>,
    /// The one thing to keep in mind, as large as there is room for.
    pub hero: Option<Hero>,
    /// What the visitor should do, where that takes a sentence.
    pub advice: Vec<String>,
    /// The rest, below.
    pub foot: Foot,
    /// All that is told beside the headline where there is room for a few words only.
    pub brief: String,
    /// What is on, for whoever waits, in a band of its own: the first is the show that they look for.
    pub programme: Vec<ProgrammeLine>,
    /// The last of these by its time and film alone, where there is room for little more than the film.
    pub programme_brief: Option<String>,
}

/// Seat, hall, time or what to do: figures stand out in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hero {
    pub words: Phrase,
    /// The day of a time, where that is another.
    pub day: Option<String>,
    /// There is a way to go.
    pub arrow: bool,
}

/// A show behind the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeLine {
    /// Whether it is on, or comes next.
    pub label: String,
    pub time: String,
    /// Cut where it is long; nothing where nobody has named it.
    pub film: String,
}

/// One line at the foot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Foot {
    /// Louder than the rest.
    pub lead: Phrase,
    pub rest: Vec<Phrase>,
}

impl Poster {
    /// A sign and a headline.
    pub fn new(tone: Tone, sign: Sign, headline: String) -> Self {
        Self {
            tone,
            sign,
            headline,
            second: None,
            second_detail: None,
            toward: None,
            hero: None,
            advice: Vec::new(),
            foot: Foot::default(),
            brief: String::new(),
            programme: Vec::new(),
            programme_brief: None,
        }
    }
}

impl Hero {
    /// Words with nothing beside them.
    pub fn new(words: Phrase) -> Self {
        Self { words, day: None, arrow: false }
    }
}

impl ProgrammeLine {
    /// All of it in a line.
    pub fn words(&self) -> String {
        format!("{} {} {}", self.label, self.time, self.film).trim_end().to_owned()
    }
}

impl Foot {
    /// All of it, the lead first.
    pub fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        std::iter::once(&self.lead).chain(&self.rest).filter(|phrase| !phrase.words.is_empty())
    }
}

/// The mood of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing decided: idle, checking.
    Calm,
    /// Go.
    Admit,
    /// Stop.
    Refuse,
    /// Wait, or turn to staff; nobody did anything wrong.
    Caution,
    /// Out of service.
    Closed,
    /// Everybody leaves, this way.
    Exit,
    /// Any of these on a panel of one bit: white on black.
    Dark,
    /// Likewise, black on white.
    Lit,
}

//! What visitors are told: read in passing, from two metres away.

use super::Sign;

/// What is to be seen of a page for visitors, from the loudest to the quietest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster {
    pub tone: Tone,
    pub sign: Sign,
    /// Read from two metres away.
    pub headline: String,
    /// What the visitor should do.
    pub advice: Vec<String>,
    /// The one thing to keep in mind: hall and seat, where to go, when to come back.
    pub fact: Option<String>,
    /// The rest, a line each.
    pub lines: Vec<String>,
    /// All that is told beside the headline where there is room for a few words only.
    pub brief: String,
    /// The film, the one thing that may be cut where room is short.
    pub film: Option<String>,
    /// What is on, for whoever waits: small, each line cut at its film's name where that is long.
    pub programme: Vec<String>,
}

impl Poster {
    /// A sign and a headline.
    pub fn new(tone: Tone, sign: Sign, headline: String) -> Self {
        Self {
            tone,
            sign,
            headline,
            advice: Vec::new(),
            fact: None,
            lines: Vec::new(),
            brief: String::new(),
            film: None,
            programme: Vec::new(),
        }
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
    /// Any of these on a panel of one bit: white on black.
    Dark,
    /// Likewise, black on white.
    Lit,
}

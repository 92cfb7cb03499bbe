//! A line that is typed: with digits on a number pad, or sign by sign with four buttons.

use std::fmt;

use crate::terminal::presentation::{Dial, Typed};

/// What can be typed into a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    Digits,
    /// A PIN or password: digits by the pad, any sign by the buttons.
    Secret,
}

/// The line so far. Neither its `Debug` nor a clone of it tells a secret: a page that is kept to be
/// drawn is a clone.
pub(super) struct LineEditor {
    kind: EntryKind,
    text: String,
    longest: usize,
    dial: Option<usize>,
}

/// Signs of a secret in the order of the dial: digits first, as most secrets are PINs.
const SIGNS: &str =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,-_+*/!?#@&%$=:;()";

const DIGITS: &str = "0123456789";

impl LineEditor {
    pub fn new(kind: EntryKind, longest: usize) -> Self {
        Self { kind, text: String::new(), longest, dial: None }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds a digit; what is beyond the longest is not taken.
    pub fn digit(&mut self, value: u8) {
        self.dial = None;
        self.push(char::from(b'0' + value));
    }

    fn push(&mut self, sign: char) {
        if self.text.chars().count() < self.longest {
            self.text.push(sign);
        }
    }

    /// Takes back the last sign, if there is one.
    pub fn erase(&mut self) {
        self.dial = None;
        self.text.pop();
    }

    pub fn clear(&mut self) {
        self.text.clear();
        self.dial = None;
    }

    /// Turns the dial by one, up or down; the end and the taking back stand before the first sign.
    pub fn turn(&mut self, up: bool) {
        let stops = self.signs().len() + 2;
        self.dial = Some(match (self.dial, up) {
            (None, true) => 2,
            (None, false) => 0,
            (Some(at), true) => (at + 1) % stops,
            (Some(at), false) => (at + stops - 1) % stops,
        });
    }

    /// Takes what the dial shows; true where that ends the line, as does Enter without a dial.
    pub fn take(&mut self) -> bool {
        match self.dial() {
            None => return true,
            Some(Dial::Done) => {
                self.dial = None;
                return true;
            }
            Some(Dial::Erase) => drop(self.text.pop()),
            Some(Dial::Sign(sign)) => self.push(sign),
        }
        false
    }

    pub fn dial(&self) -> Option<Dial> {
        Some(match self.dial? {
            0 => Dial::Done,
            1 => Dial::Erase,
            // Proof: `turn` keeps the dial below the number of signs and the two stops before.
            at => Dial::Sign(char::from(self.signs().as_bytes()[at - 2])),
        })
    }

    pub fn typed(&self) -> Typed {
        match self.kind {
            EntryKind::Digits => Typed::Shown(self.text.clone()),
            EntryKind::Secret => Typed::Hidden(self.text.chars().count()),
        }
    }

    fn signs(&self) -> &'static str {
        match self.kind {
            EntryKind::Digits => DIGITS,
            EntryKind::Secret => SIGNS,
        }
    }
}

/// Of a secret there is no more in a clone than can be seen: how many signs it has.
impl Clone for LineEditor {
    fn clone(&self) -> Self {
        let Self { kind, longest, dial, .. } = *self;
        let text = match self.typed() {
            Typed::Shown(text) => text,
            Typed::Hidden(signs) => "*".repeat(signs),
        };
        Self { kind, text, longest, dial }
    }
}

/// Two look alike where nobody sees a difference.
impl PartialEq for LineEditor {
    fn eq(&self, other: &Self) -> bool {
        self.typed() == other.typed() && self.dial() == other.dial()
    }
}

impl fmt::Debug for LineEditor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line({:?}, {:?})", self.typed(), self.dial())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_typed_and_taken_back_and_no_longer_than_they_may_be() {
        let mut line = LineEditor::new(EntryKind::Digits, 3);
        for digit in [1, 0, 9, 9] {
            line.digit(digit);
        }
        assert_eq!(line.text(), "109");
        line.erase();
        assert_eq!(line.typed(), Typed::Shown("10".into()));
        line.clear();
        line.erase();
        assert!(line.is_empty());
    }

    #[test]
    fn four_buttons_type_any_secret() {
        let mut line = LineEditor::new(EntryKind::Secret, 16);
        for wanted in "7aZ!".chars() {
            line.turn(true);
            while line.dial() != Some(Dial::Sign(wanted)) {
                line.turn(true);
            }
            assert!(!line.take());
        }
        assert_eq!(line.text(), "7aZ!");
        assert_eq!(format!("{line:?}"), "Line(Hidden(4), Some(Sign('!')))");
        while line.dial() != Some(Dial::Erase) {
            line.turn(false);
        }
        assert!(!line.take());
        assert_eq!(line.text(), "7aZ");
        line.turn(false);
        assert_eq!(line.dial(), Some(Dial::Done));
        assert!(line.take());
    }

    #[test]
    fn the_dial_goes_round_and_enter_without_it_ends_the_line() {
        let mut line = LineEditor::new(EntryKind::Digits, 4);
        assert!(line.take(), "nothing was turned");
        line.turn(false);
        assert_eq!(line.dial(), Some(Dial::Done));
        line.turn(false);
        assert_eq!(line.dial(), Some(Dial::Sign('9')));
        line.turn(true);
        line.turn(true);
        line.turn(true);
        assert_eq!(line.dial(), Some(Dial::Sign('0')));
        line.digit(5);
        assert_eq!((line.text(), line.dial()), ("5", None));
    }
}

//! The line at the bottom of a card: which keys do what.

use crate::terminal::menu::{Notice, Task, Trial, View};
use crate::words::menu::Text;

/// A key as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    Up,
    Down,
    Enter,
    /// Take back the last character.
    Erase,
    /// Leave.
    Back,
}

/// Keys, and what they do.
#[derive(Debug, Clone, Copy)]
pub struct Hint {
    pub caps: &'static [Cap],
    pub does: Text,
}

const fn hint(caps: &'static [Cap], does: Text) -> Hint {
    Hint { caps, does }
}

const CHOOSE: Hint = hint(&[Cap::Up, Cap::Down], Text::Choose);
const TAKE: Hint = hint(&[Cap::Enter], Text::Take);
const LEAVE: Hint = hint(&[Cap::Back], Text::Leave);
const STOP: Hint = hint(&[Cap::Back], Text::Stop);
const PAGES: Hint = hint(&[Cap::Up, Cap::Down], Text::Pages);
const ERASE: Hint = hint(&[Cap::Erase], Text::Erase);
const TURN: Hint = hint(&[Cap::Up, Cap::Down], Text::Turn);
const LOCK: Hint = hint(&[Cap::Enter], Text::LockNow);
const ANY: Hint = hint(&[], Text::AnyKey);
const ANY_ENDS: Hint = hint(&[], Text::AnyKeyEnds);

/// What the keys do on a page.
pub(super) fn of(view: &View) -> Vec<Hint> {
    match view {
        View::List(_) | View::Ask(_) => vec![CHOOSE, TAKE, LEAVE],
        View::Entry(entry) if entry.dial.is_some() => vec![TURN, TAKE, LEAVE],
        View::Entry(_) => vec![TAKE, ERASE, LEAVE],
        View::Busy(Task::SigningIn) => vec![],
        View::Busy(Task::Exporting { .. }) => vec![STOP],
        View::Busy(_) => vec![LEAVE],
        View::Notice(Notice::GateOpen) => vec![LOCK, LEAVE],
        View::Notice(Notice::HelpCalled) => vec![ANY_ENDS],
        View::Notice(_) => vec![ANY],
        View::Leaf(leaf) if leaf.of > 1 => vec![PAGES, LEAVE],
        View::Trial(Trial::Lamps(_)) => vec![CHOOSE, LEAVE],
        View::Trial(Trial::Display(_)) => vec![],
        View::Trial(Trial::Keypad { .. }) => vec![],
        View::Leaf(_) | View::Trial(_) => vec![LEAVE],
    }
}

//! The line at the bottom of a card: which keys do what.

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyHint {
    pub caps: &'static [Cap],
    pub does: Text,
}

impl KeyHint {
    pub const CHOOSE: Self = Self::of(&[Cap::Up, Cap::Down], Text::Choose);
    pub const TAKE: Self = Self::of(&[Cap::Enter], Text::Take);
    pub const LEAVE: Self = Self::of(&[Cap::Back], Text::Leave);
    pub const STOP: Self = Self::of(&[Cap::Back], Text::Stop);
    pub const PAGES: Self = Self::of(&[Cap::Up, Cap::Down], Text::Pages);
    pub const ERASE: Self = Self::of(&[Cap::Erase], Text::Erase);
    pub const TURN: Self = Self::of(&[Cap::Up, Cap::Down], Text::Turn);
    pub const LOCK: Self = Self::of(&[Cap::Enter], Text::LockNow);
    pub const ANY: Self = Self::of(&[], Text::AnyKey);
    pub const ANY_ENDS: Self = Self::of(&[], Text::AnyKeyEnds);

    const fn of(caps: &'static [Cap], does: Text) -> Self {
        Self { caps, does }
    }
}

//! Keys by what they mean, whether they were pressed on a number pad or are buttons at the case.

use std::fmt;

/// A key that was pressed; held down it counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    Digit(Digit),
    Up,
    Down,
    Enter,
    /// Leave where you are.
    Back,
    /// Take back the last digit.
    Erase,
    /// The staff button: open the gate by hand.
    Open,
    /// One without a meaning here: it only shows that somebody is there.
    Other,
}

/// A digit from 0 to 9. Digits are parts of numbers and PINs that nobody else has to know: its
/// `Debug` does not tell which it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digit(u8);

impl Digit {
    /// None where `value` is more than 9.
    pub const fn new(value: u8) -> Option<Self> {
        if value <= 9 { Some(Self(value)) } else { None }
    }

    /// 0 to 9.
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl fmt::Debug for Digit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_is_never_written_out() {
        let digit = Digit::new(7).unwrap();
        assert_eq!(digit.value(), 7);
        assert_eq!(Digit::new(10), None);
        assert_eq!(format!("{:?}", Key::Digit(digit)), "Digit(•)");
    }
}

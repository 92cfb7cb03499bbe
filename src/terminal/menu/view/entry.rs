//! Lines that are typed, as the menus want them shown.

use super::Person;
use crate::people::Role;
use crate::people::Weakness;

/// A line that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub field: Field,
    pub typed: Typed,
    /// The character that Up and Down have turned to, for a door without a number pad; Enter
    /// takes it. [`Dial::Done`] ends the line.
    pub dial: Option<Dial>,
    /// What was wrong with the last try.
    pub said: Option<Said>,
}

/// What Up and Down turn to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dial {
    Sign(char),
    /// Take back the last one.
    Erase,
    Done,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    StaffNumber,
    /// PIN or password; whose, where it is known.
    Password(Option<Person>),
    /// The last digits of a ticket's number, at least four.
    TicketDigits,
    /// From this time on, hhmm.
    TimeOfDay,
    SeatRow,
    SeatColumn,
    /// The staff number of a new operator.
    NewNumber,
    NewPassword(Person, Role),
    /// The same once more.
    PasswordAgain(Person),
}

/// What was typed so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    Shown(String),
    /// So many characters of a secret.
    Hidden(usize),
}

/// What was wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Name or password is wrong.
    Refused,
    /// Too many wrong ones; so many seconds are left.
    Locked {
        seconds: u64,
    },
    Disabled,
    /// The two differ.
    NotRepeated,
    Weak(Weakness),
    /// The number is somebody's already.
    Taken,
    /// Fewer digits than needed.
    TooShort {
        least: usize,
    },
    NoSuchTime,
}

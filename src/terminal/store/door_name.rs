//! What a door is called among its neighbours. Of a bounded width, as it comes from outside and is kept and
//! told with each admission.

use std::fmt;
use std::str::FromStr;

use crate::words::plain::plain;

/// The most bytes that a name takes.
const WIDTH: usize = 64;

/// Why a text is no name of a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is empty, over {WIDTH} bytes long, or not plain text")]
pub struct BadDoorName;

macro_rules! door_name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            bytes: [u8; WIDTH],
            len: u8,
        }

        impl $name {
            /// Made of any text: on one line, cut where it is too long.
            pub fn of(text: &str) -> Self {
                let text = plain(text);
                let mut end = text.len().min(WIDTH);
                while !text.is_char_boundary(end) {
                    end -= 1;
                }
                let mut bytes = [0; WIDTH];
                bytes[..end].copy_from_slice(&text.as_bytes()[..end]);
                Self { bytes, len: u8::try_from(end).unwrap_or(0) }
            }

            /// The name.
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
            }

            /// Whether there is none.
            pub fn is_empty(&self) -> bool {
                self.len == 0
            }
        }

        impl FromStr for $name {
            type Err = BadDoorName;

            /// Reads a name as it was told or kept, and nothing else.
            fn from_str(text: &str) -> Result<Self, BadDoorName> {
                let name = Self::of(text);
                if name.is_empty() || name.as_str() != text { Err(BadDoorName) } else { Ok(name) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.as_str())
            }
        }
    };
}

door_name!(
    /// Which door it is: the user name that the platform gave its terminal. One of a cinema.
    DoorId
);
door_name!(
    /// What people call a door: `terminal.name`, or its user name where that is empty.
    DoorName
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_plain_and_as_long_as_it_fits() {
        assert_eq!(DoorName::of("3号厅入口").as_str(), "3号厅入口");
        let long = "厅".repeat(40);
        assert_eq!(DoorName::of(&long).as_str(), "厅".repeat(21));
        assert!(!DoorName::of("a\nb\u{202e}c").as_str().contains(['\n', '\u{202e}']));
        assert_eq!("".parse::<DoorId>(), Err(BadDoorName));
        assert_eq!("a\nb".parse::<DoorId>(), Err(BadDoorName));
        assert_eq!(long.parse::<DoorId>(), Err(BadDoorName));
        assert_eq!("terminal-001".parse::<DoorId>().unwrap().as_str(), "terminal-001");
    }
}

//! Newtypes for what must not be mixed up: the fixed-width codes of the ticket (§5.1.2, table 1)
//! and amounts of money. Parsed once at the edge, compared at full width.

use std::fmt;
use std::str::FromStr;

/// Why a text is not a code or an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("has {found} characters where {wanted} are needed")]
    Width { wanted: usize, found: usize },
    #[error("has a character that is no printable ASCII")]
    Character,
    #[error("is no amount of the form 035.00")]
    Amount,
}

/// A field's bytes with the fill made uniform: NUL at the end counts as the fill `0`.
pub(super) fn filled<const N: usize>(bytes: &[u8]) -> Result<[u8; N], CodeError> {
    let mut out: [u8; N] =
        bytes.try_into().map_err(|_| CodeError::Width { wanted: N, found: bytes.len() })?;
    for byte in out.iter_mut().rev().take_while(|byte| **byte == 0) {
        *byte = b'0';
    }
    if out.iter().all(u8::is_ascii_graphic) { Ok(out) } else { Err(CodeError::Character) }
}

macro_rules! code {
    ($(#[$doc:meta])* $name:ident, $width:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $width]);

        impl $name {
            /// The code's width in characters.
            pub const WIDTH: usize = $width;

            /// Reads a field of exactly [`Self::WIDTH`] bytes; NUL fill at the end becomes `0`.
            pub fn from_bytes(bytes: &[u8]) -> Result<Self, CodeError> {
                filled(bytes).map(Self)
            }

            /// The code as it stands on the wire, always [`Self::WIDTH`] characters.
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0).unwrap_or_default() // ASCII by construction
            }
        }

        impl FromStr for $name {
            type Err = CodeError;
            /// Reads a text, which is never filled up: NUL stands in a ticket's bytes alone.
            fn from_str(text: &str) -> Result<Self, CodeError> {
                match text.contains('\0') {
                    true => Err(CodeError::Character),
                    false => Self::from_bytes(text.as_bytes()),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                text.parse().map_err(|fault| serde::de::Error::custom(format!("{text:?} {fault}")))
            }
        }
    };
}

code!(
    /// The cinema's code, in clear at the head of every ticket.
    CinemaCode, 8
);
code!(
    /// The number of one ticket: admitted once, ever.
    FilmTicketCode, 16
);
code!(
    /// The hall's code.
    ScreenCode, 16
);
code!(
    /// The film's code; of a double bill, the first film's.
    FilmCode, 12
);
code!(
    /// The session's code.
    SessionCode, 16
);
code!(
    /// The seat's code; it does not tell row and column, which the platform alone knows.
    SeatCode, 16
);

/// An amount of money in fen, 1/100 yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fen(pub u32);

impl Fen {
    /// Reads decimal yuan such as `35.00` or `35.000` (filled up at its end). A point and an
    /// integer part are needed; what stands behind the second decimal must be zero.
    pub fn from_decimal(text: &str) -> Result<Self, CodeError> {
        let (yuan, rest) = text.split_once('.').ok_or(CodeError::Amount)?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if yuan.is_empty() || yuan.len() > 6 || !digits(yuan) || !digits(rest) {
            return Err(CodeError::Amount);
        }
        let (cents, tail) = rest.split_at(rest.len().min(2));
        if tail.bytes().any(|byte| byte != b'0') {
            return Err(CodeError::Amount);
        }
        let fen = format!("{yuan}{cents:0<2}").parse().map_err(|_| CodeError::Amount)?;
        Ok(Self(fen))
    }
}

impl fmt::Display for Fen {
    /// Yuan with exactly two decimals, as §7.6.2 wants it: `35.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_decimal_text() {
        for (text, fen) in
            [("035.00", 3500), ("35.000", 3500), ("5.5000", 550), ("999.99", 99999), ("0.", 0)]
        {
            assert_eq!(Fen::from_decimal(text), Ok(Fen(fen)), "{text}");
        }
        for text in
            ["", ".", "35", "3500.001", "3a.000", "-5.000", " 35.00", "35.0.0", ".50000", "９.00"]
        {
            assert!(Fen::from_decimal(text).is_err(), "{text:?}");
        }
        assert_eq!(Fen(3505).to_string(), "35.05");
    }

    #[test]
    fn fill_is_made_uniform_and_other_bytes_are_refused() {
        assert_eq!(CinemaCode::from_bytes(b"33\0\0\0\0\0\0").unwrap().as_str(), "33000000");
        assert_eq!(CinemaCode::from_bytes(b"3\x003\0\0\0\0\0"), Err(CodeError::Character));
        assert_eq!(
            CinemaCode::from_bytes(b"3301010"),
            Err(CodeError::Width { wanted: 8, found: 7 })
        );
        assert_eq!("3301 101".parse::<CinemaCode>(), Err(CodeError::Character));
        assert_eq!("影院".parse::<CinemaCode>(), Err(CodeError::Width { wanted: 8, found: 6 }));
    }
}

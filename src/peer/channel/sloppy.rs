//! What the channel's replies may be written like (CHANNEL §1): each looseness of the document's own examples by itself,
//! or several at once.

use std::fmt;
use std::str::FromStr;

/// One way of writing loosely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looseness {
    /// `" hallID "`.
    SpacedKeys,
    /// `"HallID"`.
    Capitals,
    /// Numbers and truths as text.
    NumbersAsText,
    /// Texts that are whole numbers as numbers.
    TextAsNumbers,
    /// “ and ” around keys and texts.
    WideQuotes,
    /// No comma between an object's members.
    MissingCommas,
    DoubledCommas,
    TrailingCommas,
    /// `order`, `orderDetail` and `orderdetail` for each other.
    OrderNames,
    /// `\/Date(…)\/`.
    EscapedDates,
    /// `"code":"001"`.
    CodeAsText,
}

/// The ways in which replies are written loosely; none of them: tidily.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sloppiness(u16);

/// The name of no looseness.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no looseness; there are {forms}", forms = Sloppiness::forms())]
pub struct UnknownLooseness(String);

impl Looseness {
    /// Each with the name that it is ordered by.
    pub const TABLE: [(&str, Self); 11] = [
        ("spaced-keys", Self::SpacedKeys),
        ("capitals", Self::Capitals),
        ("numbers-as-text", Self::NumbersAsText),
        ("text-as-numbers", Self::TextAsNumbers),
        ("wide-quotes", Self::WideQuotes),
        ("missing-commas", Self::MissingCommas),
        ("doubled-commas", Self::DoubledCommas),
        ("trailing-commas", Self::TrailingCommas),
        ("order-names", Self::OrderNames),
        ("escaped-dates", Self::EscapedDates),
        ("code-as-text", Self::CodeAsText),
    ];

    fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl Sloppiness {
    const TIDY: &str = "tidy";
    const ALL: &str = "all";

    /// Everything at once.
    pub fn all() -> Self {
        Self(Looseness::TABLE.iter().fold(0, |bits, (_, one)| bits | one.bit()))
    }

    /// This one by itself.
    pub fn of(one: Looseness) -> Self {
        Self(one.bit())
    }

    pub(super) fn has(self, one: Looseness) -> bool {
        self.0 & one.bit() != 0
    }

    /// The forms in which it is named.
    pub fn forms() -> String {
        let names: Vec<&str> = Looseness::TABLE.iter().map(|(name, _)| *name).collect();
        format!("{}, {} and, with commas between, {}", Self::TIDY, Self::ALL, names.join(", "))
    }
}

impl FromStr for Sloppiness {
    type Err = UnknownLooseness;

    fn from_str(text: &str) -> Result<Self, UnknownLooseness> {
        match text {
            Self::TIDY => return Ok(Self::default()),
            Self::ALL => return Ok(Self::all()),
            _ => {}
        }
        text.split(',').try_fold(Self::default(), |Self(bits), name| {
            let known = Looseness::TABLE.iter().find(|(own, _)| *own == name);
            let (_, one) = known.ok_or_else(|| UnknownLooseness(name.to_owned()))?;
            Ok(Self(bits | one.bit()))
        })
    }
}

impl fmt::Display for Sloppiness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return f.write_str(Self::TIDY);
        }
        if *self == Self::all() {
            return f.write_str(Self::ALL);
        }
        let mut names = Looseness::TABLE.iter().filter(|(_, one)| self.has(*one));
        if let Some((first, _)) = names.next() {
            f.write_str(first)?;
        }
        names.try_for_each(|(name, _)| write!(f, ",{name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_by_the_name_that_it_is_told_by() {
        let single = Looseness::TABLE.iter().map(|(_, one)| Sloppiness::of(*one));
        for sloppy in single.chain([Sloppiness::default(), Sloppiness::all()]) {
            assert_eq!(sloppy.to_string().parse(), Ok(sloppy));
        }
        let two = "capitals,wide-quotes";
        assert_eq!(two.parse::<Sloppiness>().unwrap().to_string(), two);
        for text in ["", "nonsense", "capitals,", "all,capitals"] {
            assert!(text.parse::<Sloppiness>().is_err(), "{text}");
        }
    }
}

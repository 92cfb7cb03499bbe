//! The reasons of a verdict, in the order in which they are tested (SPEC §2).

use strum::VariantArray;

/// Why a ticket was admitted or refused.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    strum::IntoStaticStr,
    strum::VariantArray,
    strum::Display,
    strum::EnumString,
)]
#[strum(serialize_all = "snake_case")]
pub enum Reason {
    Malformed,
    WrongCinema,
    StaleEticket,
    Forged,
    WrongHall,
    AlreadyChecked,
    Refunded,
    Expired,
    TooEarly,
    PlatformRequired,
    /// The store would not take the record, so the gate stays shut (§6). Beyond the specification.
    NotRecorded,
    Ok,
    /// Admitted before, passage not seen: the gate opens again, no second record.
    Reopened,
}

impl Reason {
    /// Every reason, in the order of testing.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name in events, reports and the store.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The reason of that name; none for one that another program wrote.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// True for the two that open the gate.
    pub fn admits(self) -> bool {
        matches!(self, Self::Ok | Self::Reopened)
    }
}

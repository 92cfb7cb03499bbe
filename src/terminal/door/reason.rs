//! The reasons of a verdict, in the order in which they are tested (SPEC §2).

use std::fmt;

/// Why a ticket was admitted or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    pub const ALL: [Self; 13] = [
        Self::Malformed,
        Self::WrongCinema,
        Self::StaleEticket,
        Self::Forged,
        Self::WrongHall,
        Self::AlreadyChecked,
        Self::Refunded,
        Self::Expired,
        Self::TooEarly,
        Self::PlatformRequired,
        Self::NotRecorded,
        Self::Ok,
        Self::Reopened,
    ];

    /// The name in events, reports and the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::WrongCinema => "wrong_cinema",
            Self::StaleEticket => "stale_eticket",
            Self::Forged => "forged",
            Self::WrongHall => "wrong_hall",
            Self::AlreadyChecked => "already_checked",
            Self::Refunded => "refunded",
            Self::Expired => "expired",
            Self::TooEarly => "too_early",
            Self::PlatformRequired => "platform_required",
            Self::NotRecorded => "not_recorded",
            Self::Ok => "ok",
            Self::Reopened => "reopened",
        }
    }

    /// True for the two that open the gate.
    pub fn admits(self) -> bool {
        matches!(self, Self::Ok | Self::Reopened)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

//! The states of an order (CHANNEL §2).

use serde::{Serialize, Serializer};

/// externalOrderStatus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderState {
    New,
    Deleted,
    Locked,
    LockFailed,
    Issued,
    Failed,
    Cancelled,
    Released,
    /// A number that the document does not have; it says nothing for certain.
    Other(i64),
}

/// ReturnedOrderStatus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundState {
    NotRefunded,
    BySupplier,
    ByPlatform,
    ByChannel,
    Other(i64),
}

impl OrderState {
    const TABLE: [(i64, Self); 8] = [
        (0, Self::New),
        (2, Self::Deleted),
        (10, Self::Locked),
        (20, Self::LockFailed),
        (30, Self::Issued),
        (40, Self::Failed),
        (100, Self::Cancelled),
        (110, Self::Released),
    ];

    pub fn of(number: i64) -> Self {
        let found = Self::TABLE.iter().find(|(own, _)| *own == number);
        found.map_or(Self::Other(number), |(_, state)| *state)
    }

    /// The document's number.
    pub fn number(self) -> i64 {
        match self {
            Self::Other(number) => number,
            known => Self::TABLE.iter().find(|(_, own)| *own == known).map_or(0, |row| row.0),
        }
    }
}

impl RefundState {
    const TABLE: [(i64, Self); 4] = [
        (0, Self::NotRefunded),
        (1, Self::BySupplier),
        (2, Self::ByPlatform),
        (3, Self::ByChannel),
    ];

    pub fn of(number: i64) -> Self {
        let found = Self::TABLE.iter().find(|(own, _)| *own == number);
        found.map_or(Self::Other(number), |(_, state)| *state)
    }

    /// The document's number.
    pub fn number(self) -> i64 {
        match self {
            Self::Other(number) => number,
            known => Self::TABLE.iter().find(|(_, own)| *own == known).map_or(0, |row| row.0),
        }
    }
}

impl Serialize for OrderState {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.number())
    }
}

impl Serialize for RefundState {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_its_number_and_back() {
        for number in -1..=120 {
            assert_eq!(OrderState::of(number).number(), number);
            assert_eq!(RefundState::of(number).number(), number);
        }
        assert_eq!(OrderState::of(30), OrderState::Issued);
        assert_eq!(OrderState::of(50), OrderState::Other(50));
        assert_eq!(RefundState::of(3), RefundState::ByChannel);
        assert_eq!(RefundState::of(4), RefundState::Other(4));
    }
}

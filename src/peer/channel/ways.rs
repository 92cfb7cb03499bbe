//! The ways that an order goes at the cinema: how its seats come to be locked, how its tickets come to be issued.

use std::fmt;
use std::str::FromStr;

use crate::channel::OrderState;

/// How seats are locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locking {
    /// The order is locked (10) as soon as it is there.
    #[default]
    AtOnce,
    /// It is new (0), and locked with the so many-th queryOrder.
    After(u32),
    /// It is new (0), and has failed (20) with the first queryOrder.
    Fails,
}

/// How a confirmed order goes on. Until it is decided it stays locked (10), and paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Issuing {
    /// Issued (30) before submitOrder is answered.
    #[default]
    AtOnce,
    /// Issued with the so many-th queryOrder.
    After(u32),
    /// Failed (40) with the first queryOrder.
    Fails,
    /// Cancelled (100) with the first queryOrder.
    Cancelled,
    /// Deleted (2) with the first queryOrder.
    Deleted,
    /// Never decided.
    Never,
    /// Issued at once, but the reply to submitOrder is lost.
    ReplyLost,
    /// Issued at once, but submitOrder is answered only after ten minutes, when nobody waits any more.
    TimesOut,
    /// Issued at once, but submitOrder is answered with 100.
    SystemError,
}

/// What becomes of an order, and with which queryOrder from now on; 0: now; none: nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    pub then: Option<OrderState>,
    pub polls: u32,
}

/// The name of no way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no way; there are {1}")]
pub struct UnknownWay(String, &'static str);

impl Locking {
    /// The forms in which one is named.
    pub const FORMS: &str = "at-once, after:POLLS, fails";

    /// What becomes of an order whose seats are taken.
    pub(super) fn course(self) -> Course {
        let (then, polls) = match self {
            Self::AtOnce => (OrderState::Locked, 0),
            Self::After(polls) => (OrderState::Locked, polls),
            Self::Fails => (OrderState::LockFailed, 1),
        };
        Course { then: Some(then), polls }
    }
}

impl Issuing {
    /// The forms in which one is named.
    pub const FORMS: &str = "at-once, after:POLLS, fails, cancelled, deleted, never, reply-lost, \
         times-out, system-error";

    const PLAIN: [(&str, Self); 8] = [
        ("at-once", Self::AtOnce),
        ("fails", Self::Fails),
        ("cancelled", Self::Cancelled),
        ("deleted", Self::Deleted),
        ("never", Self::Never),
        ("reply-lost", Self::ReplyLost),
        ("times-out", Self::TimesOut),
        ("system-error", Self::SystemError),
    ];

    /// What becomes of an order that is confirmed.
    pub(super) fn course(self) -> Course {
        let (then, polls) = match self {
            Self::AtOnce | Self::ReplyLost | Self::TimesOut | Self::SystemError => {
                (Some(OrderState::Issued), 0)
            }
            Self::After(polls) => (Some(OrderState::Issued), polls),
            Self::Fails => (Some(OrderState::Failed), 1),
            Self::Cancelled => (Some(OrderState::Cancelled), 1),
            Self::Deleted => (Some(OrderState::Deleted), 1),
            Self::Never => (None, 0),
        };
        Course { then, polls }
    }
}

impl FromStr for Locking {
    type Err = UnknownWay;

    fn from_str(text: &str) -> Result<Self, UnknownWay> {
        let way = match text {
            "at-once" => Some(Self::AtOnce),
            "fails" => Some(Self::Fails),
            _ => polls(text).map(Self::After),
        };
        way.ok_or_else(|| UnknownWay(text.to_owned(), Self::FORMS))
    }
}

impl fmt::Display for Locking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtOnce => f.write_str("at-once"),
            Self::After(polls) => write!(f, "after:{polls}"),
            Self::Fails => f.write_str("fails"),
        }
    }
}

impl FromStr for Issuing {
    type Err = UnknownWay;

    fn from_str(text: &str) -> Result<Self, UnknownWay> {
        let plain = Self::PLAIN.iter().find(|(own, _)| *own == text).map(|(_, way)| *way);
        let way = plain.or_else(|| polls(text).map(Self::After));
        way.ok_or_else(|| UnknownWay(text.to_owned(), Self::FORMS))
    }
}

impl fmt::Display for Issuing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::After(polls) => write!(f, "after:{polls}"),
            plain => {
                let row = Self::PLAIN.iter().find(|(_, own)| own == plain);
                f.write_str(row.map_or("", |(name, _)| name))
            }
        }
    }
}

/// The number of `after:POLLS`, from 1 on.
fn polls(text: &str) -> Option<u32> {
    text.strip_prefix("after:")?.parse().ok().filter(|polls| *polls > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_by_the_name_that_it_is_told_by() {
        for way in [Locking::AtOnce, Locking::After(3), Locking::Fails] {
            assert_eq!(way.to_string().parse(), Ok(way));
        }
        let plain = Issuing::PLAIN.iter().map(|(_, way)| *way);
        for way in plain.chain([Issuing::After(2)]) {
            assert_eq!(way.to_string().parse(), Ok(way));
            assert!(Issuing::FORMS.contains(way.to_string().split(':').next().unwrap()));
        }
        for text in ["", "after", "after:0", "after:-1", "nonsense"] {
            assert!(text.parse::<Issuing>().is_err() && text.parse::<Locking>().is_err(), "{text}");
        }
    }
}

//! Faults that the channel shows on purpose: set by the library, or by a command beside the one that serves.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::channel::CallName;

/// What goes wrong, until another is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChannelMishap {
    #[default]
    None,
    /// Something in between answers 200 with a page in HTML.
    HtmlPage,
    /// 200 without a body.
    EmptyBody,
    /// 302 to another address.
    Redirect,
    /// This HTTP status with an empty body.
    HttpStatus(u16),
    /// Every signature is refused: 101.
    Signature,
    /// Every call is answered with 100; nothing is carried out.
    System,
    /// The reply has so many megabytes of spaces in it.
    Huge(u32),
    /// `totalCount` is more than there is.
    TotalOff,
    /// Every page of cinemas is the first one.
    PageRepeated,
    /// Every list is empty.
    EmptyLists,
    /// The list that was asked for is not there.
    NoList,
    /// The call is carried out at once, its reply comes so much later.
    Slow(Duration),
    /// The call is carried out, but the connection breaks before its reply is there.
    CutConnection,
    /// The connection breaks in the middle of the reply.
    CutBody,
    /// The reply ends in the middle, and the connection is well.
    HalfBody,
    /// The clock in the reply's head is off by so many seconds.
    ClockOff(i64),
}

/// A fault, and of which call it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChannelFaultOrder {
    pub mishap: ChannelMishap,
    /// None: of every call.
    pub call: Option<CallName>,
}

/// The name of no fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no fault; there are {forms}", forms = ChannelFaultOrder::FORMS)]
pub struct UnknownMishap(String);

/// Those that their name alone tells.
const PLAIN: [(&str, ChannelMishap); 13] = [
    ("none", ChannelMishap::None),
    ("html-page", ChannelMishap::HtmlPage),
    ("empty-body", ChannelMishap::EmptyBody),
    ("redirect", ChannelMishap::Redirect),
    ("signature", ChannelMishap::Signature),
    ("system", ChannelMishap::System),
    ("total-off", ChannelMishap::TotalOff),
    ("page-repeated", ChannelMishap::PageRepeated),
    ("empty-lists", ChannelMishap::EmptyLists),
    ("no-list", ChannelMishap::NoList),
    ("cut-connection", ChannelMishap::CutConnection),
    ("cut-body", ChannelMishap::CutBody),
    ("half-body", ChannelMishap::HalfBody),
];

impl ChannelFaultOrder {
    /// The forms in which one is named.
    pub const FORMS: &str = "none, html-page, empty-body, redirect, http-status:CODE, signature, \
         system, huge:MEGABYTES, total-off, page-repeated, empty-lists, no-list, slow:SECONDS, \
         cut-connection, cut-body, half-body, clock-off:SECONDS; with @CALL behind it of that call \
         alone, such as cut-connection@submitOrder";

    /// What goes wrong with this call.
    pub(super) fn at(self, call: CallName) -> ChannelMishap {
        if self.call.is_none_or(|own| own == call) { self.mishap } else { ChannelMishap::None }
    }
}

impl From<ChannelMishap> for ChannelFaultOrder {
    fn from(mishap: ChannelMishap) -> Self {
        Self { mishap, call: None }
    }
}

impl FromStr for ChannelFaultOrder {
    type Err = UnknownMishap;

    fn from_str(text: &str) -> Result<Self, UnknownMishap> {
        let unknown = || UnknownMishap(text.to_owned());
        let (mishap, call) = match text.split_once('@') {
            Some((mishap, call)) => (mishap, Some(CallName::from_name(call).ok_or_else(unknown)?)),
            None => (text, None),
        };
        Ok(Self { mishap: named(mishap).ok_or_else(unknown)?, call })
    }
}

fn named(text: &str) -> Option<ChannelMishap> {
    let Some((name, value)) = text.split_once(':') else {
        return PLAIN.iter().find(|(own, _)| *own == text).map(|(_, mishap)| *mishap);
    };
    match name {
        "http-status" => value.parse().ok().map(ChannelMishap::HttpStatus),
        "huge" => value.parse().ok().map(ChannelMishap::Huge),
        "slow" => {
            let seconds = value.parse().ok();
            seconds.and_then(|it| Duration::try_from_secs_f64(it).ok()).map(ChannelMishap::Slow)
        }
        "clock-off" => value.parse().ok().map(ChannelMishap::ClockOff),
        _ => None,
    }
}

impl fmt::Display for ChannelMishap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HttpStatus(status) => write!(f, "http-status:{status}"),
            Self::Huge(megabytes) => write!(f, "huge:{megabytes}"),
            Self::Slow(delay) => write!(f, "slow:{}", delay.as_secs_f64()),
            Self::ClockOff(seconds) => write!(f, "clock-off:{seconds}"),
            plain => {
                let row = PLAIN.iter().find(|(_, own)| own == plain);
                f.write_str(row.map_or("none", |(name, _)| name))
            }
        }
    }
}

impl fmt::Display for ChannelFaultOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.mishap)?;
        self.call.map_or(Ok(()), |call| write!(f, "@{}", call.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_by_the_name_that_it_is_told_by() {
        let plain = PLAIN.iter().map(|(_, mishap)| *mishap);
        let others = [
            ChannelMishap::HttpStatus(503),
            ChannelMishap::Huge(50),
            ChannelMishap::Slow(Duration::from_millis(2500)),
            ChannelMishap::ClockOff(-400),
        ];
        for mishap in plain.chain(others) {
            for call in [None, Some(CallName::SubmitOrder)] {
                let order = ChannelFaultOrder { mishap, call };
                assert_eq!(order.to_string().parse(), Ok(order));
            }
            let name = mishap.to_string();
            let name = name.split(':').next().unwrap();
            assert!(ChannelFaultOrder::FORMS.contains(name), "{name}");
        }
        for text in ["", "nonsense", "slow", "slow:-1", "huge:-1", "none:1", "none@nonsense"] {
            assert!(text.parse::<ChannelFaultOrder>().is_err(), "{text}");
        }
    }
}

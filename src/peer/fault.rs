//! Faults that the platform shows on purpose, for trials of a terminal: set by the library, or by a
//! command beside the one that serves.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::ticket::FilmTicketCode;

/// What goes wrong, until another is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PeerFault {
    #[default]
    None,
    /// Something in between answers 200 with a word that is no JSON.
    NotJson,
    /// Something in between answers 200 with a login page.
    CaptivePortal,
    /// Something in between answers 200 with `{}`.
    EmptyObject,
    /// Something in between answers with this status and an empty body.
    HttpStatus(u16),
    /// The request is carried out, but the connection breaks before the reply is there.
    CutConnection,
    /// The request is carried out at once, but the reply comes so much later.
    Slow(Duration),
    /// Every report is answered with false.
    RejectReports,
    /// Every report in which this ticket occurs is answered with false.
    RejectTicket(FilmTicketCode),
    /// The replies' Datetime is off by so many seconds.
    ClockOff(i64),
}

impl PeerFault {
    /// The forms in which one is named.
    pub const FORMS: &str = "none, not-json, captive-portal, empty-object, http-status:CODE, \
         cut-connection, slow:SECONDS, reject-reports, reject-ticket:NUMBER, clock-off:SECONDS";
}

/// The name of no fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no fault; there are {forms}", forms = PeerFault::FORMS)]
pub struct UnknownFault(String);

impl FromStr for PeerFault {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        let (name, value) = text.split_once(':').unwrap_or((text, ""));
        let fault = match name {
            "http-status" => value.parse().ok().map(Self::HttpStatus),
            "slow" => {
                let seconds = value.parse().ok();
                seconds.and_then(|it| Duration::try_from_secs_f64(it).ok()).map(Self::Slow)
            }
            "reject-ticket" => value.parse().ok().map(Self::RejectTicket),
            "clock-off" => value.parse().ok().map(Self::ClockOff),
            _ => [
                Self::None,
                Self::NotJson,
                Self::CaptivePortal,
                Self::EmptyObject,
                Self::CutConnection,
                Self::RejectReports,
            ]
            .into_iter()
            .find(|fault| fault.to_string() == text),
        };
        fault.ok_or_else(|| UnknownFault(text.to_owned()))
    }
}

impl fmt::Display for PeerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::NotJson => f.write_str("not-json"),
            Self::CaptivePortal => f.write_str("captive-portal"),
            Self::EmptyObject => f.write_str("empty-object"),
            Self::HttpStatus(status) => write!(f, "http-status:{status}"),
            Self::CutConnection => f.write_str("cut-connection"),
            Self::Slow(delay) => write!(f, "slow:{}", delay.as_secs_f64()),
            Self::RejectReports => f.write_str("reject-reports"),
            Self::RejectTicket(ticket) => write!(f, "reject-ticket:{ticket}"),
            Self::ClockOff(seconds) => write!(f, "clock-off:{seconds}"),
        }
    }
}

/// What something in between says in place of the platform.
pub(super) struct MiddleboxReply {
    pub status: u16,
    pub content_type: &'static str,
    pub body: &'static str,
}

impl PeerFault {
    /// The answer that never reached the platform, if that is the fault.
    pub(super) fn middlebox_reply(self) -> Option<MiddleboxReply> {
        const HTML: &str = "text/html; charset=utf-8";
        let (status, content_type, body) = match self {
            Self::NotJson => (200, "text/plain", "OK"),
            Self::CaptivePortal => (
                200,
                HTML,
                "<!DOCTYPE html><html><head><title>Wi-Fi 登录</title></head>\
                 <body><form method=\"post\"><input name=\"mobile\"></form></body></html>",
            ),
            Self::EmptyObject => (200, "application/json", "{}"),
            Self::HttpStatus(status) => (status, "text/plain", ""),
            _ => return None,
        };
        Some(MiddleboxReply { status, content_type, body })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_by_the_name_that_it_is_told_by() {
        let ticket = "1234567890123456".parse().unwrap();
        for fault in [
            PeerFault::None,
            PeerFault::NotJson,
            PeerFault::CaptivePortal,
            PeerFault::EmptyObject,
            PeerFault::HttpStatus(7),
            PeerFault::CutConnection,
            PeerFault::Slow(Duration::from_millis(2500)),
            PeerFault::RejectReports,
            PeerFault::RejectTicket(ticket),
            PeerFault::ClockOff(-400),
        ] {
            assert_eq!(fault.to_string().parse(), Ok(fault));
            let name = fault.to_string();
            let name = name.split(':').next().unwrap();
            assert!(PeerFault::FORMS.contains(name), "{name}");
        }
        for text in ["", "nonsense", "slow", "slow:-1", "slow:1e99", "http-status:70000", "none:1"]
        {
            assert_eq!(text.parse::<PeerFault>(), Err(UnknownFault(text.to_owned())));
        }
    }
}

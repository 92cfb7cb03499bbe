//! Faults that the platform shows on purpose, for trials of a terminal.

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

/// What something in between says in place of the platform.
pub(super) struct Intruder {
    pub status: u16,
    pub content_type: &'static str,
    pub body: &'static str,
}

impl PeerFault {
    /// The answer that never reached the platform, if that is the fault.
    pub(super) fn intruder(self) -> Option<Intruder> {
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
        Some(Intruder { status, content_type, body })
    }
}

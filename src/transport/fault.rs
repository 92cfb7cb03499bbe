//! What can go wrong between the terminal and the platform, each a sentence for whoever stands
//! at the device.

mod reach;

use std::error::Error as _;
use std::{fmt, io};

use jiff::Timestamp;
use rustls::CertificateError;
use serde::{Deserialize, Serialize};

use super::pinned::RootExpired;
use crate::clock::china_civil;
use crate::wire::{BadData, BadEnvelope, ReplyError, RequestError};
use crate::words::codes::{FaultCode, platform};
use crate::words::fault::{self as words, Text};
use crate::words::plain::line;
use crate::words::{Language, Message, system};

/// Why an exchange with the platform failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    Name,
    Refused,
    NoRoute,
    ConnectTimeout,
    Timeout,
    TlsUntrusted,
    TlsName,
    TlsNotYetValid,
    TlsExpired,
    /// The pinned root, on this day of China's calendar.
    RootExpired(String),
    NotTls,
    Tls(String),
    NotHttp,
    CutOff,
    TooBig,
    /// What the system said: its number, where it has one, and its words.
    Network {
        errno: Option<i32>,
        said: String,
    },
    Portal(String),
    Forbidden(u16),
    NotFound(u16),
    Status(u16),
    NotJson,
    NoEnvelope(BadEnvelope),
    NoSense(BadData),
    Request(RequestError),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Language::English))
    }
}

impl std::error::Error for Fault {}

impl Message for Fault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Name => platform::NAME,
            Self::Refused => platform::REFUSED,
            Self::NoRoute => platform::NO_ROUTE,
            Self::ConnectTimeout => platform::CONNECT_TIMEOUT,
            Self::Timeout => platform::TIMEOUT,
            Self::TlsUntrusted => platform::TLS_UNTRUSTED,
            Self::TlsName => platform::TLS_NAME,
            Self::TlsNotYetValid => platform::TLS_NOT_YET_VALID,
            Self::TlsExpired => platform::TLS_EXPIRED,
            Self::RootExpired(_) => platform::ROOT_EXPIRED,
            Self::NotTls => platform::NOT_TLS,
            Self::Tls(_) => platform::TLS,
            Self::NotHttp => platform::NOT_HTTP,
            Self::CutOff => platform::CUT_OFF,
            Self::TooBig => platform::TOO_BIG,
            Self::Network { .. } => platform::NETWORK,
            Self::Portal(_) => platform::PORTAL,
            Self::Forbidden(_) => platform::FORBIDDEN,
            Self::NotFound(_) => platform::NOT_FOUND,
            Self::Status(_) => platform::STATUS,
            Self::NotJson => platform::NOT_JSON,
            Self::NoEnvelope(_) => platform::NO_ENVELOPE,
            Self::NoSense(_) => platform::NO_SENSE,
            Self::Request(_) => platform::REQUEST,
        }
    }

    fn message(&self, language: Language) -> String {
        self.in_section("platform", language)
    }
}

impl Fault {
    /// The same of whoever stands in another section of a configuration than `[platform]`.
    pub fn in_section(&self, section: &str, language: Language) -> String {
        match self {
            Self::Name => words::Name { section }.text(language),
            Self::Refused => words::Refused { section }.text(language),
            Self::NoRoute => Text::NoRoute.plain(language),
            Self::ConnectTimeout => words::ConnectTimeout { section }.text(language),
            Self::Timeout => Text::Timeout.plain(language),
            Self::TlsUntrusted => words::TlsUntrusted { section }.text(language),
            Self::TlsName => words::TlsName { section }.text(language),
            Self::TlsNotYetValid => Text::TlsNotYetValid.plain(language),
            Self::TlsExpired => Text::TlsExpired.plain(language),
            Self::RootExpired(day) => words::RootExpired { section, day }.text(language),
            Self::NotTls => words::NotTls { section }.text(language),
            Self::Tls(cause) => words::Tls { section, cause }.text(language),
            Self::NotHttp => words::NotHttp { section }.text(language),
            Self::CutOff => Text::CutOff.plain(language),
            Self::TooBig => words::TooBig { section }.text(language),
            Self::Network { errno, said } => {
                let own = errno.and_then(|number| system::errno(number, language));
                words::Network { cause: own.as_ref().unwrap_or(said) }.text(language)
            }
            Self::Portal(page) => words::Portal { section, page }.text(language),
            Self::Forbidden(status) => words::Forbidden { section, status }.text(language),
            Self::NotFound(status) => words::NotFound { section, status }.text(language),
            Self::Status(status) => words::Status { status }.text(language),
            Self::NotJson => words::NotJson { section }.text(language),
            Self::NoEnvelope(why) => {
                words::NoEnvelope { section, why: why.message(language) }.text(language)
            }
            Self::NoSense(bad) => {
                let (api, why) = (&bad.api, bad.message(language));
                words::NoSense { api, why }.text(language)
            }
            Self::Request(cause) => {
                words::Request { section, cause: cause.message(language) }.text(language)
            }
        }
    }

    /// As it is kept, to be told later in either language.
    pub fn kept(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| self.to_string())
    }

    /// What was kept; none where it is no fault of this program, such as an older one's sentence.
    pub fn of_kept(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// A short name that stays the same, for events and the status.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Refused => "refused",
            Self::NoRoute => "no_route",
            Self::ConnectTimeout => "connect_timeout",
            Self::Timeout => "timeout",
            Self::TlsUntrusted => "tls_untrusted",
            Self::TlsName => "tls_name",
            Self::TlsNotYetValid => "tls_not_yet_valid",
            Self::TlsExpired => "tls_expired",
            Self::RootExpired(_) => "root_expired",
            Self::NotTls => "not_tls",
            Self::Tls(_) => "tls",
            Self::NotHttp => "not_http",
            Self::CutOff => "cut_off",
            Self::TooBig => "too_big",
            Self::Network { .. } => "network",
            Self::Portal(_) => "portal",
            Self::Forbidden(_) => "forbidden",
            Self::NotFound(_) => "not_found",
            Self::Status(_) => "status",
            Self::NotJson => "not_json",
            Self::NoEnvelope(_) => "no_envelope",
            Self::NoSense(_) => "no_sense",
            Self::Request(_) => "request",
        }
    }

    /// What an HTTP status other than 200 means.
    pub fn of_status(status: u16) -> Self {
        match status {
            300..=399 | 511 => Self::Portal(format!(" (HTTP {status})")),
            401 | 403 | 407 => Self::Forbidden(status),
            404 | 405 | 410 => Self::NotFound(status),
            _ => Self::Status(status),
        }
    }

    /// A root that ended at this Unix second.
    pub(super) fn root_expired(at: i64) -> Self {
        let at = Timestamp::from_second(at).unwrap_or(Timestamp::MAX);
        Self::RootExpired(china_civil(at).date().to_string())
    }

    fn of_tls(fault: &rustls::Error) -> Self {
        use CertificateError as Bad;
        match fault {
            rustls::Error::InvalidCertificate(bad) => match bad {
                Bad::Expired | Bad::ExpiredContext { .. } => Self::TlsExpired,
                Bad::NotValidYet | Bad::NotValidYetContext { .. } => Self::TlsNotYetValid,
                Bad::NotValidForName | Bad::NotValidForNameContext { .. } => Self::TlsName,
                Bad::UnknownIssuer | Bad::BadSignature => Self::TlsUntrusted,
                // An authority's own certificate that is not the pinned one, but for a root's end.
                Bad::Other(cause) => match cause.0.downcast_ref::<RootExpired>() {
                    Some(expired) => Self::root_expired(expired.at),
                    None => Self::TlsUntrusted,
                },
                other => Self::Tls(short(&other.to_string())),
            },
            rustls::Error::InvalidMessage(_) => Self::NotTls,
            other => Self::Tls(short(&other.to_string())),
        }
    }

    fn of_io(fault: &io::Error) -> Self {
        if let Some(tls) = fault.get_ref().and_then(|inner| inner.downcast_ref()) {
            return Self::of_tls(tls);
        }
        match fault.kind() {
            io::ErrorKind::ConnectionRefused => Self::Refused,
            io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::AddrNotAvailable => Self::NoRoute,
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Self::Timeout,
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::NotConnected => Self::CutOff,
            _ => Self::Network { errno: fault.raw_os_error(), said: short(&fault.to_string()) },
        }
    }
}

impl From<ureq::Error> for Fault {
    fn from(fault: ureq::Error) -> Self {
        use ureq::{Error, Timeout};
        match &fault {
            Error::HostNotFound | Error::Timeout(Timeout::Resolve) => Self::Name,
            Error::Timeout(Timeout::Connect) => Self::ConnectTimeout,
            Error::Timeout(_) => Self::Timeout,
            Error::Io(cause) => Self::of_io(cause),
            Error::Rustls(cause) => Self::of_tls(cause),
            Error::ConnectionFailed => Self::Refused,
            Error::BodyExceedsLimit(_) | Error::LargeResponseHeader(..) => Self::TooBig,
            Error::Protocol(_) | Error::Http(_) => Self::NotHttp,
            Error::Tls(cause) => Self::Tls((*cause).into()),
            other => match other.source().and_then(|cause| cause.downcast_ref()) {
                Some(cause) => Self::of_io(cause),
                None => Self::Network { errno: None, said: short(&other.to_string()) },
            },
        }
    }
}

impl From<RequestError> for Fault {
    fn from(fault: RequestError) -> Self {
        Self::Request(fault)
    }
}

impl From<ReplyError> for Fault {
    fn from(fault: ReplyError) -> Self {
        match fault {
            ReplyError::Page(title) => Self::Portal(title),
            ReplyError::Json(_) => Self::NotJson,
            ReplyError::Envelope(why) => Self::NoEnvelope(why),
            ReplyError::Data(why) => Self::NoSense(why),
        }
    }
}

/// A foreign text cut to a length at which it quotes nothing whole.
fn short(text: &str) -> String {
    let text = line(text);
    let cut: String = text.chars().take(100).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { text }
}

#[cfg(test)]
mod tests;

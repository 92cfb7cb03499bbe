//! What the doctor finds at fault and no other command tells.

use std::io::{self, ErrorKind};

use crate::words::codes::{FaultCode, hallgate_platform as codes, platform, program, store};
use crate::words::platform::{self as words, Text};
use crate::words::{Language, Message, display_in_english, size, system};

/// What is not well on this machine, or not set.
#[derive(Debug, thiserror::Error)]
pub enum DoctorFault {
    /// So little is free on the disk of `store.data`.
    DiskLow {
        free: u64,
    },
    /// `listen.address` is not to be had.
    NoListening {
        address: String,
        cause: io::Error,
    },
    /// `listen.certificate` holds none.
    NoCertificate {
        path: String,
    },
    NoNational,
    NationalUnreached {
        url: String,
        cause: io::Error,
    },
    /// The machine's clock shows a time that can't be.
    ClockWrong {
        shown: String,
    },
}

display_in_english!(DoctorFault);

impl Message for DoctorFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::DiskLow { .. } => store::DISK_LOW,
            Self::NoListening { .. } => codes::LISTEN,
            Self::NoCertificate { .. } => codes::NO_PEM,
            Self::NoNational => platform::NO_NATIONAL,
            Self::NationalUnreached { cause, .. } => match cause.kind() {
                ErrorKind::ConnectionRefused => platform::REFUSED,
                ErrorKind::TimedOut | ErrorKind::WouldBlock => platform::CONNECT_TIMEOUT,
                ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => platform::NO_ROUTE,
                _ => platform::NETWORK,
            },
            Self::ClockWrong { .. } => program::CLOCK,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::DiskLow { free } => words::DiskLow { free: size(*free) }.text(language),
            Self::NoListening { address, cause } => {
                words::NoListening { address, cause: system::io(cause, language) }.text(language)
            }
            Self::NoCertificate { path } => words::NoRoot { path }.text(language),
            Self::NoNational => Text::NoNational.plain(language),
            Self::NationalUnreached { url, cause } => {
                words::NationalUnreached { url, cause: system::io(cause, language) }.text(language)
            }
            Self::ClockWrong { shown } => words::ClockWrong { shown }.text(language),
        }
    }
}

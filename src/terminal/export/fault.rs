//! What can be wrong with a stick: for whoever gives a command with its cause, for staff in few words.

use std::io;
use std::path::PathBuf;

use crate::terminal::report::ReportError;
use crate::terminal::store::detail::WhyBrokenOff;
use crate::terminal::store::{AuditDetail, StoreError};
use crate::words::codes::{FaultCode, report};
use crate::words::export::{self, Text};
use crate::words::{Language, MEGABYTE, Message, display_in_english, system};

/// Why the records are not on the stick. Each sentence says what staff can do.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    NoStick(PathBuf),
    /// What was named in a stick's place.
    NoFolder(PathBuf),
    SeveralSticks(Vec<String>),
    WrongFileSystem {
        device: String,
        found: Option<String>,
    },
    NotMounted {
        device: String,
    },
    NotWritable {
        name: String,
        cause: io::Error,
    },
    Full {
        name: String,
        needed: u64,
        free: u64,
    },
    PulledOut {
        name: String,
    },
    Failing {
        name: String,
        cause: io::Error,
    },
    Stopped {
        name: String,
    },
    NoDay,
    Report(#[from] ReportError),
}

display_in_english!(ExportError);

/// At the terminal staff are told in few words, and to call a technician; who gives a command is
/// one, and is told the cause.
impl Message for ExportError {
    fn code(&self) -> FaultCode {
        match self {
            Self::NoStick(_) => report::NO_STICK,
            Self::NoFolder(_) => report::NO_FOLDER,
            Self::SeveralSticks(_) => report::SEVERAL_STICKS,
            Self::WrongFileSystem { .. } => report::WRONG_FILE_SYSTEM,
            Self::NotMounted { .. } => report::NOT_MOUNTED,
            Self::NotWritable { .. } => report::NOT_WRITABLE,
            Self::Full { .. } => report::FULL,
            Self::PulledOut { .. } => report::PULLED_OUT,
            Self::Failing { .. } => report::FAILING,
            Self::Stopped { .. } => report::STOPPED,
            Self::NoDay => report::NO_DAY,
            Self::Report(cause) => cause.code(),
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::NoStick(folder) => {
                export::NoStickUnder { folder: folder.display() }.text(language)
            }
            Self::NoFolder(folder) => export::NoFolder { folder: folder.display() }.text(language),
            Self::SeveralSticks(names) => {
                export::LeaveOneStick { sticks: names.join(", ") }.text(language)
            }
            Self::WrongFileSystem { device, found: Some(found) } => {
                export::ForeignFileSystem { device, found }.text(language)
            }
            Self::WrongFileSystem { device, found: None } => {
                export::NoFileSystem { device }.text(language)
            }
            Self::NotMounted { device } => export::PluggedOnly { device }.text(language),
            Self::NotWritable { name, cause } => {
                let cause = system::io(cause, language);
                export::NotWritableFor { stick: name, cause }.text(language)
            }
            Self::Full { name, needed, free } => {
                let (needed_mb, free_mb) = (mb(*needed), free / MEGABYTE);
                export::NoRoom { stick: name, needed_mb, free_mb }.text(language)
            }
            Self::PulledOut { name } => export::Pulled { stick: name }.text(language),
            Self::Failing { name, cause } => {
                let cause = system::io(cause, language);
                export::FailingWith { stick: name, cause }.text(language)
            }
            Self::Stopped { name } => export::StoppedOnto { stick: name }.text(language),
            Self::NoDay => Text::NoDayGiven.plain(language),
            Self::Report(cause) => cause.message(language),
        }
    }

    fn for_staff(&self, language: Language) -> String {
        match self {
            Self::NoStick(_) => Text::NoStick.plain(language),
            Self::NoFolder(folder) => export::NoFolder { folder: folder.display() }.text(language),
            Self::SeveralSticks(names) => {
                export::SeveralSticks { sticks: names.join(", ") }.text(language)
            }
            Self::WrongFileSystem { device, .. } => {
                export::WrongFileSystem { stick: device }.text(language)
            }
            Self::NotMounted { device } => export::NotMounted { stick: device }.text(language),
            Self::NotWritable { name, .. } => export::NotWritable { stick: name }.text(language),
            Self::Full { name, needed, free } => {
                let (needed_mb, free_mb) = (mb(*needed), free / MEGABYTE);
                export::Full { stick: name, needed_mb, free_mb }.text(language)
            }
            Self::PulledOut { name } => export::PulledOut { stick: name }.text(language),
            Self::Failing { name, .. } => export::Failing { stick: name }.text(language),
            Self::Stopped { name } => export::Stopped { stick: name }.text(language),
            Self::NoDay => Text::NoDay.plain(language),
            Self::Report(_) => Text::Report.plain(language),
        }
    }
}

impl ExportError {
    /// That it broke off, as the protected log tells it; none where it can't have begun.
    pub fn detail(&self) -> Option<AuditDetail> {
        let why = match self {
            Self::NotWritable { .. } => WhyBrokenOff::NotWritable,
            Self::Full { .. } => WhyBrokenOff::Full,
            Self::PulledOut { .. } => WhyBrokenOff::PulledOut,
            Self::Failing { .. } => WhyBrokenOff::Fails,
            Self::Stopped { .. } => WhyBrokenOff::Stopped,
            Self::Report(_) => WhyBrokenOff::Unreadable,
            Self::NoStick(_)
            | Self::NoFolder(_)
            | Self::SeveralSticks(_)
            | Self::WrongFileSystem { .. }
            | Self::NotMounted { .. }
            | Self::NoDay => return None,
        };
        Some(AuditDetail::ExportBrokenOff { why })
    }
}

/// Megabytes, rounded up: nobody is told that 0 are needed.
fn mb(bytes: u64) -> u64 {
    bytes.div_ceil(MEGABYTE)
}

impl From<StoreError> for ExportError {
    fn from(fault: StoreError) -> Self {
        Self::Report(fault.into())
    }
}

//! What can be wrong with a stick: for the shell in English, at the terminal in its language.

use std::io;
use std::path::PathBuf;

use crate::terminal::report::ReportError;
use crate::terminal::store::detail::WhyBrokenOff;
use crate::terminal::store::{AuditDetail, StoreError};
use crate::words::codes::{FaultCode, report};
use crate::words::export::{self, Text};
use crate::words::{Language, Message};

/// Why the records are not on the stick. Each sentence says what staff can do.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("there is no USB stick under {}: plug one in and wait a few seconds", .0.display())]
    NoStick(PathBuf),
    #[error("more than one USB stick is plugged in: {}: leave one, pull the others", .0.join(", "))]
    SeveralSticks(Vec<String>),
    #[error("the USB stick {device} {}: format it as FAT32 or exFAT, or take another one", holds(.found))]
    WrongFileSystem { device: String, found: Option<String> },
    #[error("the USB stick {device} is plugged in but not mounted: pull it and plug it in again")]
    NotMounted { device: String },
    #[error(
        "the USB stick {name} can't be written ({cause}): slide its lock open, or take another one"
    )]
    NotWritable { name: String, cause: io::Error },
    #[error("the USB stick {name} is full: {} MB are needed, {} MB free: make room, choose fewer days, or take another one", mb(*.needed), .free >> 20)]
    Full { name: String, needed: u64, free: u64 },
    #[error("the USB stick {name} was pulled out before all was on it: plug it in and start again")]
    PulledOut { name: String },
    #[error("the USB stick {name} fails ({cause}): take another one")]
    Failing { name: String, cause: io::Error },
    #[error(
        "the export onto the USB stick {name} was stopped: what it had written is removed again"
    )]
    Stopped { name: String },
    #[error("no business day was chosen: choose at least one")]
    NoDay,
    #[error(transparent)]
    Report(#[from] ReportError),
}

/// At the terminal staff are told in few words, and to call a technician; who gives a command is
/// one, and is told the cause.
impl Message for ExportError {
    fn code(&self) -> FaultCode {
        match self {
            Self::NoStick(_) => report::NO_STICK,
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
        match (self, language) {
            (Self::Report(cause), _) => cause.message(language),
            (fault, Language::English) => fault.to_string(),
            (fault, Language::Chinese) => fault.for_staff(language),
        }
    }

    fn for_staff(&self, language: Language) -> String {
        match self {
            Self::NoStick(_) => Text::NoStick.plain(language),
            Self::SeveralSticks(names) => {
                export::SeveralSticks { sticks: names.join(", ") }.text(language)
            }
            Self::WrongFileSystem { device, .. } => {
                export::WrongFileSystem { stick: device }.text(language)
            }
            Self::NotMounted { device } => export::NotMounted { stick: device }.text(language),
            Self::NotWritable { name, .. } => export::NotWritable { stick: name }.text(language),
            Self::Full { name, needed, free } => {
                let (needed_mb, free_mb) = (mb(*needed), free >> 20);
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
            | Self::SeveralSticks(_)
            | Self::WrongFileSystem { .. }
            | Self::NotMounted { .. }
            | Self::NoDay => return None,
        };
        Some(AuditDetail::ExportBrokenOff { why })
    }
}

fn holds(found: &Option<String>) -> String {
    match found {
        Some(found) => format!("holds {found}, which is not read here"),
        None => "holds nothing that can be read".to_owned(),
    }
}

/// Megabytes, rounded up: nobody is told that 0 are needed.
fn mb(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}

impl From<StoreError> for ExportError {
    fn from(fault: StoreError) -> Self {
        Self::Report(fault.into())
    }
}

//! Why an upload got no further.

use std::sync::Arc;

use crate::terminal::store::StoreError;
use crate::transport::Fault;
use crate::words::codes::{FaultCode, platform};
use crate::words::{Language, Message, display_in_english, fault as words};

/// Why an upload got no further: it is tried again.
#[derive(Debug, Clone, thiserror::Error)]
pub enum UploadFault {
    /// The platform, or the way to it.
    Platform(#[from] Fault),
    /// The database, out of which the records come.
    Store(Arc<StoreError>),
}

display_in_english!(UploadFault);

impl Message for UploadFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Platform(fault) => fault.code(),
            Self::Store(_) => platform::STORE,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Platform(fault) => fault.message(language),
            Self::Store(fault) => words::Store { cause: fault.message(language) }.text(language),
        }
    }
}

impl UploadFault {
    /// What the platform was not reached for, so that any call would have failed.
    pub(super) fn of_the_link(&self) -> Option<&Fault> {
        match self {
            Self::Platform(fault) => Some(fault).filter(|fault| fault.is_link()),
            Self::Store(_) => None,
        }
    }
}

impl From<StoreError> for UploadFault {
    fn from(fault: StoreError) -> Self {
        Self::Store(Arc::new(fault))
    }
}

/// A fault of the store equals itself alone: it is known by where it came from, not by what it says.
impl PartialEq for UploadFault {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Platform(one), Self::Platform(other)) => one == other,
            (Self::Store(one), Self::Store(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Eq for UploadFault {}

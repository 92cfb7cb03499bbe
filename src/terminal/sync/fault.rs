//! Why the worker cannot start.

use crate::terminal::config::SecretError;
use crate::terminal::store::{CredstoreError, StoreError};
use crate::transport::{Fault, RootsError};
use crate::wire::SignatureError;
use crate::words::codes::{FaultCode, program};
use crate::words::{Language, Message, display_in_english, errors, system};

/// Why the worker cannot start.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    Secret(#[from] SecretError),
    Credstore(#[from] CredstoreError),
    Key(#[from] SignatureError),
    Roots(#[from] RootsError),
    /// All roots of `platform.ca` have run out.
    Expired(Fault),
    Store(#[from] StoreError),
    Thread(std::io::Error),
}

display_in_english!(SyncError);

impl Message for SyncError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Secret(cause) => cause.code(),
            Self::Credstore(cause) => cause.code(),
            Self::Key(cause) => cause.code(),
            Self::Roots(cause) => cause.code(),
            Self::Expired(fault) => fault.code(),
            Self::Store(cause) => cause.code(),
            Self::Thread(_) => program::THREAD,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Secret(cause) => {
                errors::PrivateKey { fault: cause.message(language) }.text(language)
            }
            Self::Credstore(cause) => {
                errors::PrivateKey { fault: cause.message(language) }.text(language)
            }
            Self::Key(cause) => {
                errors::PrivateKeyUnfit { fault: cause.message(language) }.text(language)
            }
            Self::Roots(cause) => cause.message(language),
            Self::Expired(fault) => fault.message(language),
            Self::Store(cause) => cause.message(language),
            Self::Thread(cause) => {
                errors::SyncThread { cause: system::io(cause, language) }.text(language)
            }
        }
    }
}

//! Why it was not done.

use crate::terminal::store::{DatabaseKeyError, StoreError};
use crate::terminal::sync::{CatalogueFault, CatalogueSetupFault};
use crate::words::catalogue::{self as words, Text};
use crate::words::codes::{FaultCode, catalogue, program};
use crate::words::{Language, Message, display_in_english, errors, system};

/// Why `hallgate catalogue` did not do all of it.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The configuration has none.
    None,
    NoCinema,
    Setup(#[from] CatalogueSetupFault),
    /// Of these lists, the first's fault.
    NotWhole(Vec<Text>, CatalogueFault),
    Key(#[from] DatabaseKeyError),
    Store(#[from] StoreError),
    Output(#[from] std::io::Error),
}

display_in_english!(CatalogueError);

impl Message for CatalogueError {
    fn code(&self) -> FaultCode {
        match self {
            Self::None => catalogue::NO_CATALOGUE,
            Self::NoCinema => catalogue::NO_CINEMA,
            Self::Setup(cause) => cause.code(),
            Self::NotWhole(_, fault) => fault.code(),
            Self::Key(cause) => cause.code(),
            Self::Store(cause) => cause.code(),
            Self::Output(_) => program::OUTPUT,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::None => Text::NoCatalogue.plain(language),
            Self::NoCinema => Text::NoCinema.plain(language),
            Self::Setup(cause) => cause.message(language),
            Self::NotWhole(lists, fault) => {
                let lists: Vec<_> = lists.iter().map(|list| list.form(language)).collect();
                let lists = lists.join(crate::words::status::Text::Between.form(language));
                words::NotWhole { lists, fault: fault.message(language) }.text(language)
            }
            Self::Key(cause) => {
                errors::DatabaseKey { fault: cause.message(language) }.text(language)
            }
            Self::Store(cause) => cause.message(language),
            Self::Output(cause) => {
                errors::NotWritten { cause: system::io(cause, language) }.text(language)
            }
        }
    }
}

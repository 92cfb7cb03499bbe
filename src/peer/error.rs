//! Why the platform can't do something.

use crate::ticket::{CinemaCode, FilmTicketCode};
use crate::transport::server::ServerError;

/// Why the platform can't do something.
#[derive(Debug, thiserror::Error)]
pub enum PeerError {
    #[error(transparent)]
    Server(#[from] ServerError),
    #[error("the platform's database: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("the platform's database holds JSON that does not read: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the public key of terminal {0:?} is no RSA key in PEM")]
    TerminalKey(String),
    #[error("the private key is no RSA key in PKCS#8 PEM")]
    Key,
    #[error("no key is made: {0}")]
    KeyMaking(#[from] rsa::Error),
    #[error("a cinema's key has 1024 to 4096 bits, not {0}")]
    KeySize(usize),
    #[error("no private key of cinema {0} is here: mint a key for it first")]
    NoMint(CinemaCode),
    #[error("ticket {0} is not printed: an amount is over 999.99")]
    NotPrinted(FilmTicketCode),
    #[error("ticket {0} was sold already")]
    SoldAlready(FilmTicketCode),
    #[error("ticket {0} was not sold here")]
    UnknownTicket(FilmTicketCode),
}

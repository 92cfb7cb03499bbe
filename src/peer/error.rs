//! Why the platform can't do something.

use crate::ticket::{CinemaCode, CodeError, FilmTicketCode};
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
    #[error("the channel has no show {0}")]
    UnknownShow(i64),
    #[error("the channel has no hall {0}")]
    UnknownHall(i64),
    #[error("the channel has no film {0}")]
    UnknownFilm(i64),
    #[error("the channel has no order {0:?}")]
    UnknownOrder(String),
    #[error("order {0} is not issued, so nothing of it can be refunded")]
    NotIssued(String),
    #[error("no ticketing system of cinema {0} is here")]
    NoTicketing(i64),
    #[error("a number of the channel makes no code of a ticket: {0}")]
    Code(#[from] CodeError),
    #[error("nobody may call the channel yet: serve it once")]
    NoChannel,
}

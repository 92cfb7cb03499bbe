//! The ticket information code (specification §5.1.2): its 115-byte layout, message recovery
//! with a cinema's public key, and the two ways it is shown: printed, and as an e-ticket's URL.
//!
//! Pure: knows nothing of files, clocks, stores or cameras.

mod codes;
mod layout;
#[cfg(any(test, feature = "peer"))]
pub mod mint;
pub mod outline;
mod power;
mod recover;
mod text;

pub use codes::{
    CinemaCode, CodeError, Fen, FilmCode, FilmTicketCode, ScreenCode, SeatCode, SessionCode,
};
pub use layout::{LayoutError, MESSAGE_LEN, Ticket};
pub use power::{PublicOperation, unpadded};
pub use recover::{CinemaKey, KeyError};
pub use text::{Electronic, ShownAt, TextError, TicketText, UrlParams};

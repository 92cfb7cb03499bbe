//! Making tickets as a cinema's ticketing system does: for the platform's trials, the demo and
//! tests. Not in the device build.

use base64::prelude::{BASE64_STANDARD, Engine};
use rsa::{Pkcs1v15Sign, RsaPrivateKey};

use super::codes::CinemaCode;
use super::layout::Ticket;

/// The text that a printed ticket's QR code holds. None where an amount does not fit its field
/// or the key is below 1024 bits.
pub fn printed(cinema: CinemaCode, ticket: &Ticket, key: &RsaPrivateKey) -> Option<String> {
    let message = ticket.encode()?;
    let block =
        key.sign_with_rng(&mut rand::rngs::OsRng, Pkcs1v15Sign::new_unprefixed(), &message).ok()?;
    Some(format!("{cinema}{}", BASE64_STANDARD.encode(block)))
}

/// The URL that an e-ticket's QR code holds: `base?c=…&t=…`.
pub fn electronic(base: &str, printed: &str, shown_at: jiff::Timestamp) -> String {
    let code = printed.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    format!("{base}?c={code}&t={}", shown_at.as_second())
}

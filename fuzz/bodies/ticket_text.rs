//! A scanned text, and all that is made of it before a key vouches for it.

use std::sync::LazyLock;

use hallgate::clock::wire_time;
use hallgate::ticket::{CinemaKey, MESSAGE_LEN, Ticket, TicketText, UrlParams};

/// The public half of the key `rsa1024` in `tests/vectors/openssl.json`, which was made for tests.
const KEY: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDJ62+8CwpQCYwE+YQfzTSSMYBOOWMmvX6rvmCg/aftMAtV\
                   mMC2yCkMcu2Ut1MIshPmZmejihiIMTgI/TiEb5NfZ4vHQ3Za9avIEu5OhlifLnf3v89pqTelHyw5CXnkGqQl\
                   A2e12sA/uSlvsPMXZerdbMY18xkzwpUgUstnFDrrjQIDAQAB";

static CINEMA: LazyLock<Option<CinemaKey>> = LazyLock::new(|| CinemaKey::parse(KEY).ok());

/// Reads the bytes as a text, as a key and as a message. Returns the ticket, if the text is one
/// that the key vouches for.
///
/// A text has one canonical form, which reads as the same; a ticket that reads and can be written
/// reads the same again.
pub fn run(bytes: &[u8]) -> Option<Ticket> {
    let text = String::from_utf8_lossy(bytes);
    let other = CinemaKey::parse(&text).or_else(|_| CinemaKey::from_der(bytes)).ok();
    if let Some(key) = &other {
        assert_eq!(CinemaKey::from_der(&key.to_der()).as_ref(), Ok(key));
    }
    if let Some(message) = bytes.first_chunk::<MESSAGE_LEN>() {
        layout(message);
    }
    let named = UrlParams { code: "ticket".into(), time: String::new() };
    let _ = TicketText::parse(&text, &named);
    let read = TicketText::parse(&text, &UrlParams::default()).ok()?;
    let again = TicketText::parse(&read.canonical(), &UrlParams::default());
    let again = again.expect("the canonical form reads");
    assert_eq!((again.cinema_code, &again.block), (read.cinema_code, &read.block));
    assert_eq!(again.canonical(), read.canonical());
    if let Some(message) = other.and_then(|key| key.recover(&read.block)) {
        layout(&message);
    }
    CINEMA
        .as_ref()
        .expect("the key reads")
        .recover(&read.block)
        .and_then(|message| layout(&message))
}

fn layout(message: &[u8; MESSAGE_LEN]) -> Option<Ticket> {
    let ticket = Ticket::decode(message).ok()?;
    assert_eq!(wire_time(ticket.show_time).len(), 19);
    if let Some(written) = ticket.encode() {
        assert_eq!(Ticket::decode(&written).as_ref(), Ok(&ticket));
    }
    Some(ticket)
}

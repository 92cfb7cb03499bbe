//! The 107 encrypted bytes of the ticket information code (§5.1.2, table 1).

use jiff::civil::DateTime;

use super::codes::{CodeError, Fen, FilmCode, FilmTicketCode, ScreenCode, SeatCode, SessionCode};
use crate::clock::{parse_wire_time, wire_time};

/// Bytes of the message that the cinema's key covers.
pub const MESSAGE_LEN: usize = 107;

/// Widths of the fields, in their order.
const FIELDS: [(&str, usize); 8] = [
    ("film ticket code", 16),
    ("screen code", 16),
    ("film code", 12),
    ("session code", 16),
    ("show time", 19),
    ("seat code", 16),
    ("price", 6),
    ("service fee", 6),
];

/// A ticket as the cinema signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    pub film_ticket_code: FilmTicketCode,
    pub screen_code: ScreenCode,
    pub film_code: FilmCode,
    pub session_code: SessionCode,
    /// China Standard Time; the text carries no zone.
    pub show_time: DateTime,
    pub seat_code: SeatCode,
    pub price: Fen,
    pub service_fee: Fen,
}

/// Which field of a genuine message does not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    #[error("the {field} {cause}")]
    Code { field: &'static str, cause: CodeError },
    #[error("the show time is no date and time")]
    ShowTime,
}

impl Ticket {
    /// Reads the message.
    pub fn decode(message: &[u8; MESSAGE_LEN]) -> Result<Self, LayoutError> {
        let mut rest = &message[..];
        let mut fields = FIELDS.iter().map(|(field, width)| {
            let (head, tail) = rest.split_at(*width);
            rest = tail;
            (*field, head)
        });
        let mut next = || fields.next().unwrap_or(("end", &[]));
        Ok(Self {
            film_ticket_code: code(next(), FilmTicketCode::from_bytes)?,
            screen_code: code(next(), ScreenCode::from_bytes)?,
            film_code: code(next(), FilmCode::from_bytes)?,
            session_code: code(next(), SessionCode::from_bytes)?,
            show_time: time(next().1)?,
            seat_code: code(next(), SeatCode::from_bytes)?,
            price: code(next(), amount)?,
            service_fee: code(next(), amount)?,
        })
    }

    /// Writes the message. An amount over 999.99 yuan does not fit its field.
    pub fn encode(&self) -> Option<[u8; MESSAGE_LEN]> {
        let amount = |fen: Fen| (fen.0 < 100_000).then(|| format!("{:0>6}", fen.to_string()));
        let text = [
            self.film_ticket_code.as_str(),
            self.screen_code.as_str(),
            self.film_code.as_str(),
            self.session_code.as_str(),
            &wire_time(self.show_time),
            self.seat_code.as_str(),
            &amount(self.price)?,
            &amount(self.service_fee)?,
        ]
        .concat();
        text.as_bytes().try_into().ok()
    }
}

fn code<T>(
    (field, bytes): (&'static str, &[u8]),
    read: impl Fn(&[u8]) -> Result<T, CodeError>,
) -> Result<T, LayoutError> {
    read(bytes).map_err(|cause| LayoutError::Code { field, cause })
}

fn amount(bytes: &[u8]) -> Result<Fen, CodeError> {
    let filled = super::codes::filled::<6>(bytes)?;
    Fen::from_decimal(std::str::from_utf8(&filled).map_err(|_| CodeError::Character)?)
}

fn time(bytes: &[u8]) -> Result<DateTime, LayoutError> {
    std::str::from_utf8(bytes).ok().and_then(parse_wire_time).ok_or(LayoutError::ShowTime)
}

//! Come in: where to sit, what is on, when it starts.

use super::{Setting, Sheet, written};
use crate::terminal::door::ShownTicket;
use crate::terminal::screen::colour::Tone;
use crate::terminal::screen::sign;
use crate::words::screen::Text;

pub fn sheet(ticket: &ShownTicket, reopened: bool, setting: Setting) -> Sheet {
    let headline = if reopened { Text::Reopened } else { Text::Admitted };
    let seat = ticket.seat.map(|(row, column)| {
        Text::Seat.with(setting.language, &[&row.to_string(), &column.to_string()])
    });
    let hall = setting.hall(ticket);
    // The seat is what a visitor still has to find; the hall is the one they stand before.
    let (fact, hall) = match seat {
        Some(seat) => (seat, Some(hall)),
        None => (hall, None),
    };
    // Told at the first time; when the gate opens again only the way counts.
    let (start, film) = match reopened {
        false => (Some(setting.timed(Text::Starts, ticket.show_time)), written(&ticket.film_name)),
        true => (None, None),
    };
    Sheet {
        advice: reopened.then(|| setting.text(Text::ReopenedAdvice)).into_iter().collect(),
        brief: fact.clone(),
        fact: Some(fact),
        lines: [hall, start].into_iter().flatten().collect(),
        film,
        ..Sheet::of(Tone::Admit, sign::tick, setting.text(headline))
    }
}

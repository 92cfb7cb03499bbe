//! Come in: where to sit, what is on, when it starts.

use super::{Setting, Sheet, written};
use crate::door::ShownTicket;
use crate::screen::colour::Tone;
use crate::screen::sign;
use crate::screen::text::Text;

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
    let lines =
        [hall, written(&ticket.film_name), Some(setting.timed(Text::Starts, ticket.show_time))];
    Sheet {
        advice: reopened.then(|| setting.text(Text::ReopenedAdvice)).into_iter().collect(),
        fact: Some(fact),
        lines: lines.into_iter().flatten().collect(),
        ..Sheet::of(Tone::Admit, sign::tick, setting.text(headline))
    }
}

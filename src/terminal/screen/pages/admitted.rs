//! Come in: where to sit, what is on, when it starts.

use super::{hall, starts, written};
use crate::terminal::door::{Reason, RefusalDetail, ShownTicket};
use crate::terminal::presentation::{Poster, Scope};
use crate::terminal::reasons::{self, ReasonRow};

pub fn poster(ticket: &ShownTicket, reopened: bool, scope: Scope) -> Poster {
    let reason = if reopened { Reason::Reopened } else { Reason::Ok };
    let ReasonRow { tone, sign, headline, advice, .. } = reasons::row(reason, RefusalDetail::None);
    let seat = ticket.seat.map(|seat| scope.seat(seat));
    let hall = hall(scope, ticket);
    // The seat is what a visitor still has to find; the hall is the one they stand before.
    let (fact, hall) = match seat {
        Some(seat) => (seat, Some(hall)),
        None => (hall, None),
    };
    // Told at the first time; when the gate opens again only the way counts.
    let (start, film) = match reopened {
        false => (Some(starts(scope, ticket)), written(&ticket.film_name)),
        true => (None, None),
    };
    Poster {
        advice: reopened.then(|| scope.text(advice)).into_iter().collect(),
        brief: fact.clone(),
        fact: Some(fact),
        lines: [hall, start].into_iter().flatten().collect(),
        film,
        ..Poster::new(tone, sign, scope.text(headline))
    }
}

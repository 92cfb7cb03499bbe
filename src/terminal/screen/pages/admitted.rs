//! Come in: where to sit, what is on, when it starts.

use super::{hall, starts, written};
use crate::terminal::door::{Reason, RefusalDetail, ShownTicket};
use crate::terminal::presentation::{Poster, Scope};
use crate::terminal::reasons::{self, ReasonRow};

pub fn poster(ticket: &ShownTicket, reopened: bool, scope: Scope) -> Poster {
    let reason = if reopened { Reason::Reopened } else { Reason::Ok };
    let ReasonRow { tone, sign, headline, advice, .. } = reasons::row(reason, RefusalDetail::None);
    let seat = ticket.seat.map(|seat| scope.seat(seat));
    // The seat is what a visitor still has to find; the hall is the one they stand before.
    let mut facts = seat.into_iter().chain(hall(ticket)).chain([starts(scope, ticket)]);
    let fact = facts.next().unwrap_or_default();
    let mut lines: Vec<String> = facts.collect();
    // Told at the first time; when the gate opens again only the way counts.
    let film = if reopened { None } else { written(&ticket.film_name) };
    if reopened {
        lines.pop();
    }
    Poster {
        advice: reopened.then(|| scope.text(advice)).into_iter().collect(),
        brief: fact.clone(),
        fact: Some(fact),
        lines,
        film,
        ..Poster::new(tone, sign, scope.text(headline))
    }
}

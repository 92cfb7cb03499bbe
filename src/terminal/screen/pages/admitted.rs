//! Come in: where to sit, at a lobby which hall; below, the hall and how soon it starts.

use super::{hall, starts, until};
use crate::terminal::door::{Reason, RefusalDetail, ShownTicket};
use crate::terminal::presentation::{Foot, Hero, Phrase, Poster, Scope};
use crate::terminal::reasons::{self, ReasonRow};

pub fn poster(ticket: &ShownTicket, reopened: bool, scope: Scope) -> Poster {
    let reason = if reopened { Reason::Reopened } else { Reason::Ok };
    let ReasonRow { tone, sign, headline, more, .. } = reasons::row(reason, RefusalDetail::None);
    let seat = ticket.seat.map(|seat| Phrase::own(scope.seat(seat)));
    let hall = hall(ticket);
    // The hall is the one that they stand before; at a lobby it is what they still have to find.
    let facts = if ticket.lobby { [hall, seat] } else { [seat, hall] };
    let start = Phrase::own(starts(scope, ticket));
    let mut facts = facts.into_iter().flatten().chain([start]);
    let hero = facts.next().unwrap_or_default();
    let mut rest: Vec<Phrase> = facts.collect();
    let lead = match more {
        // When the gate opens again only the way counts.
        Some(more) => {
            rest.pop();
            scope.own(more)
        }
        None => {
            rest.extend(until(scope, ticket).map(Phrase::own));
            if rest.is_empty() { Phrase::default() } else { rest.remove(0) }
        }
    };
    Poster {
        brief: hero.words.clone(),
        hero: Some(Hero::new(hero)),
        foot: Foot { lead, rest },
        ..Poster::new(tone, sign, scope.text(headline))
    }
}

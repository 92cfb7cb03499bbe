//! Not this time: why, and what to do, by the table of [`crate::terminal::reasons`].

use super::{hall, starts, written};
use crate::terminal::door::{Reason, RefusalDetail, ShownTicket};
use crate::terminal::presentation::{Poster, Scope};
use crate::terminal::reasons::{self, ReasonRow};
use crate::words::screen::{self, Text};

pub fn poster(
    reason: Reason,
    detail: RefusalDetail,
    ticket: Option<&ShownTicket>,
    scope: Scope,
) -> Poster {
    let row = if reason.admits() { reasons::UNEXPECTED } else { reasons::row(reason, detail) };
    let ReasonRow { tone, sign, headline, advice, brief, .. } = row;
    let mut poster = Poster {
        advice: vec![scope.text(advice)],
        fact: match detail {
            RefusalDetail::AdmittedAt(at) => {
                Some(scope.say(screen::AdmittedAt { time: scope.time(at) }))
            }
            RefusalDetail::OpensAt(at) => Some(scope.say(screen::OpensAt { time: scope.time(at) })),
            RefusalDetail::ClosedAt(at) => {
                Some(scope.say(screen::ClosedAt { time: scope.time(at) }))
            }
            RefusalDetail::None
            | RefusalDetail::NoKeys
            | RefusalDetail::KeysUntried
            | RefusalDetail::PlainCode => None,
        },
        brief: scope.text(brief),
        ..Poster::new(tone, sign, scope.text(headline))
    };
    if let Some(fact) = &poster.fact {
        poster.brief.clone_from(fact);
    }
    let Some(ticket) = ticket else { return poster };
    if reason == Reason::WrongHall {
        match hall(ticket) {
            Some(hall) => {
                poster.brief.clone_from(&hall);
                poster.fact = Some(hall);
            }
            // Nobody knows what the hall is called: the ticket says it.
            None => {
                poster.advice = vec![scope.text(Text::HallOnTicketAdvice)];
                poster.brief = scope.text(Text::HallOnTicketBrief);
            }
        }
    }
    // The show's time where time or place is the matter, else which ticket is meant.
    if matches!(reason, Reason::WrongHall | Reason::TooEarly | Reason::Expired) {
        poster.lines.push(starts(scope, ticket));
    } else {
        poster.film = written(&ticket.film_name);
    }
    poster
}

//! Not this time: why, and what decides it or what to do, by the table of [`crate::terminal::reasons`].

use jiff::civil::DateTime;

use super::{hall, starts, written};
use crate::terminal::door::{Reason, RefusalDetail, ShownTicket};
use crate::terminal::presentation::{Foot, Hero, MAY_END, Phrase, Poster, Scope};
use crate::terminal::reasons::{self, ReasonRow};
use crate::words::screen::{self, Text};

pub fn poster(
    reason: Reason,
    detail: RefusalDetail,
    ticket: Option<&ShownTicket>,
    scope: Scope,
) -> Poster {
    let row = if reason.admits() { reasons::UNEXPECTED } else { reasons::row(reason, detail) };
    let ReasonRow { tone, sign, headline, advice, more, .. } = row;
    let moment = moment(detail, scope);
    let lead = match (&moment, more) {
        // Only what comes by itself needs nobody.
        (Some(_), _) if reason != Reason::TooEarly => scope.own(Text::AskStaff),
        (_, Some(more)) => scope.own(more),
        (..) => Phrase::default(),
    };
    let door = ticket.and_then(|ticket| ticket.admitted_at.as_ref());
    let hero = moment.unwrap_or_else(|| Hero::new(scope.own(advice)));
    let rest = match (door, ticket) {
        (Some(door), _) => vec![Phrase::own(scope.say(screen::AtDoor { door }))],
        (None, Some(ticket)) => which(reason, ticket, &hero, scope),
        (None, None) => Vec::new(),
    };
    let mut poster = Poster {
        brief: match (detail, door) {
            (RefusalDetail::AdmittedElsewhere(at), Some(door)) => {
                [scope.clock(at), door.clone()].join(" ")
            }
            _ => brief(&hero),
        },
        hero: Some(hero),
        foot: Foot { lead: without_ends(lead), rest },
        ..Poster::new(tone, sign, scope.text(headline))
    };
    if reason == Reason::WrongHall
        && let Some(hall) = ticket.and_then(hall)
    {
        poster.headline = scope.text(Text::GoTo);
        poster.brief.clone_from(&hall.words);
        poster.hero = Some(Hero { arrow: true, ..Hero::new(hall) });
        poster.foot.lead = scope.own(headline);
    }
    poster
}

/// The time that decides.
fn moment(detail: RefusalDetail, scope: Scope) -> Option<Hero> {
    let hero = |at: DateTime, words: String| Hero {
        day: (scope.today() != Some(at.date())).then(|| scope.date(at.date())),
        ..Hero::new(Phrase::own(words))
    };
    match detail {
        RefusalDetail::AdmittedAt(at) | RefusalDetail::AdmittedElsewhere(at) => {
            Some(hero(at, scope.say(screen::AdmittedAt { time: scope.clock(at) })))
        }
        RefusalDetail::OpensAt(at) => {
            Some(hero(at, scope.say(screen::OpensAt { time: scope.clock(at) })))
        }
        RefusalDetail::ClosedAt(at) => {
            Some(hero(at, scope.say(screen::ClosedAt { time: scope.clock(at) })))
        }
        RefusalDetail::None
        | RefusalDetail::NoKeys
        | RefusalDetail::KeysUntried
        | RefusalDetail::PlainCode => None,
    }
}

/// Which ticket is meant: by its time where time or place is the matter, else by seat or film.
fn which(reason: Reason, ticket: &ShownTicket, hero: &Hero, scope: Scope) -> Vec<Phrase> {
    // The day stands above the time already.
    if hero.day == Some(scope.date(ticket.show_time.date())) {
        let time = scope.clock(ticket.show_time);
        return vec![Phrase::own(scope.say(screen::Starts { time }))];
    }
    if matches!(reason, Reason::WrongHall | Reason::TooEarly | Reason::Expired) {
        return vec![Phrase::own(starts(scope, ticket))];
    }
    let seat = ticket.seat.map(|seat| Phrase::own(scope.seat(seat)));
    seat.or_else(|| written(&ticket.film_name)).into_iter().collect()
}

fn brief(hero: &Hero) -> String {
    let words = hero.words.words.replace(MAY_END, "");
    hero.day.iter().cloned().chain([words]).collect::<Vec<_>>().join(" ")
}

fn without_ends(phrase: Phrase) -> Phrase {
    Phrase { words: phrase.words.replace(MAY_END, ""), ..phrase }
}

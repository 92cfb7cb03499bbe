//! Not this time: why, and what to do. Red where the ticket is the cause, amber where the visitor
//! only has to wait, go elsewhere or turn to staff.

use super::{hall, timed, written};
use crate::terminal::door::{Detail, Reason, ShownTicket};
use crate::terminal::presentation::{Poster, Scope, Sign, Tone};
use crate::words::screen::Text;

pub fn poster(
    reason: Reason,
    detail: Detail,
    ticket: Option<&ShownTicket>,
    scope: Scope,
) -> Poster {
    let (tone, sign, headline, advice, brief) = wording(reason, detail);
    let mut poster = Poster {
        advice: vec![scope.text(advice)],
        fact: match detail {
            Detail::AdmittedAt(at) => Some(timed(scope, Text::AdmittedAt, at)),
            Detail::OpensAt(at) => Some(timed(scope, Text::OpensAt, at)),
            Detail::ClosedAt(at) => Some(timed(scope, Text::ClosedAt, at)),
            Detail::None | Detail::NoKeys | Detail::KeysUntried | Detail::PlainCode => None,
        },
        brief: scope.text(brief),
        ..Poster::new(tone, sign, scope.text(headline))
    };
    if let Some(fact) = &poster.fact {
        poster.brief.clone_from(fact);
    }
    let Some(ticket) = ticket else { return poster };
    if reason == Reason::WrongHall {
        poster.brief = hall(scope, ticket);
        poster.fact = Some(poster.brief.clone());
    }
    // The show's time where time or place is the matter, else which ticket is meant.
    if matches!(reason, Reason::WrongHall | Reason::TooEarly | Reason::Expired) {
        poster.lines.push(timed(scope, Text::Starts, ticket.show_time));
    } else {
        poster.film = written(&ticket.film_name);
    }
    poster
}

/// Tone, sign, headline, advice and the briefest advice of each reason.
fn wording(reason: Reason, detail: Detail) -> (Tone, Sign, Text, Text, Text) {
    use Tone::{Caution, Refuse};
    match (reason, detail) {
        (Reason::Forged, Detail::NoKeys) => {
            (Caution, Sign::Warning, Text::NoKeys, Text::NoKeysAdvice, Text::AskStaffBrief)
        }
        (Reason::Forged, Detail::KeysUntried) => (
            Caution,
            Sign::Warning,
            Text::KeysUntried,
            Text::KeysUntriedAdvice,
            Text::AskStaffBrief,
        ),
        (Reason::StaleEticket, Detail::PlainCode) => {
            (Caution, Sign::Reload, Text::PlainCode, Text::PlainCodeAdvice, Text::PlainCodeBrief)
        }
        (Reason::Malformed, _) => {
            (Refuse, Sign::Cross, Text::Malformed, Text::MalformedAdvice, Text::MalformedBrief)
        }
        (Reason::WrongCinema, _) => (
            Refuse,
            Sign::Cross,
            Text::WrongCinema,
            Text::WrongCinemaAdvice,
            Text::WrongCinemaBrief,
        ),
        (Reason::StaleEticket, _) => (
            Caution,
            Sign::Reload,
            Text::StaleEticket,
            Text::StaleEticketAdvice,
            Text::StaleEticketBrief,
        ),
        (Reason::Forged, _) => {
            (Refuse, Sign::Cross, Text::Forged, Text::ForgedAdvice, Text::AskStaffBrief)
        }
        (Reason::WrongHall, _) => {
            (Caution, Sign::Place, Text::WrongHall, Text::WrongHallAdvice, Text::WrongHallAdvice)
        }
        (Reason::AlreadyChecked, _) => (
            Refuse,
            Sign::Cross,
            Text::AlreadyChecked,
            Text::AlreadyCheckedAdvice,
            Text::AskStaffBrief,
        ),
        (Reason::Refunded, _) => {
            (Refuse, Sign::Cross, Text::Refunded, Text::RefundedAdvice, Text::AskStaffBrief)
        }
        (Reason::Expired, _) => {
            (Refuse, Sign::Cross, Text::Expired, Text::ExpiredAdvice, Text::AskStaffBrief)
        }
        (Reason::TooEarly, _) => {
            (Caution, Sign::Clock, Text::TooEarly, Text::TooEarlyAdvice, Text::CheckingBrief)
        }
        (Reason::PlatformRequired, _) => (
            Caution,
            Sign::Reload,
            Text::PlatformRequired,
            Text::PlatformRequiredAdvice,
            Text::PlatformRequiredBrief,
        ),
        (Reason::NotRecorded, _) => (
            Caution,
            Sign::Warning,
            Text::NotRecorded,
            Text::NotRecordedAdvice,
            Text::AskStaffBrief,
        ),
        // Never refused for these; should it happen, staff decides.
        (Reason::Ok | Reason::Reopened, _) => {
            (Caution, Sign::Warning, Text::Unexpected, Text::UnexpectedAdvice, Text::AskStaffBrief)
        }
    }
}

//! Not this time: why, and what to do. Red where the ticket is the cause, amber where the visitor
//! only has to wait, go elsewhere or turn to staff.

use super::{Setting, Sheet, written};
use crate::terminal::door::{Detail, Reason, ShownTicket};
use crate::terminal::screen::colour::Tone;
use crate::terminal::screen::sign::{self, Sign};
use crate::words::screen::Text;

pub fn sheet(
    reason: Reason,
    detail: Detail,
    ticket: Option<&ShownTicket>,
    setting: Setting,
) -> Sheet {
    let (tone, sign, headline, advice, brief) = wording(reason, detail);
    let mut sheet = Sheet {
        advice: vec![setting.text(advice)],
        fact: match detail {
            Detail::AdmittedAt(at) => Some(setting.timed(Text::AdmittedAt, at)),
            Detail::OpensAt(at) => Some(setting.timed(Text::OpensAt, at)),
            Detail::ClosedAt(at) => Some(setting.timed(Text::ClosedAt, at)),
            Detail::None | Detail::NoKeys | Detail::KeysUntried | Detail::PlainCode => None,
        },
        brief: setting.text(brief),
        ..Sheet::of(tone, sign, setting.text(headline))
    };
    if let Some(fact) = &sheet.fact {
        sheet.brief.clone_from(fact);
    }
    let Some(ticket) = ticket else { return sheet };
    if reason == Reason::WrongHall {
        sheet.brief = setting.hall(ticket);
        sheet.fact = Some(sheet.brief.clone());
    }
    // The show's time where time or place is the matter, else which ticket is meant.
    if matches!(reason, Reason::WrongHall | Reason::TooEarly | Reason::Expired) {
        sheet.lines.push(setting.timed(Text::Starts, ticket.show_time));
    } else {
        sheet.film = written(&ticket.film_name);
    }
    sheet
}

/// Tone, sign, headline, advice and the briefest advice of each reason.
fn wording(reason: Reason, detail: Detail) -> (Tone, Sign, Text, Text, Text) {
    use Tone::{Caution, Refuse};
    match (reason, detail) {
        (Reason::Forged, Detail::NoKeys) => {
            (Caution, sign::warning, Text::NoKeys, Text::NoKeysAdvice, Text::AskStaffBrief)
        }
        (Reason::Forged, Detail::KeysUntried) => (
            Caution,
            sign::warning,
            Text::KeysUntried,
            Text::KeysUntriedAdvice,
            Text::AskStaffBrief,
        ),
        (Reason::StaleEticket, Detail::PlainCode) => {
            (Caution, sign::reload, Text::PlainCode, Text::PlainCodeAdvice, Text::PlainCodeBrief)
        }
        (Reason::Malformed, _) => {
            (Refuse, sign::cross, Text::Malformed, Text::MalformedAdvice, Text::MalformedBrief)
        }
        (Reason::WrongCinema, _) => (
            Refuse,
            sign::cross,
            Text::WrongCinema,
            Text::WrongCinemaAdvice,
            Text::WrongCinemaBrief,
        ),
        (Reason::StaleEticket, _) => (
            Caution,
            sign::reload,
            Text::StaleEticket,
            Text::StaleEticketAdvice,
            Text::StaleEticketBrief,
        ),
        (Reason::Forged, _) => {
            (Refuse, sign::cross, Text::Forged, Text::ForgedAdvice, Text::AskStaffBrief)
        }
        (Reason::WrongHall, _) => {
            (Caution, sign::place, Text::WrongHall, Text::WrongHallAdvice, Text::WrongHallAdvice)
        }
        (Reason::AlreadyChecked, _) => (
            Refuse,
            sign::cross,
            Text::AlreadyChecked,
            Text::AlreadyCheckedAdvice,
            Text::AskStaffBrief,
        ),
        (Reason::Refunded, _) => {
            (Refuse, sign::cross, Text::Refunded, Text::RefundedAdvice, Text::AskStaffBrief)
        }
        (Reason::Expired, _) => {
            (Refuse, sign::cross, Text::Expired, Text::ExpiredAdvice, Text::AskStaffBrief)
        }
        (Reason::TooEarly, _) => {
            (Caution, sign::clock, Text::TooEarly, Text::TooEarlyAdvice, Text::CheckingBrief)
        }
        (Reason::PlatformRequired, _) => (
            Caution,
            sign::reload,
            Text::PlatformRequired,
            Text::PlatformRequiredAdvice,
            Text::PlatformRequiredBrief,
        ),
        (Reason::NotRecorded, _) => (
            Caution,
            sign::warning,
            Text::NotRecorded,
            Text::NotRecordedAdvice,
            Text::AskStaffBrief,
        ),
        // Never refused for these; should it happen, staff decides.
        (Reason::Ok | Reason::Reopened, _) => {
            (Caution, sign::warning, Text::Unexpected, Text::UnexpectedAdvice, Text::AskStaffBrief)
        }
    }
}

//! Not this time: why, and what to do. Red where the ticket is the cause, amber where the visitor
//! only has to wait, go elsewhere or turn to staff.

use super::{Setting, Sheet, written};
use crate::door::{Detail, Reason, ShownTicket};
use crate::screen::colour::Tone;
use crate::screen::sign::{self, Sign};
use crate::screen::text::Text;

pub fn sheet(
    reason: Reason,
    detail: Detail,
    ticket: Option<&ShownTicket>,
    setting: Setting,
) -> Sheet {
    let (tone, sign, headline, advice) = wording(reason, detail);
    let mut sheet = Sheet {
        advice: vec![setting.text(advice)],
        ..Sheet::of(tone, sign, setting.text(headline))
    };
    sheet.fact = match (reason, detail, ticket) {
        (Reason::WrongHall, _, Some(ticket)) => Some(setting.hall(ticket)),
        (_, Detail::OpensAt(at), _) => Some(setting.timed(Text::OpensAt, at)),
        _ => None,
    };
    sheet.lines.extend(match detail {
        Detail::AdmittedAt(at) => Some(setting.timed(Text::AdmittedAt, at)),
        Detail::ClosedAt(at) => Some(setting.timed(Text::ClosedAt, at)),
        Detail::None | Detail::OpensAt(_) | Detail::NoKeys => None,
    });
    if let Some(ticket) = ticket {
        sheet.lines.extend(written(&ticket.film_name));
        if matches!(reason, Reason::WrongHall | Reason::TooEarly | Reason::Expired) {
            sheet.lines.push(setting.timed(Text::Starts, ticket.show_time));
        }
    }
    sheet
}

/// Tone, sign, headline and advice of each reason.
fn wording(reason: Reason, detail: Detail) -> (Tone, Sign, Text, Text) {
    use Tone::{Caution, Refuse};
    match (reason, detail) {
        (Reason::Forged, Detail::NoKeys) => {
            (Caution, sign::warning, Text::NoKeys, Text::NoKeysAdvice)
        }
        (Reason::Malformed, _) => (Refuse, sign::cross, Text::Malformed, Text::MalformedAdvice),
        (Reason::WrongCinema, _) => {
            (Refuse, sign::cross, Text::WrongCinema, Text::WrongCinemaAdvice)
        }
        (Reason::StaleEticket, _) => {
            (Caution, sign::reload, Text::StaleEticket, Text::StaleEticketAdvice)
        }
        (Reason::Forged, _) => (Refuse, sign::cross, Text::Forged, Text::ForgedAdvice),
        (Reason::WrongHall, _) => (Caution, sign::place, Text::WrongHall, Text::WrongHallAdvice),
        (Reason::AlreadyChecked, _) => {
            (Refuse, sign::cross, Text::AlreadyChecked, Text::AlreadyCheckedAdvice)
        }
        (Reason::Refunded, _) => (Refuse, sign::cross, Text::Refunded, Text::RefundedAdvice),
        (Reason::Expired, _) => (Refuse, sign::cross, Text::Expired, Text::ExpiredAdvice),
        (Reason::TooEarly, _) => (Caution, sign::clock, Text::TooEarly, Text::TooEarlyAdvice),
        (Reason::PlatformRequired, _) => {
            (Caution, sign::reload, Text::PlatformRequired, Text::PlatformRequiredAdvice)
        }
        (Reason::NotRecorded, _) => {
            (Caution, sign::warning, Text::NotRecorded, Text::NotRecordedAdvice)
        }
        // Never refused for these; should it happen, staff decides.
        (Reason::Ok | Reason::Reopened, _) => {
            (Caution, sign::warning, Text::Unexpected, Text::UnexpectedAdvice)
        }
    }
}

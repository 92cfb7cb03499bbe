//! A ticket whose code can't be read and whose number staff have typed: by the platform's word it is a
//! ticket, and it is judged by the rules for one that is scanned.

use super::case::Case;
use super::{Door, Elsewhere, Page, Reason, RefusalDetail, rules};
use crate::clock::{Now, china_civil};
use crate::terminal::store::{Facts, Recollection};
use crate::ticket::{CinemaCode, SeatCode, Ticket};
use crate::wire::calls::TicketInfo;

/// A ticket as the platform tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedTicket {
    cinema: Option<CinemaCode>,
    pub ticket: Ticket,
    pub facts: Facts,
}

impl TypedTicket {
    /// None: hall, session, start or one of the statuses is not told, without which nobody can judge it.
    pub fn from_reply(info: TicketInfo, fetched_at: jiff::Timestamp) -> Option<Self> {
        if !info.decides() {
            return None;
        }
        let ticket = Ticket {
            film_ticket_code: info.film_ticket_code,
            screen_code: info.screen_code?,
            film_code: info.film_code?,
            session_code: info.session_code?,
            show_time: info.start_time?,
            // The platform tells row and column instead, which stand among the facts.
            seat_code: SeatCode::from_bytes(&[b'0'; SeatCode::WIDTH]).ok()?,
            price: info.price.unwrap_or_default(),
            service_fee: info.service.unwrap_or_default(),
        };
        let cinema = info.cinema_code;
        Some(Self { cinema, ticket, facts: Facts::from_reply(info, None, fetched_at) })
    }
}

impl Door {
    /// The verdict on a ticket that staff have typed, as a visitor would be told it. `known` is what the
    /// store remembers of it; none: it does not read. `elsewhere`: what the other doors say of it.
    pub fn judge_typed(
        &self,
        now: Now,
        typed: &TypedTicket,
        known: Option<Recollection>,
        elsewhere: Option<Elsewhere>,
    ) -> Page {
        let refused = match (&known, elsewhere) {
            (None, _) => Some((Reason::NotRecorded, RefusalDetail::None)),
            (_, Some(it)) => {
                let detail = RefusalDetail::AdmittedElsewhere(china_civil(it.at));
                Some((Reason::AlreadyChecked, detail))
            }
            (Some(known), None) => self.refuse_typed(now, typed, known),
        };
        let known = Recollection { facts: Some(typed.facts.clone()), ..known.unwrap_or_default() };
        let mut case = Case::typed(typed.ticket.clone(), known);
        case.elsewhere = elsewhere;
        let ticket = case.shown(&self.rules);
        match (refused, ticket) {
            (None, Some(ticket)) => Page::Admitted { ticket, reopened: false },
            (refused, ticket) => {
                let (reason, detail) = refused.unwrap_or((Reason::Malformed, RefusalDetail::None));
                Page::Refused { reason, detail, ticket }
            }
        }
    }

    fn refuse_typed(
        &self,
        now: Now,
        typed: &TypedTicket,
        known: &Recollection,
    ) -> Option<(Reason, RefusalDetail)> {
        let (rules, ticket) = (&self.rules, &typed.ticket);
        if typed.cinema.is_some_and(|cinema| cinema != rules.cinema) {
            return Some((Reason::WrongCinema, RefusalDetail::None));
        }
        if rules::is_elsewhere(ticket, rules) {
            return Some((Reason::WrongHall, RefusalDetail::None));
        }
        if let Some(at) = known.earlier.map(|earlier| earlier.at).or(known.by_hand) {
            return Some((Reason::AlreadyChecked, RefusalDetail::AdmittedAt(china_civil(at))));
        }
        let (facts, show) = (Some(&typed.facts), known.show.as_ref());
        rules::refuse_known(ticket, facts, show, true, rules, self.time(now))
    }
}

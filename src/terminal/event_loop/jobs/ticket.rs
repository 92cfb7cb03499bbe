//! A ticket that is in the hand and can't be scanned: which sessions there are, and what the platform
//! knows of its number.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use jiff::civil::DateTime;
use jiff::{Span, Timestamp};

use super::{JobContext, JobFault, JobWatch};
use crate::clock::{business_day, china_civil};
use crate::terminal::door::TypedTicket;
use crate::terminal::menu::{MenuReply, TypedAnswer};
use crate::terminal::operators;
use crate::terminal::report::InsideNow;
use crate::terminal::store::days_of;
use crate::terminal::sync::Inquiry;
use crate::ticket::FilmTicketCode;
use crate::transport::Fault;
use crate::wire::calls::{TicketInfo, TicketQuery};
use crate::words::Bilingual;

/// So many numbers are asked for at most, where only the end of one was typed.
const MOST_ASKED: usize = 8;

/// Sessions that began before so many hours, or begin within so many, are offered.
const BEGUN_HOURS: i64 = 4;
const TO_COME_HOURS: i64 = 2;

impl JobContext {
    pub(super) fn sessions(&self, now: Timestamp) -> Result<MenuReply, JobFault> {
        let reader = self.reader()?;
        let (config, _) = operators::in_force(&reader, &self.config)?;
        let time = china_civil(now);
        let begun = time.saturating_sub(Span::new().hours(BEGUN_HOURS));
        let to_come = time.saturating_add(Span::new().hours(TO_COME_HOURS));
        let halls = &config.terminal.screens;
        let sessions = reader.running_sessions(halls, (begun, to_come), days_of(time))?;
        Ok(MenuReply::Sessions(sessions))
    }

    /// Who has entered the session that is next at hand.
    pub(super) fn inside(&self, now: Timestamp) -> Result<MenuReply, JobFault> {
        let day = business_day(self.config.terminal.timezone.0.to_datetime(now));
        let sessions = self.reader()?.inside(day)?;
        Ok(MenuReply::Inside(InsideNow::of(&sessions, china_civil(now))))
    }

    pub(super) fn ticket(
        &self,
        start: DateTime,
        digits: &str,
        now: Timestamp,
        watch: &JobWatch,
    ) -> Result<MenuReply, JobFault> {
        let mut inquiry = match Inquiry::new(&self.config.platform) {
            Ok(inquiry) => inquiry,
            Err(fault) => {
                let answer = TypedAnswer::Unreached(Bilingual::for_staff(&fault));
                return Ok(MenuReply::Ticket(answer, digits.to_owned()));
            }
        };
        let stop = watch.stop;
        self.ask_for_ticket(start, digits, now, &mut |query| match stop.load(Ordering::Relaxed) {
            true => Err(Fault::CutOff),
            false => inquiry.ask(query, Timestamp::now()),
        })
    }

    /// Asks for each number that ends with these digits, as the numbers of this session's other tickets
    /// begin. What the platform knows by such a number and start is a ticket.
    pub fn ask_for_ticket(
        &self,
        start: DateTime,
        digits: &str,
        now: Timestamp,
        ask: &mut dyn FnMut(&TicketQuery) -> Result<Option<TicketInfo>, Fault>,
    ) -> Result<MenuReply, Box<dyn crate::words::Message>> {
        let reply = |answer| Ok(MenuReply::Ticket(answer, digits.to_owned()));
        let numbers = self.numbers(start, digits)?;
        if numbers.is_empty() {
            return reply(TypedAnswer::NothingToComplete);
        }
        let (mut known, mut unclear) = (Vec::new(), false);
        for film_ticket_code in numbers {
            let cinema_code = self.config.terminal.cinema_code;
            let info = match ask(&TicketQuery { cinema_code, film_ticket_code, start_time: start })
            {
                Ok(Some(info)) => info,
                Ok(None) => continue,
                Err(fault) => {
                    return reply(TypedAnswer::Unreached(Bilingual::for_staff(&fault)));
                }
            };
            match TypedTicket::from_reply(info, now) {
                // A number that was completed here may be another session's.
                Some(ticket) if ticket.ticket.show_time != start => {}
                Some(ticket) => known.push(Arc::new(ticket)),
                None => unclear = true,
            }
        }
        reply(match (known.is_empty(), unclear) {
            (false, _) => TypedAnswer::Known(known),
            (true, true) => TypedAnswer::Unclear,
            (true, false) => TypedAnswer::Unknown,
        })
    }

    fn numbers(&self, start: DateTime, digits: &str) -> Result<Vec<FilmTicketCode>, JobFault> {
        if let Ok(whole) = digits.parse() {
            return Ok(vec![whole]);
        }
        let beginnings =
            self.reader()?.number_beginnings(start, days_of(start), digits.len(), MOST_ASKED)?;
        let whole = beginnings.iter().map(|beginning| format!("{beginning}{digits}").parse());
        Ok(whole.filter_map(Result::ok).collect())
    }
}

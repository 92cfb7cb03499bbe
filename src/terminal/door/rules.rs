//! The rules of SPEC §2, each a small pure function of what is known.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::time::Duration;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::{Reason, RefusalDetail};
use crate::clock::{EARLIEST, TOLERANCE, Trust, china_timestamp};
use crate::terminal::config::{Config, GateDriver, Online};
use crate::terminal::store::{Facts, Show};
use crate::ticket::{CinemaCode, MESSAGE_LEN, ScreenCode, ShownAt, Ticket, TicketText, UrlParams};
use crate::wire::calls::TicketType;

/// What a site has set, as far as it concerns the door.
#[derive(Debug, Clone)]
pub struct Rules {
    pub cinema: CinemaCode,
    /// Halls admitted here; empty: all.
    pub screens: Vec<ScreenCode>,
    /// What halls are called where nobody else tells it.
    pub screen_names: BTreeMap<ScreenCode, String>,
    pub url_params: UrlParams,
    pub require_time: bool,
    /// Plain codes of tickets that were sold on the web are refused.
    pub only_by_url: bool,
    pub online: Online,
    pub online_timeout: Duration,
    /// How long the other doors are waited for; none: there are none.
    pub neighbours: Option<Duration>,
    pub open_before: Span,
    pub close_after: Span,
    pub unlock: Duration,
    pub reopen_within: Duration,
    /// A sensor tells passages; without one, nothing may open twice.
    pub senses_passage: bool,
    /// For the business day.
    pub zone: TimeZone,
}

impl Rules {
    /// Picks them from the configuration.
    pub fn from_config(config: &Config) -> Self {
        let gate = &config.gate;
        Self {
            cinema: config.terminal.cinema_code,
            screens: config.terminal.screens.clone(),
            screen_names: config.terminal.screen_names.clone(),
            url_params: UrlParams {
                code: config.eticket.code_param.clone(),
                time: config.eticket.time_param.clone(),
            },
            require_time: config.eticket.require_time,
            only_by_url: config.eticket.only_by_url,
            online: config.admission.online,
            online_timeout: Duration::from_millis(config.admission.online_timeout_ms),
            neighbours: config
                .neighbours
                .as_ref()
                .map(|neighbours| Duration::from_millis(neighbours.timeout_ms)),
            open_before: Span::new().minutes(config.admission.open_before_min),
            close_after: Span::new().minutes(config.admission.close_after_min),
            unlock: Duration::from_millis(gate.unlock_ms),
            reopen_within: Duration::from_secs(gate.reopen_within_s),
            senses_passage: gate.driver == GateDriver::Simulated || gate.passage_line.is_some(),
            zone: config.terminal.timezone.0.clone(),
        }
    }
}

/// What is believed of the time while a ticket is judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time {
    pub wall: Timestamp,
    pub trust: Trust,
    /// No moment before this can be now: the newest record's.
    pub at_least: Timestamp,
}

impl Time {
    /// The latest moment that is certain to have come.
    fn certain(self) -> Timestamp {
        self.wall.max(self.at_least).max(EARLIEST)
    }
}

/// How much a clock may step back, by NTP's own hand, without being called behind.
const STEP_BACK: Duration = Duration::from_secs(600);

/// Judges the terminal's clock.
pub(super) fn trust(wall: Timestamp, newest: Option<Timestamp>, differs: bool) -> Trust {
    let floor = newest.and_then(|newest| newest.checked_sub(STEP_BACK).ok()).unwrap_or(EARLIEST);
    if wall < floor.max(EARLIEST) {
        Trust::Behind
    } else if differs {
        Trust::Differs
    } else {
        Trust::Trusted
    }
}

/// A refusal that follows from what is shown alone: another cinema's, out of date.
pub(super) fn refuse_shown(text: &TicketText, rules: &Rules, time: Time) -> Option<Reason> {
    if text.cinema_code != rules.cinema {
        return Some(Reason::WrongCinema);
    }
    is_stale(text, rules.require_time, time).then_some(Reason::StaleEticket)
}

/// Reads what a key of the cinema has opened, and refuses what does not read or is for another hall.
pub(super) fn read(message: &[u8; MESSAGE_LEN], rules: &Rules) -> (Option<Ticket>, Option<Reason>) {
    let Ok(ticket) = Ticket::decode(message) else { return (None, Some(Reason::Malformed)) };
    let elsewhere = is_elsewhere(&ticket, rules);
    (Some(ticket), elsewhere.then_some(Reason::WrongHall))
}

/// Whether it is for a hall that does not lie behind this door.
pub(super) fn is_elsewhere(ticket: &Ticket, rules: &Rules) -> bool {
    !rules.screens.is_empty() && !rules.screens.contains(&ticket.screen_code)
}

/// A plain code of a ticket that was sold on the web, by the platform's word, where a site wants
/// those to be shown by their address alone.
pub(super) fn is_plain_for_url(text: &TicketText, facts: Option<&Facts>, rules: &Rules) -> bool {
    let web = facts.is_some_and(|facts| facts.ticket_type == TicketType::Web);
    rules.only_by_url && text.electronic.is_none() && web
}

/// §5.1.4: an e-ticket whose verification time differs from now by more than 5 minutes.
pub(super) fn is_stale(text: &TicketText, require_time: bool, time: Time) -> bool {
    match text.electronic.map(|electronic| electronic.shown_at) {
        None => false,
        Some(ShownAt::Missing) => require_time,
        Some(ShownAt::Unreadable) => true,
        // A clock that is certainly behind can't tell how old anything is.
        Some(ShownAt::At(_)) if time.trust == Trust::Behind => false,
        Some(ShownAt::At(shown)) => time.wall.duration_since(shown).unsigned_abs() > TOLERANCE,
    }
}

/// The rules that need more than the ticket itself, in their order; none: admit. `answered`: the
/// platform answered in time and clearly, even if only that it does not know the ticket.
pub(super) fn refuse(
    text: &TicketText,
    ticket: &Ticket,
    facts: Option<&Facts>,
    show: Option<&Show>,
    answered: bool,
    rules: &Rules,
    time: Time,
) -> Option<(Reason, RefusalDetail)> {
    if is_plain_for_url(text, facts, rules) {
        return Some((Reason::StaleEticket, RefusalDetail::PlainCode));
    }
    refuse_known(ticket, facts, show, answered, rules, time)
}

/// Those of them that are the same however the ticket came to be known.
pub(super) fn refuse_known(
    ticket: &Ticket,
    facts: Option<&Facts>,
    show: Option<&Show>,
    answered: bool,
    rules: &Rules,
    time: Time,
) -> Option<(Reason, RefusalDetail)> {
    if facts.is_some_and(|facts| facts.checked) {
        return Some((Reason::AlreadyChecked, RefusalDetail::None));
    }
    if facts.is_some_and(|facts| facts.refunded) {
        return Some((Reason::Refunded, RefusalDetail::None));
    }
    let closes = closes(ticket, show, rules);
    if time.certain() > china_timestamp(closes) {
        return Some((Reason::Expired, RefusalDetail::ClosedAt(closes)));
    }
    let opens = ticket.show_time.saturating_sub(rules.open_before);
    if time.trust != Trust::Behind && time.wall < china_timestamp(opens) {
        return Some((Reason::TooEarly, RefusalDetail::OpensAt(opens)));
    }
    if rules.online == Online::Require && !answered {
        return Some((Reason::PlatformRequired, RefusalDetail::None));
    }
    None
}

/// A catalogue lengthens admission no further than so many minutes after the start, whatever it says:
/// anybody on the way may have written it.
const LONGEST: u32 = 300;

/// A film is so many minutes long; a length outside of that is none.
const LENGTHS: RangeInclusive<u32> = 1..=600;

/// The end of admission: the rule's, or the end of the film where the catalogue knows it and it is
/// later (CHANNEL §7).
fn closes(ticket: &Ticket, show: Option<&Show>, rules: &Rules) -> DateTime {
    let by_rule = ticket.show_time.saturating_add(rules.close_after);
    let length = show.and_then(|show| show.minutes).filter(|minutes| LENGTHS.contains(minutes));
    let Some(minutes) = length else { return by_rule };
    by_rule.max(ticket.show_time.saturating_add(Span::new().minutes(minutes.min(LONGEST))))
}

//! A scan on its way to a verdict: what is known of it so far, and what it waits for.

use std::time::Duration;

use super::effect::Stages;
use super::scans::ScannedText;
use super::search::Search;
use super::{ClaimId, Elsewhere, QuestionId, Reason, RefusalDetail, Rules, ShownTicket, Verdict};
use crate::clock::Now;
use crate::terminal::store::{Basis, Recollection, Seq};
use crate::ticket::{Ticket, TicketText};

/// A scan on its way.
#[derive(Debug)]
pub(super) struct Case {
    /// None: it has not the shape of a ticket.
    pub text: Option<TicketText>,
    /// Where it was read as one of this cinema's.
    pub ticket: Option<Ticket>,
    /// What the store remembers and the platform has answered.
    pub known: Recollection,
    pub basis: Basis,
    /// Newer keys were asked for once.
    pub asked_keys: bool,
    /// Until when newer keys are waited for.
    pub keys_until: Option<Duration>,
    /// There was no time to try all keys.
    pub keys_untried: bool,
    /// Where it was admitted, by another door's word.
    pub elsewhere: Option<Elsewhere>,
    pub stages: Stages,
    captured: Duration,
    /// When the present stage began.
    since: Duration,
}

impl Case {
    pub fn new(scan: ScannedText, captured: Duration, decode: Duration) -> Self {
        Self {
            text: scan.ticket,
            ticket: None,
            known: Recollection::default(),
            basis: Basis::Offline,
            asked_keys: false,
            keys_until: None,
            keys_untried: false,
            elsewhere: None,
            stages: Stages { decode, ..Stages::default() },
            captured,
            since: Duration::ZERO,
        }
    }

    /// Of a ticket that nobody has scanned.
    pub fn typed(ticket: Ticket, known: Recollection) -> Self {
        let scan = ScannedText { ticket: None };
        let case = Self::new(scan, Duration::ZERO, Duration::ZERO);
        Self { ticket: Some(ticket), known, basis: Basis::Online, ..case }
    }

    /// Begins the first stage.
    pub fn begin(&mut self, now: Now) {
        self.since = now.mono;
    }

    /// Ends a stage: what has passed since the last one ended.
    pub fn lap(&mut self, now: Now) -> Duration {
        let lap = now.mono.saturating_sub(self.since);
        self.since = now.mono;
        lap
    }

    /// Ends the waiting for answers.
    pub fn end_online(&mut self, now: Now) {
        let waited = self.lap(now);
        self.stages.online += waited;
    }

    /// The verdict as it is told.
    pub fn verdict(
        &self,
        reason: Reason,
        detail: RefusalDetail,
        seq: Option<Seq>,
        rules: &Rules,
        now: Now,
    ) -> Verdict {
        let codes =
            |ticket: &Ticket| (ticket.film_ticket_code, ticket.screen_code, ticket.session_code);
        Verdict {
            reason,
            detail,
            basis: self.basis,
            codes: self.ticket.as_ref().map(codes),
            film_name: self.film_name(),
            screen_name: self.ticket.as_ref().and_then(|ticket| self.screen_name(ticket, rules)),
            seq,
            frame: now.mono.saturating_sub(self.captured),
            stages: self.stages,
        }
    }

    /// The ticket as it is shown, with the names that are known.
    pub fn shown(&self, rules: &Rules) -> Option<ShownTicket> {
        let ticket = self.ticket.as_ref()?;
        let facts = self.known.facts.as_ref();
        Some(ShownTicket {
            film_ticket_code: ticket.film_ticket_code,
            screen_code: ticket.screen_code,
            show_time: ticket.show_time,
            film_name: self.film_name(),
            screen_name: self.screen_name(ticket, rules),
            seat: facts.map(|facts| (facts.row, facts.column)).filter(|(row, _)| *row > 0),
            admitted_at: self.elsewhere.map(|it| it.name.to_string()),
            lobby: rules.screens.len() != 1,
        })
    }

    /// As the platform tells it, else the catalogue.
    fn film_name(&self) -> Option<String> {
        let Recollection { facts, show, .. } = &self.known;
        let by_platform = facts.as_ref().and_then(|facts| named(&facts.film_name));
        by_platform.or_else(|| show.as_ref().and_then(|show| named(&show.film_name)))
    }

    /// As the platform tells it of this ticket, as the configuration does, as the platform told it of an
    /// earlier one, as the catalogue does: the first that is known.
    fn screen_name(&self, ticket: &Ticket, rules: &Rules) -> Option<String> {
        let by_platform = self.known.facts.as_ref().map(|facts| &facts.screen_name);
        let configured = rules.screen_names.get(&ticket.screen_code);
        let here = self.known.hall_name.as_ref();
        [by_platform, configured, here].into_iter().flatten().find_map(|name| named(name))
    }
}

fn named(name: &str) -> Option<String> {
    (!name.is_empty()).then(|| name.to_owned())
}

/// What a case waits for.
#[derive(Debug)]
pub(super) enum Waiting {
    /// For the loop, which has its turn between the keys.
    Search(Search),
    /// For newer keys.
    Keys { case: Case, deadline: Duration },
    /// For the platform, the other doors, or both: the longer of the two is waited for.
    Answers(AwaitedAnswers),
    /// For the other doors, about a ticket that staff have typed.
    Typed { id: ClaimId, deadline: Duration },
}

/// A case that waits for answers from outside.
#[derive(Debug)]
pub(super) struct AwaitedAnswers {
    pub case: Case,
    /// The platform's, and until when.
    pub platform: Option<(QuestionId, Duration)>,
    /// The other doors', likewise.
    pub neighbours: Option<(ClaimId, Duration)>,
    /// The platform has answered in time and clearly.
    pub answered: bool,
}

impl AwaitedAnswers {
    /// When the next of them is not waited for any more.
    fn deadline(&self) -> Duration {
        let platform = self.platform.map(|(_, deadline)| deadline);
        let neighbours = self.neighbours.map(|(_, deadline)| deadline);
        platform.into_iter().chain(neighbours).min().unwrap_or_default()
    }
}

impl Waiting {
    /// When the waiting ends by itself.
    pub fn deadline(&self) -> Duration {
        match self {
            Self::Keys { deadline, .. } | Self::Typed { deadline, .. } => *deadline,
            Self::Answers(awaited) => awaited.deadline(),
            Self::Search(search) => search.due(),
        }
    }
}

//! The way of one ticket: read, recalled, asked about, committed, told. At each step the door
//! waits for exactly one thing; whatever else arrives meanwhile leaves the step as it is.

use std::time::Duration;

use super::effect::{NotCommitted, Stages};
use super::scans::Scan;
use super::{
    Answer, Cue, Detail, Door, Effect, Page, Question, QuestionId, Reason, Report, ShownTicket,
    Verdict, rules,
};
use crate::clock::{Now, business_day, china_civil};
use crate::config::Online;
use crate::store::{Admission, Basis, Earlier, Recollection, Refusal, Seq};
use crate::ticket::{Ticket, TicketText};

/// How long something may be waited for before the screen says so; a quick answer must not make
/// it flicker.
const CHECKING_AFTER: Duration = Duration::from_millis(150);

/// A scan on its way to a verdict.
#[derive(Debug)]
pub(super) struct Case {
    text: Option<TicketText>,
    captured: Duration,
    /// When the present stage began.
    since: Duration,
    stages: Stages,
    asked_keys: bool,
}

impl Case {
    pub fn new(scan: Scan, captured: Duration, decode: Duration) -> Self {
        let stages = Stages { decode, ..Stages::default() };
        Self { text: scan.ticket, captured, since: Duration::ZERO, stages, asked_keys: false }
    }

    /// Ends the waiting for the platform.
    fn end_online(&mut self, now: Now) {
        let waited = self.lap(now);
        self.stages.online += waited;
    }

    /// Ends a stage: what has passed since the last one ended.
    fn lap(&mut self, now: Now) -> Duration {
        let lap = now.mono.saturating_sub(self.since);
        self.since = now.mono;
        lap
    }
}

/// What the case waits for.
#[derive(Debug)]
pub(super) enum Step {
    /// For the clock, so that the stages can be told apart.
    Resume { case: Case, read: Result<Ticket, rules::Refused> },
    /// For newer keys.
    Keys { case: Case, deadline: Duration },
    /// For the store's memory.
    Recall { case: Case, ticket: Ticket },
    /// For the platform.
    Answer { case: Case, ticket: Ticket, known: Recollection, id: QuestionId, deadline: Duration },
    /// For the disk.
    Commit { case: Case, ticket: Ticket, known: Recollection, basis: Basis },
}

impl Step {
    /// When the waiting ends by itself.
    pub fn deadline(&self) -> Option<Duration> {
        match self {
            Self::Keys { deadline, .. } | Self::Answer { deadline, .. } => Some(*deadline),
            _ => None,
        }
    }
}

impl Door {
    /// Takes up the next scan if none is being decided.
    pub(super) fn take_up(&mut self, now: Now) -> Vec<Effect> {
        if self.step.is_some() {
            return Vec::new();
        }
        let Some(case) = self.waiting.pop_front() else { return Vec::new() };
        self.read(case, now)
    }

    fn read(&mut self, mut case: Case, now: Now) -> Vec<Effect> {
        case.since = now.mono;
        let read = match &case.text {
            None => Err((Reason::Malformed, None)),
            Some(text) => rules::read(text, &self.rules, &self.keys, self.time(now)),
        };
        self.step = Some(Step::Resume { case, read });
        vec![Effect::Resume]
    }

    pub(super) fn resumed(&mut self, now: Now) -> Vec<Effect> {
        let due = self.step.take_if(|step| matches!(step, Step::Resume { .. }));
        let Some(Step::Resume { mut case, read }) = due else { return Vec::new() };
        case.stages.decrypt = case.lap(now);
        match read {
            Ok(ticket) => {
                let recall = Effect::Recall {
                    film_ticket_code: ticket.film_ticket_code,
                    screen_code: ticket.screen_code,
                    show_time: ticket.show_time,
                };
                self.step = Some(Step::Recall { case, ticket });
                vec![recall]
            }
            Err((Reason::Forged, _)) if !case.asked_keys => self.ask_keys(case, now),
            Err((reason, ticket)) => {
                let detail = match reason {
                    Reason::Forged if self.keys.is_empty() => Detail::NoKeys,
                    _ => Detail::None,
                };
                self.refuse(
                    case,
                    reason,
                    detail,
                    ticket,
                    &Recollection::default(),
                    Basis::Offline,
                    now,
                )
            }
        }
    }

    /// No key fits: newer ones may be had. During an outage nobody waits for them.
    fn ask_keys(&mut self, mut case: Case, now: Now) -> Vec<Effect> {
        case.asked_keys = true;
        let wait = if self.platform_up { self.rules.online_timeout } else { Duration::ZERO };
        self.checking_at = Some(now.mono + CHECKING_AFTER);
        self.step = Some(Step::Keys { case, deadline: now.mono + wait });
        let mut effects = vec![Effect::AskKeys];
        if wait.is_zero() {
            effects.extend(self.keys_over(now));
        }
        effects
    }

    /// Newer keys are here: if they fit, the case goes on, otherwise it goes on waiting.
    pub(super) fn keys_changed(&mut self, now: Now) -> Vec<Effect> {
        let waits = self.step.take_if(|step| matches!(step, Step::Keys { .. }));
        let Some(Step::Keys { mut case, deadline }) = waits else { return Vec::new() };
        let fits = |text: &TicketText| {
            !matches!(
                rules::read(text, &self.rules, &self.keys, self.time(now)),
                Err((Reason::Forged, _))
            )
        };
        if case.text.as_ref().is_some_and(fits) {
            case.end_online(now);
            return self.read(case, now);
        }
        self.step = Some(Step::Keys { case, deadline });
        Vec::new()
    }

    /// No more keys will come for this case.
    pub(super) fn keys_over(&mut self, now: Now) -> Vec<Effect> {
        let waits = self.step.take_if(|step| matches!(step, Step::Keys { .. }));
        let Some(Step::Keys { mut case, .. }) = waits else { return Vec::new() };
        case.end_online(now);
        let detail = if self.keys.is_empty() { Detail::NoKeys } else { Detail::None };
        self.refuse(
            case,
            Reason::Forged,
            detail,
            None,
            &Recollection::default(),
            Basis::Offline,
            now,
        )
    }

    pub(super) fn recalled(&mut self, known: Option<Recollection>, now: Now) -> Vec<Effect> {
        let due = self.step.take_if(|step| matches!(step, Step::Recall { .. }));
        let Some(Step::Recall { mut case, ticket }) = due else { return Vec::new() };
        case.lap(now);
        let Some(known) = known else {
            // Without its memory the door can't tell whether the ticket was used. Only a record
            // that is taken shows that the store works again: a full disk can still be read.
            self.store_works = false;
            let known = Recollection::default();
            return self.refuse(
                case,
                Reason::NotRecorded,
                Detail::None,
                Some(ticket),
                &known,
                Basis::Offline,
                now,
            );
        };
        if let Some(earlier) = known.earlier {
            return self.seen_before(case, ticket, &known, earlier, now);
        }
        let ask = match self.rules.online {
            Online::Never => false,
            Online::Prefer => self.platform_up,
            Online::Require => true,
        };
        if !ask {
            return self.judge(case, ticket, known, false, Basis::Offline, now);
        }
        self.asked += 1;
        let id = QuestionId(self.asked);
        let deadline = now.mono + self.rules.online_timeout;
        let question =
            Question { id, film_ticket_code: ticket.film_ticket_code, show_time: ticket.show_time };
        self.checking_at = Some(now.mono + CHECKING_AFTER);
        self.step = Some(Step::Answer { case, ticket, known, id, deadline });
        vec![Effect::Ask { question, deadline }]
    }

    /// The local history decides first: open again for a visitor who has not walked through.
    fn seen_before(
        &mut self,
        case: Case,
        ticket: Ticket,
        known: &Recollection,
        earlier: Earlier,
        now: Now,
    ) -> Vec<Effect> {
        let passed = earlier.passed || self.gone.contains(&earlier.seq);
        if !passed && self.rules.senses_passage && self.is_recent(earlier, now) {
            let mut effects = self.admit(
                case,
                &ticket,
                known,
                Reason::Reopened,
                earlier.seq,
                Basis::Offline,
                now,
            );
            effects.push(Effect::NoteReopening(earlier.seq));
            return effects;
        }
        let detail = Detail::AdmittedAt(china_civil(earlier.at));
        self.refuse(case, Reason::AlreadyChecked, detail, Some(ticket), known, Basis::Offline, now)
    }

    pub(super) fn answered(&mut self, id: QuestionId, answer: Answer, now: Now) -> Vec<Effect> {
        match self.step.take() {
            Some(Step::Answer { mut case, ticket, mut known, id: asked, .. }) if asked == id => {
                case.end_online(now);
                self.platform_up = answer != Answer::Failed;
                match answer {
                    Answer::Known(facts) => {
                        known.facts = Some(facts);
                        self.judge(case, ticket, known, true, Basis::Online, now)
                    }
                    Answer::Unknown => self.judge(case, ticket, known, true, Basis::Offline, now),
                    Answer::Failed => self.judge(case, ticket, known, false, Basis::Offline, now),
                }
            }
            // An answer that came too late: its verdict is given.
            other => {
                self.step = other;
                Vec::new()
            }
        }
    }

    /// The waiting for keys or an answer has lasted long enough.
    pub(super) fn waited(&mut self, now: Now) -> Vec<Effect> {
        match self.step.as_ref() {
            Some(Step::Answer { id, deadline, .. }) if now.mono >= *deadline => {
                let id = *id;
                self.answered(id, Answer::Failed, now)
            }
            Some(Step::Keys { deadline, .. }) if now.mono >= *deadline => {
                self.platform_up = false;
                self.keys_over(now)
            }
            _ => Vec::new(),
        }
    }

    fn judge(
        &mut self,
        case: Case,
        ticket: Ticket,
        known: Recollection,
        answered: bool,
        basis: Basis,
        now: Now,
    ) -> Vec<Effect> {
        let time = self.time(now);
        let (facts, show) = (known.facts.as_ref(), known.show.as_ref());
        if let Some((reason, detail)) =
            rules::refuse(&ticket, facts, show, answered, &self.rules, time)
        {
            return self.refuse(case, reason, detail, Some(ticket), &known, basis, now);
        }
        let Some(text) = &case.text else { return Vec::new() };
        let admission = Admission {
            cinema_code: text.cinema_code,
            ticket: ticket.clone(),
            ticket_info_code: text.canonical(),
            electronic: text.electronic.is_some(),
            at: now.wall,
            business_day: business_day(self.rules.zone.to_datetime(now.wall)),
            basis,
        };
        self.step = Some(Step::Commit { case, ticket, known, basis });
        vec![Effect::Commit(admission)]
    }

    pub(super) fn committed(&mut self, done: Result<Seq, NotCommitted>, now: Now) -> Vec<Effect> {
        let due = self.step.take_if(|step| matches!(step, Step::Commit { .. }));
        let Some(Step::Commit { mut case, ticket, known, basis }) = due else { return Vec::new() };
        case.stages.commit = case.lap(now);
        self.store_works = done != Err(NotCommitted::StoreFailed);
        match done {
            Ok(seq) => {
                self.remember(seq, now);
                self.admit(case, &ticket, &known, Reason::Ok, seq, basis, now)
            }
            Err(NotCommitted::AlreadyAdmitted) => self.refuse(
                case,
                Reason::AlreadyChecked,
                Detail::None,
                Some(ticket),
                &known,
                basis,
                now,
            ),
            Err(NotCommitted::StoreFailed) => self.refuse(
                case,
                Reason::NotRecorded,
                Detail::None,
                Some(ticket),
                &known,
                basis,
                now,
            ),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "all that a verdict is made of")]
    fn admit(
        &mut self,
        case: Case,
        ticket: &Ticket,
        known: &Recollection,
        reason: Reason,
        seq: Seq,
        basis: Basis,
        now: Now,
    ) -> Vec<Effect> {
        // The gate first: everything after it only tells.
        let mut effects = self.passage.unlock(seq, now, self.rules.unlock);
        let verdict = verdict(&case, reason, basis, Some(ticket), Some(seq), now);
        effects.insert(effects.len().min(1), Effect::Report(Report::Verdict(verdict)));
        let reopened = reason == Reason::Reopened;
        let page = Page::Admitted { ticket: shown(ticket, known), reopened };
        self.display.verdict(page, now.mono);
        effects.push(Effect::Sound(Cue::Admit));
        effects
    }

    #[expect(clippy::too_many_arguments, reason = "all that a verdict is made of")]
    fn refuse(
        &mut self,
        case: Case,
        reason: Reason,
        detail: Detail,
        ticket: Option<Ticket>,
        known: &Recollection,
        basis: Basis,
        now: Now,
    ) -> Vec<Effect> {
        let verdict = verdict(&case, reason, basis, ticket.as_ref(), None, now);
        let page = Page::Refused {
            reason,
            detail,
            ticket: ticket.as_ref().map(|ticket| shown(ticket, known)),
        };
        self.display.verdict(page, now.mono);
        let refusal = Refusal {
            at: now.wall,
            business_day: business_day(self.rules.zone.to_datetime(now.wall)),
            reason: reason.as_str(),
            basis,
            ticket,
        };
        vec![
            Effect::Report(Report::Verdict(verdict)),
            Effect::Sound(Cue::Refuse),
            Effect::NoteRefusal(refusal),
        ]
    }
}

fn verdict(
    case: &Case,
    reason: Reason,
    basis: Basis,
    ticket: Option<&Ticket>,
    seq: Option<Seq>,
    now: Now,
) -> Verdict {
    let codes =
        |ticket: &Ticket| (ticket.film_ticket_code, ticket.screen_code, ticket.session_code);
    Verdict {
        reason,
        basis,
        codes: ticket.map(codes),
        seq,
        frame: now.mono.saturating_sub(case.captured),
        stages: case.stages,
    }
}

fn shown(ticket: &Ticket, known: &Recollection) -> ShownTicket {
    let named = |name: &String| (!name.is_empty()).then(|| name.clone());
    let facts = known.facts.as_ref();
    ShownTicket {
        film_ticket_code: ticket.film_ticket_code,
        screen_code: ticket.screen_code,
        show_time: ticket.show_time,
        film_name: facts
            .and_then(|facts| named(&facts.film_name))
            .or_else(|| known.show.as_ref().and_then(|show| named(&show.film_name))),
        screen_name: facts.and_then(|facts| named(&facts.screen_name)),
        seat: facts.map(|facts| (facts.row, facts.column)).filter(|(row, _)| *row > 0),
    }
}

//! The way of one ticket: read, recalled, asked about, committed, and only then told. It waits for
//! newer keys and answers from outside alone; whatever else arrives meanwhile leaves it as it is.

use std::time::Duration;

use super::case::{Case, Waiting};
use super::{
    Cue, Door, DoorEvent, Effect, Memory, NotCommitted, Page, Reason, RefusalDetail, rules, search,
};
use crate::clock::{Now, business_day, china_civil};
use crate::terminal::store::{Admission, Earlier, Recollection, Refusal, Seq};

/// How long something may be waited for before the screen says so; a quick answer must not make
/// it flicker.
pub(super) const CHECKING_AFTER: Duration = search::QUIET;

impl Door {
    /// Takes up the next scan if none is being decided.
    pub(super) fn take_up(&mut self, now: Now, memory: &mut impl Memory) -> Vec<Effect> {
        if self.step.is_some() {
            return Vec::new();
        }
        let Some(case) = self.waiting.pop_front() else { return Vec::new() };
        self.read(case, now, memory)
    }

    pub(super) fn read_through(
        &mut self,
        mut case: Case,
        refused: Option<Reason>,
        now: Now,
        memory: &mut impl Memory,
    ) -> Vec<Effect> {
        let decrypt = case.lap(now);
        case.stages.decrypt += decrypt;
        match (refused, &case.ticket) {
            (None, Some(ticket)) => {
                let known = memory.recall(ticket);
                self.recalled(case, known, memory)
            }
            (Some(Reason::Forged), _) if !case.asked_keys => self.ask_keys(case, now),
            (Some(Reason::Forged), _) => self.wait_for_keys(case, now),
            (reason, ticket) => {
                // For the names alone: nothing that is known of it, or is not, changes the verdict.
                if let Some(ticket) = ticket {
                    case.known = memory.recall(ticket).unwrap_or_default();
                }
                self.refuse(case, reason.unwrap_or(Reason::Malformed), RefusalDetail::None, now)
            }
        }
    }

    /// No key fits: newer ones may be had. During an outage nobody waits for them.
    fn ask_keys(&mut self, mut case: Case, now: Now) -> Vec<Effect> {
        case.asked_keys = true;
        case.keys_until = self.platform_up.then(|| now.mono + self.rules.online_timeout);
        let mut effects = vec![Effect::AskKeys];
        effects.extend(self.wait_for_keys(case, now));
        effects
    }

    /// Waits for newer keys, for as long as there is time for it.
    fn wait_for_keys(&mut self, case: Case, now: Now) -> Vec<Effect> {
        let Some(deadline) = case.keys_until.filter(|until| *until > now.mono) else {
            return self.refuse_forged(case, now);
        };
        self.checking_at = Some(now.mono + CHECKING_AFTER);
        self.step = Some(Waiting::Keys { case, deadline });
        Vec::new()
    }

    /// Newer keys are here: if they fit, the case goes on, otherwise it goes on waiting.
    pub(super) fn keys_changed(&mut self, now: Now, memory: &mut impl Memory) -> Vec<Effect> {
        match self.step.take() {
            Some(Waiting::Search(search)) => self.search_anew(search, now),
            Some(Waiting::Keys { mut case, .. }) => {
                case.end_online(now);
                return self.read(case, now, memory);
            }
            other => self.step = other,
        }
        Vec::new()
    }

    /// No more keys will come for this case.
    pub(super) fn keys_over(&mut self, now: Now) -> Vec<Effect> {
        match self.step.take() {
            Some(Waiting::Keys { mut case, .. }) => {
                case.end_online(now);
                return self.refuse_forged(case, now);
            }
            Some(Waiting::Search(mut search)) => {
                search.case.keys_until = None;
                self.step = Some(Waiting::Search(search));
            }
            other => self.step = other,
        }
        Vec::new()
    }

    /// Without any key it is the terminal that is not ready, not the ticket that is false; nor does
    /// anybody know it of one for which there was no time to try all keys.
    fn refuse_forged(&mut self, case: Case, now: Now) -> Vec<Effect> {
        let detail = match case.keys_untried {
            _ if self.keys.is_empty() => RefusalDetail::NoKeys,
            true => RefusalDetail::KeysUntried,
            false => RefusalDetail::None,
        };
        self.refuse(case, Reason::Forged, detail, now)
    }

    fn recalled(
        &mut self,
        mut case: Case,
        known: Option<Recollection>,
        memory: &mut impl Memory,
    ) -> Vec<Effect> {
        let now = memory.now();
        case.lap(now);
        let Some(known) = known else {
            // Without its memory the door can't tell whether the ticket was used. Only a record
            // that is taken shows that the store works again: a full disk can still be read.
            self.store_works = false;
            return self.refuse(case, Reason::NotRecorded, RefusalDetail::None, now);
        };
        let (earlier, by_hand) = (known.earlier, known.by_hand);
        case.known = known;
        if let Some(text) = &case.text
            && rules::is_plain_for_url(text, case.known.facts.as_ref(), &self.rules)
        {
            return self.refuse(case, Reason::StaleEticket, RefusalDetail::PlainCode, now);
        }
        if let Some(earlier) = earlier {
            return self.seen_before(case, earlier, now);
        }
        if let Some(at) = by_hand {
            let detail = RefusalDetail::AdmittedAt(china_civil(at));
            return self.refuse(case, Reason::AlreadyChecked, detail, now);
        }
        self.ask_outside(case, now, memory)
    }

    /// The local history decides first: open again for a visitor who has not walked through.
    fn seen_before(&mut self, case: Case, earlier: Earlier, now: Now) -> Vec<Effect> {
        let passed = earlier.passed || self.gone.contains(&earlier.seq);
        if !passed && self.rules.senses_passage && self.is_recent(earlier, now) {
            let mut effects = self.admit(case, Reason::Reopened, earlier.seq, now);
            effects.push(Effect::NoteReopening(earlier.seq));
            return effects;
        }
        let detail = RefusalDetail::AdmittedAt(china_civil(earlier.at));
        self.refuse(case, Reason::AlreadyChecked, detail, now)
    }

    pub(super) fn judge(
        &mut self,
        case: Case,
        answered: bool,
        now: Now,
        memory: &mut impl Memory,
    ) -> Vec<Effect> {
        let (Some(text), Some(ticket)) = (&case.text, &case.ticket) else { return Vec::new() };
        let (facts, show) = (case.known.facts.as_ref(), case.known.show.as_ref());
        let time = self.time(now);
        let refused = rules::refuse(text, ticket, facts, show, answered, &self.rules, time);
        if let Some((reason, detail)) = refused {
            return self.refuse(case, reason, detail, now);
        }
        let admission = Admission {
            cinema_code: text.cinema_code,
            ticket: ticket.clone(),
            ticket_info_code: text.canonical(),
            electronic: text.electronic.is_some(),
            at: now.wall,
            business_day: business_day(self.rules.zone.to_datetime(now.wall)),
            basis: case.basis,
        };
        // The record carries what is known of the clock at this very moment.
        self.look(now, memory);
        let done = memory.admit(&admission);
        self.committed(case, done, memory.now())
    }

    fn committed(
        &mut self,
        mut case: Case,
        done: Result<Seq, NotCommitted>,
        now: Now,
    ) -> Vec<Effect> {
        case.stages.commit = case.lap(now);
        self.store_works = done != Err(NotCommitted::StoreFailed);
        let reason = match done {
            Ok(seq) => {
                // The record tells the other doors.
                self.claimed = false;
                self.remember(seq, now);
                return self.admit(case, Reason::Ok, seq, now);
            }
            Err(NotCommitted::AlreadyAdmitted) => Reason::AlreadyChecked,
            Err(NotCommitted::StoreFailed) => Reason::NotRecorded,
        };
        self.refuse(case, reason, RefusalDetail::None, now)
    }

    fn admit(&mut self, case: Case, reason: Reason, seq: Seq, now: Now) -> Vec<Effect> {
        // The gate first: everything after it only tells.
        let mut effects = self.passage.unlock(Some(seq), now, self.rules.unlock);
        let verdict = case.verdict(reason, RefusalDetail::None, Some(seq), &self.rules, now);
        effects.insert(effects.len().min(1), Effect::Report(DoorEvent::Verdict(verdict)));
        if let Some(ticket) = case.shown(&self.rules) {
            let reopened = reason == Reason::Reopened;
            self.display.verdict(Page::Admitted { ticket, reopened }, now.mono);
        }
        effects.push(Effect::Sound(Cue::Admit));
        effects
    }

    pub(super) fn refuse(
        &mut self,
        case: Case,
        reason: Reason,
        detail: RefusalDetail,
        now: Now,
    ) -> Vec<Effect> {
        let verdict = case.verdict(reason, detail, None, &self.rules, now);
        let page = Page::Refused { reason, detail, ticket: case.shown(&self.rules) };
        self.display.verdict(page, now.mono);
        let refusal = Refusal {
            at: now.wall,
            business_day: business_day(self.rules.zone.to_datetime(now.wall)),
            reason: reason.as_str(),
            basis: case.basis,
            ticket: case.ticket,
        };
        let mut effects = vec![
            Effect::Report(DoorEvent::Verdict(verdict)),
            Effect::Sound(Cue::Refuse),
            Effect::NoteRefusal(refusal),
        ];
        effects.extend(self.release_claim());
        effects
    }
}

//! What others are asked about a ticket before it is judged: the platform and the other doors of the cinema,
//! both at once, so that a visitor waits for the longer of the two and not for their sum.

use std::time::Duration;

use super::case::{AwaitedAnswers, Case, Waiting};
use super::decision::CHECKING_AFTER;
use super::{
    Answer, ClaimId, ClaimRequest, Door, Effect, Memory, NeighbourAnswer, Question, QuestionId,
    Reason, RefusalDetail,
};
use crate::clock::{Now, china_civil};
use crate::terminal::config::Online;
use crate::terminal::store::{Basis, Facts};
use crate::ticket::{FilmTicketCode, SessionCode};

impl Door {
    /// Asks whom there is to ask; where that is nobody, the case is judged.
    pub(super) fn ask_outside(
        &mut self,
        case: Case,
        now: Now,
        memory: &mut impl Memory,
    ) -> Vec<Effect> {
        let ask = match self.rules.online {
            Online::Never => false,
            Online::Prefer => self.platform_up,
            Online::Require => true,
        };
        let mut awaited =
            AwaitedAnswers { case, platform: None, neighbours: None, answered: false };
        // The neighbours first: they are the nearer ones.
        let mut effects: Vec<Effect> = self.claim(&mut awaited, now).into_iter().collect();
        if ask {
            effects.extend(self.ask(&mut awaited, now));
        }
        if awaited.platform.is_none() && awaited.neighbours.is_none() {
            effects.extend(self.judge(awaited.case, false, now, memory));
            return effects;
        }
        self.checking_at = Some(now.mono + CHECKING_AFTER);
        self.step = Some(Waiting::Answers(awaited));
        effects
    }

    fn ask(&mut self, awaited: &mut AwaitedAnswers, now: Now) -> Option<Effect> {
        let ticket = awaited.case.ticket.as_ref()?;
        self.asked += 1;
        let id = QuestionId(self.asked);
        let deadline = now.mono + self.rules.online_timeout;
        let question =
            Question { id, film_ticket_code: ticket.film_ticket_code, show_time: ticket.show_time };
        awaited.platform = Some((id, deadline));
        Some(Effect::Ask { question, deadline })
    }

    /// Claims the ticket at the other doors. A thread that does not answer at all is not waited for until
    /// it does.
    fn claim(&mut self, awaited: &mut AwaitedAnswers, now: Now) -> Option<Effect> {
        let ticket = awaited.case.ticket.as_ref()?;
        let (request, until) =
            self.next_claim(ticket.film_ticket_code, ticket.session_code, now)?;
        self.claimed = true;
        if !self.neighbours_silent {
            awaited.neighbours = Some((request.id, until));
        }
        Some(Effect::Claim(request))
    }

    /// With when the door goes on by itself; none where there are no other doors.
    fn next_claim(
        &mut self,
        ticket: FilmTicketCode,
        session: SessionCode,
        now: Now,
    ) -> Option<(ClaimRequest, Duration)> {
        let timeout = self.rules.neighbours?;
        self.claims += 1;
        let id = ClaimId(self.claims);
        // They have answered before the door goes on by itself.
        let deadline = now.mono + timeout * 9 / 10;
        Some((ClaimRequest { id, ticket, session, at: now.wall, deadline }, now.mono + timeout))
    }

    /// Claims a ticket that staff have typed, as one that is scanned. Scans wait meanwhile: a door claims
    /// one ticket at a time.
    pub(super) fn claim_typed(
        &mut self,
        ticket: FilmTicketCode,
        session: SessionCode,
        now: Now,
    ) -> Vec<Effect> {
        let free = self.step.is_none() && !self.neighbours_silent;
        match self.next_claim(ticket, session, now) {
            Some((request, deadline)) if free => {
                self.step = Some(Waiting::Typed { id: request.id, deadline });
                vec![Effect::Claim(request)]
            }
            Some((request, _)) if self.step.is_none() => {
                vec![Effect::Claim(request), Effect::TypedAnswered(None)]
            }
            _ => vec![Effect::TypedAnswered(None)],
        }
    }

    /// What was claimed is not admitted.
    pub(super) fn release_claim(&mut self) -> Option<Effect> {
        std::mem::take(&mut self.claimed).then_some(Effect::ReleaseClaim)
    }

    pub(super) fn answered(
        &mut self,
        id: QuestionId,
        answer: Answer,
        now: Now,
        memory: &mut impl Memory,
    ) -> Vec<Effect> {
        let asked = |step: &mut Waiting| matches!(step, Waiting::Answers(it) if it.platform.is_some_and(|(of, _)| of == id));
        // Of an answer that comes too late the verdict is given.
        let Some(Waiting::Answers(mut awaited)) = self.step.take_if(asked) else {
            return Vec::new();
        };
        awaited.platform = None;
        self.platform_up = answer != Answer::Failed;
        awaited.answered = matches!(answer, Answer::Known(_) | Answer::Unknown);
        let decides = |facts: &Facts| awaited.answered || facts.checked || facts.refunded;
        if let Answer::Known(facts) | Answer::Unclear(facts) = answer {
            let case = &mut awaited.case;
            case.basis = if decides(&facts) { Basis::Online } else { case.basis };
            case.known.facts = Some(facts);
        }
        self.go_on_with(awaited, now, memory)
    }

    /// The other doors have answered.
    pub(super) fn neighbours_answered(
        &mut self,
        id: ClaimId,
        answer: NeighbourAnswer,
        now: Now,
        memory: &mut impl Memory,
    ) -> Vec<Effect> {
        self.neighbours_silent = false;
        let typed = |step: &mut Waiting| matches!(step, Waiting::Typed { id: of, .. } if *of == id);
        if self.step.take_if(typed).is_some() {
            return vec![Effect::TypedAnswered(match answer {
                NeighbourAnswer::Free => None,
                NeighbourAnswer::Taken(elsewhere) => Some(elsewhere),
            })];
        }
        let asked = |step: &mut Waiting| matches!(step, Waiting::Answers(it) if it.neighbours.is_some_and(|(of, _)| of == id));
        let Some(Waiting::Answers(mut awaited)) = self.step.take_if(asked) else {
            return Vec::new();
        };
        awaited.neighbours = None;
        match answer {
            NeighbourAnswer::Free => self.go_on_with(awaited, now, memory),
            NeighbourAnswer::Taken(elsewhere) => {
                awaited.case.end_online(now);
                awaited.case.elsewhere = Some(elsewhere);
                let detail = RefusalDetail::AdmittedElsewhere(china_civil(elsewhere.at));
                self.refuse(awaited.case, Reason::AlreadyChecked, detail, now)
            }
        }
    }

    /// Who has not answered by now is not waited for.
    pub(super) fn answers_overdue(
        &mut self,
        mut awaited: AwaitedAnswers,
        now: Now,
        memory: &mut impl Memory,
    ) -> Vec<Effect> {
        if awaited.neighbours.take_if(|(_, deadline)| now.mono >= *deadline).is_some() {
            self.neighbours_silent = true;
        }
        match awaited.platform {
            Some((id, deadline)) if now.mono >= deadline => {
                self.step = Some(Waiting::Answers(awaited));
                self.answered(id, Answer::Failed, now, memory)
            }
            _ => self.go_on_with(awaited, now, memory),
        }
    }

    /// Waits on, or judges.
    fn go_on_with(
        &mut self,
        mut awaited: AwaitedAnswers,
        now: Now,
        memory: &mut impl Memory,
    ) -> Vec<Effect> {
        if awaited.platform.is_some() || awaited.neighbours.is_some() {
            self.step = Some(Waiting::Answers(awaited));
            return Vec::new();
        }
        awaited.case.end_online(now);
        self.judge(awaited.case, awaited.answered, now, memory)
    }

    /// The waiting for the loop, keys or an answer has lasted long enough.
    pub(super) fn waited(&mut self, now: Now, memory: &mut impl Memory) -> Vec<Effect> {
        match self.step.take_if(|step| now.mono >= step.deadline()) {
            Some(Waiting::Search(search)) => self.search_again(search, now, memory),
            Some(Waiting::Answers(awaited)) => self.answers_overdue(awaited, now, memory),
            Some(keys @ Waiting::Keys { .. }) => {
                self.step = Some(keys);
                self.platform_up = false;
                self.keys_over(now)
            }
            Some(Waiting::Typed { .. }) => {
                self.neighbours_silent = true;
                vec![Effect::TypedAnswered(None)]
            }
            None => Vec::new(),
        }
    }
}

//! Tickets that staff let in by their number: judged as scanned ones are, claimed at the other doors, used up,
//! then the gate opens.

use std::sync::Arc;

use super::menu_effects::not_recorded;
use super::{Core, CoreStore, EffectHandler};
use crate::clock::business_day;
use crate::people::Right;
use crate::terminal::door::{Elsewhere, Input, Page, TypedTicket};
use crate::terminal::menu::{MenuInput, NotOpened, ShownVerdict};
use crate::terminal::neighbours::NeighbourCommand;
use crate::terminal::operators::SignedIn;
use crate::terminal::store::{
    ManualOpening, OpenReason, ToldRecord, TypedRefusal, UsedByHand, WayIn,
};

/// What is done with a ticket that staff have typed.
#[derive(Debug)]
pub(super) enum TypedStep {
    /// Tell what a visitor would be told who shows it.
    Judge(Arc<TypedTicket>),
    LetIn {
        by: SignedIn,
        typed: Arc<TypedTicket>,
    },
}

impl TypedStep {
    fn ticket(&self) -> &Arc<TypedTicket> {
        match self {
            Self::Judge(typed) | Self::LetIn { typed, .. } => typed,
        }
    }
}

impl<R: CoreStore> Core<R> {
    /// Takes such a step. What this door can tell by itself it tells at once; else the other doors are
    /// asked first, and the menus hear of it when they have answered.
    pub(super) fn ask_doors(
        &mut self,
        step: TypedStep,
        handler: &mut impl EffectHandler,
    ) -> Option<MenuInput> {
        if self.typed.is_some() {
            return None; // a key that was pressed twice
        }
        let typed = step.ticket().clone();
        let admits = matches!(self.verdict_page(&typed, None, handler), Page::Admitted { .. });
        // It may be the very ticket that waits for the platform's answer: asked once more.
        if !admits || self.door.is_judging() {
            return Some(self.judge(&typed, None, handler));
        }
        if self.config.neighbours.is_none() {
            return Some(self.go_on_typed(step, None, handler));
        }
        self.typed = Some(step);
        let (ticket, session) = (typed.ticket.film_ticket_code, typed.ticket.session_code);
        self.pass_to_door(Input::ClaimTyped(ticket, session), handler);
        None
    }

    /// The other doors have answered, or were waited for long enough.
    pub(super) fn typed_answered(
        &mut self,
        elsewhere: Option<Elsewhere>,
        handler: &mut impl EffectHandler,
    ) {
        let Some(step) = self.typed.take() else { return };
        let input = self.go_on_typed(step, elsewhere, handler);
        self.attend(input, handler);
    }

    fn go_on_typed(
        &mut self,
        step: TypedStep,
        elsewhere: Option<Elsewhere>,
        handler: &mut impl EffectHandler,
    ) -> MenuInput {
        let used = match (&step, elsewhere) {
            (TypedStep::LetIn { by, typed }, None) => self.use_up(by, typed, handler),
            (step, elsewhere) => {
                if elsewhere.is_none() {
                    handler.tell_neighbours(NeighbourCommand::Release);
                }
                return self.judge(step.ticket(), elsewhere, handler);
            }
        };
        match used {
            Ok(record) => {
                handler.tell_neighbours(NeighbourCommand::Recorded(WayIn::ByHand, record));
                self.move_gate(handler)
            }
            Err(why) => {
                handler.tell_neighbours(NeighbourCommand::Release);
                MenuInput::Opened(Err(why))
            }
        }
    }

    /// What a visitor would be told who shows this ticket.
    fn judge(
        &self,
        typed: &Arc<TypedTicket>,
        elsewhere: Option<Elsewhere>,
        handler: &impl EffectHandler,
    ) -> MenuInput {
        let now = handler.now();
        let page = self.verdict_page(typed, elsewhere, handler);
        let at = self.config.terminal.timezone.0.to_datetime(now.wall);
        match ShownVerdict::of(&page, at) {
            Some(verdict) => MenuInput::Judged(typed.clone(), verdict.into()),
            // Both pages tell a verdict.
            None => MenuInput::Opened(Err(NotOpened::NotRecorded)),
        }
    }

    fn verdict_page(
        &self,
        typed: &TypedTicket,
        elsewhere: Option<Elsewhere>,
        handler: &impl EffectHandler,
    ) -> Page {
        let ticket = &typed.ticket;
        let known =
            self.store.recall(ticket.film_ticket_code, ticket.screen_code, ticket.show_time);
        let known = known.inspect_err(|fault| {
            self.store.note_fault(fault);
            log::error!("{fault}");
        });
        self.door.judge_typed(handler.now(), typed, known.ok(), elsewhere)
    }

    /// That it is not let in; like any other refusal it goes on without the store.
    pub(super) fn note_typed(
        &self,
        by: &SignedIn,
        ticket: String,
        reason: &'static str,
        handler: &impl EffectHandler,
    ) {
        let at = handler.now().wall;
        let business_day = business_day(self.config.terminal.timezone.0.to_datetime(at));
        let who = by.name().as_str().to_owned();
        let refusal = TypedRefusal { at, business_day, who, ticket, reason };
        if let Err(fault) = self.store.note_typed_refusal(&refusal) {
            log::error!("a typed ticket that was refused is not recorded: {fault}");
        }
    }

    /// On the disk before the gate moves.
    fn use_up(
        &self,
        by: &SignedIn,
        typed: &TypedTicket,
        handler: &impl EffectHandler,
    ) -> Result<ToldRecord, NotOpened> {
        let stands = by.stands_in(self.store.reader()).map_err(not_recorded)?;
        if !by.may(Right::OpenByHand) || !stands {
            return Err(NotOpened::NotAllowed);
        }
        let (at, ticket) = (handler.now().wall, &typed.ticket);
        let opening = ManualOpening {
            at,
            business_day: business_day(self.config.terminal.timezone.0.to_datetime(at)),
            who: by.name().as_str().to_owned(),
            reason: Some(OpenReason::CheckedByHand),
        };
        let used = UsedByHand {
            opening,
            film_ticket_code: ticket.film_ticket_code,
            screen_code: ticket.screen_code,
            session_code: ticket.session_code,
            show_time: ticket.show_time,
            film_name: typed.facts.film_name.clone(),
            screen_name: typed.facts.screen_name.clone(),
        };
        let number = self.store.use_by_hand(&used).map_err(not_recorded)?;
        Ok(ToldRecord::of(number, ticket.film_ticket_code, ticket.session_code, at))
    }
}

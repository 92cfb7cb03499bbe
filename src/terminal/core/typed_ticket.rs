//! Tickets that staff let in by their number: judged as scanned ones are, used up, then the gate opens.

use std::sync::Arc;

use super::menu_effects::not_recorded;
use super::{Core, CoreStore, EffectHandler};
use crate::clock::business_day;
use crate::people::Right;
use crate::terminal::door::{Page, TypedTicket};
use crate::terminal::menu::{MenuInput, NotOpened, ShownVerdict};
use crate::terminal::operators::SignedIn;
use crate::terminal::store::{ManualOpening, OpenReason, TypedRefusal, UsedByHand};

impl<R: CoreStore> Core<R> {
    /// What a visitor would be told who shows this ticket.
    pub(super) fn judge(
        &self,
        typed: &Arc<TypedTicket>,
        handler: &impl EffectHandler,
    ) -> MenuInput {
        let now = handler.now();
        let page = self.verdict_page(typed, handler);
        let at = self.config.terminal.timezone.0.to_datetime(now.wall);
        match ShownVerdict::of(&page, at) {
            Some(verdict) => MenuInput::Judged(typed.clone(), verdict.into()),
            // Both pages tell a verdict.
            None => MenuInput::Opened(Err(NotOpened::NotRecorded)),
        }
    }

    fn verdict_page(&self, typed: &TypedTicket, handler: &impl EffectHandler) -> Page {
        let ticket = &typed.ticket;
        let known =
            self.store.recall(ticket.film_ticket_code, ticket.screen_code, ticket.show_time);
        let known = known.inspect_err(|fault| {
            self.store.note_fault(fault);
            log::error!("{fault}");
        });
        self.door.judge_typed(handler.now(), typed, known.ok())
    }

    /// Judged once more, as it may have been scanned meanwhile; on the disk before the gate moves.
    pub(super) fn let_in(
        &mut self,
        by: &SignedIn,
        typed: &Arc<TypedTicket>,
        handler: &mut impl EffectHandler,
    ) -> MenuInput {
        let admits = matches!(self.verdict_page(typed, handler), Page::Admitted { .. });
        // It may be the very ticket that waits for the platform's answer: asked once more.
        if !admits || self.door.is_judging() {
            return self.judge(typed, handler);
        }
        match self.use_up(by, typed, handler) {
            Ok(()) => self.move_gate(handler),
            Err(why) => MenuInput::Opened(Err(why)),
        }
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

    fn use_up(
        &self,
        by: &SignedIn,
        typed: &TypedTicket,
        handler: &impl EffectHandler,
    ) -> Result<(), NotOpened> {
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
        self.store.use_by_hand(&used).map_err(not_recorded)
    }
}

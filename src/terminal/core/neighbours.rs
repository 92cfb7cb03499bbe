//! What the other doors of the cinema have told.

use super::{Core, CoreStore, EffectHandler, Event};
use crate::clock::business_day;
use crate::terminal::door::{ClaimId, Input, NeighbourAnswer};
use crate::terminal::neighbours::NeighbourCommand;
use crate::terminal::store::{KeepBatch, Store, ToldDouble};

impl<R: CoreStore> Core<R> {
    /// The other doors have answered a claim.
    pub fn on_neighbours_answer(
        &mut self,
        id: ClaimId,
        answer: NeighbourAnswer,
        handler: &mut impl EffectHandler,
    ) {
        self.handle(Input::Neighbours(id, answer), handler);
    }
}

impl Core<Store> {
    /// Keeps what they told of their admissions, and answers that; a disk that does not take it is told
    /// again.
    pub fn keep_told(&mut self, batch: &KeepBatch, handler: &mut impl EffectHandler) {
        let now = handler.now();
        let day = business_day(self.config.terminal.timezone.0.to_datetime(now.wall));
        let kept = self.store.keep_told(batch, day, now.wall);
        handler.tell_neighbours(NeighbourCommand::Kept { done: kept.is_ok() });
        match kept {
            Ok(doubled) => {
                for ToldDouble { seq, door } in doubled {
                    handler.report(Event::DoubleAdmission { seq, door: Some(door) });
                }
            }
            Err(fault) => {
                self.store.note_fault(&fault);
                log::error!("the store did not keep what other doors told: {fault}");
            }
        }
    }
}

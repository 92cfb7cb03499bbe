//! What a reply of the channel changes of the catalogue, written down: one transaction a reply, and only what differs.

use super::{Core, EffectHandler, Event};
use crate::terminal::store::{CatalogueChange, CatalogueOutcome, CataloguePart, Store};
use crate::terminal::sync::CatalogueFault;

impl Core<Store> {
    /// A request for one of the lists ended.
    pub fn take_catalogue(
        &mut self,
        part: CataloguePart,
        change: Option<&CatalogueChange>,
        fault: Option<CatalogueFault>,
        handler: &mut impl EffectHandler,
    ) {
        let store = &self.store;
        let taken = change.map(|change| store.take_catalogue(change).map(|()| change.outcome()));
        let (result, fault) = match taken {
            None => (CatalogueOutcome::Failed, fault),
            Some(Ok(outcome)) => (outcome, fault),
            Some(Err(cause)) => {
                store.note_fault(&cause);
                (CatalogueOutcome::Failed, Some(CatalogueFault::of_store(&cause)))
            }
        };
        if let Some(fault) = &fault
            && let Err(cause) = store.note_catalogue_error(part, &fault.kept(), handler.now().wall)
        {
            store.note_fault(&cause);
        }
        let count = store.catalogue_count(part).unwrap_or_else(|cause| {
            log::warn!("the catalogue does not read: {cause}");
            0
        });
        handler.report(Event::Catalogue { part, result, count, error: fault });
    }
}

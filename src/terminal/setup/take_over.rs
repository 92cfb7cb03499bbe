//! A file that was found good is taken over, step by step: whenever the power is cut, the old
//! configuration holds or the next one does, and the next start does what is left.

use super::card::CardText;
use super::durable;
use super::fault::SetupError;
use super::judge::TakeOverPlan;
use super::kept::Kept;
use super::mount::while_writable;
use super::places::SetupArgs;

/// What is done, one durable change each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum TakeOverStep {
    /// The next configuration is on the disk, beside the one in force.
    Successor,
    /// It counts: from here on only forward.
    Commit,
    /// It has its name.
    InForce,
    /// No secret is left on the card.
    Wipe,
    /// Nothing is left to do.
    Done,
}

/// The terminal reads its configuration, and so does whoever is in its group.
pub(super) const GROUP: &str = "hallgate";

/// Takes a plan over.
pub fn take_over(
    places: &SetupArgs,
    plan: &TakeOverPlan,
    card: Option<&CardText>,
    header: &str,
) -> Result<Kept, SetupError> {
    use strum::VariantArray;
    let mut kept = plan.kept.clone();
    for step in TakeOverStep::VARIANTS {
        perform(*step, places, &plan.text, &mut kept, card, header)?;
    }
    Ok(kept)
}

/// Does what a power cut has left undone of an earlier take-over.
pub fn finish(
    places: &SetupArgs,
    kept: &mut Kept,
    card: Option<&CardText>,
    header: &str,
) -> Result<(), SetupError> {
    if kept.done || !kept.is_begun() {
        return Ok(());
    }
    // Another file than the one that was taken over has secrets of its own, that nobody has yet.
    let same = card.filter(|card| Some(card.identity()) == kept.card);
    for step in [TakeOverStep::InForce, TakeOverStep::Wipe, TakeOverStep::Done] {
        perform(step, places, "", kept, same, header)?;
    }
    Ok(())
}

fn perform(
    step: TakeOverStep,
    places: &SetupArgs,
    text: &str,
    kept: &mut Kept,
    card: Option<&CardText>,
    header: &str,
) -> Result<(), SetupError> {
    let (config, next) = (places.config(), places.next_config());
    match step {
        TakeOverStep::Successor => {
            let group = durable::group_of(GROUP);
            durable::make_folder(&places.etc, 0o750)
                .and_then(|()| durable::write(&next, text.as_bytes(), 0o640, group))
                .map_err(SetupError::not_stored(&next))
        }
        TakeOverStep::Commit => kept.store(&places.kept()),
        TakeOverStep::InForce if next.exists() => {
            durable::rename(&next, &config).map_err(SetupError::not_stored(&config))
        }
        TakeOverStep::InForce => Ok(()),
        TakeOverStep::Wipe => {
            if let Some(card) = card
                && let Err(cause) = while_writable(card.folder(), || card.wipe(header))
            {
                // A card that can't be written keeps nobody out; the status tells it.
                log::warn!("{}: {cause}; code and passphrase stay there", card.path().display());
            }
            Ok(())
        }
        TakeOverStep::Done => {
            kept.done = true;
            kept.store(&places.kept())
        }
    }
}

#[cfg(test)]
#[path = "tests/take_over.rs"]
mod tests;

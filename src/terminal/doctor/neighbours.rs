//! The other doors of the cinema: whether there is a key, and what the running terminal knows of them.

use jiff::Timestamp;

use super::Finding;
use crate::terminal::config::{Config, NeighboursConfig};
use crate::terminal::neighbours::{NeighbourKey, NeighboursHealth};
use crate::terminal::store::{DatabaseKey, Setting, StoreReader};
use crate::words::Bilingual;
use crate::words::neighbours::Text;

/// None where none are configured.
pub(super) fn check(config: &Config) -> Option<Finding> {
    let neighbours = config.neighbours.as_ref()?;
    Some(found(config, neighbours))
}

fn found(config: &Config, neighbours: &NeighboursConfig) -> Finding {
    if let Err(fault) = NeighbourKey::load(&neighbours.key) {
        return Finding::fault(Bilingual::of(&fault));
    }
    let Some(health) = kept(config) else {
        return Finding::note(Bilingual::by(|language| Text::NoneTold.plain(language)));
    };
    let now = Timestamp::now();
    let said = Bilingual::by(|language| health.message(now, language));
    match () {
        () if health.needs_attention() => Finding::fault(said),
        () if health.doors.is_empty() => Finding::note(said),
        () => Finding::fine(said),
    }
}

/// As the running terminal has written it down.
fn kept(config: &Config) -> Option<NeighboursHealth> {
    let key = DatabaseKey::load(&config.store.key).ok()?;
    let reader = StoreReader::open(&config.store.path, &key).ok()?;
    NeighboursHealth::from_json(&reader.get(Setting::Neighbours).ok()??)
}

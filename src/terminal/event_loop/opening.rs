//! The store at the start, with all that the start reads of it.

use jiff::Timestamp;

use super::ending::TerminalError;
use super::status_model::StatusModel;
use crate::clock::{Boot, Clock};
use crate::terminal::config::Config;
use crate::terminal::operators;
use crate::terminal::store::{DatabaseKey, Store, StoreError, StoreReader, StoredKey};

/// What the terminal begins with.
pub(super) struct OpenedStore {
    pub store: Store,
    /// With what was changed at the terminal.
    pub config: Config,
    pub keys: Vec<StoredKey>,
    pub status: StatusModel,
    /// When the newest records were made.
    pub newest: Option<Timestamp>,
    /// The worker's.
    pub reader: StoreReader,
}

/// Opens the store. A database that does open and then does not read is looked at in whole and set
/// aside by the same start: a door has no time for a second one.
pub(super) fn open(
    file: &Config,
    key: &DatabaseKey,
    clock: Clock,
) -> Result<OpenedStore, TerminalError> {
    let opened = read(file, key, clock).or_else(|fault| {
        if !fault.is_damage() {
            return Err(fault);
        }
        log::error!("the start does not read the database: {fault}");
        Store::suspect_at(&file.store.path);
        read(file, key, clock)
    });
    Ok(opened?)
}

fn read(file: &Config, key: &DatabaseKey, clock: Clock) -> Result<OpenedStore, StoreError> {
    let store = Store::open(&file.store.path, key)?;
    if let Err(fault) = store.begin_run(Boot::of(&clock)) {
        store.note_fault(&fault); // told by the upkeep, which tries again
    }
    let (config, misfits) = operators::in_force(&store, file)?;
    for misfit in misfits {
        log::warn!("a setting that was changed at the terminal no longer fits: {misfit}");
    }
    let keys = store.keys(config.terminal.cinema_code, clock.now().wall)?;
    let status = StatusModel::open(&store, &config, keys.len())?;
    let (newest, reader) = (store.newest()?, store.reader()?);
    Ok(OpenedStore { store, config, keys, status, newest, reader })
}

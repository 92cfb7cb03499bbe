//! The store at the start, with all that the start reads of it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::ending::TerminalError;
use super::status_model::StatusModel;
use crate::clock::{Boot, Clock};
use crate::terminal::config::Config;
use crate::terminal::operators;
use crate::terminal::store::{DatabaseKey, Store, StoreError, StoreReader, StoredKey};
use crate::ticket::ScreenCode;

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

/// Writes down what the configuration says of the cinema's halls. A disk that does not take it is tried again once it
/// works.
pub(super) fn keep_screens(store: &Store, config: &Config) {
    if let Err(fault) = store.set_screens(&screens(config)) {
        store.note_fault(&fault);
    }
}

/// What the configuration says of the cinema's halls, by their codes.
fn screens(config: &Config) -> Vec<(ScreenCode, Option<u64>, Option<&str>)> {
    let names = &config.terminal.screen_names;
    let halls = config.catalogue.as_ref().map(|catalogue| &catalogue.screens);
    let codes: BTreeSet<ScreenCode> =
        names.keys().chain(halls.into_iter().flat_map(|halls| halls.keys())).copied().collect();
    let hall = |code| halls.and_then(|halls| halls.get(code)).copied();
    let name = |code| names.get(code).map(String::as_str).filter(|name| !name.is_empty());
    codes.iter().map(|code| (*code, hall(code), name(code))).collect()
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
    keep_screens(&store, &config);
    let keys = store.keys(config.terminal.cinema_code, clock.now().wall)?;
    let status = StatusModel::open(&store, &config, keys.len())?;
    let (newest, reader) = (store.newest()?, store.reader()?);
    Ok(OpenedStore { store, config, keys, status, newest, reader })
}

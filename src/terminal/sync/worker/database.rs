//! The worker's connection to the database: closed, and another one in its place.

use std::sync::mpsc::RecvTimeoutError;

use super::{SIGN, WorkerState};
use crate::terminal::store::StoreReader;
use crate::terminal::sync::{SyncCommand, SyncEvent};

impl WorkerState {
    /// Closes the database and waits until there is another connection to it. It is a moment, and
    /// nobody can be admitted meanwhile: what comes in waits.
    pub(super) fn let_go(&mut self) {
        match StoreReader::of_nothing() {
            Ok(nothing) => self.reader = nothing,
            Err(fault) => log::warn!("the upload keeps the database open: {fault}"),
        }
        self.emit(SyncEvent::LetGo);
        let mut later = Vec::new();
        while !self.stopped {
            self.life.sign();
            match self.inbox.recv_timeout(SIGN) {
                Ok(SyncCommand::ReadAnew(reader)) => {
                    self.read_anew(*reader);
                    break;
                }
                Ok(SyncCommand::Stop) | Err(RecvTimeoutError::Disconnected) => self.stopped = true,
                Ok(command) => later.push(command),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
        for command in later {
            self.take(command);
        }
    }

    /// The database was connected to anew; where it is another one, it tells where the upload stands.
    pub(super) fn read_anew(&mut self, reader: StoreReader) {
        self.reader = reader;
        let now = self.settings.clock.now();
        if let Some(schedule) = &mut self.catalogue {
            schedule.begin_anew(&self.reader, now);
        }
        match self.reader.upload_state() {
            Ok(state) if self.open.is_none() => {
                self.records.begin_anew(state, &self.settings.sync);
                self.set_aside.begin_anew();
            }
            Ok(_) => {} // looked at once the note is told again
            Err(fault) => log::warn!("the state of the upload does not read: {fault}"),
        }
    }
}

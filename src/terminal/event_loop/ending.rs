//! The end: a replay that is over, a signal, a part that broke.

use std::path::Path;
use std::time::Duration;

use super::events::Event;
use super::{LoopTerminal, devices};
use crate::terminal::lines::LineError;
use crate::terminal::store::{DatabaseKeyError, Store, StoreError, TaskFault};
use crate::terminal::sync::{SyncCommand, SyncError};
use crate::words::codes::{FaultCode, program};
use crate::words::{Language, Message, display_in_english, errors, system};

/// How long a stop may wait for the worker; the whole stop stays within 2 s.
const STOP: Duration = Duration::from_millis(1200);

/// How long a replay that is over waits for the worker where nothing is left to upload.
const NOTHING_LEFT: Duration = Duration::from_secs(2);

/// How far the end has come.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The replay is over: the gate has to lock.
    AfterGate,
    /// One upload of what is pending is being tried, since then by the monotonic clock.
    AfterFlush {
        since: Duration,
    },
    /// The replay is over and so is the upload.
    Done,
    /// Somebody told the terminal to stop.
    Now,
    Fault {
        task: &'static str,
        fault: TaskFault,
    },
}

/// What ended a terminal that nothing was wrong with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunEnd {
    /// No image was left to show.
    ReplayOver,
    /// A signal told it to.
    Told,
}

/// Why the terminal does not run, or has ended.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    Store(#[from] StoreError),
    DatabaseKey(#[from] DatabaseKeyError),
    Sync(#[from] SyncError),
    Gate(#[from] LineError),
    Imager(std::io::Error),
    Loop(#[from] calloop::Error),
    TaskEnded { task: &'static str, fault: TaskFault },
}

display_in_english!(TerminalError);

impl Message for TerminalError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Store(cause) => cause.code(),
            Self::DatabaseKey(cause) => cause.code(),
            Self::Sync(cause) => cause.code(),
            Self::Gate(cause) => cause.code(),
            Self::Imager(_) => program::THREAD,
            Self::Loop(_) => program::EVENT_LOOP,
            Self::TaskEnded { .. } => program::TASK_ENDED,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Store(cause) => cause.message(language),
            Self::DatabaseKey(cause) => {
                errors::DatabaseKey { fault: cause.message(language) }.text(language)
            }
            Self::Sync(cause) => cause.message(language),
            Self::Gate(cause) => errors::Gate { fault: cause.message(language) }.text(language),
            Self::Imager(cause) => {
                errors::ImagerThread { cause: system::io(cause, language) }.text(language)
            }
            Self::Loop(cause) => {
                errors::EventLoop { cause: system::event_loop(cause, language) }.text(language)
            }
            Self::TaskEnded { task, fault } => {
                errors::TaskEnded { task, cause: fault.message(language) }.text(language)
            }
        }
    }
}

/// Why a start failed. Where the database, which did open, does not read after all, the next start looks at
/// the whole of it and sets it aside.
pub(super) fn not_started(fault: TerminalError, database: &Path) -> TerminalError {
    match fault {
        TerminalError::Store(fault) | TerminalError::Sync(SyncError::Store(fault))
            if fault.is_damage() =>
        {
            log::error!("the start does not read the database: {fault}");
            Store::suspect_at(database);
            StoreError::Damaged(database.to_owned()).into()
        }
        other => other,
    }
}

impl LoopTerminal {
    /// Leads a replay that is over to its end; false when there is nothing left to wait for.
    pub(super) fn wind_down(&mut self) -> bool {
        match self.stopping {
            Some(Stop::AfterGate) if self.core.door().is_idle() => {
                self.stopping = Some(Stop::AfterFlush { since: self.clock.mono() });
                self.periphery.worker.send(SyncCommand::Flush);
                true
            }
            // The worker hangs in some other request, and nothing waits for it.
            Some(Stop::AfterFlush { since })
                if self.periphery.status.pending == 0
                    && self.clock.mono() >= since + NOTHING_LEFT =>
            {
                self.stopping = Some(Stop::Done);
                false
            }
            _ => !self.is_over(),
        }
    }

    /// From here on nobody is judged any more.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.stopping, Some(Stop::Done | Stop::Now | Stop::Fault { .. }))
    }

    /// Leaves the gate in its safe state, then ends the worker.
    pub(super) fn lock_and_stop(&mut self) {
        devices::notify_stopping();
        self.core.end(&mut self.periphery);
        if let Some(neighbours) = &self.periphery.neighbours {
            neighbours.stop(STOP / 4);
        }
        self.periphery.worker.stop(STOP);
    }

    /// Writes down what is left to be told.
    pub(super) fn end(mut self) -> Result<RunEnd, TerminalError> {
        self.periphery.status.save(&self.core.store);
        self.periphery.latency.save(&self.core.store);
        self.core.end_shift(&mut self.periphery);
        self.end_audit();
        self.report(Event::Stopped);
        match self.stopping {
            Some(Stop::Fault { task, fault }) => Err(TerminalError::TaskEnded { task, fault }),
            Some(Stop::Now) => Ok(RunEnd::Told),
            _ => Ok(RunEnd::ReplayOver),
        }
    }
}

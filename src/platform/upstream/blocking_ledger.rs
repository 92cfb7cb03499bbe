//! The ledger for a thread that waits: its work is done on the ledger's own threads.

use crate::platform::ledger::{Lane, Ledger, LedgerError, Session};

/// A thread's way to the ledger.
pub(super) struct BlockingLedger {
    ledger: Ledger,
    /// Waits for the answers; nothing else runs on it.
    runtime: tokio::runtime::Runtime,
}

impl BlockingLedger {
    pub(super) fn new(ledger: Ledger) -> std::io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        Ok(Self { ledger, runtime })
    }

    pub(super) fn read<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<R, LedgerError> + Send + 'static,
    ) -> Result<R, LedgerError> {
        self.runtime.block_on(self.ledger.read(Lane::Upstream, work))
    }

    /// Returns once it is on the disk.
    pub(super) fn write<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<R, LedgerError> + Send + 'static,
    ) -> Result<R, LedgerError> {
        self.runtime.block_on(self.ledger.write(work))
    }
}

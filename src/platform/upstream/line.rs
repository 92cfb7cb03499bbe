//! The line to the national platform: who makes a call over it, and how it stands.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::transport::{Caller, Fault, Remote, Replied, RootsError, Signer};
use crate::wire::calls::Call;

/// How the national platform was found the last time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NationalStatus {
    /// It answered, and as it should.
    pub ok: bool,
    /// What went wrong last, also where all is well again.
    pub last_error: Option<Fault>,
    /// When it was called last; none: not yet.
    pub at: Option<Timestamp>,
}

/// What all calls have in common.
pub(super) struct NationalLine {
    remote: Remote,
    signer: Signer,
    agents: Mutex<Vec<ureq::Agent>>,
    standing: Mutex<NationalStatus>,
}

impl NationalLine {
    pub(super) fn new(remote: Remote, signer: Signer) -> Self {
        Self { remote, signer, agents: Mutex::default(), standing: Mutex::default() }
    }

    /// A connection for a thread of its own, which connects with its first call; `whole` limits each
    /// call.
    pub(super) fn caller(&self, whole: Duration) -> Result<Caller, RootsError> {
        let connect_timeout = self.remote.connect_timeout.min(whole);
        let remote = Remote { connect_timeout, request_timeout: whole, ..self.remote.clone() };
        let caller = Caller::new(&remote, self.signer.clone())?;
        self.agents.lock().unwrap_or_else(PoisonError::into_inner).push(caller.agent());
        Ok(caller)
    }

    /// Makes a call and remembers how it went.
    pub(super) fn call<C: Call>(
        &self,
        caller: &mut Caller,
        query: &C,
        limit: Option<Duration>,
    ) -> Result<Replied<C::Reply>, Fault> {
        let at = Timestamp::now();
        let replied = caller.call(query, at, limit);
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        standing.at = Some(at);
        standing.ok = replied.is_ok();
        if let Err(fault) = &replied {
            if standing.last_error.as_ref() != Some(fault) {
                log::warn!("the national platform: {fault}");
            }
            standing.last_error = Some(fault.clone());
        }
        replied
    }

    pub(super) fn standing(&self) -> NationalStatus {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Cuts all calls that are under way, for good.
    pub(super) fn cut(&self) {
        for agent in self.agents.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            agent.shutdown();
        }
    }
}

//! Who is signed in: kept in memory, so that a restart signs everybody out.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::terminal::operators::SignedIn;
use crate::transport::server::cookies;

/// The longest that somebody stays signed in, whatever they do.
const LONGEST: Duration = Duration::from_secs(12 * 3600);

/// Phones at a time; the one that was used longest ago goes.
const MOST: usize = 64;

/// Of one phone.
struct PhoneSession {
    operator: SignedIn,
    form_token: String,
    opened: Instant,
    used: Instant,
}

/// Sessions by the hash of the secret that the phone's cookie has.
pub(super) struct SignedInPhones {
    idle: Duration,
    open: Mutex<HashMap<String, PhoneSession>>,
}

impl SignedInPhones {
    /// Without a page asked for in so many seconds one is signed out.
    pub(super) fn new(session_s: u64) -> Self {
        Self { idle: Duration::from_secs(session_s), open: Mutex::default() }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<String, PhoneSession>> {
        // Each of the steps below leaves the map whole.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a session; its secret.
    pub(super) fn enter(&self, operator: SignedIn, now: Instant) -> String {
        let secret = cookies::secret();
        let session =
            PhoneSession { operator, form_token: cookies::secret(), opened: now, used: now };
        let mut open = self.open();
        self.sweep(&mut open, now);
        if open.len() >= MOST {
            let oldest = open.iter().min_by_key(|(_, session)| session.used);
            if let Some(key) = oldest.map(|(key, _)| key.clone()) {
                open.remove(&key);
            }
        }
        open.insert(cookies::digest(&secret), session);
        secret
    }

    /// Who has that secret, and the token of their forms.
    pub(super) fn find(&self, secret: &str, now: Instant) -> Option<(SignedIn, String)> {
        let mut open = self.open();
        self.sweep(&mut open, now);
        let session = open.get_mut(&cookies::digest(secret))?;
        session.used = now;
        Some((session.operator.clone(), session.form_token.clone()))
    }

    pub(super) fn leave(&self, secret: &str) {
        self.open().remove(&cookies::digest(secret));
    }

    fn sweep(&self, open: &mut HashMap<String, PhoneSession>, now: Instant) {
        let since = |then| now.saturating_duration_since(then);
        open.retain(|_, it| since(it.used) < self.idle && since(it.opened) < LONGEST);
    }
}

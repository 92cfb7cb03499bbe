//! Who signed a request. Terminals are looked up in the ledger and remembered for a moment, so that a
//! revoked one is believed no more within seconds.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rsa::RsaPublicKey;
use rsa::pkcs8::DecodePublicKey;

use super::Intake;
use super::answer::CallRefusal;
use crate::platform::commands::terminal::is_username;
use crate::platform::ledger::Lane;
use crate::platform::ledger::terminals::{self, Registered};
use crate::ticket::CinemaCode;
use crate::wire::{Request, SignatureForm, VerifyingKey};

/// How long a terminal is remembered: commands take effect within 5 s.
const REMEMBERED: Duration = Duration::from_secs(3);

/// The most terminals that are remembered.
const MOST: usize = 20_000;

/// The longest text, in bytes, that is digested or read in less time than waking a thread takes.
pub(super) const BRIEF: usize = 16 << 10;

/// How long a core is busy with a piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WorkLength {
    /// Some tens of microseconds: another thread would cost as much.
    Brief,
    /// Others' requests must go on meanwhile.
    Long,
}

/// A terminal that signed a request.
#[derive(Debug)]
pub(super) struct KnownTerminal {
    pub name: String,
    pub cinema: CinemaCode,
    signature: SignatureForm,
    /// Its key, and the one before while both hold.
    keys: Vec<(VerifyingKey, Option<i64>)>,
    /// As the ledger has it: preparing its keys takes longer than looking it up.
    registered: Registered,
}

/// Terminals that were looked up a moment ago; none: not known, or revoked.
#[derive(Debug, Default)]
pub(super) struct KnownTerminals(Mutex<HashMap<String, LookedUp>>);

/// When a name was looked up, and who has it.
type LookedUp = (Instant, Option<Arc<KnownTerminal>>);

impl KnownTerminals {
    fn remembered(&self, name: &str) -> Option<Option<Arc<KnownTerminal>>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, caller) = all.get(name)?;
        (since.elapsed() < REMEMBERED).then(|| caller.clone())
    }

    /// Who has the name, as the ledger says now: as before, where nothing of it has changed.
    fn known(&self, found: Option<Registered>) -> Option<Arc<KnownTerminal>> {
        // When it called last is no part of who it is.
        let found = Registered { contact_at: None, offset_s: None, ..found? };
        let before = {
            let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.get(&found.name).and_then(|(_, caller)| caller.clone())
        };
        let same = before.filter(|caller| caller.registered == found);
        same.or_else(|| KnownTerminal::of(found).map(Arc::new))
    }

    /// Its key has changed.
    pub(super) fn forget(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }

    fn remember(&self, name: &str, caller: Option<Arc<KnownTerminal>>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, (since, _)| since.elapsed() < REMEMBERED);
        }
        if all.len() < MOST {
            all.insert(name.to_owned(), (Instant::now(), caller));
        }
    }
}

impl KnownTerminal {
    fn of(found: Registered) -> Option<Self> {
        if found.revoked_at.is_some() {
            return None;
        }
        let old = found.old_key.as_deref().map(|pem| (pem, found.old_key_until_at));
        let current = found.public_key.as_deref().map(|pem| (pem, None));
        let keys = current.into_iter().chain(old).filter_map(|(pem, until)| {
            let key = RsaPublicKey::from_public_key_pem(pem.trim()).ok()?;
            Some((VerifyingKey::of(key), until))
        });
        Some(Self {
            keys: keys.collect(),
            name: found.name.clone(),
            cinema: found.cinema,
            signature: SignatureForm::from_name(&found.signature)?,
            registered: found,
        })
    }

    /// Another cinema's business is none of its.
    pub fn own(&self, asked: CinemaCode) -> Result<CinemaCode, CallRefusal> {
        if asked == self.cinema {
            return Ok(asked);
        }
        Err(CallRefusal::Forbidden(format!("the terminal belongs to another cinema than {asked}")))
    }
}

/// The terminal that signed the request.
pub(super) async fn known(
    intake: &Intake,
    request: &Request<'_>,
) -> Result<Arc<KnownTerminal>, CallRefusal> {
    const NOBODY: CallRefusal = CallRefusal::Stranger("there is no terminal of that Username");
    let name = request.username.as_str();
    // What no terminal can be called is neither looked up nor remembered.
    if !is_username(name) {
        return Err(NOBODY);
    }
    let caller = match intake.callers.remembered(name) {
        Some(caller) => caller,
        None => {
            let wanted = name.to_owned();
            let found = intake
                .ledger
                .read(Lane::Questions, move |session| terminals::find(session, &wanted))
                .await?;
            let caller = intake.callers.known(found);
            intake.callers.remember(name, caller.clone());
            caller
        }
    };
    let caller = caller.ok_or(NOBODY)?;
    let (signed, signature) = (request.signed_text(), request.signature.clone());
    let checked = caller.clone();
    let length = if signed.len() + signature.len() <= BRIEF
        && checked.keys.iter().all(|(key, _)| key.is_usual())
    {
        WorkLength::Brief
    } else {
        WorkLength::Long
    };
    let fits = intake
        .prove(length, move || {
            let now = Timestamp::now().as_second();
            let hold = checked.keys.iter().filter(|(_, until)| until.is_none_or(|at| now < at));
            let mut hold = hold.map(|(key, _)| key);
            hold.any(|key| key.verify(checked.signature, &signed, &signature).is_ok())
        })
        .await?;
    if fits {
        Ok(caller)
    } else {
        Err(CallRefusal::Stranger("the Signature does not fit the request"))
    }
}

impl Intake {
    /// Work for a core: brief work at once, long work beside the serving, a bounded number at a time.
    pub(super) async fn prove<R: Send + 'static>(
        &self,
        length: WorkLength,
        work: impl FnOnce() -> R + Send + 'static,
    ) -> Result<R, CallRefusal> {
        if length == WorkLength::Brief {
            return Ok(work());
        }
        let broken = |_| CallRefusal::Broken("a proof broke off".to_owned());
        let closed = |_| CallRefusal::Broken("the platform is about to end".to_owned());
        let _place = self.proofs.acquire().await.map_err(closed)?;
        tokio::task::spawn_blocking(work).await.map_err(broken)
    }
}

#[cfg(test)]
mod tests {
    use rsa::pkcs8::EncodePublicKey;

    use super::*;

    #[test]
    fn keys_are_prepared_once_until_the_ledger_says_otherwise() {
        let pem = || {
            let key = rsa::RsaPrivateKey::new(&mut rand::rngs::OsRng, 1024).unwrap();
            key.to_public_key().to_public_key_pem(rsa::pkcs8::LineEnding::LF).unwrap()
        };
        let registered = Registered {
            name: "terminal-001".into(),
            cinema: "44010201".parse().unwrap(),
            screens: Vec::new(),
            public_key: Some(pem()),
            old_key: None,
            old_key_until_at: None,
            signature: "md5-hex".into(),
            revoked_at: None,
            contact_at: Some(1),
            offset_s: Some(0),
        };
        let terminals = KnownTerminals::default();
        let look_up = |found: &Registered| {
            let caller = terminals.known(Some(found.clone()));
            terminals.remember(&found.name, caller.clone());
            caller
        };
        let first = look_up(&registered).unwrap();
        let called = Registered { contact_at: Some(9), offset_s: Some(4), ..registered.clone() };
        assert!(Arc::ptr_eq(&first, &look_up(&called).unwrap()));
        let renewed = Registered { public_key: Some(pem()), ..called.clone() };
        assert!(!Arc::ptr_eq(&first, &look_up(&renewed).unwrap()));
        let revoked = Registered { revoked_at: Some(10), ..renewed.clone() };
        assert!(look_up(&revoked).is_none());
        assert!(look_up(&renewed).is_some(), "and back");
        assert!(terminals.known(None).is_none());
    }
}

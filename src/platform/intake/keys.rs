//! GetPublicKeys, and the keys by which reports are proved.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::answer::CallRefusal;
use super::known::KnownTerminal;
use super::{Intake, written};
use crate::clock::wire_time;
use crate::platform::ledger::{Lane, LedgerError, cinemas};
use crate::ticket::{CinemaCode, CinemaKey};
use crate::wire::calls::{PublicKeyEntry, PublicKeysQuery, PublicKeysReply};
use crate::wire::strict;

/// A terminal asks above first where the cache is older: two caches of 30 minutes would make 60.
const FRESH: Duration = Duration::from_secs(300);

/// How long the parsed keys of a cinema are remembered.
const REMEMBERED: Duration = Duration::from_secs(3);

/// Cinemas' keys, parsed a moment ago.
#[derive(Debug, Default)]
pub(super) struct KeyRing(Mutex<HashMap<CinemaCode, Parsed>>);

/// When the keys were parsed, and they.
type Parsed = (Instant, Arc<Vec<CinemaKey>>);

pub(super) async fn answer(
    intake: &Intake,
    caller: &KnownTerminal,
    query: &str,
) -> Result<String, CallRefusal> {
    let query: PublicKeysQuery = strict::exact(query)
        .map_err(|fault| CallRefusal::Malformed(format!("QueryData {fault}")))?;
    let cinema = caller.own(query.cinema_code)?;
    let keys = match &intake.upstream {
        Some(upstream) => upstream.keys_older_than(cinema, FRESH).await?,
        None => {
            intake
                .ledger
                .read(Lane::Questions, move |session| cinemas::handed_out(session, cinema))
                .await?
        }
    };
    let entry = |key: cinemas::KeyEntry| PublicKeyEntry {
        public_key: key.public_key,
        start_time: wire_time(key.start_time),
    };
    let public_keys = keys.into_iter().map(entry).collect();
    written::<PublicKeysQuery>(&PublicKeysReply { public_keys })
}

impl KeyRing {
    /// Every key of the cinema that was ever seen and reads, the newest first.
    pub async fn of(
        &self,
        intake: &Intake,
        cinema: CinemaCode,
    ) -> Result<Arc<Vec<CinemaKey>>, LedgerError> {
        if let Some((since, keys)) =
            self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&cinema)
            && since.elapsed() < REMEMBERED
        {
            return Ok(keys.clone());
        }
        let entries = intake
            .ledger
            .read(Lane::Questions, move |session| cinemas::every_key(session, cinema))
            .await?;
        let keys = entries.iter().filter_map(|entry| CinemaKey::parse(&entry.public_key).ok());
        let keys = Arc::new(keys.collect::<Vec<_>>());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, (since, _)| since.elapsed() < REMEMBERED);
        all.insert(cinema, (Instant::now(), keys.clone()));
        Ok(keys)
    }

    /// New ones have come.
    pub fn forget(&self, cinema: CinemaCode) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&cinema);
    }
}

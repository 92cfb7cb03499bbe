//! Records that no key fitted when they arrived are proved again when keys come, and told after a day
//! (rule 11 of the platform). They are forwarded only once they are proved.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::{BlockingLedger, UpstreamEvent, UpstreamShared};
use crate::platform::ledger::LedgerError;
use crate::platform::ledger::cinemas::every_key;
use crate::platform::ledger::findings::{Kind, Opened};
use crate::platform::ledger::unproved::{self, UnprovedCinema};
use crate::ticket::{CinemaCode, CinemaKey};
use crate::wire::proof::{Contradiction, genuine};

/// How often it is looked whether a record waits although its key is here: it may have been on its way
/// when that came.
const SWEEP: Duration = Duration::from_secs(60);

/// After so long without a key it is a finding.
const OVERDUE_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// Records proved between two commits.
const TOGETHER: i64 = 500;

/// What was tried of each cinema without being through with it: with which keys, and which records
/// were left. Where nothing of it has changed, another try brings nothing.
type Tried = HashMap<CinemaCode, (u64, UnprovedCinema)>;

/// A thread's whole life; `keys_came` has it look at once.
pub(super) fn work(shared: &UpstreamShared, keys_came: &Receiver<()>, blocking: &BlockingLedger) {
    let mut tried = Tried::new();
    loop {
        if let Err(fault) = look(shared, blocking, &mut tried) {
            log::error!("records that wait for a key are looked at later: {fault}");
        }
        match keys_came.recv_timeout(SWEEP) {
            Err(RecvTimeoutError::Disconnected) => return,
            // All that rang meanwhile is answered by one look.
            _ => keys_came.try_iter().for_each(drop),
        }
    }
}

fn look(
    shared: &UpstreamShared,
    blocking: &BlockingLedger,
    tried: &mut Tried,
) -> Result<(), LedgerError> {
    let waiting = blocking.read(unproved::cinemas)?;
    tried.retain(|cinema, _| waiting.iter().any(|own| own.cinema == *cinema));
    for waiting in waiting {
        prove(shared, blocking, waiting, tried)?;
    }
    open_overdue(shared, blocking)
}

fn prove(
    shared: &UpstreamShared,
    blocking: &BlockingLedger,
    waiting: UnprovedCinema,
    tried: &mut Tried,
) -> Result<(), LedgerError> {
    let cinema = waiting.cinema;
    let entries = blocking.read(move |session| every_key(session, cinema))?;
    let mut hasher = DefaultHasher::new();
    entries.iter().for_each(|entry| entry.public_key.hash(&mut hasher));
    let keys_hash = hasher.finish();
    if tried.get(&cinema) == Some(&(keys_hash, waiting)) {
        return Ok(());
    }
    let keys: Vec<CinemaKey> =
        entries.iter().filter_map(|entry| CinemaKey::parse(&entry.public_key).ok()).collect();
    let (mut after, mut left) = (0, waiting.records);
    while after < waiting.newest && !keys.is_empty() && !shared.is_over() {
        let records =
            blocking.read(move |session| unproved::after(session, cinema, after, TOGETHER))?;
        let Some(last) = records.last().map(|pending| pending.number) else { break };
        let (mut proved, mut contradicted) = (Vec::new(), Vec::new());
        for pending in records {
            match genuine(&pending.record, cinema, &keys) {
                Ok(()) => proved.push(pending),
                Err(Contradiction::NoKey) => {}
                Err(Contradiction::Wrong(why)) => contradicted.push((pending, why)),
            }
        }
        left -= proved.len() as i64;
        let now = Timestamp::now();
        let opened = blocking.write(move |session| {
            unproved::note_proved(session, cinema, &proved, now)?;
            let mut opened = Vec::new();
            for (pending, why) in &contradicted {
                opened.extend(unproved::note_unproved(session, cinema, pending, why, now)?);
            }
            Ok(opened)
        })?;
        emit(shared, &opened);
        after = last;
    }
    tried.insert(cinema, (keys_hash, UnprovedCinema { records: left, ..waiting }));
    Ok(())
}

/// Those that have waited for a day.
fn open_overdue(shared: &UpstreamShared, blocking: &BlockingLedger) -> Result<(), LedgerError> {
    let now = Timestamp::now();
    let until = now.checked_sub(OVERDUE_AFTER).unwrap_or(Timestamp::MIN);
    loop {
        let old =
            blocking.read(move |session| unproved::without_finding(session, until, TOGETHER))?;
        if old.is_empty() || shared.is_over() {
            return Ok(());
        }
        let opened = blocking.write(move |session| {
            let mut opened = Vec::new();
            for (cinema, pending) in &old {
                opened.extend(unproved::note_unproved(session, *cinema, pending, "", now)?);
            }
            Ok(opened)
        })?;
        emit(shared, &opened);
    }
}

fn emit(shared: &UpstreamShared, opened: &[Opened]) {
    for finding in opened {
        (shared.events)(UpstreamEvent::Finding { kind: Kind::Unproved, id: finding.id });
    }
}

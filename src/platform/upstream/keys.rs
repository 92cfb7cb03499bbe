//! The keys of a cinema as the national platform tells them, and how they are kept (§5.2.2, §6.6.1).

use std::time::Duration;

use jiff::Timestamp;

use super::{BlockingLedger, UpstreamEvent, UpstreamShared};
use crate::clock::{china_civil, parse_loose_time};
use crate::platform::ledger::LedgerError;
use crate::platform::ledger::cinemas::{self, Fetched, KeyEntry};
use crate::platform::ledger::fetch_fault::{BadEntry, EntryFlaw, FetchFault};
use crate::ticket::{CinemaCode, CinemaKey};
use crate::transport::{Caller, Fault};
use crate::wire::calls::{PublicKeyEntry, PublicKeysQuery, PublicKeysReply};
use crate::words::Language;

/// Fetches a cinema's keys and keeps them: the fault, where no reply that reads came. Records that wait
/// for a key are proved again.
pub(super) fn fetch(
    shared: &UpstreamShared,
    caller: &mut Caller,
    blocking: &BlockingLedger,
    cinema: CinemaCode,
    limit: Option<Duration>,
) -> Result<Result<Fetched, Fault>, LedgerError> {
    let query = PublicKeysQuery { cinema_code: cinema };
    let replied = shared.line.call(caller, &query, limit);
    let read = replied.map(|reply| read(&reply.data));
    let fetched = read.clone().unwrap_or_else(|fault| Fetched::Failed(FetchFault::Exchange(fault)));
    let result = fetched.outcome();
    let count = match &fetched {
        Fetched::Whole(keys) | Fetched::Part(keys, _) => keys.len(),
        Fetched::Failed(_) => 0,
    };
    if let Fetched::Part(_, why) | Fetched::Failed(why) = &fetched {
        log::warn!("the keys of cinema {cinema}: {}", why.message(Language::English));
    }
    let now = Timestamp::now();
    blocking.write(move |session| cinemas::keep(session, cinema, &fetched, now))?;
    (shared.events)(UpstreamEvent::Keys { cinema, result, count });
    if count > 0 {
        shared.keys_came.send(());
    }
    Ok(read)
}

/// What a reply brings: an entry that does not read is left out and told; a reply in which none reads
/// brings nothing.
pub(super) fn read(reply: &PublicKeysReply) -> Fetched {
    let all = reply.public_keys.len();
    let (mut keys, mut entries) = (Vec::new(), Vec::new());
    for (number, entry) in (1..).zip(&reply.public_keys) {
        match key(entry) {
            Ok(key) => keys.push(key),
            Err(flaw) => entries.push(BadEntry { number, flaw }),
        }
    }
    match (keys.is_empty(), entries.is_empty()) {
        (true, true) => Fetched::Failed(FetchFault::Empty),
        (true, false) => Fetched::Failed(FetchFault::Unread { all, entries }),
        (false, true) => Fetched::Whole(keys),
        (false, false) => Fetched::Part(keys, FetchFault::Unread { all, entries }),
    }
}

fn key(entry: &PublicKeyEntry) -> Result<KeyEntry, EntryFlaw> {
    CinemaKey::parse(&entry.public_key)?;
    if entry.start_time.trim().is_empty() {
        return Err(EntryFlaw::NoStartTime);
    }
    let start_time = parse_loose_time(&entry.start_time).ok_or(EntryFlaw::StartTimeUnread)?;
    let public_key = entry.public_key.trim().to_owned();
    Ok(KeyEntry { start_time: china_civil(start_time), public_key })
}

#[cfg(test)]
mod tests {
    use rsa::pkcs1::EncodeRsaPublicKey;

    use super::*;

    fn reply(entries: &[(&str, &str)]) -> PublicKeysReply {
        let entry = |(public_key, start_time): &(&str, &str)| PublicKeyEntry {
            public_key: (*public_key).to_owned(),
            start_time: (*start_time).to_owned(),
        };
        PublicKeysReply { public_keys: entries.iter().map(entry).collect() }
    }

    #[test]
    fn what_does_not_read_is_left_out_and_told_and_an_empty_reply_brings_nothing() {
        let made = rsa::RsaPrivateKey::new(&mut rand::rngs::OsRng, 1024).unwrap();
        let good = made.to_public_key().to_pkcs1_pem(rsa::pkcs1::LineEnding::LF).unwrap();
        let start = "2020-01-01T00:00:00";
        let Fetched::Whole(keys) = read(&reply(&[(&good, start)])) else { panic!() };
        assert_eq!(keys[0].public_key, good.trim());
        let part = read(&reply(&[(&good, ""), ("?", start), (&good, "soon"), (&good, start)]));
        let Fetched::Part(keys, why) = part else { panic!("{part:?}") };
        assert_eq!(keys.len(), 1);
        let flaws = [EntryFlaw::NoStartTime, EntryFlaw::Encoding, EntryFlaw::StartTimeUnread];
        let entries = (1..).zip(flaws).map(|(number, flaw)| BadEntry { number, flaw }).collect();
        assert_eq!(why, FetchFault::Unread { all: 4, entries });
        assert!(matches!(read(&reply(&[])), Fetched::Failed(_)));
        assert!(matches!(read(&reply(&[(&good, "")])), Fetched::Failed(_)));
    }
}

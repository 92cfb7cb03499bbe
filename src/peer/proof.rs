//! Whether the records of a report are true, all of them, on all cores.

use jiff::civil::DateTime;
use serde_json::value::RawValue;

use crate::ticket::{CinemaCode, CinemaKey};
use crate::wire::calls::CheckTicket;
use crate::wire::{proof, strict};
use crate::words::plain::plain;

/// A record and its JSON as it was sent.
pub(super) type Proved<'a> = (CheckTicket, &'a str);

/// Fewer records are not worth a further thread.
const SHARE: usize = 64;

/// Proves every record, `now` by the platform's clock; the fault names the first one that is not
/// right, counted from 0.
pub(super) fn records<'a>(
    raw: &[&'a RawValue],
    cinema: CinemaCode,
    keys: &[CinemaKey],
    now: DateTime,
) -> Result<Vec<Proved<'a>>, String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = raw.len().div_ceil(threads).max(SHARE);
    let prove = |first: usize, share: &[&'a RawValue]| -> Result<Vec<Proved<'a>>, String> {
        let proved = share.iter().enumerate().map(|(at, raw)| {
            let record = strict::record(raw.get()).and_then(|record| {
                let possible = proof::possible(&record, now);
                let proved = possible.and_then(|()| proof::genuine(&record, cinema, keys));
                proved.map(|()| record).map_err(|fault| fault.to_string())
            });
            // What is not right is quoted.
            let named = |fault: String| format!("CheckTickets[{}] {}", first + at, plain(&fault));
            record.map(|record| (record, raw.get())).map_err(named)
        });
        proved.collect()
    };
    std::thread::scope(|scope| {
        let shares: Vec<_> = raw
            .chunks(share)
            .enumerate()
            .map(|(at, part)| scope.spawn(move || prove(at * share, part)))
            .collect();
        let mut proved = Vec::with_capacity(raw.len());
        for share in shares {
            let lost = |_| "could not be proved: a thread of the platform ended".to_owned();
            proved.extend(share.join().map_err(lost)??);
        }
        Ok(proved)
    })
}

//! Verifying the protected log: a million entries are more than a terminal writes in its life.

use std::time::{Duration, Instant};

use hallgate::terminal::store::detail::{Leaving, OperatorPlace, WhyNot};
use hallgate::terminal::store::{
    AdminStore, AuditDetail, Change, DatabaseKey, OpenReason, StoreError,
};
use jiff::{SignedDuration, Timestamp};

/// Entries in the log.
const ENTRIES: u32 = 1_000_000;

/// Entries that are added at once.
const BATCH: u32 = 20_000;

pub fn print() {
    let folder = tempfile::tempdir().unwrap();
    let key = DatabaseKey::from_bytes(&[42; 32]).unwrap();
    let mut admin_store =
        AdminStore::open_or_make(&folder.path().join("hallgate.db"), &key).unwrap();
    let began = Instant::now();
    for batch in 0..ENTRIES / BATCH {
        admin_store.change(|change| fill(change, batch * BATCH)).unwrap();
    }
    let filled = began.elapsed();
    let began = Instant::now();
    let span = admin_store.verify_audit().unwrap().unwrap();
    let took = began.elapsed();
    assert_eq!(span.entries, u64::from(ENTRIES));
    println!("\nthe protected log, {ENTRIES} entries");
    println!("  audit verify            {:>8.2} s   promised: 10 s", seconds(took));
    println!("  an entry, without sync  {:>8.2} µs", seconds(filled) * 1e6 / f64::from(ENTRIES));
}

fn fill(change: &Change, from: u32) -> Result<(), StoreError> {
    let place = OperatorPlace::Screen;
    for number in from..from + BATCH {
        let at = Timestamp::UNIX_EPOCH
            + SignedDuration::from_secs(1_700_000_000 + i64::from(number) * 30);
        let (who, detail) = match number % 3 {
            0 => ("wang.fang", AuditDetail::SignInFailed { place, why: WhyNot::WrongPassword }),
            1 => (
                "li",
                AuditDetail::OpenedByHand {
                    reason: Some(OpenReason::UnreadableTicket),
                    ticket: None,
                },
            ),
            _ => ("103", AuditDetail::SignOut { by: Leaving::Automatic }),
        };
        change.log(who, &detail, at)?;
    }
    Ok(())
}

fn seconds(took: Duration) -> f64 {
    took.as_secs_f64()
}

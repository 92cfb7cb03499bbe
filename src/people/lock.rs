//! Wrong passwords lock a name for a while that grows.

use jiff::{SignedDuration, Timestamp};

/// Attempts to sign in since the last good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attempts {
    pub failed: u32,
    pub locked_until: Option<Timestamp>,
}

/// So many wrong passwords in a row lock the name, and so many more lock it again.
pub const ATTEMPTS: u32 = 5;

/// Minutes of the first lock, the second, and so on; the last one stays.
const MINUTES: [i64; 4] = [1, 5, 15, 60];

/// Minutes of the lock that so many wrong passwords in a row earn; none below [`ATTEMPTS`].
pub fn lock_minutes(failed: u32) -> Option<i64> {
    let locks = usize::try_from(failed / ATTEMPTS).unwrap_or(usize::MAX);
    (locks > 0).then(|| MINUTES[locks.min(MINUTES.len()) - 1])
}

/// Whether the password may be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptDecision {
    /// Counted as wrong, to be kept before it is looked at, so that neither cutting the power nor
    /// trying at two places gives a guess for nothing.
    Counted(Attempts),
    /// Not before this moment.
    Locked(Attempts, Timestamp),
}

/// What the next try to sign in counts as.
pub fn decide_attempt(before: Attempts, now: Timestamp) -> AttemptDecision {
    let after = |failed| lock_minutes(failed).map(|minutes| later(now, minutes));
    if let Some(until) = before.locked_until.filter(|until| now < *until) {
        // A clock that was set back does not make a lock longer.
        let until = after(before.failed).map_or(until, |longest| until.min(longest));
        return AttemptDecision::Locked(Attempts { locked_until: Some(until), ..before }, until);
    }
    let failed = before.failed.saturating_add(1);
    let locked_until = if failed.is_multiple_of(ATTEMPTS) { after(failed) } else { None };
    AttemptDecision::Counted(Attempts { failed, locked_until })
}

fn later(now: Timestamp, minutes: i64) -> Timestamp {
    now.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        later(Timestamp::constant(1_800_000_000, 0), minute)
    }

    #[test]
    fn every_fifth_wrong_password_locks_for_longer() {
        let (mut attempts, mut minute, mut locks) = (Attempts::default(), 0, Vec::new());
        for _ in 0..30 {
            let AttemptDecision::Counted(counted) = decide_attempt(attempts, at(minute)) else {
                panic!("locked")
            };
            attempts = counted;
            if let Some(until) = attempts.locked_until {
                let AttemptDecision::Locked(same, shown) = decide_attempt(attempts, at(minute))
                else {
                    panic!("not locked")
                };
                assert_eq!((same, shown), (attempts, until));
                let length = (minute..).find(|later| at(*later) >= until).unwrap() - minute;
                locks.push((attempts.failed, length));
                minute += length;
            }
        }
        assert_eq!(locks, [(5, 1), (10, 5), (15, 15), (20, 60), (25, 60), (30, 60)]);
    }

    #[test]
    fn a_clock_set_back_neither_ends_nor_lengthens_a_lock() {
        let locked = Attempts { failed: 5, locked_until: Some(at(1)) };
        let AttemptDecision::Locked(kept, until) = decide_attempt(locked, at(-100_000)) else {
            panic!("not locked")
        };
        assert_eq!(until, at(-99_999));
        assert_eq!(kept.locked_until, Some(until));
    }

    #[test]
    fn counts_and_times_at_their_ends_are_borne() {
        let most = Attempts { failed: u32::MAX, locked_until: None };
        assert!(matches!(decide_attempt(most, Timestamp::MAX), AttemptDecision::Counted(_)));
        assert_eq!(lock_minutes(4), None);
        assert_eq!(lock_minutes(u32::MAX), Some(60));
    }
}

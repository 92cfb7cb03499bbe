//! The cinema's public keys: when they are fetched, and reading what comes (§5.1.5, §5.2.6).

use std::time::Duration;

use jiff::civil::DateTime;

use crate::clock::{china_civil, parse_loose_time};
use crate::terminal::config;
use crate::terminal::store::{StoredKey, bounded};
use crate::ticket::CinemaKey;
use crate::transport::RetryTimer;
use crate::wire::calls::{Call, PublicKeyEntry, PublicKeysQuery, PublicKeysReply};
use crate::wire::{Flaw, What};

/// When the keys are fetched. Moments are of [`crate::clock::Clock::mono`].
#[derive(Debug)]
pub(super) struct Schedule {
    refresh: Duration,
    miss_interval: Duration,
    due: Duration,
    retry: RetryTimer,
    last_miss: Option<Duration>,
    rng: fastrand::Rng,
}

impl Schedule {
    /// Due at once.
    pub(super) fn new(keys: &config::KeysConfig, retry: RetryTimer, rng: fastrand::Rng) -> Self {
        Self {
            refresh: Duration::from_secs(keys.refresh_s),
            miss_interval: Duration::from_secs(keys.miss_interval_s),
            due: Duration::ZERO,
            retry,
            last_miss: None,
            rng,
        }
    }

    /// When the next regular request is due.
    pub(super) fn due(&self) -> Duration {
        self.retry.after(self.due)
    }

    /// Whether a ticket that no key fits may cause a request now; then it counts as made.
    pub(super) fn miss(&mut self, now: Duration) -> bool {
        let allowed = self.last_miss.is_none_or(|last| now >= last + self.miss_interval);
        if allowed {
            self.last_miss = Some(now);
        }
        allowed
    }

    /// Keys came: the next regular request is due after the interval, give or take a twentieth,
    /// so that terminals that were switched on together do not call together.
    pub(super) fn fetched(&mut self, now: Duration) {
        self.retry.clear();
        self.due = now + self.refresh.mul_f64(0.95 + 0.1 * self.rng.f64());
    }

    /// None came, though a regular request was due.
    pub(super) fn failed(&mut self, now: Duration, by_link: bool) {
        if self.due <= now {
            self.retry.fail(now, by_link);
        }
    }

    /// Whether a regular request failed and will be made again soon.
    pub(super) fn is_held(&self) -> bool {
        self.retry.is_held()
    }

    /// The platform answered another call.
    pub(super) fn contact(&mut self) {
        self.retry.contact();
    }
}

/// What came of a reply with keys.
#[derive(Debug)]
pub(super) struct Read {
    /// Each once, at most [`MOST_KEYS`], the newest start first.
    pub keys: Vec<StoredKey>,
    /// How many do not read.
    pub unreadable: usize,
    /// How many there are beyond those that are kept.
    pub surplus: usize,
}

impl Read {
    /// What in the reply is not right.
    pub(super) fn flaws(&self) -> Vec<Flaw> {
        let counts = [(What::Unreadable, self.unreadable), (What::Surplus, self.surplus)];
        let flaw = |(what, count)| Flaw {
            api: PublicKeysQuery::API,
            field: "PublicKeys".into(),
            what,
            count,
        };
        counts.into_iter().filter(|(_, count)| *count > 0).map(flaw).collect()
    }
}

/// The keys that read: those that do not hold back another. `now`: China Standard Time.
pub(super) fn readable(reply: &PublicKeysReply, now: DateTime) -> Read {
    let mut keys = Vec::new();
    for (at, entry) in reply.public_keys.iter().enumerate() {
        match read(entry) {
            Ok(key) => keys.push(key),
            Err(why) => log::debug!("key {} of {}: {why}", at + 1, reply.public_keys.len()),
        }
    }
    let unreadable = reply.public_keys.len() - keys.len();
    let (keys, surplus) = bounded(keys, now);
    Read { keys, unreadable, surplus }
}

fn read(entry: &PublicKeyEntry) -> Result<StoredKey, String> {
    let key = CinemaKey::parse(&entry.public_key).map_err(|fault| fault.to_string())?;
    let start_time = parse_loose_time(&entry.start_time)
        .ok_or("has a StartTime that is not of the form 2019-01-01T00:00:00")?;
    let start_time = china_civil(start_time);
    Ok(StoredKey { key, start_time })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn schedule() -> Schedule {
        let rng = || fastrand::Rng::with_seed(7);
        Schedule::new(&config::KeysConfig::default(), RetryTimer::new(60 * SECOND, rng()), rng())
    }

    #[test]
    fn regular_requests_come_every_half_hour_give_or_take_a_twentieth() {
        let mut schedule = schedule();
        assert_eq!(schedule.due(), Duration::ZERO);
        for _ in 0..100 {
            schedule.fetched(10 * SECOND);
            let wait = (schedule.due() - 10 * SECOND).as_secs_f64();
            assert!((1710.0..=1890.0).contains(&wait), "{wait}");
        }
    }

    #[test]
    fn a_failure_is_tried_again_soon_but_never_brings_a_later_date_forward() {
        let mut schedule = schedule();
        schedule.failed(SECOND, true);
        assert!(schedule.due() > SECOND && schedule.due() <= 2 * SECOND);
        schedule.contact();
        assert_eq!(schedule.due(), Duration::ZERO);
        schedule.fetched(3 * SECOND);
        let due = schedule.due();
        schedule.failed(4 * SECOND, true);
        assert_eq!(schedule.due(), due);
    }

    #[test]
    fn misses_cause_at_most_one_request_each_interval() {
        let mut schedule = schedule();
        assert!(schedule.miss(SECOND));
        assert!(!schedule.miss(20 * SECOND));
        assert!(schedule.miss(21 * SECOND));
    }

    #[test]
    fn more_keys_than_are_kept_are_told() {
        use rsa::pkcs1::EncodeRsaPublicKey;
        use rsa::{BigUint, RsaPublicKey};
        // Moduli of no use, but of the right shape.
        let entry = |number: usize| {
            let modulus = (BigUint::from(1_u8) << 1023) + BigUint::from(2 * number + 1);
            let key = RsaPublicKey::new(modulus, BigUint::from(65537_u32)).unwrap();
            PublicKeyEntry {
                public_key: key.to_pkcs1_pem(rsa::pkcs1::LineEnding::LF).unwrap(),
                start_time: "2019-01-01T00:00:00".into(),
            }
        };
        let public_keys = (0..crate::terminal::store::MOST_KEYS + 3).map(entry).collect();
        let now = "2026-05-01T20:00:00".parse().unwrap();
        let read = readable(&PublicKeysReply { public_keys }, now);
        assert_eq!((read.keys.len(), read.unreadable), (crate::terminal::store::MOST_KEYS, 0));
        let flaws = read.flaws();
        assert_eq!((flaws.len(), flaws[0].what, flaws[0].count), (1, What::Surplus, 3));
    }

    #[test]
    fn a_bad_key_holds_back_no_other() {
        use rsa::pkcs1::EncodeRsaPublicKey;
        let made = rsa::RsaPrivateKey::new(&mut rand::rngs::OsRng, 1024).unwrap();
        let good = made.to_public_key().to_pkcs1_pem(rsa::pkcs1::LineEnding::LF).unwrap();
        let entry = |public_key: &str, start_time: &str| PublicKeyEntry {
            public_key: public_key.into(),
            start_time: start_time.into(),
        };
        let now = "2026-05-01T20:00:00".parse().unwrap();
        let reply = PublicKeysReply {
            public_keys: vec![
                entry("", "2019-01-01T00:00:00"),
                entry(&good, "soon"),
                entry(&good, "2019-01-01T00:00:60"),
                entry(&good, "2019-01-01T00:00:00"),
                entry(&good, "2019-01-01 00:00:00"),
                entry(&good, "2018-12-31T16:00:00Z"),
            ],
        };
        let read = readable(&reply, now);
        assert_eq!((read.keys.len(), read.unreadable, read.surplus), (1, 3, 0));
        assert_eq!(read.keys[0].start_time, "2019-01-01T00:00:00".parse().unwrap());
        let flaws = read.flaws();
        assert_eq!((flaws.len(), flaws[0].what, flaws[0].count), (1, What::Unreadable, 3));
    }
}

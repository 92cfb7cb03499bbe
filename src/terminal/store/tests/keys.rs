//! Cached keys: replaced by newer ones, deleted by nothing else. And facts about the terminal.

use std::sync::LazyLock;

use jiff::ToSpan;
use rsa::{BigUint, RsaPrivateKey, RsaPublicKey};

use super::*;
use crate::clock::china_civil;
use crate::ticket::{CinemaCode, CinemaKey};

static KEYS: LazyLock<Vec<CinemaKey>> = LazyLock::new(|| {
    let make = |_| RsaPrivateKey::new(&mut rand::rngs::OsRng, 1024).unwrap().to_public_key();
    (0..3).map(make).map(CinemaKey::from_rsa).collect()
});

fn cached(number: usize, year: i16) -> StoredKey {
    StoredKey { key: KEYS[number].clone(), start_time: datetime(year, 1, 1, 0, 0, 0, 0) }
}

/// A public key of 1024 bits that is nobody's.
fn odd_key(number: usize) -> CinemaKey {
    let modulus = (BigUint::from(1_u8) << 1023) + BigUint::from(2 * number + 1);
    CinemaKey::from_rsa(RsaPublicKey::new(modulus, BigUint::from(65537_u32)).unwrap())
}

fn cinema(code: &str) -> CinemaCode {
    code.parse().unwrap()
}

#[test]
fn keys_are_replaced_by_newer_ones_and_by_nothing_else() {
    let mut site = Site::with(0);
    let own = cinema("12345678");
    let mut put = |keys: &[StoredKey], replace, expected: bool, left: &[StoredKey]| {
        assert_eq!(site.store.put_keys(own, keys, replace, moment(0)).unwrap(), expected);
        assert_eq!(site.store.keys(own, moment(0)).unwrap(), left);
    };
    let [a, b, c] = [cached(0, 2024), cached(1, 2025), cached(2, 2026)];
    put(&[], true, false, &[]);
    put(&[a.clone(), b.clone()], true, true, &[b.clone(), a.clone()]);
    put(&[b.clone(), a.clone()], true, false, &[b.clone(), a.clone()]);
    put(&[], true, false, &[b.clone(), a.clone()]);
    put(std::slice::from_ref(&a), false, false, &[b.clone(), a.clone()]);
    put(std::slice::from_ref(&c), false, true, &[c.clone(), b.clone(), a.clone()]);
    put(&[b.clone(), c.clone()], true, true, &[c.clone(), b.clone()]);
    let moved = StoredKey { start_time: datetime(2027, 1, 1, 0, 0, 0, 0), ..b };
    put(std::slice::from_ref(&moved), false, true, &[moved.clone(), c]);
}

#[test]
fn a_key_that_is_listed_with_two_starts_is_kept_once_and_is_no_change_each_time() {
    let mut site = Site::with(0);
    let own = cinema("12345678");
    let now = moment(0);
    assert_eq!(china_civil(now).year(), 2026);
    let list = [cached(0, 2024), cached(1, 2025), cached(0, 2025), cached(0, 2099)];
    assert!(site.store.put_keys(own, &list, true, now).unwrap());
    // The latest start that has come counts; a later one waits for its time.
    let [first, second] = [cached(0, 2025), cached(1, 2025)];
    let kept = site.store.keys(own, moment(0)).unwrap();
    assert!(kept.len() == 2 && kept.contains(&first) && kept.contains(&second), "{kept:?}");
    for _ in 0..3 {
        assert!(!site.store.put_keys(own, &list, true, now).unwrap());
        assert!(!site.store.put_keys(own, &list, false, now).unwrap());
    }
    let coming = [cached(2, 2098), cached(2, 2097)];
    assert!(site.store.put_keys(own, &coming, true, now).unwrap());
    assert_eq!(site.store.keys(own, moment(0)).unwrap(), [cached(2, 2097)]);
}

#[test]
fn the_newest_keys_are_kept_and_no_more_than_a_verdict_can_try() {
    let mut site = Site::with(0);
    let own = cinema("12345678");
    // Moduli of no use, but of the right shape: to make so many keys takes too long.
    let key = |number: usize| StoredKey {
        key: odd_key(number),
        start_time: datetime(2020, 1, 1, 0, 0, 0, 0)
            .saturating_add(i64::try_from(number).unwrap().days()),
    };
    let list: Vec<StoredKey> = (0..MOST_KEYS + 36).map(key).collect();
    let newest: Vec<StoredKey> = (36..MOST_KEYS + 36).rev().map(key).collect();
    assert!(site.store.put_keys(own, &list, true, moment(0)).unwrap());
    assert_eq!(site.store.keys(own, moment(0)).unwrap(), newest);
    assert!(!site.store.put_keys(own, &list, true, moment(0)).unwrap());
    // Nor when they come in parts, or were left by a program that knew no bound.
    assert!(!site.store.put_keys(own, &list[..36], false, moment(0)).unwrap());
    let old = key(0);
    let sql = "INSERT INTO public_keys VALUES ('12345678', ?1, '2019-01-01T00:00:00', 0)";
    site.store.db.execute(sql, [old.key.to_der()]).unwrap();
    assert_eq!(site.store.keys(own, moment(0)).unwrap(), newest);
}

#[test]
fn keys_that_are_announced_push_out_none_that_is_in_use() {
    let own = cinema("12345678");
    let starting = |number: usize, year: i16| StoredKey {
        key: odd_key(number),
        start_time: datetime(year, 1, 1, 0, 0, 0, 0)
            .saturating_add(i64::try_from(number).unwrap().days()),
    };
    let in_use: Vec<StoredKey> = (0..3).map(|number| starting(number, 2025)).collect();
    let announced = (100..100 + 2 * MOST_KEYS).map(|number| starting(number, 2027));
    let list: Vec<StoredKey> = announced.chain(in_use.clone()).collect();
    for replace in [true, false] {
        let mut site = Site::with(0);
        assert!(site.store.put_keys(own, &list, replace, moment(0)).unwrap());
        let kept = site.store.keys(own, moment(0)).unwrap();
        assert_eq!(kept.len(), MOST_KEYS);
        assert_eq!(kept[MOST_KEYS - 3..], [2, 1, 0].map(|at: usize| in_use[at].clone()));
        // Of those that are announced, the ones that come first.
        assert_eq!(kept[MOST_KEYS - 4], list[0]);
        assert!(!site.store.put_keys(own, &list, replace, moment(0)).unwrap());
    }
    // Where the clock was never set nothing has begun: the newest are the likeliest.
    let (kept, surplus) = bounded(list.clone(), datetime(1970, 1, 1, 8, 0, 0, 0));
    assert_eq!((kept.len(), surplus), (MOST_KEYS, MOST_KEYS + 3));
    assert_eq!(kept[0], list[2 * MOST_KEYS - 1]);
}

#[test]
fn one_cinemas_keys_are_not_anothers() {
    let mut site = Site::with(0);
    let (own, other) = (cinema("12345678"), cinema("87654321"));
    site.store.put_keys(own, &[cached(0, 2024)], true, moment(0)).unwrap();
    site.store.put_keys(other, &[cached(1, 2024)], true, moment(0)).unwrap();
    site.store.put_keys(other, &[cached(2, 2025)], true, moment(0)).unwrap();
    assert_eq!(site.store.keys(own, moment(0)).unwrap(), [cached(0, 2024)]);
    assert_eq!(site.store.keys(other, moment(0)).unwrap(), [cached(2, 2025)]);
}

#[test]
fn a_cached_key_that_does_not_read_holds_back_no_other() {
    let mut site = Site::with(0);
    let own = cinema("12345678");
    site.store.put_keys(own, &[cached(0, 2024)], true, moment(0)).unwrap();
    let sql = "INSERT INTO public_keys VALUES ('12345678', x'3000', '2026-01-01T00:00:00', 0)";
    site.store.db.execute(sql, []).unwrap();
    assert_eq!(site.store.keys(own, moment(0)).unwrap(), [cached(0, 2024)]);
}

#[test]
fn facts_about_the_terminal_are_overwritten_and_read_by_others() {
    let site = Site::with(0);
    let reader = site.reader();
    assert_eq!(reader.get(Setting::Clock).unwrap(), None);
    site.store.set(Setting::Clock, "differs").unwrap();
    site.store.set(Setting::LastError, "1777633200000 no route").unwrap();
    site.store.set(Setting::Clock, "trusted").unwrap();
    assert_eq!(reader.get(Setting::Clock).unwrap().as_deref(), Some("trusted"));
    assert_eq!(reader.get(Setting::LastError).unwrap().as_deref(), Some("1777633200000 no route"));
    assert_eq!(reader.get(Setting::LastContact).unwrap(), None);
}

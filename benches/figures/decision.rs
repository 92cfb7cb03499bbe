//! What a verdict costs: from the text to the record on the disk, beside a bare insert into a
//! SQLCipher table with the same pragmas, in the same run; and the same with a million records.

use std::time::{Duration, Instant};

use super::shelf::{Figures, Shelf};
use base64::prelude::{BASE64_STANDARD, Engine};
use hallgate::clock::{Clock, Now};
use hallgate::terminal::door::{Door, Effect, Input, Report, Rules, Sighting};
use hallgate::terminal::event_loop::persist::{self, Entry};
use hallgate::terminal::store::{MOST_KEYS, Store, StoredKey};
use hallgate::ticket::CinemaKey;
use rsa::{BigUint, RsaPublicKey};
use rusqlite::Connection;

const SAMPLES: usize = 1500;

pub fn print() {
    let shelf = Shelf::fill(2 * SAMPLES);
    println!(
        "text -> verdict with its record committed, {SAMPLES} tickets of 1024-bit keys, release build"
    );
    let mut small = Site::open(&shelf, 1_000);
    let mut large = Site::open(&shelf, 1_000_000);
    // Turn by turn, so that all meet the same disk.
    for (number, (first, second)) in shelf.texts.iter().zip(&shelf.texts[SAMPLES..]).enumerate() {
        small.turn(number, first);
        large.turn(number, second);
    }
    let [(small_bare, small), (large_bare, large)] = [small.figures(), large.figures()];
    println!("                                    p50        p99");
    small_bare.print("bare insert,      1,000 records");
    small.print("whole decision,   1,000 records");
    large_bare.print("bare insert, beside 1,000,000");
    large.print("whole decision, 1,000,000 records");
    println!(
        "decision / bare insert (p50): {:.2}   wanted: at most 1.50",
        small.p50_to(&small_bare)
    );
    println!("1,000,000 / 1,000 (p50):      {:.2}   wanted: at most 1.20", large.p50_to(&small));
    println!("p50 wanted: at most 3 ms, p99: at most 15 ms");
    let (verdict, turn) = crowd(&shelf);
    println!(
        "a code that none of {MOST_KEYS} keys of 4096 bits opens: {verdict:.0?}, the loop's longest turn {turn:.0?}"
    );
    println!("wanted: at most 2 s, and 50 ms with one key more");
}

/// As many keys as are kept, as large as are read, and nobody's: how long the verdict takes, and the
/// loop has no turn in it.
fn crowd(shelf: &Shelf) -> (Duration, Duration) {
    let key = |number: usize| {
        let modulus = (BigUint::from(1_u8) << 4095) + BigUint::from(2 * number + 1);
        let key = RsaPublicKey::new(modulus, BigUint::from(65537_u32)).unwrap();
        StoredKey {
            key: CinemaKey::from_rsa(key),
            start_time: "2026-01-01T00:00:00".parse().unwrap(),
        }
    };
    let keys = (0..MOST_KEYS).map(key).collect();
    let mut door = Door::new(Rules::from_config(&shelf.config), keys, None);
    let clock = Clock::start();
    door.handle(clock.now(), Input::Platform { up: false });
    let cinema = shelf.config.terminal.cinema_code;
    let text = format!("{cinema}{}", BASE64_STANDARD.encode([0x55; 512]));
    let began = clock.mono();
    let sighting = Sighting { texts: vec![text], captured: began, ..Sighting::default() };
    let (mut input, mut longest) = (Input::Frame(sighting), Duration::ZERO);
    loop {
        let turn = clock.mono();
        let mut effects = door.handle(clock.now(), input);
        let verdict = |effect: &Effect| matches!(effect, Effect::Report(Report::Verdict(_)));
        while effects.contains(&Effect::Resume) {
            effects = door.handle(clock.now(), Input::Resumed);
        }
        longest = longest.max(clock.mono() - turn);
        if effects.iter().any(verdict) {
            return (clock.mono() - began, longest);
        }
        input = Input::Tick;
    }
}

/// A door with a store so full, and a bare table on the same disk.
struct Site {
    store: Store,
    bare: Connection,
    door: Door,
    clock: Clock,
    inserts: Vec<Duration>,
    decisions: Vec<Duration>,
    _folder: tempfile::TempDir,
}

impl Site {
    fn open(shelf: &Shelf, records: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hallgate.db");
        let store = Store::open(&path, &shelf.key()).unwrap();
        shelf.fill_records(&path, records);
        let mut door = Door::new(Rules::from_config(&shelf.config), shelf.cinema_keys(), None);
        let clock = Clock::start();
        door.begin(clock.now());
        let bare = bare_table(shelf, &folder.path().join("bare.db"));
        let (inserts, decisions) = (Vec::new(), Vec::new());
        Self { store, bare, door, clock, inserts, decisions, _folder: folder }
    }

    fn turn(&mut self, number: usize, text: &str) {
        let started = Instant::now();
        insert(&self.bare, number, text);
        self.inserts.push(started.elapsed());
        self.decisions.push(decide(&mut self.door, &self.store, &self.clock, text));
        let effects = self.door.handle(self.clock.now(), Input::Passage);
        effects.into_iter().for_each(|effect| drop(persist::enter(&self.store, effect)));
    }

    fn figures(self) -> (Figures, Figures) {
        (Figures::of(self.inserts), Figures::of(self.decisions))
    }
}

/// From the text to the command that opens the gate.
fn decide(door: &mut Door, store: &Store, clock: &Clock, text: &str) -> Duration {
    let started = Instant::now();
    let now = clock.now();
    let sighting =
        Sighting { texts: vec![text.to_owned()], captured: now.mono, ..Sighting::default() };
    let mut rest = std::collections::VecDeque::from(door.handle(now, Input::Frame(sighting)));
    let mut took = None;
    while let Some(effect) = rest.pop_front() {
        if matches!(effect, Effect::Report(Report::Verdict(_))) {
            took = Some(started.elapsed());
        }
        let answer = match persist::enter(store, effect) {
            Entry::Answer(answer) => answer,
            Entry::Other(Effect::Resume) => Input::Resumed,
            Entry::Other(_) | Entry::Noted => continue,
        };
        let now: Now = clock.now();
        rest.extend(door.handle(now, answer));
    }
    took.expect("every ticket of the shelf has a verdict")
}

fn bare_table(shelf: &Shelf, path: &std::path::Path) -> Connection {
    let db = Connection::open(path).unwrap();
    db.pragma_update(None, "key", shelf.pragma()).unwrap();
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -4000;
         PRAGMA wal_autocheckpoint = 500; CREATE TABLE bare (number INTEGER PRIMARY KEY, text TEXT);",
    )
    .unwrap();
    db
}

fn insert(db: &Connection, number: usize, text: &str) {
    db.prepare_cached("INSERT INTO bare VALUES (?1, ?2)")
        .unwrap()
        .execute((number as i64, text))
        .unwrap();
}

//! What a verdict costs: from the text to the record on the disk, beside a bare insert into a
//! SQLCipher table with the same pragmas, in the same run; and the same with a million records.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::shelf::{Figures, Shelf};
use base64::prelude::{BASE64_STANDARD, Engine};
use hallgate::clock::{Clock, Now};
use hallgate::terminal::core::{Core, EffectHandler, Event};
use hallgate::terminal::door::{Cue, GateCommand, Input, Sighting};
use hallgate::terminal::menu::{self, JobId, Menu, MenuRequest, Person};
use hallgate::terminal::neighbours::NeighbourCommand;
use hallgate::terminal::operators::SignedIn;
use hallgate::terminal::screen::ScreenPage;
use hallgate::terminal::store::{MOST_KEYS, Store, StoredKey};
use hallgate::terminal::sync::SyncCommand;
use hallgate::ticket::CinemaKey;
use hallgate::words::Language;
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
        "decision / bare insert (p50): {:.2}   wanted: at most 3, as an admission is written twice",
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
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("hallgate.db"), &shelf.key()).unwrap();
    let (mut core, mut watch) = terminal(shelf, store, keys);
    core.handle(Input::Platform { up: false }, &mut watch);
    let cinema = shelf.config.terminal.cinema_code;
    let text = format!("{cinema}{}", BASE64_STANDARD.encode([0x55; 512]));
    let began = watch.clock.mono();
    let sighting = Sighting { texts: vec![text], captured: began, ..Sighting::default() };
    let (mut input, mut longest) = (Input::Frame(sighting), Duration::ZERO);
    loop {
        let turn = watch.clock.mono();
        core.handle(input, &mut watch);
        longest = longest.max(watch.clock.mono() - turn);
        if let Some(verdict) = watch.verdict {
            return (verdict - began, longest);
        }
        input = Input::Tick;
    }
}

/// A terminal with nothing around it but somebody who looks at the clock when a verdict is told.
fn terminal(shelf: &Shelf, store: Store, keys: Vec<StoredKey>) -> (Core, StopWatch) {
    let config = shelf.config.clone();
    let menu = Menu::new(menu::MenuRules::from_config(&config, 6), config.terminal.language);
    let mut watch = StopWatch { clock: Clock::start(), verdict: None };
    let mut core = Core::new(config, menu, store, keys, None);
    core.begin(&mut watch);
    (core, watch)
}

/// Sees when the verdict is told, and does nothing that is wanted.
struct StopWatch {
    clock: Clock,
    verdict: Option<Duration>,
}

impl EffectHandler for StopWatch {
    fn now(&self) -> Now {
        self.clock.now()
    }

    fn report(&mut self, event: Event) {
        if let Event::Verdict(_) = event {
            self.verdict = Some(self.clock.mono());
        }
    }

    fn command(&mut self, _: GateCommand) {}
    fn signal(&mut self, _: Cue) {}
    fn show(&mut self, _: &ScreenPage, _: Option<&Person>, _: bool) {}
    fn speak(&mut self, _: Language) {}
    fn send(&mut self, _: SyncCommand) {}
    fn tell_neighbours(&mut self, _: NeighbourCommand) {}
    fn begin(&mut self, _: JobId, _: Option<SignedIn>, _: MenuRequest) {}
    fn abandon(&mut self, _: JobId) {}
}

/// A door with a store so full, and a bare table on the same disk.
pub struct Site {
    core: Core,
    watch: StopWatch,
    bare: Connection,
    inserts: Vec<Duration>,
    decisions: Vec<Duration>,
    folder: tempfile::TempDir,
}

impl Site {
    pub fn open(shelf: &Shelf, records: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hallgate.db");
        let store = Store::open(&path, &shelf.key()).unwrap();
        shelf.fill_records(&path, records);
        let (core, watch) = terminal(shelf, store, shelf.cinema_keys());
        let bare = bare_table(shelf, &folder.path().join("bare.db"));
        let (inserts, decisions) = (Vec::new(), Vec::new());
        Self { core, watch, bare, inserts, decisions, folder }
    }

    /// Where its database is.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("hallgate.db")
    }

    /// From the text to the record on the disk, and the visitor has walked through.
    pub fn admit(&mut self, text: &str) -> Duration {
        let decision = self.decide(text);
        self.core.handle(Input::Passage, &mut self.watch);
        decision
    }

    fn turn(&mut self, number: usize, text: &str) {
        let started = Instant::now();
        insert(&self.bare, number, text);
        self.inserts.push(started.elapsed());
        let decision = self.admit(text);
        self.decisions.push(decision);
    }

    /// From the text to the command that opens the gate.
    fn decide(&mut self, text: &str) -> Duration {
        let began = self.watch.clock.mono();
        let texts = vec![text.to_owned()];
        let sighting = Sighting { texts, captured: began, ..Sighting::default() };
        self.watch.verdict = None;
        self.core.handle(Input::Frame(sighting), &mut self.watch);
        self.watch.verdict.expect("every ticket of the shelf has a verdict") - began
    }

    fn figures(self) -> (Figures, Figures) {
        (Figures::of(self.inserts), Figures::of(self.decisions))
    }
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

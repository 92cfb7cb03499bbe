//! The search under a clock that goes on with each key.

use std::path::Path;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::datetime;
use rsa::{BigUint, RsaPrivateKey, RsaPublicKey};

use super::*;
use crate::clock::ClockMark;
use crate::terminal::config::Config;
use crate::terminal::door::{
    DoorEvent, Input, NotCommitted, Page, RefusalDetail, Rules, Sighting, Verdict,
};
use crate::terminal::store::{Admission, MOST_KEYS, Recollection, Seq, StoredKey};
use crate::ticket::{Fen, Ticket, mint};

const LEAST: &str = "[terminal]\ncinema_code = \"12345678\"\n\n[gate]\ndriver = \"simulated\"\n\n\
                     [platform]\nurl = \"https://platform.example:9000/\"\nusername = \"t\"\n\
                     private_key = \"file:/k\"\n";

static OWN: LazyLock<RsaPrivateKey> =
    LazyLock::new(|| RsaPrivateKey::new(&mut rand::rngs::OsRng, 1024).unwrap());

fn stored(key: CinemaKey, year: i16) -> StoredKey {
    StoredKey { key, start_time: datetime(year, 1, 1, 0, 0, 0, 0) }
}

/// As many keys as are kept, all newer than the cinema's own and nobody's.
fn crowd() -> Vec<StoredKey> {
    let odd = |number: usize| {
        let modulus = (BigUint::from(1_u8) << 1023) + BigUint::from(2 * number + 1);
        CinemaKey::from_rsa(RsaPublicKey::new(modulus, BigUint::from(65537_u32)).unwrap())
    };
    let mut keys: Vec<StoredKey> = (1..MOST_KEYS).map(|number| stored(odd(number), 2025)).collect();
    keys.push(stored(CinemaKey::from_rsa(OWN.to_public_key()), 2020));
    keys
}

fn printed(number: u32) -> String {
    let ticket = Ticket {
        film_ticket_code: format!("12345678{number:08}").parse().unwrap(),
        screen_code: "0000000000000003".parse().unwrap(),
        film_code: "001105192026".parse().unwrap(),
        session_code: "2026050100000042".parse().unwrap(),
        show_time: datetime(2026, 5, 1, 19, 0, 0, 0),
        seat_code: "0000000000000612".parse().unwrap(),
        price: Fen(3500),
        service_fee: Fen(0),
    };
    mint::printed("12345678".parse().unwrap(), &ticket, &OWN).unwrap()
}

/// What came of a code, where each key takes so long.
#[derive(Debug)]
struct Outcome {
    verdict: Option<Verdict>,
    page: Option<Page>,
    /// Keys that were tried.
    tried: usize,
    /// The most that were tried without a turn of the loop.
    longest: usize,
    asked_for_keys: bool,
    /// The store was asked about the ticket: a key opened it.
    opened: bool,
}

/// A clock that goes on with each key, and a store that remembers nothing.
struct Watched {
    mono: Duration,
    each: Duration,
    tried: usize,
    opened: bool,
}

impl Watched {
    fn now(&self) -> Now {
        Now { mono: self.mono, wall: wall() }
    }
}

impl Memory for Watched {
    fn recall(&mut self, _ticket: &Ticket) -> Option<Recollection> {
        self.opened = true;
        None
    }

    fn admit(&mut self, _admission: &Admission) -> Result<Seq, NotCommitted> {
        unreachable!("without its memory the door admits nobody")
    }

    fn mark_times(&mut self, _mark: Option<ClockMark>) {}

    /// Looked at after each key.
    fn now(&mut self) -> Now {
        if !self.opened {
            self.tried += 1;
            self.mono += self.each;
        }
        Watched::now(self)
    }
}

struct Site {
    door: Door,
    clock: Watched,
}

impl Site {
    fn new(keys: Vec<StoredKey>, each_ms: u64) -> Self {
        let config = Config::parse(LEAST, Path::new("hallgate.toml")).unwrap();
        let door = Door::new(Rules::from_config(&config), keys, None);
        let each = Duration::from_millis(each_ms);
        let clock = Watched { mono: Duration::ZERO, each, tried: 0, opened: false };
        let mut site = Self { door, clock };
        site.give(Input::Platform { up: false });
        site
    }

    /// Gives an input, and tells how many keys were tried for it.
    fn give(&mut self, input: Input) -> (Vec<Effect>, usize) {
        self.clock.tried = 0;
        let effects = self.door.handle(self.clock.now(), input, &mut self.clock);
        // The clock is looked at once more before the page.
        let tried = self.clock.tried - usize::from(!self.clock.opened);
        (effects, tried)
    }

    fn show(&mut self, text: &str) -> Outcome {
        self.clock.mono += Duration::from_secs(60);
        self.clock.opened = false;
        let captured = self.clock.mono;
        let sighting = Sighting { texts: vec![text.into()], captured, ..Sighting::default() };
        let mut outcome = Outcome {
            verdict: None,
            page: None,
            tried: 0,
            longest: 0,
            asked_for_keys: false,
            opened: false,
        };
        let mut input = Input::Frame(sighting);
        loop {
            let (effects, tried) = self.give(input);
            outcome.tried += tried;
            outcome.longest = outcome.longest.max(tried);
            for effect in effects {
                match effect {
                    Effect::AskKeys => outcome.asked_for_keys = true,
                    Effect::Show(page) => outcome.page = Some(page),
                    Effect::Report(DoorEvent::Verdict(verdict)) => outcome.verdict = Some(verdict),
                    _ => {}
                }
            }
            outcome.opened = self.clock.opened;
            if outcome.verdict.is_some() {
                return outcome;
            }
            // Everything is carried out: the loop's turn.
            let due = self.door.next_due(self.clock.mono).expect("the door is not wedged");
            self.clock.mono = self.clock.mono.max(due);
            input = Input::Tick;
        }
    }
}

fn wall() -> Timestamp {
    crate::clock::china_timestamp(datetime(2026, 5, 1, 18, 45, 0, 0))
}

#[test]
fn as_many_keys_as_are_kept_are_tried_and_the_loop_has_its_turn_between() {
    let mut site = Site::new(crowd(), 10);
    let first = site.show(&printed(1));
    assert!(first.opened, "{first:?}");
    assert!(first.tried >= MOST_KEYS && first.longest <= 6, "{first:?}");
    // The next visitor's ticket was made with the same key, which goes first now.
    let next = site.show(&printed(2));
    assert!(next.opened && next.tried == 1, "{next:?}");
}

#[test]
fn a_ticket_whose_keys_take_too_long_is_refused_in_time_and_not_called_forged() {
    let mut site = Site::new(crowd(), 100);
    let before = site.clock.mono;
    let outcome = site.show(&printed(1));
    let verdict = outcome.verdict.as_ref().unwrap();
    assert_eq!((verdict.reason, verdict.detail), (Reason::Forged, RefusalDetail::KeysUntried));
    assert!(outcome.asked_for_keys && !outcome.opened, "{outcome:?}");
    assert!(outcome.longest <= 2 && outcome.tried < 25, "{outcome:?}");
    assert!(site.clock.mono - before < Duration::from_secs(63), "{:?}", site.clock.mono - before);
    let refused =
        Page::Refused { reason: Reason::Forged, detail: RefusalDetail::KeysUntried, ticket: None };
    assert_eq!(outcome.page, Some(refused));
}

#[test]
fn keys_of_another_length_cost_nothing() {
    let mut keys = crowd();
    let modulus = (BigUint::from(1_u8) << 4095) + BigUint::from(1_u8);
    let large = RsaPublicKey::new(modulus, BigUint::from(65537_u32)).unwrap();
    for key in keys.iter_mut().take(MOST_KEYS - 1) {
        *key = stored(CinemaKey::from_rsa(large.clone()), 2025);
    }
    let outcome = Site::new(keys, 100).show(&printed(1));
    assert!(outcome.opened && outcome.tried == 1, "{outcome:?}");
}

#[test]
fn keys_that_come_in_the_middle_of_the_search_are_tried_too() {
    let own = crowd().pop().unwrap();
    let mut strangers = crowd();
    strangers.pop();
    let mut site = Site::new(strangers, 60);
    let sighting = Sighting { texts: vec![printed(1)], ..Sighting::default() };
    let (_, tried) = site.give(Input::Frame(sighting));
    assert_eq!(tried, 1, "a key takes longer than a turn");
    assert!(site.door.is_judging());
    site.give(Input::Keys(vec![own]));
    assert!(!site.clock.opened);
    let (_, tried) = site.give(Input::Tick);
    assert!(site.clock.opened && tried == 1, "{tried}");
}

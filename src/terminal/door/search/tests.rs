//! The search under a clock that goes on with each key.

use std::path::Path;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::datetime;
use rsa::{BigUint, RsaPrivateKey, RsaPublicKey};

use super::*;
use crate::terminal::config::Config;
use crate::terminal::door::{Detail, Input, Page, Report, Rules, Sighting, Verdict};
use crate::terminal::store::{MOST_KEYS, StoredKey};
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

struct Site {
    door: Door,
    mono: Duration,
    each: Duration,
}

impl Site {
    fn new(keys: Vec<StoredKey>, each_ms: u64) -> Self {
        let config = Config::parse(LEAST, Path::new("hallgate.toml")).unwrap();
        let door = Door::new(Rules::from_config(&config), keys, None);
        let mut site = Self { door, mono: Duration::ZERO, each: Duration::from_millis(each_ms) };
        site.give(Input::Platform { up: false });
        site
    }

    fn give(&mut self, input: Input) -> Vec<Effect> {
        self.door.handle(Now { mono: self.mono, wall: wall() }, input)
    }

    fn show(&mut self, text: &str) -> Outcome {
        self.mono += Duration::from_secs(60);
        let sighting =
            Sighting { texts: vec![text.into()], captured: self.mono, ..Sighting::default() };
        let mut effects = VecDeque::from(self.give(Input::Frame(sighting)));
        let mut outcome = Outcome {
            verdict: None,
            page: None,
            tried: 0,
            longest: 0,
            asked_for_keys: false,
            opened: false,
        };
        let mut at_a_time = 0;
        loop {
            let Some(effect) = effects.pop_front() else {
                // Everything is carried out: the loop's turn.
                at_a_time = 0;
                if outcome.verdict.is_some() || outcome.opened {
                    return outcome;
                }
                let due = self.door.next_due(self.mono).expect("the door is not wedged");
                self.mono = self.mono.max(due);
                effects.extend(self.give(Input::Tick));
                continue;
            };
            match effect {
                Effect::Resume => {
                    outcome.tried += 1;
                    at_a_time += 1;
                    outcome.longest = outcome.longest.max(at_a_time);
                    self.mono += self.each;
                    effects.extend(self.give(Input::Resumed));
                }
                Effect::AskKeys => outcome.asked_for_keys = true,
                Effect::Show(page) => outcome.page = Some(page),
                Effect::Report(Report::Verdict(verdict)) => outcome.verdict = Some(verdict),
                Effect::Recall { .. } => {
                    outcome.opened = true;
                    effects.extend(self.give(Input::Recalled(None)));
                }
                _ => {}
            }
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
    let before = site.mono;
    let outcome = site.show(&printed(1));
    let verdict = outcome.verdict.as_ref().unwrap();
    assert_eq!((verdict.reason, verdict.detail), (Reason::Forged, Detail::KeysUntried));
    assert!(outcome.asked_for_keys && !outcome.opened, "{outcome:?}");
    assert!(outcome.longest <= 2 && outcome.tried < 25, "{outcome:?}");
    assert!(site.mono - before < Duration::from_secs(63), "{:?}", site.mono - before);
    let refused =
        Page::Refused { reason: Reason::Forged, detail: Detail::KeysUntried, ticket: None };
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
    let mut effects = site.give(Input::Frame(sighting));
    while effects.contains(&Effect::Resume) {
        site.mono += site.each;
        effects = site.give(Input::Resumed);
    }
    assert!(site.door.is_judging());
    site.give(Input::Keys(vec![own]));
    let resumed = site.give(Input::Tick);
    assert_eq!(resumed, [Effect::Resume]);
    let recall = site.give(Input::Resumed);
    assert!(matches!(recall[..], [Effect::Recall { .. }]), "{recall:?}");
}

//! A terminal for tests of the worker: a store, the worker, and the part of the loop that
//! commits what the worker tells.

use std::cell::{RefCell, RefMut};
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{LazyLock, OnceLock};
use std::time::{Duration, Instant};

use hallgate::clock::Clock;
use hallgate::terminal::config::{self, HttpsUrl, Online, PlatformConfig, Secret};
use hallgate::terminal::core::notes;
use hallgate::terminal::store::{AdminStore, Admission, Basis, DatabaseKey, Facts, Seq, Store};
use hallgate::terminal::sync::{
    KeysResult, SyncCommand, SyncError, SyncEvent, SyncSettings, Worker,
};
use hallgate::ticket::{Fen, FilmTicketCode, Ticket};
use hallgate::wire::SignatureForm;
use hallgate::wire::calls::TicketType;
use jiff::Timestamp;
use rsa::RsaPrivateKey;
use rsa::pkcs8::{EncodePrivateKey, EncodePublicKey, LineEnding};

use crate::peer::{Call, Flaw, Peer, Say};

/// Beyond this a test has failed, however slow the machine.
const PATIENCE: Duration = Duration::from_secs(60);

static KEY: LazyLock<RsaPrivateKey> =
    LazyLock::new(|| RsaPrivateKey::new(&mut rand::rngs::OsRng, 1024).unwrap());

/// The number of a ticket.
pub fn code(ticket: i64) -> FilmTicketCode {
    format!("{ticket:016}").parse().unwrap()
}

/// An entry of PublicKeys.
pub fn key_entry() -> String {
    let pem = KEY.to_public_key().to_public_key_pem(LineEnding::LF).unwrap();
    serde_json::json!({"PublicKey": pem, "StartTime": "2019-01-01T00:00:00"}).to_string()
}

/// ReplyData about a ticket.
pub fn ticket_info(ticket: i64) -> String {
    serde_json::json!({
        "CinemaCode": "12345678", "CinemaName": "影院", "ScreenCode": "0000000000000003",
        "ScreenName": "3号厅", "FilmCode": "001100012018", "FilmName": "流浪地球",
        "SessionCode": "3300000000000001", "StartTime": "2026-05-01T20:00:00",
        "TicketType": "网络售票", "SellTime": "2026-05-01T10:00:00",
        "FilmTicketCode": code(ticket), "RowNum": 7, "ColumnNum": "5", "Price": 35.00,
        "Service": 3.05, "CheckStatus": "No", "RefundStatus": "No", "RefundTime": ""
    })
    .to_string()
}

/// What a platform in good health says.
pub fn good(call: &Call) -> Say {
    Say::Data(match call.api.as_str() {
        "GetPublicKeys" => format!("{{\"PublicKeys\":[{}]}}", key_entry()),
        "GetTicketInfo" => ticket_info(call.tickets()[0]),
        _ => "{\"ReportResult\":\"True\"}".into(),
    })
}

/// A folder with what a terminal needs.
pub struct Site {
    folder: tempfile::TempDir,
    store: OnceLock<RefCell<Store>>,
    pub batch: usize,
    pub flush_s: u64,
    pub max_rejections: u32,
    pub request_timeout_ms: u64,
    pub online_timeout: Duration,
}

impl Site {
    pub fn new() -> Self {
        let site = Self {
            folder: tempfile::tempdir().unwrap(),
            store: OnceLock::new(),
            batch: 1000,
            flush_s: 0,
            max_rejections: 5,
            request_timeout_ms: 60_000,
            online_timeout: Duration::from_millis(400),
        };
        std::fs::write(site.key(), KEY.to_pkcs8_pem(LineEnding::LF).unwrap()).unwrap();
        std::fs::set_permissions(site.key(), PermissionsExt::from_mode(0o600)).unwrap();
        let store = Store::open(&site.folder.path().join("hallgate.db"), &Self::database_key());
        site.store.get_or_init(|| RefCell::new(store.unwrap()));
        site
    }

    fn database_key() -> DatabaseKey {
        DatabaseKey::from_bytes(&[7; 32]).unwrap()
    }

    pub fn key(&self) -> PathBuf {
        self.folder.path().join("terminal.key")
    }

    pub fn ca(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    pub fn store(&self) -> RefMut<'_, Store> {
        self.store.get().unwrap().borrow_mut()
    }

    /// Admits tickets, with or without what the platform knows of them.
    pub fn admit(&self, tickets: RangeInclusive<i64>, known: bool) -> Vec<i64> {
        let mut store = self.store();
        for ticket in tickets.clone() {
            store.admit(&admission(ticket)).unwrap();
        }
        if known {
            let facts: Vec<Facts> = tickets.clone().map(facts).collect();
            store.put_facts(&facts).unwrap();
        }
        tickets.collect()
    }

    /// The platform has told of tickets.
    pub fn know(&self, tickets: RangeInclusive<i64>) {
        let facts: Vec<Facts> = tickets.map(facts).collect();
        self.store().put_facts(&facts).unwrap();
    }

    /// Somebody who writes beside the loop.
    pub fn admin_store(&self) -> AdminStore {
        AdminStore::open(self.store().path(), &Self::database_key()).unwrap()
    }

    pub fn peer(&self, flaw: Flaw, script: impl Fn(&Call) -> Say + Send + Sync + 'static) -> Peer {
        Peer::start(&self.ca(), flaw, KEY.to_public_key(), script)
    }

    pub fn try_worker(
        &self,
        address: SocketAddr,
        event: impl Fn(SyncEvent) + Send + 'static,
    ) -> Result<Worker, SyncError> {
        let settings = self.settings(address, Clock::start());
        let reader = self.store().reader().unwrap();
        Worker::start(settings, reader, event)
    }

    pub fn worker(
        &self,
        address: SocketAddr,
        event: impl Fn(SyncEvent) + Send + 'static,
    ) -> Worker {
        self.try_worker(address, event).unwrap()
    }

    fn settings(&self, address: SocketAddr, clock: Clock) -> SyncSettings {
        SyncSettings {
            cinema: "12345678".parse().unwrap(),
            platform: PlatformConfig {
                url: HttpsUrl::parse(&format!("https://{address}/")).unwrap(),
                username: "terminal-001".into(),
                private_key: Secret::File(self.key()),
                ca: Some(self.ca()),
                signature: SignatureForm::LowerHex,
                connect_timeout_ms: 10_000,
                request_timeout_ms: self.request_timeout_ms,
            },
            keys: config::KeysConfig::default(),
            sync: config::SyncConfig {
                flush_s: self.flush_s,
                batch: self.batch,
                retry_max_s: 1,
                max_rejections: self.max_rejections,
            },
            catalogue: None,
            online: Online::Prefer,
            online_timeout: self.online_timeout,
            clock,
        }
    }

    pub fn terminal(&self, peer: &Peer) -> Terminal<'_> {
        self.terminal_at(peer.address)
    }

    pub fn terminal_at(&self, address: SocketAddr) -> Terminal<'_> {
        let clock = Clock::start();
        let (sender, event) = channel();
        let reader = self.store().reader().unwrap();
        let worker = Worker::start(self.settings(address, clock), reader, move |event| {
            let _ = sender.send(event);
        });
        let worker = Some(worker.unwrap());
        let doubled = RefCell::default();
        Terminal { site: self, worker, clock, event, seen: Vec::new(), doubled }
    }
}

/// The worker, and the loop that commits.
pub struct Terminal<'a> {
    site: &'a Site,
    worker: Option<Worker>,
    clock: Clock,
    event: Receiver<SyncEvent>,
    seen: Vec<SyncEvent>,
    /// Double admissions that came to light.
    pub doubled: RefCell<Vec<Seq>>,
}

impl Terminal<'_> {
    pub fn send(&self, command: SyncCommand) {
        if let Some(worker) = &self.worker {
            worker.send(command);
        }
    }

    pub fn stop(&mut self, within: Duration) {
        self.worker.take().unwrap().stop(within);
    }

    pub fn mono(&self) -> Duration {
        self.clock.mono()
    }

    pub fn store(&self) -> RefMut<'_, Store> {
        self.site.store()
    }

    /// Everything that was told so far.
    pub fn seen(&self) -> &[SyncEvent] {
        &self.seen
    }

    /// Admits tickets of which nothing is known, as at the door.
    pub fn admit(&self, tickets: RangeInclusive<i64>) {
        for ticket in tickets {
            self.store().admit(&admission(ticket)).unwrap();
            self.send(SyncCommand::Recorded);
        }
    }

    /// Commits what comes until something wanted comes.
    pub fn until(&mut self, wanted: impl Fn(&SyncEvent) -> bool) -> SyncEvent {
        let end = Instant::now() + PATIENCE;
        loop {
            let event = self
                .event
                .recv_timeout(end.saturating_duration_since(Instant::now()))
                .unwrap_or_else(|_| panic!("it never came; the last was {:?}", self.seen.last()));
            self.commit(&event);
            self.seen.push(event.clone());
            if wanted(&event) {
                return event;
            }
        }
    }

    /// Takes what comes until something wanted comes, and answers nothing.
    pub fn until_seen(&mut self, wanted: impl Fn(&SyncEvent) -> bool) -> SyncEvent {
        loop {
            let event = self.event.recv_timeout(PATIENCE).expect("it never came");
            self.seen.push(event.clone());
            if wanted(&event) {
                return event;
            }
        }
    }

    /// Commits what comes until no record is pending, those before this one left out of account.
    pub fn until_all_uploaded_from(&mut self, first: i64) {
        let last = first - 1;
        self.store().note_accepted(Seq(1), Seq(last), 1, Timestamp::now()).unwrap();
        self.until_all_uploaded();
    }

    /// Commits what comes until no record is pending.
    pub fn until_all_uploaded(&mut self) {
        while self.store().pending().unwrap() > 0 {
            self.until(|event| {
                matches!(event, SyncEvent::Accepted { .. } | SyncEvent::SetAside { .. })
            });
        }
    }

    /// Numbers of the records that were taken, in the order in which they were.
    pub fn accepted(&self) -> Vec<i64> {
        let ranges = self.seen.iter().filter_map(|event| match event {
            SyncEvent::Accepted { first, last, count } => Some((first.0..=last.0, *count)),
            _ => None,
        });
        ranges
            .flat_map(|(range, count)| {
                assert_eq!(range.clone().count(), count);
                range
            })
            .collect()
    }

    fn commit(&self, event: &SyncEvent) {
        let now = Timestamp::now();
        let mut store = self.store();
        match event {
            note if note.is_note() => match notes::commit(&mut store, note, now) {
                Ok(committed) => {
                    self.doubled.borrow_mut().extend(committed.doubled);
                    self.send(SyncCommand::Noted);
                }
                Err(_) => self.send(SyncCommand::NotNoted),
            },
            SyncEvent::Facts(facts) => {
                let doubled = store.put_facts(facts).unwrap();
                self.doubled.borrow_mut().extend(doubled);
            }
            SyncEvent::Keys { result: KeysResult::Fetched { keys, unreadable }, .. } => {
                let cinema = "12345678".parse().unwrap();
                store.put_keys(cinema, keys, *unreadable == 0, now).unwrap();
            }
            _ => {}
        }
    }
}

fn admission(ticket: i64) -> Admission {
    Admission {
        cinema_code: "12345678".parse().unwrap(),
        ticket: Ticket {
            film_ticket_code: code(ticket),
            screen_code: "0000000000000003".parse().unwrap(),
            film_code: "001100012018".parse().unwrap(),
            session_code: "3300000000000001".parse().unwrap(),
            show_time: "2026-05-01T20:00:00".parse().unwrap(),
            seat_code: "0000000000000705".parse().unwrap(),
            price: Fen(3500),
            service_fee: Fen(305),
        },
        ticket_info_code: format!("12345678{}", "A".repeat(172)),
        electronic: false,
        at: Timestamp::now(),
        business_day: "2026-05-01".parse().unwrap(),
        basis: Basis::Offline,
    }
}

fn facts(ticket: i64) -> Facts {
    Facts {
        film_ticket_code: code(ticket),
        screen_name: "3号厅".into(),
        film_name: "流浪地球".into(),
        ticket_type: TicketType::Web,
        row: 7,
        column: 5,
        checked: false,
        refunded: false,
        refund_time: String::new(),
        fetched_at: Timestamp::now(),
    }
}

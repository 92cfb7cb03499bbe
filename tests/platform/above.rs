//! A platform's way up to a national platform of the tests' own, over real TLS and an engine's ledger.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use hallgate::peer::{KeyPair, PeerLedger, PeerPlatform, PeerSettings, Sale, ServedRequest};
use hallgate::platform::config::National;
use hallgate::platform::ledger::take::{Arrival, RecordBatch, assumed_end};
use hallgate::platform::ledger::{Ledger, Session, cinemas};
use hallgate::platform::upstream::{Upstream, UpstreamEvent};
use hallgate::ticket::{CinemaCode, Fen, Ticket};
use hallgate::wire::calls::{Api, CheckTicket, TicketQuery, TicketType};
use hallgate::wire::{SignatureForm, TerminalKey};
use jiff::Timestamp;
use jiff::civil::DateTime;
use tokio::runtime::Runtime;

use crate::engines::Empty;

/// The platform's name at the national platform.
const USERNAME: &str = "platform-001";

/// A national platform, a ledger, and what was told of the way between them.
pub struct World {
    pub peer: PeerPlatform,
    pub national: National,
    pub ledger: Ledger,
    pub runtime: Runtime,
    pub events: Arc<Mutex<Vec<UpstreamEvent>>>,
    session: Mutex<Session>,
    empty: Empty,
    minted: AtomicU32,
    _folder: tempfile::TempDir,
}

/// Made once: making keys takes a while.
fn pair(number: usize) -> &'static KeyPair {
    static PAIRS: [OnceLock<KeyPair>; 3] = [const { OnceLock::new() }; 3];
    PAIRS[number].get_or_init(|| KeyPair::generate(1024).unwrap())
}

impl World {
    /// Everything but a running way up; records go up as soon as they are a second old.
    pub fn new(empty: Empty) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("national.db");
        let settings = PeerSettings { database: Some(database.clone()), ..PeerSettings::default() };
        let peer = PeerPlatform::start(settings).unwrap();
        let users = PeerLedger::open(Some(&database)).unwrap();
        // It speaks for every cinema.
        users.add_user(USERNAME, &pair(0).public_pem, None, SignatureForm::LowerHex).unwrap();
        let ca = folder.path().join("ca.pem");
        std::fs::write(&ca, peer.ca_pem()).unwrap();
        let national = National {
            url: peer.url(),
            username: USERNAME.to_owned(),
            private_key: String::new(),
            ca: ca.display().to_string(),
            signature: "md5-hex".to_owned(),
            refresh_s: 3600,
            forward_after_s: 1,
            retry_max_s: 1,
            question_timeout_ms: 5000,
            max_rejections: 4,
        };
        let session = Mutex::new(empty.place.connect().unwrap());
        Self {
            peer,
            national,
            ledger: Ledger::open(&empty.place).unwrap(),
            runtime: Runtime::new().unwrap(),
            events: Arc::default(),
            session,
            empty,
            minted: AtomicU32::new(0),
            _folder: folder,
        }
    }

    pub fn engine(&self) -> &'static str {
        self.empty.engine
    }

    /// A connection of its own to the ledger.
    pub fn connect(&self) -> Session {
        self.empty.place.connect().unwrap()
    }

    /// A way up.
    pub fn start(&self) -> Upstream {
        self.start_with(&self.national)
    }

    pub fn start_with(&self, national: &National) -> Upstream {
        let events = self.events.clone();
        let key = TerminalKey::from_pem(&pair(0).private_pem).unwrap();
        let ledger = self.ledger.clone();
        let emit = move |event| events.lock().unwrap().push(event);
        Upstream::start(national, key, &self.empty.place, ledger, emit).unwrap()
    }

    /// What the ledger knows.
    pub fn with<R>(&self, work: impl FnOnce(&mut Session) -> R) -> R {
        work(&mut self.session.lock().unwrap())
    }

    /// A single number.
    pub fn number(&self, sql: &'static str) -> i64 {
        self.with(|session| session.row(sql, &[]).unwrap().unwrap().int(0).unwrap())
    }

    /// Makes a cinema known here and gives it a key there.
    pub fn open_cinema(&self, cinema: CinemaCode) {
        self.add_key(cinema, 1);
        self.add_cinema(cinema);
    }

    pub fn add_cinema(&self, cinema: CinemaCode) {
        self.with(|session| cinemas::add(session, cinema, "", Timestamp::now()).unwrap());
    }

    /// Gives a cinema a key at the national platform, the first or the second.
    pub fn add_key(&self, cinema: CinemaCode, number: usize) -> hallgate::peer::KeyId {
        let start: DateTime = format!("202{number}-01-01T00:00:00").parse().unwrap();
        self.peer.add_cinema_key_pair(cinema, &pair(number).private_pem, start).unwrap()
    }

    /// Sells a ticket there and admits it here, so many seconds ago.
    pub fn admit(&self, cinema: CinemaCode, seconds_ago: i64) -> CheckTicket {
        self.admitted(cinema, seconds_ago..seconds_ago + 1).remove(0)
    }

    /// The same of several, checked so many seconds ago each.
    pub fn admitted(
        &self,
        cinema: CinemaCode,
        seconds_ago: impl IntoIterator<Item = i64>,
    ) -> Vec<CheckTicket> {
        let now = Timestamp::now();
        let ago: Vec<i64> = seconds_ago.into_iter().collect();
        let sales: Vec<Sale> = ago.iter().map(|_| self.sale()).collect();
        let printed = self.peer.mint_tickets(cinema, &sales).unwrap();
        let each = ago.iter().zip(sales).zip(printed);
        each.map(|((ago, sale), code)| {
            let at = Timestamp::from_second(now.as_second() - ago).unwrap();
            record(&sale.ticket, code, hallgate::clock::china_civil(at))
        })
        .collect()
    }

    /// A ticket of a session that is over tomorrow.
    fn sale(&self) -> Sale {
        let number = self.minted.fetch_add(1, Ordering::Relaxed);
        let tomorrow = Timestamp::now() + Duration::from_secs(24 * 3600);
        let show_time = hallgate::clock::china_civil(tomorrow);
        Sale {
            ticket: Ticket {
                film_ticket_code: format!("44010201{number:08}").parse().unwrap(),
                screen_code: "0000000000000012".parse().unwrap(),
                film_code: "051201112024".parse().unwrap(),
                session_code: "2024022900000042".parse().unwrap(),
                show_time: show_time.date().at(20, 0, 0, 0),
                seat_code: "0000000000031405".parse().unwrap(),
                price: Fen(4950),
                service_fee: Fen(300),
            },
            cinema_name: "星光影城".into(),
            screen_name: "12号厅".into(),
            film_name: "流浪地球".into(),
            row_num: 7,
            column_num: 15,
            ticket_type: TicketType::Web,
            sell_time: "2024-02-28T10:00:00".parse().unwrap(),
        }
    }

    /// Takes records of a hall, as they came just now.
    pub fn take(&self, cinema: CinemaCode, records: &[CheckTicket], proved: bool) {
        self.take_at(cinema, records, proved, Timestamp::now());
    }

    pub fn take_at(
        &self,
        cinema: CinemaCode,
        records: &[CheckTicket],
        proved: bool,
        at: Timestamp,
    ) {
        let records = records.iter().map(|record| Arrival {
            session_end: assumed_end(record.start_time),
            record: record.clone(),
            proved,
        });
        let (username, records) = ("hall-1".to_owned(), records.collect());
        let batch = RecordBatch { cinema, username, at, offset_s: 0, records };
        self.runtime.block_on(self.ledger.take(batch)).unwrap();
    }

    /// The tickets whose records are at the national platform, in the order of arrival.
    pub fn there(&self, cinema: CinemaCode) -> Vec<String> {
        let all = self.peer.received().unwrap();
        let own = all.into_iter().filter(|it| it.cinema == cinema);
        own.map(|it| it.record.film_ticket_code.to_string()).collect()
    }

    /// How many records are marked as forwarded, and how many wait.
    pub fn stand(&self) -> (i64, i64) {
        (self.number("SELECT count(*) FROM forwarded"), self.number("SELECT count(*) FROM outbox"))
    }

    pub fn emitted(&self, is: impl Fn(&UpstreamEvent) -> bool) -> usize {
        self.events.lock().unwrap().iter().filter(|event| is(event)).count()
    }

    /// How often a call was carried out there.
    pub fn served(&self, api: Api) -> usize {
        let is =
            |served: &&ServedRequest| served.asked.as_ref().is_some_and(|(_, asked)| *asked == api);
        self.peer.served().iter().filter(is).count()
    }
}

/// What happens sooner or later.
pub fn until(what: &str, is: impl Fn() -> bool) {
    let began = Instant::now();
    while !is() {
        assert!(began.elapsed() < Duration::from_secs(90), "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub fn cinema(number: u32) -> CinemaCode {
    format!("{number:08}").parse().unwrap()
}

/// The tickets' codes.
pub fn codes(records: &[CheckTicket]) -> Vec<String> {
    records.iter().map(|record| record.film_ticket_code.to_string()).collect()
}

/// The question about a record's ticket.
pub fn question(cinema_code: CinemaCode, record: &CheckTicket) -> TicketQuery {
    let CheckTicket { film_ticket_code, start_time, .. } = *record;
    TicketQuery { cinema_code, film_ticket_code, start_time }
}

fn record(ticket: &Ticket, ticket_info_code: String, check_time: DateTime) -> CheckTicket {
    CheckTicket {
        ticket_info_code,
        check_time,
        screen_code: ticket.screen_code,
        screen_name: "12号厅".into(),
        film_code: ticket.film_code,
        film_name: "流浪地球".into(),
        session_code: ticket.session_code,
        start_time: ticket.show_time,
        ticket_type: TicketType::Web,
        film_ticket_code: ticket.film_ticket_code,
        row_num: 7,
        column_num: 15,
        price: ticket.price,
        service: ticket.service_fee,
    }
}

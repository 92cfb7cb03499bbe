//! The life of the process: how soon it is ready, how much memory it holds, and how fast what
//! piled up during an outage goes up.
//!
//! The platform runs in this process, the
//! terminal in its own, and they share the machine's cores.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::shelf::{self, CINEMA};
use hallgate::clock::parse_wire_time;
use hallgate::peer::{KeyPair, PeerPlatform, PeerSettings};
use hallgate::terminal::store::{DatabaseKey, Facts, Store};
use hallgate::ticket::mint;
use hallgate::transport::server::write_secret;
use hallgate::wire::calls::TicketType;
use jiff::Timestamp;
use rsa::RsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use rusqlite::Connection;
use serde_json::Value;

const PENDING: usize = 100_000;

const HOLD: &str = "hold_ms = 1500";

pub fn print() {
    let site = Site::build();
    site.ready();
    site.drain();
}

pub struct Site {
    folder: tempfile::TempDir,
    platform: PeerPlatform,
    cinema_key: RsaPrivateKey,
}

impl Site {
    pub fn build() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Some(folder.path().join("platform.db"));
        let platform =
            PeerPlatform::start(PeerSettings { database, ..PeerSettings::default() }).unwrap();
        let cinema = CINEMA.parse().unwrap();
        let pair = KeyPair::generate(1024).unwrap();
        let since = parse_wire_time("2020-01-01T00:00:00").unwrap();
        platform.add_cinema_key_pair(cinema, &pair.private_pem, since).unwrap();
        let terminal_key = platform.add_terminal_with_new_key("bench", cinema).unwrap();
        write_secret(&folder.path().join("terminal.key"), &terminal_key).unwrap();
        write_secret(&folder.path().join("db.key"), &"2a".repeat(32)).unwrap();
        std::fs::write(folder.path().join("ca.pem"), platform.ca_pem()).unwrap();
        let cinema_key = RsaPrivateKey::from_pkcs8_pem(&pair.private_pem).unwrap();
        Self { folder, platform, cinema_key }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The text of the ticket of that number.
    pub fn text(&self, number: usize) -> String {
        mint::printed(CINEMA.parse().unwrap(), &shelf::ticket(number), &self.cinema_key).unwrap()
    }

    /// Starts the terminal; `more` are the camera's last keys, and what sections may follow.
    pub fn start(&self, database: &str, frames: &str, more: &str) -> Terminal {
        std::fs::create_dir_all(self.path(frames)).unwrap();
        let config = format!(
            "[terminal]\ncinema_code = {CINEMA:?}\n[gate]\ndriver = \"simulated\"\n[display]\ndriver = \"none\"\n\
             [store]\npath = {:?}\nkey = \"file:{}\"\n[camera]\nsource = \"replay:{}\"\n{more}\n\
             [platform]\nurl = {:?}\nusername = \"bench\"\nprivate_key = \"file:{}\"\nca = {:?}\n",
            self.path(database),
            self.path("db.key").display(),
            self.path(frames).display(),
            self.platform.url(),
            self.path("terminal.key").display(),
            self.path("ca.pem"),
        );
        let (config_path, events) =
            (self.path("hallgate.toml"), self.path(&format!("{database}.events")));
        std::fs::write(&config_path, config).unwrap();
        let _ = std::fs::remove_file(&events);
        let started = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_hallgate"))
            .arg("run")
            .arg("--config")
            .arg(config_path)
            .arg("--events")
            .arg(&events)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Terminal { child, started, events }
    }

    /// A fresh start, ten times, and the memory after some frames of 1280x720.
    fn ready(&self) {
        let frames = self.path("frames");
        std::fs::create_dir_all(&frames).unwrap();
        let frame = image::GrayImage::from_fn(1280, 720, |x, y| {
            image::Luma([if (x / 8 + y / 8) % 3 == 0 { 40 } else { 210 }])
        });
        frame.save(frames.join("busy.png")).unwrap();
        let mut times = Vec::new();
        let mut resident = 0;
        for _ in 0..10 {
            let mut terminal = self.start("ready.db", "frames", HOLD);
            times.push(terminal.until("\"ready\""));
            std::thread::sleep(Duration::from_millis(900));
            resident = resident.max(memory(terminal.child.id(), "VmRSS"));
            terminal.child.wait().unwrap();
        }
        times.sort();
        println!(
            "start to ready: median {:.0} ms, worst {:.0} ms   wanted: at most 300",
            ms(times[5]),
            ms(times[9])
        );
        println!(
            "resident while reading 1280x720: {:.1} MB        wanted: at most 40",
            resident as f64 / 1024.0
        );
    }

    /// What an outage has piled up goes up.
    fn drain(&self) {
        self.pile_up();
        let before = self.platform.busy();
        let mut terminal = self.start("drain.db", "no-frames", HOLD);
        terminal.until("\"ready\"");
        let at_start = memory(terminal.child.id(), "VmRSS");
        let mut most = at_start;
        while self.platform.counts().unwrap().records < PENDING as u64 {
            most = most.max(memory(terminal.child.id(), "VmRSS"));
            std::thread::sleep(Duration::from_millis(20));
            assert!(
                terminal.child.try_wait().unwrap().is_none()
                    || self.platform.counts().unwrap().records >= PENDING as u64,
                "the terminal ended early"
            );
        }
        let took = terminal.started.elapsed();
        terminal.child.wait().unwrap();
        let busy = self.platform.busy() - before;
        let rate = PENDING as f64 / took.as_secs_f64();
        println!(
            "{PENDING} pending records: {:.1} s, {rate:.0} records/s   wanted: at least 5000",
            took.as_secs_f64()
        );
        println!(
            "of which the platform was busy {:.1} s ({:.0} %)",
            busy.as_secs_f64(),
            100.0 * busy.as_secs_f64() / took.as_secs_f64()
        );
        println!(
            "memory: {:.1} MB when ready, {:.1} MB at most: grown by {:.1} MB   wanted: at most 10",
            at_start as f64 / 1024.0,
            most as f64 / 1024.0,
            (most - at_start) as f64 / 1024.0
        );
    }

    fn pile_up(&self) {
        let path = self.path("drain.db");
        let mut store = Store::open(&path, &DatabaseKey::from_bytes(&[0x2a; 32]).unwrap()).unwrap();
        let cinema = CINEMA.parse().unwrap();
        let halves = [0..PENDING / 2, PENDING / 2..PENDING];
        let minted: Vec<Vec<(usize, String)>> = std::thread::scope(|scope| {
            let mint = |range: std::ops::Range<usize>| {
                scope.spawn(move || {
                    let text =
                        |n| mint::printed(cinema, &shelf::ticket(n), &self.cinema_key).unwrap();
                    range.map(|n| (n, text(n))).collect()
                })
            };
            halves.map(mint).map(|thread| thread.join().unwrap()).into()
        });
        self.insert(&path, minted.iter().flatten());
        for chunk in (0..PENDING).collect::<Vec<_>>().chunks(1000) {
            store.put_facts(&chunk.iter().map(|n| facts(*n)).collect::<Vec<_>>()).unwrap();
        }
    }

    /// One transaction: 100,000 single commits would take minutes and measure the disk.
    fn insert<'a>(&self, path: &Path, minted: impl Iterator<Item = &'a (usize, String)>) {
        let mut db = Connection::open(path).unwrap();
        db.pragma_update(None, "key", format!("x'{}'", "2a".repeat(32))).unwrap();
        let change = db.transaction().unwrap();
        for (n, text) in minted {
            let ticket = shelf::ticket(*n);
            change
                .prepare_cached(
                    "INSERT INTO records (film_ticket_code, cinema_code, ticket_info_code, electronic,
                         check_at, business_day, screen_code, film_code, session_code, show_time, seat_code,
                         price_fen, service_fen, basis)
                     VALUES (?1, '33010101', ?2, 0, ?3, '2026-01-01', ?4, ?5, ?6, ?7, ?8, 4500, 300, 'offline')",
                )
                .unwrap()
                .execute((
                    ticket.film_ticket_code.as_str(),
                    text,
                    Timestamp::now().as_millisecond(),
                    ticket.screen_code.as_str(),
                    ticket.film_code.as_str(),
                    ticket.session_code.as_str(),
                    shown(text, &self.cinema_key),
                    ticket.seat_code.as_str(),
                ))
                .unwrap();
        }
        change.commit().unwrap();
    }
}

/// The show time that a ticket really carries: minutes may have passed since it was minted.
fn shown(text: &str, key: &RsaPrivateKey) -> String {
    use hallgate::ticket::{CinemaKey, Ticket, TicketText, UrlParams};
    let block = TicketText::parse(text, &UrlParams::default()).unwrap().block;
    let message = CinemaKey::from_rsa(key.to_public_key()).recover(&block).unwrap();
    hallgate::clock::wire_time(Ticket::decode(&message).unwrap().show_time)
}

fn facts(n: usize) -> Facts {
    Facts {
        film_ticket_code: shelf::ticket(n).film_ticket_code,
        screen_name: "3号厅".into(),
        film_name: "流浪地球".into(),
        ticket_type: TicketType::Web,
        row: 6,
        column: 12,
        checked: false,
        refunded: false,
        refund_time: String::new(),
        fetched_at: Timestamp::now(),
    }
}

pub struct Terminal {
    child: Child,
    started: Instant,
    events: PathBuf,
}

impl Terminal {
    /// Waits for the replay's end; what was decided.
    pub fn verdicts(&mut self) -> Vec<Value> {
        assert!(self.child.wait().unwrap().success());
        let events = std::fs::read_to_string(&self.events).unwrap();
        let events = events.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        events.filter(|event| event["event"] == "verdict").collect()
    }

    /// Waits until the event file holds `mark`; the time since the start.
    fn until(&mut self, mark: &str) -> Duration {
        loop {
            let seen = std::fs::read_to_string(&self.events).unwrap_or_default();
            if seen.contains(mark) {
                return self.started.elapsed();
            }
            assert!(self.started.elapsed() < Duration::from_secs(30), "no {mark} within 30 s");
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// A figure of `/proc/PID/status`, in KiB.
fn memory(pid: u32, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

//! A site as an installer lays it out: a folder with keys, certificate, configuration and frames,
//! and the platform that it is to talk to.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use hallgate::clock::china_civil;
use hallgate::peer::{PeerPlatform, PeerSettings, Sale};
use hallgate::terminal::config::Secret;
use hallgate::terminal::store::{DatabaseKey, StoreReader};
use hallgate::ticket::{CinemaCode, Fen, Ticket};
use hallgate::wire::SignatureForm;
use hallgate::wire::calls::TicketType;
use jiff::{Span, Timestamp};
use rustix::process::Signal;
use serde_json::Value;
use tempfile::TempDir;

use super::frames;
use super::process::Running;

pub const CINEMA: &str = "12345678";
pub const OTHER_CINEMA: &str = "44010201";
pub const HALL: &str = "0000000000000003";
pub const USERNAME: &str = "terminal-001";

/// Keys for tests: making them anew would take longer than all the rest.
static KEYS: LazyLock<Value> = LazyLock::new(|| {
    let file: Value = serde_json::from_str(include_str!("../vectors/openssl.json")).unwrap();
    file["keys"].clone()
});

/// A key in one of its forms.
pub fn key(name: &str, form: &str) -> String {
    KEYS[name][form].as_str().unwrap().to_owned()
}

pub fn cinema() -> CinemaCode {
    CINEMA.parse().unwrap()
}

pub struct Site {
    folder: TempDir,
    pub platform: PeerPlatform,
    config: toml::Table,
    sold: AtomicU32,
}

impl Site {
    /// A site at which everything is well; people walk through fast.
    pub fn new() -> Self {
        Self::signing(SignatureForm::LowerHex)
    }

    pub fn signing(form: SignatureForm) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Some(folder.path().join("platform.db"));
        let platform =
            PeerPlatform::start(PeerSettings { database, ..PeerSettings::default() }).unwrap();
        let terminal = key("terminal", "spki_pem");
        platform.add_terminal_signing(USERNAME, &terminal, cinema(), form).unwrap();
        let since = "2019-01-01T00:00:00".parse().unwrap();
        let own = key("rsa1024", "private_pem");
        platform.add_cinema_key_pair(cinema(), &own, since).unwrap();
        let config = toml::Table::new();
        let mut site = Self { folder, platform, config, sold: AtomicU32::new(0) };
        site.write_secret("db.key", &"5a".repeat(32));
        site.write_secret("terminal.key", &key("terminal", "private_pem"));
        std::fs::write(site.path("ca.pem"), site.platform.ca_pem()).unwrap();
        std::fs::create_dir(site.path("frames")).unwrap();
        let at = |name: &str| site.path(name).display().to_string();
        let url = site.platform.url();
        let values = [
            ("terminal.cinema_code", CINEMA.to_owned()),
            ("terminal.name", "3号厅入口".to_owned()),
            ("store.path", at("hallgate.db")),
            ("store.key", format!("file:{}", at("db.key"))),
            ("camera.source", format!("replay:{}", at("frames"))),
            ("gate.driver", "simulated".to_owned()),
            ("display.driver", "none".to_owned()),
            ("platform.url", url),
            ("platform.username", USERNAME.to_owned()),
            ("platform.private_key", format!("file:{}", at("terminal.key"))),
            ("platform.ca", at("ca.pem")),
        ];
        for (name, value) in values {
            site.set(name, value);
        }
        site.set("terminal.screens", toml::Value::Array(vec![HALL.into()]));
        site.set("camera.hold_ms", 120);
        site.set("gate.passage_after_ms", 40);
        site.set("gate.unlock_ms", 700);
        // Verdicts must not depend on how busy this machine is.
        site.set("admission.online_timeout_ms", 10_000);
        site.set("sync.flush_s", 0);
        site.set("sync.retry_max_s", 1);
        site
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Sets a key of the configuration.
    pub fn set(&mut self, name: &str, value: impl Into<toml::Value>) {
        let (section, key) = name.split_once('.').unwrap();
        let table = self.config.entry(section).or_insert(toml::Table::new().into());
        table.as_table_mut().unwrap().insert(key.to_owned(), value.into());
    }

    /// Leaves a key of the configuration out.
    pub fn unset(&mut self, name: &str) {
        let (section, key) = name.split_once('.').unwrap();
        self.config[section].as_table_mut().unwrap().remove(key);
    }

    pub fn write_secret(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
        self.set_mode(name, 0o600);
    }

    pub fn set_mode(&self, name: &str, mode: u32) {
        std::fs::set_permissions(self.path(name), PermissionsExt::from_mode(mode)).unwrap();
    }

    /// Writes the configuration as it stands.
    pub fn write_config(&self) -> PathBuf {
        let path = self.path("hallgate.toml");
        std::fs::write(&path, self.config.to_string()).unwrap();
        path
    }

    /// Puts images before the camera, each with its codes, in place of what was there.
    pub fn show<T: AsRef<str>>(&self, images: &[&[T]]) {
        let folder = self.path("frames");
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
        for (number, texts) in images.iter().enumerate() {
            let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
            frames::write(&texts, &folder.join(format!("{number:03}.png")));
        }
    }

    /// Puts codes before the camera, one after the other.
    pub fn show_each<T: AsRef<str>>(&self, texts: &[T]) {
        let images: Vec<&[T]> = texts.chunks(1).collect();
        self.show(&images);
    }

    pub fn events_file(&self) -> PathBuf {
        self.path("events.jsonl")
    }

    /// Starts the terminal.
    pub fn start(&self) -> Running {
        Running::start(&self.write_config(), &self.events_file(), &[])
    }

    /// A first run that ends when it has the keys.
    pub fn fetch_keys(&mut self) {
        let hold = self.config["camera"]["hold_ms"].clone();
        self.set("camera.hold_ms", 600_000);
        self.show_each(&["nothing of interest"]);
        let mut running = self.start();
        running.until(|event| event["event"] == "keys" && event["result"] != "failed");
        running.signal(Signal::TERM);
        running.end();
        self.set("camera.hold_ms", hold);
    }

    /// What is on the disk, once nobody holds it.
    pub fn store(&self) -> StoreReader {
        let key = DatabaseKey::load(&Secret::File(self.path("db.key"))).unwrap();
        StoreReader::open(&self.path("hallgate.db"), &key).unwrap()
    }

    /// The tickets whose records the platform has, in the order of arrival.
    pub fn arrived(&self) -> Vec<String> {
        let received = self.platform.received().unwrap();
        received.iter().map(|record| record.record.film_ticket_code.to_string()).collect()
    }

    /// A ticket for a show that begins in `minutes`; nobody has sold it yet.
    pub fn sale(&self, cinema: &str, hall: &str, minutes: i64) -> Sale {
        let number = self.sold.fetch_add(1, Ordering::Relaxed) + 1;
        let starts = Timestamp::now().checked_add(Span::new().minutes(minutes)).unwrap();
        Sale {
            ticket: Ticket {
                film_ticket_code: format!("{cinema}{number:08}").parse().unwrap(),
                screen_code: hall.parse().unwrap(),
                film_code: "001105192026".parse().unwrap(),
                session_code: "2026050100000007".parse().unwrap(),
                show_time: china_civil(starts),
                seat_code: format!("{:016}", 100_600 + number).parse().unwrap(),
                price: Fen(3500),
                service_fee: Fen(305),
            },
            cinema_name: "西湖影城".into(),
            screen_name: "3号厅".into(),
            film_name: "流浪地球".into(),
            row_num: 6,
            column_num: number,
            ticket_type: TicketType::Web,
            sell_time: china_civil(Timestamp::now()),
        }
    }

    /// Sells good tickets: their numbers and texts.
    pub fn sell(&self, count: usize) -> (Vec<String>, Vec<String>) {
        let sales: Vec<Sale> = (0..count).map(|_| self.sale(CINEMA, HALL, 10)).collect();
        let texts = self.platform.mint_tickets(cinema(), &sales).unwrap();
        let codes = sales.iter().map(|sale| sale.ticket.film_ticket_code.to_string());
        (codes.collect(), texts)
    }
}

/// The codes of verdicts that admitted anew, in their order.
pub fn admitted(events: &[Value]) -> Vec<String> {
    let code = |event: &Value| event["film_ticket_code"].as_str().unwrap().to_owned();
    events.iter().filter(|event| event["reason"] == "ok").map(code).collect()
}

/// A database that refuses whoever has no key.
pub fn assert_closed(path: &Path) {
    let plain = rusqlite::Connection::open(path).unwrap();
    let read =
        plain.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0));
    let fault = read.unwrap_err();
    assert_eq!(fault.sqlite_error_code(), Some(rusqlite::ErrorCode::NotADatabase), "{fault}");
}

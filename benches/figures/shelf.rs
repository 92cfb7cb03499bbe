//! What the benches need on the shelf: a cinema's key, many tickets, a store full of records.

use std::path::Path;
use std::time::Duration;

use hallgate::clock::{china_civil, parse_wire_time};
use hallgate::terminal::config::Config;
use hallgate::terminal::store::{DatabaseKey, StoredKey};
use hallgate::ticket::{CinemaKey, Fen, Ticket, mint};
use jiff::Timestamp;
use rsa::RsaPrivateKey;
use rusqlite::Connection;

pub const CINEMA: &str = "33010101";
const KEY: [u8; 32] = [42; 32];

/// Tickets and the site that admits them.
pub struct Shelf {
    pub config: Config,
    pub private: RsaPrivateKey,
    pub texts: Vec<String>,
}

impl Shelf {
    /// Mints `count` tickets for a show that begins in a few minutes.
    pub fn fill(count: usize) -> Self {
        let private = RsaPrivateKey::new(&mut rand::rngs::OsRng, 1024).unwrap();
        let config = format!(
            "[terminal]\ncinema_code = {CINEMA:?}\n[gate]\ndriver = \"simulated\"\n[admission]\nonline = \"never\"\n\
             [platform]\nurl = \"https://127.0.0.1\"\nusername = \"bench\"\nprivate_key = \"file:/none\""
        );
        let config = Config::parse(&config, Path::new("bench")).unwrap();
        let texts = (0..count).map(|number| text(&private, number)).collect();
        Self { config, private, texts }
    }

    pub fn key(&self) -> DatabaseKey {
        DatabaseKey::from_bytes(&KEY).unwrap()
    }

    pub fn pragma(&self) -> String {
        format!("x'{}'", KEY.map(|byte| format!("{byte:02x}")).concat())
    }

    pub fn cinema_keys(&self) -> Vec<StoredKey> {
        let key = CinemaKey::from_rsa(self.private.to_public_key());
        vec![StoredKey { key, start_time: parse_wire_time("2020-01-01T00:00:00").unwrap() }]
    }

    /// Puts `count` uploaded records of other tickets into a store, in no order of their codes,
    /// as years of business do.
    pub fn fill_records(&self, path: &Path, count: usize) {
        let db = Connection::open(path).unwrap();
        db.pragma_update(None, "key", self.pragma()).unwrap();
        db.execute(
            "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?1)
             INSERT INTO records (film_ticket_code, cinema_code, ticket_info_code, electronic, check_at,
                 business_day, screen_code, film_code, session_code, show_time, seat_code, price_fen,
                 service_fen, basis)
             SELECT printf('%08x%08d', abs(random()) % 4294967296, n), '33010101',
                 substr(hex(randomblob(90)), 1, 180), 0, 1700000000000 + n,
                 date('2024-01-01', '+' || (n / 3000) || ' days'), '0000000000000003', '001105192026',
                 '2026010100000007', '2026-01-01T10:00:00', '0000000000100612', 4500, 300, 'offline'
             FROM number",
            [count as i64],
        )
        .unwrap();
        db.execute("UPDATE upload_state SET uploaded_through = ?1", [count as i64]).unwrap();
    }
}

/// The ticket of that number.
pub fn ticket(number: usize) -> Ticket {
    let starts = china_civil(Timestamp::now()).saturating_add(jiff::Span::new().minutes(10));
    Ticket {
        film_ticket_code: format!("{CINEMA}{number:08}").parse().unwrap(),
        screen_code: "0000000000000003".parse().unwrap(),
        film_code: "001105192026".parse().unwrap(),
        session_code: "2026010100000007".parse().unwrap(),
        show_time: starts,
        seat_code: format!("{number:016}").parse().unwrap(),
        price: Fen(4500),
        service_fee: Fen(300),
    }
}

fn text(private: &RsaPrivateKey, number: usize) -> String {
    mint::printed(CINEMA.parse().unwrap(), &ticket(number), private).unwrap()
}

/// Durations in order.
pub struct Figures(Vec<Duration>);

impl Figures {
    pub fn of(mut durations: Vec<Duration>) -> Self {
        durations.sort();
        Self(durations)
    }

    fn percentile(&self, percent: usize) -> f64 {
        self.0[(self.0.len() - 1) * percent / 100].as_secs_f64() * 1000.0
    }

    pub fn p50_to(&self, other: &Self) -> f64 {
        self.percentile(50) / other.percentile(50)
    }

    pub fn p99_to(&self, other: &Self) -> f64 {
        self.percentile(99) / other.percentile(99)
    }

    pub fn print(&self, what: &str) {
        println!("{what:<34} {:>7.3} ms {:>7.3} ms", self.percentile(50), self.percentile(99));
    }
}

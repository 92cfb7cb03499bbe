//! What a door's thread holds: in a process of its own, where nobody else has used and left memory before.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use hallgate::clock::{business_day, china_civil};
use hallgate::terminal::store::Store;
use jiff::Timestamp;
use rusqlite::Connection;

use super::{BenchDoor, addresses, key};

/// The word by which this program is called for that process, before the database and the doors' addresses.
pub const ALONE: &str = "neighbours-memory";

const OTHERS: usize = 7;

/// Admissions of one door of a large cinema in a day.
const DAY_OF_ONE: usize = 3000;

/// A door with 7 neighbours, none of which have told anything, and which have told a large cinema's two days.
pub fn print() {
    for count in [0, DAY_OF_ONE * 2 * OTHERS] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hallgate.db");
        drop(Store::open(&path, &key()).unwrap());
        told(&path, count);
        let addresses = addresses(OTHERS + 1);
        let mut others: Vec<BenchDoor> =
            (0..OTHERS).map(|number| BenchDoor::start(number, &addresses, 0)).collect();
        others.iter_mut().for_each(|door| door.until_here(OTHERS - 1));
        let mut alone = Command::new(std::env::current_exe().unwrap());
        alone.arg(ALONE).arg(&path).args(addresses.iter().map(SocketAddr::to_string));
        let held = String::from_utf8(alone.output().unwrap().stdout).unwrap();
        println!(
            "  its thread, 7 neighbours, {count:>5} tickets told {held:>5} MB   promised: 2 MB"
        );
    }
}

/// The process of that door.
pub fn print_alone(words: &[String]) {
    let [path, addresses @ ..] = words else { return };
    let addresses: Vec<SocketAddr> = addresses.iter().map(|it| it.parse().unwrap()).collect();
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("hallgate.db");
    std::fs::copy(path, &own).unwrap();
    let store = Store::open(&own, &key()).unwrap();
    let before = resident();
    let mut door = BenchDoor::begin(OTHERS, &addresses, store, folder);
    door.until_here(OTHERS);
    std::thread::sleep(Duration::from_secs(2));
    let held = resident().saturating_sub(before);
    print!("{:.1}", held as f64 / 1e6);
}

/// What neighbours have told, today and yesterday.
fn told(path: &Path, count: usize) {
    let db = Connection::open(path).unwrap();
    db.pragma_update(None, "key", format!("x'{}'", "2a".repeat(32))).unwrap();
    let today = business_day(china_civil(Timestamp::now()));
    db.execute(
        "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?1)
         INSERT INTO neighbour_admissions
             (door, series, seq, film_ticket_code, session_code, check_at, kept_day)
         SELECT 'door-' || (n % 7), n % 7 + 1, n, printf('%016d', 5000000 + n), '2026010100000007',
             1700000000000 + n, CASE n % 2 WHEN 0 THEN ?2 ELSE ?3 END
         FROM number",
        (count as i64, today.to_string(), today.yesterday().unwrap().to_string()),
    )
    .unwrap();
}

/// Bytes of memory that the process holds alone: not what the system can read again from the program's file.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

//! `serve` is killed under load, again and again: what was acknowledged is there once, goes up, and each
//! terminal's records in their order.
//!
//! Three rounds for each engine; a hundred with `HALLGATE_PROOF=long`.

use std::collections::{BTreeSet, HashMap};
use std::net::TcpListener;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hallgate::peer::{PeerPlatform, Sale};
use hallgate::wire::calls::CheckTicket;
use hallgate::wire::{Reply, SignatureForm, SignedRequest, TerminalKey};
use jiff::Timestamp;
use serde_json::Value;

use super::serve::Serving;
use super::{Site, national, server_url, under};
use crate::client::{self, Client, cinema, pem, public_pem};
use crate::cluster;

/// Terminals that send at once, and the records of one report.
const DOORS: usize = 4;
const BATCH: usize = 7;

/// How long a platform serves before it is killed, in milliseconds; not the same each time.
const LIVES: [u64; 3] = [150, 420, 260];

fn rounds() -> usize {
    let long = std::env::var_os("HALLGATE_PROOF").is_some_and(|proof| proof == "long");
    if long { 100 } else { 3 }
}

fn free() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A site that listens where it listened before.
fn site(url: &str, port: u16, above: &PeerPlatform) -> Site {
    let more = format!("[listen]\naddress = \"127.0.0.1:{port}\"\n[web]\naddress = \"\"\n");
    let site = Site::over(url, &more);
    under(&site, above, "forward_after_s = 1\nretry_max_s = 1\nrefresh_s = 1\n");
    site
}

fn enrolled(site: &Site) {
    std::fs::write(site.at("terminal.pem"), public_pem("terminal")).unwrap();
    let key = site.at("terminal.pem").display().to_string();
    for door in 0..DOORS {
        let name = name(door);
        site.done(&["terminal", "add", "--cinema", "44010201", &name, "--public-key", &key]);
    }
}

fn name(door: usize) -> String {
    format!("hall-{door}")
}

/// A terminal: it sends its records in their order, each report until it is taken.
struct Door<'a> {
    number: usize,
    /// The platforms that it may call, one after the other.
    clients: Vec<Client>,
    above: &'a PeerPlatform,
    /// Reports that were acknowledged.
    taken: AtomicUsize,
    sent: Mutex<Vec<CheckTicket>>,
}

impl Door<'_> {
    fn work(&self, over: &AtomicBool) {
        let mut turn = self.number;
        while !over.load(Ordering::Relaxed) {
            let batch = self.next();
            // Until it is acknowledged, whatever happens to the platform.
            while !self.reports(&self.clients[turn % self.clients.len()], &batch) {
                turn += 1;
                std::thread::sleep(Duration::from_millis(20));
                if over.load(Ordering::Relaxed) {
                    return;
                }
            }
            self.taken.fetch_add(1, Ordering::Relaxed);
            self.sent.lock().unwrap().extend(batch);
        }
    }

    /// The next tickets at this door, each checked a second after the one before.
    fn next(&self) -> Vec<CheckTicket> {
        let first = self.taken.load(Ordering::Relaxed) * BATCH;
        let number = |at: usize| self.number * 1_000_000 + first + at;
        let sales: Vec<Sale> = (0..BATCH).map(|at| client::sale(number(at))).collect();
        let codes = self.above.mint_tickets(cinema(), &sales).unwrap();
        let each = sales.iter().zip(&codes).enumerate();
        each.map(|(at, (sale, code))| {
            let after = jiff::Span::new().seconds((first + at) as i64);
            let record = client::record(sale, code);
            let check_time = record.check_time.checked_add(after).unwrap();
            CheckTicket { check_time, ..record }
        })
        .collect()
    }

    fn reports(&self, client: &Client, batch: &[CheckTicket]) -> bool {
        let query = client::report(batch.to_vec());
        let now = hallgate::clock::china_civil(Timestamp::now());
        let name = name(self.number);
        let key = TerminalKey::from_pem(&pem("terminal")).unwrap();
        let request = SignedRequest::new(&key, SignatureForm::LowerHex, &name, now, &query);
        let Ok((200, body)) = client.post(request.unwrap().body) else { return false };
        let data: Value =
            serde_json::from_str(Reply::parse(body.as_bytes()).unwrap().written()).unwrap();
        assert_eq!(data["ReportResult"], true, "{body}");
        true
    }
}

/// Every acknowledged record is here once and above once, and each door's in their order.
fn nothing_is_lost_or_doubled(site: &Site, above: &PeerPlatform, doors: &[Door]) {
    let sent: Vec<String> = doors
        .iter()
        .flat_map(|door| door.sent.lock().unwrap().clone())
        .map(|record| record.film_ticket_code.to_string())
        .collect();
    assert!(!sent.is_empty());
    let began = Instant::now();
    let received = || -> Vec<String> {
        let all = above.received().unwrap();
        all.iter().map(|it| it.record.film_ticket_code.to_string()).collect()
    };
    while !sent.iter().collect::<BTreeSet<_>>().is_subset(&received().iter().collect()) {
        assert!(began.elapsed() < Duration::from_secs(120), "records never went up");
        std::thread::sleep(Duration::from_millis(100));
    }
    let mut session = site.session();
    let rows = session
        .query("SELECT film_ticket_code, count(*) FROM records GROUP BY film_ticket_code", &[])
        .unwrap();
    let here: HashMap<String, i64> =
        rows.iter().map(|row| (row.text(0).unwrap().to_owned(), row.int(1).unwrap())).collect();
    let lost: Vec<_> = sent.iter().filter(|ticket| !here.contains_key(*ticket)).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    assert!(here.values().all(|count| *count == 1), "doubled here");
    let above = received();
    assert_eq!(above.iter().collect::<BTreeSet<_>>().len(), above.len(), "doubled above");
    for door in 0..doors.len() {
        let own = format!("44010201{:02}", door);
        let order: Vec<&String> = above.iter().filter(|it| it.starts_with(&own)).collect();
        assert!(order.is_sorted(), "door {door} went up out of order: {order:?}");
    }
    println!("{} acknowledged records, {} here", sent.len(), here.len());
}

fn doors<'a>(sites: &[&Site], ports: &[u16], above: &'a PeerPlatform) -> Vec<Door<'a>> {
    let clients = || {
        let each = sites.iter().zip(ports).map(|(site, port)| {
            let ca = std::fs::read_to_string(site.at("data/ca.pem")).unwrap();
            Client::at(format!("https://127.0.0.1:{port}/"), &ca)
        });
        each.collect()
    };
    let door = |number| Door {
        number,
        clients: clients(),
        above,
        taken: AtomicUsize::new(0),
        sent: Mutex::default(),
    };
    (0..DOORS).map(door).collect()
}

/// What comes before the first key is proved later, and goes up behind what came after it.
fn until_keys(site: &Site) {
    let mut session = site.session();
    let began = Instant::now();
    while session.row("SELECT count(*) FROM cinema_keys", &[]).unwrap().unwrap().int(0).unwrap()
        == 0
    {
        assert!(began.elapsed() < Duration::from_secs(60), "no keys");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_platform_that_is_killed_under_load_loses_and_doubles_nothing() {
    for engine in ["sqlite", "postgres"] {
        let folder = tempfile::tempdir().unwrap();
        let above = national(&folder.path().join("national.db"));
        let url = match engine {
            "sqlite" => "sqlite:platform.db".to_owned(),
            _ => server_url("owner", &cluster::shared().database()),
        };
        let port = free();
        let site = site(&url, port, &above);
        enrolled(&site);
        let mut serving = Some(Serving::start(&site));
        until_keys(&site);
        let doors = doors(&[&site], &[port], &above);
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for door in &doors {
                let over = &over;
                scope.spawn(move || door.work(over));
            }
            for round in 0..rounds() {
                let before: usize =
                    doors.iter().map(|door| door.taken.load(Ordering::Relaxed)).sum();
                let began = Instant::now();
                let taken = || -> usize {
                    doors.iter().map(|door| door.taken.load(Ordering::Relaxed)).sum()
                };
                // Under load means that reports are taken.
                while taken() < before + DOORS {
                    assert!(began.elapsed() < Duration::from_secs(60), "{engine}: no load");
                    std::thread::sleep(Duration::from_millis(5));
                }
                std::thread::sleep(Duration::from_millis(LIVES[round % LIVES.len()]));
                serving.take().unwrap().kill();
                serving = Some(Serving::start(&site));
            }
            over.store(true, Ordering::Relaxed);
        });
        nothing_is_lost_or_doubled(&site, &above, &doors);
        serving.unwrap().stop();
    }
}

#[test]
fn of_two_nodes_on_one_database_the_other_forwards_all() {
    let folder = tempfile::tempdir().unwrap();
    let above = national(&folder.path().join("national.db"));
    let url = server_url("owner", &cluster::shared().database());
    let ports = [free(), free()];
    let sites = ports.map(|port| site(&url, port, &above));
    enrolled(&sites[0]);
    let first = Serving::start(&sites[0]);
    let second = Serving::start(&sites[1]);
    until_keys(&sites[0]);
    let doors = doors(&[&sites[0], &sites[1]], &ports, &above);
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for door in &doors {
            let over = &over;
            scope.spawn(move || door.work(over));
        }
        let taken =
            || -> usize { doors.iter().map(|door| door.taken.load(Ordering::Relaxed)).sum() };
        let until = |count: usize| {
            let began = Instant::now();
            while taken() < count {
                assert!(began.elapsed() < Duration::from_secs(60), "no load");
                std::thread::sleep(Duration::from_millis(5));
            }
        };
        until(8 * DOORS);
        first.kill();
        until(taken() + 8 * DOORS);
        over.store(true, Ordering::Relaxed);
    });
    nothing_is_lost_or_doubled(&sites[1], &above, &doors);
    second.stop();
}

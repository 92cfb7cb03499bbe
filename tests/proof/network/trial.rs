//! One trial for each row of the table: the real terminal, a trouble at each of its three calls
//! in turn, visitors meanwhile, and then nobody's help.

use std::collections::HashMap;
use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

use hallgate::ticket::mint;
use rsa::RsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use rustix::process::Signal;
use serde_json::Value;

use super::proxy::{ASK, KEYS, Proxy, REPORT};
use super::trouble::{Row, TROUBLES};
use crate::process::{Running, of};
use crate::site::{CINEMA, HALL, Site, cinema, key};
use crate::tally::{Broken, Tally, hold_all, is_long, is_wanted};
use crate::view::View;

/// Terminals that run beside each other; most of the time each of them waits.
const BESIDE: usize = 8;

/// Only a hang takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn no_trouble_of_the_network_loses_doubles_or_lets_in() {
    let repeats = if is_long() { 10 } else { 1 };
    let rows: Vec<&Row> = TROUBLES.iter().filter(|row| is_wanted(row.0)).collect();
    let next = AtomicUsize::new(0);
    let tallies = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..BESIDE {
            scope.spawn(|| {
                while let Some(row) = rows.get(next.fetch_add(1, SeqCst)) {
                    let tally = tried(row, repeats);
                    tallies.lock().unwrap().push(tally);
                }
            });
        }
    });
    hold_all(tallies.into_inner().unwrap());
}

fn tried(row: &Row, repeats: usize) -> Tally {
    let mut tally = Tally::begin(format!("network: {}", row.0));
    for trial in 1..=repeats {
        let ended = catch_unwind(AssertUnwindSafe(|| Trial::begin(row, trial).play(&mut tally)));
        if let Err(why) = ended {
            let text = why.downcast_ref::<String>().map(String::as_str);
            let text = text.or(why.downcast_ref::<&str>().copied()).unwrap_or("broke off");
            tally.find(trial, Broken::NotRecovered, text);
        }
    }
    tally
}

struct Trial<'a> {
    row: &'a Row,
    number: usize,
    site: Site,
    proxy: Proxy,
    view: View,
    running: Running,
    forger: RsaPrivateKey,
    verdicts: usize,
    /// What each ticket that was shown is.
    shown: HashMap<String, Kind>,
}

/// What a visitor holds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Good,
    Refunded,
    Used,
    Forged,
    OtherHall,
}

impl<'a> Trial<'a> {
    fn begin(row: &'a Row, number: usize) -> Self {
        let mut site = Site::new();
        let proxy = Proxy::start(site.platform.address(), site.platform.ca_pem());
        std::fs::write(site.path("ca.pem"), &proxy.ca_pem).unwrap();
        site.set("platform.url", format!("https://{}/", proxy.address));
        site.set("platform.connect_timeout_ms", 3000);
        site.set("platform.request_timeout_ms", 4000);
        let arrives = row.2;
        site.set("admission.online_timeout_ms", if arrives { 20_000 } else { 2000 });
        site.set("keys.miss_interval_s", 0);
        // A refusal that goes on for as long as the trouble does is the trouble's, not the record's.
        site.set("sync.max_rejections", 1000);
        site.set("camera.hold_ms", 40);
        site.set("camera.fps", 50);
        let forger = RsaPrivateKey::from_pkcs8_pem(&key("stranger", "private_pem")).unwrap();
        let view = View::lay_out(&site.path("frames"), 3000);
        let mut running = site.start();
        running.until(|event| event["event"] == "keys" && event["result"] == "updated");
        Self { row, number, site, proxy, view, running, forger, verdicts: 0, shown: HashMap::new() }
    }

    fn play(mut self, tally: &mut Tally) {
        let (trouble, arrives) = (self.row.1, self.row.2);
        let (first, _) = self.admit_one();
        for call in [KEYS, ASK, REPORT] {
            let hits = self.proxy.hits();
            self.proxy.trouble(trouble, call);
            let kinds: &[Kind] = match call {
                // What no key fits asks for the keys.
                KEYS => &[Kind::Forged, Kind::Good],
                ASK => &[Kind::Good, Kind::Refunded, Kind::Used],
                _ => &[Kind::Good, Kind::OtherHall],
            };
            for kind in kinds {
                let verdict = self.visit(*kind);
                if call == ASK && arrives && verdict["verdict"] == "admit" && *kind != Kind::Good {
                    let detail = format!("{kind:?} at {call}: {verdict}");
                    tally.find(self.number, Broken::WronglyAdmitted, detail);
                }
            }
            self.wait("the trouble meets a call", |trial| trial.proxy.hits() > hits);
            tally.tried(self.proxy.hits() - hits);
            self.proxy.well();
            let over = Instant::now();
            if call != REPORT {
                let clean = self.proxy.clean();
                self.visit(Kind::Good);
                self.wait("a call goes through again", |trial| trial.proxy.clean() > clean);
            } else {
                self.wait("all is uploaded", |trial| {
                    let counts = trial.site.platform.counts().unwrap();
                    counts.records == trial.admitted().len() as u64
                });
            }
            tally.recovered(over.elapsed());
        }
        for kind in [Kind::Refunded, Kind::Used] {
            self.refused_at_last(kind, tally);
        }
        let again = self.show(&first);
        if again["reason"] == "ok" {
            tally.find(self.number, Broken::WronglyAdmitted, format!("once more: {again}"));
        }
        self.conclude(tally);
    }

    /// With the platform back, what it knows is heard.
    fn refused_at_last(&mut self, kind: Kind, tally: &mut Tally) {
        for _ in 0..20 {
            let verdict = self.visit(kind);
            if verdict["basis"] == "online" {
                if verdict["verdict"] == "admit" {
                    let detail = format!("{kind:?} afterwards: {verdict}");
                    tally.find(self.number, Broken::WronglyAdmitted, detail);
                }
                return;
            }
        }
        tally.find(self.number, Broken::NotRecovered, "no answer afterwards");
    }

    fn conclude(mut self, tally: &mut Tally) {
        let wanted = self.admitted();
        // The platform has a record a moment before the terminal has its answer on the disk.
        self.wait("the last is uploaded, and noted here", |trial| {
            trial.site.platform.counts().unwrap().records >= trial.admitted().len() as u64
                && trial.site.store().pending().unwrap() == 0
        });
        self.running.signal(Signal::TERM);
        let ended = self.running.end();
        let arrived = self.site.arrived();
        let mut find = |broken, detail: &dyn Display| tally.find(self.number, broken, detail);
        for code in wanted.iter().filter(|code| !arrived.contains(code)) {
            find(Broken::Lost, code);
        }
        for (at, code) in wanted.iter().enumerate() {
            if wanted[..at].contains(code) {
                find(Broken::WronglyAdmitted, &format!("twice: {code}"));
            }
        }
        for _ in 0..self.site.platform.counts().unwrap().doubled_tickets {
            find(Broken::Doubled, &"the platform has two records of a ticket");
        }
        for code in arrived.iter().filter(|code| !wanted.contains(code)) {
            find(Broken::WronglyAdmitted, &format!("a record of {code}, whom nobody admitted"));
        }
        for verdict in ended.of("verdict").iter().filter(|verdict| verdict["verdict"] == "admit") {
            let code = verdict["film_ticket_code"].as_str().unwrap();
            if matches!(self.shown.get(code), None | Some(Kind::Forged | Kind::OtherHall)) {
                find(Broken::WronglyAdmitted, verdict);
            }
        }
        let store = self.site.store();
        let left = store.pending().unwrap() + store.set_aside_count().unwrap();
        if left > 0 {
            find(Broken::NotRecovered, &format!("{left} records are left"));
        }
        for line in ended.stderr.lines().filter(|line| line.contains(" ERROR ")) {
            find(Broken::NotRecovered, &line);
        }
    }

    /// A good ticket's text, admitted.
    fn admit_one(&mut self) -> (String, Value) {
        let text = self.ticket(Kind::Good);
        let verdict = self.show(&text);
        assert_eq!(verdict["reason"], "ok", "{verdict}");
        (text, verdict)
    }

    fn visit(&mut self, kind: Kind) -> Value {
        let text = self.ticket(kind);
        self.show(&text)
    }

    fn ticket(&mut self, kind: Kind) -> String {
        let hall = if kind == Kind::OtherHall { "0000000000000009" } else { HALL };
        let sale = self.site.sale(CINEMA, hall, 10);
        let code = sale.ticket.film_ticket_code;
        self.shown.insert(code.to_string(), kind);
        if kind == Kind::Forged {
            return mint::printed(cinema(), &sale.ticket, &self.forger).unwrap();
        }
        let text = self.site.platform.mint_ticket(cinema(), &sale).unwrap();
        match kind {
            Kind::Refunded => self.site.platform.refund(code).unwrap(),
            Kind::Used => self.site.platform.mark_checked(code).unwrap(),
            _ => {}
        }
        text
    }

    /// Holds a ticket up and waits for the verdict, with whatever trouble is in force.
    fn show(&mut self, text: &str) -> Value {
        assert!(self.view.show(&[text]), "the replay is over");
        let wanted = self.verdicts + 1;
        self.wait("a verdict", |trial| of(&trial.running.events(), "verdict").len() >= wanted);
        self.verdicts = wanted;
        of(&self.running.events(), "verdict")[wanted - 1].clone()
    }

    /// The numbers of the tickets that were admitted anew.
    fn admitted(&self) -> Vec<String> {
        crate::site::admitted(&self.running.events())
    }

    fn wait(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so(self) {
            if Instant::now() > end {
                let events = self.running.events();
                let last = &events[events.len().saturating_sub(4)..];
                panic!("never: {what}; {last:?}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

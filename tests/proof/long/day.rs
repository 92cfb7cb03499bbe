//! The day itself.

use std::time::{Duration, Instant};

use fastrand::Rng;
use hallgate::terminal::config::Secret;
use hallgate::terminal::store::{DatabaseKey, Seq, Store};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rustix::process::Signal;
use serde_json::Value;

use super::events::Events;
use super::fast::SPEED;
use super::visitors::Visitors;
use super::watch::Watch;
use crate::network::proxy::{ASK, KEYS, Proxy, REPORT};
use crate::network::trouble::TROUBLES;
use crate::past;
use crate::process::{Running, hallgate};
use crate::site::Site;
use crate::tally::{Broken, Tally, is_long, seed};
use crate::view::View;

const MINUTE: Duration = Duration::from_secs(60);

/// Only a hang takes longer: two minutes of true time.
const PATIENCE: Duration = Duration::from_secs(120 * SPEED as u64);

/// Records of the days before.
const PAST: i64 = 20_000;

/// What goes on after a trouble because of it: a connection that times out, a retry, a record that is overdue.
const AFTERMATH: SignedDuration = SignedDuration::from_mins(20);

/// What is told only because all that the machine does takes a hundred times as long.
const OF_THE_SPEED: &str = "the camera hangs while it is opened";

/// An image and the empty view behind it are over by then.
const GONE: Duration = Duration::from_secs(8);

/// Commands that are run beside, each of which has to end by itself.
const BESIDE: [&[&str]; 4] =
    [&["report"], &["records", "--format", "csv"], &["audit", "verify"], &["status", "--json"]];

/// Plays so many minutes of the fast time.
pub fn play(minutes: u64) {
    let mut day = Day::begin(seed(), minutes as usize * 60 / 2 + 2000);
    let end = Instant::now() + MINUTE * u32::try_from(minutes).unwrap();
    let first_tenth = Instant::now() + MINUTE * u32::try_from(minutes).unwrap() / 10;
    let mut restarts = 2;
    let mut watch = Watch::default();
    let mut looked = Instant::now();
    while Instant::now() < end {
        day.trouble();
        day.visit();
        day.beside();
        if restarts > 0 && Instant::now() < first_tenth && day.rng.u32(..10) == 0 {
            restarts -= 1;
            day.restart();
        }
        if looked.elapsed() >= MINUTE {
            looked = Instant::now();
            watch.look(day.running.pid().as_raw_nonzero().get());
        }
        std::thread::sleep(Duration::from_secs(day.rng.u64(0..15)));
    }
    // Otherwise some clock of the terminal's runs at its true speed, and the day is none.
    assert!(day.visits >= minutes, "{} visitors in {minutes} minutes", day.visits);
    day.end(&watch);
}

struct Day {
    rng: Rng,
    site: Site,
    proxy: Proxy,
    view: View,
    images: usize,
    running: Running,
    events: Events,
    visitors: Visitors,
    tally: Tally,
    visits: u64,
    /// The trouble in force ends then.
    until: Option<Instant>,
    /// From when on something was wrong, and for how long.
    troubles: Vec<(Timestamp, SignedDuration)>,
    /// Log lines of runs that are over.
    log: String,
}

impl Day {
    fn begin(seed: u64, images: usize) -> Self {
        let mut site = Site::new();
        let proxy = Proxy::start(site.platform.address(), site.platform.ca_pem());
        std::fs::write(site.path("ca.pem"), &proxy.ca_pem).unwrap();
        site.set("platform.url", format!("https://{}/", proxy.address));
        // All that the machine does seems 100 times slower.
        site.set("platform.connect_timeout_ms", 60_000);
        site.set("platform.request_timeout_ms", 300_000);
        site.set("admission.online_timeout_ms", 30_000);
        site.set("vision.budget_ms", 1000);
        site.set("sync.flush_s", 5);
        site.set("sync.retry_max_s", 60);
        site.set("sync.max_rejections", 1000);
        site.set("camera.hold_ms", 2000);
        site.set("camera.fps", 5);
        site.set("camera.silence_ms", 60_000);
        if is_long() {
            fill(&site);
        }
        let view = View::lay_out(&site.path("frames"), images);
        let events = Events::follow(&site.events_file());
        let running = site.start();
        let mut day = Self {
            rng: Rng::with_seed(seed),
            site,
            proxy,
            view,
            images,
            running,
            events,
            visitors: Visitors::new(seed),
            tally: Tally::begin("long run: everything mixed"),
            visits: 0,
            until: None,
            troubles: Vec::new(),
            log: String::new(),
        };
        day.wait("keys", |day| day.events.keys > 0);
        day
    }

    /// Begins a trouble of the network now and then, and ends it after a while.
    fn trouble(&mut self) {
        match self.until {
            Some(until) if Instant::now() >= until => {
                self.proxy.well();
                self.until = None;
            }
            None if self.rng.u32(..40) == 0 => {
                let row = self.rng.choice(TROUBLES).unwrap();
                let call = self.rng.choice([KEYS, ASK, REPORT]).unwrap();
                let lasts = Duration::from_secs(self.rng.u64(10..20 * 60));
                self.proxy.trouble(row.1, call);
                self.until = Some(Instant::now() + lasts);
                self.troubles.push((Timestamp::now(), lasts.try_into().unwrap()));
            }
            _ => {}
        }
    }

    fn visit(&mut self) {
        let (kind, text) = self.visitors.next(&self.site);
        let Some(verdict) = self.show(&text) else {
            return self.tally.find(kind_name(kind), Broken::NotRecovered, "no verdict");
        };
        self.tally.tried(1);
        self.visits += 1;
        if let Some(broken) = self.visitors.judge(kind, &text, &verdict) {
            self.tally.find(kind_name(kind), broken, &verdict);
        }
    }

    /// Holds a code up until there is a verdict: the first after it came into view.
    fn show(&mut self, text: &str) -> Option<Value> {
        // What a code shown before still has to say: it may have been lost from view for a moment.
        self.pass(GONE);
        let before = self.events.verdicts.len();
        for _ in 0..3 {
            assert!(self.view.show(&[text]), "the replay is over");
            let end = Instant::now() + PATIENCE / 10;
            while Instant::now() < end {
                self.pass(Duration::from_millis(300));
                if let Some(verdict) = self.events.verdicts.get(before) {
                    return Some(verdict.clone());
                }
            }
        }
        None
    }

    fn pass(&mut self, time: Duration) {
        std::thread::sleep(time);
        self.events.look();
    }

    /// What people run beside the terminal.
    fn beside(&mut self) {
        if self.rng.u32(..60) != 0 {
            return;
        }
        let words = self.rng.choice(BESIDE).unwrap();
        let done = hallgate()
            .args(words)
            .arg("--config")
            .arg(self.site.path("hallgate.toml"))
            .output()
            .unwrap();
        // Where something needs attention `status` ends with 1.
        let good = done.status.success() || (words[0] == "status" && done.status.code() == Some(1));
        if !good {
            let stderr = String::from_utf8_lossy(&done.stderr);
            self.tally.find(words.join(" "), Broken::NotRecovered, stderr);
        }
    }

    /// Ends the terminal, by force or not, and starts it again.
    fn restart(&mut self) {
        let by_force = self.rng.bool();
        self.running.signal(if by_force { Signal::KILL } else { Signal::TERM });
        self.over();
        self.log.push_str(&std::fs::read_to_string(self.site.path("stderr")).unwrap());
        self.view = View::lay_out(&self.site.path("frames"), self.images);
        self.events.look();
        self.running = self.site.start();
        let ready = self.events.keys;
        // Keys are there from before; a platform that is away is no hindrance.
        if self.until.is_none() {
            self.wait("keys after a restart", |day| day.events.keys > ready);
        }
    }

    /// Waits for the end of the process.
    fn over(&mut self) {
        let stat = format!("/proc/{}/stat", self.running.pid().as_raw_nonzero());
        self.wait("its end", |_| {
            let text = std::fs::read_to_string(&stat).unwrap_or_default();
            text.is_empty() || text.rsplit(") ").next().is_some_and(|rest| rest.starts_with('Z'))
        });
    }

    fn end(mut self, watch: &Watch) {
        self.proxy.well();
        let over = Instant::now();
        self.wait("all is uploaded", |day| {
            day.site.platform.counts().unwrap().records >= day.admitted().len() as u64
        });
        self.tally.recovered(over.elapsed());
        self.running.signal(Signal::TERM);
        self.over();
        self.log.push_str(&std::fs::read_to_string(self.site.path("stderr")).unwrap());
        let arrived = self.site.arrived();
        let admitted = self.admitted();
        for code in &admitted {
            match arrived.iter().filter(|arrived| *arrived == code).count() {
                0 => self.tally.find(code, Broken::Lost, "it never arrived"),
                1 => {}
                _ => self.tally.find(code, Broken::Doubled, "it arrived more than once"),
            }
        }
        for code in arrived.iter().filter(|code| !self.visitors.may_enter(code)) {
            self.tally.find(code, Broken::WronglyAdmitted, "a record of one who must not enter");
        }
        for (at, code) in admitted.iter().enumerate() {
            if admitted[..at].contains(code) {
                self.tally.find(code, Broken::WronglyAdmitted, "it was admitted twice");
            }
        }
        for line in self.log.lines().filter(|line| line.contains(" ERROR ")) {
            if !self.has_a_cause(line) {
                self.tally.find("log", Broken::NotRecovered, line);
            }
        }
        let held = watch.judge(is_long(), &mut self.tally);
        let summary =
            format!("{} admitted, {} troubles, {held}", admitted.len(), self.troubles.len());
        self.tally.note(summary).hold();
    }

    /// The numbers of the tickets that were admitted anew.
    fn admitted(&self) -> Vec<String> {
        crate::site::admitted(&self.events.verdicts)
    }

    /// Whether a trouble was in force at the moment of this line, or shortly before, or the speed tells it.
    fn has_a_cause(&self, line: &str) -> bool {
        if line.contains(OF_THE_SPEED) {
            return true;
        }
        // The line tells the time of the day alone.
        let Ok(at) = line.split(' ').next().unwrap_or_default().parse::<Time>() else {
            return false;
        };
        self.troubles.iter().any(|(from, lasted)| {
            let from = from.to_zoned(TimeZone::UTC).time();
            let since = at.duration_since(from).as_secs().rem_euclid(24 * 60 * 60);
            since <= (*lasted + AFTERMATH).as_secs()
        })
    }

    fn wait(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !is_so(self) {
            self.events.look();
            assert!(Instant::now() < end, "never: {what}; {:?}", self.events.verdicts.last());
            std::thread::sleep(Duration::from_secs(1));
        }
    }
}

/// The store of a terminal that is not new: what SQLite keeps in memory of it is not to grow by the day's own records.
fn fill(site: &Site) {
    let key = DatabaseKey::load(&Secret::File(site.path("db.key"))).unwrap();
    let mut store = Store::open(&site.path("hallgate.db"), &key).unwrap();
    past::three_days(&mut store, PAST);
    store.note_accepted(Seq(1), Seq(PAST), PAST as usize, Timestamp::now()).unwrap();
}

fn kind_name(kind: super::visitors::Kind) -> String {
    format!("{kind:?}")
}

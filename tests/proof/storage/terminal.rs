//! A terminal that goes through one trial after the other: its store is put back before each, the platform forgets
//! what arrived, and the tickets are the same.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use hallgate::peer::PeerFault;
use hallgate::terminal::config::Secret;
use hallgate::terminal::store::{DatabaseKey, StoreReader};
use serde_json::Value;

use super::badfile::BadFile;
use super::process::{Ended, PATIENCE, Running, hallgate};
use super::site::{CINEMA, HALL, Site, cinema};

/// A ticket: its number and the text of its code.
#[derive(Debug, Clone)]
pub struct Sold {
    pub number: String,
    pub text: String,
}

pub struct Terminal {
    pub site: Site,
    pub bad: BadFile,
}

/// Where the database with all that belongs to it lies.
pub const STORE: &str = "store";

impl Terminal {
    /// A terminal with keys and an empty store.
    pub fn new() -> Self {
        let mut site = Site::new();
        std::fs::create_dir(site.path(STORE)).unwrap();
        let database = site.path(STORE).join("hallgate.db").display().to_string();
        site.set("store.path", database);
        site.set("terminal.language", "en");
        site.set("camera.hold_ms", 15);
        site.set("camera.fps", 100);
        site.set("gate.passage_after_ms", 10);
        site.set("gate.unlock_ms", 300);
        // So that a ticket that is shown again is refused, not let through a second time.
        site.set("gate.reopen_within_s", 0);
        site.fetch_keys();
        let bad = BadFile::under(&site.path(STORE), site.path("control"));
        Self { site, bad }
    }

    pub fn sell(&self, count: usize) -> Vec<Sold> {
        let sales: Vec<_> = (0..count).map(|_| self.site.sale(CINEMA, HALL, 20)).collect();
        let texts = self.site.platform.mint_tickets(cinema(), &sales).unwrap();
        let number = |at: usize| sales[at].ticket.film_ticket_code.to_string();
        texts.into_iter().enumerate().map(|(at, text)| Sold { number: number(at), text }).collect()
    }

    /// Puts the tickets into a folder of frames, each in an image of its own; `held`: each waits to be let go.
    pub fn lay_out(&self, folder: &str, tickets: &[Sold], held: bool) {
        std::fs::create_dir_all(self.site.path(folder)).unwrap();
        for (at, ticket) in tickets.iter().enumerate() {
            let name = format!("{:03}{}.png", at + 1, if held { ".hold" } else { "" });
            super::frames::write(&[&ticket.text], &self.site.path(folder).join(name));
        }
        if held {
            // It lives on until it is let go.
            let name = format!("{:03}.hold.png", tickets.len() + 1);
            super::frames::write(&["nothing of interest"], &self.site.path(folder).join(name));
        }
    }

    /// Starts it before a folder of frames. `online`: whether it asks the platform for its verdicts.
    pub fn start(&mut self, frames: &str, online: bool, disk: bool) -> Running {
        let source = format!("replay:{}", self.site.path(frames).display());
        self.site.set("camera.source", source);
        self.site.set("admission.online", if online { "prefer" } else { "never" });
        let (config, events) = (self.site.write_config(), self.site.events_file());
        let surroundings = self.bad.surroundings();
        Running::start(&config, &events, if disk { &surroundings } else { &[] })
    }

    /// Runs it to its end on a good disk; none where it hangs.
    pub fn run(&mut self, frames: &str) -> Option<Ended> {
        self.start(frames, false, false).end_within(PATIENCE)
    }

    /// A command of its configuration: exit code and all that it says.
    pub fn command(&self, words: &[&str], disk: Option<&BadFile>) -> (Option<i32>, String) {
        let mut command = hallgate();
        command.args(words).arg("--config").arg(self.site.path("hallgate.toml"));
        if let Some(disk) = disk {
            command.envs(disk.surroundings());
        }
        let output = command.output().unwrap();
        let mut printed = String::from_utf8_lossy(&output.stdout).into_owned();
        printed.push_str(&String::from_utf8_lossy(&output.stderr));
        (output.status.code(), printed)
    }

    /// Keeps the store as it lies there, under a name.
    pub fn keep(&self, name: &str) {
        copy_folder(&self.site.path(STORE), &self.site.path(name));
    }

    /// Puts a kept store back, and has the platform forget what arrived.
    pub fn restore(&self, name: &str) {
        self.site.platform.set_fault(PeerFault::None).unwrap();
        self.site.platform.resume().unwrap();
        copy_folder(&self.site.path(name), &self.site.path(STORE));
        let ledger = rusqlite::Connection::open(self.site.path("platform.db")).unwrap();
        ledger.busy_timeout(PATIENCE).unwrap();
        ledger.execute_batch("DELETE FROM records; UPDATE tickets SET checked = 0").unwrap();
        let _ = std::fs::remove_file(self.site.events_file());
    }

    /// How many records of each ticket the platform has.
    pub fn at_platform(&self) -> BTreeMap<String, usize> {
        let mut found = BTreeMap::new();
        for number in self.site.arrived() {
            *found.entry(number).or_insert(0) += 1;
        }
        found
    }

    /// What is on the disk, if it opens.
    pub fn reader(&self) -> Option<StoreReader> {
        let key = DatabaseKey::load(&Secret::File(self.site.path("db.key"))).unwrap();
        StoreReader::open(&self.database(), &key).ok()
    }

    pub fn database(&self) -> PathBuf {
        self.site.path(STORE).join("hallgate.db")
    }

    /// Leaves records behind: `uploaded` ones, then pending ones; by a clean end, or by a kill, which leaves the
    /// newest in the write-ahead log.
    pub fn leave_records(&mut self, tickets: &[Sold], uploaded: usize, killed: bool) {
        self.lay_out("uploaded", &tickets[..uploaded], false);
        self.run("uploaded").unwrap();
        self.leave_pending(&tickets[uploaded..], killed);
    }

    /// Leaves further records that are not uploaded.
    pub fn leave_pending(&mut self, tickets: &[Sold], killed: bool) {
        let _ = std::fs::remove_dir_all(self.site.path("pending"));
        self.lay_out("pending", tickets, false);
        self.site.platform.pause();
        if killed {
            // Long enough to be killed before its end.
            self.site.set("camera.hold_ms", 150);
        }
        let mut running = self.start("pending", false, false);
        running.until_verdicts(tickets.len());
        if killed {
            // Whoever was let in has walked through, and that is on the disk.
            while passages(&running.events()) < tickets.len() {
                assert!(!running.is_over(), "{:#?}", running.events());
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
            running.kill();
        } else {
            running.end_within(PATIENCE).unwrap();
        }
        self.site.set("camera.hold_ms", 15);
        self.site.platform.resume().unwrap();
    }

    /// Makes the first operator, an admin.
    pub fn add_operator(&self, name: &str, password: &str) -> (Option<i32>, String) {
        let mut command = hallgate();
        command.args(["operator", "add", name, "--role", "admin", "--number", "900"]);
        command.args(["--password-stdin", "--config"]).arg(self.site.path("hallgate.toml"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// How often somebody was seen to walk through.
fn passages(events: &[Value]) -> usize {
    let passed = |event: &&Value| event["event"] == "gate" && event["state"] == "passed";
    events.iter().filter(passed).count()
}

/// Copies the files of a folder, in place of what was there.
pub fn copy_folder(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &place);
        } else {
            std::fs::copy(&path, &place).unwrap();
        }
    }
}

//! Doors of one cinema that know of each other, as processes on the loopback.

#[path = "neighbours/namespaces.rs"]
mod namespaces;
#[path = "neighbours/relay.rs"]
mod relay;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::Value;

use super::process::{PATIENCE, Running, hallgate, of};
use super::site::Site;

/// A terminal with neighbours.
struct Door {
    site: Site,
    port: u16,
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Doors that list each other, each with the keys of the cinema.
fn doors(names: &[&str]) -> Vec<Door> {
    let ports: Vec<u16> = names.iter().map(|_| free_port()).collect();
    let door = |(number, name): (usize, &&str)| {
        let mut site = site_of(number, name);
        site.set("neighbours.listen", format!("127.0.0.1:{}", ports[number]));
        let others = ports.iter().filter(|port| **port != ports[number]);
        let others = others.map(|port| format!("127.0.0.1:{port}").into()).collect();
        site.set("neighbours.doors", toml::Value::Array(others));
        site.set("neighbours.discover", false);
        Door { site, port: ports[number] }
    };
    names.iter().enumerate().map(door).collect()
}

/// A site with the keys of the cinema and of its doors, and no platform any more.
fn site_of(number: usize, name: &str) -> Site {
    let mut site = Site::new();
    site.fetch_keys();
    site.platform.pause();
    site.write_secret("neighbours.key", &"6b".repeat(32));
    site.set("platform.username", format!("terminal-{number:03}"));
    site.set("terminal.name", name);
    site.set("admission.online", "never");
    site.set("neighbours.key", format!("file:{}", site.path("neighbours.key").display()));
    // Verdicts must not depend on how busy this machine is.
    site.set("neighbours.timeout_ms", 1000);
    site
}

impl Door {
    /// Nothing before the camera, for as long as it runs.
    fn idle(&mut self) -> Running {
        self.site.set("camera.hold_ms", 600_000);
        self.site.show::<&str>(&[&[]]);
        self.site.start()
    }

    /// After a while with nothing before the camera, these codes, and then nothing again.
    fn shows(&mut self, blank: usize, texts: &[String]) -> Running {
        self.site.set("camera.hold_ms", 150);
        let mut images: Vec<&[String]> = vec![&[]; blank];
        images.extend(texts.chunks(1));
        images.extend(vec![&[][..]; 400]);
        self.site.show(&images);
        self.site.start()
    }

    /// How many admissions of others are on its disk.
    fn told(&self) -> u64 {
        self.site.store().told_count().unwrap()
    }

    fn until_told(&self, count: u64) {
        let end = Instant::now() + PATIENCE;
        while self.told() < count {
            assert!(Instant::now() < end, "{} of {count} were told", self.told());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn status(&self) -> Value {
        let config = self.site.write_config();
        let done = hallgate().args(["status", "--json", "--config"]).arg(config).output().unwrap();
        serde_json::from_slice(&done.stdout).unwrap()
    }

    /// Until a command's page says this.
    fn until_page(&self, command: &str, words: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.page(command).contains(words) {
            assert!(Instant::now() < end, "no {words}: {}", self.page(command));
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn page(&self, command: &str) -> String {
        let config = self.site.write_config();
        let done = hallgate().args([command, "--config"]).arg(config).output().unwrap();
        String::from_utf8(done.stdout).unwrap()
    }
}

fn here(count: u64) -> impl Fn(&Value) -> bool {
    move |event| event["event"] == "neighbours" && event["here"] == count && event["missing"] == 0
}

/// Reason and detail of each verdict, by the ticket's end.
fn verdicts(events: &[Value]) -> Vec<(String, String, Value)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let one =
        |it: &&Value| (text(&it["film_ticket_code"]), text(&it["reason"]), it["detail"].clone());
    of(events, "verdict").iter().map(one).collect()
}

#[test]
fn a_ticket_at_two_doors_at_once_opens_one() {
    let mut doors = doors(&["北门", "南门"]);
    let (codes, texts) = doors[0].site.sell(10);
    let mut running: Vec<Running> = doors.iter_mut().map(|door| door.shows(20, &texts)).collect();
    for it in &mut running {
        it.until(here(1));
        it.until_verdicts(texts.len());
    }
    let told: Vec<_> = running.iter().map(|it| verdicts(&it.events())).collect();
    for code in &codes {
        let of_code = told.iter().flatten().filter(|(of, ..)| of == code);
        let mut reasons: Vec<(&str, Value)> =
            of_code.map(|(_, reason, detail)| (reason.as_str(), detail.clone())).collect();
        reasons.sort_by_key(|(reason, _)| *reason);
        assert_eq!(
            reasons,
            [("already_checked", "elsewhere".into()), ("ok", Value::Null)],
            "{told:#?}"
        );
    }
    let admitted: Vec<u64> = told
        .iter()
        .map(|door| door.iter().filter(|(_, reason, _)| reason == "ok").count() as u64)
        .collect();
    // Each has the other's on its disk, and uploads its own alone.
    doors[0].until_told(admitted[1]);
    doors[1].until_told(admitted[0]);
    for (door, it) in doors.iter().zip(running) {
        it.signal(Signal::TERM);
        let ended = it.end();
        assert!(ended.of("double_admission").is_empty(), "{}", ended.stderr);
        let own = ended.reasons().iter().filter(|it| **it == "ok").count() as u64;
        assert_eq!(door.site.store().pending().unwrap(), own);
    }
}

#[test]
fn what_was_missed_is_asked_for_and_outlives_who_told_it() {
    let mut doors = doors(&["北门", "南门"]);
    let (_, texts) = doors[0].site.sell(3);
    let mut north = doors[0].shows(0, &texts[..2]);
    north.until_verdicts(2);
    let mut south = doors[1].idle();
    south.until(here(1));
    doors[1].until_told(2);
    // It is written down once a second.
    doors[1].until_page("status", "1 个在线");
    assert_eq!(doors[1].status()["neighbours"]["doors"][0]["name"], "北门");
    // The power goes at both; one comes back.
    north.kill();
    south.kill();
    let mut south = doors[1].shows(4, &[texts[0].clone(), texts[2].clone()]);
    south.until_verdicts(2);
    let told = verdicts(&south.events());
    assert_eq!((told[0].1.as_str(), &told[0].2), ("already_checked", &"elsewhere".into()));
    assert_eq!(told[1].1, "ok", "{told:?}");
    let gone = |event: &Value| event["event"] == "neighbours" && event["missing"] == 1;
    south.until(gone);
    doors[1].until_page("status", "“北门”失联");
    let doctor = doors[1].page("doctor");
    assert!(doctor.contains("其他检票口") && doctor.contains("“北门”失联"), "{doctor}");
    south.signal(Signal::TERM);
    south.end();
}

#[test]
fn doors_that_did_not_hear_each_other_find_their_double_admissions() {
    let mut doors = doors(&["北门", "南门"]);
    let (_, texts) = doors[0].site.sell(2);
    let mut north = doors[0].shows(0, &texts[..1]);
    north.until_verdicts(1);
    north.signal(Signal::TERM);
    north.end();
    let mut south = doors[1].shows(0, &texts);
    south.until_verdicts(2);
    let mut north = doors[0].idle();
    for (it, other) in [(&mut north, "南门"), (&mut south, "北门")] {
        it.until(|event| event["event"] == "double_admission" && event["seq"] == 1);
        assert_eq!(of(&it.events(), "double_admission")[0]["door"], other);
    }
    for (door, other) in [(0, "南门"), (1, "北门")] {
        let page = doors[door].page("report");
        assert!(page.contains("重复入场") && page.contains(other), "{page}");
        let log = hallgate()
            .args(["audit", "show", "--what", "double_admission", "--config"])
            .arg(doors[door].site.write_config())
            .output()
            .unwrap();
        let log = String::from_utf8(log.stdout).unwrap();
        assert!(log.contains("记录 1：") && log.contains(other), "{log}");
        let status = doors[door].status();
        assert_eq!(status["double_admissions"][0]["records"], 1, "{status}");
        assert_eq!(status["double_admissions"][0]["doors"], serde_json::json!([other]));
        let page = doors[door].page("status");
        assert!(page.contains(&format!("(1, {other})")), "{page}");
        println!("{page}\n{}", doors[door].page("report"));
    }
    for it in [north, south] {
        it.signal(Signal::TERM);
        it.end();
    }
}

#[test]
fn another_key_is_told_and_nobody_waits() {
    let mut doors = doors(&["北门", "南门"]);
    doors[1].site.write_secret("neighbours.key", &"7c".repeat(32));
    let (_, texts) = doors[0].site.sell(1);
    let south = doors[1].idle();
    let mut north = doors[0].shows(10, &texts);
    north.until_verdicts(1);
    let end = Instant::now() + PATIENCE;
    let trouble = loop {
        let trouble = doors[0].status()["neighbours"]["troubles"][0].clone();
        // It has hung up before it calls itself.
        if !trouble.is_null() && trouble["trouble"] != "hung_up" {
            break trouble;
        }
        assert!(Instant::now() < end, "{}", doors[0].status());
        std::thread::sleep(Duration::from_millis(100));
    };
    assert_eq!(trouble["trouble"], "other_key", "{trouble}");
    assert_eq!(verdicts(&north.events())[0].1, "ok");
    assert!(doors[0].page("doctor").contains("密钥不同"), "{}", doors[0].page("doctor"));
    drop(south);
    north.signal(Signal::TERM);
    north.end();
    // A key that is none: the door goes on alone, and says so.
    doors[0].site.write_secret("neighbours.key", "no key");
    let mut north = doors[0].shows(2, &texts);
    north.until_verdicts(1);
    assert_eq!(doors[0].status()["neighbours"]["troubles"][0]["code"], "HG1801");
    north.signal(Signal::TERM);
    assert!(north.end().stderr.contains("does not hear of the others"));
    assert!(doors[0].port != doors[1].port);
}

#[test]
fn who_hangs_up_or_looks_for_ports_is_not_told_as_another_key() {
    let mut doors = doors(&["北门"]);
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap().to_string();
    doors[0].site.set("neighbours.doors", toml::Value::Array(vec![address.clone().into()]));
    std::thread::spawn(move || silent.incoming().for_each(drop));
    let mut door = doors[0].idle();
    door.until(|event| event["event"] == "ready");
    for said in [&b"GET / HTTP/1.1\r\n\r\n"[..], b"\0", &[255; 300], b""] {
        let mut probe = TcpStream::connect(("127.0.0.1", doors[0].port)).unwrap();
        probe.write_all(said).unwrap();
        probe.shutdown(Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        // Reset or at its end: not a byte.
        let _ = probe.read_to_end(&mut answer);
        assert!(answer.is_empty(), "{said:?}: {answer:?}");
    }
    doors[0].until_page("status", &format!("{address} 没有表明身份就挂断"));
    let troubles = doors[0].status()["neighbours"]["troubles"].clone();
    assert_eq!(troubles, serde_json::json!([{"trouble": "hung_up", "address": address}]));
    door.signal(Signal::TERM);
    let stderr = door.end().stderr;
    assert!(!stderr.contains("calloop") && !stderr.contains("non-existent"), "{stderr}");
}

//! Three doors as three machines: each in a network namespace of its own, on a bridge, their links through a
//! relay that delays, drops, doubles and splits. Needs root and `ip`: `tests/neighbours/run` looks for them.

use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::Value;

use super::relay::{Mischief, Relay};
use super::{Door, PATIENCE, Running, here, verdicts};
use crate::process::{hallgate, of};
use crate::site::Site;

/// The namespaces of one test, gone with it.
struct Cinema {
    names: Vec<String>,
    bridge: String,
    net: u8,
}

fn ip(words: &str) -> Result<(), String> {
    let done = Command::new("ip").args(words.split_whitespace()).output();
    let done = done.map_err(|fault| format!("ip: {fault}"))?;
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    if done.status.success() { Ok(()) } else { Err(format!("ip {words}: {said}")) }
}

impl Cinema {
    /// As many machines on one bridge, at which this process has an address too.
    fn new(count: usize, net: u8) -> Result<Self, String> {
        let id = std::process::id() % 100_000;
        let mut cinema = Self { names: Vec::new(), bridge: format!("hg{net}b{id}"), net };
        let bridge = cinema.bridge.clone();
        ip(&format!("link add {bridge} type bridge"))?;
        ip(&format!("addr add 10.77.{net}.254/24 dev {bridge}"))?;
        ip(&format!("link set {bridge} up"))?;
        for number in 1..=count {
            let name = format!("hg{net}n{id}-{number}");
            ip(&format!("netns add {name}"))?;
            cinema.names.push(name.clone());
            let (outer, inner) = (format!("hg{net}o{id}{number}"), format!("hg{net}i{id}{number}"));
            ip(&format!("link add {outer} type veth peer name {inner}"))?;
            ip(&format!("link set {outer} master {bridge} up"))?;
            ip(&format!("link set {inner} netns {name}"))?;
            let inside = format!("-n {name}");
            ip(&format!("{inside} addr add 10.77.{net}.{number}/24 dev {inner}"))?;
            ip(&format!("{inside} link set {inner} up"))?;
            ip(&format!("{inside} link set lo up"))?;
            // mDNS is multicast, which takes a route.
            ip(&format!("{inside} route add default via 10.77.{net}.254"))?;
        }
        Ok(cinema)
    }

    /// Where this process's relay is, for the machines.
    fn relay(&self) -> String {
        format!("10.77.{}.254", self.net)
    }

    fn address(&self, door: usize) -> String {
        format!("10.77.{}.{}:9010", self.net, door + 1)
    }

    /// Starts a door's terminal on its machine.
    fn start(&self, door: usize, site: &Site) -> Running {
        let plain = hallgate();
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.names[door]]).arg(plain.get_program());
        command.stdin(std::process::Stdio::null());
        for (name, _) in plain.get_envs() {
            command.env_remove(name);
        }
        Running::start_as(command, &site.write_config(), &site.events_file())
    }
}

impl Drop for Cinema {
    fn drop(&mut self) {
        for name in &self.names {
            let _ = ip(&format!("netns del {name}"));
        }
        let _ = ip(&format!("link del {}", self.bridge));
    }
}

const NAMES: [&str; 3] = ["北门", "南门", "东门"];

/// Three doors whose links go through the relay.
fn doors(cinema: &Cinema, relay: &Relay) -> Vec<Door> {
    let door = |(number, name): (usize, &&str)| {
        let mut site = super::site_of(number, name);
        site.set("neighbours.listen", "0.0.0.0:9010");
        let others = (0..NAMES.len()).filter(|other| *other != number).map(|other| {
            let port = relay.way(number, other, &cinema.address(other));
            format!("{}:{port}", cinema.relay()).into()
        });
        site.set("neighbours.doors", toml::Value::Array(others.collect()));
        site.set("neighbours.discover", false);
        Door { site, port: 9010 }
    };
    NAMES.iter().enumerate().map(door).collect()
}

fn start(cinema: &Cinema, door: &mut Door, number: usize, images: &[&[String]]) -> Running {
    door.site.set("camera.hold_ms", 150);
    let mut all: Vec<&[String]> = images.to_vec();
    all.extend(vec![&[][..]; 800]);
    door.site.show(&all);
    cinema.start(number, &door.site)
}

fn stop(running: Vec<Running>) -> Vec<Vec<Value>> {
    running.iter().for_each(|it| it.signal(Signal::TERM));
    running.into_iter().map(|it| it.end().events).collect()
}

/// How often each of these tickets was admitted.
fn admitted(events: &[Vec<Value>], code: &str) -> usize {
    let all = events.iter().flat_map(|events| verdicts(events));
    all.filter(|(of, reason, _)| of == code && reason == "ok").count()
}

#[ignore = "needs root and network namespaces: tests/neighbours/run"]
#[test]
fn three_doors_a_split_and_a_kill() {
    let cinema = Cinema::new(3, 1).unwrap();
    let relay = Relay::new(&cinema.relay());
    relay.set(Mischief { delay: Duration::from_millis(5), ..Mischief::default() });
    let mut doors = doors(&cinema, &relay);
    let (codes, texts) = doors[0].site.sell(8);
    let blank: Vec<&[String]> = vec![&[]; 30];

    // All together: each ticket opens one gate, while frames are lost and doubled on the way, which ends
    // links that come back by themselves.
    let mut images = blank.clone();
    images.extend(texts[..5].chunks(1));
    let mut running: Vec<Running> =
        (0..3).map(|number| start(&cinema, &mut doors[number], number, &images)).collect();
    for it in &mut running {
        it.until(here(2));
    }
    for it in &mut running {
        it.until_verdicts(5);
    }
    relay.set(Mischief { drop_each: 7, double_each: 11, ..Mischief::default() });
    std::thread::sleep(Duration::from_secs(4));
    assert!(relay.lost() > 0 && relay.doubled() > 0, "nothing was tried");
    relay.set(Mischief::default());
    for (number, it) in running.iter_mut().enumerate() {
        until_here(&doors[number], 2, it);
    }
    for (number, door) in doors.iter().enumerate() {
        let verdicts = verdicts(&running[number].events());
        let own = verdicts.iter().filter(|(_, reason, _)| reason == "ok").count() as u64;
        door.until_told(5 - own);
    }
    let events = stop(running);
    for code in &codes[..5] {
        assert_eq!(admitted(&events, code), 1, "{code}: {events:#?}");
    }
    assert!(events.iter().all(|events| of(events, "double_admission").is_empty()));

    // The third door is cut off: it admits too, and all hear of it when it is back.
    relay.split(2, true);
    let mut images = blank.clone();
    images.push(&texts[5..6]);
    let mut running: Vec<Running> =
        (0..3).map(|number| start(&cinema, &mut doors[number], number, &images)).collect();
    for it in &mut running {
        it.until_verdicts(1);
    }
    let events: Vec<Vec<Value>> = running.iter().map(Running::events).collect();
    assert_eq!(admitted(&events[..2], &codes[5]), 1, "{events:#?}");
    assert_eq!(admitted(&events[2..], &codes[5]), 1, "{events:#?}");
    relay.split(2, false);
    for it in &mut running {
        if admitted(&[it.events()], &codes[5]) == 1 {
            it.until(|event| event["event"] == "double_admission");
        }
    }
    stop(running);

    // The power goes at the second door right after it has let somebody in.
    let mut images = blank.clone();
    images.push(&texts[6..7]);
    let mut second = start(&cinema, &mut doors[1], 1, &images[28..]);
    second.until_verdicts(1);
    second.kill();
    let mut first = start(&cinema, &mut doors[0], 0, &blank);
    let mut third = start(&cinema, &mut doors[2], 2, &blank);
    let before = [doors[0].told(), doors[2].told()];
    let mut second = start(&cinema, &mut doors[1], 1, &blank);
    for it in [&mut first, &mut second, &mut third] {
        it.until(|event| event["event"] == "neighbours" && event["here"] == 2);
    }
    doors[0].until_told(before[0] + 1);
    doors[2].until_told(before[1] + 1);
    // What was told is refused, also with the door gone that told it.
    second.kill();
    stop(vec![first, third]);
    let mut third = start(&cinema, &mut doors[2], 2, &images[28..]);
    third.until_verdicts(1);
    assert_eq!(verdicts(&third.events())[0].1, "already_checked");
    stop(vec![third]);
}

/// Until the status tells that so many doors are here and none is away.
fn until_here(door: &Door, count: usize, running: &mut Running) {
    let end = Instant::now() + PATIENCE;
    loop {
        let doors = door.status()["neighbours"]["doors"].clone();
        let doors = doors.as_array().cloned().unwrap_or_default();
        if doors.iter().filter(|it| it["here"] == true).count() == count {
            return;
        }
        assert!(Instant::now() < end && !running.is_over(), "{doors:?}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[ignore = "needs root and network namespaces: tests/neighbours/run"]
#[test]
fn doors_find_each_other_by_themselves() {
    let cinema = Cinema::new(2, 2).unwrap();
    let mut doors: Vec<Door> = NAMES[..2]
        .iter()
        .enumerate()
        .map(|(number, name)| Door { site: super::site_of(number, name), port: 9010 })
        .collect();
    let (_, texts) = doors[0].site.sell(1);
    let blank: Vec<&[String]> = vec![&[]; 4];
    let mut north = start(&cinema, &mut doors[0], 0, &[&texts[..]]);
    north.until_verdicts(1);
    let mut south = start(&cinema, &mut doors[1], 1, &blank);
    for it in [&mut north, &mut south] {
        it.until(here(1));
    }
    doors[1].until_told(1);
    stop(vec![north, south]);
}

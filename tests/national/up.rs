//! `up`: from an empty folder to a record at the national platform, by real programs alone.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use hallgate::peer::PeerLedger;
use hallgate::ticket::{TicketText, UrlParams};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::trial::{Up, peer};

fn page(folder: &Path, url: &str) -> (u16, String) {
    let pem = std::fs::read(folder.join("trial/ca.pem")).unwrap();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&[Certificate::from_pem(&pem).unwrap()]))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = ureq::Agent::config_builder().tls_config(tls).http_status_as_error(false).build();
    let agent = ureq::Agent::new_with_config(config);
    let mut answer = agent.get(url).call().unwrap();
    (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
}

#[test]
fn one_command_is_all_that_a_terminal_needs() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // The second time everything is there already, at other addresses.
    for round in 1..=2 {
        let up = Up::begin(folder);
        let door = Command::new(env!("CARGO_BIN_EXE_hallgate"))
            .args(["run", "--config", "trial/terminal.toml", "--events", "events.jsonl"])
            .current_dir(folder)
            .output()
            .unwrap();
        assert!(door.status.success(), "{}", String::from_utf8_lossy(&door.stderr));
        let events = std::fs::read_to_string(folder.join("events.jsonl")).unwrap();
        let reasons: Vec<String> = events
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .filter(|event| event["event"] == "verdict")
            .map(|event| event["reason"].as_str().unwrap().to_owned())
            .collect();
        let last = reasons.len().saturating_sub(4);
        assert_eq!(reasons[last..], ["ok", "wrong_hall", "already_checked", "refunded"]);
        let ledger = PeerLedger::open(Some(&folder.join("trial/national.db"))).unwrap();
        while ledger.counts().unwrap().records < round {
            std::thread::sleep(Duration::from_millis(50));
        }
        let received = ledger.received(0, 10).unwrap();
        assert!(received.iter().all(|record| record.username == "platform-001"));
        up.end();
    }
}

#[test]
fn the_page_of_an_e_ticket_says_how_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let up = Up::begin(folder);
    let url = up.value("e-ticket").to_owned();
    let number = url.rsplit('/').next().unwrap();
    let (status, valid) = page(folder, &url);
    assert_eq!(status, 200, "{valid}");
    for wanted in ["试机影院", "试机影片", "3号厅", "6排15座", "35.00", "3.00", "未检票", number]
    {
        assert!(valid.contains(wanted), "{wanted}: {valid}");
    }
    let shown: i64 = between(&valid, "data-shown=\"", "\"").parse().unwrap();
    assert!((jiff::Timestamp::now().as_second() - shown).abs() < 60);
    assert!(TicketText::parse(&read(&valid), &UrlParams::default()).is_ok());
    peer(folder, &["ticket", "check", number]);
    assert!(page(folder, &url).1.contains("已检票"));
    peer(folder, &["ticket", "refund", number]);
    let refunded = page(folder, &url).1;
    assert!(refunded.contains("已退票") && !refunded.contains("<svg"), "{refunded}");
    assert_eq!(page(folder, &url.replace(number, "0000000000000000")).0, 404);
    assert_eq!(page(folder, &url.replace(number, "%3Cscript%3E")).0, 404);
    up.end();
}

#[test]
fn a_fault_is_ordered_beside_the_one_that_serves() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let up = Up::begin(folder);
    let url = up.value("national").to_owned();
    assert_eq!(peer(folder, &["national", "fault"]), "none\n");
    assert_eq!(page(folder, &url).0, 405);
    for (fault, status, text) in
        [("http-status:503", 503, ""), ("captive-portal", 200, "Wi-Fi"), ("none", 405, "")]
    {
        peer(folder, &["national", "fault", fault]);
        let (found, body) = page(folder, &url);
        assert_eq!((found, body.contains(text)), (status, true), "{fault}");
        assert_eq!(peer(folder, &["national", "fault"]).trim(), fault);
    }
    up.end();
}

#[test]
fn both_configurations_name_the_channel_that_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let up = Up::begin(folder);
    let table = |name: &str| -> toml::Table {
        std::fs::read_to_string(folder.join("trial").join(name)).unwrap().parse().unwrap()
    };
    let catalogue = &table("terminal.toml")["catalogue"];
    let bought = &table("platform.toml")["channel"];
    for section in [catalogue, bought] {
        assert_eq!(section["url"].as_str(), Some(up.value("channel")));
    }
    let bin = env!("CARGO_BIN_EXE_hallgate-platform");
    let asked = |call: &str, rest: &[&str]| -> serde_json::Value {
        let mut command = Command::new(bin);
        command.args(["channel", call, "--format", "json", "--config", "trial/platform.toml"]);
        let output = command.args(rest).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let cinema = catalogue["cinema_id"].as_integer().unwrap().to_string();
    let halls = asked("queryHalls", &["--cinemaID", &cinema]);
    let hall = &catalogue["screens"]["0000000000000003"];
    let named = halls["halls"].as_array().unwrap();
    let named = named.iter().find(|own| own["hallID"].as_i64() == hall.as_integer()).unwrap();
    assert_eq!(named["hallName"], "3号厅");
    // What the counter has sold before the camera is nobody else's.
    let shows = asked("queryShows", &["--cinemaID", &cinema]);
    let shows = shows["shows"].as_array().unwrap();
    let own = shows.iter().filter(|show| show["hallID"] == named["hallID"]);
    let soonest = own.min_by_key(|show| show["showTime"].as_str().unwrap().to_owned()).unwrap();
    let show = soonest["showtimeID"].as_str().unwrap();
    let seats = asked("queryShowSeats", &["--showtimeID", show, "--status", "0"]);
    let seats = seats["seats"].as_array().unwrap();
    let taken: Vec<_> = seats.iter().map(|seat| seat["colNum"].as_str().unwrap()).collect();
    assert_eq!(taken, ["12", "14", "15"]);
    up.end();
}

fn between<'a>(text: &'a str, before: &str, behind: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(behind).unwrap().0
}

/// The text of the page's QR code, drawn from its outline.
fn read(page: &str) -> String {
    let side: usize = between(page, "viewBox=\"0 0 ", " ").parse().unwrap();
    let mut dark = vec![false; side * side];
    for stroke in between(page, "<path d=\"", "\"").split_terminator('z') {
        let (from, long) = stroke.trim_start_matches('M').split_once('h').unwrap();
        let (x, y) = from.split_once(' ').unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        let long: usize = long.split_once('v').unwrap().0.parse().unwrap();
        dark[y * side + x..][..long].fill(true);
    }
    let zoom = 6;
    let light = |x: usize, y: usize| if dark[y / zoom * side + x / zoom] { 0 } else { 255 };
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(side * zoom, side * zoom, light);
    prepared.detect_grids().remove(0).decode().unwrap().1
}

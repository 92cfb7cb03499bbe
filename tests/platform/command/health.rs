//! `/healthz` and `/metrics` of a platform that serves.

use std::net::TcpListener;

use serde_json::Value;

use super::Site;
use super::serve::Serving;
use crate::client::{Client, public_pem};
use crate::cluster::Cluster;
use hallgate::wire::calls::PublicKeysQuery;

/// A port that nobody has.
fn free() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn get(client: &Client, url: &str) -> (u16, String) {
    let mut response = client.agent.get(url).call().unwrap();
    (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
}

/// The value of a line that begins so.
fn value(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap_or_else(|| panic!("{name}: {text}")).trim().parse().unwrap()
}

#[test]
fn whoever_watches_is_told_without_any_secret() {
    for engine in ["sqlite", "postgres"] {
        let web = format!("127.0.0.1:{}", free());
        let more = format!("[listen]\naddress = \"127.0.0.1:0\"\n[web]\naddress = \"{web}\"\n");
        let site = Site::with(engine, &more);
        std::fs::write(site.at("hall-12.pem"), public_pem("terminal")).unwrap();
        let key = site.at("hall-12.pem").display().to_string();
        site.done(&["terminal", "add", "--cinema", "44010201", "hall-12", "--public-key", &key]);
        let serving = Serving::start(&site);
        let ca = std::fs::read_to_string(site.at("data/ca.pem")).unwrap();
        let client = Client::at(serving.url.clone(), &ca);
        let query = PublicKeysQuery { cinema_code: "44010201".parse().unwrap() };
        assert_eq!(client.call(&query).0, 200);
        assert_eq!(client.post("no request").unwrap().0, 400);

        assert_eq!(get(&client, &format!("https://{web}/healthz")), (200, "ok\n".to_owned()));
        let (status, text) = get(&client, &format!("https://{web}/metrics"));
        assert_eq!(status, 200, "{engine}");
        let requests = "hallgate_platform_requests_total";
        let named = format!("{requests}{{api=\"GetPublicKeys\",status=\"200\"}}");
        assert_eq!(value(&text, &named) as u64, 1);
        assert_eq!(value(&text, &format!("{requests}{{api=\"none\",status=\"400\"}}")) as u64, 1);
        assert_eq!(value(&text, "hallgate_platform_terminals ") as u64, 1);
        assert!(value(&text, "hallgate_platform_disk_free_bytes") > 0.0);
        assert_eq!(value(&text, "hallgate_platform_national_up") as u64, 0);
        assert!(text.ends_with("# EOF\n"), "{text}");
        for secret in ["hall-12", "44010201", "BEGIN", "127.0.0.1"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert_eq!(get(&client, &format!("https://{web}/nothing")).0, 404);

        // A second platform whose web address is taken serves terminals all the same.
        let other = Site::with("sqlite", &more);
        let beside = Serving::start(&other);
        beside.stop();
        serving.stop();
        let events = std::fs::read_to_string(site.at("events.jsonl")).unwrap();
        let ready: Value = serde_json::from_str(events.lines().next().unwrap()).unwrap();
        assert_eq!(ready["web"], format!("https://{web}/"));
    }
}

/// The database takes notes, and no records: that is no health either.
#[test]
fn it_is_ill_while_records_alone_are_refused() {
    for engine in ["sqlite", "postgres"] {
        let web = format!("127.0.0.1:{}", free());
        let more = format!("[listen]\naddress = \"127.0.0.1:0\"\n[web]\naddress = \"{web}\"\n");
        let site = Site::with(engine, &more);
        let serving = Serving::start(&site);
        let ca = std::fs::read_to_string(site.at("data/ca.pem")).unwrap();
        let client = Client::at(serving.url.clone(), &ca);
        let health = || get(&client, &format!("https://{web}/healthz")).0;
        assert_eq!(health(), 200, "{engine}");
        let (hinder, mend): (&[&str], &[&str]) = match engine {
            "sqlite" => (
                &["CREATE TRIGGER full BEFORE INSERT ON records
                   BEGIN SELECT RAISE(ABORT, 'no more'); END"],
                &["DROP TRIGGER full"],
            ),
            _ => (
                &["ALTER TABLE records ADD CONSTRAINT \"full\" CHECK (price < 0)"],
                &["ALTER TABLE records DROP CONSTRAINT \"full\""],
            ),
        };
        let mut session = site.session();
        for sql in hinder {
            session.execute(sql, &[]).unwrap();
        }
        assert_eq!(health(), 503, "{engine}");
        for sql in mend {
            session.execute(sql, &[]).unwrap();
        }
        assert_eq!(health(), 200, "{engine}");
        // Nothing stays of what was tried.
        for table in ["records", "outbox", "tallies", "quarters", "admissions", "findings"] {
            let count: &'static str = format!("SELECT count(*) FROM {table}").leak();
            let row = session.row(count, &[]).unwrap().unwrap();
            assert_eq!(row.int(0).unwrap(), 0, "{engine}: {table}");
        }
        serving.stop();
    }
}

#[test]
fn it_is_ill_while_no_record_can_be_taken() {
    let cluster = Cluster::start();
    let web = format!("127.0.0.1:{}", free());
    let more = format!("[listen]\naddress = \"127.0.0.1:0\"\n[web]\naddress = \"{web}\"\n");
    let site = Site::over(&super::server_url("owner", &cluster.database()), &more);
    let serving = Serving::start(&site);
    let ca = std::fs::read_to_string(site.at("data/ca.pem")).unwrap();
    let client = Client::at(serving.url.clone(), &ca);
    let health = format!("https://{web}/healthz");
    assert_eq!(get(&client, &health).0, 200);
    drop(cluster);
    assert_eq!(get(&client, &health).0, 503);
    assert_eq!(get(&client, &format!("https://{web}/metrics")).0, 503);
    serving.stop();
}

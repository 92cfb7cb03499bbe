//! A platform between a terminal and a national platform, all over real TLS, on either engine.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hallgate::peer::{PeerLedger, PeerPlatform, PeerSettings};
use hallgate::platform::config::{Limits, National};
use hallgate::platform::events::Events;
use hallgate::platform::ledger::findings::{self, Kind};
use hallgate::platform::ledger::{Session, cinemas, terminals};
use hallgate::platform::{NodeSettings, PlatformNode};
use hallgate::ticket::{CinemaKey, FilmTicketCode};
use hallgate::transport::server::ServerTls;
use hallgate::wire::calls::{Call, PublicKeysQuery, ReportQuery, TicketQuery};
use hallgate::wire::{Reply, SignatureForm, TerminalKey};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::client::{Client, USERNAME, cinema, pem, public_pem, sale, sold};
use crate::engines::{Empty, over_each};

/// A national platform, a platform and a terminal that it knows.
pub struct Site {
    pub national: PeerPlatform,
    node: Option<PlatformNode>,
    pub client: Client,
    pub session: Session,
    _folder: tempfile::TempDir,
}

impl Site {
    pub fn open(empty: &Empty, limits: Limits, with_national: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("national.db");
        let settings = PeerSettings { database: Some(database.clone()), ..PeerSettings::default() };
        let national = PeerPlatform::start(settings).unwrap();
        let start = "2019-01-01T00:00:00".parse().unwrap();
        national.add_cinema_key_pair(cinema(), &pem("rsa2048"), start).unwrap();
        let later = "2020-01-01T00:00:00".parse().unwrap();
        national.add_cinema_key_pair(cinema(), &pem("rsa1024"), later).unwrap();
        let users = PeerLedger::open(Some(&database)).unwrap();
        users
            .add_user("platform-001", &public_pem("terminal"), None, SignatureForm::LowerHex)
            .unwrap();
        let ca = folder.path().join("ca.pem");
        std::fs::write(&ca, national.ca_pem()).unwrap();
        let above = National {
            url: national.url(),
            username: "platform-001".to_owned(),
            private_key: String::new(),
            ca: ca.display().to_string(),
            signature: "md5-hex".to_owned(),
            refresh_s: 1,
            forward_after_s: 1,
            retry_max_s: 1,
            question_timeout_ms: 1500,
            max_rejections: 3,
        };
        let mut session = empty.place.connect().unwrap();
        let entry = terminals::Entry {
            name: USERNAME,
            cinema: cinema(),
            screens: &[],
            public_key: Some(&public_pem("terminal")),
            signature: "md5-hex",
        };
        terminals::add(&mut session, &entry, Timestamp::now()).unwrap();
        let key = TerminalKey::from_pem(&pem("terminal")).unwrap();
        let node = PlatformNode::start(NodeSettings {
            listen: "127.0.0.1:0".parse().unwrap(),
            tls: ServerTls::Fresh,
            hosts: Vec::new(),
            place: empty.place.clone(),
            national: with_national.then_some((above, key)),
            limits,
            events: Arc::new(Events::default()),
            web: None,
        })
        .unwrap();
        let client = Client::at(node.url(), node.ca_pem());
        Self { national, node: Some(node), client, session, _folder: folder }
    }

    /// Waits until something holds; the test harness ends what never does.
    pub fn until(&mut self, what: &str, mut holds: impl FnMut(&mut Self) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while !holds(self) {
            assert!(Instant::now() < deadline, "never: {what}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn has_keys(&mut self) {
        self.until("keys are here", |site| {
            !cinemas::every_key(&mut site.session, cinema()).unwrap().is_empty()
        });
    }

    fn kinds(&mut self) -> Vec<Kind> {
        findings::list(&mut self.session, false, None).unwrap().iter().map(|it| it.kind).collect()
    }
}

pub fn data(body: &str) -> Value {
    serde_json::from_str::<Value>(body).unwrap()["ReplyData"].clone()
}

#[test]
fn a_record_goes_all_the_way_and_the_ticket_is_known_as_checked() {
    over_each(|empty| {
        let mut site = Site::open(&empty, Limits::default(), true);
        site.has_keys();
        let query = PublicKeysQuery { cinema_code: cinema() };
        let (status, body) = site.client.call(&query);
        let keys = query.read(&Reply::parse(body.as_bytes()).unwrap()).unwrap().data.public_keys;
        assert_eq!((status, keys.len()), (200, 2));
        assert!(keys.iter().all(|key| CinemaKey::parse(&key.public_key).is_ok()), "{body}");

        let records = sold(&site.national, 0..3);
        assert_eq!(site.client.ticket(&sale(0).ticket), Some((false, false, 7)));
        assert_eq!(site.client.report(records[..2].to_vec()), Ok(true));
        assert_eq!(site.client.ticket(&sale(0).ticket), Some((true, false, 7)));
        site.until("the national platform has both", |site| {
            site.national.received().unwrap().len() == 2
        });
        let (_, body) = site.client.call(&TicketQuery {
            cinema_code: cinema(),
            film_ticket_code: sale(2).ticket.film_ticket_code,
            start_time: sale(2).ticket.show_time,
        });
        assert_eq!(data(&body).as_object().unwrap().len(), 18, "{body}");
        // Unknown above: an empty object, handed on.
        assert_eq!(site.client.ticket(&sale(9).ticket), None);

        // Above is gone: what was last said, and what is here.
        site.national.pause();
        assert_eq!(site.client.report(records[2..].to_vec()), Ok(true));
        assert_eq!(site.client.ticket(&sale(2).ticket), Some((true, false, 7)), "{}", empty.engine);
        let (status, _) = site.client.call(&TicketQuery {
            cinema_code: cinema(),
            film_ticket_code: sale(8).ticket.film_ticket_code,
            start_time: sale(8).ticket.show_time,
        });
        assert_eq!(status, 503);
        site.national.resume().unwrap();
        site.until("the third goes up by itself", |site| {
            site.national.received().unwrap().len() == 3
        });
        // The terminal's requests say a time of years ago.
        site.until("its clock is a finding", |site| site.kinds() == [Kind::Clock]);
        drop(site.node.take());
    });
}

#[test]
fn what_is_not_as_specified_is_refused_and_says_why() {
    over_each(|empty| {
        let mut site = Site::open(&empty, Limits::default(), true);
        site.has_keys();
        let records = sold(&site.national, 0..2);
        let client = &site.client;
        let api = ReportQuery::API.as_str();
        let at = "2024-02-29T19:21:30";
        let other = r#"{"CinemaCode":"99999999","CheckTickets":[]}"#;
        let refused = [
            (400, client.post("no json")),
            (400, client.post(client.signed_raw("2.0", at, api, "{}"))),
            (400, client.post(client.signed_raw("1.0", at, "GetEverything", "{}"))),
            (400, client.post(client.signed_raw("1.0", "yesterday", api, "{}"))),
            (400, client.post(client.signed_raw("1.0", at, api, "{}"))),
            (403, client.post(client.signed_raw("1.0", at, api, other))),
            (401, client.post(client.signed_raw("1.0", at, api, "{}").replace(USERNAME, "nobody"))),
            (
                401,
                client.post(
                    client.signed_raw("1.0", at, api, "{}").replace(at, "2024-02-29T19:21:31"),
                ),
            ),
        ];
        for (at, (wanted, got)) in refused.into_iter().enumerate() {
            let (status, body) = got.unwrap();
            assert_eq!(status, wanted, "{at}: {body}");
            assert!(data(&body)["Message"].is_string(), "{body}");
        }
        let wrong = [
            ("RowNum", json!("7")),
            ("RowNum", json!(-7)),
            ("RowNum", json!(true)),
            ("FilmName", Value::Null),
            ("FilmTicketCode", json!("4401020199999999")),
            ("ScreenCode", json!("0000000000000013")),
            ("TicketInfoCode", json!("4401020100000000")),
            ("StartTime", json!("2024-02-29T19:31:00")),
            ("CheckTime", json!("1999-01-01T00:00:00")),
        ];
        for (field, value) in wrong {
            let mut record = serde_json::to_value(&records[0]).unwrap();
            record[field] = value;
            let good = serde_json::to_value(&records[1]).unwrap();
            let query = json!({ "CinemaCode": cinema(), "CheckTickets": [good, record] });
            let (status, body) = client.report_raw(&query.to_string());
            let data = data(&body);
            assert_eq!((status, &data["ReportResult"]), (200, &json!(false)), "{field}: {body}");
            assert!(data["Message"].as_str().unwrap().contains("CheckTickets[1]"), "{body}");
        }
        let none = ReportQuery { cinema_code: cinema(), check_tickets: Vec::new().into() };
        assert_eq!(client.call(&none).0, 400);
        let many = ReportQuery {
            cinema_code: cinema(),
            check_tickets: vec![records[0].clone(); 1001].into(),
        };
        assert_eq!(client.call(&many).0, 400);
        assert_eq!(
            site.session.row("SELECT count(*) FROM records", &[]).unwrap().unwrap().int(0).unwrap(),
            0
        );
    });
}

#[test]
fn a_record_that_no_key_fits_is_taken_and_waits() {
    over_each(|empty| {
        let mut site = Site::open(&empty, Limits::default(), false);
        let records = sold(&site.national, 0..1);
        assert_eq!(site.client.report(records), Ok(true));
        let row = site.session.row("SELECT proved FROM outbox", &[]).unwrap().unwrap();
        assert_eq!(row.int(0).unwrap(), 0, "{}", empty.engine);
    });
}

#[test]
fn a_terminal_that_floods_waits_and_a_revoked_one_is_a_stranger() {
    over_each(|empty| {
        let limits = Limits { requests_per_minute: 3, ..Limits::default() };
        let mut site = Site::open(&empty, limits, true);
        let query = PublicKeysQuery { cinema_code: cinema() };
        let statuses: Vec<u16> = (0..5).map(|_| site.client.call(&query).0).collect();
        assert_eq!(statuses, [200, 200, 200, 429, 429], "{}", empty.engine);
        terminals::revoke(&mut site.session, USERNAME, Timestamp::now()).unwrap();
        site.until("it is believed no more", |site| site.client.call(&query).0 == 401);
    });
}

#[test]
fn a_terminal_enrols_by_a_code_and_whoever_guesses_waits() {
    use base64::Engine;
    use hallgate::platform::enrolment::digest;
    over_each(|empty| {
        let mut site = Site::open(&empty, Limits::default(), false);
        let der = pem_der(&public_pem("rsa1024"));
        let key = base64::engine::general_purpose::STANDARD.encode(der);
        let enrol = |code: &str| {
            let body = json!({ "Version": "1.0", "Code": code, "PublicKey": key }).to_string();
            let mut response =
                site.client.agent.post(format!("{}enrol", site.client.url)).send(body).unwrap();
            (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
        };
        let until = Timestamp::now() + Duration::from_secs(900);
        terminals::invite(&mut site.session, USERNAME, &digest("K7QM-2XPA"), until).unwrap();
        let (status, body) = enrol("k7qm 2xpa");
        assert_eq!(status, 200, "{body}");
        assert_eq!(data(&body), json!({ "Username": USERNAME, "CinemaCode": cinema() }));
        let (status, body) = enrol("K7QM-2XPA");
        assert_eq!(status, 403, "{body}");
        assert!(!body.contains("2XPA"), "{body}");
        assert_eq!(enrol("K7QM-2XPB").0, 429, "{}", empty.engine);
        let found = terminals::find(&mut site.session, USERNAME).unwrap().unwrap();
        assert!(found.old_key.is_some(), "the key before holds for a day");
    });
}

fn pem_der(pem: &str) -> Vec<u8> {
    use base64::Engine;
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    base64::engine::general_purpose::STANDARD.decode(body).unwrap()
}

#[test]
fn one_record_of_two_that_came_together_does_not_void_the_other() {
    over_each(|empty| {
        let mut site = Site::open(&empty, Limits::default(), true);
        site.has_keys();
        let records = sold(&site.national, 0..40);
        let client = &site.client;
        let taken: Vec<Result<bool, String>> = std::thread::scope(|scope| {
            let each =
                records.iter().map(|record| scope.spawn(|| client.report(vec![record.clone()])));
            each.collect::<Vec<_>>().into_iter().map(|it| it.join().unwrap()).collect()
        });
        assert!(taken.iter().all(|it| *it == Ok(true)), "{taken:?}");
        site.until("all are above", |site| site.national.received().unwrap().len() == 40);
        let above: Vec<FilmTicketCode> =
            site.national.received().unwrap().iter().map(|it| it.record.film_ticket_code).collect();
        let mut each = above.clone();
        each.sort_unstable();
        each.dedup();
        assert_eq!(each.len(), above.len(), "{}", empty.engine);
    });
}

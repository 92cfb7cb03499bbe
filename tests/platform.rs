//! The platform over real TLS on the loopback: what it answers, and what it refuses.
#![cfg(feature = "platform")]

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use hallgate::platform::{Counts, Fault, Platform, Sale, Settings, Tls};
use hallgate::ticket::{CinemaCode, CinemaKey, Fen, Ticket, TicketText, UrlParams};
use hallgate::wire::calls::{
    Api, CheckTicket, PublicKeysQuery, ReportQuery, TicketQuery, TicketType,
};
use hallgate::wire::{Reply, SignatureForm, SignedRequest, TerminalKey};
use serde::Serialize;
use serde_json::Value;

const USERNAME: &str = "hall-12";

fn cinema() -> CinemaCode {
    "44010201".parse().unwrap()
}

/// Keys for tests: making them anew would take longer than all the rest.
static KEYS: LazyLock<Value> = LazyLock::new(|| {
    let file: Value = serde_json::from_str(include_str!("vectors/openssl.json")).unwrap();
    file["keys"].clone()
});

fn pem(name: &str) -> String {
    KEYS[name]["private_pem"].as_str().unwrap().to_owned()
}

fn public_pem(name: &str) -> String {
    KEYS[name]["spki_pem"].as_str().unwrap().to_owned()
}

/// A terminal's side of the wire.
struct Client {
    agent: ureq::Agent,
    url: String,
    key: TerminalKey,
}

impl Client {
    fn of(platform: &Platform) -> Self {
        let ca = ureq::tls::Certificate::from_pem(platform.ca_pem().as_bytes()).unwrap();
        let tls = ureq::tls::TlsConfig::builder()
            .provider(ureq::tls::TlsProvider::Rustls)
            .root_certs(ureq::tls::RootCerts::new_with_certs(&[ca]))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = ureq::Agent::config_builder()
            .tls_config(tls)
            .https_only(true)
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(20)))
            .build();
        let key = TerminalKey::from_pem(&pem("terminal")).unwrap();
        Self { agent: config.into(), url: platform.url(), key }
    }

    fn post(&self, body: impl AsRef<[u8]>) -> Result<(u16, String), ureq::Error> {
        let mut response = self.agent.post(&self.url).send(body.as_ref())?;
        let status = response.status().as_u16();
        Ok((status, response.body_mut().read_to_string()?))
    }

    fn signed(&self, api: Api, query: &impl Serialize) -> String {
        let datetime = "2024-02-29T19:21:30".parse().unwrap();
        SignedRequest::new(&self.key, SignatureForm::LowerHex, USERNAME, api, datetime, query)
            .unwrap()
            .body
    }

    fn call(&self, api: Api, query: &impl Serialize) -> (u16, String) {
        self.post(self.signed(api, query)).unwrap()
    }

    /// A report's result; the whole reply where there is none.
    fn report(&self, check_tickets: Vec<CheckTicket>) -> Result<bool, String> {
        let query = ReportQuery { cinema_code: cinema(), check_tickets };
        let (status, body) = self.call(Api::ReportOriginalCheckTickets, &query);
        let result = Reply::parse(body.as_bytes()).and_then(|reply| reply.report());
        match result {
            Ok(reply) if status == 200 => Ok(reply.report_result),
            _ => Err(format!("{status} {body}")),
        }
    }

    /// CheckStatus, RefundStatus, row, of a known ticket.
    fn ticket(&self, ticket: &Ticket) -> Option<(bool, bool, u32)> {
        let query = TicketQuery {
            cinema_code: cinema(),
            film_ticket_code: ticket.film_ticket_code,
            start_time: ticket.show_time,
        };
        let (status, body) = self.call(Api::GetTicketInfo, &query);
        assert_eq!(status, 200, "{body}");
        let reply = Reply::parse(body.as_bytes()).unwrap();
        let info = reply.ticket_info(ticket.film_ticket_code).unwrap()?;
        Some((info.check_status, info.refund_status, info.row_num))
    }
}

fn started(settings: Settings) -> (Platform, Client) {
    let platform = Platform::start(settings).unwrap();
    platform.add_terminal(USERNAME, &public_pem("terminal"), cinema()).unwrap();
    let start = "2019-01-01T00:00:00".parse().unwrap();
    platform.add_cinema_key_pair(cinema(), &pem("rsa1024"), start).unwrap();
    let client = Client::of(&platform);
    (platform, client)
}

fn sale(number: usize) -> Sale {
    Sale {
        ticket: Ticket {
            film_ticket_code: format!("44010201{number:08}").parse().unwrap(),
            screen_code: "0000000000000012".parse().unwrap(),
            film_code: "051201112024".parse().unwrap(),
            session_code: "2024022900000042".parse().unwrap(),
            show_time: "2024-02-29T19:30:00".parse().unwrap(),
            seat_code: "0000000000031405".parse().unwrap(),
            price: Fen(4950),
            service_fee: Fen(300),
        },
        cinema_name: "星光影城".into(),
        screen_name: "12号厅".into(),
        film_name: "囍事".into(),
        row_num: 7,
        column_num: 15,
        ticket_type: TicketType::Web,
        sell_time: "2024-02-28T10:00:00".parse().unwrap(),
    }
}

fn record(sale: &Sale, code: &str) -> CheckTicket {
    let Ticket { screen_code, film_code, session_code, film_ticket_code, .. } = sale.ticket;
    CheckTicket {
        ticket_info_code: code.to_owned(),
        check_time: "2024-02-29T19:21:07".parse().unwrap(),
        screen_code,
        screen_name: sale.screen_name.clone(),
        film_code,
        film_name: sale.film_name.clone(),
        session_code,
        start_time: sale.ticket.show_time,
        ticket_type: sale.ticket_type,
        film_ticket_code,
        row_num: sale.row_num,
        column_num: sale.column_num,
        price: sale.ticket.price,
        service: sale.ticket.service_fee,
    }
}

fn sold(platform: &Platform, numbers: std::ops::Range<usize>) -> Vec<CheckTicket> {
    let sales: Vec<Sale> = numbers.map(sale).collect();
    let codes = platform.mint_tickets(cinema(), &sales).unwrap();
    sales.iter().zip(&codes).map(|(sale, code)| record(sale, code)).collect()
}

#[test]
fn keys_are_handed_out_the_latest_first() {
    let (platform, client) = started(Settings::default());
    let later = "2024-01-01T00:00:00".parse().unwrap();
    let id = platform.mint_cinema_key(cinema(), 1024, later).unwrap();
    platform.add_cinema_key(cinema(), "no key", "2020-01-01T00:00:00".parse().unwrap()).unwrap();
    let query = PublicKeysQuery { cinema_code: cinema() };
    let keys = |client: &Client| {
        let (status, body) = client.call(Api::GetPublicKeys, &query);
        assert_eq!(status, 200, "{body}");
        Reply::parse(body.as_bytes()).unwrap().public_keys().unwrap().public_keys
    };
    let handed = keys(&client);
    let times: Vec<&str> = handed.iter().map(|key| key.start_time.as_str()).collect();
    assert_eq!(times, ["2024-01-01T00:00:00", "2020-01-01T00:00:00", "2019-01-01T00:00:00"]);
    let code = platform.mint_ticket(cinema(), &sale(1)).unwrap();
    let block = TicketText::parse(&code, &UrlParams::default()).unwrap().block;
    let newest = CinemaKey::parse(&handed[0].public_key).unwrap();
    assert_eq!(Ticket::decode(&newest.recover(&block).unwrap()), Ok(sale(1).ticket));
    assert!(CinemaKey::parse(&handed[1].public_key).is_err());
    platform.remove_cinema_key(id).unwrap();
    assert_eq!(keys(&client).len(), 2);
}

#[test]
fn a_ticket_is_known_checked_and_refunded() {
    let (platform, client) = started(Settings::default());
    let records = sold(&platform, 0..3);
    assert_eq!(client.ticket(&sale(0).ticket), Some((false, false, 7)));
    assert_eq!(client.ticket(&sale(9).ticket), None);
    let other_session =
        Ticket { show_time: "2024-02-29T21:30:00".parse().unwrap(), ..sale(0).ticket };
    assert_eq!(client.ticket(&other_session), None);
    platform.refund(sale(1).ticket.film_ticket_code).unwrap();
    platform.mark_checked(sale(2).ticket.film_ticket_code).unwrap();
    assert!(platform.refund(sale(9).ticket.film_ticket_code).is_err());
    assert_eq!(client.ticket(&sale(1).ticket), Some((false, true, 7)));
    assert_eq!(client.ticket(&sale(2).ticket), Some((true, false, 7)));
    assert_eq!(client.report(records[..1].to_vec()), Ok(true));
    assert_eq!(client.ticket(&sale(0).ticket), Some((true, false, 7)));
}

#[test]
fn a_batch_sent_twice_counts_once() {
    let (platform, client) = started(Settings::default());
    let mut records = sold(&platform, 0..1000);
    assert_eq!(client.report(records.clone()), Ok(true));
    assert_eq!(client.report(records.clone()), Ok(true));
    assert_eq!(client.report(vec![]), Ok(true));
    let received = platform.received().unwrap();
    assert_eq!(received.len(), 1000);
    for (at, (received, sent)) in received.iter().zip(&records).enumerate() {
        assert_eq!(received.number, at as i64 + 1);
        assert_eq!((&received.record, received.repeats), (sent, 1));
        assert_eq!(received.username, USERNAME);
    }
    records[3].check_time = "2024-02-29T19:22:00".parse().unwrap();
    assert_eq!(client.report(records[3..5].to_vec()), Ok(true));
    let wanted =
        Counts { records: 1001, repeats: 1001, doubled_tickets: 1, reports: 4, refused: 0 };
    assert_eq!(platform.counts().unwrap(), wanted);
    assert!(platform.busy() > Duration::ZERO);
    assert_eq!(platform.received_after(1000, 10).unwrap().len(), 1);

    let more = sold(&platform, 1000..2001);
    let fault = client.report(more).unwrap_err();
    assert!(fault.starts_with("400") && fault.contains("1001 records"), "{fault}");
    assert_eq!(platform.counts().unwrap(), wanted);
}

#[test]
fn a_false_record_refuses_its_whole_batch() {
    let (platform, client) = started(Settings::default());
    let records = sold(&platform, 0..100);
    type Change = fn(&mut CheckTicket);
    let falsified: [(&str, Change); 9] = [
        ("price", |record| record.price = Fen(4951)),
        ("service", |record| record.service = Fen(0)),
        ("screen", |record| record.screen_code = "0000000000000013".parse().unwrap()),
        ("film", |record| record.film_code = "051201112025".parse().unwrap()),
        ("session", |record| record.session_code = "2024022900000043".parse().unwrap()),
        ("start", |record| record.start_time = "2024-02-29T19:30:01".parse().unwrap()),
        ("ticket", |record| record.film_ticket_code = "4401020100000098".parse().unwrap()),
        ("code", |record| record.ticket_info_code.replace_range(20..22, "AA")),
        ("cinema", |record| record.ticket_info_code.replace_range(0..8, "44010202")),
    ];
    for (what, falsify) in falsified {
        let mut batch = records.clone();
        falsify(&mut batch[99]);
        assert_eq!(client.report(batch), Ok(false), "{what}");
    }
    assert_eq!(platform.counts().unwrap().records, 0);
    assert_eq!(platform.counts().unwrap().refused, falsified.len() as u64);
    assert_eq!(client.report(records), Ok(true));
}

#[test]
fn types_must_be_as_the_specification_says() {
    let (platform, client) = started(Settings::default());
    let records = sold(&platform, 0..2);
    let query = ReportQuery { cinema_code: cinema(), check_tickets: records };
    let good = serde_json::to_string(&query).unwrap();
    let send = |from: &str, to: &str| {
        let changed = serde_json::value::RawValue::from_string(good.replacen(from, to, 1)).unwrap();
        assert!(from == to || changed.get() != good, "{from}");
        client.call(Api::ReportOriginalCheckTickets, &changed)
    };
    for (from, to) in [
        (r#""RowNum":7"#, r#""RowNum":"7""#),
        (r#""Price":49.50"#, r#""Price":49.5"#),
        (r#""Service":3.00"#, r#""Service":"3.00""#),
        (r#""TicketType":"网络售票""#, r#""TicketType":"web""#),
        (r#""FilmCode":"051201112024""#, r#""FilmCode":"51201112024""#),
        (r#""CheckTime":"2024-02-29T19:21:07""#, r#""CheckTime":"2024-02-29T19:21""#),
        (r#""ScreenName":"12号厅","#, ""),
    ] {
        let (status, body) = send(from, to);
        let reply = Reply::parse(body.as_bytes()).unwrap();
        assert_eq!((status, reply.report().unwrap().report_result), (200, false), "{to}: {body}");
        assert!(body.contains("CheckTickets[0]"), "{body}");
    }
    for (from, to) in [
        (r#""CinemaCode":"44010201""#, r#""CinemaCode":44010201"#),
        (r#""CinemaCode":"44010201""#, r#""CinemaCode":"4401020""#),
        (r#""CinemaCode":"44010201""#, r#""CinemaCode":"44010202""#),
        (r#""CinemaCode":"44010201""#, r#""CinemaCode":"44010201","More":1"#),
        (r#""CheckTickets":["#, r#""Tickets":["#),
    ] {
        let (status, body) = send(from, to);
        assert!(status == 400 && body.contains("\"Error\""), "{to}: {status} {body}");
    }
    assert_eq!(platform.counts().unwrap().records, 0);
    assert_eq!(send("", "").0, 200);
    assert_eq!(platform.counts().unwrap().records, 2);
}

#[test]
fn only_a_known_terminal_is_answered() {
    let (platform, client) = started(Settings::default());
    let query = PublicKeysQuery { cinema_code: cinema() };
    let good = client.signed(Api::GetPublicKeys, &query);
    assert_eq!(client.post(&good).unwrap().0, 200);
    for (from, to, wanted) in [
        (USERNAME, "hall-13", 401),
        ("44010201", "44010202", 401),
        ("2024-02-29T19:21:30", "2024-02-29T19:21:31", 401),
        ("GetPublicKeys", "GetTicketInfo", 401),
        ("\"Version\":\"1.0\"", "\"Version\":\"1.1\"", 401),
        ("\"Version\":\"1.0\"", "\"Version\":1.0", 200),
        ("\"Signature\":\"", "\"Signature\":\"!", 401),
        ("\"Signature\":", "\"Sign\":", 400),
        ("\"QueryData\":{", "\"QueryData\":", 400),
    ] {
        assert!(good.contains(from));
        let (status, body) = client.post(good.replacen(from, to, 1)).unwrap();
        assert_eq!(status, wanted, "{to}: {body}");
        if wanted != 200 {
            assert!(body.contains("\"ReplyData\":{\"Error\":\""), "{body}");
            assert!(Reply::parse(body.as_bytes()).is_ok());
        }
    }
    // Well signed, but in another form than the terminal's own.
    platform
        .add_terminal_signing(
            USERNAME,
            &public_pem("terminal"),
            cinema(),
            SignatureForm::DigestInfo,
        )
        .unwrap();
    assert_eq!(client.post(&good).unwrap().0, 401);
    let datetime = "2024-02-29T19:21:30".parse().unwrap();
    let form = SignatureForm::DigestInfo;
    let other =
        SignedRequest::new(&client.key, form, USERNAME, Api::GetPublicKeys, datetime, &query);
    assert_eq!(client.post(other.unwrap().body).unwrap().0, 200);
    assert!(platform.add_terminal("x", "no key", cinema()).is_err());
    assert_eq!(platform.requests(), platform.heard().len() as u64);
}

#[test]
fn what_is_no_request_is_told_so() {
    let (platform, client) = started(Settings::default());
    for body in ["", "{}", "null", "garbage", "[[[[", "{\"Version\":", "\"\u{0}\"", "<html>"] {
        assert_eq!(client.post(body).unwrap().0, 400, "{body:?}");
    }
    assert_eq!(client.post(b"\xff\xfe{").unwrap().0, 400);
    assert_eq!(client.post("[".repeat(1 << 20)).unwrap().0, 400);
    let got = client.agent.get(&client.url).call().unwrap();
    assert_eq!(got.status().as_u16(), 405);
    // The server may close before it has read all of it.
    let huge = client.post(vec![b' '; (4 << 20) + 1]);
    assert!(!matches!(huge, Ok((status, _)) if status != 413), "{huge:?}");
    assert!(platform.heard().iter().all(|heard| heard.asked.is_none()));
    assert_eq!(platform.counts().unwrap(), Counts::default());
}

#[test]
fn paused_it_refuses_and_resumed_it_is_the_same() {
    let (platform, client) = started(Settings::default());
    let records = sold(&platform, 0..2);
    assert_eq!(client.report(records[..1].to_vec()), Ok(true));
    platform.pause();
    platform.pause();
    let body = client.signed(Api::GetPublicKeys, &PublicKeysQuery { cinema_code: cinema() });
    assert!(client.post(&body).is_err());
    platform.resume().unwrap();
    platform.resume().unwrap();
    assert_eq!(client.post(&body).unwrap().0, 200);
    assert_eq!(client.report(records), Ok(true));
    assert_eq!(platform.counts().unwrap().records, 2);
    let address = platform.address();
    platform.stop();
    assert!(std::net::TcpStream::connect(address).is_err());
}

#[test]
fn a_kept_platform_is_the_same_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        database: Some(folder.path().join("platform.db")),
        tls: Tls::Kept(folder.path().to_owned()),
        ..Settings::default()
    };
    let (platform, client) = started(settings.clone());
    let records = sold(&platform, 0..1);
    assert_eq!(client.report(records), Ok(true));
    let (address, ca) = (platform.address(), platform.ca_pem().to_owned());
    platform.stop();
    let again = Platform::start(Settings { listen: address, ..settings }).unwrap();
    assert_eq!(again.ca_pem(), ca);
    assert_eq!(again.counts().unwrap().records, 1);
    assert_eq!(client.ticket(&sale(0).ticket), Some((true, false, 7)));
    let second = Settings { listen: address, ..Settings::default() };
    assert!(Platform::start(second).unwrap_err().to_string().contains("cannot listen"));
}

#[test]
fn faults_are_shown_on_purpose() {
    let (platform, client) = started(Settings { clock_offset_s: 3600, ..Settings::default() });
    let records = sold(&platform, 0..4);
    let body = client.signed(Api::GetPublicKeys, &PublicKeysQuery { cinema_code: cinema() });
    let reply = |fault| {
        platform.set_fault(fault);
        client.post(&body)
    };
    assert_eq!(reply(Fault::NotJson).unwrap(), (200, "OK".to_owned()));
    let page = Reply::parse(reply(Fault::CaptivePortal).unwrap().1.as_bytes()).unwrap_err();
    assert!(page.to_string().contains("Wi-Fi 登录"), "{page}");
    assert_eq!(reply(Fault::EmptyObject).unwrap(), (200, "{}".to_owned()));
    assert_eq!(reply(Fault::HttpStatus(503)).unwrap(), (503, String::new()));
    assert_eq!(reply(Fault::HttpStatus(7)).unwrap().0, 502);
    assert!(reply(Fault::CutConnection).is_err());
    assert_eq!(reply(Fault::Slow(Duration::from_millis(1))).unwrap().0, 200);
    let ahead = |fault| {
        let told = Reply::parse(reply(fault).unwrap().1.as_bytes()).unwrap().datetime.unwrap();
        let own = hallgate::clock::china_civil(jiff::Timestamp::now());
        told.duration_since(own).as_secs()
    };
    assert!((3500..3700).contains(&ahead(Fault::None)));
    assert!((-100..100).contains(&ahead(Fault::ClockOff(-3600))));

    platform.set_fault(Fault::RejectReports);
    assert_eq!(client.report(records.clone()), Ok(false));
    platform.set_fault(Fault::RejectTicket(records[2].film_ticket_code));
    assert_eq!(client.report(records.clone()), Ok(false));
    assert_eq!(client.report(records[..2].to_vec()), Ok(true));
    platform.set_fault(Fault::CutConnection);
    let query = ReportQuery { cinema_code: cinema(), check_tickets: records[3..].to_vec() };
    assert!(client.post(client.signed(Api::ReportOriginalCheckTickets, &query)).is_err());
    assert_eq!(platform.counts().unwrap().records, 3);
}

#[test]
fn a_stranger_to_its_authority_does_not_speak_to_it() {
    let (platform, _) = started(Settings::default());
    let (_other, client) = started(Settings::default());
    let stranger = Client { url: platform.url(), ..client };
    assert!(stranger.post("{}").is_err());
    assert_eq!(platform.requests(), 0);
}

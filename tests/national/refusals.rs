//! What the platform refuses, and how it says so.

use hallgate::peer::{Counts, PeerSettings};
use hallgate::ticket::Fen;
use hallgate::wire::calls::{Call, CheckTicket, PublicKeysQuery};
use hallgate::wire::{Reply, SignatureForm, SignedRequest};

use super::client::{Client, USERNAME, cinema, public_pem, report, sold, started};

#[test]
fn a_false_record_refuses_its_whole_batch() {
    let (platform, client) = started(PeerSettings::default());
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
    let mut batch = records.clone();
    batch[99].price = Fen(0);
    let (_, body) = client.call(&report(batch));
    assert!(body.contains("CheckTickets[99] has another Price"), "{body}");
    assert_eq!(client.report(records), Ok(true));
}

#[test]
fn types_must_be_as_the_specification_says() {
    let (platform, client) = started(PeerSettings::default());
    let records = sold(&platform, 0..2);
    let query = report(records);
    let good = serde_json::to_string(&query).unwrap();
    let send = |from: &str, to: &str| {
        let changed = good.replacen(from, to, 1);
        assert!(from == to || changed != good, "{from}");
        client.report_raw(&changed)
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
        assert_eq!(
            (status, query.read(&reply).unwrap().data.report_result),
            (200, false),
            "{to}: {body}"
        );
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
        assert!(status == 400 && body.contains("\"Message\""), "{to}: {status} {body}");
    }
    assert_eq!(platform.counts().unwrap().records, 0);
    assert_eq!(send("", "").0, 200);
    assert_eq!(platform.counts().unwrap().records, 2);
}

#[test]
fn only_a_known_terminal_is_answered() {
    let (platform, client) = started(PeerSettings::default());
    let query = PublicKeysQuery { cinema_code: cinema() };
    let good = client.signed(&query);
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
            assert!(body.contains("\"ReplyData\":{\"Message\":\""), "{body}");
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
    let other = SignedRequest::new(&client.key, form, USERNAME, datetime, &query);
    assert_eq!(client.post(other.unwrap().body).unwrap().0, 200);
    assert!(platform.add_terminal("x", "no key", cinema()).is_err());
    assert_eq!(platform.requests(), platform.served().len() as u64);
}

#[test]
fn what_is_no_request_is_told_so() {
    let (platform, client) = started(PeerSettings::default());
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
    assert!(platform.served().iter().all(|served| served.asked.is_none()));
    assert_eq!(platform.counts().unwrap(), Counts::default());
}

#[test]
fn a_stranger_to_its_authority_does_not_speak_to_it() {
    let (platform, _) = started(PeerSettings::default());
    let (_other, client) = started(PeerSettings::default());
    let stranger = Client { url: platform.url(), ..client };
    assert!(stranger.post("{}").is_err());
    assert_eq!(platform.requests(), 0);
}

#[test]
fn a_signature_does_not_excuse_a_wrong_envelope() {
    let (_platform, client) = started(PeerSettings::default());
    const TIME: &str = "2024-02-29T19:21:30";
    const QUERY: &str = r#"{ "CinemaCode" : "44010201" }"#;
    for (version, datetime, api, query, wanted) in [
        ("1.0", TIME, "GetPublicKeys", QUERY, (200, "PublicKeys")),
        ("1.1", TIME, "GetPublicKeys", QUERY, (400, "Version")),
        ("1.0", "2024-02-29 19:21:30", "GetPublicKeys", QUERY, (400, "Datetime")),
        ("1.0", "2024-02-30T19:21:30", "GetPublicKeys", QUERY, (400, "Datetime")),
        ("1.0", "", "GetPublicKeys", QUERY, (400, "Datetime")),
        ("1.0", TIME, "getpublickeys", QUERY, (400, "no Api")),
        ("1.0", TIME, " ReportOriginalCheckTickets ", QUERY, (400, "no Api")),
        ("1.0", TIME, "GetTicketInfo", QUERY, (400, "QueryData")),
        ("1.0", TIME, "ReportOriginalCheckTickets", QUERY, (400, "CheckTickets")),
        ("1.0", TIME, "GetPublicKeys", "null", (400, "QueryData")),
        ("1.0", TIME, "GetPublicKeys", "\"{}\"", (400, "QueryData")),
        ("1.0", TIME, "GetPublicKeys", r#"{"CinemaCode":null}"#, (400, "QueryData")),
        ("1.0", TIME, "GetPublicKeys", r#"{"CinemaCode":"44010201","A":1}"#, (400, "QueryData")),
    ] {
        let (status, body) = client.post(client.signed_raw(version, datetime, api, query)).unwrap();
        assert!(status == wanted.0 && body.contains(wanted.1), "{api} {query}: {status} {body}");
    }
}

#[test]
fn a_time_at_which_nothing_can_have_been_checked_is_refused() {
    let (platform, client) = started(PeerSettings::default());
    let records = sold(&platform, 0..1);
    for time in
        ["9999-12-31T23:59:59", "2106-02-07T06:28:15", "0001-01-01T00:00:00", "1970-01-01T00:00:00"]
    {
        let mut batch = records.clone();
        batch[0].check_time = time.parse().unwrap();
        assert_eq!(client.report(batch.clone()), Ok(false), "{time}");
        let (_, body) = client.call(&report(batch));
        assert!(body.contains("CheckTickets[0] has the CheckTime"), "{body}");
    }
    assert_eq!(platform.counts().unwrap().records, 0);
    assert_eq!(client.report(records), Ok(true));
}

#[test]
fn a_request_with_a_wrong_clock_is_answered_and_the_clock_is_told() {
    let (platform, client) = started(PeerSettings::default());
    let offset = || platform.contacts().unwrap().remove(0);
    assert_eq!((offset().username.as_str(), offset().at), (USERNAME, None));
    let now = platform.now();
    let query = PublicKeysQuery { cinema_code: cinema() };
    for seconds in [-800_000_000, 0, 400, 2_000_000_000] {
        let datetime = now.saturating_add(jiff::Span::new().seconds(seconds));
        let form = SignatureForm::LowerHex;
        let request = SignedRequest::new(&client.key, form, USERNAME, datetime, &query);
        assert_eq!(client.post(request.unwrap().body).unwrap().0, 200, "{seconds}");
        assert!((offset().offset_s - seconds).abs() < 60, "{:?} for {seconds}", offset());
        assert!(offset().at.is_some());
    }
}

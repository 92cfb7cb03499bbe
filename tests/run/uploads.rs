//! What the platform gets: every field of a record as it stood on the wire, completed where the
//! platform knows more, in order, and past a record that it keeps refusing.

use std::path::Path;

use hallgate::peer::PeerFault;
use hallgate::ticket::mint;
use hallgate::wire::SignatureForm;
use rsa::RsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use serde_json::Value;

use super::process::{Running, of};
use super::site::{CINEMA, HALL, Site, USERNAME, admitted, cinema, key};

/// The records as they were sent, in the order of arrival.
fn sent(site: &Site) -> Vec<String> {
    let ledger = rusqlite::Connection::open(site.path("platform.db")).unwrap();
    let mut query = ledger.prepare("SELECT record FROM records ORDER BY number").unwrap();
    query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_record_is_on_the_wire_as_the_specification_writes_it() {
    let site = Site::new();
    let sale = site.sale(CINEMA, HALL, 10);
    let text = site.platform.mint_ticket(cinema(), &sale).unwrap();
    // Genuine, but nobody at the platform knows it.
    let own = RsaPrivateKey::from_pkcs8_pem(&key("rsa1024", "private_pem")).unwrap();
    let unknown = site.sale(CINEMA, HALL, 10).ticket;
    let unknown_text = mint::printed(cinema(), &unknown, &own).unwrap();
    site.show_each(&[&text, &unknown_text]);
    let ended = site.start().end();
    assert_eq!(ended.reasons(), ["ok", "ok"]);
    let bases: Vec<&Value> = ended.of("verdict").iter().map(|verdict| &verdict["basis"]).collect();
    assert_eq!(bases, ["online", "offline"], "what is not known decides nothing");

    let sent = sent(&site);
    let [known, bare] = [0, 1].map(|at: usize| serde_json::from_str::<Value>(&sent[at]).unwrap());
    let fields = [
        "TicketInfoCode",
        "CheckTime",
        "ScreenCode",
        "ScreenName",
        "FilmCode",
        "FilmName",
        "SessionCode",
        "StartTime",
        "TicketType",
        "FilmTicketCode",
        "RowNum",
        "ColumnNum",
        "Price",
        "Service",
    ];
    for record in [&known, &bare] {
        let mut names: Vec<&str> = record.as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        let mut wanted = fields;
        wanted.sort_unstable();
        assert_eq!(names, wanted);
        assert_eq!(record["ScreenCode"], HALL);
        assert_eq!(record["FilmCode"], "001105192026");
        assert_eq!(record["SessionCode"], "2026050100000007");
        let time = record["CheckTime"].as_str().unwrap();
        assert!(time.len() == 19 && hallgate::clock::parse_wire_time(time).is_some(), "{time}");
    }
    for text in &sent {
        assert!(text.contains(r#""Price":35.00"#) && text.contains(r#""Service":3.05"#), "{text}");
    }
    assert_eq!(known["TicketInfoCode"], text.as_str());
    assert_eq!(known["FilmTicketCode"], sale.ticket.film_ticket_code.as_str());
    assert_eq!(known["StartTime"], hallgate::clock::wire_time(sale.ticket.show_time));
    assert_eq!((&known["ScreenName"], &known["FilmName"]), (&"3号厅".into(), &"流浪地球".into()));
    assert_eq!(known["TicketType"], "网络售票");
    assert_eq!((&known["RowNum"], &known["ColumnNum"]), (&6.into(), &1.into()));
    assert_eq!((&bare["ScreenName"], &bare["FilmName"]), (&"".into(), &"".into()));
    assert_eq!(bare["TicketType"], "现场售票");
    assert_eq!((&bare["RowNum"], &bare["ColumnNum"]), (&0.into(), &0.into()));
    // The check time is the verdict's, in China Standard Time.
    let at: jiff::Timestamp = ended.of("verdict")[0]["at"].as_str().unwrap().parse().unwrap();
    let checked = known["CheckTime"].as_str().unwrap();
    let checked = hallgate::clock::parse_wire_time(checked).unwrap();
    let apart = at.duration_since(hallgate::clock::china_timestamp(checked));
    assert!((-1..=60).contains(&apart.as_secs()), "{checked} for {at}");
}

#[test]
fn records_made_without_a_network_are_completed_and_go_up_in_order() {
    let mut site = Site::new();
    site.fetch_keys();
    site.platform.pause();
    let (codes, texts) = site.sell(5);
    for part in [&texts[..3], &texts[3..]] {
        site.show_each(part);
        let ended = site.start().end();
        assert!(ended.of("verdict").iter().all(|verdict| verdict["basis"] == "offline"));
    }
    assert_eq!(site.store().pending().unwrap(), 5);
    site.platform.resume().unwrap();
    site.set("sync.batch", 2);
    site.show_each::<&str>(&[]);
    let ended = site.start().end();
    let ranges: Vec<(u64, u64)> = ended
        .of("upload")
        .iter()
        .map(|upload| {
            assert_eq!(upload["result"], "accepted", "{upload}");
            (upload["first_seq"].as_u64().unwrap(), upload["last_seq"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(ranges, [(1, 2), (3, 4), (5, 5)]);
    assert_eq!(site.arrived(), codes);
    for (number, record) in site.platform.received().unwrap().into_iter().enumerate() {
        let record = record.record;
        assert_eq!((record.film_name.as_str(), record.row_num), ("流浪地球", 6));
        assert_eq!(record.column_num as usize, number + 1);
    }
}

#[test]
fn a_record_that_is_refused_twice_is_set_aside_and_holds_up_no_other() {
    let mut site = Site::new();
    site.set("sync.max_rejections", 2);
    site.fetch_keys();
    site.platform.pause();
    let (codes, texts) = site.sell(5);
    site.show_each(&texts[..4]);
    site.start().end();
    site.platform.resume().unwrap();
    let bad = codes[1].parse().unwrap();
    site.platform.set_fault(PeerFault::RejectTicket(bad)).unwrap();
    site.set("camera.hold_ms", 600_000);
    site.show_each(&texts[4..]);
    let mut running = site.start();
    running.until(|event| event["result"] == "accepted" && event["last_seq"] == 5);
    running.signal(rustix::process::Signal::TERM);
    let ended = running.end();
    let alone = |upload: &&&Value| upload["result"] == "rejected" && upload["count"] == 1;
    let refused: Vec<u64> = of(&ended.events, "upload")
        .iter()
        .filter(alone)
        .map(|upload| upload["first_seq"].as_u64().unwrap())
        .collect();
    assert_eq!(refused, [2, 2]);
    let others: Vec<&String> = codes.iter().filter(|code| **code != codes[1]).collect();
    assert_eq!(site.arrived().iter().collect::<Vec<_>>(), others);
    let store = site.store();
    assert_eq!((store.pending().unwrap(), store.set_aside_count().unwrap()), (0, 1));
    assert!(ended.stderr.contains("record 2 is set aside"), "{}", ended.stderr);
}

#[test]
fn a_record_goes_up_while_the_terminal_runs() {
    let mut site = Site::new();
    site.set("camera.hold_ms", 600_000);
    site.set("sync.flush_s", 1);
    let (codes, texts) = site.sell(1);
    site.show_each(&texts);
    let mut running = site.start();
    running.until(|event| event["result"] == "accepted");
    assert_eq!(site.arrived(), codes);
    running.signal(rustix::process::Signal::INT);
    running.end();
}

#[test]
fn every_form_of_the_signature_is_spoken() {
    let forms = ["md5-hex", "MD5-HEX", "md5-raw", "md5-digestinfo"];
    std::thread::scope(|scope| {
        for name in forms {
            scope.spawn(move || {
                let mut site = Site::signing(SignatureForm::from_name(name).unwrap());
                site.set("platform.signature", name);
                let (codes, texts) = site.sell(1);
                site.show_each(&texts);
                let ended = site.start().end();
                assert_eq!(admitted(&ended.events), codes, "{name}: {}", ended.stderr);
                assert_eq!(site.arrived(), codes, "{name}");
                // Another form than the platform's is refused, and the terminal says what to do.
                let other = forms.iter().find(|other| **other != name).unwrap();
                site.set("platform.signature", *other);
                let ended = site.start().end();
                assert!(ended.of("keys").iter().all(|keys| keys["result"] == "failed"));
                assert!(ended.stderr.contains("platform.signature"), "{}", ended.stderr);
                assert!(site.platform.served().iter().any(|served| served.status == 401));
                assert_eq!(site.platform.received().unwrap()[0].username, USERNAME);
            });
        }
    });
}

/// Whoever sets the environment of the service decides nothing about the way that records take.
#[test]
fn no_proxy_of_the_environment_is_asked() {
    let site = Site::new();
    let (codes, texts) = site.sell(1);
    site.show_each(&texts);
    let proxy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    proxy.set_nonblocking(true).unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let named = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let mut more = named.map(|name| (name, Path::new(&address))).to_vec();
    more.extend(["NO_PROXY", "no_proxy"].map(|name| (name, Path::new(""))));
    let ended = Running::start(&site.write_config(), &site.events_file(), &more).end();
    assert_eq!(ended.reasons(), ["ok"], "{}", ended.stderr);
    assert_eq!(ended.of("verdict")[0]["basis"], "online");
    assert_eq!(site.arrived(), codes);
    let asked = proxy.accept().unwrap_err();
    assert_eq!(asked.kind(), std::io::ErrorKind::WouldBlock, "the proxy was asked");
}

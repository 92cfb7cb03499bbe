//! Outages, restarts and the faults that are shown on purpose.

use std::time::Duration;

use hallgate::peer::{PeerFault, PeerPlatform, PeerSettings};
use hallgate::transport::server::ServerTls;
use hallgate::wire::Reply;
use hallgate::wire::calls::PublicKeysQuery;

use super::client::{cinema, report, sale, sold, started};

#[test]
fn paused_it_refuses_and_resumed_it_is_the_same() {
    let (platform, client) = started(PeerSettings::default());
    let records = sold(&platform, 0..2);
    assert_eq!(client.report(records[..1].to_vec()), Ok(true));
    platform.pause();
    platform.pause();
    let body = client.signed(&PublicKeysQuery { cinema_code: cinema() });
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
    let settings = PeerSettings {
        database: Some(folder.path().join("platform.db")),
        tls: ServerTls::Kept(folder.path().to_owned()),
        ..PeerSettings::default()
    };
    let (platform, client) = started(settings.clone());
    let records = sold(&platform, 0..1);
    assert_eq!(client.report(records), Ok(true));
    let (address, ca) = (platform.address(), platform.ca_pem().to_owned());
    platform.stop();
    let again = PeerPlatform::start(PeerSettings { listen: address, ..settings }).unwrap();
    assert_eq!(again.ca_pem(), ca);
    assert_eq!(again.counts().unwrap().records, 1);
    assert_eq!(client.ticket(&sale(0).ticket), Some((true, false, 7)));
    let second = PeerSettings { listen: address, ..PeerSettings::default() };
    assert!(PeerPlatform::start(second).unwrap_err().to_string().contains("cannot listen"));
}

#[test]
fn faults_are_shown_on_purpose() {
    let (platform, client) =
        started(PeerSettings { clock_offset_s: 3600, ..PeerSettings::default() });
    let records = sold(&platform, 0..4);
    let body = client.signed(&PublicKeysQuery { cinema_code: cinema() });
    let reply = |fault| {
        platform.set_fault(fault).unwrap();
        client.post(&body)
    };
    assert_eq!(reply(PeerFault::NotJson).unwrap(), (200, "OK".to_owned()));
    let page = Reply::parse(reply(PeerFault::CaptivePortal).unwrap().1.as_bytes()).unwrap_err();
    assert!(page.to_string().contains("Wi-Fi 登录"), "{page}");
    assert_eq!(reply(PeerFault::EmptyObject).unwrap(), (200, "{}".to_owned()));
    assert_eq!(reply(PeerFault::HttpStatus(503)).unwrap(), (503, String::new()));
    assert_eq!(reply(PeerFault::HttpStatus(7)).unwrap().0, 502);
    assert!(reply(PeerFault::CutConnection).is_err());
    assert_eq!(reply(PeerFault::Slow(Duration::from_millis(1))).unwrap().0, 200);
    let ahead = |fault| {
        let platform_time =
            Reply::parse(reply(fault).unwrap().1.as_bytes()).unwrap().datetime.unwrap();
        let own = hallgate::clock::china_civil(jiff::Timestamp::now());
        platform_time.duration_since(own).as_secs()
    };
    assert!((3500..3700).contains(&ahead(PeerFault::None)));
    assert!((-100..100).contains(&ahead(PeerFault::ClockOff(-3600))));

    platform.set_fault(PeerFault::RejectReports).unwrap();
    assert_eq!(client.report(records.clone()), Ok(false));
    platform.set_fault(PeerFault::RejectTicket(records[2].film_ticket_code)).unwrap();
    assert_eq!(client.report(records.clone()), Ok(false));
    assert_eq!(client.report(records[..2].to_vec()), Ok(true));
    platform.set_fault(PeerFault::CutConnection).unwrap();
    let last = report(records[3..].to_vec());
    assert!(client.post(client.signed(&last)).is_err());
    assert_eq!(platform.counts().unwrap().records, 3);
}

#[test]
fn a_pause_cuts_who_waits_for_a_reply() {
    let (platform, client) = started(PeerSettings::default());
    platform.set_fault(PeerFault::Slow(Duration::from_secs(600))).unwrap();
    let body = client.signed(&PublicKeysQuery { cinema_code: cinema() });
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| client.post(&body));
        while platform.requests() == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
        platform.pause();
        let fault = waiting.join().unwrap().unwrap_err();
        assert!(!matches!(fault, ureq::Error::Timeout(_)), "{fault}");
    });
}

#[test]
fn a_certificate_made_elsewhere_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let file = |name: &str, text: String| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let certificate = file("certificate.pem", made.cert.pem());
    let key = file("key.pem", made.signing_key.serialize_pem());
    let tls =
        |key| ServerTls::Files { certificate: certificate.clone(), key, ca: certificate.clone() };
    let (platform, client) = started(PeerSettings { tls: tls(key), ..PeerSettings::default() });
    assert_eq!(platform.ca_pem(), made.cert.pem());
    assert_eq!(client.post("{}").unwrap().0, 400);
    for (key, wanted) in [
        (file("no-key.pem", made.cert.pem()), "no-key.pem"),
        (folder.path().join("missing.pem"), "missing.pem"),
    ] {
        let fault = PeerPlatform::start(PeerSettings { tls: tls(key), ..PeerSettings::default() })
            .unwrap_err();
        assert!(fault.to_string().contains(wanted), "{fault}");
    }
}

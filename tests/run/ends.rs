//! The end of a replay: exit 0 after one try to upload what is pending, whatever the platform
//! is up to; and what was not taken goes up with the next run, oldest first.

use std::time::Duration;

use hallgate::peer::PeerFault;

use super::site::{Site, admitted};

/// What stands where the platform should be.
enum Peer {
    Well,
    Paused,
    Faulty(PeerFault),
    OtherAuthority,
    /// Takes connections and says nothing.
    Silent,
}

#[test]
fn a_replay_ends_well_however_the_platform_is_and_the_next_run_makes_up_for_it() {
    let cases = [
        (Peer::Well, "accepted"),
        (Peer::Paused, "failed"),
        (Peer::Faulty(PeerFault::RejectReports), "rejected"),
        (Peer::Faulty(PeerFault::CaptivePortal), "failed"),
        (Peer::Faulty(PeerFault::NotJson), "failed"),
        (Peer::Faulty(PeerFault::EmptyObject), "failed"),
        (Peer::Faulty(PeerFault::HttpStatus(500)), "failed"),
        (Peer::Faulty(PeerFault::HttpStatus(404)), "failed"),
        (Peer::Faulty(PeerFault::CutConnection), "failed"),
        (Peer::Faulty(PeerFault::Slow(Duration::from_secs(600))), "failed"),
        (Peer::OtherAuthority, "failed"),
        (Peer::Silent, "failed"),
    ];
    std::thread::scope(|scope| {
        for (number, (peer, wanted)) in cases.into_iter().enumerate() {
            scope.spawn(move || play(number, &peer, wanted));
        }
    });
}

fn play(number: usize, peer: &Peer, wanted: &str) {
    let mut site = Site::new();
    site.set("platform.request_timeout_ms", 1500);
    site.set("admission.online_timeout_ms", 1000);
    let (codes, texts) = site.sell(3);
    site.fetch_keys();
    let url = site.platform.url();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    match peer {
        Peer::Well => {}
        Peer::Paused => site.platform.pause(),
        Peer::Faulty(fault) => site.platform.set_fault(*fault).unwrap(),
        Peer::OtherAuthority => {
            std::fs::write(site.path("ca.pem"), Site::new().platform.ca_pem()).unwrap();
        }
        Peer::Silent => {
            site.set("platform.url", format!("https://{}/", listener.local_addr().unwrap()));
        }
    }
    site.show_each(&texts[..2]);
    let ended = site.start().end();
    assert_eq!(admitted(&ended.events), codes[..2], "case {number}: {:?}", ended.reasons());
    let results: Vec<&str> =
        ended.of("upload").iter().map(|upload| upload["result"].as_str().unwrap()).collect();
    assert!(results.contains(&wanted), "case {number}: {results:?}\n{}", ended.stderr);
    let taken = if matches!(peer, Peer::Well) { 2 } else { 0 };
    assert_eq!(site.store().pending().unwrap(), 2 - taken, "case {number}");

    drop(listener);
    site.set("platform.url", url);
    site.platform.resume().unwrap();
    site.platform.set_fault(PeerFault::None).unwrap();
    std::fs::write(site.path("ca.pem"), site.platform.ca_pem()).unwrap();
    site.show_each(&texts[2..]);
    let ended = site.start().end();
    assert_eq!(ended.of("verdict")[0]["seq"], 3);
    assert_eq!(site.store().pending().unwrap(), 0, "case {number}: {}", ended.stderr);
    assert_eq!(site.arrived(), codes, "case {number}");
    assert_eq!(site.platform.counts().unwrap().doubled_tickets, 0);
}

//! The platform over real TLS on the loopback: what it answers, and what it refuses.
#![cfg(feature = "peer")]

#[path = "national/channel/mod.rs"]
mod channel;
#[path = "national/client.rs"]
mod client;
#[path = "national/command.rs"]
mod command;
#[path = "national/names.rs"]
mod names;
#[path = "national/outages.rs"]
mod outages;
#[path = "national/refusals.rs"]
mod refusals;
#[path = "national/trial.rs"]
mod trial;
#[path = "national/trickle.rs"]
mod trickle;
#[path = "national/up.rs"]
mod up;

use std::time::Duration;

use client::{Client, USERNAME, cinema, sale, sold, started};
use hallgate::peer::{Counts, PeerSettings};
use hallgate::ticket::{CinemaKey, Ticket, TicketText, UrlParams};
use hallgate::wire::Reply;
use hallgate::wire::calls::{Call, PublicKeysQuery};

#[test]
fn keys_are_handed_out_the_latest_first() {
    let (platform, client) = started(PeerSettings::default());
    let later = "2024-01-01T00:00:00".parse().unwrap();
    let id = platform.mint_cinema_key(cinema(), 1024, later).unwrap();
    platform.add_cinema_key(cinema(), "no key", "2020-01-01T00:00:00".parse().unwrap()).unwrap();
    let query = PublicKeysQuery { cinema_code: cinema() };
    let keys = |client: &Client| {
        let (status, body) = client.call(&query);
        assert_eq!(status, 200, "{body}");
        query.read(&Reply::parse(body.as_bytes()).unwrap()).unwrap().data.public_keys
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
    let (platform, client) = started(PeerSettings::default());
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
    let (platform, client) = started(PeerSettings::default());
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
fn many_terminals_at_once_are_all_answered() {
    let (platform, client) = started(PeerSettings::default());
    let records = sold(&platform, 0..200);
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for batch in records.chunks(50) {
                    assert_eq!(client.report(batch.to_vec()), Ok(true));
                }
            });
        }
    });
    let counts = platform.counts().unwrap();
    assert_eq!((counts.records, counts.repeats, counts.reports), (200, 200 * 15, 16 * 4));
}

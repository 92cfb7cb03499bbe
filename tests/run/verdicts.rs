//! Every verdict, from the picture to the line in the events file.

use hallgate::peer::PeerFault;
use hallgate::ticket::mint;
use jiff::{Span, Timestamp};
use rsa::pkcs8::DecodePrivateKey;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};

use super::site::{CINEMA, HALL, OTHER_CINEMA, Site, admitted, assert_closed, cinema, key};

/// A printed ticket as an e-ticket's address, verified so many minutes ago.
fn shown(printed: &str, ago: i64) -> String {
    let at = Timestamp::now().checked_sub(Span::new().minutes(ago)).unwrap();
    mint::electronic("https://ticket.example/show", printed, at)
}

/// The cinema's own signature over any message.
fn signed(message: &[u8]) -> String {
    use base64::prelude::{BASE64_STANDARD, Engine};
    let own = RsaPrivateKey::from_pkcs8_pem(&key("rsa1024", "private_pem")).unwrap();
    let block = own.sign(Pkcs1v15Sign::new_unprefixed(), message).unwrap();
    format!("{CINEMA}{}", BASE64_STANDARD.encode(block))
}

#[test]
fn every_reason_is_given_where_it_belongs() {
    let site = Site::new();
    let sell = |hall: &str, minutes: i64| {
        let sale = site.sale(CINEMA, hall, minutes);
        let text = site.platform.mint_ticket(cinema(), &sale).unwrap();
        (sale.ticket, text)
    };
    let since = "2019-01-01T00:00:00".parse().unwrap();
    let other = OTHER_CINEMA.parse().unwrap();
    site.platform.add_cinema_key_pair(other, &key("stranger", "private_pem"), since).unwrap();
    let elsewhere = site.sale(OTHER_CINEMA, HALL, 10);
    let elsewhere = site.platform.mint_ticket(other, &elsewhere).unwrap();
    let stranger = RsaPrivateKey::from_pkcs8_pem(&key("stranger", "private_pem")).unwrap();
    let forged = mint::printed(cinema(), &site.sale(CINEMA, HALL, 10).ticket, &stranger).unwrap();
    let (good, printed) = sell(HALL, 10);
    let (phone, electronic) = sell(HALL, 10);
    let spare = sell(HALL, 10).1;
    let (refunded, refunded_text) = sell(HALL, 10);
    site.platform.refund(refunded.film_ticket_code).unwrap();
    let (elsewhere_checked, checked_text) = sell(HALL, 10);
    site.platform.mark_checked(elsewhere_checked.film_ticket_code).unwrap();
    let mut broken = good.encode().unwrap();
    broken[60..79].copy_from_slice(b"2026-02-30T20:00:00");
    let timeless = shown(&spare, 0);
    let timeless = timeless.rsplit_once("&t=").unwrap().0.to_owned();
    let cases = [
        (printed.clone(), "ok"),
        (shown(&electronic, 0), "ok"),
        (printed, "already_checked"),
        ("https://cinema.example/poster".into(), "malformed"),
        (signed(&broken), "malformed"),
        (elsewhere, "wrong_cinema"),
        (shown(&spare, 30), "stale_eticket"),
        (shown(&spare, -30), "stale_eticket"),
        (timeless, "stale_eticket"),
        (forged, "forged"),
        (signed(&good.encode().unwrap()[..106]), "forged"),
        (sell("0000000000000005", 10).1, "wrong_hall"),
        (checked_text, "already_checked"),
        (refunded_text, "refunded"),
        (sell(HALL, -125).1, "expired"),
        (sell(HALL, 35).1, "too_early"),
        (sell(HALL, -115).1, "ok"),
        (sell(HALL, 25).1, "ok"),
    ];
    let texts: Vec<&str> = cases.iter().map(|case| case.0.as_str()).collect();
    site.show_each(&texts);
    let ended = site.start().end();
    let wanted: Vec<&str> = cases.iter().map(|case| case.1).collect();
    assert_eq!(ended.reasons(), wanted, "{}", ended.stderr);
    let verdicts = ended.of("verdict");
    for (verdict, reason) in verdicts.iter().zip(&wanted) {
        // What no key opens tells nothing about itself.
        let closed = ["malformed", "wrong_cinema", "stale_eticket", "forged"].contains(reason);
        for name in ["film_ticket_code", "screen_code", "session_code"] {
            assert_eq!(verdict[name].is_null(), closed, "{verdict}");
        }
    }
    // The journal has the last four digits of a ticket's number, and nowhere the whole.
    for code in verdicts.iter().filter_map(|verdict| verdict["film_ticket_code"].as_str()) {
        let end = format!("ticket …{}", &code[12..]);
        assert!(ended.stderr.contains(&end) && !ended.stderr.contains(code), "{}", ended.stderr);
    }
    assert_eq!(verdicts[0]["film_ticket_code"], good.film_ticket_code.as_str());
    assert_eq!(verdicts[0]["screen_code"], HALL);
    assert_eq!(verdicts[0]["session_code"], good.session_code.as_str());
    assert_eq!(verdicts[0]["basis"], "online");
    assert_eq!(verdicts[1]["film_ticket_code"], phone.film_ticket_code.as_str());
    // On a slow machine the last one is let in while the one before still walks through.
    let gate = ended.gate();
    let count = |moved: &str| gate.iter().filter(|it| **it == moved).count();
    assert_eq!((count("unlocked"), count("passed")), (4, 4), "{gate:?}");
    assert_eq!((gate[0], gate[gate.len() - 1]), ("locked", "locked"), "{gate:?}");
    assert_eq!(site.store().pending().unwrap(), 0);
    assert_eq!(site.arrived(), admitted(&ended.events));
    assert_closed(&site.path("hallgate.db"));
}

#[test]
fn without_an_answer_a_site_that_requires_one_refuses() {
    let mut site = Site::new();
    site.set("admission.online", "require");
    let (_, texts) = site.sell(2);
    site.show_each(&texts[..1]);
    assert_eq!(site.start().end().reasons(), ["ok"]);
    site.platform.pause();
    site.show_each(&texts[1..]);
    let ended = site.start().end();
    assert_eq!(ended.reasons(), ["platform_required"]);
    assert_eq!(ended.gate(), ["locked"]);
}

#[test]
fn a_ticket_shown_again_opens_again_only_for_a_visitor_who_has_not_passed() {
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut site = Site::new();
            site.set("gate.passage_after_ms", -1);
            let (_, texts) = site.sell(1);
            site.show_each(&[&texts[0], &texts[0]]);
            let ended = site.start().end();
            assert_eq!(ended.reasons(), ["ok", "reopened"]);
            assert_eq!(ended.of("verdict")[1]["seq"], 1);
            assert_eq!(ended.gate(), ["locked", "unlocked", "unlocked", "timed_out", "locked"]);
            assert_eq!(site.arrived().len(), 1);
            // A run later it is still the same visitor.
            site.show_each(&texts);
            let ended = site.start().end();
            assert_eq!(ended.reasons(), ["reopened"]);
            assert_eq!(ended.of("verdict")[0]["seq"], 1);
            assert_eq!(site.platform.counts().unwrap().records, 1);
        });
        scope.spawn(|| {
            let mut site = Site::new();
            site.set("gate.passage_after_ms", -1);
            site.set("gate.reopen_within_s", 0);
            let (_, texts) = site.sell(1);
            site.show_each(&[&texts[0], &texts[0]]);
            assert_eq!(site.start().end().reasons(), ["ok", "already_checked"]);
        });
        scope.spawn(|| {
            let mut site = Site::new();
            // Long enough for the visitor to walk through before the second image.
            site.set("camera.hold_ms", 2000);
            let (_, texts) = site.sell(1);
            site.show_each(&[&texts[0], &texts[0]]);
            assert_eq!(site.start().end().reasons(), ["ok", "already_checked"]);
            site.show_each(&texts);
            assert_eq!(site.start().end().reasons(), ["already_checked"]);
        });
    });
}

#[test]
fn two_tickets_in_one_image_are_two_visitors() {
    let site = Site::new();
    let (codes, texts) = site.sell(2);
    site.show(&[&texts]);
    let ended = site.start().end();
    assert_eq!(ended.reasons(), ["ok", "ok"]);
    let mut seen = admitted(&ended.events);
    seen.sort();
    assert_eq!(seen, codes);
    let count = |state: &str| ended.gate().iter().filter(|at| **at == state).count();
    assert_eq!((count("unlocked"), count("passed")), (2, 2));
    assert_eq!(ended.gate().last(), Some(&"locked"));
    assert_eq!(site.arrived(), admitted(&ended.events));
}

#[test]
fn an_image_in_view_for_a_moment_is_judged_however_slow_the_platform_is() {
    let mut site = Site::new();
    site.set("camera.hold_ms", 50);
    let (codes, texts) = site.sell(16);
    site.show_each(&texts);
    site.platform.set_fault(PeerFault::Slow(std::time::Duration::from_millis(250))).unwrap();
    let ended = site.start().end();
    assert_eq!(admitted(&ended.events), codes, "{:?}", ended.reasons());
    assert_eq!(site.arrived(), codes);
}

#[test]
fn the_run_ends_although_nobody_walks_through() {
    let mut site = Site::new();
    site.set("gate.passage_after_ms", -1);
    let (_, texts) = site.sell(1);
    site.show_each(&texts);
    let ended = site.start().end();
    assert_eq!(ended.gate(), ["locked", "unlocked", "timed_out", "locked"]);
    assert_eq!(ended.of("gate")[2]["seq"], 1);
}

#[test]
fn a_key_replaced_while_the_terminal_runs_is_found_by_the_first_ticket_made_with_it() {
    let mut site = Site::new();
    site.set("camera.hold_ms", 1500);
    let (_, texts) = site.sell(1);
    let fresh = RsaPrivateKey::from_pkcs8_pem(&key("rsa2048", "private_pem")).unwrap();
    let sale = site.sale(CINEMA, HALL, 10);
    let renewed = mint::printed(cinema(), &sale.ticket, &fresh).unwrap();
    site.show_each(&[&texts[0], &renewed]);
    let mut running = site.start();
    running.until(|event| event["reason"] == "ok");
    let since = jiff::civil::date(2026, 1, 1).at(0, 0, 0, 0);
    site.platform.add_cinema_key_pair(cinema(), &key("rsa2048", "private_pem"), since).unwrap();
    let ended = running.end();
    assert_eq!(ended.reasons(), ["ok", "ok"], "{:#?}\n{}", ended.events, ended.stderr);
    let counts: Vec<u64> =
        ended.of("keys").iter().map(|keys| keys["count"].as_u64().unwrap()).collect();
    assert_eq!((counts[0], *counts.last().unwrap()), (1, 2));
}

//! Names that would steer a terminal, turn the direction of writing or hide something.

use hallgate::peer::{PeerSettings, Sale};
use hallgate::wire::Reply;
use hallgate::wire::calls::{CheckTicket, TicketQuery};

use super::client::{cinema, record, report, sale, started};

/// As it is told, and as it is kept.
const SCREEN: (&str, &str) = ("\u{1b}[31m1\u{85}号\u{202e}厅\0", "[31m1 号厅");
const FILM: (&str, &str) = ("\u{9b}2J\u{2066}囍\r\n事\u{200b}", "2J囍 事");

fn named(number: usize) -> Sale {
    Sale { screen_name: SCREEN.0.into(), film_name: FILM.0.into(), ..sale(number) }
}

#[test]
fn what_is_sold_is_told_by_plain_names() {
    let (platform, client) = started(PeerSettings::default());
    let sale = named(1);
    platform.mint_ticket(cinema(), &sale).unwrap();
    let query = TicketQuery {
        cinema_code: cinema(),
        film_ticket_code: sale.ticket.film_ticket_code,
        start_time: sale.ticket.show_time,
    };
    let (status, body) = client.call(&query);
    assert_eq!(status, 200, "{body}");
    let of: serde_json::Value = serde_json::from_str(&body).unwrap();
    let of = &of["ReplyData"];
    assert_eq!((&of["ScreenName"], &of["FilmName"]), (&SCREEN.1.into(), &FILM.1.into()));
}

#[test]
fn what_arrives_is_told_by_plain_names() {
    let (platform, client) = started(PeerSettings::default());
    let sale = named(2);
    let code = platform.mint_ticket(cinema(), &sale).unwrap();
    let sent: CheckTicket = record(&sale, &code);
    assert_eq!(sent.film_name, FILM.0);
    assert_eq!(client.report(vec![sent.clone()]), Ok(true));
    assert_eq!(client.report(vec![sent]), Ok(true));
    let received = platform.received().unwrap();
    assert_eq!((received.len(), received[0].repeats), (1, 1), "it is known again");
    let kept = &received[0].record;
    assert_eq!((kept.screen_name.as_str(), kept.film_name.as_str()), (SCREEN.1, FILM.1));
}

#[test]
fn what_is_refused_is_quoted_plainly_and_briefly() {
    let (platform, client) = started(PeerSettings::default());
    let sale = sale(3);
    let code = platform.mint_ticket(cinema(), &sale).unwrap();
    let good = serde_json::to_string(&report(vec![record(&sale, &code)])).unwrap();
    let odd = format!("\"RowNum\":\"7\u{202e}\u{9b}{}\"", "9".repeat(100_000));
    let odd = good.replacen("\"RowNum\":7", &odd, 1);
    let (_, body) = client.report_raw(&odd);
    assert!(Reply::parse(body.as_bytes()).is_ok());
    assert!(body.len() < 2000 && !body.contains(['\u{202e}', '\u{9b}']), "{body}");
}

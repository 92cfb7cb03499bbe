//! Tickets that staff let in by their number.

use super::*;
use crate::terminal::store::{TypedRefusal, UNKNOWN_TICKET, UsedByHand, days_of};
use crate::ticket::ScreenCode;

pub(super) fn used(number: u32, day: Date) -> UsedByHand {
    let ticket = ticket(number);
    let opening = ManualOpening {
        at: moment(number.into()),
        business_day: day,
        who: "wang".into(),
        reason: Some(OpenReason::CheckedByHand),
    };
    UsedByHand {
        opening,
        film_ticket_code: ticket.film_ticket_code,
        screen_code: ticket.screen_code,
        session_code: ticket.session_code,
        show_time: ticket.show_time,
        film_name: "流浪地球".into(),
        screen_name: String::new(),
    }
}

fn by_hand(store: &Store, number: u32) -> Option<Timestamp> {
    let Ticket { film_ticket_code, screen_code, show_time, .. } = ticket(number);
    store.recall(film_ticket_code, screen_code, show_time).unwrap().by_hand
}

#[test]
fn a_ticket_is_used_by_hand_once_and_opening_and_log_come_with_it_or_not_at_all() {
    let site = Site::with(1);
    assert_eq!(by_hand(&site.store, 2), None);
    site.store.use_by_hand(&used(2, DAY)).unwrap();
    assert_eq!(by_hand(&site.store, 2), Some(moment(2)));
    let counts = || {
        let opened = site.store.opened_by_hand(DAY, DAY).unwrap();
        (opened.iter().map(|line| line.opened).sum(), site.store.audit(&AuditFilter::default()))
    };
    let (opened, log): (u64, _) = counts();
    let log = log.unwrap();
    let ending = &ticket(2).film_ticket_code.to_string()[10..];
    let detail = format!(r#"{{"reason":"checked_by_hand","ticket":"{ending}"}}"#);
    assert_eq!((opened, log.len(), &log[0].detail), (1, 1, &detail));
    // Neither a second time, nor one that was scanned; and it stays.
    assert!(site.store.use_by_hand(&used(2, DAY)).is_err());
    assert!(site.store.use_by_hand(&used(1, DAY)).is_err());
    for change in [
        "UPDATE used_by_hand SET at = 0",
        "INSERT OR REPLACE INTO used_by_hand SELECT film_ticket_code, 0, business_day, screen_code,
             session_code, show_time, film_name, screen_name FROM used_by_hand",
    ] {
        assert!(site.store.db.execute(change, []).is_err(), "{change}");
    }
    let (opened, log) = counts();
    assert_eq!((opened, log.unwrap().len()), (1, 1), "nothing of what was not done");
}

#[test]
fn what_was_typed_is_counted_by_what_became_of_it_and_the_log_tells_each() {
    let site = Site::with(1);
    site.store.use_by_hand(&used(2, DAY)).unwrap();
    for (ticket, reason) in
        [("000001", "refunded"), ("000002", UNKNOWN_TICKET), ("000003", "refunded")]
    {
        let refusal = TypedRefusal {
            at: moment(3),
            business_day: DAY,
            who: "wang".into(),
            ticket: ticket.into(),
            reason,
        };
        site.store.note_typed_refusal(&refusal).unwrap();
    }
    let typed = site.store.typed(DAY, DAY).unwrap();
    let refused: Vec<_> =
        typed.refused.iter().map(|line| (line.reason.as_str(), line.refused)).collect();
    assert_eq!((typed.let_in, refused), (1, vec![("refunded", 2), (UNKNOWN_TICKET, 1)]));
    let before = DAY.yesterday().unwrap();
    let none = site.store.typed(before, before).unwrap();
    assert_eq!((none.let_in, none.refused.len()), (0, 0));
    let what = vec![AuditKind::TypedTicketRefused];
    let log = site.store.audit(&AuditFilter { what, ..AuditFilter::default() }).unwrap();
    assert_eq!((log.len(), &*log[0].who), (3, "wang"));
    assert_eq!(log[0].detail, r#"{"ticket":"000001","reason":"refunded"}"#);
    assert!(site.store.db.execute("UPDATE typed_refusals SET reason = 'ok'", []).is_err());
}

#[test]
fn it_goes_with_the_records_of_its_day() {
    let mut site = Site::with(0);
    let after = DAY.tomorrow().unwrap();
    for (number, day) in [(1, DAY), (2, after)] {
        site.admit(number, day);
        site.store.use_by_hand(&used(number + 10, day)).unwrap();
    }
    site.store.note_accepted(Seq(1), Seq(2), 2, moment(9)).unwrap();
    site.prune(after, 9);
    assert_eq!((by_hand(&site.store, 11), by_hand(&site.store, 12)), (None, Some(moment(12))));
    let numbers = site.store.newest_numbers().unwrap();
    assert_eq!(numbers.by_hand.0, 2, "no number is given out twice");
}

#[test]
fn sessions_and_how_their_numbers_begin_are_known_by_the_tickets_that_were_shown() {
    let site = Site::with(2);
    let (start, hall) = (ticket(1).show_time, ticket(1).screen_code);
    let around = |hours| {
        let span = jiff::Span::new().hours(hours);
        (start.saturating_sub(span), start.saturating_add(span))
    };
    let days = days_of(start);
    let starts = |halls: &[ScreenCode], around| {
        let sessions = site.store.running_sessions(halls, around, days).unwrap();
        sessions.into_iter().map(|session| session.start).collect::<Vec<_>>()
    };
    assert_eq!(starts(&[], around(1)), [start]);
    assert_eq!(starts(&[hall], around(1)), [start]);
    assert_eq!(starts(&["9999999999999999".parse().unwrap()], around(1)), []);
    let later = (around(2).1, around(3).1);
    assert_eq!(starts(&[], later), []);
    let code = ticket(1).film_ticket_code.to_string();
    let beginnings = |digits| site.store.number_beginnings(start, days, digits, 8).unwrap();
    assert_eq!(beginnings(6), [&code[..10]]);
    let other = start.saturating_add(jiff::Span::new().hours(1));
    assert!(site.store.number_beginnings(other, days, 6, 8).unwrap().is_empty());
}

#[test]
fn a_ticket_that_was_let_in_by_its_number_is_found_by_its_end() {
    let site = Site::with(1);
    site.store.use_by_hand(&used(3, DAY)).unwrap();
    let code = ticket(3).film_ticket_code;
    let end = |digits: usize| code.as_str()[16 - digits..].parse::<TicketEnd>().unwrap();
    for digits in [4, 6, 16] {
        let found = site.store.used_by_number(&end(digits)).unwrap();
        assert_eq!((found.len(), found[0].film_ticket_code, found[0].at), (1, code, moment(3)));
    }
    assert!(site.store.used_by_number(&"9999".parse().unwrap()).unwrap().is_empty());
}

#[test]
fn who_is_inside_came_by_code_or_by_number_and_seats_are_the_catalogues() {
    let site = Site::with(2);
    let hall = ticket(1).screen_code;
    let inside = || {
        let lines = site.store.inside(DAY).unwrap();
        lines.iter().map(|line| (line.entered, line.seats)).collect::<Vec<_>>()
    };
    assert_eq!(inside(), [(2, None)]);
    site.store.use_by_hand(&used(3, DAY)).unwrap();
    site.store.set_screens(&[(hall, Some(7), None)]).unwrap();
    let seats = |seats: i64| {
        let sql = "INSERT OR REPLACE INTO catalogue_names (part, id, name, enabled, seats)
             VALUES ('halls', 7, '3', 1, ?1)";
        site.store.db.execute(sql, [seats]).unwrap();
    };
    seats(120);
    assert_eq!(inside(), [(3, Some(120))]);
    // Nonsense of the channel's is as if it had not told it.
    seats(-1);
    assert_eq!(inside(), [(3, None)]);
    assert_eq!(site.store.inside(DAY.tomorrow().unwrap()).unwrap(), []);
}

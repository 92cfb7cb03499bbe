//! What a store holds of the days before a trial.

use hallgate::clock::{business_day, china_civil};
use hallgate::terminal::store::{Admission, Basis, Facts, Store};
use hallgate::ticket::{Fen, Ticket};
use hallgate::wire::calls::TicketType;
use jiff::{SignedDuration, Timestamp};

use crate::worker::code;

/// Three days of admissions up to now, one after the other, none of them uploaded, every other one
/// of tickets whose names are known. The records are numbered from 1.
pub fn three_days(store: &mut Store, count: i64) {
    let now = Timestamp::now();
    let apart = SignedDuration::from_hours(72) / i32::try_from(count).unwrap();
    let mut facts = Vec::new();
    for ticket in 1..=count {
        let ago = apart * i32::try_from(count - ticket).unwrap();
        let at = now - ago;
        let seq = store.admit(&admission(ticket, at)).unwrap();
        assert_eq!(seq.0, ticket);
        // Asking for each would be another trial.
        if ticket % 50 != 0 {
            facts.push(known(ticket, at));
        }
    }
    for part in facts.chunks(1000) {
        store.put_facts(part).unwrap();
    }
}

fn admission(ticket: i64, at: Timestamp) -> Admission {
    let civil = china_civil(at);
    Admission {
        cinema_code: "12345678".parse().unwrap(),
        ticket: Ticket {
            film_ticket_code: code(ticket),
            screen_code: "0000000000000003".parse().unwrap(),
            film_code: "001100012018".parse().unwrap(),
            session_code: "3300000000000001".parse().unwrap(),
            show_time: civil,
            seat_code: "0000000000000705".parse().unwrap(),
            price: Fen(3500),
            service_fee: Fen(305),
        },
        ticket_info_code: format!("12345678{}", "A".repeat(172)),
        electronic: false,
        at,
        business_day: business_day(civil),
        basis: Basis::Offline,
    }
}

fn known(ticket: i64, at: Timestamp) -> Facts {
    Facts {
        film_ticket_code: code(ticket),
        screen_name: "3号厅".into(),
        film_name: "流浪地球".into(),
        ticket_type: TicketType::Web,
        row: 7,
        column: 5,
        checked: false,
        refunded: false,
        refund_time: String::new(),
        fetched_at: at,
    }
}

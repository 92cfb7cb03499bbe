//! Three days without a platform, with all that was admitted meanwhile: it goes up by itself,
//! oldest first, each record once, though replies are lost and some records are refused at first.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use hallgate::store::{Admission, Basis, Facts};
use hallgate::ticket::{Fen, Ticket};
use hallgate::wire::calls::TicketType;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::peer::{Call, Flaw, Say};
use crate::tally::{Broken, Tally, is_long};
use crate::worker::{Site, code, good};

/// One in so many replies is lost, though the platform took what was reported.
const LOST: usize = 7;

/// One in so many records is refused at first.
const REFUSED: i64 = 1000;

/// How often.
const REFUSALS: u32 = 2;

/// What the platform took, and in which order.
#[derive(Default)]
struct Taken {
    order: Vec<i64>,
    records: HashMap<i64, Value>,
    reports: usize,
    lost: usize,
    refusals: HashMap<i64, u32>,
    refused: usize,
    altered: Vec<i64>,
}

impl Taken {
    fn hear(&mut self, call: &Call) -> Say {
        self.reports += 1;
        let tickets = call.tickets();
        let bad = tickets.iter().find(|ticket| {
            **ticket % REFUSED == 0 && self.refusals.get(ticket).is_none_or(|had| *had < REFUSALS)
        });
        if let Some(bad) = bad {
            self.refused += 1;
            if tickets.len() == 1 {
                *self.refusals.entry(*bad).or_default() += 1;
            }
            return Say::Data("{\"ReportResult\":false}".into());
        }
        for (ticket, record) in tickets.iter().zip(call.query["CheckTickets"].as_array().unwrap()) {
            match self.records.insert(*ticket, record.clone()) {
                None => self.order.push(*ticket),
                Some(before) if before != *record => self.altered.push(*ticket),
                Some(_) => {}
            }
        }
        match self.reports % LOST {
            0 => {
                self.lost += 1;
                Say::Cut
            }
            3 => Say::Raw(503, String::new()),
            _ => Say::Data("{\"ReportResult\":true}".into()),
        }
    }
}

#[test]
fn what_three_days_left_behind_goes_up_by_itself() {
    let count: i64 = if is_long() { 50_000 } else { 5_000 };
    let mut site = Site::new();
    site.batch = if is_long() { 1000 } else { 100 };
    site.max_rejections = 1000;
    fill(&site, count);
    let taken = Arc::new(Mutex::new(Taken::default()));
    let heard = taken.clone();
    let peer = site.peer(Flaw::None, move |call| match call.is_report() {
        true => heard.lock().unwrap().hear(call),
        false => good(call),
    });
    let begun = Instant::now();
    let mut terminal = site.terminal(&peer);
    terminal.until_all_uploaded();

    let taken = taken.lock().unwrap();
    let mut tally = Tally::begin("network: three days away");
    tally.tried(taken.lost + taken.refused);
    tally.recovered(begun.elapsed());
    for ticket in (1..=count).filter(|ticket| !taken.records.contains_key(ticket)) {
        tally.find(ticket, Broken::Lost, "the platform does not have it");
    }
    for ticket in &taken.altered {
        tally.find(ticket, Broken::Doubled, "another record of it came later");
    }
    let accepted = terminal.accepted();
    let once: HashSet<i64> = accepted.iter().copied().collect();
    if accepted.len() != once.len() {
        tally.find("uploads", Broken::Doubled, "a record was accepted twice");
    }
    for seq in (1..=count).filter(|seq| !once.contains(seq)) {
        tally.find(seq, Broken::Lost, "counted as uploaded without an acceptance");
    }
    // Only what the platform refuses by itself may come later than younger ones.
    let order: Vec<i64> =
        taken.order.iter().copied().filter(|ticket| ticket % REFUSED != 0).collect();
    if !order.is_sorted() {
        tally.find("uploads", Broken::NotRecovered, "a younger record came first");
    }
    let store = terminal.store();
    let left = store.pending().unwrap() + store.set_aside_count().unwrap();
    if left > 0 {
        tally.find("uploads", Broken::NotRecovered, format!("{left} records are left"));
    }
    drop(store);
    let (reports, lost, refused) = (taken.reports, taken.lost, taken.refused);
    let told = format!(
        "{count} records in {reports} reports, {lost} replies lost, {refused} reports refused"
    );
    drop(taken);
    tally.note(told).hold();
}

/// Three days of admissions, one after the other, every other one of tickets whose names are known.
fn fill(site: &Site, count: i64) {
    let now = Timestamp::now();
    let apart = SignedDuration::from_hours(72) / i32::try_from(count).unwrap();
    let mut store = site.store();
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
    let civil = hallgate::clock::china_civil(at);
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
        business_day: hallgate::clock::business_day(civil),
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

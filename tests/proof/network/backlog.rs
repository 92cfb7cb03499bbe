//! Three days without a platform, with all that was admitted meanwhile: it goes up by itself,
//! oldest first, each record once, though replies are lost and some records are refused at first.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use serde_json::Value;

use crate::past;
use crate::peer::{Call, Flaw, Say};
use crate::tally::{Broken, Tally, is_long};
use crate::worker::{Site, good};

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
    past::three_days(&mut site.store(), count);
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
    let summary = format!(
        "{count} records in {reports} reports, {lost} replies lost, {refused} reports refused"
    );
    drop(taken);
    tally.note(summary).hold();
}

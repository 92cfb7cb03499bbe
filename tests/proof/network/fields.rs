//! Each field of each reply in each wrong type, generated from the golden replies: what the reply
//! says beside that field is heard all the same.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hallgate::terminal::door::{Question, QuestionId};
use hallgate::terminal::sync::{KeysResult, SyncCommand, SyncEvent};
use serde_json::value::RawValue;

use super::spoil::{Fields, fields, object, put, replies, reply_data, spoiled, wrong_values};
use crate::peer::{Call, Flaw, Say, envelope};
use crate::site::key;
use crate::tally::{Broken, Tally};
use crate::worker::{Site, code, good, key_entry};

const LOOKUP: &str = include_str!("../../wire/GetTicketInfo.reply.json");
const KEYS: &str = include_str!("../../wire/GetPublicKeys.reply.json");
const REPORTED: &str = include_str!("../../wire/ReportOriginalCheckTickets.reply.json");

/// Stands for the number of the ticket that is asked about.
const ASKED: &str = "@asked@";

/// What a refusal may be called, and what its absence.
const YES: [&str; 8] = ["\"Yes\"", "\"yes\"", "\"YES\"", "\"Y\"", "\"1\"", "1", "true", "\"是\""];
const NO: [&str; 8] = ["\"No\"", "\"no\"", "\"N\"", "\"0\"", "0", "false", "\"否\"", "\"\""];

/// A reply about a ticket with one status told, and the other not.
fn lookup(field: &str, value: &str) -> Fields {
    let mut whole = reply_data(LOOKUP);
    for status in STATUSES {
        put(&mut whole, status, if status == field { value.into() } else { "\"No\"".into() });
    }
    put(&mut whole, "FilmTicketCode", format!("\"{ASKED}\""));
    whole
}

const STATUSES: [&str; 2] = ["RefundStatus", "CheckStatus"];

#[test]
fn a_refunded_or_used_ticket_is_refused_whatever_else_the_reply_says() {
    let mut tally = Tally::begin("network: fields of GetTicketInfo in wrong types");
    for field in STATUSES {
        let whole = lookup(field, "\"Yes\"");
        // Whose status it is has to be known.
        let all = replies(spoiled(&whole, &[field, "FilmTicketCode"]), &whole);
        for (what, heard) in heard(field, &all) {
            tally.tried(1);
            if heard != Some(true) {
                tally.find(what, Broken::WronglyAdmitted, format!("{field} is not heard"));
            }
        }
    }
    tally.hold();
}

#[test]
fn a_status_is_heard_in_every_form() {
    let mut tally = Tally::begin("network: statuses of GetTicketInfo in other forms");
    for field in STATUSES {
        for (values, wanted) in [(YES, true), (NO, false)] {
            let all = values.map(|value| {
                (format!("{field} is {value}"), envelope(&object(&lookup(field, value))))
            });
            for (what, heard) in heard(field, &all) {
                tally.tried(1);
                match heard {
                    Some(heard) if heard == wanted => {}
                    _ if wanted => tally.find(what, Broken::WronglyAdmitted, "it is not heard"),
                    _ => tally.find(what, Broken::NotRecovered, format!("{heard:?}")),
                }
            }
        }
    }
    tally.hold();
}

/// What the worker hears of a status in each reply; none where it hears nothing of the ticket.
fn heard(status: &str, all: &[(String, String)]) -> Vec<(String, Option<bool>)> {
    let said: Vec<String> = all.iter().map(|(_, text)| text.clone()).collect();
    let site = Site::new();
    let peer = site.peer(Flaw::None, move |call: &Call| match call.is_lookup() {
        true => {
            let ticket = call.tickets()[0];
            Say::Raw(200, said[ticket as usize].replace(ASKED, &code(ticket).to_string()))
        }
        false => good(call),
    });
    let mut terminal = site.terminal(&peer);
    let mut ask = |ticket: usize| {
        let deadline = terminal.mono() + Duration::from_secs(60);
        terminal.send(SyncCommand::Ask { question: question(ticket as i64), deadline });
        let event = terminal.until(|event| matches!(event, SyncEvent::Answer { .. }));
        let SyncEvent::Answer { answer, .. } = event else { unreachable!() };
        let facts = answer.facts()?;
        Some(if status == "RefundStatus" { facts.refunded } else { facts.checked })
    };
    all.iter().enumerate().map(|(ticket, (what, _))| (what.clone(), ask(ticket))).collect()
}

fn question(ticket: i64) -> Question {
    Question {
        id: QuestionId(ticket as u64),
        film_ticket_code: code(ticket),
        show_time: "2026-05-01T20:00:00".parse().unwrap(),
    }
}

#[test]
fn the_good_keys_of_a_list_are_taken_whatever_stands_between_them() {
    let list: Vec<Box<RawValue>> =
        serde_json::from_str(&reply_data(KEYS).remove(0).1).expect("a list of keys");
    let own = key_entry();
    let second = serde_json::json!({
        "PublicKey": key("rsa1024", "spki_pem"), "StartTime": "2020-01-01T00:00:00"
    });
    let mut entries = spoiled(&fields(list[0].get()), &[]);
    entries.extend(named(wrong_values(), "entry"));
    let between = |entry: String| envelope(&format!("{{\"PublicKeys\":[{own},{entry},{second}]}}"));
    let mut all: Vec<(String, String)> =
        entries.into_iter().map(|(what, entry)| (what, between(entry))).collect();
    let whole: Fields = vec![("PublicKeys".into(), format!("[{own},{second}]"))];
    all.extend(replies(spoiled(&whole, &["PublicKeys"]), &whole));

    let mut tally = Tally::begin("network: entries of GetPublicKeys in wrong types");
    let site = Site::new();
    let said: Vec<String> = all.iter().map(|(_, text)| text.clone()).collect();
    let turn = Arc::new(AtomicUsize::new(0));
    let at = turn.clone();
    let peer = site.peer(Flaw::None, move |_| Say::Raw(200, said[at.load(SeqCst)].clone()));
    for (number, (what, _)) in all.iter().enumerate() {
        turn.store(number, SeqCst);
        tally.tried(1);
        let mut terminal = site.terminal(&peer);
        let event = terminal.until(|event| matches!(event, SyncEvent::Keys { .. }));
        let count = match event {
            SyncEvent::Keys { result: KeysResult::Fetched { keys, .. }, .. } => keys.len(),
            _ => 0,
        };
        if count < 2 {
            // Tickets of that key would be refused at this door.
            tally.find(what, Broken::NotRecovered, format!("{count} keys are taken"));
        }
        terminal.stop(Duration::from_secs(10));
    }
    tally.hold();
}

#[test]
fn a_record_counts_as_taken_only_where_the_reply_says_so() {
    let whole = reply_data(REPORTED);
    let taken = ["is true", "is there twice", "unknown field"];
    let mut odd: Vec<(String, String)> = spoiled(&whole, &[])
        .into_iter()
        .filter(|(what, _)| !taken.iter().any(|end| what.contains(end)))
        .chain(named(wrong_values(), "ReplyData"))
        .map(|(what, data)| (what, envelope(&data)))
        .collect();
    odd.extend(named(wrong_values(), "the whole reply"));
    let mut tally = Tally::begin("network: acceptances that are none");
    for (what, accepted) in reported(&odd) {
        tally.tried(1);
        if accepted {
            tally.find(what, Broken::Lost, "it is taken for an acceptance");
        }
    }
    tally.hold();
}

#[test]
fn an_acceptance_is_heard_whatever_else_the_reply_says() {
    let whole = reply_data(REPORTED);
    let beside = replies(spoiled(&whole, &["ReportResult"]), &whole);
    let mut tally = Tally::begin("network: fields of ReportOriginalCheckTickets in wrong types");
    for (what, accepted) in reported(&beside) {
        tally.tried(1);
        if !accepted {
            tally.find(what, Broken::NotRecovered, "the acceptance is not heard");
        }
    }
    tally.hold();
}

fn named(values: Vec<(&str, String)>, what: &str) -> Vec<(String, String)> {
    values.into_iter().map(|(how, value)| (format!("{what} is {how}"), value)).collect()
}

/// Whether a record counts as taken after each of these answers; the answer after it is a good one.
fn reported(answers: &[(String, String)]) -> Vec<(String, bool)> {
    let taken = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        // A terminal waits a while after an answer that is none.
        for part in answers.chunks(answers.len().div_ceil(BESIDE)) {
            scope.spawn(|| {
                let part = reported_to_one(part);
                taken.lock().unwrap().extend(part);
            });
        }
    });
    taken.into_inner().unwrap()
}

const BESIDE: usize = 8;

fn reported_to_one(answers: &[(String, String)]) -> Vec<(String, bool)> {
    let mut site = Site::new();
    site.max_rejections = 1000;
    let said: Vec<String> = answers.iter().map(|(_, text)| text.clone()).collect();
    let turn = AtomicUsize::new(0);
    let peer = site.peer(Flaw::None, move |call: &Call| {
        let next = turn.load(SeqCst);
        match said.get(next) {
            Some(text) if call.is_report() && call.tickets() == [next as i64 + 1] => {
                turn.store(next + 1, SeqCst);
                Say::Raw(200, text.clone())
            }
            _ => good(call),
        }
    });
    let mut terminal = site.terminal(&peer);
    let mut first_answer = |number| {
        terminal.admit(number..=number);
        let mut first = None;
        while terminal.store().pending().unwrap() > 0 {
            let event = terminal.until(|event| {
                matches!(
                    event,
                    SyncEvent::Accepted { .. }
                        | SyncEvent::Rejected { .. }
                        | SyncEvent::Failed { .. }
                )
            });
            first.get_or_insert(matches!(event, SyncEvent::Accepted { .. }));
        }
        first == Some(true)
    };
    (1..).zip(answers).map(|(number, (what, _))| (what.clone(), first_answer(number))).collect()
}

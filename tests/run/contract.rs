//! The events file, field by field, as SPEC §10 lists it.

use serde_json::Value;

const REASONS: &[&str] = &[
    "malformed",
    "wrong_cinema",
    "stale_eticket",
    "forged",
    "wrong_hall",
    "already_checked",
    "refunded",
    "expired",
    "too_early",
    "platform_required",
];

const GATE: [&str; 6] = ["locked", "unlocked", "passed", "timed_out", "released", "fault"];

/// Holds the events of a run that ended by itself or was told to against the contract.
pub fn check(events: &[Value]) {
    for (at, event) in events.iter().enumerate() {
        let place = || format!("line {}: {event}", at + 1);
        assert!(is_moment(&event["at"]), "at: {}", place());
        let good = match event["event"].as_str().unwrap_or_default() {
            "verdict" => is_verdict(event),
            "gate" => is_gate(event),
            "keys" => {
                is_one_of(&event["result"], &["updated", "unchanged", "failed"])
                    && event["count"].is_u64()
            }
            "upload" => is_upload(event),
            "catalogue" => is_catalogue(event),
            "camera" => is_one_of(&event["state"], &["streaming", "lost"]),
            "clock" => event["trusted"].is_boolean(),
            "ready" | "stopped" => true,
            // More may be told than the contract asks for.
            other => !other.is_empty(),
        };
        assert!(good, "{}", place());
    }
    let count = |name: &str| events.iter().filter(|event| event["event"] == name).count();
    assert_eq!((count("ready"), count("stopped")), (1, 1), "{events:#?}");
    assert_eq!(events.last().unwrap()["event"], "stopped");
    check_order(events);
}

/// The record is there before the gate opens: the verdict is told first, and the first that the
/// gate does for a newly admitted visitor is to unlock.
fn check_order(events: &[Value]) {
    let mut admitted = Vec::new();
    for event in events {
        let seq = event["seq"].as_u64();
        match (event["event"].as_str().unwrap(), event["reason"].as_str()) {
            ("verdict", Some("ok")) => {
                let next = admitted.iter().max().map_or(0, |(seq, _)| *seq) + 1;
                let before = admitted.is_empty() || seq == Some(next);
                assert!(before, "numbers without gaps: {event}");
                admitted.push((seq.unwrap(), ""));
            }
            ("gate", _) if let Some(seq) = seq => {
                let state = event["state"].as_str().unwrap();
                let known = admitted.iter_mut().find(|(admitted, _)| *admitted == seq);
                // None: a reopening of an earlier run's admission.
                let Some((_, last)) = known else { continue };
                let opened = ["unlocked", "timed_out"].contains(last) || state == "unlocked";
                assert!(opened, "{state} after {last:?} for {seq}: {events:#?}");
                *last = if state == "unlocked" { "unlocked" } else { "timed_out" };
            }
            _ => {}
        }
    }
    assert!(admitted.iter().all(|(_, state)| !state.is_empty()), "{admitted:?}");
}

fn is_verdict(event: &Value) -> bool {
    let (verdict, reason) = (event["verdict"].as_str(), event["reason"].as_str());
    let admits = match (verdict, reason) {
        (Some("admit"), Some("ok" | "reopened")) => true,
        (Some("refuse"), Some(reason)) if REASONS.contains(&reason) => false,
        _ => return false,
    };
    let code = |name: &str, length: usize| match event.get(name) {
        Some(Value::Null) => !admits,
        Some(Value::String(text)) => text.len() == length,
        _ => false,
    };
    let number = |value: &Value| value.as_f64().is_some_and(|number| number >= 0.0);
    let stages = ["decode", "decrypt", "online", "commit"];
    is_one_of(&event["basis"], &["offline", "online"])
        && code("film_ticket_code", 16)
        && code("screen_code", 16)
        && code("session_code", 16)
        && ["film_name", "screen_name"]
            .iter()
            .all(|name| event.get(*name).is_some_and(|name| name.is_null() || name.is_string()))
        && event.get("seq").is_some_and(|seq| if admits { seq.is_u64() } else { seq.is_null() })
        && number(&event["frame_ms"])
        && stages.iter().all(|simulator| number(&event["stages_ms"][simulator]))
}

fn is_gate(event: &Value) -> bool {
    let somebodys = ["unlocked", "passed", "timed_out"].map(Some);
    let state = event["state"].as_str();
    is_one_of(&event["state"], &GATE)
        && event
            .get("seq")
            .is_some_and(|seq| seq.is_u64() || (seq.is_null() && !somebodys.contains(&state)))
}

fn is_catalogue(event: &Value) -> bool {
    is_one_of(&event["part"], &["locations", "cinemas", "movies", "halls", "shows"])
        && is_one_of(&event["result"], &["updated", "unchanged", "doubted", "failed"])
        && event["count"].is_u64()
}

fn is_upload(event: &Value) -> bool {
    let (first, last) = (event["first_seq"].as_u64(), event["last_seq"].as_u64());
    let range = match (first, last, event["count"].as_u64()) {
        (Some(first), Some(last), Some(count)) => first <= last && count == last - first + 1,
        _ => false,
    };
    is_one_of(&event["result"], &["accepted", "rejected", "failed"]) && range
}

fn is_one_of(value: &Value, known: &[&str]) -> bool {
    value.as_str().is_some_and(|text| known.contains(&text))
}

/// RFC 3339 with milliseconds and an offset in digits.
fn is_moment(value: &Value) -> bool {
    let Some(text) = value.as_str() else { return false };
    let shape = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        10 => byte == b'T',
        13 | 16 | 26 => byte == b':',
        19 => byte == b'.',
        23 => byte == b'+' || byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    text.len() == 29 && shape && text.parse::<jiff::Timestamp>().is_ok()
}

//! What visitors saw at the door, told by a run's events.

use serde_json::Value;

use super::process::Ended;
use super::tally::{Broken, Finding};

/// Whether the gate opened for a ticket: a verdict that admits, and the gate unlocked for its record.
pub fn opened(events: &[Value], number: &str) -> bool {
    events.iter().any(|event| {
        event["film_ticket_code"] == number
            && event["verdict"] == "admit"
            && events.iter().any(|gate| gate["state"] == "unlocked" && gate["seq"] == event["seq"])
    })
}

/// The reasons of a ticket's verdicts, in their order.
pub fn reasons<'a>(events: &'a [Value], number: &str) -> Vec<&'a str> {
    let of_it = |event: &&Value| event["event"] == "verdict" && event["film_ticket_code"] == number;
    events.iter().filter(of_it).filter_map(|event| event["reason"].as_str()).collect()
}

/// A process may end early with a sentence; it may not break down.
pub fn assess_end(ended: Option<&Ended>, what: &str) -> Option<Finding> {
    let broke = |detail: String| Some(Finding::new(Broken::NotRecovered, detail));
    let Some(ended) = ended else { return broke(format!("{what} hangs")) };
    let last = ended.stderr.lines().last().unwrap_or_default();
    if ended.stderr.contains("panicked") || ended.stderr.contains("a fault in the program itself") {
        return broke(format!("{what} panicked: {last}"));
    }
    match ended.code {
        Some(0) => None,
        Some(1) if last.starts_with("hallgate: ") => None,
        code => broke(format!("{what} ended with {code:?}: {last}")),
    }
}

/// With `HALLGATE_PROOF_SHOW` a run's journal and events are printed, for whoever looks into one trial.
pub fn show(trial: &impl std::fmt::Display, ended: &Ended) {
    if std::env::var_os("HALLGATE_PROOF_SHOW").is_some() {
        eprintln!("{trial}\n{}", ended.stderr);
        ended.events.iter().for_each(|event| eprintln!("{event}"));
    }
}

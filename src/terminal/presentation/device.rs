//! How the terminal itself fares, for staff who look it up.

use super::{DeviceState, Fact, Network, Phrase, Scope};
use crate::words::screen::{self, Text};
use crate::words::terms::Text as Term;

/// A line each for all that staff may be asked about over the telephone; none where nothing is known.
pub fn facts(scope: Scope) -> Vec<Fact> {
    let Some(status) = scope.status else { return Vec::new() };
    let text = |text: Text| scope.text(text);
    let term = |term: Term| scope.text(term);
    let row = |label: String, value: String, calls: bool, brief: String| {
        let brief = Some(if calls { brief } else { value.clone() });
        Fact { label, value: Phrase::own(value), calls, brief, ..Fact::default() }
    };
    let network = text(match status.network {
        Network::Up => Text::Online,
        Network::Down => Text::Offline,
        Network::Unknown => Text::Connecting,
    });
    let offline = status.network == Network::Down;
    let pending = status.pending.to_string();
    let late = format!("{} {pending}", term(Term::Pending));
    let waiting = match status.oldest_pending_min {
        Some(minutes) => scope.say(screen::PendingSince { records: pending, minutes }),
        None => pending,
    };
    let time = |form: Text| status.time.strftime(form.form(scope.language)).to_string();
    let clock = match status.clock_trusted {
        true => time(Text::FullTime),
        false => scope.say(screen::FullTimeUntrusted { time: time(Text::FullTime) }),
    };
    let unset = scope.say(screen::ClockUntrusted { time: time(Text::Clock) });
    let space = text(if status.disk_low { Text::Low } else { Text::Enough });
    let devices = &status.devices;
    let device = |label: Text, state: DeviceState| {
        let value = text(match state {
            DeviceState::Works => Text::Works,
            DeviceState::Lost => Text::Lost,
            DeviceState::Absent => Text::Absent,
        });
        let brief = format!("{} {value}", text(label));
        row(text(label), value, state == DeviceState::Lost, brief)
    };
    // Those that call come first, by what they do to the door: the least rank is the gravest.
    let mut ranked = vec![
        (9, row(text(Text::Version), env!("CARGO_PKG_VERSION").into(), false, String::new())),
        (6, row(text(Text::Network), network.clone(), offline, network)),
        (
            3,
            row(
                term(Term::Keys),
                status.keys.to_string(),
                status.keys == 0,
                text(Text::NoKeysShort),
            ),
        ),
        (7, row(term(Term::Pending), waiting, status.is_late(), late)),
        (4, row(term(Term::Clock), clock, !status.clock_trusted, unset)),
        (2, row(text(Text::DiskSpace), space, status.disk_low, text(Text::DiskLow))),
        (1, device(Text::Camera, devices.camera)),
        (5, device(Text::Imager, devices.imager)),
        (8, device(Text::Keypad, devices.keypad)),
        (0, device(Text::Gate, devices.gate)),
    ];
    ranked.sort_by_key(|(rank, fact)| if fact.calls { *rank } else { u8::MAX });
    let mut facts: Vec<Fact> = ranked.into_iter().map(|(_, fact)| fact).collect();
    // The gravest of what calls is read first, or else whether there is a network.
    let network = text(Text::Network);
    let first = facts.iter().position(|fact| fact.calls || fact.label == network);
    if let Some(fact) = first.and_then(|at| facts.get_mut(at)) {
        fact.large = true;
    }
    facts
}

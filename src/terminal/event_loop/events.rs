//! The event file (SPEC §10): one JSON object a line, and the same facts in the journal.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::clock::Trust;
use crate::terminal::door::{Advice, GateState, Report, Verdict};
use crate::terminal::files;
use crate::terminal::keypad::Part;
use crate::terminal::store::Seq;

/// A fact that is told to the outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Verdict(Verdict),
    Gate {
        state: GateState,
        seq: Option<Seq>,
    },
    Keys {
        result: &'static str,
        count: usize,
        error: Option<String>,
    },
    Upload {
        result: &'static str,
        first: Option<Seq>,
        last: Option<Seq>,
        count: usize,
        error: Option<String>,
    },
    /// A record that the platform refused again lets the others pass, and is tried in each round.
    StandsAside {
        seq: Seq,
    },
    /// A record that the platform keeps refusing is tried once a day from now on.
    SetAside {
        seq: Seq,
    },
    /// The ticket of a record that was admitted offline had been admitted elsewhere.
    DoubleAdmission {
        seq: Seq,
    },
    Camera {
        streaming: bool,
        error: Option<String>,
    },
    /// The number pad or the buttons came or went.
    Keypad {
        part: Part,
        connected: bool,
        error: Option<String>,
    },
    Imager {
        connected: bool,
        error: Option<String>,
    },
    Clock {
        trust: Trust,
    },
    /// A visitor whose code is not read is told what would help.
    Hint {
        advice: Advice,
    },
    /// Staff call for help, or the call is over.
    Help {
        on: bool,
        who: String,
    },
    Ready,
    Stopped,
}

impl From<Report> for Event {
    fn from(report: Report) -> Self {
        match report {
            Report::Verdict(verdict) => Self::Verdict(verdict),
            Report::Gate { state, seq } => Self::Gate { state, seq },
            Report::Clock(trust) => Self::Clock { trust },
            Report::Hint(advice) => Self::Hint { advice },
        }
    }
}

/// Where events go beside the journal.
#[derive(Debug)]
pub enum Sink {
    None,
    File {
        path: PathBuf,
        file: File,
    },
    /// To somebody in this process.
    Channel(mpsc::Sender<Event>),
}

impl Sink {
    /// Appends to a file, which is made where there is none, for its owner alone.
    pub fn file(path: &Path) -> std::io::Result<Self> {
        Ok(Self::File { path: path.to_owned(), file: files::append(path)? })
    }

    /// Opens the file anew: whoever rotates logs has given the one at hand another name. Until the
    /// new one is open everything goes into the old one.
    pub fn reopen(&mut self) {
        let Self::File { path, file } = self else { return };
        match files::append(path) {
            Ok(anew) => *file = anew,
            Err(fault) => {
                log::warn!("the event file {} can't be opened anew: {fault}", path.display());
            }
        }
    }

    /// Tells an event. A file that can't be written costs the line, never the door.
    pub fn write(&mut self, event: Event, at: Timestamp, zone: &TimeZone) {
        match self {
            Self::None => {}
            Self::File { file, .. } => {
                let line = format!("{}\n", line(&event, at, zone));
                if let Err(fault) = file.write_all(line.as_bytes()) {
                    log::warn!("the event file does not take a line: {fault}");
                }
            }
            // The other side may have gone: then nobody wants to know.
            Self::Channel(channel) => drop(channel.send(event)),
        }
    }
}

/// The event as a line of the file, without the line's end.
fn line(event: &Event, at: Timestamp, zone: &TimeZone) -> Value {
    let mut line = match event {
        Event::Verdict(verdict) => verdict_line(verdict),
        Event::Gate { state, seq } => {
            json!({ "event": "gate", "state": state.as_str(), "seq": seq })
        }
        Event::Keys { result, count, error } => {
            json!({ "event": "keys", "result": result, "count": count, "error": error })
        }
        Event::Upload { result, first, last, count, error } => json!({
            "event": "upload", "result": result, "first_seq": first, "last_seq": last,
            "count": count, "error": error,
        }),
        Event::StandsAside { seq } => json!({ "event": "stands_aside", "seq": seq }),
        Event::DoubleAdmission { seq } => json!({ "event": "double_admission", "seq": seq }),
        Event::SetAside { seq } => json!({ "event": "set_aside", "seq": seq }),
        Event::Camera { streaming, error } => {
            let state = if *streaming { "streaming" } else { "lost" };
            json!({ "event": "camera", "state": state, "error": error })
        }
        Event::Keypad { part, connected, error } => json!({
            "event": "keypad", "part": part.as_str(), "state": plugged(*connected), "error": error,
        }),
        Event::Imager { connected, error } => {
            json!({ "event": "imager", "state": plugged(*connected), "error": error })
        }
        Event::Clock { trust } => json!({ "event": "clock", "trusted": trust.is_trusted() }),
        Event::Hint { advice } => json!({ "event": "hint", "advice": advice.as_str() }),
        Event::Help { on, who } => {
            json!({ "event": "help", "state": if *on { "called" } else { "over" }, "who": who })
        }
        Event::Ready => json!({ "event": "ready" }),
        Event::Stopped => json!({ "event": "stopped" }),
    };
    if let Value::Object(fields) = &mut line {
        let at = at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string();
        fields.insert("at".into(), at.into());
        fields.retain(|name, value| name != "error" || !value.is_null());
    }
    line
}

fn plugged(connected: bool) -> &'static str {
    if connected { "connected" } else { "lost" }
}

fn verdict_line(verdict: &Verdict) -> Value {
    let Verdict { reason, detail, basis, codes, seq, frame, stages } = verdict;
    json!({
        "event": "verdict",
        "verdict": if reason.admits() { "admit" } else { "refuse" },
        "reason": reason.as_str(),
        "detail": detail.as_str(),
        "basis": basis.as_str(),
        "film_ticket_code": codes.map(|codes| codes.0),
        "screen_code": codes.map(|codes| codes.1),
        "session_code": codes.map(|codes| codes.2),
        "seq": seq,
        "frame_ms": ms(*frame),
        "stages_ms": {
            "decode": ms(stages.decode),
            "decrypt": ms(stages.decrypt),
            "online": ms(stages.online),
            "commit": ms(stages.commit),
        },
    })
}

/// Milliseconds with microseconds behind the point.
pub(super) fn ms(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::door::{Detail, Reason, Stages};
    use crate::terminal::store::Basis;

    #[test]
    fn a_line_carries_what_the_contract_names() {
        let verdict = Verdict {
            reason: Reason::Ok,
            detail: Detail::None,
            basis: Basis::Online,
            codes: Some((
                "3301010112345678".parse().unwrap(),
                "0000000000000003".parse().unwrap(),
                "2019010100000007".parse().unwrap(),
            )),
            seq: Some(Seq(7)),
            frame: Duration::from_micros(12_345),
            stages: Stages { decode: Duration::from_micros(1500), ..Stages::default() },
        };
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let line =
            line(&Event::Verdict(verdict), Timestamp::constant(1_546_312_320, 5_000_000), &zone);
        let expected = json!({
            "at": "2019-01-01T11:12:00.005+08:00", "event": "verdict", "verdict": "admit", "reason": "ok", "detail": null,
            "basis": "online", "film_ticket_code": "3301010112345678",
            "screen_code": "0000000000000003", "session_code": "2019010100000007", "seq": 7,
            "frame_ms": 12.345,
            "stages_ms": { "decode": 1.5, "decrypt": 0.0, "online": 0.0, "commit": 0.0 },
        });
        assert_eq!(line.to_string(), expected.to_string());
    }

    #[test]
    fn what_is_not_known_is_null_and_an_error_only_where_there_is_one() {
        let gate = Event::Gate { state: GateState::TimedOut, seq: None };
        let text = line(&gate, Timestamp::UNIX_EPOCH, &TimeZone::UTC).to_string();
        assert!(
            text.contains(r#""state":"timed_out""#) && text.contains(r#""seq":null"#),
            "{text}"
        );
        assert!(text.contains(r#""at":"1970-01-01T00:00:00.000+00:00""#), "{text}");
        let hint = Event::Hint { advice: Advice::HoldStill };
        let text = line(&hint, Timestamp::UNIX_EPOCH, &TimeZone::UTC).to_string();
        assert!(text.contains(r#""advice":"hold_still""#) && text.contains(r#":"hint""#), "{text}");
        let pad =
            Event::Keypad { part: Part::Buttons, connected: false, error: Some("why".into()) };
        let text = line(&pad, Timestamp::UNIX_EPOCH, &TimeZone::UTC).to_string();
        assert!(text.contains(r#""part":"buttons","state":"lost""#), "{text}");
        let imager = Event::Imager { connected: true, error: None };
        let text = line(&imager, Timestamp::UNIX_EPOCH, &TimeZone::UTC).to_string();
        assert!(text.contains(r#""event":"imager","state":"connected""#), "{text}");
        let keys = Event::Keys { result: "updated", count: 2, error: None };
        assert!(!line(&keys, Timestamp::UNIX_EPOCH, &TimeZone::UTC).to_string().contains("error"));
    }
}

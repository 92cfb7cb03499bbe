//! The event file (SPEC §10): one JSON object a line, and the same facts in the journal.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::clock::Trust;
use crate::terminal::door::{Advice, GateState, Report, Verdict};
use crate::terminal::files;
use crate::terminal::keypad::Part;
use crate::terminal::store::Seq;
use crate::ticket::{FilmTicketCode, ScreenCode, SessionCode};

/// A fact that is told to the outside, as its line has it but for the time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    #[serde(serialize_with = "verdict")]
    Verdict(Verdict),
    Gate {
        #[serde(serialize_with = "name")]
        state: GateState,
        seq: Option<Seq>,
    },
    Keys {
        result: &'static str,
        count: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<String>,
    },
    Upload {
        result: &'static str,
        #[serde(rename = "first_seq")]
        first: Option<Seq>,
        #[serde(rename = "last_seq")]
        last: Option<Seq>,
        count: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
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
        #[serde(rename = "state", serialize_with = "camera_state")]
        streaming: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<String>,
    },
    /// The number pad or the buttons came or went.
    Keypad {
        #[serde(serialize_with = "name")]
        part: Part,
        #[serde(rename = "state", serialize_with = "plug_state")]
        connected: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<String>,
    },
    Imager {
        #[serde(rename = "state", serialize_with = "plug_state")]
        connected: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<String>,
    },
    Clock {
        #[serde(rename = "trusted", serialize_with = "is_trusted")]
        trust: Trust,
    },
    /// A visitor whose code is not read is told what would help.
    Hint {
        #[serde(serialize_with = "name")]
        advice: Advice,
    },
    /// Staff call for help, or the call is over.
    Help {
        #[serde(rename = "state", serialize_with = "call_state")]
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
    // Plain structs always serialise.
    let mut line = serde_json::to_value(event).unwrap_or_default();
    if let Value::Object(fields) = &mut line {
        let at = at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string();
        fields.insert("at".into(), at.into());
    }
    line
}

/// The fields of a verdict's line.
fn verdict<S: Serializer>(verdict: &Verdict, to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Fields {
        verdict: &'static str,
        reason: &'static str,
        detail: Option<&'static str>,
        basis: &'static str,
        film_ticket_code: Option<FilmTicketCode>,
        screen_code: Option<ScreenCode>,
        session_code: Option<SessionCode>,
        seq: Option<Seq>,
        frame_ms: f64,
        stages_ms: Milliseconds,
    }
    #[derive(Serialize)]
    struct Milliseconds {
        decode: f64,
        decrypt: f64,
        online: f64,
        commit: f64,
    }
    let Verdict { reason, detail, basis, codes, seq, frame, stages } = verdict;
    Fields {
        verdict: if reason.admits() { "admit" } else { "refuse" },
        reason: reason.as_str(),
        detail: detail.as_str(),
        basis: basis.as_str(),
        film_ticket_code: codes.map(|codes| codes.0),
        screen_code: codes.map(|codes| codes.1),
        session_code: codes.map(|codes| codes.2),
        seq: *seq,
        frame_ms: ms(*frame),
        stages_ms: Milliseconds {
            decode: ms(stages.decode),
            decrypt: ms(stages.decrypt),
            online: ms(stages.online),
            commit: ms(stages.commit),
        },
    }
    .serialize(to)
}

/// What a value is called.
fn name<T: Copy + Into<&'static str>, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str((*value).into())
}

fn is_trusted<S: Serializer>(trust: &Trust, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(trust.is_trusted())
}

fn camera_state<S: Serializer>(streaming: &bool, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(if *streaming { "streaming" } else { "lost" })
}

fn plug_state<S: Serializer>(connected: &bool, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(if *connected { "connected" } else { "lost" })
}

fn call_state<S: Serializer>(on: &bool, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(if *on { "called" } else { "over" })
}

/// Milliseconds with microseconds behind the point.
pub(super) fn ms(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1000.0
}

#[cfg(test)]
mod tests;

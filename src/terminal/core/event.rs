//! What is told of the core's doings, as the event file has it (SPEC §10).

use std::fmt::Display;
use std::time::Duration;

use serde::{Serialize, Serializer};

use super::keys_fault::KeysFault;
use crate::clock::Trust;
use crate::terminal::door::{Advice, DoorEvent, GateState, Verdict};
use crate::terminal::keypad::{InputKind, KeypadError};
use crate::terminal::store::{CatalogueOutcome, CataloguePart, DoorName, Seq};
use crate::terminal::sync::{CatalogueFault, UploadFault};
use crate::terminal::vision::CameraError;
use crate::ticket::{FilmTicketCode, ScreenCode, SessionCode};

/// A fact that is told to the outside, as its line has it but for the time.
#[derive(Debug, Serialize)]
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
        #[serde(serialize_with = "name")]
        result: KeysOutcome,
        count: usize,
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "sentence")]
        error: Option<KeysFault>,
    },
    Upload {
        #[serde(serialize_with = "name")]
        result: UploadOutcome,
        #[serde(rename = "first_seq")]
        first: Option<Seq>,
        #[serde(rename = "last_seq")]
        last: Option<Seq>,
        count: usize,
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "sentence")]
        error: Option<UploadFault>,
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
        /// There, where another door has told so itself, and not the platform.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "sentence")]
        door: Option<DoorName>,
    },
    /// A request for a list of the catalogue ended.
    Catalogue {
        #[serde(serialize_with = "name")]
        part: CataloguePart,
        #[serde(serialize_with = "name")]
        result: CatalogueOutcome,
        count: u64,
        #[serde(serialize_with = "sentence")]
        error: Option<CatalogueFault>,
    },
    Camera {
        #[serde(rename = "state", serialize_with = "camera_state")]
        streaming: bool,
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "sentence")]
        error: Option<CameraError>,
    },
    /// The number pad or the buttons came or went.
    Keypad {
        #[serde(serialize_with = "name")]
        part: InputKind,
        #[serde(rename = "state", serialize_with = "plug_state")]
        connected: bool,
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "sentence")]
        error: Option<KeypadError>,
    },
    Imager {
        #[serde(rename = "state", serialize_with = "plug_state")]
        connected: bool,
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "sentence")]
        error: Option<KeypadError>,
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
    /// Other doors of the cinema came or went.
    Neighbours {
        here: usize,
        missing: usize,
    },
    Ready,
    Stopped,
}

/// What came of a request for the cinema's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum KeysOutcome {
    Updated,
    Unchanged,
    Failed,
}

impl KeysOutcome {
    /// The name in events.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What came of a report of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum UploadOutcome {
    Accepted,
    /// The platform refused this batch.
    Rejected,
    /// There was no answer of sense, or nothing could be asked.
    Failed,
}

impl UploadOutcome {
    /// The name in events.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl From<DoorEvent> for Event {
    fn from(report: DoorEvent) -> Self {
        match report {
            DoorEvent::Verdict(verdict) => Self::Verdict(verdict),
            DoorEvent::Gate { state, seq } => Self::Gate { state, seq },
            DoorEvent::Clock(trust) => Self::Clock { trust },
            DoorEvent::Hint(advice) => Self::Hint { advice },
        }
    }
}

/// The fields of a verdict's line.
fn verdict<S: Serializer>(verdict: &Verdict, to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct VerdictFields<'a> {
        verdict: &'static str,
        reason: &'static str,
        detail: Option<&'static str>,
        basis: &'static str,
        film_ticket_code: Option<FilmTicketCode>,
        screen_code: Option<ScreenCode>,
        session_code: Option<SessionCode>,
        film_name: Option<&'a str>,
        screen_name: Option<&'a str>,
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
    let Verdict { reason, detail, basis, codes, film_name, screen_name, seq, frame, stages } =
        verdict;
    VerdictFields {
        verdict: if reason.admits() { "admit" } else { "refuse" },
        reason: reason.as_str(),
        detail: detail.as_str(),
        basis: basis.as_str(),
        film_ticket_code: codes.map(|codes| codes.0),
        screen_code: codes.map(|codes| codes.1),
        session_code: codes.map(|codes| codes.2),
        film_name: film_name.as_deref(),
        screen_name: screen_name.as_deref(),
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

/// What is told of a fault: the file is read by programs and support, and is in English.
fn sentence<F: Display, S: Serializer>(fault: &Option<F>, to: S) -> Result<S::Ok, S::Error> {
    match fault {
        Some(fault) => to.collect_str(fault),
        None => to.serialize_none(),
    }
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
pub fn ms(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1000.0
}

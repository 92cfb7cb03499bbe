//! Lines of the event file, byte for byte.

use std::time::Duration;

use serde_json::json;

use super::*;
use crate::clock::Trust;
use crate::terminal::core::{KeysFault, KeysOutcome, UploadOutcome};
use crate::terminal::door::{Advice, GateState, Reason, RefusalDetail, Stages, Verdict};
use crate::terminal::keypad::{InputKind, KeypadError};
use crate::terminal::store::{Basis, DoorName, Seq};
use crate::terminal::vision::CameraError;
use crate::transport::Fault;

#[test]
fn a_line_carries_what_the_contract_names() {
    let verdict = Verdict {
        reason: Reason::Ok,
        detail: RefusalDetail::None,
        basis: Basis::Online,
        codes: Some((
            "3301010112345678".parse().unwrap(),
            "0000000000000003".parse().unwrap(),
            "2019010100000007".parse().unwrap(),
        )),
        film_name: Some("流浪地球".into()),
        screen_name: None,
        seq: Some(Seq(7)),
        frame: Duration::from_micros(12_345),
        stages: Stages { decode: Duration::from_micros(1500), ..Stages::default() },
    };
    let zone = TimeZone::get("Asia/Shanghai").unwrap();
    let line = line(&Event::Verdict(verdict), Timestamp::constant(1_546_312_320, 5_000_000), &zone);
    let expected = json!({
        "at": "2019-01-01T11:12:00.005+08:00", "event": "verdict", "verdict": "admit", "reason": "ok", "detail": null,
        "basis": "online", "film_ticket_code": "3301010112345678",
        "screen_code": "0000000000000003", "session_code": "2019010100000007", "film_name": "流浪地球",
        "screen_name": null, "seq": 7,
        "frame_ms": 12.345,
        "stages_ms": { "decode": 1.5, "decrypt": 0.0, "online": 0.0, "commit": 0.0 },
    });
    assert_eq!(line.to_string(), expected.to_string());
}

#[test]
fn what_is_not_known_is_null_and_an_error_only_where_there_is_one() {
    let gate = Event::Gate { state: GateState::TimedOut, seq: None };
    let text = line(&gate, Timestamp::UNIX_EPOCH, &TimeZone::UTC).to_string();
    assert!(text.contains(r#""state":"timed_out""#) && text.contains(r#""seq":null"#), "{text}");
    assert!(text.contains(r#""at":"1970-01-01T00:00:00.000+00:00""#), "{text}");
    let hint = Event::Hint { advice: Advice::HoldStill };
    let text = line(&hint, Timestamp::UNIX_EPOCH, &TimeZone::UTC).to_string();
    assert!(text.contains(r#""advice":"hold_still""#) && text.contains(r#":"hint""#), "{text}");
    let pad = Event::Keypad {
        part: InputKind::Buttons,
        connected: false,
        error: Some(KeypadError::NoPad),
    };
    let text = line(&pad, Timestamp::UNIX_EPOCH, &TimeZone::UTC).to_string();
    assert!(text.contains(r#""part":"buttons","state":"lost""#), "{text}");
    let imager = Event::Imager { connected: true, error: None };
    let text = line(&imager, Timestamp::UNIX_EPOCH, &TimeZone::UTC).to_string();
    assert!(text.contains(r#""event":"imager","state":"connected""#), "{text}");
    let keys = Event::Keys { result: KeysOutcome::Updated, count: 2, error: None };
    assert!(!line(&keys, Timestamp::UNIX_EPOCH, &TimeZone::UTC).to_string().contains("error"));
}

#[test]
fn every_event_has_its_line() {
    for (event, wanted) in [
        (
            Event::Keys { result: KeysOutcome::Failed, count: 0, error: Some(KeysFault::NoKeys) },
            r#""count":0,"error":"the platform has no key for this cinema: ask its operator","event":"keys","result":"failed""#,
        ),
        (
            Event::Upload {
                result: UploadOutcome::Accepted,
                first: Some(Seq(1)),
                last: Some(Seq(2)),
                count: 2,
                error: None,
            },
            r#""count":2,"event":"upload","first_seq":1,"last_seq":2,"result":"accepted""#,
        ),
        (
            Event::Upload {
                result: UploadOutcome::Failed,
                first: None,
                last: None,
                count: 0,
                error: Some(Fault::Status(503).into()),
            },
            r#""count":0,"error":"the platform answers HTTP 503: it is retried; ask the platform if it lasts","event":"upload","first_seq":null,"last_seq":null,"result":"failed""#,
        ),
        (Event::StandsAside { seq: Seq(3) }, r#""event":"stands_aside","seq":3"#),
        (Event::SetAside { seq: Seq(3) }, r#""event":"set_aside","seq":3"#),
        (
            Event::DoubleAdmission { seq: Seq(3), door: None },
            r#""event":"double_admission","seq":3"#,
        ),
        (
            Event::DoubleAdmission { seq: Seq(3), door: Some(DoorName::of("北门")) },
            r#""door":"北门","event":"double_admission","seq":3"#,
        ),
        (Event::Camera { streaming: true, error: None }, r#""event":"camera","state":"streaming""#),
        (
            Event::Camera { streaming: false, error: Some(CameraError::Hangs) },
            r#""error":"the camera hangs while it is opened: unplug it, plug it in again","event":"camera","state":"lost""#,
        ),
        (
            Event::Keypad { part: InputKind::Pad, connected: true, error: None },
            r#""event":"keypad","part":"pad","state":"connected""#,
        ),
        (Event::Clock { trust: Trust::Behind }, r#""event":"clock","trusted":false"#),
        (
            Event::Help { on: true, who: "li".into() },
            r#""event":"help","state":"called","who":"li""#,
        ),
        (Event::Neighbours { here: 2, missing: 1 }, r#""event":"neighbours","here":2,"missing":1"#),
        (Event::Ready, r#""event":"ready""#),
        (Event::Stopped, r#""event":"stopped""#),
    ] {
        let text = line(&event, Timestamp::UNIX_EPOCH, &TimeZone::UTC).to_string();
        assert_eq!(text, format!("{{\"at\":\"1970-01-01T00:00:00.000+00:00\",{wanted}}}"));
    }
}

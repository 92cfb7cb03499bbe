//! The corpus of the fuzz targets that is kept (`fuzz/corpus`), through the same functions:
//! what was found once is not found again.
//!
//! `HALLGATE_BLESS=1` writes the seeds below into it.

#[path = "../fuzz/bodies/mod.rs"]
mod bodies;
#[path = "wire/replies.rs"]
mod replies;
#[path = "vectors/files.rs"]
#[allow(dead_code, reason = "the texts alone are needed")]
mod vectors;

use std::fs;
use std::path::PathBuf;

use bodies::codes::CODES;

fn folder(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target)
}

/// Hands each kept input to `run`, whose panic names the file. Returns how often it gave something.
fn replay(target: &str, run: impl Fn(&[u8]) -> bool) -> usize {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder(target)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 10, "{target} has {} inputs", paths.len());
    let gave = paths.iter().filter(|path| {
        eprintln!("{}", path.display()); // shown where the test fails
        run(&fs::read(path).unwrap())
    });
    gave.count()
}

/// Writes a seed where that is asked for.
fn bless(target: &str, name: &str, bytes: &[u8]) {
    if std::env::var_os("HALLGATE_BLESS").is_some() {
        fs::create_dir_all(folder(target)).unwrap();
        fs::write(folder(target).join(format!("seed-{name}")), bytes).unwrap();
    }
}

#[test]
fn frames_that_were_kept_are_read_or_not_without_harm() {
    let read = |bytes: &[u8]| bodies::frame::run(bytes).iter().any(|it| !it.found.is_empty());
    assert!(replay("frame", read) > 5);
}

#[test]
fn grids_that_were_kept_are_decoded_or_not_without_harm() {
    let decoded = |bytes: &[u8]| {
        bodies::grid::run(bytes).is_some_and(|texts| texts.hard.or(texts.repaired).is_some())
    };
    assert!(replay("grid", decoded) > 5);
}

#[test]
fn texts_that_were_kept_are_tickets_or_not_without_harm() {
    assert!(replay("ticket_text", |bytes| bodies::ticket_text::run(bytes).is_some()) > 3);
}

#[test]
fn bodies_that_were_kept_are_requests_or_not_without_harm() {
    assert!(replay("envelope", |bytes| bodies::envelope::run(bytes).is_some()) > 3);
}

#[test]
fn what_doors_said_and_was_kept_is_read_or_not_without_harm() {
    assert!(replay("neighbours", |bytes| bodies::neighbours::run(bytes) > 0) > 8);
}

#[test]
fn what_doors_say_to_each_other_is_messages_to_the_neighbours_target() {
    use hallgate::terminal::neighbours::protocol::{
        ClaimAnswer, Greeting, MeshMessage, TicketClaim, ToldPage,
    };
    use hallgate::terminal::store::{DoorId, DoorName, PerWay, Seq, Series, ToldRecord, WayIn};

    let at = jiff::Timestamp::constant(1_785_144_000, 0);
    let session = "0000000000000001".parse().unwrap();
    let ticket = |number: u8| format!("{number:016}").parse().unwrap();
    // A step, which says whose message it is, and the message with its length before it.
    let step = |kind: u8, message: &MeshMessage| {
        let bytes = message.encode();
        [&[kind, u8::try_from(bytes.len()).unwrap()][..], &bytes].concat()
    };
    let greeting = |door: &str, newest: i64| {
        let newest = PerWay { scanned: Seq(newest), by_hand: Seq(0) };
        let (name, run, series) = (DoorName::of("北门"), 9, Series(7));
        let (cinema, door) = ("12345678".parse().unwrap(), DoorId::of(door));
        MeshMessage::Greeting(Greeting { cinema, door, name, run, series, newest, at })
    };
    let hello = step(4, &greeting("a", 0));
    let page = |way, after: i64, count: i64| {
        let record = |seq| ToldRecord::of(Seq(seq), ticket(9), session, at);
        let records: Vec<ToldRecord> = (after + 1..=after + count).map(record).collect();
        MeshMessage::Told(ToldPage { way, after: Seq(after), through: Seq(after + count), records })
    };
    let claim = |number, of| {
        step(4, &MeshMessage::Claim(TicketClaim { number, ticket: ticket(of), session, at }))
    };
    let answer = |answer| step(4, &MeshMessage::Answer { number: 1, answer });
    let newest = PerWay { scanned: Seq(5), by_hand: Seq(1) };
    let ping = step(4, &MeshMessage::Ping { number: 1, newest, at });
    let pong = step(4, &MeshMessage::Pong { number: 1, at });
    let by = DoorId::of("c");
    // A visitor here, with ticket 3; 0x08 is a millisecond.
    let visitor = vec![1, 0, 3];
    for (name, steps) in [
        ("greeting", vec![hello.clone()]),
        ("two-doors", vec![hello.clone(), step(5, &greeting("c", 3))]),
        ("same-door-twice", vec![hello.clone(), step(5, &greeting("a", 0))]),
        ("own-name", vec![step(4, &greeting("b", 0))]),
        ("before-greeting", vec![claim(1, 3)]),
        ("claim-of-admitted", vec![hello.clone(), claim(1, 1)]),
        ("claims-cross", vec![hello.clone(), pong.clone(), visitor.clone(), claim(1, 3)]),
        ("free", vec![hello.clone(), pong.clone(), visitor.clone(), answer(ClaimAnswer::Free)]),
        (
            "claimed-by-a-third",
            vec![
                hello.clone(),
                pong.clone(),
                visitor.clone(),
                answer(ClaimAnswer::Claimed { by, at }),
            ],
        ),
        (
            "taken",
            vec![
                hello.clone(),
                pong.clone(),
                visitor.clone(),
                answer(ClaimAnswer::Taken { by, at }),
            ],
        ),
        ("no-answer", vec![hello.clone(), pong, visitor, vec![0xf8, 0], vec![0xf8, 0]]),
        (
            "released",
            vec![hello.clone(), claim(1, 3), step(4, &MeshMessage::Release { number: 1 })],
        ),
        ("told", vec![hello.clone(), step(4, &page(WayIn::Scanned, 0, 3)), vec![3, 0]]),
        (
            "told-with-a-gap",
            vec![hello.clone(), ping, step(4, &page(WayIn::ByHand, 2, 1)), vec![0xf8, 0]],
        ),
        (
            "missing",
            vec![hello, step(4, &MeshMessage::Missing { way: WayIn::Scanned, after: Seq(0) })],
        ),
    ] {
        let bytes = [vec![1], steps.concat()].concat();
        assert!(bodies::neighbours::run(&bytes) > 0, "{name}");
        bless("neighbours", name, &bytes);
    }
    for (name, bytes) in [("get", &b"\0GET / HTTP/1.1\r\n\r\n"[..]), ("first", &[0, 0, 48, 1, 2])] {
        assert_eq!(bodies::neighbours::run(bytes), 0, "{name}");
        bless("neighbours", name, bytes);
    }
}

#[test]
fn calls_as_the_specification_has_them_are_requests_to_the_envelope_target() {
    let envelope = |api: &str, query: &str| {
        format!(
            r#"{{"Version":"1.0","Datetime":"2024-02-29T19:21:30","Username":"hall-1","Api":"{api}","Signature":"YQ==","QueryData":{query}}}"#
        )
    };
    let record = r#"{"TicketInfoCode":"C","CheckTime":"2024-02-29T19:21:07","ScreenCode":"0000000000000012","ScreenName":"12号厅","FilmCode":"051201112024","FilmName":"","SessionCode":"2024022900000042","StartTime":"2024-02-29T19:30:00","TicketType":"网络售票","FilmTicketCode":"4401020187654321","RowNum":7,"ColumnNum":15,"Price":49.50,"Service":3.00}"#;
    let report = |records: &[&str]| {
        let records = records.join(",");
        envelope(
            "ReportOriginalCheckTickets",
            &format!(r#"{{"CinemaCode":"44010201","CheckTickets":[{records}]}}"#),
        )
    };
    let ticket = r#"{"CinemaCode":"44010201","FilmTicketCode":"4401020187654321","StartTime":"2024-02-29T19:30:00"}"#;
    let good = report(&[record, record]);
    for (name, body, reads) in [
        ("keys", envelope("GetPublicKeys", r#"{"CinemaCode":"44010201"}"#), true),
        ("ticket", envelope("GetTicketInfo", ticket), true),
        ("report", good.clone(), true),
        ("empty-report", report(&[]), true),
        ("version-number", good.replace("\"1.0\"", "1.0"), true),
        ("row-as-text", good.replace(":7,", ":\"7\","), false),
        ("row-huge", good.replace(":7,", ":99999999999999999999,"), false),
        ("price-exponent", good.replace("49.50", "4950e-2"), false),
        ("name-null", good.replace("\"12号厅\"", "null"), false),
        ("doubled-field", good.replace("\"RowNum\":7", "\"RowNum\":7,\"RowNum\":7"), false),
        ("deep", envelope("GetPublicKeys", &"[".repeat(120).replace('[', "[[")), false),
        ("no-such-day", good.replace("2024-02-29T19:21:07", "2023-02-29T19:21:07"), false),
        ("surrogate", good.replace("12号厅", "\\ud800"), false),
        ("unknown-api", envelope("GetEverything", "{}"), false),
        ("query-is-text", envelope("GetPublicKeys", "\"{}\""), false),
    ] {
        assert_eq!(bodies::envelope::run(body.as_bytes()).is_some(), reads, "{name}: {body}");
        bless("envelope", name, body.as_bytes());
    }
}

/// White paper of 360 × 300 pixels, shown so many times when all is done.
fn paper(shown: u8) -> Vec<u8> {
    vec![shown - 1, 3, 1, 104, 1, 44, 3]
}

/// One change of the picture.
const CHANGE: u8 = 4;

/// A code in the middle: which one, its module in 16ths of a pixel less half a pixel, its angle in
/// 256ths of a turn, its slant across and down and its bend, and its two levels.
fn code(which: u8, module: u8, turn: u8, slant: [u8; 3], levels: [u8; 2]) -> Vec<u8> {
    let place = [CHANGE, 0, which, module, turn, 128, 128];
    [&place[..], &slant, &levels].concat()
}

const FLAT: [u8; 3] = [0; 3];
const INK: [u8; 2] = [20, 235];

/// A name, which text is to be read, and what is done.
type Seed = (&'static str, Option<usize>, Vec<Vec<u8>>);

#[test]
fn codes_that_are_drawn_for_the_frame_target_are_read_where_they_should() {
    let noise = [CHANGE, 4, 77, 60];
    let blur = [CHANGE, 5];
    let stain = [CHANGE, 3, 120, 120, 20, 20, 200];
    let seeds: [Seed; 12] = [
        ("small", Some(0), vec![paper(1), code(0, 72, 0, FLAT, INK)]),
        ("turned", Some(1), vec![paper(2), code(1, 72, 40, FLAT, INK)]),
        ("inverted", Some(3), vec![paper(1), code(3, 60, 0, FLAT, [235, 20])]),
        ("ticket", Some(4), vec![paper(3), code(4, 48, 5, FLAT, INK), noise.to_vec()]),
        ("address", Some(5), vec![paper(1), code(5, 40, 130, FLAT, INK), blur.to_vec()]),
        ("tilted", Some(4), vec![paper(4), code(4, 40, 0, [40, 20, 0], INK)]),
        ("bent", None, vec![paper(12), code(4, 40, 0, [0, 0, 30], INK)]),
        ("stained", None, vec![paper(12), code(5, 40, 0, FLAT, INK), stain.to_vec()]),
        ("too-fine", None, vec![paper(6), code(7, 8, 0, FLAT, INK)]),
        ("patterns", None, vec![paper(8), [CHANGE, 2, 60, 60, 72, 0, 255].repeat(2)]),
        ("strip", None, vec![vec![0, 1, 80, 0, 27, 0], [CHANGE, 6, 0, 0, 0].to_vec()]),
        ("column", None, vec![vec![0, 2, 27, 80, 0, 0], [CHANGE, 6, 0, 1, 0].to_vec()]),
    ];
    for (name, wanted, parts) in seeds {
        let bytes = parts.concat();
        bless("frame", name, &bytes);
        let readings = bodies::frame::run(&bytes);
        let texts: Vec<&str> =
            readings.iter().flat_map(|it| &it.found).map(|code| code.text.as_str()).collect();
        if let Some(which) = wanted {
            assert!(texts.contains(&CODES[which].text.as_str()), "{name}: {texts:?}");
        }
    }
}

#[test]
fn grids_that_are_drawn_for_the_grid_target_are_decoded_where_they_should() {
    for which in 0..CODES.len() as u8 {
        bless("grid", &format!("code-{which}"), &[1, which]);
        assert!(bodies::grid::run(&[1, which]).unwrap().repaired.is_some());
    }
    // Data of each mode: digits, letters, bytes, kanji, a character set, a part of several, FNC1.
    let modes: [(&str, &[u8]); 7] = [
        ("digits", &[0x10, 0x20, 0x0c, 0x56, 0x61, 0x80]),
        ("letters", &[0x20, 0x29, 0xce, 0x2b, 0x9c, 0x00]),
        ("bytes", &[0x40, 0x33, 0x13, 0x23, 0x30]),
        ("kanji", &[0x80, 0x2d, 0x9f, 0xa0, 0x00]),
        ("character-set", &[0x71, 0xa4, 0x03, 0xe5, 0xbd, 0xb1, 0x00]),
        ("part-of-several", &[0x31, 0x24, 0x03, 0x31, 0x32, 0x33, 0x00]),
        ("fnc1", &[0x54, 0x03, 0x31, 0x32, 0x33, 0x00]),
    ];
    let mut said = 0;
    for (name, data) in modes {
        for version in [0, 9, 26] {
            let bytes = [&[2, version, 1, 3, 0, data.len() as u8], data].concat();
            said += usize::from(bodies::grid::run(&bytes).unwrap().hard.is_some());
            if version == 0 {
                bless("grid", name, &bytes);
            }
        }
    }
    assert!(said > 6, "{said}");
    let damaged: [(&str, &[u8], bool); 5] = [
        ("stained", &[1, 4, 4, 3, 232, 12, 20], true),
        ("mirrored", &[1, 5, 5], true),
        ("faint", &[1, 4, 3, 4, 0, 200, 2, 4, 0, 90], true),
        ("too-much", &[1, 4, 2, 2, 0, 255, 2, 4, 0, 255, 2, 6, 0, 255], false),
        ("no-numbers", &[0, 21, 0x80, 0x7f, 0x81, 0x7e, 5], false),
    ];
    for (name, bytes, legible) in damaged {
        bless("grid", name, bytes);
        let texts = bodies::grid::run(bytes).unwrap();
        assert_eq!(texts.hard.is_some() || texts.repaired.is_some(), legible, "{name}: {texts:?}");
    }
}

#[test]
fn tickets_of_the_vectors_are_tickets_to_the_text_target() {
    let mut genuine = 0;
    let file = &vectors::files()[0].1;
    for entry in file["tickets"].as_array().unwrap() {
        let (name, key) = (vectors::text(entry, "name"), vectors::text(entry, "key"));
        let text = vectors::text(entry, "text");
        let ticket = bodies::ticket_text::run(text.as_bytes());
        let own = key == "rsa1024";
        let has_fields = own && entry.get("fields").is_some();
        assert!(!own || ticket.is_some() == has_fields, "{name}");
        genuine += usize::from(has_fields);
        if has_fields || text.len() < 180 {
            bless(
                "ticket_text",
                &name.replace(|it: char| !it.is_ascii_alphanumeric(), "-"),
                text.as_bytes(),
            );
        }
    }
    assert!(genuine > 5, "{genuine}");
    for form in ["spki_base64", "pkcs1_pem"] {
        bless("ticket_text", form, vectors::text(&file["keys"]["rsa1024"], form).as_bytes());
    }
    let message = b"4401020187654321000000000000001205120111202420240210000000422024-02-29T23:59:590000000000031405049.50000.00";
    bless("ticket_text", "message", message);
}

//! The channel's replies, as its document's own examples write them and as each sloppiness of CHANNEL §1 makes them: what is
//! read of them stands beside them.

use std::path::PathBuf;

use hallgate::channel::calls::{
    ChannelCall, LockSeats, QueryCinema, QueryCinemas, QueryHalls, QueryLocations, QueryMovie,
    QueryMovies, QueryOrder, QueryShowSeats, QueryShows, ReleaseSeats, SubmitOrder,
};
use hallgate::channel::{CallName, RefusalCode, ReplyFault, read};
use hallgate::words::{Language, Message};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire/channel"))
}

/// What is read of a body, as the platform's command prints it.
fn read_as(call: CallName, body: &[u8]) -> Result<String, ReplyFault> {
    fn of<C: ChannelCall>(body: &[u8]) -> Result<String, ReplyFault> {
        read::<C>(body).map(|answer| serde_json::to_string_pretty(&answer).unwrap() + "\n")
    }
    match call {
        CallName::QueryLocations => of::<QueryLocations>(body),
        CallName::QueryCinemas => of::<QueryCinemas>(body),
        CallName::QueryCinema => of::<QueryCinema>(body),
        CallName::QueryMovies => of::<QueryMovies>(body),
        CallName::QueryMovie => of::<QueryMovie>(body),
        CallName::QueryHalls => of::<QueryHalls>(body),
        CallName::QueryShows => of::<QueryShows>(body),
        CallName::QueryShowSeats => of::<QueryShowSeats>(body),
        CallName::LockSeats => of::<LockSeats>(body),
        CallName::SubmitOrder => of::<SubmitOrder>(body),
        CallName::ReleaseSeats => of::<ReleaseSeats>(body),
        CallName::QueryOrder => of::<QueryOrder>(body),
    }
}

/// The replies that are kept: call, name, body.
fn replies() -> Vec<(CallName, PathBuf, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "reply"))
        .collect();
    paths.sort();
    let call = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        CallName::from_name(name.split('.').next().unwrap()).unwrap()
    };
    paths
        .into_iter()
        .map(|path| (call(&path), path.clone(), std::fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn a_code_is_success_as_it_is_written_and_an_empty_msg_leaves_no_brackets() {
    for code in ["1.0", "\"1.0\"", "\"01\"", "\"0001\""] {
        let body = format!("{{\"code\":{code},\"msg\":\"\"}}");
        assert_eq!(read::<ReleaseSeats>(body.as_bytes()), Err(ReplyFault::NoCode), "{code}");
    }
    for code in [100, 101, 200, 201, 300, 301, 302, 303, 999] {
        let body = format!("{{\"code\":{code},\"msg\":\"\"}}");
        let fault = read::<ReleaseSeats>(body.as_bytes()).unwrap_err();
        let (chinese, english) =
            (fault.message(Language::Chinese), fault.message(Language::English));
        assert!(chinese.contains(&format!("（{code}）")), "{chinese}");
        assert!(english.contains(&format!("({code})")), "{english}");
    }
}

#[test]
fn each_sloppiness_of_the_document_reads() {
    let replies = replies();
    for call in CallName::ALL {
        assert!(replies.iter().any(|(of, ..)| of == call), "no reply to {}", call.as_str());
    }
    for (call, path, body) in replies {
        let read = read_as(call, &body).unwrap_or_else(|fault| panic!("{path:?}: {fault}"));
        let beside = path.with_extension("json");
        if std::env::var_os("HALLGATE_BLESS").is_some() {
            std::fs::write(&beside, &read).unwrap();
        }
        let wanted = std::fs::read_to_string(&beside).unwrap_or_default();
        assert_eq!(read, wanted, "{path:?}");
        // What is written in strict JSON reads as the same.
        assert_eq!(read_as(call, read.as_bytes()), Ok(read.clone()), "{path:?}");
    }
}

/// The document's examples whose fault is none of those that are borne: a full-width comma, a value without its opening
/// quote, a list that is not closed, a brace too many.
#[test]
fn what_is_sloppy_otherwise_is_refused() {
    const CINEMAS: &str = "{\"code\": 1,\"msg\": \"操作成功\"\n “totalCount”:”1”\n\
        \"cinemas \": [{\"cinemaID\": 5809, \"phone\": “”}]，\n}";
    const HALLS: &str = "{\"code\": 1,\"halls\":[{\" HallID \": 35296,\" HallName \":一号厅”,}],}";
    const SHOWS: &str = "{\"code\": 1,\"shows\": [] } }";
    const SEATS: &str = "{\"code\": 1,\"seats\": [{\"seatID\":\"19_12\"}\n}";
    for (call, body) in [
        (CallName::QueryCinemas, CINEMAS),
        (CallName::QueryHalls, HALLS),
        (CallName::QueryShows, SHOWS),
        (CallName::QueryShowSeats, SEATS),
    ] {
        let fault = read_as(call, body.as_bytes()).unwrap_err();
        assert!(matches!(fault, ReplyFault::Unreadable { .. }), "{body}: {fault}");
    }
    let (at, _) = CINEMAS.char_indices().find(|(_, sign)| *sign == '，').unwrap();
    let wanted = ReplyFault::Unreadable { at: CINEMAS[..at].chars().count() + 1 };
    assert_eq!(read_as(CallName::QueryCinemas, CINEMAS.as_bytes()), Err(wanted));
}

#[test]
fn a_code_other_than_success_is_told() {
    let refused = |code: &str| {
        let body = format!("{{\"code\":{code},\"msg\":\"签名\\u0007错误\",\"shows\":[]}}");
        read_as(CallName::QueryShows, body.as_bytes())
    };
    for code in ["1", "\"1\"", "\"001\"", "\" 1 \"", "”001“"] {
        assert!(refused(code).is_ok(), "{code}");
    }
    for (code, number) in
        [("101", 101), ("\"101\"", 101), ("\"0101\"", 101), ("0", 0), ("-1", -1), ("\"300\"", 300)]
    {
        let wanted = ReplyFault::Refused { code: RefusalCode(number), msg: "签名错误".into() };
        assert_eq!(refused(code), Err(wanted), "{code}");
    }
    for code in ["null", "\"\"", "[1]", "{}", "true", "\"ok\"", "1e0"] {
        assert_eq!(refused(code), Err(ReplyFault::NoCode), "{code}");
    }
}

#[test]
fn what_is_no_reply_is_a_fault() {
    let page = "<!DOCTYPE html><html><head><title>Wi-Fi 登录</title></head></html>";
    let long = format!("{{\"code\":1,\"msg\":\"{}", "x".repeat(1 << 20));
    let deep = "[".repeat(1 << 20);
    for (body, wanted) in [
        ("", ReplyFault::Empty),
        (" \r\n\t", ReplyFault::Empty),
        ("\u{feff}", ReplyFault::Empty),
        (page, ReplyFault::Page(" (\"Wi-Fi 登录\")".into())),
        (" <html></html>", ReplyFault::Page(String::new())),
        ("\u{feff}<html></html>", ReplyFault::Page(String::new())),
        ("[]", ReplyFault::NoCode),
        ("\"1\"", ReplyFault::NoCode),
        ("{}", ReplyFault::NoCode),
        ("{\"code\":1,\"msg\":\"\"}", ReplyFault::Missing("shows".into())),
        ("{\"code\":1,\"shows\":null}", ReplyFault::Missing("shows".into())),
        ("{\"code\":1,\"shows\":{}}", ReplyFault::Missing("shows".into())),
        ("{\"code\":1,\"shows\":\"\"}", ReplyFault::Missing("shows".into())),
        ("nothing", ReplyFault::Unreadable { at: 1 }),
        ("{\"code\":1,\"shows\":[]", ReplyFault::Unreadable { at: 21 }),
        (&long, ReplyFault::Unreadable { at: long.len() + 1 }),
        (&deep, ReplyFault::Unreadable { at: 66 }),
    ] {
        let begin: String = body.chars().take(40).collect();
        assert_eq!(read_as(CallName::QueryShows, body.as_bytes()), Err(wanted), "{begin}");
    }
    let torn = read_as(CallName::QueryShows, b"{\"code\":1,\"msg\":\"\xb2\xd9\"}");
    assert_eq!(torn, Err(ReplyFault::Unreadable { at: 18 }));
    let missing = read_as(CallName::LockSeats, b"{\"code\":1,\"order\":{}}");
    assert_eq!(missing, Err(ReplyFault::Missing("orderExternalID".into())));
}

#[test]
fn an_entry_without_its_id_or_its_time_is_passed_over_and_nothing_beside_it() {
    let body = "{\"code\":1,\"totalCount\":6,\"shows\":[\
        {\"showtimeID\":\"1\",\"showTime\":\"2015-07-23 03:05:00\",\"hallID\":\"x\",\"filmLength\":\"109.0\"},\
        {\"showtimeID\":\"2\",\"showTime\":\"soon\"},\
        {\"showTime\":\"2015-07-23 03:05:00\"},\
        {\"showtimeID\":[],\"showTime\":\"2015-07-23 03:05:00\"},\
        7,\
        {\"showtimeID\":6,\"showTime\":\"/Date(1437591900000+0800)/\",\"hallID\":515}]}";
    let reply = read::<QueryShows>(body.as_bytes()).unwrap().data;
    let ids: Vec<&str> = reply.shows.iter().map(|show| show.showtime_id.as_str()).collect();
    assert_eq!((ids.as_slice(), reply.passed_over), (&["1", "6"][..], 4));
    assert_eq!(reply.shows[0].hall_id, None);
    assert_eq!(reply.shows[0].film_length, Some(109));
    assert_eq!(reply.shows[0].show_time, reply.shows[1].show_time);
    assert!(!reply.is_whole());
}

#[test]
fn a_list_is_whole_where_it_adds_up() {
    let shows = |total: &str| {
        let show = "{\"showtimeID\":\"1\",\"showTime\":\"2015-07-23 03:05:00\"}";
        let body = format!("{{\"code\":1,{total}\"shows\":[{show}]}}");
        read::<QueryShows>(body.as_bytes()).unwrap().data.is_whole()
    };
    for total in ["", "\"totalCount\":1,", "\"totalCount\":\"1\",", "\"totalCount\":null,"] {
        assert!(shows(total), "{total}");
    }
    for total in ["\"totalCount\":2,", "\"totalCount\":0,", "\"totalCount\":\"x\","] {
        assert!(!shows(total), "{total}");
    }
}

/// The document has it for some lists only; where it is told, it holds for each.
#[test]
fn a_list_of_halls_or_locations_is_whole_where_it_adds_up() {
    let of = |total: &str| {
        let halls = format!("{{\"code\":1,{total}\"halls\":[{{\"hallID\":1}}]}}");
        let locations = format!("{{\"code\":1,{total}\"locations\":[{{\"locationID\":1}}]}}");
        [
            read::<QueryHalls>(halls.as_bytes()).unwrap().data.is_whole(),
            read::<QueryLocations>(locations.as_bytes()).unwrap().data.is_whole(),
        ]
    };
    for total in ["", "\"totalCount\":1,", "\"totalCount\":\"1\",", "\"totalCount\":null,"] {
        assert_eq!(of(total), [true, true], "{total}");
    }
    for total in ["\"totalCount\":2,", "\"totalCount\":0,", "\"totalCount\":\"x\","] {
        assert_eq!(of(total), [false, false], "{total}");
    }
}

#[test]
fn names_are_made_plain() {
    let long = "厅".repeat(10_000);
    let body = format!(
        "{{\"code\":1,\"halls\":[{{\"hallID\":1,\"hallName\":\"\\u001b[2J5号厅\\u202e IMAX\\u2028\"}},\
         {{\"hallID\":2,\"hallName\":\"{long}\"}}]}}"
    );
    let halls = read::<QueryHalls>(body.as_bytes()).unwrap().data.halls;
    assert_eq!(halls[0].hall_name, "[2J5号厅 IMAX");
    assert_eq!(halls[1].hall_name, "厅".repeat(128));
}

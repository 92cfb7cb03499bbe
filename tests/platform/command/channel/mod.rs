//! `channel`: its calls against a server that is strict in what it takes.

mod buying;
mod strict;

use serde_json::{Value, json};

use super::{CommandOutput, Site, program, secret};
use strict::{MOBILE, Reply, StrictChannel, done, refused, shop};

const BUY: [&str; 10] = [
    "channel",
    "buy",
    "--show",
    "124",
    "--seats",
    "19_12,19_13",
    "--mobile",
    MOBILE,
    "--amount",
    "5600",
];

#[test]
fn each_call_goes_out_by_the_documents_names_and_its_reply_is_told_by_them() {
    let channel = StrictChannel::start(|name, _, _| {
        let (list, entry) = match name {
            "queryLocations" => ("locations", json!([{"locationID": "110000", "isHot": "true"}])),
            "queryCinemas" => {
                ("cinemas", json!([{"cinemaID": 5809, "cinemaName": "兴亚国际影城"}]))
            }
            "queryCinema" => ("cinema", json!({"cinemaID": "5809"})),
            "queryMovies" => ("movies", json!([{"movieID": 213, "filmLength": "109"}])),
            "queryMovie" => ("movie", json!({"movieID": 213})),
            "queryHalls" => ("halls", json!([{" HallID ": 35296, " HallName ": "一号厅"}])),
            "queryShows" => {
                let start = "2015-07-23 03:05:00";
                ("shows", json!([{"showtimeID": 124, "showTime": start, "filmLength": "109"}]))
            }
            "queryShowSeats" => ("seats", json!([{"seatID": "19_12", "type": "1"}])),
            "lockSeats" => ("order", json!({"OrderExternalID": 657_339})),
            "queryOrder" => ("orderdetail", json!({"orderExternalID": 657_339, "amount": "2800"})),
            _ => return done(),
        };
        Reply::Body(json!({"code": "001", "msg": "操作成功", list: entry}))
    });
    let site = channel.site("allow_http_orders = true");
    let cases: [(&[&str], &str, Value); 12] = [
        (&["queryLocations"], "/locations/0/locationID", json!(110_000)),
        (&["queryCinemas", "--pageIndex", "2"], "/cinemas/0/cinemaName", json!("兴亚国际影城")),
        (&["queryCinema", "--cinemaID", "5809"], "/cinema/cinemaID", json!(5809)),
        (&["queryMovies"], "/movies/0/filmLength", json!(109)),
        (&["queryMovie", "--movieID", "213"], "/movie/movieID", json!(213)),
        (&["queryHalls", "--cinemaID", "529"], "/halls/0/hallName", json!("一号厅")),
        (&["queryShows", "--cinemaID", "529"], "/shows/0/showTime", json!("2015-07-23T03:05:00")),
        (&["queryShowSeats", "--showtimeID", "124", "--status", "1"], "/seats/0/type", json!(1)),
        (
            &[
                "lockSeats",
                "--showtimeID",
                "124",
                "--seatIDs",
                "19_12,19_13",
                "--seatNames",
                "19排12座,19排13座",
                "--mobile",
                MOBILE,
            ],
            "/order/orderExternalID",
            json!("657339"),
        ),
        (
            &["submitOrder", "--orderExternalID", "657339", "--amount", "5600", "--mobile", MOBILE],
            "/code",
            json!(1),
        ),
        (&["releaseSeats", "--orderExternalID", "657339"], "/msg", json!("操作成功")),
        (&["queryOrder", "--orderExternalID", "657339"], "/orderDetail/amount", json!(2800)),
    ];
    for (words, place, wanted) in cases {
        let mut typed = vec!["channel"];
        typed.extend(words);
        let table = site.done(&typed);
        let shown = match &wanted {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        assert!(table.contains(&shown), "{words:?}: {table}");
        typed.extend(["--format", "json"]);
        let answer = site.json(&typed);
        assert_eq!(answer.pointer(place), Some(&wanted), "{words:?}: {answer}");
        assert_eq!((&answer["code"], &answer["msg"]), (&json!(1), &json!("操作成功")));
        let (name, parameters) = channel.last();
        let mut given: Vec<&str> = vec![&name];
        let keys: Vec<String> = parameters.keys().map(|key| format!("--{key}")).collect();
        for (key, value) in keys.iter().zip(parameters.values()) {
            given.extend([key.as_str(), value]);
        }
        let sorted = |words: &[&str]| {
            let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            words.sort();
            words
        };
        assert_eq!(sorted(&given), sorted(words));
    }
    let shows = site.json(&["channel", "queryShows", "--cinemaID", "1", "--format", "json"]);
    assert_eq!(shows["shows"][0]["showtimeID"], "124");
}

#[test]
fn what_is_not_to_be_sent_is_refused_unsent() {
    let channel = shop(|_, _| None);
    let (open, closed) = (channel.site("allow_http_orders = true"), channel.site(""));
    let lock = |ids: &str, names: &str| {
        let words = ["channel", "lockSeats", "--showtimeID", "1", "--seatIDs", ids, "--seatNames"];
        open.run(&[&words[..], &[names, "--mobile", MOBILE]].concat())
    };
    let five = "1,2,3,4,5";
    for (output, wanted) in [
        (closed.run(&["channel", "queryShowSeats", "--showtimeID", "1"]), "allow_http_orders"),
        (closed.run(&["channel", "queryOrder", "--orderExternalID", "1"]), "allow_http_orders"),
        (closed.run(&["channel", "releaseSeats", "--orderExternalID", "1"]), "allow_http_orders"),
        (closed.run(&BUY), "allow_http_orders"),
        (lock(five, five), "at most 4"),
        (lock("1,2", "1排1座"), "(2 and 1)"),
        (lock("1,", "1排1座,1排2座"), "(1 and 2)"),
        (lock("7,7", "1排1座,1排2座"), "seat 7 is given twice"),
        (lock("1", "1排𠮷座"), "U+20BB7"),
        (lock("1", "ǹ"), "seatNames"),
        (open.run(&["channel", "queryHalls", "--cinemaID", "x"]), "cinemaID"),
        (open.run(&["channel", "queryCinemas", "--pageIndex", "x"]), "pageIndex"),
    ] {
        assert!(output.code != 0 && output.err.contains(wanted), "{wanted}: {}", output.err);
        assert!(output.out.is_empty(), "{wanted}");
    }
    for words in [
        &["channel", "buy", "--show", "1", "--seats", five, "--mobile", MOBILE, "--amount", "1"],
        &["channel", "buy", "--show", "1", "--seats", "7,7", "--mobile", MOBILE, "--amount", "1"],
        &["channel", "buy", "--show", "1", "--seats", "1,", "--mobile", MOBILE, "--amount", "1"],
        &["channel", "buy", "--show", "1", "--seats", "1", "--mobile", MOBILE, "--amount", "1.5"],
        &["channel", "buy", "--show", "1", "--seats", "1", "--mobile", MOBILE, "--amount", "-1"],
    ] {
        assert_ne!(open.run(words).code, 0, "{words:?}");
    }
    assert_eq!(channel.names(), Vec::<String>::new());
    assert_eq!(closed.run(&["channel", "queryNothing"]).code, 2);
}

#[test]
fn a_code_other_than_success_and_what_is_no_reply_end_the_command() {
    let page = "<html><title>Wi-Fi</title></html>";
    let channel =
        StrictChannel::start(move |_, parameters, _| match parameters["cinemaID"].as_str() {
            "1" => refused(101),
            "2" => Reply::Raw(
                "302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n".into(),
            ),
            "3" => Reply::Raw(format!("200 OK\r\nContent-Length: {}\r\n\r\n{page}", page.len())),
            "4" => Reply::Raw("200 OK\r\nContent-Length: 0\r\n\r\n".into()),
            "5" => Reply::Body(json!({"code": 1, "msg": ""})),
            _ => Reply::Cut,
        });
    let site = channel.site("");
    for (id, wanted) in
        [("1", "101"), ("2", "302"), ("3", "Wi-Fi"), ("4", "empty"), ("5", "halls"), ("6", "cut")]
    {
        let output = site.run(&["channel", "queryHalls", "--cinemaID", id, "--format", "json"]);
        assert_eq!(output.code, 1, "{id}");
        assert!(output.err.contains(wanted) && output.err.contains("HG13"), "{id}: {}", output.err);
        assert!(output.out.is_empty(), "{id}");
    }
    let chinese = site.run_in("zh_CN.UTF-8", &["channel", "queryHalls", "--cinemaID", "1"]);
    assert!(chinese.err.contains("签名（101：不行）"), "{}", chinese.err);
}

#[test]
fn without_its_section_the_channel_is_not_called() {
    let output = Site::with("sqlite", "").run(&["channel", "queryMovies"]);
    assert!(output.code == 1 && output.err.contains("[channel]"), "{}", output.err);
}

#[test]
fn a_secret_that_others_may_read_or_that_is_none_is_told() {
    let channel = shop(|_, _| None);
    let site = channel.site("");
    let path = site.at("channel.secret");
    secret(&path, " \n");
    let output = site.run(&["channel", "queryMovies"]);
    assert!(output.code == 1 && output.err.contains("channel.secret"), "{}", output.err);
    assert_eq!(channel.names(), Vec::<String>::new());
}

//! The catalogue through the real program: synchronised beside the door, listed for an installer, naming offline; and
//! whatever a channel may answer.

use std::time::Duration;

use hallgate::clock::{china_civil, wire_time};
use jiff::{Span, Timestamp};
use rustix::process::Signal;
use serde_json::{Value, json};

use super::channel::{Channel, Reply};
use super::process::{Ended, hallgate};
use super::site::{CINEMA, HALL, Site, cinema};

const OTHER_HALL: &str = "0000000000000005";

fn starts(minutes: i64) -> String {
    wire_time(china_civil(Timestamp::now().checked_add(Span::new().minutes(minutes)).unwrap()))
}

/// A channel with two halls, a film and a show.
fn channel() -> Channel {
    let channel = Channel::start();
    channel.json(
        "queryLocations",
        r#"{"code":1,"locations":[{"locationID":330100,"nameCN":"杭州市"}]}"#,
    );
    channel.json(
        "queryCinemas",
        r#"{"code":"001","totalCount":"1","cinemas":[{"cinemaID":5809,"cinemaName":"西湖影城"}]}"#,
    );
    channel.json("queryMovies", r#"{"code":1,"totalCount":1,"movies":[{"movieID":7,"movieNameCN":"哪吒之魔童闹海","filmLength":144}]}"#);
    channel.json("queryHalls", r#"{"code":1,"halls":[{" HallID ":35296," HallName ":"3号激光厅","hallStatus":1},{"hallID":35297,"hallName":"5号厅 IMAX","hallStatus":1}]}"#);
    shows(&channel, &[("a", 35296, starts(10))]);
    channel
}

fn shows(channel: &Channel, shows: &[(&str, i64, String)]) {
    let shows: Vec<Value> = shows
        .iter()
        .map(|(id, hall, start)| {
            json!({ "showtimeID": id, "movieID": 7, "hallID": hall, "status": 1,
                "showTime": start.replace('T', " ") })
        })
        .collect();
    let body = json!({ "code": 1, "msg": "操作成功", "totalCount": shows.len(), "shows": shows });
    channel.json("queryShows", &body.to_string());
}

/// A site whose catalogue this channel is.
fn site(channel: &Channel) -> Site {
    let mut site = Site::new();
    site.write_secret("channel.secret", "secret\n");
    site.set("catalogue.url", format!("http://{}/api/", channel.address));
    site.set("catalogue.channel_code", "hallgate");
    site.set("catalogue.secret", format!("file:{}", site.path("channel.secret").display()));
    site.set("catalogue.cinema_id", 5809);
    site.set("platform.connect_timeout_ms", 1000);
    site.set("platform.request_timeout_ms", 2000);
    let screens = toml::Table::from_iter([
        (HALL.to_owned(), toml::Value::from(35296)),
        (OTHER_HALL.to_owned(), toml::Value::from(35297)),
    ]);
    site.set("catalogue.screens", screens);
    site
}

/// Runs a command: its exit code, standard output and standard error.
fn command(site: &Site, words: &[&str]) -> (i32, String, String) {
    let config = site.write_config();
    let output = hallgate().args(words).arg("--config").arg(config).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn listed(site: &Site, list: &str) -> Vec<Value> {
    let (code, out, fault) = command(site, &["catalogue", list, "--format", "json"]);
    assert_eq!(code, 0, "{fault}");
    serde_json::from_str(&out).unwrap()
}

fn status(site: &Site) -> Value {
    let (_, out, _) = command(site, &["status", "--json"]);
    serde_json::from_str::<Value>(&out).unwrap()["catalogue"].clone()
}

/// Runs the terminal until each list is told of, in one way or another, or this one is.
fn run_until(site: &mut Site, wanted: impl Fn(&Value) -> bool) -> Ended {
    site.set("camera.hold_ms", 600_000);
    site.show_each(&["nothing of interest"]);
    let mut running = site.start();
    running.until(wanted);
    running.signal(Signal::TERM);
    running.end()
}

fn is_of(event: &Value, part: &str) -> bool {
    event["event"] == "catalogue" && event["part"] == part
}

#[test]
fn an_installer_finds_cinema_and_halls_and_an_offline_door_names_them() {
    let channel = channel();
    let mut site = site(&channel);
    site.fetch_keys();
    let start = starts(10);
    shows(&channel, &[("a", 35296, start.clone()), ("b", 35297, start.clone())]);
    let (code, out, fault) = command(&site, &["catalogue", "sync"]);
    assert_eq!((code, fault.as_str()), (0, ""), "{out}");
    assert_eq!(
        listed(&site, "cinemas"),
        [json!({ "cinema_id": 5809, "cinema_name": "西湖影城", "enabled": true })]
    );
    assert_eq!(
        listed(&site, "halls")[0],
        json!({ "hall_id": 35296, "hall_name": "3号激光厅",
        "screen_code": HALL, "enabled": true })
    );
    // Of a business day that may have ended since.
    let day = hallgate::clock::business_day(start.parse().unwrap()).to_string();
    let (_, out, _) = command(&site, &["catalogue", "shows", "--day", &day, "--format", "json"]);
    let shows: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert_eq!(
        shows[0],
        json!({ "show_id": "a", "start": start, "film_name": "哪吒之魔童闹海",
        "film_minutes": 144, "hall_id": 35296, "screen_code": HALL, "enabled": true })
    );
    let status = status(&site);
    for (part, count) in
        [("locations", 1), ("cinemas", 1), ("movies", 1), ("halls", 2), ("shows", 2)]
    {
        assert_eq!(status[part]["count"], count, "{status}");
        assert!(status[part]["age_s"].as_i64().is_some_and(|age| age < 300), "{status}");
        assert_eq!(status[part]["last_error"], Value::Null, "{status}");
    }
    // Of a day without a show it is no use to ask anew.
    site.set("terminal.language", "en");
    let (code, out, _) = command(&site, &["catalogue", "shows", "--day", "2031-01-01"]);
    assert_eq!(code, 0);
    assert!(out.ends_with("no show is listed for that day\n"), "{out}");
    // Tickets of these very shows, and nobody to ask.
    site.set("admission.online", "never");
    let mut sales = [site.sale(CINEMA, HALL, 10), site.sale(CINEMA, OTHER_HALL, 10)];
    for sale in &mut sales {
        sale.ticket.show_time = start.parse().unwrap();
    }
    let texts = site.platform.mint_tickets(cinema(), &sales).unwrap();
    site.show_each(&texts);
    let ended = site.start().end();
    assert_eq!(ended.reasons(), ["ok", "wrong_hall"], "{}", ended.stderr);
    let names: Vec<_> = ended
        .of("verdict")
        .iter()
        .map(|verdict| (verdict["film_name"].clone(), verdict["screen_name"].clone()))
        .collect();
    let film = json!("哪吒之魔童闹海");
    assert_eq!(names, [(film.clone(), json!("3号激光厅")), (film, json!("5号厅 IMAX"))]);
}

#[test]
fn without_a_cinema_three_lists_come_and_the_line_to_paste_is_told() {
    let channel = channel();
    let mut site = site(&channel);
    site.unset("catalogue.cinema_id");
    site.unset("catalogue.screens");
    site.set("terminal.language", "en");
    let (code, out, fault) = command(&site, &["catalogue", "sync"]);
    assert_eq!((code, fault.as_str()), (0, ""), "{out}");
    assert!(!out.contains("Halls") && out.contains("Cinemas"), "{out}");
    let (code, out, _) = command(&site, &["catalogue", "cinemas"]);
    assert_eq!(code, 0);
    assert!(out.ends_with("\ncinema_id = 5809\n"), "{out}");
    let (code, _, fault) = command(&site, &["catalogue", "halls"]);
    assert_eq!(code, 1);
    assert!(fault.contains("hallgate catalogue cinemas") && fault.contains("[HG1402]"), "{fault}");
    site.set("catalogue.cinema_id", 5809);
    assert_eq!(command(&site, &["catalogue", "sync"]).0, 0);
    assert_eq!(listed(&site, "halls")[0]["screen_code"], Value::Null);
    let (_, out, _) = command(&site, &["catalogue", "halls"]);
    let line = "\nscreens = { \"0000000000000003\" = 35296, \"0000000000000005\" = 35297 }\n";
    assert!(out.ends_with(line), "{out}");
}

#[test]
fn an_empty_secret_signs_nothing() {
    let channel = channel();
    let mut site = site(&channel);
    site.set("terminal.language", "en");
    for secret in ["", " \n"] {
        site.write_secret("channel.secret", secret);
        let (code, _, fault) = command(&site, &["catalogue", "sync"]);
        assert_eq!(code, 1, "{fault}");
        assert!(fault.contains("catalogue.secret") && fault.contains("empty"), "{fault}");
    }
    assert!(channel.asked().is_empty());
}

#[test]
fn the_running_terminal_synchronises_by_itself_and_keeps_the_cleaning_rule() {
    let channel = channel();
    let mut site = site(&channel);
    site.set("catalogue.shows_s", 1);
    shows(&channel, &[("a", 35296, starts(60)), ("b", 35296, starts(200))]);
    let ended = run_until(&mut site, |event| is_of(event, "shows") && event["count"] == 2);
    let of = |part: &str| ended.events.iter().find(|event| is_of(event, part)).cloned();
    let first = of("shows").unwrap();
    assert_eq!((&first["result"], first.get("error")), (&json!("updated"), Some(&Value::Null)));
    assert_eq!(of("movies").unwrap()["count"], 1);
    // What disappears is disabled; what does not add up disables nothing; once empty is not believed.
    shows(&channel, &[("b", 35296, starts(200))]);
    run_until(&mut site, |event| is_of(event, "shows") && event["count"] == 1);
    let torn = r#"{"code":1,"totalCount":2,"shows":[{"showtimeID":"c","hallID":35296,"showTime":"2026-13-01 00:00:00"}]}"#;
    channel.json("queryShows", torn);
    let ended = run_until(&mut site, |event| is_of(event, "shows") && event["result"] == "doubted");
    let doubted = ended.events.iter().find(|event| event["result"] == "doubted").unwrap();
    assert_eq!(doubted["count"], 1, "{doubted}");
    assert!(doubted["error"].as_str().is_some_and(|error| !error.is_empty()), "{doubted}");
    channel.json("queryShows", r#"{"code":1,"shows":[]}"#);
    // Over a restart: each run has one such reply.
    site.set("catalogue.shows_s", 1800);
    assert_eq!(command(&site, &["catalogue", "sync"]).0, 0);
    assert_eq!(status(&site)["shows"]["count"], 1);
    assert_eq!(command(&site, &["catalogue", "sync"]).0, 0);
    assert_eq!(status(&site)["shows"]["count"], 0);
    let secret = channel.asked().concat();
    assert!(!secret.contains("secret"), "{secret}");
    assert!(secret.contains("channelCode=hallgate") && secret.contains("sign="), "{secret}");
}

#[test]
fn whatever_the_channel_answers_costs_nobody_anything() {
    let channel = channel();
    let mut site = site(&channel);
    site.fetch_keys();
    assert_eq!(command(&site, &["catalogue", "sync"]).0, 0);
    let page =
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html><title>WLAN login</title></html>"
            .to_vec();
    let moved = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
        .to_vec();
    let mut huge = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"code\":1,\"shows\":[".to_vec();
    huge.resize(50 << 20, b' ');
    let item = r#"{"showtimeID":"1","showTime":"2026-05-01 19:00:00"},"#;
    let many = format!("{{\"code\":1,\"shows\":[{}]}}", item.repeat(200_000));
    let name = format!("\\u001b[2J{}", "片\u{202e}".repeat(10_000));
    for (reply, named) in [
        (Reply::Raw(page), "[HG1308]"),
        (Reply::Raw(moved), "[HG1306]"),
        (Reply::Raw(huge), "[HG1305]"),
        (Reply::Json(many), "[HG1404]"),
        (Reply::Json(r#"{"code":101,"msg":"签名错误"}"#.into()), "[HG1313]"),
        (Reply::Json(r#"{"code":1,"msg":"ok"}"#.into()), "[HG1311]"),
        (Reply::Json("{\"code\":1,\"shows\":[{".into()), "[HG1309]"),
        (Reply::Raw(Vec::new()), "[HG13"),
        (Reply::Silence(Duration::from_secs(30)), "[HG1302]"),
    ] {
        channel.set("queryShows", reply);
        let (code, out, fault) = command(&site, &["catalogue", "sync"]);
        assert_eq!(code, 1, "{named}: {out}");
        assert!(fault.contains(named), "{named}: {fault}");
        let status = status(&site);
        assert_eq!(status["shows"]["count"], 1, "{named}: all stays");
        assert!(status["shows"]["last_error"]["text"].is_string(), "{named}: {status}");
    }
    // A show of long ago, one whose hall and film nobody knows, two at once; a name without an end.
    channel.json("queryMovies", &format!(
        "{{\"code\":1,\"movies\":[{{\"movieID\":7,\"movieNameCN\":\"{name}\",\"filmLength\":99999}}]}}"
    ));
    let now = starts(10);
    let body = json!({ "code": 1, "shows": [
        { "showtimeID": "old", "movieID": 7, "hallID": 35296, "showTime": "2016-03-03 19:00:00" },
        { "showtimeID": "lost", "movieID": 8, "hallID": 99, "showTime": now },
        { "showtimeID": "one", "movieID": 7, "hallID": 35296, "showTime": now },
        { "showtimeID": "two", "movieID": 7, "hallID": 35296, "showTime": now },
    ]});
    channel.json("queryShows", &body.to_string());
    let (code, out, fault) = command(&site, &["catalogue", "sync"]);
    assert_eq!(code, 0, "{out}{fault}");
    assert_eq!(status(&site)["shows"]["count"], 3);
    // A channel that hangs while a visitor stands there.
    channel.set("queryMovies", Reply::Silence(Duration::from_secs(30)));
    site.set("catalogue.movies_s", 1);
    let mut sale = site.sale(CINEMA, HALL, 10);
    sale.ticket.show_time = now.parse().unwrap();
    let text = site.platform.mint_ticket(cinema(), &sale).unwrap();
    site.show_each(&[text]);
    site.set("admission.online", "require");
    let ended = site.start().end();
    assert_eq!(ended.reasons(), ["ok"], "{}", ended.stderr);
    let film = ended.of("verdict")[0]["film_name"].as_str().unwrap().to_owned();
    assert_eq!(film, "流浪地球", "the platform's name comes first");
    site.set("admission.online", "never");
    let mut sale = site.sale(CINEMA, HALL, 10);
    sale.ticket.show_time = now.parse().unwrap();
    site.show_each(&[site.platform.mint_ticket(cinema(), &sale).unwrap()]);
    let ended = site.start().end();
    let film = ended.of("verdict")[0]["film_name"].as_str().unwrap().to_owned();
    assert_eq!(film, format!("[2J{}", "片".repeat(125)));
}

#[test]
fn the_doctor_tells_what_is_wrong_with_the_catalogue() {
    let channel = channel();
    let mut site = site(&channel);
    site.set("terminal.language", "en");
    let told = |site: &Site| {
        let (_, out, _) = command(site, &["doctor"]);
        out.lines().find(|line| line.contains("  catalogue")).unwrap().to_owned()
    };
    assert_eq!(command(&site, &["catalogue", "sync"]).0, 0);
    let line = told(&site);
    assert!(line.starts_with("ok") && line.contains("halls: 2"), "{line}");
    site.set("terminal.screens", toml::Value::Array(vec!["0000000000000009".into()]));
    let line = told(&site);
    assert!(line.starts_with("note") && line.contains("0000000000000009"), "{line}");
    let early = "HTTP/1.1 200 OK\r\nDate: Thu, 03 Mar 2016 11:00:00 GMT\r\nConnection: close\r\n\r\n{\"code\":1,\"halls\":[]}";
    channel.set("queryHalls", Reply::Raw(early.into()));
    let line = told(&site);
    assert!(line.contains("2016-03-03 19:00:00"), "{line}");
    assert!(line.contains("= 35296"), "a hall that the channel does not have: {line}");
    channel.json("queryHalls", r#"{"code":"101","msg":"sign"}"#);
    let line = told(&site);
    assert!(line.starts_with("FAULT") && line.contains("[HG1313]"), "{line}");
}

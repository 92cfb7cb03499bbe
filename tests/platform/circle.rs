//! The whole circle, by real programs alone: bought over the channel, shown by a browser, admitted at the door, told to
//! the platform and to the national platform; and what ends it on the way.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hallgate::clock::business_day;
use hallgate::peer::channel::{CINEMA_ID, HALLS};
use hallgate::ticket::outline;
use serde_json::{Value, json};

use crate::command::{output_of, program};
use crate::trial::{Up, peer};
use crate::web::driver::Window;
use crate::web::until;

const MOBILE: &str = "13800000000";

/// A seat of a show that is put on here, in fen.
const SEAT_FEN: usize = 3800;

/// The trial's folder with all that is served from it.
struct Circle {
    folder: tempfile::TempDir,
    up: Up,
}

/// An issued order, with the number and the printed text of each ticket.
struct Issued {
    order: String,
    numbers: Vec<String>,
    texts: Vec<String>,
}

impl Circle {
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let up = Up::begin(folder.path());
        Self { folder, up }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join("trial").join(name)
    }

    fn peer(&self, words: &[&str]) -> String {
        peer(self.folder.path(), words)
    }

    /// Puts a show on in the door's hall, in a quarter of an hour: its ID.
    fn put_on(&self) -> String {
        self.peer(&["channel", "show", "add"]).trim().to_owned()
    }

    /// A command of the platform: what it prints, and its exit code.
    fn platform(&self, words: &[&str]) -> (Value, i32) {
        let mut command = program("C.UTF-8");
        command.args(words).arg("--config").arg(self.at("platform.toml"));
        let output = output_of(command);
        let told = serde_json::from_slice(&output.out);
        (told.unwrap_or_else(|_| panic!("{words:?}: {}", output.err)), output.code)
    }

    fn try_buy(&self, show: &str, seats: &[&str]) -> (Value, i32) {
        let (ids, fen) = (seats.join(","), (seats.len() * SEAT_FEN).to_string());
        let what = ["--show", show, "--seats", &ids, "--mobile", MOBILE, "--amount", &fen];
        self.platform(&[&["channel", "buy"], &what[..]].concat())
    }

    fn buy(&self, show: &str, seats: &[&str]) -> Issued {
        let (bought, code) = self.try_buy(show, seats);
        assert_eq!((&bought["state"], code), (&json!("issued"), 0), "{bought}");
        let order = bought["orderExternalID"].as_str().unwrap().to_owned();
        let asked = ["channel", "queryOrder", "--orderExternalID", &order, "--format", "json"];
        let detail = self.platform(&asked).0["orderDetail"].clone();
        let split = |name: &str, by: char| -> Vec<String> {
            detail[name].as_str().unwrap().split(by).map(str::to_owned).collect()
        };
        let (numbers, texts) = (split("printCode", ','), split("QrCode", '|'));
        assert_eq!((numbers.len(), texts.len()), (seats.len(), seats.len()), "{detail}");
        Issued { order, numbers, texts }
    }

    fn terminal(&self, config: &Path, words: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate"));
        let output = command.args(words).arg("--config").arg(config).output().unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What the terminal's catalogue says of a show, after asking for it.
    fn catalogue(&self, show: &str) -> Value {
        let config = self.at("terminal.toml");
        self.terminal(&config, &["catalogue", "sync"]);
        let listed = self.peer(&["channel", "show", "list"]);
        let mut rows = listed.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let start = rows.find(|row| row[0] == show).unwrap()[1];
        let day = business_day(start.parse().unwrap()).to_string();
        let words = ["catalogue", "shows", "--format", "json", "--day", &day];
        let shows: Vec<Value> = serde_json::from_str(&self.terminal(&config, &words)).unwrap();
        let row = shows.into_iter().find(|row| row["show_id"] == show);
        row.unwrap_or_else(|| panic!("the catalogue has no show {show}"))
    }

    /// Holds a picture before the door's camera: the one verdict on it.
    fn shown(&self, config: &str, png: &[u8]) -> Value {
        let frames = self.at("frames");
        fs::remove_dir_all(&frames).unwrap();
        fs::create_dir(&frames).unwrap();
        fs::write(frames.join("1.png"), png).unwrap();
        let events = self.at("events.jsonl");
        let _ = fs::remove_file(&events);
        self.terminal(&self.at(config), &["run", "--events", events.to_str().unwrap()]);
        let events = fs::read_to_string(events).unwrap();
        let events = events.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let mut verdicts: Vec<Value> = events.filter(|it| it["event"] == "verdict").collect();
        assert_eq!(verdicts.len(), 1, "{verdicts:?}");
        verdicts.remove(0)
    }

    /// Waits until the national platform has a ticket's record: what the platform has of it then.
    fn recorded(&self, number: &str) -> Value {
        until("the record is at the national platform", || {
            let records = self.peer(&["records"]);
            records.lines().filter(|line| line.split('\t').nth(4) == Some(number)).count() == 1
        });
        let mut own = Value::Null;
        until("the platform knows that it is", || {
            let words = ["records", "--ticket", number, "--format", "json"];
            own = self.platform(&words).0;
            own[0]["State"] == "forwarded"
        });
        assert_eq!(own.as_array().unwrap().len(), 1, "{own}");
        own[0].clone()
    }

    /// Where a ticket's page is.
    fn page(&self, number: &str) -> String {
        let (before, _) = self.up.value("e-ticket").rsplit_once('/').unwrap();
        format!("{before}/{number}")
    }
}

/// A code, as a visitor holds it before the camera on paper.
fn paper(text: &str) -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    outline::picture(text, |_| 8).unwrap().write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

fn hall_name() -> &'static str {
    HALLS[2].2
}

#[test]
fn a_bought_ticket_goes_once_round() {
    let Some(phone) = Window::open("zh-CN,zh") else {
        eprintln!(
            "SKIPPED: there is no chromium with its chromedriver here: no e-ticket was shown by a browser"
        );
        assert!(std::env::var_os("CI").is_none(), "and here there should be");
        return;
    };
    phone.resize(500, 900);
    let circle = Circle::begin();
    let show = circle.put_on();
    let listed = circle.catalogue(&show);
    assert_eq!(listed["enabled"], true, "{listed}");
    let ticket = circle.buy(&show, &["7_5"]);
    let number = ticket.numbers[0].as_str();

    phone.go(&circle.page(number));
    let text = phone.text();
    for wanted in [number, "未检票", "5排7座", hall_name()] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let verdict = circle.shown("terminal.toml", &phone.picture());
    assert_eq!((&verdict["verdict"], &verdict["reason"]), (&json!("admit"), &json!("ok")));
    assert_eq!(verdict["film_ticket_code"], number);
    assert_eq!(verdict["film_name"], listed["film_name"]);
    assert_eq!(verdict["screen_name"], hall_name());

    let record = circle.recorded(number);
    let seat = (&record["RowNum"], &record["ColumnNum"]);
    assert_eq!(seat, (&json!(5), &json!(7)), "{record}");
    assert_eq!(record["FilmName"], listed["film_name"]);
    assert_eq!(record["SessionCode"], format!("{show:0>16}"));
    phone.go(&circle.page(number));
    assert!(phone.text().contains("已检票"), "{}", phone.text());
    // A second time it opens nothing, whoever shows it.
    let again = circle.shown("terminal.toml", &paper(&ticket.texts[0]));
    assert_eq!(again["reason"], "already_checked", "{again}");
    circle.up.end();
}

#[test]
fn a_ticket_that_is_refunded_after_it_was_issued_is_refused() {
    let circle = Circle::begin();
    let show = circle.put_on();
    let [kept, returned] = [["7_5"], ["8_5"]].map(|seat| circle.buy(&show, &seat));
    circle.peer(&["channel", "order", "refund", &returned.order]);
    let verdict = circle.shown("terminal.toml", &paper(&returned.texts[0]));
    assert_eq!((&verdict["verdict"], &verdict["reason"]), (&json!("refuse"), &json!("refunded")));
    assert_eq!(verdict["film_ticket_code"], returned.numbers[0].as_str());
    let verdict = circle.shown("terminal.toml", &paper(&kept.texts[0]));
    assert_eq!(verdict["verdict"], "admit", "{verdict}");
    circle.recorded(&kept.numbers[0]);
    let records = circle.peer(&["records"]);
    assert!(!records.contains(&returned.numbers[0]), "{records}");
    // Its seat is free for somebody else, whose ticket is another one.
    let other = circle.buy(&show, &["8_5"]);
    assert_ne!(other.numbers, returned.numbers);
    circle.up.end();
}

#[test]
fn a_seat_whose_lock_has_run_out_is_sold_to_another() {
    let circle = Circle::begin();
    let show = circle.put_on();
    let lock = |id: &str, name: &str| {
        let what = ["--showtimeID", &show, "--seatIDs", id, "--seatNames", name];
        let rest = ["--mobile", "13900000000", "--format", "json"];
        let (told, code) =
            circle.platform(&[&["channel", "lockSeats"], &what[..], &rest[..]].concat());
        assert_eq!(code, 0, "{told}");
        told["order"]["orderExternalID"].as_str().unwrap().to_owned()
    };
    // One is kept for long, the other not.
    let long = lock("7_5", "5排7座");
    circle.peer(&["channel", "way", "--lock-seconds", "1"]);
    let short = lock("8_5", "5排8座");
    circle.peer(&["channel", "way", "--lock-seconds", "900"]);
    let mut bought = Value::Null;
    until("the seat is free again", || {
        bought = circle.try_buy(&show, &["8_5"]).0;
        bought["state"] != "lock_failed"
    });
    assert_eq!(bought["state"], "issued", "{bought}");
    let (refused, code) = circle.try_buy(&show, &["7_5"]);
    assert_eq!((&refused["state"], code), (&json!("lock_failed"), 1), "{refused}");
    let orders = circle.peer(&["channel", "order", "list"]);
    let state = |order: &str| {
        let row = orders.lines().find(|line| line.starts_with(order)).unwrap();
        row.split('\t').nth(5).unwrap().to_owned()
    };
    let new = bought["orderExternalID"].as_str().unwrap();
    assert_eq!([long.as_str(), &short, new].map(state), ["10", "100", "30"], "{orders}");
    // Who came too late can't pay for it any more.
    let fen = SEAT_FEN.to_string();
    let what = ["--orderExternalID", &short, "--amount", &fen, "--mobile", "13900000000"];
    let mut late = program("C.UTF-8");
    late.args(["channel", "submitOrder"]).args(what);
    late.arg("--config").arg(circle.at("platform.toml"));
    let late = output_of(late);
    assert!(late.code == 1 && late.err.contains("302"), "{}", late.err);
    circle.up.end();
}

#[test]
fn tickets_of_a_show_that_has_disappeared_are_admitted_as_ever() {
    let circle = Circle::begin();
    let show = circle.put_on();
    let tickets = circle.buy(&show, &["7_5", "8_5"]);
    let before = circle.catalogue(&show);
    assert_eq!(before["enabled"], true, "{before}");
    circle.peer(&["channel", "show", "remove", &show]);
    let mut wanted = before.clone();
    wanted["enabled"] = false.into();
    assert_eq!(circle.catalogue(&show), wanted);
    let cinema = CINEMA_ID.to_string();
    let words = ["channel", "queryShows", "--cinemaID", &cinema, "--format", "json"];
    let on = circle.platform(&words).0;
    let on = on["shows"].as_array().unwrap();
    assert!(!on.is_empty() && on.iter().all(|it| it["showtimeID"] != show.as_str()), "{on:?}");
    assert_eq!(circle.try_buy(&show, &["9_5"]).0["state"], "lock_failed");

    // The platform is asked at the first; at the second the door has the catalogue's names alone.
    let text = fs::read_to_string(circle.at("terminal.toml")).unwrap();
    let offline = format!("{text}\n[admission]\nonline = \"never\"\n");
    fs::write(circle.at("offline.toml"), offline).unwrap();
    for (config, basis, at) in [("terminal.toml", "online", 0), ("offline.toml", "offline", 1)] {
        let verdict = circle.shown(config, &paper(&tickets.texts[at]));
        let names = ["verdict", "reason", "basis", "film_name", "screen_name", "film_ticket_code"];
        let told = names.map(|name| verdict[name].as_str().unwrap_or_default());
        let film = before["film_name"].as_str().unwrap();
        assert_eq!(told, ["admit", "ok", basis, film, hall_name(), &tickets.numbers[at]]);
        circle.recorded(&tickets.numbers[at]);
    }
    circle.up.end();
}

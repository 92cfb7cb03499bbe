//! The pages in a real Chromium: signing in, each page, closing a finding, the QR code of an enrolment;
//! and their pictures in `assets/pages`, made anew with `HALLGATE_BLESS=1`.

use std::fs;
use std::path::{Path, PathBuf};

use hallgate::clock::{business_day, china_civil};
use hallgate::platform::ledger::facts::{self, TicketFact};
use hallgate::platform::ledger::{Session, findings, terminals};
use hallgate::wire::calls::{CheckTicket, TicketQuery};
use jiff::{Timestamp, ToSpan};
use serde_json::Value;

use super::driver::Window;
use super::{PASSWORD, Serving, site, until};
use crate::ledger::{batch, cinema, record, taken};

/// A day at a cinema: three doors, an evening, a ticket that was shown twice.
fn filled(session: &mut Session, now: Timestamp) {
    for (at, name) in ["hall-1", "hall-2", "hall-3"].into_iter().enumerate() {
        let hall = format!("000000000000000{}", at + 1).parse().unwrap();
        let entry = terminals::Entry {
            name,
            cinema: cinema(),
            screens: &[hall],
            public_key: (at < 2).then_some("a key"),
            signature: "md5-hex",
        };
        terminals::add(session, &entry, now).unwrap();
    }
    let ago = |seconds: i64| now.checked_sub(seconds.seconds()).unwrap();
    terminals::note_contact(session, "hall-1", ago(40), 1).unwrap();
    terminals::note_contact(session, "hall-2", ago(700), -420).unwrap();
    findings::note_clock(session, "12345678", "hall-2", -420, ago(3600)).unwrap();
    let day = business_day(china_civil(now));
    let at = |hour: i8, minute: i8, second: i8| day.at(hour, minute, second, 0);
    let of = |ticket: u32, hour: i8, minute: i8, hall: u32| {
        let it = record(ticket, 0);
        CheckTicket {
            check_time: at(hour, minute, (ticket % 60) as i8),
            start_time: at(hour, 30, 0),
            screen_code: format!("000000000000000{hall}").parse().unwrap(),
            screen_name: format!("{hall}号厅"),
            film_name: "流浪地球".to_owned(),
            row_num: 7,
            column_num: ticket % 20 + 1,
            ..it
        }
    };
    let mut ticket = 0;
    for (hour, crowd) in
        [(9, 4), (10, 9), (13, 14), (14, 11), (16, 12), (18, 22), (19, 31), (21, 17)]
    {
        for (quarter, share) in [(0, 1), (1, 3), (2, 2)] {
            let hall = 1 + u32::from(hour % 2 == 0);
            let records: Vec<CheckTicket> = (0..crowd * share)
                .map(|at| {
                    ticket += 1;
                    of(ticket, hour, quarter * 15 + (at % 14) as i8, hall)
                })
                .collect();
            let mut together = batch(&format!("hall-{hall}"), records);
            together.at = ago(120);
            taken(session, &[together]);
        }
    }
    let mut second =
        batch("hall-2", vec![CheckTicket { check_time: at(9, 21, 7), ..of(3, 9, 3, 1) }]);
    second.at = ago(90);
    second.offset_s = -420;
    taken(session, &[second]);
    let query = TicketQuery {
        cinema_code: cinema(),
        film_ticket_code: "0000000000000003".parse().unwrap(),
        start_time: at(9, 30, 0),
    };
    let said = TicketFact {
        of: query,
        reply: "{\"CheckStatus\":\"Yes\"}".to_owned(),
        refunded: false,
        said_at: ago(60),
    };
    facts::keep(session, &[said]).unwrap();
}

fn folder(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pages").join(language)
}

/// Keeps a picture where it is asked for; else sees that there is one.
fn pictured(window: &Window, language: &str, name: &str) {
    let path = folder(language).join(format!("{name}.png"));
    let png = window.picture();
    assert!(png.len() > 5000, "{name} is empty");
    if std::env::var_os("HALLGATE_BLESS").is_some() {
        fs::create_dir_all(folder(language)).unwrap();
        fs::write(&path, &png).unwrap();
    }
    assert!(path.is_file(), "{}: HALLGATE_BLESS=1 makes it", path.display());
}

#[test]
fn a_person_does_it_all_in_a_real_browser() {
    let Some(english) = Window::open("en") else {
        eprintln!(
            "SKIPPED: there is no chromium with its chromedriver here: no page was tried in a browser"
        );
        assert!(std::env::var_os("CI").is_none(), "and here there should be");
        return;
    };
    let site = site("sqlite", 1800);
    filled(&mut site.session(), Timestamp::now());
    let serving = Serving::start(&site);
    let url = |path: &str| format!("{}{path}", serving.url);
    let chinese = Window::open("zh-CN,zh").unwrap();
    for (window, language, today) in
        [(&chinese, "zh-CN", "今日入场"), (&english, "en", "Admitted today")]
    {
        window.go(&url("/"));
        assert_eq!(window.path(), "/sign-in");
        pictured(window, language, "sign-in");
        window.type_into("#name", "chen");
        window.type_into("#password", PASSWORD);
        window.click("main button");
        until("signed in", || window.path() == "/");
        assert!(window.text().contains(today), "{}", window.text());
        pictured(window, language, "today");
        window.go(&url("/ticket?code=0000000000000003"));
        assert!(window.text().contains("hall-1") && window.text().contains("hall-2"));
        pictured(window, language, "ticket");
        for (path, name) in [
            ("/sessions", "sessions"),
            ("/findings", "findings"),
            ("/findings/2", "finding"),
            ("/terminals", "terminals"),
            ("/operators", "operators"),
            ("/cinemas", "cinemas"),
            ("/log", "log"),
            ("/password", "password"),
        ] {
            window.go(&url(path));
            assert_eq!(window.path(), path);
            pictured(window, language, name);
        }
        // As on a phone: nothing sticks out at the side.
        window.resize(500, 860);
        for path in ["/", "/findings", "/terminals", "/ticket?code=0000000000000003", "/log"] {
            window.go(&url(path));
            let wide = window.run("return document.documentElement.scrollWidth - innerWidth");
            assert!(wide.as_i64().unwrap() <= 0, "{path} sticks out by {wide}");
        }
        window.go(&url("/"));
        pictured(window, language, "today-small");
        window.resize(1100, 860);
    }
    renews_itself(&english, &url("/"), &mut site.session());

    // A finding is closed with a reason.
    english.go(&url("/findings"));
    english.click("a[href='/findings/2']");
    until("the finding", || english.path() == "/findings/2");
    english.type_into("#reason", "one visitor, two phones");
    english.click("main form button");
    until("closed", || english.path() == "/findings");
    let found = site.json(&["findings", "list", "--all", "--format", "json"]);
    assert_eq!(
        (&found[1]["state"], &found[1]["reason"]),
        (&"closed".into(), &"one visitor, two phones".into())
    );

    // The code of an enrolment, as the terminal's camera would read it from the window.
    english.go(&url("/terminals"));
    english.type_into("#cinema", "12345678");
    english.type_into("#name", "hall-4");
    english.type_into("#halls", "0000000000000004");
    english.click("main form button");
    until("a code", || english.run("return !!document.querySelector('.code')") == true);
    let code = english.run("return document.querySelector('.code').innerText");
    pictured(&english, "en", "enrolment");
    let shown = image::load_from_memory(&english.picture()).unwrap().to_luma8();
    let (width, height) = (shown.width() as usize, shown.height() as usize);
    let grey = |x: usize, y: usize| shown.get_pixel(x as u32, y as u32).0[0];
    let mut read = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    let (_, text) = read.detect_grids().first().expect("no code in the window").decode().unwrap();
    let invitation: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&invitation["code"], &invitation["name"]), (&code, &"hall-4".into()));
    assert_eq!(invitation["screens"][0], "0000000000000004");

    // Asked before what can't be taken back.
    english.go(&url("/terminals/hall-4"));
    assert_eq!(english.run("return document.querySelector('details.sure').open"), false);
    english.click("details.sure summary");
    english.click("details.sure button");
    until("revoked", || english.path() == "/terminals");
    assert!(english.text().contains("The terminal hall-4 is revoked."), "{}", english.text());
    english.click("form.me button");
    until("signed out", || english.path() == "/sign-in");
    for window in [&english, &chinese] {
        let refused: Vec<String> = window
            .complaints()
            .into_iter()
            .filter(|it| it.contains("Content Security") || it.contains("Refused"))
            .collect();
        assert!(refused.is_empty(), "{refused:?}");
    }
}

/// What is admitted meanwhile is seen without a click.
fn renews_itself(window: &Window, url: &str, session: &mut Session) {
    window.go(url);
    let admitted = || {
        window
            .run("return Number(document.querySelector('.figures dd').innerText)")
            .as_i64()
            .unwrap()
    };
    let before = admitted();
    let day = business_day(china_civil(Timestamp::now()));
    let late = CheckTicket {
        check_time: day.at(20, 5, 0, 0),
        start_time: day.at(20, 30, 0, 0),
        ..record(900_001, 0)
    };
    taken(session, &[batch("hall-1", vec![late])]);
    until("the page renews itself", || admitted() == before + 1);
}

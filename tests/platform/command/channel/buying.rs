//! `channel buy`: what it comes to, whatever goes wrong.

use std::process::Stdio;
use std::sync::Mutex;

use serde_json::{Value, json};

use super::strict::{MOBILE, Reply, order, refused, shop};
use super::{BUY, CommandOutput, program};

const QUICK: &str = "allow_http_orders = true\npoll_s = 1\nbuy_s = 3";

/// What buying prints, and with what it ends.
fn bought(output: &CommandOutput) -> (Value, i32) {
    let told = serde_json::from_slice(&output.out)
        .unwrap_or_else(|_| panic!("{}: {:?}", output.err, output.out));
    (told, output.code)
}

fn told(state: &str, status: impl Into<Value>) -> Value {
    let (order, status): (&str, Value) = ("1407311000000023", status.into());
    json!({"orderExternalID": order, "state": state, "externalOrderStatus": status})
}

#[test]
fn a_ticket_is_bought_when_it_is_issued_and_no_sooner() {
    let channel = shop(|name, before| (name == "queryOrder" && before < 2).then(|| order(10)));
    let (answer, code) = bought(&channel.site(QUICK).run(&BUY));
    assert_eq!((answer, code), (told("issued", 30), 0));
    let names = channel.names();
    let wanted =
        ["queryShowSeats", "lockSeats", "submitOrder", "queryOrder", "queryOrder", "queryOrder"];
    assert_eq!(names, wanted);
    let seen = channel.seen.lock().unwrap();
    let lock = &seen[1].1;
    assert_eq!(
        (lock["seatIDs"].as_str(), lock["seatNames"].as_str()),
        ("19_12,19_13", "12排19座,12排20座")
    );
    assert_eq!((lock["showtimeID"].as_str(), lock["mobile"].as_str()), ("124", MOBILE));
    let submit = &seen[2].1;
    assert_eq!((submit["amount"].as_str(), submit["mobile"].as_str()), ("5600", MOBILE));
}

#[test]
fn what_buying_comes_to_is_told_as_it_is() {
    let nothing =
        json!({"orderExternalID": null, "state": "lock_failed", "externalOrderStatus": null});
    let dark = json!({"orderExternalID": null, "state": "unknown", "externalOrderStatus": null});
    // What is answered otherwise, what is told, and whether the seats are given back.
    type Otherwise = fn(&str, usize) -> Option<Reply>;
    let cases: [(Otherwise, Value, bool); 12] = [
        (|name, _| (name == "queryShowSeats").then(|| refused(201)), nothing.clone(), false),
        (|name, _| (name == "lockSeats").then(|| refused(301)), nothing, false),
        (|name, _| (name == "lockSeats").then(|| refused(100)), dark.clone(), false),
        (|name, _| (name == "lockSeats").then_some(Reply::Cut), dark, false),
        (|name, _| (name == "queryOrder").then(|| order(40)), told("failed", 40), false),
        (|name, _| (name == "queryOrder").then(|| order(10)), told("unknown", 10), false),
        (
            |name, _| (name == "queryOrder").then_some(Reply::Cut),
            told("unknown", Value::Null),
            false,
        ),
        (|name, _| (name == "submitOrder").then_some(Reply::Cut), told("issued", 30), false),
        (|name, _| (name == "submitOrder").then_some(Reply::Silence), told("issued", 30), false),
        (
            |name, _| match name {
                "submitOrder" => Some(refused(100)),
                "queryOrder" => Some(order(10)),
                _ => None,
            },
            told("unknown", 10),
            false,
        ),
        (
            |name, _| match name {
                "submitOrder" => Some(refused(303)),
                "queryOrder" => Some(order(110)),
                _ => None,
            },
            told("released", 110),
            true,
        ),
        (
            |name, _| match name {
                "submitOrder" => Some(refused(201)),
                "releaseSeats" => Some(Reply::Cut),
                "queryOrder" => Some(order(10)),
                _ => None,
            },
            told("unknown", 10),
            true,
        ),
    ];
    for (otherwise, wanted, released) in cases {
        let channel = shop(otherwise);
        let output = channel.site(&format!("{QUICK}\nrequest_timeout_ms = 3000")).run(&BUY);
        let (answer, code) = bought(&output);
        assert_eq!(answer, wanted, "{}", output.err);
        let issued = wanted["state"] == "issued";
        assert_eq!((code, output.err.is_empty()), (i32::from(!issued), issued), "{wanted}");
        let names = channel.names();
        assert_eq!(names.contains(&"releaseSeats".to_owned()), released, "{names:?}");
        assert!(names.iter().filter(|name| *name == "submitOrder").count() <= 1, "{names:?}");
        assert!(names.iter().filter(|name| *name == "lockSeats").count() <= 1, "{names:?}");
    }
    let unknown = shop(|_, _| None);
    let mut words = BUY;
    words[5] = "19_12,7_7";
    let output = unknown.site(QUICK).run(&words);
    assert!(output.err.contains("7_7"), "{}", output.err);
    assert_eq!((bought(&output).0["state"].as_str(), output.code), (Some("lock_failed"), 1));
    assert_eq!(unknown.names(), ["queryShowSeats"]);
}

#[test]
fn an_order_that_is_locked_later_is_submitted_then_or_given_back() {
    let later = shop(|name, before| match name {
        "submitOrder" => (before == 0).then(|| refused(302)),
        "queryOrder" => Some(order(*[0, 0, 10].get(before).unwrap_or(&30))),
        _ => None,
    });
    let patient = QUICK.replace("buy_s = 3", "buy_s = 3600");
    assert_eq!(bought(&later.site(&patient).run(&BUY)), (told("issued", 30), 0));
    let (submit, ask) = ("submitOrder", "queryOrder");
    assert_eq!(later.names()[2..], [submit, ask, ask, ask, submit, ask]);
    for status in [0, 10] {
        let never = shop(move |name, before| match name {
            "submitOrder" => Some(refused(302)),
            "queryOrder" => Some(order(if before == 0 { 0 } else { status })),
            _ => None,
        });
        let output = never.site(QUICK).run(&BUY);
        assert_eq!(bought(&output), (told("released", status), 1), "{}", output.err);
    }
    let lost = shop(|name, before| match name {
        "submitOrder" if before == 0 => Some(refused(302)),
        "submitOrder" => Some(Reply::Cut),
        "queryOrder" => Some(order(if before == 0 { 0 } else { 10 })),
        _ => None,
    });
    let output = lost.site(QUICK).run(&BUY);
    assert_eq!(bought(&output), (told("unknown", 10), 1), "{}", output.err);
    assert!(!lost.names().contains(&"releaseSeats".to_owned()), "{:?}", lost.names());
}

#[test]
fn the_orders_status_decides_before_the_reply_to_giving_back_does() {
    for (status, state, code) in [(30, "issued", 0), (40, "failed", 1), (110, "released", 1)] {
        for release in [1, 302] {
            let channel = shop(move |name, _| match name {
                "submitOrder" => Some(refused(303)),
                "releaseSeats" => Some(refused(release)),
                "queryOrder" => Some(order(status)),
                _ => None,
            });
            let output = channel.site(QUICK).run(&BUY);
            assert_eq!(bought(&output), (told(state, status), code), "{release}: {}", output.err);
            assert_eq!(output.err.is_empty(), code == 0, "{}", output.err);
        }
    }
}

#[test]
fn a_seat_that_the_show_does_not_name_is_not_locked() {
    for (row, column) in [(json!("12,1"), json!("20")), (json!("12"), json!("2,0"))]
        .into_iter()
        .chain([(json!(""), json!("20")), (json!("12"), Value::Null)])
    {
        let seats = json!([
            {"seatID": "19_12", "rowNum": "12", "colNum": "19"},
            {"seatID": "19_13", "rowNum": row, "colNum": column},
        ]);
        let channel = shop(move |name, _| {
            let seats = json!({"code": 1, "msg": "", "seats": seats.clone()});
            (name == "queryShowSeats").then_some(Reply::Body(seats))
        });
        let output = channel.site(QUICK).run(&BUY);
        assert!(output.err.contains("19_13"), "{}", output.err);
        assert_eq!((bought(&output).0["state"].as_str(), output.code), (Some("lock_failed"), 1));
        assert_eq!(channel.names(), ["queryShowSeats"]);
    }
}

#[test]
fn an_unknown_outcome_says_what_to_do_once() {
    let with_order = shop(|name, _| match name {
        "submitOrder" => Some(refused(100)),
        "queryOrder" => Some(order(10)),
        _ => None,
    });
    let without = shop(|name, _| (name == "lockSeats").then(|| refused(100)));
    for (channel, wanted, unwanted) in [
        (&with_order, ["1407311000000023", "do not buy again"], ["later", "15 minutes"]),
        (&without, ["15 minutes", "buy again"], ["later", "queryOrder"]),
    ] {
        let err = channel.site(QUICK).run(&BUY).err;
        assert!(wanted.iter().all(|word| err.contains(word)), "{err}");
        assert!(!unwanted.iter().any(|word| err.contains(word)), "{err}");
    }
    for (channel, wanted, unwanted) in [
        (&with_order, ["queryOrder", "不要重买"], "稍后再试"),
        (&without, ["15 分钟", "再买"], "queryOrder"),
    ] {
        let err = channel.site(QUICK).run_in("zh_CN.UTF-8", &BUY).err;
        assert!(wanted.iter().all(|word| err.contains(word)), "{err}");
        assert!(!err.contains(unwanted), "{err}");
    }
}

#[test]
fn the_mobile_number_is_in_no_message_whatever_the_channel_says() {
    // At its end it would be cut in the middle.
    let long = format!("{}{MOBILE}", "号".repeat(122));
    for said in [format!("手机 {MOBILE} 不正确"), "138-0000-0000".to_owned(), long] {
        for at in ["lockSeats", "submitOrder", "releaseSeats", "queryOrder"] {
            for is_page in [false, true] {
                let said = said.clone();
                let channel = shop(move |name, _| {
                    let page = format!("<html><title>{said}</title></html>");
                    let length = page.len();
                    let page = format!("200 OK\r\nContent-Length: {length}\r\n\r\n{page}");
                    let told = Reply::Body(json!({"code": 302, "msg": said}));
                    match name {
                        _ if name == at && is_page => Some(Reply::Raw(page)),
                        _ if name == at => Some(told),
                        "submitOrder" if at == "releaseSeats" => Some(refused(303)),
                        _ => None,
                    }
                });
                let output = channel.site(&QUICK.replace("= 3", "= 1")).run(&BUY);
                let told = output.err + &String::from_utf8_lossy(&output.out);
                for part in [MOBILE, "138-0000", "138000"] {
                    assert!(!told.contains(part), "{at}: {told}");
                }
            }
        }
    }
}

#[test]
fn a_signal_before_submitting_waits_for_the_lock_and_gives_it_back() {
    for signal in [rustix::process::Signal::TERM, rustix::process::Signal::INT] {
        let (locking, is_locking) = std::sync::mpsc::channel();
        let (go_on, going_on) = std::sync::mpsc::channel::<()>();
        let (locking, going_on) = (Mutex::new(locking), Mutex::new(going_on));
        let channel = shop(move |name, _| {
            if name == "lockSeats" {
                locking.lock().unwrap().send(()).unwrap();
                going_on.lock().unwrap().recv().unwrap();
            }
            (name == "queryOrder").then(|| order(110))
        });
        let site = channel.site(QUICK);
        let mut command = program("C.UTF-8");
        command.args(BUY).arg("--config").arg(site.config());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        is_locking.recv().unwrap();
        let id = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(id, signal).unwrap();
        go_on.send(()).unwrap();
        let output = child.wait_with_output().unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((answer, output.status.code()), (told("released", 110), Some(1)));
        let wanted = ["queryShowSeats", "lockSeats", "releaseSeats", "queryOrder"];
        assert_eq!(channel.names(), wanted);
    }
}

#[test]
fn a_signal_while_the_outcome_is_waited_for_gives_nothing_back() {
    let (asked, is_asked) = std::sync::mpsc::channel();
    let asked = Mutex::new(asked);
    let channel = shop(move |name, _| {
        (name == "queryOrder").then(|| {
            asked.lock().unwrap().send(()).unwrap();
            order(10)
        })
    });
    let site = channel.site("allow_http_orders = true\npoll_s = 3600\nbuy_s = 86400");
    let mut command = program("C.UTF-8");
    command.args(BUY).arg("--config").arg(site.config());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    is_asked.recv().unwrap();
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    let output = child.wait_with_output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((answer, output.status.code()), (told("unknown", 10), Some(1)));
    assert!(!channel.names().contains(&"releaseSeats".to_owned()), "{:?}", channel.names());
}

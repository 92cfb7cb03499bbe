//! Who sees and does what.

use hallgate::platform::ledger::{Session, terminals};
use jiff::Timestamp;
use serde_json::json;

use super::{PASSWORD, Serving, logged, site};
use crate::command::Site;
use crate::ledger::{batch, record, taken};

/// A double admission in 12345678, a terminal in each cinema, a finding about the other one's clock.
fn filled(site: &Site) -> Session {
    let mut session = site.session();
    taken(&mut session, &[batch("hall-1", vec![record(1, 5)])]);
    taken(&mut session, &[batch("hall-2", vec![record(1, 7)])]);
    let at = Timestamp::now();
    hallgate::platform::ledger::findings::note_clock(&mut session, "87654321", "far-1", -400, at)
        .unwrap();
    for (name, cinema) in [("hall-1", "12345678"), ("far-1", "87654321")] {
        let entry = terminals::Entry {
            name,
            cinema: cinema.parse().unwrap(),
            screens: &[],
            public_key: None,
            signature: "md5-hex",
        };
        terminals::add(&mut session, &entry, at).unwrap();
    }
    session
}

#[test]
fn each_role_sees_its_pages_and_no_link_to_others() {
    let site = site("sqlite", 1800);
    drop(filled(&site));
    let serving = Serving::start(&site);
    let pages =
        ["/", "/sessions", "/ticket", "/findings", "/terminals", "/cinemas", "/operators", "/log"];
    for (name, seen) in [("wang", 3), ("zhao", 5), ("chen", 8)] {
        let browser = serving.signed_in(name);
        let home = browser.get("/").body;
        for (at, path) in pages.iter().enumerate() {
            let may = at < seen;
            assert_eq!(browser.get(path).status, if may { 200 } else { 403 }, "{name} {path}");
            assert_eq!(home.contains(&format!("href=\"{path}\"")), may, "{name} {path}\n{home}");
        }
    }
    // Forms too, with a token that is good.
    let wang = serving.signed_in("wang");
    let token = wang.get("/").token().to_owned();
    for path in [
        "/findings/1",
        "/terminals",
        "/terminals/hall-1/revoke",
        "/terminals/hall-1/rotate",
        "/operators",
        "/operators/chen/disable",
        "/operators/wang/password",
        "/cinemas",
    ] {
        let fields = [
            ("token", token.as_str()),
            ("reason", "x"),
            ("cinema", "12345678"),
            ("name", "hall-9"),
            ("role", "admin"),
            ("code", "11111111"),
            ("password", "popcorn-im-foyer-7"),
        ];
        assert_eq!(wang.post(path, &fields).status, 403, "{path}");
    }
}

#[test]
fn everybody_changes_their_own_password() {
    let site = site("sqlite", 1800);
    drop(filled(&site));
    let serving = Serving::start(&site);
    let wang = serving.signed_in("wang");
    assert!(wang.get("/").body.contains("href=\"/password\""));
    let change = |old: &str, password: &str| {
        wang.fill_in("/password", "/password", &[("old", old), ("password", password)])
    };
    let wrong = change("somebody elses guess", "popcorn-im-foyer-7");
    assert!(wrong.status == 200 && wrong.body.contains("class=\"fault\""), "{}", wrong.body);
    let weak = change(PASSWORD, "dragon123");
    assert!(weak.status == 200 && weak.body.contains("class=\"fault\""), "{}", weak.body);
    assert_eq!(wang.get("/").status, 200, "nothing was changed");
    assert_eq!(change(PASSWORD, "popcorn-im-foyer-7").status, 303);
    assert_eq!(wang.get("/").status, 303, "signed out everywhere");
    let log = logged(&site);
    let kinds: Vec<&str> = log.iter().rev().take(3).map(|(kind, ..)| kind.as_str()).collect();
    assert!(kinds.contains(&"password_changed"), "{kinds:?}");
    let failed = log.iter().filter(|(kind, _, who)| kind == "sign_in_failed" && who == "wang");
    assert_eq!(failed.count(), 1);
    let entered = log.iter().filter(|(kind, _, who)| kind == "sign_in" && who == "wang");
    assert_eq!(entered.count(), 1, "to confirm is not to sign in");
}

#[test]
fn a_role_that_is_bound_to_a_cinema_knows_nothing_of_the_others() {
    for engine in ["sqlite", "postgres"] {
        let site = site(engine, 1800);
        drop(filled(&site));
        let serving = Serving::start(&site);
        let zhao = serving.signed_in("zhao");
        for path in ["/", "/findings", "/findings?all=1", "/terminals", "/sessions?day=2030-03-17"]
        {
            let page = zhao.get(path);
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.body.contains("87654321") && !page.body.contains("far-1"), "{path}");
        }
        assert!(zhao.get("/terminals").body.contains("hall-1"));
        for path in
            ["/findings/2", "/terminals/far-1", "/?cinema=87654321", "/sessions?cinema=87654321"]
        {
            assert_eq!(zhao.get(path).status, 403, "{path}");
        }
        let token = zhao.get("/").token().to_owned();
        let post = |path: &str, fields: &[(&str, &str)]| {
            zhao.post(path, &[&[("token", token.as_str())], fields].concat()).status
        };
        assert_eq!(post("/findings/2", &[("reason", "x")]), 403);
        assert_eq!(post("/terminals/far-1/revoke", &[]), 403);
        assert_eq!(post("/terminals/far-1/rotate", &[]), 403);
        assert_eq!(post("/terminals", &[("cinema", "87654321"), ("name", "far-2")]), 403);
        // One's own all the same.
        let page = zhao.get("/findings/1").body;
        assert!(page.contains("hall-2") && page.contains("2030-03-17 19:00:05"), "{page}");
        assert_eq!(post("/findings/1", &[("reason", " ")]), 200);
        assert_eq!(post("/findings/1", &[("reason", "<i>一人</i>两部手机")]), 303);
        let again = zhao.fill_in("/", "/findings/1", &[("reason", "x")]);
        assert!(again.status == 200 && again.body.contains("closed already"), "{}", again.body);
        let all = zhao.get("/findings?all=1").body;
        assert!(all.contains("两部手机") && !all.contains("<i>一人"), "{all}");
        let ticket = zhao.get("/ticket?code=0000000000000001").body;
        assert!(ticket.contains("hall-1") && ticket.contains("hall-2"), "{ticket}");
        let log = logged(&site);
        let (kind, detail, who) = log.last().unwrap();
        assert_eq!((kind.as_str(), who.as_str()), ("finding_closed", "zhao"));
        assert_eq!(detail["reason"], json!("<i>一人</i>两部手机"));
    }
}

#[test]
fn an_admin_does_in_the_pages_what_the_commands_do() {
    let site = site("sqlite", 1800);
    drop(filled(&site));
    let serving = Serving::start(&site);
    let chen = serving.signed_in("chen");
    let added = chen.fill_in(
        "/operators",
        "/operators",
        &[
            ("name", "li"),
            ("role", "clerk"),
            ("cinemas", "12345678, 87654321"),
            ("password", super::PASSWORD),
        ],
    );
    assert_eq!(added.location(), Some("/operators?added=li"), "{}", added.body);
    for (name, role, cinemas, password) in [
        ("li", "clerk", "", super::PASSWORD),
        ("sun", "boss", "", super::PASSWORD),
        ("sun", "clerk", "1234", super::PASSWORD),
        ("s n", "clerk", "", super::PASSWORD),
        ("sun", "clerk", "", "short"),
    ] {
        let fields = [("name", name), ("role", role), ("cinemas", cinemas), ("password", password)];
        let refused = chen.fill_in("/operators", "/operators", &fields);
        assert_eq!(refused.status, 200);
        assert!(refused.body.contains("role=\"alert\""), "{name} {role}");
    }
    let people = site.json(&["operator", "list", "--format", "json"]);
    assert_eq!(people.as_array().unwrap().len(), 4);
    assert_eq!(people[1]["cinemas"], json!(["12345678", "87654321"]));
    serving.signed_in("li");
    for (path, state) in [("disable", "disabled"), ("enable", "enabled")] {
        chen.fill_in("/operators/li", &format!("/operators/li/{path}"), &[]);
        assert_eq!(site.json(&["operator", "list", "--format", "json"])[1]["state"], state);
    }
    let last = chen.fill_in("/operators/chen", "/operators/chen/disable", &[]);
    assert!(last.status == 200 && last.body.contains("last enabled admin"), "{}", last.body);

    let added = chen.fill_in("/cinemas", "/cinemas", &[("code", "11112222"), ("name", "东方")]);
    assert_eq!(added.status, 303);
    assert!(chen.get("/cinemas").body.contains("东方"));

    let fields = [("cinema", "11112222"), ("name", "hall-7"), ("halls", "0000000000000001")];
    let invited = chen.fill_in("/terminals", "/terminals", &fields);
    assert!(invited.status == 200 && invited.body.contains("class=\"qr\""), "{}", invited.body);
    for fields in [
        [("cinema", "1111"), ("name", "hall-8"), ("halls", "")],
        [("cinema", "11112222"), ("name", "hall 8"), ("halls", "")],
        [("cinema", "11112222"), ("name", "hall-8"), ("halls", "12")],
        [("cinema", "12345678"), ("name", "hall-7"), ("halls", "")],
    ] {
        let refused = chen.fill_in("/terminals", "/terminals", &fields);
        assert!(refused.body.contains("role=\"alert\""), "{fields:?}");
    }
    let revoked = chen.fill_in("/terminals/hall-7", "/terminals/hall-7/revoke", &[]);
    assert_eq!(revoked.location(), Some("/terminals?revoked=hall-7"));
    let list = site.json(&["terminal", "list", "--format", "json"]);
    let hall_7 = list.as_array().unwrap().iter().find(|it| it["name"] == "hall-7").unwrap();
    assert_eq!(hall_7["state"], "revoked");
    let kinds: Vec<(String, String)> =
        logged(&site).into_iter().map(|(kind, _, who)| (kind, who)).collect();
    for kind in [
        "operator_added",
        "operator_disabled",
        "operator_enabled",
        "cinema_added",
        "terminal_invited",
        "terminal_revoked",
    ] {
        assert!(kinds.contains(&(kind.to_owned(), "chen".to_owned())), "{kind}: {kinds:?}");
    }
    assert!(chen.get("/log").body.contains("terminal revoked"));
    // The code stands in no log.
    let code = invited.body.split("class=\"code\">").nth(1).unwrap();
    let code = code.split('<').next().unwrap().to_owned();
    assert_eq!(code.len(), 19);
    assert!(!chen.get("/log").body.contains(&code));
    assert!(site.done(&["audit", "verify"]).contains("entries"));
}

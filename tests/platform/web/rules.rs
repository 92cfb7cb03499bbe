//! Sessions, forms and headers, as the contract has them.

use serde_json::json;

use super::{PASSWORD, Serving, logged, site, until};
use crate::command::Site;

#[test]
fn whoever_is_not_signed_in_is_led_to_a_plain_form() {
    let site = site("sqlite", 1800);
    let serving = Serving::start(&site);
    let browser = serving.browser();
    for path in ["/", "/findings", "/terminals/hall-1", "/log", "/live"] {
        let answer = browser.get(path);
        assert_eq!((answer.status, answer.location()), (303, Some("/sign-in")), "{path}");
    }
    let form = browser.get("/sign-in");
    assert_eq!(form.status, 200);
    assert!(form.body.contains("<form") && form.body.contains("type=\"password\""));
    assert!(!form.body.contains("href=\"/log\""), "{}", form.body);
    for (path, status) in [("/style.css", 200), ("/htmx.js", 200), ("/none", 404), ("/..%2f", 404)]
    {
        assert_eq!(browser.get(path).status, status, "{path}");
    }
    // Every answer, whatever it says.
    for path in ["/", "/sign-in", "/none", "/style.css"] {
        let answer = browser.get(path);
        let csp = answer.header("content-security-policy").unwrap();
        assert!(csp.contains("default-src 'self'") && csp.contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert!(!answer.body.contains(" style=") && !answer.body.contains("<script>"), "{path}");
    }
}

/// PostgreSQL keeps no text with a NUL in it: neither engine is to meet one.
#[test]
fn what_is_asked_with_a_nul_in_it_is_refused() {
    for engine in ["sqlite", "postgres"] {
        let site = site(engine, 1800);
        let serving = Serving::start(&site);
        let browser = serving.signed_in("chen");
        for path in [
            "/?cinema=1234567%00",
            "/live?cinema=%00",
            "/sessions?cinema=1234567%00",
            "/sessions?day=2030-03-17&cinema=%00",
            "/ticket?code=440102010000000%00",
            "/ticket?%00=1",
            "/findings?all=%00",
            "/terminals?revoked=%00",
            "/log?before=%00",
            "/language/en?to=%00",
        ] {
            assert_eq!(browser.get(path).status, 400, "{engine}: {path}");
        }
        for (from, path, field) in [
            ("/cinemas", "/cinemas", "name"),
            ("/operators", "/operators", "name"),
            ("/terminals", "/terminals", "name"),
            ("/terminals", "/terminals", "a\0b"),
        ] {
            let fields = [("code", "11112222"), ("cinema", "12345678"), (field, "a\0b")];
            assert_eq!(browser.fill_in(from, path, &fields).status, 400, "{engine}: {path}");
        }
        let stranger = serving.browser();
        assert_eq!(stranger.sign_in("chen\0", PASSWORD).status, 400, "{engine}");
        assert_eq!(browser.get("/").status, 200);
    }
}

#[test]
fn a_form_without_its_token_changes_nothing() {
    let site = site("sqlite", 1800);
    let serving = Serving::start(&site);
    let browser = serving.browser();
    let fields = [("name", "chen"), ("password", PASSWORD)];
    // The token of signing in: none at all, one without its cookie, another one.
    assert_eq!(browser.post("/sign-in", &fields).status, 403);
    let other = serving.browser().get("/sign-in").token().to_owned();
    let with = |token: &str| browser.post("/sign-in", &[&fields[..], &[("token", token)]].concat());
    assert_eq!(with(&other).status, 403);
    browser.get("/sign-in");
    assert_eq!(with(&other).status, 403);
    assert_eq!(with("").status, 403);
    assert_eq!(browser.get("/").status, 303);

    let browser = serving.signed_in("chen");
    assert_eq!(browser.get("/").status, 200);
    let forms = [
        "/sign-out",
        "/findings/1",
        "/terminals",
        "/terminals/hall-1/revoke",
        "/terminals/hall-1/rotate",
        "/operators",
        "/operators/wang/disable",
        "/operators/wang/password",
        "/cinemas",
    ];
    for path in forms {
        for token in ["", other.as_str()] {
            let fields = [("token", token), ("reason", "x"), ("password", PASSWORD)];
            assert_eq!(browser.post(path, &fields).status, 403, "{path}");
        }
        // What changes something is asked for by no link.
        assert_ne!(browser.get(&format!("{path}?x")).status, 303, "{path}");
    }
    assert_eq!(browser.get("/").status, 200, "nobody was signed out");
    let kinds: Vec<String> = logged(&site).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds.last().unwrap(), "sign_in", "{kinds:?}");
}

#[test]
fn a_session_is_a_strict_cookie_until_somebody_signs_out() {
    for engine in ["sqlite", "postgres"] {
        let site = site(engine, 1800);
        let serving = Serving::start(&site);
        let browser = serving.browser();
        let answer = browser.sign_in("chen", PASSWORD);
        let cookies: Vec<&str> = answer
            .headers
            .iter()
            .filter(|(name, _)| name == "set-cookie")
            .map(|(_, value)| value.as_str())
            .collect();
        assert!(!cookies.is_empty());
        for cookie in cookies {
            for part in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
                assert!(cookie.contains(part), "{cookie}");
            }
        }
        let page = browser.get("/");
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert!(page.body.contains("chen"));
        let before = browser.cookies.borrow().clone();
        let answer = browser.post("/sign-out", &[("token", page.token())]);
        assert_eq!((answer.status, answer.location()), (303, Some("/sign-in")));
        // Nor does it help to have kept the cookie.
        *browser.cookies.borrow_mut() = before;
        assert_eq!(browser.get("/").status, 303);
        let log = logged(&site);
        let (kind, detail, who) = log.last().unwrap();
        assert_eq!((kind.as_str(), who.as_str()), ("sign_out", "chen"));
        assert_eq!(*detail, json!({ "by": "themselves" }));
        let (kind, detail, _) = &log[log.len() - 2];
        assert_eq!((kind.as_str(), &detail["place"]), ("sign_in", &json!("web")));
    }
}

#[test]
fn whoever_does_nothing_is_signed_out_and_the_log_says_so() {
    for engine in ["sqlite", "postgres"] {
        let site = site(engine, 2);
        let serving = Serving::start(&site);
        let browser = serving.signed_in("chen");
        let by_time = |site: &Site| {
            logged(site).iter().any(|(kind, detail, who)| {
                kind == "sign_out" && *detail == json!({ "by": "time" }) && who == "chen"
            })
        };
        // A page that renews itself is nobody who does something.
        until("signed out by time", || {
            browser.get("/live");
            by_time(&site)
        });
        assert_eq!(browser.get("/").status, 303);
    }
}

#[test]
fn wrong_passwords_lock_and_a_change_signs_out_everywhere() {
    let site = site("sqlite", 1800);
    let serving = Serving::start(&site);
    let browser = serving.browser();
    for _ in 0..5 {
        let answer = browser.sign_in("wang", "wrong");
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains("role=\"alert\""));
    }
    let locked = browser.sign_in("wang", PASSWORD);
    assert!(locked.status == 200 && locked.body.contains("locked"), "{}", locked.body);
    assert_eq!(browser.get("/").status, 303);
    // A name that is not known is told as a wrong password is, and is not shown anywhere else.
    let unknown = browser.sign_in("<script>alert(1)</script>", PASSWORD);
    assert!(!unknown.body.contains("<script>alert"), "{}", unknown.body);

    let zhao = serving.signed_in("zhao");
    assert_eq!(zhao.get("/").status, 200);
    site.done(&["operator", "disable", "zhao", "--as", "chen"]);
    assert_eq!(zhao.get("/").status, 303);
    let refused = serving.browser().sign_in("zhao", PASSWORD);
    assert!(refused.status == 200 && refused.body.contains("disabled"), "{}", refused.body);
    site.done(&["operator", "enable", "zhao", "--as", "chen"]);
    assert_eq!(zhao.get("/").status, 303, "the old session stays over");
    let chen = serving.signed_in("chen");
    let other = serving.signed_in("zhao");
    let path = "/operators/zhao/password";
    let weak = chen.fill_in("/operators/zhao", path, &[("password", "12345678")]);
    assert!(weak.status == 200 && weak.body.contains("role=\"alert\""));
    assert_eq!(other.get("/").status, 200);
    let changed = chen.fill_in("/operators/zhao", path, &[("password", "popcorn-im-foyer-7")]);
    assert_eq!(changed.status, 303, "{}", changed.body);
    assert_eq!(other.get("/").status, 303);
    let by_change = |(kind, detail, _): &(String, serde_json::Value, String)| {
        kind == "sign_out" && *detail == json!({ "by": "change" })
    };
    assert_eq!(logged(&site).iter().filter(|entry| by_change(entry)).count(), 2);
}

#[test]
fn what_is_too_large_or_torn_is_turned_away() {
    let site = site("sqlite", 1800);
    let serving = Serving::start(&site);
    let browser = serving.signed_in("chen");
    let page = browser.get("/findings");
    let large = "x".repeat(200_000);
    let answer = browser.try_post("/findings/1", &[("token", page.token()), ("reason", &large)]);
    // The connection ends with the answer: whoever still sends may hear of that alone.
    assert!(answer.is_err() || answer.is_ok_and(|answer| answer.status == 413));
    for path in [
        "/findings/999",
        "/findings/x",
        "/findings/99999999999999999999",
        "/terminals/nobody",
        "/terminals/%00",
        "/operators/nobody",
        "/operators/a%20b",
    ] {
        assert_eq!(browser.get(path).status, 404, "{path}");
    }
    for path in [
        "/sessions?day=yesterday",
        "/sessions?day=2026-02-30&cinema=x",
        "/ticket?code=%22%3E%3Cscript%3E",
        "/ticket?code=0000000000000009",
        "/log?before=x",
        "/live?cinema=%22%3E",
        "/findings?all=%ff",
    ] {
        let answer = browser.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert!(!answer.body.contains("\"><script>"), "{path}");
    }
    // What others wrote is shown as they wrote it.
    let cinemas = browser.get("/cinemas").body;
    assert!(!cinemas.contains("<b>bold") && cinemas.contains("bold &#38; brave"), "{cinemas}");
}

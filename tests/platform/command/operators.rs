//! Operators on the command line, and by whose name something is done.

use std::io::Write;
use std::process::{Command, Stdio};

use hallgate::people::Password;
use hallgate::platform::ledger::SignInPlace;
use hallgate::platform::ledger::people;
use hallgate::platform::people::{PeopleFault, SigningIn, sign_in};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{CommandOutput, Site, keys, over_each, program};
use crate::ledger::{batch, record, taken};

const PASSWORD: &str = "saal drei links";
const OTHER: &str = "popcorn-im-foyer-7";

/// Carries a command out with lines on its standard input.
fn typed(site: &Site, words: &[&str], lines: &str) -> CommandOutput {
    feed(program("C.UTF-8"), site, words, lines)
}

pub fn feed(mut command: Command, site: &Site, words: &[&str], lines: &str) -> CommandOutput {
    command.args(words).arg("--config").arg(site.config());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who ends before reading does not mind.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    let ended = child.wait_with_output().unwrap();
    CommandOutput {
        code: ended.status.code().unwrap(),
        out: ended.stdout,
        err: String::from_utf8(ended.stderr).unwrap(),
    }
}

/// Adds an operator as root, or as whoever runs these tests while there is nobody.
pub fn add(site: &Site, name: &str, role: &str, more: &[&str]) {
    let words = [&["operator", "add", name, "--role", role, "--password-stdin"], more].concat();
    let output = typed(site, &words, &format!("{PASSWORD}\n"));
    assert_eq!(output.code, 0, "{}: {words:?}: {}", site.engine, output.err);
}

#[test]
fn operators_are_added_listed_disabled_and_enabled() {
    over_each(|site| {
        assert_eq!(site.json(&["operator", "list", "--format", "json"]), json!([]));
        add(site, "chen", "admin", &[]);
        let output =
            typed(site, &["operator", "add", "li", "--role", "boss", "--password-stdin"], "x\n");
        assert_eq!(output.code, 2, "{}", output.err);
        // The same name in other capitals, a bad name, a password that is guessed first, none at all.
        for (words, lines) in [
            (["operator", "add", "CHEN", "--role", "clerk"], "saal vier rechts\n"),
            (["operator", "add", "wang", "--role", "clerk"], "947183\n"),
            (["operator", "add", "wang", "--role", "clerk"], "dragon123\n"),
            (["operator", "add", "wang", "--role", "clerk"], ""),
        ] {
            let words = [&words[..], &["--password-stdin", "--as", "chen"]].concat();
            assert_eq!(typed(site, &words, lines).code, 1, "{words:?} {lines}");
        }
        let bad = ["operator", "add", "a b", "--role", "clerk", "--password-stdin"];
        assert_eq!(typed(site, &bad, "x\n").code, 2);
        add(site, "wang", "clerk", &["--cinema", "12345678", "--cinema", "87654321"]);
        let found = site.json(&["operator", "list", "--format", "json"]);
        assert_eq!(keys(&found[0]), ["cinemas", "name", "role", "state"]);
        assert_eq!((&found[1]["role"], &found[1]["state"]), (&json!("clerk"), &json!("enabled")));
        assert_eq!(found[1]["cinemas"], json!(["12345678", "87654321"]));
        // Changing takes a name, and the last admin stays.
        assert_eq!(site.run(&["operator", "disable", "wang"]).code, 1);
        site.done(&["operator", "disable", "wang", "--as", "chen"]);
        assert_eq!(site.run(&["operator", "disable", "chen", "--as", "chen"]).code, 1);
        assert_eq!(site.run(&["operator", "enable", "wang", "--as", "wang"]).code, 1);
        site.done(&["operator", "enable", "wang", "--as", "chen"]);
        // Oneself, but nobody else.
        let own = ["operator", "passwd", "wang", "--as", "wang", "--password-stdin"];
        assert_eq!(typed(site, &own, &format!("{OTHER}\n")).code, 0);
        let others = ["operator", "passwd", "chen", "--as", "wang", "--password-stdin"];
        assert_eq!(typed(site, &others, &format!("{OTHER}\n")).code, 1);
        for (locale, word) in [("C.UTF-8", "all cinemas"), ("zh_CN.UTF-8", "所有影院")] {
            let output = site.run_in(locale, &["operator", "list"]);
            let text = String::from_utf8(output.out).unwrap();
            assert!(text.contains(word) && text.contains("wang"), "{text}");
            assert!(!text.contains("argon2"), "{text}");
        }
    });
}

#[test]
fn closing_and_revoking_take_a_name_and_its_right() {
    over_each(|site| {
        site.done(&["cinema", "add", "12345678"]);
        site.done(&["terminal", "enrol", "--cinema", "12345678", "hall-1"]);
        let mut session = site.session();
        taken(&mut session, &[batch("hall-1", vec![record(1, 5)])]);
        taken(&mut session, &[batch("hall-2", vec![record(1, 7)])]);
        // As long as there is nobody, nobody is asked for; and a name that nobody has helps nobody.
        let close = ["findings", "close", "1", "--reason", "seen"];
        let output = site.run(&[&close[..], &["--as", "chen"]].concat());
        assert_eq!(output.code, 1, "{}", output.err);
        for (name, role, more) in [
            ("chen", "admin", &[][..]),
            ("wang", "viewer", &[]),
            ("li", "clerk", &["--cinema", "99999999"]),
            ("zhao", "clerk", &["--cinema", "12345678"]),
        ] {
            add(site, name, role, more);
        }
        for more in [&[][..], &["--as", "wang"], &["--as", "li"], &["--as", "nobody"]] {
            let output = site.run(&[&close[..], more].concat());
            assert_eq!(output.code, 1, "{more:?} {}", output.err);
            let revoke = ["terminal", "revoke", "hall-1", "--yes"];
            assert_eq!(site.run(&[&revoke[..], more].concat()).code, 1, "{more:?}");
            let rotate = ["terminal", "rotate", "hall-1"];
            assert_eq!(site.run(&[&rotate[..], more].concat()).code, 1, "{more:?}");
        }
        site.done(&[&close[..], &["--as", "zhao"]].concat());
        site.done(&["terminal", "revoke", "hall-1", "--yes", "--as", "zhao"]);
        let all = site.json(&["findings", "list", "--all", "--format", "json"]);
        assert_eq!((&all[0]["state"], &all[0]["reason"]), (&json!("closed"), &json!("seen")));
        let log = site.json(&["audit", "show", "--format", "json"]);
        let closed = log.as_array().unwrap().iter().find(|it| it["kind"] == "finding_closed");
        let closed = closed.unwrap();
        assert!(closed["who"].as_str().unwrap().starts_with("cli:"), "{closed}");
        assert_eq!(closed["detail"], json!({ "id": 1, "reason": "seen", "as": "zhao" }));
    });
}

#[test]
fn a_sixth_sign_in_after_five_wrong_ones_fails_though_right() {
    over_each(|site| {
        add(site, "chen", "admin", &[]);
        let mut session = site.session();
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let mut enter = |name: &str, password: &str, after_s: i64| {
            let now = now + SignedDuration::from_secs(after_s);
            let signing = SigningIn { place: SignInPlace::Web, address: None, actor: None, now };
            let password = Password::new(password.to_owned()).unwrap();
            sign_in(&mut session, name, &password, &signing)
        };
        assert_eq!(enter("Chen", PASSWORD, 0).unwrap().name.as_str(), "chen");
        // A name that is not known is told as a wrong password is.
        let unknown = enter("nobody", PASSWORD, 1).unwrap_err().to_string();
        assert_eq!(unknown, enter("chen", "wrong", 1).unwrap_err().to_string());
        for second in 2..5 {
            assert!(matches!(enter("chen", "wrong", second), Err(PeopleFault::Refused)));
        }
        for (password, second) in [("wrong", 5), (PASSWORD, 6), (PASSWORD, 64)] {
            let output = enter("chen", password, second);
            assert!(matches!(output, Err(PeopleFault::Locked { .. })), "{second}: {output:?}");
        }
        enter("chen", PASSWORD, 66).unwrap();
        drop(session);
        // Nor does it help to be disabled and to know the password.
        let mut session = site.session();
        people::set_disabled(&mut session, &"chen".parse().unwrap(), Some(now)).unwrap();
        let signing =
            SigningIn { place: SignInPlace::Web, address: Some("192.0.2.7"), actor: None, now };
        let right = Password::new(PASSWORD.to_owned()).unwrap();
        let output = sign_in(&mut session, "chen", &right, &signing);
        assert!(matches!(output, Err(PeopleFault::Disabled(_))), "{output:?}");
        let log = site.json(&["audit", "show", "--format", "json"]);
        let kinds: Vec<&str> =
            log.as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap()).collect();
        let count = |kind: &str| kinds.iter().filter(|it| **it == kind).count();
        assert_eq!((count("sign_in"), count("sign_in_failed"), count("locked")), (2, 9, 1));
        // What was typed stands nowhere: it may be a password in the wrong field.
        assert!(!log.to_string().contains("nobody\""), "{log}");
    });
}

#[test]
fn whoever_is_not_root_gives_a_password_too() {
    // The tests' own user acts where it is not root; root becomes somebody else for the trial.
    if !rustix::process::geteuid().is_root() {
        eprintln!("SKIPPED: only root can become somebody else");
        return;
    }
    use std::os::unix::process::CommandExt;
    let site = Site::with("sqlite", "");
    add(&site, "chen", "admin", &[]);
    let own = |path: std::path::PathBuf| std::os::unix::fs::chown(path, Some(65534), None).unwrap();
    own(site.folder.path().to_owned());
    for entry in ["data", "db.key", "platform.toml"] {
        own(site.at(entry));
    }
    for entry in std::fs::read_dir(site.at("data")).unwrap() {
        own(entry.unwrap().path());
    }
    // The program itself may lie where nobody else reads.
    let copy = site.at("hallgate-platform");
    std::fs::copy(env!("CARGO_BIN_EXE_hallgate-platform"), &copy).unwrap();
    own(copy.clone());
    let run = |words: &[&str], lines: &str| {
        let mut command = Command::new(&copy);
        command.env("LC_ALL", "C.UTF-8").uid(65534).current_dir("/");
        feed(command, &site, words, lines)
    };
    let words = ["operator", "add", "li", "--role", "viewer", "--password-stdin"];
    assert_eq!(run(&words, &format!("{PASSWORD}\n")).code, 1);
    let named = [&words[..], &["--as", "chen"]].concat();
    let output = run(&named, &format!("wrong one here\n{OTHER}\n"));
    assert_eq!(output.code, 1, "{}", output.err);
    let output = run(&named, &format!("{PASSWORD}\n{OTHER}\n"));
    assert_eq!(output.code, 0, "{}", output.err);
    let cinema = ["cinema", "add", "12345678"];
    assert_eq!(run(&cinema, "").code, 1);
    let log = site.json(&["audit", "show", "--format", "json"]);
    let last = log.as_array().unwrap().last().unwrap();
    assert_eq!((&last["kind"], &last["who"]), (&json!("operator_added"), &json!("cli:nobody")));
    assert_eq!(last["detail"]["as"], "chen");
    // Whose sign-in it was stands beside the user of the machine.
    let signed: Vec<_> = log
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["kind"].as_str().unwrap().starts_with("sign_in"))
        .map(|it| (it["kind"].as_str().unwrap(), it["detail"]["as"].clone()))
        .collect();
    assert_eq!(signed, [("sign_in_failed", json!("chen")), ("sign_in", json!("chen"))]);
}

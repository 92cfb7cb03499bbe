//! The life of operators.

use hallgate::people::{CalledName, OperatorName, Role};
use hallgate::people::{Password, PromptFault, Weakness};
use hallgate::terminal::operators::commands::{OperatorAdd, add};
use hallgate::terminal::operators::{NOBODY, PeopleError, set_disabled, set_password};
use hallgate::terminal::store::AuditFilter;
use jiff::SignedDuration;

use crate::door::{CHEN, Door, LIN, Output, START, after, input, new_operator, output_of};

#[test]
fn the_first_operator_is_an_admin_and_asks_nobody() {
    let site = Door::fresh();
    assert!(site.list().starts_with("There are no operators yet"));
    assert!(!site.path().exists(), "to list makes nothing");
    assert!(matches!(site.add("lin", None, Role::Staff, &[LIN]), Err(PeopleError::FirstIsNoAdmin)));
    assert!(matches!(
        site.add("chen", Some("root"), Role::Admin, &["x", CHEN]),
        Err(PeopleError::NobodyYet)
    ));
    assert!(matches!(site.add("chen", None, Role::Admin, &[LIN]), Err(PeopleError::Weak(_))));
    assert!(matches!(
        site.add("chen", None, Role::Admin, &[]),
        Err(PeopleError::Prompt(PromptFault::NoPassword(_)))
    ));
    assert_eq!(
        site.add("chen", None, Role::Admin, &[CHEN]).unwrap(),
        "chen is added as admin, staff number 101.\n"
    );
    assert!(matches!(site.add("other", None, Role::Admin, &[CHEN]), Err(PeopleError::NeedsAdmin)));
    assert_eq!(
        site.log(),
        [format!(r#"{NOBODY} operator_added: {{"name":"chen","role":"admin","number":"101"}}"#)]
    );
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(site.path()).unwrap().permissions(),
    );
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn operators_come_change_and_go_by_an_admins_hand() {
    let site = Door::staffed();
    let refused = |result: Output| result.unwrap_err().to_string();
    assert_eq!(
        refused(site.add("LIN", Some("chen"), Role::Tech, &[CHEN, LIN])),
        "there is an operator lin already: choose another name"
    );
    assert_eq!(
        refused(site.add("wu", Some("lin"), Role::Staff, &[LIN, "305817"])),
        "lin is staff and may not do this: ask an admin"
    );
    assert_eq!(
        refused(site.passwd("chen", Some("lin"), &[LIN, "94718305"])),
        "lin is staff and may not do this: ask an admin"
    );
    assert_eq!(
        refused(site.passwd("wu", Some("chen"), &[CHEN, "305817"])),
        "there is no operator wu: `hallgate operator list` names them"
    );
    assert!(matches!(site.passwd("lin", None, &["305817"]), Err(PeopleError::NeedsAdmin)));

    site.passwd("Lin", Some("CHEN"), &[CHEN, "305817"]).unwrap();
    assert!(matches!(site.sign_in("lin", LIN, START), Err(PeopleError::Refused)));
    assert_eq!(site.sign_in("LIN", "305817", START).unwrap().role(), Role::Staff);

    assert_eq!(site.disable("LIN", "chen", CHEN).unwrap(), "lin is now disabled.\n");
    assert_eq!(site.disable("lin", "chen", CHEN).unwrap(), "lin is already disabled.\n");
    assert!(matches!(site.sign_in("lin", "305817", START), Err(PeopleError::Disabled(_))));
    assert!(matches!(site.sign_in("lin", "wrong", START), Err(PeopleError::Refused)));
    let lines: Vec<String> = site.list().lines().map(str::to_owned).collect();
    let cells = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(cells(&lines[2]), ["101", "chen", "admin", "enabled"]);
    assert_eq!(cells(&lines[3]), ["102", "lin", "staff", "disabled"]);
    site.enable("lin", "chen", CHEN).unwrap();
    site.sign_in("lin", "305817", START).unwrap();

    assert_eq!(
        site.log()[2..],
        [
            r#"chen password_changed: {"name":"lin"}"#,
            r#"lin sign_in_failed: {"place":"screen","why":"wrong_password"}"#,
            r#"chen operator_disabled: {"name":"lin"}"#,
            r#"lin sign_in_failed: {"place":"screen","why":"disabled"}"#,
            r#"lin sign_in_failed: {"place":"screen","why":"wrong_password"}"#,
            r#"chen operator_enabled: {"name":"lin"}"#,
        ]
    );
    let output = site.verify().unwrap();
    assert!(output.starts_with("The log is as it was written: "), "{output}");
    let all = format!("{:?}", site.admin_store().audit(&AuditFilter::default()).unwrap());
    assert!(![CHEN, LIN, "305817"].iter().any(|secret| all.contains(secret)));
}

#[test]
fn an_admin_changes_the_name_that_the_screen_shows() {
    let site = Door::staffed();
    let at_the_door = site.sign_in("lin", LIN, START).unwrap();
    assert!(matches!(site.call("lin", "林", None, &[]), Err(PeopleError::NeedsAdmin)));
    for (name, by, password) in [("lin", "lin", LIN), ("chen", "lin", LIN)] {
        let refused = site.call(name, "老板", Some(by), &[password]);
        assert!(matches!(refused, Err(PeopleError::NotAllowed { .. })), "not by staff: {name}");
    }
    assert!(matches!(site.call("lin", "林", Some("chen"), &[LIN]), Err(PeopleError::Refused)));
    assert!(matches!(site.call("wu", "吴", Some("chen"), &[CHEN]), Err(PeopleError::Unknown(_))));

    let call = |name, shown| site.call(name, shown, Some("chen"), &[CHEN]).unwrap();
    assert_eq!(call("102", "林 小红"), "lin is shown as 林 小红, from the next sign-in on.\n");
    assert_eq!(call("LIN", " 林 小红 "), "lin is already shown as 林 小红.\n");
    assert!(site.list().contains("林 小红"), "{}", site.list());
    assert_eq!(at_the_door.shown(), "lin", "whoever is there goes on as before");
    assert!(at_the_door.stands_in(&site.admin_store()).unwrap());
    assert_eq!(site.sign_in("lin", LIN, START).unwrap().shown(), "林 小红");
    assert_eq!(call("lin", ""), "lin is shown as lin, from the next sign-in on.\n");
    assert_eq!(
        site.log()[2..],
        [
            r#"chen sign_in_failed: {"place":"command_line","why":"wrong_password"}"#,
            r#"chen shown_name_changed: {"name":"lin","from":"lin","to":"林 小红"}"#,
            r#"chen shown_name_changed: {"name":"lin","from":"林 小红","to":"lin"}"#,
        ]
    );
    // Who is on shift is told by it: no two have one.
    let taken = site.call("chen", "LIN", Some("chen"), &[CHEN]);
    assert!(matches!(taken, Err(PeopleError::ShownTaken { .. })), "{taken:?}");
    assert_eq!(call("lin", "Lin"), "lin is shown as Lin, from the next sign-in on.\n");
    for shown in ["一二三四五六七八九十一二三四五六七", "a\u{202e}b", "a\nb"] {
        assert!(shown.parse::<CalledName>().is_err(), "{shown:?}");
    }
}

#[test]
fn the_last_enabled_admin_stays() {
    let site = Door::staffed();
    assert!(matches!(site.disable("chen", "chen", CHEN), Err(PeopleError::LastAdmin(_))));
    site.add("wu", Some("chen"), Role::Admin, &[CHEN, "kasse 7 rechts"]).unwrap();
    site.disable("chen", "chen", CHEN).unwrap();
    assert!(matches!(site.disable("wu", "chen", CHEN), Err(PeopleError::Disabled(_))));
    assert!(matches!(site.disable("wu", "wu", "kasse 7 rechts"), Err(PeopleError::LastAdmin(_))));
}

#[test]
fn five_wrong_passwords_lock_for_a_while_that_grows() {
    let site = Door::staffed();
    for (round, (begins, minutes)) in [(0, 1), (1, 5), (6, 15)].into_iter().enumerate() {
        for _ in 0..4 {
            let wrong = site.sign_in("lin", "000111", after(begins));
            assert!(matches!(wrong, Err(PeopleError::Refused)), "round {round}");
        }
        let fifth = site.sign_in("lin", "000111", after(begins));
        let Err(PeopleError::Locked { until, .. }) = fifth else { panic!("round {round}") };
        assert_eq!(until, after(begins + minutes));
        // Locked even for who knows the password, and trying does not make it longer.
        let right = site.sign_in("lin", LIN, until - SignedDuration::from_secs(1));
        let message = right.unwrap_err().to_string();
        assert_eq!(message, "too many wrong passwords: lin is locked for another 1 s");
    }
    // A lock is its name's alone; a new password ends it; a good sign-in begins the count anew.
    site.sign_in("chen", CHEN, after(7)).unwrap();
    site.passwd("lin", Some("chen"), &[CHEN, "305817"]).unwrap();
    for _ in 0..3 {
        for _ in 0..4 {
            site.sign_in("lin", "000111", after(7)).unwrap_err();
        }
        site.sign_in("lin", "305817", after(7)).unwrap();
    }
    let locks = site.log().into_iter().filter(|line| line.contains(" locked: ")).count();
    assert_eq!(locks, 3);
}

#[test]
fn an_unknown_name_is_refused_like_a_wrong_password_and_not_logged_as_typed() {
    let site = Door::staffed();
    for name in ["nobody", "my password, typed too early", "", &"x".repeat(10_000)] {
        for _ in 0..6 {
            let fault = site.sign_in(name, "000111", START).unwrap_err();
            assert!(matches!(fault, PeopleError::Refused));
        }
    }
    let log = site.log();
    assert_eq!(log.len(), 2 + 24);
    assert!(log[2..].iter().all(|line| *line
        == format!(r#"{NOBODY} sign_in_failed: {{"place":"screen","why":"unknown_name"}}"#)));
}

#[test]
fn who_was_changed_meanwhile_signs_in_again() {
    let site = Door::staffed();
    site.add("wu", Some("chen"), Role::Admin, &[CHEN, "kasse 7 rechts"]).unwrap();
    let chen = site.sign_in("chen", CHEN, START).unwrap();
    site.disable("chen", "wu", "kasse 7 rechts").unwrap();
    let lin: OperatorName = "lin".parse().unwrap();
    let mut admin_store = site.admin_store();
    let late = set_disabled(&mut admin_store, &chen, &lin, true, START);
    assert!(matches!(late, Err(PeopleError::Outdated(_))));
}

#[test]
fn a_staff_number_is_as_good_as_a_name() {
    let site = Door::staffed();
    let mut wanted = new_operator("wang.fang", Some("101"), Role::Staff);
    wanted.called = "王芳".parse().unwrap();
    let add = |wanted: &OperatorAdd| {
        output_of(|out| add(&site.config, wanted, input(&[CHEN, "305817"]).as_slice(), out))
    };
    assert_eq!(add(&wanted).unwrap(), "wang.fang is added as staff, staff number 103.\n");
    // One's own choice, and a name that is a number already.
    let numbered = |name: &str, number: &str| {
        let mut wanted = new_operator(name, Some("chen"), Role::Staff);
        wanted.number = (!number.is_empty()).then(|| number.parse().unwrap());
        add(&wanted)
    };
    assert_eq!(numbered("wu", "0007").unwrap(), "wu is added as staff, staff number 0007.\n");
    assert_eq!(numbered("104", "").unwrap(), "104 is added as staff, staff number 104.\n");
    assert_eq!(numbered("tang", "").unwrap(), "tang is added as staff, staff number 105.\n");
    // Nobody is to sign in as somebody else.
    for (name, number) in [("zhao", "103"), ("103", ""), ("zhao", "104")] {
        let taken = numbered(name, number).unwrap_err().to_string();
        assert!(taken.ends_with(" is taken: choose another one"), "{taken}");
    }
    assert!(matches!(numbered("103", "9"), Err(PeopleError::NameTaken(_))));

    let mut wang = site.sign_in("103", "305817", START).unwrap();
    assert_eq!((wang.name().as_str(), wang.shown()), ("wang.fang", "王芳"));
    assert!(matches!(site.sign_in("3", "305817", START), Err(PeopleError::Refused)));
    // Wrong ones by name and by number are wrong ones of one person.
    for name in ["103", "wang.fang", "103", "WANG.FANG"] {
        assert!(matches!(site.sign_in(name, "000111", START), Err(PeopleError::Refused)));
    }
    assert!(matches!(site.sign_in("103", "000111", START), Err(PeopleError::Locked { .. })));

    // One's own password is one's own to change, by which a lock ends and one stays signed in.
    let chosen = |text: &str| Password::new(text.into()).unwrap();
    let own = wang.name().clone();
    let mut admin_store = site.admin_store();
    let mut set = |text| set_password(&mut admin_store, &mut wang, &own, &chosen(text), START);
    assert!(matches!(set("00103"), Err(PeopleError::Weak(Weakness::Short))));
    set("640917").unwrap();
    set("917640").unwrap();
    site.sign_in("103", "917640", START).unwrap();
    let log = site.log();
    assert_eq!(
        log[log.len() - 2..],
        [
            r#"wang.fang password_changed: {"name":"wang.fang"}"#,
            r#"wang.fang password_changed: {"name":"wang.fang"}"#
        ]
    );
    assert_eq!(
        site.list(),
        "Number  Name       Shown as  Role   State\n\
         ───────────────────────────────────────────\n\
         101     chen                 admin  enabled\n\
         102     lin                  staff  enabled\n\
         103     wang.fang  王芳      staff  enabled\n\
         104     104                  staff  enabled\n\
         105     tang                 staff  enabled\n\
         0007    wu                   staff  enabled\n"
    );
}

//! Operators and the audit log, with the real database and real hashes.

use std::path::PathBuf;
use std::process::Command;

use hallgate::config::Config;
use hallgate::people::commands::{
    AuditShow, OperatorChange, Site, add, audit_show, audit_verify, disable, enable, list, passwd,
};
use hallgate::people::{NOBODY, Password, PeopleError, Place, SignedIn, sign_in};
use hallgate::store::{
    AuditFault, AuditFilter, DatabaseKey, Office, OperatorName, Role, Store, StoreError,
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

const CHEN: &str = "saal drei links";
const LIN: &str = "947183";
const START: Timestamp = Timestamp::constant(1_777_600_000, 0);

/// A terminal at some door, by its disk.
struct Door {
    folder: tempfile::TempDir,
    config: Config,
}

impl Door {
    /// One on which nothing ever ran.
    fn fresh() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("db.key");
        std::fs::write(&key, "07".repeat(32)).unwrap();
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(&key, private).unwrap();
        let text = format!(
            "[terminal]\ncinema_code = \"12345678\"\n[store]\npath = \"{}\"\nkey = \"file:{}\"\n
             [platform]\nurl = \"https://platform.example\"\nusername = \"t\"\nprivate_key = \"file:/none\"",
            folder.path().join("hallgate.db").display(),
            key.display(),
        );
        let config = Config::parse(&text, &folder.path().join("hallgate.toml")).unwrap();
        Self { folder, config }
    }

    /// One with the admin chen and the staff lin.
    fn staffed() -> Self {
        let site = Self::fresh();
        site.add("chen", None, Role::Admin, &[CHEN]).unwrap();
        site.add("lin", Some("chen"), Role::Staff, &[CHEN, LIN]).unwrap();
        site
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("hallgate.db")
    }

    fn office(&self) -> Office {
        Office::open(&self.path(), &key()).unwrap()
    }

    /// The database as somebody opens it around the program.
    fn raw(&self) -> Connection {
        let db = Connection::open(self.path()).unwrap();
        db.pragma_update(None, "key", format!("x'{}'", "07".repeat(32))).unwrap();
        db
    }

    fn add(&self, name: &str, by: Option<&str>, role: Role, lines: &[&str]) -> Told {
        told(|out| add(&self.config, &change(name, by), role, input(lines).as_slice(), out))
    }

    fn passwd(&self, name: &str, by: Option<&str>, lines: &[&str]) -> Told {
        told(|out| passwd(&self.config, &change(name, by), input(lines).as_slice(), out))
    }

    fn disable(&self, name: &str, by: &str, password: &str) -> Told {
        let change = change(name, Some(by));
        told(|out| disable(&self.config, &change, input(&[password]).as_slice(), out))
    }

    fn enable(&self, name: &str, by: &str, password: &str) -> Told {
        let change = change(name, Some(by));
        told(|out| enable(&self.config, &change, input(&[password]).as_slice(), out))
    }

    fn list(&self) -> String {
        told(|out| list(&self.config, out)).unwrap()
    }

    fn verify(&self) -> Told {
        told(|out| audit_verify(&self.config, out))
    }

    fn sign_in(&self, name: &str, password: &str, at: Timestamp) -> Result<SignedIn, PeopleError> {
        let password = Password::new(password.into()).unwrap();
        sign_in(&mut self.office(), name, &password, Place::Screen, at)
    }

    /// Who and what of the log, but for good sign-ins.
    fn log(&self) -> Vec<String> {
        let entries = self.office().audit(&AuditFilter::default()).unwrap();
        entries
            .into_iter()
            .filter(|entry| entry.what != "sign_in")
            .map(|entry| format!("{} {}: {}", entry.who, entry.what, entry.detail))
            .collect()
    }
}

type Told = Result<String, PeopleError>;

fn told(run: impl FnOnce(&mut Vec<u8>) -> Result<(), PeopleError>) -> Told {
    let mut out = Vec::new();
    run(&mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

fn input(lines: &[&str]) -> Vec<u8> {
    lines.iter().flat_map(|line| format!("{line}\n").into_bytes()).collect()
}

fn change(name: &str, by: Option<&str>) -> OperatorChange {
    OperatorChange {
        name: name.parse().unwrap(),
        acting: by.map(str::to_owned),
        password_stdin: true,
        site: Site { config: PathBuf::new() },
    }
}

fn key() -> DatabaseKey {
    DatabaseKey::from_bytes(&[7; 32]).unwrap()
}

fn after(minutes: i64) -> Timestamp {
    START + SignedDuration::from_mins(minutes)
}

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
    assert!(matches!(site.add("chen", None, Role::Admin, &[]), Err(PeopleError::NoPassword(_))));
    assert_eq!(site.add("chen", None, Role::Admin, &[CHEN]).unwrap(), "chen is added as admin.\n");
    assert!(matches!(site.add("other", None, Role::Admin, &[CHEN]), Err(PeopleError::NeedsAdmin)));
    assert_eq!(site.log(), [format!("{NOBODY} operator_added: chen as admin")]);
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(site.path()).unwrap().permissions(),
    );
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn operators_come_change_and_go_by_an_admins_hand() {
    let site = Door::staffed();
    let refused = |told: Told| told.unwrap_err().to_string();
    assert_eq!(
        refused(site.add("LIN", Some("chen"), Role::Tech, &[CHEN, LIN])),
        "there is an operator lin already: choose another name"
    );
    assert_eq!(
        refused(site.add("wu", Some("lin"), Role::Staff, &[LIN, "305817"])),
        "lin is staff and may not do this: ask an admin"
    );
    assert_eq!(
        refused(site.passwd("lin", Some("lin"), &[LIN, "305817"])),
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

    assert_eq!(site.disable("LIN", "chen", CHEN).unwrap(), "LIN is now disabled.\n");
    assert_eq!(site.disable("lin", "chen", CHEN).unwrap(), "lin is already disabled.\n");
    assert!(matches!(site.sign_in("lin", "305817", START), Err(PeopleError::Disabled(_))));
    assert!(matches!(site.sign_in("lin", "wrong", START), Err(PeopleError::Refused)));
    let lines: Vec<String> = site.list().lines().map(str::to_owned).collect();
    assert_eq!(lines[0].split_whitespace().collect::<Vec<_>>(), ["chen", "admin", "enabled"]);
    assert_eq!(lines[1].split_whitespace().collect::<Vec<_>>(), ["lin", "staff", "disabled"]);
    site.enable("lin", "chen", CHEN).unwrap();
    site.sign_in("lin", "305817", START).unwrap();

    assert_eq!(
        site.log()[2..],
        [
            "chen password_changed: lin",
            "lin sign_in_failed: at the screen, wrong password",
            "chen operator_disabled: lin",
            "lin sign_in_failed: at the screen, though disabled",
            "lin sign_in_failed: at the screen, wrong password",
            "chen operator_enabled: lin",
        ]
    );
    let told = site.verify().unwrap();
    assert!(told.starts_with("The log is as it was written: "), "{told}");
    let all = format!("{:?}", site.office().audit(&AuditFilter::default()).unwrap());
    assert!(![CHEN, LIN, "305817"].iter().any(|secret| all.contains(secret)));
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
        let told = right.unwrap_err().to_string();
        assert_eq!(told, "too many wrong passwords: lin is locked for another 1 s");
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
            let told = site.sign_in(name, "000111", START).unwrap_err();
            assert!(matches!(told, PeopleError::Refused));
        }
    }
    let log = site.log();
    assert_eq!(log.len(), 2 + 24);
    assert!(
        log[2..].iter().all(|line| *line
            == format!("{NOBODY} sign_in_failed: at the screen, a name that is not known"))
    );
}

#[test]
fn who_was_changed_meanwhile_signs_in_again() {
    let site = Door::staffed();
    site.add("wu", Some("chen"), Role::Admin, &[CHEN, "kasse 7 rechts"]).unwrap();
    let chen = site.sign_in("chen", CHEN, START).unwrap();
    site.disable("chen", "wu", "kasse 7 rechts").unwrap();
    let lin: OperatorName = "lin".parse().unwrap();
    let mut office = site.office();
    let late = hallgate::people::set_disabled(&mut office, &chen, &lin, true, START);
    assert!(matches!(late, Err(PeopleError::Outdated(_))));
}

#[test]
fn the_database_itself_rejects_what_the_rules_forbid() {
    let site = Door::staffed();
    let db = site.raw();
    for (sql, reason) in [
        ("UPDATE audit SET detail = 'x' WHERE id = 1", "never altered"),
        ("DELETE FROM audit WHERE id = 1", "never cut"),
        ("DELETE FROM audit", "never cut"),
        ("INSERT OR REPLACE INTO audit VALUES (1, 1, 'x', 'x', 'x', x'00')", "at its end alone"),
        ("INSERT INTO audit VALUES (-1, 1, 'x', 'x', 'x', x'00')", "at its end alone"),
        ("UPDATE operators SET disabled = 1 WHERE name = 'chen'", "last enabled admin"),
        ("UPDATE operators SET role = 'tech' WHERE name = 'chen'", "last enabled admin"),
        ("UPDATE operators SET name = 'x' WHERE name = 'lin'", "never renamed"),
        ("DELETE FROM operators WHERE name = 'lin'", "never deleted"),
        ("INSERT INTO operators (name, role, hash) VALUES ('x', 'boss', '')", "CHECK"),
    ] {
        let told = db.execute(sql, []).unwrap_err().to_string();
        assert!(told.contains(reason), "{sql}: {told}");
    }
    site.verify().unwrap();
}

/// What somebody with the key does to the log around the program, and what is told of it.
#[test]
fn the_log_altered_around_the_program_is_found() {
    let cases: [(&str, fn(&AuditFault) -> bool); 13] = [
        ("UPDATE audit SET detail = 'nothing' WHERE id = 3", |fault| {
            matches!(fault, AuditFault::Altered { id: 3, .. })
        }),
        ("UPDATE audit SET who = 'lin' WHERE id = 1", |fault| {
            matches!(fault, AuditFault::Altered { id: 1, .. })
        }),
        ("UPDATE audit SET at = at - 1 WHERE id = 6", |fault| {
            matches!(fault, AuditFault::Altered { id: 6, .. })
        }),
        // A letter moved from one field to the next.
        ("UPDATE audit SET who = who || 's', what = substr(what, 2) WHERE id = 2", |fault| {
            matches!(fault, AuditFault::Altered { id: 2, .. })
        }),
        ("DELETE FROM audit WHERE id IN (3, 4)", |fault| {
            matches!(fault, AuditFault::Missing { first: 3, last: 4, next: 5, .. })
        }),
        ("DELETE FROM audit WHERE id = 1", |fault| {
            matches!(fault, AuditFault::Missing { first: 1, last: 1, next: 2, .. })
        }),
        // Renumbered, so that there is no gap.
        ("DELETE FROM audit WHERE id = 3; UPDATE audit SET id = id - 1 WHERE id > 3", |fault| {
            matches!(fault, AuditFault::Altered { id: 3, .. })
        }),
        ("DELETE FROM audit WHERE id > 4", |fault| {
            matches!(fault, AuditFault::TailCut { first: 5, last: 6, after: Some(_) })
        }),
        ("DELETE FROM audit", |fault| {
            matches!(fault, AuditFault::TailCut { first: 1, last: 6, after: None })
        }),
        // The head moved to where the cut is: it can't be sealed without the key.
        (
            "DELETE FROM audit WHERE id > 4;
             UPDATE audit_head SET id = 4, chain = (SELECT chain FROM audit WHERE id = 4)",
            |fault| matches!(fault, AuditFault::HeadAltered { id: 4, .. }),
        ),
        ("DELETE FROM audit; DELETE FROM audit_head", |fault| {
            matches!(fault, AuditFault::HeadAltered { id: 0, .. })
        }),
        // An entry of somebody's own at the end, chained without the key.
        (
            "INSERT INTO audit SELECT 7, at, who, what, detail, chain FROM audit WHERE id = 6",
            |fault| matches!(fault, AuditFault::Altered { id: 7, .. }),
        ),
        // All entries given the chain of an honest-looking, keyless rule.
        ("UPDATE audit SET chain = randomblob(32)", |fault| {
            matches!(fault, AuditFault::Altered { id: 1, .. })
        }),
    ];
    for (sql, expected) in cases {
        let site = Door::staffed();
        let mut office = site.office();
        for minute in 0..3 {
            office
                .change(|change| change.log("lin", "opened_by_hand", "a pram", after(minute)))
                .unwrap();
        }
        let fault = around(&site, sql);
        assert!(expected(&fault), "{sql}: {fault:?}");
        let sentence = site.verify().unwrap_err().to_string();
        assert!(sentence.contains(&fault.to_string()), "{sentence}");

        // Going on does not cover it up.
        office.change(|change| change.log("lin", "sign_out", "", after(4))).unwrap();
        office.change(|change| change.log("lin", "sign_in", "", after(5))).unwrap();
        let later = office.verify_audit().unwrap();
        assert!(later.is_err(), "{sql}: covered up by later entries");
    }
}

/// Does it with the guards taken away and put back, and verifies.
fn around(site: &Door, sql: &str) -> AuditFault {
    let db = site.raw();
    assert_eq!(count(&db), 6, "two sign-ups, one sign-in, three openings");
    let guards: Vec<(String, String)> = db
        .prepare(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'",
        )
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for (name, _) in &guards {
        db.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    assert!(matches!(
        site.office().verify_audit().unwrap(),
        Err(AuditFault::GuardGone("audit_stands"))
    ));
    db.execute_batch(sql).unwrap();
    for (_, sql) in &guards {
        db.execute_batch(sql).unwrap();
    }
    site.office().verify_audit().unwrap().unwrap_err()
}

fn count(db: &Connection) -> i64 {
    db.query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).unwrap()
}

#[test]
fn an_entry_that_does_not_read_is_named() {
    let site = Door::staffed();
    site.raw()
        .execute_batch(
            "DROP TRIGGER audit_stands; DROP TRIGGER audit_stays; DROP TRIGGER audit_grows;
             CREATE TABLE loose (id INTEGER PRIMARY KEY, at, who, what, detail, chain);
             INSERT INTO loose SELECT * FROM audit; DROP TABLE audit;
             ALTER TABLE loose RENAME TO audit;
             UPDATE audit SET at = 'noon' WHERE id = 2",
        )
        .unwrap();
    assert_eq!(site.office().verify_audit().unwrap(), Err(AuditFault::Unreadable { id: 2 }));
}

#[test]
fn the_log_is_shown_newest_last_as_far_as_it_is_wanted() {
    let site = Door::staffed();
    let mut office = site.office();
    for minute in [0, 60, 24 * 60] {
        office.change(|change| change.log("lin", "sign_out", "", after(minute))).unwrap();
    }
    let show = |from: Option<&str>, to: Option<&str>, who: Option<&str>, limit, json| {
        let wanted = AuditShow {
            site: Site { config: PathBuf::new() },
            from: from.map(|from| from.parse().unwrap()),
            to: to.map(|to| to.parse().unwrap()),
            who: who.map(str::to_owned),
            limit,
            json,
        };
        told(|out| audit_show(&site.config, &wanted, out)).unwrap()
    };
    // START is 2026-05-01T09:46:40 in China.
    let day = show(Some("2026-05-01"), Some("2026-05-01"), Some("LIN"), None, false);
    assert_eq!(
        day,
        "     4  2026-05-01 09:46:40  lin           sign_out\n     5  2026-05-01 10:46:40  lin           sign_out\n"
    );
    assert_eq!(show(Some("2026-05-01T10:00"), Some("2026-05-01T10:46"), None, None, false), "");
    let newest = show(None, None, None, Some(2), true);
    let ids: Vec<i64> = newest
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_i64().unwrap()
        })
        .collect();
    assert_eq!(ids, [5, 6]);
    assert_eq!(show(None, None, None, None, false).lines().count(), 6);
}

#[test]
fn an_installer_works_beside_the_running_terminal() {
    let site = Door::fresh();
    let store = Store::open(&site.path(), &key()).unwrap();
    assert!(matches!(Store::open(&site.path(), &key()), Err(StoreError::InUse(_))));
    site.add("chen", None, Role::Admin, &[CHEN]).unwrap();
    store.log("chen", "sign_in", "at the screen", START).unwrap();
    site.add("lin", Some("chen"), Role::Staff, &[CHEN, LIN]).unwrap();
    assert_eq!(store.operators().unwrap().len(), 2);
    assert_eq!(site.office().verify_audit().unwrap().unwrap().entries, 4);
    // And the office leaves the lock to the terminal.
    drop(store);
    let office = site.office();
    let store = Store::open(&site.path(), &key()).unwrap();
    store.log("lin", "sign_in", "at the screen", START).unwrap();
    assert_eq!(office.verify_audit().unwrap().unwrap().entries, 5);
}

#[test]
fn a_database_of_before_there_were_operators_is_brought_up_to_date() {
    let site = Door::staffed();
    site.raw()
        .execute_batch(
            "DROP TABLE audit; DROP TABLE audit_head; DROP TRIGGER operators_stay;
             DROP TABLE operators; PRAGMA user_version = 1",
        )
        .unwrap();
    assert!(site.list().starts_with("There are no operators yet"));
    assert_eq!(site.verify().unwrap(), "The log is as it was made: no entry yet.\n");
    site.add("chen", None, Role::Admin, &[CHEN]).unwrap();
    site.verify().unwrap();
}

#[test]
fn what_is_not_there_is_not_made_by_looking() {
    let site = Door::fresh();
    assert!(matches!(site.verify(), Err(PeopleError::Store(StoreError::Missing(_)))));
    assert!(matches!(
        site.passwd("chen", Some("chen"), &[CHEN, CHEN]),
        Err(PeopleError::Store(StoreError::Missing(_)))
    ));
    assert!(!site.path().exists());
    let other = DatabaseKey::from_bytes(&[8; 32]).unwrap();
    site.add("chen", None, Role::Admin, &[CHEN]).unwrap();
    assert!(matches!(Office::open(&site.path(), &other), Err(StoreError::WrongKey(_))));
    let store = Store::open(&site.path(), &key()).unwrap();
    assert!(matches!(Office::open(&site.path(), &other), Err(StoreError::WrongKey(_))));
    drop(store);
}

const WRITER: &str = "HALLGATE_TEST_WRITES_TO";
const WRITERS: usize = 4;
const ENTRIES: usize = 25;

/// Does nothing on its own: the test below starts it in processes of their own.
#[test]
fn a_writer_in_a_process_of_its_own() {
    let Some(path) = std::env::var_os(WRITER) else { return };
    let mut office = Office::open_or_make(path.as_ref(), &key()).unwrap();
    for _ in 0..ENTRIES {
        office.change(|change| change.log("lin", "sign_out", "", START)).unwrap();
    }
}

#[test]
fn processes_that_write_at_once_keep_one_chain() {
    let site = Door::fresh();
    // None of them finds a database: one makes it, the others wait.
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| {
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "a_writer_in_a_process_of_its_own"])
                .env(WRITER, site.path())
                .spawn()
                .unwrap()
        })
        .collect();
    let store = Store::open(&site.path(), &key()).unwrap();
    for _ in 0..ENTRIES {
        store.log("chen", "sign_out", "", START).unwrap();
    }
    for mut writer in writers {
        assert!(writer.wait().unwrap().success());
    }
    let span = site.office().verify_audit().unwrap().unwrap();
    assert_eq!(span.entries as usize, (WRITERS + 1) * ENTRIES);
}

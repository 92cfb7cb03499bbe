//! The log, altered around the program, and shown.

use std::path::PathBuf;

use hallgate::clock::CHINA;
use hallgate::people::Role;
use hallgate::terminal::operators::PeopleError;
use hallgate::terminal::operators::commands::{AuditShow, SiteArgs, audit_show};
use hallgate::terminal::store::detail::{Leaving, Place};
use hallgate::terminal::store::{
    AdminStore, AuditDetail, AuditFault, AuditKind, Change, OpenReason, Store, StoreError,
};
use hallgate::words::Language;
use rusqlite::Connection;

use crate::door::{CHEN, Door, LIN, after, key, output_of};

const IN: AuditDetail = AuditDetail::SignIn { place: Place::Screen };
const OUT: AuditDetail = AuditDetail::SignOut { by: Leaving::ByThemselves };
const ASSISTANCE: AuditDetail = AuditDetail::OpenedByHand { reason: OpenReason::Assistance };

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
        ("INSERT INTO operators (name, number, role, hash) VALUES ('x', '9', 'boss', '')", "CHECK"),
        (
            "INSERT INTO operators (name, number, role, hash) VALUES ('x', '9a', 'staff', '')",
            "CHECK",
        ),
        ("INSERT INTO operators (name, role, hash) VALUES ('x', 'staff', '')", "a staff number"),
        (
            "INSERT INTO operators (name, number, role, hash) VALUES ('101', '9', 'staff', '')",
            "nobody else's name",
        ),
        (
            "INSERT INTO operators (name, number, role, hash) VALUES ('x', '101', 'staff', '')",
            "UNIQUE",
        ),
        ("UPDATE operators SET number = '9' WHERE name = 'lin'", "never changed"),
    ] {
        let message = db.execute(sql, []).unwrap_err().to_string();
        assert!(message.contains(reason), "{sql}: {message}");
    }
    site.verify().unwrap();
}

/// What is done, and what has to be told of it.
type Case = (&'static str, fn(&AuditFault) -> bool);

/// What somebody with the key does to the log around the program, and what is told of it.
#[test]
fn the_log_altered_around_the_program_is_found() {
    let cases: [Case; 15] = [
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
        // The log as it once was, with the head that it had then: rolled back, as it were.
        (
            "DELETE FROM audit WHERE id > 4;
             INSERT OR REPLACE INTO audit_head SELECT 1, id, chain, seal FROM older WHERE id = 4",
            |fault| matches!(fault, AuditFault::TailCut { first: 5, last: 6, after: Some(_) }),
        ),
        (
            "DELETE FROM audit;
             INSERT OR REPLACE INTO audit_head SELECT 1, id, chain, seal FROM older WHERE id = 0",
            |fault| matches!(fault, AuditFault::TailCut { first: 1, last: 6, after: None }),
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
        let site = Door::fresh();
        drop(AdminStore::open_or_make(&site.path(), &key()).unwrap());
        site.raw()
            .execute_batch(
                "CREATE TABLE older AS SELECT * FROM audit_head;
                 CREATE TRIGGER heads BEFORE INSERT ON audit_head BEGIN
                     INSERT INTO older VALUES (NEW.only, NEW.id, NEW.chain, NEW.seal);
                 END",
            )
            .unwrap();
        site.add("chen", None, Role::Admin, &[CHEN]).unwrap();
        site.add("lin", Some("chen"), Role::Staff, &[CHEN, LIN]).unwrap();
        let mut admin_store = site.admin_store();
        for minute in 0..3 {
            admin_store.change(|change| change.log("lin", &ASSISTANCE, after(minute))).unwrap();
        }
        let fault = around(&site, sql);
        assert!(expected(&fault), "{sql}: {fault:?}");
        let sentence = site.verify().unwrap_err().to_string();
        assert!(sentence.contains(&fault.message_in(&CHINA, Language::English)), "{sentence}");

        // Going on does not cover it up.
        admin_store.change(|change| change.log("lin", &OUT, after(4))).unwrap();
        admin_store.change(|change| change.log("lin", &IN, after(5))).unwrap();
        let later = admin_store.verify_audit().unwrap();
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
        site.admin_store().verify_audit().unwrap(),
        Err(AuditFault::GuardGone(guard)) if guard == "audit_stands"
    ));
    db.execute_batch(sql).unwrap();
    for (_, sql) in &guards {
        db.execute_batch(sql).unwrap();
    }
    site.admin_store().verify_audit().unwrap().unwrap_err()
}

/// A rule of the database's own, replaced by one of its name or taken away, is named, whatever it
/// guards; and so is what somebody hung on a table of the program's.
#[test]
fn guards_that_do_nothing_are_named() {
    let idle = |name: &str, on: &str| {
        format!("DROP TRIGGER {name}; CREATE TRIGGER {name} BEFORE {on} BEGIN SELECT 1; END")
    };
    let altered = |name: &str| AuditFault::GuardAltered(name.into());
    let cases = [
        (idle("audit_stands", "UPDATE ON audit"), altered("audit_stands")),
        (idle("audit_stays", "DELETE ON audit"), altered("audit_stays")),
        (idle("records_stand", "UPDATE ON records"), altered("records_stand")),
        (idle("pending_records_stay", "DELETE ON records"), altered("pending_records_stay")),
        (idle("an_admin_stays", "UPDATE ON operators"), altered("an_admin_stays")),
        (idle("openings_stay", "DELETE ON manual_openings"), altered("openings_stay")),
        // On another table it guards nothing, though its text but for that is the same.
        (
            "DROP TRIGGER operators_stay; CREATE TRIGGER operators_stay BEFORE DELETE ON waits BEGIN
                 SELECT RAISE(ABORT, 'an operator is disabled, never deleted'); END"
                .into(),
            altered("operators_stay"),
        ),
        (
            "DROP TRIGGER the_newest_record_stays".into(),
            AuditFault::GuardGone("the_newest_record_stays".into()),
        ),
        (
            "DROP INDEX operators_by_number".into(),
            AuditFault::GuardGone("operators_by_number".into()),
        ),
        // One ticket, one admission: the table's own constraint.
        (
            "PRAGMA legacy_alter_table = ON; CREATE TABLE loose AS SELECT * FROM records;
             DROP TABLE records;
             ALTER TABLE loose RENAME TO records"
                .into(),
            altered("records"),
        ),
        (
            "CREATE TRIGGER silent BEFORE INSERT ON audit BEGIN SELECT RAISE(IGNORE); END".into(),
            AuditFault::GuardForeign { name: "silent".into(), table: "audit".into() },
        ),
        (
            "CREATE UNIQUE INDEX one_a_day ON records (business_day)".into(),
            AuditFault::GuardForeign { name: "one_a_day".into(), table: "records".into() },
        ),
    ];
    for (sql, expected) in cases {
        let site = Door::staffed();
        site.verify().unwrap();
        site.raw().execute_batch(&sql).unwrap();
        assert_eq!(site.admin_store().verify_audit().unwrap(), Err(expected), "{sql}");
    }
    // A table of somebody's own is nobody's guard.
    let site = Door::staffed();
    site.raw().execute_batch("CREATE TABLE notes (note TEXT)").unwrap();
    site.verify().unwrap();
}

/// However long whoever looks on takes, the writer's log of changes can be merged.
#[test]
fn a_long_log_is_verified_and_shown_without_holding_the_database() {
    let site = Door::staffed();
    let mut admin_store = site.admin_store();
    let many = |change: &Change| (0..20_000).try_for_each(|_| change.log("lin", &OUT, after(0)));
    admin_store.change::<_, StoreError>(many).unwrap();
    let raw = site.raw();
    let is_free = || -> bool {
        let busy = "PRAGMA wal_checkpoint(TRUNCATE)";
        raw.query_row(busy, [], |row| row.get::<_, i64>(0)).unwrap() == 0
    };
    assert!(is_free());
    let mut progress = Vec::new();
    let span = admin_store.verify_audit_with_progress(|done, all| {
        assert!(is_free());
        progress.push((done, all));
    });
    assert_eq!(span.unwrap().unwrap().entries, 20_003);
    assert_eq!(progress, [(10_000, 20_003), (20_000, 20_003)]);
    let mut shown = 0;
    let reader = site.admin_store();
    let all = hallgate::terminal::store::AuditFilter::default();
    reader
        .audit_each::<StoreError>(&all, |entry| {
            shown += 1;
            assert_eq!(entry.id, shown);
            if shown % 500 == 1 {
                assert!(is_free());
                // What comes meanwhile is not shown.
                admin_store.change(|change| change.log("lin", &OUT, after(1)))?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(shown, 20_003);
    // Cut where one stretch meets the next.
    raw.execute_batch("DROP TRIGGER audit_stays; DELETE FROM audit WHERE id = 10001").unwrap();
    let fault = admin_store.verify_audit().unwrap();
    assert!(matches!(fault, Err(AuditFault::Missing { first: 10_001, last: 10_001, .. })));
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
    assert_eq!(site.admin_store().verify_audit().unwrap(), Err(AuditFault::Unreadable { id: 2 }));
}

#[test]
fn the_log_is_shown_newest_last_as_far_as_it_is_wanted() {
    let site = Door::staffed();
    let mut admin_store = site.admin_store();
    for minute in [0, 60, 24 * 60] {
        let logged = |change: &Change| {
            change.log("lin", &OUT, after(minute))?;
            change.log("chen", &ASSISTANCE, after(minute))
        };
        admin_store.change::<_, StoreError>(logged).unwrap();
    }
    let all = AuditShow {
        site: SiteArgs { config: PathBuf::new() },
        from: None,
        to: None,
        who: None,
        what: Vec::new(),
        text: None,
        limit: None,
        json: true,
    };
    let ids = |wanted: AuditShow| -> Vec<i64> {
        let output = output_of(|out| audit_show(&site.config, &wanted, out)).unwrap();
        output
            .lines()
            .map(|line| {
                serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_i64().unwrap()
            })
            .collect()
    };
    let show = |change: fn(&mut AuditShow)| {
        let mut wanted = AuditShow { site: SiteArgs { config: PathBuf::new() }, ..all.clone() };
        change(&mut wanted);
        ids(wanted)
    };
    assert_eq!(show(|_| {}), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // START is 2026-05-01T09:46:40 in China; what the commands do is logged at today's time.
    assert_eq!(show(|wanted| wanted.to = "2026-05-01".parse().ok()), [4, 5, 6, 7]);
    assert_eq!(show(|wanted| wanted.to = "2026-05-01T10:46".parse().ok()), [4, 5]);
    assert_eq!(show(|wanted| wanted.who = Some("LIN".into())), [4, 6, 8]);
    assert_eq!(show(|wanted| wanted.what = vec![AuditKind::OpenedByHand]), [5, 7, 9]);
    assert_eq!(
        show(|wanted| wanted.what =
            vec![AuditKind::OperatorAdded, AuditKind::SignIn, AuditKind::SignOut]),
        [1, 2, 3, 4, 6, 8]
    );
    assert_eq!(show(|wanted| wanted.text = Some("=ASSIST".into())), [5, 7, 9]);
    assert!(show(|wanted| wanted.text = Some("%".into())).is_empty());
    assert_eq!(show(|wanted| wanted.limit = Some(2)), [8, 9]);
    assert!(show(|wanted| wanted.limit = Some(0)).is_empty());
    let newest = |wanted: &mut AuditShow| {
        wanted.who = Some("lin".into());
        wanted.limit = Some(2);
    };
    assert_eq!(show(newest), [6, 8]);

    for (from, to) in [
        ("2026-05-02", "2026-05-01"),
        ("2026-05-01T09:50", "2026-05-01T09:50"),
        ("2026-05-02", "2026-05-01T23:59"),
    ] {
        let (from, to) = (from.parse().ok(), to.parse().ok());
        let reversed = AuditShow { from, to, ..all.clone() };
        let fault = output_of(|out| audit_show(&site.config, &reversed, out)).unwrap_err();
        assert!(matches!(fault, PeopleError::Reversed { .. }), "{fault}");
    }

    let mut wanted = AuditShow { to: "2026-05-01T09:50".parse().ok(), json: false, ..all };
    let mut config = site.config.clone();
    let lines = output_of(|out| audit_show(&config, &wanted, out)).unwrap();
    assert_eq!(
        lines,
        "     4  2026-05-01 09:46:40  lin           signed out             by themselves\n     \
         5  2026-05-01 09:46:40  chen          opened by hand         Needs assistance\n"
    );
    config.terminal.language = Language::Chinese;
    let lines = output_of(|out| audit_show(&config, &wanted, out)).unwrap();
    assert!(lines.contains("  lin           退出                   本人退出\n"), "{lines}");
    wanted.who = Some("nobody".into());
    let lines = output_of(|out| audit_show(&config, &wanted, out)).unwrap();
    assert_eq!(lines, "没有符合条件的记录。\n");
}

/// The head beside the database, as `hallgate.db.head`.
fn head_file(site: &Door) -> PathBuf {
    site.path().with_extension("db.head")
}

#[test]
fn the_head_beside_the_database_is_missed_and_begun_anew_with_a_word_of_it() {
    let site = Door::staffed();
    let gone =
        || matches!(site.admin_store().verify_audit().unwrap(), Err(AuditFault::OutsideMissing(_)));
    std::fs::remove_file(head_file(&site)).unwrap();
    assert!(gone());
    // Looking does not make it; the next entry does, and the log tells of it.
    site.list();
    assert!(gone());
    site.sign_in("lin", LIN, after(0)).unwrap();
    site.verify().unwrap();
    let log = site.log();
    assert!(log.last().unwrap().starts_with("(terminal) log_head_begun: missing=/"));

    // What somebody wrote into it is no head, and is never taken for one.
    let good = std::fs::read_to_string(head_file(&site)).unwrap();
    let zeros = format!("5 {0} {0}\n", "00".repeat(32));
    for text in ["", "\n", "1", &zeros, &good[1..], &good.replace(' ', "  "), "\u{0}\u{0}"] {
        std::fs::write(head_file(&site), text).unwrap();
        let fault = site.admin_store().verify_audit().unwrap();
        assert!(matches!(fault, Err(AuditFault::OutsideAltered(_))), "{text:?}: {fault:?}");
        site.sign_in("lin", LIN, after(0)).unwrap();
        let fault = site.admin_store().verify_audit().unwrap();
        assert!(matches!(fault, Err(AuditFault::OutsideAltered(_))), "{text:?}: {fault:?}");
    }
    // One that is behind the log is as good as one that is not: the program was cut off before it
    // brought it up to date.
    std::fs::write(head_file(&site), good).unwrap();
    site.verify().unwrap();
}

/// Each start brings the head up to date before it logs itself, so one from before is told; and
/// whoever brings it up to date then leaves a word of it in the log.
#[test]
fn a_head_from_before_the_last_start_is_told() {
    let site = Door::staffed();
    let older = std::fs::read_to_string(head_file(&site)).unwrap();
    let started = AuditDetail::ProgramStarted { version: "1".into(), last_run: None };
    let start = || {
        let store = Store::open(&site.path(), &key()).unwrap();
        store.keep_log_head().unwrap();
        store.log("(terminal)", &started, after(0)).unwrap();
    };
    // Cut off in its first moment, the head is behind by the start itself.
    start();
    std::fs::write(head_file(&site), &older).unwrap();
    site.verify().unwrap();
    start();
    site.verify().unwrap();
    std::fs::write(head_file(&site), older).unwrap();
    let fault = site.admin_store().verify_audit().unwrap();
    assert!(matches!(fault, Err(AuditFault::OutsideOld(_))), "{fault:?}");
    let begun_entries = || site.log().iter().filter(|line| line.contains("log_head_begun")).count();
    assert_eq!(begun_entries(), 0);
    start();
    site.verify().unwrap();
    assert_eq!(begun_entries(), 1);
}

/// The database knows how far the file beside it has come.
#[test]
fn a_head_from_the_end_of_the_run_before_is_told_while_this_one_goes_on() {
    let site = Door::staffed();
    let started = AuditDetail::ProgramStarted { version: "1".into(), last_run: None };
    let store = Store::open(&site.path(), &key()).unwrap();
    store.keep_log_head().unwrap();
    let before = std::fs::read_to_string(head_file(&site)).unwrap();
    store.log("(terminal)", &started, after(0)).unwrap();
    // Whoever cuts it off here leaves the head behind.
    site.verify().unwrap();
    store.keep_log_head().unwrap();
    drop(store);
    site.verify().unwrap();
    std::fs::write(head_file(&site), before).unwrap();
    let fault = site.admin_store().verify_audit().unwrap();
    assert!(matches!(fault, Err(AuditFault::OutsideOld(_))), "{fault:?}");
}

#[test]
fn the_documentation_tells_every_kind_of_entry_and_no_other() {
    let page = include_str!("../../docs/security.md");
    let (_, table) = page.split_once("| kind | who | detail |").unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let kinds = rows.filter_map(|row| row.split('|').nth(1));
    let documented: Vec<&str> =
        kinds.flat_map(|kinds| kinds.split('`').skip(1).step_by(2)).collect();
    let kinds: Vec<&str> = AuditKind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(documented, kinds);
}

//! The log, altered around the program, and shown.

use std::path::PathBuf;

use hallgate::clock::CHINA;
use hallgate::people::{ChainFault, Role};
use hallgate::terminal::operators::PeopleError;
use hallgate::terminal::operators::commands::{AuditShow, SiteArgs, audit_show};
use hallgate::terminal::store::detail::{Leaving, OperatorPlace};
use hallgate::terminal::store::{
    AdminStore, AuditDetail, AuditFault, AuditKind, Change, OpenReason, StoreError,
};
use hallgate::words::Language;
use rusqlite::Connection;
use strum::VariantArray;

use crate::door::{CHEN, Door, LIN, after, key, output_of};

const IN: AuditDetail = AuditDetail::SignIn { place: OperatorPlace::Screen };
const OUT: AuditDetail = AuditDetail::SignOut { by: Leaving::ByThemselves };
const ASSISTANCE: AuditDetail =
    AuditDetail::OpenedByHand { reason: Some(OpenReason::Assistance), ticket: None };

/// What is done, and what has to be told of it.
type Case = (&'static str, fn(&AuditFault) -> bool);

/// What somebody with the key does to the log around the program, and what is told of it.
#[test]
fn the_log_altered_around_the_program_is_found() {
    let cases: [Case; 15] = [
        ("UPDATE audit SET detail = 'nothing' WHERE id = 3", |fault| {
            matches!(fault, AuditFault::Chain(ChainFault::Altered { id: 3, .. }))
        }),
        ("UPDATE audit SET who = 'lin' WHERE id = 1", |fault| {
            matches!(fault, AuditFault::Chain(ChainFault::Altered { id: 1, .. }))
        }),
        ("UPDATE audit SET at = at - 1 WHERE id = 6", |fault| {
            matches!(fault, AuditFault::Chain(ChainFault::Altered { id: 6, .. }))
        }),
        // A letter moved from one field to the next.
        ("UPDATE audit SET who = who || 's', what = substr(what, 2) WHERE id = 2", |fault| {
            matches!(fault, AuditFault::Chain(ChainFault::Altered { id: 2, .. }))
        }),
        ("DELETE FROM audit WHERE id IN (3, 4)", |fault| {
            matches!(
                fault,
                AuditFault::Chain(ChainFault::Missing { first: 3, last: 4, next: 5, .. })
            )
        }),
        ("DELETE FROM audit WHERE id = 1", |fault| {
            matches!(
                fault,
                AuditFault::Chain(ChainFault::Missing { first: 1, last: 1, next: 2, .. })
            )
        }),
        // Renumbered, so that there is no gap.
        ("DELETE FROM audit WHERE id = 3; UPDATE audit SET id = id - 1 WHERE id > 3", |fault| {
            matches!(fault, AuditFault::Chain(ChainFault::Altered { id: 3, .. }))
        }),
        ("DELETE FROM audit WHERE id > 4", |fault| {
            matches!(
                fault,
                AuditFault::Chain(ChainFault::TailCut { first: 5, last: 6, after: Some(_) })
            )
        }),
        ("DELETE FROM audit", |fault| {
            matches!(
                fault,
                AuditFault::Chain(ChainFault::TailCut { first: 1, last: 6, after: None })
            )
        }),
        // The head moved to where the cut is: it can't be sealed without the key.
        (
            "DELETE FROM audit WHERE id > 4;
             UPDATE audit_head SET id = 4, chain = (SELECT chain FROM audit WHERE id = 4)",
            |fault| matches!(fault, AuditFault::Chain(ChainFault::HeadAltered { id: 4, .. })),
        ),
        // The log as it once was, with the head that it had then: rolled back, as it were.
        (
            "DELETE FROM audit WHERE id > 4;
             INSERT OR REPLACE INTO audit_head SELECT 1, id, chain, seal FROM older WHERE id = 4",
            |fault| {
                matches!(
                    fault,
                    AuditFault::Chain(ChainFault::TailCut { first: 5, last: 6, after: Some(_) })
                )
            },
        ),
        (
            "DELETE FROM audit;
             INSERT OR REPLACE INTO audit_head SELECT 1, id, chain, seal FROM older WHERE id = 0",
            |fault| {
                matches!(
                    fault,
                    AuditFault::Chain(ChainFault::TailCut { first: 1, last: 6, after: None })
                )
            },
        ),
        ("DELETE FROM audit; DELETE FROM audit_head", |fault| {
            matches!(fault, AuditFault::Chain(ChainFault::HeadAltered { id: 0, .. }))
        }),
        // An entry of somebody's own at the end, chained without the key.
        (
            "INSERT INTO audit SELECT 7, at, who, what, detail, chain FROM audit WHERE id = 6",
            |fault| matches!(fault, AuditFault::Chain(ChainFault::Altered { id: 7, .. })),
        ),
        // All entries given the chain of an honest-looking, keyless rule.
        ("UPDATE audit SET chain = randomblob(32)", |fault| {
            matches!(fault, AuditFault::Chain(ChainFault::Altered { id: 1, .. }))
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
    assert!(matches!(
        fault,
        Err(AuditFault::Chain(ChainFault::Missing { first: 10_001, last: 10_001, .. }))
    ));
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
    assert_eq!(show(|wanted| wanted.text = Some("\"ASSIST".into())), [5, 7, 9]);
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

#[test]
fn the_documentation_tells_every_place_and_no_other() {
    let page = include_str!("../../docs/security.md");
    let row = page.lines().find(|line| line.starts_with("| `sign_in` |")).unwrap();
    let (_, places) = row.split_once("`place`: ").unwrap();
    let mut documented: Vec<&str> = places.split('`').skip(1).step_by(2).collect();
    documented.sort_unstable();
    let mut places: Vec<String> = OperatorPlace::VARIANTS
        .iter()
        .map(|place| serde_json::to_value(place).unwrap().as_str().unwrap().to_owned())
        .collect();
    places.sort_unstable();
    assert_eq!(documented, places);
}

//! The log altered by somebody who has the database's key and the `sqlcipher` command of the
//! distribution, which knows nothing of this program.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use hallgate::clock::CHINA;
use hallgate::people::ChainFault;
use hallgate::terminal::store::{AuditDetail, AuditFault, OpenReason};
use hallgate::words::Language;
use jiff::Timestamp;

use crate::door::{Door, after};

/// Takes the guards of the log away.
const UNGUARDED: &str =
    "DROP TRIGGER audit_stands; DROP TRIGGER audit_stays; DROP TRIGGER audit_grows;";

/// Puts them back, word for word.
fn guarded() -> &'static str {
    let schema = include_str!("../../src/terminal/store/schema/002.sql");
    let (_, from) = schema.split_once("CREATE TABLE audit (").unwrap();
    let (_, triggers) = from.split_once(") STRICT;").unwrap();
    triggers.split_once("-- The newest entry").unwrap().0
}

/// A copy of the head that is good now.
const KEPT: &str = "CREATE TABLE older AS SELECT * FROM audit_head;";

/// Whether there is a command that opens today's databases. Where there is none it is said, and
/// the same is done by the library, which can show as much of the program but less of the world.
fn there_is_a_command() -> bool {
    let asked = Command::new("sqlcipher").args([":memory:", "PRAGMA cipher_version"]).output();
    let version = asked.map(|done| String::from_utf8_lossy(&done.stdout).trim().to_owned());
    let version = version.unwrap_or_else(|fault| fault.to_string());
    let number = |text: &str| text.split('.').next().and_then(|first| first.parse::<u32>().ok());
    let serves = number(&version).is_some_and(|first| first >= 4);
    if !serves {
        eprintln!(
            "SKIPPED: no command sqlcipher 4 or newer ({version}): apt install sqlcipher, on Debian 13"
        );
    }
    serves
}

/// Does it by the command, as somebody who has the key.
fn sqlcipher(site: &Door, sql: &str) -> Result<(), String> {
    if !there_is_a_command() {
        return site.raw().execute_batch(sql).map_err(|fault| fault.to_string());
    }
    let mut command = Command::new("sqlcipher")
        .arg("-bail")
        .arg(site.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let script = format!("PRAGMA key = \"x'{}'\";\n{sql}\n", "07".repeat(32));
    command.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let done = command.wait_with_output().unwrap();
    let message = String::from_utf8_lossy(&done.stderr).into_owned();
    if done.status.success() && message.is_empty() { Ok(()) } else { Err(message) }
}

/// Six entries, of which the head of the fourth is kept by whoever plans ahead.
fn site() -> Door {
    let site = Door::staffed();
    let log = |minute| {
        let opened = |change: &hallgate::terminal::store::Change| {
            change.log(
                "lin",
                &AuditDetail::OpenedByHand { reason: Some(OpenReason::Assistance), ticket: None },
                after(minute),
            )
        };
        site.admin_store().change(opened).unwrap();
    };
    log(0);
    sqlcipher(&site, KEPT).unwrap();
    log(1);
    log(2);
    site
}

fn audit_fault(site: &Door) -> AuditFault {
    site.admin_store().verify_audit().unwrap().unwrap_err()
}

#[test]
fn the_guards_refuse_the_command_too() {
    let site = Door::staffed();
    for sql in [
        "UPDATE audit SET detail = '';",
        "DELETE FROM audit WHERE id = 3;",
        "PRAGMA recursive_triggers = ON; INSERT OR REPLACE INTO audit VALUES (1, 1, '', '', '', x'');",
    ] {
        let message = sqlcipher(&site, sql).unwrap_err();
        assert!(message.contains("the audit log "), "{sql}: {message}");
    }
    site.verify().unwrap();
}

#[test]
fn verify_names_what_the_command_did() {
    type Expected = fn(&AuditFault) -> bool;
    let cases: [(&str, &str, Expected); 8] = [
        ("altered in the middle", "UPDATE audit SET who = 'chen' WHERE id = 4;", |fault| {
            matches!(fault, AuditFault::Chain(ChainFault::Altered { id: 4, .. }))
        }),
        ("deleted in the middle", "DELETE FROM audit WHERE id = 4;", |fault| {
            matches!(
                fault,
                AuditFault::Chain(ChainFault::Missing { first: 4, last: 4, next: 5, .. })
            )
        }),
        ("cut off", "DELETE FROM audit WHERE id > 4;", |fault| {
            matches!(
                fault,
                AuditFault::Chain(ChainFault::TailCut { first: 5, last: 6, after: Some(_) })
            )
        }),
        (
            "cut off, with the head put back that was sealed then",
            "DELETE FROM audit WHERE id > 4; DELETE FROM audit_head;
             INSERT INTO audit_head SELECT * FROM older;",
            |fault| {
                matches!(
                    fault,
                    AuditFault::Chain(ChainFault::TailCut { first: 5, last: 6, after: Some(_) })
                )
            },
        ),
        (
            "cut off, with the head of somebody's own",
            "DELETE FROM audit WHERE id > 4;
             UPDATE audit_head SET id = 4, chain = (SELECT chain FROM audit WHERE id = 4);",
            |fault| matches!(fault, AuditFault::Chain(ChainFault::HeadAltered { id: 4, .. })),
        ),
        (
            "an entry of somebody's own in place of another, chained by a hash without a key",
            "UPDATE audit SET detail = 'phone', chain = randomblob(32) WHERE id = 6;
             UPDATE audit_head SET chain = (SELECT chain FROM audit WHERE id = 6);",
            |fault| matches!(fault, AuditFault::Chain(ChainFault::Altered { id: 6, .. })),
        ),
        (
            "all anew, chained by a hash without a key",
            "UPDATE audit SET detail = '', chain = randomblob(32);
             UPDATE audit_head SET chain = (SELECT chain FROM audit WHERE id = 6);",
            |fault| matches!(fault, AuditFault::Chain(ChainFault::Altered { id: 1, .. })),
        ),
        ("begun anew", "DELETE FROM audit; DELETE FROM audit_head;", |fault| {
            matches!(fault, AuditFault::Chain(ChainFault::HeadAltered { id: 0, .. }))
        }),
    ];
    for (what, sql, expected) in cases {
        let site = site();
        sqlcipher(&site, &format!("{UNGUARDED} {sql} {}", guarded())).unwrap();
        let fault = audit_fault(&site);
        assert!(expected(&fault), "{what}: {fault:?}");
        // And by the command: one sentence, and the exit code that scripts go by.
        let done = Command::new(env!("CARGO_BIN_EXE_hallgate"))
            .args(["audit", "verify", "--config"])
            .arg(site.file())
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(1), "{what}");
        let sentence = String::from_utf8(done.stderr).unwrap();
        assert!(
            sentence.contains(&fault.message_in(&CHINA, Language::English)),
            "{what}: {sentence}"
        );
        // The log written on does not hide it.
        site.sign_in("lin", "000111", after(9)).unwrap_err();
        assert!(site.verify().is_err(), "{what}: hidden by later entries");
    }
}

#[test]
fn guards_that_are_taken_away_are_missed() {
    let site = site();
    sqlcipher(&site, UNGUARDED).unwrap();
    assert_eq!(audit_fault(&site), AuditFault::GuardGone("audit_stands".into()));
}

/// Everything put back as it once was, the head beside the database included: no disk can tell
/// that of itself. Somebody who has written down what `verify` told can.
#[test]
fn a_whole_disk_of_before_is_told_by_what_was_written_down_alone() {
    let site = Door::staffed();
    let files = ["hallgate.db", "hallgate.db.head"].map(|name| site.path().with_file_name(name));
    let copies: Vec<(PathBuf, Vec<u8>)> =
        files.iter().map(|file| (file.clone(), std::fs::read(file).unwrap())).collect();
    site.sign_in("lin", "000111", Timestamp::now()).unwrap_err();
    let head = |site: &Door| site.admin_store().verify_audit().unwrap().unwrap().head;
    let written_down = head(&site);
    for (file, copy) in copies {
        std::fs::write(file, copy).unwrap();
    }
    site.verify().unwrap();
    assert_ne!(head(&site), written_down);
    // The database alone is told.
    let before = std::fs::read(site.path()).unwrap();
    site.sign_in("lin", "000111", Timestamp::now()).unwrap_err();
    std::fs::write(site.path(), before).unwrap();
    assert!(matches!(
        audit_fault(&site),
        AuditFault::Chain(ChainFault::TailCut { first: 4, last: 4, .. })
    ));
}

//! The administrators' connection beside the running terminal, beside others of its kind, and on a disk where nothing is.

use std::process::Command;

use hallgate::people::Role;
use hallgate::terminal::operators::{Leaving, OperatorPlace, PeopleError};
use hallgate::terminal::store::{AdminStore, AuditDetail, DatabaseKey, Store, StoreError};

use crate::door::{CHEN, Door, LIN, START, key};

#[test]
fn an_installer_works_beside_the_running_terminal() {
    let site = Door::fresh();
    let store = Store::open(&site.path(), &key()).unwrap();
    assert!(matches!(Store::open(&site.path(), &key()), Err(StoreError::InUse(_))));
    site.add("chen", None, Role::Admin, &[CHEN]).unwrap();
    store.log("chen", &AuditDetail::SignIn { place: OperatorPlace::Screen }, START).unwrap();
    site.add("lin", Some("chen"), Role::Staff, &[CHEN, LIN]).unwrap();
    assert_eq!(store.operators().unwrap().len(), 2);
    assert_eq!(site.admin_store().verify_audit().unwrap().unwrap().entries, 4);
    // And it leaves the lock to the terminal.
    drop(store);
    let admin_store = site.admin_store();
    let store = Store::open(&site.path(), &key()).unwrap();
    store.log("lin", &AuditDetail::SignIn { place: OperatorPlace::Screen }, START).unwrap();
    assert_eq!(admin_store.verify_audit().unwrap().unwrap().entries, 5);
}

const FIRST_STEP: &str = include_str!("../../src/terminal/store/schema/001.sql");
const SECOND_STEP: &str = include_str!("../../src/terminal/store/schema/002.sql");

/// Makes the database as an older program made it.
fn made_by_an_older_program(site: &Door, steps: &[&str], rows: &str) {
    let db = site.raw();
    db.pragma_update(None, "journal_mode", "WAL").unwrap();
    steps.iter().for_each(|step| db.execute_batch(step).unwrap());
    db.execute_batch(rows).unwrap();
    db.pragma_update(None, "user_version", steps.len()).unwrap();
}

#[test]
fn a_database_of_before_there_were_operators_is_brought_up_to_date() {
    let site = Door::fresh();
    made_by_an_older_program(&site, &[FIRST_STEP], "");
    assert!(site.list().starts_with("There are no operators yet"));
    assert_eq!(site.verify().unwrap(), "The log is as it was made: no entry yet.\n");
    site.add("chen", None, Role::Admin, &[CHEN]).unwrap();
    site.verify().unwrap();
}

#[test]
fn operators_of_before_there_were_staff_numbers_get_one() {
    let site = Door::fresh();
    made_by_an_older_program(
        &site,
        &[FIRST_STEP, SECOND_STEP],
        "INSERT INTO operators (name, role, hash)
         VALUES ('zhou', 'admin', ''), ('102', 'staff', ''), ('Bai', 'staff', ''),
                ('a.li', 'tech', ''), ('0007', 'staff', ''), ('123456789', 'staff', '')",
    );
    let operators = site.admin_store().operators().unwrap();
    let numbered: Vec<_> = operators
        .iter()
        .map(|operator| (operator.number.as_str(), operator.name.as_str(), operator.shown()))
        .collect();
    assert_eq!(
        numbered,
        [
            ("101", "123456789", "123456789"),
            ("102", "102", "102"),
            ("103", "a.li", "a.li"),
            ("104", "Bai", "Bai"),
            ("105", "zhou", "zhou"),
            ("0007", "0007", "0007"),
        ]
    );
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
    assert!(matches!(AdminStore::open(&site.path(), &other), Err(StoreError::WrongKey(_))));
    let store = Store::open(&site.path(), &key()).unwrap();
    assert!(matches!(AdminStore::open(&site.path(), &other), Err(StoreError::WrongKey(_))));
    drop(store);
}

const WRITER: &str = "HALLGATE_TEST_WRITES_TO";
const WRITERS: usize = 4;
const ENTRIES: usize = 25;

/// Does nothing on its own: the test below starts it in processes of their own.
#[test]
fn a_writer_in_a_process_of_its_own() {
    let Some(path) = std::env::var_os(WRITER) else { return };
    let mut admin_store = AdminStore::open_or_make(path.as_ref(), &key()).unwrap();
    for _ in 0..ENTRIES {
        admin_store
            .change(|change| {
                change.log("lin", &AuditDetail::SignOut { by: Leaving::ByThemselves }, START)
            })
            .unwrap();
    }
}

#[test]
fn processes_that_write_at_once_keep_one_chain() {
    let site = Door::fresh();
    // None of them finds a database: one makes it, the others wait.
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| {
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "beside::a_writer_in_a_process_of_its_own"])
                .env(WRITER, site.path())
                .spawn()
                .unwrap()
        })
        .collect();
    let store = Store::open(&site.path(), &key()).unwrap();
    for _ in 0..ENTRIES {
        store.log("chen", &AuditDetail::SignOut { by: Leaving::ByThemselves }, START).unwrap();
    }
    for mut writer in writers {
        assert!(writer.wait().unwrap().success());
    }
    let span = site.admin_store().verify_audit().unwrap().unwrap();
    assert_eq!(span.entries as usize, (WRITERS + 1) * ENTRIES);
}

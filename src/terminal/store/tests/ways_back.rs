//! A newer program's schema, and the way back from it: with files as "the next" program makes them.

use super::backups::log;
use super::*;
use crate::terminal::store::files::Files;
use crate::terminal::store::steps::{self, SCHEMA, STEPS, SchemaStep};

/// A step as they come: a column, a table, an index, a trigger that is replaced, rows of its own.
const NEXT: SchemaStep = SchemaStep {
    forward: "ALTER TABLE records ADD COLUMN shelf INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE upload_state ADD COLUMN paused_at INTEGER;
        CREATE TABLE shelves (shelf INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        INSERT INTO shelves SELECT seq, film_ticket_code FROM records;
        CREATE INDEX records_by_shelf ON records (shelf);
        DROP TRIGGER openings_stand;",
    back: Some(
        "CREATE TRIGGER openings_stand BEFORE UPDATE OF id, who, reason ON manual_openings BEGIN
    SELECT RAISE(ABORT, 'an opening by hand is never altered');
END;
        DROP INDEX records_by_shelf;
        DROP TABLE shelves;
        ALTER TABLE upload_state DROP COLUMN paused_at;
        ALTER TABLE records DROP COLUMN shelf;",
    ),
};

/// One after it, which goes back first.
const AFTER_NEXT: SchemaStep = SchemaStep {
    forward: "ALTER TABLE shelves ADD COLUMN colour TEXT",
    back: Some("ALTER TABLE shelves DROP COLUMN colour"),
};

/// The steps of a program that knows these, too.
fn with(more: Vec<SchemaStep>) -> Vec<SchemaStep> {
    let own = STEPS.iter().map(|step| SchemaStep { forward: step.forward, back: step.back });
    own.chain(more).collect()
}

fn schema(path: &Path) -> Vec<String> {
    let db = opening::raw(path);
    let mut get = db
        .prepare("SELECT coalesce(sql, name) FROM sqlite_schema WHERE tbl_name <> 'steps_back' ORDER BY type, name")
        .unwrap();
    get.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// What the next program is: this one on a database with its steps.
fn update(site: &mut Site, more: Vec<SchemaStep>) {
    let chain = key().chain();
    steps::take(&mut site.store.reader.db, &chain, &with(more)).unwrap();
}

#[test]
fn records_made_on_trial_survive_the_way_back() {
    let mut site = Site::with(3);
    log(&site.store);
    update(&mut site, vec![NEXT, AFTER_NEXT]);
    site.admit(4, DAY);
    site.admit(5, DAY);
    log(&site.store);
    site.store.db.execute("UPDATE upload_state SET paused_at = 7", []).unwrap();
    site.store.db.execute("UPDATE shelves SET colour = 'red'", []).unwrap();
    let pending = waiting(&site.store);
    let (_folder, path) = site.close();
    let other = Site::with(0);
    let (_empty, fresh) = other.close();

    let store = Store::open(&path, &key()).unwrap();
    assert_eq!(store.holdings().unwrap().schema, SCHEMA);
    assert_eq!((waiting(&store), pending.len()), (pending, 5));
    assert_eq!(store.incidents().unwrap(), [], "nothing was wrong with it");
    let seq = store.admit(&admission(6, DAY)).unwrap();
    assert_eq!(seq, Seq(6), "it goes on where the other one ended");
    drop(store);
    assert_eq!(schema(&path), schema(&fresh), "word for word");
    let admin = AdminStore::open(&path, &key()).unwrap();
    assert!(admin.verify_audit().unwrap().is_ok(), "log and guards");
}

#[test]
fn the_next_program_may_come_again() {
    let mut site = Site::with(2);
    update(&mut site, vec![NEXT]);
    let (folder, path) = site.close();
    let store = Store::open(&path, &key()).unwrap();
    let mut site = Site { folder, store };
    site.admit(3, DAY);
    // It has another step of that number by now.
    update(&mut site, vec![AFTER_SOME_THOUGHT]);
    let (_folder, path) = site.close();
    assert_eq!(waiting(&Store::open(&path, &key()).unwrap()), [1, 2, 3]);
}

const AFTER_SOME_THOUGHT: SchemaStep = SchemaStep {
    forward: "CREATE TABLE racks (rack INTEGER PRIMARY KEY) STRICT",
    back: Some("DROP TABLE racks"),
};

#[test]
fn a_step_whose_way_back_does_not_lead_back_is_not_taken() {
    let bad = [
        ("a rest of it", "DROP INDEX records_by_shelf; DROP TABLE shelves;"),
        ("no SQL", "DROP the lot"),
        ("rows of ours", "DELETE FROM refusals"),
        ("nothing", ""),
    ];
    for (what, back) in bad {
        let mut site = Site::with(2);
        let chain = key().chain();
        let steps = with(vec![SchemaStep { back: Some(back), ..NEXT }]);
        let fault = steps::take(&mut site.store.reader.db, &chain, &steps).unwrap_err();
        assert!(matches!(fault, StoreError::NoWayBack { .. }), "{what}: {fault:?}");
        assert_eq!(site.store.holdings().unwrap().schema, SCHEMA, "{what}");
        let (_folder, path) = site.close();
        assert_eq!(waiting(&Store::open(&path, &key()).unwrap()), [1, 2], "{what}");
    }
}

#[test]
fn a_way_back_that_takes_rows_along_is_none() {
    let mut site = Site::with(2);
    let steps = with(vec![SchemaStep {
        forward: "CREATE TABLE racks (rack INTEGER PRIMARY KEY) STRICT",
        back: Some("DROP TABLE racks; DELETE FROM settings"),
    }]);
    site.store.set(Setting::LastContact, "1").unwrap();
    let fault = steps::take(&mut site.store.reader.db, &key().chain(), &steps).unwrap_err();
    assert!(matches!(fault, StoreError::NoWayBack { step } if step == SCHEMA + 1), "{fault:?}");
}

#[test]
fn commands_do_not_go_back_with_a_database_that_another_program_may_run_on() {
    let mut site = Site::with(2);
    update(&mut site, vec![NEXT]);
    let (folder, path) = site.close();
    let before = contents(folder.path());
    let admin = AdminStore::open(&path, &key()).unwrap_err();
    let target = tempfile::tempdir().unwrap();
    let backup = backup(&path, &key(), &target.path().join("backup")).unwrap_err();
    for fault in [admin, backup] {
        assert!(matches!(fault, StoreError::NewerSchema { .. }), "{fault:?}");
    }
    // Those that read do.
    assert_eq!(waiting(&StoreReader::open(&path, &key()).unwrap()), [1, 2]);
    assert!(before == contents(folder.path()));
}

#[test]
fn a_step_that_takes_away_what_the_program_before_reads_is_not_taken() {
    let mut site = Site::with(2);
    let steps = with(vec![SchemaStep {
        forward: "ALTER TABLE records RENAME COLUMN film_ticket_code TO code",
        back: Some("ALTER TABLE records RENAME COLUMN code TO film_ticket_code"),
    }]);
    let fault = steps::take(&mut site.store.reader.db, &key().chain(), &steps).unwrap_err();
    assert!(matches!(fault, StoreError::NoWayBack { step } if step == SCHEMA + 1), "{fault:?}");
    let (_folder, path) = site.close();
    assert_eq!(waiting(&Store::open(&path, &key()).unwrap()), [1, 2]);
}

#[test]
fn on_a_disk_that_takes_no_way_back_the_terminal_reads_and_goes_back_once_it_does() {
    for kind in [recovery::Trouble::ReadOnly, recovery::Trouble::Full] {
        let Some(disk) = recovery::Disk::mount() else { return };
        let mut site = Site::with(3);
        update(&mut site, vec![NEXT, AFTER_NEXT]);
        let path = disk.take(site);
        disk.trouble(kind);
        let mut store = Store::open(&path, &key()).unwrap();
        assert!(!store.works(), "{kind:?}");
        assert_eq!(waiting(&store), [1, 2, 3], "{kind:?}: read, and uploaded");
        assert_eq!(waiting(&store.reader().unwrap()), [1, 2, 3], "{kind:?}: by the worker too");
        assert!(store.admit(&admission(4, DAY)).is_err(), "{kind:?}");
        assert!(store.recover().is_err(), "{kind:?}");
        assert_eq!(waiting(&StoreReader::open(&path, &key()).unwrap()), [1, 2, 3], "{kind:?}");
        disk.mend();
        assert!(store.recover().unwrap(), "{kind:?}");
        assert!(store.works(), "{kind:?}");
        assert_eq!(store.holdings().unwrap().schema, SCHEMA, "{kind:?}");
        store.admit(&admission(4, DAY)).unwrap();
        assert_eq!(waiting(&store), [1, 2, 3, 4], "{kind:?}");
    }
}

#[test]
fn a_power_cut_on_the_way_back_leaves_all_of_it_to_be_gone_again() {
    let mut site = Site::with(2);
    update(&mut site, vec![NEXT, AFTER_NEXT]);
    let (_folder, path) = site.close();
    let db = opening::raw(&path);
    // The second half of the way fails where the power would have gone.
    let back: String = db
        .query_row("SELECT sql FROM steps_back ORDER BY step LIMIT 1", [], |row| row.get(0))
        .unwrap();
    let broken = format!("{back} SELECT torn;");
    db.execute("UPDATE steps_back SET sql = ?1 WHERE step = ?2", (broken, SCHEMA + 1)).unwrap();
    drop(db);
    Store::open(&path, &key()).unwrap_err();
    let db = opening::raw(&path);
    let step: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(step, SCHEMA + 2, "none of it was gone");
    db.execute("UPDATE steps_back SET sql = ?1 WHERE step = ?2", (back, SCHEMA + 1)).unwrap();
    drop(db);
    assert_eq!(waiting(&Store::open(&path, &key()).unwrap()), [1, 2]);
}

#[test]
fn a_damaged_database_of_the_next_program_is_set_aside_with_its_records() {
    let mut site = Site::with(40);
    update(&mut site, vec![NEXT]);
    let (_folder, path) = site.close();
    let files = Files::of(&path);
    let db = opening::raw(&path);
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let root: i64 = db
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'steps_back'", [], |row| {
            row.get(0)
        })
        .unwrap();
    drop(db);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[(root as usize - 1) * 4096 + 100] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    std::fs::remove_file(files.admissions()).unwrap();
    let store = Store::open(&path, &key()).unwrap();
    assert_eq!(waiting(&store).len(), 40);
}

/// Every step from now on has its way back, and it leads back on a database with something in every table.
#[test]
fn each_step_of_this_program_can_be_taken_back() {
    for (number, step) in (1..).zip(STEPS) {
        assert!(step.back.is_some() || number <= 8, "step {number} has no way back");
    }
    for taken in 8..STEPS.len() {
        let mut db = Connection::open_in_memory().unwrap();
        let chain = key().chain();
        steps::take(&mut db, &chain, &STEPS[..taken]).unwrap();
        put_a_row_into_each_table(&db);
        steps::take(&mut db, &chain, &STEPS[..=taken])
            .unwrap_or_else(|fault| panic!("step {}: {fault}", taken + 1));
    }
}

/// Whatever its columns take, with the checks and guards off: a step has to bear any rows.
fn put_a_row_into_each_table(db: &Connection) {
    db.execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF").unwrap();
    let mut triggers =
        db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
    let triggers: Vec<(String, String)> = triggers
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (name, _) in &triggers {
        db.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    let mut tables = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'steps_back'")
        .unwrap();
    let tables: Vec<String> =
        tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for table in &tables {
        let mut get = db.prepare("SELECT name, type FROM pragma_table_info(?1)").unwrap();
        let columns = get.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let (names, values): (Vec<String>, Vec<&str>) = columns
            .map(|column: rusqlite::Result<(String, String)>| column.unwrap())
            .map(|(name, kind)| (name, if kind == "BLOB" { "x'01'" } else { "'1'" }))
            .unzip();
        let (names, values) = (names.join(", "), values.join(", "));
        let put = format!("INSERT OR IGNORE INTO {table} ({names}) VALUES ({values})");
        db.execute(&put, []).unwrap_or_else(|fault| panic!("{put}: {fault}"));
        let count = format!("SELECT count(*) FROM {table}");
        let rows: i64 = db.query_row(&count, [], |row| row.get(0)).unwrap();
        assert!(rows > 0, "{table} is empty");
    }
    for (_, sql) in &triggers {
        db.execute_batch(sql).unwrap();
    }
}

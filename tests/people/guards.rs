//! What the database itself forbids, whoever writes to it.

use hallgate::terminal::store::AuditFault;

use crate::door::Door;

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

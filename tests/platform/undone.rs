//! What is undone is gone, and the connection goes on.

use hallgate::platform::ledger::LedgerError;
use hallgate::platform::ledger::take::take;

use crate::engines::over_each;
use crate::ledger::{batch, outcome, record, taken};

/// A month's first record, in a commit that comes to nothing: the month is made again with the next.
#[test]
fn a_transaction_that_failed_leaves_nothing_behind_that_is_believed() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        let first = [batch("hall-1", vec![record(1, 0)])];
        let undone = session.transaction(|change| {
            take(change, &first)?;
            Err::<(), _>(LedgerError::Ended)
        });
        assert!(undone.is_err());
        assert_eq!(taken(&mut session, &first), [outcome(1, 0)], "{}", empty.engine);

        // The commit itself fails: what was deferred until then is not so.
        let deferred: &[&str] = match empty.engine {
            "sqlite" => &[
                "PRAGMA foreign_keys = ON",
                "CREATE TABLE known (id INTEGER PRIMARY KEY)",
                "CREATE TABLE guest (id INTEGER REFERENCES known DEFERRABLE INITIALLY DEFERRED)",
            ],
            _ => &[
                "CREATE TABLE known (id BIGINT PRIMARY KEY)",
                "CREATE TABLE guest (id BIGINT REFERENCES known DEFERRABLE INITIALLY DEFERRED)",
            ],
        };
        for sql in deferred {
            session.execute(sql, &[]).unwrap();
        }
        let mut later = record(2, 0);
        later.start_time = "2030-05-01T20:00:00".parse().unwrap();
        let later = [batch("hall-1", vec![later])];
        let undone = session.transaction(|change| {
            take(change, &later)?;
            change.execute("INSERT INTO guest VALUES (1)", &[])
        });
        assert!(undone.is_err());
        assert_eq!(taken(&mut session, &later), [outcome(1, 0)], "{}", empty.engine);
    });
}

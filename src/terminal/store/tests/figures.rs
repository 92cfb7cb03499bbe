//! What the reports read.

use super::*;
use crate::terminal::store::steps::SCHEMA;

fn lines(store: &Store) -> Vec<RecordLine> {
    store.find_records(&RecordFilter::of_day(DAY)).unwrap()
}

#[test]
fn one_moment_is_read_whatever_is_committed_meanwhile() {
    let site = Site::with(2);
    let reader = site.reader();
    let seen = reader
        .at_one_moment(|reader| {
            let before = reader.pending()?;
            site.admit(3, DAY);
            let admitted: u64 = reader.admitted(DAY, DAY)?.iter().map(|line| line.admitted).sum();
            Ok::<_, StoreError>((before, reader.pending()?, admitted))
        })
        .unwrap();
    assert_eq!(seen, (2, 2, 2));
    assert_eq!(reader.pending().unwrap(), 3);
    let failed = reader.at_one_moment(|_| Err::<(), _>(StoreError::Missing("x".into())));
    assert!(failed.is_err());
    reader.at_one_moment(|reader| reader.pending()).unwrap();
}

#[test]
fn a_record_tells_which_upload_carried_it() {
    let mut site = Site::with(5);
    site.store.note_accepted(Seq(1), Seq(1), 1, moment(100)).unwrap();
    site.store.set_aside(Seq(2), moment(101)).unwrap();
    site.store.set_aside(Seq(3), moment(101)).unwrap();
    site.store.note_accepted(Seq(4), Seq(4), 1, moment(102)).unwrap();
    site.store.note_accepted(Seq(2), Seq(2), 1, moment(103)).unwrap();
    let carried: Vec<_> = lines(&site.store)
        .iter()
        .map(|line| (line.done, line.set_aside, line.uploaded_at))
        .collect();
    assert_eq!(
        carried,
        [
            (true, false, Some(moment(100))),
            (true, false, Some(moment(103))),
            (true, true, None),
            (true, false, Some(moment(102))),
            (false, false, None),
        ]
    );
    let session = &site.store.admitted(DAY, DAY).unwrap()[0];
    assert_eq!((session.admitted, session.pending, session.set_aside), (5, 1, 1));
    let aside = site.store.set_aside_days().unwrap();
    assert_eq!(aside, [SetAsideLine { day: DAY, records: 1 }]);
}

#[test]
fn reading_stops_where_the_caller_stops() {
    let site = Site::with(3);
    let mut taken = 0;
    let stopped = site.store.each_record(&RecordFilter::of_day(DAY), |_| {
        taken += 1;
        if taken == 2 { Err("enough") } else { Ok(()) }
    });
    assert_eq!((stopped.unwrap(), taken), (Err("enough"), 2));
}

#[test]
fn holdings_are_counted() {
    let site = Site::with(0);
    let empty = Holdings { schema: SCHEMA, records: 0, oldest_day: None };
    assert_eq!(site.store.holdings().unwrap(), empty);
    site.admit(1, DAY);
    site.admit(2, DAY.yesterday().unwrap());
    let oldest_day = DAY.yesterday().ok();
    assert_eq!(site.store.holdings().unwrap(), Holdings { schema: SCHEMA, records: 2, oldest_day });
    assert!(free_bytes(&site.path()).unwrap() > 0);
}

#[test]
fn a_day_that_a_clock_has_begun_was_seen_though_nothing_happened_on_it() {
    let site = Site::with(0);
    let (eve, after) = (date(2026, 4, 30), date(2026, 5, 2));
    assert!(!site.store.has_seen(eve).unwrap());
    site.store.note_day(DAY).unwrap();
    assert!(site.store.has_seen(eve).unwrap() && site.store.has_seen(DAY).unwrap());
    assert!(!site.store.has_seen(after).unwrap());
    site.admit(1, after);
    assert!(site.store.has_seen(after).unwrap());
}

/// However long the caller takes, the writer's log of changes can be merged.
#[test]
fn reading_holds_nothing_while_the_caller_is_at_work() {
    let site = Site::with(2001);
    let reader = site.reader();
    let mut taken = 0;
    let read = reader.each_record(&RecordFilter::default(), |line| {
        taken += 1;
        assert_eq!(line.record.seq.0, taken);
        if taken % 500 == 1 {
            // What comes meanwhile is not handed out.
            site.admit(2001 + u32::try_from(taken).unwrap(), DAY);
            let merge = "PRAGMA wal_checkpoint(TRUNCATE)";
            let busy = site.store.db.query_row(merge, [], |row| row.get::<_, i64>(0));
            assert_eq!(busy.unwrap(), 0);
        }
        Ok::<_, StoreError>(())
    });
    read.unwrap().unwrap();
    assert_eq!(taken, 2001);
}

//! The state of the upload.

use super::*;

fn due(store: &Store, second: i64) -> Option<i64> {
    store.set_aside_due(moment(second), moment(1000)).unwrap().map(|pending| pending.record.seq.0)
}

#[test]
fn what_is_accepted_is_no_longer_pending() {
    let mut site = Site::with(5);
    assert_eq!(site.store.upload_state().unwrap(), UploadState::default());
    assert_eq!(site.store.oldest_pending().unwrap(), Some(moment(1)));
    site.store.note_accepted(Seq(1), Seq(3), 3, moment(100)).unwrap();
    assert_eq!(site.store.upload_state().unwrap().uploaded_through, 3);
    assert_eq!(site.reader().pending().unwrap(), 2);
    assert_eq!(waiting(&site.store), [4, 5]);
    assert_eq!(site.store.oldest_pending().unwrap(), Some(moment(4)));
    site.store.note_accepted(Seq(2), Seq(2), 1, moment(101)).unwrap();
    assert_eq!(site.store.upload_state().unwrap().uploaded_through, 3, "it never goes back");
    site.store.note_accepted(Seq(4), Seq(5), 2, moment(102)).unwrap();
    assert_eq!((site.store.pending().unwrap(), site.store.oldest_pending().unwrap()), (0, None));
}

#[test]
fn batches_come_oldest_first_and_no_larger_than_asked() {
    let mut site = Site::with(7);
    site.store.note_accepted(Seq(1), Seq(2), 2, moment(100)).unwrap();
    let batch = site.store.pending_after(2, 3).unwrap();
    let numbers: Vec<i64> = batch.iter().map(|pending| pending.record.seq.0).collect();
    assert_eq!(numbers, [3, 4, 5]);
    assert!(site.store.pending_after(7, 3).unwrap().is_empty());
}

#[test]
fn refusals_are_counted_for_one_record_at_a_time() {
    let mut site = Site::with(3);
    let counts = [1, 1, 1, 2, 2, 1].map(|seq| site.store.note_rejected(Seq(seq)).unwrap());
    assert_eq!(counts, [1, 2, 3, 1, 2, 1]);
    assert_eq!(site.store.upload_state().unwrap().rejected, (1, 1));
    site.store.note_accepted(Seq(1), Seq(1), 1, moment(9)).unwrap();
    assert_eq!(site.store.upload_state().unwrap().rejected, (0, 0));
}

#[test]
fn a_count_of_refusals_outlives_the_program() {
    let mut site = Site::with(1);
    site.store.note_rejected(Seq(1)).unwrap();
    let (_folder, path) = site.close();
    assert_eq!(Store::open(&path, &key()).unwrap().note_rejected(Seq(1)).unwrap(), 2);
}

#[test]
fn a_record_set_aside_lets_the_others_pass_and_is_tried_again() {
    let mut site = Site::with(4);
    for _ in 0..5 {
        site.store.note_rejected(Seq(1)).unwrap();
    }
    site.store.set_aside(Seq(1), moment(100)).unwrap();
    site.store.set_aside(Seq(2), moment(50)).unwrap();
    assert_eq!(
        site.store.upload_state().unwrap(),
        UploadState { uploaded_through: 2, rejected: (0, 0), attempted_through: 2 }
    );
    assert_eq!((site.store.pending().unwrap(), site.store.set_aside_count().unwrap()), (2, 2));
    assert_eq!(waiting(&site.store), [3, 4]);

    assert_eq!(due(&site.store, 50), None, "not before its time");
    assert_eq!(due(&site.store, 51), Some(2));
    assert_eq!(due(&site.store, 200), Some(2), "the longest ago first");
    site.store.set_aside(Seq(2), moment(150)).unwrap();
    assert_eq!(due(&site.store, 200), Some(1));
    assert_eq!(site.store.upload_state().unwrap().uploaded_through, 2);

    site.store.note_accepted(Seq(1), Seq(1), 1, moment(160)).unwrap();
    assert_eq!((due(&site.store, 200), site.store.set_aside_count().unwrap()), (Some(2), 1));
    assert_eq!(waiting(&site.store), [3, 4], "a late success moves nothing");

    site.store.set_aside(Seq(2), moment(5000)).unwrap();
    assert_eq!(due(&site.store, 200), Some(2), "by a clock that ran ahead");
}

#[test]
fn nothing_can_be_set_aside_that_is_not_recorded() {
    let mut site = Site::with(1);
    site.store.set_aside(Seq(9), moment(1)).unwrap_err();
    assert_eq!(site.store.upload_state().unwrap(), UploadState::default(), "all or nothing");
}

#[test]
fn the_mark_moves_over_no_record_that_is_not_accounted_for() {
    let mut site = Site::with(6);
    site.store.note_accepted(Seq(2), Seq(3), 2, moment(100)).unwrap_err();
    assert_eq!(waiting(&site.store), [1, 2, 3, 4, 5, 6]);
    site.store.set_aside(Seq(2), moment(100)).unwrap_err();
    assert_eq!((waiting(&site.store).len(), site.store.set_aside_count().unwrap()), (6, 0));
    site.store.note_accepted(Seq(1), Seq(2), 2, moment(100)).unwrap();
    site.store.set_aside(Seq(3), moment(101)).unwrap();
    site.store.note_accepted(Seq(4), Seq(4), 1, moment(102)).unwrap();
    assert_eq!(waiting(&site.store), [5, 6]);
}

/// Numbers of those that stand aside, with their refusals.
fn standing(reader: &StoreReader, limit: usize) -> Vec<(i64, u32)> {
    let all = reader.standing_aside(limit).unwrap();
    all.iter().map(|(pending, count)| (pending.record.seq.0, *count)).collect()
}

#[test]
fn a_record_that_stands_aside_is_pending_all_the_same() {
    let mut site = Site::with(5);
    for _ in 0..2 {
        site.store.note_rejected(Seq(1)).unwrap();
    }
    site.store.stand_aside(Seq(1)).unwrap();
    assert_eq!((waiting(&site.store).len(), standing(&site.store, 9)), (4, vec![(1, 2)]));
    site.store.note_accepted(Seq(2), Seq(5), 4, moment(100)).unwrap();
    assert_eq!(
        (site.store.pending().unwrap(), site.store.oldest_pending().unwrap()),
        (1, Some(moment(1)))
    );
    let pending = RecordFilter { stage: Some(UploadProgress::Pending), ..RecordFilter::default() };
    let found = site.store.find_records(&pending).unwrap();
    assert_eq!((found.len(), found[0].record.seq, found[0].uploaded_at), (1, Seq(1), None));
    let uploaded =
        RecordFilter { stage: Some(UploadProgress::Uploaded), ..RecordFilter::default() };
    assert_eq!(site.store.find_records(&uploaded).unwrap().len(), 4);
    assert_eq!(site.store.admitted(DAY, DAY).unwrap()[0].pending, 1);
    // Neither pruning nor anybody else deletes it, and a restart goes on counting.
    site.prune(DAY.tomorrow().unwrap(), 100);
    site.store.reader.db.execute("DELETE FROM records WHERE seq = 1", []).unwrap_err();
    let (_folder, path) = site.close();
    let mut store = Store::open(&path, &key()).unwrap();
    assert_eq!(store.note_rejected(Seq(1)).unwrap(), 3);
    assert_eq!(standing(&store, 9), [(1, 3)]);
    store.note_accepted(Seq(1), Seq(1), 1, moment(200)).unwrap();
    assert_eq!((store.pending().unwrap(), standing(&store, 9)), (0, vec![]));
    assert_eq!(store.find_records(&uploaded).unwrap()[0].uploaded_at, Some(moment(200)));
}

#[test]
fn one_that_stood_aside_for_too_often_is_set_aside() {
    let mut site = Site::with(4);
    for seq in 1..=3 {
        site.store.note_rejected(Seq(seq)).unwrap();
        site.store.stand_aside(Seq(seq)).unwrap();
    }
    site.store.note_rejected(Seq(1)).unwrap();
    assert_eq!(standing(&site.store, 9), [(1, 2), (2, 1), (3, 1)]);
    assert_eq!(
        standing(&site.store, 2),
        [(2, 1), (3, 1)],
        "of many, those that were refused the least"
    );
    site.store.set_aside(Seq(2), moment(100)).unwrap();
    assert_eq!((site.store.pending().unwrap(), site.store.set_aside_count().unwrap()), (3, 1));
    assert_eq!((standing(&site.store, 9), waiting(&site.store)), (vec![(1, 2), (3, 1)], vec![4]));
}

#[test]
fn what_a_full_disk_does_not_take_moves_nothing() {
    let mut site = Site::with(6);
    site.store.note_rejected(Seq(1)).unwrap();
    let before = site.store.upload_state().unwrap();
    let pages: i64 =
        site.store.reader.db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    // Fills what is free in the file, so that the next page would be a new one.
    let limit = |site: &Site, pages: i64| {
        site.store.reader.db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
    };
    limit(&site, pages).unwrap();
    site.store.reader.db.execute_batch("CREATE TABLE filler (text TEXT)").unwrap_err();
    let fill = "INSERT INTO uploads (first_seq, last_seq, count, accepted_at) VALUES (0, 0, 0, 0)";
    while site.store.reader.db.execute(fill, []).is_ok() {}
    site.store.note_accepted(Seq(1), Seq(2), 2, moment(100)).unwrap_err();
    let after = site.store.upload_state().unwrap();
    assert_eq!((before, waiting(&site.store).len()), (after, 6));
    limit(&site, 1 << 20).unwrap();
    site.store.note_accepted(Seq(2), Seq(3), 2, moment(101)).unwrap_err();
    site.store.set_aside(Seq(1), moment(102)).unwrap();
    site.store.note_accepted(Seq(2), Seq(3), 2, moment(103)).unwrap();
    assert_eq!(waiting(&site.store), [4, 5, 6]);
}

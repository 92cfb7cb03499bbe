//! The state of the upload.

use super::*;

fn due(store: &Store, second: i64) -> Option<i64> {
    store.set_aside_due(moment(second)).unwrap().map(|pending| pending.record.seq.0)
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
    let site = Site::with(1);
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
        UploadState { uploaded_through: 2, rejected: (0, 0) }
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
}

#[test]
fn nothing_can_be_set_aside_that_is_not_recorded() {
    let mut site = Site::with(1);
    site.store.set_aside(Seq(9), moment(1)).unwrap_err();
    assert_eq!(site.store.upload_state().unwrap(), UploadState::default(), "all or nothing");
}

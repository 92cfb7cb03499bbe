//! Tickets that another door had admitted before.

use super::*;

/// What the platform tells of a ticket.
fn facts_of(number: u32, checked: bool) -> Facts {
    Facts {
        checked,
        refunded: false,
        refund_time: String::new(),
        fetched_at: moment(1000),
        ..facts(number)
    }
}

fn found(reader: &StoreReader) -> Vec<i64> {
    reader.doubles(DAY, DAY).unwrap().iter().map(|line| line.seq.0).collect()
}

#[test]
fn a_ticket_that_was_checked_before_anything_was_sent_is_a_finding_told_once() {
    // Records 3 and 6 were decided online.
    let mut site = Site::with(7);
    let facts: Vec<Facts> = (1..=7).map(|number| facts_of(number, number != 2)).collect();
    let doubled = site.store.put_facts(&facts).unwrap();
    assert_eq!(doubled, [Seq(1), Seq(4), Seq(5), Seq(7)]);
    assert_eq!(found(&site.store), [1, 4, 5, 7]);
    assert_eq!(site.store.put_facts(&facts).unwrap(), []);
    let wanted = AuditFilter { what: vec![AuditKind::DoubleAdmission], ..AuditFilter::default() };
    let log = site.store.audit(&wanted).unwrap();
    assert_eq!(
        log.iter().map(|entry| entry.detail.as_str()).collect::<Vec<_>>(),
        [r#"{"record":1}"#, r#"{"record":4}"#, r#"{"record":5}"#, r#"{"record":7}"#]
    );
    let line = site.store.doubles_since(moment(1000)).unwrap().remove(0);
    assert_eq!((line.checked_at, line.found_at), (moment(1), moment(1000)));
    assert!(site.store.doubles_since(moment(1001)).unwrap().is_empty());
}

#[test]
fn nothing_that_may_have_been_sent_is_a_finding() {
    let mut site = Site::with(5);
    site.store.note_sending(Seq(2), &[facts_of(1, true)]).unwrap();
    assert_eq!(found(&site.store), [1], "the platform spoke before");
    let facts: Vec<Facts> = (1..=5).map(|number| facts_of(number, true)).collect();
    assert_eq!(site.store.put_facts(&facts[..2]).unwrap(), []);
    // Also after a cut in the middle of it.
    let (_folder, path) = site.close();
    let mut store = Store::open(&path, &key()).unwrap();
    assert_eq!(store.upload_state().unwrap().attempted_through, 2);
    assert_eq!(store.put_facts(&facts[1..2]).unwrap(), []);
    store.note_accepted(Seq(1), Seq(4), 4, moment(9)).unwrap();
    assert_eq!(store.put_facts(&facts[3..]).unwrap(), [Seq(5)]);
}

#[test]
fn a_finding_goes_with_its_record() {
    let mut site = Site::with(3);
    site.store.put_facts(&[facts_of(1, true)]).unwrap();
    site.store.note_accepted(Seq(1), Seq(3), 3, moment(9)).unwrap();
    site.prune(DAY.tomorrow().unwrap(), 100);
    assert!(found(&site.store).is_empty());
    assert_eq!(site.store.audit(&AuditFilter::default()).unwrap().len(), 1, "but not from the log");
}

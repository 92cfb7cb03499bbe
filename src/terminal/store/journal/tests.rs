//! The second journal on real files.

use super::*;
use crate::clock::Offset;
use crate::terminal::store::tests::{DAY, admission, key, other_key};

const BOOT: &str = "0123456789abcdef0123456789abcdef";

const MARK: ClockMark = ClockMark { offset: Offset(-5), behind: true };

fn written(files: &Files) -> Vec<JournalLine> {
    let (mut journal, _) = Journal::open(files, &key()).unwrap();
    for number in 1..=20 {
        let seq = Seq(i64::from(number));
        let mark = (number == 3).then_some(MARK);
        journal.admit(seq, &admission(number, DAY), BOOT.to_owned(), mark);
        match number {
            7 => journal.failed(seq),
            9 => {}
            _ => assert!(journal.recorded(seq)),
        }
    }
    journal.uploaded(Seq(5));
    journal.tend(Seq(5));
    Journal::read(files, &key()).unwrap()
}

#[test]
fn what_was_written_comes_back_in_order_and_is_continued() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::of(&folder.path().join("hallgate.db"));
    assert_eq!(Journal::read(&files, &key()).unwrap(), []);
    let lines = written(&files);
    assert_eq!(lines.len(), 20 + 19 + 1);
    for (line, number, wanted) in [(&lines[2], 2, None), (&lines[4], 3, Some(MARK))] {
        let JournalLine::Admitted { seq, admission: own, boot, mark } = line else {
            panic!("{lines:?}")
        };
        assert_eq!((*seq, &**own), (Seq(number.into()), &admission(number, DAY)));
        assert_eq!((boot.as_str(), *mark), (BOOT, wanted));
    }
    assert_eq!(lines[13], JournalLine::Failed(Seq(7)));
    assert_eq!(lines.last(), Some(&JournalLine::Uploaded(Seq(5))));
    let (mut journal, before) = Journal::open(&files, &key()).unwrap();
    assert_eq!(before, lines);
    journal.recorded(Seq(9));
    journal.moved((Seq(3), Seq(3)), -7_200_000, true);
    let after = Journal::read(&files, &key()).unwrap();
    assert_eq!(after[..lines.len()], lines);
    let moved =
        JournalLine::Moved { first: Seq(3), last: Seq(3), by_ms: -7_200_000, settled: true };
    assert_eq!(after[lines.len()..], [JournalLine::Recorded(Seq(9)), moved]);
}

#[test]
fn it_tells_nothing_without_the_key_and_hides_its_tickets() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::of(&folder.path().join("hallgate.db"));
    written(&files);
    assert_eq!(Journal::read(&files, &other_key()).unwrap(), []);
    let bytes = std::fs::read(files.admissions()).unwrap();
    let ticket = admission(3, DAY).ticket.film_ticket_code;
    for clear in [ticket.as_str().as_bytes(), b"12345678", b"offline"] {
        assert!(!bytes.windows(clear.len()).any(|part| part == clear));
    }
}

#[test]
fn a_damaged_byte_costs_the_line_in_which_it_lies_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::of(&folder.path().join("hallgate.db"));
    let lines = written(&files);
    let whole = std::fs::read(files.admissions()).unwrap();
    let used = whole.iter().rposition(|byte| *byte != 0).unwrap();
    for at in (0..used).step_by(37) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        std::fs::write(files.admissions(), &damaged).unwrap();
        let read = Journal::read(&files, &key()).unwrap();
        assert!(read.len() + 1 >= lines.len(), "{} lines for byte {at}", read.len());
        assert!(read.iter().all(|line| lines.contains(line)));
        let (mut journal, _) = Journal::open(&files, &key()).unwrap();
        journal.uploaded(Seq(6));
        let read = Journal::read(&files, &key()).unwrap();
        assert_eq!(read.last(), Some(&JournalLine::Uploaded(Seq(6))), "byte {at}");
    }
    for cut in (0..used).step_by(97) {
        std::fs::write(files.admissions(), &whole[..cut]).unwrap();
        let read = Journal::read(&files, &key()).unwrap();
        assert_eq!(read, lines[..read.len()]);
    }
}

#[test]
fn a_full_file_makes_room_for_the_next_once_what_is_behind_it_is_uploaded() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::of(&folder.path().join("hallgate.db"));
    let (mut journal, _) = Journal::open(&files, &key()).unwrap();
    let fill = |journal: &mut Journal, from: i64| {
        journal.admit(Seq(from), &admission(1, DAY), BOOT.to_owned(), None);
        journal.admissions = KEEP;
    };
    fill(&mut journal, 1);
    journal.tend(Seq(0));
    assert!(files.admissions_before().exists(), "the first file stands behind");
    fill(&mut journal, 2);
    journal.tend(Seq(0));
    assert_eq!(Journal::read(&files, &key()).unwrap().len(), 2, "record 1 is not uploaded");
    journal.tend(Seq(1));
    fill(&mut journal, 3);
    let seqs: Vec<_> =
        Journal::read(&files, &key()).unwrap().iter().filter_map(JournalLine::admitted).collect();
    assert_eq!(seqs, [Seq(2), Seq(3)]);
}

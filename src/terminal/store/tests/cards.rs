//! What is restored from the card of a board that died: the database as the power cut left it.

use super::*;
use crate::terminal::store::files::Files;

/// A card with the database of three admissions, of which the write-ahead log alone has all.
fn card() -> TempDir {
    let site = Site::with(3);
    let card = tempfile::tempdir().unwrap();
    let files = Files::of(&site.path());
    assert!(std::fs::metadata(files.wal()).unwrap().len() > 0);
    for entry in std::fs::read_dir(site.folder.path()).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), card.path().join(entry.file_name())).unwrap();
    }
    card
}

/// Restores it at another board, and tells how many records are there and pending.
fn restored(from: &Path) -> (u64, u64) {
    let board = tempfile::tempdir().unwrap();
    let path = board.path().join("hallgate.db");
    let done = restore(&path, &key(), from).unwrap();
    assert_eq!(done.kept, None);
    let store = Store::open(&path, &key()).unwrap();
    assert_eq!(store.records_held().unwrap(), done.held.records);
    assert_eq!(store.admit(&admission(9, DAY)).unwrap(), Seq(4), "no number is given out again");
    (done.held.records, done.held.pending)
}

#[test]
fn the_database_of_a_dead_boards_card_comes_back_with_its_write_ahead_log() {
    let card = card();
    std::fs::remove_file(card.path().join("hallgate.db.admitted")).unwrap();
    let before = contents(card.path());
    assert_eq!(restored(&card.path().join("hallgate.db")), (3, 3));
    assert_eq!(restored(card.path()), (3, 3), "its folder does");
    assert!(contents(card.path()) == before, "nothing is written to the card");
}

#[test]
fn what_the_write_ahead_log_has_lost_the_second_journal_gives_back() {
    let card = card();
    let wal = card.path().join("hallgate.db-wal");
    let torn = std::fs::metadata(&wal).unwrap().len() - 5000;
    std::fs::OpenOptions::new().write(true).open(&wal).unwrap().set_len(torn).unwrap();
    assert_eq!(restored(card.path()), (3, 3));
}

#[test]
fn a_folder_without_a_database_is_told_and_changes_nothing() {
    let (empty, board) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let fault = restore(&board.path().join("hallgate.db"), &key(), empty.path()).unwrap_err();
    assert!(matches!(fault, StoreError::Backup { .. }), "{fault}");
    assert_eq!(std::fs::read_dir(board.path()).unwrap().count(), 0);
}

//! The store on real encrypted files.

mod asides;
mod backups;
mod cards;
mod catalogue;
mod catalogue_bounds;
mod clocks;
mod comebacks;
mod damage;
mod doubles;
mod figures;
mod keys;
mod names;
mod neighbours;
mod older_copies;
mod opening;
mod openings;
mod passages;
mod pruning;
mod records;
mod recovery;
mod replaced;
mod search;
mod tallies;
mod uploads;
mod used_by_hand;
mod ways_back;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::{Date, date, datetime};
use tempfile::TempDir;

use super::*;
use crate::ticket::{Fen, Ticket};
use crate::wire::calls::TicketType;

pub(super) const DAY: Date = date(2026, 5, 1);

pub(super) fn key() -> DatabaseKey {
    DatabaseKey::from_bytes(&[7; 32]).unwrap()
}

pub(super) fn other_key() -> DatabaseKey {
    DatabaseKey::from_bytes(&[8; 32]).unwrap()
}

/// A moment of the business day [`DAY`], `second` seconds after its show began.
fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(1_777_633_200 + second).unwrap()
}

fn ticket(number: u32) -> Ticket {
    Ticket {
        film_ticket_code: format!("12345678{number:08}").parse().unwrap(),
        screen_code: "0000000000000003".parse().unwrap(),
        film_code: "001105192026".parse().unwrap(),
        session_code: "2026050100000007".parse().unwrap(),
        show_time: datetime(2026, 5, 1, 19, 0, 0, 0),
        seat_code: "0000000000100612".parse().unwrap(),
        price: Fen(3500),
        service_fee: Fen(300),
    }
}

pub(super) fn admission(number: u32, day: Date) -> Admission {
    Admission {
        cinema_code: "12345678".parse().unwrap(),
        ticket: ticket(number),
        ticket_info_code: format!("12345678{number:0>172}"),
        electronic: number.is_multiple_of(2),
        at: moment(i64::from(number)),
        business_day: day,
        basis: if number.is_multiple_of(3) { Basis::Online } else { Basis::Offline },
    }
}

/// What the platform tells of a ticket; the second is refunded.
fn facts(number: u32) -> Facts {
    Facts {
        film_ticket_code: ticket(number).film_ticket_code,
        screen_name: "3号厅".into(),
        film_name: "流浪地球".into(),
        ticket_type: TicketType::Web,
        row: 6,
        column: number,
        checked: false,
        refunded: number == 2,
        refund_time: if number == 2 { "2026-05-01T12:00:00".into() } else { String::new() },
        fetched_at: moment(0),
    }
}

/// A database that holds the admissions of tickets 1 to `count`.
pub(super) struct Site {
    folder: TempDir,
    store: Store,
}

impl Site {
    pub(super) fn with(count: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("hallgate.db"), &key()).unwrap();
        let site = Self { folder, store };
        for number in 1..=count {
            site.admit(number, DAY);
        }
        site
    }

    fn admit(&self, number: u32, day: Date) -> Seq {
        self.store.admit(&admission(number, day)).unwrap()
    }

    /// As after so many days that all records, refusals and openings are old by their order.
    fn prune(&mut self, before: Date, limit: u32) -> usize {
        self.store.db.execute("DELETE FROM days_seen", []).unwrap();
        for day in [date(2098, 1, 1), date(2098, 1, 2)] {
            self.store.note_day(day).unwrap();
        }
        self.store.prune(before, 1, limit).unwrap()
    }

    fn path(&self) -> PathBuf {
        self.store.path().to_owned()
    }

    fn reader(&self) -> StoreReader {
        self.store.reader().unwrap()
    }

    /// Ends the writer and leaves the folder with the closed database.
    pub(super) fn close(self) -> (TempDir, PathBuf) {
        let path = self.path();
        (self.folder, path)
    }
}

/// Names and contents of all that lies in a folder, lock files aside.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), entry.path()))
        .filter(|(name, path)| !name.ends_with(".lock") && path.is_file())
        .map(|(name, path)| (name, std::fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

/// The numbers of the records that wait.
fn waiting(reader: &StoreReader) -> Vec<i64> {
    let through = reader.upload_state().unwrap().uploaded_through;
    let waiting = reader.pending_after(through, 1000).unwrap();
    waiting.iter().map(|pending| pending.record.seq.0).collect()
}

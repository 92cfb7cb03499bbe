//! What the core has kept on the disk, and looks up there.

use jiff::Timestamp;
use jiff::civil::DateTime;

use crate::clock::ClockMark;
use crate::terminal::store::{
    Admission, AuditDetail, CommitError, Facts, ManualOpening, Recollection, Refusal, Seq, Setting,
    Store, StoreError, StoreReader, StoredKey, TypedRefusal, UsedByHand,
};
use crate::ticket::{CinemaCode, FilmTicketCode, ScreenCode};

/// The store as far as the core has to do with it; each function is the [`Store`]'s of that name.
/// In a play its disk may be full, or not read.
pub trait CoreStore {
    /// What is read of it besides.
    fn reader(&self) -> &StoreReader;
    fn recall(
        &self,
        code: FilmTicketCode,
        screen: ScreenCode,
        show_time: DateTime,
    ) -> Result<Recollection, StoreError>;
    fn admit(&self, admission: &Admission) -> Result<Seq, CommitError>;
    fn mark_times(&self, mark: Option<ClockMark>);
    fn note_passage(&self, seq: Seq, at: Timestamp) -> Result<(), StoreError>;
    fn note_reopening(&self, seq: Seq) -> Result<(), StoreError>;
    fn note_refusal(&self, refusal: &Refusal) -> Result<(), StoreError>;
    fn open_by_hand(&self, opening: &ManualOpening) -> Result<(), StoreError>;
    fn use_by_hand(&self, used: &UsedByHand) -> Result<Seq, StoreError>;
    fn note_typed_refusal(&self, refusal: &TypedRefusal) -> Result<(), StoreError>;
    fn log(&self, who: &str, detail: &AuditDetail, at: Timestamp) -> Result<(), StoreError>;
    fn put_facts(&mut self, facts: &[Facts]) -> Result<Vec<Seq>, StoreError>;
    fn put_keys(
        &mut self,
        cinema: CinemaCode,
        keys: &[StoredKey],
        replace: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    fn set(&self, setting: Setting, value: &str) -> Result<(), StoreError>;
    fn note_fault(&self, fault: &StoreError);
}

impl CoreStore for Store {
    fn reader(&self) -> &StoreReader {
        self
    }

    fn recall(
        &self,
        code: FilmTicketCode,
        screen: ScreenCode,
        show_time: DateTime,
    ) -> Result<Recollection, StoreError> {
        StoreReader::recall(self, code, screen, show_time)
    }

    fn admit(&self, admission: &Admission) -> Result<Seq, CommitError> {
        Store::admit(self, admission)
    }

    fn mark_times(&self, mark: Option<ClockMark>) {
        Store::mark_times(self, mark);
    }

    fn note_passage(&self, seq: Seq, at: Timestamp) -> Result<(), StoreError> {
        Store::note_passage(self, seq, at)
    }

    fn note_reopening(&self, seq: Seq) -> Result<(), StoreError> {
        Store::note_reopening(self, seq)
    }

    fn note_refusal(&self, refusal: &Refusal) -> Result<(), StoreError> {
        Store::note_refusal(self, refusal)
    }

    fn open_by_hand(&self, opening: &ManualOpening) -> Result<(), StoreError> {
        Store::open_by_hand(self, opening)
    }

    fn use_by_hand(&self, used: &UsedByHand) -> Result<Seq, StoreError> {
        Store::use_by_hand(self, used)
    }

    fn note_typed_refusal(&self, refusal: &TypedRefusal) -> Result<(), StoreError> {
        Store::note_typed_refusal(self, refusal)
    }

    fn log(&self, who: &str, detail: &AuditDetail, at: Timestamp) -> Result<(), StoreError> {
        Store::log(self, who, detail, at)
    }

    fn put_facts(&mut self, facts: &[Facts]) -> Result<Vec<Seq>, StoreError> {
        Store::put_facts(self, facts)
    }

    fn put_keys(
        &mut self,
        cinema: CinemaCode,
        keys: &[StoredKey],
        replace: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Store::put_keys(self, cinema, keys, replace, now)
    }

    fn set(&self, setting: Setting, value: &str) -> Result<(), StoreError> {
        Store::set(self, setting, value)
    }

    fn note_fault(&self, fault: &StoreError) {
        Store::note_fault(self, fault);
    }
}

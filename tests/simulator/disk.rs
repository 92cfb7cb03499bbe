//! The disk of a play: the real store on a real one, which may be full, or not read, and from which a
//! power cut takes what is on it at that moment.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

use hallgate::clock::{Boot, ClockMark};
use hallgate::terminal::core::CoreStore;
use hallgate::terminal::door::NotCommitted;
use hallgate::terminal::operators::{FirstAdminGrant, Leaving, grant_path};
use hallgate::terminal::store::{
    Admission, AuditDetail, CatalogueChange, CatalogueItems, CatalogueName, CataloguePart,
    CatalogueShow, CommitError, DatabaseKey, Facts, ManualOpening, Recollection, Refusal, Seq,
    Setting, Store, StoreError, StoreReader, StoredKey, TypedRefusal, UsedByHand,
};
use hallgate::ticket::{CinemaCode, FilmTicketCode, ScreenCode};
use jiff::Timestamp;
use jiff::civil::DateTime;
use rusqlite::ffi;
use tempfile::TempDir;

use super::script::ListedShow;
use super::tickets::hall;
use super::transcript::Transcript;

pub(super) fn key() -> DatabaseKey {
    DatabaseKey::from_bytes(&[7; 32]).unwrap()
}

/// The board starts once: what a script calls a power cut is the program's end.
fn boot() -> Boot {
    Boot { id: "simulator".into(), before: std::time::Duration::ZERO }
}

/// The store, and what note_fault its disk.
pub(super) struct Disk {
    folder: TempDir,
    pub(super) store: Store,
    pub(super) full: bool,
    pub(super) reads: bool,
    pub(super) cut_after_commit: bool,
    /// What is left after a power cut, until the terminal starts anew.
    left: Cell<Option<TempDir>>,
    /// The channel's number of each hall that its catalogue knows.
    halls: BTreeMap<ScreenCode, u64>,
    transcript: Rc<Transcript>,
}

impl Disk {
    pub(super) fn new(transcript: Rc<Transcript>) -> Self {
        Self::open(tempfile::tempdir().unwrap(), transcript)
    }

    fn open(folder: TempDir, transcript: Rc<Transcript>) -> Self {
        let store = Store::open(&folder.path().join("hallgate.db"), &key()).unwrap();
        store.begin_run(boot()).unwrap();
        Self {
            folder,
            store,
            full: false,
            reads: true,
            cut_after_commit: false,
            left: Cell::default(),
            halls: BTreeMap::new(),
            transcript,
        }
    }

    pub(super) fn database(&self) -> PathBuf {
        self.folder.path().join("hallgate.db")
    }

    /// What the first boot leaves for whoever has the sheet.
    pub(super) fn put_grant(&self, code: &str, at: Timestamp) -> PathBuf {
        let path = grant_path(self.folder.path());
        std::fs::write(&path, FirstAdminGrant::of_code(code, at).unwrap().to_text()).unwrap();
        path
    }

    /// Puts a show into the catalogue.
    pub(super) fn list(&mut self, listed: &ListedShow) -> Result<(), String> {
        let hall = self.know(hall(&listed.hall)?);
        let ListedShow { start, minutes, film, .. } = listed;
        let id = format!("{hall} {start}");
        let movie = film.chars().map(|sign| i64::from(u32::from(sign))).sum();
        let film = CatalogueName {
            id: movie,
            name: film.clone(),
            minutes: None,
            seats: None,
            enabled: true,
        };
        self.take(CataloguePart::Movies, CatalogueItems::Names(vec![film]));
        let (start, minutes) = (*start, Some(*minutes));
        let show = CatalogueShow {
            id,
            hall: Some(hall),
            movie: Some(movie),
            start,
            minutes,
            enabled: true,
        };
        self.take(CataloguePart::Shows, CatalogueItems::Shows(vec![show]));
        Ok(())
    }

    /// Has the catalogue name a hall.
    pub(super) fn name_hall(&mut self, code: &str, name: &str) -> Result<(), String> {
        let id = self.know(hall(code)?);
        let hall =
            CatalogueName { id, name: name.into(), minutes: None, seats: None, enabled: true };
        self.take(CataloguePart::Halls, CatalogueItems::Names(vec![hall]));
        Ok(())
    }

    /// The channel's number of a hall, which the configuration tells.
    fn know(&mut self, screen: ScreenCode) -> i64 {
        let next = 100 + u64::try_from(self.halls.len()).unwrap();
        let number = *self.halls.entry(screen).or_insert(next);
        let screens: Vec<_> =
            self.halls.iter().map(|(code, hall)| (*code, Some(*hall), None)).collect();
        self.store.set_screens(&screens).unwrap();
        i64::try_from(number).unwrap()
    }

    fn take(&self, part: CataloguePart, put: CatalogueItems) {
        let at = self.transcript.now().wall;
        let (gone, forgotten) = (Vec::new(), Vec::new());
        let change =
            CatalogueChange { part, put, gone, forgotten, whole: true, empty_once: false, at };
        self.store.take_catalogue(&change).unwrap();
    }

    /// The power goes: what is on the disk at this moment is all there is. The files are taken
    /// as they lie, without the database being closed. Nothing that the program still does is seen.
    pub(super) fn cut(&self) {
        self.transcript.remark("the power is gone, and comes back");
        self.transcript.go_dark(true);
        let next = tempfile::tempdir().unwrap();
        for file in ["hallgate.db", "hallgate.db-wal", "hallgate.db.head"] {
            let from = self.folder.path().join(file);
            if from.exists() {
                std::fs::copy(from, next.path().join(file)).unwrap();
            }
        }
        self.left.set(Some(next));
    }

    /// The disk as the next start finds it; none: the power did not go.
    pub(super) fn after_cut(&mut self) -> Option<Self> {
        let folder = self.left.take()?;
        self.transcript.go_dark(false);
        let halls = std::mem::take(&mut self.halls);
        let transcript = self.transcript.clone();
        Some(Self { full: self.full, reads: self.reads, halls, ..Self::open(folder, transcript) })
    }

    fn takes(&self) -> Result<(), StoreError> {
        if self.full { Err(fault(ffi::SQLITE_FULL)) } else { Ok(()) }
    }

    fn takes_note(&self) -> Result<(), StoreError> {
        self.takes().inspect_err(|_| self.transcript.remark("the disk is full: this note is lost"))
    }
}

fn fault(code: i32) -> StoreError {
    rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into()
}

impl CoreStore for Disk {
    fn reader(&self) -> &StoreReader {
        &self.store
    }

    fn recall(
        &self,
        code: FilmTicketCode,
        screen: ScreenCode,
        show_time: DateTime,
    ) -> Result<Recollection, StoreError> {
        if !self.reads {
            return Err(fault(ffi::SQLITE_IOERR));
        }
        self.store.recall(code, screen, show_time)
    }

    fn admit(&self, admission: &Admission) -> Result<Seq, CommitError> {
        let done = self.takes().map_err(CommitError::from);
        let done = done.and_then(|()| self.store.admit(admission));
        self.transcript.committed(match &done {
            Ok(seq) => Ok(*seq),
            Err(CommitError::AlreadyAdmitted) => Err(NotCommitted::AlreadyAdmitted),
            Err(CommitError::Store(_)) => Err(NotCommitted::StoreFailed),
        });
        if done.is_ok() && self.cut_after_commit {
            self.cut();
        }
        done
    }

    fn mark_times(&self, mark: Option<ClockMark>) {
        self.store.mark_times(mark);
    }

    fn note_passage(&self, seq: Seq, at: Timestamp) -> Result<(), StoreError> {
        self.transcript.disk(&format!("record {seq} has passed"));
        self.takes_note()?;
        self.store.note_passage(seq, at)
    }

    fn note_reopening(&self, seq: Seq) -> Result<(), StoreError> {
        self.transcript.disk(&format!("record {seq} opened again"));
        self.takes_note()?;
        self.store.note_reopening(seq)
    }

    fn note_refusal(&self, refusal: &Refusal) -> Result<(), StoreError> {
        self.transcript.disk(&format!("refusal {}", refusal.reason));
        self.takes_note()?;
        self.store.note_refusal(refusal)
    }

    fn open_by_hand(&self, opening: &ManualOpening) -> Result<(), StoreError> {
        self.takes()?;
        self.store.open_by_hand(opening)
    }

    fn use_by_hand(&self, used: &UsedByHand) -> Result<Seq, StoreError> {
        self.takes()?;
        let number = used.film_ticket_code.as_str();
        let seq = self.store.use_by_hand(used)?;
        self.transcript.disk(&format!("ticket …{} is used up by hand", &number[12..]));
        Ok(seq)
    }

    fn note_typed_refusal(&self, refusal: &TypedRefusal) -> Result<(), StoreError> {
        self.transcript.disk(&format!("typed ticket …{} {}", refusal.ticket, refusal.reason));
        self.takes_note()?;
        self.store.note_typed_refusal(refusal)
    }

    fn log(&self, who: &str, detail: &AuditDetail, at: Timestamp) -> Result<(), StoreError> {
        if let AuditDetail::SignOut { by } = detail {
            let how = match by {
                Leaving::ByThemselves => "at the screen",
                Leaving::Automatic => "at the screen, automatic",
                Leaving::Relieved => "at the screen, relieved by the next",
                Leaving::Stopped => "the terminal stops",
            };
            let shown = shown(&self.store, who);
            self.transcript.staff(&format!("{shown} is signed out, {how}"));
        }
        self.takes()?;
        self.store.log(who, detail, at)
    }

    fn put_facts(&mut self, facts: &[Facts]) -> Result<Vec<Seq>, StoreError> {
        self.takes()?;
        self.store.put_facts(facts)
    }

    fn put_keys(
        &mut self,
        cinema: CinemaCode,
        keys: &[StoredKey],
        replace: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.takes()?;
        self.store.put_keys(cinema, keys, replace, now)
    }

    fn set(&self, setting: Setting, value: &str) -> Result<(), StoreError> {
        self.takes()?;
        self.store.set(setting, value)
    }

    fn note_fault(&self, fault: &StoreError) {
        self.store.note_fault(fault);
    }
}

/// The name that a screen shows for an operator.
pub(super) fn shown(reader: &StoreReader, name: &str) -> String {
    let operators = reader.operators().unwrap();
    let known = operators.iter().find(|operator| operator.name.as_str() == name);
    known.map_or(name, |operator| operator.shown()).to_owned()
}

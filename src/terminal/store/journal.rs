//! The second journal: each admission once more, in a file of its own beside the database, so that
//! damage to the database or its write-ahead log forgets no admitted ticket. Whoever opens the
//! store gives back what it lacks (see `mend`).
//!
//! An admission is written before the database's commit and handed to the disk without a sync of its
//! own: the commit's covers it where both lie on one disk. That the commit came back, or did not, is
//! a line after it. The newest [`KEEP`] admissions are kept at least, and all that are not uploaded.

mod file;
mod line;

use std::io;

use jiff::Timestamp;

use super::files::{Files, sync_folder};
use super::{Admission, DatabaseKey, Seq};
use crate::clock::ClockMark;
use file::LineFile;

pub(super) use line::JournalLine;

/// So many admissions a file holds before the next one is begun; one file stands behind it.
const KEEP: usize = 10_000;

/// The journal, open to be continued.
#[derive(Debug)]
pub(super) struct Journal {
    file: LineFile,
    files: Files,
    seal: file::Seal,
    /// Admissions in this file.
    admissions: usize,
    /// The newest admission of the file before, which goes once all of it is uploaded.
    before: Option<Seq>,
    /// A line that did not get into the file; it comes before the next one.
    owed: Option<JournalLine>,
    failed: bool,
}

impl Journal {
    /// Opens or makes it, and returns all that it tells, oldest first.
    pub fn open(files: &Files, key: &DatabaseKey) -> io::Result<(Self, Vec<JournalLine>)> {
        let seal = file::Seal::new(key);
        let (_, mut lines) = LineFile::open(&files.admissions_before(), &seal, false)?;
        let before = lines.iter().rev().find_map(JournalLine::admitted);
        let (file, newer) = LineFile::open(&files.admissions(), &seal, true)?;
        let file = file.ok_or(io::ErrorKind::NotFound)?;
        let admissions = newer.iter().filter_map(JournalLine::admitted).count();
        lines.extend(newer);
        let files = files.clone();
        Ok((Self { file, files, seal, admissions, before, owed: None, failed: false }, lines))
    }

    /// All that is told, without making anything.
    pub fn read(files: &Files, key: &DatabaseKey) -> io::Result<Vec<JournalLine>> {
        let seal = file::Seal::new(key);
        let (_, mut lines) = LineFile::open(&files.admissions_before(), &seal, false)?;
        lines.extend(LineFile::open(&files.admissions(), &seal, false)?.1);
        Ok(lines)
    }

    /// An admission that is about to be committed, during this start of the machine: on its way to the
    /// disk when this returns. `mark`: nothing has confirmed its time. Whether it is in the file.
    pub fn admit(
        &mut self,
        seq: Seq,
        admission: &Admission,
        boot: String,
        mark: Option<ClockMark>,
    ) -> bool {
        let line =
            JournalLine::Admitted { seq, admission: Box::new(admission.clone()), boot, mark };
        let there = self.put(line);
        if there {
            self.admissions += 1;
            let done = self.file.hand_out();
            self.noted(done);
        }
        there
    }

    /// The commit came back. Whether the file has taken that, at a second try at the latest: without it a
    /// start after a kill could not tell it from one that failed.
    pub fn recorded(&mut self, seq: Seq) -> bool {
        self.put(JournalLine::Recorded(seq)) || self.put(JournalLine::Recorded(seq))
    }

    /// The commit came back, the file did not take that, and nobody was let in: it is told as one that
    /// failed, before the next line.
    pub fn taken_back(&mut self, seq: Seq) {
        self.owed = Some(JournalLine::Failed(seq));
    }

    /// The commit did not: nobody is let in by it.
    pub fn failed(&mut self, seq: Seq) {
        self.put(JournalLine::Failed(seq));
    }

    /// Somebody walked through by this one: its ticket opens the gate no more.
    pub fn passed(&mut self, seq: Seq, at: Timestamp) {
        self.put(JournalLine::Passed(seq, at));
    }

    /// The platform has taken all records up to this one, and none of them stands aside.
    pub fn uploaded(&mut self, through: Seq) {
        self.put(JournalLine::Uploaded(through));
    }

    /// Times that nothing had confirmed were moved. `settled`: they need not wait any longer.
    pub fn moved(&mut self, (first, last): (Seq, Seq), by_ms: i64, settled: bool) {
        self.put(JournalLine::Moved { first, last, by_ms, settled });
    }

    /// Between two tickets: room for what comes, and what was written onto the disk. `through`: all
    /// records up to this one are uploaded.
    pub fn tend(&mut self, through: Seq) {
        let done = self.turn(through).and_then(|()| self.file.settle());
        self.noted(done);
    }

    /// Begins the next file where this one is full and the one before is not needed any more.
    fn turn(&mut self, through: Seq) -> io::Result<()> {
        if self.admissions < KEEP || self.before.is_some_and(|newest| newest > through) {
            return Ok(());
        }
        self.file.settle()?;
        let newest = self.file.newest();
        std::fs::rename(self.files.admissions(), self.files.admissions_before())?;
        let opened = LineFile::open(&self.files.admissions(), &self.seal, true);
        match opened.and_then(|(file, _)| file.ok_or(io::ErrorKind::NotFound.into())) {
            Ok(file) => self.file = file,
            Err(fault) => {
                // The file in use keeps its name, or the next turn would go over it.
                std::fs::rename(self.files.admissions_before(), self.files.admissions())?;
                return Err(fault);
            }
        }
        self.admissions = 0;
        self.before = newest;
        // Last: whether it fails or not, the names are what they are in this run.
        sync_folder(self.files.folder())
    }

    /// Whether the line is in the file.
    fn put(&mut self, line: JournalLine) -> bool {
        if let Some(owed) = self.owed.take()
            && let Err(fault) = self.file.append(&owed, &self.seal)
        {
            self.owed = Some(owed);
            self.noted(Err(fault));
            return false;
        }
        let done = self.file.append(&line, &self.seal);
        let there = done.is_ok();
        if !there && !matches!(line, JournalLine::Admitted { .. } | JournalLine::Uploaded(_)) {
            self.owed = Some(line); // what came of an admission is told late rather than never
        }
        self.noted(done);
        there
    }

    /// A journal that can't be written stops nobody: the database has the record. It is said once.
    fn noted(&mut self, done: io::Result<()>) {
        if let Err(fault) = &done
            && !self.failed
        {
            log::error!(
                "the second journal of admissions {} is not written: {fault}: look at the disk's space and health",
                self.files.admissions().display()
            );
        }
        self.failed = done.is_err();
    }
}

#[cfg(test)]
mod tests;

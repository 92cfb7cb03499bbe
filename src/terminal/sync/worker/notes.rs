//! Nothing moves before its note is committed: what the platform decided is told to the loop, and
//! the worker takes it as done only when the loop has it on the disk. Meanwhile it goes on with
//! questions and keys, and uploads nothing.

use std::time::Duration;

use super::WorkerState;
use crate::terminal::store::Seq;
use crate::terminal::sync::SyncEvent;
use crate::terminal::sync::upload::UploadRefusal;

/// Of which uploads the note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UploadKind {
    /// The records that wait in a row.
    Row,
    /// One that stands aside.
    Aside,
    /// One that was set aside, at its daily try.
    SetAside,
}

/// A note that is not known to be committed.
#[derive(Debug)]
pub(super) struct OpenNote {
    kind: UploadKind,
    event: SyncEvent,
    /// The disk did not take it: when it is told again. None: an answer is to come.
    again: Option<Duration>,
}

impl WorkerState {
    /// Tells what has to be committed before anything else is uploaded.
    pub(super) fn note(&mut self, kind: UploadKind, event: SyncEvent) {
        self.emit(event.clone());
        self.open = Some(OpenNote { kind, event, again: None });
    }

    /// When the open note is told again.
    pub(super) fn note_due(&self) -> Option<Duration> {
        self.open.as_ref()?.again
    }

    /// The loop has it on the disk: now it is so here, too.
    pub(super) fn noted(&mut self) {
        let Some(OpenNote { kind, event, .. }) = self.open.take() else { return };
        self.note_hold.clear();
        match (kind, event) {
            (_, SyncEvent::Sending { last, .. }) => self.records.sending_noted(last),
            (UploadKind::Row, SyncEvent::Accepted { count, .. }) => {
                self.records.row_accepted(count)
            }
            (UploadKind::Row, SyncEvent::Rejected { count, .. }) => {
                match self.records.upload.rejected(count) {
                    UploadRefusal::StandsAside(seq) => {
                        self.note(UploadKind::Row, SyncEvent::StandsAside { seq })
                    }
                    UploadRefusal::SetAside(seq) => {
                        self.note(UploadKind::Row, SyncEvent::SetAside { seq })
                    }
                    // It stands alone, and is tried once more.
                    UploadRefusal::Alone | UploadRefusal::Halved => {}
                }
            }
            (UploadKind::Row, _) => {
                self.records.upload.pass();
                if !self.records.round.join() {
                    self.end_round();
                }
            }
            (UploadKind::Aside, SyncEvent::Accepted { .. }) => {
                self.records.round.took();
                self.records.round.next();
            }
            (UploadKind::Aside, SyncEvent::Rejected { first, .. }) => self.standing_refused(first),
            (UploadKind::Aside, _) => self.records.round.next(),
            (UploadKind::SetAside, _) => self.set_aside.tried(self.now()),
        }
    }

    /// The disk did not take it. Nothing has changed here, and nothing does until it did; but a
    /// batch goes up all the same where it could not be noted that it is about to.
    pub(super) fn not_noted(&mut self) {
        let now = self.now();
        match &mut self.open {
            Some(OpenNote { event: SyncEvent::Sending { last, .. }, .. }) => {
                let last = *last;
                self.open = None;
                self.records.sending_not_noted(last);
            }
            Some(open) => {
                self.note_hold.fail(now, false);
                open.again = self.note_hold.until();
                self.flushed();
            }
            None => {}
        }
    }

    /// Tells the open note again. Where the disk has moved on meanwhile, because what was told as
    /// a failure was none, or by another hand, it is the disk that is right.
    pub(super) fn note_again(&mut self) {
        let Some(OpenNote { kind, event, .. }) = self.open.take() else { return };
        match self.reader.upload_state() {
            Ok(state) if state.uploaded_through == self.records.upload.through() => {
                self.note(kind, event);
            }
            Ok(state) => {
                self.note_hold.clear();
                self.records.begin_anew(state, &self.settings.sync);
                self.set_aside.begin_anew();
            }
            Err(fault) => {
                let fault = fault.into();
                self.emit(SyncEvent::Failed { first: None, last: None, count: 0, fault });
                self.note_hold.fail(self.now(), false);
                self.open = Some(OpenNote { kind, event, again: self.note_hold.until() });
            }
        }
    }

    fn standing_refused(&mut self, seq: Seq) {
        let before = self.records.round.standing().map_or(0, |standing| standing.rejections);
        if before + 1 >= self.settings.sync.max_rejections {
            self.note(UploadKind::Aside, SyncEvent::SetAside { seq });
        } else {
            self.records.round.next();
        }
    }
}

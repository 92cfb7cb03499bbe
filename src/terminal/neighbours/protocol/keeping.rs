//! What was heard goes to the disk: a good deal at once, and again where the disk did not take it.

use std::time::Duration;

use super::records::AGAIN;
use super::{DoorMesh, MOST_TOLD, MeshEvent, MeshOutput};
use crate::clock::Now;
use crate::terminal::store::{
    AdmittedElsewhere, KeepBatch, KeptAdmission, PerWay, Seq, ToldAdmission,
};

/// What was told waits at most so long for company before it is written to the disk. It is not lost
/// where the power goes meanwhile: it is asked for again.
const GATHER: Duration = Duration::from_millis(500);

/// What is being kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeptCounts {
    /// So many of the oldest that were told.
    unkept: usize,
    admitted_since: usize,
}

impl DoorMesh {
    /// A mark is to be written down, with what else comes in the meantime.
    pub(super) fn note_moved(&mut self, now: Now) {
        if !self.has_unkept() {
            self.keep_at = now.mono + GATHER;
        }
        self.moved = true;
    }

    pub(super) fn put_unkept(&mut self, heard: ToldAdmission, now: Now) {
        if !self.has_unkept() {
            self.keep_at = now.mono + GATHER;
        }
        self.heard.put(KeptAdmission { elsewhere: AdmittedElsewhere::of(&heard), day: self.day });
        self.unkept.push_back(heard);
        if self.unkept.len() >= MOST_TOLD {
            self.keep_at = self.keep_at.min(now.mono);
        }
    }

    pub(super) fn has_unkept(&self) -> bool {
        self.moved || !self.unkept.is_empty()
    }

    /// What was told goes to the disk, a good deal at once.
    pub(super) fn keep_due(&mut self, now: Now, out: &mut Vec<MeshOutput>) {
        if self.keeping.is_some() || !self.has_unkept() || now.mono < self.keep_at {
            return;
        }
        let count = self.unkept.len().min(MOST_TOLD);
        let rest = self.unkept.range(count..);
        let marks = self.neighbours.iter().map(|(door, it)| {
            // No further than what is on the disk then.
            let through = PerWay::of(|way| {
                let is_of = |heard: &&ToldAdmission| {
                    (heard.door, heard.series, heard.way) == (*door, it.series, way)
                };
                let (left, mark) = (rest.clone().find(is_of), it.heard[way].mark);
                left.map_or(mark, |heard| Seq(heard.seq.0 - 1).min(mark))
            });
            it.mark(*door, through)
        });
        let batch = KeepBatch {
            marks: marks.collect(),
            admissions: self.unkept.range(..count).copied().collect(),
            admitted_since: self.admitted_since.clone(),
        };
        self.keeping =
            Some(KeptCounts { unkept: count, admitted_since: batch.admitted_since.len() });
        self.moved = false;
        out.push(MeshOutput::Event(MeshEvent::Keep(batch)));
    }

    /// What was to be kept is on the disk, or not.
    pub(super) fn kept(&mut self, done: bool, now: Now, out: &mut Vec<MeshOutput>) {
        let Some(counts) = self.keeping.take() else { return };
        if !done {
            self.moved = true;
            self.keep_at = now.mono + AGAIN;
            return;
        }
        self.unkept.drain(..counts.unkept);
        self.admitted_since.drain(..counts.admitted_since);
        let wait = if self.unkept.len() >= MOST_TOLD { Duration::ZERO } else { GATHER };
        self.keep_at = now.mono + wait;
        for door in self.neighbours.keys().copied().collect::<Vec<_>>() {
            self.ask_missing(door, now, out);
        }
    }
}

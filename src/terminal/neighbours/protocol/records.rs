//! What was admitted: told at once, kept by whoever hears it, and asked for by number where it is missing.

use std::time::Duration;

use super::{Admissions, DoorMesh, LinkId, MOST_TOLD, MeshMessage, MeshOutput, ToldPage};
use crate::clock::Now;
use crate::terminal::store::{DoorId, KeepBatch, NeighbourMark, Seq, ToldAdmission, ToldRecord};
use crate::ticket::FilmTicketCode;

/// What was told waits at most so long for company before it is written to the disk. It is not lost
/// where the power goes meanwhile: it is asked for again.
const GATHER: Duration = Duration::from_millis(500);

/// How long a disk that took nothing has.
const AGAIN: Duration = Duration::from_secs(5);

/// The most that waits for the disk.
const MOST_UNKEPT: usize = 8 * MOST_TOLD;

/// When what is missing is asked for again.
const ASK_AGAIN: Duration = Duration::from_secs(2);

impl DoorMesh {
    /// The door has admitted somebody: everybody hears of it.
    pub(super) fn recorded(
        &mut self,
        record: ToldRecord,
        now: Now,
        admissions: &impl Admissions,
        out: &mut Vec<MeshOutput>,
    ) {
        self.admitted(record.ticket);
        if record.seq > self.newest {
            let page = ToldPage { after: self.newest, through: record.seq, records: vec![record] };
            self.newest = record.seq;
            self.tell_all(&MeshMessage::Told(page), out);
        }
        // It was admitted in spite of what was told: that is looked at once more.
        if let Some(heard) = self.told_of(record.ticket, admissions) {
            self.put_unkept(heard, now);
        }
    }

    /// What neighbours told of a ticket, the earliest.
    pub(super) fn told_of(
        &self,
        ticket: FilmTicketCode,
        admissions: &impl Admissions,
    ) -> Option<ToldAdmission> {
        let fresh = self.fresh.get(&ticket).into_iter().flatten().copied();
        fresh.chain(admissions.elsewhere(ticket)).min_by_key(|heard| (heard.at, heard.door))
    }

    /// A neighbour tells of admissions.
    pub(super) fn page_came(
        &mut self,
        door: DoorId,
        link: LinkId,
        page: ToldPage,
        now: Now,
        out: &mut Vec<MeshOutput>,
    ) {
        let full = self.unkept.len() >= MOST_UNKEPT;
        let Some(it) = self.neighbours.get_mut(&door).filter(|it| it.link == Some(link)) else {
            return;
        };
        it.newest = it.newest.max(page.through);
        let closes_the_gap = page.after <= it.mark;
        if closes_the_gap && !full {
            it.asked_until = None;
            let (series, mark) = (it.series, it.mark);
            it.mark = mark.max(page.through);
            if it.mark > mark {
                self.note_moved(now);
            }
            let fresh = page.records.iter().filter(|record| record.seq > mark);
            let heard = fresh.map(|record| ToldAdmission {
                door,
                series,
                seq: record.seq,
                ticket: record.ticket,
                session: record.session,
                at: record.at,
            });
            for heard in heard.collect::<Vec<_>>() {
                self.put_unkept(heard, now);
            }
        }
        self.ask_missing(door, now, out);
    }

    /// A mark is to be written down, with what else comes in the meantime.
    pub(super) fn note_moved(&mut self, now: Now) {
        if !self.has_unkept() {
            self.keep_at = now.mono + GATHER;
        }
        self.moved = true;
    }

    fn put_unkept(&mut self, heard: ToldAdmission, now: Now) {
        if !self.has_unkept() {
            self.keep_at = now.mono + GATHER;
        }
        self.fresh.entry(heard.ticket).or_default().push(heard);
        self.unkept.push_back(heard);
        if self.unkept.len() >= MOST_TOLD {
            self.keep_at = self.keep_at.min(now.mono);
        }
    }

    /// Asks a neighbour for what it has told others and not this door.
    pub(super) fn ask_missing(&mut self, door: DoorId, now: Now, out: &mut Vec<MeshOutput>) {
        if self.unkept.len() >= MOST_UNKEPT {
            return; // once there is room
        }
        let Some(it) = self.neighbours.get_mut(&door) else { return };
        let Some(link) = it.link.filter(|_| it.newest > it.mark) else { return };
        if it.asked_until.is_none_or(|until| now.mono >= until) {
            it.asked_until = Some(now.mono + ASK_AGAIN);
            out.push(MeshOutput::Send { link, message: MeshMessage::Missing { after: it.mark } });
        }
    }

    /// A neighbour lacks what lies behind this number.
    pub(super) fn missing(
        &mut self,
        link: LinkId,
        after: Seq,
        admissions: &impl Admissions,
        out: &mut Vec<MeshOutput>,
    ) {
        let records = admissions.after(after, MOST_TOLD);
        let last = records.last().map_or(after, |record| record.seq);
        let through = if records.len() < MOST_TOLD { self.newest.max(last) } else { last };
        let page = ToldPage { after, through: through.max(after), records };
        out.push(MeshOutput::Send { link, message: MeshMessage::Told(page) });
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
            let left = rest.clone().find(|heard| heard.door == *door && heard.series == it.series);
            let through = left.map_or(it.mark, |heard| Seq(heard.seq.0 - 1).min(it.mark));
            NeighbourMark { door: *door, name: it.name, series: it.series, through, seen: it.seen }
        });
        let batch = KeepBatch {
            marks: marks.collect(),
            admissions: self.unkept.range(..count).copied().collect(),
        };
        self.keeping = Some(count);
        self.moved = false;
        out.push(MeshOutput::Keep(batch));
    }

    /// What was to be kept is on the disk, or not.
    pub(super) fn kept(&mut self, done: bool, now: Now, out: &mut Vec<MeshOutput>) {
        let Some(count) = self.keeping.take() else { return };
        if !done {
            self.moved = true;
            self.keep_at = now.mono + AGAIN;
            return;
        }
        for heard in self.unkept.drain(..count) {
            if let Some(fresh) = self.fresh.get_mut(&heard.ticket) {
                fresh.retain(|it| *it != heard);
                if fresh.is_empty() {
                    self.fresh.remove(&heard.ticket);
                }
            }
        }
        let wait = if self.unkept.len() >= MOST_TOLD { Duration::ZERO } else { GATHER };
        self.keep_at = now.mono + wait;
        for door in self.neighbours.keys().copied().collect::<Vec<_>>() {
            self.ask_missing(door, now, out);
        }
    }
}

//! A simulated door's disk: what outlives a power cut.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::super::super::{Admissions, AdmissionsUnread, HeardTickets};
use super::super::page_of;
use crate::terminal::store::{
    AdmissionPage, AdmittedElsewhere, DaySeen, DoorId, KeepBatch, KeptAdmission, NeighbourMark,
    PerWay, Seq, Series, ToldAdmission, ToldRecord, WayIn,
};
use crate::ticket::FilmTicketCode;

/// Every seed is played on one business day.
const DAY: DaySeen = DaySeen(1);

/// What outlives a power cut.
#[derive(Debug, Default)]
pub struct Disk {
    pub series: u64,
    pub own: PerWay<Vec<ToldRecord>>,
    pub heard: BTreeMap<(DoorId, Series, WayIn, Seq), ToldAdmission>,
    pub marks: BTreeMap<DoorId, NeighbourMark>,
    /// Of the tickets that were scanned here.
    pub doubled: BTreeSet<FilmTicketCode>,
    /// How many pages were read: not every one of them reads.
    pub pages: Cell<u64>,
}

impl Disk {
    /// The numbers of what was admitted last.
    pub fn newest(&self) -> PerWay<Seq> {
        PerWay::of(|way| self.own[way].last().map_or(Seq(0), |it| it.seq))
    }

    /// What the protocol begins with.
    pub fn heard_tickets(&self) -> HeardTickets {
        let mut heard = HeardTickets::default();
        let kept =
            |it: &ToldAdmission| KeptAdmission { elsewhere: AdmittedElsewhere::of(it), day: DAY };
        self.heard.values().map(kept).for_each(|it| heard.put(it));
        heard
    }

    /// Some of what neighbours told does not read any more; so many rows. They have to tell it again.
    pub fn lose_some(&mut self, rng: &mut fastrand::Rng) -> u64 {
        let before = self.heard.len();
        self.heard.retain(|_, _| rng.bool());
        self.marks.values_mut().for_each(NeighbourMark::ask_again);
        (before - self.heard.len()) as u64
    }

    /// A batch as the store keeps it.
    pub fn keep(&mut self, batch: KeepBatch) {
        let scanned = |own: &[ToldRecord], ticket| own.iter().any(|it| it.ticket == ticket);
        let told = batch.admissions.iter().map(|it| it.ticket);
        for ticket in told.chain(batch.admitted_since.iter().map(|it| it.ticket)) {
            if scanned(&self.own.scanned, ticket) {
                self.doubled.insert(ticket);
            }
        }
        for heard in batch.admissions {
            self.heard.insert((heard.door, heard.series, heard.way, heard.seq), heard);
        }
        self.marks.retain(|door, _| batch.marks.iter().any(|mark| mark.door == *door));
        for mark in batch.marks {
            let same =
                |it: &&NeighbourMark| (it.series, it.identity) == (mark.series, mark.identity);
            let before = self.marks.get(&mark.door).filter(same);
            let through = before.map_or(mark.through, |it| {
                PerWay::of(|way| it.through[way].max(mark.through[way]))
            });
            self.marks.insert(mark.door, NeighbourMark { through, ..mark });
        }
    }
}

impl Admissions for RefCell<Disk> {
    fn own(&self, ticket: FilmTicketCode) -> Result<Option<Timestamp>, AdmissionsUnread> {
        let disk = self.borrow();
        let mut own = WayIn::ALL.iter().flat_map(|way| &disk.own[*way]);
        Ok(own.find(|it| it.ticket == ticket).map(|it| it.at))
    }

    fn after(&self, way: WayIn, seq: Seq, most: usize) -> Result<AdmissionPage, AdmissionsUnread> {
        let disk = self.borrow();
        disk.pages.set(disk.pages.get() + 1);
        if (disk.pages.get() + disk.series).is_multiple_of(4) {
            return Err(AdmissionsUnread);
        }
        let after = disk.own[way].iter().filter(|it| it.seq > seq);
        Ok(page_of(after.take(most).copied().collect(), seq, most))
    }
}

//! What has to hold once everybody has heard everybody.

use std::collections::{BTreeMap, BTreeSet};

use super::world::{World, door_id};
use crate::terminal::store::{Series, ToldRecord, WayIn};
use crate::ticket::FilmTicketCode;

impl World {
    /// Everybody has heard everybody by now.
    pub(super) fn check(&mut self) -> Result<(), String> {
        let mut admitted: BTreeMap<FilmTicketCode, BTreeSet<usize>> = BTreeMap::new();
        for (door, it) in self.doors.iter().enumerate() {
            let disk = it.disk.borrow();
            for record in WayIn::ALL.iter().flat_map(|way| &disk.own[*way]) {
                admitted.entry(record.ticket).or_default().insert(door);
            }
        }
        self.figures.doubled += admitted.values().filter(|doors| doors.len() > 1).count() as u64;
        for (door, it) in self.doors.iter().enumerate() {
            let disk = it.disk.borrow();
            for (other, there) in self.doors.iter().enumerate().filter(|(other, _)| *other != door)
            {
                let there = there.disk.borrow();
                let series = Series(there.series);
                let lacks = |way: WayIn, it: &ToldRecord| {
                    let heard = disk.heard.get(&(door_id(other), series, way, it.seq));
                    heard.is_none_or(|heard| heard.ticket != it.ticket || heard.at != it.at)
                };
                let mut own = WayIn::ALL
                    .iter()
                    .flat_map(|way| there.own[*way].iter().map(move |it| (*way, it)));
                if let Some((_, record)) = own.find(|(way, it)| lacks(*way, it)) {
                    return Err(format!("door {door} lacks {record:?} of door {other}"));
                }
            }
            let scanned = disk.own.scanned.iter().map(|it| it.ticket);
            let doubled: BTreeSet<FilmTicketCode> =
                scanned.filter(|ticket| admitted[ticket].len() > 1).collect();
            if doubled != disk.doubled {
                return Err(format!(
                    "door {door} knows {:?} as doubled, and {doubled:?} are",
                    disk.doubled
                ));
            }
        }
        Ok(())
    }
}

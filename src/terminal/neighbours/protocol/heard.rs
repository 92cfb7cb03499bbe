//! What neighbours have told of tickets, in memory: a claim is answered without a look at the disk, where an
//! order by ticket would cost more than all else that is written. And how much each has told, of which there
//! is a most.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::terminal::store::{AdmittedElsewhere, DoorId, KeptAdmission};
use crate::ticket::FilmTicketCode;

/// All neighbours together may tell so many times what one of them may.
const TOGETHER: u64 = 2;

/// What is kept of a ticket: 16 bytes, as there may be hundreds of thousands.
#[derive(Debug, Clone, Copy)]
struct HeardTicket {
    /// Milliseconds since 1970.
    at: i64,
    day: Date,
    /// Among the doors.
    door: u16,
}

/// The tickets that were admitted at other doors, this business day and the one before.
#[derive(Debug, Default)]
pub struct HeardTickets {
    /// The earliest admission of each.
    tickets: HashMap<FilmTicketCode, HeardTicket>,
    doors: Vec<DoorId>,
    /// How many admissions each door has told on each business day.
    counts: BTreeMap<(u16, Date), u64>,
}

impl HeardTickets {
    /// Takes what was told, or what the disk has of it.
    pub fn put(&mut self, kept: KeptAdmission) {
        let KeptAdmission { elsewhere, day } = kept;
        let Some(door) = self.number(elsewhere.door) else { return };
        *self.counts.entry((door, day)).or_default() += 1;
        let heard = HeardTicket { at: elsewhere.at.as_millisecond(), day, door };
        let known = self.tickets.entry(elsewhere.ticket).or_insert(heard);
        let order = |it: &HeardTicket| (it.at, self.doors[usize::from(it.door)]);
        if order(&heard) < order(known) {
            *known = heard;
        }
    }

    /// Where a ticket was admitted first.
    pub(super) fn earliest(&self, ticket: FilmTicketCode) -> Option<AdmittedElsewhere> {
        let heard = self.tickets.get(&ticket)?;
        let at = Timestamp::from_millisecond(heard.at).ok()?;
        Some(AdmittedElsewhere { door: self.doors[usize::from(heard.door)], ticket, at })
    }

    /// How many more of a door are taken today, where one door may tell `most` in a day.
    pub(super) fn room(&self, door: DoorId, today: Date, most: u64) -> u64 {
        let of_today = self.counts.iter().filter(|((_, day), _)| *day == today);
        let (mut of_all, mut of_door) = (0, 0);
        for ((number, _), count) in of_today {
            of_all += count;
            of_door += if self.doors[usize::from(*number)] == door { *count } else { 0 };
        }
        most.saturating_sub(of_door).min((most * TOGETHER).saturating_sub(of_all))
    }

    /// What was told before this business day is no matter any longer.
    pub(super) fn forget_before(&mut self, day: Date) {
        if self.counts.keys().all(|(_, of)| *of >= day) {
            return;
        }
        self.counts.retain(|(_, of), _| *of >= day);
        self.tickets.retain(|_, heard| heard.day >= day);
        self.tickets.shrink_to_fit();
        self.number_anew();
    }

    /// Doors of which nothing is left keep no number.
    fn number_anew(&mut self) {
        let before = std::mem::take(&mut self.doors);
        let counts = std::mem::take(&mut self.counts);
        let mut numbers = BTreeMap::new();
        for ((door, day), count) in counts {
            let Some(anew) = self.number(before[usize::from(door)]) else { continue };
            numbers.insert(door, anew);
            self.counts.insert((anew, day), count);
        }
        // Each ticket was counted on its day.
        self.tickets
            .retain(|_, heard| numbers.get(&heard.door).map(|it| heard.door = *it).is_some());
    }

    /// None: of more doors than there can be.
    fn number(&mut self, door: DoorId) -> Option<u16> {
        let known = self.doors.iter().position(|it| *it == door);
        let number = u16::try_from(known.unwrap_or(self.doors.len())).ok()?;
        if known.is_none() {
            self.doors.push(door);
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = jiff::civil::date(2026, 7, 27);

    fn kept(door: &str, ticket: u32, at: i64, day: Date) -> KeptAdmission {
        let ticket = format!("{ticket:016}").parse().unwrap();
        let at = Timestamp::from_millisecond(at).unwrap();
        KeptAdmission { elsewhere: AdmittedElsewhere { door: DoorId::of(door), ticket, at }, day }
    }

    #[test]
    fn the_earliest_admission_counts_and_goes_with_its_day() {
        let mut heard = HeardTickets::default();
        let later = DAY.tomorrow().unwrap();
        for it in [kept("b", 1, 9, DAY), kept("c", 1, 8, DAY), kept("a", 1, 9, DAY)] {
            heard.put(it);
        }
        heard.put(kept("b", 2, 10, later));
        let of = |heard: &HeardTickets, number: u32| {
            let ticket = format!("{number:016}").parse().unwrap();
            heard.earliest(ticket).map(|it| (it.door.to_string(), it.at.as_millisecond()))
        };
        assert_eq!(of(&heard, 1), Some(("c".to_owned(), 8)));
        heard.forget_before(DAY);
        assert!(of(&heard, 1).is_some());
        heard.forget_before(later);
        assert_eq!((of(&heard, 1), of(&heard, 2)), (None, Some(("b".to_owned(), 10))));
        assert_eq!(heard.doors, [DoorId::of("b")], "names are no place to fill");
        assert_eq!(heard.room(DoorId::of("b"), later, 3), 2);
    }

    #[test]
    fn a_door_has_room_for_a_days_admissions_and_all_together_for_twice_as_many() {
        let mut heard = HeardTickets::default();
        let room = |heard: &HeardTickets, door: &str| heard.room(DoorId::of(door), DAY, 3);
        assert_eq!(room(&heard, "a"), 3);
        for number in 0..3 {
            heard.put(kept("a", number, 1, DAY));
            heard.put(kept("b", 1, 1, DAY)); // the same again and again takes up room too
        }
        assert_eq!([room(&heard, "a"), room(&heard, "b"), room(&heard, "c")], [0, 0, 0]);
        let later = DAY.tomorrow().unwrap();
        assert_eq!(heard.room(DoorId::of("a"), later, 3), 3, "another day");
    }
}

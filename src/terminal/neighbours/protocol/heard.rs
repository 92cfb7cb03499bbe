//! What neighbours have told of tickets, in memory: a claim is answered without a look at the disk, where an
//! order by ticket would cost more than all else that is written. And how much each has told, of which there
//! is a most.

mod told_tickets;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::terminal::store::{AdmittedElsewhere, DaySeen, DoorId, KeptAdmission};
use crate::ticket::FilmTicketCode;
use told_tickets::{ToldTicket, ToldTickets};

/// All neighbours together may tell so many times what one of them may.
const TOGETHER: u64 = 2;

/// The tickets that were admitted at other doors, this business day and the one before.
#[derive(Debug, Default)]
pub struct HeardTickets {
    days: BTreeMap<DaySeen, HeardDay>,
    /// How many admissions each door has told since this program began, on the business day by the clock.
    counted: BTreeMap<DoorId, u64>,
    counted_on: Option<Date>,
}

/// What was heard on one business day.
#[derive(Debug, Default)]
struct HeardDay {
    /// The earliest admission of each.
    tickets: ToldTickets,
    doors: Vec<DoorId>,
}

impl HeardTickets {
    /// Takes what was told, or what the disk has of it.
    pub fn put(&mut self, kept: KeptAdmission) {
        self.days.entry(kept.day).or_default().put(kept.elsewhere);
    }

    /// Where a ticket was admitted first.
    pub(super) fn earliest(&self, ticket: FilmTicketCode) -> Option<AdmittedElsewhere> {
        let heard = self.days.values().filter_map(|day| day.earliest(ticket));
        heard.min_by_key(|it| (it.at, it.door))
    }

    /// Whether this was told before, as far as it is known by it that the ticket was admitted.
    pub(super) fn has(&self, heard: AdmittedElsewhere) -> bool {
        self.days.values().any(|day| day.earliest(heard.ticket) == Some(heard))
    }

    /// So many more of a door are taken today.
    pub(super) fn count(&mut self, door: DoorId, today: Date, count: u64) {
        if self.counted_on != Some(today) {
            (self.counted, self.counted_on) = (BTreeMap::new(), Some(today));
        }
        *self.counted.entry(door).or_default() += count;
    }

    /// How many more of a door are taken today, where one door may tell `most` in a day.
    pub(super) fn room(&self, door: DoorId, today: Date, most: u64) -> u64 {
        if self.counted_on != Some(today) {
            return most;
        }
        let of_all: u64 = self.counted.values().sum();
        let of_door = self.counted.get(&door).copied().unwrap_or(0);
        most.saturating_sub(of_door).min((most * TOGETHER).saturating_sub(of_all))
    }

    /// What was told before this day is no matter any longer.
    pub(super) fn forget_before(&mut self, day: DaySeen) {
        self.days.retain(|of, _| *of >= day);
    }

    /// Takes all that was heard otherwise.
    pub(super) fn join(&mut self, other: Self) {
        for (day, of_day) in other.days {
            match self.days.get_mut(&day) {
                Some(known) => of_day.each().for_each(|heard| known.put(heard)),
                None => drop(self.days.insert(day, of_day)),
            }
        }
    }
}

impl HeardDay {
    fn put(&mut self, heard: AdmittedElsewhere) {
        let Some(door) = self.number(heard.door) else { return };
        let doors = &self.doors;
        let order = |it: &ToldTicket| (it.at(), doors[usize::from(it.door)]);
        self.tickets.put(ToldTicket::of(heard.ticket, heard.at, door), order);
    }

    fn earliest(&self, ticket: FilmTicketCode) -> Option<AdmittedElsewhere> {
        self.tickets.get(ticket).map(|it| self.elsewhere(it))
    }

    fn each(&self) -> impl Iterator<Item = AdmittedElsewhere> {
        self.tickets.iter().map(|it| self.elsewhere(it))
    }

    fn elsewhere(&self, heard: &ToldTicket) -> AdmittedElsewhere {
        let (door, at) = (self.doors[usize::from(heard.door)], heard.at());
        AdmittedElsewhere { door, ticket: heard.ticket, at }
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
    use jiff::Timestamp;

    use super::*;

    fn kept(door: &str, ticket: u32, at: i64, day: i64) -> KeptAdmission {
        let ticket = format!("{ticket:016}").parse().unwrap();
        let at = Timestamp::from_millisecond(at).unwrap();
        let elsewhere = AdmittedElsewhere { door: DoorId::of(door), ticket, at };
        KeptAdmission { elsewhere, day: DaySeen(day) }
    }

    #[test]
    fn the_earliest_admission_counts_and_goes_with_its_day() {
        let mut heard = HeardTickets::default();
        for it in [kept("b", 1, 9, 7), kept("c", 1, 8, 7), kept("a", 1, 9, 7)] {
            heard.put(it);
        }
        heard.put(kept("b", 2, 10, 8));
        let of = |heard: &HeardTickets, number: u32| {
            let ticket = format!("{number:016}").parse().unwrap();
            heard.earliest(ticket).map(|it| (it.door.to_string(), it.at.as_millisecond()))
        };
        assert_eq!(of(&heard, 1), Some(("c".to_owned(), 8)));
        assert!(heard.has(kept("b", 2, 10, 0).elsewhere));
        assert!(!heard.has(kept("b", 1, 9, 0).elsewhere), "another door was earlier");
        heard.forget_before(DaySeen(7));
        assert!(of(&heard, 1).is_some());
        heard.forget_before(DaySeen(8));
        assert_eq!((of(&heard, 1), of(&heard, 2)), (None, Some(("b".to_owned(), 10))));
        let mut other = HeardTickets::default();
        for it in [kept("a", 2, 9, 8), kept("a", 3, 9, 9)] {
            other.put(it);
        }
        heard.join(other);
        assert_eq!(of(&heard, 2), Some(("a".to_owned(), 9)));
        assert_eq!(of(&heard, 3), Some(("a".to_owned(), 9)));
    }

    #[test]
    fn a_door_has_room_for_a_days_admissions_and_all_together_for_twice_as_many() {
        let (today, mut heard) = (jiff::civil::date(2026, 7, 27), HeardTickets::default());
        let room = |heard: &HeardTickets, door: &str| heard.room(DoorId::of(door), today, 3);
        assert_eq!(room(&heard, "a"), 3);
        for _ in 0..3 {
            heard.count(DoorId::of("a"), today, 1);
            heard.count(DoorId::of("b"), today, 1);
        }
        assert_eq!([room(&heard, "a"), room(&heard, "b"), room(&heard, "c")], [0, 0, 0]);
        let later = today.tomorrow().unwrap();
        assert_eq!(heard.room(DoorId::of("a"), later, 3), 3, "another day");
    }
}

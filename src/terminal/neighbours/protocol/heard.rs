//! What neighbours have told of tickets, in memory: a claim is answered without a look at the disk, where an
//! order by ticket would cost more than all else that is written. And how much each has told, of which there
//! is a most.

mod told_tickets;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::clock::DayStep;
use crate::terminal::store::{AdmittedElsewhere, DoorId, KeptAdmission};
use crate::ticket::FilmTicketCode;
use told_tickets::{ToldTicket, ToldTickets};

/// All neighbours together may tell so many times what one of them may.
const TOGETHER: u64 = 2;

/// The tickets that were admitted at other doors, this business day and the one before.
#[derive(Debug, Default)]
pub struct HeardTickets {
    days: BTreeMap<Date, HeardDay>,
}

/// What was heard on one business day.
#[derive(Debug, Default)]
struct HeardDay {
    /// The earliest admission of each.
    tickets: ToldTickets,
    doors: Vec<DoorId>,
    /// How many admissions each of the doors has told.
    counts: Vec<u64>,
}

impl HeardTickets {
    /// Takes what was told, or what the disk has of it.
    pub fn put(&mut self, kept: KeptAdmission) {
        self.days.entry(kept.day).or_default().put(kept.elsewhere, 1);
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

    /// How many more of a door are taken today, where one door may tell `most` in a day.
    pub(super) fn room(&self, door: DoorId, today: Date, most: u64) -> u64 {
        let Some(of_today) = self.days.get(&today) else { return most };
        let of_all: u64 = of_today.counts.iter().sum();
        let of_door = of_today.known(door).map_or(0, |number| of_today.counts[number]);
        most.saturating_sub(of_door).min((most * TOGETHER).saturating_sub(of_all))
    }

    /// What was told before this business day is no matter any longer.
    pub(super) fn forget_before(&mut self, day: Date) {
        self.days.retain(|of, _| *of >= day);
    }

    /// The clock has stepped: what was heard stands under the days that it has now.
    pub(super) fn follow(&mut self, step: DayStep) {
        let moved = step.renamed().map(|(from, to)| (to, self.days.remove(&from)));
        for (to, of_day) in moved {
            let Some(of_day) = of_day else { continue };
            match self.days.get_mut(&to) {
                Some(known) => known.join(&of_day),
                None => drop(self.days.insert(to, of_day)),
            }
        }
    }
}

impl HeardDay {
    /// `count`: how many of its door's admissions it stands for.
    fn put(&mut self, heard: AdmittedElsewhere, count: u64) {
        let Some(door) = self.number(heard.door) else { return };
        self.counts[usize::from(door)] += count;
        let doors = &self.doors;
        let order = |it: &ToldTicket| (it.at(), doors[usize::from(it.door)]);
        self.tickets.put(ToldTicket::of(heard.ticket, heard.at, door), order);
    }

    fn earliest(&self, ticket: FilmTicketCode) -> Option<AdmittedElsewhere> {
        let heard = self.tickets.get(ticket)?;
        Some(AdmittedElsewhere {
            door: self.doors[usize::from(heard.door)],
            ticket,
            at: heard.at(),
        })
    }

    fn join(&mut self, other: &Self) {
        for heard in other.tickets.iter() {
            let (door, ticket) = (other.doors[usize::from(heard.door)], heard.ticket);
            self.put(AdmittedElsewhere { door, ticket, at: heard.at() }, 0);
        }
        for (door, count) in other.doors.iter().zip(&other.counts) {
            if let Some(number) = self.number(*door) {
                self.counts[usize::from(number)] += count;
            }
        }
    }

    fn known(&self, door: DoorId) -> Option<usize> {
        self.doors.iter().position(|it| *it == door)
    }

    /// None: of more doors than there can be.
    fn number(&mut self, door: DoorId) -> Option<u16> {
        let known = self.known(door);
        let number = u16::try_from(known.unwrap_or(self.doors.len())).ok()?;
        if known.is_none() {
            self.doors.push(door);
            self.counts.push(0);
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::clock::{DayWatch, Now};

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
        assert_eq!(heard.days[&later].doors, [DoorId::of("b")], "names are no place to fill");
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

    #[test]
    fn what_was_heard_before_the_clock_was_set_is_of_the_day_on_which_it_is() {
        let now = |mono: u64, wall: &str| Now {
            mono: std::time::Duration::from_secs(mono),
            wall: wall.parse().unwrap(),
        };
        let (zone, mut watch) = (&crate::clock::CHINA, DayWatch::default());
        let mut heard = HeardTickets::default();
        let old = jiff::civil::date(1970, 1, 1);
        heard.put(kept("a", 1, 5, old));
        heard.put(kept("b", 1, 4, DAY)); // of the run before
        heard.put(kept("a", 2, 6, DAY));
        watch.follow(now(0, "1970-01-01T00:00:00Z"));
        let step = watch.step(now(60, "2026-07-27T04:00:00Z"), zone).unwrap();
        heard.follow(step);
        heard.forget_before(DAY);
        let ticket = |number: u32| format!("{number:016}").parse().unwrap();
        assert_eq!(heard.earliest(ticket(1)).unwrap().door, DoorId::of("b"));
        assert_eq!(heard.room(DoorId::of("a"), DAY, 9), 7, "both count today");
        let own = kept("a", 2, 6, DAY).elsewhere;
        assert!(heard.has(own) && !heard.has(kept("a", 1, 5, DAY).elsewhere));
    }
}

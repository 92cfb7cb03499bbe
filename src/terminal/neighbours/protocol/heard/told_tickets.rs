//! Tickets in their order, about 26 bytes for each: a hash table takes up to twice as much where its number of
//! places has just doubled, a tree likewise for what is told in the order of its numbers, and one long row leaves
//! behind what it has outgrown.

use jiff::Timestamp;

use crate::ticket::FilmTicketCode;

/// The most on one page: so many are moved at the most to put one among them.
const PAGE: usize = 512;

/// A page grows by so many.
const STEP: usize = 32;

/// A ticket that was admitted at another door.
#[derive(Debug, Clone, Copy)]
pub(super) struct ToldTicket {
    pub ticket: FilmTicketCode,
    second: u32,
    milli: u16,
    /// Among the doors of its day.
    pub door: u16,
}

impl ToldTicket {
    /// A time before 1970 or after 2106 stands as the nearest that there is.
    pub fn of(ticket: FilmTicketCode, at: Timestamp, door: u16) -> Self {
        let ms = at.as_millisecond().clamp(0, i64::from(u32::MAX) * 1000 + 999).unsigned_abs();
        let part = |part: u64| u32::try_from(part).unwrap_or(u32::MAX);
        let milli = u16::try_from(ms % 1000).unwrap_or_default();
        Self { ticket, second: part(ms / 1000), milli, door }
    }

    /// To the millisecond.
    pub fn at(&self) -> Timestamp {
        let ms = i64::from(self.second) * 1000 + i64::from(self.milli);
        Timestamp::from_millisecond(ms).unwrap_or_default()
    }
}

/// One of each ticket.
#[derive(Debug, Default)]
pub(super) struct ToldTickets {
    /// By their tickets; no page is empty.
    pages: Vec<Vec<ToldTicket>>,
}

impl ToldTickets {
    pub fn get(&self, ticket: FilmTicketCode) -> Option<&ToldTicket> {
        let page = self.pages.get(self.page_of(ticket))?;
        let place = page.binary_search_by_key(&ticket, |it| it.ticket).ok()?;
        page.get(place)
    }

    /// Takes one; of two of the same ticket that which is less by `order` stays.
    pub fn put<K: Ord>(&mut self, heard: ToldTicket, order: impl Fn(&ToldTicket) -> K) {
        let last = self.pages.len().saturating_sub(1);
        let at = self.page_of(heard.ticket).min(last);
        let Some(page) = self.pages.get_mut(at) else { return self.pages.push(vec![heard]) };
        match page.binary_search_by_key(&heard.ticket, |it| it.ticket) {
            Ok(place) if order(&heard) < order(&page[place]) => page[place] = heard,
            Ok(_) => {}
            // Behind all: the page stays full.
            Err(PAGE) => self.pages.push(vec![heard]),
            Err(_) if page.len() == PAGE => {
                let later = page.split_off(PAGE / 2);
                page.shrink_to_fit();
                self.pages.insert(at + 1, later);
                self.put(heard, order);
            }
            Err(place) => {
                if page.len() == page.capacity() {
                    page.reserve_exact(STEP);
                }
                page.insert(place, heard);
            }
        }
    }

    /// The page where this ticket is, if it is known; behind the last one where it is beyond all.
    fn page_of(&self, ticket: FilmTicketCode) -> usize {
        self.pages.partition_point(|page| page.last().is_some_and(|last| last.ticket < ticket))
    }

    pub fn iter(&self) -> impl Iterator<Item = &ToldTicket> {
        self.pages.iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(number: usize) -> FilmTicketCode {
        format!("{number:016}").parse().unwrap()
    }

    #[test]
    fn each_ticket_is_found_in_whatever_order_they_came() {
        assert_eq!(size_of::<ToldTicket>(), 24);
        let mut told = ToldTickets::default();
        let at = |number: usize| Timestamp::from_millisecond(number as i64 * 7).unwrap();
        let mut numbers: Vec<usize> = (0..20_000).collect();
        fastrand::Rng::with_seed(1).shuffle(&mut numbers);
        for &number in numbers.iter().chain(&[4, 5, 6]) {
            told.put(ToldTicket::of(ticket(number), at(number), 0), ToldTicket::at);
            let earlier = ToldTicket::of(ticket(number), at(number / 2), 1);
            told.put(earlier, ToldTicket::at);
        }
        assert!(told.pages.iter().all(|page| page.len() <= PAGE) && told.pages.len() < 90);
        assert_eq!(told.iter().count(), 20_000);
        for number in 0..20_000 {
            assert_eq!(told.get(ticket(number)).unwrap().at(), at(number / 2));
        }
        assert!(told.get(ticket(20_000)).is_none());
    }

    #[test]
    fn a_time_that_nobody_has_stands_as_the_nearest() {
        let at = |time: Timestamp| ToldTicket::of(ticket(1), time, 0).at().to_string();
        assert_eq!(at(Timestamp::MIN), "1970-01-01T00:00:00Z");
        assert_eq!(at(Timestamp::MAX), "2106-02-07T06:28:15.999Z");
    }
}

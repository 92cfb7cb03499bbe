//! The pages of queryCinemas, 100 cinemas each: when the last one was there, and whether they add up (CHANNEL §2, §3).

use std::collections::BTreeSet;

use super::calls::CinemasReply;

/// More pages than any channel has: 200,000 cinemas.
const MOST_PAGES: u32 = 2000;

/// Which page comes next, of which were there.
#[derive(Debug, Default)]
pub struct CinemaPages {
    /// The first ID of each page.
    firsts: BTreeSet<i64>,
    taken: u32,
    count: i64,
    in_doubt: bool,
}

/// What is to be done after a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextPage {
    /// This page is asked for, counted from 1.
    Ask(u32),
    /// That was all. Whole: the pages add up, so that what they do not name is gone.
    End { whole: bool },
}

impl CinemaPages {
    /// Takes the page that was asked for last. What it holds counts even if it is the last and in doubt.
    pub fn take(&mut self, page: &CinemasReply) -> NextPage {
        self.taken += 1;
        self.in_doubt |= page.passed_over > 0;
        let entries = page.cinemas.len() + page.passed_over;
        if entries == 0 {
            return self.end(page.total_count);
        }
        let first = page.cinemas.first().map(|cinema| cinema.cinema_id);
        if first.is_some_and(|first| !self.firsts.insert(first)) {
            self.in_doubt = true;
            return self.end(page.total_count);
        }
        self.count = self.count.saturating_add(i64::try_from(entries).unwrap_or(i64::MAX));
        let is_all = page.total_count.is_some_and(|total| self.count >= total);
        if is_all { self.end(page.total_count) } else { self.go_on() }
    }

    fn go_on(&mut self) -> NextPage {
        if self.taken < MOST_PAGES {
            return NextPage::Ask(self.taken + 1);
        }
        self.in_doubt = true;
        self.end(None)
    }

    fn end(&self, total: Option<i64>) -> NextPage {
        let adds_up = total.is_none_or(|total| total == self.count);
        NextPage::End { whole: adds_up && !self.in_doubt }
    }
}

#[cfg(test)]
mod tests {
    use super::super::calls::ChannelCinema;
    use super::*;

    fn page(ids: &[i64], total_count: Option<i64>) -> CinemasReply {
        let cinema = |id: &i64| ChannelCinema { cinema_id: *id, ..ChannelCinema::default() };
        CinemasReply { total_count, cinemas: ids.iter().map(cinema).collect(), passed_over: 0 }
    }

    fn played(pages: &[CinemasReply]) -> Vec<NextPage> {
        let mut taken = CinemaPages::default();
        pages.iter().map(|page| taken.take(page)).collect()
    }

    #[test]
    fn pages_end_where_they_do() {
        let (whole, doubted) = (NextPage::End { whole: true }, NextPage::End { whole: false });
        let (second, third) = (NextPage::Ask(2), NextPage::Ask(3));
        let cases = [
            // At totalCount.
            (vec![page(&[1, 2], Some(2))], vec![whole]),
            (vec![page(&[1, 2], Some(3)), page(&[3], Some(3))], vec![second, whole]),
            // More than it says.
            (vec![page(&[1, 2], Some(1))], vec![doubted]),
            // At an empty page, whether there is a totalCount or none.
            (vec![page(&[1], None), page(&[2], None), page(&[], None)], vec![second, third, whole]),
            (vec![page(&[1], Some(2)), page(&[], Some(2))], vec![second, doubted]),
            (vec![page(&[], Some(0))], vec![whole]),
            (vec![page(&[], None)], vec![whole]),
            (vec![page(&[], Some(7))], vec![doubted]),
            // At a page seen before.
            (vec![page(&[1], Some(9)), page(&[1], Some(9))], vec![second, doubted]),
            (vec![page(&[1], None), page(&[1], None)], vec![second, doubted]),
        ];
        for (pages, wanted) in cases {
            assert_eq!(played(&pages), wanted, "{pages:?}");
        }
    }

    #[test]
    fn a_page_with_a_cinema_that_does_not_read_is_in_doubt() {
        let torn = CinemasReply { passed_over: 1, ..page(&[1], Some(2)) };
        assert_eq!(played(&[torn]), [NextPage::End { whole: false }]);
    }

    #[test]
    fn pages_without_an_end_end() {
        let mut taken = CinemaPages::default();
        let last = (1..).find_map(|id| match taken.take(&page(&[id], None)) {
            NextPage::Ask(_) => None,
            end => Some(end),
        });
        assert_eq!(last, Some(NextPage::End { whole: false }));
    }
}

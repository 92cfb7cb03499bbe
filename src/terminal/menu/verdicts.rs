//! The door's last verdicts, as visitors were told them: for whoever is asked about one a moment later.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::clock::china_civil;
use crate::terminal::door::{Page, Reason, RefusalDetail, ShownTicket};
use crate::terminal::reasons::{self, ReasonRow};
use crate::terminal::store::LastScan;

/// So many are kept.
pub(super) const KEPT: usize = 10;

/// What a visitor was told, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownVerdict {
    pub at: DateTime,
    pub reason: Reason,
    pub detail: RefusalDetail,
    pub ticket: Option<ShownTicket>,
}

impl ShownVerdict {
    /// Of a page for visitors; none: it tells no verdict.
    pub fn of(page: &Page, at: DateTime) -> Option<Self> {
        let (reason, detail, ticket) = match page {
            Page::Admitted { ticket, reopened } => {
                let reason = if *reopened { Reason::Reopened } else { Reason::Ok };
                (reason, RefusalDetail::None, Some(ticket.clone()))
            }
            Page::Refused { reason, detail, ticket } => (*reason, *detail, ticket.clone()),
            _ => return None,
        };
        Some(Self { at, reason, detail, ticket })
    }

    /// As the store tells it after a new start: of a refusal no more than its reason and, of a ticket that was
    /// used, when. None: by a reason that this program does not know.
    pub fn of_store(scan: LastScan, zone: &TimeZone) -> Option<Self> {
        let detail = scan
            .admitted_at
            .map_or(RefusalDetail::None, |at| RefusalDetail::AdmittedAt(china_civil(at)));
        let ticket = scan.ticket.map(|ticket| ShownTicket {
            // Which other door that was is not kept.
            admitted_at: None,
            film_ticket_code: ticket.film_ticket_code,
            screen_code: ticket.screen_code,
            show_time: ticket.show_time,
            film_name: ticket.film_name,
            screen_name: ticket.screen_name,
            seat: ticket.seat,
            lobby: true,
        });
        let reason = Reason::from_name(&scan.reason)?;
        Some(Self { at: zone.to_datetime(scan.at), reason, detail, ticket })
    }

    /// What everybody is told of it.
    pub fn row(&self) -> ReasonRow {
        reasons::row(self.reason, self.detail)
    }
}

/// The last of them, the newest first.
#[derive(Debug, Default)]
pub(super) struct LastVerdicts(VecDeque<Arc<ShownVerdict>>);

impl LastVerdicts {
    pub fn add(&mut self, verdict: ShownVerdict) {
        self.0.truncate(KEPT - 1);
        self.0.push_front(Arc::new(verdict));
    }

    pub fn all(&self) -> Vec<Arc<ShownVerdict>> {
        self.0.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;

    #[test]
    fn the_last_ten_are_kept_and_nothing_but_verdicts() {
        let at = |minute| datetime(2026, 5, 1, 18, minute, 0, 0);
        assert_eq!(ShownVerdict::of(&Page::Idle, at(0)), None);
        let page =
            Page::Refused { reason: Reason::Malformed, detail: RefusalDetail::None, ticket: None };
        let mut last = LastVerdicts::default();
        for minute in 0..25 {
            last.add(ShownVerdict::of(&page, at(minute)).unwrap());
        }
        let minutes: Vec<i8> = last.all().iter().map(|verdict| verdict.at.minute()).collect();
        assert_eq!(minutes, [24, 23, 22, 21, 20, 19, 18, 17, 16, 15]);
    }
}

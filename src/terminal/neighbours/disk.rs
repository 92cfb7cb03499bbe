//! What the protocol looks up, in the database.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::protocol::{Admissions, HeardTickets};
use crate::clock::{Clock, business_day};
use crate::terminal::store::{Seq, StoreError, StoreReader, ToldRecord, WayIn};
use crate::ticket::FilmTicketCode;

/// A reading connection, and what tells the business day.
pub(super) struct AdmissionsOnDisk {
    pub reader: StoreReader,
    pub zone: TimeZone,
    pub clock: Clock,
}

impl AdmissionsOnDisk {
    /// What neighbours told, as it is kept.
    pub fn heard(&self) -> HeardTickets {
        let mut heard = HeardTickets::default();
        known(self.reader.each_told(|kept| heard.put(kept)));
        heard
    }

    /// Closes the database until another connection comes.
    pub fn let_go(&mut self) {
        match StoreReader::of_nothing() {
            Ok(nothing) => self.reader = nothing,
            Err(fault) => log::warn!("the neighbours' thread keeps the database open: {fault}"),
        }
    }
}

impl Admissions for AdmissionsOnDisk {
    fn own(&self, ticket: FilmTicketCode) -> Option<Timestamp> {
        let scanned = known(self.reader.earlier(ticket)).flatten().map(|earlier| earlier.at);
        scanned.or_else(|| known(self.reader.used_by_hand_at(ticket)).flatten())
    }

    fn after(&self, way: WayIn, seq: Seq, most: usize) -> Vec<ToldRecord> {
        let today = business_day(self.zone.to_datetime(self.clock.now().wall));
        let since = today.yesterday().unwrap_or(today);
        known(self.reader.admissions_after(way, seq, since, most)).unwrap_or_default()
    }
}

/// What does not read is told by the loop, which reads the same database; here it is not known.
fn known<T>(read: Result<T, StoreError>) -> Option<T> {
    read.inspect_err(|fault| log::debug!("the neighbours' thread does not read: {fault}")).ok()
}

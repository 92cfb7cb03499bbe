//! What the protocol looks up, in the database.

use std::cell::Cell;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::protocol::{Admissions, AdmissionsUnread, HeardTickets};
use crate::clock::{Clock, business_day};
use crate::terminal::store::{NeighbourMark, Seq, StoreError, StoreReader, ToldRecord, WayIn};
use crate::ticket::FilmTicketCode;

/// A reading connection, and what tells the business day.
pub(super) struct AdmissionsOnDisk {
    pub reader: StoreReader,
    pub zone: TimeZone,
    pub clock: Clock,
    /// That it does not read was told; once until it does.
    pub unread: Cell<bool>,
}

impl AdmissionsOnDisk {
    /// What neighbours told, as it is kept, and whether that is all of it.
    pub fn heard(&self) -> (HeardTickets, bool) {
        let mut heard = HeardTickets::default();
        let unread = self.known(self.reader.each_told(|kept| heard.put(kept)));
        (heard, unread == Ok(0))
    }

    /// How far all is kept that each neighbour told, as the database has it; nothing of it where that does not
    /// read.
    pub fn marks(&self) -> Vec<NeighbourMark> {
        self.known(self.reader.neighbour_marks()).unwrap_or_default()
    }

    fn known<T>(&self, read: Result<T, StoreError>) -> Result<T, AdmissionsUnread> {
        let was_unread = self.unread.replace(read.is_err());
        read.map_err(|fault| {
            if !was_unread {
                log::warn!(
                    "the neighbours are told nothing by a database that does not read: {fault}"
                );
            }
            AdmissionsUnread
        })
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
    fn own(&self, ticket: FilmTicketCode) -> Result<Option<Timestamp>, AdmissionsUnread> {
        if let Some(earlier) = self.known(self.reader.earlier(ticket))? {
            return Ok(Some(earlier.at));
        }
        self.known(self.reader.used_by_hand_at(ticket))
    }

    fn after(
        &self,
        way: WayIn,
        seq: Seq,
        most: usize,
    ) -> Result<Vec<ToldRecord>, AdmissionsUnread> {
        let today = business_day(self.zone.to_datetime(self.clock.now().wall));
        let since = today.yesterday().unwrap_or(today);
        self.known(self.reader.admissions_after(way, seq, since, most))
    }
}

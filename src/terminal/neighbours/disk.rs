//! What the protocol looks up, in the database.

use std::cell::Cell;

use jiff::Timestamp;

use super::protocol::{Admissions, AdmissionsUnread, HeardTickets};
use crate::terminal::store::{AdmissionPage, NeighbourMark, Seq, StoreError, StoreReader, WayIn};
use crate::ticket::FilmTicketCode;

/// A reading connection.
pub(super) struct AdmissionsOnDisk {
    pub reader: StoreReader,
    /// That it does not read was told; once until it does.
    unread: Cell<bool>,
    /// Why, for who looks after the database.
    pub fault: Cell<Option<StoreError>>,
}

impl AdmissionsOnDisk {
    pub fn new(reader: StoreReader) -> Self {
        let reader = reader.with_small_cache();
        Self { reader, unread: Cell::default(), fault: Cell::default() }
    }

    /// Another connection, perhaps to another database.
    pub fn connected(&mut self, reader: StoreReader) {
        self.reader = reader.with_small_cache();
    }

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
            self.fault.set(Some(fault));
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

    fn after(&self, way: WayIn, seq: Seq, most: usize) -> Result<AdmissionPage, AdmissionsUnread> {
        self.known(self.reader.admissions_after(way, seq, most))
    }
}

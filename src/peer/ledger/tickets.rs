//! Tickets that are known to GetTicketInfo.

use jiff::civil::DateTime;
use rusqlite::{OptionalExtension, Transaction};

use super::{PeerLedger, time};
use crate::clock::wire_time;
use crate::peer::PeerError;
use crate::ticket::{CinemaCode, FilmTicketCode, Ticket};
use crate::wire::calls::{TicketInfo, TicketType};
use crate::words::plain::plain;

/// A ticket as it was sold: what its code holds and what only the platform knows (§7.6.3.4).
#[derive(Debug, Clone, PartialEq)]
pub struct Sale {
    pub ticket: Ticket,
    pub cinema_name: String,
    pub screen_name: String,
    pub film_name: String,
    pub row_num: u32,
    pub column_num: u32,
    pub ticket_type: TicketType,
    pub sell_time: DateTime,
}

impl Sale {
    /// The reply to GetTicketInfo about it, neither checked nor refunded.
    fn info(&self, cinema: CinemaCode) -> TicketInfo {
        let Ticket { screen_code, film_code, session_code, film_ticket_code, .. } = self.ticket;
        TicketInfo {
            cinema_code: Some(cinema),
            cinema_name: plain(&self.cinema_name),
            screen_code: Some(screen_code),
            screen_name: plain(&self.screen_name),
            film_code: Some(film_code),
            film_name: plain(&self.film_name),
            session_code: Some(session_code),
            start_time: Some(self.ticket.show_time),
            ticket_type: Some(self.ticket_type),
            sell_time: wire_time(self.sell_time),
            film_ticket_code,
            row_num: self.row_num,
            column_num: self.column_num,
            price: Some(self.ticket.price),
            service: Some(self.ticket.service_fee),
            check_status: Some(false),
            refund_status: Some(false),
            refund_time: String::new(),
        }
    }
}

impl PeerLedger {
    /// Makes sold tickets known, each with its printed code, all or none.
    pub fn add_tickets<'a>(
        &mut self,
        cinema: CinemaCode,
        sold: impl IntoIterator<Item = (&'a Sale, &'a str)>,
    ) -> Result<(), PeerError> {
        let transaction = self.connection.transaction()?;
        insert_tickets(&transaction, cinema, sold)?;
        Ok(transaction.commit()?)
    }

    /// What is known of a ticket now.
    pub fn ticket(
        &self,
        cinema: CinemaCode,
        ticket: FilmTicketCode,
        start_time: DateTime,
    ) -> Result<Option<TicketInfo>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT info, checked, refund_time FROM tickets
             WHERE cinema = ?1 AND film_ticket_code = ?2 AND start_time = ?3",
        )?;
        let key = (cinema.as_str(), ticket.as_str(), wire_time(start_time));
        let row = query.query_row(key, |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?, row.get::<_, Option<String>>(2)?))
        });
        let Some((info, marked, refund_time)) = row.optional()? else { return Ok(None) };
        let sold = TicketInfo::read(&info, ticket)?;
        Ok(Some(TicketInfo {
            check_status: Some(marked || self.checked(cinema, ticket)?.is_some()),
            refund_status: Some(refund_time.is_some()),
            refund_time: refund_time.unwrap_or_default(),
            ..sold
        }))
    }

    /// The ticket of that number as it stands now, and its printed code.
    pub fn sold(
        &self,
        cinema: CinemaCode,
        ticket: FilmTicketCode,
    ) -> Result<Option<(TicketInfo, String)>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT start_time, code FROM tickets WHERE cinema = ?1 AND film_ticket_code = ?2",
        )?;
        let row = query.query_row((cinema.as_str(), ticket.as_str()), |row| {
            Ok((time(row, 0)?, row.get::<_, String>(1)?))
        });
        let Some((start_time, code)) = row.optional()? else { return Ok(None) };
        Ok(self.ticket(cinema, ticket, start_time)?.map(|info| (info, code)))
    }

    /// Refunds a ticket.
    pub fn refund(&self, ticket: FilmTicketCode, at: DateTime) -> Result<(), PeerError> {
        let changed = self.connection.execute(
            "UPDATE tickets SET refund_time = coalesce(refund_time, ?2)
             WHERE film_ticket_code = ?1",
            (ticket.as_str(), wire_time(at)),
        )?;
        if changed > 0 { Ok(()) } else { Err(PeerError::UnknownTicket(ticket)) }
    }

    /// Marks a ticket as checked elsewhere.
    pub fn mark_checked(&self, ticket: FilmTicketCode) -> Result<(), PeerError> {
        let changed = self.connection.execute(
            "UPDATE tickets SET checked = 1 WHERE film_ticket_code = ?1",
            [ticket.as_str()],
        )?;
        if changed > 0 { Ok(()) } else { Err(PeerError::UnknownTicket(ticket)) }
    }
}

/// Makes sold tickets known within a transaction.
pub(super) fn insert_tickets<'a>(
    transaction: &Transaction,
    cinema: CinemaCode,
    sold: impl IntoIterator<Item = (&'a Sale, &'a str)>,
) -> Result<(), PeerError> {
    let mut insert = transaction.prepare_cached(
        "INSERT OR IGNORE INTO tickets (cinema, film_ticket_code, start_time, code, info)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (sale, code) in sold {
        let ticket = sale.ticket.film_ticket_code;
        let fresh = insert.execute((
            cinema.as_str(),
            ticket.as_str(),
            wire_time(sale.ticket.show_time),
            code,
            serde_json::to_string(&sale.info(cinema))?,
        ))?;
        if fresh == 0 {
            return Err(PeerError::SoldAlready(ticket));
        }
    }
    Ok(())
}

//! An order is issued and its tickets are known to the ticketing system in one transaction.

use crate::channel::OrderState;
use crate::peer::PeerError;
use crate::peer::ledger::tickets::insert_tickets;
use crate::peer::ledger::{PeerLedger, Sale};
use crate::ticket::{CinemaCode, FilmTicketCode};

/// A ticket that was made for a seat of an order.
#[derive(Debug)]
pub struct Minted {
    pub seat_id: String,
    pub sale: Sale,
    /// The text of its printed code.
    pub printed: String,
}

impl PeerLedger {
    /// Issues an order.
    pub fn issue_order(
        &mut self,
        number: i64,
        cinema: CinemaCode,
        minted: &[Minted],
    ) -> Result<(), PeerError> {
        let transaction = self.connection.transaction()?;
        let sold = minted.iter().map(|ticket| (&ticket.sale, ticket.printed.as_str()));
        insert_tickets(&transaction, cinema, sold)?;
        for Minted { seat_id, sale, .. } in minted {
            transaction.execute(
                "UPDATE channel_order_seats SET ticket = ?3 WHERE number = ?1 AND seat_id = ?2",
                (number, seat_id, sale.ticket.film_ticket_code.as_str()),
            )?;
        }
        transaction.execute(
            "UPDATE channel_orders SET state = ?2, next_state = NULL WHERE number = ?1",
            (number, OrderState::Issued.number()),
        )?;
        Ok(transaction.commit()?)
    }

    /// The text of a ticket's printed code.
    pub fn printed_code(&self, ticket: FilmTicketCode) -> Result<String, PeerError> {
        let sql = "SELECT code FROM tickets WHERE film_ticket_code = ?1";
        Ok(self.connection.query_row(sql, [ticket.as_str()], |row| row.get(0))?)
    }
}

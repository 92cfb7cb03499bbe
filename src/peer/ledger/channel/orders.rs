//! Orders: made with their seats or not at all, so that no seat is ever in two.

use jiff::Timestamp;
use rusqlite::{ErrorCode, OptionalExtension, Row};

use super::super::{PeerLedger, damaged};
use crate::channel::{OrderState, RefundState};
use crate::clock::china_civil;
use crate::peer::PeerError;
use crate::peer::channel::Course;
use crate::ticket::FilmTicketCode;

/// An order as it is made.
#[derive(Debug, Clone)]
pub struct NewOrder {
    pub showtime_id: i64,
    pub mobile: String,
    pub created_at: Timestamp,
    /// Its seats are free again then, unless it was confirmed.
    pub locked_until: Timestamp,
    /// In fen.
    pub amount: i64,
    pub seats: Vec<OrderedSeat>,
}

/// A seat of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderedSeat {
    pub seat_id: String,
    pub row: u32,
    pub column: u32,
    /// None: not issued.
    pub ticket: Option<FilmTicketCode>,
}

/// An order.
#[derive(Debug, Clone)]
pub struct ChannelOrder {
    pub number: i64,
    /// orderExternalID.
    pub id: String,
    pub showtime_id: i64,
    pub mobile: String,
    pub created_at: Timestamp,
    /// In fen.
    pub amount: i64,
    pub state: OrderState,
    pub is_paid: bool,
    /// What becomes of it.
    pub course: Course,
    /// As it was ordered, or by the supplier where the cinema has refunded every ticket.
    pub refund: RefundState,
    pub seats: Vec<OrderedSeat>,
}

impl PeerLedger {
    /// Makes an order that is new: its ID. None where somebody has one of its seats.
    pub fn add_order(&mut self, order: &NewOrder) -> Result<Option<String>, PeerError> {
        let transaction = self.connection.transaction()?;
        let draft = format!("draft {}", order.created_at);
        transaction.execute(
            "INSERT INTO channel_orders
                 (id, showtime_id, mobile, created_at, locked_until, amount, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)",
            (
                draft,
                order.showtime_id,
                &order.mobile,
                order.created_at.as_second(),
                order.locked_until.as_second(),
                order.amount,
            ),
        )?;
        let number = transaction.last_insert_rowid();
        for OrderedSeat { seat_id, row, column, .. } in &order.seats {
            let held = transaction.execute(
                "INSERT INTO channel_holds VALUES (?1, ?2, ?3)",
                (order.showtime_id, seat_id, number),
            );
            match held {
                Err(fault) if fault.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                    return Ok(None);
                }
                held => held?,
            };
            transaction.execute(
                "INSERT INTO channel_order_seats VALUES (?1, ?2, ?3, ?4, NULL)",
                (number, seat_id, row, column),
            )?;
        }
        // As in the document: when, and which one.
        let minute = china_civil(order.created_at).strftime("%y%m%d%H%M");
        let id = format!("{minute}{:06}", number % 1_000_000);
        transaction
            .execute("UPDATE channel_orders SET id = ?2 WHERE number = ?1", (number, &id))?;
        transaction.commit()?;
        Ok(Some(id))
    }

    /// Cancels the orders whose locks have run out: their seats are free again.
    pub fn end_locks(&self, now: Timestamp) -> Result<(), PeerError> {
        let mut end = self.connection.prepare_cached(
            "UPDATE channel_orders SET state = 100, next_state = NULL
             WHERE state IN (0, 10) AND paid = 0 AND locked_until <= ?1",
        )?;
        end.execute([now.as_second()])?;
        Ok(())
    }

    pub fn order(&self, id: &str) -> Result<Option<ChannelOrder>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT number, id, showtime_id, mobile, created_at, amount, state, paid, next_state,
                 polls, refund FROM channel_orders WHERE id = ?1",
        )?;
        let Some(order) = query.query_row([id], order).optional()? else { return Ok(None) };
        self.with_seats(order).map(Some)
    }

    /// Every order, in the order in which they were made.
    pub fn orders(&self) -> Result<Vec<ChannelOrder>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT number, id, showtime_id, mobile, created_at, amount, state, paid, next_state,
                 polls, refund FROM channel_orders ORDER BY number",
        )?;
        let orders: Vec<ChannelOrder> = query.query_map((), order)?.collect::<Result<_, _>>()?;
        orders.into_iter().map(|order| self.with_seats(order)).collect()
    }

    /// Brings an order into a state, which nothing follows by itself.
    pub fn set_order_state(&self, number: i64, state: OrderState) -> Result<(), PeerError> {
        self.connection.execute(
            "UPDATE channel_orders SET state = ?2, next_state = NULL WHERE number = ?1",
            (number, state.number()),
        )?;
        Ok(())
    }

    /// Notes that an order is paid.
    pub fn note_paid(&self, number: i64) -> Result<(), PeerError> {
        self.connection
            .execute("UPDATE channel_orders SET paid = 1 WHERE number = ?1", [number])?;
        Ok(())
    }

    /// Notes what becomes of an order.
    pub fn set_course(&self, number: i64, course: Course) -> Result<(), PeerError> {
        self.connection.execute(
            "UPDATE channel_orders SET next_state = ?2, polls = ?3 WHERE number = ?1",
            (number, course.then.map(OrderState::number), course.polls),
        )?;
        Ok(())
    }

    /// Refunds an issued order with all its tickets, now: its seats are free again.
    pub fn refund_order(
        &mut self,
        id: &str,
        by: RefundState,
        at: Timestamp,
    ) -> Result<(), PeerError> {
        let order = self.order(id)?.ok_or_else(|| PeerError::UnknownOrder(id.to_owned()))?;
        if order.state != OrderState::Issued {
            return Err(PeerError::NotIssued(id.to_owned()));
        }
        let transaction = self.connection.transaction()?;
        let refunded = crate::clock::wire_time(china_civil(at));
        for ticket in order.seats.iter().filter_map(|seat| seat.ticket) {
            transaction.execute(
                "UPDATE tickets SET refund_time = coalesce(refund_time, ?2)
                 WHERE film_ticket_code = ?1",
                (ticket.as_str(), &refunded),
            )?;
        }
        transaction.execute(
            "UPDATE channel_orders SET refund = ?2 WHERE number = ?1",
            (order.number, by.number()),
        )?;
        Ok(transaction.commit()?)
    }

    fn with_seats(&self, order: ChannelOrder) -> Result<ChannelOrder, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT seat_id, row_num, column_num, ticket, refund_time IS NOT NULL
             FROM channel_order_seats LEFT JOIN tickets ON film_ticket_code = ticket
             WHERE number = ?1 ORDER BY row_num, column_num",
        )?;
        let mut refunded = 0;
        let rows = query.query_map([order.number], |row| {
            let ticket: Option<String> = row.get(3)?;
            let ticket = ticket.map(|ticket| ticket.parse().map_err(|fault| damaged(3, fault)));
            refunded += usize::from(row.get::<_, bool>(4)?);
            Ok(OrderedSeat {
                seat_id: row.get(0)?,
                row: row.get(1)?,
                column: row.get(2)?,
                ticket: ticket.transpose()?,
            })
        })?;
        let seats: Vec<OrderedSeat> = rows.collect::<Result<_, _>>()?;
        let refund = match order.refund {
            RefundState::NotRefunded if !seats.is_empty() && refunded == seats.len() => {
                RefundState::BySupplier
            }
            refund => refund,
        };
        Ok(ChannelOrder { refund, seats, ..order })
    }
}

fn order(row: &Row) -> rusqlite::Result<ChannelOrder> {
    let then: Option<i64> = row.get(8)?;
    Ok(ChannelOrder {
        number: row.get(0)?,
        id: row.get(1)?,
        showtime_id: row.get(2)?,
        mobile: row.get(3)?,
        created_at: Timestamp::from_second(row.get(4)?).unwrap_or(Timestamp::UNIX_EPOCH),
        amount: row.get(5)?,
        state: OrderState::of(row.get(6)?),
        is_paid: row.get(7)?,
        course: Course { then: then.map(OrderState::of), polls: row.get(9)? },
        refund: RefundState::of(row.get(10)?),
        seats: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanting(ids: &[&str]) -> NewOrder {
        let seat =
            |id: &&str| OrderedSeat { seat_id: (*id).to_owned(), row: 1, column: 1, ticket: None };
        NewOrder {
            showtime_id: 1,
            mobile: String::new(),
            created_at: Timestamp::UNIX_EPOCH,
            locked_until: Timestamp::MAX,
            amount: 1,
            seats: ids.iter().map(seat).collect(),
        }
    }

    /// As where another process has locked it since it was looked at.
    #[test]
    fn an_order_has_all_of_its_seats_or_is_not_made() {
        let mut ledger = PeerLedger::open(None).unwrap();
        let first = ledger.add_order(&wanting(&["a", "b"])).unwrap();
        assert_eq!(first.as_deref(), Some("7001010800000001"));
        assert_eq!(ledger.add_order(&wanting(&["c", "b"])).unwrap(), None);
        assert_eq!(ledger.orders().unwrap().len(), 1);
        let other_show = NewOrder { showtime_id: 2, ..wanting(&["a"]) };
        assert!(ledger.add_order(&other_show).unwrap().is_some());
        assert!(ledger.add_order(&wanting(&["c"])).unwrap().is_some());
        assert_eq!(ledger.orders().unwrap().len(), 3);
    }
}

//! An order's tickets are made, one a seat, by the ticketing system of its cinema.

use jiff::Timestamp;

use super::answer::AnswerContext;
use crate::peer::ledger::{ChannelOrder, HouseFilm, HouseHall, HouseShow, Minted, OrderedSeat};
use crate::peer::{Mint, PeerError, Sale};
use crate::ticket::{CinemaCode, CodeError, Ticket};
use crate::wire::calls::TicketType;

/// Issues an order.
pub(super) fn issue(context: &mut AnswerContext, order: &ChannelOrder) -> Result<(), PeerError> {
    let show = context.ledger.show(order.showtime_id)?;
    let show = show.ok_or(PeerError::UnknownShow(order.showtime_id))?;
    let hall = context.ledger.hall(show.plan.hall_id)?;
    let hall = hall.ok_or(PeerError::UnknownHall(show.plan.hall_id))?;
    let film = context.ledger.films(Some(show.plan.movie_id))?.into_iter().next();
    let film = film.ok_or(PeerError::UnknownFilm(show.plan.movie_id))?;
    let house = context.ledger.cinema(hall.cinema_id)?;
    let cinema_name = house.as_ref().map_or_else(String::new, |house| house.name.clone());
    let cinema = house.and_then(|house| house.cinema);
    let cinema: CinemaCode = cinema.ok_or(PeerError::NoTicketing(hall.cinema_id))?;
    let mint = Mint::of(context.ledger, cinema, context.civil())?;
    // As a ticket that is sold at the counter, by the moment.
    let first = Timestamp::now().as_microsecond();
    let mut minted = Vec::with_capacity(order.seats.len());
    for (number, seat) in (first..).zip(&order.seats) {
        let sale = Sale {
            ticket: ticket(number, seat, &show, &hall, &film)?,
            cinema_name: cinema_name.clone(),
            screen_name: hall.name.clone(),
            film_name: film.name.clone(),
            row_num: seat.row,
            column_num: seat.column,
            ticket_type: TicketType::Web,
            sell_time: context.civil(),
        };
        let printed = mint.printed(cinema, &sale)?;
        minted.push(Minted { seat_id: seat.seat_id.clone(), sale, printed });
    }
    context.ledger.issue_order(order.number, cinema, &minted)
}

fn ticket(
    number: i64,
    seat: &OrderedSeat,
    show: &HouseShow,
    hall: &HouseHall,
    film: &HouseFilm,
) -> Result<Ticket, CodeError> {
    let seat_number = u64::from(seat.row) * 10_000 + u64::from(seat.column);
    Ok(Ticket {
        film_ticket_code: format!("{:0>16}", number % 10i64.pow(16)).parse()?,
        screen_code: hall.screen,
        film_code: film.film,
        session_code: format!("{:0>16}", show.showtime_id).parse()?,
        show_time: show.plan.start,
        seat_code: format!("{seat_number:0>16}").parse()?,
        price: show.plan.price,
        service_fee: show.plan.service,
    })
}

//! Seats locked, confirmed, released; how an order stands.

use jiff::{SignedDuration, ToSpan};

use super::answer::{AnswerContext, Brought, ChannelRefusal, ReplyWay};
use super::catalogue::show_on_sale;
use super::issue;
use super::ways::{Course, Issuing};
use super::written::{Members, ReplyNode, time};
use crate::channel::calls::{LockSeats, QueryOrder, ReleaseSeats, SubmitOrder};
use crate::channel::{OrderState, RefusalCode};
use crate::clock::china_civil;
use crate::peer::PeerError;
use crate::peer::ledger::{ChannelOrder, HouseSeat, HouseShow, NewOrder, OrderedSeat};

/// A seat's name, as a visitor reads it.
fn seat_name(row: u32, column: u32) -> String {
    format!("{row}排{column}座")
}

pub(super) fn lock(
    context: &mut AnswerContext,
    query: &LockSeats,
) -> Result<Members, ChannelRefusal> {
    called(&query.mobile)?;
    context.ledger.end_locks(context.now)?;
    let show = show_on_sale(context, &query.showtime_id)?;
    let seats = wanted(context, &show, query)?;
    let quantity = i64::try_from(seats.len()).unwrap_or(i64::MAX);
    let kept = SignedDuration::from_secs(i64::from(context.manner.lock_s));
    let order = NewOrder {
        showtime_id: show.showtime_id,
        mobile: query.mobile.clone(),
        created_at: context.now,
        locked_until: context.now.checked_add(kept).unwrap_or(context.now),
        amount: show.seat_fen().saturating_mul(quantity),
        seats,
    };
    let id = context.ledger.add_order(&order)?.ok_or_else(|| failed("座位已被占用"))?;
    let course = context.manner.locking.course();
    let order = known(context, &id)?;
    set_out(context, &order, course)?;
    Ok(vec![("order", ReplyNode::Object(vec![("orderExternalID", id.into())]))])
}

/// The seats that are to be locked, if they can be: there, free, named as they are, couples' seats in pairs.
fn wanted(
    context: &AnswerContext,
    show: &HouseShow,
    query: &LockSeats,
) -> Result<Vec<OrderedSeat>, ChannelRefusal> {
    let plan = context.ledger.seats(show.plan.hall_id, show.showtime_id)?;
    let mut found: Vec<&HouseSeat> = Vec::new();
    let mut seats = Vec::new();
    for asked in &query.seats {
        let seat = plan.iter().find(|seat| seat.seat_id == asked.id);
        let Some((seat, column)) = seat.and_then(|seat| Some((seat, seat.column?))) else {
            return Err(failed(&format!("没有座位 {}", asked.id)));
        };
        if asked.name != seat_name(seat.row, column) {
            return Err(failed(&format!("座位 {} 的名称不是 {}", asked.id, asked.name)));
        }
        if !seat.is_free {
            return Err(failed(&format!("{} 已被占用", asked.name)));
        }
        if found.iter().any(|other| other.seat_id == seat.seat_id) {
            return Err(failed(&format!("{} 重复", asked.name)));
        }
        found.push(seat);
        seats.push(OrderedSeat {
            seat_id: seat.seat_id.clone(),
            row: seat.row,
            column,
            ticket: None,
        });
    }
    let halves = |code: &str| found.iter().filter(|seat| seat.love_code == code).count();
    let torn = found.iter().find(|seat| !seat.love_code.is_empty() && halves(&seat.love_code) != 2);
    match torn {
        Some(seat) => Err(failed(&format!("情侣座 {} 须成对锁定", seat.love_code))),
        None => Ok(seats),
    }
}

/// Whether somebody could be called there: a mobile number has 11 digits, of which the first is 1.
fn called(mobile: &str) -> Result<(), ChannelRefusal> {
    let is_number = mobile.len() == 11 && mobile.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && mobile.starts_with('1') {
        return Ok(());
    }
    Err(ChannelRefusal::new(RefusalCode::PARAMETER_MISSING, "mobile"))
}

pub(super) fn submit(context: &mut AnswerContext, query: &SubmitOrder) -> Brought {
    called(&query.mobile)?;
    let order = current(context, &query.order_external_id)?;
    if order.state != OrderState::Locked || order.is_paid {
        return Err(wrong_state(&order));
    }
    if context.ledger.show(order.showtime_id)?.is_none_or(|show| !show.is_offered) {
        return Err(ChannelRefusal::new(RefusalCode::SHOW_INVALID, ""));
    }
    if query.amount != order.amount || query.mobile != order.mobile {
        let which = if query.amount == order.amount { "mobile" } else { "amount" };
        return Err(ChannelRefusal::new(RefusalCode::CONFIRMATION, which));
    }
    context.ledger.note_paid(order.number)?;
    let way = context.manner.issuing;
    set_out(context, &order, way.course())?;
    match way {
        Issuing::SystemError => Err(ChannelRefusal::new(RefusalCode::SYSTEM, "")),
        Issuing::ReplyLost => Ok((Vec::new(), ReplyWay::Lost)),
        Issuing::TimesOut => Ok((Vec::new(), ReplyWay::Late)),
        _ => Ok((Vec::new(), ReplyWay::Arrives)),
    }
}

pub(super) fn release(
    context: &mut AnswerContext,
    query: &ReleaseSeats,
) -> Result<Members, ChannelRefusal> {
    let order = current(context, &query.order_external_id)?;
    if !matches!(order.state, OrderState::New | OrderState::Locked) || order.is_paid {
        return Err(wrong_state(&order));
    }
    context.ledger.set_order_state(order.number, OrderState::Released)?;
    Ok(Vec::new())
}

pub(super) fn order(
    context: &mut AnswerContext,
    query: &QueryOrder,
) -> Result<Members, ChannelRefusal> {
    let mut order = current(context, &query.order_external_id)?;
    if let Course { then: Some(_), polls } = order.course {
        let left = Course { polls: polls.saturating_sub(1), ..order.course };
        set_out(context, &order, left)?;
        order = known(context, &order.id)?;
    }
    let show = context.ledger.show(order.showtime_id)?;
    let show = show.ok_or(PeerError::UnknownShow(order.showtime_id))?;
    Ok(vec![("orderDetail", ReplyNode::Object(order_entry(context, &order, &show)?))])
}

/// An order goes its way from here: what it comes to is brought about at once where no question is left before it.
fn set_out(
    context: &mut AnswerContext,
    order: &ChannelOrder,
    course: Course,
) -> Result<(), ChannelRefusal> {
    context.ledger.set_course(order.number, Course { polls: course.polls.max(1), ..course })?;
    match course {
        Course { then: Some(OrderState::Issued), polls: 0 } => issue::issue(context, order)?,
        Course { then: Some(state), polls: 0 } => {
            context.ledger.set_order_state(order.number, state)?;
        }
        _ => {}
    }
    Ok(())
}

fn order_entry(
    context: &AnswerContext,
    order: &ChannelOrder,
    show: &HouseShow,
) -> Result<Members, PeerError> {
    let plan = &show.plan;
    let film = context.ledger.films(Some(plan.movie_id))?.into_iter().next();
    let film = film.ok_or(PeerError::UnknownFilm(plan.movie_id))?;
    let hall = context.ledger.hall(plan.hall_id)?.ok_or(PeerError::UnknownHall(plan.hall_id))?;
    let cinema = context.ledger.cinema(hall.cinema_id)?;
    let (name, address) = cinema.map_or_else(Default::default, |it| (it.name, it.address));
    let minutes = i64::from(plan.minutes.unwrap_or(film.minutes));
    let names = order.seats.iter().map(|seat| seat_name(seat.row, seat.column));
    let tickets: Vec<_> = order.seats.iter().filter_map(|seat| seat.ticket).collect();
    let numbers = tickets.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let codes = tickets.iter().map(|ticket| context.ledger.printed_code(*ticket));
    let codes: Vec<String> = codes.collect::<Result<_, _>>()?;
    // The counter's own code, once there is something to fetch.
    let verify = if tickets.is_empty() {
        String::new()
    } else {
        format!("{:06}", order.number * 7919 % 1_000_000)
    };
    let counter = if tickets.is_empty() { String::new() } else { format!("{}|{verify}", order.id) };
    Ok(vec![
        ("orderExternalID", order.id.clone().into()),
        ("createTime", time(china_civil(order.created_at))),
        ("quantity", i64::try_from(order.seats.len()).unwrap_or(i64::MAX).into()),
        ("amount", order.amount.into()),
        ("printCode", numbers.into()),
        ("verifyCode", verify.into()),
        ("externalOrderStatus", order.state.number().into()),
        ("payState", i64::from(order.is_paid).into()),
        ("movieName", film.name.into()),
        ("startTime", ReplyNode::Date(plan.start)),
        ("cinemaName", name.into()),
        ("seatName", names.collect::<Vec<_>>().join(",").into()),
        ("hallName", hall.name.into()),
        ("cinemaAddress", address.into()),
        ("endTime", ReplyNode::Date(plan.start.saturating_add(minutes.minutes()))),
        ("ReturnedOrderStatus", order.refund.number().into()),
        ("TakeTicketPosition", "凭电子票直接入场".into()),
        ("cinemaTicketCode", counter.into()),
        ("QrCode", codes.join("|").into()),
    ])
}

/// The order as it stands now, locks that have run out ended.
fn current(context: &mut AnswerContext, id: &str) -> Result<ChannelOrder, ChannelRefusal> {
    context.ledger.end_locks(context.now)?;
    known(context, id)
}

fn known(context: &AnswerContext, id: &str) -> Result<ChannelOrder, ChannelRefusal> {
    context.ledger.order(id)?.ok_or_else(|| ChannelRefusal::new(RefusalCode::NO_SUCH_ORDER, ""))
}

fn failed(why: &str) -> ChannelRefusal {
    ChannelRefusal::new(RefusalCode::LOCK_FAILED, why)
}

fn wrong_state(order: &ChannelOrder) -> ChannelRefusal {
    ChannelRefusal::new(RefusalCode::ORDER_STATE, order.state.number().to_string())
}

//! One purchase, from the seats' names to an outcome.

use std::fmt;
use std::time::Duration;

use crate::channel::calls::{
    LockSeats, QueryOrder, QueryShowSeats, ReleaseSeats, SeatName, SubmitOrder,
};
use crate::channel::{OrderState, RefusalCode, ReplyFault};
use crate::transport::{ChannelClient, ChannelFault};

/// The shortest limit of a question near the purchase's end.
const LAST_QUESTION: Duration = Duration::from_secs(5);

/// What is to be bought.
#[derive(Clone)]
pub struct Purchase {
    pub show: String,
    /// IDs, from 1 to [`crate::channel::MOST_SEATS`].
    pub seats: Vec<String>,
    pub mobile: String,
    /// In fen.
    pub amount: i64,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bought {
    /// None: no order is known.
    pub order: Option<String>,
    pub state: BuyState,
    /// As the channel told it last.
    pub status: Option<OrderState>,
    /// What stood in the way.
    pub cause: Option<BuyFault>,
}

/// How a purchase ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum BuyState {
    /// The ticket is there.
    Issued,
    /// The channel says that it will not be.
    Failed,
    /// The order may yet be issued, or seats may still be locked.
    Unknown,
    /// The seats are given back, and nothing was paid.
    Released,
    /// No order came about.
    LockFailed,
}

/// What stands in the way of a purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuyFault {
    Channel(ChannelFault),
    /// The show has no seat of this ID.
    NoSuchSeat(String),
    /// The show names no row or no column of the seat, or so that its name would be read as two.
    SeatUnnamed(String),
    /// A signal came.
    Stopped,
}

impl BuyState {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The time in which a purchase runs, and whether it is to end.
pub trait BuyPace {
    /// Whether somebody wants an end of it.
    fn is_stopped(&mut self) -> bool;

    /// Waits so long, or until somebody wants an end.
    fn wait(&mut self, pause: Duration);

    /// How long the purchase may still take.
    fn left(&self) -> Duration;
}

/// Buys: locks, submits, and asks once in `poll` until the outcome is known or the time is over.
pub fn buy(
    channel: &ChannelClient,
    purchase: &Purchase,
    poll: Duration,
    pace: &mut impl BuyPace,
) -> Bought {
    let named = match named(channel, purchase) {
        Ok(seats) => seats,
        Err(cause) => return Bought::without_order(BuyState::LockFailed, cause),
    };
    let lock = LockSeats {
        showtime_id: purchase.show.clone(),
        seats: named,
        mobile: purchase.mobile.clone(),
    };
    if pace.is_stopped() {
        return Bought::without_order(BuyState::LockFailed, BuyFault::Stopped);
    }
    // A signal that comes meanwhile waits for the reply: without it nobody could give the seats back.
    let order = match channel.call(&lock, None).outcome {
        Ok(answer) => answer.data.order.order_external_id,
        Err(fault) => {
            let unclear = fault.is_unclear();
            let state = if unclear { BuyState::Unknown } else { BuyState::LockFailed };
            return Bought::without_order(state, BuyFault::Channel(fault));
        }
    };
    let order = Order { channel, id: order };
    if pace.is_stopped() {
        return order.release(BuyFault::Stopped);
    }
    let submit = SubmitOrder {
        order_external_id: order.id.clone(),
        amount: purchase.amount,
        mobile: purchase.mobile.clone(),
    };
    order.submit(&submit, poll, pace)
}

/// The seats with their names, as the show has them.
fn named(channel: &ChannelClient, purchase: &Purchase) -> Result<Vec<SeatName>, BuyFault> {
    let question = QueryShowSeats { showtime_id: purchase.show.clone(), status: None };
    let there = channel.call(&question, None).outcome.map_err(BuyFault::Channel)?.data.seats;
    let named = |id: &String| {
        let seat = there.iter().find(|seat| seat.seat_id == *id);
        let seat = seat.ok_or_else(|| BuyFault::NoSuchSeat(id.clone()))?;
        if [&seat.row_num, &seat.col_num].iter().any(|part| part.is_empty() || part.contains(',')) {
            return Err(BuyFault::SeatUnnamed(id.clone()));
        }
        Ok(SeatName { id: id.clone(), name: format!("{}排{}座", seat.row_num, seat.col_num) })
    };
    purchase.seats.iter().map(named).collect()
}

/// Whether the channel says that it did not take a submitted order, and why.
fn is_refused_for_good(fault: &ChannelFault) -> bool {
    const FOR_GOOD: [RefusalCode; 3] =
        [RefusalCode::PARAMETER_MISSING, RefusalCode::SHOW_INVALID, RefusalCode::CONFIRMATION];
    match fault {
        ChannelFault::Reply(ReplyFault::Refused { code, .. }) => FOR_GOOD.contains(code),
        _ => false,
    }
}

/// Whether the channel says that an order can't be submitted as it stands now.
fn is_of_state(fault: &ChannelFault) -> bool {
    match fault {
        ChannelFault::Reply(ReplyFault::Refused { code, .. }) => *code == RefusalCode::ORDER_STATE,
        _ => false,
    }
}

/// What a purchase comes to by its order's status; none where that may yet change.
fn outcome(status: OrderState) -> Option<BuyState> {
    match status {
        OrderState::Issued => Some(BuyState::Issued),
        OrderState::Failed => Some(BuyState::Failed),
        OrderState::LockFailed => Some(BuyState::LockFailed),
        OrderState::Released => Some(BuyState::Released),
        OrderState::New
        | OrderState::Deleted
        | OrderState::Locked
        | OrderState::Cancelled
        | OrderState::Other(_) => None,
    }
}

/// An order whose seats are locked.
struct Order<'a> {
    channel: &'a ChannelClient,
    id: String,
}

impl Order<'_> {
    /// Submits it, and asks what becomes of it. A channel may confirm the lock later: an order that is refused while it
    /// is new is submitted again once it is locked, and given back where the time ends before.
    fn submit(self, submit: &SubmitOrder, poll: Duration, pace: &mut impl BuyPace) -> Bought {
        let (mut was_new, mut is_tried) = (false, false);
        loop {
            let fault = match self.channel.call(submit, None).outcome {
                Ok(_) => return self.ask(poll, pace, None),
                Err(fault) if is_refused_for_good(&fault) => {
                    return self.release(BuyFault::Channel(fault));
                }
                Err(fault) if is_of_state(&fault) => fault,
                Err(fault) => return self.ask(poll, pace, Some(fault)),
            };
            loop {
                match self.status(Some(pace.left().max(LAST_QUESTION))) {
                    Ok(Some(OrderState::New)) => was_new = true,
                    Ok(Some(OrderState::Locked)) if was_new && !is_tried => {
                        is_tried = true;
                        break;
                    }
                    // Once in `poll`.
                    Ok(Some(OrderState::Locked)) if was_new => is_tried = false,
                    Ok(None) | Err(_) if was_new => {}
                    _ => return self.ask(poll, pace, Some(fault)),
                }
                let left = pace.left();
                if pace.is_stopped() {
                    return self.release(BuyFault::Stopped);
                }
                if left.is_zero() {
                    return self.release(BuyFault::Channel(fault));
                }
                pace.wait(poll.min(left));
            }
        }
    }

    /// Gives the seats back, and looks what became of them: the order's status decides before the reply does.
    fn release(self, cause: BuyFault) -> Bought {
        let release = ReleaseSeats { order_external_id: self.id.clone() };
        let is_done = self.channel.call(&release, None).outcome.is_ok();
        let status = self.status(None).ok().flatten();
        let standing = status.and_then(|status| match status {
            // An order whose seats are given back is cancelled with them.
            OrderState::Cancelled | OrderState::Deleted => Some(BuyState::Released),
            other => outcome(other),
        });
        let replied = if is_done { BuyState::Released } else { BuyState::Unknown };
        self.ended(standing.unwrap_or(replied), status, Some(cause))
    }

    /// Asks what became of an order that is submitted; `fault` is what came of submitting it.
    fn ask(self, poll: Duration, pace: &mut impl BuyPace, fault: Option<ChannelFault>) -> Bought {
        let mut cause = fault.map(BuyFault::Channel);
        let mut status = None;
        loop {
            match self.status(Some(pace.left().max(LAST_QUESTION))) {
                Ok(known) => status = known.or(status),
                Err(fault) => cause = Some(BuyFault::Channel(fault)),
            }
            if let Some(state) = status.and_then(outcome) {
                return self.ended(state, status, cause);
            }
            if pace.is_stopped() {
                return self.ended(BuyState::Unknown, status, Some(BuyFault::Stopped));
            }
            let left = pace.left();
            if left.is_zero() {
                return self.ended(BuyState::Unknown, status, cause);
            }
            pace.wait(poll.min(left));
        }
    }

    /// How the order stands; none where it is not told so that it reads.
    fn status(&self, limit: Option<Duration>) -> Result<Option<OrderState>, ChannelFault> {
        let question = QueryOrder { order_external_id: self.id.clone() };
        let limit = limit.filter(|limit| *limit < self.channel.request_timeout());
        let detail = self.channel.call(&question, limit).outcome?.data.order_detail;
        let is_another =
            !detail.order_external_id.is_empty() && detail.order_external_id != self.id;
        Ok(detail.external_order_status.filter(|_| !is_another))
    }

    fn ended(self, state: BuyState, status: Option<OrderState>, cause: Option<BuyFault>) -> Bought {
        let cause = cause.filter(|_| state != BuyState::Issued);
        Bought { order: Some(self.id), state, status, cause }
    }
}

impl Bought {
    fn without_order(state: BuyState, cause: BuyFault) -> Self {
        Self { order: None, state, status: None, cause: Some(cause) }
    }
}

impl fmt::Debug for Purchase {
    /// Without the mobile number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { show, seats, amount, .. } = self;
        f.debug_struct("Purchase")
            .field("show", show)
            .field("seats", seats)
            .field("amount", amount)
            .finish_non_exhaustive()
    }
}

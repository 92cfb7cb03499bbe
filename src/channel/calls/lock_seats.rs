//! lockSeats: makes an order of up to four seats, which are kept for 15 minutes.

use std::fmt;

use serde::Serialize;

use super::super::parameters::MOST_SEATS;
use super::{CallName, ChannelCall, ParameterFault, Parameters, ReplyFault, ReplyFields};

#[derive(Clone, PartialEq, Eq)]
pub struct LockSeats {
    pub showtime_id: String,
    /// From 1 to [`MOST_SEATS`].
    pub seats: Vec<SeatName>,
    pub mobile: String,
}

/// A seat as it is locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatName {
    pub id: String,
    /// Such as `6排06座`.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LockReply {
    pub order: LockedOrder,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LockedOrder {
    #[serde(rename = "orderExternalID")]
    pub order_external_id: String,
}

impl ChannelCall for LockSeats {
    const NAME: CallName = CallName::LockSeats;
    type Reply = LockReply;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let joined =
            |of: fn(&SeatName) -> &str| self.seats.iter().map(of).collect::<Vec<_>>().join(",");
        vec![
            ("showtimeID", self.showtime_id.clone()),
            ("seatIDs", joined(|seat| &seat.id)),
            ("seatNames", joined(|seat| &seat.name)),
            ("mobile", self.mobile.clone()),
        ]
    }

    fn of(mut given: Parameters) -> Result<Self, ParameterFault> {
        let showtime_id = given.text("showtimeID")?;
        let (ids, names) = (given.text("seatIDs")?, given.text("seatNames")?);
        let mobile = given.text("mobile")?;
        given.end()?;
        Ok(Self { showtime_id, seats: seats(&ids, &names)?, mobile })
    }

    fn read(reply: &ReplyFields<'_>) -> Result<LockReply, ReplyFault> {
        const ID: &str = "orderExternalID";
        let order = reply.inner(&["order", "orderDetail"])?;
        let order_external_id = order.id(ID).ok_or_else(|| ReplyFault::Missing(ID.to_owned()))?;
        Ok(LockReply { order: LockedOrder { order_external_id } })
    }
}

/// Seats' IDs with commas between, each once.
pub fn seat_ids(ids: &str) -> Result<Vec<String>, ParameterFault> {
    let ids = parts(ids);
    if ids.len() > MOST_SEATS {
        return Err(ParameterFault::TooManySeats(ids.len()));
    }
    let mut others = ids.iter().enumerate();
    match others.find(|(at, id)| !id.is_empty() && ids[..*at].contains(id)) {
        Some((_, twice)) => Err(ParameterFault::SeatTwice(twice.clone())),
        None => Ok(ids),
    }
}

fn parts(text: &str) -> Vec<String> {
    text.split(',').map(|part| part.trim().to_owned()).collect()
}

/// IDs and names that stand beside each other, with commas between.
fn seats(ids: &str, names: &str) -> Result<Vec<SeatName>, ParameterFault> {
    let (ids, names) = (seat_ids(ids)?, parts(names));
    let named = |names: &[String]| names.iter().filter(|name| !name.is_empty()).count();
    if ids.len() != names.len() || named(&ids) != ids.len() || named(&names) != names.len() {
        return Err(ParameterFault::NamesDiffer { ids: named(&ids), names: named(&names) });
    }
    Ok(ids.into_iter().zip(names).map(|(id, name)| SeatName { id, name }).collect())
}

impl fmt::Debug for LockSeats {
    /// Without the mobile number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { showtime_id, seats, .. } = self;
        f.debug_struct("LockSeats")
            .field("showtime_id", showtime_id)
            .field("seats", seats)
            .finish_non_exhaustive()
    }
}

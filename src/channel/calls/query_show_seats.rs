//! queryShowSeats: the seats of a show, as they stand at this moment.

use serde::Serialize;

use super::{CallName, ChannelCall, ParameterFault, Parameters, ReplyFault, ReplyFields};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryShowSeats {
    pub showtime_id: String,
    /// 0: not for sale, 1: for sale; none: all seats.
    pub status: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeatsReply {
    pub seats: Vec<ChannelSeat>,
    /// Entries that lack an ID.
    #[serde(skip)]
    pub passed_over: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelSeat {
    #[serde(rename = "seatID")]
    pub seat_id: String,
    pub row_num: String,
    pub col_num: String,
    pub x_coord: Option<i64>,
    pub y_coord: Option<i64>,
    /// 1: of one; 2 and 3: left and right half of a couple's.
    #[serde(rename = "type")]
    pub kind: Option<i64>,
    /// The same of both halves of a couple's seat.
    pub love_code: String,
    /// 0: not for sale, 1: for sale, 2: no seat.
    pub status: String,
}

impl ChannelCall for QueryShowSeats {
    const NAME: CallName = CallName::QueryShowSeats;
    type Reply = SeatsReply;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut parameters = vec![("showtimeID", self.showtime_id.clone())];
        parameters.extend(self.status.iter().map(|status| ("status", status.clone())));
        parameters
    }

    fn of(mut given: Parameters) -> Result<Self, ParameterFault> {
        let showtime_id = given.text("showtimeID")?;
        let status = given.maybe("status");
        given.end()?;
        Ok(Self { showtime_id, status })
    }

    fn read(reply: &ReplyFields<'_>) -> Result<SeatsReply, ReplyFault> {
        let (seats, passed_over) = reply.list("seats", seat)?;
        Ok(SeatsReply { seats, passed_over })
    }
}

fn seat(fields: &ReplyFields<'_>) -> Option<ChannelSeat> {
    Some(ChannelSeat {
        seat_id: fields.id("seatID")?,
        row_num: fields.name("rowNum"),
        col_num: fields.name("colNum"),
        x_coord: fields.whole("xCoord"),
        y_coord: fields.whole("yCoord"),
        kind: fields.whole("type"),
        love_code: fields.name("loveCode"),
        status: fields.name("status"),
    })
}

//! queryHalls: the halls of a cinema.

use serde::Serialize;

use super::{CallName, ChannelCall, ParameterFault, Parameters, ReplyFault, ReplyFields, adds_up};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryHalls {
    pub cinema_id: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HallsReply {
    /// Where it is told: the document does not have it.
    #[serde(skip)]
    pub total_count: Option<i64>,
    pub halls: Vec<ChannelHall>,
    /// Entries that lack an ID.
    #[serde(skip)]
    pub passed_over: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelHall {
    #[serde(rename = "hallID")]
    pub hall_id: i64,
    #[serde(rename = "cinemaID")]
    pub cinema_id: Option<i64>,
    pub hall_name: String,
    /// 1: in use.
    pub hall_status: Option<i64>,
    pub alias: String,
    pub intro: String,
    pub seat_count: Option<i64>,
    pub hall_type: Option<i64>,
}

impl HallsReply {
    /// Whether what it does not name is gone.
    pub fn is_whole(&self) -> bool {
        adds_up(self.total_count, self.halls.len(), self.passed_over)
    }
}

impl ChannelCall for QueryHalls {
    const NAME: CallName = CallName::QueryHalls;
    type Reply = HallsReply;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("cinemaID", self.cinema_id.to_string())]
    }

    fn of(mut given: Parameters) -> Result<Self, ParameterFault> {
        let cinema_id = given.whole("cinemaID")?;
        given.end()?;
        Ok(Self { cinema_id })
    }

    fn read(reply: &ReplyFields<'_>) -> Result<HallsReply, ReplyFault> {
        let (halls, passed_over) = reply.list("halls", hall)?;
        Ok(HallsReply { total_count: reply.total(), halls, passed_over })
    }
}

fn hall(fields: &ReplyFields<'_>) -> Option<ChannelHall> {
    Some(ChannelHall {
        hall_id: fields.whole("hallID")?,
        cinema_id: fields.whole("cinemaID"),
        hall_name: fields.name("hallName"),
        hall_status: fields.whole("hallStatus"),
        alias: fields.name("alias"),
        intro: fields.description("intro"),
        seat_count: fields.whole("seatCount"),
        hall_type: fields.whole("hallType"),
    })
}

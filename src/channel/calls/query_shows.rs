//! queryShows: a cinema's shows that are on sale now.

use jiff::civil::DateTime;
use serde::Serialize;

use super::super::time;
use super::{CallName, ChannelCall, ParameterFault, Parameters, ReplyFault, ReplyFields, adds_up};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryShows {
    pub cinema_id: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShowsReply {
    #[serde(rename = "totalCount")]
    pub total_count: Option<i64>,
    pub shows: Vec<ChannelShow>,
    /// Entries that lack an ID or a start that reads.
    #[serde(skip)]
    pub passed_over: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelShow {
    #[serde(rename = "showtimeID")]
    pub showtime_id: String,
    #[serde(rename = "movieID")]
    pub movie_id: Option<i64>,
    #[serde(rename = "cinemaID")]
    pub cinema_id: Option<i64>,
    pub version: String,
    pub language: String,
    #[serde(rename = "hallID")]
    pub hall_id: Option<i64>,
    pub hall_name: String,
    #[serde(serialize_with = "time::maybe")]
    pub ticket_start_time: Option<DateTime>,
    /// As it is told.
    pub price: Option<serde_json::Number>,
    pub retail_price: Option<serde_json::Number>,
    /// When it begins, China Standard Time.
    #[serde(serialize_with = "time::always")]
    pub show_time: DateTime,
    /// In minutes, as it is told.
    pub film_length: Option<i64>,
    /// When the sale ends.
    #[serde(serialize_with = "time::maybe")]
    pub ticket_end_time: Option<DateTime>,
    /// 0: not in use, 1: in use.
    pub status: Option<i64>,
}

impl ShowsReply {
    /// Whether what it does not name is gone.
    pub fn is_whole(&self) -> bool {
        adds_up(self.total_count, self.shows.len(), self.passed_over)
    }
}

impl ChannelCall for QueryShows {
    const NAME: CallName = CallName::QueryShows;
    type Reply = ShowsReply;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("cinemaID", self.cinema_id.to_string())]
    }

    fn of(mut given: Parameters) -> Result<Self, ParameterFault> {
        let cinema_id = given.whole("cinemaID")?;
        given.end()?;
        Ok(Self { cinema_id })
    }

    fn read(reply: &ReplyFields<'_>) -> Result<ShowsReply, ReplyFault> {
        let (shows, passed_over) = reply.list("shows", show)?;
        Ok(ShowsReply { total_count: reply.total(), shows, passed_over })
    }
}

fn show(fields: &ReplyFields<'_>) -> Option<ChannelShow> {
    Some(ChannelShow {
        showtime_id: fields.id("showtimeID")?,
        movie_id: fields.whole("movieID"),
        cinema_id: fields.whole("cinemaID"),
        version: fields.name("version"),
        language: fields.name("language"),
        hall_id: fields.whole("hallID"),
        hall_name: fields.name("hallName"),
        ticket_start_time: fields.time("ticketStartTime"),
        price: fields.decimal("price"),
        retail_price: fields.decimal("retailPrice"),
        show_time: fields.time("showTime")?,
        film_length: fields.whole("filmLength"),
        ticket_end_time: fields.time("ticketEndTime"),
        status: fields.whole("status"),
    })
}

//! queryCinemas: a page of 100 cinemas.

use serde::Serialize;
use serde_json::Number;

use super::{CallName, ChannelCall, ParameterFault, Parameters, ReplyFault, ReplyFields};

/// Asks for a page, counted from 1; none: the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryCinemas {
    pub page_index: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CinemasReply {
    /// Of all pages together.
    #[serde(rename = "totalCount")]
    pub total_count: Option<i64>,
    pub cinemas: Vec<ChannelCinema>,
    /// Entries that lack an ID.
    #[serde(skip)]
    pub passed_over: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelCinema {
    #[serde(rename = "cinemaID")]
    pub cinema_id: i64,
    pub cinema_name: String,
    pub cinema_address: String,
    pub province: Option<i64>,
    pub city: Option<i64>,
    pub county: Option<i64>,
    pub baidu_latitude: Option<Number>,
    pub baidu_longitude: Option<Number>,
    /// 1: in business; 4: without shows.
    pub cinema_status: Option<i64>,
    pub phone: String,
    pub desc: String,
}

impl ChannelCall for QueryCinemas {
    const NAME: CallName = CallName::QueryCinemas;
    type Reply = CinemasReply;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        self.page_index.iter().map(|page| ("pageIndex", page.to_string())).collect()
    }

    fn of(mut given: Parameters) -> Result<Self, ParameterFault> {
        let page_index = given.maybe_whole("pageIndex")?;
        given.end()?;
        Ok(Self { page_index })
    }

    fn read(reply: &ReplyFields<'_>) -> Result<CinemasReply, ReplyFault> {
        let (cinemas, passed_over) = reply.list("cinemas", cinema)?;
        Ok(CinemasReply { total_count: reply.total(), cinemas, passed_over })
    }
}

/// None where it lacks its ID.
pub(super) fn cinema(fields: &ReplyFields<'_>) -> Option<ChannelCinema> {
    Some(ChannelCinema {
        cinema_id: fields.whole("cinemaID")?,
        cinema_name: fields.name("cinemaName"),
        cinema_address: fields.description("cinemaAddress"),
        province: fields.whole("province"),
        city: fields.whole("city"),
        county: fields.whole("county"),
        baidu_latitude: fields.decimal("baiduLatitude"),
        baidu_longitude: fields.decimal("baiduLongitude"),
        cinema_status: fields.whole("cinemaStatus"),
        phone: fields.name("phone"),
        desc: fields.description("desc"),
    })
}

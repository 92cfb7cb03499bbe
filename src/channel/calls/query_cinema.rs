//! queryCinema: one cinema.

use serde::Serialize;

use super::query_cinemas::cinema;
use super::{
    CallName, ChannelCall, ChannelCinema, ParameterFault, Parameters, ReplyFault, ReplyFields,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryCinema {
    pub cinema_id: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CinemaReply {
    pub cinema: ChannelCinema,
}

impl ChannelCall for QueryCinema {
    const NAME: CallName = CallName::QueryCinema;
    type Reply = CinemaReply;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("cinemaID", self.cinema_id.to_string())]
    }

    fn of(mut given: Parameters) -> Result<Self, ParameterFault> {
        let cinema_id = given.whole("cinemaID")?;
        given.end()?;
        Ok(Self { cinema_id })
    }

    fn read(reply: &ReplyFields<'_>) -> Result<CinemaReply, ReplyFault> {
        let found = cinema(&reply.inner(&["cinema"])?);
        let cinema = found.ok_or_else(|| ReplyFault::Missing("cinemaID".to_owned()))?;
        Ok(CinemaReply { cinema })
    }
}

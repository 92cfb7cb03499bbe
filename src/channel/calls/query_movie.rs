//! queryMovie: one film.

use serde::Serialize;

use super::query_movies::movie;
use super::{CallName, ChannelCall, Movie, ParameterFault, Parameters, ReplyFault, ReplyFields};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryMovie {
    pub movie_id: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MovieReply {
    pub movie: Movie,
}

impl ChannelCall for QueryMovie {
    const NAME: CallName = CallName::QueryMovie;
    type Reply = MovieReply;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("movieID", self.movie_id.to_string())]
    }

    fn of(mut given: Parameters) -> Result<Self, ParameterFault> {
        let movie_id = given.whole("movieID")?;
        given.end()?;
        Ok(Self { movie_id })
    }

    fn read(reply: &ReplyFields<'_>) -> Result<MovieReply, ReplyFault> {
        let found = movie(&reply.inner(&["movie"])?);
        let movie = found.ok_or_else(|| ReplyFault::Missing("movieID".to_owned()))?;
        Ok(MovieReply { movie })
    }
}

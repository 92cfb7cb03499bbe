//! queryMovies: all films.

use jiff::civil::DateTime;
use serde::Serialize;

use super::super::time;
use super::{CallName, ChannelCall, ParameterFault, Parameters, ReplyFault, ReplyFields, adds_up};

/// Asks for all films.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryMovies {}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MoviesReply {
    #[serde(rename = "totalCount")]
    pub total_count: Option<i64>,
    pub movies: Vec<Movie>,
    /// Entries that lack an ID.
    #[serde(skip)]
    pub passed_over: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Movie {
    #[serde(rename = "movieID")]
    pub movie_id: i64,
    #[serde(rename = "movieNameCN")]
    pub movie_name_cn: String,
    #[serde(rename = "movieNameEN")]
    pub movie_name_en: String,
    pub movie_image: String,
    /// Numbers of the document's table, with commas between.
    pub movie_versions: String,
    pub intro: String,
    pub director: String,
    pub actors: String,
    /// Likewise.
    pub movie_types: String,
    /// As the document spells it.
    pub movie_lanages: String,
    /// In minutes, as it is told.
    pub film_length: Option<i64>,
    #[serde(serialize_with = "time::maybe")]
    pub release_time: Option<DateTime>,
}

impl MoviesReply {
    /// Whether what it does not name is gone.
    pub fn is_whole(&self) -> bool {
        adds_up(self.total_count, self.movies.len(), self.passed_over)
    }
}

impl ChannelCall for QueryMovies {
    const NAME: CallName = CallName::QueryMovies;
    type Reply = MoviesReply;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn of(given: Parameters) -> Result<Self, ParameterFault> {
        given.end()?;
        Ok(Self {})
    }

    fn read(reply: &ReplyFields<'_>) -> Result<MoviesReply, ReplyFault> {
        let (movies, passed_over) = reply.list("movies", movie)?;
        Ok(MoviesReply { total_count: reply.total(), movies, passed_over })
    }
}

/// None where it lacks its ID.
pub(super) fn movie(fields: &ReplyFields<'_>) -> Option<Movie> {
    Some(Movie {
        movie_id: fields.whole("movieID")?,
        movie_name_cn: fields.name("movieNameCN"),
        movie_name_en: fields.name("movieNameEN"),
        movie_image: fields.description("movieImage"),
        movie_versions: fields.name("movieVersions"),
        intro: fields.description("intro"),
        director: fields.description("director"),
        actors: fields.description("actors"),
        movie_types: fields.name("movieTypes"),
        movie_lanages: fields.name("movieLanages"),
        film_length: fields.whole("filmLength"),
        release_time: fields.time("releaseTime"),
    })
}

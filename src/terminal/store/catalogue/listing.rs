//! The catalogue as commands list it, and how each of its lists stands.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rusqlite::OptionalExtension;

use super::CataloguePart;
use super::lookup::MINUTES;
use crate::clock::wire_time;
use crate::terminal::store::record_row::parsed;
use crate::terminal::store::{StoreError, StoreReader};

/// A show with its film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedShow {
    pub show_id: String,
    /// China Standard Time.
    pub start: DateTime,
    pub film_name: Option<String>,
    pub film_minutes: Option<u32>,
    pub hall_id: Option<i64>,
    pub hall_name: Option<String>,
    pub enabled: bool,
}

/// A hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedHall {
    pub hall_id: i64,
    pub hall_name: String,
    pub enabled: bool,
}

/// A cinema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCinema {
    pub cinema_id: i64,
    pub cinema_name: String,
    pub enabled: bool,
}

/// How one of the lists stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartFigures {
    pub part: CataloguePart,
    /// When the last whole reply came.
    pub whole_at: Option<Timestamp>,
    /// How many items are enabled.
    pub count: u64,
    /// What went wrong since the last whole reply, as it was kept.
    pub error: Option<(Timestamp, String)>,
}

impl StoreReader {
    /// The shows of a business day by start, disabled ones too.
    pub fn catalogue_shows(&self, day: Date) -> Result<Vec<ListedShow>, StoreError> {
        let mut get = self.db.prepare(&format!(
            "SELECT s.show_id, s.start, nullif(m.name, ''), {MINUTES}, s.hall_id,
                 nullif(h.name, ''), s.enabled
             FROM shows s LEFT JOIN catalogue_names m ON m.part = 'movies' AND m.id = s.movie_id
                 LEFT JOIN catalogue_names h ON h.part = 'halls' AND h.id = s.hall_id
             WHERE s.start >= ?1 AND s.start < ?2 ORDER BY s.start, s.hall_id, s.show_id"
        ))?;
        let next = day.saturating_add(jiff::Span::new().days(1));
        let between = [day, next].map(|day| wire_time(day.at(6, 0, 0, 0)));
        let rows = get.query_map(between, |row| {
            Ok(ListedShow {
                show_id: row.get(0)?,
                start: parsed(row, 1)?,
                film_name: row.get(2)?,
                film_minutes: row.get(3)?,
                hall_id: row.get(4)?,
                hall_name: row.get(5)?,
                enabled: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The cinema's halls, disabled ones too.
    pub fn catalogue_halls(&self) -> Result<Vec<ListedHall>, StoreError> {
        self.named(CataloguePart::Halls, |hall_id, hall_name, enabled| ListedHall {
            hall_id,
            hall_name,
            enabled,
        })
    }

    /// All cinemas, disabled ones too.
    pub fn catalogue_cinemas(&self) -> Result<Vec<ListedCinema>, StoreError> {
        self.named(CataloguePart::Cinemas, |cinema_id, cinema_name, enabled| ListedCinema {
            cinema_id,
            cinema_name,
            enabled,
        })
    }

    fn named<T>(
        &self,
        part: CataloguePart,
        of: impl Fn(i64, String, bool) -> T,
    ) -> Result<Vec<T>, StoreError> {
        let mut get = self
            .db
            .prepare("SELECT id, name, enabled FROM catalogue_names WHERE part = ?1 ORDER BY id")?;
        let rows =
            get.query_map([part.as_str()], |row| Ok(of(row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How each of the lists stands.
    pub fn catalogue_figures(&self) -> Result<Vec<PartFigures>, StoreError> {
        CataloguePart::ALL.into_iter().map(|part| self.part_figures(part)).collect()
    }

    /// How this list stands.
    pub fn part_figures(&self, part: CataloguePart) -> Result<PartFigures, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT whole_at, error_at, error FROM catalogue_parts WHERE part = ?1",
        )?;
        let known = get.query_row([part.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?))
        });
        let (whole_at, error_at, error) = known.optional()?.unwrap_or_default();
        let moment = |at: Option<i64>| at.and_then(|at| Timestamp::from_millisecond(at).ok());
        Ok(PartFigures {
            part,
            whole_at: moment(whole_at),
            count: self.catalogue_count(part)?,
            error: moment(error_at).zip(error),
        })
    }
}

//! What the catalogue knows of one ticket's show and hall, and what is on in a hall.

use std::collections::BTreeSet;

use jiff::civil::DateTime;
use jiff::{Span, Timestamp};
use rusqlite::{OptionalExtension, Row};

use super::names::{AT_ONE_TIME, shows_at, told_hall_of};
use crate::clock::{business_day, china_civil, wire_time};
use crate::terminal::store::record_row::parsed;
use crate::terminal::store::{Store, StoreError, StoreReader};
use crate::ticket::ScreenCode;

/// A show of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Show {
    /// Empty where it is not known.
    pub film_name: String,
    /// The film's length; none where it is not known.
    pub minutes: Option<u32>,
}

/// What is on in a hall.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Programme {
    pub present: Option<ProgrammeShow>,
    pub next: Option<ProgrammeShow>,
}

/// A show of the hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeShow {
    /// Empty where it is not known.
    pub film_name: String,
    /// China Standard Time.
    pub start: DateTime,
}

/// A length that is one, of show `s` or its film `m`.
pub(super) const MINUTES: &str = "CASE WHEN s.minutes BETWEEN 1 AND 600 THEN s.minutes
     WHEN m.minutes BETWEEN 1 AND 600 THEN m.minutes END";

/// So many hours before its start a show may disappear because it is sold no more.
const LAST_SALE_HOURS: i64 = 1;

impl StoreReader {
    /// The show on this screen that starts at this time.
    pub fn show(&self, screen: ScreenCode, start: DateTime) -> Result<Option<Show>, StoreError> {
        let mut get = self.db.prepare_cached(&format!(
            "SELECT coalesce(m.name, ''), {MINUTES}
             FROM {} s LEFT JOIN catalogue_names m ON m.part = 'movies' AND m.id = s.movie_id
             ORDER BY s.enabled DESC, s.show_id DESC LIMIT 1",
            shows_at("?1", "?2")
        ))?;
        let read = |row: &Row| Ok(Show { film_name: row.get(0)?, minutes: row.get(1)? });
        Ok(get.query_row([screen.as_str(), &wire_time(start)], read).optional()?)
    }

    /// What the hall of this screen is called: as the platform told it of an earlier ticket, else as
    /// the catalogue does.
    pub fn hall_name(&self, screen: ScreenCode) -> Result<Option<String>, StoreError> {
        let mut get = self.db.prepare_cached(&format!("SELECT {}", told_hall_of("?1")))?;
        Ok(get.query_row([screen.as_str()], |row| row.get(0))?)
    }

    /// The halls that the configuration names or maps, and those of tickets that were admitted here.
    pub fn known_halls(&self) -> Result<BTreeSet<ScreenCode>, StoreError> {
        let mut get = self
            .db
            .prepare("SELECT screen_code FROM screens UNION SELECT screen_code FROM hall_names")?;
        let codes = get.query_map([], |row| parsed(row, 0))?;
        Ok(codes.collect::<Result<_, _>>()?)
    }

    /// What is on behind a door with this one screen at `at`: the show that has begun last and is not
    /// over, where its length is not known after `close_after_min` minutes; and the next one of the business day.
    pub fn programme(
        &self,
        screen: ScreenCode,
        at: Timestamp,
        close_after_min: u32,
    ) -> Result<Programme, StoreError> {
        let now = china_civil(at);
        let shows = |condition: &str, order: &str| {
            format!(
                "SELECT coalesce(m.name, ''), s.start, {MINUTES}, s.gone_at
                 FROM (SELECT * FROM shows WHERE {condition}
                         AND hall_id = (SELECT hall_id FROM screens WHERE screen_code = ?1)
                     ORDER BY start {order}, show_id {order} LIMIT {AT_ONE_TIME}) s
                     LEFT JOIN catalogue_names m ON m.part = 'movies' AND m.id = s.movie_id
                 ORDER BY s.start {order}, s.enabled DESC, s.show_id DESC"
            )
        };
        let read = |row: &Row| {
            let show = ProgrammeShow { film_name: row.get(0)?, start: parsed(row, 1)? };
            Ok((show, row.get::<_, Option<u32>>(2)?, row.get::<_, Option<i64>>(3)?))
        };
        let (screen, time) = (screen.as_str(), wire_time(now));
        let mut begun = self.db.prepare_cached(&shows("start <= ?2", "DESC"))?;
        let mut present = None;
        for row in begun.query_map([screen, &time], read)? {
            let (show, minutes, gone_at) = row?;
            // One that disappeared long before its start does not take place.
            let called_off = gone_at.is_some_and(|gone_at| {
                let gone_at = Timestamp::from_millisecond(gone_at).map(china_civil);
                gone_at.is_ok_and(|gone| {
                    gone < show.start.saturating_sub(Span::new().hours(LAST_SALE_HOURS))
                })
            });
            let length = Span::new().minutes(minutes.unwrap_or(close_after_min));
            if !called_off {
                present = (now < show.start.saturating_add(length)).then_some(show);
                break;
            }
        }
        let end = business_day(now).saturating_add(Span::new().days(1)).at(6, 0, 0, 0);
        let mut later =
            self.db.prepare_cached(&shows("enabled AND start > ?2 AND start < ?3", "ASC"))?;
        let next = later.query_row([screen, &time, &wire_time(end)], read).optional()?;
        Ok(Programme { present, next: next.map(|(show, ..)| show) })
    }
}

impl Store {
    /// Keeps what the configuration says of the cinema's halls: the channel's number and the name of each.
    pub fn set_screens(
        &self,
        screens: &[(ScreenCode, Option<u64>, Option<&str>)],
    ) -> Result<(), StoreError> {
        let change = self.db.unchecked_transaction()?;
        let kept = {
            let mut get = change
                .prepare("SELECT screen_code, hall_id, name FROM screens ORDER BY screen_code")?;
            let rows = get.query_map([], |row| {
                Ok((parsed::<ScreenCode>(row, 0)?, row.get(1)?, row.get::<_, Option<String>>(2)?))
            })?;
            rows.collect::<Result<Vec<_>, _>>()?
        };
        let same = kept.iter().map(|(code, hall, name)| (*code, *hall, name.as_deref()));
        if same.eq(screens.iter().copied()) {
            return Ok(());
        }
        change.execute("DELETE FROM screens", [])?;
        let mut put = change.prepare("INSERT INTO screens VALUES (?1, ?2, ?3)")?;
        for (code, hall, name) in screens {
            put.execute((code.as_str(), hall.and_then(|hall| i64::try_from(hall).ok()), name))?;
        }
        drop(put);
        Ok(change.commit()?)
    }
}

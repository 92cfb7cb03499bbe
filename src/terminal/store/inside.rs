//! How many have entered the sessions of a business day: tickets that were scanned, and those that staff let
//! in by their number.

use jiff::civil::{Date, DateTime};

use super::catalogue::{film_of, hall_of};
use super::record_row::parsed;
use super::{StoreError, StoreReader};
use crate::clock::wire_time;
use crate::ticket::ScreenCode;

/// A session, and who is inside.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct InsideLine {
    pub screen_code: ScreenCode,
    pub screen_name: Option<String>,
    /// China Standard Time.
    #[serde(serialize_with = "on_the_wire")]
    pub show_time: DateTime,
    pub film_name: Option<String>,
    /// Admitted here, those by their ticket's number among them.
    pub entered: u64,
    /// Likewise at the doors that this one hears.
    pub elsewhere: u64,
    /// Of the hall, where the catalogue knows it.
    pub seats: Option<u32>,
}

fn on_the_wire<S: serde::Serializer>(time: &DateTime, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&wire_time(*time))
}

impl InsideLine {
    /// By whichever door.
    pub fn everybody(&self) -> u64 {
        self.entered.saturating_add(self.elsewhere)
    }
}

impl StoreReader {
    /// The sessions to which anybody was admitted on this business day, by start.
    pub fn inside(&self, day: Date) -> Result<Vec<InsideLine>, StoreError> {
        let (film, hall) = (film_of("t.screen", "t.start"), hall_of("t.screen"));
        let mut get = self.db.prepare_cached(&format!(
            "WITH told AS MATERIALIZED (
                 SELECT session_code AS session,
                     count(DISTINCT door || ' ' || film_ticket_code) AS entered
                 FROM neighbour_admissions GROUP BY session_code),
             sessions AS (
                 SELECT session_code AS session, screen_code AS screen, show_time AS start
                 FROM tallies WHERE business_day = ?1
                 UNION
                 SELECT session_code, screen_code, show_time
                 FROM used_by_hand WHERE business_day = ?1)
             SELECT t.screen, coalesce(t.hall, {hall}), t.start, coalesce(t.film, {film}), t.entered,
                 (SELECT n.seats FROM screens s
                      JOIN catalogue_names n ON n.part = 'halls' AND n.id = s.hall_id
                  WHERE s.screen_code = t.screen AND n.seats BETWEEN 1 AND 99999),
                 (SELECT coalesce(sum(told.entered), 0) FROM sessions JOIN told USING (session)
                  WHERE sessions.screen = t.screen AND sessions.start = t.start)
             FROM (SELECT screen, start, max(film) AS film, max(hall) AS hall, sum(entered) AS entered
                   FROM (SELECT screen_code AS screen, show_time AS start, film_name AS film,
                             screen_name AS hall, admitted AS entered
                         FROM tallies WHERE business_day = ?1
                         UNION ALL
                         SELECT screen_code, show_time, nullif(film_name, ''),
                             nullif(screen_name, ''), 1
                         FROM used_by_hand WHERE business_day = ?1)
                   GROUP BY screen, start) t
             WHERE t.entered > 0 ORDER BY t.start, t.screen"
        ))?;
        let rows = get.query_map([day.to_string()], |row| {
            Ok(InsideLine {
                screen_code: parsed(row, 0)?,
                screen_name: row.get(1)?,
                show_time: parsed(row, 2)?,
                film_name: row.get(3)?,
                entered: row.get(4)?,
                seats: row.get(5)?,
                elsewhere: row.get(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

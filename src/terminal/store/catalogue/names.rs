//! Names for reports and records where the platform has told none (CHANNEL §7): the catalogue's.

/// So many shows in one hall at one time are compared, those with the last numbers: what is looked up at a door
/// takes the same time whatever the channel tells.
pub(super) const AT_ONE_TIME: usize = 50;

/// What the catalogue calls the film that `screen` shows at `start`, two SQL expressions.
pub(in crate::terminal::store) fn film_of(screen: &str, start: &str) -> String {
    format!(
        "coalesce((SELECT (SELECT nullif(cm.name, '') FROM catalogue_names cm
                 WHERE cm.part = 'movies' AND cm.id = c.movie_id)
             FROM {} c ORDER BY c.enabled DESC, c.show_id DESC LIMIT 1),
             (SELECT cp.film_name FROM past_films cp
             WHERE cp.screen_code = {screen} AND cp.show_time = {start}))",
        shows_at(screen, start)
    )
}

/// The shows on `screen` at `start`, a table.
pub(super) fn shows_at(screen: &str, start: &str) -> String {
    format!(
        "(SELECT * FROM shows WHERE start = {start}
             AND hall_id = (SELECT hall_id FROM screens WHERE screen_code = {screen})
         ORDER BY show_id DESC LIMIT {AT_ONE_TIME})"
    )
}

/// What the hall `screen` is called where the platform has not told it of the ticket, an SQL expression: as the
/// configuration does, as the platform told it of an earlier ticket, as the catalogue does; as at the door.
pub(in crate::terminal::store) fn hall_of(screen: &str) -> String {
    format!(
        "coalesce((SELECT nullif(name, '') FROM screens WHERE screen_code = {screen}), {})",
        told_hall_of(screen)
    )
}

/// As [`hall_of`], without the configuration's name.
pub(super) fn told_hall_of(screen: &str) -> String {
    format!(
        "coalesce((SELECT nullif(name, '') FROM hall_names WHERE screen_code = {screen}),
             (SELECT nullif(ch.name, '') FROM screens cs
                  JOIN catalogue_names ch ON ch.part = 'halls' AND ch.id = cs.hall_id
              WHERE cs.screen_code = {screen}))"
    )
}

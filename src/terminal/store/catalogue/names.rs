//! Names for reports and records where the platform has told none (CHANNEL §7): the catalogue's.

/// What the catalogue calls the film that `screen` shows at `start`, two SQL expressions.
pub(in crate::terminal::store) fn film_of(screen: &str, start: &str) -> String {
    format!(
        "coalesce((SELECT nullif(cm.name, '') FROM screens cs
                 JOIN shows c ON c.hall_id = cs.hall_id AND c.start = {start}
                 JOIN catalogue_names cm ON cm.part = 'movies' AND cm.id = c.movie_id
             WHERE cs.screen_code = {screen} ORDER BY c.enabled DESC, c.show_id DESC LIMIT 1),
             (SELECT cp.film_name FROM past_films cp
             WHERE cp.screen_code = {screen} AND cp.show_time = {start}))"
    )
}

/// What the catalogue calls the hall `screen`, an SQL expression; where it does not know it, what the
/// configuration does.
pub(in crate::terminal::store) fn hall_of(screen: &str) -> String {
    format!(
        "(SELECT coalesce(nullif(ch.name, ''), cs.name) FROM screens cs
             LEFT JOIN catalogue_names ch ON ch.part = 'halls' AND ch.id = cs.hall_id
         WHERE cs.screen_code = {screen})"
    )
}

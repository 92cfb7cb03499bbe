//! Whether the channel answers, its halls are mapped, its clock is this one, and what is here of its lists is young. None
//! of it keeps anybody out.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use super::Finding;
use super::bilingual::bilingual;
use crate::clock::{TOLERANCE, civil_time};
use crate::terminal::config::{Catalogue, Config};
use crate::terminal::store::{
    CatalogueItems, CatalogueName, CataloguePart, DatabaseKey, PartFigures, StoreReader,
};
use crate::terminal::sync::CatalogueSource;
use crate::words::Bilingual;

/// Shows are old after so long, all the rest after three days.
const OLD_SHOWS: SignedDuration = SignedDuration::from_hours(2);
const OLD: SignedDuration = SignedDuration::from_hours(3 * 24);

/// None where no catalogue is configured.
pub(super) fn check(config: &Config) -> Option<Finding> {
    let catalogue = config.catalogue.as_ref()?;
    let now = Timestamp::now();
    let mut all = vec![channel(config, catalogue, now)];
    let figures = figures(&config.store.path, &config.store.key);
    all.extend(figures.and_then(|figures| age(&figures, catalogue.cinema_id.is_some(), now)));
    Some(Finding::all(all))
}

/// Asks for the halls, or where no cinema is configured for the locations.
fn channel(config: &Config, catalogue: &Catalogue, now: Timestamp) -> Finding {
    let source = match CatalogueSource::open(catalogue, &config.platform) {
        Ok(source) => source,
        Err(fault) => return Finding::fault(Bilingual::of(&fault)),
    };
    let part = match catalogue.cinema_id {
        Some(_) => CataloguePart::Halls,
        None => CataloguePart::Locations,
    };
    let fetched = source.fetch(part);
    let found = match fetched.outcome {
        Err(fault) => Finding::fault(Bilingual::of(&fault)),
        Ok(_) if catalogue.cinema_id.is_none() => Finding::note(bilingual!(NoCinema)),
        Ok(reply) => match reply.items {
            CatalogueItems::Names(halls) => mapped(config, catalogue, &halls),
            CatalogueItems::Shows(_) => Finding::fine(bilingual!(ChannelAnswers)),
        },
    };
    match fetched.date.filter(|date| now.duration_since(*date).unsigned_abs() > TOLERANCE) {
        Some(date) => {
            let time = civil_time(date, &config.terminal.timezone.0);
            found.and(Finding::note(bilingual!(ChannelClock { time })))
        }
        None => found,
    }
}

/// Each of this door's halls is one of the channel's.
fn mapped(config: &Config, catalogue: &Catalogue, halls: &[CatalogueName]) -> Finding {
    let text = |codes: Vec<String>| codes.join(" ");
    let unmapped =
        config.terminal.screens.iter().filter(|code| !catalogue.screens.contains_key(code));
    let unmapped: Vec<String> = unmapped.map(ToString::to_string).collect();
    let is_known = |hall: u64| halls.iter().any(|own| u64::try_from(own.id) == Ok(hall));
    let unknown = catalogue.screens.iter().filter(|(_, hall)| !is_known(**hall));
    let unknown: Vec<String> = unknown.map(|(code, hall)| format!("{code} = {hall}")).collect();
    if !unknown.is_empty() {
        return Finding::note(bilingual!(HallsUnknown { codes: text(unknown) }));
    }
    if !unmapped.is_empty() {
        return Finding::note(bilingual!(HallsUnmapped { codes: text(unmapped) }));
    }
    if catalogue.screens.is_empty() {
        return Finding::note(bilingual!(NoHallMapped));
    }
    let halls = halls.len().to_string();
    Finding::fine(bilingual!(ChannelHalls { halls }))
}

fn figures(path: &Path, key: &crate::terminal::config::Secret) -> Option<Vec<PartFigures>> {
    let key = DatabaseKey::load(key).ok()?;
    StoreReader::open(path, &key).ok()?.catalogue_figures().ok()
}

/// What is older than it may be, or was never had.
fn age(figures: &[PartFigures], has_cinema: bool, now: Timestamp) -> Option<Finding> {
    let is_old = |own: &&PartFigures| {
        let most = if own.part == CataloguePart::Shows { OLD_SHOWS } else { OLD };
        let wanted = has_cinema || !own.part.is_of_cinema();
        wanted && own.whole_at.is_none_or(|at| now.duration_since(at) > most)
    };
    let old: Vec<&str> = figures.iter().filter(is_old).map(|own| own.part.as_str()).collect();
    (!old.is_empty()).then(|| Finding::note(bilingual!(CatalogueOld { lists: old.join(" ") })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_are_old_after_two_hours_and_the_rest_after_three_days() {
        let now: Timestamp = "2026-05-01T12:00:00Z".parse().unwrap();
        let figures = |shows_min: i64, rest_min: i64| {
            let ago = |minutes| Some(now - SignedDuration::from_mins(minutes));
            let of = |part: CataloguePart| PartFigures {
                part,
                whole_at: ago(if part == CataloguePart::Shows { shows_min } else { rest_min }),
                count: 1,
                error: None,
            };
            CataloguePart::ALL.map(of)
        };
        let told = |figures: &[PartFigures], has_cinema| {
            age(figures, has_cinema, now).map(|found| found.english()).unwrap_or_default()
        };
        assert_eq!(told(&figures(120, 3 * 1440), true), "");
        assert!(told(&figures(121, 3 * 1440), true).starts_with("shows:"));
        assert!(
            told(&figures(120, 3 * 1440 + 1), true).starts_with("locations cinemas movies halls:")
        );
        assert!(told(&figures(121, 3 * 1440 + 1), false).starts_with("locations cinemas movies:"));
        let never = figures(0, 0).map(|own| PartFigures { whole_at: None, ..own });
        assert!(told(&never, false).starts_with("locations cinemas movies:"));
    }
}

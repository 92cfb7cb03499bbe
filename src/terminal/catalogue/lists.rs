//! `hallgate catalogue shows`, `halls` and `cinemas`: what is here, as a table or as JSON.

use std::io::Write;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::Serialize;

use super::mapping::{screen_of, suggest};
use super::{CatalogueError, CatalogueFormat};
use crate::clock::{business_day, wire_time};
use crate::terminal::config::{Catalogue, Config};
use crate::terminal::store::{CataloguePart, ListedCinema, ListedHall, ListedShow, StoreReader};
use crate::ticket::ScreenCode;
use crate::words::Language;
use crate::words::catalogue::{ChooseHall, Text};
use crate::words::table::{Column, ReportTable, plain};

#[derive(Serialize)]
struct CatalogueShowLine {
    show_id: String,
    /// China Standard Time.
    start: String,
    film_name: Option<String>,
    film_minutes: Option<u32>,
    hall_id: Option<i64>,
    screen_code: Option<ScreenCode>,
    enabled: bool,
}

#[derive(Serialize)]
struct CatalogueHall {
    hall_id: i64,
    hall_name: String,
    screen_code: Option<ScreenCode>,
    enabled: bool,
}

#[derive(Serialize)]
struct CatalogueCinema {
    cinema_id: i64,
    cinema_name: String,
    enabled: bool,
}

pub(super) fn shows(
    store: &StoreReader,
    config: &Config,
    catalogue: &Catalogue,
    day: Option<Date>,
    format: CatalogueFormat,
    out: &mut impl Write,
) -> Result<(), CatalogueError> {
    let language = config.terminal.language;
    let now = config.terminal.timezone.0.to_datetime(Timestamp::now());
    let listed = store.catalogue_shows(day.unwrap_or_else(|| business_day(now)))?;
    if format == CatalogueFormat::Json {
        let line = |show: ListedShow| CatalogueShowLine {
            show_id: show.show_id,
            start: wire_time(show.start),
            film_name: show.film_name,
            film_minutes: show.film_minutes,
            hall_id: show.hall_id,
            screen_code: show.hall_id.and_then(|hall| screen_of(catalogue, hall)),
            enabled: show.enabled,
        };
        return json(&listed.into_iter().map(line).collect::<Vec<_>>(), out);
    }
    let columns = [
        Column::Left(Text::Start.form(language)),
        Column::Flexible(Text::Film.form(language)),
        Column::Right(Text::Minutes.form(language)),
        Column::Left(Text::HallName.form(language)),
        Column::Right(Text::HallId.form(language)),
        Column::Left(Text::HallCode.form(language)),
        Column::Left(Text::ShowId.form(language)),
        Column::Left(Text::State.form(language)),
    ];
    let unknown = || "-".to_owned();
    let rows = listed.into_iter().map(|show| {
        vec![
            clock(show.start),
            show.film_name.map_or_else(unknown, |name| plain(&name)),
            show.film_minutes.map_or_else(unknown, |minutes| minutes.to_string()),
            show.hall_name.map_or_else(unknown, |name| plain(&name)),
            show.hall_id.map_or_else(unknown, |hall| hall.to_string()),
            mapped(show.hall_id.and_then(|hall| screen_of(catalogue, hall)), language),
            show.show_id,
            state(show.enabled, Text::Enabled, language),
        ]
    });
    let synchronised = store.part_figures(CataloguePart::Shows)?.whole_at.is_some();
    let none = if synchronised { Text::NoShowThatDay } else { Text::NoneListed };
    table(&columns, rows.collect(), none, language, out)
}

pub(super) fn halls(
    store: &StoreReader,
    config: &Config,
    catalogue: &Catalogue,
    format: CatalogueFormat,
    out: &mut impl Write,
) -> Result<(), CatalogueError> {
    let language = config.terminal.language;
    let listed = store.catalogue_halls()?;
    if format == CatalogueFormat::Json {
        let line = |hall: ListedHall| CatalogueHall {
            screen_code: screen_of(catalogue, hall.hall_id),
            hall_id: hall.hall_id,
            hall_name: hall.hall_name,
            enabled: hall.enabled,
        };
        return json(&listed.into_iter().map(line).collect::<Vec<_>>(), out);
    }
    let columns = [
        Column::Right(Text::HallId.form(language)),
        Column::Flexible(Text::HallName.form(language)),
        Column::Left(Text::HallCode.form(language)),
        Column::Left(Text::State.form(language)),
    ];
    let suggestion = suggest(config, catalogue, &listed);
    let some = !listed.is_empty();
    let rows = listed.into_iter().map(|hall| {
        vec![
            hall.hall_id.to_string(),
            plain(&hall.hall_name),
            mapped(screen_of(catalogue, hall.hall_id), language),
            state(hall.enabled, Text::InUse, language),
        ]
    });
    table(&columns, rows.collect(), Text::NoneListed, language, out)?;
    if !some {
        return Ok(());
    }
    writeln!(out)?;
    if let Some(line) = suggestion.line() {
        writeln!(out, "{}\n{line}", Text::PasteScreens.form(language))?;
    }
    for code in suggestion.open {
        writeln!(out, "{}", ChooseHall { code }.text(language))?;
    }
    Ok(out.flush()?)
}

pub(super) fn cinemas(
    store: &StoreReader,
    config: &Config,
    catalogue: &Catalogue,
    format: CatalogueFormat,
    out: &mut impl Write,
) -> Result<(), CatalogueError> {
    let language = config.terminal.language;
    let listed = store.catalogue_cinemas()?;
    if format == CatalogueFormat::Json {
        let line = |cinema: ListedCinema| CatalogueCinema {
            cinema_id: cinema.cinema_id,
            cinema_name: cinema.cinema_name,
            enabled: cinema.enabled,
        };
        return json(&listed.into_iter().map(line).collect::<Vec<_>>(), out);
    }
    let columns = [
        Column::Right(Text::CinemaId.form(language)),
        Column::Flexible(Text::CinemaName.form(language)),
        Column::Left(Text::State.form(language)),
    ];
    let configured = catalogue.cinema_id.and_then(|id| i64::try_from(id).ok());
    let example = listed.iter().find(|cinema| cinema.enabled).map(|cinema| cinema.cinema_id);
    let rows = listed.into_iter().map(|cinema| {
        vec![
            cinema.cinema_id.to_string(),
            plain(&cinema.cinema_name),
            state(cinema.enabled, Text::InUse, language),
        ]
    });
    table(&columns, rows.collect(), Text::NoneListed, language, out)?;
    if let (Some(id), None) = (example, configured) {
        writeln!(out, "\n{}\ncinema_id = {id}", Text::PasteCinema.form(language))?;
    }
    Ok(out.flush()?)
}

fn json(lines: &[impl Serialize], out: &mut impl Write) -> Result<(), CatalogueError> {
    serde_json::to_writer_pretty(&mut *out, lines).map_err(std::io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

fn table(
    columns: &[Column],
    rows: Vec<Vec<String>>,
    none_listed: Text,
    language: Language,
    out: &mut impl Write,
) -> Result<(), CatalogueError> {
    let none = rows.is_empty();
    out.write_all(ReportTable { columns, rows, sums: None }.set().as_bytes())?;
    if none {
        writeln!(out, "{}", none_listed.form(language))?;
    }
    Ok(out.flush()?)
}

fn clock(start: DateTime) -> String {
    start.strftime("%m-%d %H:%M").to_string()
}

fn mapped(code: Option<ScreenCode>, language: Language) -> String {
    code.map_or_else(|| Text::NotMapped.plain(language), |code| code.to_string())
}

fn state(enabled: bool, words: Text, language: Language) -> String {
    if enabled { words.plain(language) } else { Text::Disabled.plain(language) }
}

//! `hallgate catalogue sync`: every list now, written beside a terminal that may run.

use std::io::Write;

use jiff::Timestamp;

use super::CatalogueError;
use crate::terminal::config::{Catalogue, Config};
use crate::terminal::store::{
    AdminStore, CatalogueOutcome, CataloguePart, DatabaseKey, StoreError,
};
use crate::terminal::sync::{CatalogueFault, CatalogueSource};
use crate::words::catalogue::{Because, Text};
use crate::words::table::{Column, ReportTable};
use crate::words::{Language, Message};

/// Asks for each list, tells what came of it, and ends well where all came whole.
pub(super) fn run(
    config: &Config,
    catalogue: &Catalogue,
    out: &mut impl Write,
) -> Result<(), CatalogueError> {
    let source = CatalogueSource::open(catalogue, &config.platform)?;
    let key = DatabaseKey::load(&config.store.key)?;
    let mut store = AdminStore::open_or_make(&config.store.path, &key)?;
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    let language = config.terminal.language;
    for part in CataloguePart::ALL {
        if catalogue.cinema_id.is_none() && part.is_of_cinema() {
            continue;
        }
        let (outcome, fault) = take(&mut store, &source, part)?;
        let count = store.catalogue_count(part)?.to_string();
        rows.push(vec![
            name(part).plain(language),
            count,
            outcome_word(outcome).plain(language),
            fault.as_ref().map_or(String::new(), |fault| fault.with_code(language)),
        ]);
        // One that is empty is whole, and believed the next time.
        if let Some(fault) = fault.filter(|fault| *fault != CatalogueFault::Empty) {
            faults.push((name(part), fault));
        }
    }
    out.write_all(table(rows, language).as_bytes())?;
    out.flush()?;
    let (lists, mut faults): (Vec<Text>, Vec<CatalogueFault>) = faults.into_iter().unzip();
    match faults.is_empty() {
        true => Ok(()),
        false => Err(CatalogueError::NotWhole(lists, faults.swap_remove(0))),
    }
}

/// One list, and what of it is not as it should be.
fn take(
    store: &mut AdminStore,
    source: &CatalogueSource,
    part: CataloguePart,
) -> Result<(CatalogueOutcome, Option<CatalogueFault>), CatalogueError> {
    let fetched = source.fetch(part);
    let now = Timestamp::now();
    let (outcome, fault) = match fetched.outcome {
        Ok(reply) => {
            let change = store.catalogue_difference(reply, now)?;
            store.change::<_, StoreError>(|db| db.take_catalogue(&change))?;
            (change.outcome(), CatalogueFault::of_change(&change))
        }
        Err(fault) => (CatalogueOutcome::Failed, Some(fault)),
    };
    if let Some(fault) = &fault {
        let kept = fault.kept();
        store.change::<_, StoreError>(|db| db.note_catalogue_error(part, &kept, now))?;
    }
    Ok((outcome, fault))
}

fn table(rows: Vec<Vec<String>>, language: Language) -> String {
    let mut set = String::new();
    let columns = [
        Column::Left(Text::List.form(language)),
        Column::Right(Text::Count.form(language)),
        Column::Left(Text::Outcome.form(language)),
    ];
    let (lines, faults): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .map(|mut row| {
            let fault = row.pop().unwrap_or_default();
            let name = row[0].clone();
            (row, (name, fault))
        })
        .unzip();
    set += &ReportTable { columns: &columns, rows: lines, sums: None }.set();
    for (name, fault) in faults.into_iter().filter(|(_, fault)| !fault.is_empty()) {
        set += &format!("→ {}\n", Because { list: name, fault }.text(language));
    }
    set
}

/// What people call a list.
pub(super) fn name(part: CataloguePart) -> Text {
    match part {
        CataloguePart::Locations => Text::Locations,
        CataloguePart::Cinemas => Text::Cinemas,
        CataloguePart::Movies => Text::Movies,
        CataloguePart::Halls => Text::Halls,
        CataloguePart::Shows => Text::Shows,
    }
}

fn outcome_word(outcome: CatalogueOutcome) -> Text {
    match outcome {
        CatalogueOutcome::Updated => Text::Updated,
        CatalogueOutcome::Unchanged => Text::Unchanged,
        CatalogueOutcome::Doubted => Text::InDoubt,
        CatalogueOutcome::Failed => Text::Failed,
    }
}

//! `hallgate key`: the database's key on a sheet of paper that is put away at set-up, and read again by
//! another board once this one has died.

mod fault;
mod place;
mod rows;
mod sheet;

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::Timestamp;

use crate::terminal::code_input::{CodeSource, TypedOrShown};
use crate::terminal::config::{Config, DEFAULT_FILE};
use crate::terminal::files;
use crate::terminal::presentation::QrPicture;
use crate::terminal::store::{DatabaseKey, lay_aside_for_key, opens};
use crate::terminal::vision;
use crate::ticket::outline;
use crate::words::Language;
use crate::words::key_sheet::{self as words, Text};

pub use fault::KeySheetError;
use place::KeyPlace;
use rows::{KeyRow, ROWS};
use sheet::KeySheet;

/// `hallgate key`
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Show the database's key, to be put away on paper: without it nobody reads the records again
    Show(KeyShow),
    /// Read the database's key from its sheet, shown to the camera or typed, and keep it where store.key says
    Read(KeyRead),
}

/// `hallgate key show`
#[derive(Debug, Args)]
pub struct KeyShow {
    /// The terminal's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    pub config: PathBuf,
    /// Write it as a picture to print, and not here; print it, then delete the file
    #[arg(long, value_name = "FILE")]
    pub qr: Option<PathBuf>,
}

/// `hallgate key read`
#[derive(Debug, Args)]
pub struct KeyRead {
    /// The terminal's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    pub config: PathBuf,
    /// A picture of the sheet, in place of the camera
    #[arg(long, value_name = "FILE")]
    pub qr: Option<PathBuf>,
    /// Replace a key that opens the database that is there; both are kept under other names
    #[arg(long)]
    pub yes: bool,
}

impl KeyCommand {
    /// The configuration's file.
    pub fn config(&self) -> &Path {
        match self {
            Self::Show(wanted) => &wanted.config,
            Self::Read(wanted) => &wanted.config,
        }
    }
}

/// The code of a terminal's key, for a display, and the digits by which two copies are compared.
pub fn code(config: &Config, key: DatabaseKey) -> Result<(QrPicture, String), KeySheetError> {
    let sheet = KeySheet::of(config, key);
    Ok((sheet.code().ok_or(KeySheetError::NotDrawn)?, sheet.key().check()))
}

/// Writes the sheet as a picture into a file that is not there yet, down to the disk.
pub fn write(
    path: &Path,
    config: &Config,
    key: DatabaseKey,
    now: Timestamp,
) -> Result<(), KeySheetError> {
    let sheet = KeySheet::of(config, key);
    let day = now.to_zoned(config.terminal.timezone.0.clone()).date();
    let picture = sheet.picture(config, day, config.terminal.language)?;
    let failed = |cause| KeySheetError::of_sheet(path, cause);
    files::write_new(path, &picture).map_err(failed)?;
    File::open(path).and_then(|file| file.sync_all()).map_err(failed)
}

/// Carries the command out.
pub fn run(
    config: &Config,
    command: &KeyCommand,
    out: &mut impl Write,
) -> Result<(), KeySheetError> {
    match command {
        KeyCommand::Show(wanted) => show(config, wanted, out),
        KeyCommand::Read(wanted) => read(config, wanted, out),
    }
}

fn show(config: &Config, wanted: &KeyShow, out: &mut impl Write) -> Result<(), KeySheetError> {
    let language = config.terminal.language;
    let sheet = KeySheet::of(config, DatabaseKey::load(&config.store.key)?);
    let zone = &config.terminal.timezone.0;
    let day = Timestamp::now().to_zoned(zone.clone()).date();
    let text = sheet.text();
    let Some(path) = &wanted.qr else {
        for line in sheet.head(config, day, language) {
            writeln!(out, "{line}")?;
        }
        // The text is far shorter than the longest code.
        writeln!(out, "\n{}", outline::in_blocks(&text).unwrap_or_default())?;
        for (row, number) in KeyRow::all(sheet.key()).iter().zip(1..) {
            writeln!(out, "  {number}  {row}")?;
        }
        return Ok(writeln!(out, "\n{}", Text::PutAway.plain(language))?);
    };
    let picture = sheet.picture(config, day, language)?;
    files::write_new(path, &picture).map_err(|cause| KeySheetError::of_sheet(path, cause))?;
    let check = sheet.key().check();
    Ok(writeln!(out, "{}", words::SheetWritten { path: path.display(), check }.text(language))?)
}

fn read(config: &Config, wanted: &KeyRead, out: &mut impl Write) -> Result<(), KeySheetError> {
    let language = config.terminal.language;
    let key = given(config, wanted, out)?;
    let (path, check) = (&config.store.path, key.check());
    let place = KeyPlace::of(&config.store.key);
    let own = DatabaseKey::load(&config.store.key).ok();
    if own.as_ref() == Some(&key) {
        let place = place.path();
        writeln!(out, "{}", words::SameKey { place: place.display(), check }.text(language))?;
    } else if let Some(own) = own
        && opens(path, &own)?
    {
        if !wanted.yes {
            return Err(KeySheetError::OpensDatabase(path.clone()));
        }
        let aside = lay_aside_for_key(path, || place.put(&key))?;
        let file = aside.display();
        writeln!(out, "{}", words::DatabaseKept { file }.text(language))?;
        tell_stored(&place, &check, language, out)?;
    } else {
        place.put(&key)?;
        tell_stored(&place, &check, language, out)?;
    }
    let next = match (path.exists(), opens(path, &key)?) {
        (_, true) => words::Opens { database: path.display() }.text(language),
        (true, false) => words::OpensNot { database: path.display() }.text(language),
        (false, false) => Text::NowRestore.plain(language),
    };
    Ok(writeln!(out, "{next}")?)
}

fn tell_stored(
    place: &KeyPlace,
    check: &str,
    language: Language,
    out: &mut impl Write,
) -> Result<(), KeySheetError> {
    let place = place.path();
    Ok(writeln!(out, "{}", words::KeyStored { place: place.display(), check }.text(language))?)
}

/// The key that was shown, or typed; of this terminal, as far as that can be told.
fn given(
    config: &Config,
    wanted: &KeyRead,
    out: &mut impl Write,
) -> Result<DatabaseKey, KeySheetError> {
    if let Some(picture) = &wanted.qr {
        let texts = vision::texts_of(picture)?;
        let found = texts.iter().find_map(|text| KeySheet::read(text));
        return found.ok_or_else(|| KeySheetError::NoSheet(picture.clone()))?.into_key_for(config);
    }
    let language = config.terminal.language;
    let mut input = CodeSource::new(language);
    let questions = (Text::AskSheet.form(language), Text::AskRows.form(language));
    match input.typed_or_shown(&config.camera, questions, KeySheet::read, out)? {
        Some(TypedOrShown::Shown(sheet)) => sheet.into_key_for(config),
        Some(TypedOrShown::Typed(line)) => match KeySheet::read(&line) {
            Some(sheet) => sheet.into_key_for(config),
            None => typed(line, &mut input, language, out),
        },
        None => Err(KeySheetError::NothingCame),
    }
}

/// The key of a line with all of it, or row by row; a row that is mistyped is asked for again.
fn typed(
    first: String,
    input: &mut CodeSource,
    language: Language,
    out: &mut impl Write,
) -> Result<DatabaseKey, KeySheetError> {
    if let Some(key) = rows::whole(&first) {
        return Ok(key);
    }
    let mut rows: Vec<KeyRow> = Vec::new();
    let mut line = Some(first);
    while rows.len() < ROWS {
        let typed = line.take().ok_or(KeySheetError::NotTyped { row: rows.len() + 1 })?;
        match KeyRow::read(rows.len(), &typed) {
            Some(row) => rows.push(row),
            None if !typed.trim().is_empty() => {
                let row = rows.len() + 1;
                writeln!(out, "{}", words::RowWrong { row }.text(language))?;
            }
            None => {}
        }
        if rows.len() < ROWS {
            let row = rows.len() + 1;
            line = input.line(&words::AskRow { row }.text(language), out)?;
        }
    }
    KeyRow::key(&rows).ok_or(KeySheetError::NotTyped { row: ROWS })
}

//! `hallgate rescue`, `backup` and `restore` (SPEC §10): what a technician does to the store when it
//! is damaged, or before it can be.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;

use crate::terminal::config::{Config, DEFAULT_FILE};
use crate::terminal::export::{self, ExportError, StickBackup};
use crate::terminal::operators::NOBODY;
use crate::terminal::store::{
    self, AdminStore, AuditDetail, Contents, DatabaseKey, DatabaseKeyError, Rescue, Restored,
    StoreError,
};
use crate::words::codes::{FaultCode, program, store as codes};
use crate::words::maintenance::{self as words, Text};
use crate::words::{Language, Message, display_in_english, errors, system};

/// Of each night, so many backups stay on a stick.
const KEPT: usize = 7;

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
pub enum MaintenanceError {
    Key(#[from] DatabaseKeyError),
    Store(#[from] StoreError),
    Stick(#[from] ExportError),
    /// `restore` without `--yes`.
    NotAsked,
    Output(#[from] io::Error),
}

display_in_english!(MaintenanceError);

impl Message for MaintenanceError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Key(cause) => cause.code(),
            Self::Store(cause) => cause.code(),
            Self::Stick(cause) => cause.code(),
            Self::NotAsked => codes::RESTORE_NOT_ASKED,
            Self::Output(_) => program::OUTPUT,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Key(cause) => {
                errors::DatabaseKey { fault: cause.message(language) }.text(language)
            }
            Self::Store(cause) => cause.message(language),
            Self::Stick(cause) => cause.message(language),
            Self::NotAsked => errors::Text::RestoreNotAsked.plain(language),
            Self::Output(cause) => {
                errors::NotWritten { cause: system::io(cause, language) }.text(language)
            }
        }
    }
}

/// `hallgate rescue`
#[derive(Debug, Args)]
pub struct RescueArgs {
    /// The terminal's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    pub config: PathBuf,
    /// Write what the store holds afterwards into this file too, as a backup
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
}

/// `hallgate backup`
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The file to write, which must not be there yet
    #[arg(required_unless_present = "nightly")]
    pub file: Option<PathBuf>,
    /// Onto a USB stick that stays in, where one does, for hallgate-backup.timer; the newest seven of this terminal stay there
    #[arg(long, conflicts_with = "file")]
    pub nightly: bool,
    /// The terminal's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    pub config: PathBuf,
}

/// `hallgate restore`
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The backup to put in the place of the database; or the database on another card, or its folder
    pub file: PathBuf,
    /// The terminal's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    pub config: PathBuf,
    /// Replace the database, which is kept under another name
    #[arg(long)]
    pub yes: bool,
}

/// Carries over what can be read of a damaged store, and tells what was saved and what is missing.
pub fn rescue(
    config: &Config,
    wanted: &RescueArgs,
    out: &mut impl Write,
) -> Result<(), MaintenanceError> {
    let (path, key, language) = parts(config)?;
    let done = store::rescue(path, &key, &mut |from| log::info!("reading {from}"))?;
    print_rescue(&done, language, out)?;
    if let Some(to) = &wanted.to {
        let held = store::backup(path, &key, to)?;
        written(to, held.records, held.pending, language, out)?;
    }
    Ok(())
}

fn print_rescue(done: &Rescue, language: Language, out: &mut impl Write) -> io::Result<()> {
    for from in &done.from {
        writeln!(out, "{}", words::From { file: from.display() }.text(language))?;
    }
    let Rescue { records, carried_over, pending, .. } = done;
    writeln!(out, "{}", words::Saved { records, carried_over, pending }.text(language))?;
    match done.missing {
        0 => writeln!(out, "{}", Text::NothingMissing.form(language))?,
        records => writeln!(out, "{}", words::Missing { records }.text(language))?,
    }
    if done.entries > 0 {
        writeln!(out, "{}", words::LogMissing { entries: done.entries }.text(language))?;
    }
    if !done.torn.is_empty() {
        writeln!(out, "{}", words::Torn { parts: done.torn.join(", ") }.text(language))?;
    }
    Ok(())
}

/// Writes the whole database into a file, beside the running terminal.
pub fn backup(
    config: &Config,
    wanted: &BackupArgs,
    out: &mut impl Write,
) -> Result<(), MaintenanceError> {
    let Some(file) = &wanted.file else { return nightly(config, Timestamp::now(), out) };
    let (path, key, language) = parts(config)?;
    let held = store::backup(path, &key, file)?;
    let Contents { records, pending, .. } = held;
    Ok(written(file, records, pending, language, out)?)
}

/// Likewise onto a stick that stays in; nights without one are no fault.
fn nightly(config: &Config, now: Timestamp, out: &mut impl Write) -> Result<(), MaintenanceError> {
    if !config.export.nightly_backup {
        return Ok(writeln!(out, "{}", Text::NightlyOff.form(config.terminal.language))?);
    }
    let (path, key, language) = parts(config)?;
    let stick = match export::find(&config.export.folder) {
        Err(ExportError::NoStick(_)) => {
            return Ok(writeln!(out, "{}", Text::NoStickTonight.form(language))?);
        }
        found => found?,
    };
    let done =
        export::back_up(&stick, config, path, &key, now, &mut |_| ControlFlow::Continue(()))?;
    let StickBackup { file, records, pending } = done;
    let detail = AuditDetail::BackedUp { file: file.clone(), records };
    AdminStore::open(path, &key)?
        .change::<_, StoreError>(|change| change.log(NOBODY, &detail, now))?;
    written(&stick.folder().join(file), records, pending, language, out)?;
    export::forget_older(&stick, config, KEPT);
    Ok(())
}

fn written(
    to: &Path,
    records: u64,
    pending: u64,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "{}", words::Written { file: to.display(), records, pending }.text(language))
}

/// Puts a backup in the place of the database; the terminal has to be stopped.
pub fn restore(
    config: &Config,
    wanted: &RestoreArgs,
    out: &mut impl Write,
) -> Result<(), MaintenanceError> {
    if !wanted.yes {
        return Err(MaintenanceError::NotAsked);
    }
    let (path, key, language) = parts(config)?;
    let done = store::restore(path, &key, &wanted.file)?;
    Ok(print_restored(&done, path, language, out)?)
}

fn print_restored(
    done: &Restored,
    path: &Path,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    let Restored { held, missing, entries, kept } = done;
    let Contents { records, pending, .. } = held;
    let database = path.display();
    writeln!(out, "{}", words::Restored { database, records, pending }.text(language))?;
    if *missing > 0 {
        writeln!(out, "{}", words::MissingSince { records: missing }.text(language))?;
    }
    if *entries > 0 {
        writeln!(out, "{}", words::LogMissingSince { entries }.text(language))?;
    }
    if let Some((kept, damaged)) = kept {
        let file = kept.display();
        let kept = match damaged {
            true => words::KeptDamaged { file }.text(language),
            false => words::Kept { file }.text(language),
        };
        writeln!(out, "{kept}")?;
    }
    Ok(())
}

fn parts(config: &Config) -> Result<(&Path, DatabaseKey, Language), MaintenanceError> {
    let key = DatabaseKey::load(&config.store.key)?;
    Ok((&config.store.path, key, config.terminal.language))
}

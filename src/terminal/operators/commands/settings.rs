//! `hallgate settings show|reset`.

use std::io::{BufRead, Write};

use jiff::Timestamp;

use super::SettingsReset;
use super::operator::acting;
use crate::people::Passwords;
use crate::people::Right;
use crate::terminal::config::Config;
use crate::terminal::operators::{self, PeopleError};
use crate::terminal::store::{AdminStore, DatabaseKey};
use crate::words::people::{self as words, Text};
use crate::words::table::{Column, ReportTable, plain};

/// Lists the settings that may be changed at the terminal: the value, the file's, who changed it.
pub fn show(config: &Config, mut out: impl Write) -> Result<(), PeopleError> {
    let language = config.terminal.language;
    let zone = &config.terminal.timezone.0;
    let row = |state: operators::SettingState| {
        let (by, at) = match state.changed {
            Some((by, at)) => {
                let at = at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
                (plain(&by), at)
            }
            None => Default::default(),
        };
        vec![state.setting.key().to_owned(), state.value, state.configured, by, at]
    };
    let admin_store = open(config)?;
    let states = operators::settings(&admin_store, config)?;
    let columns = [Text::Setting, Text::Value, Text::InFile, Text::ChangedBy, Text::ChangedAt]
        .map(|heading| Column::Left(heading.form(language)));
    let table =
        ReportTable { columns: &columns, rows: states.into_iter().map(row).collect(), sums: None };
    out.write_all(table.set().as_bytes()).map_err(PeopleError::Output)
}

/// Takes a change back; the running terminal takes it up at its next start.
pub fn reset(
    config: &Config,
    wanted: &SettingsReset,
    input: impl BufRead,
    mut out: impl Write,
) -> Result<(), PeopleError> {
    let mut admin_store = open(config)?;
    let mut passwords = Passwords::from(wanted.password_stdin, input, config.terminal.language);
    let by = acting(&mut admin_store, Some(&wanted.acting), &mut passwords)?;
    by.demand(Right::Settings)?;
    let (setting, now) = (wanted.setting, Timestamp::now());
    let changed = operators::reset_setting(&mut admin_store, &by, config, setting, now)?;
    let (key, value, language) =
        (setting.key(), setting.value_of(config), config.terminal.language);
    let sentence = match changed {
        true => words::SettingReset { key, value }.text(language),
        false => words::SettingUnchanged { key, value }.text(language),
    };
    writeln!(out, "{sentence}").map_err(PeopleError::Output)
}

fn open(config: &Config) -> Result<AdminStore, PeopleError> {
    Ok(AdminStore::open(&config.store.path, &DatabaseKey::load(&config.store.key)?)?)
}

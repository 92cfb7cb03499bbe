//! `hallgate operator add|passwd|call|disable|enable|list`.

use std::io::{BufRead, Write};

use jiff::Timestamp;

use super::{OperatorAdd, OperatorCall, OperatorChangeArgs};
use crate::clock::civil_time;
use crate::people::Role;
use crate::people::{Passwords, Right};
use crate::terminal::config::Config;
use crate::terminal::operators::{
    self, NewOperator, OperatorPlace, PeopleError, SignedIn, sign_in,
};
use crate::terminal::store::{AdminStore, DatabaseKey, Operator, StoreError};
use crate::words::people::{self as words, Text};
use crate::words::table::{Column, ReportTable};

/// Adds an operator; on a terminal that has none the first admin, without asking anybody.
pub fn add(
    config: &Config,
    wanted: &OperatorAdd,
    input: impl BufRead,
    mut out: impl Write,
) -> Result<(), PeopleError> {
    let OperatorAdd { change, role, number, called } = wanted;
    let language = config.terminal.language;
    let mut admin_store =
        AdminStore::open_or_make(&config.store.path, &DatabaseKey::load(&config.store.key)?)?;
    let mut passwords = passwords(config, change, input);
    let by = if admin_store.operators()?.is_empty() {
        match change.acting {
            Some(_) => return Err(PeopleError::NobodyYet),
            None if *role != Role::Admin => return Err(PeopleError::FirstIsNoAdmin),
            None => None,
        }
    } else {
        let by = acting(&mut admin_store, change.acting.as_deref(), &mut passwords)?;
        by.demand(Right::Operators)?;
        Some(by)
    };
    let password = passwords.chosen(&change.name)?;
    let new_operator = NewOperator {
        name: change.name.clone(),
        number: number.clone(),
        called: called.clone(),
        role: *role,
    };
    let number =
        operators::add(&mut admin_store, by.as_ref(), &new_operator, &password, Timestamp::now())?;
    let added = words::Added { name: &change.name, role: role.shown(language), number };
    writeln!(out, "{}", added.text(language)).map_err(PeopleError::Output)
}

/// Gives an operator another password.
pub fn passwd(
    config: &Config,
    change: &OperatorChangeArgs,
    input: impl BufRead,
    mut out: impl Write,
) -> Result<(), PeopleError> {
    let mut admin_store = open(config)?;
    let mut passwords = passwords(config, change, input);
    let mut by = acting(&mut admin_store, change.acting.as_deref(), &mut passwords)?;
    if *by.name() != change.name && by.number().as_str() != change.name.as_str() {
        by.demand(Right::Operators)?;
    }
    let operator = known(&admin_store, change)?;
    let password = passwords.chosen(&operator.name)?;
    operators::set_password(
        &mut admin_store,
        &mut by,
        &operator.name,
        &password,
        Timestamp::now(),
    )?;
    let rekeyed = words::Rekeyed { name: operator.name }.text(config.terminal.language);
    writeln!(out, "{rekeyed}").map_err(PeopleError::Output)
}

/// Changes the name that the screen shows for an operator.
pub fn call(
    config: &Config,
    wanted: &OperatorCall,
    input: impl BufRead,
    mut out: impl Write,
) -> Result<(), PeopleError> {
    let OperatorCall { change, called } = wanted;
    let mut admin_store = open(config)?;
    let by =
        acting(&mut admin_store, change.acting.as_deref(), &mut passwords(config, change, input))?;
    by.demand(Right::Operators)?;
    let name = known(&admin_store, change)?.name;
    let changed = operators::set_called(&mut admin_store, &by, &name, called, Timestamp::now())?;
    let operator = known(&admin_store, change)?;
    let (shown, language) = (operator.shown(), config.terminal.language);
    let sentence = match changed {
        true => words::NowCalled { name, shown }.text(language),
        false => words::StillCalled { name, shown }.text(language),
    };
    writeln!(out, "{sentence}").map_err(PeopleError::Output)
}

/// Disables an operator.
pub fn disable(
    config: &Config,
    change: &OperatorChangeArgs,
    input: impl BufRead,
    out: impl Write,
) -> Result<(), PeopleError> {
    set_disabled(config, change, true, input, out)
}

/// Enables an operator that was disabled.
pub fn enable(
    config: &Config,
    change: &OperatorChangeArgs,
    input: impl BufRead,
    out: impl Write,
) -> Result<(), PeopleError> {
    set_disabled(config, change, false, input, out)
}

/// Lists the operators: staff number, name, shown name, role, state.
pub fn list(config: &Config, mut out: impl Write) -> Result<(), PeopleError> {
    let operators = match open(config) {
        Err(PeopleError::Store(StoreError::Missing(_))) => Vec::new(),
        opened => opened?.operators()?,
    };
    let language = config.terminal.language;
    let text = if operators.is_empty() {
        Text::NoOperators.plain(language) + "\n"
    } else {
        table(&operators, config, Timestamp::now())
    };
    out.write_all(text.as_bytes()).map_err(PeopleError::Output)
}

fn table(operators: &[Operator], config: &Config, now: Timestamp) -> String {
    let language = config.terminal.language;
    let state = |operator: &Operator| match operator.attempts.locked_until {
        _ if operator.disabled => Text::Disabled.plain(language),
        Some(until) if until > now => {
            let until = civil_time(until, &config.terminal.timezone.0);
            words::LockedUntil { until }.text(language)
        }
        _ => Text::Enabled.plain(language),
    };
    let row = |operator: &Operator| {
        vec![
            operator.number.to_string(),
            operator.name.to_string(),
            operator.called.as_str().to_owned(),
            operator.role.shown(language).to_owned(),
            state(operator),
        ]
    };
    let columns = [Text::Number, Text::Name, Text::Shown, Text::Role, Text::State]
        .map(|heading| Column::Left(heading.form(language)));
    ReportTable { columns: &columns, rows: operators.iter().map(row).collect(), sums: None }.set()
}

fn set_disabled(
    config: &Config,
    change: &OperatorChangeArgs,
    disabled: bool,
    input: impl BufRead,
    mut out: impl Write,
) -> Result<(), PeopleError> {
    let mut admin_store = open(config)?;
    let by =
        acting(&mut admin_store, change.acting.as_deref(), &mut passwords(config, change, input))?;
    by.demand(Right::Operators)?;
    let name = known(&admin_store, change)?.name;
    let changed =
        operators::set_disabled(&mut admin_store, &by, &name, disabled, Timestamp::now())?;
    let language = config.terminal.language;
    let sentence = match (disabled, changed) {
        (true, true) => words::NowDisabled { name }.text(language),
        (true, false) => words::StillDisabled { name }.text(language),
        (false, true) => words::NowEnabled { name }.text(language),
        (false, false) => words::StillEnabled { name }.text(language),
    };
    writeln!(out, "{sentence}").map_err(PeopleError::Output)
}

fn open(config: &Config) -> Result<AdminStore, PeopleError> {
    let key = DatabaseKey::load(&config.store.key)?;
    Ok(AdminStore::open(&config.store.path, &key)?)
}

fn passwords<R: BufRead>(config: &Config, change: &OperatorChangeArgs, input: R) -> Passwords<R> {
    Passwords::from(change.password_stdin, input, config.terminal.language)
}

/// Signs in whoever acts.
pub(super) fn acting(
    admin_store: &mut AdminStore,
    name: Option<&str>,
    passwords: &mut Passwords<impl BufRead>,
) -> Result<SignedIn, PeopleError> {
    let name = name.ok_or(PeopleError::NeedsAdmin)?;
    let password = passwords.acting(name)?;
    sign_in(admin_store, name, &password, OperatorPlace::CommandLine, Timestamp::now())
}

fn known(admin_store: &AdminStore, change: &OperatorChangeArgs) -> Result<Operator, PeopleError> {
    let named = |operator: &Operator| {
        operator.name == change.name || operator.number.as_str() == change.name.as_str()
    };
    let found = admin_store.operators()?.into_iter().find(named);
    found.ok_or_else(|| PeopleError::Unknown(change.name.clone()))
}

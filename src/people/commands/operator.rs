//! `hallgate operator add|passwd|disable|enable|list`.

use std::io::{BufRead, Write};

use jiff::Timestamp;

use super::{OperatorAdd, OperatorChange};
use crate::config::Config;
use crate::people::{self, Newcomer, Passwords, PeopleError, Place, Right, SignedIn, sign_in};
use crate::report::table::{Column, Table};
use crate::store::{DatabaseKey, Office, Operator, Role, StoreError};

/// Adds an operator; on a terminal that has none the first admin, without asking anybody.
pub fn add(
    config: &Config,
    wanted: &OperatorAdd,
    input: impl BufRead,
    mut out: impl Write,
) -> Result<(), PeopleError> {
    let OperatorAdd { change, role, number, called } = wanted;
    let mut office =
        Office::open_or_make(&config.store.path, &DatabaseKey::load(&config.store.key)?)?;
    let mut passwords = passwords(change, input);
    let by = if office.operators()?.is_empty() {
        match change.acting {
            Some(_) => return Err(PeopleError::NobodyYet),
            None if *role != Role::Admin => return Err(PeopleError::FirstIsNoAdmin),
            None => None,
        }
    } else {
        let by = acting(&mut office, change, &mut passwords)?;
        by.demand(Right::Operators)?;
        Some(by)
    };
    let password = passwords.chosen(&change.name)?;
    let newcomer = Newcomer {
        name: change.name.clone(),
        number: number.clone(),
        called: called.clone(),
        role: *role,
    };
    let number = people::add(&mut office, by.as_ref(), &newcomer, &password, Timestamp::now())?;
    writeln!(out, "{} is added as {role}, staff number {number}.", change.name)
        .map_err(PeopleError::Output)
}

/// Gives an operator another password.
pub fn passwd(
    config: &Config,
    change: &OperatorChange,
    input: impl BufRead,
    mut out: impl Write,
) -> Result<(), PeopleError> {
    let mut office = open(config)?;
    let mut passwords = passwords(change, input);
    let mut by = acting(&mut office, change, &mut passwords)?;
    if *by.name() != change.name && by.number().as_str() != change.name.as_str() {
        by.demand(Right::Operators)?;
    }
    let operator = known(&office, change)?;
    let password = passwords.chosen(&operator.name)?;
    people::set_password(&mut office, &mut by, &operator.name, &password, Timestamp::now())?;
    writeln!(out, "{} has a new password.", operator.name).map_err(PeopleError::Output)
}

/// Disables an operator.
pub fn disable(
    config: &Config,
    change: &OperatorChange,
    input: impl BufRead,
    out: impl Write,
) -> Result<(), PeopleError> {
    set_disabled(config, change, true, input, out)
}

/// Enables an operator that was disabled.
pub fn enable(
    config: &Config,
    change: &OperatorChange,
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
    let now = Timestamp::now();
    let zone = &config.terminal.timezone.0;
    if operators.is_empty() {
        let told = "There are no operators yet: `hallgate operator add NAME --role admin` makes the first.";
        return writeln!(out, "{told}").map_err(PeopleError::Output);
    }
    let state = |operator: &Operator| match operator.attempts.locked_until {
        _ if operator.disabled => "disabled".to_owned(),
        Some(until) if until > now => {
            format!("locked until {}", until.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S"))
        }
        _ => "enabled".to_owned(),
    };
    let row = |operator: &Operator| {
        vec![
            operator.number.to_string(),
            operator.name.to_string(),
            operator.called.as_str().to_owned(),
            operator.role.to_string(),
            state(operator),
        ]
    };
    let columns = ["Number", "Name", "Shown as", "Role", "State"].map(Column::Left);
    let table = Table { columns: &columns, rows: operators.iter().map(row).collect(), sums: None };
    out.write_all(table.set().as_bytes()).map_err(PeopleError::Output)
}

fn set_disabled(
    config: &Config,
    change: &OperatorChange,
    disabled: bool,
    input: impl BufRead,
    mut out: impl Write,
) -> Result<(), PeopleError> {
    let mut office = open(config)?;
    let by = acting(&mut office, change, &mut passwords(change, input))?;
    by.demand(Right::Operators)?;
    let name = known(&office, change)?.name;
    let changed = people::set_disabled(&mut office, &by, &name, disabled, Timestamp::now())?;
    let now = if changed { "now" } else { "already" };
    let state = if disabled { "disabled" } else { "enabled" };
    writeln!(out, "{name} is {now} {state}.").map_err(PeopleError::Output)
}

fn open(config: &Config) -> Result<Office, PeopleError> {
    let key = DatabaseKey::load(&config.store.key)?;
    Ok(Office::open(&config.store.path, &key)?)
}

fn passwords<R: BufRead>(change: &OperatorChange, input: R) -> Passwords<R> {
    if change.password_stdin { Passwords::Lines(input) } else { Passwords::Prompt }
}

/// Signs in whoever acts.
fn acting(
    office: &mut Office,
    change: &OperatorChange,
    passwords: &mut Passwords<impl BufRead>,
) -> Result<SignedIn, PeopleError> {
    let name = change.acting.as_ref().ok_or(PeopleError::NeedsAdmin)?;
    let password = passwords.acting(name)?;
    sign_in(office, name, &password, Place::CommandLine, Timestamp::now())
}

fn known(office: &Office, change: &OperatorChange) -> Result<Operator, PeopleError> {
    let named = |operator: &Operator| {
        operator.name == change.name || operator.number.as_str() == change.name.as_str()
    };
    let found = office.operators()?.into_iter().find(named);
    found.ok_or_else(|| PeopleError::Unknown(change.name.clone()))
}

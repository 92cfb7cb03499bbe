//! `hallgate operator add|passwd|disable|enable|list`.

use std::io::{BufRead, Write};

use jiff::Timestamp;

use super::OperatorChange;
use crate::config::Config;
use crate::people::{self, Passwords, PeopleError, Place, SignedIn, sign_in};
use crate::store::{DatabaseKey, Office, Operator, Role, StoreError};

/// Adds an operator; on a terminal that has none the first admin, without asking anybody.
pub fn add(
    config: &Config,
    change: &OperatorChange,
    role: Role,
    input: impl BufRead,
    mut out: impl Write,
) -> Result<(), PeopleError> {
    let mut office =
        Office::open_or_make(&config.store.path, &DatabaseKey::load(&config.store.key)?)?;
    let mut passwords = passwords(change, input);
    let by = if office.operators()?.is_empty() {
        match change.acting {
            Some(_) => return Err(PeopleError::NobodyYet),
            None if role != Role::Admin => return Err(PeopleError::FirstIsNoAdmin),
            None => None,
        }
    } else {
        Some(acting(&mut office, change, &mut passwords)?)
    };
    let password = passwords.chosen(&change.name)?;
    people::add(&mut office, by.as_ref(), &change.name, role, &password, Timestamp::now())?;
    writeln!(out, "{} is added as {role}.", change.name).map_err(PeopleError::Output)
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
    let by = acting(&mut office, change, &mut passwords)?;
    let operator = known(&office, change)?;
    let password = passwords.chosen(&operator.name)?;
    people::set_password(&mut office, &by, &operator.name, &password, Timestamp::now())?;
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

/// Lists the operators: name, role, state.
pub fn list(config: &Config, mut out: impl Write) -> Result<(), PeopleError> {
    let operators = match open(config) {
        Err(PeopleError::Store(StoreError::Missing(_))) => Vec::new(),
        opened => opened?.operators()?,
    };
    let now = Timestamp::now();
    let zone = &config.terminal.timezone.0;
    let mut table = String::new();
    if operators.is_empty() {
        table += "There are no operators yet: `hallgate operator add NAME --role admin` makes the first.\n";
    }
    for Operator { name, role, disabled, attempts, .. } in operators {
        let state = match attempts.locked_until.filter(|until| *until > now) {
            _ if disabled => "disabled".to_owned(),
            Some(until) => format!(
                "locked until {}",
                until.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S")
            ),
            None => "enabled".to_owned(),
        };
        table += &format!("{:<32}  {role:<5}  {state}\n", name.as_str());
    }
    out.write_all(table.as_bytes()).map_err(PeopleError::Output)
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
    let changed = people::set_disabled(&mut office, &by, &change.name, disabled, Timestamp::now())?;
    let now = if changed { "now" } else { "already" };
    let state = if disabled { "disabled" } else { "enabled" };
    writeln!(out, "{} is {now} {state}.", change.name).map_err(PeopleError::Output)
}

fn open(config: &Config) -> Result<Office, PeopleError> {
    let key = DatabaseKey::load(&config.store.key)?;
    Ok(Office::open(&config.store.path, &key)?)
}

fn passwords<R: BufRead>(change: &OperatorChange, input: R) -> Passwords<R> {
    if change.password_stdin { Passwords::Lines(input) } else { Passwords::Prompt }
}

/// Signs the acting admin in.
fn acting(
    office: &mut Office,
    change: &OperatorChange,
    passwords: &mut Passwords<impl BufRead>,
) -> Result<SignedIn, PeopleError> {
    let name = change.acting.as_ref().ok_or(PeopleError::NeedsAdmin)?;
    let password = passwords.acting(name)?;
    let by = sign_in(office, name, &password, Place::CommandLine, Timestamp::now())?;
    by.demand(people::Right::Operators)?;
    Ok(by)
}

fn known(office: &Office, change: &OperatorChange) -> Result<Operator, PeopleError> {
    let mut operators = office.operators()?.into_iter();
    operators
        .find(|operator| operator.name == change.name)
        .ok_or_else(|| PeopleError::Unknown(change.name.clone()))
}

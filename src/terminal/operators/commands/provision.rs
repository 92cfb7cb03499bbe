//! `hallgate provision`: a fresh machine's first admin, and what is still missing on it.

use std::io::{BufRead, Read, Write};
use std::path::{Display, Path};

use jiff::Timestamp;

use super::{Provision, accept};
use crate::people::{OperatorName, Passwords, PromptFault, Role};
use crate::terminal::config::{Config, Secret, SecretError};
use crate::terminal::operators::{NewOperator, PeopleError, add};
use crate::terminal::store::{AdminStore, DatabaseKey, DatabaseKeyError, Operator};
use crate::terminal::sync::{self, SyncError};
use crate::transport::RootsError;
use crate::words::people::{self as words, Text};
use crate::words::{Language, Message, to_stderr};

/// How often a name or a password that is not taken is asked for again.
const TRIES: usize = 3;

/// Asks for the first admin where there is none yet, and tells how the machine stands; false where
/// something is missing. Run again it changes nothing.
pub fn provision(
    config: &Config,
    wanted: &Provision,
    input: impl BufRead,
    mut out: impl Write,
) -> Result<bool, PeopleError> {
    let language = config.terminal.language;
    let mut sheet = Checklist { language, out: &mut out, complete: true };
    let key = DatabaseKey::load(&config.store.key);
    sheet.judge(Text::DatabaseKey, key.as_ref().map(|_| place(&config.store.key)), |fault| {
        database_key(fault, &config.store.key, language)
    })?;
    let platform = sync::readiness(&config.platform, Timestamp::now());
    let place_of_key = place(&config.platform.private_key);
    sheet.judge(Text::PlatformKey, platform.key.as_ref().map(|()| place_of_key), |fault| {
        platform_key(fault, &config.platform.private_key, language)
    })?;
    let root = config.platform.ca.as_deref();
    let pinned = || match root {
        Some(path) => path.display().to_string(),
        None => Text::PublicRoots.plain(language),
    };
    sheet.judge(Text::PlatformRoot, platform.ca.as_ref().map(|()| pinned()), |fault| {
        platform_root(fault, root, language)
    })?;
    match key {
        Ok(key) => first_admin(config, wanted, &key, input, &mut sheet)?,
        Err(_) => sheet.line(false, Text::FirstAdmin, &Text::NoAdmin.plain(language))?,
    }
    let complete = sheet.complete;
    if complete {
        let next = words::NextDoctor { config: wanted.site.config.display() }.text(language);
        writeln!(out, "{next}").map_err(PeopleError::Output)?;
    }
    Ok(complete)
}

fn first_admin<W: Write>(
    config: &Config,
    wanted: &Provision,
    key: &DatabaseKey,
    input: impl BufRead,
    sheet: &mut Checklist<W>,
) -> Result<(), PeopleError> {
    let path = &config.store.path;
    let fresh = std::fs::metadata(path).map_or(0, |data| data.len()) == 0;
    let mut admin_store = AdminStore::open_or_make(path, key)?;
    let database = match fresh {
        true => words::MadeDatabase { file: path.display() }.text(sheet.language),
        false => path.display().to_string(),
    };
    sheet.line(true, Text::Database, &database)?;
    let operators = admin_store.operators()?;
    if operators.is_empty() {
        let added = ask_and_add(&mut admin_store, wanted, input, sheet)?;
        return sheet.line(true, Text::FirstAdmin, &added);
    }
    let enabled = |operator: &&Operator| operator.role == Role::Admin && !operator.disabled;
    let admins = operators.iter().filter(enabled).count();
    let counts = words::HasAdmin { operators: operators.len(), admins }.text(sheet.language);
    sheet.line(true, Text::FirstAdmin, &counts)
}

/// Asks for what is not given, again where it is not taken.
fn ask_and_add<W: Write>(
    admin_store: &mut AdminStore,
    wanted: &Provision,
    mut input: impl BufRead,
    sheet: &mut Checklist<W>,
) -> Result<String, PeopleError> {
    sheet.out.flush().map_err(PeopleError::Output)?;
    let language = sheet.language;
    let name = match &wanted.admin {
        Some(name) => name.clone(),
        None => accept(TRIES, language, || ask_name(&mut input, language))?,
    };
    let new_operator = NewOperator {
        name,
        number: wanted.number.clone(),
        called: wanted.called.clone(),
        role: Role::Admin,
    };
    let mut passwords = Passwords::from(wanted.password_stdin, input, language);
    let tries = if wanted.password_stdin { 1 } else { TRIES };
    let number = accept(tries, language, || {
        let password = passwords.chosen(&new_operator.name)?;
        add(admin_store, None, &new_operator, &password, Timestamp::now())
    })?;
    let (name, role) = (&new_operator.name, Role::Admin.shown(language));
    Ok(words::Added { name, role, number }.text(language))
}

fn ask_name(input: &mut impl BufRead, language: Language) -> Result<OperatorName, PeopleError> {
    to_stderr(Text::AskFirstAdmin.form(language));
    let mut line = String::new();
    match input.by_ref().take(200).read_line(&mut line).map_err(PromptFault::Prompt)? {
        0 => Err(PeopleError::NoName),
        _ => Ok(line.trim().parse()?),
    }
}

/// The lines that tell what is there and what is not.
struct Checklist<'a, W> {
    language: Language,
    out: &'a mut W,
    complete: bool,
}

impl<W: Write> Checklist<'_, W> {
    /// A line for what is there, or for what is wrong with it and what to do.
    fn judge<F>(
        &mut self,
        thing: Text,
        found: Result<String, F>,
        advice: impl FnOnce(F) -> String,
    ) -> Result<(), PeopleError> {
        match found {
            Ok(state) => self.line(true, thing, &state),
            Err(fault) => self.line(false, thing, &advice(fault)),
        }
    }

    fn line(&mut self, there: bool, thing: Text, state: &str) -> Result<(), PeopleError> {
        use crate::words::table::{padded, plain};
        self.complete &= there;
        let mark = if there { Text::Ready } else { Text::Missing };
        let mark = padded(mark.form(self.language), 7);
        let thing = padded(thing.form(self.language), 15);
        writeln!(self.out, "{mark}  {thing}  {}", plain(state)).map_err(PeopleError::Output)
    }
}

/// Where a secret lies, as the configuration says it.
fn place(secret: &Secret) -> String {
    match secret {
        Secret::Credential(name) => format!("credential:{name}"),
        Secret::File(path) => path.display().to_string(),
    }
}

fn database_key(fault: &DatabaseKeyError, secret: &Secret, language: Language) -> String {
    match fault {
        DatabaseKeyError::Secret(cause) => {
            missing(cause, secret, |file| words::MakeDatabaseKey { file }.text(language), language)
                .unwrap_or(fault.message(language))
        }
        DatabaseKeyError::Credstore(_) | DatabaseKeyError::Form => fault.message(language),
    }
}

fn platform_key(fault: &SyncError, secret: &Secret, language: Language) -> String {
    match fault {
        SyncError::Secret(cause) => {
            missing(cause, secret, |file| words::PutPlatformKey { file }.text(language), language)
                .unwrap_or(fault.message(language))
        }
        other => other.message(language),
    }
}

fn platform_root(fault: &SyncError, root: Option<&Path>, language: Language) -> String {
    match (fault, root) {
        (SyncError::Roots(RootsError::Unreadable { cause, .. }), Some(path))
            if is_absent(cause) =>
        {
            let file = path.display();
            let advice = words::PutPlatformRoot { file: &file }.text(language);
            joined(&words::NoFile { file }.text(language), &advice, language)
        }
        _ => fault.message(language),
    }
}

/// What to do about a secret that is not there at all; none where something else is wrong with it,
/// which its own sentence says.
fn missing(
    cause: &SecretError,
    secret: &Secret,
    advice: impl FnOnce(Display) -> String,
    language: Language,
) -> Option<String> {
    match cause {
        SecretError::NoCredentials(name) => {
            let there = words::NoCredential { credential: name }.text(language);
            Some(joined(&there, Text::ByCredential.form(language), language))
        }
        SecretError::Unreadable { path, cause } if is_absent(cause) => {
            let advice = match secret {
                Secret::File(_) => advice(path.display()),
                Secret::Credential(_) => Text::ByCredential.plain(language),
            };
            let there = words::NoFile { file: path.display() }.text(language);
            Some(joined(&there, &advice, language))
        }
        _ => None,
    }
}

fn joined(there: &str, advice: &str, language: Language) -> String {
    let between = match language {
        Language::Chinese => "：",
        Language::English => ": ",
    };
    format!("{there}{between}{advice}")
}

fn is_absent(cause: &std::io::Error) -> bool {
    cause.kind() == std::io::ErrorKind::NotFound
}

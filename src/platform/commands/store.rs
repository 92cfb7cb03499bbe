//! `schema`, `migrate`, `backup` and `restore`: what is done to the ledger as a whole.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::acting::at_the_machine;
use super::{CommandContext, CommandFault};
use crate::platform::ledger::postgres::{PostgresConnection, Server};
use crate::platform::ledger::{LogDetail, Place, Session, backup as copies, copy, log, sqlite};
use crate::platform::serving::{self, Serving};
use crate::words::platform as words;

#[derive(Debug, Args)]
pub struct Schema {
    /// The database by its owner's role: postgres://OWNER@HOST/DATABASE
    #[arg(long, value_name = "URL")]
    pub url: String,
    /// The role that serves; that of store.url where left out
    #[arg(long, value_name = "ACCOUNT")]
    pub role: Option<String>,
}

#[derive(Debug, Args)]
pub struct Migrate {
    /// An empty PostgreSQL database, by its owner's role: postgres://OWNER@HOST/DATABASE
    #[arg(long, value_name = "URL")]
    pub to: String,
}

#[derive(Debug, Args)]
pub struct NodeBackup {
    /// The file to be written, which must not be there yet
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct NodeRestore {
    /// The backup
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Replace the database that is there, which is kept under another name
    #[arg(long)]
    pub yes: bool,
}

/// Makes the tables, or brings them up to date, and gives the role that serves its rights.
pub fn schema(
    context: &CommandContext,
    wanted: &Schema,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let server = owner(context, &wanted.url)?;
    let mut owner = PostgresConnection::open(&server)?;
    owner.migrate()?;
    let serving = match (&wanted.role, context.config.store.file()) {
        (Some(role), _) => Some(role.clone()),
        (None, Some(_)) => None,
        (None, None) => {
            let serving = context.config.store.server(&context.config.store.url)?;
            serving.config.get_user().map(ToOwned::to_owned)
        }
    };
    let steps = owner.schema_step()?.unwrap_or(0);
    writeln!(out, "{}", words::SchemaMade { steps }.text(context.language))?;
    if let Some(role) = serving.filter(|role| Some(role.as_str()) != server.config.get_user()) {
        owner.grant(&role)?;
        writeln!(out, "{}", words::Granted { role }.text(context.language))?;
    }
    Ok(())
}

/// Takes the whole ledger over into PostgreSQL and proves that all of it is there.
pub fn migrate(
    context: &CommandContext,
    wanted: &Migrate,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let Place::Sqlite { path, key } = context.config.place()? else {
        return Err(CommandFault::MigratedAlready);
    };
    let server = owner(context, &wanted.to)?;
    let _nobody = nobody_serves(context)?;
    if let Err(cause) = std::fs::metadata(&path) {
        return Err(CommandFault::File { path, cause });
    }
    let mut from = sqlite::SqliteConnection::open(&path, &key)?;
    let mut to = PostgresConnection::open(&server)?;
    to.migrate()?;
    let taken = copy::take_over(&mut from, &mut to)?;
    let mut all = 0;
    for table in &taken {
        writeln!(out, "{}\t{}\t{}", table.table, table.rows, table.sha256)?;
        all += table.rows;
    }
    let (tables, rows) = (taken.len(), all);
    // Over the connection that a serving platform will have.
    let mut there = Session::Postgres(to);
    log::verify(&mut there)?.map_err(CommandFault::Log)?;
    let detail = LogDetail::Migrated { tables: tables as u64, rows };
    logged(&mut there, context, &detail)?;
    Ok(writeln!(out, "{}", words::TakenOver { tables, rows }.text(context.language))?)
}

/// Writes the database into a file, under its own key, beside a serving platform.
pub fn backup(
    context: &CommandContext,
    wanted: &NodeBackup,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let Place::Sqlite { path, key } = context.config.place()? else {
        return Err(CommandFault::NotHere);
    };
    let records = copies::backup(&path, &key, &wanted.file)?;
    let file = wanted.file.display();
    let detail = LogDetail::BackedUp { file: file.to_string(), records };
    logged(&mut context.session()?, context, &detail)?;
    Ok(writeln!(out, "{}", words::BackedUp { file, records }.text(context.language))?)
}

/// Puts a backup in the database's place.
pub fn restore(
    context: &CommandContext,
    wanted: &NodeRestore,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let Place::Sqlite { path, key } = context.config.place()? else {
        return Err(CommandFault::NotHere);
    };
    let _nobody = nobody_serves(context)?;
    let has_data = std::fs::metadata(&path).is_ok_and(|it| it.len() > 0);
    if has_data && !wanted.yes {
        return Err(CommandFault::RestoreNotAsked(path));
    }
    let (records, kept) = copies::restore(&path, &key, &wanted.file, context.now)?;
    let file = wanted.file.display();
    let detail = LogDetail::Restored { file: file.to_string(), records };
    logged(&mut context.session()?, context, &detail)?;
    writeln!(out, "{}", words::Restored { file, records }.text(context.language))?;
    if let Some(kept) = kept {
        let file = kept.display();
        writeln!(out, "{}", words::KeptAs { file }.text(context.language))?;
    }
    Ok(())
}

/// Logs what was done at the machine.
fn logged(
    session: &mut Session,
    context: &CommandContext,
    detail: &LogDetail,
) -> Result<(), CommandFault> {
    let by = at_the_machine();
    Ok(session.transaction(|it| log::write(it, &by, detail, context.now))?)
}

/// Nobody serves, nor begins to, while what is returned is held.
fn nobody_serves(context: &CommandContext) -> Result<Serving, CommandFault> {
    context.config.make_data()?;
    let data = &context.config.store.data;
    let held = serving::hold(data);
    let held = held.map_err(|cause| CommandFault::File { path: data.clone(), cause })?;
    held.ok_or_else(|| CommandFault::Serves(data.clone()))
}

/// A server by the address of its owner, whose password stands in the address, in `PGPASSWORD`, or is
/// that of the role that serves.
fn owner(context: &CommandContext, url: &str) -> Result<Server, CommandFault> {
    if !url.starts_with("postgres") {
        return Err(CommandFault::NoServer(url.to_owned()));
    }
    let mut server = context.config.store.server(url)?;
    if let Some(password) = std::env::var_os("PGPASSWORD") {
        server.config.password(password.as_encoded_bytes());
    }
    Ok(server)
}

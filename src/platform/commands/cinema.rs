//! `cinema add`, `cinema list`, and the list of `cinemas.list`.

use std::io::Write;
use std::path::Path;

use clap::{Args, Subcommand};
use csv::StringRecord;
use jiff::Timestamp;
use serde_json::json;

use super::acting::{ActingArgs, Demand};
use super::csv_list::{first, read_csv_list};
use super::{CommandContext, CommandFault, ListFormat, write_json};
use crate::people::PlatformRight;
use crate::platform::ledger::cinemas::{self, Cinema};
use crate::platform::ledger::log::{self, Actor};
use crate::platform::ledger::{LedgerError, LogDetail, Session};
use crate::ticket::CinemaCode;
use crate::words::plain::plain;
use crate::words::platform::{self as words, Text};
use crate::words::table::{Column, ReportTable};

/// What is done about cinemas.
#[derive(Debug, Subcommand)]
pub enum CinemaCommand {
    /// Make a cinema known, or give it another name
    Add(AddCinema),
    /// List the cinemas that are known, and how their keys stand
    List {
        /// table, to be read, or json, for scripts
        #[arg(long, value_enum, default_value = "table")]
        format: ListFormat,
    },
}

#[derive(Debug, Args)]
pub struct AddCinema {
    /// The cinema's code, 8 characters
    #[arg(value_name = "CODE")]
    pub code: CinemaCode,
    /// Its name
    #[arg(long, value_name = "NAME", default_value = "")]
    pub name: String,
    #[command(flatten)]
    pub acting: ActingArgs,
}

/// Does it.
pub fn run(
    context: &CommandContext,
    command: &CinemaCommand,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    match command {
        CinemaCommand::Add(wanted) => add(context, wanted, out),
        CinemaCommand::List { format } => list(context, *format, out),
    }
}

fn add(
    context: &CommandContext,
    wanted: &AddCinema,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let name = plain(&wanted.name);
    let mut session = context.session()?;
    let code = wanted.code;
    let cinema = Some(code.as_str());
    let demand = Demand { right: PlatformRight::Cinemas, cinema, by_name: false };
    let by = wanted.acting.acting(context, &mut session, demand)?.actor;
    let before = cinemas::name(&mut session, code)?;
    session.transaction(|it| add_logged(it, code, &name, &by, context.now))?;
    let shown = match before {
        None => words::CinemaAdded { code }.text(context.language),
        Some(before) if name.is_empty() || before == name => {
            words::CinemaKnown { code }.text(context.language)
        }
        Some(_) => words::CinemaRenamed { code, name: &name }.text(context.language),
    };
    Ok(writeln!(out, "{shown}")?)
}

/// Makes a cinema known, or gives it another name, and logs what changed; false: it was known.
pub(crate) fn add_logged(
    change: &mut Session,
    code: CinemaCode,
    name: &str,
    by: &Actor,
    now: Timestamp,
) -> Result<bool, LedgerError> {
    let before = cinemas::name(change, code)?;
    let fresh = cinemas::add(change, code, name, now)?;
    let renamed = before.is_some_and(|before| before != name && !name.is_empty());
    let (code, name) = (code.to_string(), name.to_owned());
    if fresh {
        log::write(change, by, &LogDetail::CinemaAdded { code, name }, now)?;
    } else if renamed {
        log::write(change, by, &LogDetail::CinemaRenamed { code, name }, now)?;
    }
    Ok(fresh)
}

fn list(
    context: &CommandContext,
    format: ListFormat,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let found = cinemas::list(&mut context.session()?)?;
    let age = |cinema: &Cinema| cinema.good_at.map(|at| (context.now.as_second() - at).max(0));
    let fault = |cinema: &Cinema| {
        cinema.fault.as_ref().map_or_else(String::new, |fault| fault.message(context.language))
    };
    if format == ListFormat::Json {
        let rows = found.iter().map(|it| {
            json!({
                "code": it.code, "name": it.name, "keys": it.keys, "keys_age_s": age(it),
                "fault": it.fault.as_ref().map(|_| fault(it)),
            })
        });
        return write_json(&rows.collect::<Vec<_>>(), out);
    }
    let columns = [
        Column::Left(Text::Cinema.form(context.language)),
        Column::Flexible(Text::Name.form(context.language)),
        Column::Right(Text::Keys.form(context.language)),
        Column::Right(Text::AgeOfKeys.form(context.language)),
        Column::Flexible(Text::LastAnswer.form(context.language)),
    ];
    let rows = found.iter().map(|it| {
        let age = age(it).map_or_else(String::new, |seconds| seconds.to_string());
        vec![it.code.to_string(), plain(&it.name), it.keys.to_string(), age, fault(it)]
    });
    let table = ReportTable { columns: &columns, rows: rows.collect(), sums: None };
    Ok(out.write_all(table.set().as_bytes())?)
}

/// Cinemas of a CSV of code and name, a line each; the first line may be headings. A file with a line
/// that is no cinema is not taken at all.
pub fn read_list(path: &Path) -> Result<Vec<(CinemaCode, String)>, CommandFault> {
    let wrong = |line: u64| CommandFault::CinemaList { path: path.to_owned(), line };
    let lines = read_csv_list(path, "code", wrong)?.into_iter();
    let cinema = |(number, line): (u64, StringRecord)| {
        let code = first(&line).parse().map_err(|_| wrong(number))?;
        Ok((code, plain(line.get(1).unwrap_or_default())))
    };
    lines.map(cinema).collect()
}
